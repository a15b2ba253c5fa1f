//! The filter `hideCustomBibtex`: takes lines of fields that `filtered_bibtex_keywords` names out of BibTeX. Three
//! versions of the file are about: the first drops every line that mentions a keyword, the second only lines of such a
//! field, the third also takes marks such as `*` out of author lines.

use super::defines;
use hyde_core::plugin::{Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Arity, Context, Value};

/// Marks that authors carry after their names.
const MARKS: [char; 8] = ['*', '†', '‡', '§', '¶', '‖', '&', '^'];

/// The plugin, in one of its versions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum HideCustomBibtex {
    /// Drops lines that mention a keyword anywhere.
    Mentions,
    /// Drops lines that hold a field of that name.
    Fields,
    /// Also cleans author lines.
    FieldsAndMarks,
}

impl Plugin for HideCustomBibtex {
    fn name(&self) -> &str {
        match self {
            Self::Mentions => "_plugins/hideCustomBibtex.rb (mentions)",
            Self::Fields => "_plugins/hideCustomBibtex.rb",
            Self::FieldsAndMarks => "_plugins/hide-custom-bibtex.rb",
        }
    }

    fn stands_for(&self, _: &str, text: &str) -> bool {
        let version = if text.contains("author") {
            Self::FieldsAndMarks
        } else if text.contains("= *\\{") {
            Self::Fields
        } else {
            Self::Mentions
        };
        defines(text, "hideCustomBibtex") && *self == version
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        let version = *self;
        registry.filter("hideCustomBibtex", Arity::exactly(0), move |input: &Value, _: &[Value], cx: &mut Context| {
            let keywords = cx.config().map(|config| config.texts("filtered_bibtex_keywords")).unwrap_or_default();
            Ok(version.clean(&cx.to_s(input), &keywords).into())
        });
        Ok(())
    }
}

impl HideCustomBibtex {
    fn clean(self, bibtex: &str, keywords: &[String]) -> String {
        let mut out = String::with_capacity(bibtex.len());
        for line in bibtex.split_inclusive('\n') {
            let dropped = line.ends_with('\n')
                && keywords.iter().any(|keyword| match self {
                    Self::Mentions => line.contains(keyword.as_str()),
                    _ => holds_field(line, keyword),
                });
            if dropped {
                continue;
            }
            if self == Self::FieldsAndMarks && line.ends_with('\n') && holds_field(line, "author") {
                out.extend(line.chars().filter(|c| !MARKS.contains(c)));
            } else {
                out.push_str(line);
            }
        }
        out
    }
}

/// Says whether a line holds `name = {`, the name on its own.
fn holds_field(line: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name).any(|(at, _)| {
        let after = &line[at + name.len()..];
        let value = after.trim_start_matches(' ').strip_prefix('=').map(|rest| rest.trim_start_matches(' '));
        !line[..at].ends_with(is_word)
            && !after.starts_with(is_word)
            && value.is_some_and(|value| value.starts_with('{'))
    })
}

#[cfg(test)]
mod tests {
    use super::HideCustomBibtex;

    #[test]
    fn each_version_drops_its_lines() {
        let bibtex = "@a{k,\n  abbr = {X},\n  title = {On abbr},\n  author = {A* and B&},\n}";
        let keywords = ["abbr".to_owned()];
        let fields = "@a{k,\n  title = {On abbr},\n  author = {A* and B&},\n}";
        assert_eq!(HideCustomBibtex::Fields.clean(bibtex, &keywords), fields);
        assert_eq!(HideCustomBibtex::FieldsAndMarks.clean(bibtex, &keywords), fields.replace("A* and B&", "A and B"));
        assert_eq!(HideCustomBibtex::Mentions.clean(bibtex, &keywords), "@a{k,\n  author = {A* and B&},\n}");
    }
}
