//! Points in time and days, as Ruby's `Time` and `Date` show them.
//!
//! In come seconds since 1970 and a [`TimeZone`] given by the embedder (this crate has no database of zones and never
//! asks the clock), or text in any of the forms Ruby understands; out come civil fields and formatted text.

mod calendar;
mod parse;
mod strftime;

pub use calendar::{Civil, days_from_civil, iso_week, weekday};
pub use parse::{DateParts, parse_date, parse_date_parts, parse_time};

use crate::error::Result;
use std::fmt;
use std::sync::Arc;

/// What a [`Time`]'s zone is called.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Zone {
    /// UTC by name: prints `UTC`.
    Utc,
    /// The local zone with the abbreviation valid at that time (`CET`).
    Local(Arc<str>),
    /// A bare offset, without a name.
    Fixed,
}

/// A point in time, with the offset and zone that it is shown in.
///
/// ```
/// use hyde_liquid::time::{Time, Utc};
/// let time = Time::from_unix(1_580_702_706, 0, &Utc);
/// assert_eq!(time.to_string(), "2020-02-03 04:05:06 +0000");
/// assert_eq!(time.to_utc().to_string(), "2020-02-03 04:05:06 UTC");
/// assert_eq!(time.strftime("%-d %^b %Y, %j"), "3 FEB 2020, 034");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Time {
    seconds: i64,
    nanos: u32,
    offset: i32,
    zone: Zone,
}

/// A day of the (proleptic Gregorian) calendar.
///
/// ```
/// use hyde_liquid::time::Date;
/// let date = Date::from_ymd(2020, 2, 3).expect("a valid day");
/// assert_eq!(date.to_string(), "2020-02-03");
/// assert_eq!(date.inspect(), "#<Date: 2020-02-03 ((2458883j,0s,0n),+0s,2299161j)>");
/// assert!(Date::from_ymd(2021, 2, 29).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Days since 1970-01-01.
    days: i64,
}

/// A time zone: which offset and abbreviation hold when.
pub trait TimeZone: Send + Sync {
    /// Gives the offset from UTC in seconds and the zone at an instant (seconds since 1970).
    fn at_instant(&self, unix_seconds: i64) -> (i32, Zone);

    /// Gives the offset and the zone for a civil time, given as the seconds since 1970 that it would be in UTC. For
    /// times that occur twice Ruby takes the second, for times skipped the offset before the gap.
    fn at_civil(&self, civil_seconds: i64) -> (i32, Zone);
}

/// The zone UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Utc;

impl TimeZone for Utc {
    fn at_instant(&self, _: i64) -> (i32, Zone) {
        (0, Zone::Local("UTC".into()))
    }

    fn at_civil(&self, _: i64) -> (i32, Zone) {
        (0, Zone::Local("UTC".into()))
    }
}

/// A date or a time, whichever a value was.
pub(crate) enum Moment<'a> {
    Time(&'a Time),
    Date(Date),
}

impl Time {
    /// Makes the time of an instant, shown in the given zone.
    pub fn from_unix(seconds: i64, nanos: u32, zone: &dyn TimeZone) -> Self {
        let (offset, zone) = zone.at_instant(seconds);
        Self { seconds, nanos: nanos.min(999_999_999), offset, zone }
    }

    /// Makes a time in UTC.
    pub fn utc(seconds: i64, nanos: u32) -> Self {
        Self { seconds, nanos: nanos.min(999_999_999), offset: 0, zone: Zone::Utc }
    }

    /// Makes a time that shows a bare offset.
    pub fn with_offset(seconds: i64, nanos: u32, offset: i32) -> Self {
        Self { seconds, nanos: nanos.min(999_999_999), offset, zone: Zone::Fixed }
    }

    /// Makes the time at which clocks of the zone show the given civil fields; for fields that clocks skip, the time
    /// that they show instead.
    pub fn from_civil(civil: &Civil, zone: &dyn TimeZone) -> Self {
        let shown = civil.seconds();
        let (offset, name) = zone.at_civil(shown);
        let seconds = shown - i64::from(offset);
        let (offset, name) =
            if zone.at_instant(seconds).0 == offset { (offset, name) } else { zone.at_instant(seconds) };
        Self { seconds, nanos: civil.nanos, offset, zone: name }
    }

    /// Gives the seconds since 1970.
    pub fn unix(&self) -> i64 {
        self.seconds
    }

    /// Gives the nanoseconds within the second.
    pub fn nanos(&self) -> u32 {
        self.nanos
    }

    /// Gives the offset from UTC in seconds.
    pub fn offset(&self) -> i32 {
        self.offset
    }

    /// Gives the zone.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Gives the same instant as the given zone shows it (Ruby's `localtime`).
    #[must_use]
    pub fn in_zone(&self, zone: &dyn TimeZone) -> Self {
        Self::from_unix(self.seconds, self.nanos, zone)
    }

