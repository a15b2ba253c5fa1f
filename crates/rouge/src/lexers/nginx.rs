//! nginx's configuration.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_space, is_word};

/// The lexer for nginx.
#[derive(Default)]
pub(super) struct Nginx {
    /// How many braces are open.
    depth: usize,
    in_statement: bool,
}

impl Lex for Nginx {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            let (byte, start) = (scan.cur(), scan.pos());
            if is_space(byte) {
                scan.emit_to(Token::Text, scan.space_end(start));
            } else if byte == b'#' {
                scan.emit_to(Token::CommentSingle, scan.line_end(start));
            } else if byte == b'{' || byte == b'}' {
                scan.emit(Token::Punctuation, 1);
                self.in_statement = false;
                self.depth = if byte == b'{' { self.depth + 1 } else { self.depth.saturating_sub(1) };
            } else if byte == b';' {
                scan.emit(Token::Punctuation, 1);
                self.in_statement = false;
            } else if self.in_statement {
                argument(scan, byte);
            } else {
                self.directive(scan);
            }
        }
    }
}

impl Nginx {
    fn directive(&mut self, scan: &mut Scan<'_>) {
        let start = scan.pos();
        let end = scan.while_at(start, |b| !is_space(b) && !matches!(b, b';' | b'{' | b'}' | b'#' | b'$'));
        let include = scan.slice(start, end) == b"include";
        let token = if self.depth > 0 || include { Token::KeywordNamespace } else { Token::Keyword };
        scan.emit_to(token, end.max(start + 1));
        self.in_statement = true;
    }
}

fn argument(scan: &mut Scan<'_>, byte: u8) {
    let start = scan.pos();
    let rest =
        |from: usize| scan.while_at(from, |b| !is_space(b) && !matches!(b, b'#' | b';' | b'{' | b'}' | b'$' | b'\\'));
    match byte {
        b'$' if is_word(scan.peek(1)) => scan.emit_to(Token::NameVariable, scan.word_end(start + 1)),
        b'$' => scan.emit(Token::Text, 1),
        b'\\' => scan.error(),
        b'=' => scan.emit(Token::Punctuation, 1),
        b'~' => {
            scan.emit(Token::Punctuation, 1);
            let end = scan.while_at(scan.pos(), |b| !is_space(b) && !matches!(b, b'\\' | b'{' | b'$' | b';'));
            scan.emit_to(Token::LiteralStringRegex, end);
        }
        b'/' => scan.emit_to(Token::Name, rest(start)),
        b'0'..=b'9' => {
            let digits = scan.digits_end(start);
            let end = digits + usize::from(matches!(scan.at(digits), b'k' | b'm' | b'K' | b'M' | b'g' | b'G'));
            let fraction = if scan.at(digits) == b'.' { scan.digits_end(digits + 1) } else { digits };
            if fraction > digits + 1 && scan.boundary(fraction) && scan.at(fraction) != b'.' {
                scan.emit_to(Token::LiteralNumberFloat, fraction);
            } else if scan.boundary(end) && scan.at(end) != b'.' && scan.at(end) != b':' {
                scan.emit_to(Token::LiteralNumberInteger, end);
            } else {
                scan.emit_to(Token::LiteralString, rest(start));
            }
        }
        b'o' if matches!(scan.slice(start, scan.word_end(start)), b"on" | b"off") => {
            scan.emit_to(Token::NameConstant, scan.word_end(start));
        }
        _ => scan.emit_to(Token::LiteralString, rest(start).max(start + 1)),
    }
}
