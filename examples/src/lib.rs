//! Ways to embed hyde, each run by its test: a folder to its `_site`, a site in memory, one page, and a site that is served
//! from memory.

mod folder;
mod memory;
mod page;
mod serve;

pub use folder::build_folder;
pub use memory::build_in_memory;
pub use page::render_one_page;
pub use serve::Served;
