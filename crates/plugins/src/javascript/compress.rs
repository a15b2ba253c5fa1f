//! Shorter trees that do the same: branches become expressions, statements are joined, constants are written shorter.

use super::print::{is_name, length};
use super::resolve::{Symbols, for_each_part};
use super::tree::*;

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
        let body = body.into_iter().map(|stmt| self.statement(stmt)).collect();
        tighten(body, place)
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
                branch(test, then, otherwise)
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

/// Joins the statements of a list as far as they go together.
fn tighten(body: Vec<Stmt>, place: Place) -> Vec<Stmt> {
    let body = flattened(body);
    let body = reachable(body);
    let body = early_ends(body, place);
    let body = reachable(flattened(body));
    let body = in_sequence(body);
    let body = body.into_iter().map(|stmt| match stmt {
        Stmt::Expr(expr) => Stmt::Expr(called_at_once(expr)),
        other => other,
    });
    joined(body.collect())
}

/// Takes empty statements away, and braces that enclose nothing of their own.
fn flattened(body: Vec<Stmt>) -> Vec<Stmt> {
    let mut flat = Vec::with_capacity(body.len());
    for stmt in body {
        match stmt {
            Stmt::Empty => {}
            Stmt::Block(inner) if !inner.iter().any(is_lexical) => flat.extend(flattened(inner)),
            Stmt::Expr(expr) if is_pure(&expr) => {}
            other => flat.push(other),
        }
    }
    flat
}

/// Cuts what is never reached; declarations there still count.
fn reachable(body: Vec<Stmt>) -> Vec<Stmt> {
    let mut kept: Vec<Stmt> = Vec::with_capacity(body.len());
    let mut has_left = false;
    for stmt in body {
        if !has_left || matches!(stmt, Stmt::Function(_)) || declares_var(&stmt) {
            has_left |= leaves(&stmt);
            kept.push(stmt);
        }
    }
    kept
}

/// Whether a statement that is never reached may declare something that is used elsewhere.
fn declares_var(stmt: &Stmt) -> bool {
    !matches!(stmt, Stmt::Expr(_) | Stmt::Return(_) | Stmt::Throw(_) | Stmt::Break(_) | Stmt::Continue(_) | Stmt::Empty)
}

/// Turns branches that end a function or a round of a loop into choices.
fn early_ends(body: Vec<Stmt>, place: Place) -> Vec<Stmt> {
    let mut rest: Vec<Stmt> = Vec::new();
    for stmt in body.into_iter().rev() {
        // `rest` is reversed: its last item follows this statement.
        let Stmt::If(test, then, None) = stmt else {
            rest.push(stmt);
            continue;
        };
        match *then {
            Stmt::Return(value) if place == Place::Function => {
                if let (Some(_), Some(Stmt::Return(Some(_)))) = (&value, rest.last()) {
                    if let (Some(value), Some(Stmt::Return(Some(other)))) = (value, rest.pop()) {
                        rest.push(Stmt::Return(Some(choice(test, value, other))));
                    }
                } else if value.is_some() && follows_value(&rest) {
                    // Expressions before a return go with it.
                    let mut parts = Vec::new();
                    while let Some(Stmt::Expr(_)) = rest.last() {
                        if let Some(Stmt::Expr(expr)) = rest.pop() {
                            parts.push(expr);
                        }
                    }
                    if let (Some(value), Some(Stmt::Return(Some(other)))) = (value, rest.pop()) {
                        parts.push(other);
                        rest.push(Stmt::Return(Some(choice(test, value, sequence(parts)))));
                    }
                } else if value.is_none() && !rest.is_empty() && !rest.iter().any(is_lexical) {
                    rest = skipped(test, Stmt::Empty, rest);
                } else {
                    rest.push(Stmt::If(test, Box::new(Stmt::Return(value)), None));
                }
            }
            Stmt::Continue(None) if place == Place::Loop && !rest.iter().any(is_lexical) => {
                if rest.is_empty() {
                    rest.push(Stmt::Expr(test));
                } else {
                    rest = skipped(test, Stmt::Empty, rest);
                }
            }
            Stmt::Block(mut inner)
                if !inner.iter().any(is_lexical)
                    && !rest.iter().any(is_lexical)
                    && !rest.is_empty()
                    && matches!(
                        (place, inner.last()),
                        (Place::Function, Some(Stmt::Return(None))) | (Place::Loop, Some(Stmt::Continue(None)))
                    ) =>
            {
                inner.pop();
                rest = skipped(test, block(tighten(inner, Place::Block)), rest);
            }
            then => rest.push(Stmt::If(test, Box::new(then), None)),
        }
    }
    rest.reverse();
    rest
}

