//! URLs and destinations: templates and placeholders, escaping, slugs, and the file a URL is written to
//! (`lib/jekyll/url.rb`).

mod escape;
mod path;
mod slugify;
mod template;
mod transliterate_data;

pub use escape::{escape_path, sanitize, unescape};
pub use path::{basename, destination, dirname, document_destination, extname, in_directory};
pub use slugify::{SlugMode, slugify};
pub use template::{add_permalink_suffix, check_documents, document_url, page_url, static_file_url, style_template};
pub use transliterate_data::transliterate;
