//! PHP's strings and here documents.

use super::{Php, State, emit_to, is_ident, starts_ident};
use crate::Token;
use crate::scan::{Scan, is_space};

/// How many marks of here documents are remembered; with more, none is looked for.
const MAX_MISSING: usize = 64;

impl Php {
    pub(super) fn double(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'"' => {
                scan.emit(Token::LiteralStringDouble, 1);
                self.stack.pop();
            }
            b'\\' => match escape_end(scan) {
                Some(end) => scan.emit_to(Token::LiteralStringEscape, end),
                None => {
                    let brace = usize::from(scan.peek(1) == b'{');
                    let dollar = usize::from(brace == 1 && scan.peek(2) == b'$');
                    scan.emit(Token::LiteralStringDouble, 1 + brace + dollar);
                }
            },
            b'{' if scan.peek(1) == b'$' => {
                scan.emit(Token::LiteralStringInterpol, 1);
                self.stack.push(State::Braces);
            }
            b'{' if let Some(close) = self.braced_end(scan) => {
                scan.emit(Token::LiteralStringInterpol, 1);
                scan.emit_to(Token::NameVariable, close);
                scan.emit(Token::LiteralStringInterpol, 1);
            }
            b'$' if starts_ident(scan.peek(1)) => {
                let end = scan.name_end(scan.pos() + 1, is_ident);
                scan.emit_to(Token::NameVariable, interpolated_end(scan, end));
            }
            b'$' if scan.peek(1) == b'{' => scan.emit(Token::LiteralStringDouble, 2),
            b'$' if scan.peek(1) == b'$' => {
                let name = scan.while_at(scan.pos(), |b| b == b'$');
                scan.emit_to(Token::LiteralStringDouble, scan.name_end(name, is_ident));
            }
            _ => {
                let end = scan.while_at(scan.pos() + 1, |b| !matches!(b, b'"' | b'\\' | b'{' | b'$'));
                scan.emit_to(Token::LiteralStringDouble, end);
            }
        }
    }

    /// The last closing brace before white space, where something stands between it and the brace here.
    fn braced_end(&mut self, scan: &Scan<'_>) -> Option<usize> {
        if scan.pos() >= self.braces.0 {
            let end = scan.while_at(scan.pos(), |b| !is_space(b));
            let close = memchr::memrchr(b'}', scan.slice(scan.pos(), end)).map(|at| scan.pos() + at);
            self.braces = (end, close);
        }
        self.braces.1.filter(|close| *close > scan.pos() + 1)
    }

    /// A here document, of which the mark that ends it is part; what nothing ends is none.
    pub(super) fn heredoc(&mut self, scan: &mut Scan<'_>) -> bool {
        let open = scan.pos() + 3;
        let quoted = matches!(scan.at(open), b'\'' | b'"');
        let name = open + usize::from(quoted);
        let end = scan.name_end(name, is_ident);
        let line = end + usize::from(quoted);
        if end == name || quoted && scan.at(end) != scan.at(open) || scan.at(line) != b'\n' {
            return false;
        }
        let name = scan.slice(name, end);
        if self.missing.len() == MAX_MISSING || self.missing.iter().any(|mark| mark == name) {
            return false;
        }
        let mut line = scan.next_line(line + 1);
        while line < scan.end() {
            let close = scan.blank_end(line) + name.len();
            if scan.starts_at(close - name.len(), name) && !is_ident(scan.at(close)) {
                return emit_to(scan, Token::LiteralStringHeredoc, close + usize::from(scan.at(close) == b';'));
            }
            line = scan.next_line(line);
        }
        self.missing.push(name.to_vec());
        false
    }
}

pub(super) fn single(scan: &mut Scan<'_>) {
    match scan.string_close(b'\'') {
        end if end < scan.end() => scan.emit_to(Token::LiteralStringSingle, end + 1),
        _ => scan.error(),
    }
}

/// Where the escape at the position ends.
fn escape_end(scan: &Scan<'_>) -> Option<usize> {
    let start = scan.pos();
    let run = |from: usize, most: usize, accept: fn(u8) -> bool| {
        (from..from + most).find(|at| !accept(scan.at(*at))).unwrap_or(from + most)
    };
    match scan.peek(1) {
        b'n' | b'r' | b't' | b'v' | b'e' | b'f' | b'\\' | b'$' | b'"' => Some(start + 2),
        b'0'..=b'7' => Some(run(start + 1, 3, |b| (b'0'..=b'7').contains(&b))),
        b'x' => Some(run(start + 2, 2, |b| b.is_ascii_hexdigit())).filter(|end| *end > start + 2),
        b'u' if scan.peek(2) == b'{' => {
            let end = scan.while_at(start + 3, |b| b.is_ascii_hexdigit());
            (end > start + 3 && scan.at(end) == b'}').then_some(end + 1)
        }
        _ => None,
    }
}

/// Where a variable in a string ends: behind one member or index.
fn interpolated_end(scan: &Scan<'_>, end: usize) -> usize {
    if scan.starts_at(end, b"->") && starts_ident(scan.at(end + 2)) {
        return scan.name_end(end + 2, is_ident);
    }
    let mut end = end;
    while scan.at(end) == b'[' {
        let close = scan.while_at(end, |b| b != b']' && b != b'"' && !is_space(b));
        if scan.at(close) != b']' {
            break;
        }
        end = scan.while_at(close, |b| b == b']');
    }
    end
}