/// Whether expressions and then a return with a value follow.
fn follows_value(rest: &[Stmt]) -> bool {
    let mut rest = rest.iter().rev().skip_while(|stmt| matches!(stmt, Stmt::Expr(_)));
    matches!(rest.next(), Some(Stmt::Return(Some(_))))
}

/// Puts what follows a branch that leaves into the other branch. The list is reversed.
fn skipped(test: Expr, then: Stmt, rest: Vec<Stmt>) -> Vec<Stmt> {
    let rest: Vec<Stmt> = rest.into_iter().rev().collect();
    let rest = block(tighten(rest, Place::Block));
    vec![match then {
        Stmt::Empty => branch(negated(test), rest, None),
        then => branch(test, then, Some(rest)),
    }]
}

/// Joins expressions with commas, also into statements that begin with an expression.
fn in_sequence(body: Vec<Stmt>) -> Vec<Stmt> {
    let mut list: Vec<Stmt> = Vec::with_capacity(body.len());
    for stmt in body {
        let before = match list.last() {
            Some(Stmt::Expr(_)) => match &stmt {
                Stmt::Expr(_) | Stmt::Return(_) | Stmt::Throw(_) | Stmt::If(..) | Stmt::Switch(..) => true,
                Stmt::For(first, ..) => match first.as_deref() {
                    None => true,
                    Some(Stmt::Expr(expr)) => !has_in(expr),
                    _ => false,
                },
                Stmt::Each("in", _, _, _) => true,
                _ => false,
            },
            _ => false,
        };
        let Some(Stmt::Expr(before)) = list.pop_if(|_| before) else {
            list.push(stmt);
            continue;
        };
        let with = |expr: Expr| sequence(vec![before.clone(), expr]);
        list.push(match stmt {
            Stmt::Expr(expr) => Stmt::Expr(with(expr)),
            Stmt::Return(Some(value)) => Stmt::Return(Some(with(value))),
            Stmt::Return(None) => Stmt::Return(Some(without_value(before))),
            Stmt::Throw(value) => Stmt::Throw(with(value)),
            Stmt::If(test, then, otherwise) => Stmt::If(with(test), then, otherwise),
            Stmt::Switch(on, cases) => Stmt::Switch(with(on), cases),
            Stmt::Each(word, first, over, inner) => Stmt::Each(word, first, with(over), inner),
            Stmt::For(first, test, step, inner) => {
                let first = match first.map(|first| *first) {
                    Some(Stmt::Expr(expr)) => with(expr),
                    _ => before.clone(),
                };
                Stmt::For(Some(Box::new(Stmt::Expr(first))), test, step, inner)
            }
            other => other,
        });
    }
    list
}

/// An expression whose value does not count.
fn without_value(expr: Expr) -> Expr {
    match expr {
        Expr::Sequence(mut parts) => {
            if let Some(last) = parts.pop() {
                parts.push(without_value(last));
            }
            Expr::Sequence(parts)
        }
        other => Expr::Unary("void", Box::new(other)),
    }
}

