//! jekyll-diagrams 0.10: blocks whose text a drawing program turns into SVG. Where the program is not there the page says
//! so, as the gem's does, or the build stops where `error_mode` is `strict`.

use hyde_core::plugin::{Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::{Body, Context, Error, ParseContext, Render, Result, Tag, Value};

/// How a program gets the diagram and gives the drawing. Where the gem passes temporary files the programs here read
/// standard input and write standard output, which all of them can.
struct Tool {
    /// The tag, and the key of its settings.
    tag: &'static str,
    program: &'static str,
    /// Arguments in front of those that settings make.
    before: &'static [&'static str],
    after: &'static [&'static str],
    /// Settings and how the program is given them.
    settings: &'static [(&'static str, Form)],
    /// What of the drawing does not belong on a page.
    drops: Drops,
}

/// How a setting becomes an argument.
#[derive(Clone, Copy)]
enum Form {
    /// `--name value`
    Spaced,
    /// `--name=value`
    Joined,
    /// `--name`, when it is on.
    Switch,
    /// A letter with the value behind it, and again for each of several values.
    Letter(char),
}

/// Lines in front of a drawing that are left away.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Drops {
    Nothing,
    /// The XML declaration.
    Declaration,
    /// The XML declaration and the document type.
    Heading,
}

const BLOCKDIAG: &[(&str, Form)] =
    &[("antialias", Form::Switch), ("font", Form::Joined), ("fontmap", Form::Joined), ("size", Form::Joined)];

const fn blockdiag(tag: &'static str) -> Tool {
    Tool {
        tag,
        program: tag,
        before: &["-T", "svg", "--nodoctype"],
        after: &["-o", "-", "-"],
        settings: BLOCKDIAG,
        drops: Drops::Nothing,
    }
}

const fn plain(tag: &'static str, program: &'static str, after: &'static [&'static str]) -> Tool {
    Tool { tag, program, before: &[], after, settings: &[], drops: Drops::Nothing }
}

/// The tags and their programs.
const TOOLS_TABLE: [Tool; 17] = [
    blockdiag("actdiag"),
    blockdiag("blockdiag"),
    blockdiag("nwdiag"),
    blockdiag("packetdiag"),
    blockdiag("rackdiag"),
    blockdiag("seqdiag"),
    Tool {
        settings: &[("dot-entity", Form::Switch), ("config", Form::Joined), ("edge", Form::Joined)],
        before: &["--fmt=svg"],
        drops: Drops::Heading,
        ..plain("erd", "erd", &[])
    },
    Tool {
        settings: &[
            ("default_layout", Form::Letter('K')),
            ("graph_attributes", Form::Letter('G')),
            ("node_attributes", Form::Letter('N')),
            ("edge_attributes", Form::Letter('E')),
        ],
        before: &["-Tsvg"],
        drops: Drops::Heading,
        ..plain("graphviz", "dot", &[])
    },
    Tool {
        settings: &[
            ("theme", Form::Spaced),
            ("width", Form::Spaced),
            ("height", Form::Spaced),
            ("backgroundColor", Form::Spaced),
        ],
        ..plain("mermaid", "mmdc", &["--input", "-", "--output", "-", "--outputFormat", "svg"])
    },
    plain("nomnoml", "nomnoml", &[]),
    Tool { drops: Drops::Declaration, ..plain("plantuml", "plantuml", &["-tsvg", "-pipe"]) },
    Tool {
        settings: &[("direction", Form::Spaced), ("engine", Form::Spaced), ("input-type", Form::Spaced)],
        drops: Drops::Heading,
        ..plain("smcat", "smcat", &["-", "--output-to", "-"])
    },
    Tool {
        settings: &[
            ("font-family", Form::Spaced),
            ("font-size", Form::Spaced),
            ("scale", Form::Spaced),
            ("stroke-width", Form::Spaced),
        ],
        ..plain("svgbob", "svgbob", &[])
    },
    Tool {
        settings: &[("scale", Form::Spaced), ("style", Form::Spaced)],
        ..plain("syntrax", "syntrax", &["--input", "/dev/stdin", "--output", "/dev/stdout"])
    },
    Tool { settings: &[("scale", Form::Spaced)], ..plain("vega", "vg2svg", &[]) },
    // The gem calls a program of this name, which there is not.
    Tool { settings: &[("scale", Form::Spaced)], ..plain("vegalite", "vl2vg", &[]) },
    plain("wavedrom", "wavedrom-cli", &["--input", "-", "--svg", "-"]),
];

/// The plugin.
pub(crate) struct Diagrams;

impl Plugin for Diagrams {
    fn name(&self) -> &str {
        "jekyll-diagrams"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        for tool in &TOOLS_TABLE {
            registry.tag(tool.tag, DiagramTag(tool));
        }
        Ok(())
    }
}

