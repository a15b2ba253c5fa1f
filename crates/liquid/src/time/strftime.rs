//! Ruby's `strftime`, for times and for dates, which differ in details.

use super::{Civil, Moment, Zone, days_from_civil, iso_week, weekday};
use crate::error::{Error, Result};
use std::fmt::Write as _;

/// A wider field than this Ruby refuses.
const WIDTH_LIMIT: usize = 65_535;

/// The names of the months.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The names of the days of the week.
pub(super) const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// What stands between `%` and the letter.
#[derive(Clone, Copy, Default)]
struct Flags {
    /// `-`, `_` or `0`.
    padding: Option<u8>,
    upcase: bool,
    swapcase: bool,
    width: Option<usize>,
    colons: usize,
}

/// Writes a moment in a format; what Ruby refuses stays as it is written.
pub(super) fn write(out: &mut String, moment: &Moment<'_>, format: &str) {
    _ = Writer::new(moment).run(out, format);
}

/// Writes a moment in a format; an error where Ruby raises one, the rest being written as it is, and an error for more
/// than so many bytes.
pub(super) fn try_write(out: &mut String, moment: &Moment<'_>, format: &str, limit: usize) -> Result<()> {
    Writer { limit, ..Writer::new(moment) }.run(out, format)
}

struct Writer<'m> {
    moment: &'m Moment<'m>,
    civil: Civil,
    days: i64,
    offset: i32,
    limit: usize,
}

impl<'m> Writer<'m> {
    fn new(moment: &'m Moment<'m>) -> Self {
        let (civil, offset) = match moment {
            Moment::Time(time) => (time.civil(), time.offset()),
            Moment::Date(date) => (date.civil(), 0),
        };
        Self { moment, civil, days: days_from_civil(civil.year, civil.month, civil.day), offset, limit: usize::MAX }
    }

    fn is_date(&self) -> bool {
        matches!(self.moment, Moment::Date(_))
    }

