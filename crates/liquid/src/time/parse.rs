//! Reading dates and times from text, as leniently as Ruby.
use super::{Date, Time, TimeZone};
/// What text says about a date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DateParts {
    /// The year.
    pub year: Option<i64>,
}
/// Ruby's `Date._parse`.
pub fn parse_date_parts(_text: &str) -> DateParts {
    DateParts::default()
}
/// Ruby's `Date.parse`.
pub fn parse_date(_text: &str) -> Option<Date> {
    None
}
/// Ruby's `Time.parse`.
pub fn parse_time(_text: &str, _now: Option<&Time>, _zone: &dyn TimeZone) -> Option<Time> {
    None
}
