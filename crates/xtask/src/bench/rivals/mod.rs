//! The generators that are measured, and the blog in the form that each of them takes.

mod eleventy;
mod hugo;
mod zola;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A generator that can be run.
pub(super) struct Tool {
    /// Its name in the table and for `--only`.
    pub(super) name: &'static str,
    program: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Hyde,
    Jekyll,
    Hugo,
    Zola {
        highlighting: bool,
    },
    Eleventy,
    /// Copying the sources and what hyde makes of them: nothing that writes files can be faster.
    Copy,
}

impl Tool {
    /// The files of the blog with this many posts.
    pub(super) fn site(&self, posts: usize) -> Vec<(String, String)> {
        match self.kind {
            Kind::Hyde | Kind::Jekyll | Kind::Copy => hyde_benches::blog(posts),
            Kind::Hugo => hugo::site(posts),
            Kind::Zola { highlighting } => zola::site(posts, highlighting),
            Kind::Eleventy => eleventy::site(posts),
        }
    }

    /// Does what is needed once in the folder of a site.
    pub(super) fn prepare(&self, folder: &Path) -> Result<(), String> {
        match self.kind {
            Kind::Copy => {
                let mut command = Command::new(&self.program);
                let out = folder.join("_site");
                command.args(["build", "--quiet", "--disable-disk-cache", "-s"]).arg(folder).arg("-d").arg(out);
                let status = command.stderr(Stdio::null()).status().map_err(|error| error.to_string())?;
                status.success().then_some(()).ok_or_else(|| format!("{command:?} failed"))
            }
            Kind::Eleventy => eleventy::prepare(folder, &self.program),
            _ => Ok(()),
        }
    }

    /// The command that builds a site into a folder that is not there yet.
    pub(super) fn command(&self, source: &Path, out: &Path) -> Command {
        let mut command = Command::new(if matches!(self.kind, Kind::Copy) { Path::new("cp") } else { &self.program });
        command.current_dir(source);
        match self.kind {
            Kind::Hyde | Kind::Jekyll => {
                command.args(["build", "--quiet", "--disable-disk-cache", "-d"]).arg(out);
            }
            Kind::Hugo => {
                command.args(["--quiet", "--noBuildLock", "--ignoreCache", "-d"]).arg(out);
            }
            Kind::Zola { .. } => {
                command.args(["build", "-o"]).arg(out);
            }
            Kind::Eleventy => {
                let output = format!("--output={}", out.display());
                command.args(["--quiet", &output]);
            }
            Kind::Copy => {
                command.args(["-r", "."]).arg(out);
            }
        }
        command
    }
}

/// The Jekyll to compare with: what `JEKYLL` names, otherwise the one in the path.
pub(super) fn jekyll() -> Option<PathBuf> {
    match std::env::var_os("JEKYLL") {
        Some(path) => Some(PathBuf::from(path)),
        None => in_path("jekyll"),
    }
}

fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// All tools with the programs that are there; hyde first.
fn all(hyde: &Path) -> [(&'static str, Option<PathBuf>, Kind); 7] {
    [
        ("hyde", Some(hyde.to_owned()), Kind::Hyde),
        ("copying", Some(hyde.to_owned()), Kind::Copy),
        ("jekyll", jekyll(), Kind::Jekyll),
        ("hugo", in_path("hugo"), Kind::Hugo),
        ("zola", in_path("zola"), Kind::Zola { highlighting: true }),
        ("zola-plain", in_path("zola"), Kind::Zola { highlighting: false }),
        ("eleventy", eleventy::program(), Kind::Eleventy),
    ]
}

/// The tools that are installed.
pub(super) fn installed(hyde: &Path) -> Vec<Tool> {
    all(hyde).into_iter().filter_map(|(name, program, kind)| Some(Tool { name, program: program?, kind })).collect()
}

/// The names of the tools that are not.
pub(super) fn missing(hyde: &Path) -> Vec<&'static str> {
    all(hyde).into_iter().filter(|(_, program, _)| program.is_none()).map(|(name, _, _)| name).collect()
}
