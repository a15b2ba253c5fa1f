//! JavaScript, and through flags what TypeScript and JSX add to it.

mod qml;

use super::Lex;
use super::javascript_table as table;
use crate::Token;
use crate::scan::{Scan, is_space, is_word};

/// The lexer for JavaScript.
pub(super) struct Javascript {
    stack: Vec<State>,
    expect: Expect,
    dialect: Dialect,
    /// Where the white space behind the last class's name ends.
    class_ends_at: usize,
    /// The last closing parenthesis; what none follows is no call.
    last_paren: usize,
    /// Up to where a name of QML is known to open nothing.
    plain_until: usize,
}

/// Which language of the family is lexed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Javascript,
    Typescript,
    Jsx,
    Tsx,
    Qml,
}

/// What may stand at the position.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// An operator: a value ended.
    Operator,
    /// A value: a slash opens a regular expression, a brace an object.
    Value,
    /// A statement: as a value, or a label.
    Statement,
}

enum State {
    Object,
    Ternary,
    /// In `${…}` of a template.
    Interpolation,
    Template,
    Quoted(u8),
    Regex,
    /// In `[…]` of a regular expression.
    RegexSet,
    /// Behind `class` or `extends`.
    ClassName,
    /// In the tag of an element, its name read.
    Tag,
    /// Between the tags of an element.
    Children,
    /// In `{…}` among children or attributes.
    Embedded,
    /// In a block there: braces do not nest in it.
    Block,
    /// In an object of QML.
    QmlBlock,
    /// In the parameters of a signal of QML.
    QmlSignal,
}

impl Javascript {
    pub(super) fn new(dialect: Dialect) -> Self {
        let elements = matches!(dialect, Dialect::Jsx | Dialect::Tsx);
        let expect = if elements { Expect::Value } else { Expect::Operator };
        Javascript { stack: Vec::new(), expect, dialect, class_ends_at: usize::MAX, last_paren: 0, plain_until: 0 }
    }

    fn is_typescript(&self) -> bool {
        matches!(self.dialect, Dialect::Typescript | Dialect::Tsx)
    }

    fn has_elements(&self) -> bool {
        matches!(self.dialect, Dialect::Jsx | Dialect::Tsx)
    }
}

fn is_ident_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte == b'$' || byte >= 0x80
}

fn is_ident(byte: u8) -> bool {
    is_word(byte) || byte == b'$' || byte >= 0x80
}

impl Lex for Javascript {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        self.last_paren = memchr::memrchr(b')', scan.rest()).map_or(0, |at| scan.pos() + at);
        while !scan.eof() {
            match self.stack.last() {
                Some(State::Template) => self.template(scan),
                Some(State::Quoted(quote)) => self.quoted(scan, *quote),
                Some(State::Regex) => self.regex(scan),
                Some(State::RegexSet) => self.regex_set(scan),
                Some(State::ClassName) => self.class_name(scan),
                Some(State::Tag) => self.tag(scan),
                Some(State::Children) => self.children(scan),
                Some(State::QmlSignal) => self.qml_parameters(scan),
                _ => self.root(scan),
            }
        }
    }
}

