//! What became of a suite's cases, and how it is printed.

/// The outcome of one case.
pub(crate) enum Outcome {
    /// The case holds.
    Passed,
    /// The case does not hold; the text says what was wanted and what came.
    Failed(String),
    /// The case cannot run here; the text says why.
    Skipped(String),
}

/// Says how two texts differ, a line for each.
pub(crate) fn difference(what: &str, want: &str, got: &str) -> String {
    format!("    {what}\n      want: {want:?}\n      got:  {got:?}")
}

/// Counts outcomes and prints the failing names as they come.
#[derive(Default)]
pub(crate) struct Tally {
    passed: usize,
    failed: Vec<String>,
    skipped: usize,
}

impl Tally {
    /// Counts an outcome of the case `name`; prints a failing one, with details where `verbose`.
    pub(crate) fn add(&mut self, name: &str, outcome: &Outcome, verbose: bool) {
        match outcome {
            Outcome::Passed => self.passed += 1,
            Outcome::Failed(details) => {
                self.failed.push(name.to_owned());
                println!("FAIL {name}");
                if verbose {
                    println!("{details}");
                }
            }
            Outcome::Skipped(reason) => {
                self.skipped += 1;
                if verbose {
                    println!("skipped {name}: {reason}");
                }
            }
        }
    }

    /// The names of the cases that failed.
    pub(crate) fn failed(&self) -> &[String] {
        &self.failed
    }

    /// Prints the summary line and says whether nothing failed.
    pub(crate) fn finish(&self) -> bool {
        match self.skipped {
            0 => println!("{} passed, {} failed", self.passed, self.failed.len()),
            skipped => println!("{} passed, {} failed, {skipped} skipped", self.passed, self.failed.len()),
        }
        self.failed.is_empty()
    }
}
