//! The model: plain structs with Jekyll's names. Read fills them, generators change them through `&mut Site`, and
//! rendering looks at them frozen.

mod collection;
mod document;
mod layout;
mod page;
mod shared;
mod site;
mod static_file;
mod theme;

pub use crate::front_matter::Matched;
pub use collection::Collection;
pub use document::Document;
pub use layout::Layout;
pub use page::Page;
pub use shared::{Items, Shared, Sharing};
pub use site::{Extensions, Position, Site};
pub use static_file::StaticFile;
pub use theme::Theme;
