//! Markdown (`lib/jekyll/converters/markdown.rb`): kramdown by default, pulldown-cmark for the CommonMark settings.

use super::commonmark;
use crate::plugin::{Conversion, Converter};
use crate::{BuildError, Config, messages};
use hyde_diagnostic::Diagnostic;
use hyde_kramdown::{CodeKind, EntityOutput, HighlightOptions, Highlighter, Options, Setting};
use hyde_liquid::{Hash, Value};
use std::sync::{LazyLock, Mutex, PoisonError};

/// The Markdown converter with the site's settings.
pub(super) struct Markdown {
    extensions: Vec<String>,
    engine: Engine,
}

enum Engine {
    Kramdown {
        options: Box<Options>,
        show_warnings: bool,
        /// What to say of old settings, once, when something is first converted.
        notes: Mutex<Vec<Diagnostic>>,
    },
    CommonMark(commonmark::Settings),
    /// What the settings ask for is not there; converting anything is an error.
    Refused(Refusal),
}

/// What is not there.
enum Refusal {
    /// A processor (`markdown:`) that is not built in.
    Processor(String),
    /// A parser (`input:`) that kramdown does not have.
    Input(String),
    /// A parser that kramdown has and hyde does not.
    ForeignInput(String),
    /// The gem of a math engine.
    Gem(String),
}

impl Markdown {
    pub(super) fn new(config: &Config) -> Self {
        let extensions = config.markdown_extensions().iter().map(|ext| format!(".{}", ext.to_lowercase())).collect();
        let processor = config.text("markdown").unwrap_or_default();
        let engine = match processor.to_lowercase().as_str() {
            "kramdown" => kramdown(config),
            "commonmark" => Engine::CommonMark(commonmark::Settings::of(config, false)),
            "commonmarkghpages" => Engine::CommonMark(commonmark::Settings::of(config, true)),
            _ => Engine::Refused(Refusal::Processor(processor)),
        };
        Self { extensions, engine }
    }
}

/// Reads the `kramdown:` settings over Jekyll's defaults. A setting that kramdown refuses is told by Ruby as an
/// uncaught error on first use, which is left to the default here.
fn kramdown(config: &Config) -> Engine {
    let mut options = Options::jekyll();
    let mut show_warnings = false;
    let mut notes = Vec::new();
    let mut highlighter = config.get("highlighter").filter(|value| value.truthy());
    if let Some(Value::Hash(settings)) = config.get("kramdown") {
        if let Some(refusal) = refusal(settings) {
            return Engine::Refused(refusal);
        }
        for (key, value) in settings.iter() {
            let key = key.to_s();
            match key.as_str() {
                "show_warnings" => show_warnings = value.truthy(),
                // Jekyll puts its own highlighter in the place of none.
                "syntax_highlighter" if !value.truthy() => {}
                "syntax_highlighter" => highlighter = Some(value),
                "guess_lang" => options.highlight.guess_lang = Some(value.truthy()),
                _ => _ = options.set(&key, setting(value)),
            }
        }
        if settings.get("enable_coderay").is_some_and(Value::truthy) {
            notes.push(messages::enable_coderay());
            highlighter = Some(&CODERAY);
        }
        if let Some(Value::Hash(old)) = settings.get("coderay")
            && !old.is_empty()
        {
            _ = options.set("syntax_highlighter_opts", coderay(old, &mut notes));
        }
        options.highlight.default_lang.get_or_insert_with(|| "plaintext".into());
    }
    // kramdown knows no other highlighter than Rouge: with `pygments` it highlights nothing.
    if let Some(highlighter) = highlighter {
        _ = options.set("syntax_highlighter", setting(highlighter));
    }
    Engine::Kramdown { options: Box::new(options), show_warnings, notes: Mutex::new(notes) }
}

/// What the settings ask for that is not there (`lib/jekyll/converters/markdown/kramdown_parser.rb`). Names of parsers
/// are those of Ruby's classes, but for the first letter's case.
fn refusal(settings: &Hash) -> Option<Refusal> {
    let input = settings.get("input").filter(|input| input.truthy()).map(Value::to_s);
    match input.as_deref() {
        None | Some("GFM" | "kramdown" | "Kramdown") => {}
        Some(name @ ("markdown" | "Markdown" | "html" | "Html")) => {
            return Some(Refusal::ForeignInput(name.to_owned()));
        }
        Some(name) => return Some(Refusal::Input(name.to_owned())),
    }
    let engine = settings.get("math_engine").filter(|engine| engine.truthy()).map(Value::to_s)?;
    (engine != "mathjax").then(|| Refusal::Gem(format!("kramdown-math-{engine}")))
}

