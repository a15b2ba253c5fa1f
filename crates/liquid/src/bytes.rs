//! Looking for bytes: where nothing is expected for long, and where something is expected soon.

use memchr::memmem::{self, Finder};
use rustc_hash::FxBuildHasher;
use std::cell::RefCell;
use std::collections::HashMap;

/// How many bytes are looked at together.
const BLOCK: usize = 16;

/// After how many times eight bytes nothing is expected soon any more.
const NEAR: usize = 6;

/// Finds the first byte that `wanted` holds for. Most blocks of a text have none: they are passed over without a branch
/// for each byte, so `wanted` should be made of comparisons joined by `|`.
///
/// ```
/// use hyde_liquid::find_byte;
/// assert_eq!(find_byte(b"a long text with an <em>", |byte| (byte == b'<') | (byte == b'>')), Some(20));
/// assert_eq!(find_byte(b"none", |byte| byte < b' '), None);
/// ```
#[inline]
pub fn find_byte(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let mut from = 0;
    while let Some(block) = bytes[from..].first_chunk::<BLOCK>()
        && !block.iter().fold(false, |any, byte| any | wanted(*byte))
    {
        from += BLOCK;
    }
    bytes[from..].iter().position(|byte| wanted(*byte)).map(|at| from + at)
}

/// From how many bytes on it takes longer to search than to make ready for it.
const LONG: usize = 64;

/// How many searches a thread keeps ready.
const READY: usize = 512;

thread_local! {
    static FINDERS: RefCell<HashMap<Box<str>, Finder<'static>, FxBuildHasher>> = RefCell::default();
}

/// Says whether a part occurs in bytes. Templates ask for the same few parts again and again, so searches are kept ready.
pub(crate) fn contains(bytes: &[u8], part: &str) -> bool {
    if bytes.len() < LONG {
        return memmem::find(bytes, part.as_bytes()).is_some();
    }
    FINDERS.with_borrow_mut(|finders| {
        if let Some(finder) = finders.get(part) {
            return finder.find(bytes).is_some();
        }
        if finders.len() >= READY {
            finders.clear();
        }
        let finder = Finder::new(part).into_owned();
        let found = finder.find(bytes).is_some();
        finders.insert(part.into(), finder);
        found
    })
}

/// Goes through the places of two bytes, which are expected to be many: eight bytes are looked at together, and once for
/// all that is in them.
pub(crate) struct Either<'a> {
    bytes: &'a [u8],
    wanted: [u64; 2],
    /// Where the eight bytes begin.
    from: usize,
    /// The highest bits of those bytes among them that are wanted and still to come.
    found: u64,
}

impl<'a> Either<'a> {
    pub(crate) fn new(one: u8, other: u8, bytes: &'a [u8]) -> Self {
        let mut either = Self { bytes, wanted: [each(one), each(other)], from: 0, found: 0 };
        either.go_on_from(0);
        either
    }

    /// Goes to another place.
    pub(crate) fn go_on_from(&mut self, place: usize) {
        self.from = place;
        let rest = self.bytes.get(place..).unwrap_or_default();
        let (word, there) = match rest.first_chunk() {
            Some(chunk) => (u64::from_le_bytes(*chunk), u64::MAX),
            None => {
                let mut chunk = [0; 8];
                chunk[..rest.len()].copy_from_slice(rest);
                (u64::from_le_bytes(chunk), (1 << (8 * rest.len())) - 1)
            }
        };
        self.found = (zeros(word ^ self.wanted[0]) | zeros(word ^ self.wanted[1])) & there;
    }
}

impl Iterator for Either<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let mut words = 0;
        while self.found == 0 {
            let next = self.from + 8;
            if next >= self.bytes.len() {
                return None;
            }
            words += 1;
            let next = if words < NEAR {
                next
            } else {
                let [one, other] = self.wanted.map(|wanted| wanted.to_le_bytes()[0]);
                next + memchr::memchr2(one, other, &self.bytes[next..])?
            };
            self.go_on_from(next);
        }
        let at = self.from + self.found.trailing_zeros() as usize / 8;
        self.found &= self.found - 1;
        Some(at)
    }
}

/// A byte eight times.
const fn each(byte: u8) -> u64 {
    0x0101_0101_0101_0101 * byte as u64
}

/// Marks the zero bytes of a word in their highest bits.
const fn zeros(word: u64) -> u64 {
    let low = each(0x7f);
    !(((word & low) + low) | word | low)
}

#[cfg(test)]
mod tests {
    use super::{Either, READY, contains, find_byte};

    #[test]
    fn parts_are_found_before_and_after_others_were() {
        let text = "a text that is longer than what is searched at once, with some parts in it".as_bytes();
        for number in 0..2 * READY {
            assert!(contains(text, "some parts") && contains(text, "") && !contains(text, &number.to_string()));
        }
    }

    #[test]
    fn both_find_what_is_there() {
        for length in 0..80 {
            for at in 0..=length {
                let mut bytes = vec![0x01; length];
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = 0;
                }
                if let Some(byte) = bytes.get_mut(at + 3) {
                    *byte = 0xff;
                }
                assert_eq!(find_byte(&bytes, |byte| byte == 0), bytes.iter().position(|byte| *byte == 0));
                let wanted = bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, 0 | 0xff)).map(|(at, _)| at);
                assert!(Either::new(0xff, 0, &bytes).eq(wanted.filter(|at| *at < length)));
            }
        }
    }
}
