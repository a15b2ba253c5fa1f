//! C, and through a flag C++.

use super::Lex;
use super::{c_table as table, glsl_table};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space, is_word};

/// The lexer for C and its children.
#[derive(Default)]
pub(super) struct C {
    dialect: Dialect,
    pub(super) stack: Vec<State>,
    /// Whether a parameter's name is expected in the head of a method.
    pub(super) parameter: bool,
    /// Where a run of type-like words ended that no function's name ends.
    no_function_before: usize,
    /// Before this offset no parenthesis closes a function's head.
    no_head_before: usize,
}

/// Which language of the family is lexed.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    #[default]
    C,
    Cpp,
    ObjectiveC,
    Glsl,
    Cuda,
    ObjectiveCpp,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Between braces: names before parentheses are calls.
    Body,
    /// Behind the head of a function that a semicolon ends: braces are no bodies.
    Statement,
    /// Between the angle brackets of a template.
    Template,
    /// Behind `class` or `struct`.
    ClassName,
    /// Behind `case`.
    Case,
    Text,
    /// In a preprocessor's line.
    Preproc,
    /// Objective-C: in brackets, before and behind a message's first colon.
    Message,
    Arguments,
    /// Between `@[` and its bracket.
    List,
    /// Between a question mark and its colon.
    Ternary,
    /// In the head of a method.
    Method,
    /// In parentheses there.
    Paren,
}

impl Lex for C {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            match self.stack.last() {
                Some(State::Text) => self.string(scan),
                Some(State::Preproc) => self.preproc(scan),
                Some(State::ClassName) => self.class_name(scan),
                _ => self.code(scan),
            }
        }
        self.no_function_before = 0;
        self.no_head_before = 0;
    }
}

impl C {
    fn is_objective(&self) -> bool {
        matches!(self.dialect, Dialect::ObjectiveC | Dialect::ObjectiveCpp)
    }

    pub(super) fn new(dialect: Dialect) -> Self {
        C { dialect, ..C::default() }
    }

    fn is_cpp(&self) -> bool {
        matches!(self.dialect, Dialect::Cpp | Dialect::Cuda | Dialect::ObjectiveCpp)
    }

    fn code(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        if scan.bol() && self.line_start(scan) {
            return;
        }
        if self.is_objective() && self.objective_c(scan) {
            return;
        }
        match byte {
            0x0B | 0x0C => scan.error(),
            _ if is_space(byte) => scan.emit_to(Token::Text, scan.while_at(scan.pos() + 1, is_blank_or(byte))),
            b'\\' if scan.peek(1) == b'\n' => scan.emit(Token::Text, 2),
            b'/' if scan.peek(1) == b'/' => scan.emit_to(Token::CommentSingle, comment_line_end(scan)),
            b'/' if scan.peek(1) == b'*' => block_comment(scan),
            b'"' => self.open_string(scan, 1),
            b'\'' => self.character(scan, 0),
            b'0'..=b'9' => number(scan, self.is_cpp()),
            b'.' if scan.peek(1).is_ascii_digit() && float_end(scan, self.is_cpp()).is_some() => {
                number(scan, self.is_cpp());
            }
            _ if is_alpha_(byte) => self.word(scan),
            b'{' | b'}' | b';' if self.stack.last() == Some(&State::Statement) => {
                scan.emit(Token::Punctuation, 1);
                if byte == b';' {
                    self.stack.pop();
                }
            }
            b'{' => {
                scan.emit(Token::Punctuation, 1);
                // Braces nest in C only.
                if !self.is_cpp() || !self.stack.contains(&State::Body) {
                    self.stack.push(State::Body);
                }
            }
            b'}' if !self.is_cpp() && !self.stack.contains(&State::Body) => scan.error(),
            b'}' => {
                scan.emit(Token::Punctuation, 1);
                if self.is_cpp() {
                    self.stack.clear();
                } else {
                    self.stack.pop();
                }
            }
            b':' if self.stack.last() == Some(&State::Case) && !(self.is_cpp() && scan.peek(1) == b':') => {
                scan.emit(Token::Punctuation, 1);
                self.stack.pop();
            }
            b':' if self.is_cpp() && scan.peek(1) == b':' => scan.emit(Token::Operator, 2),
            b'>' if self.stack.last() == Some(&State::Template) => {
                scan.emit(Token::Punctuation, 1);
                self.stack.pop();
            }
            b'*' if self.stack.is_empty() && self.function(scan) => {}
            b'(' | b')' if matches!(self.stack.last(), Some(State::Paren)) => {
                scan.emit(Token::Punctuation, 1);
                if byte == b'(' {
                    self.stack.push(State::Paren);
                } else {
                    self.stack.pop();
                }
            }
            b'(' | b')' | b'[' | b']' | b',' | b'.' | b';' => {
                scan.emit(Token::Punctuation, 1);
            }
            b'*' if scan.peek(1) == b'/' => scan.emit(Token::Error, 2),
            b'~' | b'!' | b'%' | b'^' | b'&' | b'*' | b'+' | b'=' | b'|' | b'?' | b':' | b'<' | b'>' | b'/' | b'-' => {
                scan.emit(Token::Operator, 1);
            }
            _ => scan.error(),
        }
    }

