//! `{% comment %}…{% endcomment %}`: parsed like any body, so that broken tags in it are errors, but unknown tags are
//! let be.

use crate::context::Context;
use crate::error::Result;
use crate::parse::{ParseContext, Render, Tag, Unknown};

pub(super) struct Comment;

struct Nothing;

impl Tag for Comment {
    fn parse(&self, _: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        cx.body_with(&[], Unknown::Ignore)?;
        Ok(Box::new(Nothing))
    }
}

impl Render for Nothing {
    fn render(&self, _: &mut Context, _: &mut String) -> Result<()> {
        Ok(())
    }

    fn is_blank(&self) -> bool {
        true
    }
}
