//! Runs of digits whose meaning follows from their number: `20200203T0405`, `123` (a day of the year), `03`.

use super::DateParts;
use super::scan::{Text, to_nanos, to_number, to_small};

/// Finds a run of two to fourteen digits, with what may follow: a time in digits, a fraction, a zone.
pub(super) fn run(text: &mut Text, parts: &mut DateParts) -> bool {
    let Some(start) = (0..text.lower.len()).find(|at| {
        let digits = if text.is(*at, b'-') || text.is(*at, b'+') { at + 1 } else { *at };
        text.exact_digits(digits, 2).is_some()
    }) else {
        return false;
    };
    let negative = text.is(start, b'-');
    let digits_at = if negative || text.is(start, b'+') { start + 1 } else { start };
    let digits_end = text.digits(digits_at).unwrap_or(digits_at).min(digits_at + 14);
    let digits = text.part(digits_at, digits_end);
    let mut end = digits_end;
    // A time in digits may follow, after white space or a `t`.
    let mut clock = text.skip_space(digits_end);
    if text.is(clock, b't') {
        clock = text.skip_space(clock + 1);
    }
    let mut time = None;
    let mut fraction = None;
    if text.exact_digits(clock, 2).is_some() {
        let clock_end = text.digits(clock).unwrap_or(clock).min(clock + 6);
        time = Some(text.part(clock, clock_end));
        end = clock_end;
    }
    let point = if time.is_some() { end } else { clock };
    if text.is(point, b'.') || text.is(point, b',') {
        let fraction_end = text.skip(point + 1, |byte| byte.is_ascii_digit());
        fraction = Some(text.part(point + 1, fraction_end));
        end = fraction_end;
    } else if time.is_none() {
        end = clock.max(end);
    }
    if let Some(zone_end) = zone(text, end) {
        parts.zone = Some(text.written(end, zone_end));
        end = zone_end;
    }
    from_the_end(&digits, time.is_none() && fraction.is_some(), negative, parts);
    if let Some(time) = time {
        clock_digits(&time, fraction.is_some(), parts);
    }
    if let Some(fraction) = fraction.filter(|fraction| !fraction.is_empty()) {
        parts.nanos = Some(to_nanos(&fraction));
    }
    text.take(start, end);
    true
}

fn zone(text: &Text, at: usize) -> Option<usize> {
    if text.is(at, b'z') && text.boundary(at + 1) {
        return Some(at + 1);
    }
    if !text.is(at, b'+') && !text.is(at, b'-') {
        return None;
    }
    let end = text.digits(at + 1)?;
    (end - at <= 5 && text.boundary(end)).then_some(end)
}

/// Sets fields from digits: from the second backwards if a fraction follows, else from the year on.
fn from_the_end(digits: &str, seconds_last: bool, negative: bool, parts: &mut DateParts) {
    let length = digits.len();
    if seconds_last {
        if length > 8 && length % 2 == 1 {
            return;
        }
        let mut rest = digits;
        let mut next = || {
            let cut = rest.len().saturating_sub(2);
            let (before, last) = rest.split_at(cut);
            rest = before;
            (!last.is_empty()).then(|| to_small(last))
        };
        parts.second = next();
        parts.minute = next().or(parts.minute);
        parts.hour = next().or(parts.hour);
        parts.day = next().or(parts.day);
        parts.month = next().or(parts.month);
        if !rest.is_empty() {
            parts.year = Some(to_number(rest));
            parts.short_year &= rest.len() <= 2;
        }
        return;
    }
    let signed = |text: &str| if negative { -to_number(text) } else { to_number(text) };
    let pair = |at: usize| digits.get(at..at + 2).map(to_small);
    match length {
        2 => parts.day = pair(0),
        3 => parts.year_day = Some(to_small(digits)),
        4 => (parts.month, parts.day) = (pair(0), pair(2)),
        5 => (parts.year, parts.year_day) = (Some(signed(&digits[..2])), Some(to_small(&digits[2..]))),
        6 => (parts.year, parts.month, parts.day) = (Some(signed(&digits[..2])), pair(2), pair(4)),
        7 => {
            (parts.year, parts.year_day) = (Some(signed(&digits[..4])), Some(to_small(&digits[4..])));
            parts.short_year = false;
        }
        8 | 10 | 12 | 14 => {
            (parts.year, parts.month, parts.day) = (Some(signed(&digits[..4])), pair(4), pair(6));
            parts.hour = pair(8).or(parts.hour);
            parts.minute = pair(10).or(parts.minute);
            parts.second = pair(12).or(parts.second);
            parts.short_year = false;
        }
        _ => {}
    }
}

fn clock_digits(digits: &str, seconds_last: bool, parts: &mut DateParts) {
    let pair = |at: usize| digits.get(at..at + 2).map(to_small);
    if seconds_last {
        match digits.len() {
            2 => parts.second = pair(0),
            4 => (parts.minute, parts.second) = (pair(0), pair(2)),
            6 => (parts.hour, parts.minute, parts.second) = (pair(0), pair(2), pair(4)),
            _ => {}
        }
    } else if digits.len().is_multiple_of(2) {
        parts.hour = pair(0);
        parts.minute = pair(2).or(parts.minute);
        parts.second = pair(4).or(parts.second);
    }
}

/// One or two digits left alone are the day if there is a time, or the hour if there is a day.
pub(super) fn leftover(text: &Text, parts: &mut DateParts) {
    let start = text.skip_space(0);
    let Some(end) = text.digits(start).filter(|end| end - start <= 2) else { return };
    if text.skip_space(end) < text.lower.len() {
        return;
    }
    let number = to_small(&text.part(start, end));
    if parts.hour.is_some() && parts.day.is_none() {
        if (1..=31).contains(&number) {
            parts.day = Some(number);
        }
    } else if parts.day.is_some() && parts.hour.is_none() && number <= 24 {
        parts.hour = Some(number);
    }
}
