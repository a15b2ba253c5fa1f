//! The outside world: where a site is read from ([`Source`]) and written to ([`Destination`]), on a disk
//! ([`Folder`]) or in memory ([`Memory`]). The only room that touches files.

mod destination;
mod folder;
mod loose;
mod memory;
mod source;
mod watched;

pub use destination::{Content, Destination, Existing, Stamp, Within};
pub use folder::Folder;
pub use loose::{
    absolute, clean_path, directory_names, is_directory, is_file, join, put_folder, read_loose, real_path, write_loose,
};
pub use memory::{Memory, Written};
pub(crate) use source::print;
pub use source::{Entry, Kind, Mark, Metadata, Source};
pub(crate) use watched::{Glimpse, Watched};
