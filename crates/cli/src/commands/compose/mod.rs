//! jekyll-compose's commands: `draft`, `post`, `page` and `compose` make files with front matter, `publish`, `unpublish`
//! and `rename` move them. Messages, options and what is written are those of jekyll-compose 0.12.

mod dump;
mod front_matter;
mod moves;

use super::new::put;
use super::setup;
use crate::arguments::Parsed;
use crate::console::Console;
use crate::options_table::{COMPOSE_COMMANDS, Command};
use crate::world::{World, open_in_editor, time_zone, variable};
use front_matter::FrontMatter;
use hyde::diagnostic::{Diagnostic, Severity};
use hyde::time::{Time, TimeZone, parse_date};
use hyde::url::{SlugMode, slugify};
use hyde::{BuildOptions, Config, Report, Value};
use std::path::Path;
use std::sync::Arc;

/// The gem whose commands these are.
const GEM: &str = "jekyll-compose";

/// Says whether a command line may use these commands: `hyde` always has them, and `jekyll` where the site has the gem on.
pub(crate) fn is_available(world: &World, parsed: Option<&Parsed>) -> bool {
    if !world.is_jekyll() || super::gem_group(world).iter().any(|gem| gem == GEM) {
        return true;
    }
    let mut options = BuildOptions::new(world.directory.clone()).now(world.now);
    if let Some(parsed) = parsed {
        options.settings = parsed.settings.clone();
        options.config_files = options.settings.remove("config").map(|files| crate::arguments::texts(Some(&files)));
    }
    Config::load(&options, &Report::new()).is_ok_and(|config| config.texts("plugins").iter().any(|gem| gem == GEM))
}

/// What a command line got wrong, in Ruby's words.
struct Refused {
    class: &'static str,
    message: String,
}

fn refused(message: &str) -> Refused {
    Refused { class: "ArgumentError", message: message.to_owned() }
}

/// Runs one of the commands; gives the exit code.
pub(crate) fn run(called: &'static Command, world: &World, console: &Arc<Console>, parsed: &Parsed) -> u8 {
    let options = setup::options(world, console, parsed);
    let config = match Config::load(&options, &setup::report(console)) {
        Ok(config) => config,
        Err(error) => return setup::failed(console, &error, false, called.names[0], parsed.trace),
    };
    let desk = Desk::new(world, console, parsed, config);
    let outcome = match called.names[0] {
        "publish" => moves::publish(&desk),
        "unpublish" => moves::unpublish(&desk),
        "rename" => moves::rename(&desk),
        name => create(&desk, name),
    };
    match outcome {
        Ok(()) => 0,
        Err(Refused { class, message }) => {
            console.plain(&format!("{} {} | Error:  {message}", world.program, world.version()));
            console.plain_error(&setup::exception("hyde/compose", 1, "process", &message, class));
            1
        }
    }
}

/// What all of these commands work with.
struct Desk<'a> {
    world: &'a World,
    console: &'a Console,
    parsed: &'a Parsed,
    config: Config,
    /// The source's path as messages show it: relative to the current directory, empty for that itself.
    source: String,
    now: Time,
}

impl<'a> Desk<'a> {
    fn new(world: &'a World, console: &'a Console, parsed: &'a Parsed, config: Config) -> Self {
        let source = config.source();
        let shown = source.strip_prefix(&world.directory).unwrap_or(&source).trim_start_matches('/').to_owned();
        let zone = config.zone(time_zone().as_deref());
        let (seconds, nanos) = (world.now.div_euclid(1_000_000_000), world.now.rem_euclid(1_000_000_000));
        let (seconds, nanos) = (i64::try_from(seconds).unwrap_or(0), u32::try_from(nanos).unwrap_or(0));
        let zone: &dyn TimeZone = &zone;
        Self { world, console, parsed, config, source: shown, now: Time::from_unix(seconds, nanos, zone) }
    }

    fn text(&self, key: &str) -> Option<String> {
        self.parsed.settings.get(key).filter(|value| !value.is_nil()).map(Value::to_s)
    }

    fn is_on(&self, key: &str) -> bool {
        self.parsed.settings.get(key).is_some_and(Value::truthy)
    }

    /// The moment that `--date` names, at midnight, or now.
    fn date(&self) -> Result<Time, Refused> {
        let Some(text) = self.text("date") else { return Ok(self.now.clone()) };
        let invalid = || Refused { class: "Date::Error", message: "invalid date".to_owned() };
        let date = parse_date(&text, Some(self.now.date())).ok_or_else(invalid)?;
        Ok(date.to_time(&self.config.zone(time_zone().as_deref())))
    }

    /// How front matter shows a moment.
    fn stamp(&self, date: &Time) -> Value {
        let format = self.text("timestamp_format");
        date.strftime(format.as_deref().unwrap_or("%Y-%m-%d %H:%M %z")).into()
    }

    /// A path below the source, as messages show it and as it is opened: relative to the current directory.
    fn below(&self, parts: &[&str]) -> String {
        let parts = [&[self.source.as_str()], parts].concat();
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("/")
    }

