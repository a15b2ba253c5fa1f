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
            } else if byte == b'}' && self.depth == 0 {
                scan.error();
                self.in_statement = false;
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
        let outside = self.depth == 0;
        let include = outside && scan.slice(start, end) == b"include";
        scan.emit_to(if outside { Token::Keyword } else { Token::KeywordNamespace }, end.max(start + 1));
        if include {
            // The path of an include outside any block is a state of its own, which ends with its semicolon.
            scan.emit_to(Token::Text, scan.space_end(scan.pos()));
            scan.emit_to(Token::Name, scan.while_at(scan.pos(), |b| !is_space(b) && b != b';'));
            let end = scan.pos() + usize::from(scan.cur() == b';');
            return scan.emit_to(Token::Text, end);
        }
        self.in_statement = true;
    }
}

fn argument(scan: &mut Scan<'_>, byte: u8) {
    if byte.is_ascii_alphanumeric() && address(scan) {
        return;
    }
    let start = scan.pos();
    let rest =
        |from: usize| scan.while_at(from, |b| !is_space(b) && !matches!(b, b'#' | b';' | b'{' | b'}' | b'$' | b'\\'));
    match byte {
        b'$' if is_word(scan.peek(1)) => scan.emit_to(Token::NameVariable, scan.word_end(start + 1)),
        b'$' => scan.emit(Token::Text, 1),
        b'\\' => scan.error(),
        b'=' | b':' => scan.emit(Token::Punctuation, 1),
        b'~' => {
            scan.emit(Token::Punctuation, 1);
            scan.emit_to(Token::Text, scan.space_end(scan.pos()));
            scan.emit_to(Token::LiteralStringRegex, scan.while_at(scan.pos(), |b| !is_space(b)));
        }
        b'/' => scan.emit_to(Token::Name, rest(start)),
        b'0'..=b'9' => {
            let digits = scan.digits_end(start);
            let end = digits + usize::from(matches!(scan.at(digits), b'k' | b'm' | b'K' | b'M' | b'g' | b'G'));
            let fraction = if scan.at(digits) == b'.' { scan.digits_end(digits + 1) } else { digits };
            if fraction > digits + 1 && scan.boundary(fraction) {
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

/// A host with its port, or a media type.
fn address(scan: &mut Scan<'_>) -> bool {
    let host = scan.while_at(scan.pos(), |b| is_word(b) || b == b'.' || b == b'-');
    let port = scan.digits_end(host + 1);
    if host > scan.pos() && scan.at(host) == b':' && port > host + 1 {
        scan.emit_to(Token::NameFunction, host);
        scan.emit(Token::Punctuation, 1);
        scan.emit_to(Token::LiteralNumberInteger, port);
        return true;
    }
    let letters = |b: u8| b.is_ascii_alphabetic() || b == b'-';
    let kind = scan.while_at(scan.pos(), letters);
    let end = scan.while_at(kind + 1, letters);
    let media = kind > scan.pos() && scan.at(kind) == b'/' && end > kind + 1;
    if media {
        scan.emit_to(Token::NameClass, end);
    }
    media
}
