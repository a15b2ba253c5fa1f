//! Python.

use super::Lex;
use super::python_table::{BUILTINS, KEYWORDS};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space, is_word};

/// The lexer for Python.
#[derive(Default)]
pub(super) struct Python {
    stack: Vec<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// In a string: its quote, whether three of them close it, and what is special inside.
    Text { quote: u8, triple: bool, raw: bool, format: bool },
    /// In the braces of a format string.
    Interpolation,
    /// Behind `def` or `class`: the token of the name.
    Name(Token),
    /// Behind `import` or `from`.
    Module,
    /// On a line of a string that shows a session.
    Session,
}

fn is_ident(byte: u8) -> bool {
    is_word(byte) || byte >= 0x80
}

impl Lex for Python {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            match self.stack.last().copied() {
                None => self.root(scan),
                Some(State::Interpolation) => self.interpolated(scan),
                Some(State::Session) => self.session(scan),
                Some(State::Text { quote, triple, raw, format }) => self.string(scan, quote, triple, raw, format),
                Some(State::Name(token)) => self.name(scan, token),
                Some(State::Module) => self.module(scan),
            }
        }
    }
}

impl Python {
    fn root(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
            b'#' => scan.emit_to(Token::CommentSingle, scan.next_line(scan.pos())),
            b'\\' => scan.emit(Token::Text, 1),
            b'"' | b'\'' => self.open(scan, 0),
            b'0'..=b'9' => number(scan),
            b'.' if scan.starts(b"...") => {
                let line = scan.pos() + 3 >= scan.end() || scan.peek(3) == b'\n';
                scan.emit(if line { Token::NameBuiltinPseudo } else { Token::Punctuation }, if line { 3 } else { 1 });
            }
            b'@' if is_alpha_(scan.peek(1)) => {
                scan.emit_to(Token::NameDecorator, scan.while_at(scan.pos() + 1, |b| is_word(b) || b == b'.'));
            }
            b'`' => {
                let end = scan.while_at(scan.pos() + 1, |b| b != b'`' && b != b'\n');
                if scan.at(end) == b'`' {
                    scan.emit_to(Token::LiteralStringBacktick, end + 1);
                } else {
                    scan.error();
                }
            }
            _ if scan.letter_at(scan.pos()) => self.word(scan),
            b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',' | b':' | b';' | b'.' => scan.emit(Token::Punctuation, 1),
            b'!' if scan.peek(1) == b'=' => scan.emit(Token::Operator, 2),
            b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'~' | b'<' | b'>' | b'=' | b'@' => {
                scan.emit(Token::Operator, 1);
            }
            _ => scan.error(),
        }
    }

    /// Code between the braces of a format string. Each stretch up to a brace, colon or exclamation mark is lexed by
    /// itself: strings do not go on behind it.
    fn interpolated(&mut self, scan: &mut Scan<'_>) {
        let len = match scan.cur() {
            b'{' => {
                self.stack.push(State::Interpolation);
                1
            }
            b'}' => {
                self.stack.pop();
                1
            }
            b':' => 1,
            b'!' if matches!(scan.peek(1), b'r' | b's' | b'a') => 2,
            _ => {
                let end = scan.while_at(scan.pos() + 1, |b| !matches!(b, b'{' | b'}' | b':' | b'!'));
                return scan.delegate(&mut Python::default(), end);
            }
        };
        scan.emit(Token::LiteralStringInterpol, len);
    }

    /// Opens a string whose prefix has `prefix` bytes.
    fn open(&mut self, scan: &mut Scan<'_>, prefix: usize) {
        let letters = scan.slice(scan.pos(), scan.pos() + prefix);
        let has = |letter: u8| letters.iter().any(|b| b.eq_ignore_ascii_case(&letter));
        let (raw, format) = (has(b'r'), has(b'f'));
        scan.emit(Token::LiteralStringAffix, prefix);
        let quote = scan.cur();
        let triple = scan.peek(1) == quote && scan.peek(2) == quote;
        scan.emit(Token::LiteralStringHeredoc, if triple { 3 } else { 1 });
        self.stack.push(State::Text { quote, triple, raw, format });
    }

    /// Code in a string behind a prompt: three quotes end the string, whatever opened it.
    fn session(&mut self, scan: &mut Scan<'_>) {
        if scan.starts(b"\"\"\"") || scan.starts(b"'''") {
            scan.emit(Token::LiteralStringHeredoc, 3);
            self.stack.pop();
            self.stack.pop();
            return;
        }
        if scan.starts(b"\n\n") {
            scan.emit(Token::Text, 2);
            self.stack.pop();
            return;
        }
        self.root(scan);
    }

    fn string(&mut self, scan: &mut Scan<'_>, quote: u8, triple: bool, raw: bool, format: bool) {
        let byte = scan.cur();
        if scan.bol() {
            let prompt = scan.space_end(scan.pos());
            if scan.starts_at(prompt, b">>>") || scan.starts_at(prompt, b"...") {
                scan.emit_to(Token::GenericPrompt, prompt + 3);
                return self.stack.push(State::Session);
            }
            if prompt > scan.pos() {
                return scan.emit_to(Token::LiteralString, prompt);
            }
        }
        match byte {
            b'\n' => scan.emit(Token::LiteralString, 1),
            b'"' | b'\'' => {
                let three = scan.peek(1) == byte && scan.peek(2) == byte;
                if byte == quote && triple == three {
                    self.stack.pop();
                    scan.emit(Token::LiteralStringHeredoc, if triple { 3 } else { 1 });
                } else if byte == quote && !triple {
                    self.stack.pop();
                    scan.emit(Token::LiteralStringHeredoc, 1);
                } else {
                    scan.emit(Token::LiteralStringHeredoc, if three { 3 } else { 1 });
                }
            }
            b'\\' if raw => scan.emit(Token::LiteralString, 2),
            b'\\' => match escape_len(scan) {
                0 => scan.emit(Token::LiteralString, 1),
                len => scan.emit(Token::LiteralStringEscape, len),
            },
            b'{' if format && scan.peek(1) == b'{' => scan.emit(Token::LiteralString, 2),
            b'{' if format => {
                scan.emit(Token::LiteralStringInterpol, 1);
                self.stack.push(State::Interpolation);
            }
            _ => {
                let end = scan
                    .while_at(scan.pos() + 1, |b| !(matches!(b, b'"' | b'\'' | b'\\' | b'\n') || format && b == b'{'));
                scan.emit_to(Token::LiteralString, end);
            }
        }
    }

    fn word(&mut self, scan: &mut Scan<'_>) {
        let end = scan.letters_end(scan.pos());
        if end == scan.pos() {
            return scan.error();
        }
        let word = scan.slice(scan.pos(), end);
        if matches!(scan.at(end), b'"' | b'\'') && is_prefix(word) {
            return self.open(scan, word.len());
        }
        match word {
            b"def" | b"class" if is_space(scan.at(end)) => {
                scan.emit_to(Token::Keyword, end);
                scan.emit_to(Token::Text, scan.space_end(end));
                let token = if word == b"def" { Token::NameFunction } else { Token::NameClass };
                return self.stack.push(State::Name(token));
            }
            b"import" if scan.letter_at(scan.space_end(end)) && is_space(scan.at(end)) => {
                scan.emit_to(Token::KeywordNamespace, end);
                return self.stack.push(State::Module);
            }
            b"from" if from_import(scan, end) => return,
            b"and" | b"or" | b"not" | b"in" | b"is" => return scan.emit_to(Token::OperatorWord, end),
            _ => {}
        }
        let call = scan.blank_end(end);
        // What closes may stand anywhere, but must be there.
        if scan.at(call) == b'(' && word.is_ascii() && scan.find_close(call, b")").is_some() {
            let class = word.first().is_some_and(u8::is_ascii_uppercase);
            return scan.emit_to(if class { Token::NameClass } else { Token::NameFunction }, call);
        }
        let token = match word {
            b"import" => Token::Keyword,
            b"match" | b"case" if self.soft_keyword(scan, end, call) => return,
            b"True" | b"False" | b"None" | b"Ellipsis" => Token::NameBuiltinPseudo,
            _ if KEYWORDS.has(word) => Token::Keyword,
            _ if BUILTINS.has(word) => Token::NameBuiltin,
            _ => Token::Name,
        };
        scan.emit_to(token, end);
    }

    /// `match` and `case`, which are words of the language unless what follows takes a value.
    fn soft_keyword(&mut self, scan: &mut Scan<'_>, end: usize, next: usize) -> bool {
        let follower = scan.slice(next, scan.word_end(next));
        if b"=),:;]}".contains(&scan.at(next)) || matches!(follower, b"if" | b"else" | b"for" | b"async") {
            return false;
        }
        let wildcard = scan.at(next) == b'_' && !is_ident(scan.at(next + 1)) && scan.starts(b"case");
        scan.emit_to(Token::Keyword, end);
        if wildcard {
            scan.emit_to(Token::TextWhitespace, next);
            scan.emit(Token::Keyword, 1);
        }
        true
    }

    /// The name behind `def` or `class`: up to it everything is an error.
    fn name(&mut self, scan: &mut Scan<'_>, token: Token) {
        if scan.letter_at(scan.pos()) {
            scan.emit_to(token, scan.name_end(scan.pos(), is_ident));
            self.stack.pop();
        } else {
            scan.error();
        }
    }

    fn module(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        if byte == b' ' || byte == b'\t' {
            return scan.emit_to(Token::Text, scan.blank_end(scan.pos()));
        }
        if is_ident(byte) || byte == b'.' {
            scan.emit_to(Token::Name, scan.name_end(scan.pos(), |b| is_ident(b) || b == b'.'));
        }
        self.stack.pop();
    }
}

