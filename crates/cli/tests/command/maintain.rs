//! `doctor` and `clean`, and what they and `build` say: the lines are the real Jekyll's.

use crate::home::{Home, stderr, stdout};

#[test]
fn clean_names_folders_as_they_are_written() {
    let home = Home::new();
    home.put("_config.yml", "destination: out\n").put("out/index.html", "old").put(".jekyll-metadata", "m");
    let said = stdout(&home.run(&["clean", "-s", "./"]));
    for line in [
        "Cleaner: Removing out...",
        "Cleaner: Removing ./.jekyll-metadata...",
        "Cleaner: Nothing to do for ./.jekyll-cache.",
        "Cleaner: Nothing to do for .sass-cache.",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    assert!(!home.at("out").exists() && home.at("_config.yml").exists());
    // What holds the source is no rubbish.
    assert!(stderr(&home.run(&["clean", "-d", "."])).contains("holds the source and stays."));
    assert!(home.at("_config.yml").exists());
}

#[test]
fn doctor_looks_for_relative_permalinks() {
    let home = Home::new();
    home.put("_config.yml", "url: https://example.org\nrelative_permalinks: true\n");
    let output = home.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("Your site still uses relative permalinks, which was removed in Jekyll v3.0.0."));
    home.put("_config.yml", "url: https://example.org\nrelative_permalinks: false\n");
    let output = home.run(&["doctor"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("Your test results are in. Everything looks fine."));
}

#[test]
fn errors_of_commands_that_catch_none() {
    let home = Home::new();
    home.put("_config.yml", "a: [1\n");
    for command in ["doctor", "clean"] {
        let output = home.run(&[command]);
        assert_eq!(output.status.code(), Some(1));
        let (said, told) = (stdout(&output), stderr(&output));
        assert!(said.contains("| Error:  (") && said.contains("did not find expected ',' or ']'"), "{said}");
        assert!(told.ends_with("(Psych::SyntaxError)\n") && !told.contains("--trace"), "{told}");
        let output = home.run(&[command, "--config", "none.yml"]);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(1), ""));
    }
}

#[test]
fn a_markdown_processor_that_is_none() {
    let home = Home::new();
    home.put("_config.yml", "markdown: nope\n").put("a.md", "---\n---\nx");
    let output = home.run(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    let told = stderr(&output);
    assert!(told.contains("Markdown processor: \"nope\" is not a valid Markdown processor."), "{told}");
    assert!(told.contains("Available processors are: kramdown"), "{told}");
    assert!(told.contains("Invalid Markdown processor given: nope"), "{told}");
}

#[test]
fn an_excerpt_that_was_closed_names_its_separator() {
    let home = Home::new();
    home.put("_config.yml", "excerpt_separator: \"<!--more-->\"\n");
    home.put("_posts/2024-01-01-a.md", "---\n---\n{% if true %}a\n\n<!--more-->\nb{% endif %}\n");
    home.put("index.html", "---\n---\n{{ site.source }} {{ site.destination }}");
    let told = stderr(&home.run(&["build", "-s", "./", "-d", "out"]));
    assert!(told.contains("Found a Liquid block containing the excerpt separator \"<!--more-->\"."), "{told}");
    // Templates see the folders as they are written, too.
    assert_eq!(home.get("out/index.html"), "./ out");
}
