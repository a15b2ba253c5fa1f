//! Kotlin.

use super::machine::{Grammar, Rule, groups, include, rule};
use crate::Token;

const KEYWORDS: &str = r"(?:abstract|annotation|as|break|by|catch|class|companion|const|constructor|continue|crossinline|do|dynamic|else|enum|external|false|final|finally|for|fun|get|if|import|in|infix|inline|inner|interface|internal|is|lateinit|noinline|null|object|open|operator|out|override|package|private|protected|public|reified|return|sealed|set|super|suspend|tailrec|this|throw|true|try|typealias|typeof|val|var|vararg|when|where|while)\b";

/// What a name goes on with, in backticks or not: of letters and digits those that scripts with two cases have, and
/// hyphens.
macro_rules! goes_on {
    () => {
        r"[[\p{L}\p{M}\p{N}\p{Pc}\p{Cf}-]--[\p{Lo}\p{Me}\p{No}]]*`?"
    };
}

/// A name with a capital.
macro_rules! class {
    ($behind:literal) => {
        concat!(r"(`?\p{Lu}", goes_on!(), ")", $behind)
    };
}

/// A name. Rouge does not look at where backticks begin and end.
macro_rules! name {
    ($front:literal, $behind:literal) => {
        concat!($front, r"`?[[\p{L}\p{Nl}_]--\p{Lo}]", goes_on!(), $behind)
    };
}

const NAME: &str = name!("", "");

const NUMBERS: &[Rule] = &[
    rule(r"0[xX][0-9A-Fa-f](?:_*[0-9A-Fa-f])*[uU]?L?", Token::LiteralNumberHex),
    rule(r"0[bB][01](?:_*[01])*[uU]?L?", Token::LiteralNumberBin),
    rule(
        r"(?:\d(?:_*\d)*)?\.\d(?:_*\d)*(?:[eE][+-]?\d(?:_*\d)*)?[fF]?|\d(?:_*\d)*(?:[eE][+-]?\d(?:_*\d)*[fF]?|[fF])",
        Token::LiteralNumberFloat,
    ),
    rule(r"\d(?:_*\d)*[uU]?L?", Token::LiteralNumberInteger),
];

/// Kotlin's tokens.
pub(super) static KOTLIN: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::Text),
            rule(r"//[^\n]*", Token::CommentSingle),
            rule(r"/\*", Token::CommentMultiline).push("comment"),
            groups(r"(::)(class)", &[Token::Operator, Token::Keyword]),
            rule(r"::|!!|\?[.:]|\.\.", Token::Operator),
            rule(r#"""""#, Token::LiteralString).through(r#"""""#),
            rule(r#""(?:\\[\\"]|[^"\n])*["\n]"#, Token::LiteralString),
            rule(r"'(?:\\.|[^\\])'", Token::LiteralStringChar),
            include("numbers"),
            rule(r"[~!%^&*()+=|\[\]:;,.<>/?{}-]", Token::Punctuation),
            groups(name!(r"((?:this|super|return|break|continue)\b)(@", ")"), &[Token::Keyword, Token::NameDecorator]),
            groups(r"(companion)(\s+)(object)\b", &[Token::Keyword, Token::Text, Token::Keyword]),
            groups(r"(data\s+class|class|interface|object)(\s+)", &[Token::KeywordDeclaration, Token::Text])
                .push("class"),
            groups(r"(import|package)(\s+)", &[Token::Keyword, Token::Text]).push("namespace"),
            groups(r"(fun)(\s+)", &[Token::Keyword, Token::Text]).push("function"),
            groups(r"(va[lr])(\s+)", &[Token::KeywordDeclaration, Token::Text]).push("property"),
            rule(KEYWORDS, Token::Keyword),
            rule(concat!("@", class!("")), Token::NameDecorator),
            rule(name!("", "@"), Token::NameDecorator),
            groups(class!("(<)"), &[Token::NameClass, Token::Punctuation]).push("generics"),
            rule(class!(""), Token::NameClass),
            rule(NAME, Token::NameFunction).ahead(r"\s*[({]"),
            rule(NAME, Token::Name),
        ],
    ),
    ("numbers", NUMBERS),
    (
        "comment",
        &[
            rule(r"/\*", Token::CommentMultiline).push("comment"),
            rule(r"\*/", Token::CommentMultiline).pop(),
            rule(r"[^*/]+|[*/]", Token::CommentMultiline),
        ],
    ),
    ("namespace", &[rule(r"\S+", Token::NameNamespace).pop()]),
    ("class", &[rule(class!(""), Token::NameClass).pop()]),
    (
        "function",
        &[
            rule(r"\s+", Token::Text),
            rule("<", Token::Punctuation).push("generics"),
            groups(class!(r"(\.)"), &[Token::NameClass, Token::Punctuation]),
            rule(NAME, Token::NameFunction).pop(),
        ],
    ),
    (
        "property",
        &[
            rule(r"\s+", Token::Text),
            rule("<", Token::Punctuation).push("generics"),
            rule(r"\(", Token::Punctuation).goto("destructuring"),
            rule(NAME, Token::NameProperty).pop(),
        ],
    ),
    (
        "destructuring",
        &[
            rule(r"\s+", Token::Text),
            rule(",", Token::Punctuation),
            rule(r"\)", Token::Punctuation).pop(),
            rule(NAME, Token::NameProperty),
        ],
    ),
    // Behind a class's name.
    (
        "generics",
        &[
            rule(r"\s+", Token::Text),
            rule("<", Token::Punctuation).push("generics"),
            rule(">", Token::Punctuation).pop(),
            rule(r"[,.:?]", Token::Punctuation),
            rule(r"in|out|reified", Token::Keyword),
            rule(class!(""), Token::NameClass),
        ],
    ),
]);
