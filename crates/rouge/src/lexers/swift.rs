//! Swift.

use super::generic::{Block, Generic, Numbers, PLAIN_NUMBERS, Spec, unicode_ident};
use super::words_table::{SWIFT_KEYWORD, SWIFT_KEYWORD_DECLARATION};
use crate::Token;
use crate::scan::{Scan, is_alpha_, is_space};

/// Swift's tokens.
pub(super) const SWIFT: Spec = Spec {
    space: Token::Text,
    line_comments: &[("//", Token::CommentSingle)],
    block_comments: &[("/*", "*/", Token::CommentMultiline, Block::Nested)],
    strings: &[],
    ident: unicode_ident,
    word,
    numbers: Numbers {
        hex: Some(Token::LiteralNumberHex),
        octal: Some(Token::LiteralNumberOct),
        binary: Some(Token::LiteralNumberBin),
        underscores: true,
        exponent_alone: true,
        ..PLAIN_NUMBERS
    },
    operators: b"-/=+*%<>!&|^~.",
    punctuation: b"{}()[];,?:\\",
    hook,
};

/// In a string, in one of three quotes, and in an interpolation.
const STRING: u8 = 1;
const STRING3: u8 = 2;
const INTERPOLATION: u8 = 3;
/// Behind `let` and `var`, and in the parentheses behind them.
const VARIABLE: u8 = 4;
const TUPLE: u8 = 5;
/// Behind `func`.
const FUNCTION: u8 = 6;

fn word(word: &[u8]) -> Token {
    match word {
        b"true" | b"false" | b"nil" => Token::KeywordConstant,
        b"let" | b"var" => Token::Keyword,
        _ if SWIFT_KEYWORD.has(word) => Token::Keyword,
        _ if SWIFT_KEYWORD_DECLARATION.has(word) => Token::KeywordDeclaration,
        _ if word.first().is_some_and(u8::is_ascii_uppercase) => Token::KeywordType,
        _ => Token::Name,
    }
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let (byte, start) = (scan.cur(), scan.pos());
    let state = lexer.state();
    match state {
        STRING | STRING3 => return string(lexer, scan, state == STRING3),
        INTERPOLATION if byte == b'(' => {
            lexer.stack.push(INTERPOLATION);
            scan.emit(Token::Punctuation, 1);
            return true;
        }
        INTERPOLATION if byte == b')' => {
            lexer.stack.pop();
            let inner = lexer.state() == INTERPOLATION;
            scan.emit(if inner { Token::Punctuation } else { Token::LiteralStringEscape }, 1);
            return true;
        }
        VARIABLE | FUNCTION if !is_space(byte) => {
            lexer.stack.pop();
            let end = scan.name_end(start, unicode_ident);
            if state == VARIABLE && byte == b'(' {
                lexer.stack.push(TUPLE);
                scan.emit(Token::Punctuation, 1);
                return true;
            }
            if end > start && (state == VARIABLE || !byte.is_ascii_uppercase() && scan.at(scan.space_end(end)) == b'(')
            {
                scan.emit_to(if state == VARIABLE { Token::NameVariable } else { Token::NameFunction }, end);
                return true;
            }
        }
        TUPLE if byte == b')' => {
            lexer.stack.pop();
        }
        TUPLE if is_alpha_(byte) => {
            scan.emit_to(Token::NameVariable, scan.name_end(start, unicode_ident));
            return true;
        }
        _ => {}
    }
    match byte {
        b'"' => {
            let triple = scan.starts(b"\"\"\"");
            lexer.stack.push(if triple { STRING3 } else { STRING });
            scan.emit(Token::LiteralString, if triple { 3 } else { 1 });
        }
        b'#' if scan
            .slice(scan.base(), start)
            .iter()
            .rev()
            .find(|b| !matches!(b, b' ' | b'\t'))
            .is_none_or(|b| *b == b'\n') =>
        {
            scan.emit_to(Token::CommentPreproc, scan.line_end(start));
        }
        b'#' if is_alpha_(scan.peek(1)) => scan.emit_to(Token::Keyword, scan.letters_end(start + 1)),
        b'@' if is_alpha_(scan.peek(1)) => scan.emit_to(Token::KeywordDeclaration, scan.word_end(start + 1)),
        b'$' if scan.peek(1).is_ascii_digit() => scan.emit_to(Token::NameVariable, scan.digits_end(start + 1)),
        b'$' if is_alpha_(scan.peek(1)) => scan.emit_to(Token::Name, scan.word_end(start + 1)),
        b'/' if !matches!(scan.peek(1), b'/' | b'*') => match regex_end(lexer, scan) {
            Some(end) => scan.emit_to(Token::LiteralStringRegex, end),
            None => return false,
        },
        b'`' => {
            let end = scan.name_end(start + 1, unicode_ident);
            if scan.at(end) == b'`' && end > start + 1 {
                scan.emit(Token::Punctuation, 1);
                scan.emit_to(Token::NameVariable, end);
                scan.emit(Token::Punctuation, 1);
            } else {
                scan.error();
            }
        }
        b'0' if scan.peek(1) == b'x'
            && let Some(end) = hex_float_end(scan, start + 2) =>
        {
            scan.emit_to(Token::LiteralNumberHex, end);
        }
        b'0'..=b'9' => {
            // Rouge's numbers may end with a star.
            let end = scan.while_at(start, |b| b.is_ascii_digit() || b == b'_');
            if scan.at(end) != b'*' {
                return false;
            }
            scan.emit_to(Token::LiteralNumberFloat, end + 1);
        }
        b'\'' => {
            let inner = scan.char_at(start + 1).map_or(0, char::len_utf8);
            let end = start + 1 + if scan.peek(1) == b'\\' { 2 } else { inner };
            if scan.at(end) == b'\'' && scan.peek(1) != b'\'' {
                scan.emit_to(Token::LiteralStringChar, end + 1);
            } else {
                scan.error();
            }
        }
        _ if scan.letter_at(start) => name(lexer, scan),
        _ => return false,
    }
    true
}