impl Javascript {
    fn root(&mut self, scan: &mut Scan<'_>) {
        if self.dialect == Dialect::Qml && self.qml(scan) {
            return;
        }
        let byte = scan.cur();
        match byte {
            _ if is_space(byte) => {
                let end = scan.space_end(scan.pos());
                if scan.starts_at(end, b"#!") {
                    scan.emit_to(Token::CommentPreproc, scan.next_line(end));
                } else {
                    scan.emit_to(Token::Text, end);
                }
            }
            b'#' if scan.peek(1) == b'!' => scan.emit_to(Token::CommentPreproc, scan.next_line(scan.pos())),
            b'<' if scan.starts(b"<!--") => scan.emit(Token::Comment, 4),
            b'<' if self.has_elements() && self.takes_element(scan) && self.element(scan) => {}
            b'/' if scan.peek(1) == b'/' => scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos())),
            b'/' if scan.peek(1) == b'*' => {
                let end = scan.find(scan.pos() + 2, b"*/").map_or(scan.end(), |end| end + 2);
                scan.emit_to(Token::CommentMultiline, end);
            }
            b'/' if self.expect != Expect::Operator => {
                scan.emit(Token::LiteralStringRegex, 1);
                self.stack.push(State::Regex);
                self.expect = Expect::Operator;
            }
            b'"' | b'\'' => {
                scan.emit(Token::LiteralStringDelimiter, 1);
                self.stack.push(State::Quoted(byte));
                self.expect = Expect::Operator;
            }
            b'`' => {
                scan.emit(Token::LiteralStringDouble, 1);
                self.stack.push(State::Template);
                self.expect = Expect::Operator;
            }
            b'{' => self.open_brace(scan),
            b'}' => self.close_brace(scan),
            b'(' | b'[' | b',' => self.punctuation(scan, 1, Expect::Value),
            b';' => self.punctuation(scan, 1, Expect::Statement),
            b')' | b']' => self.punctuation(scan, 1, Expect::Operator),
            b'.' if scan.starts(b"...") => self.punctuation(scan, 3, Expect::Operator),
            b'.' => self.punctuation(scan, 1, Expect::Operator),
            b'?' => self.question(scan),
            b':' => {
                let ternary = matches!(self.stack.last(), Some(State::Ternary));
                if ternary {
                    self.stack.pop();
                }
                let value = ternary || matches!(self.stack.last(), Some(State::Object));
                self.punctuation(scan, 1, if value { Expect::Value } else { Expect::Operator });
            }
            b'@' => self.decorator(scan),
            b'#' if is_ident_start(scan.peek(1)) => {
                let end = scan.name_end(scan.pos() + 1, is_ident);
                scan.emit_to(
                    if scan.at(end) == b'(' && end < self.last_paren { Token::NameFunction } else { Token::NameOther },
                    end,
                );
                self.expect = Expect::Operator;
            }
            b'0'..=b'9' => self.number(scan),
            _ if scan.letter_at(scan.pos()) || byte == b'$' => self.word(scan),
            b'=' | b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'~' | b'!' | b'<' | b'>' => {
                scan.emit(Token::Operator, 1);
                self.expect = Expect::Value;
            }
            _ => {
                scan.error();
                self.expect = Expect::Operator;
            }
        }
    }

    fn punctuation(&mut self, scan: &mut Scan<'_>, len: usize, expect: Expect) {
        scan.emit(Token::Punctuation, len);
        self.expect = expect;
    }

    fn open_brace(&mut self, scan: &mut Scan<'_>) {
        let in_object = matches!(self.stack.last(), Some(State::Object));
        if in_object || self.expect != Expect::Operator {
            self.stack.push(State::Object);
            self.punctuation(scan, 1, Expect::Operator);
        } else {
            match self.stack.last() {
                Some(State::Embedded) => self.stack.push(State::Block),
                Some(State::QmlBlock) => self.stack.push(State::QmlBlock),
                _ => {}
            }
            let qml = self.dialect == Dialect::Qml;
            self.punctuation(scan, 1, if qml { Expect::Operator } else { Expect::Statement });
        }
    }

    fn close_brace(&mut self, scan: &mut Scan<'_>) {
        match self.stack.last() {
            Some(State::Object | State::Block) => {
                self.stack.pop();
                self.punctuation(scan, 1, Expect::Statement);
            }
            Some(State::Interpolation | State::QmlBlock) => {
                self.stack.pop();
                self.punctuation(scan, 1, Expect::Operator);
            }
            Some(State::Embedded) => {
                self.stack.pop();
                scan.emit(Token::LiteralStringInterpol, 1);
                self.expect = Expect::Operator;
            }
            _ => self.punctuation(scan, 1, Expect::Statement),
        }
    }

    fn question(&mut self, scan: &mut Scan<'_>) {
        match scan.peek(1) {
            b'.' => self.punctuation(scan, 2, Expect::Operator),
            b'?' => {
                scan.emit(Token::Operator, 2);
                self.expect = Expect::Value;
            }
            _ => {
                self.stack.push(State::Ternary);
                self.punctuation(scan, 1, Expect::Value);
            }
        }
    }

    fn decorator(&mut self, scan: &mut Scan<'_>) {
        scan.emit(Token::Punctuation, 1);
        let end = scan.name_end(scan.pos(), is_ident);
        if is_ident_start(scan.cur()) {
            scan.emit_to(Token::NameDecorator, end);
        }
        if scan.cur().is_ascii_digit() {
            scan.emit_to(Token::NameDecorator, scan.word_end(scan.pos()));
            self.expect = Expect::Value;
            return;
        }
        self.expect = Expect::Operator;
    }

    fn number(&mut self, scan: &mut Scan<'_>) {
        let start = scan.pos();
        let hex = scan.while_at(start + 2, |b| b.is_ascii_hexdigit());
        let oct = scan.while_at(start + 2, |b| (b'0'..=b'7').contains(&b));
        let bin = scan.while_at(start + 2, |b| b == b'0' || b == b'1');
        let digits = scan.digits_end(start);
        let (token, end) = match (scan.cur(), scan.peek(1)) {
            (b'0', b'x' | b'X') if hex > start + 2 => (Token::LiteralNumberHex, hex),
            (b'0', b'o' | b'O') if oct > start + 2 => (Token::LiteralNumberOct, oct),
            (b'0', b'b' | b'B') if bin > start + 2 => (Token::LiteralNumberBin, bin),
            _ if scan.at(digits) == b'.' && scan.at(digits + 1).is_ascii_digit() => {
                let end = scan.digits_end(digits + 1);
                let sign = end + 1 + usize::from(matches!(scan.at(end + 1), b'+' | b'-'));
                let exponent = matches!(scan.at(end), b'e' | b'E') && scan.at(sign).is_ascii_digit();
                (Token::LiteralNumberFloat, if exponent { scan.digits_end(sign) } else { end })
            }
            _ => (Token::LiteralNumberInteger, digits),
        };
        scan.emit_to(token, end);
        self.expect = Expect::Operator;
    }

    fn word(&mut self, scan: &mut Scan<'_>) {
        // A dollar sign starts a name and never goes on with one.
        let end = scan.name_end(scan.pos() + usize::from(scan.cur() == b'$'), |b| is_ident(b) && b != b'$');
        let word = scan.slice(scan.pos(), end);
        let colon = scan.space_end(end);
        let optional = self.is_typescript() && scan.at(colon) == b'?' && scan.at(scan.space_end(colon + 1)) == b':';
        if (scan.at(colon) == b':' || optional) && self.label(scan, end, word) {
            return;
        }
        if word == b"function" {
            return self.function(scan, end);
        }
        if self.is_typescript() && self.typescript_word(scan, end, word) {
            return;
        }
        let colon = scan.blank_end(end);
        if scan.at(colon) == b'(' && colon < self.last_paren {
            let keyword = table::KEYWORDS.has(word);
            let token = if keyword {
                Token::Keyword
            } else if scan.text(scan.pos(), end).trim_start_matches(['_', '$']).starts_with(char::is_uppercase) {
                Token::NameClass
            } else {
                Token::NameFunction
            };
            scan.emit_to(token, colon);
            self.expect = if keyword { Expect::Value } else { Expect::Operator };
            return;
        }
        let (token, expect) = match word {
            b"class" | b"extends"
                if is_space(scan.at(end)) && (word == b"class" || self.class_ends_at == scan.pos()) =>
            {
                scan.emit_to(Token::KeywordDeclaration, end);
                scan.emit_to(Token::Text, scan.space_end(end));
                self.stack.push(State::ClassName);
                self.expect = Expect::Operator;
                return;
            }
            b"class" | b"constructor" | b"extends" => (Token::KeywordDeclaration, Expect::Value),
            _ if table::KEYWORDS.has(word) => (Token::Keyword, Expect::Value),
            _ if table::DECLARATIONS.has(word) => (Token::KeywordDeclaration, Expect::Value),
            _ if table::RESERVED.has(word) => (Token::KeywordReserved, Expect::Operator),
            _ if table::CONSTANTS.has(word) => (Token::KeywordConstant, Expect::Operator),
            _ if table::BUILTINS.has(word) => (Token::NameBuiltin, Expect::Operator),
            _ => (Token::NameOther, Expect::Operator),
        };
        scan.emit_to(token, end);
        self.expect = expect;
    }

    /// A name before a colon: a member of an object, or a label.
    fn label(&mut self, scan: &mut Scan<'_>, end: usize, word: &[u8]) -> bool {
        let token = if self.expect == Expect::Statement && word != b"case" {
            Token::NameLabel
        } else if matches!(self.stack.last(), Some(State::Object)) {
            Token::NameAttribute
        } else {
            return false;
        };
        scan.emit_to(token, end);
        self.expect = Expect::Operator;
        if token == Token::NameLabel {
            let colon = scan.space_end(end);
            scan.emit_to(Token::Text, colon);
            let colon = scan.while_at(colon, |b| b == b'?' || is_space(b)) + 1 - colon;
            // A type's optional member takes no object.
            let optional = scan.slice(scan.pos(), scan.pos() + colon).contains(&b'?');
            self.punctuation(scan, colon, if optional { Expect::Operator } else { Expect::Value });
        }
        true
    }

    fn function(&mut self, scan: &mut Scan<'_>, end: usize) {
        let name = scan.space_end(end);
        if name > end && name == scan.blank_end(end) && scan.at(name) == b'(' {
            scan.emit_to(Token::NameFunction, name);
            self.expect = Expect::Operator;
            return;
        }
        scan.emit_to(Token::KeywordDeclaration, end);
        self.expect = Expect::Value;
        if name > end && is_ident_start(scan.at(name)) {
            scan.emit_to(Token::Text, name);
            scan.emit_to(Token::NameFunction, scan.name_end(name, is_ident));
            self.expect = Expect::Operator;
        }
    }

    /// The words that TypeScript adds.
    fn typescript_word(&mut self, scan: &mut Scan<'_>, end: usize, word: &[u8]) -> bool {
        if matches!(word, b"satisfies" | b"as") && scan.space_end(end) > end {
            let next = scan.space_end(end);
            scan.emit_to(Token::KeywordDeclaration, next);
            return true;
        }
        let (token, expect) = match word {
            _ if table::TYPESCRIPT_KEYWORDS.has(word) => (Token::Keyword, Expect::Value),
            _ if table::TYPESCRIPT_DECLARATIONS.has(word) => (Token::KeywordDeclaration, Expect::Value),
            _ if table::TYPESCRIPT_RESERVED.has(word) => (Token::KeywordReserved, Expect::Operator),
            _ if table::TYPESCRIPT_BUILTINS.has(word) => (Token::NameBuiltin, Expect::Operator),
            _ => return false,
        };
        if scan.at(scan.space_end(end)) == b'(' && token != Token::Keyword {
            return false;
        }
        scan.emit_to(token, end);
        self.expect = expect;
        true
    }

    fn class_name(&mut self, scan: &mut Scan<'_>) {
        if scan.letter_at(scan.pos()) || scan.cur() == b'$' {
            let end = scan.name_end(scan.pos(), is_ident);
            if self.is_typescript() && table::TYPESCRIPT_RESERVED.has(scan.slice(scan.pos(), end)) {
                scan.emit_to(Token::KeywordReserved, end);
            }
            scan.emit_to(Token::NameClass, scan.name_end(scan.pos(), is_ident));
            self.class_ends_at = scan.space_end(scan.pos());
            self.stack.pop();
            self.expect = Expect::Operator;
        } else {
            scan.error();
        }
    }

    fn quoted(&mut self, scan: &mut Scan<'_>, quote: u8) {
        let token = if quote == b'"' { Token::LiteralStringDouble } else { Token::LiteralStringSingle };
        match scan.cur() {
            b'\\' => {
                let escaped = scan.peek(1);
                let known = matches!(escaped, b'\\' | b'n' | b'r' | b't') || escaped == quote;
                scan.emit(Token::LiteralStringEscape, if known { 2 } else { 1 });
            }
            byte if byte == quote => {
                scan.emit(Token::LiteralStringDelimiter, 1);
                self.stack.pop();
            }
            _ => scan.emit_to(token, scan.while_at(scan.pos(), |b| b != quote && b != b'\\')),
        }
    }

    fn template(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'`' => {
                scan.emit(Token::LiteralStringDouble, 1);
                self.stack.pop();
            }
            b'$' if scan.peek(1) == b'{' => {
                scan.emit(Token::Punctuation, 2);
                self.stack.push(State::Interpolation);
                self.expect = Expect::Operator;
            }
            b'\\' if matches!(scan.peek(1), b'$' | b'`' | b'\\') => scan.emit(Token::LiteralStringEscape, 2),
            _ => {
                let end = scan.while_at(scan.pos() + 1, |b| b != b'`' && b != b'$' && b != b'\\');
                scan.emit_to(Token::LiteralStringDouble, end);
            }
        }
    }

    fn regex(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'/' => {
                scan.emit(Token::LiteralStringRegex, 1);
                scan.emit_to(Token::LiteralStringRegex, scan.while_at(scan.pos(), |b| b"gimuy".contains(&b)));
                self.stack.pop();
            }
            b'\n' => {
                scan.error();
                self.stack.pop();
            }
            b'\\' if scan.peek(1) != b'\n' => scan.emit(Token::LiteralStringEscape, 2),
            b'[' => {
                scan.emit(Token::LiteralStringEscape, 1 + usize::from(scan.peek(1) == b'^'));
                self.stack.push(State::RegexSet);
            }
            b'(' if scan.starts(b"(?:") || scan.starts(b"(?=") || scan.starts(b"(?!") => {
                scan.emit(Token::LiteralStringEscape, 3);
            }
            b'(' | b')' | b'?' => scan.emit(Token::LiteralStringEscape, 1),
            b'{' => {
                let comma = scan.digits_end(scan.pos() + 1);
                let end = if scan.at(comma) == b',' { scan.digits_end(comma + 1) } else { comma };
                if comma > scan.pos() + 1 && scan.at(end) == b'}' {
                    scan.emit_to(Token::LiteralStringEscape, end + 1);
                } else {
                    scan.emit(Token::LiteralStringRegex, 1);
                }
            }
            _ => {
                let stops = |b: u8| matches!(b, b'/' | b'\n' | b'\\' | b'(' | b')' | b'[' | b'?' | b'{');
                let mut end = scan.while_at(scan.pos() + 1, |b| !stops(b));
                if scan.at(end) == b'\n' {
                    // The last character before the end of the line goes with it.
                    while end > scan.pos() && scan.at(end - 1) & 0xC0 == 0x80 {
                        end -= 1;
                    }
                    scan.emit_to(Token::LiteralStringRegex, end - 1);
                    scan.emit_to(Token::Error, scan.next_line(scan.pos()));
                    self.stack.pop();
                } else {
                    scan.emit_to(Token::LiteralStringRegex, end);
                }
            }
        }
    }

    fn regex_set(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b']' => {
                scan.emit(Token::LiteralStringEscape, 1);
                self.stack.pop();
            }
            b'\\' => scan.emit(Token::LiteralStringEscape, 2),
            b'/' => scan.emit(Token::LiteralStringEscape, 1),
            b'\n' => {
                scan.error();
                self.stack.pop();
                self.stack.pop();
            }
            _ => {
                let end = scan.while_at(scan.pos(), |b| !matches!(b, b']' | b'\\' | b'/' | b'\n'));
                scan.emit_to(Token::LiteralStringRegex, end);
            }
        }
    }
}