/// A function that is called where it stands begins with a `!` instead of parentheses, where its value does not count.
fn called_at_once(expr: Expr) -> Expr {
    let is_call = |expr: &Expr| matches!(expr, Expr::Call(callee, _, false) if matches!(&**callee, Expr::Function(function) if !function.is_arrow));
    match expr {
        Expr::Sequence(mut parts) => {
            if parts.first().is_some_and(is_call) {
                let first = parts.remove(0);
                parts.insert(0, Expr::Unary("!", Box::new(first)));
            }
            Expr::Sequence(parts)
        }
        other if is_call(&other) => Expr::Unary("!", Box::new(other)),
        other => other,
    }
}

fn has_in(expr: &Expr) -> bool {
    match expr {
        Expr::Binary(operator, left, right) => *operator == "in" || has_in(left) || has_in(right),
        Expr::Assign(_, _, right) => has_in(right),
        Expr::Sequence(parts) => parts.iter().any(has_in),
        _ => false,
    }
}

/// Joins declarations of one kind, also with those of a loop that follows, and assignments to properties of an object
/// that was just made.
fn joined(body: Vec<Stmt>) -> Vec<Stmt> {
    let mut list: Vec<Stmt> = Vec::with_capacity(body.len());
    for stmt in body {
        match (list.last_mut(), stmt) {
            (Some(Stmt::Declare(kind, parts)), Stmt::Declare(other, more)) if *kind == other => parts.extend(more),
            (Some(Stmt::Declare(Kind::Var, _)), Stmt::For(first, test, step, inner))
                if matches!(first.as_deref(), None | Some(Stmt::Declare(Kind::Var, _))) =>
            {
                if let Some(Stmt::Declare(_, mut parts)) = list.pop() {
                    if let Some(Stmt::Declare(_, more)) = first.map(|first| *first) {
                        parts.extend(more);
                    }
                    list.push(Stmt::For(Some(Box::new(Stmt::Declare(Kind::Var, parts))), test, step, inner));
                }
            }
            (Some(Stmt::Declare(_, parts)), Stmt::Expr(expr)) => {
                if let Some(rest) = into_object(parts, expr) {
                    list.push(Stmt::Expr(rest));
                }
            }
            (_, stmt) => list.push(stmt),
        }
    }
    list
}

/// Moves assignments to properties into the object that was made last; gives what is left of the expression.
fn into_object(parts: &mut [(Expr, Option<Expr>)], expr: Expr) -> Option<Expr> {
    let Some((Expr::Name(name), Some(Expr::Object(items)))) = parts.last_mut() else { return Some(expr) };
    let mut queue = match expr {
        Expr::Sequence(parts) => parts,
        other => vec![other],
    };
    let mut moved = 0;
    for part in &queue {
        let Expr::Assign("=", target, value) = part else { break };
        let Expr::Dot(of, key, false) = &**target else { break };
        let own = matches!(&**of, Expr::Name(of) if of.text == name.text);
        let plain = items.iter().all(|item| matches!(item, Property::Value(Key::Plain(other), _) if other != key));
        if !own || !plain || key == "__proto__" || mentions(value, &name.text) {
            break;
        }
        items.push(Property::Value(Key::Plain(key.clone()), (**value).clone()));
        moved += 1;
    }
    queue.drain(..moved);
    (!queue.is_empty()).then(|| sequence(queue))
}

/// Whether an expression may look at a name. Functions are taken to.
fn mentions(expr: &Expr, text: &str) -> bool {
    match expr {
        Expr::Name(name) => name.text == text,
        Expr::Number(_)
        | Expr::Text(_)
        | Expr::Bool(_)
        | Expr::Null
        | Expr::Undefined
        | Expr::This
        | Expr::Regex(_) => false,
        Expr::Dot(of, ..) => mentions(of, text),
        Expr::Binary(_, left, right) => mentions(left, text) || mentions(right, text),
        Expr::Unary(_, value) => mentions(value, text),
        Expr::Array(items) => items.iter().flatten().any(|item| mentions(item, text)),
        _ => true,
    }
}

