//! The forms in which days are written. Each function looks for one form; if it is there, it takes it out of the text
//! and says so, and no other form is looked for.

use super::scan::{Text, to_number, to_small};
use super::{DateParts, names};

/// Finds where a form begins and tries it at each place.
fn find<T>(text: &Text, read: impl Fn(usize) -> Option<T>) -> Option<(usize, T)> {
    (0..text.lower.len()).find_map(|at| read(at).map(|found| (at, found)))
}

/// A day of the week by name, and what of the word follows.
pub(super) fn day_name(text: &mut Text, parts: &mut DateParts) {
    let found = find(text, |at| names::day(&text.lower[at..]).filter(|_| text.boundary(at)));
    if let Some((start, day)) = found {
        parts.day_name = Some(day);
        let end = text.skip(start + 3, |byte| !byte.is_ascii_digit() && !b"-/ ".contains(&byte));
        text.take(start, end);
    }
}

/// Gives the end of an abbreviation for before or after Christ, and whether it is before.
fn era(text: &Text, at: usize) -> Option<(usize, bool)> {
    const ERAS: [(&str, bool); 8] = [
        ("c.e.", false),
        ("ce", false),
        ("b.c.e.", true),
        ("bce", true),
        ("a.d.", false),
        ("ad", false),
        ("b.c.", true),
        ("bc", true),
    ];
    ERAS.iter().find(|(name, _)| text.starts_with(at, name)).map(|(name, before)| (at + name.len(), *before))
}

/// What a form was made of: year, month and day as written, in that form's order.
#[derive(Default)]
struct Written {
    year: Option<String>,
    month: Option<String>,
    day: Option<String>,
    before_christ: bool,
}

fn ends_word(byte: u8) -> bool {
    byte.is_ascii_digit() || b"- ".contains(&byte)
}

/// `3rd Feb 2020`, `3/feb/2020`, `5jan`.
pub(super) fn european(text: &mut Text, parts: &mut DateParts) -> bool {
    let found = find(text, |at| {
        let day_end = text.number(at, b"")?;
        let month_at = text.skip_space(text.skip(day_end, |byte| !ends_word(byte)));
        // The word after the number may itself run into the month's name.
        let month_at = (day_end..=month_at).rev().find(|start| {
            names::month(&text.lower[*start..]).is_some()
                && text.lower[day_end..*start].iter().skip_while(|byte| !ends_word(**byte)).all(|byte| *byte == b' ')
        })?;
        let month = names::month(&text.lower[month_at..])?;
        let month_end = text.skip(month_at + 3, |byte| !ends_word(byte) && byte != b'\'');
        let mut written =
            Written { day: Some(text.part(at, day_end)), month: Some(month.to_string()), ..Written::default() };
        let (year_at, before) = match era(text, text.skip_space(month_end)) {
            Some((end, before)) => (text.skip_space(end), before),
            None => (text.skip_space(month_end), false),
        };
        let mut end = month_end;
        if let Some(year_end) = text.number(year_at, b"-") {
            let ordinal = ["st", "nd", "rd", "th"]
                .iter()
                .any(|suffix| text.starts_with(year_end, suffix) && text.boundary(year_end + 2));
            end = if ordinal { year_end + 2 } else { year_end };
            written.year = Some(text.part(year_at, end));
            written.before_christ = before;
        }
        Some((end, written))
    });
    settle(text, parts, found)
}

/// `Feb 3rd, 2020`, `feb 2020`.
pub(super) fn american(text: &mut Text, parts: &mut DateParts) -> bool {
    let found = find(text, |at| {
        let month = names::month(&text.lower[at..]).filter(|_| text.boundary(at))?;
        let month_end = text.skip(at + 3, |byte| !ends_word(byte) && byte != b'\'');
        let day_at = text.skip_space(month_end);
        let day_end = text.number(day_at, b"")?;
        let mut written =
            Written { month: Some(month.to_string()), day: Some(text.part(day_at, day_end)), ..Written::default() };
        let mut end = text.skip(day_end, |byte| !ends_word(byte) && byte != b'\'');
        let mut year_at = text.skip_space(end);
        if text.is(year_at, b',') {
            year_at = text.skip_space(year_at + 1);
        }
        let before = era(text, year_at);
        if let Some((era_end, _)) = before {
            year_at = text.skip_space(era_end);
        }
        if let Some(year_end) = text.number(year_at, b"-") {
            written.year = Some(text.part(year_at, year_end));
            written.before_christ = before.is_some_and(|(_, before)| before);
            end = year_end;
        }
        Some((end, written))
    });
    settle(text, parts, found)
}

