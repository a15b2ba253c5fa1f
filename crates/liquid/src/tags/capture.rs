//! `{% capture name %}…{% endcapture %}`.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::parse::{Body, ParseContext, Render, Tag};
use crate::value::Str;

pub(super) struct Capture;

struct Captured {
    name: Str,
    body: Body,
}

impl Tag for Capture {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let (start, end) = super::target(markup, 0)
            .ok_or_else(|| Error::syntax("Syntax Error in 'capture' - Valid syntax: capture [var]"))?;
        let name = crate::context::name(&markup[start..end]);
        let (body, _) = cx.body(&[])?;
        Ok(Box::new(Captured { name, body }))
    }
}

impl Render for Captured {
    fn render(&self, cx: &mut Context, _: &mut String) -> Result<()> {
        let mut text = String::new();
        self.body.render(cx, &mut text)?;
        if cx.limits_assigning() {
            cx.count_assigned(text.len())?;
        }
        cx.assign(self.name.clone(), text);
        Ok(())
    }

    fn is_blank(&self) -> bool {
        true
    }
}
