//! From a script to its tree. What is rare or doubtful (`with`, modules, decorators, old octal numbers) is refused, and
//! the script then stays as it is.

mod expressions;
mod functions;
mod statements;

use super::lex::{Lexer, Token};
use super::tree::*;
pub(super) use expressions::precedence;

/// How deep a script may nest.
const DEPTH_LIMIT: usize = 256;

/// Words that cannot be names.
pub(super) const RESERVED: [&str; 38] = [
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "new",
    "null",
    "return",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "await",
    "yield",
];

/// Reads a script: the licences it begins with, and its statements. `None` when it is not understood, or has licences
/// elsewhere.
pub(super) fn parse(text: &str) -> Option<(Vec<String>, Vec<Stmt>)> {
    let mut parser = Parser {
        lexer: Lexer::new(text, 0),
        token: Token::End,
        start: 0,
        line_ended: false,
        depth: 0,
        in_function: false,
        bare_arrow: false,
    };
    parser.advance()?;
    let first = parser.start;
    let mut body = parser.directives()?;
    while parser.token != Token::End {
        body.push(parser.statement()?);
    }
    let licences = parser.lexer.licences;
    let at_the_start = licences.iter().all(|(at, _)| *at < first);
    at_the_start.then(|| (licences.into_iter().map(|(_, text)| text.to_owned()).collect(), body))
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    token: Token,
    start: usize,
    line_ended: bool,
    depth: usize,
    in_function: bool,
    /// Whether the last primary expression is an arrow function without parentheses, which nothing can follow.
    bare_arrow: bool,
}

impl Parser<'_> {
    fn advance(&mut self) -> Option<()> {
        let (token, start, line_ended) = self.lexer.next()?;
        (self.token, self.start, self.line_ended) = (token, start, line_ended);
        Some(())
    }

    fn is(&self, sign: &str) -> bool {
        matches!(&self.token, Token::Sign(found) if *found == sign)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(&self.token, Token::Word(found) if found == word)
    }

    fn eat(&mut self, sign: &str) -> Option<bool> {
        let found = self.is(sign);
        if found {
            self.advance()?;
        }
        Some(found)
    }

    fn eat_word(&mut self, word: &str) -> Option<bool> {
        let found = self.is_word(word);
        if found {
            self.advance()?;
        }
        Some(found)
    }

    fn expect(&mut self, sign: &str) -> Option<()> {
        self.eat(sign)?.then_some(())
    }

    fn name(&mut self) -> Option<Name> {
        match &self.token {
            Token::Word(word) if !RESERVED[..36].contains(&word.as_str()) => {
                let name = Name::new(word);
                self.advance()?;
                Some(name)
            }
            _ => None,
        }
    }

    /// What follows the current token.
    fn peek(&self) -> Option<(Token, bool)> {
        let mut ahead = Lexer::new(self.lexer.text, self.lexer.at);
        ahead.next().map(|(token, _, line_ended)| (token, line_ended))
    }

    /// Passes the end of a statement, written or not.
    fn semicolon(&mut self) -> Option<()> {
        if self.eat(";")? || self.is("}") || self.token == Token::End || self.line_ended { Some(()) } else { None }
    }

    fn directives(&mut self) -> Option<Vec<Stmt>> {
        let mut found = Vec::new();
        while let Token::Text(text) = &self.token {
            let ends = match self.peek()? {
                (Token::Sign(";" | "}") | Token::End, _) => true,
                (Token::Word(word), line_ended) => line_ended && !matches!(word.as_str(), "in" | "instanceof"),
                (_, _) => false,
            };
            if !ends {
                break;
            }
            found.push(Stmt::Directive(text.clone()));
            self.advance()?;
            self.semicolon()?;
        }
        Some(found)
    }

    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= DEPTH_LIMIT {
            return None;
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn statement(&mut self) -> Option<Stmt> {
        self.nested(Self::statement_inside)
    }

    fn block(&mut self) -> Option<Vec<Stmt>> {
        self.expect("{")?;
        let mut body = Vec::new();
        while !self.is("}") {
            if self.token == Token::End {
                return None;
            }
            body.push(self.statement()?);
        }
        self.advance()?;
        Some(body)
    }

    fn in_parentheses(&mut self) -> Option<Expr> {
        self.expect("(")?;
        let expr = self.expression()?;
        self.expect(")")?;
        Some(expr)
    }
}
