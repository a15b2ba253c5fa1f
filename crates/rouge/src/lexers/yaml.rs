//! YAML, by lines: indentation with its indicators, then nodes; block scalars and plain scalars run over lines.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_word};

/// The lexer for YAML.
#[derive(Default)]
pub(super) struct Yaml {
    state: State,
    /// Open flow collections and quotes, innermost last.
    nest: Vec<Nest>,
    indents: Vec<usize>,
    indent: Option<usize>,
    next_indent: usize,
    block_indent: Option<usize>,
    /// Before this offset no key ends.
    no_key_before: usize,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between lines, outside any node.
    #[default]
    Root,
    /// At the indentation and the indicators of a line.
    Indentation,
    /// Behind the indentation.
    Line,
    /// In a plain scalar.
    Plain,
    /// Behind `|` or `>`.
    BlockHeader,
    /// In the lines of a block scalar.
    Block,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Nest {
    Flow(u8),
    FlowPlain,
    Quote(u8),
}

impl Lex for Yaml {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        self.no_key_before = 0;
        while !scan.eof() {
            match self.nest.last().copied() {
                Some(Nest::Flow(close)) => self.flow(scan, close),
                Some(Nest::FlowPlain) => self.flow_plain(scan),
                Some(Nest::Quote(quote)) => self.quoted(scan, quote),
                None => match self.state {
                    State::Root => self.root(scan),
                    State::Indentation => self.indentation(scan),
                    State::Line => self.line(scan),
                    State::Plain => self.plain(scan),
                    State::BlockHeader => self.block_header(scan),
                    State::Block => self.block(scan),
                },
            }
        }
    }
}

/// A byte of a tag's name.
fn is_tag(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b";/?:@&=+$,_.!~*'()[]%-".contains(&byte)
}

/// The end of a line or of the code.
fn is_eol(byte: u8, at_end: bool) -> bool {
    at_end || byte == b'\n'
}

impl Yaml {
    fn root(&mut self, scan: &mut Scan<'_>) {
        let blank = scan.blank_spaces(scan.pos());
        match scan.at(blank) {
            b'\n' => return scan.emit_to(Token::Text, blank + 1),
            b'#' if blank > scan.pos() || scan.bol() || !is_word(scan.prev()) => {
                scan.emit_to(Token::Text, blank);
                return scan.emit_to(Token::CommentSingle, scan.line_end(blank));
            }
            _ if blank >= scan.end() => return scan.emit_to(Token::Text, blank),
            b'\t' => return scan.error(),
            _ => {}
        }
        if scan.bol() {
            if scan.starts(b"%YAML") || scan.starts(b"%TAG") {
                return self.directive(scan);
            }
            let marker = scan.starts(b"---") || scan.starts(b"...");
            if marker && (matches!(scan.peek(3), b' ' | b'\n') || scan.pos() + 3 == scan.end()) {
                scan.emit(Token::NameNamespace, 3);
                self.indents.clear();
                self.indent = None;
                self.state = State::Line;
                return;
            }
        }
        let end = scan.blank_spaces(scan.pos());
        let width = end - scan.pos();
        if self.indent.is_some_and(|indent| width < indent) {
            // What closes a collection must stand where one around it does.
            self.close(width);
            let known = scan.pos() + self.indent.unwrap_or(0);
            scan.emit_to(Token::Text, known);
            scan.emit_to(Token::Error, end);
            self.next_indent = width;
            return self.state = State::Indentation;
        }
        self.start_line(scan);
    }

    /// Closes the collections that a line ends which begins at a column.
    fn close(&mut self, column: usize) {
        while self.indent.is_some_and(|indent| column < indent) {
            self.indent = self.indents.pop();
        }
    }

    /// Takes a line's leading spaces and closes the collections they end.
    fn start_line(&mut self, scan: &mut Scan<'_>) {
        let end = scan.blank_spaces(scan.pos());
        self.next_indent = end - scan.pos();
        self.close(self.next_indent);
        scan.emit_to(Token::Text, end);
        self.state = State::Indentation;
    }

    /// Notes that a collection starts at the column reached.
    fn set_indent(&mut self) {
        if self.indent.is_none_or(|indent| indent < self.next_indent) {
            self.indents.extend(self.indent);
            self.indent = Some(self.next_indent);
        }
    }

