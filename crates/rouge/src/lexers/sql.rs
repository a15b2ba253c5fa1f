//! SQL.

use super::generic::{Block, Generic, Numbers, PLAIN_NUMBERS, Spec, ascii_ident};
use super::sql_table::{KEYWORDS, TYPES};
use crate::Token;
use crate::scan::Scan;

/// SQL's tokens.
pub(super) const SQL: Spec = Spec {
    space: Token::Text,
    line_comments: &[("--", Token::CommentSingle)],
    block_comments: &[("/*", "*/", Token::CommentMultiline, Block::Nested)],
    strings: &[],
    ident: ascii_ident,
    word,
    numbers: Numbers { float: Token::LiteralNumberInteger, ..PLAIN_NUMBERS },
    operators: b"+*/<>=~!@#%&|?^-",
    punctuation: b";:()[],.{}",
    hook,
};

/// In a string; the token and the quote go with the state.
const SINGLE: u8 = 1;
const DOUBLE: u8 = 2;
const BACKTICK: u8 = 3;

fn word(word: &[u8]) -> Token {
    let lower = word.to_ascii_lowercase();
    if TYPES.has(&lower) {
        Token::NameBuiltin
    } else if KEYWORDS.has(&lower) {
        Token::Keyword
    } else {
        Token::Name
    }
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>) -> bool {
    let byte = scan.cur();
    let (quote, token) = match lexer.state() {
        SINGLE => (b'\'', Token::LiteralStringSingle),
        DOUBLE => (b'"', Token::NameVariable),
        BACKTICK => (b'`', Token::NameVariable),
        _ => {
            let state = match byte {
                b'\'' => SINGLE,
                b'"' => DOUBLE,
                b'`' => BACKTICK,
                b'0'..=b'9' => {
                    scan.emit_to(Token::LiteralNumberInteger, scan.digits_end(scan.pos()));
                    return true;
                }
                _ => return false,
            };
            lexer.stack.push(state);
            scan.emit(if state == SINGLE { Token::LiteralStringSingle } else { Token::NameVariable }, 1);
            return true;
        }
    };
    match byte {
        b'\\' => scan.emit(Token::LiteralStringEscape, 2),
        _ if byte == quote && scan.peek(1) == quote => scan.emit(Token::LiteralStringEscape, 2),
        _ if byte == quote => {
            scan.emit(token, 1);
            lexer.stack.pop();
        }
        _ => scan.emit_to(token, scan.while_at(scan.pos(), |b| b != quote && b != b'\\')),
    }
    true
}
