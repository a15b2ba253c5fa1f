//! Statements and declarations.

use super::*;

impl Parser<'_> {
    pub(super) fn statement_inside(&mut self) -> Option<Stmt> {
        let word = match &self.token {
            Token::Sign("{") => return self.block().map(Stmt::Block),
            Token::Sign(";") => {
                self.advance()?;
                return Some(Stmt::Empty);
            }
            Token::Word(word) => word.clone(),
            _ => return self.expression_statement(),
        };
        match word.as_str() {
            "var" | "const" => self.declaration_statement(),
            "let" if matches!(self.peek()?.0, Token::Word(_) | Token::Sign("[" | "{")) => self.declaration_statement(),
            "function" => self.function(false).map(|function| Stmt::Function(Box::new(function))),
            "async" if matches!(self.peek()?, (Token::Word(word), false) if word == "function") => {
                self.advance()?;
                self.function(true).map(|function| Stmt::Function(Box::new(function)))
            }
            "class" => self.class().map(|class| Stmt::Class(Box::new(class))),
            "if" => {
                self.advance()?;
                let test = self.in_parentheses()?;
                let then = self.statement()?;
                let otherwise = if self.eat_word("else")? { Some(Box::new(self.statement()?)) } else { None };
                Some(Stmt::If(test, Box::new(then), otherwise))
            }
            "for" => self.for_statement(),
            "while" => {
                self.advance()?;
                let test = self.in_parentheses()?;
                Some(Stmt::While(test, Box::new(self.statement()?)))
            }
            "do" => {
                self.advance()?;
                let body = self.statement()?;
                self.eat_word("while")?.then_some(())?;
                let test = self.in_parentheses()?;
                self.eat(";")?;
                Some(Stmt::DoWhile(Box::new(body), test))
            }
            "return" if self.in_function => {
                let value = self.optional_value()?;
                Some(Stmt::Return(value))
            }
            "break" | "continue" => {
                self.advance()?;
                let label = if self.line_ended { None } else { self.name().map(|name| name.text) };
                self.semicolon()?;
                Some(if word == "break" { Stmt::Break(label) } else { Stmt::Continue(label) })
            }
            "throw" => {
                self.advance()?;
                let value = self.expression()?;
                self.semicolon()?;
                Some(Stmt::Throw(value))
            }
            "try" => self.try_statement(),
            "switch" => self.switch_statement(),
            "debugger" => {
                self.advance()?;
                self.semicolon()?;
                Some(Stmt::Debugger)
            }
            "import" if matches!(self.peek()?.0, Token::Sign("(" | ".")) => self.expression_statement(),
            "with" | "import" | "export" | "enum" => None,
            _ if matches!(self.peek()?.0, Token::Sign(":")) => {
                let label = self.name()?.text;
                self.expect(":")?;
                Some(Stmt::Label(label, Box::new(self.statement()?)))
            }
            _ => self.expression_statement(),
        }
    }

    pub(super) fn expression_statement(&mut self) -> Option<Stmt> {
        let expr = self.expression()?;
        self.semicolon()?;
        Some(Stmt::Expr(expr))
    }

    pub(super) fn optional_value(&mut self) -> Option<Option<Expr>> {
        self.advance()?;
        let ends = self.is(";") || self.is("}") || self.token == Token::End || self.line_ended;
        let value = if ends { None } else { Some(self.expression()?) };
        self.semicolon()?;
        Some(value)
    }

    pub(super) fn declaration_statement(&mut self) -> Option<Stmt> {
        let declaration = self.declaration(true)?;
        self.semicolon()?;
        Some(declaration)
    }

    pub(super) fn declaration(&mut self, with_in: bool) -> Option<Stmt> {
        let kind = match &self.token {
            Token::Word(word) if word == "var" => Kind::Var,
            Token::Word(word) if word == "let" => Kind::Let,
            _ => Kind::Const,
        };
        self.advance()?;
        let mut parts = Vec::new();
        loop {
            let target = self.binding()?;
            let value = if self.eat("=")? { Some(self.assignment(with_in)?) } else { None };
            parts.push((target, value));
            if !self.eat(",")? {
                return Some(Stmt::Declare(kind, parts));
            }
        }
    }

    /// Reads a name or a pattern.
    pub(super) fn binding(&mut self) -> Option<Expr> {
        if self.is("[") || self.is("{") { self.primary() } else { self.name().map(Expr::Name) }
    }

    pub(super) fn for_statement(&mut self) -> Option<Stmt> {
        self.advance()?;
        let waits = self.eat_word("await")?;
        self.expect("(")?;
        let declares = self.is_word("var")
            || self.is_word("const")
            || (self.is_word("let") && matches!(self.peek()?.0, Token::Word(_) | Token::Sign("[" | "{")));
        let first = if self.is(";") {
            None
        } else if declares {
            Some(self.declaration(false)?)
        } else {
            Some(Stmt::Expr(self.sequence(false)?))
        };
        let word = if self.is_word("of") {
            Some(if waits { "await" } else { "of" })
        } else if self.is_word("in") {
            Some("in")
        } else {
            None
        };
        if let (Some(word), Some(first)) = (word, &first) {
            self.advance()?;
            let over = if word == "in" { self.expression()? } else { self.assignment(true)? };
            self.expect(")")?;
            return Some(Stmt::Each(word, Box::new(first.clone()), over, Box::new(self.statement()?)));
        }
        self.expect(";")?;
        let test = if self.is(";") { None } else { Some(self.expression()?) };
        self.expect(";")?;
        let step = if self.is(")") { None } else { Some(self.expression()?) };
        self.expect(")")?;
        Some(Stmt::For(first.map(Box::new), test, step, Box::new(self.statement()?)))
    }

    pub(super) fn try_statement(&mut self) -> Option<Stmt> {
        self.advance()?;
        let body = self.block()?;
        let handler = if self.eat_word("catch")? {
            let error = if self.eat("(")? {
                let error = self.binding()?;
                self.expect(")")?;
                Some(error)
            } else {
                None
            };
            Some((error, self.block()?))
        } else {
            None
        };
        let last = if self.eat_word("finally")? { Some(self.block()?) } else { None };
        (handler.is_some() || last.is_some()).then_some(Stmt::Try(body, handler, last))
    }

    pub(super) fn switch_statement(&mut self) -> Option<Stmt> {
        self.advance()?;
        let on = self.in_parentheses()?;
        self.expect("{")?;
        let mut cases = Vec::new();
        while !self.eat("}")? {
            let test = if self.eat_word("default")? {
                None
            } else {
                self.eat_word("case")?.then_some(())?;
                Some(self.expression()?)
            };
            self.expect(":")?;
            let mut body = Vec::new();
            while !(self.is("}") || self.is_word("case") || self.is_word("default")) {
                body.push(self.statement()?);
            }
            cases.push((test, body));
        }
        Some(Stmt::Switch(on, cases))
    }
}
