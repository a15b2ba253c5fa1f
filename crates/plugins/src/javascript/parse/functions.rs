//! Functions, classes and their parts.

use super::*;

impl Parser<'_> {
    /// Reads a function from its word on.
    pub(super) fn function(&mut self, is_async: bool) -> Option<Function> {
        self.advance()?;
        let is_generator = self.eat("*")?;
        let name = if self.is("(") { None } else { Some(self.name()?) };
        let function = self.function_rest(is_async, is_generator)?;
        Some(Function { name, ..function })
    }

    /// Reads parameters and body.
    pub(super) fn function_rest(&mut self, is_async: bool, is_generator: bool) -> Option<Function> {
        self.expect("(")?;
        let mut params = Vec::new();
        while !self.eat(")")? {
            if self.eat("...")? {
                params.push(Expr::Spread(Box::new(self.binding()?)));
            } else {
                let target = self.binding()?;
                params.push(if self.eat("=")? {
                    Expr::Assign("=", Box::new(target), Box::new(self.assignment(true)?))
                } else {
                    target
                });
            }
            if !self.is(")") {
                self.expect(",")?;
            }
        }
        let body = self.function_body()?;
        Some(Function { params, body, is_async, is_generator, ..Function::default() })
    }

    pub(super) fn function_body(&mut self) -> Option<Vec<Stmt>> {
        let outer = std::mem::replace(&mut self.in_function, true);
        self.expect("{")?;
        let body = self.nested(|parser| {
            let mut body = parser.directives()?;
            while !parser.is("}") {
                if parser.token == Token::End {
                    return None;
                }
                body.push(parser.statement()?);
            }
            Some(body)
        })?;
        self.in_function = outer;
        self.advance()?;
        Some(body)
    }

    pub(super) fn class(&mut self) -> Option<Class> {
        self.advance()?;
        let name = if self.is("{") || self.is_word("extends") { None } else { Some(self.name()?) };
        let parent = if self.eat_word("extends")? { Some(self.postfix_of_call()?) } else { None };
        self.expect("{")?;
        let mut members = Vec::new();
        while !self.eat("}")? {
            if !self.eat(";")? {
                members.push(self.member()?);
            }
        }
        Some(Class { name, parent, members })
    }

    pub(super) fn follows_key(&self) -> Option<bool> {
        Some(!matches!(self.peek()?.0, Token::Sign("(" | "=" | ";" | "}" | "," | ":")))
    }

    pub(super) fn member(&mut self) -> Option<Member> {
        let mut is_static = false;
        if self.is_word("static") && self.follows_key()? {
            self.advance()?;
            if self.is("{") {
                return self.function_body().map(Member::Block);
            }
            is_static = true;
        }
        let (is_async, is_generator, accessor) = self.modifiers()?;
        let key = self.key()?;
        if let Some(accessor) = accessor {
            let function = self.function_rest(false, false)?;
            return Some(if accessor == "get" {
                Member::Get(key, function, is_static)
            } else {
                Member::Set(key, function, is_static)
            });
        }
        if self.is("(") {
            return Some(Member::Method(key, self.function_rest(is_async, is_generator)?, is_static));
        }
        let value = if self.eat("=")? { Some(self.assignment(true)?) } else { None };
        self.semicolon()?;
        Some(Member::Field(key, value, is_static))
    }

    /// Reads `async`, `*`, `get` and `set` before a key.
    pub(super) fn modifiers(&mut self) -> Option<(bool, bool, Option<&'static str>)> {
        for accessor in ["get", "set"] {
            if self.is_word(accessor) && self.follows_key()? {
                self.advance()?;
                return Some((false, false, Some(accessor)));
            }
        }
        let is_async = self.is_word("async") && self.follows_key()?;
        if is_async {
            self.advance()?;
        }
        let is_generator = self.eat("*")?;
        Some((is_async, is_generator, None))
    }

    pub(super) fn key(&mut self) -> Option<Key> {
        let key = match &self.token {
            Token::Word(word) => Key::Plain(word.clone()),
            Token::Text(text) => Key::Plain(text.clone()),
            Token::Number(number) => Key::Number(*number),
            Token::Private(name) => Key::Private(name.clone()),
            Token::Sign("[") => {
                self.advance()?;
                let key = self.assignment(true)?;
                self.expect("]")?;
                return Some(Key::Computed(key));
            }
            _ => return None,
        };
        self.advance()?;
        Some(key)
    }
}
