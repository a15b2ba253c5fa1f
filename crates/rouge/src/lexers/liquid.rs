//! Liquid templates; what stands around them is plain.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space, is_word};

/// The lexer for Liquid.
#[derive(Default)]
pub(super) struct Liquid {
    mode: Mode,
    tag: Tag,
    /// Whether the next name is a tag's, a filter's or a member's.
    names: Names,
    filtered: bool,
    /// An output inside a tag, as in `{% include {{ x }} %}`.
    nested: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Mode {
    #[default]
    Text,
    Output,
    Tag,
    /// In the body of a comment or of raw text.
    Comment,
    Raw,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Names {
    #[default]
    Variable,
    Tag,
    Filter,
    /// A file's name without quotes.
    Path,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Tag {
    #[default]
    Other,
    Condition,
    Loop,
    Cycle,
    Include,
    Comment,
    Raw,
    Liquid,
}

impl Lex for Liquid {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            match self.mode {
                Mode::Text => self.text(scan),
                Mode::Comment => self.body(scan, b"endcomment", Token::Comment),
                Mode::Raw => self.body(scan, b"endraw", Token::Text),
                Mode::Output | Mode::Tag => self.markup(scan),
            }
        }
    }
}

impl Liquid {
    fn text(&mut self, scan: &mut Scan<'_>) {
        let mut at = scan.pos();
        while let Some(brace) = scan.find_byte(at, b'{') {
            if matches!(scan.at(brace + 1), b'{' | b'%') {
                scan.emit_to(Token::Text, brace);
                return self.open(scan);
            }
            at = brace + 1;
        }
        scan.emit_rest(Token::Text);
    }

    fn open(&mut self, scan: &mut Scan<'_>) {
        let output = scan.peek(1) == b'{';
        scan.emit(Token::CommentPreproc, 2 + usize::from(scan.peek(2) == b'-'));
        self.mode = if output { Mode::Output } else { Mode::Tag };
        self.names = if output { Names::Variable } else { Names::Tag };
        self.tag = Tag::Other;
        self.filtered = false;
    }

    /// The body of a tag whose content is not Liquid, up to its end tag.
    fn body(&mut self, scan: &mut Scan<'_>, end_tag: &[u8], token: Token) {
        let mut at = scan.pos();
        while let Some(brace) = scan.find(at, b"{%") {
            let name = scan.space_end(brace + 2 + usize::from(scan.at(brace + 2) == b'-'));
            if scan.starts_at(name, end_tag) {
                scan.emit_to(token, brace);
                return self.open(scan);
            }
            at = brace + 2;
        }
        scan.emit_rest(token);
    }

    fn close(&mut self, scan: &mut Scan<'_>, len: usize) {
        scan.emit(Token::CommentPreproc, len);
        if self.nested {
            self.nested = false;
            self.mode = Mode::Tag;
            self.names = Names::Variable;
            return;
        }
        self.mode = match self.tag {
            Tag::Comment if self.mode == Mode::Tag => Mode::Comment,
            Tag::Raw if self.mode == Mode::Tag => Mode::Raw,
            _ => Mode::Text,
        };
    }

    fn markup(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        let close: &[u8] = if self.mode == Mode::Output { b"}}" } else { b"%}" };
        if scan.starts(close) {
            return self.close(scan, 2);
        }
        match byte {
            _ if is_space(byte) => {
                let end = scan.space_end(scan.pos());
                if self.tag == Tag::Liquid && scan.slice(scan.pos(), end).contains(&b'\n') {
                    self.names = Names::Tag;
                    self.filtered = false;
                }
                scan.emit_to(Token::TextWhitespace, end);
            }
            b'-' if scan.starts_at(scan.pos() + 1, close) => self.close(scan, 3),
            b'{' if self.mode == Mode::Tag && self.names != Names::Tag && scan.peek(1) == b'{' => {
                scan.emit(Token::CommentPreproc, 2);
                self.nested = true;
                self.mode = Mode::Output;
                self.names = Names::Variable;
            }
            b'#' if self.names == Names::Tag => {
                let end = scan.find(scan.pos(), b"%}").unwrap_or(scan.end());
                scan.emit_to(Token::Comment, end - usize::from(end > scan.pos() && scan.at(end - 1) == b'-'));
            }
            _ if self.names == Names::Path && byte != b'"' && byte != b'\'' => {
                self.names = Names::Variable;
                scan.emit_to(Token::Text, scan.while_at(scan.pos(), |b| !is_space(b) && b != b'%'));
            }
            b'"' | b'\'' => self.string(scan, byte),
            b'|' if self.tag == Tag::Loop => scan.emit(Token::Text, 1),
            b'.' if scan.starts(b"...") => scan.emit(Token::Text, 3),
            b'|' => {
                scan.emit(Token::Punctuation, 1);
                self.names = Names::Filter;
                self.filtered = true;
            }
            b'.' => scan.emit(Token::Punctuation, if scan.peek(1) == b'.' { 2 } else { 1 }),
            b',' | b':' | b'[' | b']' | b'(' | b')' => scan.emit(Token::Punctuation, 1),
            b'=' | b'!' | b'<' | b'>' | b'-' | b'+' | b'*' => scan.emit(Token::Operator, 1),
            b'0'..=b'9' => number(scan),
            _ if is_alpha_(byte) => self.name(scan),
            _ => scan.emit_to(Token::Text, scan.while_at(scan.pos(), |b| !is_space(b)).max(scan.pos() + 1)),
        }
    }

