//! Jekyll sites built from Rust: read, generate, render and write, byte for byte as Jekyll 4.4.1.
//!
//! A folder becomes a site in one call, [`build`]. Who wants more takes an [`engine`], gives it filters, tags, generators,
//! converters and hooks, and drives the four verbs one by one:
//!
//! ```
//! use hyde::{Config, Memory, Position};
//! let mut engine = hyde::engine();
//! engine.filter("shout", |text: String| text.to_uppercase());
//! let source = Memory::from([("index.html", "---\n---\n<p>{{ 'hi' | shout }}</p>")]);
//! let site = engine.read(&Config::default(), source)?;
//! let site = engine.generate(site)?;
//! let rendered = engine.render(site)?;
//! assert_eq!(rendered.output(Position::Page(0)), Some("<p>HI</p>"));
//! # Ok::<(), hyde::BuildError>(())
//! ```
//!
//! What a part of the engine is told goes through [`plugin`]; what templates are made of is [`liquid`].

pub mod golden;

pub use hyde_core::config::BuildOptions;
pub use hyde_core::outside::{Destination, Folder, Memory, Source};
pub use hyde_core::plugin;
pub use hyde_core::{
    BuildError, Collection, Config, Document, Engine, Layout, Page, Position, Rendered, Report, Site, StaticFile, Theme,
};
pub use hyde_core::{config, outside, theme};
pub use hyde_core::{ErrorKind, url};
pub use hyde_diagnostic as diagnostic;
pub use hyde_liquid as liquid;
pub use hyde_liquid::{Hash, Value, time};

/// Makes an engine with every bundled plugin known. [`Engine::bare`] makes one with none.
///
/// ```
/// assert!(!hyde::Engine::bare().knows("jekyll-feed"));
/// let _engine = hyde::engine();
/// ```
pub fn engine() -> Engine {
    let mut engine = Engine::bare();
    engine.plugins(hyde_plugins::all());
    engine
}

/// Builds the site in a folder, given by its absolute path, into the destination that its configuration names
/// (`_site`). The clock of the build is the epoch; [`Engine::set_options`] sets another.
///
/// ```no_run
/// let rendered = hyde::build("/home/me/blog")?;
/// assert!(rendered.positions().count() > 0);
/// # Ok::<(), hyde::BuildError>(())
/// ```
///
/// # Errors
/// What stops Jekyll.
pub fn build(folder: &str) -> Result<Rendered, BuildError> {
    let mut engine = engine();
    engine.set_options(BuildOptions::new(folder));
    engine.build()
}
