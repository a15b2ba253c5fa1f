//! `{% localization_exists key %}` of the multi-language al-folio: whether the strings of the first language have a
//! dotted key.

use super::registers_tag;
use hyde_core::plugin::{Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Context, Error, ParseContext, Render, Result, Tag, Template, Value, strip};

/// The plugin.
pub(crate) struct LocalizationExists;

impl Plugin for LocalizationExists {
    fn name(&self) -> &str {
        "_plugins/localization-exists.rb"
    }

    fn stands_for(&self, _: &str, text: &str) -> bool {
        registers_tag(text, "localization_exists")
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.tag("localization_exists", LocalizationExistsTag);
        Ok(())
    }
}

struct LocalizationExistsTag;

impl Tag for LocalizationExistsTag {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let key = cx.environment().parse(cx.template_name(), strip(markup))?;
        Ok(Box::new(Answer(key)))
    }
}

struct Answer(Template);

impl Render for Answer {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let key = self.0.render_in(cx)?;
        let site = cx.site().ok_or_else(|| Error::ruby("NoMethodError", "this tag needs a site"))?;
        let language = site.config.get("languages").map(|languages| languages.at(0).to_s()).unwrap_or_default();
        let strings = site.data.get(&language).get("strings");
        let mut exists = key.contains('.') && !strings.is_nil();
        let mut current = strings;
        for part in key.split('.') {
            if !exists {
                break;
            }
            match &current {
                Value::Hash(hash) if hash.contains_key(part) => current = current.get(part),
                _ => exists = false,
            }
        }
        out.push_str(if exists { "true" } else { "false" });
        Ok(())
    }
}
