//! A layout (`lib/jekyll/layout.rb`).

use hyde_liquid::Hash;

/// A layout of the site or its theme.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The name by which documents ask for it: the path below the layouts' directory without the last extension.
    pub name: String,
    /// The absolute path of the file.
    pub path: String,
    /// The path relative to the source (`_layouts/default.html`), for the theme's relative to the theme.
    pub relative_path: String,
    /// The extension with its dot.
    pub ext: String,
    /// Front matter.
    pub data: Hash,
    /// The text after the front matter.
    pub content: String,
    /// How many lines of the file stand before `content`.
    pub body_line: usize,
    /// Whether the file is no UTF-8, so that no template can be made of it.
    pub invalid: bool,
}
