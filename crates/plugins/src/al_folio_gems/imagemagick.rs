//! jekyll-imagemagick 1.4: ImageMagick writes copies of a site's images in other formats and widths, with the arguments
//! that the settings give it. The same program makes the same files here, several at a time; what was made once from
//! the same bytes with the same arguments is kept. Where the program is missing the copies are, too, as with the gem.

use hyde_core::plugin::{Generator, Outside, Plugin, Priority, Registry, Tools};
use hyde_core::{BuildError, Config, Site, StaticFile};
use hyde_diagnostic::Diagnostic;
use hyde_liquid::Value;
use md5::{Digest, Md5};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The topic of everything that is told.
const TOPIC: &str = "Imagemagick:";
/// After so many images the user is told how far it has come.
const TOLD_EVERY: usize = 50;
/// What keeps the copies between builds.
const STORE: &str = "images";

/// The plugin.
pub(crate) struct Imagemagick;

impl Plugin for Imagemagick {
    fn name(&self) -> &str {
        "jekyll-imagemagick"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> Result<(), BuildError> {
        registry.generator(Convert);
        Ok(())
    }
}

struct Convert;

/// A copy that is to be made.
struct Task {
    /// The absolute path of the image.
    from: String,
    /// The path of the copy below the destination.
    to: String,
    flags: Vec<String>,
    /// The width to scale to; the image's own for 0.
    width: i64,
    /// The sum of the image's bytes, once somebody has asked: all copies of an image share it.
    sum: Arc<OnceLock<Result<Md5, String>>>,
}

impl Generator for Convert {
    fn name(&self) -> &str {
        "JekyllImagemagick::ImageGenerator"
    }

    fn priority(&self) -> Priority {
        Priority::LOW
    }

    fn is_safe(&self) -> bool {
        false
    }

    fn generate(&self, site: &mut Site, tools: &Tools<'_>) -> Result<(), BuildError> {
        let settings = site.config.get("imagemagick").cloned().unwrap_or_default();
        if !settings.get("enabled").truthy() {
            site.report.tell(Diagnostic::info(TOPIC, "Disabled in site.config"));
            return Ok(());
        }
        let tasks = tasks(site, &settings);
        let made = convert(&tasks, site, tools.outside());
        let total = tasks.len();
        for (task, bytes) in tasks.into_iter().zip(made) {
            match bytes {
                Ok(bytes) => {
                    let told = format!("Adding static file {}/{}", site.destination, task.to);
                    site.report.tell(Diagnostic::info(TOPIC, told));
                    site.static_files.push(Arc::new(StaticFile::in_memory(&task.to, bytes)));
                }
                Err(why) => site.report.tell(Diagnostic::error(TOPIC, why)),
            }
        }
        site.report.tell(Diagnostic::info(TOPIC, format!("Generated {total} file(s)")));
        Ok(())
    }
}

/// What the settings ask for, folder by folder, image by image.
fn tasks(site: &Site, settings: &Value) -> Vec<Task> {
    let texts = |key: &str| -> Vec<String> {
        settings.get(key).as_array().map(|items| items.iter().map(Value::to_s).collect()).unwrap_or_default()
    };
    let formats: Vec<(String, Vec<String>)> = match settings.get("output_formats") {
        Value::Hash(formats) => formats.iter().map(|(format, flags)| (format.to_s(), words(&flags.to_s()))).collect(),
        _ => Vec::new(),
    };
    if formats.is_empty() {
        site.report.tell(Diagnostic::warning(TOPIC, "No output formats found!"));
    }
    let widths: Vec<i64> = settings
        .get("widths")
        .as_array()
        .map(|items| items.iter().filter_map(|width| width.to_s().parse().ok()).collect())
        .unwrap_or_default();
    let inputs = texts("input_formats");
    let mut tasks = Vec::new();
    for folder in texts("input_directories") {
        site.report.tell(Diagnostic::info(TOPIC, format!("Searching files in {}/{folder}", site.source)));
        let folder = folder.trim_matches('/');
        let directory = format!("{}/{folder}", site.source);
        let mut names: Vec<String> = site
            .files
            .entries(&directory)
            .unwrap_or_default()
            .into_iter()
            .map(|entry| entry.name)
            .filter(|name| inputs.iter().any(|input| *input == hyde_core::url::extname(name).to_lowercase()))
            .filter(|name| site.files.is_file(&format!("{directory}/{name}")))
            .collect();
        names.sort();
        for name in names {
            let stem = &name[..name.len() - hyde_core::url::extname(&name).len()];
            let sum = Arc::default();
            for (format, flags) in &formats {
                for width in &widths {
                    let size = if *width == 0 { String::new() } else { format!("-{width}") };
                    let to = [folder, &format!("{stem}{size}.{format}")].join("/");
                    let to = to.trim_start_matches('/').to_owned();
                    let from = format!("{directory}/{name}");
                    tasks.push(Task { from, to, flags: flags.clone(), width: *width, sum: Arc::clone(&sum) });
                }
            }
        }
    }
    tasks
}

/// The arguments that a text of flags stands for, split as a shell splits words.
fn words(flags: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut is_open, mut quote) = (String::new(), false, None);
    for c in flags.chars() {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            (None, '"' | '\'') => (quote, is_open) = (Some(c), true),
            (None, c) if c.is_whitespace() => {
                if is_open || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                is_open = false;
            }
            (_, c) => word.push(c),
        }
    }
    if is_open || !word.is_empty() {
        words.push(word);
    }
    words
}

