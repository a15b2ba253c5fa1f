//! JSON and JSON with comments.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_space};

/// The lexer for JSON.
#[derive(Default)]
pub(super) struct Json {
    comments: bool,
    in_string: bool,
    /// The closing brackets of what is open, innermost last.
    open: Vec<u8>,
}

impl Json {
    /// JSON in which comments may stand.
    pub(super) fn with_comments() -> Self {
        Json { comments: true, ..Json::default() }
    }

    fn string(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            let end = scan.while_at(scan.pos(), |b| b != b'"' && b != b'\\');
            scan.emit_to(Token::LiteralStringDouble, end);
            match scan.cur() {
                b'\\' => {
                    if scan.peek(1) == b'\n' || scan.pos() + 1 >= scan.end() {
                        scan.error();
                        scan.emit(Token::LiteralStringDouble, 1);
                    } else {
                        scan.emit(Token::LiteralStringEscape, 2);
                    }
                }
                b'"' => {
                    scan.emit(Token::LiteralStringDouble, 1);
                    self.in_string = false;
                    return;
                }
                _ => {}
            }
        }
    }
}

/// The end of a string that a colon follows, as names of members are, and the colon.
fn label_end(scan: &Scan<'_>) -> Option<(usize, usize)> {
    let mut index = scan.pos() + 1;
    loop {
        match scan.at(index) {
            b'"' => break,
            b'\n' => return None,
            b'\\' => index += 2,
            0 if index >= scan.end() => return None,
            _ => index += 1,
        }
    }
    let colon = scan.space_end(index + 1);
    (scan.at(colon) == b':').then_some((index + 1, colon))
}

impl Lex for Json {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            if self.in_string {
                self.string(scan);
                continue;
            }
            match scan.cur() {
                byte if is_space(byte) => scan.emit_to(Token::TextWhitespace, scan.space_end(scan.pos())),
                b'"' => match if self.open.last() == Some(&b']') { None } else { label_end(scan) } {
                    Some((end, colon)) => {
                        scan.emit_to(Token::NameLabel, end);
                        scan.emit_to(Token::TextWhitespace, colon);
                        scan.emit(Token::Punctuation, 1);
                    }
                    None => {
                        scan.emit(Token::LiteralStringDouble, 1);
                        self.in_string = true;
                    }
                },
                byte @ (b'{' | b'[') => {
                    scan.emit(Token::Punctuation, 1);
                    self.open.push(byte + 2);
                }
                byte @ (b'}' | b']') => match self.open.last() {
                    Some(close) if *close != byte => scan.error(),
                    _ => {
                        scan.emit(Token::Punctuation, 1);
                        self.open.pop();
                    }
                },
                b',' if !self.open.is_empty() => scan.emit(Token::Punctuation, 1),
                b't' if scan.starts(b"true") => scan.emit(Token::KeywordConstant, 4),
                b'f' if scan.starts(b"false") => scan.emit(Token::KeywordConstant, 5),
                b'n' if scan.starts(b"null") => scan.emit(Token::KeywordConstant, 4),
                b'/' if self.comments && scan.peek(1) == b'/' => {
                    scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos()));
                }
                b'/' if self.comments && scan.peek(1) == b'*' => {
                    let end = scan.find(scan.pos() + 2, b"*/").map_or(scan.end(), |end| end + 2);
                    scan.emit_to(Token::CommentMultiline, end);
                }
                b'-' | b'0'..=b'9' => number(scan),
                _ => scan.error(),
            }
        }
    }
}

fn number(scan: &mut Scan<'_>) {
    let digits = scan.pos() + usize::from(scan.cur() == b'-');
    let mut end = scan.digits_end(digits);
    if end == digits {
        return scan.error();
    }
    let mut token = Token::LiteralNumberInteger;
    if scan.at(end) == b'.' && scan.at(end + 1).is_ascii_digit() {
        end = scan.digits_end(end + 1);
        token = Token::LiteralNumberFloat;
    }
    if matches!(scan.at(end), b'e' | b'E') {
        let sign = end + 1 + usize::from(matches!(scan.at(end + 1), b'+' | b'-'));
        if scan.at(sign).is_ascii_digit() {
            end = scan.digits_end(sign);
        }
    }
    scan.emit_to(token, end);
}
