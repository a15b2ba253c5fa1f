//! Statements joined: into sequences, conditions and early ends.

use super::*;

/// Joins the statements of a list as far as they go together.
pub(super) fn tighten(body: Vec<Stmt>, place: Place) -> Vec<Stmt> {
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
pub(super) fn flattened(body: Vec<Stmt>) -> Vec<Stmt> {
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
pub(super) fn reachable(body: Vec<Stmt>) -> Vec<Stmt> {
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
pub(super) fn declares_var(stmt: &Stmt) -> bool {
    !matches!(stmt, Stmt::Expr(_) | Stmt::Return(_) | Stmt::Throw(_) | Stmt::Break(_) | Stmt::Continue(_) | Stmt::Empty)
}

/// Turns branches that end a function or a round of a loop into choices.
pub(super) fn early_ends(body: Vec<Stmt>, place: Place) -> Vec<Stmt> {
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
pub(super) fn follows_value(rest: &[Stmt]) -> bool {
    let mut rest = rest.iter().rev().skip_while(|stmt| matches!(stmt, Stmt::Expr(_)));
    matches!(rest.next(), Some(Stmt::Return(Some(_))))
}

/// Puts what follows a branch that leaves into the other branch. The list is reversed.
pub(super) fn skipped(test: Expr, then: Stmt, rest: Vec<Stmt>) -> Vec<Stmt> {
    let rest: Vec<Stmt> = rest.into_iter().rev().collect();
    let rest = block(tighten(rest, Place::Block));
    vec![match then {
        Stmt::Empty => branch(negated(test), rest, None),
        then => branch(test, then, Some(rest)),
    }]
}

/// Joins expressions with commas, also into statements that begin with an expression.
pub(super) fn in_sequence(body: Vec<Stmt>) -> Vec<Stmt> {
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
pub(super) fn without_value(expr: Expr) -> Expr {
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
pub(super) fn called_at_once(expr: Expr) -> Expr {
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

pub(super) fn has_in(expr: &Expr) -> bool {
    match expr {
        Expr::Binary(operator, left, right) => *operator == "in" || has_in(left) || has_in(right),
        Expr::Assign(_, _, right) => has_in(right),
        Expr::Sequence(parts) => parts.iter().any(has_in),
        _ => false,
    }
}

/// Joins declarations of one kind, also with those of a loop that follows, and assignments to properties of an object
/// that was just made.
pub(super) fn joined(body: Vec<Stmt>) -> Vec<Stmt> {
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
pub(super) fn into_object(parts: &mut [(Expr, Option<Expr>)], expr: Expr) -> Option<Expr> {
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
pub(super) fn mentions(expr: &Expr, text: &str) -> bool {
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
