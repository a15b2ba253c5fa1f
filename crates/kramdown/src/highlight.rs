//! The seam for syntax highlighting.

use crate::options::HighlightOptions;

/// Whether code stands in a block of its own or inside a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// A code block, fenced or indented.
    Block,
    /// A code span.
    Span,
}

/// Turns code into highlighted tokens.
///
/// kramdown writes everything around the tokens itself: `<div class="language-x highlighter-rouge">`, the
/// `highlight` wrappers, line numbers, and `<pre><code>` when the language is unknown.
pub trait Highlighter: Sync {
    /// Takes `code` in `lang` and gives the tokens as HTML (`<span class="k">…</span>` and escaped text, no wrapper),
    /// or `None` when there is no such language.
    ///
    /// `lang` is the language as it is written, with Rouge's `?option=value` if there is one, or the default language
    /// of the settings. `options` are the settings for code of this `kind`.
    fn highlight(&self, code: &str, lang: &str, kind: CodeKind, options: &HighlightOptions) -> Option<String>;
}
