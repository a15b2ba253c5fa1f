//! `{% assign name = expression | filters %}`.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::lead::Leads;
use crate::parse::{ParseContext, Render, Tag, Variable, skip_space};
use crate::value::{Str, Value};

pub(super) struct Assign;

struct Assignment {
    name: Str,
    value: Variable,
}

impl Tag for Assign {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let mut from = 0;
        // The name is the first run of name characters that an equals sign follows; what stands before is skipped.
        while let Some((start, end)) = super::target(markup, from) {
            let equals = skip_space(markup, end);
            if markup[equals..].starts_with('=') {
                let value = cx.variable(&markup[skip_space(markup, equals + 1)..])?;
                return Ok(Box::new(Assignment { name: crate::context::name(&markup[start..end]), value }));
            }
            from = end;
        }
        Err(Error::syntax("Syntax Error in 'assign' - Valid syntax: assign [var] = [source]"))
    }
}

impl Render for Assignment {
    fn render(&self, cx: &mut Context, _: &mut String) -> Result<()> {
        if self.value.extend(&self.name, cx)? {
            return Ok(());
        }
        let value = self.value.evaluate(cx)?;
        if cx.limits_assigning() {
            cx.count_assigned(score(&value, 50))?;
        }
        cx.assign(self.name.clone(), value);
        Ok(())
    }

    fn is_blank(&self) -> bool {
        true
    }

    /// An assignment is no block: the empty string that it gives counts.
    fn leads(&self) -> Leads {
        Leads::Text
    }
}

/// What a value counts against the limit of assigned bytes.
fn score(value: &Value, depth: usize) -> usize {
    match value {
        Value::Str(text) => text.len(),
        Value::Array(items) if depth > 0 => 1 + items.iter().map(|item| score(item, depth - 1)).sum::<usize>(),
        Value::Hash(hash) if depth > 0 => 1 + hash.values().map(|value| score(value, depth - 1)).sum::<usize>(),
        _ => 1,
    }
}