    /// Gives the same instant in UTC.
    #[must_use]
    pub fn to_utc(&self) -> Self {
        Self::utc(self.seconds, self.nanos)
    }

    /// Gives the civil fields that are shown.
    pub fn civil(&self) -> Civil {
        Civil::from_seconds(self.seconds.saturating_add(i64::from(self.offset)), self.nanos)
    }

    /// Gives the day that is shown.
    pub fn date(&self) -> Date {
        let civil = self.civil();
        Date { days: days_from_civil(civil.year, civil.month, civil.day) }
    }

    /// Formats as Ruby's `strftime`.
    pub fn strftime(&self, format: &str) -> String {
        let mut out = String::new();
        strftime::write(&mut out, &Moment::Time(self), format);
        out
    }

    /// Formats as Ruby's `strftime`; an error for the formats that Ruby refuses.
    ///
    /// ```
    /// use hyde_liquid::time::Time;
    /// assert_eq!(Time::utc(0, 0).try_strftime("%Y%").unwrap_err().message(), "invalid format: %Y%");
    /// ```
    pub fn try_strftime(&self, format: &str) -> Result<String> {
        let mut out = String::new();
        self.write_strftime(&mut out, format, usize::MAX)?;
        Ok(out)
    }

    /// Appends the time as Ruby's `strftime` formats it; an error for the formats that Ruby refuses, and for those that
    /// give more than so many bytes.
    pub(crate) fn write_strftime(&self, out: &mut String, format: &str, limit: usize) -> Result<()> {
        strftime::try_write(out, &Moment::Time(self), format, limit)
    }

    /// Formats as Ruby's `xmlschema`, without fractions of a second.
    pub fn xmlschema(&self) -> String {
        let mut out = self.strftime("%Y-%m-%dT%H:%M:%S");
        match self.zone {
            Zone::Utc => out.push('Z'),
            _ => out.push_str(&self.strftime("%:z")),
        }
        out
    }

    /// Gives Ruby's `inspect`: as printed, with the fraction of a second if there is one.
    pub fn inspect(&self) -> String {
        if self.nanos == 0 {
            return self.to_string();
        }
        let fraction = format!("{:09}", self.nanos);
        let head = self.strftime("%Y-%m-%d %H:%M:%S");
        let tail = if self.zone == Zone::Utc { "UTC".to_owned() } else { self.strftime("%z") };
        format!("{head}.{} {tail}", fraction.trim_end_matches('0'))
    }
}

impl PartialOrd for Time {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some((self.seconds, self.nanos).cmp(&(other.seconds, other.nanos)))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = if self.zone == Zone::Utc { "%Y-%m-%d %H:%M:%S UTC" } else { "%Y-%m-%d %H:%M:%S %z" };
        f.write_str(&self.strftime(format))
    }
}

impl Date {
    /// Makes a day from year, month and day of the month, if there is such a day.
    pub fn from_ymd(year: i64, month: u32, day: u32) -> Option<Self> {
        let valid = (1..=12).contains(&month)
            && day >= 1
            && day <= calendar::days_in_month(year, month)
            && year.abs() <= calendar::YEAR_LIMIT;
        valid.then(|| Self { days: days_from_civil(year, month, day) })
    }

    /// Makes a day from its distance to 1970-01-01.
    pub fn from_unix_days(days: i64) -> Self {
        let limit = calendar::YEAR_LIMIT * 366;
        Self { days: days.clamp(-limit, limit) }
    }

    /// Gives the days since 1970-01-01.
    pub fn unix_days(self) -> i64 {
        self.days
    }

    /// Gives year, month and day.
    pub fn civil(self) -> Civil {
        Civil::from_seconds(self.days * 86_400, 0)
    }

    /// Gives the time at which the day begins in a zone (Ruby's `to_time`).
    pub fn to_time(self, zone: &dyn TimeZone) -> Time {
        Time::from_civil(&self.civil(), zone)
    }

    /// Formats as Ruby's `strftime`.
    pub fn strftime(self, format: &str) -> String {
        let mut out = String::new();
        strftime::write(&mut out, &Moment::Date(self), format);
        out
    }

    /// Formats as Ruby's `strftime`; an error for the formats that Ruby refuses.
    pub fn try_strftime(self, format: &str) -> Result<String> {
        let mut out = String::new();
        self.write_strftime(&mut out, format, usize::MAX)?;
        Ok(out)
    }

    /// Appends the day as Ruby's `strftime` formats it, likewise.
    pub(crate) fn write_strftime(self, out: &mut String, format: &str, limit: usize) -> Result<()> {
        strftime::try_write(out, &Moment::Date(self), format, limit)
    }

    /// Gives Ruby's `inspect`.
    pub fn inspect(self) -> String {
        format!("#<Date: {self} (({}j,0s,0n),+0s,2299161j)>", self.days + calendar::JULIAN_DAY_OF_1970)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.strftime("%Y-%m-%d"))
    }
}
