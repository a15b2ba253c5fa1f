//! Where things are in the workspace, and how its binary is built.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The workspace's root folder.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("xtask lies two folders below the root").to_owned()
}

/// Builds the `hyde` binary in release mode and returns its path.
pub(crate) fn build_hyde() -> Result<PathBuf, String> {
    let status = cargo()
        .args(["build", "--release", "--quiet", "-p", "hyde-cli"])
        .status()
        .map_err(|error| format!("cargo build: {error}"))?;
    if !status.success() {
        return Err("the hyde binary does not build".to_owned());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    Ok(target.join("release/hyde"))
}

/// The binary that `--hyde FILE` among the arguments names, which are left without it, or else a release build. Real
/// sites are measured with a release build; one that is there already need not be made again.
pub(crate) fn hyde(arguments: &[String]) -> Result<(PathBuf, Vec<String>), String> {
    let mut rest = arguments.to_vec();
    let Some(at) = rest.iter().position(|word| word == "--hyde") else { return Ok((build_hyde()?, rest)) };
    let named: Vec<String> = rest.drain(at..(at + 2).min(rest.len())).collect();
    let path = named.get(1).ok_or("--hyde wants a file")?;
    let path = std::fs::canonicalize(path).map_err(|error| format!("{path}: {error}"))?;
    Ok((path, rest))
}

/// A cargo command that runs in the workspace's root.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}
