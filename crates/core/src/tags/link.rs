//! `link` (`lib/jekyll/tags/link.rb`): the URL of a page, document or static file, by its path.

use crate::filters::relative_url;
use crate::messages;
use crate::plugin::no_site;
use crate::render::Scene;
use hyde_liquid::{Context, Error, ParseContext, Render, Result, Tag, Template, strip};

/// The tag.
pub(super) struct Link;

struct Linked(Template);

impl Tag for Link {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let template = cx.environment().parse("link", strip(markup))?;
        cx.uses_mut().merge(template.uses());
        Ok(Box::new(Linked(template)))
    }
}

impl Render for Linked {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let path = self.0.render_in(cx)?;
        let scene = cx.register::<Scene>().ok_or_else(no_site)?;
        let url = scene.views.url_of(&path).ok_or_else(|| messages::link_not_found(&path))?;
        out.push_str(&relative(&url, scene)?);
        Ok(())
    }
}

/// Gives a URL the site's `baseurl`.
pub(super) fn relative(url: &str, scene: &Scene) -> Result<String> {
    relative_url(url, &scene.site().config).map_err(|message| Error::ruby("Addressable::URI::InvalidURIError", message))
}
