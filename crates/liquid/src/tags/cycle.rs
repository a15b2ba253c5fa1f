//! `{% cycle 'a', 'b' %}` and `{% cycle group: 'a', 'b' %}`.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::lead::{Lead, Leads};
use crate::parse::{Expression, ParseContext, Render, Tag, find_fragment, quoted, quoted_fragment, skip_space};
use crate::value::{InspectStyle, Value};

pub(super) struct Cycle;

struct Cycling {
    group: Expression,
    values: Vec<Expression>,
}

impl Tag for Cycle {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        cx.uses_mut().cycle = true;
        if let Some((group, values)) = named(markup) {
            let values = read_values(values, cx);
            let group = cx.expression(group);
            return Ok(Box::new(Cycling { group, values }));
        }
        if quoted_fragment(markup, 0).is_none() {
            return Err(Error::syntax("Syntax Error in 'cycle' - Valid syntax: cycle [name :] var [, var2, var3 ...]"));
        }
        let values = read_values(markup, cx);
        let group = Expression::literal(group_of(&values, cx));
        Ok(Box::new(Cycling { group, values }))
    }
}

/// Cuts a group's name off the values: a fragment that a colon follows, or the part of one before its last colon.
fn named(markup: &str) -> Option<(&str, &str)> {
    if let Some(end) = quoted(markup, 0) {
        let colon = skip_space(markup, end);
        if markup[colon..].starts_with(':') {
            return Some((&markup[..end], &markup[colon + 1..]));
        }
    }
    let mut end = quoted_fragment(markup, 0)?;
    let colon = skip_space(markup, end);
    if markup[colon..].starts_with(':') {
        return Some((&markup[..end], &markup[colon + 1..]));
    }
    // The fragment gives characters back until a colon follows it.
    let first = markup.chars().next().map_or(0, char::len_utf8);
    let unquoted = markup[..end].rfind(['\'', '"']).map_or(first, |at| at + 1);
    end = unquoted + markup[unquoted..end].rfind(':')?;
    Some((&markup[..end], &markup[end + 1..]))
}

fn read_values(markup: &str, cx: &mut ParseContext<'_>) -> Vec<Expression> {
    markup
        .split(',')
        .filter_map(|piece| find_fragment(piece, 0).map(|(start, end)| cx.expression(&piece[start..end])))
        .filter(|expression| expression.as_literal().is_none_or(|value| !value.is_nil()))
        .collect()
}

/// Gives the name of the group that a list of values forms. Ruby prints expressions that are looked up by their address,
/// which makes each such tag a group of its own.
fn group_of(values: &[Expression], cx: &ParseContext<'_>) -> String {
    let shown: Vec<String> = values
        .iter()
        .map(|value| match value.as_literal() {
            Some(value) => value.inspect(InspectStyle::Ruby31),
            None => format!("#<{} {}:{}>", value.is_dynamic(), cx.template_name(), cx.position()),
        })
        .collect();
    format!("[{}]", shown.join(", "))
}

impl Render for Cycling {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let group = self.group.evaluate(cx)?;
        let at = match cx.state().loops.cycles.get_value(&group) {
            Some(Value::Int(at)) => usize::try_from(*at).unwrap_or(0),
            _ => 0,
        };
        let value = match self.values.get(at) {
            Some(expression) => expression.evaluate(cx)?,
            None => Value::Nil,
        };
        let next = if at + 1 >= self.values.len() { 0 } else { at + 1 };
        cx.state_mut().loops.cycles.insert(group, next);
        cx.lead_with(Lead::of(&value));
        value.write_output(out, cx.inspect_style());
        Ok(())
    }

    fn leads(&self) -> Leads {
        Leads::Body
    }
}
