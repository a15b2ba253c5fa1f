//! Outputs: an expression and the filters that it goes through.

use super::expression::Expression;
use super::lexer::Kind;
use super::parser::Parser;
use super::scan;
use super::{ParseContext, skip_space};
use crate::context::Context;
use crate::environment::{FilterEntry, Known};
use crate::error::{Error, ErrorKind, Result};
use crate::filters;
use crate::value::{Hash, Str, Value};
use std::sync::Arc;

/// What stands between `{{` and `}}`: an expression with its filters.
#[derive(Clone)]
pub struct Variable {
    pub(crate) expression: Expression,
    pub(crate) filters: Vec<Call>,
}

/// A filter with its arguments.
#[derive(Clone)]
pub(crate) struct Call {
    name: Arc<str>,
    /// `None` if there is no such filter.
    filter: Option<FilterEntry>,
    positional: Vec<Expression>,
    keywords: Vec<(Str, Expression)>,
}

/// An argument as written: with or without a keyword.
enum Argument {
    Positional(Expression),
    Keyword(Str, Expression),
}

impl Variable {
    /// Evaluates the expression and sends it through the filters.
    pub fn evaluate(&self, cx: &mut Context) -> Result<Value> {
        let mut value = self.start(cx)?;
        for call in &self.filters {
            value = call.apply(&value, cx)?;
        }
        Ok(value)
    }

    /// Evaluates the expression for the first filter.
    fn start(&self, cx: &mut Context) -> Result<Value> {
        match self.filters.first() {
            Some(first) if first.is_known(Known::Part) => self.expression.evaluate_in_part(cx),
            _ => self.expression.evaluate(cx),
        }
    }

    /// Evaluates and appends what `{{ }}` prints.
    pub(crate) fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let Some((last, others)) = self.filters.split_last() else {
            match self.expression.peek(cx) {
                Some(value) => match &*value {
                    Value::Str(text) => out.push_str(text),
                    value => value.write_output(out, cx.inspect_style()),
                },
                None => self.expression.evaluate(cx)?.write_output(out, cx.inspect_style()),
            }
            return Ok(());
        };
        let mut value = self.start(cx)?;
        for call in others {
            value = call.apply(&value, cx)?;
        }
        last.with_arguments(cx, |entry, args, cx| match entry {
            Some(entry) => entry.filter.write(&value, args, cx, out),
            None => {
                value.write_output(out, cx.inspect_style());
                Ok(())
            }
        })
    }

    /// Evaluates `name | filter: …` for a variable of that name in place, if the filter can ([`Filter::extend`]) and all
    /// else lets it. Says whether that is done.
    ///
    /// [`Filter::extend`]: crate::Filter::extend
    pub(crate) fn extend(&self, name: &str, cx: &mut Context) -> Result<bool> {
        match self.filters.as_slice() {
            [call] if self.expression.is_name(name) && cx.own_array(name).is_some() => {
                call.with_arguments(cx, |entry, args, cx| match (entry, cx.own_array(name)) {
                    (Some(entry), Some(items)) => Ok(entry.filter.extend(items, args)),
                    _ => Ok(false),
                })
            }
            _ => Ok(false),
        }
    }

    /// Gives the expression in front of the filters.
    pub fn expression(&self) -> &Expression {
        &self.expression
    }

    /// Says whether there is any filter.
    pub fn has_filters(&self) -> bool {
        !self.filters.is_empty()
    }

    pub(super) fn strict(markup: &str, cx: &mut ParseContext<'_>) -> Result<Self> {
        let mut parser = Parser::new(markup)?;
        let expression = Expression::parse(&parser.expression_text()?);
        let mut filters = Vec::new();
        while parser.accept(Kind::Pipe).is_some() {
            let name = parser.consume(Kind::Id)?;
            let mut arguments = Vec::new();
            if parser.accept(Kind::Colon).is_some() {
                arguments.push(argument(&parser.argument()?));
                while parser.accept(Kind::Comma).is_some() {
                    arguments.push(argument(&parser.argument()?));
                }
            }
            filters.push((name, arguments));
        }
        parser.consume(Kind::End)?;
        Ok(Self::resolve(expression, filters, cx))
    }

    pub(super) fn lax(markup: &str, cx: &mut ParseContext<'_>) -> Self {
        let Some((start, end)) = scan::find_fragment(markup, 0) else {
            return Self { expression: Expression::literal(Value::Nil), filters: Vec::new() };
        };
        let expression = Expression::parse(&markup[start..end]);
        let filters = match markup[end..].find('|') {
            Some(bar) => lax_filters(&markup[end + bar + 1..]),
            None => Vec::new(),
        };
        Self::resolve(expression, filters, cx)
    }

    fn resolve(expression: Expression, filters: Vec<(&str, Vec<Argument>)>, cx: &mut ParseContext<'_>) -> Self {
        cx.note_names(&expression);
        let filters = filters
            .into_iter()
            .map(|(name, arguments)| {
                let name: Arc<str> = name.into();
                cx.note_filter(&name);
                let mut call = Call {
                    filter: cx.environment().find_filter(&name).cloned(),
                    name,
                    positional: Vec::new(),
                    keywords: Vec::new(),
                };
                for argument in arguments {
                    match argument {
                        Argument::Positional(value) => {
                            cx.note_names(&value);
                            call.positional.push(value);
                        }
                        Argument::Keyword(key, value) => {
                            cx.note_names(&value);
                            call.keywords.push((key, value));
                        }
                    }
                }
                call
            })
            .collect();
        Self { expression, filters: joined(filters) }
    }
}

