//! Expressions folded: constants, conditions, negations.

use super::*;

/// Makes the shortest statement of a branch.
pub(super) fn branch(test: Expr, then: Stmt, otherwise: Option<Stmt>) -> Stmt {
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

pub(super) fn either(operator: Operator, left: Expr, right: Expr) -> Expr {
    Expr::Binary(operator, Box::new(left), Box::new(right))
}

/// An expression of which only the truth counts.
pub(super) fn as_condition(expr: Expr) -> Expr {
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
pub(super) fn negated(expr: Expr) -> Expr {
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

pub(super) fn unary(operator: Operator, value: Expr) -> Expr {
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

pub(super) fn choice(test: Expr, then: Expr, otherwise: Expr) -> Expr {
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
pub(super) fn truth_of(expr: Expr) -> Expr {
    if is_boolean(&expr) { expr } else { Expr::Unary("!", Box::new(negated(expr))) }
}

/// `a = a + b` is `a += b`.
pub(super) fn assign(left: Expr, right: Expr) -> Expr {
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
pub(super) fn template(pieces: Vec<String>, values: Vec<Expr>) -> Expr {
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
pub(super) fn sequence(parts: Vec<Expr>) -> Expr {
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
pub(super) fn folded(operator: Operator, left: &Expr, right: &Expr) -> Option<Expr> {
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

pub(super) fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::Number(_) | Expr::Text(_) | Expr::Bool(_) | Expr::Null | Expr::Undefined | Expr::BigInt(_) => true,
        Expr::Unary("-" | "!" | "+" | "~", value) => matches!(**value, Expr::Number(_)),
        _ => false,
    }
}

/// The type of values that an expression surely has.
pub(super) fn kind_of(expr: &Expr) -> Option<&'static str> {
    match expr {
        Expr::Text(_) | Expr::Template(..) | Expr::Unary("typeof", _) => Some("text"),
        Expr::Binary("+", left, right) if kind_of(left) == Some("text") || kind_of(right) == Some("text") => {
            Some("text")
        }
        Expr::Number(_) | Expr::Unary("-" | "+" | "~", _) | Expr::Prefix(..) | Expr::Postfix(..) => Some("number"),
        Expr::Binary("-" | "*" | "/" | "%" | "&" | "|" | "^" | "<<" | ">>" | ">>>", ..) => Some("number"),
        Expr::Binary("+", left, right) if kind_of(left) == Some("number") && kind_of(right) == Some("number") => {
            Some("number")
        }
        expr if is_boolean(expr) => Some("boolean"),
        _ => None,
    }
}

pub(super) fn is_boolean(expr: &Expr) -> bool {
    match expr {
        Expr::Bool(_) | Expr::Unary("!" | "delete", _) => true,
        Expr::Binary("==" | "!=" | "===" | "!==" | "<" | ">" | "<=" | ">=" | "in" | "instanceof", ..) => true,
        Expr::Binary("&&" | "||", left, right) => is_boolean(left) && is_boolean(right),
        _ => false,
    }
}

/// The truth of a value that is known.
pub(super) fn truth(expr: &Expr) -> Option<bool> {
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
pub(super) fn is_pure(expr: &Expr) -> bool {
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
