//! The feed itself, written by a tag of its own so that posts show their rendered content.

use crate::pipe::Pipe;
use hyde_liquid::{Context, ParseContext, Render, Result, Tag, Value};

const MEDIA: &str = "xmlns:media=\"http://search.yahoo.com/mrss/\"";

pub(super) struct FeedTag;

impl Tag for FeedTag {
    fn parse(&self, _: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Atom {
            address: Pipe::new("absolute_url", cx)?,
            escaped_address: Pipe::new("absolute_url | xml_escape", cx)?,
            escape: Pipe::new("xml_escape", cx)?,
            smart: Pipe::new("smartify | xml_escape", cx)?,
            heading: Pipe::new("capitalize | xml_escape", cx)?,
            title: Pipe::new("smartify | strip_html | normalize_whitespace | xml_escape", cx)?,
            summary: Pipe::new("strip_html | normalize_whitespace", cx)?,
            content: Pipe::new("strip", cx)?,
            time: Pipe::new("date_to_xmlschema", cx)?,
            newest: Pipe::new("sort: 'date' | reverse", cx)?,
            in_category: Pipe::new("where: 'categories', page.category", cx)?,
            with_tag: Pipe::new("where: 'tags', page.tags", cx)?,
        }))
    }
}

struct Atom {
    address: Pipe,
    escaped_address: Pipe,
    escape: Pipe,
    smart: Pipe,
    heading: Pipe,
    title: Pipe,
    summary: Pipe,
    content: Pipe,
    time: Pipe,
    newest: Pipe,
    in_category: Pipe,
    with_tag: Pipe,
}

impl Render for Atom {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let site = cx.lookup_global("site").unwrap_or_default();
        let page = cx.lookup_global("page").unwrap_or_default();
        self.head(&site, &page, cx, out)?;
        let limit = match site.get("feed").get("posts_limit") {
            Value::Int(limit) => usize::try_from(limit).unwrap_or(0),
            _ => 10,
        };
        for post in self.posts(&site, &page, cx)?.into_iter().take(limit) {
            self.entry(&site, &post, cx, out)?;
        }
        out.push_str("</feed>");
        Ok(())
    }
}

