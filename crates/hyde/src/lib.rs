//! Jekyll sites built from Rust: read, generate, render and write, byte for byte as Jekyll 4.4.1.
//!
//! An [`Engine`] knows the plugins that come with hyde; [`build`] is the short way from a folder to its `_site`.

pub mod compat;
pub mod golden;
#[cfg(feature = "network")]
mod http;

pub use hyde_core::*;
pub use hyde_diagnostic as diagnostic;
pub use hyde_liquid as liquid;
pub use hyde_liquid::{Hash, Value, time};
pub use hyde_rouge as rouge;

#[cfg(feature = "network")]
pub use http::Http;

use std::ops::{Deref, DerefMut};
use std::time::{SystemTime, UNIX_EPOCH};

/// An engine with every plugin that comes with hyde. All that [`hyde_core::Engine`] can do, it can do.
///
/// ```
/// use hyde::outside::Memory;
/// use hyde::{Config, Engine, Position};
/// let engine = Engine::new();
/// let site = engine.read(&Config::default(), Memory::from([("index.html", "---\n---\n{{ 'hi' | upcase }}")]))?;
/// assert_eq!(engine.render(site)?.output(Position::Page(0)), Some("HI"));
/// # Ok::<(), hyde::BuildError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Engine(hyde_core::Engine);

impl Engine {
    /// Makes an engine that knows the bundled plugins.
    pub fn new() -> Self {
        let mut engine = hyde_core::Engine::bare();
        engine.plugins(hyde_plugins::all());
        Self(engine)
    }

    /// Makes an engine without plugins.
    pub fn bare() -> Self {
        Self(hyde_core::Engine::bare())
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Deref for Engine {
    type Target = hyde_core::Engine;

    fn deref(&self) -> &hyde_core::Engine {
        &self.0
    }
}

impl DerefMut for Engine {
    fn deref_mut(&mut self) -> &mut hyde_core::Engine {
        &mut self.0
    }
}

/// Builds the site in a folder into the destination that its configuration names: `_config.yml` in, `_site` out.
///
/// # Errors
/// What stops Jekyll.
pub fn build(folder: &str) -> Result<Rendered, BuildError> {
    let folder = outside::real_path(folder).map_err(|error| BuildError::io(&error, "rb_sysopen", folder))?;
    let mut engine = Engine::new();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let options = BuildOptions::new(folder).now(i128::try_from(now.as_nanos()).unwrap_or(0));
    engine.set_options(options);
    engine.build()
}
