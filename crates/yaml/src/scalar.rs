//! The types of scalars: what SafeYAML makes of the text of a plain scalar.

use crate::node::Yaml;
use crate::timestamp;
use std::borrow::Cow;

/// Types a scalar that was written without quotes (or with a tag, which SafeYAML takes for the same).
///
/// The error is the text of Ruby's `ArgumentError`.
pub(crate) fn resolve(text: Cow<'_, str>) -> Result<Yaml, String> {
    match text.as_bytes().first() {
        None => return Ok(Yaml::Null),
        Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b'_' | b',') => {
            if let Some(value) = number(&text)? {
                return Ok(value);
            }
        }
        Some(b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'y' | b'Y' | b'o' | b'O') => {
            if let Some(value) = word(&text) {
                return Ok(value);
            }
        }
        Some(_) => {}
    }
    Ok(Yaml::Str(text.into_owned()))
}

/// The words for nil and the booleans, in any case.
fn word(text: &str) -> Option<Yaml> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    match text.len() {
        1 => (text == "~").then_some(Yaml::Null),
        2 if is("no") => Some(Yaml::Bool(false)),
        2 if is("on") => Some(Yaml::Bool(true)),
        3 if is("yes") => Some(Yaml::Bool(true)),
        3 if is("off") => Some(Yaml::Bool(false)),
        4 if is("true") => Some(Yaml::Bool(true)),
        4 if is("null") => Some(Yaml::Null),
        5 if is("false") => Some(Yaml::Bool(false)),
        _ => None,
    }
}

/// All that may begin with a digit, a sign, a point or a separator.
fn number(text: &str) -> Result<Option<Yaml>, String> {
    match text {
        ".inf" | ".Inf" | ".INF" => return Ok(Some(Yaml::Float(f64::INFINITY))),
        "-.inf" | "-.Inf" | "-.INF" => return Ok(Some(Yaml::Float(f64::NEG_INFINITY))),
        ".nan" | ".NaN" | ".NAN" => return Ok(Some(Yaml::Float(f64::NAN))),
        _ => {}
    }
    let bytes = text.strip_suffix('\n').unwrap_or(text).as_bytes();
    if is_float(bytes) {
        return ruby_float(text).map(|number| Some(Yaml::Float(number)));
    }
    if let Some(point) = sexagesimal_point(bytes) {
        return sexagesimal_with_fraction(text, point).map(|number| Some(Yaml::Float(number)));
    }
    if let Some(value) = timestamp::resolve(text) {
        return Ok(Some(value));
    }
    let joined: Cow<'_, str> =
        if text.contains(['_', ',']) { text.replace(['_', ','], "").into() } else { Cow::Borrowed(text) };
    let joined = joined.strip_suffix('\n').unwrap_or(&joined);
    Ok(integer(joined).or_else(|| sexagesimal(joined).map(Yaml::Float)))
}

fn split_sign(bytes: &[u8]) -> (bool, &[u8]) {
    match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, bytes),
    }
}

/// Counts the bytes at the start for which `accept` holds.
fn run(bytes: &[u8], accept: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| accept(**byte)).count()
}

fn digit_or_bar(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'_'
}

