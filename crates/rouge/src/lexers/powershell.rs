//! PowerShell.

use super::Lex;
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space, is_word};
use crate::words::Words;

/// The lexer for PowerShell.
#[derive(Default)]
pub(super) struct Powershell {
    stack: Vec<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Behind a command's name: bare words are its arguments.
    Arguments,
    /// Between parentheses, brackets or braces; the closing byte.
    Group(u8),
    Double,
    Heredoc,
    /// In `$(…)` of a string.
    Interpolation,
    /// Between the braces of `@{…}`.
    Table,
    ClassName,
    FunctionName,
}

/// Table: reserved words.
static KEYWORDS: Words = Words::new(&[
    "assembly",
    "begin",
    "break",
    "catch",
    "class",
    "continue",
    "data",
    "define",
    "do",
    "dynamicparam",
    "else",
    "elseif",
    "end",
    "enum",
    "exit",
    "filter",
    "finally",
    "for",
    "foreach",
    "from",
    "function",
    "hidden",
    "if",
    "in",
    "inlinescript",
    "module",
    "namespace",
    "parallel",
    "param",
    "process",
    "return",
    "sequence",
    "static",
    "switch",
    "throw",
    "trap",
    "try",
    "until",
    "using",
    "while",
    "workflow",
]);

/// Table: operators that are words, without their dash.
static WORDS: Words = Words::new(&[
    "and",
    "as",
    "band",
    "bnot",
    "bor",
    "bxor",
    "ccontains",
    "ceq",
    "cge",
    "cgt",
    "cin",
    "cle",
    "clike",
    "clt",
    "cmatch",
    "cne",
    "cnotcontains",
    "cnotin",
    "cnotlike",
    "cnotmatch",
    "contains",
    "creplace",
    "csplit",
    "eq",
    "ge",
    "gt",
    "icontains",
    "ieq",
    "ige",
    "igt",
    "iin",
    "ile",
    "ilike",
    "ilt",
    "imatch",
    "in",
    "ine",
    "inotcontains",
    "inotin",
    "inotlike",
    "inotmatch",
    "ireplace",
    "is",
    "isnot",
    "isplit",
    "join",
    "le",
    "like",
    "lt",
    "match",
    "ne",
    "not",
    "notcontains",
    "notin",
    "notlike",
    "notmatch",
    "or",
    "replace",
    "shl",
    "shr",
    "split",
    "wildcard",
    "xor",
]);

/// Table: variables that are always there.
const VARIABLES: &[&str] = &[
    "ConsoleFileName",
    "Error",
    "Event",
    "ExecutionContext",
    "HOME",
    "Host",
    "IsCoreCLR",
    "IsLinux",
    "IsMacOS",
    "IsWindows",
    "LastExitCode",
    "Matches",
    "MyInvocation",
    "NestedPromptLevel",
    "PID",
    "PROFILE",
    "PSBoundParameters",
    "PSCmdlet",
    "PSCommandPath",
    "PSCulture",
    "PSDebugContext",
    "PSHOME",
    "PSItem",
    "PSScriptRoot",
    "PSSenderInfo",
    "PSUICulture",
    "PSVersionTable",
    "PWD",
    "REPORTERRORSHOWEXCEPTIONCLASS",
    "REPORTERRORSHOWINNEREXCEPTION",
    "REPORTERRORSHOWSOURCE",
    "REPORTERRORSHOWSTACKTRACE",
    "ShellId",
    "StackTrace",
    "args",
    "false",
    "foreach",
    "input",
    "null",
    "switch",
    "this",
    "true",
];

impl Lex for Powershell {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        while !scan.eof() {
            match self.stack.last().copied() {
                Some(State::Double | State::Heredoc) => self.string(scan),
                Some(State::ClassName | State::FunctionName) => self.declared(scan),
                Some(State::Arguments) => self.arguments(scan),
                _ => self.code(scan),
            }
        }
    }
}