/// Joins `strip_html` with a filter after it that cuts text short.
fn joined(calls: Vec<Call>) -> Vec<Call> {
    let mut joined: Vec<Call> = Vec::with_capacity(calls.len());
    for mut call in calls {
        if joined.last().is_some_and(|before| before.is_known(Known::StripHtml) && before.has_no_arguments())
            && let Some(entry) = &mut call.filter
            && let Some(filter) = entry.known.and_then(filters::after_strip_html)
        {
            joined.pop();
            *entry = FilterEntry { filter, known: None, ..entry.clone() };
        }
        if call.is_known(Known::TruncateWords) {
            need_words(&mut joined, &call);
        }
        joined.push(call);
    }
    joined
}

/// Lets a `strip_html` make no more words than a `truncatewords` keeps, where filters stand between that keep words.
fn need_words(before: &mut [Call], call: &Call) {
    let between = before.iter().rev().take_while(|call| call.is_known(Known::KeepsWords) && call.has_no_arguments());
    let Some(at) = before.len().checked_sub(between.count() + 1) else { return };
    let count = match call.positional.first() {
        Some(count) => count.as_literal().map(Some),
        None => call.keywords.is_empty().then_some(None),
    };
    if before[at].is_known(Known::StripHtml)
        && before[at].has_no_arguments()
        && let Some(filter) = count.and_then(filters::strip_html_for_words)
        && let Some(entry) = &mut before[at].filter
    {
        *entry = FilterEntry { filter, known: None, ..entry.clone() };
    }
}

/// Reads an argument: `key: fragment` through and through is a keyword, everything else an expression.
fn argument(text: &str) -> Argument {
    keyword(text).unwrap_or_else(|| Argument::Positional(Expression::parse(text)))
}

fn keyword(text: &str) -> Option<Argument> {
    let name_end = scan::word(text, 0)?;
    let colon = skip_space(text, name_end);
    let value = skip_space(text, text[colon..].starts_with(':').then_some(colon + 1)?);
    let end = scan::quoted_fragment(text, value)?;
    (end == text.len())
        .then(|| Argument::Keyword(crate::context::name(&text[..name_end]), Expression::parse(&text[value..])))
}

