//! HTTP requests and responses; the body goes to the lexer that the content type names.

use super::machine::{Found, Grammar, Machine, call, groups, rule};
use crate::Token;
use crate::scan::Scan;

const START: &[Token] = &[
    Token::NameFunction,
    Token::Text,
    Token::NameNamespace,
    Token::Text,
    Token::Keyword,
    Token::Operator,
    Token::LiteralNumber,
    Token::Text,
];
const STATUS: &[Token] = &[
    Token::Keyword,
    Token::Operator,
    Token::LiteralNumber,
    Token::Text,
    Token::LiteralNumber,
    Token::Text,
    Token::NameException,
    Token::Text,
];

/// The languages of bodies, by content type.
const BODIES: &[(&str, &str)] = &[
    ("application/json", "json"),
    ("text/html", "html"),
    ("text/xml", "xml"),
    ("application/xml", "xml"),
    ("text/css", "css"),
    ("text/javascript", "javascript"),
    ("application/javascript", "javascript"),
    ("application/x-javascript", "javascript"),
    ("text/x-yaml", "yaml"),
    ("text/markdown", "markdown"),
];

/// A header; the content type is remembered.
fn header(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    let value = found.group(5);
    let name = found.group(1);
    if scan.text(name.0, name.1).eq_ignore_ascii_case("content-type") {
        let text = scan.text(value.0, value.1).split(';').next().unwrap_or_default().trim();
        machine.texts = vec![text.to_owned()];
    } else if scan.text(name.0, name.1).eq_ignore_ascii_case("content-length") {
        machine.count = 1;
    }
    let tokens =
        [Token::NameAttribute, Token::Text, Token::Punctuation, Token::Text, Token::LiteralString, Token::Text];
    for (index, token) in tokens.into_iter().enumerate() {
        scan.emit_to(token, found.group(index + 1).1);
    }
}

/// All that follows the headers.
fn body(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    let kind = machine.texts.first().map(String::as_str).unwrap_or_default();
    match BODIES.iter().find(|(mime, _)| *mime == kind) {
        Some((_, tag)) => machine.delegate(scan, tag, found.end),
        None => scan.emit_to(Token::Text, found.end),
    }
}

/// HTTP's tokens.
pub(super) static HTTP: Grammar = Grammar::new(&[
    (
        "root",
        &[
            groups(
                r"(GET|POST|PUT|DELETE|HEAD|OPTIONS|TRACE|PATCH|QUERY)([ ]+)([^ \n]+)([ ]+)(HTTP)(/)(\d(?:\.\d)?)(\r?\n|$)",
                START,
            )
            .goto("headers"),
            groups(r"(HTTP)(/)(\d(?:\.\d)?)([ ]+)(\d{3})([ ]+)?([^\r\n]*)?(\r?\n|$)", STATUS).goto("headers"),
        ],
    ),
    (
        "headers",
        &[
            call(r"([^\s:]+)([ ]*)(:)([ ]*)([^\r\n]+)(\r?\n|$)", header),
            groups(r"([\t ]+[^\r\n]+)(\r?\n|$)", &[Token::LiteralString, Token::Text]),
            rule(r"\r?\n", Token::Text).goto("body"),
        ],
    ),
    ("body", &[call(r"(?s:.+)", body)]),
]);