    fn run(&self, out: &mut String, format: &str) -> Result<()> {
        let bytes = format.as_bytes();
        let begun = out.len();
        let mut outcome = Ok(());
        let mut literal = 0;
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'%', &bytes[at..]) {
            let start = at + found;
            let (flags, letter) = read_flags(bytes, start + 1);
            at = letter;
            let Some(&conversion) = bytes.get(letter) else {
                if !self.is_date() {
                    outcome = outcome.and(Err(Error::argument(format!("invalid format: {format}"))));
                }
                break;
            };
            let Some(flags) = flags.filter(|flags| flags.width.is_none_or(|width| width <= WIDTH_LIMIT)) else {
                let message = format!("Numerical result out of range - {format}");
                outcome = outcome.and(Err(Error::ruby("Errno::ERANGE", message)));
                continue;
            };
            let before = out.len();
            if before - begun > self.limit {
                return Err(Error::memory());
            }
            out.push_str(&format[literal..start]);
            if self.convert(out, conversion, &flags) {
                at = letter + 1;
                literal = at;
            } else {
                // It is text after all, and goes out with what follows.
                out.truncate(before);
                at = if conversion == b'%' { letter } else { letter + 1 };
            }
        }
        out.push_str(&format[literal..]);
        outcome
    }

    /// Writes one conversion; false if there is no such.
    fn convert(&self, out: &mut String, letter: u8, flags: &Flags) -> bool {
        if flags.colons > 0 && letter != b'z' {
            return false;
        }
        let civil = &self.civil;
        match letter {
            b'Y' => self.year(out, civil.year, flags),
            b'G' => self.year(out, iso_week(self.days).0, flags),
            b'C' => number(out, civil.year.div_euclid(100), 2, b'0', flags),
            b'y' => number(out, civil.year.rem_euclid(100), 2, b'0', flags),
            b'g' => number(out, iso_week(self.days).0.rem_euclid(100), 2, b'0', flags),
            b'm' => number(out, civil.month.into(), 2, b'0', flags),
            b'd' => number(out, civil.day.into(), 2, b'0', flags),
            b'e' => number(out, civil.day.into(), 2, b' ', flags),
            b'j' => number(out, civil.day_of_year().into(), 3, b'0', flags),
            b'H' => number(out, civil.hour.into(), 2, b'0', flags),
            b'k' => number(out, civil.hour.into(), 2, b' ', flags),
            b'I' => number(out, hour12(civil.hour), 2, b'0', flags),
            b'l' => number(out, hour12(civil.hour), 2, b' ', flags),
            b'M' => number(out, civil.minute.into(), 2, b'0', flags),
            b'S' => number(out, civil.second.into(), 2, b'0', flags),
            b'u' => number(out, i64::from((weekday(self.days) + 6) % 7 + 1), 1, b'0', flags),
            b'w' => number(out, weekday(self.days).into(), 1, b'0', flags),
            b'U' => number(out, self.week(weekday(self.days)), 2, b'0', flags),
            b'W' => number(out, self.week((weekday(self.days) + 6) % 7), 2, b'0', flags),
            b'V' => number(out, iso_week(self.days).1.into(), 2, b'0', flags),
            b's' => number(out, self.unix(), 1, b'0', flags),
            b'Q' if self.is_date() => number(out, self.unix() * 1000, 1, b'0', flags),
            b'L' => fraction(out, civil.nanos, flags.width.unwrap_or(3)),
            b'N' => fraction(out, civil.nanos, flags.width.unwrap_or(9)),
            b'z' => self.zone_offset(out, flags),
            b'Z' => self.zone_name(out, flags),
            b'A' => word(out, DAYS[weekday(self.days) as usize % 7], flags),
            b'a' => word(out, &DAYS[weekday(self.days) as usize % 7][..3], flags),
            b'B' => word(out, month_name(civil.month), flags),
            b'b' | b'h' => word(out, &month_name(civil.month)[..3], flags),
            b'p' | b'P' => meridian(out, civil.hour < 12, letter == b'p', flags),
            b'%' | b'n' | b't' => {
                let text = match letter {
                    b'%' => "%",
                    b'n' => "\n",
                    _ => "\t",
                };
                word(out, text, &Flags { upcase: false, swapcase: false, ..*flags });
            }
            _ => {
                let Some(format) = compound(letter, self.is_date()) else { return false };
                let mut text = String::new();
                _ = self.run(&mut text, format);
                if flags.upcase {
                    text.make_ascii_uppercase();
                }
                pad(out, &text, b' ', flags);
            }
        }
        true
    }

    fn year(&self, out: &mut String, year: i64, flags: &Flags) {
        number(out, year, if year < 0 { 5 } else { 4 }, b'0', flags);
    }

    fn unix(&self) -> i64 {
        self.civil.seconds() - i64::from(self.offset)
    }

    /// The week of the year, given the distance to the day that weeks begin with.
    fn week(&self, since_first: u32) -> i64 {
        i64::from((self.civil.day_of_year() - 1 + 7 - since_first) / 7)
    }

    fn zone_offset(&self, out: &mut String, flags: &Flags) {
        let is_utc = matches!(self.moment, Moment::Time(time) if *time.zone() == Zone::Utc);
        let offset = self.offset.unsigned_abs();
        let (hours, minutes, seconds) = (offset / 3600, offset / 60 % 60, offset % 60);
        let negative = self.offset < 0 || (flags.padding == Some(b'-') && is_utc);
        let sign = if negative { '-' } else { '+' };
        let tail = match flags.colons {
            0 => format!("{minutes:02}"),
            1 => format!(":{minutes:02}"),
            2 => format!(":{minutes:02}:{seconds:02}"),
            _ if seconds > 0 => format!(":{minutes:02}:{seconds:02}"),
            _ if minutes > 0 => format!(":{minutes:02}"),
            _ => String::new(),
        };
        let hour_width = flags.width.unwrap_or(0).saturating_sub(1 + tail.len()).max(2);
        match flags.padding {
            Some(b'_') => {
                let shown = format!("{sign}{hours}");
                out.push_str(&format!("{shown:>width$}", width = hour_width + 1));
            }
            Some(b'-') if self.is_date() && flags.width.is_none() => out.push_str(&format!("{sign}{hours}")),
            _ => out.push_str(&format!("{sign}{hours:0hour_width$}")),
        }
        out.push_str(&tail);
    }

    fn zone_name(&self, out: &mut String, flags: &Flags) {
        let name = match self.moment {
            Moment::Date(_) => "+00:00",
            Moment::Time(time) => match time.zone() {
                Zone::Utc => "UTC",
                Zone::Local(name) => name,
                Zone::Fixed => return,
            },
        };
        if flags.swapcase {
            pad(out, &name.to_lowercase(), b' ', flags);
        } else {
            pad(out, name, b' ', flags);
        }
    }
}

