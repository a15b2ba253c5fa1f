//! Reading dates and times from text, as leniently as Ruby: whatever looks like a part of a date is taken, in a fixed
//! order of forms, and the rest is skipped.

mod clock;
mod day;
mod digits;
mod names;
mod scan;
mod usual;

use super::{Civil, Date, Time, TimeZone, Zone, calendar, days_from_civil};
use scan::Text;

/// Longer text Ruby refuses to read.
const LENGTH_LIMIT: usize = 128;

/// What text says about a date and a time, as Ruby's `Date._parse` finds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DateParts {
    /// The year.
    pub year: Option<i64>,
    /// The month, which may be out of range.
    pub month: Option<u32>,
    /// The day of the month, which may be out of range.
    pub day: Option<u32>,
    /// The day of the year.
    pub year_day: Option<u32>,
    /// The year that an ISO week belongs to.
    pub week_year: Option<i64>,
    /// The ISO week.
    pub week: Option<u32>,
    /// The day of the ISO week, Monday being 1.
    pub week_day: Option<u32>,
    /// The day of the week by name, Sunday being 0.
    pub day_name: Option<u32>,
    /// The hour.
    pub hour: Option<u32>,
    /// The minute.
    pub minute: Option<u32>,
    /// The second.
    pub second: Option<u32>,
    /// The fraction of the second, in nanoseconds.
    pub nanos: Option<u32>,
    /// The zone as written.
    pub zone: Option<String>,
    /// Whether a year below 100 means one around 2000.
    short_year: bool,
    before_christ: bool,
}

/// Finds the parts of a date and a time in text, as Ruby's `Date._parse` does.
///
/// ```
/// use hyde_liquid::time::parse_date_parts;
/// let parts = parse_date_parts("Sat, 3rd of Feb, 04:05 pm EST");
/// assert_eq!((parts.month, parts.hour, parts.zone.as_deref()), (Some(2), Some(16), Some("EST")));
/// ```
pub fn parse_date_parts(text: &str) -> DateParts {
    usual::usual(text).unwrap_or_else(|| searched(text))
}

/// Tries one form after the other.
fn searched(text: &str) -> DateParts {
    let mut parts = DateParts { short_year: true, ..DateParts::default() };
    if text.len() > LENGTH_LIMIT {
        return parts;
    }
    let mut text = Text::new(text);
    day::day_name(&mut text, &mut parts);
    clock::time(&mut text, &mut parts);
    _ = day::european(&mut text, &mut parts)
        || day::american(&mut text, &mut parts)
        || day::iso(&mut text, &mut parts)
        || day::japanese(&mut text, &mut parts)
        || day::vms(&mut text, &mut parts)
        || day::slashed(&mut text, &mut parts)
        || day::dotted(&mut text, &mut parts)
        || day::iso_others(&mut text, &mut parts)
        || day::year_alone(&mut text, &mut parts)
        || day::month_alone(&mut text, &mut parts)
        || day::day_alone(&mut text, &mut parts)
        || digits::run(&mut text, &mut parts);
    day::before_christ(&mut text, &mut parts);
    digits::leftover(&text, &mut parts);
    if parts.before_christ {
        parts.year = parts.year.map(|year| 1 - year);
        parts.week_year = parts.week_year.map(|year| 1 - year);
    }
    if parts.short_year {
        let full = |year: i64| match year {
            0..69 => year + 2000,
            69..100 => year + 1900,
            _ => year,
        };
        parts.year = parts.year.map(full);
        parts.week_year = parts.week_year.map(full);
    }
    parts
}

/// Reads a day, as Ruby's `Date.parse` does; `today` gives the parts that the text leaves out. `None` if it is no date.
///
/// ```
/// use hyde_liquid::time::{Date, parse_date};
/// assert_eq!(parse_date("3 Feb 2020", None), Date::from_ymd(2020, 2, 3));
/// assert_eq!(parse_date("2020-02-30", None), None);
/// ```
pub fn parse_date(text: &str, today: Option<Date>) -> Option<Date> {
    let parts = parse_date_parts(text);
    let now = today.map(Date::civil);
    let this_year = || now.map(|now| now.year);
    if let Some(year_day) = parts.year_day {
        let year = parts.year.or_else(this_year)?;
        let length = 365 + u32::from(calendar::is_leap(year));
        return (1..=length)
            .contains(&year_day)
            .then(|| Date::from_unix_days(days_from_civil(year, 1, 1) + i64::from(year_day) - 1));
    }
    if let (Some(week), None) = (parts.week, parts.month) {
        let year = parts.week_year.or_else(this_year)?;
        let day = parts.week_day.unwrap_or(1);
        let january_4 = days_from_civil(year, 1, 4);
        let monday = january_4 - i64::from((calendar::weekday(january_4) + 6) % 7);
        let date = monday + i64::from(week) * 7 - 7 + i64::from(day) - 1;
        let sound = (1..=7).contains(&day) && calendar::iso_week(date) == (year, week);
        return sound.then(|| Date::from_unix_days(date));
    }
    if parts.year.is_none() && parts.month.is_none() && parts.day.is_none() {
        // A day of the week alone is that of the current week.
        let (today, wanted) = (today?, parts.day_name?);
        let shift = i64::from(wanted) - i64::from(calendar::weekday(today.unix_days()));
        return Some(Date::from_unix_days(today.unix_days() + shift));
    }
    let year = parts.year.or_else(this_year)?;
    let month = match (parts.month, parts.year) {
        (Some(month), _) => month,
        (None, Some(_)) => 1,
        (None, None) => now?.month,
    };
    Date::from_ymd(year, month, parts.day.unwrap_or(1))
}

