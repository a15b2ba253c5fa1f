//! XML.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_space, is_word};

/// The lexer for XML.
#[derive(Default)]
pub(super) struct Xml {
    state: State,
    no_entity_before: usize,
    /// Which of the delimited parts have no end any more.
    endless: [bool; 4],
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Root,
    Tag,
    /// Behind an attribute's equals sign.
    Value,
}

fn is_name(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b':' | b'.' | b'-') || byte >= 0x80
}

impl Lex for Xml {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            match self.state {
                State::Root => self.root(scan),
                State::Tag => self.tag(scan),
                State::Value => self.value(scan),
            }
        }
        self.no_entity_before = 0;
        self.endless = [false; 4];
    }
}

impl Xml {
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
        let parts = [
            (&b"<!--"[..], &b"-->"[..], Token::Comment),
            (b"<![CDATA[", b"]]>", Token::CommentPreproc),
            (b"<?", b"?>", Token::CommentPreproc),
            (b"<!", b">", Token::CommentPreproc),
        ];
        for (index, (start, end, token)) in parts.into_iter().enumerate() {
            if scan.starts(start) && !self.endless[index] {
                match scan.find(scan.pos() + start.len(), end) {
                    Some(at) => return scan.emit_to(token, at + end.len()),
                    None if token == Token::Comment => return scan.emit_rest(token),
                    None => self.endless[index] = true,
                }
            }
        }
        let slash = scan.space_end(scan.pos() + 1);
        if scan.at(slash) == b'/' {
            let name = scan.space_end(slash + 1);
            let close = scan.space_end(scan.while_at(name, is_name));
            if close > name && scan.at(close) == b'>' {
                return scan.emit_to(Token::NameTag, close + 1);
            }
            return scan.error();
        }
        if is_name(scan.at(slash)) {
            scan.emit_to(Token::NameTag, scan.while_at(slash, is_name));
            self.state = State::Tag;
        } else {
            scan.error();
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
            self.state = State::Root;
            return;
        }
        let end = scan.while_at(scan.pos(), is_name);
        let equals = scan.space_end(end);
        if end > scan.pos() && scan.at(equals) == b'=' {
            scan.emit_to(Token::NameAttribute, equals + 1);
            self.state = State::Value;
        } else {
            scan.emit_to(Token::Error, end.max(scan.pos() + 1));
        }
    }

    fn value(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        if is_space(byte) {
            return scan.emit_to(Token::Text, scan.space_end(scan.pos()));
        }
        self.state = State::Tag;
        let end = match byte {
            b'"' | b'\'' => scan.find_byte(scan.pos() + 1, byte).map_or(scan.end(), |end| end + 1),
            _ => scan.while_at(scan.pos(), |b| !is_space(b) && b != b'>'),
        };
        scan.emit_to(Token::LiteralString, end);
    }
}
