//! Slugs (`lib/jekyll/utils.rb`, `slugify`).

use super::transliterate_data::transliterate;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// What a slug keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlugMode {
    /// Only white space is replaced.
    Raw,
    /// Letters, marks and digits.
    Default,
    /// Those and `._~!$&'()+,;=@`.
    Pretty,
    /// ASCII letters and digits.
    Ascii,
    /// Like default after Latin letters lost their accents.
    Latin,
    /// Everything: text is only made lower case.
    None,
}

impl SlugMode {
    /// The mode of a name; unknown names only make lower case.
    pub fn named(name: &str) -> Self {
        match name {
            "raw" => Self::Raw,
            "default" | "" => Self::Default,
            "pretty" => Self::Pretty,
            "ascii" => Self::Ascii,
            "latin" => Self::Latin,
            _ => Self::None,
        }
    }

    fn keeps(self, c: char) -> bool {
        match self {
            Self::Raw => !matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c'),
            Self::Default | Self::Latin => is_word(c),
            Self::Pretty => is_word(c) || "._~!$&'()+,;=@".contains(c),
            Self::Ascii => c.is_ascii_alphanumeric(),
            Self::None => true,
        }
    }
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    matches!(c.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark)
        || c.general_category() == GeneralCategory::DecimalNumber
}

/// Makes a slug: every run of characters that the mode does not keep becomes a dash, one dash at each end of a line
/// goes, and letters become lower case unless `cased`. An empty slug is Jekyll's reason for a warning.
///
/// ```
/// use hyde_core::url::{SlugMode, slugify};
/// assert_eq!(slugify("Hello, Wörld!", SlugMode::Default, false), "hello-wörld");
/// assert_eq!(slugify("Hello, Wörld!", SlugMode::Pretty, true), "Hello,-Wörld!");
/// assert_eq!(slugify("Wörld", SlugMode::Latin, false), "world");
/// ```
pub fn slugify(text: &str, mode: SlugMode, cased: bool) -> String {
    let mut slug = String::with_capacity(text.len());
    if mode == SlugMode::None {
        slug.push_str(text);
    } else {
        let latin;
        let text = if mode == SlugMode::Latin {
            latin = transliterate(text);
            &latin
        } else {
            text
        };
        let mut in_gap = false;
        for c in text.chars() {
            let keeps = mode.keeps(c);
            if keeps {
                slug.push(c);
            } else if !in_gap {
                slug.push('-');
            }
            in_gap = !keeps;
        }
        slug = trim_lines(&slug);
    }
    if cased { slug } else { slug.to_lowercase() }
}

/// Removes one dash at each end of every line.
fn trim_lines(slug: &str) -> String {
    let trim = |line: &str| -> String {
        let line = line.strip_prefix('-').unwrap_or(line);
        line.strip_suffix('-').unwrap_or(line).to_owned()
    };
    if !slug.contains('\n') {
        return trim(slug);
    }
    slug.split('\n').map(trim).collect::<Vec<_>>().join("\n")
}
