//! `sass:map`.

use crate::eval::Eval;
use crate::eval::callable::Builtin;
use crate::span::{Fault, Res};
use crate::value::{Map, Separator, Value};

pub(crate) static FUNCTIONS: &[Builtin] = &[
    Builtin { name: "get", module: "map", overloads: &[("$map, $key, $keys...", get)] },
    Builtin { name: "set", module: "map", overloads: &[("$map, $key, $value", set), ("$map, $args...", set_deep)] },
    Builtin { name: "merge", module: "map", overloads: &[("$map1, $map2", merge), ("$map1, $args...", merge_deep_at)] },
    Builtin {
        name: "remove",
        module: "map",
        overloads: &[("$map", |_, v| Ok(Value::Map(v[0].as_map("map")?))), ("$map, $key, $keys...", remove)],
    },
    Builtin {
        name: "keys",
        module: "map",
        overloads: &[("$map", |_, v| Ok(Value::list(v[0].as_map("map")?.keys().cloned().collect(), Separator::Comma)))],
    },
    Builtin {
        name: "values",
        module: "map",
        overloads: &[("$map", |_, v| {
            Ok(Value::list(v[0].as_map("map")?.values().cloned().collect(), Separator::Comma))
        })],
    },
    Builtin { name: "has-key", module: "map", overloads: &[("$map, $key, $keys...", has_key)] },
    Builtin {
        name: "deep-merge",
        module: "map",
        overloads: &[("$map1, $map2", |_, v| {
            Ok(Value::map(deep_merge(&*v[0].as_map("map1")?, &*v[1].as_map("map2")?)))
        })],
    },
    Builtin { name: "deep-remove", module: "map", overloads: &[("$map, $key, $keys...", deep_remove)] },
];

/// The keys that `$key` and `$keys...` are.
fn path(v: &[Value]) -> impl Iterator<Item = &Value> {
    let rest = match &v[2] {
        Value::List(list) => &list.items[..],
        _ => &[],
    };
    std::iter::once(&v[1]).chain(rest)
}

fn get(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let map = v[0].as_map("map")?;
    let mut value = Value::Map(map);
    for key in path(v) {
        let Some(map) = value.try_map() else { return Ok(Value::Null) };
        match map.get(key) {
            Some(found) => value = found.clone(),
            None => return Ok(Value::Null),
        }
    }
    Ok(value)
}

fn has_key(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let mut value = Value::Map(v[0].as_map("map")?);
    for key in path(v) {
        let Some(map) = value.try_map() else { return Ok(Value::Bool(false)) };
        match map.get(key) {
            Some(found) => value = found.clone(),
            None => return Ok(Value::Bool(false)),
        }
    }
    Ok(Value::Bool(true))
}

/// Changes the value at a path of keys, making maps on the way where `create` says so.
fn modify(value: &Value, keys: &[Value], create: bool, change: &dyn Fn(&Value) -> Option<Value>) -> Value {
    let map = value.try_map();
    let Some((key, rest)) = keys.split_first() else { return change(value).unwrap_or(Value::Null) };
    let mut out: Map = match &map {
        Some(map) => (**map).clone(),
        None if create => Map::default(),
        None => return value.clone(),
    };
    if rest.is_empty() {
        let old = out.get(key).cloned().unwrap_or(Value::Null);
        match change(&old) {
            Some(new) => {
                out.insert(key.clone(), new);
            }
            None => {
                out.shift_remove(key);
            }
        }
        return Value::map(out);
    }
    let old = out.get(key).cloned();
    if !create && old.as_ref().is_none_or(|old| old.try_map().is_none()) {
        return value.clone();
    }
    let new = modify(&old.unwrap_or(Value::Null), rest, create, change);
    out.insert(key.clone(), new);
    Value::map(out)
}

fn set(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let mut map = (*v[0].as_map("map")?).clone();
    map.insert(v[1].clone(), v[2].clone());
    Ok(Value::map(map))
}

fn set_deep(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let map = v[0].as_map("map")?;
    let mut args = v[1].as_list();
    match args.len() {
        0 => return Err(Fault::bare("Expected $args to contain a key.")),
        1 => return Err(Fault::bare("Expected $args to contain a value.")),
        _ => {}
    }
    let value = args.pop().unwrap_or(Value::Null);
    Ok(modify(&Value::Map(map), &args, true, &|_| Some(value.clone())))
}

fn merge(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let (one, two) = (v[0].as_map("map1")?, v[1].as_map("map2")?);
    if one.is_empty() || two.is_empty() {
        return Ok(Value::Map(if one.is_empty() { two } else { one }));
    }
    let mut map = (*one).clone();
    map.reserve(two.len());
    for (key, value) in two.iter() {
        map.insert(key.clone(), value.clone());
    }
    Ok(Value::map(map))
}

fn merge_deep_at(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let map = v[0].as_map("map1")?;
    let mut args = v[1].as_list();
    match args.len() {
        0 => return Err(Fault::bare("Expected $args to contain a key.")),
        1 => return Err(Fault::bare("Expected $args to contain a map.")),
        _ => {}
    }
    let other = args.pop().unwrap_or(Value::Null).as_map("map2")?;
    Ok(modify(&Value::Map(map), &args, true, &|old| {
        let Some(old) = old.try_map() else { return Some(Value::Map(other.clone())) };
        let mut merged = (*old).clone();
        for (key, value) in other.iter() {
            merged.insert(key.clone(), value.clone());
        }
        Some(Value::map(merged))
    }))
}

fn deep_merge(one: &Map, two: &Map) -> Map {
    let mut out = one.clone();
    for (key, value) in two {
        let merged = match (out.get(key).and_then(Value::try_map), value.try_map()) {
            (Some(old), Some(new)) => Value::map(deep_merge(&old, &new)),
            _ => value.clone(),
        };
        out.insert(key.clone(), merged);
    }
    out
}

fn remove(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let mut map = (*v[0].as_map("map")?).clone();
    for key in path(v) {
        map.shift_remove(key);
    }
    Ok(Value::map(map))
}

fn deep_remove(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let map = v[0].as_map("map")?;
    let keys: Vec<Value> = path(v).cloned().collect();
    Ok(modify(&Value::Map(map), &keys, false, &|_| None))
}
