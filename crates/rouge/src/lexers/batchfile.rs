//! Batch files of Windows.

use super::batchfile_table::COMMANDS;
use super::machine::{Grammar, Rule, groups, include, lists, rule};
use crate::Token;

const VARIABLES: &[Rule] = &[
    rule(r"%%?~[dpnxfaztsDPNXFAZTS]+\d", Token::NameVariableMagic),
    rule(r"%%?~?[dpnxfaztsDPNXFAZTS]*[A-Za-z0-9]*[A-Za-z]\b", Token::NameVariableMagic).unless(r"[\w%]|:[^%\n]*%"),
    rule(r"%[A-Za-z_]\w*%+", Token::NameVariable),
    rule(r"%%[A-Za-z_]\w*%", Token::NameVariable),
    rule(r"![A-Za-z_]\w*!", Token::NameVariable),
    rule(r"%%?~?(?:[a-z]+\d|[A-Za-z]\w*)", Token::NameVariableMagic),
];

/// The tokens of batch files.
pub(super) static BATCHFILE: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"@?(?i:rem)\b[^\n]*", Token::Comment),
            rule(r"::[^\n]*", Token::Comment).bol(),
            rule(r"\s+", Token::Text),
            rule(r"@\w+|\\>", Token::Text),
            rule(r#"""#, Token::LiteralStringDouble).push("double"),
            rule(r"'", Token::LiteralStringSingle).push("single"),
            rule(r"`", Token::LiteralStringBacktick).push("backtick"),
            rule(r"\^(?s:.)", Token::LiteralStringEscape),
            include("variables"),
            rule(r":[A-Za-z_]\w*", Token::NameLabel),
            rule(
                r"(?i:on|off|enableextensions|disableextensions|enabledelayedexpansion|disabledelayedexpansion)\b",
                Token::NameAttribute,
            ),
            rule(r"(?:--?|/|\+)[A-Za-z][A-Za-z-]*\s*", Token::NameAttribute),
            rule(r"0x[0-9A-Fa-f]+", Token::LiteralNumberHex),
            rule(r"\d+", Token::LiteralNumber),
            rule(r"(?i:cmd)\.exe\b", Token::NameBuiltin),
            groups(r"([A-Za-z]\w*)(\.exe)\b", &[Token::KeywordDeclaration, Token::Error]),
            lists(
                r"[A-Za-z]\w*",
                &[
                    ("call do else exit for goto if in", Token::Keyword),
                    ("and or not exist defined equ neq lss leq gtr geq errorlevel cmdextversion", Token::OperatorWord),
                    ("aux con nul prn", Token::KeywordReserved),
                    (COMMANDS, Token::NameBuiltin),
                ],
                Token::KeywordDeclaration,
            ),
            rule(r">&|&&|\|\||==|>>|[-+*=<>&|(){}\[\]~,;]", Token::Operator),
            rule(r"[%!]", Token::Error),
            rule(r#"_\w*|[^\s\w&|()\[\]{}^~=;!%"'`*?+,<>/-][^\s&|()\[\]{}^~=;!%"'`*?+,-]*|."#, Token::Text),
        ],
    ),
    ("variables", VARIABLES),
    (
        "double",
        &[
            rule(r#"""#, Token::LiteralStringDouble).pop(),
            rule(r"\^.", Token::LiteralStringEscape),
            include("variables"),
            rule(r"%", Token::Error),
            rule(r#"[^"^%!]+|[!^]"#, Token::LiteralStringDouble),
        ],
    ),
    (
        "single",
        &[
            rule(r"'", Token::LiteralStringSingle).pop(),
            rule(r"\^.", Token::LiteralStringEscape),
            include("variables"),
            rule(r"[^'^%!]+|[%!^]", Token::LiteralStringSingle),
        ],
    ),
    (
        "backtick",
        &[
            rule(r"`", Token::LiteralStringBacktick).pop(),
            rule(r"\^.", Token::LiteralStringEscape),
            include("variables"),
            rule(r"[^`^%!]+|[%!^]", Token::LiteralStringBacktick),
        ],
    ),
]);
