//! Outcomes of sites that are not as they should be, as Jekyll 4.4.1 has them.

use crate::home::{Home, stderr};

#[test]
fn what_is_no_utf_8_ends_as_ruby_ends_it() {
    // What nothing has to read is copied byte by byte; Liquid, Markdown, layouts and tables refuse.
    let bytes = |text: &str| text.bytes().map(|byte| if byte == b'~' { 0xff } else { byte }).collect::<Vec<u8>>();
    let cases = [
        ("a.html", "---\n---\na~b", None),
        ("a.html", "---\n---\na~b{{ 1 }}", Some("Liquid Exception: invalid byte sequence in UTF-8 in a.html")),
        ("a.md", "---\n---\na~b", Some("invalid characters for the used encoding UTF-8 (RuntimeError)")),
        ("_layouts/l.html", "~{{ content }}", Some("_layouts/l.html")),
        ("_data/d.csv", "a,b\n~,2\n", Some("(CSV::MalformedCSVError)")),
    ];
    for (path, text, told) in cases {
        let home = Home::new();
        home.put("index.html", "---\nlayout: l\n---\nhi")
            .put("_layouts/l.html", "{{ content }}")
            .put("_data/x.yml", "");
        std::fs::write(home.at(path), bytes(text)).unwrap();
        let output = home.run(&["build", "-q"]);
        match told {
            None => assert_eq!(std::fs::read(home.at("_site").join(path)).unwrap(), bytes(text), "{path}"),
            Some(told) => {
                assert_eq!(output.status.code(), Some(1), "{path}");
                assert!(stderr(&output).contains(told), "{path}: {}", stderr(&output));
                assert!(!home.at("_site").exists(), "{path}");
            }
        }
    }
}
