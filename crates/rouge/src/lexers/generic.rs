//! A lexer from a description: for languages whose tokens need little context. What is special goes into a hook.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_letter, is_space};

/// What a language's tokens look like.
pub(super) struct Spec {
    /// The token of white space.
    pub(super) space: Token,
    /// How comments up to the line's end begin.
    pub(super) line_comments: &'static [(&'static str, Token)],
    /// How other comments begin and end, and what else may be in them or missing.
    pub(super) block_comments: &'static [(&'static str, &'static str, Token, Block)],
    pub(super) strings: &'static [Quote],
    /// Whether a byte may be in an identifier; digits cannot start one.
    pub(super) ident: fn(u8) -> bool,
    /// The token of an identifier.
    pub(super) word: fn(&[u8]) -> Token,
    pub(super) numbers: Numbers,
    pub(super) operators: &'static [u8],
    pub(super) punctuation: &'static [u8],
    /// Looks first; tells whether it took something.
    pub(super) hook: fn(&mut Generic, &mut Scan<'_>) -> bool,
}

/// A kind of string.
pub(super) struct Quote {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    pub(super) token: Token,
    pub(super) escape: Escape,
    /// Whether the string may go on over lines; if not, the newline ends it.
    pub(super) lines: bool,
}

/// What a comment is like that does not end with its line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    /// What nothing closes is none.
    Closed,
    /// What nothing closes runs to the end.
    Open,
    /// As open ones, and may have others in it.
    Nested,
}

