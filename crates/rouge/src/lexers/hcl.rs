//! HCL, and Terraform's dialect of it.

use super::generic::{Block, Generic, PLAIN_NUMBERS, Spec, ascii_ident};
use crate::Token;
use crate::scan::{Scan, is_alpha_};
use crate::words::Words;

/// HCL's tokens.
pub(super) const HCL: Spec = Spec {
    space: Token::Text,
    line_comments: &[("//", Token::CommentSingle), ("#", Token::CommentSingle)],
    block_comments: &[("/*", "*/", Token::CommentMultiline, Block::Open)],
    strings: &[],
    ident: ascii_ident,
    word,
    numbers: PLAIN_NUMBERS,
    operators: b"-+*/%=!<>&|?:^",
    punctuation: b"",
    hook: |lexer, scan| hook(lexer, scan, false),
};

/// Terraform's tokens.
pub(super) const TERRAFORM: Spec = Spec { word: terraform_word, hook: |lexer, scan| hook(lexer, scan, true), ..HCL };

/// In braces, in a string, and in an interpolation.
const BRACES: u8 = 1;
const STRING: u8 = 2;
const INTERPOLATION: u8 = 3;

static KEYWORDS: Words =
    Words::new(&["data", "module", "output", "provider", "provisioner", "resource", "terraform", "variable"]);

fn word(word: &[u8]) -> Token {
    match word {
        b"true" | b"false" | b"null" => Token::KeywordConstant,
        _ => Token::NameOther,
    }
}

fn terraform_word(text: &[u8]) -> Token {
    match text {
        b"local" | b"var" => Token::KeywordDeclaration,
        _ if KEYWORDS.has(text) => Token::Keyword,
        _ => word(text),
    }
}

fn hook(lexer: &mut Generic, scan: &mut Scan<'_>, terraform: bool) -> bool {
    let (byte, start) = (scan.cur(), scan.pos());
    let state = lexer.state();
    if state == STRING {
        string(lexer, scan, terraform);
        return true;
    }
    match byte {
        b'"' => {
            scan.emit(Token::LiteralStringDouble, 1);
            lexer.stack.push(STRING);
        }
        b'{' | b'[' => {
            scan.emit(Token::Punctuation, 1);
            lexer.stack.push(BRACES);
        }
        b'}' | b']' => {
            scan.emit(Token::Punctuation, 1);
            lexer.stack.pop();
        }
        b'.' | b'(' | b')' | b',' if state != 0 => scan.emit(Token::Punctuation, 1),
        b'0'..=b'9' => {
            let digits = scan.digits_end(start);
            if scan.at(digits) == b'.' && scan.at(digits + 1).is_ascii_digit() {
                scan.emit_to(Token::LiteralNumberFloat, scan.digits_end(digits + 1));
            } else {
                let scale = usize::from(matches!(scan.at(digits), b'k' | b'm' | b'g' | b'K' | b'M' | b'G'));
                let bytes = usize::from(scale > 0 && matches!(scan.at(digits + 1), b'b' | b'B'));
                scan.emit_to(Token::LiteralNumberInteger, digits + scale + bytes);
            }
        }
        _ if is_alpha_(byte) || byte == b'$' => {
            let end = scan.while_at(start + 1, |b| ascii_ident(b) || b == b'-' || b == b'$');
            let text = scan.slice(start, end);
            scan.emit_to(if terraform { terraform_word(text) } else { word(text) }, end);
        }
        _ => return false,
    }
    true
}

fn string(lexer: &mut Generic, scan: &mut Scan<'_>, terraform: bool) {
    match scan.cur() {
        b'"' => {
            scan.emit(Token::LiteralStringDouble, 1);
            lexer.stack.pop();
        }
        b'\\' if matches!(scan.peek(1), b'"' | b'\\') => scan.emit(Token::LiteralStringEscape, 2),
        b'\\' if terraform && scan.peek(1) != b'\n' => scan.emit(Token::LiteralStringEscape, 2),
        b'$' if terraform && scan.peek(1) == b'{' => {
            scan.emit(Token::Punctuation, 2);
            lexer.stack.push(INTERPOLATION);
        }
        b'\\' => scan.error(),
        b'$' if terraform => scan.error(),
        _ => {
            let end = scan.while_at(scan.pos(), |b| !(matches!(b, b'"' | b'\\') || terraform && b == b'$'));
            scan.emit_to(Token::LiteralStringDouble, end);
        }
    }
}