    /// Preprocessor lines and labels.
    fn line_start(&mut self, scan: &mut Scan<'_>) -> bool {
        let first = scan.blank_end(scan.pos());
        if scan.at(first) == b'#' {
            scan.emit_to(Token::Text, first);
            self.open_preproc(scan);
            return true;
        }
        let labels = matches!(self.stack.last(), Some(State::Body | State::Message | State::Arguments))
            || scan.pos() == scan.base();
        if labels && is_alpha_(scan.at(first)) {
            let end = scan.word_end(first);
            if scan.at(end) == b':' && scan.at(end + 1) != b':' {
                scan.emit_to(Token::Text, first);
                scan.emit_to(Token::NameLabel, end + 1);
                return true;
            }
        }
        false
    }

    fn open_preproc(&mut self, scan: &mut Scan<'_>) {
        let name = scan.blank_end(scan.pos() + 1);
        let end = scan.word_end(name);
        let argument = scan.blank_end(end);
        if scan.slice(name, end) == b"if" && scan.at(argument) == b'0' && !is_word(scan.at(argument + 1)) {
            return disabled(scan);
        }
        let close: &[u8] = if scan.at(argument) == b'<' { b">" } else { b"\"" };
        if scan.starts(b"#include")
            && matches!(scan.at(argument), b'<' | b'"')
            && let Some(close) = scan.find_close(argument + 1, close)
        {
            scan.emit_to(Token::CommentPreproc, end);
            scan.emit_to(Token::Text, argument);
            scan.emit_to(Token::CommentPreprocFile, close + 1);
            scan.emit_to(Token::CommentSingle, scan.line_end(close));
        }
        self.stack.push(State::Preproc);
    }

