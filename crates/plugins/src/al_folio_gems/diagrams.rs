//! jekyll-diagrams: blocks whose text a drawing program turns into SVG. Where the program is not there the page says
//! so, as the gem's does.

use hyde_core::plugin::{Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::{Body, Context, ParseContext, Render, Result, Tag};

/// Block tags with the programs that draw them, which read the diagram from standard input and write SVG to standard
/// output when given these arguments.
const PROGRAMS_TABLE: [(&str, &str, &[&str]); 19] = [
    ("actdiag", "actdiag", &["-Tsvg", "-o", "-", "-"]),
    ("blockdiag", "blockdiag", &["-Tsvg", "-o", "-", "-"]),
    ("erd", "erd", &["--fmt=svg"]),
    ("graphviz", "dot", &["-Tsvg"]),
    ("mermaid", "mmdc", &["--input", "-", "--output", "-", "--outputFormat", "svg"]),
    ("nomnoml", "nomnoml", &[]),
    ("nwdiag", "nwdiag", &["-Tsvg", "-o", "-", "-"]),
    ("packetdiag", "packetdiag", &["-Tsvg", "-o", "-", "-"]),
    ("plantuml", "plantuml", &["-tsvg", "-pipe"]),
    ("rackdiag", "rackdiag", &["-Tsvg", "-o", "-", "-"]),
    ("seqdiag", "seqdiag", &["-Tsvg", "-o", "-", "-"]),
    ("smcat", "smcat", &["--output-type", "svg", "--output-to", "-", "-"]),
    ("svgbob", "svgbob", &[]),
    ("syntrax", "syntrax", &["-o", "svg"]),
    ("vega", "vg2svg", &[]),
    ("vegalite", "vl2svg", &[]),
    ("wavedrom", "wavedrom-cli", &["--input", "-", "--svg", "-"]),
    ("ditaa", "ditaa", &["--svg", "-", "-"]),
    ("bytefield", "bytefield-svg", &[]),
];

/// The plugin.
pub(crate) struct Diagrams;

impl Plugin for Diagrams {
    fn name(&self) -> &str {
        "jekyll-diagrams"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        for (name, program, args) in PROGRAMS_TABLE {
            registry.tag(name, DiagramTag { name, program, args });
        }
        Ok(())
    }
}

#[derive(Clone, Copy)]
struct DiagramTag {
    name: &'static str,
    program: &'static str,
    args: &'static [&'static str],
}

impl Tag for DiagramTag {
    fn parse(&self, _: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let (body, _) = cx.body(&[])?;
        Ok(Box::new(Diagram { tag: *self, body }))
    }
}

struct Diagram {
    tag: DiagramTag,
    body: Body,
}

impl Render for Diagram {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let DiagramTag { name, program, args } = self.tag;
        let mut code = String::new();
        self.body.render(cx, &mut code)?;
        let directory = cx.site().map(|site| site.source.clone()).unwrap_or_default();
        let drawn = match cx.outside().run(program, args, &directory, code.as_bytes()) {
            Ok(output) if output.status == Some(0) => {
                let svg = String::from_utf8_lossy(&output.stdout).into_owned();
                // What stands before the element itself has no place within a page.
                svg.find("<svg").map_or_else(|| svg.clone(), |at| svg[at..].trim_end().to_owned())
            }
            Ok(output) => {
                let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
                cx.tell(Diagnostic::warning("Diagrams:", format!("{program}: {why}")));
                why
            }
            Err(_) => {
                cx.tell(Diagnostic::warning("Diagrams:", format!("{program}, which draws {name}, is not found")));
                format!("Command Not Found: {program}")
            }
        };
        out.push_str(&format!("<div class=\"jekyll-diagrams diagrams {name}\">\n  {drawn}\n</div>\n"));
        Ok(())
    }
}