/// What a backslash in a string means.
#[derive(Clone, Copy)]
pub(super) enum Escape {
    /// Nothing.
    None,
    /// The next character is the string's, whatever it is.
    Plain,
    /// It starts an escape of as many bytes as the function says; what is none is an error of as many bytes.
    Strict(fn(&Scan<'_>) -> usize, usize),
}

/// The tokens of numbers, and what may be in them.
pub(super) struct Numbers {
    pub(super) integer: Token,
    pub(super) float: Token,
    pub(super) hex: Option<Token>,
    pub(super) octal: Option<Token>,
    pub(super) binary: Option<Token>,
    pub(super) underscores: bool,
    /// Whether an exponent alone makes a floating point number.
    pub(super) exponent_alone: bool,
    /// Whether a dot may start a number, and one may end it.
    pub(super) leading_dot: bool,
    pub(super) trailing_dot: bool,
    /// Letters that may follow.
    pub(super) integer_suffix: &'static [u8],
    pub(super) float_suffix: &'static [u8],
}

/// Plain numbers: digits, and a fraction.
pub(super) const PLAIN_NUMBERS: Numbers = Numbers {
    integer: Token::LiteralNumberInteger,
    float: Token::LiteralNumberFloat,
    hex: None,
    octal: None,
    binary: None,
    underscores: false,
    exponent_alone: false,
    leading_dot: false,
    trailing_dot: false,
    integer_suffix: b"",
    float_suffix: b"",
};

/// A description at work.
pub(super) struct Generic {
    spec: &'static Spec,
    /// States of the hook's, innermost last.
    pub(super) stack: Vec<u8>,
    /// An offset the hook remembers, forgotten at the end of the code.
    pub(super) mark: usize,
    /// How many of each kind of bracket the hook has seen opened and not closed.
    pub(super) brackets: [i32; 3],
    /// The string that is open.
    quote: Option<usize>,
    /// The block comment that is open, and how deep.
    comment: Option<(usize, usize)>,
    /// Whether nothing closes a comment any more, forgotten at the end of the code.
    unclosed: bool,
}

impl Generic {
    pub(super) fn new(spec: &'static Spec) -> Self {
        Generic { spec, stack: Vec::new(), mark: 0, brackets: [0; 3], quote: None, comment: None, unclosed: false }
    }

    /// The hook's innermost state, 0 outside any.
    pub(super) fn state(&self) -> u8 {
        self.stack.last().copied().unwrap_or(0)
    }

    /// The description at work, for hooks that several share.
    pub(super) fn spec(&self) -> &'static Spec {
        self.spec
    }

    fn string(&mut self, scan: &mut Scan<'_>, index: usize) {
        let quote = &self.spec.strings[index];
        let close = quote.close.as_bytes();
        let first = close.first().copied().unwrap_or(b'\n');
        let byte = scan.cur();
        if scan.starts(close) {
            scan.emit(quote.token, close.len());
            self.quote = None;
        } else if byte == b'\n' && !quote.lines {
            self.quote = None;
        } else if byte == b'\\' && !matches!(quote.escape, Escape::None) {
            match quote.escape {
                Escape::Strict(len, wrong) => match len(scan) {
                    0 => scan.emit(Token::Error, wrong),
                    len => scan.emit(Token::LiteralStringEscape, len),
                },
                _ => scan.emit(quote.token, 2),
            }
        } else {
            let escapes = !matches!(quote.escape, Escape::None);
            let lines = quote.lines;
            let end =
                scan.while_at(scan.pos() + 1, |b| b != first && !(escapes && b == b'\\') && (lines || b != b'\n'));
            scan.emit_to(quote.token, end);
        }
    }

    /// Starts a comment whose beginning, up to `end`, the hook has recognised; `index` names it in the description.
    pub(super) fn open_comment(&mut self, scan: &mut Scan<'_>, index: usize, end: usize) {
        scan.emit_to(self.spec.block_comments[index].2, end);
        self.comment = Some((index, 1));
    }

    fn block_comment(&mut self, scan: &mut Scan<'_>, index: usize, depth: usize) {
        let (open, close, token, block) = self.spec.block_comments[index];
        let (open, close) = (open.as_bytes(), close.as_bytes());
        let nested = block == Block::Nested;
        let firsts = (close[0], if nested { open[0] } else { close[0] });
        let mut at = scan.pos();
        loop {
            at = scan.while_at(at, |b| b != firsts.0 && b != firsts.1);
            if at >= scan.end() {
                return scan.emit_rest(token);
            } else if scan.starts_at(at, close) {
                scan.emit_to(token, at + close.len());
                self.comment = (depth > 1).then(|| (index, depth - 1));
                return;
            } else if nested && scan.starts_at(at, open) {
                scan.emit_to(token, at + open.len());
                self.comment = Some((index, depth + 1));
                return;
            }
            at += 1;
        }
    }

    fn code(&mut self, scan: &mut Scan<'_>) {
        if (self.spec.hook)(self, scan) {
            return;
        }
        let spec = self.spec;
        let byte = scan.cur();
        if is_space(byte) {
            return scan.emit_to(spec.space, scan.space_end(scan.pos()));
        }
        for (open, token) in spec.line_comments {
            if scan.starts(open.as_bytes()) {
                return scan.emit_to(*token, scan.line_end(scan.pos()));
            }
        }
        for (index, (open, close, token, block)) in spec.block_comments.iter().enumerate() {
            if scan.starts(open.as_bytes()) {
                self.unclosed |=
                    *block == Block::Closed && scan.find(scan.pos() + open.len(), close.as_bytes()).is_none();
                if self.unclosed {
                    break;
                }
                scan.emit(*token, open.len());
                self.comment = Some((index, 1));
                return;
            }
        }
        for (index, quote) in spec.strings.iter().enumerate() {
            if scan.starts(quote.open.as_bytes()) {
                scan.emit(quote.token, quote.open.len());
                self.quote = Some(index);
                return;
            }
        }
        if byte.is_ascii_digit() || (byte == b'.' && spec.numbers.leading_dot && scan.peek(1).is_ascii_digit()) {
            return number(scan, &spec.numbers);
        }
        if byte >= 0x80 && scan.char_at(scan.pos()).is_some_and(|c| !is_letter(c)) {
            return scan.error();
        }
        if (spec.ident)(byte) {
            let end = scan.name_end(scan.pos(), spec.ident);
            let token = (spec.word)(scan.slice(scan.pos(), end));
            return scan.emit_to(token, end);
        }
        if spec.operators.contains(&byte) {
            scan.emit(Token::Operator, 1);
        } else if spec.punctuation.contains(&byte) {
            scan.emit(Token::Punctuation, 1);
        } else {
            scan.error();
        }
    }
}

impl Lex for Generic {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            match (self.quote, self.comment) {
                (Some(index), _) => self.string(scan, index),
                (_, Some((index, depth))) => self.block_comment(scan, index, depth),
                _ => self.code(scan),
            }
        }
        self.mark = 0;
        self.unclosed = false;
    }
}

