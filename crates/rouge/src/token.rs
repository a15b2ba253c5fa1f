//! The tokens: what a piece of code is, and the short CSS class under which themes know it.

macro_rules! tokens {
    ($($name:ident $qualname:literal $class:literal;)*) => {
        /// One kind of token, by Rouge's name for it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Token {
            $(
                #[doc = concat!("Rouge's `", $qualname, "`, class `", $class, "`.")]
                $name,
            )*
        }

        /// What opens the span of each token.
        const OPENERS: &[&str] = &[$(concat!("<span class=\"", $class, "\">"),)*];

        /// Every token, in Rouge's order.
        const ALL: &[Token] = &[$(Token::$name,)*];

        impl Token {
            /// Gives Rouge's full name.
            ///
            /// ```
            /// assert_eq!(hyde_rouge::Token::NameFunction.qualname(), "Name.Function");
            /// ```
            pub fn qualname(self) -> &'static str {
                match self { $(Token::$name => $qualname,)* }
            }

            /// Gives the short CSS class; empty for plain text.
            ///
            /// ```
            /// assert_eq!(hyde_rouge::Token::NameFunction.class(), "nf");
            /// ```
            pub fn class(self) -> &'static str {
                match self { $(Token::$name => $class,)* }
            }
        }
    };
}

tokens! {
    Text "Text" "";
    TextWhitespace "Text.Whitespace" "w";
    Escape "Escape" "esc";
    Error "Error" "err";
    Other "Other" "x";
    Keyword "Keyword" "k";
    KeywordConstant "Keyword.Constant" "kc";
    KeywordDeclaration "Keyword.Declaration" "kd";
    KeywordNamespace "Keyword.Namespace" "kn";
    KeywordPseudo "Keyword.Pseudo" "kp";
    KeywordReserved "Keyword.Reserved" "kr";
    KeywordType "Keyword.Type" "kt";
    KeywordVariable "Keyword.Variable" "kv";
    Name "Name" "n";
    NameAttribute "Name.Attribute" "na";
    NameBuiltin "Name.Builtin" "nb";
    NameBuiltinPseudo "Name.Builtin.Pseudo" "bp";
    NameClass "Name.Class" "nc";
    NameConstant "Name.Constant" "no";
    NameDecorator "Name.Decorator" "nd";
    NameEntity "Name.Entity" "ni";
    NameException "Name.Exception" "ne";
    NameFunction "Name.Function" "nf";
    NameFunctionMagic "Name.Function.Magic" "fm";
    NameProperty "Name.Property" "py";
    NameLabel "Name.Label" "nl";
    NameNamespace "Name.Namespace" "nn";
    NameOther "Name.Other" "nx";
    NameTag "Name.Tag" "nt";
    NameVariable "Name.Variable" "nv";
    NameVariableClass "Name.Variable.Class" "vc";
    NameVariableGlobal "Name.Variable.Global" "vg";
    NameVariableInstance "Name.Variable.Instance" "vi";
    NameVariableMagic "Name.Variable.Magic" "vm";
    Literal "Literal" "l";
    LiteralDate "Literal.Date" "ld";
    LiteralString "Literal.String" "s";
    LiteralStringAffix "Literal.String.Affix" "sa";
    LiteralStringBacktick "Literal.String.Backtick" "sb";
    LiteralStringChar "Literal.String.Char" "sc";
    LiteralStringDelimiter "Literal.String.Delimiter" "dl";
    LiteralStringDoc "Literal.String.Doc" "sd";
    LiteralStringDouble "Literal.String.Double" "s2";
    LiteralStringEscape "Literal.String.Escape" "se";
    LiteralStringHeredoc "Literal.String.Heredoc" "sh";
    LiteralStringInterpol "Literal.String.Interpol" "si";
    LiteralStringOther "Literal.String.Other" "sx";
    LiteralStringRegex "Literal.String.Regex" "sr";
    LiteralStringSingle "Literal.String.Single" "s1";
    LiteralStringSymbol "Literal.String.Symbol" "ss";
    LiteralNumber "Literal.Number" "m";
    LiteralNumberBin "Literal.Number.Bin" "mb";
    LiteralNumberFloat "Literal.Number.Float" "mf";
    LiteralNumberHex "Literal.Number.Hex" "mh";
    LiteralNumberInteger "Literal.Number.Integer" "mi";
    LiteralNumberIntegerLong "Literal.Number.Integer.Long" "il";
    LiteralNumberOct "Literal.Number.Oct" "mo";
    LiteralNumberOther "Literal.Number.Other" "mx";
    Operator "Operator" "o";
    OperatorWord "Operator.Word" "ow";
    Punctuation "Punctuation" "p";
    PunctuationIndicator "Punctuation.Indicator" "pi";
    Comment "Comment" "c";
    CommentHashbang "Comment.Hashbang" "ch";
    CommentDoc "Comment.Doc" "cd";
    CommentMultiline "Comment.Multiline" "cm";
    CommentPreproc "Comment.Preproc" "cp";
    CommentPreprocFile "Comment.PreprocFile" "cpf";
    CommentSingle "Comment.Single" "c1";
    CommentSpecial "Comment.Special" "cs";
    Generic "Generic" "g";
    GenericDeleted "Generic.Deleted" "gd";
    GenericEmph "Generic.Emph" "ge";
    GenericEmphStrong "Generic.EmphStrong" "ges";
    GenericError "Generic.Error" "gr";
    GenericHeading "Generic.Heading" "gh";
    GenericInserted "Generic.Inserted" "gi";
    GenericLineno "Generic.Lineno" "gl";
    GenericOutput "Generic.Output" "go";
    GenericPrompt "Generic.Prompt" "gp";
    GenericStrong "Generic.Strong" "gs";
    GenericSubheading "Generic.Subheading" "gu";
    GenericTraceback "Generic.Traceback" "gt";
}

impl Token {
    /// What opens the token's span.
    #[inline]
    pub(crate) fn opener(self) -> &'static str {
        let shown = if self == Token::Escape { Token::Error } else { self };
        OPENERS[shown as usize]
    }

    /// Gives every token, in Rouge's order.
    ///
    /// ```
    /// assert!(hyde_rouge::Token::all().any(|token| token.class() == "kd"));
    /// ```
    pub fn all() -> impl Iterator<Item = Token> {
        ALL.iter().copied()
    }

    /// Finds a token by Rouge's full name.
    ///
    /// ```
    /// use hyde_rouge::Token;
    /// assert_eq!(Token::from_qualname("Text"), Some(Token::Text));
    /// ```
    pub fn from_qualname(name: &str) -> Option<Token> {
        Token::all().find(|token| token.qualname() == name)
    }
}
