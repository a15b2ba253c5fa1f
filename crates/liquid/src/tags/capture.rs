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
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        // The end of the output is a buffer that is there already; on an error, whoever renders the node cuts it.
        let before = out.len();
        self.body.render(cx, out)?;
        if cx.limits_assigning() {
            cx.count_assigned(out.len() - before)?;
        }
        cx.assign(self.name.clone(), &out[before..]);
        out.truncate(before);
        Ok(())
    }

    fn is_blank(&self) -> bool {
        true
    }
}
