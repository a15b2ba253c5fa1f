//! Versions of gems and their order.

use std::cmp::Ordering;

/// Compares two versions as RubyGems does: segment by segment, a letter segment before any number.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (segments(a), segments(b));
    for at in 0..a.len().max(b.len()) {
        let zero = Segment::Number(0);
        let order = a.get(at).unwrap_or(&zero).cmp(b.get(at).unwrap_or(&zero));
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

/// A part of a version. Letters order before numbers, so prereleases come before releases.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Letters(String),
    Number(u64),
}

fn segments(version: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    for part in version.replace('-', ".pre.").split('.') {
        let mut rest = part;
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let length =
                if digits > 0 { digits } else { rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len()) };
            let (segment, after) = rest.split_at(length);
            segments.push(match segment.parse() {
                Ok(number) => Segment::Number(number),
                Err(_) => Segment::Letters(segment.to_owned()),
            });
            rest = after;
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::compare;
    use std::cmp::Ordering;

    #[test]
    fn versions_order_as_rubygems_orders_them() {
        assert_eq!(compare("2.10.0", "2.9.1"), Ordering::Greater);
        assert_eq!(compare("1.0.0.rc1", "1.0.0"), Ordering::Less);
        assert_eq!(compare("1.0", "1.0.0"), Ordering::Equal);
    }
}
