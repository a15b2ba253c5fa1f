//! `{% details caption %}…{% enddetails %}`: a `details` element whose caption and body are Markdown.

use super::registers_tag;
use hyde_core::plugin::{Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Body, Context, ParseContext, Render, Result, Tag};

/// The plugin.
pub(crate) struct Details;

impl Plugin for Details {
    fn name(&self) -> &str {
        "_plugins/details.rb"
    }

    fn stands_for(&self, _: &str, text: &str) -> bool {
        registers_tag(text, "details")
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.tag("details", DetailsTag);
        Ok(())
    }
}

struct DetailsTag;

impl Tag for DetailsTag {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let (body, _) = cx.body(&[])?;
        Ok(Box::new(Element { caption: markup.to_owned(), body }))
    }
}

struct Element {
    caption: String,
    body: Body,
}

impl Render for Element {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let caption = without_paragraphs(&cx.markdownify(&self.caption)?);
        let mut body = String::new();
        self.body.render(cx, &mut body)?;
        let body = cx.markdownify(&body)?;
        let caption = caption.strip_suffix('\n').unwrap_or(&caption);
        out.push_str(&format!("<details><summary>{caption}</summary>{body}</details>"));
        Ok(())
    }
}

/// Removes start and end tags whose name begins with `p`.
fn without_paragraphs(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        let name = tag.strip_prefix('/').unwrap_or(tag);
        match name.strip_prefix('p').and_then(|tail| tail.split_once('>')) {
            Some((_, after)) => {
                out.push_str(&rest[..at]);
                rest = after;
            }
            None => {
                out.push_str(&rest[..=at]);
                rest = tag;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::without_paragraphs;

    #[test]
    fn paragraph_tags_go_and_others_stay() {
        assert_eq!(without_paragraphs("<p class=\"a\">x <em>y</em></p>\n"), "x <em>y</em>\n");
        assert_eq!(without_paragraphs("a < b <"), "a < b <");
    }
}