/// `from`, which ends at an offset, with its module and `import`; false where these do not follow.
fn from_import(scan: &mut Scan<'_>, end: usize) -> bool {
    let module = scan.space_end(end);
    let module_end = scan.name_end(module, |b| is_ident(b) || b == b'.');
    let import = scan.space_end(module_end);
    if module == end || import == module_end || !scan.starts_at(import, b"import") || is_ident(scan.at(import + 6)) {
        return false;
    }
    scan.emit_to(Token::KeywordNamespace, end);
    scan.emit_to(Token::Text, module);
    scan.emit_to(Token::Name, module_end);
    scan.emit_to(Token::Text, import);
    scan.emit_to(Token::KeywordNamespace, import + 6);
    true
}

/// Whether letters before a quote change what the string means.
fn is_prefix(word: &[u8]) -> bool {
    let lower = word.to_ascii_lowercase();
    matches!(lower.as_slice(), [_] | [_, _]) && lower.iter().all(|b| matches!(b, b'r' | b'u' | b'b' | b'f' | b't'))
}

fn escape_len(scan: &Scan<'_>) -> usize {
    let hex = |n: usize| (2..2 + n).all(|i| scan.peek(i).is_ascii_hexdigit());
    match scan.peek(1) {
        b'\\' | b'\'' | b'"' | b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'\n' => 2,
        b'0'..=b'7' => 1 + (1..4).take_while(|i| (b'0'..=b'7').contains(&scan.peek(*i))).count(),
        b'x' if hex(2) => 4,
        b'u' if hex(4) => 6,
        b'U' if hex(8) => 10,
        b'N' if scan.peek(2) == b'{' => {
            let end = scan.while_at(scan.pos() + 3, |b| b.is_ascii_alphabetic() || b == b' ');
            let name = end - (scan.pos() + 3);
            if scan.at(end) == b'}' && name > 2 { name + 4 } else { 0 }
        }
        _ => 0,
    }
}

