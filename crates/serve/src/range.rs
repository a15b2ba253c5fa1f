//! The `Range` header: which bytes of a file were asked for.

/// More parts than this are no honest request; the whole file answers it.
const MOST_PARTS: usize = 16;

/// What a `Range` header asks of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The whole file.
    Whole,
    /// These bytes: first and last, in the order they were asked for.
    Parts(Vec<(u64, u64)>),
    /// It is no range.
    Malformed,
    /// None of the bytes is there.
    Unsatisfiable,
}

/// Reads the header for a file of `length` bytes.
pub(crate) fn read(header: &str, length: u64) -> Asked {
    let Some(list) = header.trim().strip_prefix("bytes=") else { return Asked::Malformed };
    let mut parts = Vec::new();
    let mut asked = 0;
    for part in list.split(',').map(str::trim) {
        asked += 1;
        if asked > MOST_PARTS {
            return Asked::Whole;
        }
        let Some((first, last)) = part.split_once('-') else { return Asked::Malformed };
        let bounds = match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => (first, last.min(length.saturating_sub(1))),
            (Some(first), None) if last.is_empty() => (first, length.saturating_sub(1)),
            (None, Some(count)) if first.is_empty() && count > 0 => {
                (length.saturating_sub(count), length.saturating_sub(1))
            }
            (None, Some(_)) if first.is_empty() => continue,
            _ => return Asked::Malformed,
        };
        if bounds.0 < length {
            parts.push(bounds);
        }
    }
    // Parts that repeat each other would make an answer larger than the file.
    if parts.iter().map(|(first, last)| last - first + 1).sum::<u64>() > length {
        return Asked::Whole;
    }
    if parts.is_empty() { Asked::Unsatisfiable } else { Asked::Parts(parts) }
}

/// A number of at most 18 digits, which fits.
fn number(text: &str) -> Option<u64> {
    (text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Asked, read};

    #[test]
    fn ranges_of_a_hundred_bytes() {
        assert_eq!(read("bytes=0-9", 100), Asked::Parts(vec![(0, 9)]));
        assert_eq!(read("bytes=90-", 100), Asked::Parts(vec![(90, 99)]));
        assert_eq!(read("bytes=-5", 100), Asked::Parts(vec![(95, 99)]));
        assert_eq!(read("bytes=-500", 100), Asked::Parts(vec![(0, 99)]));
        assert_eq!(read("bytes=0-1, 5-6", 100), Asked::Parts(vec![(0, 1), (5, 6)]));
        assert_eq!(read("bytes=50-1000", 100), Asked::Parts(vec![(50, 99)]));
    }

    #[test]
    fn bad_ranges() {
        for header in [
            "bytes",
            "bytes=",
            "bytes=a-b",
            "lines=1-2",
            "bytes=9-2",
            "bytes=1",
            "bytes=1-2-3",
            "bytes=99999999999999999999-",
        ] {
            assert_eq!(read(header, 100), Asked::Malformed, "{header}");
        }
        for header in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(read(header, 100), Asked::Unsatisfiable, "{header}");
        }
        assert_eq!(read("bytes=0-", 0), Asked::Unsatisfiable);
        assert_eq!(read(&format!("bytes={}", ["0-99"; 3].join(",")), 100), Asked::Whole);
        assert_eq!(read(&format!("bytes={}", ["0-0"; 17].join(",")), 100), Asked::Whole);
    }
}
