//! A folder in, its `_site` out: what `hyde build` does, from Rust.

use hyde::BuildError;

/// Builds the site in a folder and gives how many documents and pages it has.
///
/// # Errors
/// What stops Jekyll.
pub fn build_folder(folder: &str) -> Result<usize, BuildError> {
    let rendered = hyde::build(folder)?;
    Ok(rendered.positions().count())
}
