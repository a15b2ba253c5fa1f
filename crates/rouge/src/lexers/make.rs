//! Makefiles.

use super::Lex;
use super::shell::Shell;
use crate::Token;
use crate::scan::{Scan, is_space, is_word};

/// The lexer for makefiles.
#[derive(Default)]
pub(super) struct Make {
    shell: Shell,
    /// Whether a target stands before: lines behind a tab are its commands.
    in_rule: bool,
    /// Between two offsets there is neither a colon nor an equals sign nor the line's end, which one of is at the second.
    plain: (usize, usize),
}

impl Lex for Make {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            self.line(scan);
        }
    }
}

impl Make {
    fn line(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        if scan.bol() && byte == b'\t' {
            if self.in_rule {
                return self.recipe(scan);
            }
            return scan.emit_to(Token::Text, scan.blank_end(scan.pos()));
        }
        self.in_rule &= !scan.bol();
        match byte {
            _ if is_space(byte) => return scan.emit_to(Token::Text, blank_lines(scan)),
            b'#' => return scan.emit_to(Token::Comment, scan.next_line(scan.pos())),
            _ => {}
        }
        let word_end = scan.while_at(scan.pos(), |b| is_word(b) || b == b'-');
        match scan.slice(scan.pos(), word_end) {
            b"export" | b"unexport" if scan.blank_end(word_end) > word_end => {
                let name = scan.blank_end(word_end);
                let assigns = |b: u8| matches!(b, b'=' | b':' | b'?' | b'+');
                let operator = scan.blank_end(scan.while_at(name, |b| !is_space(b) && !assigns(b)));
                if assigns(scan.at(operator)) {
                    return scan.emit_to(Token::Keyword, name);
                }
                scan.emit_to(Token::Keyword, word_end);
                scan.emit_to(Token::Text, name);
                return scan.emit_to(Token::NameVariable, scan.line_end(name));
            }
            b"override" => {
                scan.emit_to(Token::NameBuiltin, word_end);
                return scan.emit_to(Token::Text, scan.blank_end(word_end));
            }
            b"include" | b"-include" | b"sinclude" => {
                scan.emit_to(Token::Keyword, word_end);
                return scan.emit_to(Token::LiteralStringOther, scan.line_end(word_end));
            }
            b"else" | b"endif" | b"endef" => return scan.emit_to(Token::Keyword, word_end),
            b"ifeq" | b"ifneq" | b"ifdef" | b"ifndef" => {
                scan.emit_to(Token::Keyword, word_end);
                scan.emit_to(Token::Text, scan.blank_end(word_end));
                return scan.emit_to(Token::NameVariable, scan.line_end(word_end));
            }
            b"define" => {
                scan.emit_to(Token::Keyword, word_end);
                scan.emit_to(Token::Text, scan.blank_end(word_end));
                return scan.emit_to(Token::NameVariable, scan.word_end(scan.pos()));
            }
            _ => {}
        }
        let name_end = scan.while_at(scan.pos(), |b| !is_space(b) && !matches!(b, b':' | b'=' | b'?' | b'+' | b'!'));
        let operator = scan.blank_end(name_end);
        let equals = scan.while_at(operator, |b| matches!(b, b':' | b'?' | b'+' | b'!'));
        if name_end > scan.pos() && scan.at(equals) == b'=' && equals <= operator + 2 {
            scan.emit_to(Token::NameVariable, name_end);
            scan.emit_to(Token::Text, operator);
            scan.emit_to(Token::Operator, equals + 1);
            return self.value(scan, continued_line(scan));
        }
        let colon = self.plain_end(scan);
        if scan.at(colon) == b':' {
            return self.rule(scan, colon);
        }
        if scan.pos() < colon.max(name_end) {
            // What follows the word may still be an assignment.
            scan.emit_to(Token::Error, scan.while_at(scan.pos(), |b| !is_space(b)));
            scan.emit_to(Token::Text, scan.blank_end(scan.pos()));
        }
        if scan.cur() == b'=' {
            scan.error();
        }
    }