impl Powershell {
    fn declared(&mut self, scan: &mut Scan<'_>) {
        if is_space(scan.cur()) {
            return scan.emit_to(Token::TextWhitespace, scan.space_end(scan.pos()));
        }
        let class = self.stack.pop() == Some(State::ClassName);
        let end = scan.while_at(scan.pos(), |b| is_word(b) || (b == b'-' && !class) || b == b':' && !class);
        scan.emit_to(if class { Token::NameClass } else { Token::NameFunction }, end);
        let colon = scan.blank_end(end);
        if class && scan.at(colon) == b':' {
            scan.emit_to(Token::TextWhitespace, colon);
            scan.emit(Token::Punctuation, 1);
            self.stack.push(State::ClassName);
        }
    }

    /// What code and arguments share; tells whether it took something.
    fn shared(&mut self, scan: &mut Scan<'_>) -> bool {
        let byte = scan.cur();
        match byte {
            b' ' | b'\t' | b'\r' => scan.emit_to(Token::TextWhitespace, scan.blank_end(scan.pos()).max(scan.pos() + 1)),
            b'#' => scan.emit_to(Token::Comment, scan.line_end(scan.pos())),
            b'<' if scan.peek(1) == b'#' => {
                block_comment(scan);
            }
            b'"' => {
                scan.emit(Token::LiteralStringDouble, 1);
                self.stack.push(State::Double);
            }
            b'\'' => single(scan),
            b'@' if scan.peek(1) == b'"' => {
                scan.emit(Token::LiteralStringHeredoc, 2);
                self.stack.push(State::Heredoc);
            }
            b'@' if scan.peek(1) == b'\'' => {
                let end = scan.find(scan.pos() + 2, b"\n'@").map_or(scan.end(), |end| end + 3);
                scan.emit_to(Token::LiteralStringHeredoc, end);
            }
            b'@' if scan.peek(1) == b'(' => {
                scan.emit(Token::Punctuation, 2);
                self.stack.push(State::Group(b')'));
            }
            b'@' if scan.peek(1) == b'{' => {
                scan.emit(Token::Punctuation, 2);
                self.stack.push(State::Table);
            }
            b'`' if scan.pos() + 1 < scan.end() && scan.peek(1) != b' ' => scan.emit(Token::LiteralStringEscape, 2),
            b'$' => return self.variable(scan),
            b'-' if is_word(scan.peek(1)) || scan.peek(1) == b'-' => {
                let end = scan.while_at(scan.pos() + 1, |b| is_word(b) || b == b'-');
                let word = scan.slice(scan.pos() + 1, end).to_ascii_lowercase();
                if WORDS.has(&word) {
                    scan.emit_to(Token::Operator, end);
                } else if is_alpha_(scan.peek(1)) || scan.peek(1) == b'-' {
                    scan.emit_to(Token::NameTag, end);
                } else {
                    scan.emit(Token::Operator, 1);
                }
            }
            b'[' | b'(' | b'{' => {
                scan.emit(Token::Punctuation, 1);
                self.stack.push(State::Group(match byte {
                    b'[' => b']',
                    b'(' => b')',
                    _ => b'}',
                }));
            }
            b',' => scan.emit(Token::Punctuation, 1),
            _ => return false,
        }
        true
    }

    fn variable(&mut self, scan: &mut Scan<'_>) -> bool {
        let next = scan.peek(1);
        if next == b'{' {
            let end = scan.while_at(scan.pos(), |b| b != b'}' && b != b'\n');
            scan.emit_to(Token::NameVariable, end + 1);
            return true;
        }
        if next == b'(' {
            scan.emit(Token::LiteralStringInterpol, 2);
            self.stack.push(State::Interpolation);
            return true;
        }
        if matches!(next, b'?' | b'^' | b'$') {
            scan.emit(Token::NameBuiltinPseudo, 2);
            return true;
        }
        if !is_word(next) {
            scan.error();
            return true;
        }
        let end = scan.word_end(scan.pos() + 1);
        if scan.at(end) == b':' && is_word(scan.at(end + 1)) {
            scan.emit(Token::NameVariable, 1);
            scan.emit_to(Token::NameNamespace, end);
            scan.emit(Token::Punctuation, 1);
            scan.emit_to(Token::NameVariable, scan.word_end(scan.pos()));
            return true;
        }
        let name = scan.slice(scan.pos() + 1, end);
        // A known name counts even as the beginning of a longer one.
        let known = VARIABLES.iter().filter(|known| name.starts_with(known.as_bytes())).map(|known| known.len()).max();
        let known = if name == b"_" { Some(1) } else { known };
        match known {
            Some(len) => scan.emit(Token::NameBuiltinPseudo, len + 1),
            None => scan.emit_to(Token::NameVariable, end),
        }
        true
    }

