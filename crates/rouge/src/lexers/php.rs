//! PHP, with the HTML around it.

mod strings;

use super::html::Html;
use super::php_table::{BUILTINS, KEYWORDS};
use super::{Lex, Options};
use crate::Token;
use crate::scan::{Scan, byte_table, is_alpha_, is_space, is_word};
use crate::words::Words;

/// The lexer for PHP.
pub(super) struct Php {
    html: Html,
    inline: Option<bool>,
    in_php: bool,
    stack: Vec<State>,
    /// Marks of here documents that nothing ends.
    missing: Vec<Vec<u8>>,
    /// Where the run of a string's braces ends that was looked at last, and its last closing brace.
    braces: (usize, Option<usize>),
    /// Whether an enumeration was named and its body has not begun.
    enumerated: bool,
}

/// What is expected, by what stood before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Double,
    /// In the braces of a string.
    Braces,
    /// Behind `function` or `fn`.
    Function,
    /// In its parentheses, at the beginning of a parameter and behind that.
    Parameter,
    Parameters,
    /// In parentheses of a parameter's default.
    Group,
    /// Behind those parentheses.
    Return,
    /// In the parentheses of `use`.
    Captured,
    /// Behind `private` and words like it.
    Visibility,
    /// Behind `const`, behind its name, and in its value.
    Constant,
    ConstantName,
    ConstantValue,
    /// Behind `new`, `catch`, `use`, the name of an enumeration, and `case`.
    New,
    Catch,
    Use,
    Enum,
    Case,
    /// In an enumeration, and in braces in it.
    Cases,
    Block,
}

static MODIFIERS: Words = Words::new(&["private", "protected", "public", "readonly", "static"]);
/// What may stand behind a modifier and is no type.
static DECLARED: Words = Words::new(&["abstract", "const", "fn", "function"]);
static MAGIC: Words = Words::new(&[
    "__class__",
    "__dir__",
    "__file__",
    "__function__",
    "__halt_compiler",
    "__line__",
    "__method__",
    "__namespace__",
    "__trait__",
]);

static OPERATORS: [bool; 256] = byte_table(b"~!%^&*=|:.<>?@/+-");

fn is_ident(byte: u8) -> bool {
    is_word(byte) || byte >= 0x80
}

fn starts_ident(byte: u8) -> bool {
    is_alpha_(byte) || byte >= 0x80
}

fn emit(scan: &mut Scan<'_>, token: Token, len: usize) -> bool {
    scan.emit(token, len);
    true
}

fn emit_to(scan: &mut Scan<'_>, token: Token, end: usize) -> bool {
    scan.emit_to(token, end);
    true
}

impl Php {
    /// Makes the lexer; the option `start_inline` says whether code starts without an opening tag.
    pub(super) fn new(options: &Options) -> Self {
        Php {
            html: Html::default(),
            inline: options.truth("start_inline"),
            in_php: false,
            stack: Vec::new(),
            missing: Vec::new(),
            braces: (0, None),
            enumerated: false,
        }
    }

    fn html(&mut self, scan: &mut Scan<'_>) {
        let open = scan.find(scan.pos(), b"<?").filter(|at| {
            let word = scan.slice(at + 2, scan.end().min(at + 5));
            word.starts_with(b"=") || word.eq_ignore_ascii_case(b"php") || is_space(scan.at(at + 2))
        });
        let Some(open) = open else {
            let end = scan.end();
            return scan.delegate(&mut self.html, end);
        };
        scan.delegate(&mut self.html, open);
        let len = match scan.peek(2) {
            b'=' => 3,
            b'p' | b'P' => 5,
            _ => 2,
        };
        scan.emit(Token::CommentPreproc, len);
        self.in_php = true;
    }

