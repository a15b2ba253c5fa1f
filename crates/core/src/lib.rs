//! Jekyll core: a source and its configuration come in, a built site goes out, through the verbs read, generate,
//! render and write.

pub mod process;

pub mod outside;

pub mod config;

pub mod front_matter;

pub mod model;

pub mod theme;

pub mod read;

pub mod url;

pub mod render;

pub mod write;

pub mod plugin;

pub mod session;

mod drops;

mod filters;

mod tags;

mod converters;

mod error;
mod messages;
mod profile;
mod progress;
mod report;

pub use hyde_yaml as yaml;

pub use config::{BuildOptions, Config};
pub use error::{BuildError, ErrorKind};
pub use model::{Collection, Document, Layout, Page, Position, Site, StaticFile, Theme};
pub use plugin::Engine;
pub use profile::{Profile, Stopwatch, TemplateCost};
pub use progress::{Phase, Progress};
pub use render::Rendered;
pub use report::{Listener, Report};
