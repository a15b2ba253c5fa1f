//! Themes fetched by the command, from a server that the test runs on loopback.

use crate::home::{Home, stderr};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::Output;

/// Serves fixed answers until the test ends; gives the server's address.
fn serve(answers: BTreeMap<String, Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let request = lines.next().unwrap().unwrap();
            let path = request.split(' ').nth(1).unwrap().to_owned();
            while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
            let (status, body) = match answers.get(&path) {
                Some(body) => ("200 OK", body.as_slice()),
                None => ("404 Not Found", &b""[..]),
            };
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).unwrap();
        }
    });
    address
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (path, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, path, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn build(home: &Home, server: &str, arguments: &[&str]) -> Output {
    let mut command = home.hyde(&["build"]);
    command.args(arguments).env("HYDE_GEM_SERVER", server).env("HYDE_ARCHIVE_SERVER", server);
    command.output().unwrap()
}

/// A server with the gem `plain`, which needs jekyll-feed at run time.
fn gem_server() -> String {
    let specification = b"--- !ruby/object:Gem::Specification\nname: plain\nversion: !ruby/object:Gem::Version\n  version: 1.0.0\ndependencies:\n- !ruby/object:Gem::Dependency\n  name: jekyll-feed\n  type: :runtime\n";
    let data = gzip(&tar(&[
        ("_layouts/default.html", b"<main>{{ content }}</main>{% feed_meta %}"),
        ("_config.yml", b"greeting: hello\n"),
        ("assets/theme.css", b"body {}"),
    ]));
    let gem = tar(&[("metadata.gz", &gzip(specification)), ("data.tar.gz", &data)]);
    let sum: String = Sha256::digest(&gem).iter().map(|byte| format!("{byte:02x}")).collect();
    serve(BTreeMap::from([
        ("/info/plain".to_owned(), format!("---\n1.0.0 jekyll-feed:>= 0|checksum:{sum}\n").into_bytes()),
        ("/gems/plain-1.0.0.gem".to_owned(), gem),
    ]))
}

#[test]
fn a_theme_that_is_nowhere_is_fetched_once() {
    let home = Home::new();
    home.put("_config.yml", "theme: plain\nurl: https://x.example\n");
    home.put("index.html", "---\nlayout: default\n---\n{{ site.greeting }}");
    let output = build(&home, &gem_server(), &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    let page = "<main>hello</main><link type=\"application/atom+xml\" rel=\"alternate\" href=\"https://x.example/feed.xml\" />";
    assert_eq!(home.get("_site/index.html"), page);
    assert_eq!(home.get("_site/assets/theme.css"), "body {}");
    assert!(home.at("_site/feed.xml").exists(), "the theme's dependency is a plugin");
    assert!(home.get("hyde.lock").contains("name = \"plain\""), "{}", home.get("hyde.lock"));
    assert!(!home.at("_site/hyde.lock").exists());
    // Nobody answers any more, and nobody needs to.
    let again = build(&home, "http://127.0.0.1:9", &["--offline"]);
    assert!(again.status.success(), "{}", stderr(&again));
    assert_eq!(home.get("_site/index.html"), page);
}

#[test]
fn a_missing_network_is_said_with_what_to_do() {
    let home = Home::new();
    home.put("_config.yml", "theme: plain\n").put("_site/old.html", "old");
    for (arguments, why) in [(&[][..], "Check the connection"), (&["--offline"][..], "Build once without --offline")] {
        let output = build(&home, "http://127.0.0.1:9", arguments);
        let told = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains("The plain theme could not be found.") && told.contains(why), "{told}");
        assert_eq!(home.get("_site/old.html"), "old");
    }
}

#[test]
fn a_remote_theme_is_fetched() {
    let archive = gzip(&tar(&[("r-main/_layouts/default.html", b"<b>{{ content }}</b>")]));
    let server = serve(BTreeMap::from([("/o/r/tar.gz/HEAD".to_owned(), archive)]));
    let home = Home::new();
    home.put("_config.yml", "remote_theme: o/r\nplugins: [jekyll-remote-theme]\n");
    home.put("index.html", "---\nlayout: default\n---\nhi");
    let output = build(&home, &server, &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(home.get("_site/index.html"), "<b>hi</b>");
    assert!(String::from_utf8_lossy(&output.stdout).contains("Remote Theme: Using theme o/r"));
}
