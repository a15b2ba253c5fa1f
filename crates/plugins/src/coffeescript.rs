//! jekyll-coffeescript 2.0: pages in CoffeeScript become scripts. The compiler is the gem coffee-script-source where it is
//! installed, run by Node, or else the command `coffee`; without either the build stops and says what is missing, as
//! Ruby's does without a JavaScript runtime.

use hyde_core::plugin::{CommandOutput, Conversion, Converter, Outside, Plugin, Registry};
use hyde_core::{BuildError, Config};

/// The gem with the compiler, and the compiler within it.
const GEM: &str = "coffee-script-source";
const COMPILER: &str = "lib/coffee_script/coffee-script.js";

/// What Node runs: the compiler's path is the first argument, the script comes in on standard input.
const DRIVER: &str = "const text=require('fs').readFileSync(0,'utf8');\
                      process.stdout.write(require(process.argv[1]).compile(text));";

/// The plugin.
pub(crate) struct CoffeeScript;

impl Plugin for CoffeeScript {
    fn name(&self) -> &str {
        "jekyll-coffeescript"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        let outside = registry.outside().clone();
        registry.converter(Compile { outside });
        Ok(())
    }
}

struct Compile {
    outside: Outside,
}

impl Converter for Compile {
    fn name(&self) -> &str {
        "Jekyll::Converters::CoffeeScript"
    }

    fn matches(&self, ext: &str) -> bool {
        ext.eq_ignore_ascii_case(".coffee")
    }

    fn output_ext(&self, _: &str) -> Option<String> {
        Some(".js".to_owned())
    }

    fn convert(&self, text: &str, cx: &Conversion<'_>) -> Result<String, BuildError> {
        let source = &cx.site().source;
        let by_gem = self.outside.gem_folder(GEM).map(|folder| format!("{folder}/{COMPILER}"));
        let run = |program: &str, args: &[&str]| self.outside.run(program, args, source, text.as_bytes());
        // Some packages of the gem leave the compiler out.
        let is_missing =
            |output: &CommandOutput| String::from_utf8_lossy(&output.stderr).contains("Cannot find module");
        let compiled = by_gem.and_then(|compiler| run("node", &["-e", DRIVER, &compiler]).ok());
        let output = match compiled.filter(|output| !is_missing(output)) {
            Some(output) => Ok(output),
            None => run("coffee", &["--no-header", "--compile", "--stdio"]),
        };
        match output {
            Ok(output) if output.status == Some(0) => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            Ok(output) => {
                let why = String::from_utf8_lossy(&output.stderr).into_owned();
                let line = why.lines().find(|line| line.contains("rror")).unwrap_or("it cannot be compiled");
                Err(BuildError::uncaught("ExecJS::ProgramError", line.trim()))
            }
            Err(_) => Err(BuildError::uncaught(
                "ExecJS::RuntimeUnavailable",
                "CoffeeScript needs a JavaScript engine: install Node and the gem coffee-script-source, or the command \
                 coffee.",
            )),
        }
    }
}