/// Reads flags, width and colons; gives also where the letter stands. `None` for a width out of all range.
fn read_flags(bytes: &[u8], from: usize) -> (Option<Flags>, usize) {
    let mut flags = Flags::default();
    let mut at = from;
    loop {
        match bytes.get(at) {
            Some(byte @ (b'-' | b'_' | b'0')) => flags.padding = Some(*byte),
            Some(b'^') => flags.upcase = true,
            Some(b'#') => flags.swapcase = true,
            _ => break,
        }
        at += 1;
    }
    let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut sound = true;
    if digits > 0 {
        let width = std::str::from_utf8(&bytes[at..at + digits]).ok().and_then(|digits| digits.parse().ok());
        sound = width.is_some();
        flags.width = width;
        at += digits;
    }
    let valid_after: &[u8] = match bytes.get(at) {
        Some(b'E') => b"cCxXyY",
        Some(b'O') => b"deHkIlmMSuUVwWy",
        _ => b"",
    };
    if bytes.get(at + 1).is_some_and(|next| valid_after.contains(next)) {
        at += 1;
    }
    let colons = bytes[at..].iter().take_while(|byte| **byte == b':').count();
    if (1..=3).contains(&colons) && bytes.get(at + colons) == Some(&b'z') {
        flags.colons = colons;
        at += colons;
    }
    (sound.then_some(flags), at)
}

/// The conversions that stand for a format.
fn compound(letter: u8, date: bool) -> Option<&'static str> {
    Some(match letter {
        b'c' => "%a %b %e %H:%M:%S %Y",
        b'D' | b'x' => "%m/%d/%y",
        b'F' => "%Y-%m-%d",
        b'v' => "%e-%^b-%4Y",
        b'X' | b'T' => "%H:%M:%S",
        b'r' => "%I:%M:%S %p",
        b'R' => "%H:%M",
        b'+' if date => "%a %b %e %H:%M:%S %Z %Y",
        _ => return None,
    })
}

fn month_name(month: u32) -> &'static str {
    MONTHS[(month as usize + 11) % 12]
}

fn hour12(hour: u32) -> i64 {
    i64::from((hour + 11) % 12 + 1)
}

/// Writes a number with Ruby's padding: zeros go between the sign and the digits.
fn number(out: &mut String, value: i64, width: usize, padding: u8, flags: &Flags) {
    let padding = match flags.padding {
        Some(b'-') => {
            _ = write!(out, "{value}");
            return;
        }
        Some(b'_') => b' ',
        Some(_) => b'0',
        None => padding,
    };
    let width = flags.width.unwrap_or(width);
    if padding == b'0' && width == 2 && (0..100).contains(&value) {
        // By far the most frequent case.
        out.push(char::from(b'0' + (value / 10) as u8));
        out.push(char::from(b'0' + (value % 10) as u8));
        return;
    }
    if padding == b'0' && width == 4 && (1000..10_000).contains(&value) {
        let (high, low) = (value / 100, value % 100);
        for pair in [high, low] {
            out.push(char::from(b'0' + (pair / 10) as u8));
            out.push(char::from(b'0' + (pair % 10) as u8));
        }
        return;
    }
    let digits = value.unsigned_abs().checked_ilog10().unwrap_or(0) as usize + 1;
    let length = digits + usize::from(value < 0);
    if value < 0 && padding == b'0' {
        out.push('-');
    }
    for _ in length..width {
        out.push(char::from(padding));
    }
    _ = if padding == b'0' { write!(out, "{}", value.unsigned_abs()) } else { write!(out, "{value}") };
}

/// Writes the fraction of a second to so many places.
fn fraction(out: &mut String, nanos: u32, places: usize) {
    let digits = format!("{nanos:09}");
    out.push_str(&digits[..places.min(9)]);
    for _ in 9..places {
        out.push('0');
    }
}

/// Writes a name; both ways of changing its case make it upper case.
fn word(out: &mut String, text: &str, flags: &Flags) {
    if flags.upcase || flags.swapcase {
        pad(out, &text.to_ascii_uppercase(), b' ', flags);
    } else {
        pad(out, text, b' ', flags);
    }
}

fn meridian(out: &mut String, morning: bool, upper: bool, flags: &Flags) {
    let upper = if flags.swapcase { !upper } else { upper || flags.upcase };
    let text = match (morning, upper) {
        (true, true) => "AM",
        (true, false) => "am",
        (false, true) => "PM",
        (false, false) => "pm",
    };
    pad(out, text, b' ', flags);
}

fn pad(out: &mut String, text: &str, padding: u8, flags: &Flags) {
    let padding = if flags.padding == Some(b'0') { b'0' } else { padding };
    if flags.padding != Some(b'-') {
        for _ in text.len()..flags.width.unwrap_or(0) {
            out.push(char::from(padding));
        }
    }
    out.push_str(text);
}
