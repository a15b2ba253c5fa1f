//! Requests over real connections: what honest ones get, and that hostile ones get an error and nothing else.

#![expect(clippy::unwrap_used, reason = "a test stops where its ground gives way")]

use hyde_serve::{Failure, Folder, LiveReload, Memory, ServeOptions, Server};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What must never be answered with.
const SECRET: &str = "the secret beside the site";

struct Site {
    server: Server,
    _home: tempfile::TempDir,
}

fn site() -> Site {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("secret.txt"), SECRET).unwrap();
    let root = home.path().join("_site");
    std::fs::create_dir_all(root.join("docs")).unwrap();
    std::fs::create_dir_all(root.join("bare")).unwrap();
    for (path, text) in [
        ("index.html", "<html><head></head><body>home</body></html>"),
        ("404.html", "<html><head></head><body>own page</body></html>"),
        ("docs/index.html", "docs"),
        ("about.html", "about"),
        ("numbers.txt", "0123456789"),
        ("bare/file", "x"),
    ] {
        std::fs::write(root.join(path), text).unwrap();
    }
    let old = std::fs::File::open(root.join("numbers.txt")).unwrap();
    old.set_modified(std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000)).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(home.path().join("secret.txt"), root.join("link.txt")).unwrap();
    let options = ServeOptions::new().port(0).patience(Duration::from_millis(400)).header("X-Own", "1");
    Site { server: Server::start(options, Arc::new(Folder::new(root))).unwrap(), _home: home }
}

