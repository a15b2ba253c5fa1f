//! Differences between files, by lines.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_word};

/// The lexer for diffs.
pub(super) struct Diff;

impl Lex for Diff {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            let end = scan.next_line(scan.pos());
            let token = match scan.cur() {
                b'@' if scan.starts(b"@@") => {
                    let line = scan.line_end(scan.pos());
                    if let Some(close) = scan.find(scan.pos() + 2, b"@@").filter(|close| *close < line) {
                        scan.emit_to(Token::Punctuation, close + 2);
                    }
                    Token::Text
                }
                b'\n' => Token::Error,
                b'-' if scan.starts(b"---\n") => Token::Punctuation,
                b'+' | b'>' => Token::GenericInserted,
                b'-' | b'<' => Token::GenericDeleted,
                b'!' => Token::GenericStrong,
                b'd' if scan.starts(b"diff ") => Token::GenericHeading,
                b'i' if scan.starts(b"index ") => Token::GenericHeading,
                b'I' if scan.starts(b"Index") => Token::GenericHeading,
                b'=' => Token::GenericHeading,
                byte if is_word(byte) => Token::Punctuation,
                _ => Token::Text,
            };
            scan.emit_to(token, end);
        }
    }
}
