//! Values moved from their variables into the single use that follows at once, where nothing in between could notice.

use super::super::resolve::Symbols;
use super::super::tree::*;

/// How a look for the use of a variable went.
#[derive(PartialEq, Eq)]
enum Step {
    /// The value took its place.
    Done,
    /// The use does not stand here, and the value may move past what does.
    Passed,
    /// The value may not move past this.
    Blocked,
}

/// A value on its way.
struct Moving<'a> {
    symbols: &'a Symbols,
    /// The variable that it was of.
    symbol: usize,
    value: Option<Expr>,
    /// Whether it is the same whenever it is evaluated.
    is_constant: bool,
    /// Whether evaluating it changes no variable.
    is_quiet: bool,
}

/// Moves values within a list of statements.
pub(super) fn collapse(body: Vec<Stmt>, symbols: &Symbols) -> Vec<Stmt> {
    let mut out: Vec<Stmt> = Vec::with_capacity(body.len());
    for mut stmt in body {
        if let Stmt::Declare(_, parts) = &mut stmt {
            *parts = within(std::mem::take(parts), symbols);
        }
        while let Some(Stmt::Declare(_, parts)) = out.last_mut() {
            let Some(first) = first_expr(&mut stmt) else { break };
            if !take_into(parts, first, symbols) {
                break;
            }
            if parts.is_empty() {
                out.pop();
            }
        }
        out.push(stmt);
    }
    out
}

/// Moves values from part to part of a declaration.
fn within(parts: Vec<(Expr, Option<Expr>)>, symbols: &Symbols) -> Vec<(Expr, Option<Expr>)> {
    let mut kept: Vec<(Expr, Option<Expr>)> = Vec::with_capacity(parts.len());
    for (target, mut value) in parts {
        if matches!(target, Expr::Name(_)) {
            while let Some(value) = &mut value {
                if !take_into(&mut kept, value, symbols) {
                    break;
                }
            }
        }
        kept.push((target, value));
    }
    kept
}

/// The expression that a statement evaluates first.
fn first_expr(stmt: &mut Stmt) -> Option<&mut Expr> {
    match stmt {
        Stmt::Return(Some(expr)) | Stmt::Throw(expr) | Stmt::Expr(expr) => Some(expr),
        Stmt::If(test, ..) => Some(test),
        Stmt::Switch(on, _) => Some(on),
        Stmt::Declare(_, parts) => match parts.first_mut() {
            Some((Expr::Name(_), Some(value))) => Some(value),
            _ => None,
        },
        _ => None,
    }
}

/// Moves the value of the last part into an expression, if it is used there alone and nowhere else.
fn take_into(parts: &mut Vec<(Expr, Option<Expr>)>, into: &mut Expr, symbols: &Symbols) -> bool {
    let Some((Expr::Name(name), Some(value))) = parts.last() else { return false };
    let Some(symbol) = name.symbol.filter(|_| symbols.is_used_once(name)) else { return false };
    let mut moving = Moving {
        symbols,
        symbol,
        is_constant: is_constant(value),
        is_quiet: is_quiet(value),
        value: Some(value.clone()),
    };
    let done = moving.put(into) == Step::Done;
    if done {
        parts.pop();
    }
    done
}

fn is_constant(expr: &Expr) -> bool {
    matches!(expr, Expr::Number(_) | Expr::Text(_) | Expr::Bool(_) | Expr::Null | Expr::Undefined)
}

/// Whether evaluating an expression changes nothing and calls nobody.
pub(super) fn is_quiet(expr: &Expr) -> bool {
    match expr {
        Expr::Name(_) | Expr::This | Expr::Function(_) | Expr::Regex(_) => true,
        Expr::Unary(operator, value) => *operator != "delete" && is_quiet(value),
        Expr::Binary(_, left, right) => is_quiet(left) && is_quiet(right),
        Expr::Dot(of, _, false) => is_quiet(of),
        Expr::Index(of, index, false) => is_quiet(of) && is_quiet(index),
        Expr::Choice(test, then, otherwise) => is_quiet(test) && is_quiet(then) && is_quiet(otherwise),
        other => is_constant(other),
    }
}

