//! The form that nearly all dates of sites have, without a search for others.

use super::DateParts;

/// Reads `2020-02-03`, with ` 04:05:06` behind it or not, and with an offset such as ` +0100` behind that or not. Anything
/// else, and a field that is out of range, is left to the search.
pub(super) fn usual(text: &str) -> Option<DateParts> {
    let bytes = text.as_bytes();
    let (date, rest) = bytes.split_at_checked(10)?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *date else { return None };
    let mut parts = DateParts {
        year: Some(i64::from(pair(y1, y2, 99)?) * 100 + i64::from(pair(y3, y4, 99)?)),
        month: Some(pair(m1, m2, 12)?).filter(|month| *month > 0),
        day: Some(pair(d1, d2, 31)?).filter(|day| *day > 0),
        ..DateParts::default()
    };
    if parts.month.is_none() || parts.day.is_none() {
        return None;
    }
    if rest.is_empty() {
        return Some(parts);
    }
    let (clock, zone) = rest.split_at_checked(9)?;
    let [b' ', h1, h2, b':', n1, n2, b':', s1, s2] = *clock else { return None };
    (parts.hour, parts.minute, parts.second) =
        (Some(pair(h1, h2, 23)?), Some(pair(n1, n2, 59)?), Some(pair(s1, s2, 59)?));
    match zone {
        [] => {}
        [b' ', b'+' | b'-', h1, h2, m1, m2] => {
            pair(*h1, *h2, 99)?;
            pair(*m1, *m2, 99)?;
            parts.zone = Some(text[20..].to_owned());
        }
        _ => return None,
    }
    Some(parts)
}

/// The number that two digits make, if it is not above `most`.
fn pair(tens: u8, ones: u8, most: u32) -> Option<u32> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    let number = digit(tens)? * 10 + digit(ones)?;
    (number <= most).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::super::searched;
    use super::usual;

    #[test]
    fn what_it_reads_the_search_reads_alike() {
        let fields = ["00", "01", "09", "12", "13", "24", "29", "31", "32", "59", "60", "99"];
        let mut read = 0;
        for year in ["0000", "0001", "0031", "0099", "1000", "1969", "2024", "9999"] {
            for month in fields {
                for day in fields {
                    let date = format!("{year}-{month}-{day}");
                    for rest in ["", " 00:00:00", " 23:59:59", " 12:31:09 +0000", " 01:02:03 -0730", " 04:05:06 +9999"]
                    {
                        let text = format!("{date}{rest}");
                        if let Some(parts) = usual(&text) {
                            assert_eq!(parts, searched(&text), "{text}");
                            read += 1;
                        }
                    }
                }
            }
        }
        assert_eq!(read, 8 * 3 * 7 * 6);
        for text in [
            "2020-2-3",
            "2020-02-03T04:05:06",
            "2020-02-03 04:05",
            "2020-02-03 24:00:00",
            "2020-02-03 04:05:06 UTC",
            "é020-02-03",
        ] {
            assert_eq!(usual(text), None, "{text}");
        }
    }
}
