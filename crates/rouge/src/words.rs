//! Sorted lists of words, with what makes most questions about them answerable from the first letter and the length.

/// A sorted list of ASCII words.
pub(crate) struct Words {
    list: &'static [&'static str],
    /// For each first byte where its words begin in the list; the next entry is where they end.
    starts: [u16; 129],
    /// For each first byte the lengths of its words, as bits; the last bit stands for all that are longer.
    lengths: [u32; 128],
}

/// The bit of a length.
const fn bit(length: usize) -> u32 {
    1 << if length < 31 { length } else { 31 }
}

/// Whether one word comes before another.
const fn before(one: &[u8], other: &[u8]) -> bool {
    let mut index = 0;
    while index < one.len() && index < other.len() {
        if one[index] != other[index] {
            return one[index] < other[index];
        }
        index += 1;
    }
    one.len() < other.len()
}

impl Words {
    /// Takes a list; one that is not sorted does not compile.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a const function cannot convert otherwise, and lists are short"
    )]
    pub(crate) const fn new(list: &'static [&'static str]) -> Self {
        assert!(list.len() < u16::MAX as usize, "the list is too long");
        let (mut starts, mut lengths) = ([0; 129], [0; 128]);
        let (mut index, mut first) = (0, 0);
        while index < list.len() {
            let word = list[index].as_bytes();
            assert!(index == 0 || before(list[index - 1].as_bytes(), word), "the list is not sorted");
            let byte = word[0] as usize;
            assert!(byte < 128, "words are ASCII");
            while first < byte {
                first += 1;
                starts[first] = index as u16;
            }
            lengths[byte] |= bit(word.len());
            index += 1;
        }
        while first < 128 {
            first += 1;
            starts[first] = index as u16;
        }
        Words { list, starts, lengths }
    }

    /// Whether the list has a word.
    #[inline]
    pub(crate) fn has(&self, word: &[u8]) -> bool {
        let first = usize::from(word.first().copied().unwrap_or(0xFF));
        if first >= 128 || self.lengths[first] & bit(word.len()) == 0 {
            return false;
        }
        let words = &self.list[usize::from(self.starts[first])..usize::from(self.starts[first + 1])];
        if words.len() <= 12 {
            return words.iter().any(|known| known.as_bytes() == word);
        }
        words.binary_search_by(|known| known.as_bytes().cmp(word)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_its_words_and_no_others() {
        static LIST: Words = Words::new(&["a", "ab", "b", "zebra", "~"]);
        for word in ["a", "ab", "b", "zebra", "~"] {
            assert!(LIST.has(word.as_bytes()), "{word}");
        }
        for word in ["", "abc", "c", "zebr", "é", "\u{7f}"] {
            assert!(!LIST.has(word.as_bytes()), "{word}");
        }
    }
}
