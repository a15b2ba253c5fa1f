//! Values and times as bytes.

use super::pack::{Reader, Writer};
use crate::Position;
use crate::plugin::{NamedDrop, Reference};
use hyde_liquid::time::{Date, Time, TimeZone, Zone};
use hyde_liquid::{Hash, Object, Range, Str, Value};
use num_bigint::BigInt;
use std::sync::Arc;

/// How deep values nest; what lies deeper is not kept, and then counts as different.
const DEPTH_LIMIT: usize = 60;
/// Times further from 1970 than this, in seconds, are nobody's.
const FARTHEST: i64 = 1 << 56;

/// What stands in the place of a value that cannot be kept: it is the same as nothing else.
struct Unknown;

impl Object for Unknown {}

/// A zone that is what it was.
struct Was(i32, Zone);

impl TimeZone for Was {
    fn at_instant(&self, _: i64) -> (i32, Zone) {
        (self.0, self.1.clone())
    }

    fn at_civil(&self, _: i64) -> (i32, Zone) {
        (self.0, self.1.clone())
    }
}

impl Writer {
    fn signed(&mut self, number: i64) {
        self.word(number.cast_unsigned());
    }

    pub(super) fn time(&mut self, time: &Time) {
        self.signed(time.unix());
        self.number(u64::from(time.nanos()));
        self.signed(i64::from(time.offset()));
        match time.zone() {
            Zone::Utc => self.byte(0),
            Zone::Local(name) => {
                self.byte(1);
                self.text(name);
            }
            Zone::Fixed => self.byte(2),
            _ => self.byte(3),
        }
    }

    pub(super) fn hash(&mut self, hash: &Hash) {
        self.hash_at(hash, 0);
    }

    fn hash_at(&mut self, hash: &Hash, depth: usize) {
        self.list(hash.iter(), |out, (key, value)| {
            out.value_at(key, depth + 1);
            out.value_at(value, depth + 1);
        });
    }

    pub(super) fn value(&mut self, value: &Value) {
        self.value_at(value, 0);
    }

    fn value_at(&mut self, value: &Value, depth: usize) {
        if depth > DEPTH_LIMIT {
            return self.byte(15);
        }
        match value {
            Value::Nil => self.byte(0),
            Value::Bool(flag) => self.byte(1 + u8::from(*flag)),
            Value::Int(number) => {
                self.byte(3);
                self.signed(*number);
            }
            Value::BigInt(number) => {
                self.byte(4);
                self.blob(&number.to_signed_bytes_le());
            }
            Value::Float(number) => {
                self.byte(5);
                self.word(number.to_bits());
            }
            Value::Str(text) => {
                self.byte(6);
                self.text(text);
            }
            Value::Array(items) => {
                self.byte(7);
                self.list(items.iter(), |out, item| out.value_at(item, depth + 1));
            }
            Value::Hash(hash) => {
                self.byte(8);
                self.hash_at(hash, depth);
            }
            Value::Range(range) => {
                self.byte(9);
                self.signed(range.start);
                self.signed(range.end);
            }
            Value::Time(time) => {
                self.byte(10);
                self.time(time);
            }
            Value::Date(date) => {
                self.byte(11);
                self.signed(date.unix_days());
            }
            other => self.object(other, depth),
        }
    }

    fn object(&mut self, value: &Value, depth: usize) {
        if let Some(Reference(position)) = value.downcast::<Reference>() {
            match *position {
                Position::Document(collection, index) => {
                    self.byte(12);
                    self.size(collection);
                    self.size(index);
                }
                Position::Page(index) => {
                    self.byte(13);
                    self.size(index);
                }
            }
        } else if let Some(drop) = value.downcast::<NamedDrop>() {
            self.byte(14);
            self.text(drop.class());
            self.hash_at(drop.pairs(), depth);
        } else {
            self.byte(15);
        }
    }
}