struct DiagramTag(&'static Tool);

impl Tag for DiagramTag {
    fn parse(&self, _: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let (body, _) = cx.body(&[])?;
        Ok(Box::new(Diagram { tool: self.0, body }))
    }
}

struct Diagram {
    tool: &'static Tool,
    body: Body,
}

/// The settings of a page, which stand before those of the site.
fn setting(cx: &Context, tag: Option<&str>, name: &str) -> Value {
    let of = |all: Value| match tag {
        Some(tag) => all.get("jekyll-diagrams").get(tag).get(name),
        None => all.get("jekyll-diagrams").get(name),
    };
    match of(cx.page()) {
        Value::Nil => of(cx.lookup_global("site").unwrap_or_default()),
        value => value,
    }
}

impl Render for Diagram {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let mut code = String::new();
        self.body.render(cx, &mut code)?;
        let drawn = match self.draw(cx, &code) {
            Ok(drawn) => drawn,
            Err(why) => match error_mode(cx).as_str() {
                "lax" => String::new(),
                "strict" => {
                    cx.tell(Diagnostic::error("Jekyll Diagrams:", why));
                    return Err(Error::ruby("SystemExit", "exit"));
                }
                _ => {
                    cx.tell(Diagnostic::warning("Jekyll Diagrams:", why.clone()));
                    why
                }
            },
        };
        let tag = self.tool.tag;
        out.push_str(&format!("<div class='jekyll-diagrams diagrams {tag}'>\n  {drawn}\n</div>\n"));
        Ok(())
    }
}

fn error_mode(cx: &Context) -> String {
    let own = setting(cx, None, "error_mode");
    let of_liquid = || cx.site().and_then(|site| site.config.get_in("liquid", "error_mode")).map(Value::to_s);
    if own.truthy() { own.to_s() } else { of_liquid().unwrap_or_default() }
}

impl Diagram {
    fn draw(&self, cx: &Context, code: &str) -> std::result::Result<String, String> {
        let Tool { program, before, after, drops, .. } = self.tool;
        let directory = cx.site().map(|site| site.source.clone()).unwrap_or_default();
        let own = self.arguments(cx);
        let own = own.iter().map(String::as_str);
        let args: Vec<&str> = before.iter().copied().chain(own).chain(after.iter().copied()).collect();
        match cx.outside().run(program, &args, &directory, code.as_bytes()) {
            Ok(output) if output.status == Some(0) => {
                Ok(without_heading(&String::from_utf8_lossy(&output.stdout), *drops).trim_end().to_owned())
            }
            Ok(output) => {
                let why = String::from_utf8_lossy(&output.stderr).into_owned();
                Err(format!("Rendering Failed: {program} {}: {why}", args.join(" ")))
            }
            Err(_) => Err(format!("Command Not Found: {program}")),
        }
    }

    /// The arguments that settings ask for.
    fn arguments(&self, cx: &Context) -> Vec<String> {
        let mut args = Vec::new();
        for (name, form) in self.tool.settings {
            let value = setting(cx, Some(self.tool.tag), name);
            if !value.truthy() {
                continue;
            }
            match form {
                Form::Spaced => args.extend([format!("--{name}"), value.to_s()]),
                Form::Joined => args.push(format!("--{name}={}", value.to_s())),
                Form::Switch => args.push(format!("--{name}")),
                Form::Letter(letter) => args.extend(several(&value).into_iter().map(|one| format!("-{letter}{one}"))),
            }
        }
        args
    }
}

/// The values of a setting that may be one text, a list, or a map of names.
fn several(value: &Value) -> Vec<String> {
    match value {
        Value::Hash(pairs) => pairs.iter().map(|(name, value)| format!("{}={}", name.to_s(), value.to_s())).collect(),
        Value::Array(items) => items.iter().map(Value::to_s).collect(),
        one => vec![one.to_s()],
    }
}

/// A drawing without what has no place within a page.
fn without_heading(drawing: &str, drops: Drops) -> &str {
    let after = |text: &str, start: &str| match text.trim_start().strip_prefix(start) {
        Some(rest) => rest.find('>').map(|end| end + 1 + (text.len() - rest.len())),
        None => None,
    };
    let mut rest = drawing;
    if drops != Drops::Nothing
        && let Some(end) = after(rest, "<?xml")
    {
        rest = rest[end..].trim_start();
    }
    if drops == Drops::Heading
        && let Some(end) = after(rest, "<!DOCTYPE")
    {
        rest = rest[end..].trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_go_where_the_gem_takes_them_away() {
        let drawing = "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"x\">\n<!-- c -->\n<svg/>";
        assert_eq!(without_heading(drawing, Drops::Heading), "<!-- c -->\n<svg/>");
        assert!(without_heading(drawing, Drops::Declaration).starts_with("<!DOCTYPE"));
        assert_eq!(without_heading(drawing, Drops::Nothing), drawing);
    }
}
