//! What a caller may choose about a compilation.

use crate::Deprecation;

/// How the CSS is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Style {
    /// One declaration a line, nested by two blanks.
    #[default]
    Expanded,
    /// As few bytes as dart-sass's compressed style takes.
    Compressed,
}

/// Which of Sass's syntaxes a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Syntax {
    /// The syntax with braces (`.scss`).
    #[default]
    Scss,
    /// The syntax with indentation (`.sass`).
    Indented,
    /// Plain CSS (`.css`), where Sass's features are errors.
    Css,
}

impl Syntax {
    /// Takes a path and gives the syntax its extension stands for: `.sass` and `.css` have their own, all else is SCSS.
    ///
    /// ```
    /// assert_eq!(hyde_sass::Syntax::of_path("a/b.sass"), hyde_sass::Syntax::Indented);
    /// ```
    pub fn of_path(path: &str) -> Self {
        if path.ends_with(".sass") {
            Self::Indented
        } else if path.ends_with(".css") {
            Self::Css
        } else {
            Self::Scss
        }
    }
}

/// The settings of a compilation; [`Options::default`] is what `sass` does without flags, a source map included.
///
/// ```
/// use hyde_sass::{Memory, Options, Source, Style, compile};
/// let options = Options::default().style(Style::Compressed).source_map(false);
/// let output = compile(&Source::new("a.scss", "a { b: 1px + 2px }"), &options, &Memory::default()).unwrap();
/// assert_eq!(output.css, "a{b:3px}");
/// assert!(output.source_map.is_none());
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// The layout of the CSS.
    pub style: Style,
    /// Whether a source map is made.
    pub source_map: bool,
    /// Whether a `@charset` or byte order mark starts CSS that is not ASCII.
    pub charset: bool,
    /// Folders, as the loader names them, that are searched after the folder of the file that asks.
    pub load_paths: Vec<String>,
    /// Whether deprecation warnings from files found through load paths are kept silent.
    pub quiet_deps: bool,
    /// Whether every deprecation warning is given, instead of five of each kind.
    pub verbose: bool,
    /// Deprecations that give no warning.
    pub silence_deprecations: Vec<Deprecation>,
    /// Deprecations that are errors.
    pub fatal_deprecations: Vec<Deprecation>,
    /// Deprecations of a later version that already give warnings.
    pub future_deprecations: Vec<Deprecation>,
    /// Whether source map columns count a leading byte order mark, as the JavaScript build of dart-sass does and the
    /// native one, which Jekyll uses, does not.
    pub count_byte_order_mark: bool,
    /// How many turns of loops and calls of functions and mixins a compilation may take, so that a stylesheet without end
    /// comes to one; large values count as many.
    pub step_limit: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            style: Style::Expanded,
            source_map: true,
            charset: true,
            load_paths: Vec::new(),
            quiet_deps: false,
            verbose: false,
            silence_deprecations: Vec::new(),
            fatal_deprecations: Vec::new(),
            future_deprecations: Vec::new(),
            count_byte_order_mark: false,
            step_limit: 2_000_000,
        }
    }
}

impl Options {
    /// Sets the layout of the CSS.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// Sets whether a source map is made.
    #[must_use]
    pub fn source_map(mut self, on: bool) -> Self {
        self.source_map = on;
        self
    }

    /// Sets whether a `@charset` or byte order mark starts CSS that is not ASCII.
    #[must_use]
    pub fn charset(mut self, on: bool) -> Self {
        self.charset = on;
        self
    }

    /// Adds a folder that is searched after the folder of the file that asks.
    #[must_use]
    pub fn load_path(mut self, path: impl Into<String>) -> Self {
        self.load_paths.push(path.into());
        self
    }

    /// Sets whether deprecation warnings from files found through load paths are kept silent.
    #[must_use]
    pub fn quiet_deps(mut self, on: bool) -> Self {
        self.quiet_deps = on;
        self
    }

    /// Sets whether every deprecation warning is given.
    #[must_use]
    pub fn verbose(mut self, on: bool) -> Self {
        self.verbose = on;
        self
    }

    /// Keeps a deprecation silent.
    #[must_use]
    pub fn silence(mut self, deprecation: Deprecation) -> Self {
        self.silence_deprecations.push(deprecation);
        self
    }

    /// Makes a deprecation an error.
    #[must_use]
    pub fn fatal(mut self, deprecation: Deprecation) -> Self {
        self.fatal_deprecations.push(deprecation);
        self
    }

    /// Turns on the warnings of a deprecation that is still to come.
    #[must_use]
    pub fn future(mut self, deprecation: Deprecation) -> Self {
        self.future_deprecations.push(deprecation);
        self
    }

    /// Sets how many turns of loops and calls a compilation may take.
    #[must_use]
    pub fn step_limit(mut self, steps: usize) -> Self {
        self.step_limit = steps;
        self
    }

    /// Sets whether source map columns count a leading byte order mark.
    #[must_use]
    pub fn count_byte_order_mark(mut self, on: bool) -> Self {
        self.count_byte_order_mark = on;
        self
    }
}
