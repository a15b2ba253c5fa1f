//! The text that is read, and steps through it.

/// The text in lower case, its original beside it, with everything blanked that can be no part of a date.
pub(super) struct Text {
    pub(super) lower: Vec<u8>,
    original: Vec<u8>,
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        let mut original = Vec::with_capacity(text.len());
        for c in text.chars() {
            let kept = c.is_alphanumeric() || "-+',./:@[]".contains(c);
            if kept {
                original.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            } else if original.last() != Some(&b' ') {
                original.push(b' ');
            }
        }
        Self { lower: original.to_ascii_lowercase(), original }
    }

    /// Blanks a part that has been read, so that nothing reads it again.
    pub(super) fn take(&mut self, start: usize, end: usize) {
        self.lower.splice(start..end, [b' ']);
        self.original.splice(start..end, [b' ']);
    }

    /// Gives a part as it was written.
    pub(super) fn written(&self, start: usize, end: usize) -> String {
        String::from_utf8_lossy(&self.original[start..end]).into_owned()
    }

    /// Gives a part in lower case.
    pub(super) fn part(&self, start: usize, end: usize) -> String {
        String::from_utf8_lossy(&self.lower[start..end]).into_owned()
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.lower.get(at).copied()
    }

    pub(super) fn is(&self, at: usize, wanted: u8) -> bool {
        self.byte(at) == Some(wanted)
    }

    pub(super) fn starts_with(&self, at: usize, wanted: &str) -> bool {
        self.lower.get(at..).is_some_and(|rest| rest.starts_with(wanted.as_bytes()))
    }

    /// Gives the position after bytes that satisfy a condition.
    pub(super) fn skip(&self, at: usize, fits: impl Fn(u8) -> bool) -> usize {
        at + self.lower.get(at..).unwrap_or_default().iter().take_while(|byte| fits(**byte)).count()
    }

    pub(super) fn skip_space(&self, at: usize) -> usize {
        self.skip(at, |byte| byte == b' ')
    }

    /// Gives the end of a run of digits, if there is one.
    pub(super) fn digits(&self, at: usize) -> Option<usize> {
        let end = self.skip(at, |byte| byte.is_ascii_digit());
        (end > at).then_some(end)
    }

    /// Gives the end of a run of exactly so many digits or more.
    pub(super) fn exact_digits(&self, at: usize, count: usize) -> Option<usize> {
        let found = self.lower.get(at..at + count)?;
        found.iter().all(u8::is_ascii_digit).then_some(at + count)
    }

    /// Gives the end of a number that may have an apostrophe and then a sign from `signs` in front.
    pub(super) fn number(&self, at: usize, signs: &[u8]) -> Option<usize> {
        let at = if self.is(at, b'\'') { at + 1 } else { at };
        let at = if self.byte(at).is_some_and(|byte| signs.contains(&byte)) { at + 1 } else { at };
        self.digits(at)
    }

    /// Says whether a word begins or ends at a position.
    pub(super) fn boundary(&self, at: usize) -> bool {
        let word = |byte: Option<u8>| byte.is_some_and(is_word);
        word(at.checked_sub(1).and_then(|before| self.byte(before))) != word(self.byte(at))
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// Says whether a byte belongs to a letter.
pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// Reads digits as a number; absurdly many give the largest.
pub(super) fn to_number(digits: &str) -> i64 {
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(i64::MAX / 4)
}

/// Reads digits as a small number.
pub(super) fn to_small(digits: &str) -> u32 {
    u32::try_from(to_number(digits)).unwrap_or(u32::MAX / 4)
}

/// Reads the digits of a fraction as nanoseconds.
pub(super) fn to_nanos(digits: &str) -> u32 {
    let mut padded: String = digits.chars().take(9).collect();
    while padded.len() < 9 {
        padded.push('0');
    }
    padded.parse().unwrap_or(0)
}