    fn php(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        while let Some(state) = self.stack.last().copied() {
            if state == State::Double {
                return self.double(scan);
            }
            let depth = self.stack.len();
            if self.expected(scan, state, byte) {
                return;
            } else if self.stack.len() == depth {
                break;
            }
        }
        if blank_or_comment(scan, byte) {
            return;
        }
        match byte {
            b'?' if scan.peek(1) == b'>' => {
                scan.emit(Token::CommentPreproc, 2);
                self.in_php = false;
            }
            b'#' if scan.at(scan.line_end(scan.pos()) - 1) == b']' => {
                scan.emit_to(Token::NameAttribute, scan.line_end(scan.pos()));
            }
            b'{' if self.enumerated => {
                self.enumerated = false;
                self.stack.push(State::Cases);
                scan.emit(Token::Punctuation, 1);
            }
            b'"' => {
                scan.emit(Token::LiteralStringDouble, 1);
                self.stack.push(State::Double);
            }
            b'\'' => strings::single(scan),
            b'`' => {
                let end = scan.find_byte(scan.pos() + 1, b'`').map_or(scan.end(), |end| end + 1);
                scan.emit_to(Token::LiteralStringBacktick, end);
            }
            b'<' if scan.starts(b"<<<") && self.heredoc(scan) => {}
            b'$' if starts_ident(scan.peek(1)) || scan.peek(1) == b'$' => variable(scan),
            b'0'..=b'9' | b'.' => number(scan),
            _ if OPERATORS[usize::from(byte)] => operator(scan),
            b'[' | b']' | b'{' | b'}' | b'(' | b')' | b';' | b',' => scan.emit(Token::Punctuation, 1),
            _ if starts_name(scan, scan.pos()) => self.word(scan),
            _ => scan.error(),
        }
    }

    /// What depends on what stood before; tells whether it took something.
    fn expected(&mut self, scan: &mut Scan<'_>, state: State, byte: u8) -> bool {
        match state {
            State::Double => false,
            State::Braces => self.braces(scan, byte),
            State::Parameters | State::Group | State::ConstantValue | State::Cases | State::Block => {
                self.delimited(scan, state, byte)
            }
            State::Captured => {
                let known = match byte {
                    b')' => {
                        self.stack.pop();
                        emit(scan, Token::Punctuation, 1)
                    }
                    b',' => emit(scan, Token::Punctuation, 1),
                    b'&' => emit(scan, Token::Operator, 1),
                    b'$' if starts_ident(scan.peek(1)) => {
                        variable(scan);
                        true
                    }
                    _ => blank_or_comment(scan, byte),
                };
                if !known {
                    self.stack.pop();
                }
                known
            }
            _ => {
                if blank_or_comment(scan, byte) {
                    return true;
                }
                self.stack.pop();
                self.declared(scan, state, byte)
            }
        }
    }

    fn braces(&mut self, scan: &mut Scan<'_>, byte: u8) -> bool {
        if byte == b'}' {
            self.stack.pop();
            return emit(scan, Token::LiteralStringInterpol, 1);
        }
        if scan.starts(b"${") {
            self.stack.push(State::Braces);
            return emit(scan, Token::LiteralStringInterpol, 2);
        }
        false
    }

    /// What ends or divides a list of parameters or constants.
    fn delimited(&mut self, scan: &mut Scan<'_>, state: State, byte: u8) -> bool {
        match (state, byte) {
            (State::Parameters | State::Group, b'(') => self.stack.push(State::Group),
            (State::Parameters | State::Group, b',') => self.stack.push(State::Parameter),
            (State::Parameters, b')') => {
                self.stack.pop();
                self.stack.push(State::Return);
            }
            (State::Cases | State::Block, b'{') => self.stack.push(State::Block),
            (State::Group, b')') | (State::ConstantValue, b';') | (State::Cases | State::Block, b'}') => {
                self.stack.pop();
            }
            (State::ConstantValue, b',') => self.stack.push(State::Constant),
            _ => return false,
        }
        emit(scan, Token::Punctuation, 1)
    }

