//! `serve`: builds, answers browsers, and builds again whenever something was saved (`lib/jekyll/commands/serve.rb`).

use super::build::{self, Built};
use super::regenerate::{Outcome, Regeneration};
use super::setup;
use super::written::Written;
use crate::arguments::{Parsed, texts};
use crate::console::Console;
use crate::world::{World, detach, is_detached, is_terminal, open_in_browser};
use hyde::{BuildError, Config, Report, Value};
use hyde_serve::{Folder, LiveReload, ServeError, ServeOptions, Server};
use std::sync::{Arc, mpsc};

/// Serves until the process is asked to end; gives the exit code.
pub(crate) fn run(world: &World, console: &Arc<Console>, mut parsed: Parsed) -> u8 {
    match served(world, console, &mut parsed) {
        Ok(code) => code,
        Err(error) => setup::failed(console, &error, false, "serve", parsed.trace),
    }
}

fn served(world: &World, console: &Arc<Console>, parsed: &mut Parsed) -> Result<u8, BuildError> {
    let settings = &mut parsed.settings;
    settings.insert("serving", true);
    if !settings.contains_key("watch") {
        settings.insert("watch", true);
    }
    // A first look at the settings, of which nothing is said.
    let options = setup::options(world, &Console::silent(), parsed);
    let config = Config::load(&options, &Report::new())?;
    if options.environment.as_deref().is_none_or(|environment| environment == "development") {
        parsed.settings.insert("url", local_address(&config));
    }
    let written = Written::default();
    let (built, session) = if config.truthy("skip_initial_build") {
        console.warning("Build Warning:", "Skipping the initial build. This may result in an out-of-date site.");
        let (session, site) = build::prepare(setup::options(world, console, parsed), &setup::report(console))?;
        (Built::of(&site), Some(session))
    } else {
        match build::build(world, console, parsed, "serve", &written) {
            Ok(built) => built,
            Err(code) => return Ok(code),
        }
    };
    written.take_changed(&built.destination);
    let detached = built.config.truthy("detach") && !is_detached();
    let mut regeneration = if built.config.truthy("watch") && !built.config.truthy("detach") {
        let regeneration = Regeneration::start(world, console, parsed, &written, &built, session).map_err(uncaught)?;
        console.info("Auto-regeneration:", &format!("enabled for '{}'", built.source));
        Some(regeneration)
    } else {
        build::say_that_nothing_regenerates(console, &built.config);
        None
    };
    let server =
        Server::start(serve_options(&built.config)?, Arc::new(Folder::new(&built.destination))).map_err(uncaught)?;
    if let Some(port) = server.livereload_port() {
        let host = text(&built.config, "host").unwrap_or_default();
        console.info("LiveReload address:", &format!("http://{host}:{port}"));
    }
    console.info("Server address:", &server.address());
    if built.config.truthy("open_url") {
        open_in_browser(&server.address());
    }
    if detached {
        // The port is free: the process that stays takes it over.
        server.stop();
        let pid = detach().map_err(|error| BuildError::io(&error, "spawn", &world.program))?;
        console.info("Server detached with pid", &format!("'{pid}'. Run `kill {pid}' to stop the server."));
        return Ok(0);
    }
    console.info("Server running...", "press ctrl-c to stop.");
    if let Some(regeneration) = regeneration.as_mut().filter(|_| !world.is_jekyll() && is_terminal()) {
        regeneration.show_status(&server.address());
    }
    keep_running(console, &server, regeneration);
    console.erase();
    server.stop();
    Ok(0)
}

/// Builds and serves until the process is asked to end.
fn keep_running(console: &Console, server: &Server, regeneration: Option<Regeneration<'_>>) {
    match regeneration {
        Some(regeneration) => {
            server.on_interrupt(regeneration.stopper());
            regeneration.run(|outcome| match outcome {
                Outcome::Built(changed, anew) => {
                    let moved = anew.and_then(|built| move_to(server, &built));
                    if let Some(address) = &moved {
                        console.info("Server address:", address);
                    }
                    server.built(&changed);
                    moved
                }
                Outcome::Failed(failure) => {
                    server.failed(&failure);
                    None
                }
            });
        }
        None => {
            let (end, ended) = mpsc::channel();
            server.on_interrupt(move || {
                // Nobody waits any more when the other end is gone.
                let _ = end.send(());
            });
            // An error means that nobody is left to tell of the end.
            let _ = ended.recv();
        }
    }
}

