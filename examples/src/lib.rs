//! Three ways to embed hyde, each a function that its test runs: a folder to its `_site`, a site in memory, and one page.

mod folder;
mod memory;
mod page;

pub use folder::build_folder;
pub use memory::build_in_memory;
pub use page::render_one_page;