/// Reads filters laxly: what stands between bars, quoted bars not counting.
fn lax_filters(text: &str) -> Vec<(&str, Vec<Argument>)> {
    let mut filters = Vec::new();
    let mut at = skip_space(text, 0);
    while at < text.len() {
        let start = at;
        // A piece goes on through white space, fragments and commas; a bar or a stray quote ends it.
        while at < text.len() {
            let spaced = skip_space(text, at);
            if spaced > at {
                at = spaced;
            } else if let Some(end) = scan::quoted_fragment(text, at) {
                at = end;
            } else if text.as_bytes()[at] == b',' {
                at += 1;
            } else {
                break;
            }
        }
        if at > start
            && let Some(filter) = lax_filter(&text[start..at])
        {
            filters.push(filter);
        }
        if at < text.len() {
            at += 1;
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
    }
    filters
}

fn lax_filter(piece: &str) -> Option<(&str, Vec<Argument>)> {
    let name_start = piece.bytes().position(crate::unicode::is_word)?;
    let name_end = scan::word(piece, name_start)?;
    let mut arguments = Vec::new();
    let mut at = 0;
    // An argument follows a colon or a comma, wherever these are.
    while let Some(found) = piece[at..].find([':', ',']) {
        let start = skip_space(piece, at + found + 1);
        match lax_argument(piece, start) {
            Some(end) => {
                arguments.push(argument(crate::unicode::strip_space(&piece[start..end])));
                at = end;
            }
            None => at += found + 1,
        }
    }
    Some((&piece[name_start..name_end], arguments))
}

/// Gives the end of an argument: `key: fragment`, or a fragment.
fn lax_argument(piece: &str, start: usize) -> Option<usize> {
    if let Some(word) = scan::word(piece, start) {
        let colon = skip_space(piece, word);
        if piece[colon..].starts_with(':')
            && let Some(end) = scan::quoted_fragment(piece, skip_space(piece, colon + 1))
        {
            return Some(end);
        }
    }
    scan::quoted_fragment(piece, start)
}

impl Call {
    fn is_known(&self, known: Known) -> bool {
        self.filter.as_ref().is_some_and(|entry| entry.known == Some(known))
    }

    fn has_no_arguments(&self) -> bool {
        self.positional.is_empty() && self.keywords.is_empty()
    }

    fn apply(&self, input: &Value, cx: &mut Context) -> Result<Value> {
        self.with_arguments(cx, |entry, args, cx| match entry {
            Some(entry) => {
                let value = entry.filter.call(input, args, cx)?;
                match &value {
                    Value::Str(text) => cx.check_text(text.len())?,
                    Value::Array(items) => cx.check_text(items.len())?,
                    _ => {}
                }
                Ok(value)
            }
            None => Ok(input.clone()),
        })
    }

    /// Evaluates the arguments and hands them on, with the filter if there is one of the name.
    fn with_arguments<T>(
        &self,
        cx: &mut Context,
        then: impl FnOnce(Option<&FilterEntry>, &[Value], &mut Context) -> Result<T>,
    ) -> Result<T> {
        let mut few: [Value; 4] = Default::default();
        let mut many;
        let count = self.positional.len() + usize::from(!self.keywords.is_empty());
        let args: &mut [Value] = if count <= few.len() {
            &mut few[..count]
        } else {
            many = vec![Value::Nil; count];
            &mut many
        };
        for (slot, expression) in args.iter_mut().zip(&self.positional) {
            *slot = expression.evaluate(cx)?;
        }
        if !self.keywords.is_empty() {
            let mut hash = Hash::new();
            for (key, expression) in &self.keywords {
                hash.insert(key.clone(), expression.evaluate(cx)?);
            }
            args[count - 1] = Value::from(hash);
        }
        let Some(entry) = &self.filter else {
            if cx.environment().strict_filters() {
                let error = Error::new(ErrorKind::UndefinedFilter, format!("undefined filter {}", self.name));
                return Err(match hyde_diagnostic::nearest(&self.name, cx.environment().filter_names()) {
                    Some(near) => error.hint(format!("Did you mean `{near}`?")),
                    None => error,
                });
            }
            return then(None, args, cx);
        };
        if let Some(complaint) = entry.arity.complaint(count) {
            return Err(Error::argument(complaint).hint(format!("in the filter `{}`", entry.name)));
        }
        then(Some(entry), args, cx)
    }
}
