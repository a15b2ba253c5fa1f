//! Looking for bytes: where nothing is expected for long, and where something is expected soon.

use memchr::memmem::{self, Finder};
use rustc_hash::FxBuildHasher;
use std::cell::RefCell;
use std::collections::HashMap;

/// How many bytes are looked at together.
const BLOCK: usize = 16;

/// Within how many bytes something that is near is looked for.
const NEAR: usize = 32;

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

/// Finds the first of a byte, which is probably near.
#[inline]
pub(crate) fn find_near(byte: u8, bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while from < NEAR
        && let Some(word) = word(bytes, from)
    {
        let found = zeros(word ^ each(byte));
        if found != 0 {
            return Some(from + found.trailing_zeros() as usize / 8);
        }
        from += 8;
    }
    memchr::memchr(byte, &bytes[from..]).map(|at| from + at)
}

/// Finds the first of two bytes, which is probably near.
#[inline]
pub(crate) fn find_either_near(one: u8, other: u8, bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while from < NEAR
        && let Some(word) = word(bytes, from)
    {
        let found = zeros(word ^ each(one)) | zeros(word ^ each(other));
        if found != 0 {
            return Some(from + found.trailing_zeros() as usize / 8);
        }
        from += 8;
    }
    memchr::memchr2(one, other, &bytes[from..]).map(|at| from + at)
}

/// Eight bytes, the first of them lowest.
#[inline]
fn word(bytes: &[u8], from: usize) -> Option<u64> {
    bytes[from..].first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

/// A byte eight times.
const fn each(byte: u8) -> u64 {
    0x0101_0101_0101_0101 * byte as u64
}

/// Marks the zero bytes of a word in their highest bits; above the lowest zero byte other bytes may be marked too.
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(each(1)) & !word & each(0x80)
}

#[cfg(test)]
mod tests {
    use super::{READY, contains, find_byte, find_either_near, find_near};

    #[test]
    fn parts_are_found_before_and_after_others_were() {
        let text = "a text that is longer than what is searched at once, with some parts in it".as_bytes();
        for number in 0..2 * READY {
            assert!(contains(text, "some parts") && contains(text, "") && !contains(text, &number.to_string()));
        }
    }

    #[test]
    fn all_find_what_is_first() {
        for length in 0..80 {
            for at in 0..=length {
                let mut bytes = vec![0x01; length];
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = 0;
                }
                if let Some(byte) = bytes.get_mut(at + 3) {
                    *byte = 0xff;
                }
                let first = bytes.iter().position(|byte| *byte == 0);
                assert_eq!(find_near(0, &bytes), first);
                assert_eq!(find_byte(&bytes, |byte| byte == 0), first);
                assert_eq!(find_either_near(0xff, 0, &bytes), bytes.iter().position(|byte| matches!(byte, 0 | 0xff)));
            }
        }
    }
}