fn send(server: &Server, request: &[u8]) -> String {
    let mut connection = TcpStream::connect(server.socket()).unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    // A server that has refused may close before everything was sent.
    let _ = connection.write_all(request);
    let mut answer = Vec::new();
    let _ = connection.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(server: &Server, path: &str, headers: &str) -> String {
    send(server, format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Connection: close\r\n\r\n").as_bytes())
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|pair| pair.1)
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

#[test]
fn pages_headers_and_folders() {
    let site = site();
    let home = get(&site.server, "/", "");
    assert_eq!((status(&home), header(&home, "content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(header(&home, "cache-control").unwrap().starts_with("private, max-age=0"));
    assert_eq!(header(&home, "x-own"), Some("1"));
    assert_eq!(body(&get(&site.server, "/about", "")), "about");
    assert_eq!(header(&get(&site.server, "/docs?a=1", ""), "location"), Some("/docs/?a=1"));
    let missing = get(&site.server, "/bare/", "");
    assert_eq!(status(&missing), 404);
    assert!(missing.contains("own page"));
    let head = send(&site.server, b"HEAD /numbers.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!((header(&head, "content-length"), body(&head)), (Some("10"), ""));
}

#[test]
fn conditions_and_ranges() {
    let site = site();
    let first = get(&site.server, "/numbers.txt", "");
    let (tag, modified) = (header(&first, "etag").unwrap(), header(&first, "last-modified").unwrap());
    assert_eq!(status(&get(&site.server, "/numbers.txt", &format!("If-None-Match: {tag}\r\n"))), 304);
    assert_eq!(status(&get(&site.server, "/numbers.txt", &format!("If-Modified-Since: {modified}\r\n"))), 304);
    assert_eq!(status(&get(&site.server, "/numbers.txt", "If-None-Match: \"other\"\r\n")), 200);
    // A page that was written this second has no time that could be trusted.
    assert_eq!(header(&get(&site.server, "/about.html", ""), "last-modified"), None);
    let part = get(&site.server, "/numbers.txt", "Range: bytes=2-4\r\n");
    assert_eq!((status(&part), body(&part), header(&part, "content-range")), (206, "234", Some("bytes 2-4/10")));
    let parts = get(&site.server, "/numbers.txt", "Range: bytes=0-1,8-\r\n");
    assert!(header(&parts, "content-type").unwrap().starts_with("multipart/byteranges; boundary="));
    assert!(body(&parts).contains("bytes 0-1/10\r\n\r\n01\r\n") && body(&parts).contains("bytes 8-9/10\r\n\r\n89\r\n"));
    let changed = get(&site.server, "/numbers.txt", "Range: bytes=2-4\r\nIf-Range: \"other\"\r\n");
    assert_eq!((status(&changed), body(&changed)), (200, "0123456789"));
}

#[test]
fn hostile_requests_get_an_error_and_nothing_else() {
    let site = site();
    let paths = [
        "/../secret.txt",
        "/../../secret.txt",
        "/docs/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E/secret.txt",
        "/.%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%2Fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/docs/%2e%2e/%2e%2e/secret.txt",
        "/%252e%252e/secret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%c0%ae%c0%ae%c0%afsecret.txt",
        "/%e0%80%ae%e0%80%ae/secret.txt",
        "/..;/secret.txt",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/etc/passwd",
        "/file:///etc/passwd",
        "/link.txt",
        "/docs/../link.txt",
        "/index.html%00.txt",
        "/%00",
        "/%",
        "/%zz",
        "/%ff",
        "/.htaccess",
        "/index.html~",
        "/..",
        "/%2e%2e",
        "/bare/%2e%2e/%2e%2e/",
        "/~root/",
    ];
    for path in paths {
        let answer = get(&site.server, path, "");
        assert!((400..500).contains(&status(&answer)), "{path}: {answer}");
        assert!(!answer.contains(SECRET) && !answer.contains("root:"), "{path}");
    }
    let long = "a".repeat(200_000);
    let many = "X-A: b\r\n".repeat(5_000);
    let requests: Vec<String> = vec![
        "GET /\r\n\r\n".to_owned(),
        "\r\n\r\n\0\0\0".to_owned(),
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost: localhost.evil.example\r\nConnection: close\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n".to_owned(),
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(),
        "CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(),
        "POST /index.html HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc".to_owned(),
        "DELETE /index.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(),
        "TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(),
        format!("GET /{long} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {long}\r\nConnection: close\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n{many}Connection: close\r\n\r\n"),
        "GET /numbers.txt HTTP/1.1\r\nHost: localhost\r\nRange: bytes=5-2\r\nConnection: close\r\n\r\n".to_owned(),
        "GET /numbers.txt HTTP/1.1\r\nHost: localhost\r\nRange: bytes=10-\r\nConnection: close\r\n\r\n".to_owned(),
        "GET /numbers.txt HTTP/1.1\r\nHost: localhost\r\nRange: cats=1\r\nConnection: close\r\n\r\n".to_owned(),
    ];
    for request in &requests {
        let answer = send(&site.server, request.as_bytes());
        let shown = &request[..request.len().min(60)];
        assert!(answer.is_empty() || (400..600).contains(&status(&answer)), "{shown:?}: {answer}");
        assert!(!answer.contains("home"), "{shown:?}");
    }
    assert!(paths.len() + requests.len() >= 40);
    // And it still serves.
    assert_eq!(status(&get(&site.server, "/", "")), 200);
}

#[test]
fn slow_clients_are_let_go() {
    let site = site();
    let mut slow = TcpStream::connect(site.server.socket()).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let began = Instant::now();
    let mut answer = Vec::new();
    // The connection may be reset.
    let _ = slow.read_to_end(&mut answer);
    assert!(began.elapsed() < Duration::from_secs(8));
    assert!(!String::from_utf8_lossy(&answer).contains("home"));
}

#[test]
fn an_error_is_laid_over_pages_until_the_next_good_build() {
    let files = Arc::new(Memory::from_iter([("index.html", "<html><head></head><body>home</body></html>")]));
    let options = ServeOptions::new().port(0).livereload(LiveReload::new().port(0));
    let server = Server::start(options, files).unwrap();
    let script = format!(":{}/livereload.js", server.livereload_port().unwrap());
    let good = get(&server, "/", "");
    assert!(good.contains(&script) && !good.contains("hyde-error"));
    server.failed(&Failure::new("no such tag").at("index.md", Some(3), None));
    let broken = get(&server, "/", "");
    assert!(broken.contains("home") && broken.contains("no such tag") && broken.contains("index.md:3"));
    server.built(&[]);
    assert!(!get(&server, "/", "").contains("hyde-error"));
}

#[test]
fn a_site_that_is_configured_anew_moves() {
    let files = |text: &str| Arc::new(Memory::from_iter([("index.html", text)]));
    let server = Server::start(ServeOptions::new().port(0).baseurl("a"), files("first")).unwrap();
    assert_eq!(body(&get(&server, "/a/", "")), "first");
    server.move_to("/b/", files("second"));
    assert_eq!(body(&get(&server, "/b/", "")), "second");
    assert_eq!(status(&get(&server, "/a/", "")), 404);
    assert!(server.address().ends_with("/b/"), "{}", server.address());
}