/// `2020-02-03`.
pub(super) fn iso(text: &mut Text, parts: &mut DateParts) -> bool {
    let found = find(text, |at| {
        let year_end = text.number(at, b"-+")?;
        let month_end = text.digits(year_end + 1).filter(|_| text.is(year_end, b'-'))?;
        let day_end = text.number(month_end + 1, b"-").filter(|_| text.is(month_end, b'-'))?;
        Some((day_end, three(text, (at, year_end), (year_end + 1, month_end), (month_end + 1, day_end))))
    });
    settle(text, parts, found)
}

/// Notes three numbers in the order year, month, day.
fn three(text: &Text, year: (usize, usize), month: (usize, usize), day: (usize, usize)) -> Written {
    Written {
        year: Some(text.part(year.0, year.1)),
        month: Some(text.part(month.0, month.1)),
        day: Some(text.part(day.0, day.1)),
        before_christ: false,
    }
}

/// `H27.01.02`, a year of a Japanese era.
pub(super) fn japanese(text: &mut Text, parts: &mut DateParts) -> bool {
    let found = find(text, |at| {
        let begin = match text.byte(at).filter(|_| text.boundary(at))? {
            b'm' => 1867,
            b't' => 1911,
            b's' => 1925,
            b'h' => 1988,
            b'r' => 2018,
            _ => return None,
        };
        let year_end = text.digits(at + 1)?;
        let month_end = text.digits(year_end + 1).filter(|_| text.is(year_end, b'.'))?;
        let day_end = text.digits(month_end + 1).filter(|_| text.is(month_end, b'.'))?;
        let year = begin + to_number(&text.part(at + 1, year_end));
        let month = to_small(&text.part(year_end + 1, month_end));
        let day = to_small(&text.part(month_end + 1, day_end));
        Some((day_end, year, month, day))
    });
    let Some((start, (end, year, month, day))) = found else { return false };
    (parts.year, parts.month, parts.day) = (Some(year), Some(month), Some(day));
    text.take(start, end);
    true
}

/// `3-Feb-2020`, `Feb-3-2020`, `feb-3`.
pub(super) fn vms(text: &mut Text, parts: &mut DateParts) -> bool {
    let rest_of_month = |at: usize| text.skip(at, |byte| !b"-/.".contains(&byte));
    let day_first = find(text, |at| {
        let day_end = text.number(at, b"-")?;
        let month = names::month(text.lower.get(day_end + 1..)?).filter(|_| text.is(day_end, b'-'))?;
        let month_end = rest_of_month(day_end + 4);
        let year_end = text.number(month_end + 1, b"-").filter(|_| text.is(month_end, b'-'))?;
        let written = Written {
            day: Some(text.part(at, day_end)),
            month: Some(month.to_string()),
            year: Some(text.part(month_end + 1, year_end)),
            before_christ: false,
        };
        Some((year_end, written))
    });
    let found = day_first.or_else(|| {
        find(text, |at| {
            let month = names::month(&text.lower[at..]).filter(|_| text.boundary(at))?;
            let month_end = rest_of_month(at + 3);
            let day_end = text.number(month_end + 1, b"-").filter(|_| text.is(month_end, b'-'))?;
            let mut written = Written {
                month: Some(month.to_string()),
                day: Some(text.part(month_end + 1, day_end)),
                ..Written::default()
            };
            let mut end = day_end;
            if text.is(day_end, b'-')
                && let Some(year_end) = text.number(day_end + 1, b"-")
            {
                written.year = Some(text.part(day_end + 1, year_end));
                end = year_end;
            }
            Some((end, written))
        })
    });
    settle(text, parts, found)
}