    /// The offset of the first colon, equals sign or line's end. Many words may ask for the same.
    fn plain_end(&mut self, scan: &Scan<'_>) -> usize {
        let (from, end) = self.plain;
        if scan.pos() < from || scan.pos() >= end {
            let end = scan.while_at(scan.pos(), |b| b != b':' && b != b'\n' && b != b'=');
            self.plain = (scan.pos(), end);
        }
        self.plain.1
    }

    /// A target with what it depends on.
    fn rule(&mut self, scan: &mut Scan<'_>, colon: usize) {
        scan.emit_to(Token::NameLabel, colon);
        scan.emit_to(Token::Operator, scan.while_at(colon, |b| b == b':'));
        loop {
            self.in_rule = true;
            let line = scan.line_end(scan.pos());
            scan.emit_to(Token::Text, if scan.prev() == b':' { scan.blank_end(scan.pos()) } else { scan.pos() });
            let continued = line > scan.pos() && scan.at(line - 1) == b'\\';
            let end = line - usize::from(continued);
            while scan.pos() < end {
                let hash = scan.find_byte(scan.pos(), b'#').unwrap_or(end).min(end);
                scan.emit_to(Token::NameFunction, hash);
                scan.emit_to(Token::Comment, if hash < end { hash + 1 } else { hash });
            }
            scan.emit_to(Token::Text, (line + 1).min(scan.end()));
            if !continued || scan.eof() {
                return;
            }
        }
    }

    /// Commands, in the shell's words.
    fn recipe(&mut self, scan: &mut Scan<'_>) {
        scan.emit(Token::Text, 1);
        if matches!(scan.cur(), b'@' | b'-') {
            scan.emit(Token::Punctuation, 1);
        }
        self.value(scan, continued_line(scan));
    }

    /// Text for the shell with references to variables in it.
    fn value(&mut self, scan: &mut Scan<'_>, end: usize) {
        let mut open = Vec::new();
        while scan.pos() < end {
            let byte = scan.cur();
            let len = opener(scan, scan.pos());
            if len > 0 {
                open.push(if scan.peek(len - 1) == b'(' { b')' } else { b'}' });
                scan.emit(Token::Punctuation, len);
                continue;
            }
            if open.last() == Some(&byte) {
                open.pop();
                scan.emit(Token::Punctuation, 1);
                continue;
            }
            let close = open.last().copied();
            let mut stop = scan.pos() + 1;
            while stop < end && Some(scan.at(stop)) != close && opener(scan, stop) == 0 {
                stop += 1;
            }
            scan.delegate(&mut self.shell, stop);
        }
        self.shell = Shell::default();
        if scan.cur() == b'\n' {
            scan.emit(Token::Text, 1);
        }
    }
}

/// How long what opens a reference at an offset is: a dollar sign or two, and a bracket.
fn opener(scan: &Scan<'_>, at: usize) -> usize {
    let is_open = |at: usize| matches!(scan.at(at), b'(' | b'{');
    match (scan.at(at), scan.at(at + 1)) {
        (b'$', b'$') if is_open(at + 2) => 3,
        (b'$', _) if is_open(at + 1) => 2,
        _ => 0,
    }
}

/// The end of the line with the lines that backslashes append.
fn continued_line(scan: &Scan<'_>) -> usize {
    let mut end = scan.line_end(scan.pos());
    while end < scan.end() && end > scan.pos() && scan.at(end - 1) == b'\\' {
        end = scan.line_end(end + 1);
    }
    end
}

/// White space up to the start of a recipe's line.
fn blank_lines(scan: &Scan<'_>) -> usize {
    let mut end = scan.pos();
    while end < scan.end() && is_space(scan.at(end)) {
        if scan.at(end) == b'\t' && end > scan.pos() && scan.at(end - 1) == b'\n' {
            break;
        }
        end += 1;
    }
    end.max(scan.pos() + 1)
}
