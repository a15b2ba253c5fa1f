//! The comparison itself: one [`Entry`] per path of either tree, totals per [`Kind`], and how both are printed.

use super::Tree;
use similar::TextDiff;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How many lines of a file's diff the long form prints.
const DIFF_LINES: usize = 60;
/// How much of a differing line is shown.
const SHOWN_WIDTH: usize = 100;

/// What sort of file a path names, by its extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// `.html`, `.htm` and `.xhtml`.
    Html,
    /// `.xml`.
    Xml,
    /// `.css`.
    Css,
    /// Source maps.
    Map,
    /// `.json`.
    Json,
    /// `.txt`.
    Text,
    /// `.js`.
    Script,
    /// Everything else.
    Other,
}

impl Kind {
    /// The kind of the file at `path`.
    pub fn of(path: &str) -> Self {
        let extension = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ext)| ext);
        match extension.to_ascii_lowercase().as_str() {
            "html" | "htm" | "xhtml" => Self::Html,
            "xml" => Self::Xml,
            "css" => Self::Css,
            "map" => Self::Map,
            "json" => Self::Json,
            "txt" => Self::Text,
            "js" => Self::Script,
            _ => Self::Other,
        }
    }

    /// The kind's name as tables print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Xml => "xml",
            Self::Css => "css",
            Self::Map => "map",
            Self::Json => "json",
            Self::Text => "txt",
            Self::Script => "js",
            Self::Other => "other",
        }
    }
}

/// How one file of the two trees compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The same bytes.
    Same,
    /// Different in white space only.
    Space,
    /// Different.
    Differs,
    /// Expected, and not built.
    Missing,
    /// Built, and not expected.
    Extra,
}

impl Outcome {
    const ALL: [Self; 5] = [Self::Same, Self::Space, Self::Differs, Self::Missing, Self::Extra];

    /// The word that tables and lists print.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Space => "space",
            Self::Differs => "differs",
            Self::Missing => "missing",
            Self::Extra => "extra",
        }
    }
}

/// One file of the comparison.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Entry {
    /// The path below the root of both trees.
    pub path: String,
    /// How it compares.
    pub outcome: Outcome,
    /// The first line that differs, in words, where both sides have the file.
    pub first_difference: Option<String>,
    diff: Option<String>,
}

/// How many files have each outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals([usize; 5]);

impl Totals {
    /// The number of files with this outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.0[outcome as usize]
    }

    /// The number of expected files: all but the extra ones.
    pub fn expected(&self) -> usize {
        self.0.iter().sum::<usize>() - self.count(Outcome::Extra)
    }

    /// Counts one more file.
    pub fn add(&mut self, outcome: Outcome) {
        self.0[outcome as usize] += 1;
    }
}

/// What [`compare`] found.
#[derive(Debug, Clone)]
pub struct Comparison {
    entries: Vec<Entry>,
}

/// Compares `actual` with `expected`, byte by byte.
pub fn compare(expected: &Tree, actual: &Tree) -> Comparison {
    let paths: BTreeSet<&str> = expected.iter().chain(actual.iter()).map(|(path, _)| path).collect();
    let entries = paths
        .into_iter()
        .map(|path| match (expected.get(path), actual.get(path)) {
            (Some(want), Some(got)) => compare_file(path, want, got),
            (Some(_), None) => plain(path, Outcome::Missing),
            _ => plain(path, Outcome::Extra),
        })
        .collect();
    Comparison { entries }
}

fn plain(path: &str, outcome: Outcome) -> Entry {
    Entry { path: path.to_owned(), outcome, first_difference: None, diff: None }
}

fn compare_file(path: &str, want: &[u8], got: &[u8]) -> Entry {
    if want == got {
        return plain(path, Outcome::Same);
    }
    let visible = |bytes: &[u8]| bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect::<Vec<_>>();
    let outcome = if visible(want) == visible(got) { Outcome::Space } else { Outcome::Differs };
    let (want, got) = (String::from_utf8_lossy(want), String::from_utf8_lossy(got));
    let diff = TextDiff::from_lines(want.as_ref(), got.as_ref());
    let text = diff.unified_diff().context_radius(1).header("expected", "actual").to_string();
    Entry {
        path: path.to_owned(),
        outcome,
        first_difference: Some(first_difference(&want, &got)),
        diff: Some(text.lines().take(DIFF_LINES).map(|line| format!("{}\n", shorten(line, 220))).collect()),
    }
}

fn first_difference(want: &str, got: &str) -> String {
    for (number, (x, y)) in want.lines().zip(got.lines()).enumerate() {
        if x != y {
            let (x, y) = (shorten(x.trim(), SHOWN_WIDTH), shorten(y.trim(), SHOWN_WIDTH));
            return format!("line {}: want {x:?} got {y:?}", number + 1);
        }
    }
    format!("want {} lines, got {}", want.lines().count(), got.lines().count())
}

fn shorten(text: &str, width: usize) -> &str {
    text.char_indices().nth(width).map_or(text, |(at, _)| &text[..at])
}

impl Comparison {
    /// Says whether every file is there with the same bytes, and no other.
    pub fn is_identical(&self) -> bool {
        self.entries.iter().all(|entry| entry.outcome == Outcome::Same)
    }

    /// The number of byte-identical files.
    pub fn identical(&self) -> usize {
        self.totals().count(Outcome::Same)
    }

    /// Every file of either tree, in the order of the paths.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The totals over all files.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for entry in &self.entries {
            totals.add(entry.outcome);
        }
        totals
    }

    /// The totals per kind of file.
    pub fn totals_by_kind(&self) -> BTreeMap<Kind, Totals> {
        let mut kinds = BTreeMap::<Kind, Totals>::new();
        for entry in &self.entries {
            kinds.entry(Kind::of(&entry.path)).or_default().add(entry.outcome);
        }
        kinds
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in self.entries.iter().filter(|entry| entry.outcome != Outcome::Same) {
            write!(f, "{:8} {}", entry.outcome.name(), entry.path)?;
            if let Some(difference) = &entry.first_difference {
                write!(f, "  {difference}")?;
            }
            f.write_str("\n")?;
            if let (true, Some(diff)) = (f.alternate(), &entry.diff) {
                f.write_str(diff)?;
            }
        }
        for (kind, totals) in self.totals_by_kind() {
            write!(f, "{:6}", kind.name())?;
            for outcome in Outcome::ALL {
                write!(f, "  {} {}", outcome.name(), totals.count(outcome))?;
            }
            f.write_str("\n")?;
        }
        let totals = self.totals();
        write!(
            f,
            "TOTAL  {} of {} expected files byte-identical, {} extra",
            totals.count(Outcome::Same),
            totals.expected(),
            totals.count(Outcome::Extra)
        )
    }
}
