//! `sass:selector`.

use crate::eval::Eval;
use crate::eval::callable::Builtin;
use crate::extend::{Mode, Store};
use crate::parse::evaluated::Origin;
use crate::selector::parse::{Allow, compound, selector_list};
use crate::selector::unify::unify_complex;
use crate::selector::{Complex, SelectorList, Simple};
use crate::serialize::selector::{compound_text, simple_text};
use crate::span::{Fault, Place, Res};
use crate::value::{Separator, Value};
use std::rc::Rc;

pub(crate) static FUNCTIONS: &[Builtin] = &[
    Builtin { name: "is-superselector", module: "selector", overloads: &[("$super, $sub", is_superselector)] },
    Builtin { name: "simple-selectors", module: "selector", overloads: &[("$selector", simple_selectors)] },
    Builtin {
        name: "parse",
        module: "selector",
        overloads: &[("$selector", |_, v| Ok(to_value(&list(&v[0], "selector", false)?)))],
    },
    Builtin { name: "nest", module: "selector", overloads: &[("$selectors...", nest)] },
    Builtin { name: "append", module: "selector", overloads: &[("$selectors...", append)] },
    Builtin {
        name: "extend",
        module: "selector",
        overloads: &[("$selector, $extendee, $extender", |_, v| {
            extend(v, ["selector", "extendee", "extender"], Mode::AllTargets)
        })],
    },
    Builtin {
        name: "replace",
        module: "selector",
        overloads: &[("$selector, $original, $replacement", |_, v| {
            extend(v, ["selector", "original", "replacement"], Mode::Replace)
        })],
    },
    Builtin { name: "unify", module: "selector", overloads: &[("$selector1, $selector2", unify)] },
];

/// A selector as SassScript sees it: a list of lists of strings.
pub(crate) fn to_value(list: &SelectorList) -> Value {
    let complexes = list.complexes.iter().map(|complex| {
        let mut parts: Vec<Value> =
            complex.leading.iter().map(|combinator| Value::unquoted(combinator.text())).collect();
        for component in &complex.components {
            parts.push(Value::unquoted(compound_text(&component.simples)));
            parts.extend(component.combinators.iter().map(|combinator| Value::unquoted(combinator.text())));
        }
        Value::list(parts, Separator::Space)
    });
    Value::list(complexes.collect(), Separator::Comma)
}

fn text_of(value: &Value, name: &str) -> Res<String> {
    fn complex(value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.text.to_string()),
            Value::List(list) if list.separator == Separator::Space && !list.items.is_empty() => {
                let parts: Option<Vec<&str>> = list
                    .items
                    .iter()
                    .map(|item| if let Value::String(text) = item { Some(&*text.text) } else { None })
                    .collect();
                Some(parts?.join(" "))
            }
            _ => None,
        }
    }
    let text = match value {
        Value::List(list) if list.separator == Separator::Comma && !list.items.is_empty() => {
            let parts: Option<Vec<String>> = list.items.iter().map(complex).collect();
            parts.map(|parts| parts.join(", "))
        }
        other => complex(other),
    };
    text.ok_or_else(|| {
        Fault::argument(
            name,
            format!(
                "{} is not a valid selector: it must be a string,\na list of strings, or a list of lists of strings.",
                value.inspect()
            ),
        )
    })
}

fn list(value: &Value, name: &str, parent: bool) -> Res<SelectorList> {
    let text = text_of(value, name)?;
    let allow = Allow { parent, placeholder: true, css: false };
    selector_list(&text, allow, &Origin::default()).map_err(|fault| {
        Fault::bare(if name.is_empty() { fault.message } else { format!("${name}: {}", fault.message) })
    })
}

fn is_superselector(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let (one, two) = (list(&v[0], "super", false)?, list(&v[1], "sub", false)?);
    Ok(Value::Bool(one.is_super(&two)))
}

fn simple_selectors(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let text = text_of(&v[0], "selector")?;
    let allow = Allow { parent: false, placeholder: true, css: false };
    let simples = compound(text.trim(), allow, &Origin::default())
        .map_err(|fault| Fault::bare(format!("$selector: {}", fault.message)))?;
    let items = simples.iter().map(|simple| Value::unquoted(simple_text(simple)));
    Ok(Value::list(items.collect(), Separator::Comma))
}

fn selectors(v: &[Value], parent: bool) -> Res<Vec<SelectorList>> {
    let values = v[0].as_list();
    if values.is_empty() {
        return Err(Fault::argument("selectors", "At least one selector must be passed."));
    }
    let mut out = Vec::with_capacity(values.len());
    for value in &values {
        out.push(list(value, "", parent)?);
    }
    Ok(out)
}

fn nest(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let mut result: Option<SelectorList> = None;
    for child in selectors(v, true)? {
        result = Some(child.nest_in(result.as_ref(), true, false)?);
    }
    Ok(result.map_or(Value::Null, |list| to_value(&list)))
}

fn append(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let mut result: Option<SelectorList> = None;
    for child in selectors(v, false)? {
        let Some(parent) = result else {
            result = Some(child);
            continue;
        };
        let mut complexes = Vec::with_capacity(child.complexes.len());
        let shown_parent = crate::serialize::selector::list_text(&parent);
        for complex in &child.complexes {
            let unfit = || {
                let shown = crate::serialize::selector::complex_text(complex);
                Fault::bare(format!("Can't append {shown} to {shown_parent}."))
            };
            if !complex.leading.is_empty() {
                return Err(unfit());
            }
            let mut complex = complex.clone();
            let Some(first) = complex.components.first_mut() else { return Err(unfit()) };
            let with_parent = match first.simples.first() {
                Some(Simple::Universal(_)) | None => None,
                Some(Simple::Type { namespace: Some(_), .. }) => None,
                Some(Simple::Type { name, .. }) => Some((Simple::Parent(Some(name.clone()), Place::default()), 1)),
                Some(_) => Some((Simple::Parent(None, Place::default()), 0)),
            };
            let Some((parent_simple, skip)) = with_parent else { return Err(unfit()) };
            let mut simples = vec![parent_simple];
            simples.extend(first.simples.iter().skip(skip).cloned());
            first.simples = simples.into();
            complexes.push(complex);
        }
        result = Some(SelectorList { complexes }.nest_in(Some(&parent), true, false)?);
    }
    Ok(result.map_or(Value::Null, |list| to_value(&list)))
}

fn extend(v: &[Value], names: [&str; 3], mode: Mode) -> Res<Value> {
    let selector = list(&v[0], names[0], false)?;
    let target = list(&v[1], names[1], false)?;
    let source = list(&v[2], names[2], false)?;
    Ok(to_value(&Store::once(&selector, &source, &target, mode)?))
}

fn unify(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let (one, two) = (list(&v[0], "selector1", false)?, list(&v[1], "selector2", false)?);
    let mut complexes: Vec<Complex> = Vec::new();
    for a in &one.complexes {
        for b in &two.complexes {
            complexes.extend(unify_complex(&[a.clone(), b.clone()]).unwrap_or_default());
        }
    }
    if complexes.is_empty() {
        return Ok(Value::Null);
    }
    Ok(to_value(&Rc::new(SelectorList { complexes })))
}
