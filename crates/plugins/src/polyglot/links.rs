//! Links within a language, and `{% static_href %}` for those that are to stay as they are.

use super::{active, settings::Settings};
use hyde_core::Site;
use hyde_liquid::{Body, Context, Error, ParseContext, Render, Result, Tag};

/// What an attribute is called until all links are rewritten, so that it is passed over.
const ASIDE: &str = "ferh=";

/// Which links of a site are led to pages of the active language, and where.
pub(super) struct Links {
    /// The active language, unless it is the default.
    language: Option<String>,
    /// The paths below the base that stay: of all other languages, and of what is left out or not localised.
    untouched: Vec<Untouched>,
    /// How an absolute link to the site begins, if the site has an address.
    absolute: Option<String>,
    /// How a relative link to the site begins.
    relative: String,
    /// What makes an absolute link stay when it stands right before it.
    marks: [String; 2],
}

impl Links {
    pub(super) fn new(site: &Site) -> Self {
        let settings = Settings::new(&site.config);
        let language = active(site);
        let base = site.config.text("baseurl").unwrap_or_default();
        let url = site.config.text("url").filter(|url| !url.is_empty());
        let mut untouched: Vec<Untouched> =
            site.config.texts("exclude").iter().map(|path| Untouched::new(path)).collect();
        untouched.extend(settings.languages.iter().map(|language| Untouched::Folder(language.clone())));
        Self {
            language: (language != settings.default).then_some(language),
            untouched,
            absolute: url.map(|url| format!("{url}{base}/")),
            relative: format!("{base}/"),
            marks: [settings.default.as_str(), "x-default"].map(|name| format!("hreflang=\"{name}\" ")),
        }
    }

    /// Rewrites an output; `None` when nothing changes.
    pub(super) fn rewrite(&self, text: &str) -> Option<String> {
        let mut changed: Option<String> = None;
        for (attribute, language) in [("href=", self.language.as_deref()), (ASIDE, None)] {
            if attribute == "href=" && language.is_none() {
                continue;
            }
            let current = changed.as_deref().unwrap_or(text);
            if current.contains(attribute) {
                let next = self.led(current, attribute, language);
                changed = Some(next);
            }
        }
        changed.filter(|changed| changed != text)
    }

