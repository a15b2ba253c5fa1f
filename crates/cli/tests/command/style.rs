//! `style`: the style sheets of Rouge's themes on standard output.

use crate::home::{Home, stderr};

#[test]
fn a_themes_style_sheet_is_printed() {
    let home = Home::new();
    let output = home.run(&["style", "github"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let css = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(css.starts_with(".highlight table td { padding: 5px; }\n") && css.ends_with("}\n"), "{css}");
    let scoped = home.run(&["style", "github", "--scope", ".code"]);
    assert_eq!(String::from_utf8_lossy(&scoped.stdout), css.replace(".highlight", ".code"));
}

#[test]
fn an_unknown_theme_is_answered_with_the_known_ones() {
    let output = Home::new().run(&["style", "nothing"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("base16.monokai.dark"), "{}", stderr(&output));
}