fn number(scan: &mut Scan<'_>) {
    let start = scan.pos();
    let run = |from: usize, accept: fn(u8) -> bool| {
        let mut end = scan.while_at(from, accept);
        while scan.at(end) == b'_' && end > from && accept(scan.at(end + 1)) {
            end = scan.while_at(end + 1, accept);
        }
        end
    };
    let digit: fn(u8) -> bool = |b| b.is_ascii_digit();
    if scan.cur() == b'0' {
        let (token, accept): (Token, fn(u8) -> bool) = match scan.peek(1) {
            b'x' | b'X' => (Token::LiteralNumberHex, |b| b.is_ascii_hexdigit()),
            b'o' | b'O' => (Token::LiteralNumberOct, |b| (b'0'..=b'7').contains(&b)),
            b'b' | b'B' => (Token::LiteralNumberBin, |b| b == b'0' || b == b'1'),
            _ => (Token::Text, |_| false),
        };
        let end = run(start + 2, accept);
        if token != Token::Text && end > start + 2 {
            return scan.emit_to(token, end);
        }
    }
    let mut end = run(start, digit);
    let mut token = Token::LiteralNumberInteger;
    if scan.at(start) == b'0' && scan.at(start + 1) == b'_' {
        end = scan.digits_end(start);
    }
    if scan.at(end) == b'.' {
        end = run(end + 1, digit);
        token = Token::LiteralNumberFloat;
    }
    if matches!(scan.at(end), b'e' | b'E') {
        let sign = end + 1 + usize::from(matches!(scan.at(end + 1), b'+' | b'-'));
        if scan.at(sign).is_ascii_digit() {
            end = run(sign, digit);
            token = Token::LiteralNumberFloat;
        }
    }
    if matches!(scan.at(end), b'j' | b'J') {
        end += 1;
        token = Token::LiteralNumberFloat;
    } else if token == Token::LiteralNumberInteger && scan.at(end) == b'L' {
        end += 1;
        token = Token::LiteralNumberIntegerLong;
    }
    scan.emit_to(token, end);
}
