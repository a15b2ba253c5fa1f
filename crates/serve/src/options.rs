//! What a server is told before it starts.

use crate::livereload::LiveReload;
use std::path::PathBuf;
use std::time::Duration;

/// The settings of a server, set by methods. Jekyll's defaults: 127.0.0.1, port 4000, no base address, no listing.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) baseurl: String,
    pub(crate) encoding: String,
    pub(crate) show_dir_listing: bool,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) certificate: Option<(PathBuf, PathBuf)>,
    pub(crate) livereload: Option<LiveReload>,
    pub(crate) patience: Duration,
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self {
            host: "127.0.0.1".to_owned(),
            port: 4000,
            baseurl: String::new(),
            encoding: "utf-8".to_owned(),
            show_dir_listing: false,
            headers: Vec::new(),
            certificate: None,
            livereload: None,
            patience: Duration::from_secs(15),
        }
    }
}

impl ServeOptions {
    /// Makes Jekyll's default settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the address or host name to listen on. A loopback one answers to local host names only.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = host.into();
        self
    }

    /// Sets the port to listen on; 0 lets the system choose.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the path below which the site stands (`/blog`); slashes at its ends do not matter.
    #[must_use]
    pub fn baseurl(mut self, baseurl: &str) -> Self {
        self.baseurl = base(baseurl);
        self
    }

    /// Sets the charset that text types are sent with, the site's `encoding`.
    #[must_use]
    pub fn encoding(mut self, encoding: impl Into<String>) -> Self {
        self.encoding = encoding.into();
        self
    }

    /// Shows what is in a folder in place of its index page.
    #[must_use]
    pub fn show_dir_listing(mut self, show: bool) -> Self {
        self.show_dir_listing = show;
        self
    }

    /// Adds a header to every page and file, the site's `webrick.headers`; a later one of the same name replaces it.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Serves over TLS with a certificate and a private key, both PEM files.
    #[must_use]
    pub fn certificate(mut self, certificate: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Self {
        self.certificate = Some((certificate.into(), key.into()));
        self
    }

    /// Sets how long a client may take to send the head of a request; 15 seconds unless said otherwise.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Makes pages reload in the browser when they were rebuilt.
    #[must_use]
    pub fn livereload(mut self, livereload: LiveReload) -> Self {
        self.livereload = Some(livereload);
        self
    }
}

/// A base path with one slash in front and none behind it; nothing for the root.
pub(crate) fn base(baseurl: &str) -> String {
    let inner = baseurl.trim_matches('/');
    if inner.is_empty() { String::new() } else { format!("/{inner}") }
}