    /// What is expected behind a word that declares something; its state is left already.
    fn declared(&mut self, scan: &mut Scan<'_>, state: State, byte: u8) -> bool {
        let end = name_end(scan, scan.pos());
        let plain = scan.name_end(scan.pos(), is_ident);
        let word = scan.slice(scan.pos(), plain);
        let named = starts_ident(byte) && scan.letter_at(scan.pos());
        match state {
            State::Function => match byte {
                b'&' => self.again(scan, state, Token::Operator, scan.pos() + 1),
                b'(' => {
                    self.stack.extend([State::Parameters, State::Parameter]);
                    emit(scan, Token::Punctuation, 1)
                }
                _ => named && self.again(scan, state, Token::Name, plain),
            },
            State::Parameter | State::Visibility => self.typed(scan, state, byte, named.then_some(plain)),
            State::Return => match byte {
                b':' => self.again(scan, state, Token::Punctuation, scan.pos() + 1),
                b'(' => {
                    self.stack.extend([state, State::Captured]);
                    emit(scan, Token::Punctuation, 1)
                }
                _ if named && word == b"use" => self.again(scan, state, Token::Keyword, plain),
                _ => type_end(scan, byte).is_some_and(|end| emit_to(scan, Token::KeywordType, end)),
            },
            State::Constant => self.constant(scan, byte, named && scan.at(plain) != b'('),
            State::ConstantName if byte == b'=' => {
                self.stack.push(State::ConstantValue);
                emit(scan, Token::Operator, 1)
            }
            State::New if named && word.eq_ignore_ascii_case(b"class") => {
                emit_to(scan, Token::KeywordDeclaration, plain)
            }
            State::New => end > scan.pos() && emit_to(scan, Token::NameClass, end),
            State::Catch if byte == b'|' => self.again(scan, state, Token::Operator, scan.pos() + 1),
            State::Catch => named && self.again(scan, state, Token::NameClass, plain),
            State::Use => self.imported(scan, byte, end),
            State::Case => named && emit_to(scan, Token::NameConstant, plain),
            State::Enum if byte == b':' => self.again(scan, state, Token::Punctuation, scan.pos() + 1),
            State::Enum => {
                let typed = named && !word.eq_ignore_ascii_case(b"implements");
                typed && emit_to(scan, Token::KeywordType, plain)
            }
            _ => false,
        }
    }

    /// A parameter or what a modifier stands before: modifiers, then a type; `word` is where a word here ends.
    fn typed(&mut self, scan: &mut Scan<'_>, state: State, byte: u8, word: Option<usize>) -> bool {
        let parameter = state == State::Parameter;
        if let Some(end) = word {
            let lower = scan.slice(scan.pos(), end).to_ascii_lowercase();
            let behind = if scan.starts_at(end, b"(set)") { end + 5 } else { end };
            let modifier = MODIFIERS.has(&lower) && !(parameter && lower == b"static");
            let next = scan.space_end(behind);
            if modifier && next > behind && scan.at(next) != b';' {
                return self.again(scan, state, Token::Keyword, behind);
            }
            if !parameter && DECLARED.has(&lower) {
                return false;
            }
        }
        if let Some(end) = type_end(scan, byte) {
            return emit_to(scan, Token::KeywordType, end);
        }
        if parameter && scan.starts(b"...") {
            return self.again(scan, state, Token::Punctuation, scan.pos() + 3);
        }
        if parameter && byte != b')' && !(byte == b'$' && starts_ident(scan.peek(1))) {
            // What is no parameter is not in a list of them either.
            self.stack.pop();
        }
        false
    }

    /// A constant's type or name.
    fn constant(&mut self, scan: &mut Scan<'_>, byte: u8, named: bool) -> bool {
        let typed = type_end(scan, byte).filter(|end| {
            let next = scan.space_end(*end);
            next > *end && scan.letter_at(next)
        });
        if let Some(end) = typed {
            return self.again(scan, State::Constant, Token::KeywordType, end);
        }
        if named {
            // Behind a comma in a value, a name ends the value.
            self.stack.pop_if(|state| *state == State::ConstantValue);
            self.stack.push(State::ConstantName);
        }
        named && emit_to(scan, Token::NameConstant, scan.name_end(scan.pos(), is_ident))
    }

    /// What stands behind `use`, up to the semicolon.
    fn imported(&mut self, scan: &mut Scan<'_>, byte: u8, end: usize) -> bool {
        let word = scan.slice(scan.pos(), end);
        let (token, end) = match word {
            _ if matches!(byte, b'{' | b',') => (Token::Punctuation, scan.pos() + 1),
            b"function" | b"const" | b"as" => (Token::Keyword, end),
            b"" => return false,
            _ if byte != b'\\' && scan.starts_at(end, b"\\{") => (Token::NameNamespace, end + 1),
            _ if KEYWORDS.has(&word.to_ascii_lowercase()) => return false,
            _ => (name_token(scan, end, scan.space_end(end)), end),
        };
        self.again(scan, State::Use, token, end)
    }