    /// The folder in which posts, drafts and collections stand.
    fn collections(&self) -> String {
        self.config.text("collections_dir").unwrap_or_default().trim_matches('/').to_owned()
    }

    fn absolute(&self, path: &str) -> String {
        hyde::outside::absolute(path, &self.world.directory)
    }

    fn exists(&self, path: &str) -> bool {
        Path::new(&self.absolute(path)).exists()
    }

    fn say(&self, text: &str) {
        self.console.topic_info(text);
    }

    fn warn(&self, text: &str) {
        self.console.tell(&Diagnostic::topic_only(Severity::Warning, text));
    }

    fn slug(&self, title: &str) -> String {
        let slug = slugify(title, SlugMode::Default, false);
        if slug.is_empty() {
            // The gem asks for the name again and again.
            for _ in 0..5 {
                self.console.warning("Warning:", &format!("Empty `slug` generated for '{title}'."));
            }
        }
        slug
    }

    /// Says whether a file may be written over what is there; tells when not.
    fn may_write(&self, kind: &str, path: &str) -> bool {
        let free = self.is_on("force") || !self.exists(path);
        if !free {
            self.warn(&format!("A {kind} already exists at {path}"));
        }
        free
    }

    fn write(&self, path: &str, text: &str) -> Result<(), Refused> {
        put(&self.absolute(path), text)
            .map_err(|error| Refused { class: "SystemCallError", message: format!("{error} - {path}") })
    }
}

/// What is made: its name in messages, the collection whose defaults it takes, where it stands.
struct Kind {
    name: &'static str,
    collection: String,
    folder: String,
    /// Whether the file's name begins with the date.
    dated_name: bool,
    /// Whether front matter has the date.
    dated: bool,
}

fn kind_of(desk: &Desk<'_>, command: &str) -> Result<Kind, Refused> {
    let of = |name, collection: &str, dated_name, dated| {
        let folder = if name == "page" { String::new() } else { format!("_{collection}") };
        Kind { name, collection: collection.to_owned(), folder, dated_name, dated }
    };
    if command != "compose" {
        return Ok(match command {
            "draft" => of("draft", "drafts", false, false),
            "post" => of("post", "posts", true, true),
            _ => of("page", "", false, false),
        });
    }
    let collection = desk.text("collection");
    if usize::from(desk.is_on("post")) + usize::from(desk.is_on("draft")) + usize::from(collection.is_some()) > 1 {
        return Err(refused("You can only specify one of --post, --draft, or --collection COLLECTION."));
    }
    Ok(match collection.as_deref() {
        _ if desk.is_on("draft") => of("draft", "drafts", false, true),
        None | Some("posts") => of("post", "posts", true, true),
        Some("drafts") => of("draft", "drafts", false, true),
        Some(other) => of("file", other, false, true),
    })
}

/// Makes a file of one of the kinds.
fn create(desk: &Desk<'_>, command: &str) -> Result<(), Refused> {
    if desk.parsed.words.is_empty() {
        return Err(refused("You must specify a name."));
    }
    let kind = kind_of(desk, command)?;
    let (title, date) = (desk.parsed.words.join(" "), desk.date()?);
    let extension = desk.text("extension").unwrap_or_else(|| "md".to_owned());
    let start = if kind.dated_name { date.strftime("%Y-%m-%d-") } else { String::new() };
    let name = format!("{start}{}.{extension}", desk.slug(&title));
    let collections = if kind.name == "page" { String::new() } else { desk.collections() };
    let path = desk.below(&[&collections, &kind.folder, &name]);
    if !desk.may_write(kind.name, &path) {
        return Ok(());
    }
    let layout = desk.text("layout").unwrap_or_else(|| if kind.name == "page" { "page" } else { "post" }.to_owned());
    let mut matter = FrontMatter::new();
    matter.set("layout", layout.into());
    matter.set("title", title.into());
    if kind.dated {
        matter.set("date", desk.stamp(&date));
    }
    let settings = desk.config.get("jekyll_compose").cloned().unwrap_or_default();
    if let Value::Hash(defaults) = settings.get("default_front_matter").get(kind.collection.as_str()) {
        defaults.iter().for_each(|(key, value)| matter.set_value(key.clone(), value.clone()));
    }
    desk.write(&path, &matter.before(""))?;
    desk.say(&format!("New {} created at \u{1b}[36m{path}\u{1b}[0m", kind.name));
    if settings.get("auto_open").truthy() && kind.name != "page" {
        let editor = ["JEKYLL_EDITOR", "VISUAL", "EDITOR"].into_iter().find_map(variable);
        if let Some(editor) = editor.filter(|editor| !editor.is_empty()) {
            open_in_editor(&editor, &desk.absolute(&path));
        }
    }
    Ok(())
}

/// Finds one of these commands by its name.
pub(crate) fn command(name: &str) -> Option<&'static Command> {
    COMPOSE_COMMANDS.iter().find(|command| command.names.contains(&name))
}
