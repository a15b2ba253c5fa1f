//! Scala.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_space, is_word};
use crate::words::Words;

/// The lexer for Scala.
#[derive(Default)]
pub(super) struct Scala {
    stack: Vec<State>,
    unclosed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Behind a colon or `type`.
    Type,
    /// Between the brackets of type parameters.
    TypeParameters,
    /// Behind `class`, `trait` or `object`.
    ClassName,
    /// Behind `import` or `package`.
    Import,
    /// Behind `def`.
    FunctionName,
    /// Behind `val`.
    VariableName,
}

static KEYWORDS: Words = Words::new(&[
    "abstract",
    "case",
    "catch",
    "def",
    "do",
    "else",
    "extends",
    "final",
    "finally",
    "for",
    "forSome",
    "if",
    "implicit",
    "lazy",
    "match",
    "new",
    "override",
    "private",
    "protected",
    "requires",
    "return",
    "sealed",
    "super",
    "this",
    "throw",
    "try",
    "val",
    "var",
    "while",
    "with",
    "yield",
]);

fn is_id(byte: u8) -> bool {
    is_word(byte) || byte == b'$' || byte >= 0x80
}

/// Whether an identifier starts at an offset.
fn starts_id(scan: &Scan<'_>, at: usize) -> bool {
    match scan.at(at) {
        byte if byte < 0x80 => is_id(byte) && !byte.is_ascii_digit(),
        _ => scan.char_at(at).is_some_and(crate::scan::is_letter),
    }
}

/// The end of the run of letters, digits, underscores and dollars at an offset.
fn run_end(scan: &Scan<'_>, from: usize) -> usize {
    let mut end = scan.letters_end(from);
    while scan.at(end) == b'$' {
        end = scan.letters_end(end + 1);
    }
    end
}

fn is_op(byte: u8) -> bool {
    b"-~^*!%&\\<>|+=:/?@#".contains(&byte)
}

/// The end of an identifier; operators may follow its last underscore.
fn id_end(scan: &Scan<'_>, from: usize) -> usize {
    let end = run_end(scan, from);
    if end > from && scan.at(end - 1) == b'_' { scan.while_at(end, is_op) } else { end }
}

impl Lex for Scala {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        self.unclosed = false;
        while !scan.eof() {
            let byte = scan.cur();
            match self.stack.last().copied() {
                None => self.root(scan),
                Some(State::Type) => self.type_(scan),
                Some(State::TypeParameters) => self.type_parameters(scan),
                Some(_) if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
                Some(State::ClassName) => self.declared(scan, Token::NameClass),
                Some(State::FunctionName) => self.declared(scan, Token::NameFunction),
                Some(State::VariableName) => self.declared(scan, Token::NameVariable),
                Some(State::Import) => {
                    self.stack.pop();
                    let end = scan.while_at(scan.pos(), |b| is_id(b) || b == b'.');
                    scan.emit_to(Token::NameNamespace, end);
                }
            }
        }
    }
}

