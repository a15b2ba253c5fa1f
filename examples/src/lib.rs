//! Ways to embed hyde, each run by its test: a folder to its `_site`, a site in memory, one page, a site that is served
//! from memory, and highlighted code without a site.

mod code;
mod folder;
mod memory;
mod page;
mod serve;

pub use code::{function_names, page_with_code};
pub use folder::build_folder;
pub use memory::build_in_memory;
pub use page::render_one_page;
pub use serve::Served;