/// `2020/02/03`, `2/3`.
pub(super) fn slashed(text: &mut Text, parts: &mut DateParts) -> bool {
    let found = find(text, |at| {
        let first_end = text.number(at, b"-")?;
        let second = text.skip_space(first_end + 1);
        let second_end = text.number(second, b"").filter(|_| text.is(first_end, b'/'))?;
        let mut written = Written {
            year: Some(text.part(at, first_end)),
            month: Some(text.part(second, second_end)),
            ..Written::default()
        };
        let mut end = second_end;
        if second_end < text.lower.len() {
            let third = text.skip_space(second_end + 1);
            if let Some(third_end) = text.number(third, b"-") {
                written.day = Some(text.part(third, third_end));
                end = third_end;
            }
        }
        Some((end, written))
    });
    settle(text, parts, found)
}

/// `2020.02.03`, `3.2.2020`.
pub(super) fn dotted(text: &mut Text, parts: &mut DateParts) -> bool {
    let found = find(text, |at| {
        let first_end = text.number(at, b"-")?;
        let second = text.skip_space(first_end + 1);
        let second_end = text.number(second, b"").filter(|_| text.is(first_end, b'.'))?;
        let third = text.skip_space(second_end + 1);
        let third_end = text.number(third, b"-").filter(|_| text.is(second_end, b'.'))?;
        Some((third_end, three(text, (at, first_end), (second, second_end), (third, third_end))))
    });
    settle(text, parts, found)
}

/// ISO 8601's other forms: `2020-W06-1`, `--02-03`, `2020-034`.
pub(super) fn iso_others(text: &mut Text, parts: &mut DateParts) -> bool {
    week(text, parts) || month_and_day(text, parts) || day_of_year(text, parts)
}

fn week(text: &mut Text, parts: &mut DateParts) -> bool {
    let found = find(text, |at| {
        if !text.boundary(at) && !text.is(at, b'-') {
            return None;
        }
        let year_end = text.exact_digits(at, 4).or_else(|| text.exact_digits(at, 2));
        let letter = year_end.unwrap_or(at);
        let letter = if text.is(letter, b'-') { letter + 1 } else { letter };
        if !text.is(letter, b'w') {
            return None;
        }
        let week_end = text.exact_digits(letter + 1, 2)?;
        let day_at = if text.is(week_end, b'-') { week_end + 1 } else { week_end };
        let day_end = text.exact_digits(day_at, 1).filter(|end| text.boundary(*end));
        let end = day_end.unwrap_or(week_end);
        if !text.boundary(end) {
            return None;
        }
        let year = year_end.map(|end| to_number(&text.part(at, end)));
        let week = to_small(&text.part(letter + 1, week_end));
        Some((end, year, week, day_end.map(|end| to_small(&text.part(day_at, end)))))
    });
    let Some((start, (end, year, week, day))) = found else { return false };
    (parts.week_year, parts.week, parts.week_day) = (year, Some(week), day);
    text.take(start, end);
    true
}

fn month_and_day(text: &mut Text, parts: &mut DateParts) -> bool {
    let found = find(text, |at| {
        if !text.starts_with(at, "--") {
            return None;
        }
        let month_end = text.exact_digits(at + 2, 2);
        let after = month_end.unwrap_or(at + 2);
        let hyphenated = if text.is(after, b'-') { text.exact_digits(after + 1, 2) } else { None };
        if let Some(end) = hyphenated.filter(|end| text.boundary(*end)) {
            let day = to_small(&text.part(after + 1, end));
            return Some((end, month_end.map(|end| to_small(&text.part(at + 2, end))), Some(day)));
        }
        let month_end = month_end?;
        let month = to_small(&text.part(at + 2, month_end));
        let day_end = text.exact_digits(month_end, 2).filter(|end| text.boundary(*end));
        match day_end {
            Some(end) => Some((end, Some(month), Some(to_small(&text.part(month_end, end))))),
            None => text.boundary(month_end).then_some((month_end, Some(month), None)),
        }
    });
    let Some((start, (end, month, day))) = found else { return false };
    parts.month = month.or(parts.month);
    parts.day = day.or(parts.day);
    text.take(start, end);
    true
}

