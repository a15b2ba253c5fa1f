//! The assembly language of NASM.

use super::machine::{Grammar, Rule, always, groups, include, rule};
use crate::Token;

const NAME: &str = r"[A-Za-z$._?][\w$.?#@~]*";
const DATA: &str = r"(?i:d[bwdqt]|res[bwdqto]|rest|times|incbin)";

const OPERANDS: &[Rule] = &[
    rule(r";[^\n]*", Token::CommentSingle),
    rule(r#""(?:\\.|[^"\n\\])*"|'(?:\\.|[^'\n\\])*'"#, Token::LiteralString),
    rule(r"0[xX][0-9A-Fa-f]+|\$0[0-9A-Fa-f]+|[0-9][0-9A-Fa-f]*[hH]\b", Token::LiteralNumberHex),
    rule(r"[0-7]+[qQoO]", Token::LiteralNumberOct).ahead(r"\d|\b"),
    rule(r"[01]+[bB]", Token::LiteralNumberBin),
    rule(r"\d+\.[eE]?\d+", Token::LiteralNumberFloat),
    rule(r"\d+", Token::LiteralNumberInteger),
    rule(r"\$\$?", Token::KeywordConstant),
    rule(r"(?i:seg|wrt|strict)\b", Token::OperatorWord),
    rule(r"(?i:byte|[dqto]?word|tword)\b", Token::KeywordType),
    rule(
        r"(?i:r(?:[0-9][0-5]?[bwd]?|[abcd]x|[sd]i|[sb]p)|[abcd][lh]|[er]?[abcd]x|[er]?[sb]p|[er]?[sd]i|[cdefgs]s|st[0-7]|mm[0-7]|cr[0-4]|dr[0-367]|tr[3-7])",
        Token::NameBuiltin,
    ),
    rule(NAME, Token::NameVariable),
    rule(r"<<|>>|%%|[-+*/%&|^~]", Token::Operator),
    rule(r"[,()\[\]:]", Token::Punctuation),
];

/// NASM's tokens.
pub(super) static NASM: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"[ \t]*%[^\n]*\n?", Token::CommentPreproc).bol(),
            rule(r"\s+", Token::Text),
            rule(r"[A-Za-z$._?][\w$.?#@~]*:", Token::NameLabel),
            groups(
                r"([A-Za-z$._?][\w$.?#@~]*)(\s+(?i:equ))\b",
                &[Token::NameConstant, Token::KeywordDeclaration],
            )
            .push("operands"),
            rule(r"(?:BITS|USE16|USE32|SECTION|SEGMENT|ABSOLUTE|EXTERN|GLOBAL|ORG|ALIGN|STRUC|ENDSTRUC|COMMON|CPU|GROUP|UPPERCASE|IMPORT|EXPORT|LIBRARY|MODULE)", Token::Keyword)
                .unless(r"[\w$.?#@~]")
                .push("operands"),
            rule(DATA, Token::KeywordDeclaration).unless(r"[\w$.?#@~]").push("operands"),
            include("words"),
            rule(NAME, Token::NameFunction).push("operands"),
            include("symbols"),
        ],
    ),
    ("words", &[
        rule(r"(?i:seg|wrt|strict)\b", Token::OperatorWord),
        rule(r"(?i:byte|[dqto]?word|tword)\b", Token::KeywordType),
    ]),
    ("operands", &[groups(r"([ \t]*\r?)\n", &[Token::Text]).goto("end"), rule(r"[ \t]+", Token::Text), include("symbols"), rule(r"[ \t\r]*\n", Token::Text).pop()]),
    ("end", &[always().pop()]),
    ("symbols", OPERANDS),
]);