impl Reader<'_> {
    fn signed(&mut self) -> Option<i64> {
        self.word().map(u64::cast_signed)
    }

    pub(super) fn time(&mut self) -> Option<Time> {
        let seconds = self.signed().filter(|seconds| seconds.abs_diff(0) < FARTHEST.unsigned_abs())?;
        let nanos = self.short().filter(|nanos| *nanos < 1_000_000_000)?;
        let offset = i32::try_from(self.signed()?).ok().filter(|offset| offset.abs_diff(0) < 8 * 86_400)?;
        let zone = match self.byte()? {
            0 => Zone::Utc,
            1 => Zone::Local(self.text()?.into()),
            2 => Zone::Fixed,
            _ => return None,
        };
        Some(Time::from_unix(seconds, nanos, &Was(offset, zone)))
    }

    pub(super) fn hash(&mut self) -> Option<Hash> {
        self.hash_at(0)
    }

    fn hash_at(&mut self, depth: usize) -> Option<Hash> {
        let pairs = self.list(|from| {
            let key = match from.value_at(depth + 1)? {
                Value::Str(text) => Value::Str(Str::shared(&text)),
                other => other,
            };
            Some((key, from.value_at(depth + 1)?))
        })?;
        Some(pairs.into_iter().collect())
    }

    pub(super) fn value(&mut self) -> Option<Value> {
        self.value_at(0)
    }

    fn value_at(&mut self, depth: usize) -> Option<Value> {
        // What is too deep was written as unknown.
        if depth > DEPTH_LIMIT + 1 {
            return None;
        }
        Some(match self.byte()? {
            0 => Value::Nil,
            1 => Value::Bool(false),
            2 => Value::Bool(true),
            3 => Value::Int(self.signed()?),
            4 => Value::BigInt(Arc::new(BigInt::from_signed_bytes_le(self.blob()?))),
            5 => Value::Float(f64::from_bits(self.word()?)),
            6 => Value::Str(Str::from(self.text()?)),
            7 => Value::Array(Arc::new(self.list(|from| from.value_at(depth + 1))?)),
            8 => Value::from(self.hash_at(depth)?),
            9 => Value::Range(Range { start: self.signed()?, end: self.signed()? }),
            10 => Value::Time(Arc::new(self.time()?)),
            11 => Value::Date(Date::from_unix_days(self.signed()?)),
            12 => Reference::value(Position::Document(self.short()? as usize, self.short()? as usize)),
            13 => Reference::value(Position::Page(self.short()? as usize)),
            14 => {
                let class = self.text()?;
                Value::object(NamedDrop::new(class, self.hash_at(depth)?))
            }
            15 => Value::object(Unknown),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(value: &Value) -> Option<Value> {
        let mut out = Writer::default();
        out.value(value);
        let mut from = Reader::new(&out.bytes);
        let value = from.value()?;
        for length in 0..out.bytes.len() {
            assert!(Reader::new(&out.bytes[..length]).value().is_none());
        }
        from.is_at_end().then_some(value)
    }

    #[test]
    fn values_come_back_as_they_were() {
        let inner = Value::from_pairs([("a", Value::Nil), ("b", Value::Bool(true)), ("c", Value::Float(0.5))]);
        let big: BigInt = "-123456789012345678901234567890".parse().unwrap();
        let value = Value::array([
            inner,
            Value::Int(-3),
            Value::BigInt(Arc::new(big)),
            Value::from("text"),
            Value::Range(Range { start: 1, end: -1 }),
            Value::Date(Date::from_ymd(2024, 2, 29).unwrap()),
            Value::Time(Arc::new(Time::with_offset(1, 2, -3600))),
        ]);
        let found = again(&value).unwrap();
        assert!(found.eql(&value) && found.to_s() == value.to_s());
        let time = Time::from_unix(5, 6, &Was(7200, Zone::Local("CEST".into())));
        let Some(Value::Time(found)) = again(&Value::Time(Arc::new(time.clone()))) else { panic!("a time") };
        assert_eq!(*found, time);
    }

    #[test]
    fn what_is_too_deep_comes_back_as_nothing_known() {
        let deep = (0..1000).fold(Value::Nil, |value, _| Value::array([value]));
        let mut found = again(&deep).unwrap();
        while let Some(inner) = found.as_array().map(|items| items[0].clone()) {
            found = inner;
        }
        assert!(found.downcast::<NamedDrop>().is_none() && matches!(found, Value::Object(_)));
        assert!(Reader::new(&[7, 1].repeat(1000)).value().is_none());
    }
}
