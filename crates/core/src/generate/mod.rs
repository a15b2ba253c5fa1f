//! Generate: generators change the site, one after the other in the order of their priority, on one thread.

use crate::error::BuildError;
use crate::model::Site;

/// Runs generators, already in the order of their priorities, and makes every document's URL afterwards.
///
/// # Errors
/// The first generator's error.
pub fn run<'a>(
    site: &mut Site,
    generators: impl IntoIterator<Item = &'a mut (dyn FnMut(&mut Site) -> Result<(), BuildError> + 'a)>,
) -> Result<(), BuildError> {
    for generator in generators {
        generator(site)?;
    }
    Ok(())
}