    fn directive(&mut self, scan: &mut Scan<'_>) {
        let end = scan.line_end(scan.pos());
        let yaml = scan.starts(b"%YAML");
        scan.emit(Token::NameTag, if yaml { 5 } else { 4 });
        while scan.pos() < end {
            match scan.cur() {
                b' ' => scan.emit_to(Token::Text, scan.blank_spaces(scan.pos())),
                b'#' => scan.emit_to(Token::CommentSingle, end),
                byte if yaml && byte.is_ascii_digit() => {
                    scan.emit_to(Token::LiteralNumber, scan.while_at(scan.pos(), |b| b.is_ascii_digit() || b == b'.'));
                }
                byte if !yaml && is_tag(byte) => scan.emit_to(Token::KeywordType, scan.while_at(scan.pos(), is_tag)),
                _ => scan.error(),
            }
        }
        self.state = State::Root;
    }

    fn indentation(&mut self, scan: &mut Scan<'_>) {
        let end = scan.blank_spaces(scan.pos());
        let after = scan.at(end + 1);
        if matches!(scan.at(end), b'-' | b'?' | b':') && (after == b' ' || is_eol(after, end + 1 >= scan.end())) {
            self.next_indent += end - scan.pos();
            scan.emit_to(Token::Text, end);
            self.set_indent();
            self.next_indent += 1;
            return scan.emit(Token::PunctuationIndicator, 1);
        }
        self.state = State::Line;
        if scan.at(end) != b'\n' && scan.at(end) != b'#' {
            self.next_indent += end - scan.pos();
            scan.emit_to(Token::Text, end);
        }
    }

    fn line(&mut self, scan: &mut Scan<'_>) {
        let blank = scan.blank_spaces(scan.pos());
        match scan.at(blank) {
            b'\n' => return self.state = State::Root,
            b'#' => {
                scan.emit_to(Token::Text, blank);
                scan.emit_to(Token::CommentSingle, scan.line_end(blank));
                return self.state = State::Root;
            }
            _ if blank >= scan.end() => return self.state = State::Root,
            _ if blank > scan.pos() => return scan.emit_to(Token::Text, blank),
            _ => {}
        }
        match scan.cur() {
            // Behind a plain scalar a key may begin with a tab.
            b'\t' if !scan.bol() || self.key_end(scan).is_none() => return scan.error(),
            b'!' => return self.tag(scan),
            b'&' | b'*' if is_word(scan.peek(1)) || scan.peek(1) == b'-' => {
                let token = if scan.cur() == b'&' { Token::NameLabel } else { Token::NameVariable };
                return scan.emit_to(token, scan.while_at(scan.pos() + 1, |b| is_word(b) || b == b'-'));
            }
            _ => {}
        }
        if let Some(colon) = self.key_end(scan) {
            scan.emit_to(Token::NameAttribute, colon);
            self.set_indent();
            return scan.emit(Token::PunctuationIndicator, 1);
        }
        self.value(scan);
    }

    fn key_end(&mut self, scan: &Scan<'_>) -> Option<usize> {
        if scan.pos() < self.no_key_before { None } else { key_end(scan, &mut self.no_key_before) }
    }

    fn tag(&mut self, scan: &mut Scan<'_>) {
        let end = if scan.peek(1) == b'<' {
            let end = scan.while_at(scan.pos() + 2, is_tag);
            end + usize::from(scan.at(end) == b'>')
        } else {
            scan.while_at(scan.pos() + 1, is_tag)
        };
        scan.emit_to(Token::KeywordType, end);
    }

    fn value(&mut self, scan: &mut Scan<'_>) {
        let (byte, next) = (scan.cur(), scan.peek(1));
        match byte {
            b'|' | b'>' => {
                let signs = |b: u8| matches!(b, b'+' | b'-' | b'1'..=b'9');
                let mut end = scan.pos() + 1;
                if signs(scan.at(end)) {
                    let digit = scan.at(end).is_ascii_digit();
                    end += 1;
                    if signs(scan.at(end)) && scan.at(end).is_ascii_digit() != digit {
                        end += 1;
                    }
                }
                scan.emit_to(Token::PunctuationIndicator, end);
                self.block_indent = None;
                self.state = State::BlockHeader;
            }
            b'[' | b'{' => {
                scan.emit(Token::PunctuationIndicator, 1);
                self.nest.push(Nest::Flow(if byte == b'[' { b']' } else { b'}' }));
            }
            b'"' | b'\'' => self.open_quote(scan, byte),
            b'?' | b':' if crate::scan::is_space(next) || scan.pos() + 1 == scan.end() => scan.error(),
            b',' | b']' | b'}' | b'#' | b'&' | b'*' | b'%' | b'@' | b'`' | b'\t' | b'\r' => scan.error(),
            _ => {
                self.state = State::Plain;
                self.constant(scan);
            }
        }
    }

    fn open_quote(&mut self, scan: &mut Scan<'_>, quote: u8) {
        let token = if quote == b'"' { Token::LiteralStringDouble } else { Token::LiteralStringSingle };
        scan.emit(token, 1);
        self.nest.push(Nest::Quote(quote));
    }

