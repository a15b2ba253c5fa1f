//! `where_exp`, `find_exp` and `group_by_exp`: filters whose argument is a Liquid expression.

use super::selection::{Groups, groupable, selectable};
use hyde_liquid::{Arity, Condition, Context, Environment, Error, Result, Value};

pub(super) fn register(environment: &mut Environment) {
    environment.filter("where_exp", Arity::exactly(2), where_exp);
    environment.filter("find_exp", Arity::exactly(2), find_exp);
    environment.filter("group_by_exp", Arity::exactly(2), group_by_exp);
}

fn markup(value: &Value, cx: &Context) -> Result<String> {
    if value.is_nil() {
        return Err(Error::ruby("TypeError", "no implicit conversion of nil into String"));
    }
    Ok(cx.to_s(value))
}

fn where_exp(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let Some(items) = selectable(input) else { return Ok(input.clone()) };
    let name = cx.to_s(&args[0]);
    let condition = Condition::parse_strict(&markup(&args[1], cx)?)?;
    cx.scope(|cx| {
        let mut found = Vec::new();
        for item in items.iter() {
            cx.set(name.as_str(), item.clone())?;
            if condition.evaluate(cx)? {
                found.push(item.clone());
            }
        }
        Ok(Value::from(found))
    })
}

fn find_exp(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let Some(items) = selectable(input) else { return Ok(input.clone()) };
    let name = cx.to_s(&args[0]);
    let condition = Condition::parse_strict(&markup(&args[1], cx)?)?;
    cx.scope(|cx| {
        for item in items.iter() {
            cx.set(name.as_str(), item.clone())?;
            if condition.evaluate(cx)? {
                return Ok(item.clone());
            }
        }
        Ok(Value::Nil)
    })
}

/// Where the value of an expression is put.
const RESULT: &str = "group_by_exp.value";

fn group_by_exp(input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
    let Some(items) = groupable(input) else { return Ok(input.clone()) };
    let name = cx.to_s(&args[0]);
    // The expression is evaluated as the source of an assignment, to a name that no template can write.
    let source = format!("{{% assign {RESULT} = {} %}}", markup(&args[1], cx)?);
    let expression = cx.environment().parse("group_by_exp", &source)?;
    cx.scope(|cx| {
        let mut groups = Groups::default();
        for item in items.iter() {
            cx.set(name.as_str(), item.clone())?;
            expression.render_in(cx)?;
            groups.add(cx.lookup(RESULT).unwrap_or_default(), item.clone());
        }
        Ok(groups.into_value())
    })
}