/// Reads a time, as Ruby's `Time.parse` does: `now` gives what the text leaves out in front (without it these are years
/// and days of 1970), the zone what it leaves out about the offset. `None` where Ruby raises an error.
///
/// ```
/// use hyde_liquid::time::{Utc, parse_time};
/// let time = parse_time("Feb 3 2020 4pm -0300", None, &Utc).expect("a time");
/// assert_eq!(time.to_string(), "2020-02-03 16:00:00 -0300");
/// assert_eq!(parse_time("whenever", None, &Utc), None);
/// ```
pub fn parse_time(text: &str, now: Option<&Time>, zone: &dyn TimeZone) -> Option<Time> {
    let parts = parse_date_parts(text);
    let told = [parts.month, parts.day, parts.year_day, parts.hour, parts.minute, parts.second, parts.nanos];
    if parts.year.is_none() && told.iter().all(Option::is_none) {
        return None;
    }
    let epoch = Time::utc(0, 0);
    // With the year told, nothing is taken from now.
    let now = now.filter(|_| parts.year.is_none()).unwrap_or(&epoch);
    let year_for_zone = parts.year.unwrap_or_else(|| now.civil().year);
    let offset = parts.zone.as_deref().and_then(|name| names::offset(name, year_for_zone, zone));
    let now = match offset {
        Some(offset) => Time::with_offset(now.unix(), 0, offset).civil(),
        None => now.in_zone(zone).civil(),
    };
    let civil = fields(&parts, &now)?;
    let Some(offset) = offset else { return Some(Time::from_civil(&sound(civil)?, zone)) };
    if offset.abs() >= 86_400 {
        return None;
    }
    let nanos = civil.nanos;
    let unix = sound(to_utc(civil, offset)?)?.seconds();
    if parts.zone.as_deref().is_some_and(names::is_utc) {
        return Some(Time::utc(unix, nanos));
    }
    // Where the local zone has the same offset, Ruby prefers it to the bare offset.
    let local = Time::from_unix(unix, nanos, zone);
    Some(if local.offset() == offset { local } else { Time { seconds: unix, nanos, offset, zone: Zone::Fixed } })
}

/// Completes the fields: what stands before the first that is told comes from now, what comes after is the least.
fn fields(parts: &DateParts, now: &Civil) -> Option<Civil> {
    let (mut month, mut day) = (parts.month, parts.day);
    let year = parts.year.unwrap_or(now.year);
    if year.abs() > calendar::YEAR_LIMIT {
        return None;
    }
    if let Some(year_day) = parts.year_day {
        let length = 365 + u32::from(calendar::is_leap(year));
        if !(1..=length).contains(&year_day) {
            return None;
        }
        // The day told is that of the time as it comes out, so one that counts on into the next day begins before it.
        let counts_on =
            parts.hour == Some(24) || parts.second == Some(60) && parts.minute == Some(59) && parts.hour == Some(23);
        let days = days_from_civil(year, 1, 1) + i64::from(year_day) - 1 - i64::from(counts_on);
        let (_, its_month, its_day) = calendar::civil_from_days(days);
        (month, day) = (Some(its_month), Some(its_day));
    }
    let told = [month, day, parts.hour, parts.minute, parts.second];
    let present = [now.month, now.day, now.hour, now.minute, now.second];
    let least = [1, 1, 0, 0, 0];
    let mut missing_so_far = parts.year.is_none();
    let mut filled = [0; 5];
    for (slot, ((told, present), least)) in filled.iter_mut().zip(told.iter().zip(present).zip(least)) {
        missing_so_far &= told.is_none();
        *slot = told.unwrap_or(if missing_so_far { present } else { least });
    }
    let [month, day, hour, minute, second] = filled;
    Some(Civil { year, month, day, hour, minute, second, nanos: parts.nanos.unwrap_or(0) })
}