/// Elements in JSX.
impl Javascript {
    /// Whether a value may stand here.
    fn takes_element(&self, scan: &Scan<'_>) -> bool {
        self.expect != Expect::Operator || scan.pos() == scan.base()
    }

    /// Opens an element where a value may stand.
    fn element(&mut self, scan: &mut Scan<'_>) -> bool {
        let name = scan.pos() + 1;
        if scan.at(name) == b'>' {
            scan.emit(Token::Punctuation, 2);
            self.stack.push(State::Children);
            return true;
        }
        if !is_ident_start(scan.at(name)) {
            return false;
        }
        self.tag_name(scan, name);
        true
    }

    fn tag_name(&mut self, scan: &mut Scan<'_>, name: usize) {
        scan.emit_to(Token::Punctuation, name);
        element_name(scan);
        self.stack.push(State::Tag);
    }

    fn tag(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
            b'/' if scan.peek(1) == b'>' => {
                scan.emit(Token::Punctuation, 2);
                self.stack.pop();
                self.expect = Expect::Value;
            }
            b'>' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.pop();
                self.stack.push(State::Children);
            }
            b'{' => self.embed(scan),
            b'"' | b'\'' => {
                let end = scan.find_byte(scan.pos() + 1, byte).map_or(scan.end(), |end| end + 1);
                scan.emit_to(Token::LiteralString, end);
            }
            b'=' => scan.emit(Token::Punctuation, 1),
            b'/' if scan.peek(1) == b'/' => scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos())),
            b'/' if scan.peek(1) == b'*' => {
                let end = scan.find(scan.pos(), b"*/").map_or(scan.end(), |end| end + 2);
                scan.emit_to(Token::CommentMultiline, end);
            }
            _ if scan.letter_at(scan.pos()) || byte == b'$' => {
                let end = scan.name_end(scan.pos(), |b| is_ident(b) || b == b'-' || b == b':' || b == b'.');
                scan.emit_to(Token::NameAttribute, end);
            }
            _ => scan.error(),
        }
    }

    fn children(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'<' if scan.peek(1) == b'/' => {
                scan.emit(Token::Punctuation, 2);
                element_name(scan);
                scan.emit_to(Token::Text, scan.space_end(scan.pos()));
                if scan.cur() == b'>' {
                    scan.emit(Token::Punctuation, 1);
                }
                self.stack.pop();
                // The next element may follow at once.
                self.expect = Expect::Value;
            }
            b'<' if self.element(scan) => {}
            b'{' => self.embed(scan),
            b'&' if entity_end(scan) > 0 => scan.emit_to(Token::NameEntity, entity_end(scan)),
            _ => {
                let end = scan.while_at(scan.pos() + 1, |b| b != b'<' && b != b'{' && b != b'&');
                scan.emit_to(Token::Text, end);
            }
        }
    }

    fn embed(&mut self, scan: &mut Scan<'_>) {
        scan.emit(Token::LiteralStringInterpol, 1);
        self.stack.push(State::Embedded);
        self.expect = Expect::Value;
    }
}

/// An element's name: a component's begins with a capital.
fn element_name(scan: &mut Scan<'_>) {
    loop {
        let end = scan.name_end(scan.pos(), |b| is_ident(b) || b == b'-' || b == b':');
        let token = if scan.cur().is_ascii_uppercase() { Token::NameClass } else { Token::NameTag };
        scan.emit_to(token, end);
        if scan.cur() != b'.' || !is_ident_start(scan.peek(1)) {
            return;
        }
        scan.emit(Token::Punctuation, 1);
    }
}

/// The end of the character reference at the position, 0 where there is none.
fn entity_end(scan: &Scan<'_>) -> usize {
    let end = scan.while_at(scan.pos() + 1, |b| b.is_ascii_alphanumeric() || b == b'#').min(scan.pos() + 32);
    if end > scan.pos() + 1 && scan.at(end) == b';' { end + 1 } else { 0 }
}
