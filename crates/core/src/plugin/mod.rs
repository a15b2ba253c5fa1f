//! The seam for extensions: everything a gem does to Jekyll, as traits and closures that are registered by name.
//!
//! In goes a [`Plugin`] (a gem by its name) or single parts given to an [`Engine`](crate::Engine), out comes a
//! [`Toolkit`]: the Liquid environment, converters, generators and hooks that one site is built with.
//!
//! | Jekyll | here |
//! |---|---|
//! | `class X < Jekyll::Generator` | [`Generator`], or a closure over `&mut Site` |
//! | `class X < Jekyll::Converter` | [`Converter`] |
//! | `Liquid::Template.register_tag` | [`Registry::tag`] |
//! | `Liquid::Template.register_filter` | [`Registry::filter`], [`Registry::function`] |
//! | `Jekyll::Hooks.register :posts, :post_render` | [`Registry::hook`] |
//! | `Jekyll::Hooks.register :site, :post_read` | [`Registry::site_hook`] |
//! | `Jekyll::Hooks.register :site, :post_render` | [`Registry::rendered_hook`] |
//! | `Jekyll::Hooks.register :site, :post_write` | [`Registry::written_hook`] |
//! | `Site#process` replaced, to build a site in several languages | [`Registry::editions`] |
//! | `context.registers[:site]`, `[:page]` | [`SiteContext`] |
//! | `site.find_converter_instance(Markdown).convert` | [`SiteContext::markdownify`], [`Tools::markdownify`] |
//! | state in a class or module variable | fields of the plugin's own parts, made anew by [`Plugin::register`] per site |
//! | `git`, HTTP, external programs | [`Outside`] |

mod activate;
mod context;
mod converter;
mod engine;
mod generator;
mod hook;
mod missing;
mod outside_world;
mod reference;
mod registry;
mod toolkit;

pub(crate) use activate::plugin_files;
pub use context::SiteContext;
pub(crate) use context::no_site;
pub use converter::{Conversion, Converter};
pub use engine::Engine;
pub use generator::Generator;
pub use hook::{Event, Hooked, Item, Owner};
pub use outside_world::{CommandOutput, Commands, Gems, Keeper, Network, NetworkError, Outside};
pub use reference::{NamedDrop, Reference};
pub use registry::Registry;
pub use toolkit::{Toolkit, Tools};

pub(crate) use hook::item_at;
pub(crate) use reference::resolve;
pub(crate) use registry::Custom;

use crate::{BuildError, Config};

/// A gem: what it is called and what it registers.
///
/// ```
/// use hyde_core::plugin::{Plugin, Registry};
/// use hyde_core::{BuildError, Config};
/// struct Shout;
/// impl Plugin for Shout {
///     fn name(&self) -> &str {
///         "jekyll-shout"
///     }
///     fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
///         registry.function("shout", |text: String| text.to_uppercase());
///         Ok(())
///     }
/// }
/// let mut engine = hyde_core::Engine::bare();
/// engine.plugin(Shout);
/// assert!(engine.knows("jekyll-shout"));
/// ```
pub trait Plugin: Send + Sync + 'static {
    /// The gem's name as sites list it (`jekyll-feed`).
    fn name(&self) -> &str;

    /// Other names by which sites switch the same plugin on: what `require` accepts (`jekyll/paginate`), former names.
    fn aliases(&self) -> &[&str] {
        &[]
    }

    /// The gems that requiring this one brings along and that are plugins themselves.
    fn brings(&self) -> &[&str] {
        &[]
    }

    /// Whether this plugin does natively what a Ruby file of the site's plugins folder does.
    fn stands_for(&self, path: &str, text: &str) -> bool {
        let _ = (path, text);
        false
    }

    /// Registers the parts. Called once per site that is built, so state made here lives as long as the build.
    ///
    /// # Errors
    /// When the configuration makes the gem itself raise on loading.
    fn register(&self, registry: &mut Registry, config: &Config) -> Result<(), BuildError>;

    /// Registers the parts in the place of a Ruby file with this text, for plugins whose parts depend on what it says.
    ///
    /// # Errors
    /// As [`register`](Self::register).
    fn register_for(&self, text: &str, registry: &mut Registry, config: &Config) -> Result<(), BuildError> {
        let _ = text;
        self.register(registry, config)
    }
}

/// The order of converters, generators and hooks: higher first.
///
/// ```
/// use hyde_core::plugin::Priority;
/// assert!(Priority::HIGH > Priority::NORMAL && Priority(11) > Priority::HIGH);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Priority(pub i32);

impl Priority {
    /// Jekyll's `:lowest`.
    pub const LOWEST: Self = Self(-100);
    /// Jekyll's `:low`.
    pub const LOW: Self = Self(-10);
    /// Jekyll's `:normal`.
    pub const NORMAL: Self = Self(0);
    /// Jekyll's `:high`.
    pub const HIGH: Self = Self(10);
    /// Jekyll's `:highest`.
    pub const HIGHEST: Self = Self(100);
}

impl Default for Priority {
    fn default() -> Self {
        Self::NORMAL
    }
}
