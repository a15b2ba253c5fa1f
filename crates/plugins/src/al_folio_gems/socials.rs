//! jekyll-socials: the tag `social_links`, a row of icons for what `site.data.socials` lists, in its order.

use super::social_data::SERVICES;
use hyde_core::plugin::{Plugin, Registry};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Context, Error, ParseContext, Render, Result, Tag, Value};

/// The plugin.
pub(crate) struct Socials;

impl Plugin for Socials {
    fn name(&self) -> &str {
        "jekyll-socials"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.tag("social_links", SocialTag);
        Ok(())
    }
}

struct SocialTag;

impl Tag for SocialTag {
    fn parse(&self, _: &str, _: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Links))
    }
}

struct Links;

impl Render for Links {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let site = cx.lookup_global("site").unwrap_or_default();
        let Value::Hash(socials) = site.get("data").get("socials") else { return Ok(()) };
        // A setting of that name is not meant: the gem asks jekyll-polyglot.
        let is_polyglot = |name: &Value| name.to_s() == "jekyll-polyglot";
        let plugins = site.get("plugins");
        let language = match plugins.as_array() {
            Some(plugins) if plugins.iter().any(is_polyglot) => site.get("active_lang").to_s(),
            _ => String::new(),
        };
        let row = Row { base: site.get("baseurl").to_s(), language };
        let links: Result<Vec<String>> = socials.iter().map(|(key, value)| row.link(&key.to_s(), value)).collect();
        out.push_str(&links?.join(" "));
        Ok(())
    }
}

/// What the links of one site have in common.
struct Row {
    base: String,
    /// The language that jekyll-polyglot is at, if it is.
    language: String,
}

impl Row {
    fn link(&self, key: &str, social: &Value) -> Result<String> {
        // A known service may get another icon; the value then stands beside it.
        let (value, logo) = match social.get("logo") {
            Value::Nil => (social.clone(), None),
            logo => (social.get("value"), Some(logo.to_s())),
        };
        let text = value.to_s();
        let (address, icon) = match key {
            "cv_pdf" if !self.language.is_empty() => (self.local(&text.replace("[LANG]", &self.language)), "ai ai-cv"),
            "cv_pdf" => (self.local(&text), "ai ai-cv"),
            "rss_icon" => (format!("{}/feed.xml", self.base), "fa-solid fa-square-rss"),
            "academia_edu" => {
                let (organization, user) = (value.get("organization").to_s(), value.get("username").to_s());
                (format!("https://{organization}.academia.edu/{user}"), "ai ai-academia")
            }
            _ => match SERVICES.iter().find(|(known, _, _)| *known == key) {
                Some((_, address, icon)) => (address.replace("{}", &text), *icon),
                None => {
                    let (title, address) = (social.get("title").to_s(), social.get("url").to_s());
                    // Ruby asks the missing logo for its extension.
                    let none = || Error::ruby("NoMethodError", "undefined method `split' for nil:NilClass");
                    return Ok(self.anchor(&address, &title, &logo.ok_or_else(none)?));
                }
            },
        };
        Ok(self.anchor(&address, &title_of(key), logo.as_deref().unwrap_or(icon)))
    }

    /// A link with a picture if the logo names a file, and with a symbol of a font if not.
    fn anchor(&self, address: &str, title: &str, logo: &str) -> String {
        let shown = match logo.rsplit('.').next().unwrap_or_default().to_lowercase().as_str() {
            "png" | "jpg" | "jpeg" | "gif" | "webp" => format!("<img src='{}' alt='{title}'>", self.local(logo)),
            "svg" => format!("<svg><image xlink:href='{}' /></svg>", self.local(logo)),
            _ => format!("<i class='{logo}'></i>"),
        };
        format!("<a href='{address}' title='{title}'>{shown}</a>")
    }

    /// The address of a file of the site; a whole address stays.
    fn local(&self, path: &str) -> String {
        if path.contains("://") { path.to_owned() } else { format!("{}{path}", self.base) }
    }
}

/// `Scholar userid` for `scholar_userid`.
fn title_of(key: &str) -> String {
    let words = key.replace('_', " ").to_lowercase();
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + letters.as_str(),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_is_a_file_by_its_extension() {
        let row = Row { base: "/b".to_owned(), language: String::new() };
        assert_eq!(row.anchor("/a", "T", "i.PNG"), "<a href='/a' title='T'><img src='/bi.PNG' alt='T'></a>");
        assert_eq!(row.anchor("/a", "T", "fa-x"), "<a href='/a' title='T'><i class='fa-x'></i></a>");
        assert_eq!(title_of("scholar_userid"), "Scholar userid");
    }

    #[test]
    fn the_language_stands_in_the_address_of_the_cv() {
        let link = |language: &str| {
            let row = Row { base: "/b".to_owned(), language: language.to_owned() };
            row.link("cv_pdf", &Value::from("/pdf/[LANG]/cv.pdf")).unwrap_or_default()
        };
        assert!(link("fr-ca").contains("href='/b/pdf/fr-ca/cv.pdf'"), "{}", link("fr-ca"));
        assert!(link("").contains("href='/b/pdf/[LANG]/cv.pdf'"));
    }
}
