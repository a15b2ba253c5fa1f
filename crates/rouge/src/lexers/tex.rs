//! TeX and LaTeX.

use super::Lex;
use crate::Token;
use crate::scan::Scan;

/// The lexer for TeX.
#[derive(Default)]
pub(super) struct Tex {
    /// What ends the formulas that are open.
    maths: Vec<&'static [u8]>,
}

impl Lex for Tex {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            match self.maths.last() {
                Some(close) if scan.starts(close) => {
                    scan.emit(Token::Punctuation, close.len());
                    self.maths.pop();
                }
                Some(_) => self.math(scan),
                None => self.text(scan),
            }
        }
    }
}

impl Tex {
    fn text(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'%' => scan.emit_to(Token::Comment, scan.line_end(scan.pos())),
            b'{' | b'}' | b'&' | b'_' | b'^' => scan.emit(Token::Punctuation, 1),
            b'$' => {
                let double = scan.peek(1) == b'$';
                scan.emit(Token::Punctuation, if double { 2 } else { 1 });
                self.maths.push(if double { b"$$" } else { b"$" });
            }
            b'\\' => match scan.peek(1) {
                b'[' | b'(' => {
                    let close: &[u8] = if scan.peek(1) == b'[' { b"\\]" } else { b"\\)" };
                    scan.emit(Token::Punctuation, 2);
                    self.maths.push(close);
                }
                _ => command(scan, Token::Keyword),
            },
            _ => {
                let end = scan.while_at(scan.pos() + 1, |b| !b"%{}&_^$\\".contains(&b));
                scan.emit_to(Token::Text, end);
            }
        }
    }

    fn math(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            b'%' => scan.emit_to(Token::Comment, scan.line_end(scan.pos())),
            b'{' | b'}' | b'&' | b'_' | b'^' => scan.emit(Token::Punctuation, 1),
            b'$' => scan.emit(Token::Punctuation, 1),
            b'\\' => command(scan, Token::NameVariable),
            b'0'..=b'9' => scan.emit_to(Token::LiteralNumber, scan.digits_end(scan.pos())),
            b'-' | b'=' | b'!' | b'+' | b'*' | b'/' | b'(' | b')' | b'[' | b']' => scan.emit(Token::Operator, 1),
            _ => {
                let end = scan.while_at(scan.pos() + 1, |b| !b"%{}&_^$\\0123456789-=!+*/()[]".contains(&b));
                scan.emit_to(Token::NameBuiltin, end);
            }
        }
    }
}

/// A backslash with its command; environments are tags.
fn command(scan: &mut Scan<'_>, token: Token) {
    let end = scan.while_at(scan.pos() + 1, |b| b.is_ascii_alphabetic());
    let name = scan.slice(scan.pos() + 1, end);
    let text = token == Token::Keyword;
    if text
        && matches!(name, b"begin" | b"end")
        && scan.at(end) == b'{'
        && let Some(close) = scan.find_byte(end, b'}').filter(|close| *close < scan.line_end(end))
    {
        return scan.emit_to(Token::NameTag, close + 1);
    }
    if name.is_empty() {
        scan.emit(token, 2);
    } else {
        let star = usize::from(scan.at(end) == b'*');
        scan.emit_to(token, end + star);
    }
    if text
        && scan.cur() == b'['
        && let Some(close) = scan.find_close(scan.pos(), b"]")
    {
        scan.emit_to(Token::NameAttribute, close + 1);
    }
}
