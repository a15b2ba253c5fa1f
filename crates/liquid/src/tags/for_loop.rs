//! `{% for item in collection reversed limit:n offset:n %}…{% else %}…{% endfor %}`.

use super::loop_object::{ForLoop, Segment, integer, to_i};
use crate::context::{self, Context, Interrupt};
use crate::error::{Error, Result};
use crate::lead::{Lead, Leads};
use crate::parse::{
    Body, Expression, Kind, ParseContext, Parser, Render, Tag, attributes, name, quoted_fragment, skip_space,
};
use crate::value::{Object, Str, Value};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(super) struct For;

/// What a loop's markup says.
struct Header {
    variable: Str,
    /// `variable-collection`, which `offset:continue` goes by.
    name: Str,
    collection: Expression,
    reversed: bool,
    limit: Option<Expression>,
    offset: Offset,
}

enum Offset {
    None,
    Continue,
    At(Expression),
}

struct Loop {
    header: Header,
    body: Body,
    otherwise: Option<Body>,
    blank: bool,
}

impl Tag for For {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let header = cx.strict_or_lax(markup, |_| Header::strict(markup), |_| Header::lax(markup))?;
        cx.note_names(&header.collection);
        if let Some(limit) = &header.limit {
            cx.note_names(limit);
        }
        match &header.offset {
            Offset::None => {}
            Offset::Continue => cx.uses_mut().offset_continue = true,
            Offset::At(offset) => cx.note_names(offset),
        }
        let (body, stop) = cx.body(&["else"])?;
        let mut blank = body.is_blank();
        let mut otherwise = None;
        if stop.name == "else" {
            let (body, _) = cx.body(&["else"])?;
            blank &= body.is_blank();
            otherwise = Some(body);
        }
        Ok(Box::new(Loop { header, body, otherwise, blank }))
    }
}

impl Header {
    fn new(variable: &str, collection: &str, reversed: bool) -> Self {
        Self {
            variable: context::name(variable),
            name: context::name(&format!("{variable}-{collection}")),
            collection: Expression::parse(collection),
            reversed,
            limit: None,
            offset: Offset::None,
        }
    }

    fn strict(markup: &str) -> Result<Self> {
        let mut parser = Parser::new(markup)?;
        let variable = parser.consume(Kind::Id)?;
        if !parser.accept_word("in") {
            return Err(Error::syntax("For loops require an 'in' clause"));
        }
        let collection = parser.expression_text()?;
        let reversed = parser.accept_word("reversed");
        let mut header = Self::new(variable, &collection, reversed);
        while parser.look(Kind::Id, 0) && parser.look(Kind::Colon, 1) {
            let attribute = parser.consume(Kind::Id)?;
            if attribute != "limit" && attribute != "offset" {
                return Err(Error::syntax("Invalid attribute in for loop. Valid attributes are limit and offset"));
            }
            parser.consume(Kind::Colon)?;
            header.set(attribute, &parser.expression_text()?);
        }
        parser.consume(Kind::End)?;
        Ok(header)
    }

    fn lax(markup: &str) -> Result<Self> {
        let wrong = || Error::syntax("Syntax Error in 'for loop' - Valid syntax: for [item] in [collection]");
        let end = name(markup, 0).ok_or_else(wrong)?;
        let word = skip_space(markup, end);
        let collection = skip_space(markup, word + 2);
        if word == end || !markup[word..].starts_with("in") || collection == word + 2 {
            return Err(wrong());
        }
        let mut collection_end = collection;
        while let Some(end) = quoted_fragment(markup, collection_end) {
            collection_end = end;
        }
        if collection_end == collection {
            return Err(wrong());
        }
        let reversed = markup[skip_space(markup, collection_end)..].starts_with("reversed");
        let mut header = Self::new(&markup[..end], &markup[collection..collection_end], reversed);
        for (key, value) in attributes(markup) {
            header.set(key, value);
        }
        Ok(header)
    }

    fn set(&mut self, attribute: &str, value: &str) {
        match attribute {
            "limit" => self.limit = Some(Expression::parse(value)),
            "offset" if value == "continue" => self.offset = Offset::Continue,
            "offset" => self.offset = Offset::At(Expression::parse(value)),
            _ => {}
        }
    }

    fn segment(&self, cx: &mut Context) -> Result<Segment> {
        let from = match &self.offset {
            Offset::None => 0,
            Offset::Continue => {
                cx.state().loops.offsets.get(&self.name).map_or(0, |offset| i64::try_from(*offset).unwrap_or(i64::MAX))
            }
            Offset::At(offset) => to_i(&offset.evaluate(cx)?)?,
        };
        let collection = self.collection.evaluate_in_part(cx)?;
        let limit = match &self.limit {
            Some(limit) => integer(limit, cx)?,
            None => None,
        };
        let to = limit.map(|limit| limit.saturating_add(from));
        let collection = collection.into_beginning(to.map(|to| usize::try_from(to).unwrap_or(0)));
        let segment = Segment::new(&collection, from, to);
        let next = usize::try_from(from).unwrap_or(0).saturating_add(segment.length);
        match cx.state_mut().loops.offsets.get_mut(&self.name) {
            Some(offset) => *offset = next,
            None => _ = cx.state_mut().loops.offsets.insert(self.name.clone(), next),
        }
        Ok(segment)
    }
}

impl Render for Loop {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let segment = self.header.segment(cx)?;
        if segment.length == 0 {
            return match &self.otherwise {
                Some(body) => body.render(cx, out),
                None => Ok(()),
            };
        }
        cx.lead_with(Lead::Unicode);
        let state = Arc::new(ForLoop {
            name: self.header.name.clone(),
            length: segment.length,
            parent: cx.loops.last().cloned().unwrap_or_default(),
            index: AtomicUsize::new(0),
        });
        let object: Arc<dyn Object> = state.clone();
        cx.loops.push(Value::Object(object.clone()));
        let result = cx.scope(|cx| self.run(&segment, &state, object, cx, out));
        cx.loops.pop();
        result
    }

    fn is_blank(&self) -> bool {
        self.blank
    }

    fn leads(&self) -> Leads {
        if self.is_blank() { Leads::Nothing } else { Leads::Body }
    }
}

impl Loop {
    fn run(
        &self,
        segment: &Segment,
        state: &ForLoop,
        object: Arc<dyn Object>,
        cx: &mut Context,
        out: &mut String,
    ) -> Result<()> {
        let forloop = cx.names.forloop.clone();
        cx.set(forloop, Value::Object(object))?;
        for index in 0..segment.length {
            let item = if self.header.reversed { segment.length - 1 - index } else { index };
            cx.set(self.header.variable.clone(), segment.at(item))?;
            self.body.render(cx, out)?;
            state.index.store(index + 1, Ordering::Relaxed);
            if cx.interrupts.pop() == Some(Interrupt::Break) {
                break;
            }
        }
        Ok(())
    }
}
