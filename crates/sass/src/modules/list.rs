//! `sass:list`.

use crate::eval::Eval;
use crate::eval::callable::Builtin;
use crate::span::{Fault, Res};
use crate::value::{List, Separator, Value, operators::decided};
use std::rc::Rc;

macro_rules! list {
    ($($name:literal $signature:literal $run:expr;)*) => {
        pub(crate) static FUNCTIONS: &[Builtin] = &[
            $(Builtin { name: $name, module: "list", overloads: &[($signature, $run)] },)*
        ];
    };
}

list! {
    "length" "$list" |_, v| Ok(Value::number(v[0].list_len() as f64));
    "nth" "$list, $n" nth;
    "set-nth" "$list, $n, $value" set_nth;
    "join" "$list1, $list2, $separator: auto, $bracketed: auto" join;
    "append" "$list, $val, $separator: auto" append;
    "zip" "$lists..." zip;
    "index" "$list, $value" index;
    "is-bracketed" "$list" |_, v| Ok(Value::Bool(v[0].has_brackets()));
    "separator" "$list" |_, v| Ok(Value::unquoted(match v[0].separator() {
        Separator::Comma => "comma",
        Separator::Slash => "slash",
        _ => "space",
    }));
    "slash" "$elements..." slash;
}

/// The position that an index means, from 0.
fn position(eval: &mut Eval<'_>, list: &Value, index: &Value, name: &str) -> Res<usize> {
    let number = index.as_number(name)?;
    if number.has_units() {
        let unit = number.unit_text();
        let message = format!(
            "${name}: Passing a number with unit {unit} is deprecated.\n\nTo preserve current behavior: {}\n\nMore \
             info: https://sass-lang.com/d/function-units",
            unit_suggestion(number, name)
        );
        let at = eval.call_at;
        eval.deprecated(crate::Deprecation::FunctionUnits, message, at)?;
    }
    let int = number.assert_int(name)?;
    let length = list.list_len();
    if int == 0 {
        return Err(Fault::argument(name, "List index may not be 0."));
    }
    if int.unsigned_abs() as usize > length {
        return Err(Fault::argument(
            name,
            format!("Invalid index {} for a list with {length} elements.", number.show()),
        ));
    }
    Ok(if int < 0 { length - int.unsigned_abs() as usize } else { int as usize - 1 })
}

/// How to take a number's units off.
pub(crate) fn unit_suggestion(number: &crate::value::Number, name: &str) -> String {
    let mut out = format!("calc(${name}");
    for unit in number.units().denominators() {
        out.push_str(&format!(" * 1{unit}"));
    }
    for unit in number.units().numerators() {
        out.push_str(&format!(" / 1{unit}"));
    }
    out.push(')');
    out
}

fn nth(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let at = position(eval, &v[0], &v[1], "n")?;
    if let Value::List(list) = &v[0] {
        return Ok(list.items[at].clone());
    }
    Ok(v[0].as_list().swap_remove(at))
}

fn rebuilt(list: &Value, items: Vec<Value>, separator: Separator, brackets: bool) -> Value {
    let _ = list;
    Value::List(Rc::new(List { items, separator, brackets, keywords: None }))
}

fn set_nth(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let at = position(eval, &v[0], &v[1], "n")?;
    let mut items = v[0].as_list();
    items[at] = v[2].clone();
    Ok(rebuilt(&v[0], items, v[0].separator(), v[0].has_brackets()))
}

fn separator_argument(value: &Value) -> Res<Option<Separator>> {
    let text = value.as_string("separator")?;
    Ok(Some(match &*text.text {
        "auto" => return Ok(None),
        "space" => Separator::Space,
        "comma" => Separator::Comma,
        "slash" => Separator::Slash,
        _ => return Err(Fault::argument("separator", "Must be \"space\", \"comma\", \"slash\", or \"auto\".")),
    }))
}

fn join(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let separator = separator_argument(&v[2])?.unwrap_or_else(|| match (v[0].separator(), v[1].separator()) {
        (Separator::Undecided, other) => decided(other),
        (own, _) => own,
    });
    let brackets = match &v[3] {
        Value::String(text) if &*text.text == "auto" => v[0].has_brackets(),
        other => other.truthy(),
    };
    let mut items = v[0].as_list();
    items.extend(v[1].as_list());
    Ok(rebuilt(&v[0], items, separator, brackets))
}

fn append(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let separator = separator_argument(&v[2])?.unwrap_or_else(|| decided(v[0].separator()));
    let mut items = v[0].as_list();
    items.push(v[1].clone());
    Ok(rebuilt(&v[0], items, separator, v[0].has_brackets()))
}

fn zip(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let lists: Vec<Vec<Value>> = v[0].as_list().iter().map(Value::as_list).collect();
    let length = lists.iter().map(Vec::len).min().unwrap_or(0);
    let rows = (0..length).map(|i| Value::list(lists.iter().map(|list| list[i].clone()).collect(), Separator::Space));
    Ok(Value::list(rows.collect(), Separator::Comma))
}

fn index(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let items = v[0].as_list();
    Ok(match items.iter().position(|item| *item == v[1]) {
        Some(at) => Value::number(at as f64 + 1.0),
        None => Value::Null,
    })
}

fn slash(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let items = v[0].as_list();
    if items.len() < 2 {
        return Err(Fault::bare("At least two elements are required."));
    }
    Ok(Value::list(items, Separator::Slash))
}
