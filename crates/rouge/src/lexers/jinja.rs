//! Jinja and Twig: tags in HTML.

use super::Lex;
use super::html::Html;
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space, is_word};
use crate::words::Words;

/// The lexer for Jinja and Twig.
pub(super) struct Jinja {
    html: Html,
    twig: bool,
    mode: Mode,
    /// What ends the tag, and whether its first word is still to come.
    first: bool,
    raw: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Text,
    Output,
    Tag,
}

static JINJA: Words = Words::new(&[
    "as",
    "autoescape",
    "block",
    "call",
    "context",
    "do",
    "else",
    "endautoescape",
    "endblock",
    "endcall",
    "endfilter",
    "endfor",
    "endif",
    "endmacro",
    "endset",
    "endtrans",
    "endwith",
    "extends",
    "filter",
    "for",
    "from",
    "if",
    "ignore",
    "import",
    "include",
    "macro",
    "missing",
    "recursive",
    "reversed",
    "scoped",
    "set",
    "trans",
    "with",
    "without",
]);
static TWIG: Words = Words::new(&[
    "as",
    "autoescape",
    "block",
    "do",
    "else",
    "embed",
    "endautoescape",
    "endblock",
    "endembed",
    "endfilter",
    "endfor",
    "endif",
    "endmacro",
    "endset",
    "endspaceless",
    "extends",
    "filter",
    "flush",
    "for",
    "from",
    "if",
    "import",
    "include",
    "macro",
    "sandbox",
    "set",
    "spaceless",
    "use",
    "with",
    "without",
]);
static JINJA_TESTS: Words = Words::new(&[
    "callable",
    "defined",
    "divisibleby",
    "equalto",
    "escaped",
    "even",
    "iterable",
    "lower",
    "mapping",
    "number",
    "odd",
    "sameas",
    "sequence",
    "string",
    "undefined",
    "upper",
]);
static TWIG_TESTS: Words =
    Words::new(&["constant", "defined", "divisibleby", "empty", "even", "iterable", "null", "odd", "sameas"]);

impl Jinja {
    /// Makes the lexer, for Twig if told so.
    pub(super) fn new(twig: bool) -> Self {
        Jinja { html: Html::default(), twig, mode: Mode::Text, first: false, raw: false }
    }
}

impl Lex for Jinja {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            if self.mode == Mode::Text {
                self.text(scan);
            } else {
                self.markup(scan);
            }
        }
    }
}

impl Jinja {
    fn text(&mut self, scan: &mut Scan<'_>) {
        let mut at = scan.pos();
        let end = loop {
            match scan.find_byte(at, b'{') {
                None => break scan.end(),
                Some(brace) if matches!(scan.at(brace + 1), b'%') => break brace,
                Some(brace) if !self.raw && matches!(scan.at(brace + 1), b'{' | b'#') => break brace,
                Some(brace) => at = brace + 1,
            }
        };
        if self.raw {
            scan.emit_to(Token::Text, end);
            self.raw = false;
        } else {
            scan.delegate(&mut self.html, end);
        }
        match scan.peek(1) {
            _ if scan.eof() => {}
            b'#' => {
                let end = scan.find(scan.pos() + 2, b"#}").map_or(scan.end(), |end| end + 2);
                scan.emit_to(Token::Comment, end);
            }
            sign => {
                scan.emit(Token::CommentPreproc, 2);
                self.mode = if sign == b'{' { Mode::Output } else { Mode::Tag };
                self.first = true;
            }
        }
    }

    fn markup(&mut self, scan: &mut Scan<'_>) {
        let (byte, start) = (scan.cur(), scan.pos());
        let close: &[u8] = if self.mode == Mode::Tag { b"%}" } else { b"}}" };
        match byte {
            _ if scan.starts(close) => {
                scan.emit(Token::CommentPreproc, 2);
                self.mode = Mode::Text;
            }
            _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(start)),
            b'"' | b'\'' => {
                let mut end = start + 1;
                while end < scan.end() && scan.at(end) != byte {
                    end += if scan.at(end) == b'\\' { 2 } else { 1 };
                }
                let double = byte == b'"';
                let token = if double { Token::LiteralStringDouble } else { Token::LiteralStringSingle };
                scan.emit_to(token, end + 1);
            }
            b'|' => {
                let name = scan.space_end(start + 1);
                scan.emit_to(Token::Operator, name);
                scan.emit_to(Token::NameFunction, scan.word_end(name));
            }
            b'=' | b'+' | b'-' | b'*' | b'/' | b'<' | b'>' | b'!' | b'%' => scan.emit(Token::Operator, 1),
            b'(' | b')' | b'[' | b']' | b',' => scan.emit(Token::Punctuation, 1),
            _ if is_word(byte) => self.word(scan),
            _ => scan.error(),
        }
    }

    fn word(&mut self, scan: &mut Scan<'_>) {
        let start = scan.pos();
        let mut end = scan.word_end(start);
        while scan.at(end) == b'.' && is_word(scan.at(end + 1)) {
            end = scan.word_end(end + 1);
        }
        let text = scan.slice(start, end);
        let (keywords, tests) = if self.twig { (&TWIG, &TWIG_TESTS) } else { (&JINJA, &JINJA_TESTS) };
        let raw = self.first && matches!(text, b"raw" | b"verbatim" | b"endraw" | b"endverbatim");
        let closes = scan.starts_at(scan.space_end(end), b"%}");
        self.first = false;
        let token = match text {
            _ if self.mode == Mode::Output || !is_alpha_(scan.cur()) => Token::NameVariable,
            _ if raw && closes => {
                self.raw = !text.starts_with(b"end");
                Token::Keyword
            }
            b"and" | b"or" | b"not" | b"in" | b"is" => Token::OperatorWord,
            b"true" | b"false" | b"none" => Token::KeywordPseudo,
            b"True" | b"False" | b"None" if !self.twig => Token::KeywordPseudo,
            _ if keywords.has(text) => Token::Keyword,
            _ if tests.has(text) => Token::NameBuiltin,
            _ => Token::NameVariable,
        };
        scan.emit_to(token, end);
    }
}
