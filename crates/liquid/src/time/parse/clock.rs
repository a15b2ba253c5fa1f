//! The time of day and the zone: `4:05:06.7 pm +0530`, `10h20`, `4pm`.

use super::DateParts;
use super::scan::{Text, is_letter, to_nanos, to_small};

/// Finds the first time of day and takes it out of the text.
pub(super) fn time(text: &mut Text, parts: &mut DateParts) {
    let Some((start, clock)) = (0..text.lower.len()).find_map(|at| read(text, at).map(|clock| (at, clock))) else {
        return;
    };
    let mut end = clock.end;
    if let Some((zone_start, zone_end)) = zone(text, end) {
        parts.zone = Some(text.written(zone_start, zone_end));
        end = zone_end;
    }
    let hour = match clock.afternoon {
        Some(afternoon) => clock.hour % 12 + if afternoon { 12 } else { 0 },
        None => clock.hour,
    };
    parts.hour = Some(hour);
    parts.minute = clock.minute;
    parts.second = clock.second;
    parts.nanos = clock.nanos;
    text.take(start, end);
}

#[derive(Default)]
struct Clock {
    hour: u32,
    minute: Option<u32>,
    second: Option<u32>,
    nanos: Option<u32>,
    afternoon: Option<bool>,
    end: usize,
}

/// Reads a time of day that begins at a position.
fn read(text: &Text, start: usize) -> Option<Clock> {
    let hour_end = text.digits(start)?;
    let mut clock = Clock { hour: to_small(&text.part(start, hour_end)), ..Clock::default() };
    let at = text.skip_space(hour_end);
    if text.is(at, b':') {
        let minute = text.skip_space(at + 1);
        let minute_end = text.digits(minute)?;
        clock.minute = Some(to_small(&text.part(minute, minute_end)));
        clock.end = minute_end;
        seconds(text, &mut clock);
    } else if text.is(at, b'h') {
        clock.end = at + 1;
        let minute = text.skip_space(at + 1);
        if let Some(minute_end) = text.digits(minute) {
            clock.minute = Some(to_small(&text.part(minute, minute_end)));
            clock.end = minute_end + usize::from(text.is(minute_end, b'm'));
            let second = text.skip_space(clock.end);
            if let Some(second_end) = text.digits(second) {
                clock.second = Some(to_small(&text.part(second, second_end)));
                clock.end = second_end + usize::from(text.is(second_end, b's'));
            }
        }
    } else {
        let (afternoon, end) = half_of_day(text, at)?;
        return Some(Clock { afternoon: Some(afternoon), end, ..clock });
    }
    if let Some((afternoon, end)) = half_of_day(text, text.skip_space(clock.end)) {
        clock.afternoon = Some(afternoon);
        clock.end = end;
    }
    Some(clock)
}

fn seconds(text: &Text, clock: &mut Clock) {
    let colon = text.skip_space(clock.end);
    if !text.is(colon, b':') {
        return;
    }
    let second = text.skip_space(colon + 1);
    let Some(second_end) = text.digits(second) else { return };
    clock.second = Some(to_small(&text.part(second, second_end)));
    clock.end = second_end;
    if text.is(second_end, b'.') || text.is(second_end, b',') {
        let fraction_end = text.skip(second_end + 1, |byte| byte.is_ascii_digit());
        if fraction_end > second_end + 1 {
            clock.nanos = Some(to_nanos(&text.part(second_end + 1, fraction_end)));
        }
        clock.end = fraction_end;
    }
}

/// Reads `am`, `p.m.` and the like; true for the afternoon.
fn half_of_day(text: &Text, at: usize) -> Option<(bool, usize)> {
    let afternoon = match text.byte(at)? {
        b'a' => false,
        b'p' => true,
        _ => return None,
    };
    if text.is(at + 1, b'm') && text.boundary(at + 2) {
        return Some((afternoon, at + 2));
    }
    text.starts_with(at + 1, ".m.").then_some((afternoon, at + 4))
}

/// Finds the zone that follows a time: an offset, a name, or a name of several words.
fn zone(text: &Text, from: usize) -> Option<(usize, usize)> {
    let start = text.skip_space(from);
    offset_zone(text, start).or_else(|| long_zone(text, from)).or_else(|| named_zone(text, start))
}

fn offset_zone(text: &Text, start: usize) -> Option<(usize, usize)> {
    let prefix = ["gmt", "utc", "ut"].into_iter().find(|prefix| text.starts_with(start, prefix)).map_or(0, str::len);
    let sign = start + prefix;
    if !text.is(sign, b'+') && !text.is(sign, b'-') {
        return None;
    }
    let mut end = text.digits(sign + 1)?;
    if text.byte(end).is_some_and(|byte| b",.:".contains(&byte))
        && let Some(minutes) = text.digits(end + 1)
    {
        end = minutes;
        if text.is(end, b':')
            && let Some(seconds) = text.digits(end + 1)
        {
            end = seconds;
        }
    }
    Some((start, end))
}

/// `Eastern Daylight Time`.
fn long_zone(text: &Text, from: usize) -> Option<(usize, usize)> {
    let start = text.skip_space(from);
    let end = text.skip(start, |byte| is_letter(byte) || byte == b'.' || byte == b' ');
    let words = text.part(start, end);
    ["standard time", "daylight time"].into_iter().find_map(|kind| {
        let at = words.rfind(kind).filter(|at| *at > 0)?;
        let zone_end = start + at + kind.len();
        text.boundary(zone_end).then_some((start, zone_end))
    })
}

fn named_zone(text: &Text, start: usize) -> Option<(usize, usize)> {
    let end = text.skip(start, is_letter);
    if end == start {
        return None;
    }
    if text.starts_with(end, " dst") && text.boundary(end + 4) {
        return Some((start, end + 4));
    }
    text.boundary(end).then_some((start, end))
}