    fn string(&mut self, scan: &mut Scan<'_>, quote: u8) {
        self.names = Names::Variable;
        match scan.find_byte(scan.pos() + 1, quote) {
            Some(end) => {
                let token = if quote == b'"' { Token::LiteralStringDouble } else { Token::LiteralStringSingle };
                scan.emit_to(token, end + 1);
            }
            None => scan.emit_to(Token::Text, scan.while_at(scan.pos(), |b| !is_space(b))),
        }
    }

    fn name(&mut self, scan: &mut Scan<'_>) {
        let end = scan.while_at(scan.pos(), |b| is_word(b) || b == b'-');
        // A dash before the closing brace belongs to the brace.
        let dash = scan.at(end - 1) == b'-' && matches!(scan.at(end), b'}' | b'%');
        let end = end - usize::from(dash);
        let end = end + usize::from(scan.at(end) == b'?');
        match self.names {
            Names::Tag => return self.tag_name(scan, end),
            Names::Filter => {
                self.names = Names::Variable;
                return scan.emit_to(Token::NameFunction, end);
            }
            _ => {}
        }
        let member = scan.prev() == b'.';
        let path = scan.while_at(end, |b| is_word(b) || b == b'.' || b == b'-');
        if self.mode == Mode::Tag && !member && scan.at(path) == b'/' {
            return scan.emit_to(Token::Text, scan.while_at(path, |b| !is_space(b)));
        }
        let name = scan.slice(scan.pos(), end);
        let sign = scan.space_end(end);
        if !member && self.attribute(scan, end, sign) {
            return;
        }
        let token = match name {
            b"first" | b"last" | b"size" if member => Token::NameFunction,
            _ if member => Token::NameVariable,
            b"true" | b"false" | b"nil" => Token::KeywordConstant,
            b"empty" | b"blank" => Token::NameBuiltin,
            b"forloop" | b"tablerowloop" if scan.at(end) == b'.' => {
                return scan.emit_to(Token::NameBuiltin, scan.word_end(end + 1));
            }
            b"and" | b"or" | b"contains" if self.tag == Tag::Condition => Token::OperatorWord,
            b"in" if self.tag == Tag::Loop => Token::NameTag,
            b"reversed" if self.tag == Tag::Loop => Token::NameAttribute,
            b"with" | b"for" | b"as" if self.tag == Tag::Include => Token::KeywordReserved,
            _ => Token::NameVariable,
        };
        scan.emit_to(token, end);
    }

    /// A name with a colon or an equals sign behind it, where it names an argument.
    fn attribute(&mut self, scan: &mut Scan<'_>, end: usize, sign: usize) -> bool {
        let byte = scan.at(sign);
        let named = match byte {
            b':' => self.filtered || self.mode == Mode::Tag,
            b'=' => self.mode == Mode::Tag && self.tag != Tag::Condition && sign == end && scan.at(sign + 1) != b'=',
            _ => false,
        };
        if !named {
            return false;
        }
        scan.emit_to(Token::NameAttribute, end);
        scan.emit_to(Token::TextWhitespace, sign);
        let operator = byte == b'=' || self.tag != Tag::Cycle;
        scan.emit(if operator { Token::Operator } else { Token::Punctuation }, 1);
        true
    }

    fn tag_name(&mut self, scan: &mut Scan<'_>, end: usize) {
        self.names = Names::Variable;
        let name = scan.slice(scan.pos(), end);
        let inside_liquid = self.tag == Tag::Liquid;
        let mut token = Token::NameTag;
        let tag = match name {
            b"if" | b"elsif" | b"unless" => Tag::Condition,
            b"for" | b"tablerow" => Tag::Loop,
            b"cycle" => Tag::Cycle,
            b"comment" => Tag::Comment,
            b"raw" => Tag::Raw,
            b"liquid" => Tag::Liquid,
            b"include" | b"render" => {
                self.names = Names::Path;
                Tag::Include
            }
            b"break" | b"continue" => {
                token = Token::KeywordReserved;
                Tag::Other
            }
            _ => Tag::Other,
        };
        if name == b"include" && scan.starts_at(scan.space_end(end), b"{{") {
            self.names = Names::Variable;
        }
        self.tag = if inside_liquid { Tag::Liquid } else { tag };
        let assign = name == b"assign";
        scan.emit_to(token, end);
        if assign {
            self.assigned(scan);
        }
    }

    /// The name that `assign` sets, which no argument's name can be mistaken for.
    fn assigned(&mut self, scan: &mut Scan<'_>) {
        scan.emit_to(Token::TextWhitespace, scan.space_end(scan.pos()));
        if is_alpha_(scan.cur()) {
            scan.emit_to(Token::NameVariable, scan.while_at(scan.pos(), |b| is_word(b) || b == b'-'));
        }
    }
}

fn number(scan: &mut Scan<'_>) {
    let end = scan.digits_end(scan.pos());
    if scan.at(end) == b'.' && scan.at(end + 1).is_ascii_digit() {
        scan.emit_to(Token::LiteralNumberFloat, scan.digits_end(end + 1));
    } else {
        scan.emit_to(Token::LiteralNumberInteger, end);
    }
}
