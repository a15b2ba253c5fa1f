//! CMake.

use super::cmake_table::BUILTINS;
use super::machine::{Found, Grammar, Machine, call, include, lists, rule};
use crate::Token;
use crate::scan::Scan;

/// A bracket argument or comment: up to the bracket with as many equals signs.
fn bracket(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    let signs = found.group(1);
    let close = format!("]{}]", "=".repeat(signs.1 - signs.0));
    let token = if scan.cur() == b'#' { Token::CommentMultiline } else { Token::LiteralStringDouble };
    let missing = machine.texts.iter().any(|known| *known == close);
    match scan.find(found.end, close.as_bytes()).filter(|_| !missing) {
        Some(end) => scan.emit_to(token, end + close.len()),
        None => {
            machine.texts.push(close);
            scan.emit_rest(token);
        }
    }
}

/// CMake's tokens.
pub(super) static CMAKE: Grammar = Grammar::new(&[
    (
        "root",
        &[
            call(r"#\[(=*)\[", bracket),
            rule(r"#[^\n]*", Token::CommentSingle),
            call(r"\[(=*)\[", bracket),
            rule(r#"""#, Token::LiteralStringDouble).push("string"),
            rule(r"\$\{", Token::LiteralStringInterpol).push("variable"),
            lists(r"[A-Za-z_]\w*", &[(BUILTINS, Token::NameBuiltin)], Token::NameFunction).ahead(r"[ \t]*\("),
            rule(r"\(", Token::Punctuation).push("arguments"),
            rule(r"\)", Token::Punctuation),
            rule(r"[A-Za-z0-9_]+|\s+|.", Token::Text),
        ],
    ),
    (
        "arguments",
        &[
            call(r"#\[(=*)\[", bracket),
            rule(r"#[^\n]*", Token::CommentSingle),
            call(r"\[(=*)\[", bracket),
            rule(r#"""#, Token::LiteralStringDouble).push("string"),
            rule(r"\$\{", Token::LiteralStringInterpol).push("variable"),
            rule(r"\(", Token::Punctuation).push("arguments"),
            rule(r"\)", Token::Punctuation).pop(),
            rule(r"\\.|[A-Za-z0-9_]+|\s+|.", Token::Text).unless(r"\{"),
            rule(r".", Token::Text),
        ],
    ),
    (
        "string",
        &[
            rule(r#"""#, Token::LiteralStringDouble).pop(),
            rule(r"\\[^A-Za-z0-9$]|\\[trn]", Token::LiteralStringEscape),
            rule(r"\$\{", Token::LiteralStringInterpol).push("variable"),
            rule(r#"[^"\\$]+|[\\$]"#, Token::LiteralStringDouble),
        ],
    ),
    (
        "variable",
        &[
            rule(r"\}", Token::LiteralStringInterpol).pop(),
            rule(r"\$\{", Token::LiteralStringInterpol).push("variable"),
            include("name"),
        ],
    ),
    ("name", &[rule(r"[^}$\n]+|\$", Token::NameVariable)]),
]);
