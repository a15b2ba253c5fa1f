//! The arithmetic of the Gregorian calendar.

/// Years beyond this (either way) are refused, so that no sum of seconds overflows.
pub(crate) const YEAR_LIMIT: i64 = 1_000_000_000;

/// The Julian day number of 1970-01-01.
pub(crate) const JULIAN_DAY_OF_1970: i64 = 2_440_588;

/// The fields that a clock and a calendar on the wall show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    /// The year; 0 is 1 BC.
    pub year: i64,
    /// The month from 1.
    pub month: u32,
    /// The day of the month from 1.
    pub day: u32,
    /// The hour from 0.
    pub hour: u32,
    /// The minute.
    pub minute: u32,
    /// The second; 60 in a leap second.
    pub second: u32,
    /// The nanosecond within the second.
    pub nanos: u32,
}

impl Civil {
    /// Gives the midnight of a day.
    pub fn midnight(year: i64, month: u32, day: u32) -> Self {
        Self { year, month, day, hour: 0, minute: 0, second: 0, nanos: 0 }
    }

    /// Gives the fields for seconds since 1970-01-01 00:00 on the same clock.
    pub fn from_seconds(seconds: i64, nanos: u32) -> Self {
        let days = seconds.div_euclid(86_400);
        let rest = u32::try_from(seconds.rem_euclid(86_400)).unwrap_or(0);
        let (year, month, day) = civil_from_days(days);
        Self { year, month, day, hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60, nanos }
    }

    /// Gives the seconds since 1970-01-01 00:00 on the same clock.
    pub fn seconds(&self) -> i64 {
        let year = self.year.clamp(-YEAR_LIMIT, YEAR_LIMIT);
        days_from_civil(year, self.month, self.day) * 86_400
            + i64::from(self.hour) * 3600
            + i64::from(self.minute) * 60
            + i64::from(self.second)
    }

    /// Gives the day of the year from 1.
    pub fn day_of_year(&self) -> u32 {
        let days = days_from_civil(self.year, self.month, self.day) - days_from_civil(self.year, 1, 1);
        u32::try_from(days + 1).unwrap_or(1)
    }

    /// Gives the day of the week, Sunday being 0.
    pub fn weekday(&self) -> u32 {
        weekday(days_from_civil(self.year, self.month, self.day))
    }
}

/// Gives the days from 1970-01-01 to a day; months and days out of range count on.
pub fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    // Years are counted from March, so that the leap day is the last of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Gives year, month and day for the days from 1970-01-01.
pub(crate) fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = u32::try_from(day_of_year - (153 * shifted_month + 2) / 5 + 1).unwrap_or(1);
    let month = u32::try_from(if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 }).unwrap_or(1);
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// Gives the day of the week of a day given by its distance to 1970-01-01, Sunday being 0.
pub fn weekday(days: i64) -> u32 {
    u32::try_from((days + 4).rem_euclid(7)).unwrap_or(0)
}

/// Says whether a year has 366 days.
pub(crate) fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Gives how many days a month has.
pub(crate) fn days_in_month(year: i64, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Gives the ISO 8601 week-based year and week of a day given by its distance to 1970-01-01.
pub fn iso_week(days: i64) -> (i64, u32) {
    // The week belongs to the year that its Thursday is in.
    let monday_based = (i64::from(weekday(days)) + 6) % 7;
    let thursday = days - monday_based + 3;
    let (year, _, _) = civil_from_days(thursday);
    let week = (thursday - days_from_civil(year, 1, 1)) / 7 + 1;
    (year, u32::try_from(week).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::{civil_from_days, days_from_civil, iso_week, weekday};

    #[test]
    fn days_and_civil_are_inverse() {
        for days in (-800_000..800_000).step_by(61) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
        }
        assert_eq!(days_from_civil(2000, 3, 1), 11_017);
    }

    #[test]
    fn weeks_belong_to_the_year_of_their_thursday() {
        assert_eq!(iso_week(days_from_civil(2021, 1, 3)), (2020, 53));
        assert_eq!(iso_week(days_from_civil(2018, 12, 31)), (2019, 1));
        assert_eq!(weekday(days_from_civil(2026, 1, 15)), 4);
    }
}
