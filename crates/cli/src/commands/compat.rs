//! `doctor --compat`: what of a site hyde will not write as Jekyll does, said before anything is built.

use super::setup;
use crate::arguments::Parsed;
use crate::console::Console;
use crate::world::World;
use hyde::compat::{Certainty, Circumstances, Finding, examine};
use hyde::outside::Folder;
use hyde::{BuildError, BuildOptions, Config, Report, theme};
use std::sync::Arc;

/// Examines; gives the exit code: 0 where nothing will differ for certain.
pub(crate) fn run(world: &World, console: &Arc<Console>, parsed: &Parsed) -> u8 {
    let options = setup::options(world, console, parsed);
    let findings = match findings(&options, &setup::report(console)) {
        Ok(findings) => findings,
        Err(error) => return setup::failed(console, &error, false, "doctor", parsed.trace),
    };
    let mut section = None;
    for finding in &findings {
        if section != Some(finding.section) {
            section = Some(finding.section);
            console.info(&format!("{}:", finding.section.heading()), &format!("see {}", finding.link()));
        }
        match finding.certainty {
            Certainty::MayDiffer => console.info("may differ", &finding.to_string()),
            _ => console.warning("differs", &finding.to_string()),
        }
    }
    let certain = findings.iter().filter(|finding| finding.certainty == Certainty::Differs).count();
    let message = match (certain, findings.len()) {
        (_, 0) => "nothing was found that hyde does not write as Jekyll does.".to_owned(),
        (0, may) => format!("nothing will differ for certain, {may} may."),
        (certain, all) => format!("{certain} will differ, {} may.", all - certain),
    };
    console.info("Compatibility:", &message);
    u8::from(certain > 0)
}

fn findings(options: &BuildOptions, report: &Report) -> Result<Vec<Finding>, BuildError> {
    let mut config = Config::load(options, report)?;
    let mut circumstances = Circumstances::default();
    circumstances.gem_group = theme::plugin_group(options);
    // Looking only: a theme that is not installed is a finding, not something to fetch.
    match theme::find(&config, options, report) {
        Ok(Some(theme)) => {
            circumstances.theme_found = true;
            theme::apply_config(&mut config, &theme, report)?;
        }
        Ok(None) => circumstances.theme_found = true,
        Err(_) => {}
    }
    Ok(examine(&config, &Folder::new(config.source()), &circumstances))
}