impl Scala {
    fn declared(&mut self, scan: &mut Scan<'_>, token: Token) {
        self.stack.pop();
        let byte = scan.cur();
        if token == Token::NameClass && starts_id(scan, scan.pos()) {
            let end = id_end(scan, scan.pos());
            scan.emit_to(token, end);
            let bracket = scan.space_end(end);
            if scan.at(bracket) == b'[' {
                scan.emit_to(Token::Text, bracket);
                scan.emit(Token::Operator, 1);
                self.stack.push(State::ClassName);
                self.stack.push(State::TypeParameters);
            }
        } else if byte == b'`' {
            let end = scan.while_at(scan.pos() + 1, |b| b != b'`' && b != b'\n');
            scan.emit_to(token, end + 1);
        } else if starts_id(scan, scan.pos()) {
            scan.emit_to(token, id_end(scan, scan.pos()));
        } else if scan.starts(b"//") && token == Token::NameClass {
            scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos()));
        } else if is_op(byte) && token != Token::NameVariable {
            scan.emit_to(token, scan.while_at(scan.pos(), is_op));
            if token == Token::NameClass && scan.cur() == b'[' {
                scan.emit(Token::Operator, 1);
                self.stack.push(State::ClassName);
                self.stack.push(State::TypeParameters);
            }
        } else if token == Token::NameClass && !matches!(byte, b'(' | b'{') {
            scan.error();
            self.stack.push(State::ClassName);
        }
    }

    fn root(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
            b'/' if scan.peek(1) == b'/' => scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos())),
            b'/' if scan.peek(1) == b'*' => block_comment(scan),
            b'@' if starts_id(scan, scan.pos() + 1) => {
                scan.emit_to(Token::NameDecorator, run_end(scan, scan.pos() + 1));
            }
            b'"' => self.string(scan),
            b'\'' => quote(scan),
            b'`' => {
                let end = scan.while_at(scan.pos() + 1, |b| b != b'`' && b != b'\n');
                scan.emit_to(Token::Name, end + 1);
            }
            b'0'..=b'9' => number(scan),
            b'.' => dot(scan),
            b'[' => {
                scan.emit(Token::Operator, 1);
                self.stack.push(State::TypeParameters);
            }
            b'{' | b'}' | b'(' | b')' | b';' | b',' => scan.emit(Token::Operator, 1),
            _ if starts_id(scan, scan.pos()) => self.word(scan),
            _ if is_op(byte) => self.operator(scan),
            _ => scan.error(),
        }
    }

    fn operator(&mut self, scan: &mut Scan<'_>) {
        for sign in [&b"<%"[..], b"<:", b"<-", b"=>", b">:", b"#", b"=", b"@"] {
            let end = scan.pos() + sign.len();
            let after = scan.at(end);
            if scan.starts(sign) && (is_id(after) || is_space(after) || end >= scan.end()) {
                return scan.emit_to(Token::Keyword, end);
            }
        }
        if scan.cur() == b':' && !is_op(scan.peek(1)) {
            scan.emit(Token::Keyword, 1);
            return self.stack.push(State::Type);
        }
        scan.emit_to(Token::Operator, scan.while_at(scan.pos(), is_op));
    }

    fn word(&mut self, scan: &mut Scan<'_>) {
        let end = id_end(scan, scan.pos());
        let word = scan.slice(scan.pos(), end);
        let next = scan.space_end(end);
        let named = next > end && (starts_id(scan, next) || scan.at(next) == b'`');
        let state = match word {
            b"class" | b"trait" | b"object"
                if named || (next > end && is_op(scan.at(next)) && scan.at(next) != b'/') =>
            {
                Some(State::ClassName)
            }
            b"import" | b"package" if named => Some(State::Import),
            b"def" if named || is_op(scan.at(next)) => Some(State::FunctionName),
            b"val" if named => Some(State::VariableName),
            b"type" if named || (next > end && is_op(scan.at(next))) => Some(State::Type),
            _ => None,
        };
        if let Some(state) = state {
            scan.emit_to(Token::Keyword, end);
            return self.stack.push(state);
        }
        if scan.at(end) == b'.' && starts_id(scan, end + 1) && word != b"this" {
            return scan.emit_to(Token::NameVariable, end);
        }
        let capital = word[0].is_ascii_uppercase() || matches!(word[0], b'_' | b'$');
        let second = scan.pos() + 1;
        let class = capital && scan.at(second) != b'$' && starts_id(scan, second);
        if word[0] == b'_' && !class && !scan.at(second).is_ascii_digit() {
            return scan.emit(Token::Keyword, 1);
        }
        // Operators belong to an identifier in lower case only.
        let end = if class { run_end(scan, scan.pos()) } else { end };
        let token = match word {
            b"true" | b"false" | b"null" => Token::KeywordConstant,
            _ if scan.at(scan.space_end(end)) == b'(' && !class => Token::NameFunction,
            _ if KEYWORDS.has(word) => Token::Keyword,
            b"class" | b"object" | b"type" => Token::Keyword,
            _ if class => Token::NameClass,
            _ => Token::Name,
        };
        scan.emit_to(token, end);
    }

    /// A string; after one that nothing closes no later quote begins one.
    fn string(&mut self, scan: &mut Scan<'_>) {
        if scan.starts(b"\"\"\"") {
            let mut end = scan.find(scan.pos() + 3, b"\"\"\"").map_or(scan.end(), |end| end + 3);
            end = scan.while_at(end, |b| b == b'"');
            return scan.emit_to(Token::LiteralString, end);
        }
        if self.unclosed {
            return scan.error();
        }
        let mut end = scan.pos() + 1;
        while end < scan.end() && scan.at(end) != b'"' {
            end += 1 + usize::from(scan.at(end) == b'\\');
        }
        if end < scan.end() {
            return scan.emit_to(Token::LiteralString, end + 1);
        }
        self.unclosed = true;
        scan.error();
    }

    fn type_(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
            b'/' if scan.peek(1) == b'/' => {
                scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos()));
                self.stack.pop();
            }
            b',' | b')' | b';' | b'}' => {
                scan.emit(Token::Operator, 1);
                self.stack.pop();
            }
            b'=' if scan.peek(1) == b'>' => {
                scan.emit(Token::Operator, 2);
                self.stack.pop();
            }
            b'=' => {
                scan.emit(Token::Operator, 1);
                self.stack.pop();
            }
            b'(' | b'{' => {
                scan.emit(Token::Operator, 1);
                self.stack.push(State::Type);
            }
            _ if type_sign(scan) => {}
            b'.' => scan.emit(Token::KeywordType, 1),
            _ if starts_id(scan, scan.pos()) || is_op(byte) || byte == b'`' => {
                let end = type_end(scan);
                let blank = scan.blank_end(end);
                let ends = scan.at(blank) == b'\n' || blank >= scan.end();
                if !ends && matches!(scan.slice(scan.pos(), end), b"type" | b"forSome") {
                    return scan.emit_to(Token::Keyword, end);
                }
                let starts = starts_id(scan, scan.pos()) || byte == b'`';
                scan.emit_to(Token::KeywordType, end);
                if scan.at(blank) == b'[' && starts {
                    scan.emit_to(Token::Text, blank);
                    scan.emit(Token::Operator, 1);
                    self.stack.pop();
                    self.stack.push(State::TypeParameters);
                } else if starts && ends {
                    scan.emit_to(Token::Text, blank);
                    self.stack.pop();
                }
            }
            _ => scan.error(),
        }
    }

    fn type_parameters(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            _ if is_space(byte) || byte == b',' => {
                scan.emit_to(Token::Text, scan.while_at(scan.pos(), |b| is_space(b) || b == b','));
            }
            b']' | b')' | b'}' => {
                scan.emit(Token::Operator, 1);
                self.stack.pop();
            }
            b'[' | b'(' | b'{' => {
                scan.emit(Token::Operator, 1);
                self.stack.push(State::TypeParameters);
            }
            b'=' if scan.peek(1) == b'>' => scan.emit(Token::Keyword, 2),
            _ if type_sign(scan) => {}
            b'.' => scan.emit(Token::KeywordType, 1),
            _ if starts_id(scan, scan.pos()) || is_op(byte) || byte == b'`' => {
                let end = type_end(scan);
                let keyword = matches!(scan.slice(scan.pos(), end), b"type" | b"forSome");
                scan.emit_to(if keyword { Token::Keyword } else { Token::KeywordType }, end);
            }
            _ => scan.error(),
        }
    }
}

