//! Plain text: one token.

use super::Lex;
use crate::Token;
use crate::scan::Scan;

/// The lexer for plain text.
pub(super) struct Plaintext;

impl Lex for Plaintext {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        scan.emit_rest(Token::Text);
    }
}
