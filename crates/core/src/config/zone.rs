//! The site's time zone, as glibc reads `TZ`: a name of the zone database, a POSIX rule, or else UTC.

use hyde_liquid::time::{self, TimeZone as LiquidZone};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use std::sync::Arc;

/// A time zone.
///
/// ```
/// use hyde_core::config::Zone;
/// use hyde_liquid::time::Time;
/// let zone = Zone::named("Europe/Berlin");
/// assert_eq!(Time::from_unix(0, 0, &zone).offset(), 3600);
/// assert_eq!(Time::from_unix(0, 0, &Zone::named("Not/AZone")).offset(), 0);
/// ```
#[derive(Debug, Clone)]
pub struct Zone {
    zone: TimeZone,
    /// What an unknown zone is called.
    name: Option<Arc<str>>,
}

impl Zone {
    /// Finds the zone that `TZ=name` would mean. An empty or unknown name is UTC.
    pub fn named(name: &str) -> Self {
        let bare = name.strip_prefix(':').unwrap_or(name);
        if bare.is_empty() || bare.eq_ignore_ascii_case("utc") {
            return Self { zone: TimeZone::UTC, name: None };
        }
        // Names are looked up as they are spelled: glibc opens a file of that name.
        if let Ok(zone) = TimeZone::get(bare)
            && zone.iana_name().is_none_or(|found| found == bare)
        {
            return Self { zone, name: None };
        }
        if bare.contains(|c: char| c.is_ascii_digit())
            && let Ok(zone) = TimeZone::posix(bare)
        {
            return Self { zone, name: None };
        }
        let letters: String = bare.chars().take_while(char::is_ascii_alphabetic).collect();
        let name = if letters.len() >= 3 { letters } else { "UTC".to_owned() };
        Self { zone: TimeZone::UTC, name: Some(name.into()) }
    }

    fn describe(&self, offset: Offset, abbreviation: &str) -> (i32, time::Zone) {
        let name = match &self.name {
            Some(name) => name.clone(),
            None => abbreviation.into(),
        };
        (offset.seconds(), time::Zone::Local(name))
    }

    fn at(&self, seconds: i64) -> (i32, time::Zone) {
        let timestamp =
            Timestamp::from_second(seconds).unwrap_or(if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX });
        let info = self.zone.to_offset_info(timestamp);
        self.describe(info.offset(), info.abbreviation())
    }
}

impl LiquidZone for Zone {
    fn at_instant(&self, unix_seconds: i64) -> (i32, time::Zone) {
        self.at(unix_seconds)
    }

    fn at_civil(&self, civil_seconds: i64) -> (i32, time::Zone) {
        let shown = Timestamp::from_second(civil_seconds).map(|shown| Offset::UTC.to_datetime(shown));
        let civil: DateTime = shown.unwrap_or(if civil_seconds < 0 { DateTime::MIN } else { DateTime::MAX });
        // "Later" takes the second of two and the offset before a gap, as Ruby does.
        match self.zone.to_ambiguous_timestamp(civil).later() {
            Ok(timestamp) => {
                let instant = timestamp.as_second();
                let (_, name) = self.at(instant);
                let offset = i32::try_from(civil_seconds.saturating_sub(instant)).unwrap_or(0);
                (offset, name)
            }
            Err(_) => self.at(civil_seconds),
        }
    }
}
