//! Ruby.

use super::Lex;
use super::ruby_table::{BUILTINS, KEYWORDS, PSEUDO};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space, is_word};

/// The lexer for Ruby.
pub(super) struct Ruby {
    stack: Vec<State>,
    expect: Expect,
    /// Here documents announced on the current line.
    heredocs: std::collections::VecDeque<Heredoc>,
    /// From this offset on no single quote closes.
    unclosed: usize,
}

/// What may stand at the position: it decides what `/`, `%` and `?` mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// A value ended: operators follow.
    Operator,
    /// An expression starts.
    Value,
    /// A method's name ended: behind a space an argument may start.
    Argument,
}

enum State {
    /// In `#{…}`.
    Interpolation,
    /// In a literal: its token, the closing and the opening delimiter (0 where it cannot nest), depth, what is allowed.
    Literal {
        token: Token,
        close: u8,
        open: u8,
        depth: usize,
        interpolates: bool,
        escapes: bool,
        regex: bool,
    },
    /// In the body of the first announced here document.
    Heredoc,
    DefName,
    ClassName,
    ModuleName,
}

struct Heredoc {
    name: Vec<u8>,
    indented: bool,
}

impl Default for Ruby {
    fn default() -> Self {
        Ruby {
            stack: Vec::new(),
            expect: Expect::Value,
            heredocs: std::collections::VecDeque::new(),
            unclosed: usize::MAX,
        }
    }
}

impl Lex for Ruby {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        self.unclosed = usize::MAX;
        while !scan.eof() {
            match self.stack.last() {
                None => self.root(scan),
                Some(State::Interpolation) if scan.cur() == b'}' => {
                    scan.emit(Token::LiteralStringInterpol, 1);
                    self.stack.pop();
                }
                Some(State::Interpolation) => self.root(scan),
                Some(State::Literal { .. }) => self.literal(scan),
                Some(State::Heredoc) => self.heredoc(scan),
                Some(State::DefName) => self.def_name(scan),
                Some(State::ClassName) => self.class_name(scan, Token::NameClass),
                Some(State::ModuleName) => self.class_name(scan, Token::NameNamespace),
            }
        }
    }
}

/// A byte of an identifier, letters beyond ASCII included.
fn is_ident(byte: u8) -> bool {
    is_word(byte) || byte >= 0x80
}