    fn preproc(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'\n' => {
                scan.emit(Token::CommentPreproc, 1);
                self.stack.pop();
            }
            b'\\' => scan.emit(Token::CommentPreproc, 2),
            b'/' if scan.peek(1) == b'*' && scan.find_close(scan.pos() + 2, b"*/").is_some() => block_comment(scan),
            _ => {
                let end = scan.while_at(scan.pos() + 1, |b| !matches!(b, b'\n' | b'\\' | b'/'));
                scan.emit_to(Token::CommentPreproc, end);
            }
        }
    }

    pub(super) fn open_string(&mut self, scan: &mut Scan<'_>, len: usize) {
        scan.emit(Token::LiteralString, len);
        self.stack.push(State::Text);
    }

    fn string(&mut self, scan: &mut Scan<'_>) {
        match scan.cur() {
            b'"' => {
                scan.emit(Token::LiteralString, 1);
                self.stack.pop();
            }
            b'\\' => match escape_len(scan) {
                0 => scan.emit(Token::LiteralString, 2),
                len => scan.emit(Token::LiteralStringEscape, len),
            },
            _ => scan.emit_to(Token::LiteralString, scan.while_at(scan.pos(), |b| b != b'"' && b != b'\\')),
        }
    }

    /// A character with `prefix` bytes before its quote.
    pub(super) fn character(&mut self, scan: &mut Scan<'_>, prefix: usize) {
        let start = scan.pos() + prefix + 1;
        let end = match scan.at(start) {
            b'\\' => {
                let hex = scan.while_at(start + 2, |b| b.is_ascii_hexdigit());
                if matches!(scan.at(start + 1), b'x' | b'u' | b'0'..=b'7') { hex } else { start + 2 }
            }
            b'\'' | b'\n' => start,
            _ => start + scan.char_at(start).map_or(0, char::len_utf8),
        };
        if end > start && scan.at(end) == b'\'' {
            scan.emit_to(Token::LiteralStringChar, end + 1);
        } else {
            scan.error();
        }
    }

    fn word(&mut self, scan: &mut Scan<'_>) {
        let end = scan.word_end(scan.pos());
        let word = scan.slice(scan.pos(), end);
        match scan.at(end) {
            b'"' if matches!(word, b"L" | b"u" | b"U" | b"u8") => return self.open_string(scan, word.len() + 1),
            b'"' if self.is_cpp() && word.ends_with(b"R") && raw_string(scan, end) => return,
            b'\'' if matches!(word, b"L" | b"u" | b"U" | b"u8") => return self.character(scan, word.len()),
            _ => {}
        }
        if self.stack.is_empty() && self.function(scan) {
            return;
        }
        self.plain_word(scan, end);
    }

    fn plain_word(&mut self, scan: &mut Scan<'_>, end: usize) {
        let word = scan.slice(scan.pos(), end);
        let cpp = self.is_cpp();
        let token = match word {
            b"case" => {
                self.stack.push(State::Case);
                Token::Keyword
            }
            b"class" | b"struct" if cpp => {
                self.stack.push(State::ClassName);
                Token::Keyword
            }
            b"typename" if cpp && self.stack.last() == Some(&State::Template) => {
                self.stack.push(State::ClassName);
                Token::Keyword
            }
            b"template" if cpp => {
                self.stack.push(State::Template);
                Token::Keyword
            }
            _ if self.dialect == Dialect::Glsl => glsl_word(word),
            _ if self.dialect == Dialect::Cuda && is_cuda_keyword(word) => Token::Keyword,
            _ if self.dialect == Dialect::Cuda && is_cuda_vector(word) => Token::KeywordType,
            b"true" | b"false" | b"NULL" => Token::NameBuiltin,
            b"nullptr" if cpp => Token::NameBuiltin,
            b"bool" if cpp => Token::KeywordType,
            b"in" if self.is_objective() => Token::Keyword,
            b"nil" | b"YES" | b"NO" if self.is_objective() => Token::NameBuiltin,
            _ if cpp && table::CPP_KEYWORDS.has(word) => Token::Keyword,
            _ if table::KEYWORDS.has(word) => Token::Keyword,
            _ if table::TYPES.has(word) => Token::KeywordType,
            _ if table::RESERVED.has(word) => Token::KeywordReserved,
            _ => Token::Name,
        };
        scan.emit_to(token, end);
    }

    fn class_name(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        if is_space(byte) {
            return scan.emit_to(Token::Text, scan.space_end(scan.pos()));
        }
        if scan.starts(b"...") {
            return scan.emit(Token::Operator, 3);
        }
        if is_alpha_(byte) {
            scan.emit_to(Token::NameClass, scan.word_end(scan.pos()));
        }
        self.stack.pop();
    }

    /// A function's type and name at the top level: words, then a name, parentheses, and a brace or semicolon.
    fn function(&mut self, scan: &mut Scan<'_>) -> bool {
        let start = scan.pos();
        if start < self.no_function_before {
            return false;
        }
        let run = scan.while_at(start, |b| is_word(b) || is_space(b) || b == b'*');
        let verdict = function_name(scan, start, run).and_then(|name| Some((name, self.head_closes(scan, run)?)));
        let Some(((name, name_end), ending)) = verdict else {
            self.no_function_before = run;
            return false;
        };
        while scan.pos() < name {
            let byte = scan.cur();
            if is_space(byte) {
                scan.emit_to(Token::Text, scan.space_end(scan.pos()));
            } else if byte == b'*' {
                scan.emit(Token::Operator, 1);
            } else if byte.is_ascii_digit() {
                number(scan, self.is_cpp());
            } else if self.stack.last() == Some(&State::ClassName) {
                self.class_name(scan);
            } else {
                let end = scan.word_end(scan.pos());
                self.plain_word(scan, end);
            }
        }
        self.stack.clear();
        if ending == b';' && self.dialect == Dialect::C {
            self.stack.push(State::Statement);
        }
        scan.emit_to(Token::NameFunction, name_end);
        true
    }

    /// The brace or semicolon behind a closing parenthesis, where one comes before the statement ends.
    fn head_closes(&mut self, scan: &Scan<'_>, open: usize) -> Option<u8> {
        if scan.at(open) != b'(' || open < self.no_head_before {
            return None;
        }
        let limit = scan.find_byte(open, b';').unwrap_or(scan.end());
        let mut at = open;
        while let Some(close) = scan.find_byte(at, b')').filter(|close| *close <= limit) {
            let mut next = scan.space_end(close + 1);
            while scan.starts_at(next, b"/*") || scan.starts_at(next, b"//") {
                let end = if scan.at(next + 1) == b'*' {
                    scan.find(next + 2, b"*/").map_or(scan.end(), |end| end + 2)
                } else {
                    scan.line_end(next)
                };
                next = scan.space_end(end);
            }
            if matches!(scan.at(next), b'{' | b';') {
                return Some(scan.at(next));
            }
            at = close + 1;
        }
        self.no_head_before = limit;
        None
    }
}