/// The highlighter that the setting `enable_coderay` asks for.
static CODERAY: LazyLock<Value> = LazyLock::new(|| Value::from("coderay"));

/// Turns settings for CodeRay into settings for whatever highlights.
fn coderay(old: &Hash, notes: &mut Vec<Diagnostic>) -> Setting {
    notes.push(messages::kramdown_coderay());
    let pairs = old.iter().map(|(key, value)| {
        let key = key.to_s();
        let name = key.strip_prefix("coderay_").unwrap_or(&key).to_owned();
        if name != key {
            notes.push(messages::coderay_setting(&key, &name));
        }
        (name, setting(value))
    });
    Setting::Map(pairs.collect())
}

/// Turns a configured value into a kramdown setting.
fn setting(value: &Value) -> Setting {
    match value {
        Value::Nil => Setting::Null,
        Value::Bool(on) => Setting::Bool(*on),
        Value::Int(number) => Setting::Int(*number),
        Value::Array(items) => Setting::List(items.iter().map(setting).collect()),
        Value::Hash(hash) => Setting::Map(hash.iter().map(|(key, value)| (key.to_s(), setting(value))).collect()),
        other => Setting::Str(other.to_s()),
    }
}

impl Converter for Markdown {
    fn name(&self) -> &str {
        "Jekyll::Converters::Markdown"
    }

    fn matches(&self, ext: &str) -> bool {
        let ext = ext.to_lowercase();
        self.extensions.contains(&ext)
    }

    fn output_ext(&self, _: &str) -> Option<String> {
        Some(".html".to_owned())
    }

    fn convert(&self, text: &str, cx: &Conversion<'_>) -> Result<String, BuildError> {
        match &self.engine {
            Engine::Kramdown { options, show_warnings, notes } => {
                let notes = std::mem::take(&mut *notes.lock().unwrap_or_else(PoisonError::into_inner));
                notes.into_iter().for_each(|note| cx.tell(note));
                let output = if cx.is_ascii() && options.entity_output == EntityOutput::AsChar {
                    let options = (**options).clone().entity_output(EntityOutput::AsAsciiChar);
                    hyde_kramdown::to_html(text, &options, Some(&Rouge))
                } else {
                    hyde_kramdown::to_html(text, options, Some(&Rouge))
                };
                if *show_warnings {
                    for warning in &output.warnings {
                        cx.tell(messages::kramdown_warning(&warning.message));
                    }
                }
                Ok(output.html)
            }
            Engine::CommonMark(settings) => Ok(commonmark::to_html(text, settings)),
            Engine::Refused(Refusal::Processor(name)) => {
                messages::known_markdown(name).into_iter().for_each(|line| cx.tell(line));
                Err(messages::unknown_markdown(name))
            }
            Engine::Refused(Refusal::Input(name)) => Err(messages::unknown_kramdown_input(name)),
            Engine::Refused(Refusal::ForeignInput(name)) => Err(messages::foreign_kramdown_input(name)),
            Engine::Refused(Refusal::Gem(name)) => {
                cx.tell(messages::missing_gem(name));
                Err(messages::missing_gem_error(name))
            }
        }
    }

    fn highlighter_prefix(&self) -> Option<&str> {
        Some("\n")
    }

    fn highlighter_suffix(&self) -> Option<&str> {
        Some("\n")
    }
}

/// Lets kramdown highlight with Rouge.
struct Rouge;

impl Highlighter for Rouge {
    fn highlight(&self, code: &str, lang: &str, kind: CodeKind, options: &HighlightOptions) -> Option<String> {
        highlight(code, lang, kind, options)
    }
}

fn highlight(code: &str, lang: &str, kind: CodeKind, options: &HighlightOptions) -> Option<String> {
    let _ = (kind, options);
    let lexer = hyde_rouge::find_fancy(lang, code)?;
    Some(hyde_rouge::Formatter::html().format(&lexer.lex(code)))
}