impl Ruby {
    fn root(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        if scan.bol() && self.line_start(scan) {
            return;
        }
        match byte {
            b'\n' => {
                if self.heredocs.is_empty() {
                    scan.emit(Token::Text, 1);
                } else {
                    scan.emit(Token::LiteralStringHeredoc, 1);
                    self.stack.push(State::Heredoc);
                }
                self.expect = Expect::Value;
            }
            _ if is_space(byte) => self.blank(scan),
            b'#' => scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos())),
            b'"' => self.open(scan, 1, Token::LiteralStringDouble, b'"', 0, true, false),
            b'\'' => self.single(scan, Token::LiteralStringSingle, 1),
            b'`' => self.open(scan, 1, Token::LiteralStringBacktick, b'`', 0, true, false),
            b'@' => self.variable(scan),
            b'$' => self.global(scan),
            b'0'..=b'9' => self.number(scan),
            b':' => self.symbol(scan),
            b'.' => self.dot(scan),
            b'<' if self.heredoc_start(scan) => {}
            b'/' if self.expect == Expect::Value => self.open_regex(scan, 1, b'/', 0),
            b'%' if self.expect == Expect::Value && self.percent(scan) => {}
            b'?' => self.question(scan),
            _ if is_alpha_(byte) || byte >= 0x80 => self.word(scan),
            b'(' | b'[' | b'{' | b',' | b';' => self.emit_expecting(scan, Token::Punctuation, 1, Expect::Value),
            b')' | b']' | b'}' => self.emit_expecting(scan, Token::Punctuation, 1, Expect::Operator),
            b'\\' => self.emit_expecting(scan, Token::Punctuation, 1, Expect::Operator),
            b'=' | b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'~' | b'!' | b'<' | b'>' => {
                self.emit_expecting(scan, Token::Operator, 1, Expect::Value);
            }
            _ => scan.error(),
        }
    }

    fn emit_expecting(&mut self, scan: &mut Scan<'_>, token: Token, len: usize, expect: Expect) {
        scan.emit(token, len);
        self.expect = expect;
    }

    /// `=begin` and `__END__`, which must start a line.
    fn line_start(&mut self, scan: &mut Scan<'_>) -> bool {
        if scan.starts(b"=begin") && scan.boundary(scan.pos() + 6) {
            let end = scan.find(scan.pos(), b"\n=end").map_or(scan.end(), |end| end + 5);
            scan.emit_to(Token::CommentMultiline, end);
            return true;
        }
        if scan.starts(b"__END__") {
            scan.emit_rest(Token::CommentPreproc);
            return true;
        }
        false
    }

    /// White space inside a line; behind a method's name it may announce an argument.
    fn blank(&mut self, scan: &mut Scan<'_>) {
        let end = scan.while_at(scan.pos(), |b| is_space(b) && b != b'\n');
        scan.emit_to(Token::Text, end);
        if self.expect == Expect::Argument {
            self.expect = Expect::Operator;
            let next = scan.peek(1);
            match scan.cur() {
                b'/' if !is_space(next) && next != b'=' && next != 0 => self.open_regex(scan, 1, b'/', 0),
                b'%' if !is_space(next) && next != b'=' => {
                    self.percent(scan);
                }
                // No here document begins behind such a comment.
                b'#' => {
                    scan.emit_to(Token::CommentSingle, scan.line_end(scan.pos()));
                    scan.emit_to(Token::Text, scan.next_line(scan.pos()));
                    self.expect = Expect::Value;
                }
                _ => {}
            }
        }
    }

    fn open(&mut self, scan: &mut Scan<'_>, len: usize, token: Token, close: u8, open: u8, rich: bool, regex: bool) {
        scan.emit(token, len);
        self.stack.push(State::Literal { token, close, open, depth: 0, interpolates: rich, escapes: rich, regex });
        self.expect = Expect::Operator;
    }

    fn open_regex(&mut self, scan: &mut Scan<'_>, len: usize, close: u8, open: u8) {
        scan.emit(Token::LiteralStringRegex, len);
        let escapes = len > 1;
        self.stack.push(State::Literal {
            token: Token::LiteralStringRegex,
            close,
            open,
            depth: 0,
            interpolates: true,
            escapes,
            regex: true,
        });
        self.expect = Expect::Operator;
    }

    /// `'…'` with `before` bytes up to and including the quote. Where no quote closes it, one behind a backslash does.
    fn single(&mut self, scan: &mut Scan<'_>, token: Token, before: usize) {
        let mut end = scan.pos() + before;
        let mut escaped = None;
        if scan.pos() >= self.unclosed {
            scan.emit(Token::Punctuation, before - 1);
            return scan.error();
        }
        while end < scan.end() && scan.at(end) != b'\'' {
            if scan.at(end) == b'\\' {
                end += 1;
                escaped = if scan.at(end) == b'\'' { Some(end) } else { escaped };
            }
            end += 1;
        }
        if end >= scan.end() {
            self.unclosed = escaped.map_or(scan.pos(), |quote| quote + 1);
        }
        match escaped {
            _ if end < scan.end() => scan.emit_to(token, end + 1),
            Some(quote) => scan.emit_to(token, quote + 1),
            None => {
                scan.emit(Token::Punctuation, before - 1);
                scan.error();
            }
        }
        self.expect = Expect::Operator;
    }

    fn variable(&mut self, scan: &mut Scan<'_>) {
        let signs = if scan.peek(1) == b'@' { 2 } else { 1 };
        if !scan.letter_at(scan.pos() + signs) {
            return scan.error();
        }
        let token = if signs == 2 { Token::NameVariableClass } else { Token::NameVariableInstance };
        scan.emit_to(token, scan.name_end(scan.pos() + signs, is_ident));
        self.expect = Expect::Operator;
    }

    fn global(&mut self, scan: &mut Scan<'_>) {
        let next = scan.peek(1);
        let len = match next {
            b'-' if is_word(scan.peek(2)) => 3,
            _ if is_word(next) => scan.word_end(scan.pos() + 1) - scan.pos(),
            b'~' | b'*' | b'$' | b'?' | b'!' | b'@' | b'/' | b'\\' | b';' | b',' | b'.' | b'=' | b':' | b'<' | b'>'
            | b'"' | b'&' | b'`' | b'\'' | b'+' => 2,
            _ => return scan.error(),
        };
        scan.emit(Token::NameVariableGlobal, len);
        self.expect = Expect::Operator;
    }

    fn number(&mut self, scan: &mut Scan<'_>) {
        let start = scan.pos();
        // Underscores separate digits; a trailing one is not part of the number.
        let run = |from: usize, accept: fn(u8) -> bool| {
            let mut end = scan.while_at(from, accept);
            while scan.at(end) == b'_' && accept(scan.at(end + 1)) {
                end = scan.while_at(end + 1, accept);
            }
            end
        };
        let digit = |b: u8| b.is_ascii_digit();
        let (mut end, mut token) = (run(start, digit), Token::LiteralNumberInteger);
        if scan.at(start) == b'0' {
            let (hex, bin) = (|b: u8| b.is_ascii_hexdigit(), |b: u8| b == b'0' || b == b'1');
            let octal = run(start + 1, |b| (b'0'..=b'7').contains(&b));
            match scan.at(start + 1) {
                b'x' | b'X' if hex(scan.at(start + 2)) => (end, token) = (run(start + 2, hex), Token::LiteralNumberHex),
                b'b' | b'B' if bin(scan.at(start + 2)) => (end, token) = (run(start + 2, bin), Token::LiteralNumberBin),
                _ if octal == end && end > start + 1 => token = Token::LiteralNumberOct,
                _ => {}
            }
        }
        if token == Token::LiteralNumberInteger {
            if scan.at(end) == b'.' && scan.at(end + 1).is_ascii_digit() {
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
        }
        scan.emit_to(token, end);
        self.expect = Expect::Operator;
    }

    fn symbol(&mut self, scan: &mut Scan<'_>) {
        const OPERATORS: &[&[u8]] = &[
            b"[]=", b"[]", b"**", b"===", b"==", b"<=>", b"<=", b"<<", b"<", b">>", b"+@", b"-@", b"~", b"`", b"/",
            b"%", b"&", b"|", b"^",
        ];
        let next = scan.peek(1);
        match next {
            b':' => return self.emit_expecting(scan, Token::Operator, 2, Expect::Operator),
            b'"' => return self.open(scan, 2, Token::LiteralStringSymbol, b'"', 0, true, false),
            b'\'' => return self.single(scan, Token::LiteralStringSymbol, 2),
            _ => {}
        }
        let signs = match next {
            b'@' if scan.peek(2) == b'@' => 3,
            b'@' => 2,
            _ => 1,
        };
        if scan.letter_at(scan.pos() + signs) {
            let mut end = scan.name_end(scan.pos() + signs, is_ident);
            end += usize::from(matches!(scan.at(end), b'!' | b'?'));
            scan.emit_to(Token::LiteralStringSymbol, end);
            self.expect = Expect::Operator;
        } else if let Some(operator) = OPERATORS.iter().find(|operator| scan.starts_at(scan.pos() + 1, operator)) {
            self.emit_expecting(scan, Token::LiteralStringSymbol, 1 + operator.len(), Expect::Operator);
        } else {
            self.emit_expecting(scan, Token::Punctuation, 1, Expect::Value);
        }
    }

    /// A dot: before a method's name, or alone, or as a range.
    fn dot(&mut self, scan: &mut Scan<'_>) {
        let name = scan.space_end(scan.pos() + 1);
        let first = scan.at(name);
        let method = !first.is_ascii_uppercase() && scan.letter_at(name);
        if method {
            scan.emit(Token::Punctuation, 1);
            scan.emit_to(Token::Text, name);
            let mut end = scan.name_end(name, is_ident);
            end += usize::from(matches!(scan.at(end), b'!' | b'?'));
            scan.emit_to(Token::NameFunction, end);
            self.expect = Expect::Argument;
        } else if scan.peek(1) != b'.'
            && matches!(first, b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'^' | b'~' | b'`' | b'[' | b'<' | b'=' | b'>')
        {
            scan.emit(Token::Punctuation, 1);
            scan.emit_to(Token::Text, name);
            self.emit_expecting(scan, Token::NameFunction, 1, Expect::Argument);
        } else {
            self.emit_expecting(scan, Token::Operator, 1, Expect::Value);
            while scan.cur() == b'.' {
                scan.emit(Token::Operator, 1);
            }
        }
    }

    fn question(&mut self, scan: &mut Scan<'_>) {
        if self.expect == Expect::Value && scan.peek(1) != 0 && !is_space(scan.peek(1)) {
            let character = if scan.peek(1) == b'\\' { scan.pos() + 2 } else { scan.pos() + 1 };
            let end = character + scan.char_at(character).map_or(0, char::len_utf8);
            if end > character && !is_ident(scan.at(end)) {
                scan.emit_to(Token::LiteralStringChar, end);
                self.expect = Expect::Operator;
                return;
            }
        }
        self.emit_expecting(scan, Token::Punctuation, 1, Expect::Value);
    }

    /// A literal that a percent sign opens.
    fn percent(&mut self, scan: &mut Scan<'_>) -> bool {
        let kind = scan.peek(1);
        let (kind, len) = if kind.is_ascii_alphabetic() { (kind, 2) } else { (b'Q', 1) };
        let open = scan.peek(len);
        // A space closes only in the same line what one has opened.
        let closing = || scan.at(scan.while_at(scan.pos() + 2, |b| b != b' ' && b != b'\n'));
        let blank = is_space(open) && (open != b' ' || len > 1 || closing() != b' ');
        if !b"QqWwIirxs".contains(&kind) || open == 0 || blank || is_ident(open) {
            return false;
        }
        let (close, nests) = match open {
            b'(' => (b')', open),
            b'[' => (b']', open),
            b'{' => (b'}', open),
            b'<' => (b'>', open),
            _ => (open, 0),
        };
        if kind == b'r' {
            self.open_regex(scan, len + 1, close, nests);
        } else {
            self.open(scan, len + 1, Token::LiteralStringOther, close, nests, b"QWIx".contains(&kind), false);
        }
        true
    }

    /// Part of a literal.
    fn literal(&mut self, scan: &mut Scan<'_>) {
        let Some(State::Literal { token, close, open, depth, interpolates, escapes, regex }) = self.stack.last_mut()
        else {
            return;
        };
        let (token, byte) = (*token, scan.cur());
        if byte == b'\\' {
            if *escapes {
                return scan.emit(Token::LiteralStringEscape, escape_len(scan));
            }
            return scan.emit(token, 2);
        }
        if byte == b'#' && *interpolates {
            return self.interpolation(scan, token);
        }
        if byte == *close {
            scan.emit(token, 1);
            if *depth > 0 {
                *depth -= 1;
                return;
            }
            if *regex {
                scan.emit_to(token, scan.while_at(scan.pos(), |b| b"mixounse".contains(&b)));
            }
            self.stack.pop();
            return;
        }
        if byte == *open && *open != 0 {
            *depth += 1;
            return scan.emit(token, 1);
        }
        let (close, open) = (*close, *open);
        let end = scan.while_at(scan.pos() + 1, |b| b != b'\\' && b != b'#' && b != close && (b != open || open == 0));
        scan.emit_to(token, end);
    }

    /// `#{`, `#@x` or `#$x` inside a literal; else the sign is the literal's.
    fn interpolation(&mut self, scan: &mut Scan<'_>, token: Token) {
        let next = scan.peek(1);
        if next == b'{' {
            scan.emit(Token::LiteralStringInterpol, 2);
            self.stack.push(State::Interpolation);
            self.expect = Expect::Value;
            return;
        }
        let signs = match next {
            b'@' if scan.peek(2) == b'@' => 3,
            b'@' | b'$' => 2,
            _ => 0,
        };
        if signs > 0 && is_alpha_(scan.peek(signs)) {
            let end = scan.word_end(scan.pos() + signs);
            return scan.emit_to(Token::LiteralStringInterpol, end + usize::from(matches!(scan.at(end), b'!' | b'?')));
        }
        scan.emit(token, 1);
    }

    /// `<<NAME` and its variants.
    fn heredoc_start(&mut self, scan: &mut Scan<'_>) -> bool {
        if scan.peek(1) != b'<' {
            return false;
        }
        let sign = scan.peek(2);
        let indented = matches!(sign, b'-' | b'~');
        let quote_at = scan.pos() + 2 + usize::from(indented);
        let quote = scan.at(quote_at);
        let quoted = matches!(quote, b'"' | b'\'' | b'`');
        let name = quote_at + usize::from(quoted);
        let end = scan.word_end(name);
        if end == name || !is_alpha_(scan.at(name)) || (quoted && scan.at(end) != quote) {
            return false;
        }
        let name = scan.slice(name, end).to_vec();
        scan.emit_to(Token::Operator, quote_at);
        scan.emit_to(Token::NameConstant, end + usize::from(quoted));
        self.heredocs.push_back(Heredoc { name, indented });
        self.expect = Expect::Operator;
        true
    }

    /// A line of a here document, or a part of it.
    fn heredoc(&mut self, scan: &mut Scan<'_>) {
        let Some(heredoc) = self.heredocs.front() else {
            self.stack.pop();
            return;
        };
        if scan.bol() {
            let end = scan.line_end(scan.pos());
            let name = if heredoc.indented { scan.blank_end(scan.pos()) } else { scan.pos() };
            if scan.slice(name, end) == heredoc.name {
                scan.emit_to(Token::NameConstant, end);
                self.heredocs.pop_front();
                self.stack.pop();
                return;
            }
        }
        match scan.cur() {
            b'\\' => scan.emit(Token::LiteralStringEscape, escape_len(scan)),
            b'#' => self.interpolation(scan, Token::LiteralStringHeredoc),
            b'\n' => scan.emit(Token::LiteralStringHeredoc, 1),
            _ => {
                let end = scan.while_at(scan.pos(), |b| !matches!(b, b'\\' | b'#' | b'\n'));
                scan.emit_to(Token::LiteralStringHeredoc, end);
            }
        }
    }

    fn word(&mut self, scan: &mut Scan<'_>) {
        let end = scan.letters_end(scan.pos());
        if end == scan.pos() {
            return scan.error();
        }
        let mark = usize::from(matches!(scan.at(end), b'!' | b'?'));
        let first = scan.cur();
        if !first.is_ascii_uppercase() && scan.at(end + mark) == b':' && is_space(scan.at(end + mark + 1)) {
            scan.emit_to(Token::LiteralStringSymbol, scan.space_end(end + mark + 1));
            self.expect = Expect::Value;
            return;
        }
        let word = scan.slice(scan.pos(), end);
        let marked = scan.slice(scan.pos(), end + mark);
        let len = word.len();
        match word {
            b"def" => self.keyword_then(scan, State::DefName),
            b"class" => self.keyword_then(scan, State::ClassName),
            b"module" => self.keyword_then(scan, State::ModuleName),
            b"and" | b"or" | b"not" => self.emit_expecting(scan, Token::OperatorWord, len, Expect::Value),
            b"defined" if mark == 1 => self.emit_expecting(scan, Token::Keyword, len + 1, Expect::Value),
            _ if KEYWORDS.has(word) => self.emit_expecting(scan, Token::Keyword, len, Expect::Value),
            _ if PSEUDO.has(word) => self.emit_expecting(scan, Token::KeywordPseudo, len, Expect::Argument),
            _ if mark == 1 && BUILTINS.has(marked) => {
                self.emit_expecting(scan, Token::NameBuiltin, len + 1, Expect::Argument);
            }
            _ if BUILTINS.has(word) => self.emit_expecting(scan, Token::NameBuiltin, len, Expect::Argument),
            _ if first.is_ascii_uppercase() => self.emit_expecting(scan, Token::NameConstant, len, Expect::Argument),
            _ => self.emit_expecting(scan, Token::Name, len + mark, Expect::Argument),
        }
    }

    fn keyword_then(&mut self, scan: &mut Scan<'_>, state: State) {
        scan.emit_to(Token::Keyword, scan.word_end(scan.pos()));
        self.stack.push(state);
        self.expect = Expect::Value;
    }

    /// What `def` defines.
    fn def_name(&mut self, scan: &mut Scan<'_>) {
        const OPERATORS: &[&[u8]] = &[
            b"[]=", b"[]", b"<=>", b"===", b"==", b"=~", b"**", b"+@", b"-@", b"<<", b">>", b"<=", b">=", b"+", b"-",
            b"*", b"/", b"%", b"&", b"|", b"^", b"~", b"`", b"<", b">",
        ];
        let byte = scan.cur();
        if is_space(byte) {
            return scan.emit_to(Token::Text, scan.space_end(scan.pos()));
        }
        if byte == b'(' {
            self.stack.pop();
            return self.emit_expecting(scan, Token::Punctuation, 1, Expect::Value);
        }
        if scan.letter_at(scan.pos()) {
            let end = scan.name_end(scan.pos(), is_ident);
            if scan.at(end) == b'.' {
                scan.emit_to(Token::NameClass, end);
                return scan.emit(Token::Operator, 1);
            }
            scan.emit_to(Token::NameFunction, end + usize::from(matches!(scan.at(end), b'!' | b'?')));
            self.expect = Expect::Operator;
        } else if let Some(operator) = OPERATORS.iter().find(|operator| scan.starts(operator)) {
            self.emit_expecting(scan, Token::NameFunction, operator.len(), Expect::Operator);
        }
        self.stack.pop();
    }

    /// What `class` or `module` defines.
    fn class_name(&mut self, scan: &mut Scan<'_>, token: Token) {
        let byte = scan.cur();
        if is_space(byte) {
            return scan.emit_to(Token::Text, scan.space_end(scan.pos()));
        }
        self.stack.pop();
        if scan.starts(b"<<") {
            return self.emit_expecting(scan, Token::Operator, 2, Expect::Value);
        }
        let mut end = scan.pos();
        while is_alpha_(scan.at(end)) {
            end = scan.word_end(end);
            if !(scan.starts_at(end, b"::") && is_alpha_(scan.at(end + 2))) {
                break;
            }
            end += 2;
        }
        let path = scan.slice(scan.pos(), end);
        if path.first().is_some_and(u8::is_ascii_uppercase) || path.contains(&b':') {
            scan.emit_to(token, end);
            self.expect = Expect::Operator;
        }
    }
}

/// The length of an escape in a string that interpolates.
fn escape_len(scan: &Scan<'_>) -> usize {
    let start = scan.pos() + 2;
    match scan.peek(1) {
        b'x' => scan.while_at(start, |b| b.is_ascii_hexdigit()).min(start + 2) - scan.pos(),
        b'0'..=b'7' => scan.while_at(start, |b| (b'0'..=b'7').contains(&b)).min(start + 2) - scan.pos(),
        _ => 2,
    }
}