    fn arguments(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            b'\n' | b'|' | b';' | b')' | b'}' | b']' => {
                self.stack.pop();
            }
            _ if self.shared(scan) => {}
            b'&' | b'=' | b'+' | b'*' | b'%' | b'!' | b'-' => scan.emit(Token::Operator, 1),
            b'.' if scan.peek(1) == b'.' => scan.emit(Token::Operator, 2),
            b'.' if is_alpha_(scan.peek(1)) && matches!(scan.prev(), b')' | b']') || is_word(scan.prev()) => {
                scan.emit(Token::Operator, 1);
                scan.emit_to(Token::NameFunction, scan.word_end(scan.pos()));
            }
            b'<' | b'>' | b'`' => scan.error(),
            _ if !byte.is_ascii() => scan.error(),
            _ => {
                let stops = |b: u8| !b.is_ascii() || is_space(b) || b"|;,(){}[]<>&\"'`$=".contains(&b);
                let end = scan.while_at(scan.pos() + 1, |b| !stops(b));
                scan.emit_to(Token::NameOther, end);
            }
        }
    }

    fn close(&mut self, scan: &mut Scan<'_>, byte: u8) {
        let token = match self.stack.last() {
            Some(State::Interpolation) if byte == b')' => Token::LiteralStringInterpol,
            _ => Token::Punctuation,
        };
        scan.emit(token, 1);
        self.stack.pop();
    }

    fn code(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        if is_space(byte) {
            return scan.emit_to(Token::TextWhitespace, scan.space_end(scan.pos()));
        }
        match byte {
            _ if self.shared(scan) => {}
            b')' | b']' | b'}' => self.close(scan, byte),
            b'0'..=b'9' => number(scan),
            b';' => scan.emit(Token::Punctuation, 1),
            b':' => scan.emit(Token::Punctuation, 1),
            b'.' if is_alpha_(scan.peek(1))
                && (is_word(scan.prev()) || matches!(scan.prev(), b')' | b']' | b'}' | b'?' | b'"' | b'\'')) =>
            {
                scan.emit(Token::Operator, 1);
                scan.emit_to(Token::NameFunction, scan.word_end(scan.pos()));
            }
            b'.' | b'&' | b'|' | b'=' | b'+' | b'*' | b'%' | b'!' | b'/' | b'-' | b'>' | b'<' => {
                scan.emit(Token::Operator, 1);
            }
            b'?' if is_word(scan.prev()) => scan.emit(Token::NameFunction, 1),
            b'?' => scan.emit(Token::Operator, 1),
            _ if is_word(byte) || byte == b'\\' => self.word(scan),
            _ => scan.error(),
        }
    }

    fn word(&mut self, scan: &mut Scan<'_>) {
        if scan.cur() == b'\\' {
            let end = scan.while_at(scan.pos(), |b| is_word(b) || matches!(b, b'\\' | b'.' | b'-'));
            scan.emit_to(Token::Name, end);
            return self.stack.push(State::Arguments);
        }
        let plain = scan.word_end(scan.pos());
        let keyword = scan.slice(scan.pos(), plain).to_ascii_lowercase();
        if KEYWORDS.has(&keyword) && scan.at(plain) != b'-' && scan.at(plain) != b'.' {
            scan.emit_to(Token::KeywordReserved, plain);
            match keyword.as_slice() {
                b"class" => self.stack.push(State::ClassName),
                b"function" => self.stack.push(State::FunctionName),
                _ => {}
            }
            return;
        }
        let table = self.stack.last() == Some(&State::Table);
        let next = scan.blank_end(plain);
        if table && scan.at(next) == b'=' {
            return scan.emit_to(Token::NameOther, plain);
        }
        let end = scan.while_at(scan.pos(), |b| is_word(b) || matches!(b, b'-' | b'.' | b'\\'));
        let end = if matches!(scan.at(end - 1), b'.' | b'-') { plain } else { end };
        scan.emit_to(Token::Name, end);
        let bracketed = self.stack.last() == Some(&State::Group(b']'));
        if !bracketed
            && matches!(scan.cur(), b' ' | b'\t')
            && !matches!(scan.at(scan.blank_end(end)), b'=' | b'{' | b'(')
        {
            self.stack.push(State::Arguments);
        }
    }

    fn string(&mut self, scan: &mut Scan<'_>) {
        let heredoc = self.stack.last() == Some(&State::Heredoc);
        let token = if heredoc { Token::LiteralStringHeredoc } else { Token::LiteralStringDouble };
        match scan.cur() {
            b'\n' if heredoc && scan.starts(b"\n\"@") => {
                scan.emit(token, 3);
                self.stack.pop();
            }
            b'"' if !heredoc && scan.peek(1) == b'"' => scan.emit(token, 2),
            b'"' if !heredoc => {
                scan.emit(token, 1);
                self.stack.pop();
            }
            b'`' => scan.emit(Token::LiteralStringEscape, 2),
            b'$' if matches!(scan.peek(1), b'(' | b'{') || is_word(scan.peek(1)) => {
                self.variable(scan);
            }
            _ => {
                let end = scan.while_at(scan.pos() + 1, |b| !matches!(b, b'"' | b'`' | b'$' | b'\n'));
                scan.emit_to(token, end);
            }
        }
    }
}

