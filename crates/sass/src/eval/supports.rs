//! `@supports`.

use super::Eval;
use super::css::Css;
use crate::ast::{Body, Expr, ExprKind, Supports};
use crate::span::{At, Res};

impl Eval<'_> {
    pub(crate) fn supports_rule(&mut self, condition: &Supports, body: &Body, at: At) -> Res<()> {
        if self.declaration.is_some() {
            return self.fail("Supports rules may not be used within nested declarations.", at);
        }
        let text = self.supports(condition)?;
        let node = self.tree.add(Css::Supports(text.into()), at);
        let nested = self.css_nesting();
        self.with_parent(
            node,
            |css| !nested && matches!(css, Css::Rule { .. }),
            |eval| match eval.style_rule.filter(|_| !eval.without_rule && !nested) {
                Some(rule) => eval.within_copy_of(rule, body),
                None => eval.body(body, false).map(|_| ()),
            },
        )
    }

    pub(crate) fn supports(&mut self, condition: &Supports) -> Res<String> {
        Ok(match condition {
            Supports::Join { op, left, right } => {
                let left = self.supports_in_parens(left, Some(op))?;
                let right = self.supports_in_parens(right, Some(op))?;
                format!("{left} {op} {right}")
            }
            Supports::Not(inner) => format!("not {}", self.supports_in_parens(inner, None)?),
            Supports::Declaration { name, value, custom } => {
                let was = std::mem::replace(&mut self.in_supports, true);
                let result = self.supports_text(name).and_then(|name| Ok((name, self.supports_text(value)?)));
                self.in_supports = was;
                let (name, value) = result?;
                let space = if *custom { "" } else { " " };
                format!("({name}:{space}{value})")
            }
            Supports::Function { name, arguments } => {
                format!("{}({})", self.interpolate(name)?, self.interpolate(arguments)?)
            }
            Supports::Interpolation(expr) => {
                let value = self.expression(expr)?;
                let mut out = String::new();
                self.push_css(&mut out, &value, expr.at)?;
                out
            }
            Supports::Anything(text) => format!("({})", self.interpolate(text)?),
        })
    }

    fn supports_text(&mut self, expr: &Expr) -> Res<String> {
        if let ExprKind::String { text, quoted: false } = &*expr.kind {
            return self.interpolate(text);
        }
        let value = self.expression(expr)?;
        crate::serialize::to_css(&value, true).map_err(|fault| self.place(fault, expr.at))
    }

    fn supports_in_parens(&mut self, condition: &Supports, op: Option<&str>) -> Res<String> {
        let text = self.supports(condition)?;
        let parens = match condition {
            Supports::Not(_) => true,
            Supports::Join { op: own, .. } => op != Some(&**own),
            _ => false,
        };
        Ok(if parens { format!("({text})") } else { text })
    }
}
