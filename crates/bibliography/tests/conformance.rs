//! The recorded cases of the reference gems.

#[path = "../../../fixtures/cases/suite.rs"]
mod suite;
mod support;

#[test]
fn bib() {
    suite::run_suite("bib", |_| true, support::bib::run);
}

#[test]
fn csl() {
    match support::csl::Files::find() {
        Some(files) => suite::run_suite("csl", |_| true, |case| support::csl::run(&files, case)),
        None => println!("csl: skipped, no CSL styles and locales found; set HYDE_CSL to a folder with both"),
    }
}