/// Makes the copies, several at a time; their bytes or what went wrong, in the order of the tasks.
fn convert(tasks: &[Task], site: &Site, outside: &Outside) -> Vec<Result<Vec<u8>, String>> {
    let workers = std::thread::available_parallelism().map_or(2, usize::from).min(tasks.len().max(1));
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<Option<Result<Vec<u8>, String>>>> = Mutex::new(tasks.iter().map(|_| None).collect());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(task) = tasks.get(at) else { break };
                    let result = task.run(site, outside);
                    results.lock().unwrap_or_else(PoisonError::into_inner)[at] = Some(result);
                    if (at + 1).is_multiple_of(TOLD_EVERY) {
                        site.report.tell(Diagnostic::info(TOPIC, format!("{} of {} files", at + 1, tasks.len())));
                    }
                }
            });
        }
    });
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.into_iter().map(|result| result.unwrap_or_else(|| Err("it was not made".to_owned()))).collect()
}

impl Task {
    /// Takes the copy that was kept, or has it made.
    fn run(&self, site: &Site, outside: &Outside) -> Result<Vec<u8>, String> {
        let format = self.to.rsplit('.').next().unwrap_or_default();
        let mut args: Vec<String> = vec![self.from.clone()];
        args.extend(self.flags.iter().cloned());
        if self.width > 0 {
            // Smaller images keep their size.
            args.extend(["-resize".to_owned(), format!("{}>", self.width)]);
        }
        args.push(format!("{format}:-"));
        let name = outside.keeps().then(|| self.kept_name(site, &args[1..], format)).transpose()?;
        if let Some(kept) = name.as_ref().and_then(|name| outside.kept(STORE, name)) {
            return Ok(kept);
        }
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let output = outside
            .run("convert", &args, &site.source, &[])
            .or_else(|_| outside.run("magick", &args, &site.source, &[]))
            .map_err(|_| "convert: not found".to_owned())?;
        if output.status == Some(0) && !output.stdout.is_empty() {
            if let Some(name) = name {
                outside.keep(STORE, &name, &output.stdout);
            }
            return Ok(output.stdout);
        }
        let status = output.status.map_or_else(|| "by a signal".to_owned(), |status| status.to_string());
        Err(format!("Command returned exit {status} with error {}", String::from_utf8_lossy(&output.stderr).trim_end()))
    }

    /// The name under which the copy is kept: what it is made of, and how.
    fn kept_name(&self, site: &Site, args: &[String], format: &str) -> Result<String, String> {
        let sum = || {
            let bytes = site.files.read(&self.from).map_err(|error| error.to_string())?;
            Ok(Md5::new_with_prefix(bytes))
        };
        let mut sum = self.sum.get_or_init(sum).clone()?;
        for arg in args {
            sum.update(arg.as_bytes());
            sum.update([0]);
        }
        let name: String = sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(format!("{name}.{format}"))
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn flags_are_words_of_a_shell() {
        assert_eq!(words("-quality 85%  -define 'a b'=\"c\""), ["-quality", "85%", "-define", "a b=c"]);
        assert!(words(" ").is_empty());
    }
}
