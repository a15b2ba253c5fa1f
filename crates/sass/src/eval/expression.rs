//! Expressions.

use super::Eval;
use super::variables::{Hint, Variable};
use crate::Deprecation;
use crate::ast::{Args, BinaryOp, Expr, ExprKind, IfCondition, Part, UnaryOp};
use crate::serialize::{Mode, write_value};
use crate::span::{At, Fault, Res};
use crate::value::{Map, Name, Number, Value, operators};
use std::hash::BuildHasherDefault;
use std::rc::Rc;

impl Eval<'_> {
    pub(crate) fn expression(&mut self, expr: &Expr) -> Res<Value> {
        // What most expressions are at their leaves; the rest stands apart to keep this frame small.
        Ok(match &*expr.kind {
            ExprKind::Null => Value::Null,
            ExprKind::Bool(value) => Value::Bool(*value),
            ExprKind::Number(value, units) => Value::Number(Number::of(*value, units)),
            ExprKind::Color(color) => Value::Color(color.clone()),
            ExprKind::Variable { namespace, name, hint } => {
                let local = || self.scope_variable(name, hint, |(value, _)| value.clone());
                match namespace.is_none().then(local).flatten() {
                    Some(value) => value,
                    None => self.outer_variable(namespace.as_ref(), name, expr.at)?.0,
                }
            }
            ExprKind::Binary { .. } => return self.deeper(expr.at, |eval| eval.binary(expr)),
            ExprKind::Call(call) => return self.deeper(expr.at, |eval| eval.call(call, expr.at)),
            _ => return self.other_expression(expr),
        })
    }

    #[inline(never)]
    fn other_expression(&mut self, expr: &Expr) -> Res<Value> {
        Ok(match &*expr.kind {
            ExprKind::String { text, quoted } => self.string(text, *quoted)?,
            ExprKind::Unary { op, operand } => {
                let value = self.deeper(expr.at, |eval| eval.expression(operand))?;
                self.unary(*op, value, expr.at)?
            }
            ExprKind::List { items, separator, brackets } => {
                let mut values = Vec::with_capacity(items.len());
                for item in items {
                    values.push(self.expression(item)?);
                }
                if *brackets { Value::bracketed(values, *separator) } else { Value::list(values, *separator) }
            }
            ExprKind::Map(pairs) => self.map(pairs)?,
            ExprKind::Paren(inner) => {
                if self.running.css {
                    return self.fail("Parentheses aren't allowed in plain CSS.", expr.at);
                }
                self.deeper(expr.at, |eval| eval.expression(inner))?
            }
            ExprKind::CallInterp { name, args } => {
                let name = self.interpolate(name)?;
                self.css_function(&name, args, expr.at)?
            }
            ExprKind::LegacyIf(args) => self.legacy_if(args, expr.at)?,
            ExprKind::If(clauses) => self.if_value(clauses)?,
            ExprKind::Parent => {
                self.memo.note_more();
                self.parent_selector().map_or(Value::Null, |list| crate::modules::selector::to_value(&list))
            }
            ExprKind::Supports(condition) => Value::unquoted(self.supports(condition)?),
            // Those that `expression` deals with.
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(..)
            | ExprKind::Color(_)
            | ExprKind::Variable { .. }
            | ExprKind::Binary { .. }
            | ExprKind::Call(_) => Value::Null,
        })
    }

    /// What is wanted of a variable of the file that runs.
    fn scope_variable<T>(&self, name: &Name, hint: &Hint, take: impl FnOnce(&Variable) -> T) -> Option<T> {
        self.env.in_scope(name, hint, |variable, root| {
            if let Some(root) = root {
                self.memo.note_read(root, name, Some(variable));
            }
            take(variable)
        })
    }

    /// Whether there is a variable, in the scopes around or in the file's alone.
    pub(crate) fn has_variable(&self, name: &Name, only_global: bool) -> Res<bool> {
        let known = if only_global {
            self.env.root_scope().variables.borrow().contains(name)
        } else {
            self.env.in_scope(name, &Hint::default(), |_, _| ()).is_some()
        };
        // A variable that is there stays.
        if known { Ok(true) } else { Ok(self.variable_beyond(name)?.is_some()) }
    }

    /// Whether a variable has a value other than null.
    pub(crate) fn has_value(&self, name: &Name) -> Res<bool> {
        if let Some(found) = self.scope_variable(name, &Hint::default(), |(value, _)| !value.is_null()) {
            return Ok(found);
        }
        Ok(self.variable_beyond(name)?.is_some_and(|(value, _)| !value.is_null()))
    }

    /// A variable that no scope around has, as a module may.
    fn variable_beyond(&self, name: &Name) -> Res<Option<(Value, At)>> {
        if self.env.has_own_variables_only() {
            self.memo.note_read(self.env.root_scope(), name, None);
            return Ok(None);
        }
        self.memo.note_global();
        self.env.variable_of_modules(name)
    }

    /// A variable's value, and where it got it.
    fn variable_value(&self, namespace: Option<&Name>, name: &Name, hint: &Hint, at: At) -> Res<(Value, At)> {
        if namespace.is_none()
            && let Some(found) = self.scope_variable(name, hint, Clone::clone)
        {
            return Ok(found);
        }
        self.outer_variable(namespace, name, at)
    }

    /// As [`Self::variable_value`], for a variable that no scope around has.
    fn outer_variable(&self, namespace: Option<&Name>, name: &Name, at: At) -> Res<(Value, At)> {
        self.memo.note_global();
        let found = match namespace {
            Some(namespace) => self.env.namespaced_variable(namespace, name),
            None => self.env.variable_of_modules(name),
        };
        match found.map_err(|fault| self.place(fault, at))? {
            Some(found) => Ok(found),
            None => self.fail("Undefined variable.", at),
        }
    }

    /// An expression's value with where it is from as [`Self::expression_place`] tells.
    #[inline(always)]
    pub(crate) fn placed(&mut self, expr: &Expr) -> Res<(Value, At)> {
        match &*expr.kind {
            ExprKind::Variable { namespace, name, hint } => {
                let (value, at) = self.variable_value(namespace.as_ref(), name, hint, expr.at)?;
                Ok((value, if at.is_none() { expr.at } else { at }))
            }
            _ => Ok((self.expression(expr)?, expr.at)),
        }
    }

    /// As [`Self::placed`], for a value that is assigned or passed.
    pub(crate) fn passed(&mut self, expr: &Expr) -> Res<(Value, At)> {
        let (value, place) = self.placed(expr)?;
        Ok((self.unslashed(value, expr.at)?, place))
    }

    #[inline(never)]
    fn string(&mut self, text: &crate::ast::Interp, quoted: bool) -> Res<Value> {
        if let [Part::Text(text, _)] = &text.parts[..] {
            return Ok(Value::String(crate::value::Text { text: text.clone(), quoted }));
        }
        // Texts put into strings stay as they are; `in_supports` holds for the outermost only.
        let was = std::mem::replace(&mut self.in_supports, false);
        let mut out = self.spare_texts.pop().unwrap_or_default();
        out.clear();
        for part in text.parts.iter() {
            match part {
                Part::Text(text, _) => out.push_str(text),
                Part::Expr(expr, _) => {
                    let value = self.expression(expr)?;
                    match &value {
                        Value::String(text) => out.push_str(&text.text),
                        other => {
                            let mode = Mode { compressed: false, inspect: false, quote: false };
                            write_value(&mut out, other, mode).map_err(|fault| self.place(fault, expr.at))?;
                        }
                    }
                }
            }
        }
        self.in_supports = was;
        let text = out.as_str().into();
        self.spare_texts.push(out);
        Ok(Value::String(crate::value::Text { text, quoted }))
    }

    #[inline(never)]
    fn map(&mut self, pairs: &[(Expr, Expr)]) -> Res<Value> {
        let mut map = Map::with_capacity_and_hasher(pairs.len(), BuildHasherDefault::default());
        for (key, value) in pairs {
            let key_value = self.expression(key)?;
            let item = self.expression(value)?;
            let count = map.len();
            let (index, _) = map.insert_full(key_value, item);
            if map.len() == count {
                let Some((key_value, _)) = map.get_index(index) else { continue };
                let mut fault = Fault::new("Duplicate key.", key.at).label("second key");
                for (other, _) in pairs {
                    if other.at != key.at && self.expression(other)? == *key_value {
                        fault = fault.other(other.at, "first key");
                        break;
                    }
                }
                return Err(self.place(fault, key.at));
            }
        }
        Ok(Value::map(map))
    }

    fn binary(&mut self, expr: &Expr) -> Res<Value> {
        let ExprKind::Binary { op, left, right, slash, .. } = &*expr.kind else { return Ok(Value::Null) };
        if self.running.css && !matches!(op, BinaryOp::SingleEq | BinaryOp::Over) {
            return self.fail("Operators aren't allowed in plain CSS.", expr.at);
        }
        let a = self.expression(left)?;
        let result = match op {
            BinaryOp::Or => {
                return if a.truthy() { Ok(a) } else { self.expression(right) };
            }
            BinaryOp::And => {
                return if a.truthy() { self.expression(right) } else { Ok(a) };
            }
            _ => {
                let b = self.expression(right)?;
                if *op == BinaryOp::Over {
                    return self.slash(expr, left, right, &a, &b, *slash);
                }
                operators::binary(*op, &a, &b)
            }
        };
        let value = result.map_err(|fault| self.place(fault, expr.at))?;
        self.grown(&value, expr.at)?;
        Ok(value)
    }

    #[inline(never)]
    fn slash(&mut self, expr: &Expr, left: &Expr, right: &Expr, a: &Value, b: &Value, slash: bool) -> Res<Value> {
        let result = operators::binary(BinaryOp::Over, a, b).map_err(|fault| self.place(fault, expr.at))?;
        let (Value::Number(one), Value::Number(two)) = (a, b) else { return Ok(result) };
        if slash && self.may_be_slashed(left)? && self.may_be_slashed(right)? {
            if let Value::Number(number) = result {
                return Ok(Value::Number(number.with_slash(one.clone(), two.clone())));
            }
            return Ok(result);
        }
        self.deprecated_as(Deprecation::SlashDiv, ("", ""), expr.at, |eval| {
            format!(
                "Using / for division outside of calc() is deprecated and will be removed in Dart Sass \
                 2.0.0.\n\nRecommendation: {} or {}\n\nMore info and automated migrator: \
                 https://sass-lang.com/d/slash-div",
                eval.slash_text(expr, true),
                eval.calc_text(expr)
            )
        })?;
        Ok(result)
    }

    /// Whether an operand may stay one side of a slash-separated pair: of calls, only those of CSS's own calculations.
    fn may_be_slashed(&self, operand: &Expr) -> Res<bool> {
        let ExprKind::Call(call) = &*operand.kind else { return Ok(true) };
        let calculation = call.calculation.is_some_and(|name| !super::calculate::is_legacy(name));
        if !calculation {
            return Ok(false);
        }
        let own = self.env.function(&Name::from(&*call.original)).map_err(|fault| self.place(fault, operand.at))?;
        Ok(own.is_none())
    }

    fn slash_text(&self, expr: &Expr, outer: bool) -> String {
        match &*expr.kind {
            ExprKind::Binary { op: BinaryOp::Over, left, right, .. } => {
                format!("math.div({}, {})", self.slash_text(left, false), self.slash_text(right, false))
            }
            ExprKind::Paren(inner) if outer => self.slash_text(inner, false),
            ExprKind::Paren(inner) => match &*inner.kind {
                ExprKind::Binary { op: BinaryOp::Over, .. } => self.slash_text(inner, false),
                _ => self.source_text(inner),
            },
            _ => self.source_text(expr),
        }
    }

    /// An expression as written, but with blanks around operators.
    fn source_text(&self, expr: &Expr) -> String {
        match &*expr.kind {
            ExprKind::Binary { op, left, right, .. } => {
                format!("{} {} {}", self.source_text(left), op.text(), self.source_text(right))
            }
            ExprKind::Paren(inner) => format!("({})", self.source_text(inner)),
            _ => self.files.text(expr.at),
        }
    }

    /// Takes a slash off a number that is no longer a slash-separated pair, with a warning.
    #[inline(always)]
    pub(crate) fn unslashed(&mut self, value: Value, at: At) -> Res<Value> {
        match &value {
            Value::Number(number) if number.slash().is_some() => self.warn_slash(number, at)?,
            _ => return Ok(value),
        }
        Ok(value.without_slash())
    }

    #[inline(never)]
    fn warn_slash(&mut self, number: &Number, at: At) -> Res<()> {
        let message = format!(
            "Using / for division is deprecated and will be removed in Dart Sass 2.0.0.\n\nRecommendation: \
             {}\n\nMore info and automated migrator: https://sass-lang.com/d/slash-div",
            division_text(number)
        );
        self.deprecated(Deprecation::SlashDiv, message, at)
    }

    fn calc_text(&self, expr: &Expr) -> String {
        match &*expr.kind {
            ExprKind::Call(call) if &*call.original == "calc" => self.files.text(expr.at),
            _ => format!("calc({})", self.source_text(expr)),
        }
    }

    fn unary(&mut self, op: UnaryOp, value: Value, at: At) -> Res<Value> {
        operators::unary(op, value).map_err(|fault| self.place(fault, at))
    }

    #[inline(never)]
    fn legacy_if(&mut self, args: &Rc<Args>, at: At) -> Res<Value> {
        let name = ["condition", "if-true", "if-false"];
        if args.rest.is_some() {
            let evaluated = self.arguments(args)?;
            let values = self.builtin_arguments("$condition, $if-true, $if-false", evaluated, at, "core", "if")?;
            return Ok(if values[0].truthy() { values[1].clone() } else { values[2].clone() });
        }
        let find = |index: usize| {
            args.positional
                .get(index)
                .or_else(|| args.named.iter().find(|(own, ..)| **own == *name[index]).map(|(_, expr, _)| expr))
        };
        let total = args.positional.len() + args.named.len();
        let (Some(condition), Some(yes), Some(no)) = (find(0), find(1), find(2)) else {
            let missing = (0..3).find(|index| find(*index).is_none()).unwrap_or(0);
            return self.fail(format!("Missing argument ${}.", name[missing]), at);
        };
        if total > 3 {
            return self.fail(format!("Only 3 arguments allowed, but {total} were passed."), at);
        }
        let condition = self.expression(condition)?;
        let chosen = if condition.truthy() { yes } else { no };
        let value = self.expression(chosen)?;
        self.unslashed(value, chosen.at)
    }

    #[inline(never)]
    fn if_value(&mut self, clauses: &[(Option<IfCondition>, Expr)]) -> Res<Value> {
        let mut kept: Vec<(String, String)> = Vec::new();
        for (condition, value) in clauses {
            let result = match condition {
                None => Condition::Known(true),
                Some(condition) => self.if_condition(condition)?,
            };
            match result {
                Condition::Known(false) => {}
                Condition::Known(true) => {
                    let evaluated = self.expression(value)?;
                    if kept.is_empty() {
                        return Ok(evaluated);
                    }
                    let text =
                        crate::serialize::to_css(&evaluated, true).map_err(|fault| self.place(fault, value.at))?;
                    kept.push(("else".to_owned(), text));
                    break;
                }
                Condition::Text(condition) => {
                    let evaluated = self.expression(value)?;
                    let text =
                        crate::serialize::to_css(&evaluated, true).map_err(|fault| self.place(fault, value.at))?;
                    kept.push((condition, text));
                }
            }
        }
        if kept.is_empty() {
            return Ok(Value::Null);
        }
        let clauses: Vec<String> = kept.into_iter().map(|(condition, value)| format!("{condition}: {value}")).collect();
        Ok(Value::unquoted(format!("if({})", clauses.join("; "))))
    }

    fn if_condition(&mut self, condition: &IfCondition) -> Res<Condition> {
        Ok(match condition {
            IfCondition::Sass(expr) => Condition::Known(self.expression(expr)?.truthy()),
            IfCondition::Raw(text) => Condition::Text(self.interpolate(text)?),
            IfCondition::Not(inner) => match self.if_condition(inner)? {
                Condition::Known(value) => Condition::Known(!value),
                Condition::Text(text) => Condition::Text(format!("not {text}")),
            },
            IfCondition::Paren(inner) => match self.if_condition(inner)? {
                Condition::Text(text) => Condition::Text(format!("({text})")),
                known => known,
            },
            IfCondition::Join(and, list) => {
                let mut texts = Vec::new();
                for item in list {
                    match self.if_condition(item)? {
                        Condition::Known(value) if value != *and => return Ok(Condition::Known(value)),
                        Condition::Known(_) => {}
                        Condition::Text(text) => texts.push(text),
                    }
                }
                if texts.is_empty() {
                    Condition::Known(*and)
                } else {
                    Condition::Text(texts.join(if *and { " and " } else { " or " }))
                }
            }
        })
    }

    /// Where a value is from: for a variable, where it got its value.
    pub(crate) fn expression_place(&self, expr: &Expr) -> At {
        if let ExprKind::Variable { namespace, name, .. } = &*expr.kind {
            let found = match namespace {
                Some(namespace) => self.env.namespaced_variable(namespace, name),
                None => self.env.variable(name),
            };
            if let Ok(Some((_, at))) = found
                && !at.is_none()
            {
                return at;
            }
        }
        expr.at
    }
}

/// A slash-separated pair as a call of `math.div()`.
fn division_text(number: &Number) -> String {
    match number.slash() {
        Some(slash) => format!("math.div({}, {})", division_text(&slash.0), division_text(&slash.1)),
        None => crate::serialize::inspect_number(number),
    }
}

/// What a condition of `if()` comes to.
enum Condition {
    Known(bool),
    /// For CSS to decide.
    Text(String),
}
