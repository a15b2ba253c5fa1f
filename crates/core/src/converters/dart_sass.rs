//! An installed `sass` program, for sites that ask for it with `sass: {implementation: dart}`.
//!
//! hyde compiles Sass itself, as dart-sass 1.99 does; a site that needs another version of it names the program so.

use crate::front_matter::to_value;
use crate::plugin::Outside;
use crate::url::unescape;
use crate::{BuildError, messages};
use hyde_liquid::Value;
use hyde_sass::SourceMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// The name of the program.
const PROGRAM: &str = "sass";
/// What stands before the source map in its output.
const MAP_COMMENT: &str = "/*# sourceMappingURL=data:application/json;charset=utf-8,";

/// The program, once it was looked for.
pub(super) struct DartSass {
    outside: Outside,
    found: OnceLock<bool>,
    told: AtomicBool,
}

/// What is compiled.
pub(super) struct Request<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// The absolute path of the file it comes from; empty when there is none.
    pub(super) path: &'a str,
    /// The options of the program, load paths among them.
    pub(super) options: Vec<String>,
    /// Whether a source map is wanted.
    pub(super) map: bool,
}

/// What came out: CSS without a final newline, the source map, what was written to standard error.
pub(super) struct Compiled {
    pub(super) css: String,
    pub(super) map: Option<SourceMap>,
    pub(super) told: String,
}

impl DartSass {
    /// Makes the program's stand-in; nothing runs yet.
    pub(super) fn new(outside: Outside) -> Self {
        Self { outside, found: OnceLock::new(), told: AtomicBool::new(false) }
    }

    /// Whether the program runs at all.
    pub(super) fn is_there(&self) -> bool {
        let runs = || self.outside.run(PROGRAM, &["--version"], "/", b"").is_ok_and(|output| output.status == Some(0));
        *self.found.get_or_init(runs)
    }

    /// Whether it was not told yet that the program is missing.
    pub(super) fn tells_of_absence(&self) -> bool {
        !self.told.swap(true, Ordering::Relaxed)
    }

    /// Compiles.
    pub(super) fn compile(&self, request: &Request<'_>) -> Result<Compiled, BuildError> {
        // Relative imports of a text from standard input are seen from the current directory.
        let directory = request.path.rsplit_once('/').map_or("/", |(directory, _)| directory);
        let directory = if directory.is_empty() { "/" } else { directory };
        let mut arguments = vec!["--stdin", "--no-error-css", "--no-color"];
        match request.map {
            true => arguments.extend(["--embed-source-map", "--embed-sources", "--source-map-urls=absolute"]),
            false => arguments.push("--no-source-map"),
        }
        arguments.extend(request.options.iter().map(String::as_str));
        let output = self
            .outside
            .run(PROGRAM, &arguments, directory, request.text.as_bytes())
            .map_err(|error| messages::sass_program_failure(&error))?;
        let told = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        if output.status != Some(0) {
            return Err(messages::sass_program_failure(&told));
        }
        let css = String::from_utf8_lossy(&output.stdout).into_owned();
        let (css, map) = match css.rsplit_once(MAP_COMMENT) {
            Some((css, map)) if request.map => (css, source_map(map, request.path)),
            _ => (css.as_str(), None),
        };
        Ok(Compiled { css: css.trim_end().to_owned(), map, told })
    }
}

/// Reads the source map that is embedded in CSS.
fn source_map(url: &str, path: &str) -> Option<SourceMap> {
    let json = unescape(url.trim_end().strip_suffix("*/")?.trim_end());
    let Value::Hash(map) = to_value(&hyde_yaml::parse(&json).ok()?) else { return None };
    let texts =
        |key: &str| -> Option<Vec<String>> { Some(map.get(key)?.as_array()?.iter().map(Value::to_s).collect()) };
    let sources = texts("sources")?.into_iter().map(|source| match source.strip_prefix("file://") {
        Some(file) => unescape(file),
        // The text itself.
        None => path.to_owned(),
    });
    let mut made = SourceMap::default();
    made.mappings = map.get("mappings")?.to_s();
    made.sources = sources.collect();
    made.sources_content = texts("sourcesContent")?;
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::{DartSass, Request, source_map};
    use crate::plugin::{CommandOutput, Commands, Outside};

    /// A program that answers as `sass` does.
    struct Fake;

    impl Commands for Fake {
        fn run(&self, program: &str, args: &[&str], directory: &str, stdin: &[u8]) -> Result<CommandOutput, String> {
            assert_eq!(program, "sass");
            let text = String::from_utf8_lossy(stdin);
            let stdout = format!("{text}|{directory}|{}\n\n", args.join(" ")).into_bytes();
            let status = Some(if text.contains('$') { 65 } else { 0 });
            Ok(CommandOutput { status, stdout, stderr: b"Error: Undefined variable.\n".to_vec() })
        }
    }

    #[test]
    fn the_program_is_run_in_the_files_folder() {
        let sass = DartSass::new(Outside::default().with_commands(Fake));
        assert!(sass.is_there());
        let request =
            |text| Request { text, path: "/s/css/a.scss", options: vec!["--style=compressed".into()], map: false };
        let css = sass.compile(&request("a")).map(|compiled| compiled.css);
        assert_eq!(css.unwrap(), "a|/s/css|--stdin --no-error-css --no-color --no-source-map --style=compressed");
        let error = sass.compile(&request("$")).err().map(|error| error.message);
        assert_eq!(error.as_deref(), Some("Error: Undefined variable."));
        assert!(!DartSass::new(Outside::default()).is_there());
    }

    #[test]
    fn an_embedded_source_map_names_files() {
        let map = source_map(
            "%7B%22version%22:3,%22sources%22:%5B%22file:///s/a%2520b.scss%22,%22data:x%22%5D,%22names%22:%5B%5D,\
             %22mappings%22:%22;AAAS%22,%22sourcesContent%22:%5B%22$a:%20%5C%22%C3%A9%5C%22;%5Cn%22,%22%22%5D%7D */\n",
            "/s/css/a.scss",
        )
        .unwrap();
        assert_eq!(map.sources, ["/s/a b.scss", "/s/css/a.scss"]);
        assert_eq!(map.sources_content, ["$a: \"é\";\n", ""]);
        assert_eq!(map.mappings, ";AAAS");
    }
}