/// Makes the shortest statement of a branch.
fn branch(test: Expr, then: Stmt, otherwise: Option<Stmt>) -> Stmt {
    let otherwise = otherwise.filter(|otherwise| !matches!(otherwise, Stmt::Empty));
    let (mut test, mut then, mut otherwise) = (test, then, otherwise);
    let opposite = negated(test.clone());
    let (own, other) = (length(&test), length(&opposite));
    let mut opposite_is_shorter = other < own;
    if opposite_is_shorter && let Some(alternative) = otherwise.take() {
        (test, otherwise) = (opposite.clone(), Some(then).filter(|then| !matches!(then, Stmt::Empty)));
        then = alternative;
        opposite_is_shorter = false;
    }
    match (then, otherwise) {
        (Stmt::Empty, None) => Stmt::Expr(test),
        (Stmt::Expr(then), Some(Stmt::Expr(otherwise))) => Stmt::Expr(choice(test, then, otherwise)),
        (Stmt::Expr(then), None) => {
            let is_or = matches!(test, Expr::Binary("||", ..));
            if opposite_is_shorter || (own == other && is_or) {
                Stmt::Expr(either("||", opposite, then))
            } else {
                Stmt::Expr(either("&&", test, then))
            }
        }
        (Stmt::Empty, Some(Stmt::Expr(otherwise))) => Stmt::Expr(either("||", test, otherwise)),
        (Stmt::Empty, Some(otherwise)) => Stmt::If(opposite, Box::new(otherwise), None),
        (Stmt::Return(then), Some(Stmt::Return(otherwise))) if then.is_some() || otherwise.is_some() => {
            Stmt::Return(Some(choice(test, then.unwrap_or(Expr::Undefined), otherwise.unwrap_or(Expr::Undefined))))
        }
        (Stmt::Throw(then), Some(Stmt::Throw(otherwise))) => Stmt::Throw(choice(test, then, otherwise)),
        (Stmt::If(inner, then, None), None) => Stmt::If(either("&&", test, inner), then, None),
        (then, Some(otherwise)) if leaves(&then) => Stmt::Block(vec![Stmt::If(test, Box::new(then), None), otherwise]),
        (then, Some(otherwise)) if leaves(&otherwise) => {
            Stmt::Block(vec![Stmt::If(negated(test), Box::new(otherwise), None), then])
        }
        (then, otherwise) => Stmt::If(test, Box::new(then), otherwise.map(Box::new)),
    }
}

fn either(operator: Operator, left: Expr, right: Expr) -> Expr {
    Expr::Binary(operator, Box::new(left), Box::new(right))
}

/// An expression of which only the truth counts.
fn as_condition(expr: Expr) -> Expr {
    match expr {
        Expr::Unary("!", inner) => match *inner {
            Expr::Unary("!", value) => as_condition(*value),
            inner => Expr::Unary("!", Box::new(inner)),
        },
        Expr::Binary(operator @ ("&&" | "||"), left, right) => {
            either(operator, as_condition(*left), as_condition(*right))
        }
        other => other,
    }
}

/// The opposite of a condition, in its shorter form.
fn negated(expr: Expr) -> Expr {
    let plain = Expr::Unary("!", Box::new(expr.clone()));
    let other = match expr {
        Expr::Unary("!", value) => return *value,
        Expr::Binary("==", left, right) => Expr::Binary("!=", left, right),
        Expr::Binary("!=", left, right) => Expr::Binary("==", left, right),
        Expr::Binary("===", left, right) => Expr::Binary("!==", left, right),
        Expr::Binary("!==", left, right) => Expr::Binary("===", left, right),
        Expr::Binary("&&", left, right) => either("||", negated(*left), negated(*right)),
        Expr::Binary("||", left, right) => either("&&", negated(*left), negated(*right)),
        Expr::Sequence(mut parts) => {
            if let Some(last) = parts.pop() {
                parts.push(negated(last));
            }
            Expr::Sequence(parts)
        }
        Expr::Bool(value) => Expr::Bool(!value),
        _ => return plain,
    };
    if length(&other) <= length(&plain) { other } else { plain }
}

