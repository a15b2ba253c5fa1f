//! What changes in templates when a Ruby file loads all of ActiveSupport: what `blank` equals, and how `jsonify` writes.

use hyde_core::plugin::Registry;
use hyde_liquid::{Arity, Blank, Context, Hash, Result, Value};
use std::sync::Arc;

/// How deep values are looked into for times.
const DEPTH_LIMIT: usize = 100;

/// Changes templates as `require 'active_support/all'` does.
pub(super) fn load(registry: &mut Registry) {
    registry.environment().set_blank(Blank::ActiveSupport);
    registry.filter("jsonify", Arity::exactly(0), jsonify);
}

fn jsonify(input: &Value, _: &[Value], _: &mut Context) -> Result<Value> {
    Ok(Value::from(escape(&with_times(input, 0).to_json()?)))
}

/// Escapes what could end a script: these characters stand inside strings only.
fn escape(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '&' => out.push_str("\\u0026"),
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// Turns times into the texts that ActiveSupport makes of them.
fn with_times(value: &Value, depth: usize) -> Value {
    match value {
        Value::Time(time) => Value::from(time.strftime("%Y-%m-%dT%H:%M:%S.%L%:z")),
        Value::Array(items) if depth < DEPTH_LIMIT => {
            Value::array(items.iter().map(|item| with_times(item, depth + 1)))
        }
        Value::Hash(hash) if depth < DEPTH_LIMIT => {
            let mut out = Hash::new();
            for (key, value) in hash.iter() {
                out.insert(key.clone(), with_times(value, depth + 1));
            }
            Value::Hash(Arc::new(out))
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyde_liquid::time::Time;

    #[test]
    fn json_cannot_end_a_script() {
        let list = Value::array([Value::from("a&<b>\u{2028}"), Value::Time(Time::utc(0, 0).into())]);
        let json = escape(&with_times(&list, 0).to_json().unwrap());
        assert_eq!(json, r#"["a\u0026\u003cb\u003e\u2028","1970-01-01T00:00:00.000+00:00"]"#);
    }
}
