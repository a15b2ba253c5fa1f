//! `{% increment name %}` and `{% decrement name %}`: counters that live beside the data and cover names in it.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::filters::arithmetic;
use crate::lead::{Lead, Leads};
use crate::parse::{ParseContext, Render, Tag};
use crate::value::{InspectStyle, Str, Value};

pub(super) struct Increment;
pub(super) struct Decrement;

struct Counter {
    name: Str,
    step: i64,
}

fn parse(markup: &str, step: i64, cx: &mut ParseContext<'_>) -> Box<dyn Render> {
    let name = crate::context::name(crate::unicode::strip(markup));
    let uses = cx.uses_mut();
    uses.counters = true;
    uses.names.insert(name.as_str().into());
    Box::new(Counter { name, step })
}

impl Tag for Increment {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(parse(markup, 1, cx))
    }
}

impl Tag for Decrement {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(parse(markup, -1, cx))
    }
}

impl Render for Counter {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let before = cx.lookup_global(&self.name).filter(Value::truthy).unwrap_or(Value::Int(0));
        let after = match &before {
            Value::Int(_) | Value::BigInt(_) | Value::Float(_) => arithmetic::add(&before, self.step),
            Value::Str(_) | Value::Array(_) if self.step > 0 => {
                let class = before.class_name();
                return Err(Error::ruby("TypeError", format!("no implicit conversion of Integer into {class}")));
            }
            other => {
                let operator = if self.step > 0 { '+' } else { '-' };
                let (shown, class) = (other.inspect(InspectStyle::Ruby31), other.class_name());
                return Err(Error::ruby("NoMethodError", format!("undefined method `{operator}' for {shown}:{class}")));
            }
        };
        let shown = if self.step > 0 { before } else { after.clone() };
        cx.lead_with(Lead::of(&shown));
        shown.write_output(out, cx.inspect_style());
        cx.state_mut().counters.insert(self.name.clone(), after);
        Ok(())
    }

    fn leads(&self) -> Leads {
        Leads::Body
    }
}
