//! Single files of Vue's components: a template, a script and a style.

use super::machine::{Found, Grammar, Machine, call, groups, rule};
use crate::Token;
use crate::scan::Scan;

/// Hands the text up to an end tag over to the language that the tag's name and attributes tell.
fn content(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    scan.emit_to(Token::NameTag, found.end);
    let name = machine.texts.first().map_or("", String::as_str);
    let close: &'static [u8] = match name {
        "script" => b"</script",
        "style" => b"</style",
        _ => b"</template",
    };
    let lang = machine.texts.get(1).map_or("", String::as_str);
    let tag = match (name, lang) {
        ("script", "coffee") => "coffeescript",
        ("script", _) => "javascript",
        ("style", "scss") => "scss",
        ("style", "sass") => "sass",
        ("style", _) => "css",
        _ => "html",
    };
    let template = close == b"</template";
    machine.texts.clear();
    let end = scan.find_close(found.end, close).unwrap_or(scan.end());
    machine.goto("root");
    while scan.pos() < end {
        let open = if template { scan.find_close(scan.pos(), b"{{").filter(|open| *open < end) } else { None };
        machine.delegate(scan, tag, open.unwrap_or(end));
        if open.is_some() {
            scan.emit(Token::LiteralStringInterpol, 2);
            let shut = scan.find_close(scan.pos(), b"}}").filter(|shut| *shut < end);
            machine.delegate(scan, "javascript", shut.unwrap_or(end));
            scan.emit(Token::LiteralStringInterpol, if shut.is_some() { 2 } else { 0 });
        }
    }
}

/// Remembers which part begins.
fn part(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    let (start, end) = found.group(2);
    machine.texts = vec![scan.text(start, end).to_owned()];
    scan.emit_to(Token::NameTag, start);
    scan.emit_to(Token::Keyword, end);
    machine.push("part");
}

/// Remembers the language.
fn lang(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    let (start, end) = found.group(2);
    let value = scan.text(start, end).trim_matches(['"', '\'']).to_owned();
    machine.texts.push(value);
    scan.emit_to(Token::NameAttribute, start);
    scan.emit_to(Token::LiteralString, end);
}

/// Vue's tokens.
pub(super) static VUE: Grammar = Grammar::new(&[
    (
        "root",
        &[
            call(r"(<)(template|script|style)\b", part),
            groups(r"(</)(template|script|style)([ \t]*>)", &[Token::NameTag, Token::Keyword, Token::NameTag]),
            rule(r"<!--", Token::Comment).through("-->"),
            rule(r"[^<]+|<", Token::Text),
        ],
    ),
    (
        "part",
        &[
            rule(r"\s+", Token::Text),
            call(r"(lang\s*=\s*)([^\s>]+)", lang),
            rule(r"[\w-]+\s*=", Token::NameAttribute).push("value"),
            rule(r"[\w-]+", Token::NameAttribute),
            call(r"/?>", content),
        ],
    ),
    ("value", &[rule(r#""[^"]*"|'[^']*'|[^\s>]+"#, Token::LiteralString).pop(), rule(r"\s+", Token::Text).pop()]),
]);
