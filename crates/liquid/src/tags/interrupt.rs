//! `{% break %}` and `{% continue %}`.

use crate::context::{Context, Interrupt};
use crate::error::Result;
use crate::parse::{ParseContext, Render, Tag};

pub(super) struct Break;
pub(super) struct Continue;

struct Interrupting(Interrupt);

impl Tag for Break {
    fn parse(&self, _: &str, _: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Interrupting(Interrupt::Break)))
    }
}

impl Tag for Continue {
    fn parse(&self, _: &str, _: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Interrupting(Interrupt::Continue)))
    }
}

impl Render for Interrupting {
    fn render(&self, cx: &mut Context, _: &mut String) -> Result<()> {
        cx.interrupts.push(self.0);
        Ok(())
    }
}