impl Atom {
    fn head(&self, site: &Value, page: &Value, cx: &mut Context, out: &mut String) -> Result<()> {
        out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        if page.get("xsl").truthy() {
            let style = self.escaped_address.text("/feed.xslt.xml".into(), cx)?;
            out.push_str(&format!("<?xml-stylesheet type=\"text/xml\" href=\"{style}\"?>"));
        }
        out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\" ");
        let lang = site.get("lang");
        if lang.truthy() {
            out.push_str(&format!("xml:lang=\"{}\"", cx.to_s(&lang)));
        }
        let version = cx.lookup_global("jekyll").unwrap_or_default().get("version").to_s();
        out.push_str(&format!("><generator uri=\"https://jekyllrb.com/\" version=\"{version}\">Jekyll</generator>"));
        let own = self.address.text(page.get("url"), cx)?;
        let home = self.address.text("/".into(), cx)?;
        out.push_str(&format!("<link href=\"{own}\" rel=\"self\" type=\"application/atom+xml\" />"));
        out.push_str(&format!("<link href=\"{home}\" rel=\"alternate\" type=\"text/html\" "));
        if lang.truthy() {
            out.push_str(&format!("hreflang=\"{}\" ", cx.to_s(&lang)));
        }
        let now = self.time.text(site.get("time"), cx)?;
        let id = self.escaped_address.text(page.get("url"), cx)?;
        out.push_str(&format!("/><updated>{now}</updated><id>{id}</id>"));
        self.feed_title(site, page, cx, out)?;
        if site.get("description").truthy() {
            let description = self.escape.text(site.get("description"), cx)?;
            out.push_str(&format!("<subtitle>{description}</subtitle>"));
        }
        if site.get("author").truthy() {
            let author = site.get("author");
            self.author(default(author.get("name"), &author), &author, cx, out)?;
        }
        Ok(())
    }

    fn feed_title(&self, site: &Value, page: &Value, cx: &mut Context, out: &mut String) -> Result<()> {
        let title = [site.get("title"), site.get("name")].into_iter().find(Value::truthy);
        let collection = page.get("collection");
        let mut parts = Vec::new();
        if collection.as_str() != Some("posts") {
            parts.push(self.heading.text(collection, cx)?);
        }
        if page.get("category").truthy() {
            parts.push(self.heading.text(page.get("category"), cx)?);
        }
        if title.is_none() && parts.is_empty() {
            return Ok(());
        }
        let mut text = self.smart.text(title.unwrap_or_default(), cx)?;
        for part in parts {
            text.push_str(" | ");
            text.push_str(&part);
        }
        out.push_str(&format!("<title type=\"html\">{text}</title>"));
        Ok(())
    }

    /// The posts of this feed, newest first, without drafts unless the build shows these.
    fn posts(&self, site: &Value, page: &Value, cx: &mut Context) -> Result<Vec<Value>> {
        let collection = page.get("collection").to_s();
        let mut posts = site.get(&collection);
        if page.get("tags").truthy() {
            posts = self.with_tag.run(posts, cx)?;
        }
        let with_drafts = site.get("show_drafts").truthy();
        let is_published = |post: &&Value| with_drafts || !matches!(post.get("draft"), Value::Bool(true));
        let published: Vec<Value> =
            posts.items().map(|posts| posts.iter().filter(is_published).cloned().collect()).unwrap_or_default();
        let mut posts = self.newest.run(Value::array(published), cx)?;
        if page.get("category").truthy() {
            posts = self.in_category.run(posts, cx)?;
        }
        Ok(posts.items().map(|posts| posts.to_vec()).unwrap_or_default())
    }

    fn entry(&self, site: &Value, post: &Value, cx: &mut Context, out: &mut String) -> Result<()> {
        out.push_str("<entry");
        if post.get("lang").truthy() {
            out.push_str(&format!(" xml:lang=\"{}\"", post.get("lang").to_s()));
        }
        let title = self.title.text(post.get("title"), cx)?;
        let url = self.address.text(post.get("url"), cx)?;
        out.push_str(&format!("><title type=\"html\">{title}</title>"));
        out.push_str(&format!("<link href=\"{url}\" rel=\"alternate\" type=\"text/html\" title=\"{title}\" />"));
        let published = self.time.text(post.get("date"), cx)?;
        let modified = post.get("last_modified_at");
        let updated = if modified.truthy() { self.time.text(modified, cx)? } else { published.clone() };
        let id = self.escaped_address.text(post.get("id"), cx)?;
        out.push_str(&format!("<published>{published}</published><updated>{updated}</updated><id>{id}</id>"));
        let excerpt_only = match post.get("feed").get("excerpt_only") {
            Value::Nil => site.get("feed").get("excerpt_only"),
            own => own,
        };
        // A `false` of the post does not win over a `true` of the site.
        if !excerpt_only.truthy() && !site.get("feed").get("excerpt_only").truthy() {
            let content = self.content.text(post.get("content"), cx)?;
            let base = self.escaped_address.text(post.get("url"), cx)?;
            out.push_str(&format!("<content type=\"html\" xml:base=\"{base}\"><![CDATA[{content}]]></content>"));
        }
        self.post_author(site, post, cx, out)?;
        self.terms(post, cx, out)?;
        self.post_summary(post, cx, out)?;
        self.image(post, cx, out)?;
        out.push_str("</entry>");
        Ok(())
    }

    fn post_author(&self, site: &Value, post: &Value, cx: &mut Context, out: &mut String) -> Result<()> {
        let own = default(post.get("author"), &post.get("authors").at(0));
        let author = default(own, &site.get("author"));
        let known = match &author {
            Value::Str(key) => site.get("data").get("authors").get(key),
            _ => Value::Nil,
        };
        let details = default(known, &author);
        let name = match &details {
            Value::Hash(hash) if hash.is_empty() => Value::Nil,
            details => default(details.get("name"), details),
        };
        self.author(name, &details, cx, out)
    }

    fn author(&self, name: Value, details: &Value, cx: &mut Context, out: &mut String) -> Result<()> {
        let name = self.escape.text(name, cx)?;
        out.push_str(&format!("<author><name>{name}</name>"));
        for key in ["email", "uri"] {
            if details.get(key).truthy() {
                let text = self.escape.text(details.get(key), cx)?;
                out.push_str(&format!("<{key}>{text}</{key}>"));
            }
        }
        out.push_str("</author>");
        Ok(())
    }

    fn terms(&self, post: &Value, cx: &mut Context, out: &mut String) -> Result<()> {
        let category = post.get("category");
        let categories = if category.truthy() { vec![category] } else { list(&post.get("categories")) };
        for term in categories.into_iter().chain(list(&post.get("tags"))) {
            let term = self.escape.text(term, cx)?;
            out.push_str(&format!("<category term=\"{term}\" />"));
        }
        Ok(())
    }

    fn post_summary(&self, post: &Value, cx: &mut Context, out: &mut String) -> Result<()> {
        let summary = [post.get("description"), post.get("excerpt")].into_iter().find(Value::truthy);
        let Some(summary) = summary else { return Ok(()) };
        let plain = cx.to_s(&summary);
        if !plain.is_empty() {
            let text = self.summary.text(plain.into(), cx)?;
            out.push_str(&format!("<summary type=\"html\"><![CDATA[{text}]]></summary>"));
        }
        Ok(())
    }

    fn image(&self, post: &Value, cx: &mut Context, out: &mut String) -> Result<()> {
        let image = post.get("image");
        let image = match image.get("path") {
            path if path.truthy() => path,
            _ => image,
        };
        if !image.truthy() {
            return Ok(());
        }
        let is_absolute = image.as_str().is_some_and(|path| path.contains("://"));
        let pipe = if is_absolute { &self.escape } else { &self.escaped_address };
        let url = pipe.text(image, cx)?;
        out.push_str(&format!("<media:thumbnail {MEDIA} url=\"{url}\" />"));
        out.push_str(&format!("<media:content medium=\"image\" url=\"{url}\" {MEDIA} />"));
        Ok(())
    }
}

fn list(value: &Value) -> Vec<Value> {
    value.items().map(|items| items.to_vec()).unwrap_or_default()
}

/// Liquid's `default` filter: another value for what is nothing or empty.
fn default(value: Value, other: &Value) -> Value {
    let is_empty = match &value {
        Value::Str(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Hash(hash) => hash.is_empty(),
        value => !value.truthy(),
    };
    if is_empty { other.clone() } else { value }
}
