//! Perl.

use super::machine::{Found, Grammar, Machine, call, groups, include, lists, rule};
use super::perl_table::BUILTINS;
use crate::Token;
use crate::scan::Scan;

const NAME: &str = r"\w*[A-Za-z_]\w*|[A-Za-z_]\w*";

/// Where the text between a quote's delimiters ends, the delimiters included; brackets pair, others do not nest.
fn quoted(scan: &Scan<'_>, open: usize, escapes: bool) -> Option<usize> {
    let left = scan.at(open);
    let right = match left {
        b'(' => b')',
        b'{' => b'}',
        b'[' => b']',
        b'<' => b'>',
        other => other,
    };
    let mut at = open + 1;
    while at < scan.end() {
        let byte = scan.at(at);
        if byte == b'\\' && escapes && left != b'\\' {
            at += 1;
        } else if byte == right {
            return Some(at + 1);
        }
        at += 1;
    }
    None
}

/// Gives a token to what stands between delimiters and to the flags behind; an error where nothing closes it.
fn delimited(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found, parts: usize, token: Token, flags: bool) {
    let mut end = found.end - 1;
    let paired = matches!(scan.at(end), b'(' | b'{' | b'[' | b'<');
    // A delimiter that closes nothing once closes nothing later.
    let delimiter = scan.text(end, end + 1).to_owned();
    for part in 0..parts {
        if part > 0 && paired {
            end = scan.space_end(end);
        } else if part > 0 {
            end -= 1;
        }
        let found_end = if machine.texts.contains(&delimiter) { None } else { quoted(scan, end, true) };
        match found_end {
            Some(close) => end = close,
            None => {
                machine.texts.push(delimiter);
                scan.emit_to(Token::NameVariable, scan.word_end(found.start));
                return;
            }
        }
    }
    if flags {
        // A substitution's flags are known, and `e` is none of them.
        let substitution = scan.at(found.start) == b's';
        end = scan.while_at(end, |b| if substitution { b"gimosx".contains(&b) } else { b.is_ascii_lowercase() });
    }
    scan.emit_to(token, end);
}

fn substitution(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    delimited(machine, scan, found, 2, Token::LiteralStringRegex, true);
}

fn pattern(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    delimited(machine, scan, found, 1, Token::LiteralStringRegex, true);
}

fn quote(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    delimited(machine, scan, found, 1, Token::LiteralStringOther, false);
}

/// Documentation up to its end; without one it is none.
fn pod(_: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    match scan.find_close(found.end - 1, b"\n=cut") {
        Some(cut) => scan.emit_to(Token::CommentMultiline, cut + 5),
        None => scan.emit(Token::Operator, 1),
    }
}

/// A here document: up to the line with its mark.
fn heredoc(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    let mark = found.group(2);
    let mark = scan.text(mark.0, mark.1).to_owned();
    // Marks that were missing once are not looked for again, and not many are.
    if !machine.texts.contains(&mark) && machine.texts.len() < MAX_MISSING {
        let mut line = scan.next_line(found.end);
        while line < scan.end() {
            let end = scan.line_end(line);
            if scan.slice(line, end) == mark.as_bytes() {
                return scan.emit_to(Token::LiteralString, end + 1);
            }
            line = end + 1;
        }
        machine.texts.push(mark);
    }
    scan.emit_to(Token::Operator, found.start + 2);
}

/// How many missing marks and delimiters are remembered.
const MAX_MISSING: usize = 64;