impl Moving<'_> {
    /// Puts the value where the variable is evaluated, following the order of evaluation.
    fn put(&mut self, expr: &mut Expr) -> Step {
        match expr {
            Expr::Name(name) if name.symbol == Some(self.symbol) => match self.value.take() {
                Some(value) => {
                    *expr = value;
                    Step::Done
                }
                None => Step::Blocked,
            },
            Expr::Name(name) => self.pass(name),
            Expr::Number(_) | Expr::Text(_) | Expr::Bool(_) | Expr::Null | Expr::Undefined | Expr::This => Step::Passed,
            Expr::Function(_) | Expr::Regex(_) | Expr::BigInt(_) => Step::Passed,
            Expr::Unary(operator, value) if *operator != "delete" => self.put(value),
            Expr::Binary(operator, left, right) => match self.put(left) {
                Step::Passed if matches!(*operator, "&&" | "||" | "??") => Step::Blocked,
                Step::Passed => self.put(right),
                step => step,
            },
            Expr::Choice(first, ..) | Expr::Dot(first, ..) | Expr::Await(first) | Expr::Spread(first) => {
                self.only(first)
            }
            Expr::Chain(first) => self.put(first),
            Expr::Index(of, index, false) => match self.put(of) {
                Step::Passed => self.only(index),
                step => step,
            },
            Expr::Call(callee, args, false) | Expr::New(callee, args) => self.put_in_call(callee, args),
            Expr::Array(items) => self.in_order(items.iter_mut().flatten()),
            Expr::Sequence(parts) => self.in_order(parts.iter_mut()),
            Expr::Object(items) => self.put_in_object(items),
            Expr::Template(_, values) => match values.first_mut() {
                Some(first) => self.only(first),
                None => Step::Passed,
            },
            Expr::Assign("=", target, value) => match target.as_mut() {
                Expr::Name(name) if name.symbol.is_some_and(|symbol| !self.symbols.symbols[symbol].is_global()) => {
                    self.only(value)
                }
                Expr::Dot(of, ..) => self.only(of),
                _ => Step::Blocked,
            },
            _ => Step::Blocked,
        }
    }

    /// What follows an expression may notice the move.
    fn only(&mut self, expr: &mut Expr) -> Step {
        match self.put(expr) {
            Step::Passed => Step::Blocked,
            step => step,
        }
    }

    fn in_order<'e>(&mut self, mut exprs: impl Iterator<Item = &'e mut Expr>) -> Step {
        exprs.find_map(|expr| Some(self.put(expr)).filter(|step| *step != Step::Passed)).unwrap_or(Step::Passed)
    }

    fn put_in_call(&mut self, callee: &mut Expr, args: &mut [Expr]) -> Step {
        // A property that is called knows what it is a property of.
        let is_callee = matches!(&*callee, Expr::Name(name) if name.symbol == Some(self.symbol));
        if is_callee && matches!(self.value, Some(Expr::Dot(..) | Expr::Index(..) | Expr::Chain(_))) {
            return Step::Blocked;
        }
        match self.put(callee) {
            Step::Passed => match self.in_order(args.iter_mut()) {
                Step::Passed => Step::Blocked,
                step => step,
            },
            step => step,
        }
    }

    fn put_in_object(&mut self, items: &mut [Property]) -> Step {
        for item in items {
            let step = match item {
                Property::Value(Key::Plain(_) | Key::Number(_), value) => self.put(value),
                Property::Short(Expr::Name(name)) if name.symbol != Some(self.symbol) => self.pass(name),
                _ => Step::Blocked,
            };
            if step != Step::Passed {
                return step;
            }
        }
        Step::Passed
    }

    /// Whether the value may move past a name: nobody else's variables, unless it is always the same.
    fn pass(&self, name: &Name) -> Step {
        let is_own = name.symbol.is_some_and(|symbol| !self.symbols.symbols[symbol].is_global());
        let passes = self.is_constant || is_own && (self.is_quiet || !self.symbols.is_assigned(name));
        if passes { Step::Passed } else { Step::Blocked }
    }
}
