//! A browser for the tests: Chromium without a window, driven by ChromeDriver over its WebDriver address.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A browser with one page open.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts a browser; `None`, with a line that names what is missing, where there is none.
    pub(crate) fn start() -> Option<Self> {
        let missing = |program: &str| {
            let absent =
                Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err();
            if absent {
                eprintln!("SKIPPED: {program} is not installed, so nothing was tried in a real browser");
            }
            absent
        };
        if missing("chromedriver") || missing("chromium") {
            return None;
        }
        let mut driver =
            Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines.find_map(|line| {
            let line = line.unwrap();
            line.split_once("successfully on port ").map(|(_, port)| port.trim_end_matches('.').parse().unwrap())
        });
        // The driver goes on writing, and must not wait for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let port = port.expect("chromedriver names its port");
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Self { driver, port, session: String::new(), _profile: profile };
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--no-first-run".to_owned(),
            format!("--user-data-dir={}", browser._profile.path().display()),
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": { "args": arguments } } } });
        let made = browser.call("POST", "/session", &wanted);
        browser.session = made["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {made}")).to_owned();
        Some(browser)
    }

    /// Opens an address.
    pub(crate) fn open(&self, address: &str) {
        self.call("POST", &format!("/session/{}/url", self.session), &json!({ "url": address }));
    }

    /// Runs a function body in the page and gives what it returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        let body = json!({ "script": script, "args": [] });
        self.call("POST", &format!("/session/{}/execute/sync", self.session), &body)
    }

    /// Runs a function body until it returns true, and says how long that took; fails after twenty seconds.
    pub(crate) fn wait_for(&self, script: &str) -> Duration {
        let began = Instant::now();
        while self.run(script) != Value::Bool(true) {
            let page = || self.run("return document.documentElement.outerHTML");
            assert!(began.elapsed() < Duration::from_secs(20), "{script} never held; the page is {}", page());
            std::thread::sleep(Duration::from_millis(2));
        }
        began.elapsed()
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = body.to_string();
        let mut connection = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        connection.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            body.len()
        );
        connection.write_all(head.as_bytes()).unwrap();
        // The driver keeps its connections open, so the end of an answer is known by its length.
        let mut reader = BufReader::new(connection);
        let mut length = 0;
        for line in reader.by_ref().lines() {
            let line = line.unwrap().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            length = line.strip_prefix("content-length:").map_or(length, |value| value.trim().parse().unwrap());
        }
        let mut text = vec![0; length];
        reader.read_exact(&mut text).unwrap();
        let value: Value = serde_json::from_slice(&text).unwrap();
        value["value"].clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            self.call("DELETE", &format!("/session/{}", self.session), &json!({}));
        }
        // It may have ended by itself.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
