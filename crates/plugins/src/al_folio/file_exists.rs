//! `{% file_exists path %}`: `true` or `false`, for a path below the source that may hold Liquid itself.

use super::registers_tag;
use hyde_core::plugin::{Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Context, Error, ParseContext, Render, Result, Tag, Template};

/// The plugin.
pub(crate) struct FileExists;

impl Plugin for FileExists {
    fn name(&self) -> &str {
        "_plugins/file-exists.rb"
    }

    fn stands_for(&self, _: &str, text: &str) -> bool {
        registers_tag(text, "file_exists")
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.tag("file_exists", FileExistsTag);
        Ok(())
    }
}

struct FileExistsTag;

impl Tag for FileExistsTag {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let path = cx.environment().parse(cx.template_name(), markup)?;
        Ok(Box::new(Answer(path)))
    }
}

struct Answer(Template);

impl Render for Answer {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let path = self.0.render_in(cx)?;
        let trimmed = path.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\0');
        if trimmed.len() == path.len() {
            // Ruby's `strip!` answers nil when there is nothing to strip.
            return Err(Error::ruby("TypeError", "no implicit conversion of nil into String"));
        }
        let exists = cx.site().is_some_and(|site| {
            let path = hyde_core::url::in_directory(&site.source, trimmed);
            site.files.is_file(&path) || site.files.is_directory(&path)
        });
        out.push_str(if exists { "true" } else { "false" });
        Ok(())
    }
}
