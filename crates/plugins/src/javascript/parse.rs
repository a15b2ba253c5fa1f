//! From a script to its tree. What is rare or doubtful (`with`, modules, decorators, old octal numbers) is refused, and
//! the script then stays as it is.

use super::lex::{Lexer, Token};
use super::tree::*;

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

    fn statement_inside(&mut self) -> Option<Stmt> {
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

    fn expression_statement(&mut self) -> Option<Stmt> {
        let expr = self.expression()?;
        self.semicolon()?;
        Some(Stmt::Expr(expr))
    }

    fn optional_value(&mut self) -> Option<Option<Expr>> {
        self.advance()?;
        let ends = self.is(";") || self.is("}") || self.token == Token::End || self.line_ended;
        let value = if ends { None } else { Some(self.expression()?) };
        self.semicolon()?;
        Some(value)
    }

    fn declaration_statement(&mut self) -> Option<Stmt> {
        let declaration = self.declaration(true)?;
        self.semicolon()?;
        Some(declaration)
    }

    fn declaration(&mut self, with_in: bool) -> Option<Stmt> {
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
    fn binding(&mut self) -> Option<Expr> {
        if self.is("[") || self.is("{") { self.primary() } else { self.name().map(Expr::Name) }
    }

    fn for_statement(&mut self) -> Option<Stmt> {
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

    fn try_statement(&mut self) -> Option<Stmt> {
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

    fn switch_statement(&mut self) -> Option<Stmt> {
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

    /// Reads a function from its word on.
    fn function(&mut self, is_async: bool) -> Option<Function> {
        self.advance()?;
        let is_generator = self.eat("*")?;
        let name = if self.is("(") { None } else { Some(self.name()?) };
        let function = self.function_rest(is_async, is_generator)?;
        Some(Function { name, ..function })
    }

    /// Reads parameters and body.
    fn function_rest(&mut self, is_async: bool, is_generator: bool) -> Option<Function> {
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

    fn function_body(&mut self) -> Option<Vec<Stmt>> {
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

    fn class(&mut self) -> Option<Class> {
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

    fn follows_key(&self) -> Option<bool> {
        Some(!matches!(self.peek()?.0, Token::Sign("(" | "=" | ";" | "}" | "," | ":")))
    }

    fn member(&mut self) -> Option<Member> {
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
    fn modifiers(&mut self) -> Option<(bool, bool, Option<&'static str>)> {
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

    fn key(&mut self) -> Option<Key> {
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

    fn expression(&mut self) -> Option<Expr> {
        self.sequence(true)
    }

    fn sequence(&mut self, with_in: bool) -> Option<Expr> {
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

    fn assignment(&mut self, with_in: bool) -> Option<Expr> {
        self.nested(|parser| parser.assignment_inside(with_in))
    }

    fn assignment_inside(&mut self, with_in: bool) -> Option<Expr> {
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

    fn arrow(&mut self, params: Vec<Expr>, is_async: bool, with_in: bool) -> Option<Expr> {
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

    fn choice(&mut self, with_in: bool) -> Option<Expr> {
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

    fn binary(&mut self, least: u8, with_in: bool) -> Option<Expr> {
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

    fn unary(&mut self) -> Option<Expr> {
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
    fn postfix_of_call(&mut self) -> Option<Expr> {
        let value = if self.is_word("new") { self.new_expression()? } else { self.primary()? };
        self.suffixes(value, true)
    }

    fn new_expression(&mut self) -> Option<Expr> {
        self.advance()?;
        if self.eat(".")? {
            return self.eat_word("target")?.then_some(Expr::Meta("new.target"));
        }
        let callee = if self.is_word("new") { self.nested(Self::new_expression)? } else { self.primary()? };
        let callee = self.suffixes(callee, false)?;
        let args = if self.is("(") { self.arguments()? } else { Vec::new() };
        Some(Expr::New(Box::new(callee), args))
    }

    fn suffixes(&mut self, mut value: Expr, calls: bool) -> Option<Expr> {
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

    fn property(&mut self) -> Option<String> {
        let name = match &self.token {
            Token::Word(name) | Token::Private(name) => name.clone(),
            _ => return None,
        };
        self.advance()?;
        Some(name)
    }

    fn arguments(&mut self) -> Option<Vec<Expr>> {
        self.expect("(")?;
        self.list(")")
    }

    fn list(&mut self, end: &str) -> Option<Vec<Expr>> {
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

    fn template(&mut self) -> Option<Expr> {
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

    fn primary(&mut self) -> Option<Expr> {
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

    fn word(&mut self, word: &str) -> Option<Expr> {
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
    fn parenthesis(&mut self) -> Option<Expr> {
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

    fn array(&mut self) -> Option<Expr> {
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

    fn object(&mut self) -> Option<Expr> {
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

    fn object_item(&mut self) -> Option<Property> {
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
pub(super) fn precedence(operator: &str) -> u8 {
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