/// The token of a word of the shading language.
fn glsl_word(word: &[u8]) -> Token {
    match word {
        _ if glsl_table::KEYWORDS.has(word) => Token::Keyword,
        _ if glsl_table::TYPES.has(word) => Token::KeywordType,
        _ if glsl_table::RESERVED.has(word) => Token::KeywordReserved,
        _ if glsl_table::BUILTINS.has(word) => Token::NameBuiltin,
        _ => Token::Name,
    }
}

/// White space that may follow a byte of white space: all of it up to a line's end, where preprocessor lines begin.
fn is_blank_or(first: u8) -> impl Fn(u8) -> bool {
    move |byte| first != b'\n' && matches!(byte, b' ' | b'\t' | b'\r')
}

/// The name in a run of words before a parenthesis, if there is a type before it.
fn function_name(scan: &Scan<'_>, start: usize, run: usize) -> Option<(usize, usize)> {
    let words = scan.slice(start, run);
    let end = words.trim_ascii_end().len();
    let name = words[..end].iter().rposition(|b| !is_word(*b)).map_or(0, |index| index + 1);
    // A star may stand for the type: Rouge looks again where a template's argument ends.
    let has_type = name >= 2;
    (has_type && name < end && is_alpha_(words[name])).then_some((start + name, start + end))
}

fn block_comment(scan: &mut Scan<'_>) {
    match scan.find_close(scan.pos() + 2, b"*/") {
        Some(end) => scan.emit_to(Token::CommentMultiline, end + 2),
        None => scan.emit(Token::Operator, 1),
    }
}

/// The end of a line comment, which a backslash continues.
fn comment_line_end(scan: &Scan<'_>) -> usize {
    let mut end = scan.line_end(scan.pos());
    while end < scan.end() && scan.at(end - 1) == b'\\' {
        end = scan.line_end(end + 1);
    }
    end
}

/// Code behind `#if 0`.
fn disabled(scan: &mut Scan<'_>) {
    let (mut depth, mut line) = (0, scan.next_line(scan.pos()));
    while line < scan.end() {
        let hash = scan.blank_end(line);
        let name = scan.blank_end(hash + 1);
        let end = scan.word_end(name);
        if scan.at(hash) == b'#' {
            match scan.slice(name, end) {
                b"if" | b"ifdef" | b"ifndef" => depth += 1,
                b"endif" if depth == 0 => return scan.emit_to(Token::Comment, scan.next_line(end)),
                b"endif" => depth -= 1,
                b"else" | b"elif" if depth == 0 => return scan.emit_to(Token::Comment, end),
                _ => {}
            }
        }
        line = scan.next_line(line);
    }
    scan.emit_rest(Token::Comment);
}

fn raw_string(scan: &mut Scan<'_>, quote: usize) -> bool {
    let open = scan.while_at(quote + 1, |b| !matches!(b, b'(' | b')' | b'\\' | b'\n' | b' ' | b'"'));
    if scan.at(open) != b'(' || open > quote + 17 {
        return false;
    }
    let mut close = vec![b')'];
    close.extend_from_slice(scan.slice(quote + 1, open));
    close.push(b'"');
    let end = scan.find(open, &close).map_or(scan.end(), |end| end + close.len());
    scan.emit_to(Token::LiteralString, end);
    true
}

