//! CoffeeScript.

use super::machine::{Grammar, Rule, always, groups, include, lists, rule};
use super::small_table::{COFFEESCRIPT_BUILTINS, COFFEESCRIPT_KEYWORDS};
use crate::Token;

const NAME: &str = r"[$A-Za-z_][$\w]*";

const STRING: &[Rule] = &[rule(r"\\(?s:.)", Token::LiteralStringEscape), rule(r"['\x22#]", Token::LiteralString)];

/// CoffeeScript's tokens.
pub(super) static COFFEESCRIPT: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s+", Token::Text),
            rule(r"###", Token::CommentMultiline).unless("#").push("comment"),
            rule(r"#[^\n]*", Token::CommentSingle),
            rule(r"///", Token::LiteralStringRegex).push("heregex"),
            rule(r"/(?:\\[^\n]|\[(?:\\[^\n]|[^\]\\\n])*\]|[^\[/\\\n])+/[gimuy]*", Token::LiteralStringRegex)
                .push("behind"),
            groups(
                r"(@)([ \t]*)([$A-Za-z_][$\w]*)?",
                &[Token::NameVariableInstance, Token::Text, Token::NameAttribute],
            )
            .unless("@"),
            groups(r"(\.)([$A-Za-z_][$\w]*)", &[Token::Punctuation, Token::NameAttribute]),
            rule(NAME, Token::NameAttribute).ahead(r"\s*:"),
            lists(
                NAME,
                &[
                    ("and in is isnt not of or", Token::Operator),
                    (COFFEESCRIPT_KEYWORDS, Token::Keyword),
                    ("Infinity NaN false no null off on true undefined yes", Token::NameConstant),
                    (COFFEESCRIPT_BUILTINS, Token::NameBuiltin),
                ],
                Token::NameOther,
            ),
            rule(r"\d+\.\d+(?:[eE][+-]?\d+)?", Token::LiteralNumberFloat),
            rule(r"0x[0-9A-Fa-f]+", Token::LiteralNumberHex),
            rule(r"\d+", Token::LiteralNumberInteger),
            rule(r"[-+*/%=<>!&|^~?:`]+", Token::Operator),
            rule(r"[.,;(){}\[\]]", Token::Punctuation),
            rule(r#"""""#, Token::LiteralString).push("triple"),
            rule(r"'''", Token::LiteralString).push("triple single"),
            rule(r#"""#, Token::LiteralString).push("double"),
            rule(r"'", Token::LiteralString).push("single"),
        ],
    ),
    // Behind what ends an operand, where no regular expression begins.
    ("behind", &[rule(r"[ \t]+", Token::Text), rule(r"/", Token::Operator).pop(), always().pop()]),
    ("comment", &[rule(r"###", Token::CommentMultiline).pop(), rule(r"[^#]+|#", Token::CommentMultiline)]),
    ("escapes", STRING),
    ("interpolated", &[rule(r"#\{", Token::LiteralStringInterpol).push("interpolation"), include("escapes")]),
    ("interpolation", &[rule(r"\}", Token::LiteralStringInterpol).pop(), include("root")]),
    (
        "double",
        &[
            rule(r#"""#, Token::LiteralString).goto("behind"),
            include("interpolated"),
            rule(r#"[^"\\#']+"#, Token::LiteralString),
        ],
    ),
    (
        "triple",
        &[
            rule(r#"""""#, Token::LiteralString).goto("behind"),
            include("interpolated"),
            rule(r#"[^"\\#']+"#, Token::LiteralString),
        ],
    ),
    (
        "single",
        &[
            rule(r"'", Token::LiteralString).goto("behind"),
            include("escapes"),
            rule(r#"[^"\\#']+"#, Token::LiteralString),
        ],
    ),
    (
        "triple single",
        &[
            rule(r"'''", Token::LiteralString).goto("behind"),
            include("escapes"),
            rule(r#"[^"\\#']+"#, Token::LiteralString),
        ],
    ),
    (
        "heregex",
        &[
            rule(r"///[gimuy]*", Token::LiteralStringRegex).goto("behind"),
            rule(r"#\{", Token::LiteralStringInterpol).push("interpolation"),
            rule(r"\s+", Token::Text),
            rule(r"#[^\n]*", Token::CommentSingle),
            rule(r"[^\s#/]+|/", Token::LiteralStringRegex),
        ],
    ),
]);