    /// Gives a token and goes on expecting the same.
    fn again(&mut self, scan: &mut Scan<'_>, state: State, token: Token, end: usize) -> bool {
        self.stack.push(state);
        emit_to(scan, token, end)
    }

    fn word(&mut self, scan: &mut Scan<'_>) {
        let end = name_end(scan, scan.pos());
        let lower = scan.slice(scan.pos(), end).to_ascii_lowercase();
        let next = scan.space_end(end);
        let (mut token, mut end) = (Token::Keyword, end);
        match lower.as_slice() {
            b"class" | b"interface" | b"trait" | b"enum" if next > end && scan.letter_at(next) => {
                scan.emit_to(Token::KeywordDeclaration, end);
                scan.emit_to(Token::Text, next);
                (token, end) = (Token::NameClass, scan.name_end(next, is_ident));
                self.enumerated = lower == b"enum";
                if self.enumerated {
                    self.stack.push(State::Enum);
                }
            }
            b"extends" | b"implements" if next > end && starts_name(scan, next) => {
                scan.emit_to(Token::KeywordDeclaration, end);
                scan.emit_to(Token::Text, next);
                (token, end) = (Token::NameClass, name_end(scan, next));
            }
            b"namespace" if next > end && starts_name(scan, next) => {
                scan.emit_to(Token::KeywordNamespace, end);
                scan.emit_to(Token::Text, next);
                (token, end) = (Token::NameNamespace, name_end(scan, next));
            }
            b"use" if scan.at(next) != b'(' => {
                token = Token::KeywordNamespace;
                self.stack.push(State::Use);
            }
            b"new" => self.stack.push(State::New),
            b"catch" => self.stack.push(State::Catch),
            b"const" => self.stack.push(State::Constant),
            b"case" if self.stack.last() == Some(&State::Cases) => self.stack.push(State::Case),
            b"function" | b"fn" => self.stack.push(State::Function),
            b"public" | b"protected" | b"private" => {
                end += if scan.starts_at(end, b"(set)") { 5 } else { 0 };
                self.stack.push(State::Visibility);
            }
            b"true" | b"false" | b"null" => token = Token::KeywordConstant,
            _ if KEYWORDS.has(&lower) || MAGIC.has(&lower) => {}
            _ => token = name_token(scan, end, next),
        }
        scan.emit_to(token, end);
    }
}

impl Lex for Php {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        let inline = self.inline.unwrap_or_else(|| !is_template(scan));
        if inline {
            self.in_php = true;
        }
        self.inline = Some(false);
        while !scan.eof() {
            if self.in_php { self.php(scan) } else { self.html(scan) }
        }
    }
}

/// Whether the code is a page with PHP in it, and not PHP alone.
fn is_template(scan: &Scan<'_>) -> bool {
    let opened = |at: usize| {
        let word = scan.slice(at, scan.end().min(at + 3));
        word.starts_with(b"=") || word.eq_ignore_ascii_case(b"php") && is_space(scan.at(at + 3))
    };
    let closed = memchr::memmem::find(scan.rest(), b"?>").unwrap_or(scan.rest().len());
    let mut tags = memchr::memmem::find_iter(scan.rest(), b"<?").take_while(|at| *at < closed);
    scan.at(scan.space_end(scan.pos())) == b'<' || tags.any(|at| opened(scan.pos() + at + 2))
}

fn blank_or_comment(scan: &mut Scan<'_>, byte: u8) -> bool {
    match byte {
        _ if is_space(byte) => emit_to(scan, Token::Text, scan.space_end(scan.pos())),
        b'#' if scan.peek(1) != b'[' => emit_to(scan, Token::CommentSingle, scan.line_end(scan.pos())),
        b'/' if scan.peek(1) == b'/' => emit_to(scan, Token::CommentSingle, scan.line_end(scan.pos())),
        b'/' if scan.peek(1) == b'*'
            && let Some(end) = scan.find_close(scan.pos() + 2, b"*/") =>
        {
            let doc = scan.starts(b"/**") && scan.peek(3) != b'/';
            emit_to(scan, if doc { Token::CommentDoc } else { Token::CommentMultiline }, end + 2)
        }
        _ => false,
    }
}

