//! From a tree to the shortest text.

mod expressions;
mod statements;
mod text;

use super::lex::is_word_part;
use super::resolve::Symbols;
use super::tree::*;
pub(super) use text::{is_free, is_name};

/// Strengths of what is no binary operator, on the scale of [`precedence`].
const SEQUENCE: u8 = 0;
const ASSIGN: u8 = 20;
const CHOICE: u8 = 30;
const BINARY: u8 = 40;
const UNARY: u8 = 60;
const POSTFIX: u8 = 61;
const NEW: u8 = 62;
const CALL: u8 = 63;
const PRIMARY: u8 = 64;

/// Writes a script. With `symbols`, names are those that symbols were given.
pub(super) fn print(body: &[Stmt], symbols: Option<&Symbols>) -> String {
    let mut printer = Printer { out: String::new(), symbols, ascii: symbols.is_some() };
    printer.statements(body, true);
    printer.out
}

/// How long an expression is when it is written.
pub(super) fn length(expr: &Expr) -> usize {
    let mut printer = Printer { out: String::new(), symbols: None, ascii: false };
    printer.expr(expr, SEQUENCE);
    printer.out.len()
}

struct Printer<'a> {
    out: String,
    symbols: Option<&'a Symbols>,
    ascii: bool,
}

impl Printer<'_> {
    /// Writes a piece, with a space where it would run into what stands before it.
    fn put(&mut self, piece: &str) {
        let last = self.out.chars().next_back();
        let first = piece.chars().next();
        if let (Some(last), Some(first)) = (last, first) {
            let words = (is_word_part(last) || last == '\\') && (is_word_part(first) || first == '\\');
            let signs = matches!((last, first), ('+', '+') | ('-', '-') | ('/', '/') | ('<', '!'))
                || (last == '-' && first == '>');
            if words || (signs) {
                self.out.push(' ');
            }
        }
        self.out.push_str(piece);
    }

    /// Writes a sign that belongs to what stands before it.
    fn glue(&mut self, piece: &str) {
        self.out.push_str(piece);
    }
}
