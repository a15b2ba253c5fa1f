//! Ruby's numbers beyond Rust's: big integers, and the decimals that Liquid's filters calculate with.

use num_bigint::BigInt;

/// Makes a big integer of a whole float; `None` if it is not finite.
pub(crate) fn big_from_float(whole: f64) -> Option<BigInt> {
    if !whole.is_finite() {
        return None;
    }
    let bits = whole.abs().to_bits();
    let exponent = i64::try_from(bits >> 52).unwrap_or(0) - 1075;
    let mantissa = (bits & ((1 << 52) - 1)) | (1 << 52);
    let magnitude = if whole.abs() < 1.0 {
        BigInt::from(0)
    } else if exponent >= 0 {
        BigInt::from(mantissa) << exponent.unsigned_abs()
    } else {
        BigInt::from(mantissa >> exponent.unsigned_abs().min(63))
    };
    Some(if whole < 0.0 { -magnitude } else { magnitude })
}

/// Ruby's `String#to_i`: an optional sign and digits with single underscores, whatever follows; 0 if there are none.
pub(crate) fn to_i(text: &str) -> crate::Value {
    let text = text.trim_start_matches(crate::unicode::is_space);
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let mut number: i64 = 0;
    let mut big: Option<String> = None;
    let bytes = digits.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                if let Some(big) = &mut big {
                    big.push(char::from(byte));
                    continue;
                }
                match number.checked_mul(10).and_then(|ten| ten.checked_add(i64::from(byte - b'0'))) {
                    Some(next) => number = next,
                    None => big = Some(format!("{number}{}", char::from(byte))),
                }
            }
            b'_' if at > 0 && bytes[at - 1] != b'_' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {}
            _ => break,
        }
    }
    match big {
        None => crate::Value::Int(if negative { -number } else { number }),
        Some(digits) => {
            let big: BigInt = digits.parse().unwrap_or_default();
            crate::Value::from(if negative { -big } else { big })
        }
    }
}

/// Ruby's `String#to_f`: the longest number at the start, 0.0 if there is none.
pub(crate) fn to_f(text: &str) -> f64 {
    let text = text.trim_start_matches(crate::unicode::is_space);
    let bytes = text.as_bytes();
    let mut clean = String::new();
    let mut at = 0;
    if matches!(bytes.first(), Some(b'-' | b'+')) {
        clean.push(char::from(bytes[0]));
        at = 1;
    }
    let digits = |clean: &mut String, mut at: usize| {
        let start = at;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'0'..=b'9' => clean.push(char::from(byte)),
                b'_' if at > start && bytes[at - 1] != b'_' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {}
                _ => break,
            }
            at += 1;
        }
        at
    };
    let whole_end = digits(&mut clean, at);
    if whole_end == at {
        return 0.0;
    }
    at = whole_end;
    if bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
        clean.push('.');
        at = digits(&mut clean, at + 1);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let mut exponent = String::from("e");
        let mut digits_at = at + 1;
        if let Some(sign @ (b'-' | b'+')) = bytes.get(digits_at) {
            exponent.push(char::from(*sign));
            digits_at += 1;
        }
        if digits(&mut exponent, digits_at) > digits_at {
            clean.push_str(&exponent);
        }
    }
    clean.parse().unwrap_or(0.0)
}

/// Ruby's `Integer()`: a whole integer with sign, underscores between digits, and the prefixes `0x`, `0b`, `0o`, `0`.
pub(crate) fn strict_integer(text: &str) -> Option<i64> {
    let text = crate::unicode::strip_space(text);
    let (negative, rest) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let lower = rest.to_ascii_lowercase();
    let (radix, digits) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, &lower[2..]),
        [b'0', b'b', ..] => (2, &lower[2..]),
        [b'0', b'o', ..] => (8, &lower[2..]),
        [b'0', b'd', ..] => (10, &lower[2..]),
        [b'0', b'0'..=b'9' | b'_', ..] => (8, lower[1..].strip_prefix('_').unwrap_or(&lower[1..])),
        _ => (10, &lower[..]),
    };
    let sound = !digits.is_empty()
        && !digits.starts_with('_')
        && !digits.ends_with('_')
        && !digits.contains("__")
        && digits.chars().all(|c| c == '_' || c.is_digit(radix));
    if !sound {
        return None;
    }
    let clean: String = digits.chars().filter(|c| *c != '_').collect();
    let number = i64::from_str_radix(&clean, radix).unwrap_or(i64::MAX);
    Some(if negative { -number } else { number })
}

/// Divides downwards and gives quotient and rest; `None` if the quotient does not fit.
pub(crate) fn floor_division(a: i64, b: i64) -> Option<(i64, i64)> {
    let (quotient, rest) = (a.checked_div(b)?, a.checked_rem(b)?);
    Some(if rest != 0 && (rest < 0) != (b < 0) { (quotient - 1, rest + b) } else { (quotient, rest) })
}