/// All of a row of operators, up to a closing tag.
fn operator(scan: &mut Scan<'_>) {
    let end = scan.while_at(scan.pos(), |b| OPERATORS[usize::from(b)]);
    let tag = memchr::memmem::find(scan.slice(scan.pos(), end), b"?>");
    scan.emit_to(Token::Operator, tag.map_or(end, |at| scan.pos() + at));
}

fn variable(scan: &mut Scan<'_>) {
    let name = scan.while_at(scan.pos(), |b| b == b'$');
    scan.emit_to(Token::NameVariable, scan.name_end(name, is_ident));
}

fn starts_name(scan: &Scan<'_>, at: usize) -> bool {
    scan.letter_at(at + usize::from(scan.at(at) == b'\\'))
}

/// Where a name ends, its namespaces before it; the position itself where there is none.
fn name_end(scan: &Scan<'_>, from: usize) -> usize {
    let mut end = from;
    let mut part = from + usize::from(scan.at(from) == b'\\');
    while scan.letter_at(part) {
        end = scan.name_end(part, is_ident);
        if scan.at(end) != b'\\' {
            break;
        }
        part = end + 1;
    }
    end
}

/// Where a type ends that is one word, a question mark before it or not.
fn type_end(scan: &Scan<'_>, byte: u8) -> Option<usize> {
    let name = scan.pos() + usize::from(byte == b'?');
    scan.letter_at(name).then(|| scan.name_end(name, is_ident))
}

/// The token of a name that is no word of the language.
fn name_token(scan: &Scan<'_>, end: usize, next: usize) -> Token {
    let whole = scan.text(scan.pos(), end);
    let last = whole.rsplit('\\').next().unwrap_or(whole);
    let upper = |c: char| c.is_uppercase() || c.is_ascii_digit() || c == '_';
    let constant = last.chars().count() > 1 && last.chars().all(upper);
    let class = last.starts_with(char::is_uppercase) && !last.contains('_');
    let own = |prefix: &str| {
        whole.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    if scan.at(next) == b'(' {
        if BUILTINS.has(whole.to_ascii_lowercase().as_bytes()) { Token::NameBuiltin } else { Token::NameFunction }
    } else if whole.len() >= 4 && whole.starts_with("__") && whole.ends_with("__") {
        Token::NameBuiltin
    } else if constant && (own("E_") || own("PHP_")) {
        Token::KeywordConstant
    } else if constant && last.starts_with(char::is_uppercase) {
        Token::NameConstant
    } else if class {
        Token::NameClass
    } else {
        Token::Name
    }
}

fn number(scan: &mut Scan<'_>) {
    let start = scan.pos();
    let run = |from: usize, accept: fn(u8) -> bool| scan.while_at(from, |b| accept(b) || b == b'_');
    let octal = |from: usize| scan.while_at(from, |b| (b'0'..=b'7').contains(&b));
    let digits = run(start, |b| b.is_ascii_digit());
    let (token, end) = match (scan.cur(), scan.peek(1)) {
        (b'0', b'x' | b'X') => (Token::LiteralNumberHex, run(start + 2, |b| b.is_ascii_hexdigit())),
        (b'0', b'b' | b'B') => (Token::LiteralNumberBin, run(start + 2, |b| b == b'0' || b == b'1')),
        (b'0', b'o' | b'O') => (Token::LiteralNumberOct, octal(start + 2)),
        _ if scan.at(digits) == b'.' => {
            let fraction = scan.at(digits + 1).is_ascii_digit();
            let end = if fraction { run(digits + 1, |b| b.is_ascii_digit()) } else { digits + 1 };
            let sign = end + 1 + usize::from(matches!(scan.at(end + 1), b'+' | b'-'));
            let exponent = matches!(scan.at(end), b'e' | b'E') && scan.at(sign).is_ascii_digit();
            (Token::LiteralNumberFloat, if exponent { scan.digits_end(sign) } else { end })
        }
        (b'0', b'0'..=b'7') if octal(start) == digits => (Token::LiteralNumberOct, digits),
        _ => (Token::LiteralNumberInteger, digits),
    };
    scan.emit_to(token, end);
}
