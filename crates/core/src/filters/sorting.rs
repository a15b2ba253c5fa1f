//! Jekyll's `sort`, which takes the place of Liquid's.

use super::no_method;
use super::property::item_property;
use hyde_liquid::{Arity, Context, Environment, Error, InspectStyle, Result, Value};
use std::cmp::Ordering;

pub(super) fn register(environment: &mut Environment) {
    environment.filter("sort", Arity::between(0, 2), sort);
}

fn sort(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    if input.is_nil() {
        return Err(Error::argument("Cannot sort a null object."));
    }
    let property = args.first().filter(|property| !property.is_nil());
    let items = match input {
        Value::Array(_) | Value::Hash(_) | Value::Range(_) | Value::Object(_) => input.items(),
        _ => None,
    };
    let Some(property) = property else {
        let Some(items) = items else { return Err(no_method("sort", input, "        input.sort")) };
        return by_comparing(items.to_vec());
    };
    let nils_first = match args.get(1).map(|nils| cx.to_s(nils)).as_deref() {
        None | Some("first") => true,
        Some("last") => false,
        Some(other) => {
            return Err(Error::argument(format!(
                "Invalid nils order: '{other}' is not a valid nils order. It must be 'first' or 'last'."
            )));
        }
    };
    let Some(items) = items else {
        let error = no_method("map", input, "      input.map { |item| [item_property(item, property), item] }");
        return Err(Error::ruby("NoMethodError", format!("{}\nDid you mean?  tap", error.message())));
    };
    let property = cx.to_s(property);
    let mut keyed = Vec::with_capacity(items.len());
    for item in items.iter() {
        keyed.push((item_property(item, &property)?, item.clone()));
    }
    let sorted = stable(keyed, |(a, _): &(Value, Value), (b, _)| match (a.is_nil(), b.is_nil()) {
        (false, true) => {
            if nils_first {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        }
        (true, false) => {
            if nils_first {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        }
        _ => a.compare(b).unwrap_or_else(|| cx.to_s(a).cmp(&cx.to_s(b))),
    });
    Ok(sorted.into_iter().map(|(_, item)| item).collect())
}

/// Sorts by Ruby's `<=>`; what cannot be compared is an error.
fn by_comparing(items: Vec<Value>) -> Result<Value> {
    let mut failed: Option<Error> = None;
    let sorted = stable(items, |a, b| {
        a.compare(b).unwrap_or_else(|| {
            failed.get_or_insert_with(|| incomparable(a, b));
            Ordering::Equal
        })
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(Value::from(sorted)),
    }
}

/// Sorts as glibc does, which shows where the order is no order.
fn stable<T>(items: Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) -> Vec<T> {
    crate::read::merge_sort(items, &mut |a, b| compare(a, b) != Ordering::Greater)
}

/// Ruby's complaint: small values are shown, others named by their class.
fn incomparable(a: &Value, b: &Value) -> Error {
    let shown = match b {
        Value::Nil | Value::Bool(_) | Value::Int(_) | Value::Float(_) => b.inspect(InspectStyle::default()),
        other => other.class_name().to_owned(),
    };
    Error::argument(format!("comparison of {} with {shown} failed", a.class_name()))
}
