//! The `feed_meta` tag: the `link` element that points browsers to the feed.

use crate::pipe::Pipe;
use hyde_liquid::{Context, ParseContext, Render, Result, Tag};

pub(super) struct FeedMeta;

impl Tag for FeedMeta {
    fn parse(&self, _: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Link { address: Pipe::new("absolute_url", cx)?, escape: Pipe::new("xml_escape", cx)? }))
    }
}

struct Link {
    address: Pipe,
    escape: Pipe,
}

impl Render for Link {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let site = cx.lookup_global("site").unwrap_or_default();
        let settings = site.get("feed");
        if settings.get("disable_in_development").truthy() {
            let environment = cx.lookup_global("jekyll").unwrap_or_default().get("environment");
            if environment.as_str() == Some("development") {
                return Ok(());
            }
        }
        let path = match settings.get("path") {
            path if path.truthy() => path,
            _ => "feed.xml".into(),
        };
        let address = self.address.run(path, cx)?;
        let address = self.escape.text(address, cx)?;
        out.push_str(&format!("<link type=\"application/atom+xml\" rel=\"alternate\" href=\"{address}\""));
        let title = [site.get("title"), site.get("name")].into_iter().find(|title| title.truthy());
        if let Some(title) = title {
            let title = self.escape.text(title, cx)?;
            out.push_str(&format!(" title=\"{title}\""));
        }
        out.push_str(" />");
        Ok(())
    }
}
