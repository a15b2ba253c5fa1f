//! Ruby templates (ERB): HTML with Ruby between percent signs.

use super::Lex;
use super::html::Html;
use super::ruby::Ruby;
use crate::Token;
use crate::scan::Scan;

/// The lexer for ERB.
#[derive(Default)]
pub(super) struct Erb {
    html: Html,
    ruby: Ruby,
    in_ruby: bool,
}

impl Lex for Erb {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            if self.in_ruby {
                self.code(scan);
            } else {
                let end = scan.find(scan.pos(), b"<%").unwrap_or(scan.end());
                scan.delegate(&mut self.html, end);
                self.open(scan);
            }
        }
    }
}

impl Erb {
    fn open(&mut self, scan: &mut Scan<'_>) {
        if scan.eof() {
            return;
        }
        if scan.peek(2) == b'#' {
            let end = scan.find(scan.pos(), b"%>").map_or(scan.end(), |end| end + 2);
            return scan.emit_to(Token::Comment, end);
        }
        scan.emit(Token::CommentPreproc, 2 + usize::from(matches!(scan.peek(2), b'=' | b'-' | b'%')));
        self.in_ruby = true;
    }

    fn code(&mut self, scan: &mut Scan<'_>) {
        let close = scan.find(scan.pos(), b"%>").unwrap_or(scan.end());
        let sign = close > scan.pos() && close < scan.end() && matches!(scan.at(close - 1), b'-' | b'%');
        scan.delegate(&mut self.ruby, close - usize::from(sign));
        if !scan.eof() {
            scan.emit_to(Token::CommentPreproc, close + 2);
            self.in_ruby = false;
        }
    }
}
