//! Running the recorded cases against the crate.

pub(crate) mod bib;
pub(crate) mod csl;

use serde_json::Value;

/// Compares two JSON values.
pub(crate) fn same(expected: &Value, actual: &Value) -> Result<(), String> {
    if expected == actual { Ok(()) } else { Err(format!("\n  expected {expected}\n  actual   {actual}")) }
}