fn escape_len(scan: &Scan<'_>) -> usize {
    match scan.peek(1) {
        b'\\' | b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'"' | b'\'' => 2,
        b'x' => {
            let digits = (2..6).take_while(|i| scan.peek(*i).is_ascii_hexdigit()).count();
            if digits >= 2 { 2 + digits } else { 0 }
        }
        b'0'..=b'7' => 1 + (1..4).take_while(|i| (b'0'..=b'7').contains(&scan.peek(*i))).count(),
        _ => 0,
    }
}

/// The end of a floating point number at the position; C wants an exponent for one.
fn float_end(scan: &Scan<'_>, cpp: bool) -> Option<usize> {
    let digits = |from: usize| scan.while_at(from, |b| b.is_ascii_digit() || (cpp && b == b'\''));
    let whole = digits(scan.pos());
    let dotted = scan.at(whole) == b'.';
    let end = if dotted { digits(whole + 1) } else { whole };
    let sign = end + 1 + usize::from(matches!(scan.at(end + 1), b'+' | b'-'));
    let exponent = (matches!(scan.at(end), b'e' | b'E') || (cpp && matches!(scan.at(end), b'p' | b'P')))
        && scan.at(sign).is_ascii_digit();
    if !(exponent || cpp && dotted) {
        return None;
    }
    let end = if exponent { digits(sign) } else { end };
    Some(scan.while_at(end, |b| matches!(b, b'l' | b'L' | b'u' | b'U') || (cpp && matches!(b, b'f' | b'F'))))
}

fn number(scan: &mut Scan<'_>, cpp: bool) {
    let start = scan.pos();
    let suffix = |from: usize| scan.while_at(from, |b| matches!(b, b'l' | b'L' | b'u' | b'U'));
    let run = |accept: fn(u8) -> bool| scan.while_at(start + 2, |b| accept(b) || (cpp && b == b'\''));
    let (hex, bin) = (run(|b| b.is_ascii_hexdigit()), run(|b| b == b'0' || b == b'1'));
    let digits = scan.while_at(start, |b| b.is_ascii_digit() || (cpp && b == b'\''));
    let octal = scan.while_at(start + 1, |b| (b'0'..=b'7').contains(&b));
    let (token, end) = match (scan.cur(), scan.peek(1)) {
        (b'0', b'x' | b'X') if hex > start + 2 => (Token::LiteralNumberHex, suffix(hex)),
        (b'0', b'b' | b'B') if cpp && bin > start + 2 => (Token::LiteralNumberBin, suffix(bin)),
        _ => match float_end(scan, cpp) {
            Some(end) => (Token::LiteralNumberFloat, end),
            None if scan.cur() == b'0' && octal > start + 1 && octal == digits => {
                (Token::LiteralNumberOct, suffix(octal))
            }
            None => {
                let unit = scan.word_end(digits);
                match scan.slice(digits, unit) {
                    b"h" | b"min" | b"s" | b"ms" | b"us" | b"ns" | b"y" | b"d" if cpp => {
                        (Token::LiteralNumberOther, unit)
                    }
                    _ => (Token::LiteralNumberInteger, suffix(digits)),
                }
            }
        },
    };
    scan.emit_to(token, end.max(start + 1));
}

/// The words that CUDA adds.
fn is_cuda_keyword(word: &[u8]) -> bool {
    matches!(
        word,
        b"__constant__"
            | b"__device__"
            | b"__forceinline__"
            | b"__global__"
            | b"__host__"
            | b"__managed__"
            | b"__noinline__"
            | b"__restrict__"
            | b"__shared__"
    )
}

/// Whether a word is a type of CUDA's vectors: a type with how many of it there are.
fn is_cuda_vector(word: &[u8]) -> bool {
    let Some((b'1'..=b'4', kind)) = word.split_last() else { return false };
    match kind.strip_prefix(b"u").unwrap_or(kind) {
        b"char" | b"short" | b"int" | b"long" | b"longlong" => true,
        _ => matches!(kind, b"float" | b"double") || word == b"dim3",
    }
}