fn single(scan: &mut Scan<'_>) {
    let mut end = scan.pos() + 1;
    while let Some(quote) = scan.find_byte(end, b'\'') {
        end = quote + 1;
        if scan.at(end) != b'\'' {
            return scan.emit_to(Token::LiteralStringSingle, end);
        }
        end += 1;
    }
    scan.emit_rest(Token::LiteralStringSingle);
}

fn number(scan: &mut Scan<'_>) {
    let end = scan.digits_end(scan.pos());
    if scan.at(end) == b'.' && scan.at(end + 1).is_ascii_digit() {
        scan.emit_to(Token::LiteralNumberFloat, scan.digits_end(end + 1));
    } else {
        scan.emit_to(Token::LiteralNumberInteger, end);
    }
}

/// The words that structure the help in a comment.
static HELP: Words = Words::new(&[
    "COMPONENT",
    "DESCRIPTION",
    "EXAMPLE",
    "EXTERNALHELP",
    "FORWARDHELPCATEGORY",
    "FORWARDHELPTARGETNAME",
    "FUNCTIONALITY",
    "INPUTS",
    "LINK",
    "NOTES",
    "OUTPUTS",
    "PARAMETER",
    "REMOTEHELPRUNSPACE",
    "ROLE",
    "SYNOPSIS",
]);

/// A comment between `<#` and `#>`, with the words of help in it.
fn block_comment(scan: &mut Scan<'_>) {
    let end = scan.find(scan.pos(), b"#>").map_or(scan.end(), |end| end + 2);
    let mut dot = scan.pos();
    while let Some(at) = scan.find_byte(dot, b'.').filter(|at| *at < end) {
        let word = scan.word_end(at + 1);
        if HELP.has(&scan.slice(at + 1, word).to_ascii_uppercase()) {
            scan.emit_to(Token::CommentMultiline, at);
            scan.emit_to(Token::CommentSpecial, word);
        }
        dot = word;
    }
    scan.emit_to(Token::CommentMultiline, end);
}