/// Says whether this is an optional sign, digits with bars, a point, digits with bars, and perhaps an exponent that
/// has a sign.
fn is_float(bytes: &[u8]) -> bool {
    let (_, bytes) = split_sign(bytes);
    if bytes.first() == Some(&b'_') {
        return false;
    }
    let bytes = &bytes[run(bytes, digit_or_bar)..];
    let [b'.', bytes @ ..] = bytes else { return false };
    let fraction = run(bytes, digit_or_bar);
    if fraction == 0 {
        return false;
    }
    match &bytes[fraction..] {
        [] => true,
        [b'e' | b'E', b'+' | b'-', exponent @ ..] => !exponent.is_empty() && exponent.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

/// Ruby's `Float(text)` for text made of digits, bars, a sign, a point and an exponent: a bar must stand between two
/// digits.
fn ruby_float(text: &str) -> Result<f64, String> {
    let trimmed = text.strip_suffix('\n').unwrap_or(text);
    let bytes = trimmed.as_bytes();
    let digit_at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let bars_fit = bytes
        .iter()
        .enumerate()
        .all(|(at, byte)| *byte != b'_' || (digit_at(at.checked_sub(1)) && digit_at(Some(at + 1))));
    let number: Option<f64> = if !bars_fit {
        None
    } else if trimmed.contains('_') {
        trimmed.replace('_', "").parse().ok()
    } else {
        trimmed.parse().ok()
    };
    number.ok_or_else(|| format!("invalid value for Float(): \"{}\"", text.replace('\n', "\\n")))
}

/// Gives where the point is if this is minutes and hours with a fraction: `1:30.5`.
fn sexagesimal_point(bytes: &[u8]) -> Option<usize> {
    let point = memchr::memchr(b'.', bytes)?;
    let (_, whole) = split_sign(&bytes[..point]);
    if !whole.first()?.is_ascii_digit() || !bytes[point + 1..].iter().copied().all(digit_or_bar) {
        return None;
    }
    colon_groups(&whole[run(whole, digit_or_bar)..]).then_some(point)
}

/// Says whether this is one group or more of a colon and a number below 60.
fn colon_groups(mut bytes: &[u8]) -> bool {
    let mut any = false;
    loop {
        bytes = match bytes {
            [] => return any,
            [b':', b'0'..=b'5', b'0'..=b'9', rest @ ..] | [b':', b'0'..=b'9', rest @ ..] => rest,
            _ => return false,
        };
        any = true;
    }
}

fn sexagesimal_with_fraction(text: &str, point: usize) -> Result<f64, String> {
    let (whole, fraction) = text.split_at(point);
    let mut groups = Vec::new();
    for group in whole.split(':') {
        groups.push(ruby_float(group)?);
    }
    let mut sum = sum_of_groups(groups.into_iter().rev());
    if fraction != "." {
        sum += ruby_float(fraction)?;
    }
    Ok(signed(whole, sum))
}

/// Minutes and hours without a fraction.
fn sexagesimal(text: &str) -> Option<f64> {
    let (_, unsigned) = split_sign(text.as_bytes());
    let head = run(unsigned, |byte| byte.is_ascii_digit());
    if head == 0 || !colon_groups(&unsigned[head..]) {
        return None;
    }
    let sum = sum_of_groups(text.rsplit(':').map(|group| group.parse::<f64>().unwrap_or_default()));
    Some(signed(text, sum))
}

/// Adds groups up, the last of them first.
fn sum_of_groups(groups: impl Iterator<Item = f64>) -> f64 {
    let mut unit = 1.0;
    groups.fold(0.0, |sum, group| {
        let sum = sum + group * unit;
        unit *= 60.0;
        sum
    })
}

/// SafeYAML lets the sign count twice: once for the first group, once for the sum.
fn signed(text: &str, sum: f64) -> f64 {
    if text.starts_with('-') { -sum } else { sum }
}

fn integer(text: &str) -> Option<Yaml> {
    let (negative, digits) = split_sign(text.as_bytes());
    let signed = digits.len() != text.len();
    match digits {
        [b'0'] => Some(Yaml::Int(0)),
        [b'1'..=b'9', rest @ ..] if rest.iter().all(u8::is_ascii_digit) => radix(digits, 10, negative),
        [b'0', b'x', rest @ ..] if is_hexadecimal(rest) => radix(rest, 16, negative),
        [b'0', b'X', rest @ ..] if !signed && is_hexadecimal(rest) => radix(rest, 16, false),
        [b'0', b'b', rest @ ..] if !signed && !rest.is_empty() && rest.iter().all(|b| matches!(b, b'0' | b'1')) => {
            radix(rest, 2, false)
        }
        [b'0', rest @ ..] if !signed && rest.iter().all(|byte| matches!(byte, b'0'..=b'7')) => radix(rest, 8, false),
        _ => None,
    }
}

fn is_hexadecimal(digits: &[u8]) -> bool {
    !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit)
}

/// Reads digits of a base; what does not fit 64 bits becomes decimal digits.
fn radix(digits: &[u8], base: u32, negative: bool) -> Option<Yaml> {
    let digits = std::str::from_utf8(digits).ok()?;
    if let Ok(magnitude) = i128::from_str_radix(digits, base) {
        let number = if negative { -magnitude } else { magnitude };
        return Some(i64::try_from(number).map_or_else(|_| Yaml::BigInt(number.to_string()), Yaml::Int));
    }
    let decimal = match base {
        10 => digits.to_owned(),
        _ => to_decimal(digits, base),
    };
    Some(Yaml::BigInt(if negative { format!("-{decimal}") } else { decimal }))
}

/// The longest run of digits in a base other than ten that is converted; a longer one stays as many digits as this.
const MAX_CONVERTED_DIGITS: usize = 20_000;

/// Schoolbook conversion in steps of nine decimal digits. Quadratic, hence the limit.
fn to_decimal(digits: &str, base: u32) -> String {
    let mut limbs: Vec<u64> = vec![0];
    for digit in digits.chars().take(MAX_CONVERTED_DIGITS).filter_map(|c| c.to_digit(base)) {
        let mut carry = u64::from(digit);
        for limb in &mut limbs {
            let value = *limb * u64::from(base) + carry;
            *limb = value % 1_000_000_000;
            carry = value / 1_000_000_000;
        }
        if carry > 0 {
            limbs.push(carry);
        }
    }
    let mut text = String::new();
    for limb in limbs.iter().rev() {
        if text.is_empty() {
            if *limb != 0 {
                text = limb.to_string();
            }
        } else {
            text.push_str(&format!("{limb:09}"));
        }
    }
    if text.is_empty() { "0".to_owned() } else { text }
}

/// Decodes base 64 as Ruby's `unpack("m")` does: what is no digit is skipped, and `=` ends it.
pub(crate) fn binary(text: &str) -> Yaml {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0u32);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' if count >= 2 => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(digit);
        count += 1;
        if count == 4 {
            out.extend_from_slice(&bits.to_be_bytes()[1..]);
            (bits, count) = (0, 0);
        }
    }
    match count {
        2 => out.push((bits >> 4).to_be_bytes()[3]),
        3 => out.extend_from_slice(&(bits >> 2).to_be_bytes()[2..]),
        _ => {}
    }
    String::from_utf8(out).map_or_else(|error| Yaml::Binary(error.into_bytes()), Yaml::Str)
}
