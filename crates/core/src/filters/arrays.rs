//! `push`, `pop`, `shift`, `unshift`, `sample` and `array_to_sentence_string`.

use super::no_method;
use hyde_liquid::{Arity, Context, Environment, Error, Filter, Result, Value};
use std::sync::Arc;

pub(super) fn register(environment: &mut Environment) {
    environment.filter("push", Arity::exactly(1), Push);
    environment.filter("unshift", Arity::exactly(1), unshift);
    environment.filter("pop", Arity::between(0, 1), pop);
    environment.filter("shift", Arity::between(0, 1), shift);
    environment.filter("sample", Arity::between(0, 1), sample);
    environment.filter("array_to_sentence_string", Arity::between(0, 1), array_to_sentence_string);
}

/// The items of a value that is an array.
fn array(value: &Value) -> Option<Arc<Vec<Value>>> {
    if value.is_array() { value.items() } else { None }
}

/// `push`. A list is often made by it, item by item.
struct Push;

impl Filter for Push {
    fn call(&self, input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
        let Some(items) = array(input) else { return Ok(input.clone()) };
        // What comes next is often one more.
        let mut longer = Vec::with_capacity(items.len() + 1 + items.len() / 4);
        longer.extend_from_slice(&items);
        self.extend(&mut longer, args);
        Ok(Value::from(longer))
    }

    fn extend(&self, items: &mut Vec<Value>, args: &[Value]) -> bool {
        items.push(args[0].to_drop());
        true
    }
}

fn unshift(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    let Some(items) = array(input) else { return Ok(input.clone()) };
    Ok(std::iter::once(args[0].to_drop()).chain(items.iter().cloned()).collect())
}

fn pop(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    let Some(items) = array(input) else { return Ok(input.clone()) };
    let count = size(args)?;
    Ok(items.iter().take(items.len().saturating_sub(count)).cloned().collect())
}

fn shift(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    let Some(items) = array(input) else { return Ok(input.clone()) };
    Ok(items.iter().skip(size(args)?).cloned().collect())
}

/// Reads how many items are meant; one by default.
fn size(args: &[Value]) -> Result<usize> {
    let Some(value) = args.first() else { return Ok(1) };
    let number = integer(value).ok_or_else(|| Error::argument("invalid integer"))?;
    usize::try_from(number).map_err(|_| Error::argument("negative array size"))
}

/// Reads an integer as Liquid does for its own arguments: a number, or text that is one.
fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Int(number) => Some(*number),
        other => other.to_s().trim().replace('_', "").parse().ok(),
    }
}

/// Takes items at random: not by chance, but by a generator that starts from the items themselves, so that the same
/// site gives the same output.
fn sample(input: &Value, args: &[Value], _: &mut Context) -> Result<Value> {
    let Some(items) = array(input) else { return Ok(input.clone()) };
    let count = args.first().map_or(Some(1), integer).unwrap_or(1);
    let count = usize::try_from(count).map_err(|_| Error::argument("negative sample number"))?;
    let mut state = items.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |state, item| {
        item.to_s().bytes().fold(state, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    });
    let mut rest = items.to_vec();
    let mut taken = Vec::new();
    while taken.len() < count && !rest.is_empty() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from((state >> 33) % rest.len() as u64).unwrap_or(0);
        taken.push(rest.remove(at));
    }
    if count == 1 { Ok(taken.pop().unwrap_or_default()) } else { Ok(Value::from(taken)) }
}

fn array_to_sentence_string(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let connector = args.first().map_or_else(|| "and".to_owned(), |connector| cx.to_s(connector));
    const JOINED: &str = "        \"#{array[0...-1].join(\", \")}, #{connector} #{array[-1]}\"";
    // What has a length and elements by number is no array yet: it does not know how to be joined.
    let texts: Vec<String> = match input {
        Value::Str(text) => text.chars().map(String::from).collect(),
        Value::Hash(hash) => {
            (0..hash.len()).map(|at| cx.to_s(hash.get_value(&at.into()).unwrap_or(&Value::Nil))).collect()
        }
        other => match array(other) {
            Some(items) => items.iter().map(|item| cx.to_s(item)).collect(),
            None => return Err(no_method("length", input, "      case array.length")),
        },
    };
    Ok(Value::from(match (texts.as_slice(), input) {
        ([], _) => String::new(),
        ([one], _) => one.clone(),
        ([first, second], _) => format!("{first} {connector} {second}"),
        ([init @ .., _], Value::Str(_)) => return Err(no_method("join", &Value::from(init.concat()), JOINED)),
        (_, Value::Hash(_)) => return Err(no_method("join", &Value::Nil, JOINED)),
        ([init @ .., last], _) => format!("{}, {connector} {last}", init.join(", ")),
    }))
}

#[cfg(test)]
mod tests {
    use hyde_liquid::{Environment, Value};

    #[test]
    fn lists_that_grow_in_place_are_nobody_elses() {
        let mut environment = Environment::new();
        super::register(&mut environment);
        let start = "{% assign x = '' | split: '' | push: 1 %}";
        for (source, expected) in [
            ("{% assign x = x | push: 2 %}{{ x }}", "12"),
            ("{% assign y = x %}{% assign x = x | push: 2 %}{{ y }} {{ x }}", "1 12"),
            ("{% assign x = x | push: x %}{% assign x = x | push: x %}{{ x | size }}{{ x[2] | size }}", "32"),
            ("{% for i in x %}{% assign x = x | push: i %}{% endfor %}{{ x }}", "11"),
            ("{% for x in x %}{% assign x = x | push: 3 %}{{ x }}{% endfor %}{{ x }}", "11"),
            ("{% for x in list %}{% assign x = x | push: 3 %}{% endfor %}{{ x }}{{ list }}", "78378"),
            ("{% assign x = x | push: 2 | push: 3 %}{% assign x = x | push: 4 %}{{ x }}", "1234"),
            ("{% assign list = list[0] | push: 9 %}{% assign list = list | push: 0 %}{{ list }}", "7890"),
        ] {
            let data = Value::from_pairs([("list", vec![vec![7, 8]])]);
            let rendered = environment.parse("a", &format!("{start}{source}")).and_then(|parsed| parsed.render(&data));
            assert_eq!(rendered.map_err(|error| error.to_string()).as_deref(), Ok(expected), "{source}");
        }
    }
}
