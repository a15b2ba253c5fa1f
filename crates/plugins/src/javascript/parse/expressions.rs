//! Expressions, from sequences down to words.

use super::*;

impl Parser<'_> {
    pub(super) fn expression(&mut self) -> Option<Expr> {
        self.sequence(true)
    }

    pub(super) fn sequence(&mut self, with_in: bool) -> Option<Expr> {
        let first = self.assignment(with_in)?;
        if !self.is(",") {
            return Some(first);
        }
        let mut parts = vec![first];
        while self.eat(",")? {
            parts.push(self.assignment(with_in)?);
        }
        Some(Expr::Sequence(parts))
    }

    pub(super) fn assignment(&mut self, with_in: bool) -> Option<Expr> {
        self.nested(|parser| parser.assignment_inside(with_in))
    }

    pub(super) fn assignment_inside(&mut self, with_in: bool) -> Option<Expr> {
        if self.is_word("yield") && self.in_function {
            self.advance()?;
            let delegates = !self.line_ended && self.eat("*")?;
            let ends =
                self.line_ended || matches!(self.token, Token::Sign(")" | "]" | "}" | "," | ";" | ":") | Token::End);
            let value = if ends && !delegates { None } else { Some(Box::new(self.assignment(with_in)?)) };
            return Some(Expr::Yield(value, delegates));
        }
        if self.is_word("async")
            && let (Token::Word(word), false) = self.peek()?
            && word != "function"
            && !RESERVED.contains(&word.as_str())
            && !matches!(word.as_str(), "in" | "of" | "instanceof")
        {
            self.advance()?;
            let param = Expr::Name(self.name()?);
            return self.arrow(vec![param], true, with_in);
        }
        let starts_with_parenthesis = self.is("(");
        let start = self.start;
        let left = self.choice(with_in)?;
        if self.is("=>") && !self.line_ended {
            return match left {
                Expr::Name(_) if !starts_with_parenthesis => self.arrow(vec![left], false, with_in),
                Expr::Call(callee, params, false) if matches!(&*callee, Expr::Name(name) if name.text == "async") => {
                    self.arrow(params, true, with_in)
                }
                _ => None,
            };
        }
        let operator = match &self.token {
            Token::Sign(
                sign @ ("=" | "+=" | "-=" | "*=" | "/=" | "%=" | "**=" | "<<=" | ">>=" | ">>>=" | "&=" | "|=" | "^="
                | "&&=" | "||=" | "??="),
            ) => *sign,
            _ => return Some(left),
        };
        let assignable = matches!(left, Expr::Name(_) | Expr::Dot(..) | Expr::Index(..))
            || (operator == "="
                && matches!(left, Expr::Array(_) | Expr::Object(_))
                && self.lexer.text[start..].starts_with(['[', '{']));
        if !assignable {
            return None;
        }
        self.advance()?;
        let right = self.assignment(with_in)?;
        Some(Expr::Assign(operator, Box::new(left), Box::new(right)))
    }

    pub(super) fn arrow(&mut self, params: Vec<Expr>, is_async: bool, with_in: bool) -> Option<Expr> {
        self.expect("=>")?;
        let body = if self.is("{") {
            self.function_body()?
        } else {
            let outer = std::mem::replace(&mut self.in_function, true);
            let value = self.assignment(with_in)?;
            self.in_function = outer;
            vec![Stmt::Return(Some(value))]
        };
        self.bare_arrow = true;
        Some(Expr::Function(Box::new(Function { params, body, is_arrow: true, is_async, ..Function::default() })))
    }

    pub(super) fn choice(&mut self, with_in: bool) -> Option<Expr> {
        let test = self.binary(0, with_in)?;
        if !self.is("?") {
            return Some(test);
        }
        self.advance()?;
        let then = self.assignment(true)?;
        self.expect(":")?;
        let otherwise = self.assignment(with_in)?;
        Some(Expr::Choice(Box::new(test), Box::new(then), Box::new(otherwise)))
    }

    pub(super) fn binary(&mut self, least: u8, with_in: bool) -> Option<Expr> {
        let mut left = match &self.token {
            Token::Private(name) => {
                let name = Expr::Name(Name::new(name));
                self.advance()?;
                name
            }
            _ => self.unary()?,
        };
        let depth = self.depth;
        loop {
            let operator = match &self.token {
                Token::Sign(sign) => *sign,
                Token::Word(word) if word == "in" && with_in => "in",
                Token::Word(word) if word == "instanceof" => "instanceof",
                _ => break,
            };
            let strength = precedence(operator);
            if strength == 0 || strength <= least {
                break;
            }
            self.advance()?;
            self.depth += 1;
            let right =
                self.nested(|parser| parser.binary(if operator == "**" { strength - 1 } else { strength }, with_in))?;
            left = Expr::Binary(operator, Box::new(left), Box::new(right));
        }
        self.depth = depth;
        Some(left)
    }

    pub(super) fn unary(&mut self) -> Option<Expr> {
        let operator = match &self.token {
            Token::Sign(sign @ ("!" | "~" | "+" | "-" | "++" | "--")) => *sign,
            Token::Word(word) => match word.as_str() {
                "typeof" => "typeof",
                "void" => "void",
                "delete" => "delete",
                "await"
                    if matches!(
                        self.peek()?.0,
                        Token::Word(_) | Token::Text(_) | Token::Number(_) | Token::Sign("(" | "[" | "{" | "`" | "!")
                    ) =>
                {
                    self.advance()?;
                    return self.nested(Self::unary).map(|value| Expr::Await(Box::new(value)));
                }
                _ => "",
            },
            _ => "",
        };
        if operator.is_empty() {
            let value = self.postfix_of_call()?;
            if !self.line_ended {
                for operator in ["++", "--"] {
                    if self.eat(operator)? {
                        return Some(Expr::Postfix(operator, Box::new(value)));
                    }
                }
            }
            return Some(value);
        }
        self.advance()?;
        let value = Box::new(self.nested(Self::unary)?);
        Some(if operator.len() == 2 { Expr::Prefix(operator, value) } else { Expr::Unary(operator, value) })
    }

    /// Reads a primary expression and the calls and properties after it.
    pub(super) fn postfix_of_call(&mut self) -> Option<Expr> {
        let value = if self.is_word("new") { self.new_expression()? } else { self.primary()? };
        self.suffixes(value, true)
    }

    pub(super) fn new_expression(&mut self) -> Option<Expr> {
        self.advance()?;
        if self.eat(".")? {
            return self.eat_word("target")?.then_some(Expr::Meta("new.target"));
        }
        let callee = if self.is_word("new") { self.nested(Self::new_expression)? } else { self.primary()? };
        let callee = self.suffixes(callee, false)?;
        let args = if self.is("(") { self.arguments()? } else { Vec::new() };
        Some(Expr::New(Box::new(callee), args))
    }

    pub(super) fn suffixes(&mut self, mut value: Expr, calls: bool) -> Option<Expr> {
        if std::mem::take(&mut self.bare_arrow) {
            return Some(value);
        }
        let depth = self.depth;
        loop {
            self.depth += 1;
            if self.depth >= DEPTH_LIMIT {
                return None;
            }
            value = match &self.token {
                Token::Sign(".") => {
                    self.advance()?;
                    Expr::Dot(Box::new(value), self.property()?, false)
                }
                Token::Sign("?.") if calls => {
                    self.advance()?;
                    if self.is("(") {
                        Expr::Call(Box::new(value), self.arguments()?, true)
                    } else if self.eat("[")? {
                        let index = self.expression()?;
                        self.expect("]")?;
                        Expr::Index(Box::new(value), Box::new(index), true)
                    } else {
                        Expr::Dot(Box::new(value), self.property()?, true)
                    }
                }
                Token::Sign("[") => {
                    self.advance()?;
                    let index = self.expression()?;
                    self.expect("]")?;
                    Expr::Index(Box::new(value), Box::new(index), false)
                }
                Token::Sign("(") if calls => Expr::Call(Box::new(value), self.arguments()?, false),
                Token::Sign("`") => {
                    let template = self.template()?;
                    Expr::Tagged(Box::new(value), Box::new(template))
                }
                _ => break,
            };
        }
        self.depth = depth;
        Some(value)
    }

    pub(super) fn property(&mut self) -> Option<String> {
        let name = match &self.token {
            Token::Word(name) | Token::Private(name) => name.clone(),
            _ => return None,
        };
        self.advance()?;
        Some(name)
    }

    pub(super) fn arguments(&mut self) -> Option<Vec<Expr>> {
        self.expect("(")?;
        self.list(")")
    }

    pub(super) fn list(&mut self, end: &str) -> Option<Vec<Expr>> {
        let mut items = Vec::new();
        while !self.eat(end)? {
            items.push(if self.eat("...")? {
                Expr::Spread(Box::new(self.assignment(true)?))
            } else {
                self.assignment(true)?
            });
            if !self.is(end) {
                self.expect(",")?;
            }
        }
        Some(items)
    }

    pub(super) fn template(&mut self) -> Option<Expr> {
        let (mut pieces, mut values) = (Vec::new(), Vec::new());
        let mut from = self.start + 1;
        loop {
            let (piece, is_last) = self.lexer.piece(from)?;
            pieces.push(piece);
            self.advance()?;
            if is_last {
                return Some(Expr::Template(pieces, values));
            }
            values.push(self.expression()?);
            if !self.is("}") {
                return None;
            }
            from = self.start + 1;
        }
    }

    pub(super) fn primary(&mut self) -> Option<Expr> {
        self.bare_arrow = false;
        let value = match self.token.clone() {
            Token::Number(number) => Expr::Number(number),
            Token::BigInt(number) => Expr::BigInt(number),
            Token::Text(text) => Expr::Text(text),
            Token::Sign("`") => return self.template(),
            Token::Sign("/" | "/=") => Expr::Regex(self.lexer.regex(self.start)?),
            Token::Sign("(") => return self.parenthesis(),
            Token::Sign("[") => return self.array(),
            Token::Sign("{") => return self.object(),
            Token::Word(word) => return self.word(&word),
            _ => return None,
        };
        self.advance()?;
        Some(value)
    }

    pub(super) fn word(&mut self, word: &str) -> Option<Expr> {
        let value = match word {
            "this" => Expr::This,
            "null" => Expr::Null,
            "true" => Expr::Bool(true),
            "false" => Expr::Bool(false),
            "super" => Expr::Super,
            "function" => return self.function(false).map(|function| Expr::Function(Box::new(function))),
            "class" => return self.class().map(|class| Expr::Class(Box::new(class))),
            "async" if matches!(self.peek()?, (Token::Word(word), false) if word == "function") => {
                self.advance()?;
                return self.function(true).map(|function| Expr::Function(Box::new(function)));
            }
            "import" => {
                self.advance()?;
                if self.eat(".")? {
                    return self.eat_word("meta")?.then_some(Expr::Meta("import.meta"));
                }
                let mut args = self.arguments()?;
                return (args.len() == 1).then(|| Expr::Import(Box::new(args.remove(0))));
            }
            _ => return self.name().map(Expr::Name),
        };
        self.advance()?;
        Some(value)
    }

    /// Reads what stands in parentheses: an expression, or the parameters of an arrow function.
    pub(super) fn parenthesis(&mut self) -> Option<Expr> {
        self.advance()?;
        let mut items = Vec::new();
        let mut only_params = self.is(")");
        while !self.eat(")")? {
            if self.eat("...")? {
                only_params = true;
                items.push(Expr::Spread(Box::new(self.binding()?)));
            } else {
                items.push(self.assignment(true)?);
            }
            if !self.is(")") {
                self.expect(",")?;
                only_params |= self.is(")");
            }
        }
        if self.is("=>") && !self.line_ended {
            return self.arrow(items, false, true);
        }
        if only_params {
            return None;
        }
        self.bare_arrow = false;
        let value = if items.len() == 1 { items.remove(0) } else { Expr::Sequence(items) };
        Some(if is_optional_chain(&value) { Expr::Chain(Box::new(value)) } else { value })
    }

    pub(super) fn array(&mut self) -> Option<Expr> {
        self.advance()?;
        let mut items = Vec::new();
        while !self.eat("]")? {
            if self.eat(",")? {
                items.push(None);
                continue;
            }
            items.push(Some(if self.eat("...")? {
                Expr::Spread(Box::new(self.assignment(true)?))
            } else {
                self.assignment(true)?
            }));
            if !self.is("]") {
                self.expect(",")?;
            }
        }
        Some(Expr::Array(items))
    }

    pub(super) fn object(&mut self) -> Option<Expr> {
        self.advance()?;
        let mut items = Vec::new();
        while !self.eat("}")? {
            items.push(self.nested(Self::object_item)?);
            if !self.is("}") {
                self.expect(",")?;
            }
        }
        Some(Expr::Object(items))
    }

    pub(super) fn object_item(&mut self) -> Option<Property> {
        if self.eat("...")? {
            return Some(Property::Spread(self.assignment(true)?));
        }
        let (is_async, is_generator, accessor) = self.modifiers()?;
        let word = match &self.token {
            Token::Word(word) => Some(word.clone()),
            _ => None,
        };
        let key = self.key()?;
        if let Some(accessor) = accessor {
            let function = self.function_rest(false, false)?;
            return Some(if accessor == "get" { Property::Get(key, function) } else { Property::Set(key, function) });
        }
        if self.is("(") {
            return Some(Property::Method(key, self.function_rest(is_async, is_generator)?));
        }
        if self.eat(":")? {
            return Some(Property::Value(key, self.assignment(true)?));
        }
        let name = Expr::Name(Name::new(&word.filter(|word| !RESERVED[..36].contains(&word.as_str()))?));
        Some(Property::Short(if self.eat("=")? {
            Expr::Assign("=", Box::new(name), Box::new(self.assignment(true)?))
        } else {
            name
        }))
    }
}

fn is_optional_chain(value: &Expr) -> bool {
    let mut value = value;
    loop {
        value = match value {
            Expr::Dot(_, _, true) | Expr::Index(_, _, true) | Expr::Call(_, _, true) => return true,
            Expr::Dot(of, _, _) | Expr::Index(of, _, _) | Expr::Call(of, _, _) => of,
            _ => return false,
        };
    }
}

/// How strongly a binary operator binds; 0 for what is none.
pub(in crate::javascript) fn precedence(operator: &str) -> u8 {
    match operator {
        "??" => 1,
        "||" => 2,
        "&&" => 3,
        "|" => 4,
        "^" => 5,
        "&" => 6,
        "==" | "!=" | "===" | "!==" => 7,
        "<" | ">" | "<=" | ">=" | "in" | "instanceof" => 8,
        "<<" | ">>" | ">>>" => 9,
        "+" | "-" => 10,
        "*" | "/" | "%" => 11,
        "**" => 12,
        _ => 0,
    }
}
