//! Live reload: the protocol that browser extensions speak, on its own port, and the script that pages load.
//!
//! A browser connects to `/livereload`, both sides say hello, and the server then names what changed. A page says which
//! build it came from, so one that was sent just before a build and connected just after it reloads as well.

use crate::server::Shared;
use axum::Router;
use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// The port of the protocol.
const PORT: u16 = 35729;

/// The protocol's version 7, by its address.
const PROTOCOL: &str = "http://livereload.com/protocols/official-7";

const SCRIPT: &str = include_str!("livereload.js");

/// The settings of live reload.
#[derive(Debug, Clone)]
pub struct LiveReload {
    pub(crate) port: u16,
    pub(crate) min_delay: Option<f64>,
    pub(crate) max_delay: Option<f64>,
    pub(crate) ignored: GlobSet,
}

impl Default for LiveReload {
    fn default() -> Self {
        Self { port: PORT, min_delay: None, max_delay: None, ignored: GlobSet::empty() }
    }
}

impl LiveReload {
    /// Makes the default settings: port 35729, nothing ignored.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the port; 0 lets the system choose.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets how long a page waits at least and at most before it connects again, in seconds.
    #[must_use]
    pub fn delays(mut self, min: Option<f64>, max: Option<f64>) -> Self {
        (self.min_delay, self.max_delay) = (min, max);
        self
    }

    /// Names written files whose change reloads nothing, by patterns of their paths below the destination.
    ///
    /// # Errors
    /// The text of the first pattern that is none.
    pub fn ignore<'a>(mut self, patterns: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            let glob = GlobBuilder::new(pattern).literal_separator(true).build().map_err(|error| error.to_string())?;
            set.add(glob);
        }
        self.ignored = set.build().map_err(|error| error.to_string())?;
        Ok(self)
    }

    /// What to tell the browsers when these written files changed: style sheets are swapped, anything else reloads.
    pub(crate) fn commands(&self, changed: &[String]) -> Vec<String> {
        let changed: Vec<&String> = changed.iter().filter(|path| !self.ignored.is_match(path)).collect();
        let is_style = |path: &&String| path.ends_with(".css") || path.ends_with(".css.map");
        if changed.iter().all(is_style) {
            return changed
                .iter()
                .filter(|path| path.ends_with(".css"))
                .map(|path| reload(&format!("/{path}")))
                .collect();
        }
        vec![reload("/")]
    }
}

/// The command that reloads what stands at a path.
pub(crate) fn reload(path: &str) -> String {
    json!({ "command": "reload", "path": path, "liveCSS": true }).to_string()
}

/// What is put into pages, right after `<head>`: the script's address is worked out in the browser, because only that
/// knows under which name it reached the server. As in Jekyll's servlet.
pub(crate) fn snippet(options: &LiveReload, port: u16, build: u64) -> String {
    let mut query = format!("snipver=1&amp;port={port}&amp;build={build}");
    for (name, delay) in [("mindelay", options.min_delay), ("maxdelay", options.max_delay)] {
        if let Some(delay) = delay {
            query.push_str(&format!("&amp;{name}={}", (delay * 1000.0).round()));
        }
    }
    format!(
        "<script>\n  document.write(\n    '<script src=\"' + location.protocol + '//' +\n    \
         (location.host || 'localhost').replace(/:\\d+$/, '') +\n    ':{port}/livereload.js?{query}\"' +\n    '></' +\n    'script>');\n</script>\n"
    )
}

/// The routes of the port.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/livereload.js", get(script))
        .route("/livereload", get(connect))
        .fallback(|| async { (StatusCode::BAD_REQUEST, "This port only serves livereload.js over HTTP.\n") })
        .with_state(shared)
}

async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], SCRIPT)
}

async fn connect(
    State(shared): State<Arc<Shared>>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    match upgrade {
        Ok(upgrade) => {
            upgrade.max_message_size(1 << 16).max_frame_size(1 << 16).on_upgrade(|socket| converse(socket, shared))
        }
        Err(_) => (StatusCode::BAD_REQUEST, "This port only serves livereload.js over HTTP.\n").into_response(),
    }
}

/// How long a browser may take to say hello.
const HELLO: Duration = Duration::from_secs(10);

async fn converse(mut socket: WebSocket, shared: Arc<Shared>) {
    // Listening begins before the hello, so that no build is missed in between.
    let mut news = shared.news.subscribe();
    let hello = json!({ "command": "hello", "protocols": [PROTOCOL], "serverName": "hyde" }).to_string();
    if socket.send(text(hello)).await.is_err() {
        return;
    }
    let Ok(Some(Ok(Message::Text(said)))) = tokio::time::timeout(HELLO, socket.recv()).await else { return };
    let Ok(said) = serde_json::from_str::<Value>(&said) else { return };
    if said["command"] != "hello" {
        return;
    }
    if said["build"].as_u64().is_some_and(|build| build != shared.build())
        && socket.send(text(reload("/"))).await.is_err()
    {
        return;
    }
    loop {
        tokio::select! {
            told = news.recv() => match told {
                Ok(command) => if socket.send(text(command.to_string())).await.is_err() { return },
                // Too slow for single news: everything may have changed.
                Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {
                    if socket.send(text(reload("/"))).await.is_err() { return }
                }
                Err(tokio::sync::broadcast::error::RecvError::Closed) => return,
            },
            heard = socket.recv() => match heard {
                Some(Ok(_)) => {}
                _ => return,
            },
        }
    }
}

fn text(message: String) -> Message {
    Message::Text(Utf8Bytes::from(message))
}

#[cfg(test)]
mod tests {
    use super::LiveReload;

    fn commands(changed: &[&str]) -> Vec<String> {
        let changed: Vec<String> = changed.iter().map(|path| (*path).to_owned()).collect();
        let options = LiveReload::new().ignore(["*.txt", "log/**"]).unwrap();
        let paths = options.commands(&changed).into_iter();
        paths.map(|command| serde_json::from_str::<serde_json::Value>(&command).unwrap()["path"].to_string()).collect()
    }

    #[test]
    fn style_sheets_are_swapped_and_the_rest_reloads() {
        assert_eq!(commands(&["css/a.css", "css/a.css.map", "b.css"]), ["\"/css/a.css\"", "\"/b.css\""]);
        assert_eq!(commands(&["css/a.css", "index.html", "x.html"]), ["\"/\""]);
        assert_eq!(commands(&["a.txt", "log/deep/x.html"]), [] as [&str; 0]);
        assert_eq!(commands(&["log/a.html", "a.css"]), ["\"/a.css\""]);
        assert!(LiveReload::new().ignore(["["]).is_err());
    }
}
