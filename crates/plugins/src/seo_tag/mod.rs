//! jekyll-seo-tag 2.9: the `seo` tag, which writes titles, Open Graph and Twitter cards, and JSON-LD into a page's head.

mod author;
mod card;
mod image;
mod json_ld;

use crate::pipe::Pipe;
use card::Card;
use hyde_core::plugin::{Plugin, Registry};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Context, ParseContext, Render, Result, Tag, Value};

/// The version that the comment around the tags names.
const VERSION: &str = "2.9.0";

/// The plugin.
pub(crate) struct SeoTag;

impl Plugin for SeoTag {
    fn name(&self) -> &str {
        "jekyll-seo-tag"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.tag("seo", Seo);
        Ok(())
    }
}

struct Seo;

impl Tag for Seo {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let wanted = |part: &str| !markup.contains(&format!("{part}=false"));
        Ok(Box::new(Head { with_title: wanted("title"), with_canonical: wanted("canonical"), pipes: Pipes::new(cx)? }))
    }
}

/// The filters that the tag needs.
struct Pipes {
    plain: Pipe,
    address: Pipe,
    uri: Pipe,
    time: Pipe,
}

impl Pipes {
    fn new(cx: &mut ParseContext<'_>) -> Result<Self> {
        Ok(Self {
            plain: Pipe::new("markdownify | strip_html | normalize_whitespace | escape_once", cx)?,
            address: Pipe::new("absolute_url", cx)?,
            uri: Pipe::new("uri_escape", cx)?,
            time: Pipe::new("date_to_xmlschema", cx)?,
        })
    }

    /// Markdown as plain text fit for an attribute; `None` when nothing is left.
    fn plain(&self, value: &Value, cx: &mut Context) -> Result<Option<String>> {
        if !value.truthy() {
            return Ok(None);
        }
        let text = cx.to_s(value);
        let plain = self.plain.text(text.into(), cx)?;
        Ok((!plain.is_empty()).then_some(plain))
    }
}

struct Head {
    with_title: bool,
    with_canonical: bool,
    pipes: Pipes,
}

impl Render for Head {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let card = Card::new(&self.pipes, cx)?;
        out.push_str(&format!("<!-- Begin Jekyll SEO tag v{VERSION} -->\n"));
        if let Some(title) = card.title.as_ref().filter(|_| self.with_title) {
            out.push_str(&format!("<title>{title}</title>\n"));
        }
        let jekyll = cx.lookup_global("jekyll").unwrap_or_default().get("version").to_s();
        out.push_str(&format!("<meta name=\"generator\" content=\"Jekyll v{jekyll}\" />\n"));
        let mut lines = Lines(out);
        lines.property_if("og:title", card.page_title.as_deref());
        lines.name_if("author", card.author.name.as_deref());
        lines.property("og:locale", &card.locale);
        if let Some(text) = &card.description {
            lines.name("description", text);
            lines.0.push_str(&format!(
                "<meta name=\"twitter:description\" property=\"og:description\" content=\"{text}\" />\n"
            ));
        }
        if card.site.get("url").truthy() {
            if self.with_canonical {
                lines.0.push_str(&format!("<link rel=\"canonical\" href=\"{}\" />\n", card.canonical));
            }
            lines.property("og:url", &card.canonical);
        }
        lines.property_if("og:site_name", card.site_title.as_deref());
        self.about_image(&card, &mut lines);
        self.kind(&card, cx, &mut lines)?;
        self.neighbours(cx, &mut lines)?;
        self.twitter(&card, cx, &mut lines);
        self.facebook(&card, cx, &mut lines);
        self.verifications(&card, cx, &mut lines);
        out.push_str("<script type=\"application/ld+json\">\n");
        let json = json_ld::of(&card, &self.pipes, cx)?;
        out.push_str(&json.to_json()?);
        out.push_str("</script>\n<!-- End Jekyll SEO tag -->\n");
        Ok(())
    }
}

impl Head {
    fn about_image(&self, card: &Card, lines: &mut Lines<'_>) {
        let Some(image) = &card.image else { return };
        lines.property("og:image", &image.url);
        for (key, property) in [("height", "og:image:height"), ("width", "og:image:width"), ("alt", "og:image:alt")] {
            lines.property_value(property, &image.details.get(key).cloned().unwrap_or_default());
        }
    }

