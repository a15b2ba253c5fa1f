//! Expressions as text again, as messages show them: in one canonical spelling, whatever the source's.

use crate::ast::{Args, BinaryOp, Call, Expr, ExprKind, IfCondition, Interp, Part, UnaryOp};
use crate::serialize::{inspect, inspect_number, write_quoted};
use crate::value::{Number, Separator, Value};

/// Gives the text of an expression; `source` is the file it is from.
pub(crate) fn describe(expr: &Expr, source: &str) -> String {
    let mut out = String::new();
    Describer { out: &mut out, source }.expression(expr);
    out
}

struct Describer<'a> {
    out: &'a mut String,
    source: &'a str,
}

impl Describer<'_> {
    fn written(&self, expr: &Expr) -> &str {
        self.source.get(expr.at.start as usize..expr.at.end as usize).unwrap_or_default()
    }

    fn expression(&mut self, expr: &Expr) {
        match &*expr.kind {
            ExprKind::Null => self.out.push_str("null"),
            ExprKind::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            ExprKind::Number(value, units) => {
                let number = Number::of(*value, units);
                self.out.push_str(&inspect_number(&number));
            }
            ExprKind::Color(color) => self.out.push_str(&inspect(&Value::Color(color.clone()))),
            ExprKind::String { text, quoted } => self.string(text, *quoted),
            ExprKind::Binary { op, left, right, .. } => self.binary(*op, left, right),
            ExprKind::Unary { op, operand } => {
                self.out.push_str(match op {
                    UnaryOp::Plus => "+",
                    UnaryOp::Minus => "-",
                    UnaryOp::Over => "/",
                    UnaryOp::Not => "not ",
                });
                let compound = matches!(*operand.kind, ExprKind::Binary { .. } | ExprKind::Unary { .. });
                self.maybe_parens(operand, compound);
            }
            ExprKind::List { items, separator, brackets } => self.list(items, *separator, *brackets),
            ExprKind::Map(pairs) => {
                self.out.push('(');
                for (i, (key, value)) in pairs.iter().enumerate() {
                    self.comma(i);
                    self.expression(key);
                    self.out.push_str(": ");
                    self.expression(value);
                }
                self.out.push(')');
            }
            ExprKind::Paren(inner) => {
                self.out.push('(');
                self.expression(inner);
                self.out.push(')');
            }
            ExprKind::Call(call) => {
                let Call { namespace, original, args, .. } = &**call;
                if let Some(namespace) = namespace {
                    self.out.push_str(namespace);
                    self.out.push('.');
                }
                self.out.push_str(original);
                self.arguments(args);
            }
            ExprKind::CallInterp { name, args } => {
                self.interpolation(name);
                self.arguments(args);
            }
            ExprKind::LegacyIf(args) => {
                self.out.push_str("if");
                self.arguments(args);
            }
            ExprKind::If(clauses) => self.conditional(clauses),
            ExprKind::Parent => self.out.push('&'),
            ExprKind::Variable { .. } | ExprKind::Supports(_) => {
                let written = self.written(expr).to_owned();
                self.out.push_str(&written);
            }
        }
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.out.push_str(", ");
        }
    }

    fn maybe_parens(&mut self, expr: &Expr, parens: bool) {
        if parens {
            self.out.push('(');
        }
        self.expression(expr);
        if parens {
            self.out.push(')');
        }
    }

    fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr) {
        let precedence = |expr: &Expr| match &*expr.kind {
            ExprKind::Binary { op, .. } => Some(op.precedence()),
            _ => None,
        };
        self.maybe_parens(left, precedence(left).is_some_and(|own| own < op.precedence()));
        self.out.push(' ');
        self.out.push_str(op.text());
        self.out.push(' ');
        self.maybe_parens(right, precedence(right).is_some_and(|own| own <= op.precedence()));
    }

    fn string(&mut self, text: &Interp, quoted: bool) {
        if !quoted {
            return self.interpolation(text);
        }
        let texts =
            || text.parts.iter().filter_map(|part| if let Part::Text(text, _) = part { Some(text) } else { None });
        let has = |quote: char| texts().any(|text| text.contains(quote));
        let quote = if has('"') && !has('\'') { '\'' } else { '"' };
        self.out.push(quote);
        for part in text.parts.iter() {
            match part {
                Part::Text(text, _) => {
                    let mut written = String::new();
                    write_quoted(&mut written, text, false);
                    let inner = &written[1..written.len() - 1];
                    // Each part alone may be quoted otherwise than the whole.
                    if written.starts_with(quote) {
                        self.out.push_str(inner);
                    } else {
                        self.out.push_str(&inner.replace(quote, &format!("\\{quote}")));
                    }
                }
                Part::Expr(expr, _) => self.interpolated(expr),
            }
        }
        self.out.push(quote);
    }

    fn interpolated(&mut self, expr: &Expr) {
        self.out.push_str("#{");
        self.expression(expr);
        self.out.push('}');
    }

    fn interpolation(&mut self, text: &Interp) {
        for part in text.parts.iter() {
            match part {
                Part::Text(text, _) => self.out.push_str(text),
                Part::Expr(expr, _) => self.interpolated(expr),
            }
        }
    }

    fn list(&mut self, items: &[Expr], separator: Separator, brackets: bool) {
        let comma = separator == Separator::Comma;
        let single = comma && items.len() == 1;
        let parens = !brackets && (comma || items.is_empty());
        self.out.push_str(if brackets {
            "["
        } else if parens {
            "("
        } else {
            ""
        });
        if single && !brackets {
            self.out.push('(');
        }
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.out.push_str(match separator {
                    Separator::Comma => ", ",
                    Separator::Slash => " / ",
                    _ => " ",
                });
            }
            let nested = match &*item.kind {
                ExprKind::List { items, brackets: false, separator: inner } if items.len() >= 2 => {
                    *inner == Separator::Space && !comma
                }
                ExprKind::Unary { op: UnaryOp::Plus | UnaryOp::Minus, .. } => !comma,
                _ => false,
            };
            self.maybe_parens(item, nested);
        }
        if single {
            self.out.push_str(if brackets { "," } else { ",)" });
        }
        self.out.push_str(if brackets {
            "]"
        } else if parens {
            ")"
        } else {
            ""
        });
    }

    fn arguments(&mut self, args: &Args) {
        self.out.push('(');
        let mut count = 0;
        for expr in &args.positional {
            self.comma(count);
            self.expression(expr);
            count += 1;
        }
        for (name, expr, _) in &args.named {
            self.comma(count);
            self.out.push('$');
            self.out.push_str(name);
            self.out.push_str(": ");
            self.expression(expr);
            count += 1;
        }
        for rest in args.rest.iter().flat_map(|rest| std::iter::once(&rest.list).chain(&rest.keywords)) {
            self.comma(count);
            self.expression(rest);
            self.out.push_str("...");
            count += 1;
        }
        self.out.push(')');
    }

    fn conditional(&mut self, clauses: &[(Option<IfCondition>, Expr)]) {
        self.out.push_str("if(");
        for (i, (condition, value)) in clauses.iter().enumerate() {
            if i > 0 {
                self.out.push_str("; ");
            }
            match condition {
                Some(condition) => self.condition(condition),
                None => self.out.push_str("else"),
            }
            self.out.push_str(": ");
            self.expression(value);
        }
        self.out.push(')');
    }

    fn condition(&mut self, condition: &IfCondition) {
        match condition {
            IfCondition::Sass(expr) => {
                self.out.push_str("sass(");
                self.expression(expr);
                self.out.push(')');
            }
            IfCondition::Raw(text) => self.interpolation(text),
            IfCondition::Not(inner) => {
                self.out.push_str("not ");
                self.condition(inner);
            }
            IfCondition::Paren(inner) => {
                self.out.push('(');
                self.condition(inner);
                self.out.push(')');
            }
            IfCondition::Join(and, list) => {
                for (i, inner) in list.iter().enumerate() {
                    if i > 0 {
                        self.out.push_str(if *and { " and " } else { " or " });
                    }
                    self.condition(inner);
                }
            }
        }
    }
}
