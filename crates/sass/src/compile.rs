//! The one verb: a stylesheet in, CSS out.

use crate::{Error, Loader, Options, SourceMap, Syntax, Warning};

/// The stylesheet that a compilation starts from.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Source {
    /// The canonical name, from which relative URLs are resolved; empty when the text has none.
    pub path: String,
    /// The text.
    pub text: String,
    /// The syntax the text is written in.
    pub syntax: Syntax,
}

impl Source {
    /// Makes a source from a path and its text; the path's extension gives the syntax.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let path = path.into();
        let syntax = Syntax::of_path(&path);
        Self { path, text: text.into(), syntax }
    }

    /// Sets the syntax.
    #[must_use]
    pub fn syntax(mut self, syntax: Syntax) -> Self {
        self.syntax = syntax;
        self
    }
}

/// What a compilation gives.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Output {
    /// The CSS, without a final newline, as dart-sass's API gives it.
    pub css: String,
    /// The source map, if it was asked for.
    pub source_map: Option<SourceMap>,
    /// Warnings and debug lines in the order they arose.
    pub warnings: Vec<Warning>,
    /// The canonical names of the files that were loaded, the entry first, in the order of loading.
    pub loaded: Vec<String>,
}

/// The address space of the stack that a compilation runs on; only what is used of it takes memory.
const STACK_SIZE: usize = 512 << 20;

/// Compiles a stylesheet.
///
/// ```
/// use hyde_sass::{Memory, Options, Source, compile};
/// let source = Source::new("main.scss", "$a: 2px; p { margin: $a * 2 }");
/// assert_eq!(compile(&source, &Options::default(), &Memory::default()).unwrap().css, "p {\n  margin: 4px;\n}");
/// let wrong = Source::new("main.scss", "p { margin: $b }");
/// assert_eq!(compile(&wrong, &Options::default(), &Memory::default()).unwrap_err().message, "Undefined variable.");
/// ```
pub fn compile(source: &Source, options: &Options, loader: &dyn Loader) -> Result<Output, Error> {
    // Stylesheets recurse as deep as their authors like, so evaluation has a stack of its own.
    std::thread::scope(|scope| {
        let work = || crate::eval::run(source, options, loader);
        match std::thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, work) {
            Ok(handle) => match handle.join() {
                Ok(result) => result,
                Err(panic) => std::panic::resume_unwind(panic),
            },
            Err(_) => crate::eval::run(source, options, loader),
        }
    })
}
