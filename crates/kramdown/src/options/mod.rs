//! What a caller may set: [`Options`], with kramdown's names, types and defaults.

mod inline_map;
mod setting;

pub use setting::{InvalidOption, Setting};

use std::ops::RangeInclusive;

/// Which of kramdown's parsers reads the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Input {
    /// kramdown's own dialect.
    #[default]
    Kramdown,
    /// kramdown's dialect with the quirks of `kramdown-parser-gfm`.
    Gfm,
}

/// How entities and special characters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum EntityOutput {
    /// As the character itself.
    #[default]
    AsChar,
    /// As it stood in the text, where it did.
    AsInput,
    /// As a decimal reference.
    Numeric,
    /// By name, where there is one.
    Symbolic,
    /// As the character itself where it is ASCII, else as it stood in the text or by number: [`EntityOutput::AsChar`] for
    /// a text that Ruby holds as US-ASCII. No setting has this name.
    AsAsciiChar,
}

/// What renders formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum MathEngine {
    /// Formulas in `\(…\)` and `\[…\]` for MathJax.
    #[default]
    MathJax,
    /// No engine: formulas stay in `kdmath` elements between dollars.
    None,
}

/// What highlights code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SyntaxHighlighter {
    /// Rouge's markup around the tokens that a [`Highlighter`](crate::Highlighter) gives.
    #[default]
    Rouge,
    /// Plain `<pre><code>`.
    None,
}

/// The quirks of the GFM parser that can be switched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct GfmQuirks {
    /// Whether headers, lists, quotes and fences end a paragraph without a blank line.
    pub paragraph_end: bool,
    /// Whether `--`, `...`, `<<` and the like stay as they are written.
    pub no_auto_typographic: bool,
}

/// The languages and settings of one kind of code (blocks or spans) or of both.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct HighlightOptions {
    /// The language of code that names none.
    pub default_lang: Option<String>,
    /// Whether plain text counts as a language (and thus gets the highlighter's wrapper).
    pub guess_lang: Option<bool>,
    /// Whether highlighting is off.
    pub disable: Option<bool>,
    /// The class of the wrapper of highlighted blocks; `highlight` when unset.
    pub css_class: Option<String>,
    /// Whether lines are numbered.
    pub line_numbers: Option<bool>,
    /// The number of the first line.
    pub start_line: Option<i64>,
    /// Whether the tokens get a wrapper; blocks do and spans do not, when unset.
    pub wrap: Option<bool>,
    /// Every other setting by its name, for the highlighter to read.
    pub other: Vec<(String, Setting)>,
}