/// A sign that bounds types.
fn type_sign(scan: &mut Scan<'_>) -> bool {
    let len = match (scan.cur(), scan.peek(1)) {
        (b'<', b'%' | b':') | (b'>', b':') => 2,
        (b'#', _) => 1,
        (b'_', _) => 1,
        _ => return false,
    };
    scan.emit(Token::Keyword, len);
    true
}

/// The end of an identifier or an operator in a type.
fn type_end(scan: &Scan<'_>) -> usize {
    if scan.cur() == b'`' {
        return scan.while_at(scan.pos() + 1, |b| b != b'`' && b != b'\n') + 1;
    }
    if starts_id(scan, scan.pos()) { id_end(scan, scan.pos()) } else { scan.while_at(scan.pos(), is_op) }
}

fn dot(scan: &mut Scan<'_>) {
    scan.emit(Token::Operator, 1);
    if starts_id(scan, scan.pos()) {
        scan.emit_to(Token::NameProperty, id_end(scan, scan.pos()));
    }
}

fn block_comment(scan: &mut Scan<'_>) {
    let (mut depth, mut at) = (0_usize, scan.pos());
    while at < scan.end() {
        if scan.starts_at(at, b"/*") {
            depth += 1;
            at += 2;
        } else if scan.starts_at(at, b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += 1;
        }
    }
    scan.emit_to(Token::CommentMultiline, at);
}

/// A character or a symbol.
fn quote(scan: &mut Scan<'_>) {
    let start = scan.pos() + 1;
    let end = match scan.at(start) {
        b'\\' if scan.at(start + 1) == b'u' => scan.while_at(start + 2, |b| b.is_ascii_hexdigit()),
        b'\\' => start + 2,
        b'\'' => start,
        _ => start + scan.char_at(start).map_or(0, char::len_utf8),
    };
    if end > start && scan.at(end) == b'\'' {
        scan.emit_to(Token::LiteralStringChar, end + 1);
    } else if starts_id(scan, start) {
        scan.emit_to(Token::LiteralStringSymbol, run_end(scan, start));
    } else {
        scan.error();
    }
}

fn number(scan: &mut Scan<'_>) {
    let start = scan.pos();
    if scan.cur() == b'0' && matches!(scan.peek(1), b'x' | b'X') {
        let end = scan.while_at(start + 2, |b| b.is_ascii_hexdigit());
        if end > start + 2 {
            return scan.emit_to(Token::LiteralNumberHex, end);
        }
    }
    let suffix = |end: usize| end + usize::from(matches!(scan.at(end), b'f' | b'F' | b'd' | b'D'));
    let end = scan.digits_end(start);
    if scan.at(end) == b'.' {
        let mut end = scan.digits_end(end + 1);
        let sign = end + 1 + usize::from(matches!(scan.at(end + 1), b'+' | b'-'));
        if matches!(scan.at(end), b'e' | b'E') && scan.at(sign).is_ascii_digit() {
            end = scan.digits_end(sign);
        }
        return scan.emit_to(Token::LiteralNumberFloat, suffix(end));
    }
    if suffix(end) > end {
        return scan.emit_to(Token::LiteralNumberFloat, suffix(end));
    }
    scan.emit_to(Token::LiteralNumberInteger, end + usize::from(scan.at(end) == b'L'));
}
