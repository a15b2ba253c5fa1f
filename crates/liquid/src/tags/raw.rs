//! `{% raw %}…{% endraw %}`.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::parse::{ParseContext, Render, Tag};

pub(super) struct Raw;

struct Verbatim(String);

impl Tag for Raw {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        if !markup.chars().all(crate::unicode::is_space) {
            return Err(Error::syntax("Syntax Error in 'raw' - Valid syntax: raw"));
        }
        Ok(Box::new(Verbatim(cx.raw_body()?)))
    }
}

impl Render for Verbatim {
    fn render(&self, _: &mut Context, out: &mut String) -> Result<()> {
        out.push_str(&self.0);
        Ok(())
    }

    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}
