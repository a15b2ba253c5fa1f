//! Ways to embed hyde, each a function that its test runs: a folder to its `_site`, a site in memory, one page, and
//! highlighted code without a site.

mod code;
mod folder;
mod memory;
mod page;

pub use code::{function_names, page_with_code};
pub use folder::build_folder;
pub use memory::build_in_memory;
pub use page::render_one_page;