/// Says whether there is such a time. Days beyond the month's end, and the hour 24, count on.
fn sound(civil: Civil) -> Option<Civil> {
    let sound = (1..=12).contains(&civil.month)
        && (1..=31).contains(&civil.day)
        && (civil.hour < 24 || (civil.hour == 24 && civil.minute == 0 && civil.second == 0))
        && civil.minute < 60
        && civil.second <= 60;
    sound.then_some(civil)
}

/// Takes an offset off the fields, whether these are sound or not: where that leads to another day, a day out of its
/// month becomes the last or the first one of the next month.
fn to_utc(civil: Civil, offset: i32) -> Option<Civil> {
    let Civil { mut year, mut month, mut day, .. } = civil;
    let mut carry = 0;
    let mut shifted = [civil.second, civil.minute, civil.hour];
    for ((field, unit), size) in
        shifted.iter_mut().zip([offset % 60, offset / 60 % 60, offset / 3600]).zip([60, 60, 24])
    {
        let change = carry - i64::from(unit);
        carry = 0;
        if change != 0 {
            let moved = i64::from(*field) + change;
            carry = moved.div_euclid(size);
            *field = u32::try_from(moved.rem_euclid(size)).ok()?;
        }
    }
    let day_moved = i64::from(day) + carry;
    day = u32::try_from(day_moved.max(0)).ok()?;
    // Only the end of the month that the offset leads to is looked at.
    if offset > 0 && carry < 0 && day_moved < 1 {
        (year, month) = if month <= 1 { (year - 1, 12) } else { (year, month - 1) };
        day = calendar::days_in_month(year, month);
    } else if offset < 0 && carry > 0 && day > calendar::days_in_month(year, month) {
        (year, month) = if month >= 12 { (year + 1, 1) } else { (year, month + 1) };
        day = 1;
    }
    let [second, minute, hour] = shifted;
    Some(Civil { year, month, day, hour, minute, second, nanos: civil.nanos })
}

#[cfg(test)]
mod tests {
    use super::super::{Time, Utc};
    use super::{parse_date_parts, parse_time};

    fn parsed(text: &str) -> String {
        let now = Time::utc(1_768_478_400, 0);
        parse_time(text, Some(&now), &Utc).map_or("-".to_owned(), |time| time.to_string())
    }

    #[test]
    fn common_forms_are_read() {
        for text in
            ["2020-02-03", "3 Feb 2020", "Feb 3rd, 2020", "2020/02/03", "3.2.2020", "20200203", "Mon Feb 3 2020"]
        {
            assert_eq!(parsed(text), "2020-02-03 00:00:00 +0000", "{text}");
        }
        assert_eq!(parsed("2020-02-03T04:05:06Z"), "2020-02-03 04:05:06 UTC");
        assert_eq!(parsed("2020-02-03 04:05:06 -08:00"), "2020-02-03 04:05:06 -0800");
        assert_eq!(parsed("2020-02-30"), "2020-03-01 00:00:00 +0000");
        assert_eq!(parsed("4pm"), "2026-01-15 16:00:00 +0000");
        assert_eq!(parsed("2020-13-01"), "-");
        assert_eq!(parsed("tomorrow"), "-");
    }

    #[test]
    fn days_out_of_the_month_go_by_the_offset() {
        assert_eq!(parsed("1999-290 23:59:60"), "1999-10-17 00:00:00 +0000");
        assert_eq!(parsed("32.2.1999 04:05:06 +0530"), "1999-03-04 04:05:06 +0530");
        assert_eq!(parsed("2020-07-00 04:05:06 +0530"), "2020-07-01 04:05:06 +0530");
        assert_eq!(parsed("2020-02-30 23:00 -0800"), "2020-02-29 23:00:00 -0800");
        assert_eq!(parsed("2020-07-00 14:05:06 +0530"), "-");
    }

    #[test]
    fn hours_out_of_the_day_count_on_where_an_offset_moves_them() {
        assert_eq!(parsed("2019-07-05 80:20:18 +0800"), "2019-07-08 08:20:18 +0800");
        assert_eq!(parsed("2019-07-05 100:20 +0800"), "2019-07-09 04:20:00 +0800");
        assert_eq!(parsed("2019-12-30 99:20:18 -0800"), "2020-01-01 03:20:18 -0800");
        for text in ["2019-07-05 80:20:18", "2019-07-05 80:20:18 +0000", "2019-07-29 99:20:18 +0800"] {
            assert_eq!(parsed(text), "-", "{text}");
        }
    }

    #[test]
    fn hostile_text_is_refused() {
        for text in ["'", "-", "--", "1'", "99999999999999999999-1-1", "9999999999999999999999999", "é1é", "W", "::"]
        {
            _ = parsed(text);
        }
        assert_eq!(parse_date_parts(&"1".repeat(10_000)).year, None);
    }
}
