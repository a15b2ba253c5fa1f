//! The recorded cases of the reference gems.

mod support;

#[test]
fn bib() {
    support::run_suite("bib", support::bib::run);
}