/// Serves what new settings say where they say; gives the address if that is another one.
fn move_to(server: &Server, built: &Built) -> Option<String> {
    let before = server.address();
    let baseurl = text(&built.config, "baseurl").unwrap_or_default();
    server.move_to(&baseurl, Arc::new(Folder::new(&built.destination)));
    Some(server.address()).filter(|address| *address != before)
}

/// A setting as text; an empty one counts as none.
fn text(config: &Config, key: &str) -> Option<String> {
    config.text(key).filter(|text| !text.is_empty())
}

fn uses_tls(config: &Config) -> bool {
    text(config, "ssl_cert").is_some() && text(config, "ssl_key").is_some()
}

/// The address that `site.url` becomes in development.
fn local_address(config: &Config) -> String {
    let scheme = if uses_tls(config) { "https" } else { "http" };
    let host = text(config, "host").unwrap_or_default();
    let host = if host == "127.0.0.1" { "localhost" } else { &host };
    format!("{scheme}://{host}:{}", text(config, "port").unwrap_or_default())
}

fn serve_options(config: &Config) -> Result<ServeOptions, BuildError> {
    let port = |key: &str, default: u16| match text(config, key) {
        None => Ok(default),
        Some(port) => port.trim().parse().map_err(|_| {
            BuildError::uncaught("ArgumentError", format!("{key}: {port:?} is not a port between 0 and 65535"))
        }),
    };
    let mut options = ServeOptions::new()
        .host(text(config, "host").unwrap_or_else(|| "127.0.0.1".to_owned()))
        .port(port("port", 4000)?)
        .baseurl(&text(config, "baseurl").unwrap_or_default())
        .encoding(text(config, "encoding").unwrap_or_else(|| "utf-8".to_owned()))
        .show_dir_listing(config.truthy("show_dir_listing"));
    if let Some(Value::Hash(headers)) = config.get_in("webrick", "headers") {
        for (name, value) in headers.iter() {
            options = options.header(name.to_s(), value.to_s());
        }
    }
    match (text(config, "ssl_cert"), text(config, "ssl_key")) {
        (Some(certificate), Some(key)) => {
            let inside = |path: &str| hyde::outside::join(&config.source(), path);
            options = options.certificate(inside(&certificate), inside(&key));
        }
        (None, None) => {}
        _ => return Err(BuildError::uncaught("RuntimeError", "Missing --ssl_cert or --ssl_key. Both are required.")),
    }
    if config.truthy("livereload") {
        let seconds = |key: &str| text(config, key).and_then(|delay| delay.trim().parse().ok());
        let ignored = texts(config.get("livereload_ignore"));
        let reload = LiveReload::new()
            .port(port("livereload_port", 35729)?)
            .delays(seconds("livereload_min_delay"), seconds("livereload_max_delay"))
            .ignore(ignored.iter().map(String::as_str))
            .map_err(|problem| BuildError::uncaught("ArgumentError", format!("livereload_ignore: {problem}")))?;
        options = options.livereload(reload);
    }
    Ok(options)
}

fn uncaught(error: ServeError) -> BuildError {
    match &error {
        ServeError::Listen { address, error } if error.kind() == std::io::ErrorKind::AddrInUse => BuildError::uncaught(
            "Errno::EADDRINUSE",
            format!("Address already in use - bind(2) for {}:{}", address.ip(), address.port()),
        ),
        ServeError::Listen { address, error } if error.kind() == std::io::ErrorKind::PermissionDenied => {
            BuildError::uncaught(
                "Errno::EACCES",
                format!("Permission denied - bind(2) for {}:{}", address.ip(), address.port()),
            )
        }
        _ => BuildError::uncaught("RuntimeError", error.to_string()),
    }
}
