//! The types of scalars: what SafeYAML makes of the text of a plain scalar.

use crate::node::Yaml;
use crate::timestamp;
use std::borrow::Cow;

/// What a scalar is.
pub(crate) enum Scalar<'a> {
    Text(Cow<'a, str>),
    Other(Yaml),
}

/// Types a scalar that was written without quotes (or with a tag, which SafeYAML takes for the same).
///
/// The error is the text of Ruby's `ArgumentError`.
pub(crate) fn resolve(text: Cow<'_, str>) -> Result<Scalar<'_>, String> {
    match text.as_bytes().first() {
        None => return Ok(Scalar::Other(Yaml::Null)),
        Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b'_' | b',') => {
            if let Some(value) = number(&text)? {
                return Ok(Scalar::Other(value));
            }
        }
        Some(b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'y' | b'Y' | b'o' | b'O') => {
            if let Some(value) = word(&text) {
                return Ok(Scalar::Other(value));
            }
        }
        Some(_) => {}
    }
    Ok(Scalar::Text(text))
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
    Ok(integer(joined)?.or_else(|| sexagesimal(joined).map(Yaml::Float)))
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

fn integer(text: &str) -> Result<Option<Yaml>, String> {
    let (negative, digits) = split_sign(text.as_bytes());
    let signed = digits.len() != text.len();
    let (skipped, base) = match digits {
        [b'0'] => return Ok(Some(Yaml::Int(0))),
        [b'1'..=b'9', rest @ ..] if rest.iter().all(u8::is_ascii_digit) => (0, 10),
        [b'0', b'x', rest @ ..] if is_hexadecimal(rest) => (2, 16),
        [b'0', b'X', rest @ ..] if !signed && is_hexadecimal(rest) => (2, 16),
        [b'0', b'b', rest @ ..] if !signed && !rest.is_empty() && rest.iter().all(|b| matches!(b, b'0' | b'1')) => {
            (2, 2)
        }
        [b'0', rest @ ..] if !signed && rest.iter().all(|byte| matches!(byte, b'0'..=b'7')) => (1, 8),
        _ => return Ok(None),
    };
    radix(&text[usize::from(signed) + skipped..], base, negative).map(Some)
}

fn is_hexadecimal(digits: &[u8]) -> bool {
    !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit)
}

/// Reads digits of a base; what does not fit 64 bits becomes decimal digits.
fn radix(digits: &str, base: u32, negative: bool) -> Result<Yaml, String> {
    if let Ok(magnitude) = i128::from_str_radix(digits, base) {
        let number = if negative { -magnitude } else { magnitude };
        return Ok(i64::try_from(number).map_or_else(|_| Yaml::BigInt(number.to_string()), Yaml::Int));
    }
    let decimal = if base == 10 { digits.to_owned() } else { to_decimal(digits, base)? };
    Ok(Yaml::BigInt(if negative { format!("-{decimal}") } else { decimal }))
}

/// The most digits in a base other than ten that are converted, for it takes time quadratic in them.
const MAX_CONVERTED_DIGITS: usize = 5_000;

/// Schoolbook conversion in limbs of eighteen decimal digits.
fn to_decimal(digits: &str, base: u32) -> Result<String, String> {
    const LIMB: u128 = 1_000_000_000_000_000_000;
    let digits = digits.trim_start_matches('0');
    if digits.len() > MAX_CONVERTED_DIGITS {
        return Err(format!("an integer of {} digits in base {base} is too long", digits.len()));
    }
    let mut limbs: Vec<u64> = vec![0];
    // Twelve digits of any base up to 16 fit 48 bits, so that a step stays below 2^128.
    for step in digits.as_bytes().chunks(12) {
        let mut carry = 0;
        for digit in step.iter().filter_map(|byte| char::from(*byte).to_digit(base)) {
            carry = carry * u128::from(base) + u128::from(digit);
        }
        let unit = (0..step.len()).fold(1, |unit, _| unit * u128::from(base));
        for limb in &mut limbs {
            let value = u128::from(*limb) * unit + carry;
            *limb = u64::try_from(value % LIMB).unwrap_or_default();
            carry = value / LIMB;
        }
        if carry > 0 {
            limbs.push(u64::try_from(carry).unwrap_or_default());
        }
    }
    let mut text = limbs.pop().unwrap_or_default().to_string();
    limbs.iter().rev().for_each(|limb| text.push_str(&format!("{limb:018}")));
    Ok(text)
}

/// Decodes base 64 as Ruby's `unpack("m")` does: what is no digit is skipped, and `=` ends it.
pub(crate) fn binary(text: &str) -> Scalar<'static> {
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
    match String::from_utf8(out) {
        Ok(text) => Scalar::Text(text.into()),
        Err(error) => Scalar::Other(Yaml::Binary(error.into_bytes())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> String {
        match resolve(text.into()) {
            Ok(Scalar::Other(Yaml::Int(number))) => format!("i {number}"),
            Ok(Scalar::Other(Yaml::BigInt(digits))) => format!("i {digits}"),
            Ok(Scalar::Other(Yaml::Float(number))) => format!("f {number:?}"),
            Ok(Scalar::Text(text)) => format!("s {text}"),
            Ok(Scalar::Other(other)) => format!("{other:?}"),
            Err(message) => message,
        }
    }

    #[test]
    fn integers() {
        for (text, value) in [
            ("1,000", "i 1000"),
            ("_+1", "i 1"),
            ("012", "i 10"),
            ("018", "s 018"),
            ("-012", "s -012"),
            ("0b_1", "i 1"),
            ("-0b1", "s -0b1"),
            ("-0x1F", "i -31"),
            ("-0X1F", "s -0X1F"),
            ("9223372036854775808", "i 9223372036854775808"),
            ("0xffffffffffffffffffffffffffffffffffff", "i 22300745198530623141535718272648361505980415"),
            ("12\n", "i 12"),
            ("_", "s _"),
        ] {
            assert_eq!(typed(text), value, "{text}");
        }
        assert_eq!(typed(&format!("0x{}", "f".repeat(5_001))), "an integer of 5001 digits in base 16 is too long");
    }

    #[test]
    fn floats() {
        for (text, value) in [
            ("1.5", "f 1.5"),
            ("5.", "s 5."),
            ("1e3", "s 1e3"),
            ("1.5e+3", "f 1500.0"),
            ("1,000.5", "s 1,000.5"),
            ("1:30", "f 90.0"),
            ("-1:30", "f 30.0"),
            ("-1:30.5", "f 29.5"),
            ("1:60", "s 1:60"),
            ("1:30.", "f 90.0"),
            ("1.5_", "invalid value for Float(): \"1.5_\""),
            ("0_:0.", "invalid value for Float(): \"0_\""),
            (".Inf", "f inf"),
            ("+.inf", "s +.inf"),
        ] {
            assert_eq!(typed(text), value, "{text}");
        }
    }

    #[test]
    fn binaries() {
        let decoded = |text: &str| match binary(text) {
            Scalar::Text(text) => Yaml::Str(text.into_owned()),
            Scalar::Other(value) => value,
        };
        assert_eq!(decoded("aGVsbG8="), Yaml::Str("hello".into()));
        assert_eq!(decoded("aG Vs\nbG8"), Yaml::Str("hello".into()));
        assert_eq!(decoded("/+4="), Yaml::Binary(vec![0xff, 0xee]));
        assert_eq!(decoded(""), Yaml::Str(String::new()));
    }
}