/// Divides downwards and gives quotient and rest; the divisor must not be zero.
pub(crate) fn big_floor_division(a: &BigInt, b: &BigInt) -> (BigInt, BigInt) {
    let zero = BigInt::default();
    let (quotient, rest) = (a / b, a % b);
    if rest != zero && (rest < zero) != (*b < zero) { (quotient - 1, rest + b) } else { (quotient, rest) }
}

/// A decimal number: digits and how many of them stand after the point.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decimal {
    digits: BigInt,
    /// May be negative, for round numbers.
    scale: i32,
}

/// How many digits a quotient is calculated to: more than a float can tell apart.
const QUOTIENT_DIGITS: u32 = 40;

impl Decimal {
    pub(crate) fn new(digits: BigInt, scale: i32) -> Self {
        Self { digits, scale }
    }

    /// Takes the digits that the float prints with; `None` if it is not finite.
    pub(crate) fn from_float(float: f64) -> Option<Self> {
        if !float.is_finite() {
            return None;
        }
        let text = format!("{float:e}");
        let (mantissa, exponent) = text.split_once('e')?;
        let fraction = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let digits: BigInt = mantissa.replace('.', "").parse().ok()?;
        let scale = i32::try_from(fraction).ok()? - exponent.parse::<i32>().ok()?;
        Some(Self { digits, scale })
    }

    /// Reads `-?\d+\.\d+`, through and through.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.')?;
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) || text.len() > 100_000 {
            return None;
        }
        let digits: BigInt = format!("{whole}{fraction}").parse().ok()?;
        let digits = if text.starts_with('-') { -digits } else { digits };
        Some(Self { digits, scale: i32::try_from(fraction.len()).ok()? })
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.digits == BigInt::default()
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.digits < BigInt::default()
    }

    pub(crate) fn bits(&self) -> u64 {
        self.digits.bits() + u64::from(self.scale.unsigned_abs()) * 4
    }

    pub(crate) fn negated(self) -> Self {
        Self { digits: -self.digits, scale: self.scale }
    }

    /// Brings two numbers to one scale.
    fn aligned(&self, other: &Self) -> (BigInt, BigInt, i32) {
        let scale = self.scale.max(other.scale);
        let raise = |number: &Self| &number.digits * power_of_ten((scale - number.scale).unsigned_abs());
        (raise(self), raise(other), scale)
    }

    pub(crate) fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let (a, b, _) = self.aligned(other);
        a.cmp(&b)
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        let (a, b, scale) = self.aligned(other);
        Self { digits: a + b, scale }
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        Self { digits: &self.digits * &other.digits, scale: self.scale.saturating_add(other.scale) }
    }

    /// Divides; the divisor must not be zero.
    pub(crate) fn divided_by(&self, other: &Self) -> Self {
        let digits = |number: &BigInt| u32::try_from(number.bits() / 3 + 1).unwrap_or(u32::MAX / 4);
        let raise = (QUOTIENT_DIGITS + digits(&other.digits)).saturating_sub(digits(&self.digits) / 4);
        let numerator = &self.digits * power_of_ten(raise);
        let raise = i32::try_from(raise).unwrap_or(0);
        Self { digits: numerator / &other.digits, scale: self.scale - other.scale + raise }
    }

    /// Gives the rest of the division, with the sign of the divisor, which must not be zero.
    pub(crate) fn modulo(&self, other: &Self) -> Self {
        let (a, b, scale) = self.aligned(other);
        Self { digits: big_floor_division(&a, &b).1, scale }
    }

    /// Rounds to so many places after the point (before it, if negative), half away from zero.
    pub(crate) fn round(&self, places: i32) -> Self {
        if self.scale <= places {
            return self.clone();
        }
        let unit = power_of_ten((self.scale - places).unsigned_abs());
        let half = &unit / 2;
        let magnitude = if self.is_negative() { -&self.digits } else { self.digits.clone() };
        let rounded: BigInt = (magnitude + half) / &unit;
        Self { digits: if self.is_negative() { -rounded } else { rounded }, scale: places }
    }

    /// Gives the integer at or below.
    pub(crate) fn floor(&self) -> BigInt {
        if self.scale <= 0 {
            return &self.digits * power_of_ten(self.scale.unsigned_abs());
        }
        big_floor_division(&self.digits, &power_of_ten(self.scale.unsigned_abs())).0
    }

    /// Gives the integer at or above.
    pub(crate) fn ceil(&self) -> BigInt {
        -self.clone().negated().floor()
    }

    /// Gives the nearest float.
    pub(crate) fn to_f64(&self) -> f64 {
        if self.scale == 0 && self.digits.bits() < 53 {
            return i64::try_from(&self.digits).unwrap_or(0) as f64;
        }
        format!("{}e{}", self.digits, -i64::from(self.scale)).parse().unwrap_or(0.0)
    }
}

/// Gives a power of ten, which may not be out of all proportion.
fn power_of_ten(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent.min(1_000_000))
}