    fn kind(&self, card: &Card, cx: &mut Context, lines: &mut Lines<'_>) -> Result<()> {
        let date = card.page.get("date");
        if !date.truthy() {
            lines.property("og:type", "website");
            return Ok(());
        }
        lines.property("og:type", "article");
        let published = self.pipes.time.text(date, cx)?;
        lines.property("article:published_time", &published);
        let modified = self.pipes.time.text(card.modified(), cx)?;
        if !modified.is_empty() {
            lines.property("article:modified_time", &modified);
        }
        Ok(())
    }

    fn neighbours(&self, cx: &mut Context, lines: &mut Lines<'_>) -> Result<()> {
        let paginator = cx.lookup("paginator").unwrap_or_default();
        for (key, rel) in [("previous_page", "prev"), ("next_page", "next")] {
            if paginator.get(key).truthy() {
                let address = self.pipes.address.text(paginator.get(&format!("{key}_path")), cx)?;
                lines.0.push_str(&format!("<link rel=\"{rel}\" href=\"{address}\" />\n"));
            }
        }
        Ok(())
    }

    fn twitter(&self, card: &Card, cx: &Context, lines: &mut Lines<'_>) {
        let settings = card.site.get("twitter");
        match &card.image {
            Some(image) => {
                let wanted = [card.page.get("twitter").get("card"), settings.get("card")];
                let kind = wanted.into_iter().find(Value::truthy).unwrap_or_else(|| "summary_large_image".into());
                lines.name("twitter:card", &cx.to_s(&kind));
                lines.name("twitter:image", &image.url);
                if let Some(alt) = image.details.get("alt").filter(|alt| alt.truthy()) {
                    lines.name("twitter:image:alt", &cx.to_s(alt));
                }
            }
            None => lines.name("twitter:card", "summary"),
        }
        lines.name_if("twitter:title", card.page_title.as_deref());
        if settings.truthy() {
            let site = cx.to_s(&settings.get("username")).replace('@', "");
            lines.name("twitter:site", &format!("@{site}"));
            if let Some(creator) = &card.author.twitter {
                lines.name("twitter:creator", &format!("@{creator}"));
            }
        }
    }

    fn facebook(&self, card: &Card, cx: &Context, lines: &mut Lines<'_>) {
        let settings = card.site.get("facebook");
        for (key, property) in [("admins", "fb:admins"), ("publisher", "article:publisher"), ("app_id", "fb:app_id")] {
            let value = settings.get(key);
            if value.truthy() {
                lines.property(property, &printed(&value, cx));
            }
        }
    }

    fn verifications(&self, card: &Card, cx: &Context, lines: &mut Lines<'_>) {
        let codes = card.site.get("webmaster_verifications");
        let legacy = card.site.get("google_site_verification");
        if !codes.truthy() {
            if legacy.truthy() {
                lines.name("google-site-verification", &printed(&legacy, cx));
            }
            return;
        }
        for (key, name) in [
            ("google", "google-site-verification"),
            ("bing", "msvalidate.01"),
            ("alexa", "alexaVerifyID"),
            ("yandex", "yandex-verification"),
            ("baidu", "baidu-site-verification"),
            ("facebook", "facebook-domain-verification"),
        ] {
            if codes.get(key).truthy() {
                lines.name(name, &printed(&codes.get(key), cx));
            }
        }
    }
}

/// What `{{ value }}` prints.
fn printed(value: &Value, cx: &Context) -> String {
    let mut out = String::new();
    value.write_output(&mut out, cx.inspect_style());
    out
}

/// Writes `meta` elements, a line each.
struct Lines<'a>(&'a mut String);

impl Lines<'_> {
    fn name(&mut self, name: &str, content: &str) {
        self.0.push_str(&format!("<meta name=\"{name}\" content=\"{content}\" />\n"));
    }

    fn name_if(&mut self, name: &str, content: Option<&str>) {
        if let Some(content) = content {
            self.name(name, content);
        }
    }

    fn property(&mut self, property: &str, content: &str) {
        self.0.push_str(&format!("<meta property=\"{property}\" content=\"{content}\" />\n"));
    }

    fn property_if(&mut self, property: &str, content: Option<&str>) {
        if let Some(content) = content {
            self.property(property, content);
        }
    }

    fn property_value(&mut self, property: &str, content: &Value) {
        if content.truthy() {
            self.property(property, &content.to_s());
        }
    }
}
