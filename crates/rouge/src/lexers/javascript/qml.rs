//! QML: objects and their properties around JavaScript.

use super::{Expect, Javascript, State, is_ident_start};
use crate::Token;
use crate::scan::{Scan, is_word};

/// The end of a name with dots.
fn dotted_end(scan: &Scan<'_>, from: usize) -> usize {
    let mut end = from;
    while is_ident_start(scan.at(end)) && scan.at(end) < 0x80 {
        end = scan.while_at(end + 1, is_word);
        if scan.at(end) != b'.' || !is_ident_start(scan.at(end + 1)) || scan.at(end + 1) >= 0x80 {
            break;
        }
        end += 1;
    }
    end
}

/// The end of a plain name.
fn name_end(scan: &Scan<'_>, from: usize) -> usize {
    let starts = is_ident_start(scan.at(from)) && scan.at(from) < 0x80;
    if starts { scan.while_at(from + 1, is_word) } else { from }
}

impl Javascript {
    /// Lexes what QML adds; tells whether anything stood there.
    pub(super) fn qml(&mut self, scan: &mut Scan<'_>) -> bool {
        let start = scan.pos();
        if start < self.plain_until {
            return false;
        }
        let end = dotted_end(scan, start);
        if end == start {
            return false;
        }
        let in_block = matches!(self.stack.last(), Some(State::QmlBlock));
        if in_block && (self.qml_id(scan) || self.qml_property(scan) || self.qml_signal(scan)) {
            return true;
        }
        if self.qml_object(scan, end) {
            return true;
        }
        let colon = scan.space_end(end);
        if in_block && scan.at(colon) == b':' {
            scan.emit_to(Token::NameLabel, end);
            scan.emit_to(Token::Text, colon);
            self.punctuation(scan, 1, Expect::Value);
            return true;
        }
        // Nothing that begins later in the name fares better.
        self.plain_until = end;
        false
    }

    /// `id: name`.
    fn qml_id(&mut self, scan: &mut Scan<'_>) -> bool {
        let end = scan.pos() + 2;
        let colon = scan.space_end(end);
        let name = scan.space_end(colon + 1);
        let name_end = dotted_end(scan, name);
        if !scan.starts(b"id") || scan.at(colon) != b':' || name_end == name {
            return false;
        }
        scan.emit_to(Token::NameLabel, end);
        scan.emit_to(Token::Text, colon);
        scan.emit(Token::Punctuation, 1);
        scan.emit_to(Token::Text, name);
        scan.emit_to(Token::KeywordDeclaration, name_end);
        self.expect = Expect::Operator;
        true
    }

    /// `property type name`, with a value or without.
    fn qml_property(&mut self, scan: &mut Scan<'_>) -> bool {
        let end = scan.pos() + b"property".len();
        let kind = scan.space_end(end);
        let kind_end = dotted_end(scan, kind);
        let name = scan.space_end(kind_end);
        let name_end = dotted_end(scan, name);
        if !scan.starts(b"property") || kind == end || kind_end == kind || name == kind_end || name_end == name {
            return false;
        }
        scan.emit_to(Token::KeywordDeclaration, end);
        scan.emit_to(Token::Text, kind);
        scan.emit_to(Token::KeywordType, kind_end);
        scan.emit_to(Token::Text, name);
        scan.emit_to(Token::NameLabel, name_end);
        let colon = scan.space_end(name_end);
        if scan.at(colon) == b':' {
            scan.emit_to(Token::Text, colon);
            scan.emit(Token::Punctuation, 1);
        }
        self.expect = Expect::Value;
        true
    }

    /// `signal name`, with parameters or without.
    fn qml_signal(&mut self, scan: &mut Scan<'_>) -> bool {
        let end = scan.pos() + b"signal".len();
        let name = scan.space_end(end);
        let name_end = dotted_end(scan, name);
        if !scan.starts(b"signal") || name == end || name_end == name {
            return false;
        }
        scan.emit_to(Token::KeywordDeclaration, end);
        scan.emit_to(Token::Text, name);
        scan.emit_to(Token::NameLabel, name_end);
        self.expect = Expect::Operator;
        let paren = scan.space_end(name_end);
        if scan.at(paren) == b'(' {
            scan.emit_to(Token::Text, paren);
            scan.emit(Token::Punctuation, 1);
            self.stack.push(State::QmlSignal);
        }
        true
    }

    /// `Type {` and `Type on property {`.
    fn qml_object(&mut self, scan: &mut Scan<'_>, end: usize) -> bool {
        let mut brace = scan.space_end(end);
        let mut target = None;
        let on = brace;
        if on > end && scan.starts_at(on, b"on") {
            let name = scan.space_end(on + 2);
            let name_end = dotted_end(scan, name);
            if name > on + 2 && name_end > name {
                target = Some((name, name_end));
                brace = scan.space_end(name_end);
            }
        }
        if scan.at(brace) != b'{' {
            return false;
        }
        scan.emit_to(Token::KeywordType, end);
        if let Some((name, name_end)) = target {
            scan.emit_to(Token::Text, on);
            scan.emit_to(Token::Keyword, on + 2);
            scan.emit_to(Token::Text, name);
            scan.emit_to(Token::NameLabel, name_end);
        }
        scan.emit_to(Token::Text, brace);
        self.punctuation(scan, 1, Expect::Operator);
        self.stack.push(State::QmlBlock);
        true
    }

    /// The parameters of a signal.
    pub(super) fn qml_parameters(&mut self, scan: &mut Scan<'_>) {
        let start = scan.pos();
        let end = name_end(scan, start);
        let name = scan.space_end(end);
        match scan.cur() {
            b')' => {
                self.stack.pop();
                scan.emit(Token::Punctuation, 1);
            }
            b',' => scan.emit(Token::Punctuation, 1),
            byte if byte.is_ascii_whitespace() => scan.emit_to(Token::Text, scan.space_end(start)),
            _ if end > start && name > end && name_end(scan, name) > name => {
                scan.emit_to(Token::KeywordType, end);
                scan.emit_to(Token::Text, name);
                scan.emit_to(Token::Name, name_end(scan, name));
            }
            _ if end > start => scan.emit_to(Token::Error, end),
            _ => scan.error(),
        }
    }
}
