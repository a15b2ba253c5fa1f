//! jekyll-sitemap 1.4: `sitemap.xml` with every page, document and HTML file of the site, and a `robots.txt` that
//! points to it, unless the site has these files itself.

use crate::pipe::Pipe;
use hyde_core::plugin::{Generator, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Page, Site};
use hyde_liquid::{Context, Hash, ParseContext, Render, Result, Tag, Value};

const HEAD: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<urlset xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ",
    "xsi:schemaLocation=\"http://www.sitemaps.org/schemas/sitemap/0.9 ",
    "http://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd\" ",
    "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
);
/// Static files with these extensions are listed.
const LISTED_EXTENSIONS: [&str; 4] = [".htm", ".html", ".xhtml", ".pdf"];

/// The plugin.
pub(crate) struct Sitemap;

impl Plugin for Sitemap {
    fn name(&self) -> &str {
        "jekyll-sitemap"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.tag("hyde_sitemap", SitemapTag).generator(AddSitemap);
        Ok(())
    }
}

struct AddSitemap;

impl Generator for AddSitemap {
    fn name(&self) -> &str {
        "Jekyll::JekyllSitemap"
    }

    fn priority(&self) -> Priority {
        Priority::LOWEST
    }

    fn generate(&self, site: &mut Site, _: &Tools<'_>) -> std::result::Result<(), BuildError> {
        let robots = "Sitemap: {{ \"sitemap.xml\" | absolute_url }}\n";
        for (name, content) in [("sitemap.xml", "{% hyde_sitemap %}"), ("robots.txt", robots)] {
            if !is_taken(site, name) {
                let mut data = Hash::new();
                data.insert("layout", Value::Nil);
                if name == "sitemap.xml" {
                    data.insert("xsl", is_taken(site, "sitemap.xsl"));
                }
                site.pages.push(Page::without_a_file("", name, data, content));
            }
        }
        Ok(())
    }
}

/// Says whether a page or static file of the site already makes this file.
fn is_taken(site: &Site, name: &str) -> bool {
    let url = format!("/{name}");
    site.pages.iter().any(|page| page.url(site) == url) || site.static_files.iter().any(|file| file.url(site) == url)
}

struct SitemapTag;

impl Tag for SitemapTag {
    fn parse(&self, _: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Rows {
            address: Pipe::new("replace:'/index.html','/' | absolute_url | xml_escape", cx)?,
            style: Pipe::new("absolute_url", cx)?,
            time: Pipe::new("date_to_xmlschema", cx)?,
        }))
    }
}

struct Rows {
    address: Pipe,
    style: Pipe,
    time: Pipe,
}

impl Render for Rows {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let (xml, rest) = HEAD.split_at(HEAD.find('\n').map_or(0, |at| at + 1));
        out.push_str(xml);
        if cx.lookup_global("page").unwrap_or_default().get("xsl").truthy() {
            let style = self.style.text("sitemap.xsl".into(), cx)?;
            out.push_str(&format!("<?xml-stylesheet type=\"text/xsl\" href=\"{style}\"?>\n"));
        }
        out.push_str(rest);
        let site = cx.lookup_global("site").unwrap_or_default();
        for collection in items(&site.get("collections")) {
            if is_false(&collection.get("output")) {
                continue;
            }
            for document in items(&collection.get("docs")) {
                if !is_false(&document.get("sitemap")) {
                    let modified = document.get("last_modified_at");
                    let time = if modified.truthy() { modified } else { document.get("date") };
                    self.row(document.get("url"), time, cx, out)?;
                }
            }
        }
        for page in items(&site.get("html_pages")) {
            let url = page.get("url");
            if !is_false(&page.get("sitemap")) && url.as_str() != Some("/404.html") {
                self.row(url, page.get("last_modified_at"), cx, out)?;
            }
        }
        for file in items(&site.get("static_files")) {
            let listed = file.get("extname").as_str().is_some_and(|ext| LISTED_EXTENSIONS.contains(&ext));
            if listed && !is_false(&file.get("sitemap")) && file.get("name").as_str() != Some("404.html") {
                self.row(file.get("path"), file.get("modified_time"), cx, out)?;
            }
        }
        out.push_str("</urlset>\n");
        Ok(())
    }
}

impl Rows {
    fn row(&self, url: Value, time: Value, cx: &mut Context, out: &mut String) -> Result<()> {
        let address = self.address.text(url, cx)?;
        out.push_str("<url>\n<loc>");
        out.push_str(&address);
        out.push_str("</loc>\n");
        if time.truthy() {
            let time = self.time.text(time, cx)?;
            out.push_str("<lastmod>");
            out.push_str(&time);
            out.push_str("</lastmod>\n");
        }
        out.push_str("</url>\n");
        Ok(())
    }
}

fn items(value: &Value) -> Vec<Value> {
    value.items().map(|items| items.to_vec()).unwrap_or_default()
}

fn is_false(value: &Value) -> bool {
    matches!(value, Value::Bool(false))
}
