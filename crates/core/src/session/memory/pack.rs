//! Bytes that a later process reads: numbers, texts with their lengths, lists with their counts.

use crate::outside::{Kind, Mark};

/// Writes what [`Reader`] reads.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.byte(u8::from(flag));
    }

    /// Small numbers take little room.
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }

    pub(super) fn size(&mut self, size: usize) {
        self.number(size as u64);
    }

    /// Any eight bytes.
    pub(super) fn word(&mut self, word: u64) {
        self.bytes.extend(word.to_le_bytes());
    }

    pub(super) fn long(&mut self, number: i128) {
        self.bytes.extend(number.to_le_bytes());
    }

    pub(super) fn blob(&mut self, bytes: &[u8]) {
        self.size(bytes.len());
        self.bytes.extend(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.blob(text.as_bytes());
    }

    pub(super) fn maybe<T>(&mut self, value: Option<T>, one: impl FnOnce(&mut Self, T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            one(self, value);
        }
    }

    pub(super) fn list<T>(&mut self, items: impl ExactSizeIterator<Item = T>, mut one: impl FnMut(&mut Self, T)) {
        self.size(items.len());
        items.for_each(|item| one(self, item));
    }

    pub(super) fn kind(&mut self, kind: Kind) {
        self.byte(match kind {
            Kind::File => 0,
            Kind::Directory => 1,
            Kind::Other => 2,
        });
    }

    pub(super) fn mark(&mut self, mark: Mark) {
        self.kind(mark.kind);
        self.number(mark.size);
        self.long(mark.modified);
        self.maybe(mark.changed, Self::long);
        self.word(mark.node);
    }
}

/// Reads what [`Writer`] writes; nothing else of what it is given is believed, and no more room is taken than what is
/// there can fill.
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Everything that was not read.
    pub(super) fn rest(self) -> &'b [u8] {
        self.bytes
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.bytes.split_first_chunk::<N>()?;
        self.bytes = rest;
        Some(*taken)
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            if shift == 63 && part > 1 {
                return None;
            }
            number |= part << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub(super) fn short(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    pub(super) fn word(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    pub(super) fn long(&mut self) -> Option<i128> {
        self.take().map(i128::from_le_bytes)
    }

    pub(super) fn blob(&mut self) -> Option<&'b [u8]> {
        let length = self.size()?;
        let (blob, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(blob)
    }

    pub(super) fn text(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.blob()?).ok()
    }

    pub(super) fn owned(&mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// A value that may not be there; nothing where the bytes are wrong.
    pub(super) fn maybe<T>(&mut self, one: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match self.flag()? {
            true => one(self).map(Some),
            false => Some(None),
        }
    }

    /// A list; every item takes a byte at least, so what is left bounds the count.
    pub(super) fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.size().filter(|count| *count <= self.bytes.len())?;
        let mut items = Vec::with_capacity(count.min(1 << 16));
        for _ in 0..count {
            items.push(one(self)?);
        }
        Some(items)
    }

    pub(super) fn kind(&mut self) -> Option<Kind> {
        match self.byte()? {
            0 => Some(Kind::File),
            1 => Some(Kind::Directory),
            2 => Some(Kind::Other),
            _ => None,
        }
    }

    pub(super) fn mark(&mut self) -> Option<Mark> {
        let (kind, size, modified) = (self.kind()?, self.number()?, self.long()?);
        Some(Mark { kind, size, modified, changed: self.maybe(Self::long)?, node: self.word()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let mut out = Writer::default();
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX];
        out.list(numbers.iter(), |out, number| out.number(*number));
        out.text("é");
        out.maybe(Some(-5), Writer::long);
        out.maybe(None, Writer::long);
        let mark = Mark { kind: Kind::File, size: 9, modified: -1, changed: Some(3), node: u64::MAX };
        out.mark(mark);
        let read = |bytes: &[u8]| {
            let mut from = Reader::new(bytes);
            let all = (
                from.list(Reader::number)?,
                from.owned()?,
                from.maybe(Reader::long)?,
                from.maybe(Reader::long)?,
                from.mark()?,
            );
            from.is_at_end().then_some(all)
        };
        assert_eq!(read(&out.bytes), Some((numbers.to_vec(), "é".to_owned(), Some(-5), None, mark)));
        for length in 0..out.bytes.len() {
            assert_eq!(read(&out.bytes[..length]), None);
        }
    }

    #[test]
    fn a_count_that_cannot_be_takes_no_room() {
        let mut out = Writer::default();
        out.number(u64::MAX);
        assert!(Reader::new(&out.bytes).list(Reader::byte).is_none());
        assert!(Reader::new(&[0xff; 11]).number().is_none());
    }
}
