//! Sessions of Ruby's prompt: what is typed, what it prints, and the values that come back.

use super::Lex;
use super::ruby::Ruby;
use crate::Token;
use crate::scan::{Scan, is_space, is_word};

/// The lexer for sessions of `irb` and `pry`.
#[derive(Default)]
pub(super) struct Irb {
    input: Ruby,
    output: IrbOutput,
    mode: Mode,
}

/// The lexer for the values that a session shows.
#[derive(Default)]
pub(super) struct IrbOutput {
    ruby: Ruby,
}

/// What the lines without a prompt are.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    Printed,
    Value,
    Trace,
}

/// The end of a line's prompt.
fn prompt(line: &[u8]) -> Option<usize> {
    let sign = |at: usize| line.get(at).is_some_and(|b| matches!(b, b'>' | b'*' | b'"' | b'\''));
    if line.starts_with(b">>") {
        return Some(2);
    }
    let mut at = 0;
    if line.first() == Some(&b'[') {
        at = line.iter().position(|b| *b == b']').filter(|end| *end < 12)? + 1;
        at += line[at..].iter().take_while(|b| **b == b' ').count();
    }
    if !line[at..].starts_with(b"irb") && !line[at..].starts_with(b"pry") {
        return None;
    }
    at += 3;
    if line.get(at) == Some(&b'(') {
        at += line[at..].iter().position(|b| *b == b')')? + 1;
    }
    at += line[at..].iter().take_while(|b| is_word(**b) || **b == b':').count();
    sign(at).then_some(at + 1)
}

/// Whether a line names an exception and its message.
fn is_trace(line: &[u8]) -> bool {
    let name = line.iter().take_while(|b| is_word(**b) || **b == b':').count();
    let name = line[..name].strip_suffix(b":").unwrap_or_default();
    name.ends_with(b"Error") || name.ends_with(b"Exception")
}

impl Lex for Irb {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            let end = scan.next_line(scan.pos());
            let line = scan.slice(scan.pos(), end);
            if let Some(len) = prompt(line) {
                scan.emit(Token::GenericPrompt, len);
                let code = scan.while_at(scan.pos(), is_space).min(end);
                scan.emit_to(Token::TextWhitespace, code);
                scan.delegate(&mut self.input, end);
                self.mode = Mode::Printed;
            } else if self.mode == Mode::Value || line.starts_with(b"=>") {
                if self.mode != Mode::Value {
                    self.output = IrbOutput::default();
                    self.input = Ruby::default();
                }
                self.mode = Mode::Value;
                scan.delegate(&mut self.output, end);
            } else if self.mode == Mode::Trace || is_trace(line) {
                self.mode = Mode::Trace;
                scan.emit_to(Token::GenericError, end);
            } else {
                scan.emit_to(Token::GenericOutput, end);
            }
        }
    }
}

impl Lex for IrbOutput {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        if scan.bol() && scan.starts(b"=>") {
            scan.emit(Token::Punctuation, 2);
            scan.emit_to(Token::Text, scan.blank_end(scan.pos()));
        }
        let mut depth = 0_usize;
        while !scan.eof() {
            let start = scan.pos();
            if scan.starts(b"#<") {
                scan.emit(Token::KeywordType, 2);
                depth += 1;
                scan.emit_to(Token::NameConstant, scan.while_at(scan.pos(), is_word));
                if scan.starts(b":0x") {
                    scan.emit(Token::Punctuation, 1);
                    scan.emit_to(Token::LiteralNumberHex, scan.word_end(scan.pos()));
                }
            } else if depth > 0 && scan.cur() == b'>' {
                scan.emit(Token::KeywordType, 1);
                depth -= 1;
            } else {
                let end = scan.while_at(start + 1, |b| b != b'#' && !(depth > 0 && b == b'>'));
                scan.delegate(&mut self.ruby, end);
            }
        }
    }
}
