//! `golden`: builds a site in memory and compares the output with a folder, for authors of themes and for tests.

use super::{build, setup};
use crate::arguments::Parsed;
use crate::console::Console;
use crate::world::World;
use hyde::golden::{Tree, compare};
use hyde::outside::{Written, absolute};
use hyde::{BuildError, BuildOptions, Report};
use std::path::Path;
use std::sync::Arc;

/// Builds and compares; gives the exit code: 0 where every file is the same.
pub(crate) fn run(world: &World, console: &Arc<Console>, parsed: Parsed) -> u8 {
    let [site, expected] = parsed.words.as_slice() else {
        console.error("Error:", "golden wants the folder of a site and the folder of its expected output.");
        return 1;
    };
    let (site, expected) = (absolute(site, &world.directory), absolute(expected, &world.directory));
    let mut options = setup::options(world, console, &parsed);
    options.working_directory = site;
    let actual = match build_in_memory(options, &setup::report(console)) {
        Ok(actual) => actual,
        Err(error) => return setup::failed(console, &error, true, "golden", parsed.trace),
    };
    let expected = match Tree::read(Path::new(&expected)) {
        Ok(expected) => expected,
        Err(error) => {
            console.error("Error:", &format!("{expected} could not be read: {error}"));
            return 1;
        }
    };
    let comparison = compare(&expected, &actual);
    console.plain(&format!("{comparison:#}"));
    u8::from(!comparison.is_identical())
}

fn build_in_memory(options: BuildOptions, report: &Report) -> Result<Tree, BuildError> {
    let (mut session, site) = build::prepare(options, report)?;
    let mut written = Written::new();
    session.engine_mut().process_started(site, &mut written)?;
    let mut tree = Tree::default();
    for (path, bytes) in written.into_files() {
        tree.insert(path, bytes);
    }
    Ok(tree)
}
