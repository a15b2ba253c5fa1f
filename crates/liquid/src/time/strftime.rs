//! Ruby's `strftime`.
use super::Moment;
/// Writes a moment in a format.
pub(crate) fn write(_out: &mut String, _moment: &Moment<'_>, _format: &str) {}
