//! Files that describe container images.

use super::Lex;
use super::shell::Shell;
use crate::Token;
use crate::scan::{Scan, is_word};
use crate::words::Words;

/// The lexer for Dockerfiles.
pub(super) struct Docker;

static KEYWORDS: Words = Words::new(&[
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
]);

impl Lex for Docker {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            let byte = scan.cur();
            if byte == b'#' {
                scan.emit_to(Token::Comment, scan.line_end(scan.pos()));
                continue;
            }
            if crate::scan::is_space(byte) {
                scan.emit_to(Token::Text, scan.space_end(scan.pos()));
                continue;
            }
            if !is_word(byte) {
                // Whatever follows up to the next word is text, comments included.
                scan.emit_to(Token::Text, scan.while_at(scan.pos(), |b| !is_word(b)));
                continue;
            }
            if scan.bol() && instruction(scan) {
                continue;
            }
            scan.emit_to(Token::Text, scan.word_end(scan.pos()));
        }
    }
}

/// An instruction with what it takes.
fn instruction(scan: &mut Scan<'_>) -> bool {
    let end = scan.word_end(scan.pos());
    let word = scan.slice(scan.pos(), end).to_ascii_uppercase();
    let next = scan.blank_end(end);
    match word.as_slice() {
        b"FROM" if from(scan, end) => {}
        b"ONBUILD" if scan.slice(next, next + 4).eq_ignore_ascii_case(b"RUN ") => run(scan, scan.blank_end(next + 3)),
        b"ONBUILD" if next > end && is_word(scan.at(next)) => {
            scan.emit_to(Token::Keyword, end);
            scan.emit_to(Token::TextWhitespace, next);
            let end = scan.word_end(next);
            scan.emit_to(Token::Keyword, end);
            scan.emit_to(Token::LiteralString, scan.line_end(end));
        }
        b"RUN" if next > end => run(scan, next),
        _ if KEYWORDS.has(&word) && next > end => {
            scan.emit_to(Token::Keyword, end);
            scan.emit_to(Token::LiteralString, scan.line_end(end));
        }
        _ => return false,
    }
    true
}

/// The end of the line with the lines that backslashes append.
fn logical_line(scan: &Scan<'_>) -> usize {
    let mut end = scan.line_end(scan.pos());
    while end < scan.end() && end > scan.pos() && scan.at(end - 1) == b'\\' {
        end = scan.line_end(end + 1);
    }
    end
}

/// A command that the shell runs.
fn run(scan: &mut Scan<'_>, command: usize) {
    scan.emit_to(Token::Keyword, command);
    let end = logical_line(scan);
    let mut shell = Shell::default();
    while scan.pos() < end {
        let line = scan.line_end(scan.pos());
        let slash = usize::from(line < end && line > scan.pos());
        scan.delegate(&mut shell, line - slash);
        if line < end {
            scan.emit_to(Token::LiteralStringEscape, line + 1);
        }
    }
}

/// `FROM image AS name`.
fn from(scan: &mut Scan<'_>, end: usize) -> bool {
    let image = scan.blank_end(end);
    let line = scan.line_end(end);
    let image_end = scan.while_at(image, |b| !crate::scan::is_space(b));
    let word = scan.blank_end(image_end);
    let name = scan.blank_end(word + 2);
    if !scan.slice(word, word + 2).eq_ignore_ascii_case(b"AS") || name == word + 2 || name >= line {
        return false;
    }
    scan.emit_to(Token::Keyword, end);
    scan.emit_to(Token::TextWhitespace, image);
    scan.emit_to(Token::LiteralString, image_end);
    scan.emit_to(Token::TextWhitespace, word);
    scan.emit(Token::Keyword, 2);
    scan.emit_to(Token::TextWhitespace, name);
    scan.emit_to(Token::LiteralString, line);
    true
}