/// Everything that kramdown and its GFM parser can be told.
///
/// Made with [`Options::new`] (kramdown's defaults) or [`Options::jekyll`] (what a Jekyll site gets), then changed by
/// the methods named after the options or, by name, with [`Options::set`].
///
/// ```
/// use hyde_kramdown::{Options, to_html};
/// let options = Options::jekyll().auto_ids(false);
/// assert_eq!(to_html("# Hi", &options, None).html, "<h1>Hi</h1>\n");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// Which parser reads the text.
    pub input: Input,
    /// Whether headers without an id get one from their text.
    pub auto_ids: bool,
    /// Whether markup is stripped from header text before an id is made of it.
    pub auto_id_stripping: bool,
    /// What every automatic id begins with.
    pub auto_id_prefix: String,
    /// Whether header text is transliterated to ASCII first (input [`Input::Kramdown`] only).
    pub transliterated_header_ids: bool,
    /// Whether Markdown is parsed inside block-level HTML.
    pub parse_block_html: bool,
    /// Whether Markdown is parsed inside span-level HTML.
    pub parse_span_html: bool,
    /// Whether HTML elements become native ones.
    pub html_to_native: bool,
    /// Link definitions from outside: identifier, URL, title.
    pub link_defs: Vec<(String, String, Option<String>)>,
    /// The number of the first footnote.
    pub footnote_nr: i64,
    /// How entities are written.
    pub entity_output: EntityOutput,
    /// The header levels that enter a table of contents.
    pub toc_levels: Vec<u8>,
    /// What `'`, `'`, `"`, `"` become: entity names or other text, in the order left single, right single, left
    /// double, right double.
    pub smart_quotes: [String; 4],
    /// What typographic symbols (`hellip`, `mdash`, `ndash`, `laquo`, `raquo`, `laquo_space`, `raquo_space`) become.
    pub typographic_symbols: Vec<(String, String)>,
    /// Accepted for its name; kramdown reads it only when it removes HTML tags.
    pub remove_block_html_tags: bool,
    /// Accepted for its name; kramdown reads it only when it removes HTML tags.
    pub remove_span_html_tags: bool,
    /// What is added to every header's level.
    pub header_offset: i64,
    /// What highlights code.
    pub syntax_highlighter: SyntaxHighlighter,
    /// Settings of the highlighter for all code.
    pub highlight: HighlightOptions,
    /// Settings of the highlighter for code blocks alone.
    pub highlight_block: HighlightOptions,
    /// Settings of the highlighter for code spans alone.
    pub highlight_span: HighlightOptions,
    /// What renders formulas.
    pub math_engine: MathEngine,
    /// The markup of the link back from a footnote; none when empty.
    pub footnote_backlink: String,
    /// Whether the link back always stands in the last paragraph of the footnote.
    pub footnote_backlink_inline: bool,
    /// What footnote ids begin with.
    pub footnote_prefix: String,
    /// The text of a link to a footnote, with `%s` for its number.
    pub footnote_link_text: String,
    /// Whether line breaks between Chinese, Japanese and Korean characters are removed.
    pub remove_line_breaks_for_cjk: bool,
    /// Which options `{::options}` must not change.
    pub forbidden_inline_options: Vec<String>,
    /// Accepted for its name; kramdown reads it only when it writes Markdown.
    pub list_indent: i64,
    /// Whether headers get a link to themselves.
    pub header_links: bool,
    /// Whether every line end in a paragraph is a line break (GFM).
    pub hard_wrap: bool,
    /// The quirks of the GFM parser.
    pub gfm_quirks: GfmQuirks,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// Makes kramdown's own defaults, input `kramdown`.
    pub fn new() -> Self {
        Self {
            input: Input::Kramdown,
            auto_ids: true,
            auto_id_stripping: false,
            auto_id_prefix: String::new(),
            transliterated_header_ids: false,
            parse_block_html: false,
            parse_span_html: true,
            html_to_native: false,
            link_defs: Vec::new(),
            footnote_nr: 1,
            entity_output: EntityOutput::AsChar,
            toc_levels: (1..=6).collect(),
            smart_quotes: ["lsquo", "rsquo", "ldquo", "rdquo"].map(String::from),
            typographic_symbols: Vec::new(),
            remove_block_html_tags: true,
            remove_span_html_tags: false,
            header_offset: 0,
            syntax_highlighter: SyntaxHighlighter::Rouge,
            highlight: HighlightOptions::default(),
            highlight_block: HighlightOptions::default(),
            highlight_span: HighlightOptions::default(),
            math_engine: MathEngine::MathJax,
            footnote_backlink: "&#8617;".into(),
            footnote_backlink_inline: false,
            footnote_prefix: String::new(),
            footnote_link_text: "%s".into(),
            remove_line_breaks_for_cjk: false,
            forbidden_inline_options: vec!["template".into()],
            list_indent: 2,
            header_links: false,
            hard_wrap: true,
            gfm_quirks: GfmQuirks { paragraph_end: true, no_auto_typographic: false },
        }
    }

    /// Makes what a Jekyll 4.4 site without `kramdown:` settings gets: GFM input, no hard wraps, Rouge with plain text
    /// as the default language.
    pub fn jekyll() -> Self {
        let mut options = Self::new();
        options.input = Input::Gfm;
        options.hard_wrap = false;
        options.highlight.default_lang = Some("plaintext".into());
        options.highlight.guess_lang = Some(true);
        options
    }

    /// Sets one option by kramdown's own name, as a site's `kramdown:` settings do; answers whether the name is known.
    /// Unknown names change nothing.
    ///
    /// ```
    /// use hyde_kramdown::Options;
    /// let mut options = Options::jekyll();
    /// assert_eq!(options.set("toc_levels", "2..3"), Ok(true));
    /// assert_eq!(options.toc_levels, [2, 3]);
    /// assert_eq!(options.set("no_such_option", 1), Ok(false));
    /// assert!(options.set("toc_levels", "9..12").is_err());
    /// ```
    pub fn set(&mut self, name: &str, value: impl Into<Setting>) -> Result<bool, InvalidOption> {
        setting::apply(self, name, value.into())
    }

    /// Chooses the parser.
    #[must_use]
    pub fn input(mut self, input: Input) -> Self {
        self.input = input;
        self
    }

    /// Switches automatic header ids.
    #[must_use]
    pub fn auto_ids(mut self, on: bool) -> Self {
        self.auto_ids = on;
        self
    }

    /// Sets what automatic ids begin with.
    #[must_use]
    pub fn auto_id_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.auto_id_prefix = prefix.into();
        self
    }

    /// Sets the header levels that enter a table of contents.
    #[must_use]
    pub fn toc_levels(mut self, levels: RangeInclusive<u8>) -> Self {
        self.toc_levels = levels.collect();
        self
    }

    /// Chooses how entities are written.
    #[must_use]
    pub fn entity_output(mut self, output: EntityOutput) -> Self {
        self.entity_output = output;
        self
    }

    /// Switches line breaks at every line end.
    #[must_use]
    pub fn hard_wrap(mut self, on: bool) -> Self {
        self.hard_wrap = on;
        self
    }

    /// Switches Markdown inside block-level HTML.
    #[must_use]
    pub fn parse_block_html(mut self, on: bool) -> Self {
        self.parse_block_html = on;
        self
    }

    /// Switches Markdown inside span-level HTML.
    #[must_use]
    pub fn parse_span_html(mut self, on: bool) -> Self {
        self.parse_span_html = on;
        self
    }

    /// Switches the conversion of HTML elements to native ones.
    #[must_use]
    pub fn html_to_native(mut self, on: bool) -> Self {
        self.html_to_native = on;
        self
    }

    /// Chooses what renders formulas.
    #[must_use]
    pub fn math_engine(mut self, engine: MathEngine) -> Self {
        self.math_engine = engine;
        self
    }

    /// Chooses what highlights code.
    #[must_use]
    pub fn syntax_highlighter(mut self, highlighter: SyntaxHighlighter) -> Self {
        self.syntax_highlighter = highlighter;
        self
    }

    /// Sets what is added to header levels.
    #[must_use]
    pub fn header_offset(mut self, offset: i64) -> Self {
        self.header_offset = offset;
        self
    }

    /// Sets the number of the first footnote.
    #[must_use]
    pub fn footnote_nr(mut self, number: i64) -> Self {
        self.footnote_nr = number;
        self
    }

    /// Adds a link definition as if it stood in the text.
    #[must_use]
    pub fn link_def(mut self, id: impl Into<String>, url: impl Into<String>, title: Option<String>) -> Self {
        self.link_defs.push((id.into(), url.into(), title));
        self
    }
}
