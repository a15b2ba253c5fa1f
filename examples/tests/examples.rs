//! Each example runs, and its output is compared.

use hyde_examples::{build_folder, build_in_memory, render_one_page};

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
