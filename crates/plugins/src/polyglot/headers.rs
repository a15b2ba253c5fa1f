//! `{% I18n_Headers [address] %}`: the canonical address of a page, and those of its translations.

use super::{active, coordinate, settings::Settings};
use hyde_core::plugin::SiteContext;
use hyde_liquid::{Context, Error, ParseContext, Render, Result, Tag, Value, strip};

/// The tag.
pub(super) struct I18nHeaders;

impl Tag for I18nHeaders {
    fn parse(&self, markup: &str, _: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Headers(strip(markup).to_owned())))
    }
}

struct Headers(String);

impl Render for Headers {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let site = cx.site().ok_or_else(|| Error::ruby("NoMethodError", "this tag needs a site"))?;
        let settings = Settings::new(&site.config);
        let active = active(site);
        let address = if self.0.is_empty() {
            let url = site
                .config
                .text("url")
                .ok_or_else(|| Error::ruby("NoMethodError", "undefined method `+' for nil:NilClass"))?;
            url + &site.config.text("baseurl").unwrap_or_default()
        } else {
            self.0.clone()
        };
        let page = cx.page();
        let own = Some(page.get("permalink")).filter(Value::truthy).unwrap_or_else(|| page.get("url"));
        let own = rooted(own.to_s());
        let own = match own.strip_prefix(&format!("/{active}/")) {
            Some(rest) => format!("/{rest}"),
            None => own,
        };
        let translations = page.get(coordinate::PERMALINKS);
        let translated =
            |language: &str| Some(translations.get(language)).filter(Value::truthy).map(|link| rooted(link.to_s()));
        let is_default = active == settings.default;
        let falls_back = site.config.truthy("fallback_canonical_to_default_lang") && translated(&active).is_none();
        let folder = if is_default || falls_back { String::new() } else { format!("/{active}") };
        out.push_str(&format!("<link rel=\"canonical\" href=\"{address}{folder}{own}\"/>\n"));
        for language in &settings.languages {
            if *language == settings.default {
                let link = translated(language).unwrap_or_else(|| own.clone());
                for name in [language.as_str(), "x-default"] {
                    out.push_str(&format!("<link rel=\"alternate\" hreflang=\"{name}\" href=\"{address}{link}\"/>\n"));
                }
            } else if let Some(link) = translated(language) {
                out.push_str(&format!(
                    "<link rel=\"alternate\" hreflang=\"{language}\" href=\"{address}/{language}{link}\"/>\n"
                ));
            }
        }
        Ok(())
    }
}

/// A permalink may lack the slash in front.
fn rooted(link: String) -> String {
    if link.starts_with('/') { link } else { format!("/{link}") }
}
