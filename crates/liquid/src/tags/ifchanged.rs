//! `{% ifchanged %}…{% endifchanged %}`: prints its body unless that is what the last such tag printed.

use crate::context::Context;
use crate::error::Result;
use crate::lead::Leads;
use crate::parse::{Body, ParseContext, Render, Tag};

pub(super) struct IfChanged;

struct Changing(Body);

impl Tag for IfChanged {
    fn parse(&self, _: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        cx.uses_mut().ifchanged = true;
        let (body, _) = cx.body(&[])?;
        Ok(Box::new(Changing(body)))
    }
}

impl Render for Changing {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let mut text = String::new();
        cx.scope(|cx| self.0.render(cx, &mut text))?;
        let last = &mut cx.state_mut().loops.last_changed;
        if last.as_ref() != Some(&text) {
            out.push_str(&text);
            *last = Some(text);
        }
        Ok(())
    }

    fn is_blank(&self) -> bool {
        self.0.is_blank()
    }

    fn leads(&self) -> Leads {
        if self.is_blank() { Leads::Nothing } else { Leads::Body }
    }
}
