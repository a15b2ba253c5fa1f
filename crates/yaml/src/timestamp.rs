//! Dates and times in plain scalars.

use crate::node::{Date, Time, Yaml};

/// Types a date (`2020-01-31`) or a time (`2020-1-31 10:00:00.5 +0100`); `None` for all else, and for days that the
/// calendar does not have.
pub(crate) fn resolve(text: &str) -> Option<Yaml> {
    let mut rest = Cursor(text.as_bytes());
    let year = rest.digits(4, 4)?;
    rest.literal(b'-')?;
    let (month, month_width) = rest.digits_counted(1, 2)?;
    rest.literal(b'-')?;
    let (day, day_width) = rest.digits_counted(1, 2)?;
    if matches!(rest.0, [] | [b'\n']) {
        if month_width != 2 || day_width != 2 {
            return None;
        }
        return date(year, month, day).map(Yaml::Date);
    }
    let (clock, zone) = clock(rest)?;
    let date = date(year, month, day)?;
    let days = days_before(date.year, date.month) + i64::from(date.day) - 1;
    let seconds = days * 86_400 + i64::from(clock.seconds) - i64::from(zone);
    Some(Yaml::Time(Time { seconds, nanos: clock.nanos, offset: zone }))
}

struct Clock {
    seconds: u32,
    nanos: u32,
}

/// What follows the day: the time of day and the offset.
fn clock(mut rest: Cursor<'_>) -> Option<(Clock, i32)> {
    if rest.literal_of(b"Tt").is_none() && rest.spaces() == 0 {
        return None;
    }
    let hour = rest.digits(1, 2)?;
    rest.literal(b':')?;
    let minute = rest.digits(2, 2)?;
    rest.literal(b':')?;
    let second = rest.digits(2, 2)?;
    let nanos = rest.fraction();
    rest.spaces();
    let zone = rest.zone()?;
    if !matches!(rest.0, [] | [b'\n']) {
        return None;
    }
    if hour > 24 || minute > 59 || second > 60 || (hour == 24 && (minute, second) != (0, 0)) {
        return None;
    }
    // A leap second is the second before it.
    let seconds = hour * 3600 + minute * 60 + second.min(59);
    Some((Clock { seconds, nanos }, zone))
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i32::try_from(year).ok()?;
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let gregorian = (year, month, day) >= (1582, 10, 15);
    let leap = year % 4 == 0 && (!gregorian || year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    let skipped = (year, month) == (1582, 10) && (5..15).contains(&day);
    ((1..=length).contains(&day) && !skipped).then_some(Date { year, month, day })
}

/// Counts the days from 1970 to the first of a month of the Gregorian calendar, which Ruby's Time has for all years.
fn days_before(year: i32, month: u8) -> i64 {
    // Years that begin in March have their leap day at their end.
    let shifted = i64::from(year) - i64::from(month < 3);
    let month_from_march = (i64::from(month) + 9) % 12;
    let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * month_from_march + 2) / 5;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Gives the day of the Gregorian calendar that is so many days after 1970-01-01.
pub(crate) fn civil(days: i64) -> Date {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month < 3);
    Date {
        year: i32::try_from(year).unwrap_or(i32::MAX),
        month: u8::try_from(month).unwrap_or(1),
        day: u8::try_from(day).unwrap_or(1),
    }
}

/// The bytes not yet read.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn literal(&mut self, wanted: u8) -> Option<()> {
        self.literal_of(&[wanted])
    }

    fn literal_of(&mut self, wanted: &[u8]) -> Option<()> {
        let (first, rest) = self.0.split_first()?;
        wanted.contains(first).then(|| self.0 = rest)
    }

    fn spaces(&mut self) -> usize {
        let count = self.0.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)).count();
        self.0 = &self.0[count..];
        count
    }

    fn digits(&mut self, least: usize, most: usize) -> Option<u32> {
        self.digits_counted(least, most).map(|(number, _)| number)
    }

    fn digits_counted(&mut self, least: usize, most: usize) -> Option<(u32, usize)> {
        let count = self.0.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        if count < least {
            return None;
        }
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        Some((digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')), count))
    }

    /// Reads a point and digits, if there are, as nanoseconds; further digits are dropped.
    fn fraction(&mut self) -> u32 {
        let [b'.', rest @ ..] = self.0 else { return 0 };
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let nanos =
            (0..9).fold(0, |nanos, at| nanos * 10 + rest[..count].get(at).map_or(0, |digit| u32::from(digit - b'0')));
        self.0 = &rest[count..];
        nanos
    }

    /// Reads the offset in seconds: none and `Z` are 0, and so is one past a day; a whole day is refused.
    fn zone(&mut self) -> Option<i32> {
        let (negative, rest) = match self.0 {
            [b'Z', rest @ ..] => {
                self.0 = rest;
                return Some(0);
            }
            [b'+', rest @ ..] => (false, rest),
            [b'-', rest @ ..] => (true, rest),
            _ => return Some(0),
        };
        self.0 = rest;
        let (mut hours, width) = self.digits_counted(1, 2)?;
        let mut minutes = 0;
        match self.0 {
            [b':', rest @ ..] => {
                self.0 = rest;
                minutes = self.digits(2, 2)?;
            }
            // Three digits are an hour and two of minutes.
            [last @ b'0'..=b'9', b'\n'] | [last @ b'0'..=b'9'] if width == 2 => {
                minutes = hours % 10 * 10 + u32::from(last - b'0');
                hours /= 10;
                self.0 = &self.0[1..];
            }
            _ => {
                if let Some(found) = self.digits(2, 2) {
                    minutes = found;
                }
            }
        }
        let offset = i32::try_from(hours * 3600 + minutes * 60).ok()?;
        match offset {
            86_400 => None,
            86_401.. => Some(0),
            _ => Some(if negative { -offset } else { offset }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> String {
        match resolve(text) {
            Some(Yaml::Date(date)) => date.to_string(),
            Some(Yaml::Time(time)) => time.to_string(),
            _ => "none".to_owned(),
        }
    }

    #[test]
    fn dates() {
        assert_eq!(typed("2020-02-29"), "2020-02-29");
        assert_eq!(typed("2021-02-29"), "none");
        assert_eq!(typed("2020-1-1"), "none");
        assert_eq!(typed("1500-02-29"), "1500-02-29");
        assert_eq!(typed("1582-10-10"), "none");
    }

    #[test]
    fn times() {
        for (text, value) in [
            ("2020-1-1 1:00:00", "2020-01-01 01:00:00 +00:00"),
            ("2020-01-01t10:00:00Z", "2020-01-01 10:00:00 +00:00"),
            ("2020-01-01 10:00:00.50 -05:30", "2020-01-01 10:00:00.5 -05:30"),
            ("2020-01-01 10:00:00 +123", "2020-01-01 10:00:00 +01:23"),
            ("2020-01-01 10:00:00 +99", "2020-01-01 10:00:00 +00:00"),
            ("2020-01-01 10:00:00 +24", "none"),
            ("2020-01-01 10:00", "none"),
            ("2020-12-31 24:00:00", "2021-01-01 00:00:00 +00:00"),
            ("2020-01-01 23:59:60", "2020-01-01 23:59:59 +00:00"),
            ("1969-12-31 23:59:59.5", "1969-12-31 23:59:59.5 +00:00"),
        ] {
            assert_eq!(typed(text), value, "{text}");
        }
    }
}
