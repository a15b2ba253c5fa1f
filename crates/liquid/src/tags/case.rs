//! `{% case value %}{% when a, b or c %}…{% else %}…{% endcase %}`.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::parse::{Body, Condition, ParseContext, Render, Tag, find_fragment, quoted_fragment, skip_space};

pub(super) struct Case;

struct Cases {
    branches: Vec<Branch>,
    /// Each body belongs to one or more branches.
    bodies: Vec<Body>,
    blank: bool,
}

struct Branch {
    /// `None` for `else`.
    condition: Option<Condition>,
    body: usize,
}

impl Tag for Case {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let (start, end) = find_fragment(markup, 0)
            .ok_or_else(|| Error::syntax("Syntax Error in 'case' - Valid syntax: case [condition]"))?;
        let left = cx.expression(&markup[start..end]);
        let mut branches = Vec::new();
        let mut bodies = Vec::new();
        let mut pending = Vec::new();
        let mut blank = true;
        loop {
            let (body, stop) = cx.body(&["when", "else"])?;
            blank &= body.is_blank();
            // What stands before the first `when` is read and dropped.
            for condition in pending.drain(..) {
                branches.push(Branch { condition, body: bodies.len() });
            }
            bodies.push(body);
            match stop.name.as_str() {
                "when" => {
                    for value in when_values(&stop.markup)? {
                        let value = cx.expression(value);
                        pending.push(Some(Condition::equality(left.clone(), value)));
                    }
                }
                "else" => {
                    if !crate::unicode::strip(&stop.markup).is_empty() {
                        return Err(Error::syntax(
                            "Syntax Error in tag 'case' - Valid else condition: {% else %} (no parameters) ",
                        ));
                    }
                    pending.push(None);
                }
                _ => return Ok(Box::new(Cases { branches, bodies, blank })),
            }
        }
    }
}

/// Cuts the markup of `when` into its values.
fn when_values(markup: &str) -> Result<Vec<&str>> {
    let wrong = || {
        Error::syntax("Syntax Error in tag 'case' - Valid when condition: {% when [condition] [or condition2...] %}")
    };
    let mut values = Vec::new();
    let mut at = 0;
    loop {
        let (start, end) = find_fragment(markup, at).ok_or_else(wrong)?;
        values.push(&markup[start..end]);
        match next_value(markup, end) {
            Some(next) => at = next,
            None => return Ok(values),
        }
    }
}

/// Gives where the next value begins, if `or` or a comma follows one.
fn next_value(markup: &str, at: usize) -> Option<usize> {
    let separator = skip_space(markup, at);
    let rest = &markup[separator..];
    let or = separator > at && rest.starts_with("or") && rest[2..].starts_with(crate::unicode::is_space);
    let after = separator + if rest.starts_with(',') { 1 } else { or.then_some(2)? };
    let next = skip_space(markup, after);
    // Where no value follows, the separator and the rest are skipped.
    quoted_fragment(markup, next).map(|_| next)
}

impl Render for Cases {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let mut otherwise = true;
        cx.scope(|cx| {
            for branch in &self.branches {
                let renders = match &branch.condition {
                    None => otherwise,
                    Some(condition) => condition.evaluate(cx)?,
                };
                if renders {
                    otherwise = false;
                    self.bodies[branch.body].render(cx, out)?;
                    if branch.condition.is_none() {
                        break;
                    }
                }
            }
            Ok(())
        })
    }

    fn is_blank(&self) -> bool {
        self.blank
    }
}