/// Letters, digits and underscores.
pub(super) fn ascii_ident(byte: u8) -> bool {
    crate::scan::is_word(byte)
}

/// Letters of any script, digits and underscores.
pub(super) fn unicode_ident(byte: u8) -> bool {
    crate::scan::is_word(byte) || byte >= 0x80
}

/// The escapes of C's strings.
pub(super) fn c_escape(scan: &Scan<'_>) -> usize {
    let hex = |n: usize| (2..2 + n).all(|i| scan.peek(i).is_ascii_hexdigit());
    match scan.peek(1) {
        b'\\' | b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'"' | b'\'' => 2,
        b'x' if hex(2) => 4,
        b'u' if hex(4) => 6,
        b'U' if hex(8) => 10,
        b'0'..=b'7' => 1 + (1..4).take_while(|i| (b'0'..=b'7').contains(&scan.peek(*i))).count(),
        _ => 0,
    }
}

/// A number as described.
pub(super) fn number(scan: &mut Scan<'_>, numbers: &Numbers) {
    let start = scan.pos();
    let run =
        |from: usize, accept: fn(u8) -> bool| scan.while_at(from, |b| accept(b) || (b == b'_' && numbers.underscores));
    let digit: fn(u8) -> bool = |b| b.is_ascii_digit();
    let suffix = |from: usize, letters: &[u8]| scan.while_at(from, |b| letters.contains(&b));
    if scan.cur() == b'0' {
        let (token, accept): (Option<Token>, fn(u8) -> bool) = match scan.peek(1) {
            b'x' | b'X' => (numbers.hex, |b| b.is_ascii_hexdigit()),
            b'o' | b'O' => (numbers.octal, |b| (b'0'..=b'7').contains(&b)),
            b'b' | b'B' => (numbers.binary, |b| b == b'0' || b == b'1'),
            _ => (None, |_| false),
        };
        let end = run(start + 2, accept);
        if let Some(token) = token.filter(|_| end > start + 2) {
            return scan.emit_to(token, suffix(end, numbers.integer_suffix));
        }
    }
    let whole = if scan.cur() == b'.' { start } else { run(start, digit) };
    let mut end = whole;
    let mut float = false;
    if scan.at(whole) == b'.' {
        if digit(scan.at(whole + 1)) {
            end = run(whole + 1, digit);
            float = true;
        } else if numbers.trailing_dot && scan.at(whole + 1) != b'.' && !(unicode_ident(scan.at(whole + 1))) {
            end = whole + 1;
            float = true;
        }
    }
    if matches!(scan.at(end), b'e' | b'E') && (float || numbers.exponent_alone) {
        let sign = end + 1 + usize::from(matches!(scan.at(end + 1), b'+' | b'-'));
        if digit(scan.at(sign)) {
            end = run(sign, digit);
            float = true;
        }
    }
    let marked = numbers.exponent_alone && matches!(scan.at(end), b'f' | b'F') && numbers.float_suffix.contains(&b'f');
    if marked && !(unicode_ident(scan.at(end + 1))) {
        float = true;
    }
    if float {
        scan.emit_to(numbers.float, suffix(end, numbers.float_suffix));
    } else {
        scan.emit_to(numbers.integer, suffix(end, numbers.integer_suffix).max(start + 1));
    }
}