fn day_of_year(text: &mut Text, parts: &mut DateParts) -> bool {
    let found = find(text, |at| {
        if !text.boundary(at) {
            return None;
        }
        let year_end = text
            .exact_digits(at, 4)
            .filter(|end| text.is(*end, b'-'))
            .or_else(|| text.exact_digits(at, 2).filter(|end| text.is(*end, b'-')))?;
        let end = text.exact_digits(year_end + 1, 3).filter(|end| text.boundary(*end))?;
        let after_point =
            at.checked_sub(1).and_then(|before| text.byte(before)).is_some_and(|byte| b",.".contains(&byte));
        (!after_point).then(|| (end, to_number(&text.part(at, year_end)), to_small(&text.part(year_end + 1, end))))
    });
    let Some((start, (end, year, day))) = found else { return false };
    (parts.year, parts.year_day) = (Some(year), Some(day));
    text.take(start, end);
    true
}

/// `'20`.
pub(super) fn year_alone(text: &mut Text, parts: &mut DateParts) -> bool {
    let found = find(text, |at| {
        let end = text.digits(at + 1).filter(|end| text.is(at, b'\'') && text.boundary(*end))?;
        Some((end, to_number(&text.part(at + 1, end))))
    });
    let Some((start, (end, year))) = found else { return false };
    parts.year = Some(year);
    text.take(start, end);
    true
}

/// A month's name and nothing with it.
pub(super) fn month_alone(text: &mut Text, parts: &mut DateParts) -> bool {
    let found = find(text, |at| names::month(&text.lower[at..]).filter(|_| text.boundary(at)));
    let Some((start, month)) = found else { return false };
    parts.month = Some(month);
    let end = text.skip(start, |byte| byte != b' ');
    text.take(start, end);
    true
}

/// `3rd`.
pub(super) fn day_alone(text: &mut Text, parts: &mut DateParts) -> bool {
    let found = find(text, |at| {
        let end = text.digits(at)?;
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|suffix| text.starts_with(end, suffix));
        (ordinal && text.boundary(end + 2)).then(|| (end + 2, to_small(&text.part(at, end))))
    });
    let Some((start, (end, day))) = found else { return false };
    parts.day = Some(day);
    text.take(start, end);
    true
}

/// `bc` anywhere.
pub(super) fn before_christ(text: &mut Text, parts: &mut DateParts) {
    let found = find(text, |at| {
        let (end, before) = era(text, at).filter(|_| text.boundary(at))?;
        (before && (text.boundary(end) || text.is(end - 1, b'.'))).then_some(end)
    });
    if let Some((start, end)) = found {
        parts.before_christ = true;
        text.take(start, end);
    }
}

/// Decides which of three written numbers is the year, the month and the day: what has more than two digits or an
/// apostrophe is the year, wherever it stands.
fn settle(text: &mut Text, parts: &mut DateParts, found: Option<(usize, (usize, Written))>) -> bool {
    let Some((start, (end, written))) = found else { return false };
    let Written { mut year, mut month, mut day, before_christ } = written;
    if year.is_some() && month.is_some() && day.is_none() {
        (year, month, day) = (None, year, month);
    }
    let is_year = |text: &Option<String>| text.as_ref().is_some_and(|text| text.starts_with('\'') || text.len() > 2);
    if year.is_none() && is_year(&day) {
        (year, day) = (day, None);
    }
    if let Some(text) = &year {
        // An ordinal (`3rd`) cannot be a year.
        let number = text.trim_start_matches('\'');
        let digits = number.trim_start_matches(['-', '+']).bytes().take_while(u8::is_ascii_digit).count();
        let signed = digits + number.len() - number.trim_start_matches(['-', '+']).len();
        if signed < number.len() {
            (year, day) = (day, Some(number[..signed].to_owned()));
        }
    }
    if is_year(&month) {
        (year, month, day) = (month, day, year);
    }
    if is_year(&day) {
        (year, day) = (day, year);
    }
    if let Some(text) = year {
        let number = text.trim_start_matches('\'');
        let digits = number.trim_start_matches(['-', '+']);
        if digits.len() < number.len() || digits.len() > 2 {
            parts.short_year = false;
        }
        let value = to_number(digits);
        parts.year = Some(if number.starts_with('-') { -value } else { value });
    }
    parts.before_christ |= before_christ;
    parts.month = month.map(|text| to_small(&text)).or(parts.month);
    parts.day = day.map(|text| to_small(&text)).or(parts.day);
    text.take(start, end);
    true
}
