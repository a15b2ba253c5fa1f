//! `cargo xtask sass-spec CHECKOUT`: the public suite of Sass, which `crates/sass/tests/spec` runs.

use crate::workspace;

/// Runs the suite as the arguments ask; says whether just the marked cases failed.
pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let mut command = workspace::cargo();
    command.args(["test", "--quiet", "--release", "-p", "hyde-sass", "--test", "spec", "--", "--nocapture"]);
    let mut checkout = None;
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} wants a value"));
        match word.as_str() {
            "--record" => command.env("SASS_SPEC_RECORD", absolute(value()?)?),
            "--bless" => command.env("SASS_SPEC_BLESS", "1"),
            "--only" => command.env("HYDE_ONLY", value()?),
            "--verbose" | "-v" => command.env("SASS_SPEC_VERBOSE", "1"),
            path if checkout.is_none() => {
                checkout = Some(path.to_owned());
                command.env("SASS_SPEC", absolute(path)?)
            }
            other => return Err(format!("sass-spec does not know {other}")),
        };
    }
    if checkout.is_none() {
        return Err("sass-spec wants the folder of a checkout of sass/sass-spec".to_owned());
    }
    let status = command.status().map_err(|error| format!("cargo: {error}"))?;
    Ok(status.success())
}

fn absolute(path: &str) -> Result<std::path::PathBuf, String> {
    std::fs::canonicalize(path).map_err(|error| format!("{path}: {error}"))
}
