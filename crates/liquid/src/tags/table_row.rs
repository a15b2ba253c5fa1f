//! `{% tablerow item in collection cols:n limit:n offset:n %}…{% endtablerow %}`.

use super::loop_object::{Segment, TableRowLoop, to_i};
use crate::context::{self, Context};
use crate::error::{Error, Result};
use crate::parse::{Body, Expression, ParseContext, Render, Tag, attributes, quoted_fragment, skip_space, word};
use crate::value::{Object, Str, Value};
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(super) struct TableRow;

struct Table {
    variable: Str,
    collection: Expression,
    limit: Option<Expression>,
    offset: Option<Expression>,
    columns: Option<Expression>,
    body: Body,
}

impl Tag for TableRow {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let wrong = || {
            Error::syntax("Syntax Error in 'table_row loop' - Valid syntax: table_row [item] in [collection] cols=3")
        };
        let (variable, collection) = header(markup).ok_or_else(wrong)?;
        let collection = cx.expression(collection);
        let (mut limit, mut offset, mut columns) = (None, None, None);
        for (key, value) in attributes(markup) {
            let slot = match key {
                "limit" => &mut limit,
                "offset" => &mut offset,
                "cols" => &mut columns,
                _ => continue,
            };
            *slot = Some(cx.expression(value));
        }
        let (body, _) = cx.body(&[])?;
        Ok(Box::new(Table { variable: context::name(variable), collection, limit, offset, columns, body }))
    }
}

/// Finds `name in fragment`, wherever it stands.
fn header(markup: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    while at < markup.len() {
        let Some(end) = word(markup, at) else {
            at += 1;
            continue;
        };
        let preposition = skip_space(markup, end);
        if preposition > end && markup[preposition..].starts_with("in") {
            let collection = skip_space(markup, preposition + 2);
            if collection > preposition + 2
                && let Some(collection_end) = quoted_fragment(markup, collection)
            {
                return Some((&markup[at..end], &markup[collection..collection_end]));
            }
        }
        at = end;
    }
    None
}

impl Render for Table {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let collection = self.collection.evaluate(cx)?;
        if !collection.truthy() {
            return Ok(());
        }
        let from = match &self.offset {
            Some(offset) => to_i(&offset.evaluate(cx)?)?,
            None => 0,
        };
        let to = match &self.limit {
            Some(limit) => Some(from.saturating_add(to_i(&limit.evaluate(cx)?)?)),
            None => None,
        };
        let segment = Segment::new(&collection, from, to);
        let columns = match &self.columns {
            Some(columns) => to_i(&columns.evaluate(cx)?)?,
            None => i64::try_from(segment.length).unwrap_or(i64::MAX),
        };
        let columns = usize::try_from(columns).unwrap_or(0);
        out.push_str("<tr class=\"row1\">\n");
        cx.scope(|cx| self.cells(&segment, columns, cx, out))?;
        out.push_str("</tr>\n");
        Ok(())
    }

    fn is_blank(&self) -> bool {
        self.body.is_blank()
    }
}

impl Table {
    fn cells(&self, segment: &Segment, columns: usize, cx: &mut Context, out: &mut String) -> Result<()> {
        let state = Arc::new(TableRowLoop { length: segment.length, columns, index: AtomicUsize::new(0) });
        let object: Arc<dyn Object> = state.clone();
        cx.set("tablerowloop", Value::Object(object))?;
        let mut column = 0;
        let mut row = 1;
        for index in 0..segment.length {
            cx.set(self.variable.clone(), segment.at(index))?;
            column += 1;
            let before = out.len();
            _ = write!(out, "<td class=\"col{column}\">");
            cx.count_output(out.len() - before + "</td>".len())?;
            self.body.render(cx, out)?;
            out.push_str("</td>");
            if column == columns && index + 1 < segment.length {
                column = 0;
                row += 1;
                _ = write!(out, "</tr>\n<tr class=\"row{row}\">");
            }
            state.index.store(index + 1, Ordering::Relaxed);
        }
        Ok(())
    }
}