fn unary(operator: Operator, value: Expr) -> Expr {
    match (operator, value) {
        ("!", value) => match value {
            Expr::Unary("!", inner) if is_boolean(&inner) => *inner,
            Expr::Binary("==" | "!=" | "===" | "!==", ..) => negated(value),
            Expr::Bool(value) => Expr::Bool(!value),
            Expr::Binary("&&" | "||", ..) => {
                let plain = Expr::Unary("!", Box::new(value.clone()));
                let other = negated(value);
                if length(&other) < length(&plain) { other } else { plain }
            }
            value => match truth(&value) {
                Some(truth) if is_pure(&value) => Expr::Bool(!truth),
                _ => Expr::Unary("!", Box::new(value)),
            },
        },
        ("-", Expr::Number(number)) if number != 0.0 => Expr::Number(-number),
        ("void", value) if is_pure(&value) => Expr::Undefined,
        (operator, value) => Expr::Unary(operator, Box::new(value)),
    }
}

fn choice(test: Expr, then: Expr, otherwise: Expr) -> Expr {
    if let Expr::Sequence(mut parts) = test {
        let last = parts.pop().unwrap_or(Expr::Undefined);
        parts.push(choice(last, then, otherwise));
        return sequence(parts);
    }
    if let Some(truth) = truth(&test)
        && is_pure(&test)
    {
        return if truth { then } else { otherwise };
    }
    let opposite = negated(test.clone());
    let (test, then, otherwise) =
        if length(&opposite) < length(&test) { (opposite, otherwise, then) } else { (test, then, otherwise) };
    match (then, otherwise) {
        (Expr::Bool(true), Expr::Bool(false)) => truth_of(test),
        (Expr::Bool(false), Expr::Bool(true)) => unary("!", test),
        (Expr::Bool(true), otherwise) => either("||", truth_of(test), otherwise),
        (then, Expr::Bool(false)) => either("&&", truth_of(test), then),
        (Expr::Bool(false), otherwise) => either("&&", unary("!", test), otherwise),
        (then, Expr::Bool(true)) => either("||", unary("!", test), then),
        (Expr::Choice(inner, then, other), otherwise) if *other == otherwise => {
            Expr::Choice(Box::new(either("&&", test, *inner)), then, Box::new(otherwise))
        }
        (then, otherwise) if then == test && is_pure(&test) => either("||", test, otherwise),
        (then, otherwise) => Expr::Choice(Box::new(test), Box::new(then), Box::new(otherwise)),
    }
}

/// An expression as a truth value.
fn truth_of(expr: Expr) -> Expr {
    if is_boolean(&expr) { expr } else { Expr::Unary("!", Box::new(negated(expr))) }
}

/// `a = a + b` is `a += b`.
fn assign(left: Expr, right: Expr) -> Expr {
    if let (Expr::Name(name), Expr::Binary(operator, first, second)) = (&left, &right) {
        let is_same = matches!(&**first, Expr::Name(first) if first.text == name.text);
        let operator = match *operator {
            "+" => "+=",
            "-" => "-=",
            "*" => "*=",
            "/" => "/=",
            "%" => "%=",
            "<<" => "<<=",
            ">>" => ">>=",
            ">>>" => ">>>=",
            "|" => "|=",
            "^" => "^=",
            "&" => "&=",
            _ => "",
        };
        if is_same && !operator.is_empty() {
            return Expr::Assign(operator, Box::new(left), second.clone());
        }
    }
    Expr::Assign("=", Box::new(left), Box::new(right))
}

/// A template of which the known values are written out.
fn template(pieces: Vec<String>, values: Vec<Expr>) -> Expr {
    let plain = |piece: &str| !piece.contains(['\\', '\n', '\r', '`']);
    let mut texts = vec![pieces[0].clone()];
    let mut kept = Vec::new();
    for (value, piece) in values.into_iter().zip(&pieces[1..]) {
        let known = match &value {
            Expr::Text(text) if plain(text) && !text.contains("${") => Some(text.clone()),
            Expr::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Some(format!("{number}")),
            _ => None,
        };
        match (known, texts.last_mut()) {
            (Some(known), Some(last)) => {
                last.push_str(&known);
                last.push_str(piece);
            }
            _ => {
                kept.push(value);
                texts.push(piece.clone());
            }
        }
    }
    if kept.is_empty() && plain(&texts[0]) { Expr::Text(texts.remove(0)) } else { Expr::Template(texts, kept) }
}