/// Perl's tokens.
pub(super) static PERL: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"#[^\n]*", Token::CommentSingle),
            call(r"=[A-Za-z0-9]+\s", pod).bol(),
            rule(r"\s+", Token::Text),
            groups(
                r"(format)(\s+)([A-Za-z0-9_]+)(\s*)(=)(\s*\n)",
                &[Token::Keyword, Token::Text, Token::Name, Token::Text, Token::Punctuation, Token::Text],
            )
            .push("format"),
            call(r"(<<)'([A-Za-z_]\w*)';?\n", heredoc),
            call(r"(<<)\x22([A-Za-z_]\w*)\x22;?\n", heredoc),
            call(r"(<<)([A-Za-z_]\w*);?\n", heredoc),
            rule(r"(?s:__(?:DATA|END)__\b.*)", Token::CommentPreproc),
            call(r"(?:s|tr|y)(?:[^\w\s=;)>-]|;|\s\w)", substitution),
            call(r"m(?:[^\w\s=;)>-]|\s\w)", pattern),
            call(r"q[qwrx]?\s*[^\w\s=,;)>]", quote),
            rule(r"/(?:\\.|[^\n/\\])*/[a-z]*", Token::LiteralStringRegex),
            rule(r"sub\s+", Token::Keyword).push("function"),
            groups(r"((?:[A-Za-z_]\w*::)+)(\w*)", &[Token::NameNamespace, Token::NameVariable]),
            rule(
                r"(?:BEGIN|CHECK|END|INIT|case|continue|do|elsif|else|foreach|for|if|last|my|new|next|our|print|redo|reset|return|then|unless|until|use|while)\b",
                Token::Keyword,
            ),
            rule(r"(?:and|cmp|eq|ge|gt|le|lt|ne|not|or)\b", Token::OperatorWord),
            groups(r"(\w*[A-Za-z_]\w*)(?:\s*=>)", &[Token::LiteralString]),
            rule(r"\w*[A-Za-z_]\w*:(?:\w[\w:]*)?", Token::NameVariable).unless(":"),
            include("literals"),
            lists(
                NAME,
                &[
                    ("DATA STDERR STDIN STDOUT __DIE__ __WARN__", Token::NameBuiltinPseudo),
                    (BUILTINS, Token::NameBuiltin),
                ],
                Token::NameVariable,
            ),
            include("symbols"),
        ],
    ),
    (
        "literals",
        &[
            rule(r"\$\^[ADFHILMOPSTWX]\b", Token::NameVariableGlobal),
            rule(r"\$[!$&(\[\]<>|/\\;,.?@+`'_\x22=~%-]", Token::NameVariableGlobal).unless(r"[\w{$]"),
            rule(r"\$\^", Token::NameVariableGlobal).unless(r"\w"),
            rule(r"[$@%&*]{1,8}#?\$?[A-Za-z]\w*|[$@%&*]{1,8}#?_\w+", Token::NameVariable).unless(r"\w*::"),
            rule(r"\$#", Token::NameVariable).ahead(r"\{"),
            rule(r"[$@%&*]", Token::NameVariable).ahead(r"\{|[A-Za-z_]\w*::"),
            rule(r"@_", Token::NameVariable).ahead(";"),
            rule(r"[$@]", Token::Error),
            groups(r"(\.\.)", &[Token::Operator]),
            rule(r"0x[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*", Token::LiteralNumberHex),
            rule(r"0b[01]+(?:_[01]+)*", Token::LiteralNumberBin),
            rule(r"0[0-7]+(?:_[0-7]+)*", Token::LiteralNumberOct).unless(r"[\w.]"),
            rule(r"\d+(?:_\d+)*(?:\.\d+(?:_\d+)*(?:[eE][+-]?\d+)?|[eE][+-]?\d+)", Token::LiteralNumberFloat),
            rule(r"\.\d+(?:_\d+)*(?:[eE][+-]?\d+)?", Token::LiteralNumberFloat),
            rule(r"\d+(?:_\d+)*", Token::LiteralNumberInteger),
            rule(r"'", Token::Punctuation).push("single"),
            rule(r#"""#, Token::Punctuation).push("double"),
            rule(r"`", Token::Punctuation).push("backtick"),
        ],
    ),
    (
        "symbols",
        &[
            rule(r"\[\]|::", Token::Operator),
            rule(r"[,;?:(){}\[\]]", Token::Punctuation).unless(":"),
            rule(r"[-+/*%=<>&^|!\\~.:]|::", Token::Operator),
        ],
    ),
    (
        "format",
        &[
            rule(r"\.\n", Token::LiteralStringInterpol).bol().pop(),
            rule(r"[^\n]*\n|[^\n]+", Token::LiteralStringInterpol),
        ],
    ),
    (
        "braces",
        &[
            rule(r"\}", Token::LiteralStringInterpol).pop(),
            rule(r"\s+", Token::Text),
            rule(r"\w+", Token::LiteralStringInterpol),
            rule(r"[$@]", Token::Error),
        ],
    ),
    (
        "function",
        &[
            rule(r"\s+", Token::Text),
            rule(r"[A-Za-z_]\w*[!?]?", Token::NameFunction),
            rule(r"(?:\([^\n;{]*\))?[ \t]*;|[^\n;{]*\{", Token::Punctuation).pop(),
        ],
    ),
    (
        "single",
        &[
            rule(r"'", Token::Punctuation).pop(),
            rule(r"\\['\\]", Token::LiteralStringEscape),
            rule(r"[^'\\]+|\\", Token::LiteralStringSingle),
        ],
    ),
    (
        "double",
        &[
            rule(r#"""#, Token::Punctuation).pop(),
            include("interpolation"),
            rule(r#"[^"$@\\]+|[$@\\]"#, Token::LiteralStringDouble),
        ],
    ),
    (
        "backtick",
        &[
            rule(r"`", Token::Punctuation).pop(),
            include("interpolation"),
            rule(r"[^`$@\\]+|[$@\\]", Token::LiteralStringBacktick),
        ],
    ),
    (
        "interpolation",
        &[
            rule(
                r"\\(?:0[0-7]{2}|x[0-9A-Fa-f]{2}|x\{[0-9A-Fa-f]+\}|c.|N\{[^}\n]*\}|[\\abefnrtuLUElQ$@\x22'\n`])?",
                Token::LiteralStringEscape,
            ),
            rule(r"[$@](?:\{\w+\}|[A-Za-z_]\w*)", Token::LiteralStringInterpol),
            rule(r"[$@]\{", Token::LiteralStringInterpol).push("braces"),
        ],
    ),
]);
