//! Sass by indentation: the values and selectors of SCSS, each ended by its line.

use super::Lex;
use super::scss::{State, at_rule_state, common, is_name, property, selector_part};
use crate::Token;
use crate::scan::{Scan, is_space};

/// The lexer for indented Sass.
#[derive(Default)]
pub(super) struct Sass {
    stack: Vec<State>,
    /// The indentation of the line at work.
    indent: usize,
    /// The token of the comment that deeper lines go on with, and its indentation.
    comment: Option<(Token, usize)>,
}

impl Lex for Sass {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            if scan.cur() == b'\n' || (scan.bol() && self.stack.is_empty()) {
                self.line(scan);
                continue;
            }
            match self.stack.last().copied() {
                None => self.root(scan),
                Some(State::Selector) => self.selector(scan),
                Some(State::MixinName) => self.name(scan, Token::NameFunction),
                Some(State::Include) => self.name(scan, Token::NameDecorator),
                Some(State::Value | State::For) if matches!(scan.cur(), b';' | b'{' | b'}') => scan.error(),
                Some(state) => common(scan, &mut self.stack, state),
            }
        }
    }
}

impl Sass {
    /// The end of a line, and the indentation of the next.
    fn line(&mut self, scan: &mut Scan<'_>) {
        self.stack.clear();
        let mut start = scan.pos();
        let mut end = scan.blank_end(start);
        while scan.at(end) == b'\n' {
            start = end + 1;
            end = scan.blank_end(start);
        }
        scan.emit_to(Token::Text, end);
        self.indent = end - start;
        match self.comment {
            Some((token, indent)) if self.indent > indent => {
                let line = scan.line_end(end);
                scan.emit_to(token, if token == Token::CommentMultiline { line + 1 } else { line });
            }
            _ => {
                self.comment = None;
                if scan.pos() == end && scan.eof() {
                    return;
                }
                self.root(scan);
            }
        }
    }

    fn root(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            b'\n' => {}
            _ if is_space(byte) => scan.emit_to(Token::Text, scan.blank_end(scan.pos()).max(scan.pos() + 1)),
            b'/' if scan.peek(1) == b'/' => {
                self.comment = Some((Token::CommentSingle, self.indent));
                scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos()));
            }
            b'/' if scan.peek(1) == b'*' => {
                self.comment = Some((Token::CommentMultiline, self.indent));
                scan.emit_to(Token::CommentMultiline, scan.next_line(scan.pos()));
            }
            b'@' if is_name(scan.peek(1)) => {
                let end = scan.while_at(scan.pos() + 1, is_name);
                let name = scan.slice(scan.pos() + 1, end);
                scan.emit_to(Token::Keyword, end);
                if name == b"import" {
                    scan.emit_to(Token::Text, scan.blank_end(end));
                    scan.emit_to(Token::LiteralString, scan.while_at(scan.pos(), |b| !is_space(b)));
                } else {
                    self.stack.push(at_rule_state(name));
                }
            }
            b'=' | b'+' if is_name(scan.peek(1)) => {
                let token = if byte == b'=' { Token::NameFunction } else { Token::NameDecorator };
                scan.emit_to(token, scan.while_at(scan.pos() + 1, is_name));
                self.stack.push(State::Value);
            }
            b':' if is_name(scan.peek(1)) => {
                scan.emit(Token::NameAttribute, 1);
                property(scan, scan.while_at(scan.pos(), is_name));
                self.stack.push(State::Value);
            }
            b':' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.push(State::Value);
            }
            b'$' if is_name(scan.peek(1)) => {
                scan.emit_to(Token::NameVariable, scan.while_at(scan.pos() + 1, is_name));
                if scan.at(scan.blank_end(scan.pos())) == b':' {
                    scan.emit_to(Token::Text, scan.blank_end(scan.pos()));
                    scan.emit(Token::Punctuation, 1);
                }
                self.stack.push(State::Value);
            }
            b'#' if scan.peek(1) == b'{' => common(scan, &mut self.stack, State::Selector),
            _ if is_name(byte) => {
                let end = scan.while_at(scan.pos(), is_name);
                let next = scan.at(end + 1);
                if scan.at(end) == b':' && !next.is_ascii_lowercase() && next != b':' {
                    property(scan, end);
                    scan.emit(Token::Punctuation, 1);
                    self.stack.push(State::Value);
                } else {
                    self.stack.push(State::Selector);
                }
            }
            _ => self.stack.push(State::Selector),
        }
    }

    fn selector(&mut self, scan: &mut Scan<'_>) {
        if scan.cur() == b' ' || scan.cur() == b'\t' {
            scan.emit_to(Token::Text, scan.blank_end(scan.pos()));
        } else if matches!(scan.cur(), b'{' | b'}') {
            scan.error();
        } else {
            selector_part(scan, &mut self.stack);
        }
    }

    /// The name behind `@mixin`, `@function` or `@include`.
    fn name(&mut self, scan: &mut Scan<'_>, token: Token) {
        let byte = scan.cur();
        if is_space(byte) {
            return scan.emit_to(Token::Text, scan.blank_end(scan.pos()).max(scan.pos() + 1));
        }
        self.stack.pop();
        self.stack.push(if is_name(byte) { State::Value } else { State::Selector });
        if is_name(byte) {
            scan.emit_to(token, scan.while_at(scan.pos(), is_name));
        }
    }
}