/// A sequence without sequences in it.
fn sequence(parts: Vec<Expr>) -> Expr {
    let mut flat: Vec<Expr> = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Expr::Sequence(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    let last = flat.len().saturating_sub(1);
    let mut at = 0;
    flat.retain(|part| {
        at += 1;
        at - 1 == last || !is_pure(part)
    });
    if flat.len() == 1 { flat.remove(0) } else { Expr::Sequence(flat) }
}

/// What two known values make.
fn folded(operator: Operator, left: &Expr, right: &Expr) -> Option<Expr> {
    match (left, right) {
        (Expr::Text(left), Expr::Text(right)) if operator == "+" => Some(Expr::Text(format!("{left}{right}"))),
        (Expr::Number(left), Expr::Number(right)) => {
            let value = match operator {
                "+" => left + right,
                "-" => left - right,
                "*" => left * right,
                "/" if *right != 0.0 => left / right,
                _ => return None,
            };
            let result = Expr::Number(value);
            let whole = Expr::Binary(operator, Box::new(Expr::Number(*left)), Box::new(Expr::Number(*right)));
            (value.is_finite() && length(&result) <= length(&whole) && !(value == 0.0 && value.is_sign_negative()))
                .then_some(result)
        }
        _ => None,
    }
}

fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::Number(_) | Expr::Text(_) | Expr::Bool(_) | Expr::Null | Expr::Undefined | Expr::BigInt(_) => true,
        Expr::Unary("-" | "!" | "+" | "~", value) => matches!(**value, Expr::Number(_)),
        _ => false,
    }
}

/// The type of values that an expression surely has.
fn kind_of(expr: &Expr) -> Option<&'static str> {
    match expr {
        Expr::Text(_) | Expr::Template(..) | Expr::Unary("typeof", _) => Some("text"),
        Expr::Binary("+", left, right) if kind_of(left) == Some("text") || kind_of(right) == Some("text") => {
            Some("text")
        }
        expr if is_boolean(expr) => Some("boolean"),
        _ => None,
    }
}

fn is_boolean(expr: &Expr) -> bool {
    match expr {
        Expr::Bool(_) | Expr::Unary("!" | "delete", _) => true,
        Expr::Binary("==" | "!=" | "===" | "!==" | "<" | ">" | "<=" | ">=" | "in" | "instanceof", ..) => true,
        Expr::Binary("&&" | "||", left, right) => is_boolean(left) && is_boolean(right),
        _ => false,
    }
}

/// The truth of a value that is known.
fn truth(expr: &Expr) -> Option<bool> {
    match expr {
        Expr::Bool(value) => Some(*value),
        Expr::Number(number) => Some(*number != 0.0 && !number.is_nan()),
        Expr::Text(text) => Some(!text.is_empty()),
        Expr::Null | Expr::Undefined => Some(false),
        Expr::Function(_) => Some(true),
        _ => None,
    }
}

/// Whether an expression does nothing but have a value.
fn is_pure(expr: &Expr) -> bool {
    match expr {
        Expr::Number(_)
        | Expr::Text(_)
        | Expr::Bool(_)
        | Expr::Null
        | Expr::Undefined
        | Expr::This
        | Expr::Function(_) => true,
        Expr::Unary("!" | "typeof" | "void", value) => is_pure(value),
        Expr::Binary("==" | "!=" | "===" | "!==" | "&&" | "||", left, right) => is_pure(left) && is_pure(right),
        Expr::Array(items) => items.iter().flatten().all(is_pure),
        Expr::Object(items) => {
            items.iter().all(|item| matches!(item, Property::Value(Key::Plain(_), value) if is_pure(value)))
        }
        _ => false,
    }
}
