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