    /// Leads every link of one kind of attribute into a language, or makes it a plain link.
    fn led(&self, text: &str, attribute: &str, language: Option<&str>) -> String {
        let mut out = String::with_capacity(text.len() + text.len() / 16);
        let mut rest = text;
        while let Some(at) = rest.find(attribute) {
            let after = &rest[at + attribute.len()..];
            let target = after.strip_prefix('"').unwrap_or(after);
            let protected = || {
                let before = &rest[..at];
                language.is_some() && self.marks.iter().any(|mark| before.ends_with(mark.as_str()))
            };
            let absolute = self.absolute.as_deref().filter(|start| target.starts_with(start) && !protected());
            let start = absolute.or_else(|| Some(self.relative.as_str()).filter(|start| target.starts_with(start)));
            let found = start.and_then(|start| {
                let path = &target[start.len()..];
                self.path_end(path, language.is_some()).map(|end| (start, &path[..end], &path[end + 1..]))
            });
            out.push_str(&rest[..at]);
            match found {
                Some((start, path, next)) => {
                    out.extend(["href=\"", start]);
                    if let Some(language) = language {
                        out.extend([language, "/"]);
                    }
                    out.extend([path, "\""]);
                    rest = next;
                }
                None => {
                    out.push_str(attribute);
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// Finds the quote that ends a path: names between dots, then, after a slash, anything without brackets, quotes and
    /// spaces. `None` when this is no such path, or one that stays.
    fn path_end(&self, path: &str, leading: bool) -> Option<usize> {
        let mut at = 0;
        loop {
            let rest = &path[at..];
            let name = rest
                .find(|c: char| matches!(c, ',' | '\'' | '"' | '/' | '?' | '.') || is_space(c))
                .unwrap_or(rest.len());
            if name == 0 {
                break;
            }
            if leading && self.untouched.iter().any(|untouched| untouched.covers(rest)) {
                return None;
            }
            at += name;
            if path[at..].starts_with('.') {
                at += 1;
            }
        }
        if path[at..].starts_with('/') {
            let rest = &path[at..];
            at += rest
                .find(|c: char| matches!(c, ']' | '[' | ')' | '(' | '"' | '\'') || is_space(c))
                .unwrap_or(rest.len());
        }
        path[at..].starts_with('"').then_some(at)
    }
}

/// The white space of Ruby's regular expressions.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c')
}

/// A path that links are not led away from.
enum Untouched {
    /// What begins with this text, where a star stands for anything.
    Start(Vec<String>),
    /// What lies in a folder, and not the folder's name without a slash.
    Folder(String),
    /// A folder and what lies in it.
    Whole(String),
}

impl Untouched {
    fn new(path: &str) -> Self {
        match path.strip_suffix('/') {
            Some(folder) if !folder.contains('*') => Self::Whole(folder.to_owned()),
            _ => Self::Start(path.split('*').map(str::to_owned).collect()),
        }
    }

    fn covers(&self, path: &str) -> bool {
        match self {
            Self::Start(parts) => {
                let link = &path[..path.find('"').unwrap_or(path.len())];
                let mut parts = parts.iter();
                let Some(mut rest) = parts.next().and_then(|first| link.strip_prefix(first.as_str())) else {
                    return false;
                };
                for part in parts {
                    let Some(found) = rest.find(part.as_str()) else { return false };
                    rest = &rest[found + part.len()..];
                }
                true
            }
            Self::Folder(name) => path.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('/')),
            Self::Whole(name) => path.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(['/', '"'])),
        }
    }
}

/// The block that keeps an `href` out of this.
pub(super) struct StaticHref;

impl Tag for StaticHref {
    fn parse(&self, _: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let (body, _) = cx.body(&[])?;
        Ok(Box::new(SetAside(body)))
    }
}

struct SetAside(Body);

impl Render for SetAside {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let mut text = String::new();
        self.0.render(cx, &mut text)?;
        let value = text.trim().strip_prefix("href=\"").and_then(|rest| rest.strip_suffix('"'));
        match value.filter(|value| !value.contains('"')) {
            Some(value) => {
                out.extend([ASIDE, "\"", value, "\""]);
                Ok(())
            }
            None => Err(Error::ruby(
                "NameError",
                "uninitialized constant Jekyll::Polyglot::Liquid::SyntaxError (static_href needs href=\"...\")",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(base: &str) -> Links {
        Links {
            language: Some("de".to_owned()),
            untouched: vec![
                Untouched::new("images"),
                Untouched::new("css/"),
                Untouched::new("*.txt"),
                Untouched::Folder("fr".to_owned()),
                Untouched::Folder("de".to_owned()),
            ],
            absolute: Some(format!("https://e.com{base}/")),
            relative: format!("{base}/"),
            marks: ["hreflang=\"en\" ".to_owned(), "hreflang=\"x-default\" ".to_owned()],
        }
    }

    fn led(link: &str) -> String {
        links("").rewrite(link).unwrap_or_else(|| "same".to_owned())
    }

    #[test]
    fn links_to_the_site_are_led_into_the_language() {
        assert_eq!(led(r#"<a href="/">"#), r#"<a href="/de/">"#);
        assert_eq!(led(r#"<a href="/a.b.c/d.html?x">"#), r#"<a href="/de/a.b.c/d.html?x">"#);
        assert_eq!(led(r#"<a href="https://e.com/a">"#), r#"<a href="https://e.com/de/a">"#);
        assert_eq!(led(r#"<a href="/imagine">"#), r#"<a href="/de/imagine">"#);
        assert_eq!(led(r#"<a href="/fr">"#), r#"<a href="/de/fr">"#);
        assert_eq!(led(r#"<a href="/cssx/a">"#), r#"<a href="/de/cssx/a">"#);
    }

    #[test]
    fn other_links_stay() {
        for link in [
            r#"<a href="/images/a">"#,
            r#"<a href="/css">"#,
            r#"<a href="/css/a">"#,
            r#"<a href="/fr/a">"#,
            r#"<a href="/a.txt">"#,
            r#"<a href="/a?x=1">"#,
            r#"<a href="/a b">"#,
            r#"<a href="/.a">"#,
            r#"<a href="/a/(b)">"#,
            r#"<a href='/a'>"#,
            r#"<a href="https://e.com">"#,
            r#"<a href="/a.images/x">"#,
            r#"<link hreflang="en" href="https://e.com/a">"#,
        ] {
            assert_eq!(led(link), "same", "{link}");
        }
        assert_eq!(links("/b").rewrite(r#"<a href="/a"><a ferh="/b/x">"#).unwrap(), r#"<a href="/a"><a href="/b/x">"#);
    }
}
