//! The names of months, days and zones.

use super::super::{Civil, TimeZone, Zone};

/// Gives the month (from 1) whose three-letter name begins at a position of lower-case text.
pub(super) fn month(text: &[u8]) -> Option<u32> {
    find(text, &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]).map(|at| at + 1)
}

/// Gives the day of the week (Sunday being 0) whose three-letter name begins there.
pub(super) fn day(text: &[u8]) -> Option<u32> {
    find(text, &["sun", "mon", "tue", "wed", "thu", "fri", "sat"])
}

fn find(text: &[u8], names: &[&str]) -> Option<u32> {
    let start = text.get(..3)?;
    names.iter().position(|name| name.as_bytes() == start).and_then(|at| u32::try_from(at).ok())
}

/// Says whether a zone's name means UTC itself, not just its offset.
pub(super) fn is_utc(name: &str) -> bool {
    matches!(name.to_ascii_uppercase().as_str(), "UTC" | "Z" | "UT" | "-00:00" | "-0000" | "-00")
}

/// Gives the offset of a zone in seconds: Ruby's `Time` knows few names beside those of the local zone.
pub(super) fn offset(name: &str, year: i64, local: &dyn TimeZone) -> Option<i32> {
    let name = name.to_ascii_uppercase();
    if let Some(offset) = numeric(&name) {
        return Some(offset);
    }
    let hours = match name.as_str() {
        "UTC" | "Z" | "UT" | "GMT" => 0,
        "EST" => -5,
        "EDT" => -4,
        "CST" => -6,
        "CDT" => -5,
        "MST" => -7,
        "MDT" => -6,
        "PST" => -8,
        "PDT" => -7,
        letter if letter.len() == 1 => military(letter.as_bytes()[0])?,
        _ => {
            return [1, 7].into_iter().find_map(|month| {
                let (offset, zone) = local.at_civil(Civil::midnight(year.clamp(-9999, 99_999), month, 1).seconds());
                let same = matches!(&zone, Zone::Local(abbreviation) if abbreviation.to_ascii_uppercase() == name);
                same.then_some(offset)
            });
        }
    };
    Some(hours * 3600)
}

/// The letters of military time: A to M (without J) are east, N to Y west.
fn military(letter: u8) -> Option<i32> {
    let letter_hours = |from: u8| i32::from(letter - from) + 1;
    match letter {
        b'A'..=b'I' => Some(letter_hours(b'A')),
        b'K'..=b'M' => Some(letter_hours(b'A') - 1),
        b'N'..=b'Y' => Some(-letter_hours(b'N')),
        _ => None,
    }
}

/// Reads `+09`, `+0900`, `+09:00`, `+090000` and `+09:00:00`.
fn numeric(name: &str) -> Option<i32> {
    let sign = match name.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let rest = &name[1..];
    let pairs: Vec<&str> = if rest.contains(':') {
        rest.split(':').collect()
    } else {
        if !rest.len().is_multiple_of(2) || !rest.is_ascii() {
            return None;
        }
        (0..rest.len() / 2).map(|at| &rest[at * 2..at * 2 + 2]).collect()
    };
    let sound = (1..=3).contains(&pairs.len())
        && pairs.iter().all(|pair| pair.len() == 2 && pair.bytes().all(|byte| byte.is_ascii_digit()));
    if !sound {
        return None;
    }
    let units = [3600, 60, 1];
    let seconds: i32 = pairs.iter().zip(units).map(|(pair, unit)| pair.parse::<i32>().unwrap_or(0) * unit).sum();
    Some(sign * seconds)
}
