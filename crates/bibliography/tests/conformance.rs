//! The recorded cases of the reference gems.

mod support;

#[test]
fn bib() {
    support::run_suite("bib", support::bib::run);
}

#[test]
fn csl() {
    match support::csl::Files::find() {
        Some(files) => support::run_suite("csl", |case| support::csl::run(&files, case)),
        None => println!("csl: skipped, no CSL styles and locales found; set HYDE_CSL to a folder with both"),
    }
}
