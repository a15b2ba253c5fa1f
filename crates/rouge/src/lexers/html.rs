//! HTML, with the scripts and styles in it.

use super::Lex;
use super::css::Css;
use super::javascript::{Dialect, Javascript};
use crate::Token;
use crate::scan::{Scan, is_space, is_word};

/// The lexer for HTML.
#[derive(Default)]
pub(super) struct Html {
    state: State,
    /// The language between the tags just opened, if it is not HTML.
    inner: Option<Inner>,
    /// Up to here no entity ends.
    no_entity_before: usize,
    /// Whether a CDATA section and a processing instruction have no end any more.
    endless: [bool; 2],
    /// Whether the name of the end tag was read.
    end_named: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Root,
    /// Behind `<`.
    TagStart,
    /// Behind a tag's name.
    Tag,
    /// Behind an attribute's equals sign.
    Value,
    /// In a quoted value that has not ended yet.
    Quoted(u8),
    /// Behind `</`.
    TagEnd,
    /// In a comment that has not ended yet.
    Comment,
    /// Between the tags of a script or style.
    Inner,
}

struct Inner {
    name: &'static [u8],
    lexer: Box<dyn Lex>,
}

fn is_name(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b':' | b'.' | b'-') || byte >= 0x80
}

fn starts_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':') || byte >= 0x80
}

impl Lex for Html {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        self.endless = [false; 2];
        self.no_entity_before = 0;
        while !scan.eof() {
            match self.state {
                State::Root => self.root(scan),
                State::TagStart => self.tag_start(scan),
                State::Tag => self.tag(scan),
                State::Value => self.value(scan),
                State::Quoted(quote) => self.quoted(scan, quote),
                State::TagEnd => self.tag_end(scan),
                State::Comment => self.comment(scan),
                State::Inner => self.inner(scan),
            }
        }
    }
}

