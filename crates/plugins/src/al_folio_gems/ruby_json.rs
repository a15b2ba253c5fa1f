//! JSON as Ruby's `JSON.parse` reads it: comments are taken for white space.

use hyde_liquid::{Hash, Value};
use std::sync::Arc;

/// How deep arrays and objects may nest, as in Ruby.
const DEPTH_LIMIT: usize = 100;

/// Reads a JSON text; `None` where Ruby raises.
pub(crate) fn parse(text: &str) -> Option<Value> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.skip()?;
    (reader.at == text.len()).then_some(value)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes white space and comments; `None` where a comment does not end.
    fn skip(&mut self) -> Option<()> {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
            self.at += blank;
            let rest = self.rest();
            if let Some(comment) = rest.strip_prefix("/*") {
                self.at += comment.find("*/")? + 4;
            } else if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else {
                return Some(());
            }
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip()?;
        match self.peek()? {
            b'{' => self.object(depth + 1),
            b'[' => self.array(depth + 1),
            b'"' => self.string().map(Value::from),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Option<Value> {
        for (word, value) in [("null", Value::Nil), ("true", true.into()), ("false", false.into())] {
            if self.rest().starts_with(word) {
                self.at += word.len();
                return Some(value);
            }
        }
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_ascii_digit() || "+-.eE".contains(c))).unwrap_or(rest.len());
        let number = &rest[..end];
        let digits = number.strip_prefix('-').unwrap_or(number);
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
            && !(digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit())
            && !digits.ends_with('.');
        if !is_number {
            return None;
        }
        let value = match number.parse::<i64>() {
            Ok(whole) if plain => Value::Int(whole),
            _ => Value::Float(number.parse().ok()?),
        };
        self.at += end;
        Some(value)
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        if depth > DEPTH_LIMIT {
            return None;
        }
        self.at += 1;
        self.skip()?;
        if self.peek()? == b']' {
            self.at += 1;
            return Some(Value::array(items));
        }
        loop {
            items.push(self.value(depth)?);
            self.skip()?;
            self.at += 1;
            match self.text.as_bytes().get(self.at - 1)? {
                b',' => {}
                b']' => return Some(Value::array(items)),
                _ => return None,
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut hash = Hash::new();
        if depth > DEPTH_LIMIT {
            return None;
        }
        self.at += 1;
        self.skip()?;
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(Value::Hash(Arc::new(hash)));
        }
        loop {
            self.skip()?;
            if self.peek()? != b'"' {
                return None;
            }
            let key = self.string()?;
            self.skip()?;
            if self.peek()? != b':' {
                return None;
            }
            self.at += 1;
            let value = self.value(depth)?;
            hash.insert(key, value);
            self.skip()?;
            self.at += 1;
            match self.text.as_bytes().get(self.at - 1)? {
                b',' => {}
                b'}' => return Some(Value::Hash(Arc::new(hash))),
                _ => return None,
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let mut out = String::new();
        self.at += 1;
        loop {
            let rest = self.rest();
            let end = rest.find(|c: char| c == '"' || c == '\\' || c < ' ')?;
            out.push_str(&rest[..end]);
            let what = rest.as_bytes()[end];
            self.at += end + 1;
            match what {
                b'"' => return Some(out),
                b'\\' => out.push(self.escape()?),
                _ => return None,
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        Some(match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => {
                let high = self.unit()?;
                if (0xD800..0xDC00).contains(&high) && self.rest().starts_with("\\u") {
                    self.at += 2;
                    let low = self.unit()?;
                    let code = 0x10000 + ((high - 0xD800) << 10) + (low.wrapping_sub(0xDC00) & 0x3FF);
                    return Some(char::from_u32(code).unwrap_or('\u{FFFD}'));
                }
                char::from_u32(high).unwrap_or('\u{FFFD}')
            }
            other => other,
        })
    }

    fn unit(&mut self) -> Option<u32> {
        let code = u32::from_str_radix(self.rest().get(..4)?, 16).ok()?;
        self.at += 4;
        Some(code)
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn texts_become_values() {
        let read = |text: &str| parse(text).map(|value| value.to_json().unwrap_or_default());
        assert_eq!(
            read("{\"a\": [1, -2.5, null], // c\n \"b\": \"x\\u00e9\\n\"}").as_deref(),
            Some("{\"a\":[1,-2.5,null],\"b\":\"xé\\n\"}")
        );
        for bad in ["{nope", "[1,]", "01", "", "\"a", "{\"a\" 1}", "[1] x"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(parse(&"[".repeat(100_000)).map(|_| ()), None);
    }
}