    /// A keyword or a number at the start of a plain scalar or of a word in it. A number ends the scalar.
    fn constant(&mut self, scan: &mut Scan<'_>) {
        for word in [&b"true"[..], b"false", b"null"] {
            if scan.starts(word) && scan.boundary(scan.pos() + word.len()) {
                return scan.emit(Token::KeywordConstant, word.len());
            }
        }
        let mut end = scan.digits_end(scan.pos());
        if end == scan.pos() {
            return;
        }
        if scan.at(end) == b'.' && scan.at(end + 1).is_ascii_digit() {
            end = scan.digits_end(end + 1);
        }
        let blank = scan.blank_spaces(end);
        if is_eol(scan.at(end), end >= scan.end()) || (blank > end && scan.at(blank) == b'#') {
            scan.emit_to(Token::LiteralNumber, end);
            self.state = State::Line;
        }
    }

    fn plain(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'\n' => self.plain_next_line(scan),
            b' ' => {
                let end = scan.blank_spaces(scan.pos());
                match scan.at(end) {
                    b'#' => self.state = State::Line,
                    byte if is_eol(byte, end >= scan.end()) => scan.emit_to(Token::Text, end),
                    b':' if self.ends_key(scan, end) => {
                        scan.emit_to(Token::Text, end);
                        self.state = State::Line;
                    }
                    _ => {
                        scan.emit_to(Token::LiteralString, end);
                        self.constant(scan);
                    }
                }
            }
            b':' if self.ends_key(scan, scan.pos()) => {
                self.state = State::Line;
                scan.error();
            }
            b'\t' | b'\r' => scan.error(),
            _ => {
                let mut end = scan.pos() + 1;
                while end < scan.end() && !matches!(scan.at(end), b' ' | b'\n' | b'\t' | b'\r') {
                    if scan.at(end) == b':' && self.ends_key(scan, end) {
                        break;
                    }
                    end += 1;
                }
                scan.emit_to(Token::LiteralString, end);
            }
        }
    }

    /// Whether a colon stands before white space.
    fn ends_key(&self, scan: &Scan<'_>, colon: usize) -> bool {
        crate::scan::is_space(scan.at(colon + 1)) || colon + 1 >= scan.end()
    }

    fn plain_next_line(&mut self, scan: &mut Scan<'_>) {
        let mut start = scan.pos();
        let mut end = start;
        while scan.at(end) == b'\n' {
            start = end + 1;
            end = scan.blank_spaces(start);
        }
        if end >= scan.end() {
            return scan.emit_to(Token::Text, end);
        }
        let column = end - start;
        if column <= self.indent.unwrap_or(0) {
            scan.emit_to(Token::Text, start);
            self.state = State::Root;
            if column > 0 || scan.cur() == b'\t' {
                self.start_line(scan);
            }
        } else {
            scan.emit_to(Token::Text, end);
            self.next_indent = column;
            self.constant(scan);
        }
    }

    fn block_header(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'\n' => {
                scan.emit(Token::Text, 1);
                self.state = State::Block;
            }
            b' ' => scan.emit_to(Token::Text, scan.blank_spaces(scan.pos())),
            b'#' => scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos())),
            _ => scan.error(),
        }
    }

    /// One line of a block scalar.
    fn block(&mut self, scan: &mut Scan<'_>) {
        let start = scan.pos();
        let text = scan.blank_spaces(start);
        let width = text - start;
        if is_eol(scan.at(text), text >= scan.end()) {
            let kept = self.block_indent.map_or(width, |indent| indent.min(width));
            scan.emit(Token::Text, kept);
            scan.emit_to(Token::NameConstant, text);
            return scan.emit_to(Token::Text, text + 1);
        }
        let ended = self.block_indent.is_none() && self.indent.is_some_and(|indent| width < indent);
        if ended || width < *self.block_indent.get_or_insert(width) {
            return self.start_line(scan);
        }
        scan.emit_to(Token::Text, text);
        if width == 0 {
            scan.error();
        }
        let end = scan.line_end(scan.pos());
        scan.emit_to(Token::LiteralString, end);
        scan.emit_to(Token::Text, end + 1);
    }

    fn flow(&mut self, scan: &mut Scan<'_>, close: u8) {
        let byte = scan.cur();
        match byte {
            b' ' | b'\n' => scan.emit_to(Token::Text, scan.while_at(scan.pos(), |b| b == b' ' || b == b'\n')),
            b'#' => scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos())),
            b'[' | b'{' => {
                scan.emit(Token::PunctuationIndicator, 1);
                self.nest.push(Nest::Flow(if byte == b'[' { b']' } else { b'}' }));
            }
            _ if byte == close => {
                scan.emit(Token::PunctuationIndicator, 1);
                self.nest.pop();
            }
            b',' | b':' | b'?' => scan.emit(Token::PunctuationIndicator, 1),
            b'"' | b'\'' => self.open_quote(scan, byte),
            b'!' => {
                let end = scan.while_at(scan.pos() + 1, |b| is_tag(b) && !b",[]{}".contains(&b));
                scan.emit_to(Token::KeywordType, end);
            }
            b'&' | b'*' if is_word(scan.peek(1)) || scan.peek(1) == b'-' => {
                let token = if byte == b'&' { Token::NameLabel } else { Token::NameVariable };
                scan.emit_to(token, scan.while_at(scan.pos() + 1, |b| is_word(b) || b == b'-'));
            }
            b']' | b'}' | b'&' | b'*' | b'|' | b'>' | b'%' | b'@' | b'`' | b'\t' | b'\r' => scan.error(),
            _ => self.nest.push(Nest::FlowPlain),
        }
    }

    fn flow_plain(&mut self, scan: &mut Scan<'_>) {
        let stops = |b: u8| matches!(b, b',' | b':' | b'?' | b'[' | b']' | b'{' | b'}');
        match scan.cur() {
            b' ' => {
                let end = scan.blank_spaces(scan.pos());
                let next = scan.at(end);
                if stops(next) || next == b'#' || is_eol(next, end >= scan.end()) {
                    scan.emit_to(Token::Text, end);
                    self.nest.pop();
                } else {
                    scan.emit_to(Token::NameVariable, end);
                }
            }
            b'\n' => {
                self.nest.pop();
            }
            b'\t' | b'\r' => scan.error(),
            byte if stops(byte) => {
                self.nest.pop();
            }
            _ => {
                let end = scan.while_at(scan.pos(), |b| !stops(b) && !crate::scan::is_space(b));
                scan.emit_to(Token::NameVariable, end);
            }
        }
    }

    fn quoted(&mut self, scan: &mut Scan<'_>, quote: u8) {
        let byte = scan.cur();
        match byte {
            b' ' | b'\n' => {
                let spaces = scan.blank_spaces(scan.pos());
                if byte == b'\n' || scan.at(spaces) == b'\n' {
                    scan.emit_to(Token::Text, scan.while_at(spaces, |b| b == b' ' || b == b'\n'));
                } else {
                    scan.emit_to(if scan.bol() { Token::Text } else { Token::NameVariable }, spaces);
                }
            }
            _ if byte == quote => {
                scan.emit(Token::LiteralString, 1);
                self.nest.pop();
            }
            b'\\' if quote == b'"' => match escape_len(scan) {
                0 => scan.error(),
                len => scan.emit(Token::LiteralStringEscape, len),
            },
            b'\\' if scan.peek(1) == b'\'' => scan.emit(Token::LiteralStringEscape, 2),
            b'\t' | b'\r' => scan.error(),
            _ => {
                let end = scan.while_at(scan.pos(), |b| {
                    !crate::scan::is_space(b) && b != quote && (b != b'\\' || quote == b'\'')
                });
                scan.emit_to(Token::LiteralString, end);
            }
        }
    }
}

