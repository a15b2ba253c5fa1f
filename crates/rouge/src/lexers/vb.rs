//! Visual Basic.

use super::machine::{Grammar, Lists, Rule, always, groups, lists, rule};
use crate::Token;

const WORDS: Lists = &[
    (
        "AddHandler Alias ByRef ByVal CBool CByte CDbl CInt CLng CSng CStr CType Call Case Catch Continue Declare Default \
         Delegate Do Each Else ElseIf End Erase Error Event Exit False Finally For Friend Get Global If Implements \
         Inherits Let Lib Loop Me MustInherit MustOverride MyBase MyClass Narrowing New Next Not NotOverridable Nothing \
         Of On Operator Option Optional Overloads Overridable Overrides ParamArray Partial Private Protected Public \
         RaiseEvent ReDim ReadOnly RemoveHandler Resume Return Select Set Shadows Shared Single Static Step Stop SyncLock Then \
         Throw To True Try TryCast Using Wend When While Widening With WithEvents WriteOnly CChar CDate CDec CObj CSByte \
         CShort CUInt CULng CUShort DirectCast EndIf Handles NotInheritable Stop",
        Token::Keyword,
    ),
    ("AddressOf And AndAlso As GetType In Is IsNot Like Mod Or OrElse TypeOf Xor", Token::OperatorWord),
    (
        "Boolean Byte Char Date Decimal Double Integer Long Object SByte Short Single String UInteger ULong UShort \
         Variant",
        Token::KeywordType,
    ),
    ("Console", Token::NameBuiltin),
];

/// A word behind which a name of a kind stands.
const fn before(words: &'static str, state: &'static str) -> Rule {
    rule(words, Token::Keyword).push(state)
}

/// The tokens.
pub(super) static VB: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::Text),
            rule(r"(?i:rem)\b[^\n]*", Token::CommentSingle),
            rule(r"'[^\n]*", Token::CommentSingle),
            rule(r"#(?i:If|Else|ElseIf|End|ExternalSource|Region|Const)\b[^\n]*", Token::CommentPreproc),
            rule(r#"""#, Token::LiteralString).push("string"),
            rule(r"End\b", Token::Keyword).push("end"),
            before(r"(?:Dim|Const)\b", "variable"),
            before(r"(?:Function|Sub|Property|GoTo)\b", "function"),
            before(r"(?:Class|Structure|Enum|Interface)\b", "class"),
            before(r"(?:Module|Namespace|Imports)\b", "namespace"),
            lists(r"[A-Za-z_]\w*", WORDS, Token::Name),
            rule(r"\d+\.\d+", Token::LiteralNumberFloat),
            rule(r"\d+[LSI]?", Token::LiteralNumberInteger),
            rule(r"<=|>=|<>|[+*/\\^-]=|<<|>>|[&*+/\\<=>^-]", Token::Operator),
            rule(r"[(){}!#,.:]", Token::Punctuation),
        ],
    ),
    (
        "string",
        &[
            rule(r#""""#, Token::LiteralStringEscape),
            rule(r#""[CcNn]?"#, Token::LiteralString).pop(),
            rule(r#"[^"]+"#, Token::LiteralString),
        ],
    ),
    ("variable", &[rule(r"\s+", Token::Text), rule(r"[A-Za-z_]\w*", Token::NameVariable).pop()]),
    ("function", &[rule(r"\s+", Token::Text), rule(r"[A-Za-z_]\w*", Token::NameFunction).pop()]),
    ("class", &[rule(r"\s+", Token::Text), rule(r"[A-Za-z_]\w*", Token::NameClass).pop()]),
    ("namespace", &[rule(r"\s+", Token::Text), rule(r"[A-Za-z_][\w.]*", Token::NameNamespace).pop()]),
    (
        "end",
        &[
            groups(
                r"(\s+)(Function|Sub|Property|Class|Structure|Enum|Module|Namespace|Interface)\b",
                &[Token::Text, Token::Keyword],
            )
            .pop(),
            always().pop(),
        ],
    ),
]);