fn name(lexer: &mut Generic, scan: &mut Scan<'_>) {
    let (start, end) = (scan.pos(), scan.name_end(scan.pos(), unicode_ident));
    let text = scan.slice(start, end);
    let mut token = word(text);
    let called = scan.at(scan.space_end(end + usize::from(matches!(scan.at(end), b'!' | b'?')))) == b'(';
    let labelled = scan.at(scan.space_end(end)) == b':';
    match text {
        b"as" | b"try" if scan.at(end) == b'!' || text == b"as" && scan.at(end) == b'?' => {
            return scan.emit_to(Token::Keyword, end + 1);
        }
        _ if token == Token::KeywordType || text == b"Self" || text == b"Type" => {}
        _ if labelled && text.starts_with(b"default") => {}
        _ if labelled && (scan.at(end) == b':' || !matches!(text, b"as" | b"try")) => token = Token::NameVariable,
        b"let" | b"var" => {
            let next = scan.space_end(end);
            let named = next > end && (scan.at(next) == b'(' || unicode_ident(scan.at(next)));
            if named {
                lexer.stack.push(VARIABLE);
            } else {
                token = Token::KeywordDeclaration;
            }
        }
        b"func" if !called => lexer.stack.push(FUNCTION),
        b"case" | b"for" | b"if" | b"switch" | b"while" => {}
        b"private" | b"internal" | b"unowned" if scan.at(end) == b'(' => {
            let close = scan.word_end(end + 1);
            if scan.at(close) == b')' {
                return scan.emit_to(Token::KeywordDeclaration, close + 1);
            }
        }
        b"private" | b"internal" | b"unowned" => {}
        _ if called => token = Token::NameFunction,
        _ => {}
    }
    scan.emit_to(token, end);
}

/// Where a hexadecimal number with an exponent ends, by where its digits begin.
fn hex_float_end(scan: &Scan<'_>, digits: usize) -> Option<usize> {
    let run = |from: usize| scan.while_at(from, |b| b.is_ascii_hexdigit() || b == b'_');
    let whole = run(digits);
    let end = if scan.at(whole) == b'.' { run(whole + 1) } else { whole };
    let sign = end + 1 + usize::from(matches!(scan.at(end + 1), b'+' | b'-'));
    (matches!(scan.at(end), b'p' | b'P') && scan.at(sign).is_ascii_digit()).then(|| scan.digits_end(sign))
}

/// The end of the regular expression at the position: on one line, and with no white space at its ends.
fn regex_end(lexer: &mut Generic, scan: &Scan<'_>) -> Option<usize> {
    let start = scan.pos();
    if start < lexer.mark || is_space(scan.peek(1)) {
        return None;
    }
    let line = scan.line_end(start);
    let inner = scan.slice(start + 1, line);
    // Rouge takes the last slash that white space does not precede.
    let slash = memchr::memrchr_iter(b'/', inner).find(|at| *at > 0 && !is_space(inner[at - 1]));
    if slash.is_none() {
        lexer.mark = line;
    }
    slash.map(|at| start + at + 2)
}

fn string(lexer: &mut Generic, scan: &mut Scan<'_>, triple: bool) -> bool {
    match scan.cur() {
        b'"' if !triple || scan.starts(b"\"\"\"") => {
            scan.emit(Token::LiteralString, if triple { 3 } else { 1 });
            lexer.stack.pop();
        }
        b'\\' if scan.peek(1) == b'(' => {
            lexer.stack.push(INTERPOLATION);
            scan.emit(Token::LiteralStringEscape, 2);
        }
        b'\\' if scan.starts(b"\\u{") => {
            let end = scan.while_at(scan.pos() + 3, |b| b.is_ascii_hexdigit());
            scan.emit_to(Token::LiteralStringEscape, end + 1);
        }
        b'\\' if b"\\nrt\"'0".contains(&scan.peek(1)) => scan.emit(Token::LiteralStringEscape, 2),
        b'\\' => scan.error(),
        _ => scan.emit_to(Token::LiteralString, scan.while_at(scan.pos() + 1, |b| b != b'"' && b != b'\\')),
    }
    true
}