/// The length of the escape at the position, 0 if it is none.
fn escape_len(scan: &Scan<'_>) -> usize {
    let hex = |n: usize| (2..2 + n).all(|i| scan.peek(i).is_ascii_hexdigit());
    match scan.peek(1) {
        b'x' if hex(2) => 4,
        b'u' if hex(4) => 6,
        b'U' if hex(8) => 10,
        b'0' | b'a' | b'b' | b't' | b'\t' | b'n' | b'\n' | b'v' | b'f' | b'r' | b'e' | b' ' | b'"' | b'\\' | b'N'
        | b'_' | b'L' | b'P' => 2,
        _ => 0,
    }
}

/// The colon that ends the key at the position: the last one before white space that plain characters lead to.
fn key_end(scan: &Scan<'_>, no_key_before: &mut usize) -> Option<usize> {
    let mut last = None;
    let mut index = scan.pos();
    while index < scan.end() {
        match scan.at(index) {
            b'#' | b',' | b'?' | b'[' | b']' | b'{' | b'}' | b'"' | b'\'' | b'\n' => break,
            b':' if index > scan.pos() && (index + 1 >= scan.end() || crate::scan::is_space(scan.at(index + 1))) => {
                last = Some(index);
            }
            _ => {}
        }
        index += 1;
    }
    if last.is_none() {
        *no_key_before = index;
    }
    last
}
