//! Each example runs, and its output is compared.

use hyde::outside::Memory;
use hyde_examples::{Served, build_folder, build_in_memory, function_names, page_with_code, render_one_page};
use std::io::{Read, Write};

#[test]
fn a_folder_is_built() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("index.md"), "---\ntitle: Hi\n---\n# {{ page.title }}").unwrap();
    assert_eq!(build_folder(&home.path().to_string_lossy()).unwrap(), 1);
    let built = std::fs::read_to_string(home.path().join("_site/index.html")).unwrap();
    assert_eq!(built, "<h1 id=\"hi\">Hi</h1>\n");
}

#[test]
fn a_site_in_memory_is_rendered() {
    assert_eq!(build_in_memory().unwrap(), "<main><p>HELLO, <em>world</em></p>\n</main>");
}

#[test]
fn one_page_is_rendered() {
    let page = render_one_page("---\nlayout: default\n---\n**now**").unwrap();
    assert_eq!(page, "<main><p><strong>now</strong></p>\n</main>");
}

#[test]
fn a_site_is_served_from_memory() {
    let served = Served::start().unwrap();
    let get = |path: &str| {
        let address = served.address();
        let host = address.trim_start_matches("http://").trim_end_matches('/');
        let mut connection = std::net::TcpStream::connect(host).unwrap();
        connection
            .write_all(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes())
            .unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer
    };
    assert!(get("/").starts_with("HTTP/1.1 404"));
    served.publish(Memory::from([("index.md", "---\n---\n# One")])).unwrap();
    assert!(get("/").ends_with("<h1 id=\"one\">One</h1>\n"));
    served.publish(Memory::from([("a.md", "---\n---\n# Two")])).unwrap();
    assert!(get("/").starts_with("HTTP/1.1 404") && get("/a").ends_with("<h1 id=\"two\">Two</h1>\n"));
    assert!(served.publish(Memory::from([("a.md", "---\n---\n{% nope %}")])).is_err());
    assert!(get("/a").contains("Two"));
}

#[test]
fn code_is_highlighted_without_a_site() {
    let page = page_with_code("puts 1\n", "ruby", "github").unwrap();
    assert!(page.starts_with("<style>\n.highlight table td { padding: 5px; }\n"), "{page}");
    assert!(page.contains("<span class=\"nb\">puts</span> <span class=\"mi\">1</span>\n"), "{page}");
    assert_eq!(page_with_code("", "no such language", "github"), None);
    assert_eq!(function_names("def f(x):\n    return g(x)\n", "python"), ["f", "g"]);
}
