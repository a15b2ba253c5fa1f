//! Shorter trees that do the same: branches become expressions, statements are joined, constants are written shorter.

mod collapsing;
mod folding;
mod joining;

use super::print::{is_name, length};
use super::resolve::{Symbols, for_each_part};
use super::tree::*;
use folding::*;
use joining::*;

/// Shortens a whole script. `symbols` tell which names are never used.
pub(super) fn compress(body: Vec<Stmt>, symbols: &Symbols) -> Vec<Stmt> {
    let compressor = Compressor { symbols };
    let body = compressor.statements(body, Place::Script);
    hoisted(body)
}

struct Compressor<'a> {
    symbols: &'a Symbols,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Script,
    Function,
    Loop,
    Block,
}

/// Puts function declarations after the directives and before the rest.
fn hoisted(body: Vec<Stmt>) -> Vec<Stmt> {
    let (directives, rest): (Vec<Stmt>, Vec<Stmt>) =
        body.into_iter().partition(|stmt| matches!(stmt, Stmt::Directive(_)));
    let (functions, rest): (Vec<Stmt>, Vec<Stmt>) =
        rest.into_iter().partition(|stmt| matches!(stmt, Stmt::Function(_)));
    directives.into_iter().chain(functions).chain(rest).collect()
}

impl Compressor<'_> {
    fn statements(&self, body: Vec<Stmt>, place: Place) -> Vec<Stmt> {
        let body: Vec<Stmt> = body.into_iter().map(|stmt| self.statement(stmt)).collect();
        // What belongs to everybody is seen from elsewhere.
        tighten(collapsing::collapse(flattened(body), self.symbols), place)
    }

    fn function(&self, function: Function) -> Function {
        let mut function = function;
        // Parameters at the end that are never used are not needed.
        while let Some(Expr::Name(name)) = function.params.last() {
            if !self.symbols.is_unused(name) {
                break;
            }
            function.params.pop();
        }
        function.params = function.params.into_iter().map(|param| self.expr(param)).collect();
        let mut body = self.without_unused(function.body);
        while let Some(Stmt::Return(None)) = body.last() {
            body.pop();
        }
        function.body = hoisted(self.statements(body, Place::Function));
        if let Some(Stmt::Return(None)) = function.body.last() {
            function.body.pop();
        }
        function
    }

    /// Leaves out what a function declares and never uses.
    fn without_unused(&self, body: Vec<Stmt>) -> Vec<Stmt> {
        let mut kept = Vec::with_capacity(body.len());
        for stmt in body {
            match stmt {
                Stmt::Function(function) if function.name.as_ref().is_some_and(|name| self.symbols.is_unused(name)) => {
                }
                Stmt::Declare(kind, parts) => {
                    let parts: Vec<(Expr, Option<Expr>)> = parts
                        .into_iter()
                        .filter(|(target, value)| {
                            let unused = matches!(target, Expr::Name(name) if self.symbols.is_unused(name));
                            !(unused && value.as_ref().is_none_or(is_pure))
                        })
                        .collect();
                    match parts.as_slice() {
                        [] => {}
                        [(Expr::Name(name), Some(_))] if self.symbols.is_unused(name) => {
                            kept.extend(parts.into_iter().filter_map(|(_, value)| value).map(Stmt::Expr));
                        }
                        _ => kept.push(Stmt::Declare(kind, parts)),
                    }
                }
                other => kept.push(other),
            }
        }
        kept
    }

    fn statement(&self, stmt: Stmt) -> Stmt {
        match stmt {
            Stmt::Expr(expr) => Stmt::Expr(self.expr(expr)),
            Stmt::Block(body) => block(self.statements(body, Place::Block)),
            Stmt::Declare(kind, parts) => Stmt::Declare(
                kind,
                parts
                    .into_iter()
                    .map(|(target, value)| (self.expr(target), value.map(|value| self.expr(value))))
                    .collect(),
            ),
            Stmt::Function(function) => Stmt::Function(Box::new(self.function(*function))),
            Stmt::Class(class) => Stmt::Class(Box::new(self.class(*class))),
            Stmt::If(test, then, otherwise) => {
                let test = as_condition(self.expr(test));
                let then = self.statement(*then);
                let otherwise = otherwise.map(|otherwise| self.statement(*otherwise));
                match branch(test, then, otherwise) {
                    Stmt::Expr(expr) => Stmt::Expr(self.one_assignment(expr)),
                    other => other,
                }
            }
            Stmt::For(first, test, step, body) => Stmt::For(
                first.map(|first| Box::new(self.statement(*first))),
                test.map(|test| as_condition(self.expr(test))).filter(|test| !matches!(test, Expr::Bool(true))),
                step.map(|step| self.expr(step)),
                Box::new(self.loop_body(*body)),
            ),
            Stmt::While(test, body) => {
                let test = as_condition(self.expr(test));
                let body = self.loop_body(*body);
                Stmt::For(None, Some(test).filter(|test| !matches!(test, Expr::Bool(true))), None, Box::new(body))
            }
            Stmt::Each(word, first, over, body) => {
                let first = match *first {
                    Stmt::Expr(expr) => Stmt::Expr(expr),
                    other => self.statement(other),
                };
                Stmt::Each(word, Box::new(first), self.expr(over), Box::new(self.loop_body(*body)))
            }
            Stmt::DoWhile(body, test) => {
                let body = self.loop_body(*body);
                Stmt::DoWhile(Box::new(body), as_condition(self.expr(test)))
            }
            Stmt::Return(value) => {
                let value = value.map(|value| self.expr(value)).filter(|value| !matches!(value, Expr::Undefined));
                Stmt::Return(value)
            }
            Stmt::Throw(value) => Stmt::Throw(self.expr(value)),
            Stmt::Try(body, handler, last) => Stmt::Try(
                self.statements(body, Place::Block),
                handler.map(|(error, body)| (error, self.statements(body, Place::Block))),
                last.map(|body| self.statements(body, Place::Block)).filter(|body| !body.is_empty()),
            ),
            Stmt::Switch(on, cases) => self.switch(on, cases),
            Stmt::Label(label, body) => Stmt::Label(label, Box::new(self.statement(*body))),
            Stmt::Debugger => Stmt::Empty,
            other => other,
        }
    }

    /// Writes `a ? b = 1 : b = 2` as `b = a ? 1 : 2` where `b` is nobody else's.
    fn one_assignment(&self, expr: Expr) -> Expr {
        let Expr::Choice(test, then, otherwise) = expr else { return expr };
        match (*then, *otherwise) {
            (Expr::Assign(operator, target, one), Expr::Assign(same, other, two))
                if operator == same && target == other && self.is_own(&target, operator, &test) =>
            {
                Expr::Assign(operator, target, Box::new(choice(*test, *one, *two)))
            }
            (then, otherwise) => Expr::Choice(test, Box::new(then), Box::new(otherwise)),
        }
    }

    /// Whether a variable belongs to a function, and a test before it changes nothing that the operator reads.
    fn is_own(&self, target: &Expr, operator: Operator, test: &Expr) -> bool {
        let is_own =
            matches!(target, Expr::Name(name) if name.symbol.is_some_and(|at| !self.symbols.symbols[at].is_global()));
        is_own && (operator == "=" || collapsing::is_quiet(test))
    }

    fn loop_body(&self, body: Stmt) -> Stmt {
        let body = match body {
            Stmt::Block(body) => body,
            other => vec![other],
        };
        block(self.statements(body, Place::Loop))
    }

    fn switch(&self, on: Expr, cases: Vec<(Option<Expr>, Vec<Stmt>)>) -> Stmt {
        let on = self.expr(on);
        let mut cases: Vec<(Option<Expr>, Vec<Stmt>)> = cases
            .into_iter()
            .map(|(test, body)| {
                let body: Vec<Stmt> = body.into_iter().map(|stmt| self.statement(stmt)).collect();
                (test.map(|test| self.expr(test)), tighten(body, Place::Block))
            })
            .collect();
        if let Some((_, body)) = cases.last_mut()
            && matches!(body.last(), Some(Stmt::Break(None)))
        {
            body.pop();
        }
        Stmt::Switch(on, cases)
    }

    fn class(&self, class: Class) -> Class {
        let members = class.members.into_iter().map(|member| match member {
            Member::Field(key, value, is_static) => {
                Member::Field(self.key(key), value.map(|value| self.expr(value)), is_static)
            }
            Member::Method(key, function, is_static) => {
                Member::Method(self.key(key), self.function(function), is_static)
            }
            Member::Get(key, function, is_static) => Member::Get(self.key(key), self.accessor(function), is_static),
            Member::Set(key, function, is_static) => Member::Set(self.key(key), self.accessor(function), is_static),
            Member::Block(body) => Member::Block(self.statements(body, Place::Function)),
        });
        let members = members.collect();
        Class { name: class.name, parent: class.parent.map(|parent| self.expr(parent)), members }
    }

    /// Shortens a getter or setter, whose parameters stay.
    fn accessor(&self, function: Function) -> Function {
        let params = function.params.clone();
        Function { params, ..self.function(function) }
    }

    fn key(&self, key: Key) -> Key {
        match key {
            Key::Computed(expr) => match self.expr(expr) {
                Expr::Text(text) if text != "__proto__" && text != "constructor" && text != "prototype" => {
                    Key::Plain(text)
                }
                other => Key::Computed(other),
            },
            other => other,
        }
    }

    fn property(&self, property: Property) -> Property {
        match property {
            Property::Value(key, value) => Property::Value(self.key(key), self.expr(value)),
            Property::Short(value) => Property::Short(self.expr(value)),
            Property::Spread(value) => Property::Spread(self.expr(value)),
            Property::Method(key, function) => Property::Method(self.key(key), self.function(function)),
            Property::Get(key, function) => Property::Get(self.key(key), self.accessor(function)),
            Property::Set(key, function) => Property::Set(self.key(key), self.accessor(function)),
        }
    }

    fn expr(&self, expr: Expr) -> Expr {
        let expr = match expr {
            Expr::Function(function) => {
                let mut function = self.function(*function);
                if function.name.as_ref().is_some_and(|name| self.symbols.is_unused(name)) {
                    function.name = None;
                }
                return Expr::Function(Box::new(function));
            }
            Expr::Class(class) => return Expr::Class(Box::new(self.class(*class))),
            Expr::Object(items) => return Expr::Object(items.into_iter().map(|item| self.property(item)).collect()),
            Expr::Name(name)
                if name.text == "undefined" && name.symbol.is_some_and(|at| self.symbols.symbols[at].is_global()) =>
            {
                return Expr::Undefined;
            }
            mut other => {
                for_each_part(&mut other, &mut |part| {
                    let inner = std::mem::replace(part, Expr::Null);
                    *part = self.expr(inner);
                });
                other
            }
        };
        self.shorter(expr)
    }

    /// Shortens one expression whose parts are short.
    fn shorter(&self, expr: Expr) -> Expr {
        match expr {
            Expr::Index(of, index, optional) => match *index {
                Expr::Text(name) if is_name(&name) => Expr::Dot(of, name, optional),
                Expr::Text(digits)
                    if digits == "0"
                        || (digits.len() < 10
                            && !digits.starts_with('0')
                            && !digits.is_empty()
                            && digits.bytes().all(|byte| byte.is_ascii_digit())) =>
                {
                    let number = digits.parse().unwrap_or(0.0);
                    Expr::Index(of, Box::new(Expr::Number(number)), optional)
                }
                index => Expr::Index(of, Box::new(index), optional),
            },
            Expr::Unary(operator, value) => unary(operator, *value),
            Expr::Binary(operator, left, right) => self.binary(operator, *left, *right),
            Expr::Choice(test, then, otherwise) => choice(as_condition(*test), *then, *otherwise),
            Expr::Assign("=", left, right) => assign(*left, *right),
            Expr::Template(pieces, values) => template(pieces, values),
            Expr::Sequence(parts) => sequence(parts),
            other => other,
        }
    }

    fn binary(&self, operator: Operator, left: Expr, right: Expr) -> Expr {
        if let Some(known) = folded(operator, &left, &right) {
            return known;
        }
        let (mut left, mut right, mut operator) = (left, right, operator);
        if matches!(operator, "==" | "!=" | "===" | "!==" | "*" | "&" | "|" | "^")
            && is_constant(&right)
            && !is_constant(&left)
        {
            let stronger = matches!(&left, Expr::Binary(inner, ..) if super::parse::precedence(inner) >= super::parse::precedence(operator));
            if !stronger {
                std::mem::swap(&mut left, &mut right);
            }
        }
        if matches!(operator, "===" | "!==") && kind_of(&left).is_some() && kind_of(&left) == kind_of(&right) {
            operator = if operator == "===" { "==" } else { "!=" };
        }
        if let (Expr::Text(text), Expr::Unary("typeof", of), "==" | "!=") = (&left, &right, operator) {
            let is_declared = matches!(&**of, Expr::Name(name) if name.symbol.is_some_and(|at| !self.symbols.symbols[at].is_global()));
            if text == "undefined" && (is_declared || !matches!(&**of, Expr::Name(_))) {
                let same = if operator == "==" { "===" } else { "!==" };
                return Expr::Binary(same, Box::new(Expr::Undefined), of.clone());
            }
        }
        if operator == "+"
            && let (Expr::Binary("+", first, middle), Expr::Text(end)) = (&left, &right)
            && let Expr::Text(begin) = &**middle
        {
            return Expr::Binary("+", first.clone(), Box::new(Expr::Text(format!("{begin}{end}"))));
        }
        if matches!(operator, "&&" | "||")
            && let Some(truth) = truth(&left)
        {
            return if truth == (operator == "&&") { right } else { left };
        }
        Expr::Binary(operator, Box::new(left), Box::new(right))
    }
}

/// Makes one statement of several.
fn block(mut body: Vec<Stmt>) -> Stmt {
    match body.len() {
        0 => Stmt::Empty,
        1 if !is_lexical(&body[0]) => body.remove(0),
        _ => Stmt::Block(body),
    }
}

fn is_lexical(stmt: &Stmt) -> bool {
    matches!(stmt, Stmt::Declare(Kind::Let | Kind::Const, _) | Stmt::Class(_) | Stmt::Function(_))
}

/// Whether nothing after a statement is reached.
fn leaves(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Return(_) | Stmt::Throw(_) | Stmt::Break(_) | Stmt::Continue(_) => true,
        Stmt::Block(body) => body.last().is_some_and(leaves),
        Stmt::If(_, then, Some(otherwise)) => leaves(then) && leaves(otherwise),
        _ => false,
    }
}
