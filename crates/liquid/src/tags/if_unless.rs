//! `{% if %}` and `{% unless %}`, with `elsif` and `else`.

use crate::context::Context;
use crate::error::Result;
use crate::lead::Leads;
use crate::parse::{Body, Condition, ParseContext, Render, Tag};

pub(super) struct If;
pub(super) struct Unless;

struct Branches {
    branches: Vec<Branch>,
    blank: bool,
}

struct Branch {
    /// `None` for `else`.
    condition: Option<Condition>,
    negated: bool,
    body: Body,
}

fn parse(markup: &str, negated: bool, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
    let mut condition = Some(Condition::parse(markup, cx)?);
    let mut branches = Vec::new();
    let mut blank = true;
    loop {
        let (body, stop) = cx.body(&["elsif", "else"])?;
        blank &= body.is_blank();
        // Of `unless` only the first condition is turned round.
        branches.push(Branch { condition, negated: negated && branches.is_empty(), body });
        condition = match stop.name.as_str() {
            "elsif" => Some(Condition::parse(&stop.markup, cx)?),
            "else" => None,
            _ => return Ok(Box::new(Branches { branches, blank })),
        };
    }
}

impl Tag for If {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        parse(markup, false, cx)
    }
}

impl Tag for Unless {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        parse(markup, true, cx)
    }
}

impl Render for Branches {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        cx.scope(|cx| {
            for branch in &self.branches {
                let renders = match &branch.condition {
                    Some(condition) => condition.evaluate(cx)? != branch.negated,
                    None => true,
                };
                if renders {
                    return branch.body.render(cx, out);
                }
            }
            Ok(())
        })
    }

    fn is_blank(&self) -> bool {
        self.blank
    }

    fn leads(&self) -> Leads {
        if self.is_blank() { Leads::Nothing } else { Leads::Body }
    }
}