impl Html {
    fn root(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'<' => self.open(scan),
            b'&' => self.entity(scan),
            _ => scan.emit_to(Token::Text, scan.while_at(scan.pos(), |b| b != b'<' && b != b'&')),
        }
    }

    fn entity(&mut self, scan: &mut Scan<'_>) {
        if scan.pos() >= self.no_entity_before {
            let end = scan.while_at(scan.pos(), |b| b != b';' && !is_space(b));
            if scan.at(end) == b';' {
                return scan.emit_to(Token::NameEntity, end + 1);
            }
            self.no_entity_before = end;
        }
        scan.error();
    }

    fn open(&mut self, scan: &mut Scan<'_>) {
        if scan.starts(b"<!--") {
            self.state = State::Comment;
            return scan.emit(Token::Comment, 4);
        }
        if scan.starts_nocase(b"<!doctype ") {
            let end = scan.while_at(scan.pos(), |b| b != b'>' && b != b'\n');
            if scan.at(end) == b'>' {
                return scan.emit_to(Token::CommentPreproc, end + 1);
            }
        }
        for (index, (start, end)) in [(&b"<![CDATA["[..], &b"]]>"[..]), (b"<?", b"?>")].into_iter().enumerate() {
            if scan.starts(start) && !self.endless[index] {
                if let Some(at) = scan.find(scan.pos(), end) {
                    return scan.emit_to(Token::CommentPreproc, at + end.len());
                }
                self.endless[index] = true;
            }
        }
        let name = scan.space_end(scan.pos() + 1);
        for inner in [&b"script"[..], b"style"] {
            if scan.starts_at(name, inner) && !is_name(scan.at(name + inner.len())) {
                let lexer: Box<dyn Lex> = if inner == b"style" {
                    Box::new(Css::default())
                } else {
                    Box::new(Javascript::new(Dialect::Javascript))
                };
                self.inner = Some(Inner { name: inner, lexer });
                scan.emit_to(Token::NameTag, scan.space_end(name + inner.len()));
                self.state = State::Tag;
                return;
            }
        }
        if scan.at(name) == b'/' && name == scan.pos() + 1 {
            scan.emit(Token::NameTag, 2);
            self.state = State::TagEnd;
            self.end_named = false;
        } else {
            scan.emit(Token::NameTag, 1);
            self.state = State::TagStart;
        }
    }

    fn comment(&mut self, scan: &mut Scan<'_>) {
        match scan.find(scan.pos(), b"-->") {
            Some(end) => {
                scan.emit_to(Token::Comment, end + 3);
                self.state = State::Root;
            }
            None => scan.emit_rest(Token::Comment),
        }
    }

    fn tag_start(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        if is_space(byte) {
            return scan.emit_to(Token::Text, scan.space_end(scan.pos()));
        }
        self.state = State::Tag;
        if starts_name(byte) {
            scan.emit_to(Token::NameTag, scan.while_at(scan.pos(), is_name));
        }
    }

    fn tag_end(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            b'>' => {
                scan.emit(Token::NameTag, 1);
                self.state = State::Root;
            }
            _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
            _ if starts_name(byte) && !self.end_named => {
                self.end_named = true;
                scan.emit_to(Token::NameTag, scan.while_at(scan.pos(), is_name));
            }
            _ => scan.error(),
        }
    }

    fn tag(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        if is_space(byte) {
            return scan.emit_to(Token::Text, scan.space_end(scan.pos()));
        }
        let close = if byte == b'/' { scan.space_end(scan.pos() + 1) } else { scan.pos() };
        if scan.at(close) == b'>' {
            scan.emit_to(Token::NameTag, close + 1);
            self.state = if self.inner.is_some() { State::Inner } else { State::Root };
            return;
        }
        // Brackets belong to a name with a value only, a number sign to one without.
        let bracket = |b: u8| matches!(b, b'[' | b']' | b'(' | b')');
        let sign = |b: u8| matches!(b, b'*' | b'-' | b'.');
        let letter = |at: usize| scan.at(at) < 0x80 || scan.letter_at(at);
        let starts = starts_name(byte) && letter(scan.pos()) || sign(byte);
        let end = scan.name_end(scan.pos(), |b| is_name(b) || bracket(b) || sign(b));
        let equals = scan.space_end(end);
        if (starts || bracket(byte)) && scan.at(equals) == b'=' {
            scan.emit_to(Token::NameAttribute, scan.space_end(equals + 1));
            self.state = State::Value;
            return;
        }
        if byte != b'.' && (starts || byte == b'#') {
            let end = scan.name_end(scan.pos(), |b| is_name(b) || sign(b) || b == b'#');
            return scan.emit_to(Token::NameAttribute, end);
        }
        scan.error();
    }

    fn value(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        self.state = State::Tag;
        match byte {
            b'"' | b'\'' => {
                scan.emit(Token::LiteralString, 1);
                self.state = State::Quoted(byte);
            }
            b'>' => {
                scan.error();
                self.state = State::Value;
            }
            _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
            _ => scan.emit_to(Token::LiteralString, scan.while_at(scan.pos(), |b| !is_space(b) && b != b'>')),
        }
    }

    fn quoted(&mut self, scan: &mut Scan<'_>, quote: u8) {
        match scan.find_byte(scan.pos(), quote) {
            Some(end) => {
                scan.emit_to(Token::LiteralString, end + 1);
                self.state = State::Tag;
            }
            None => scan.emit_rest(Token::LiteralString),
        }
    }

    /// The content of a script or style, piece by piece between opening angle brackets.
    fn inner(&mut self, scan: &mut Scan<'_>) {
        let Some(inner) = &mut self.inner else {
            self.state = State::Root;
            return;
        };
        if scan.cur() == b'<' {
            let slash = scan.space_end(scan.pos() + 1);
            let name = scan.space_end(slash + 1);
            let end = scan.space_end(name + inner.name.len());
            if scan.at(slash) == b'/' && scan.starts_at(name, inner.name) && scan.at(end) == b'>' {
                scan.emit_to(Token::NameTag, end + 1);
                self.inner = None;
                self.state = State::Root;
                return;
            }
            let end = scan.pos() + 1;
            return scan.delegate(inner.lexer.as_mut(), end);
        }
        let end = scan.find_byte(scan.pos(), b'<').unwrap_or(scan.end());
        scan.delegate(inner.lexer.as_mut(), end);
    }
}
