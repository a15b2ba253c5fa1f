//! Bodies: sequences of text, outputs and tags; and the context in which tags parse themselves.

use super::expression::Expression;
use super::tokenizer::{Token, TokenKind, Tokenizer};
use super::variable::Variable;
use crate::context::Context;
use crate::environment::Environment;
use crate::error::{Error, ErrorKind, Result};
use crate::lead::{Lead, Leads};
use crate::source::{Source, Spot};
use crate::template::Uses;
use crate::unicode;
use std::ops::Range;
use std::sync::Arc;

/// How deep blocks may nest.
const DEPTH_LIMIT: usize = 100;

/// A kind of tag: it reads its markup, and its body if it has one, into something that renders.
///
/// ```
/// use hyde_liquid::{Body, Context, Environment, ParseContext, Render, Result, Tag, Value};
/// struct Box;
/// struct Boxed(String, Body);
/// impl Tag for Box {
///     fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<std::boxed::Box<dyn Render>> {
///         let (body, _) = cx.body(&[])?;
///         Ok(std::boxed::Box::new(Boxed(markup.trim().to_owned(), body)))
///     }
/// }
/// impl Render for Boxed {
///     fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
///         out.push_str(&format!("<{}>", self.0));
///         self.1.render(cx, out)
///     }
/// }
/// let mut environment = Environment::new();
/// environment.tag("box", Box);
/// let template = environment.parse("a", "{% box b %}{{ 1 }}{% endbox %}")?;
/// assert_eq!(template.render(&Value::Nil)?, "<b>1");
/// # Ok::<(), hyde_liquid::Error>(())
/// ```
pub trait Tag: Send + Sync + 'static {
    /// Parses the tag. `markup` is all that stands between the tag's name and its end, trailing white space included. A
    /// block reads its body with [`ParseContext::body`] or [`ParseContext::raw_body`].
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>>;
}

/// A parsed tag.
pub trait Render: Send + Sync {
    /// Renders the tag and appends to `out`.
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()>;

    /// Says whether the tag is known to print nothing. A block whose body is blank prints nothing, not even its white
    /// space.
    fn is_blank(&self) -> bool {
        false
    }

    /// Says what Ruby's tag gives where it comes first.
    fn leads(&self) -> Leads {
        if self.is_blank() { Leads::Nothing } else { Leads::Text }
    }
}

/// What ended a body: an end tag, or one of the tags that the block asked for (`else`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The tag's name.
    pub name: String,
    /// Its markup.
    pub markup: String,
}

/// A sequence of text, outputs and tags.
#[derive(Default)]
pub struct Body {
    nodes: Vec<Node>,
    blank: bool,
}

enum Node {
    Text(Box<str>),
    Output { variable: Variable, line: usize, span: Range<usize> },
    Tag { render: Box<dyn Render>, blank: bool, line: usize, span: Range<usize> },
}

/// A parsed template's parts.
pub(crate) struct Parsed {
    pub(crate) body: Body,
    pub(crate) warnings: Vec<Error>,
    pub(crate) uses: Uses,
}

/// What a tag may use while it is parsed: the tokens that follow, the environment, and where it stands.
pub struct ParseContext<'s> {
    environment: &'s Environment,
    source: &'s Source,
    tokens: Tokenizer<'s>,
    /// The line that Liquid would print now.
    node_line: usize,
    /// The line of the tag being parsed.
    line: usize,
    /// The line after all tokens taken so far.
    token_line: usize,
    trim_next: bool,
    depth: usize,
    /// The name and span of the tag being parsed.
    tag: Arc<str>,
    span: Range<usize>,
    warnings: Vec<Error>,
    uses: Uses,
}

/// What becomes of tags that nobody knows within a block.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    Refuse,
    Ignore,
}

/// Parses a whole template.
pub(crate) fn document(environment: &Environment, source: &Source) -> Result<Parsed> {
    let mut cx = ParseContext {
        environment,
        source,
        tokens: Tokenizer::new(&source.text),
        node_line: 1,
        line: 1,
        token_line: 1,
        trim_next: false,
        depth: 0,
        tag: "".into(),
        span: 0..0,
        warnings: Vec::new(),
        uses: Uses::default(),
    };
    let mut body = Body { nodes: Vec::new(), blank: true };
    let parsed = match cx.fill(&mut body) {
        Ok(None) => Ok(()),
        Ok(Some(stop)) => Err(cx.unknown_at_top(&stop)),
        Err(error) => Err(error),
    };
    match parsed {
        Ok(()) => Ok(Parsed { body, warnings: cx.warnings, uses: cx.uses }),
        Err(error) if *error.kind() == ErrorKind::Syntax => Err(cx.place(error.or_line(cx.node_line))),
        Err(error) => Err(cx.place(error)),
    }
}

impl<'s> ParseContext<'s> {
    /// Gives the environment.
    pub fn environment(&self) -> &'s Environment {
        self.environment
    }

    /// Gives the name of the tag being parsed.
    pub fn tag_name(&self) -> &str {
        &self.tag
    }

    /// Gives the line of the tag being parsed, as Liquid counts it.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Gives the name of the template.
    pub fn template_name(&self) -> &str {
        &self.source.name
    }

    /// Gives the position of the tag in the template's text, in bytes.
    pub fn position(&self) -> usize {
        self.span.start
    }

    /// Gives what the template has been found to use so far, for a tag to add to.
    pub fn uses_mut(&mut self) -> &mut Uses {
        &mut self.uses
    }

    /// Adds a warning.
    pub fn warn(&mut self, warning: Error) {
        self.warnings.push(warning);
    }

    /// Reads an expression and notes the names it looks up.
    pub fn expression(&mut self, markup: &str) -> Expression {
        let expression = Expression::parse(markup);
        self.note_names(&expression);
        expression
    }

    /// Reads an expression with filters, strictly or laxly as the error mode says.
    pub fn variable(&mut self, markup: &str) -> Result<Variable> {
        self.switch(
            self.node_line,
            &format_args!("in \"{{{{{markup}}}}}\""),
            |cx| Variable::strict(markup, cx),
            |cx| Ok(Variable::lax(markup, cx)),
        )
    }

    /// Reads the body of a block up to its end tag or to one of the given tags. The stop's name tells which; after one
    /// of the given tags, the rest is there to be read by another call.
    pub fn body(&mut self, stops: &[&str]) -> Result<(Body, Stop)> {
        self.body_with(stops, Unknown::Refuse)
    }

    /// Reads the body of a block as it is, up to its end tag.
    pub fn raw_body(&mut self) -> Result<String> {
        let name = self.tag.clone();
        let mut raw = String::new();
        while let Some(token) = self.take() {
            let text = &self.source.text[token.span];
            if let Some(at) = end_of_raw(text, &name) {
                raw.push_str(&text[..at]);
                return Ok(raw);
            }
            raw.push_str(text);
        }
        Err(Error::syntax(format!("'{name}' tag was never closed")))
    }

    pub(crate) fn body_with(&mut self, stops: &[&str], unknown: Unknown) -> Result<(Body, Stop)> {
        if self.depth >= DEPTH_LIMIT {
            return Err(Error::stack_level());
        }
        let name = self.tag.clone();
        let span = self.span.clone();
        let line = self.line;
        self.depth += 1;
        let mut body = Body { nodes: Vec::new(), blank: true };
        let result = loop {
            match self.fill(&mut body) {
                Err(error) => break Err(error),
                Ok(None) => break Err(Error::syntax(format!("'{name}' tag was never closed"))),
                Ok(Some(stop)) if is_end(&stop.name, &name) || stops.contains(&stop.name.as_str()) => break Ok(stop),
                Ok(Some(_)) if unknown == Unknown::Ignore => {}
                Ok(Some(stop)) => break Err(self.unknown(&stop, &name)),
            }
        };
        self.depth -= 1;
        self.tag = name;
        self.line = line;
        let stop = result?;
        self.span = span;
        Ok((body, stop))
    }

    /// Reads nodes into a body until a tag that is not registered, or the end.
    fn fill(&mut self, body: &mut Body) -> Result<Option<Stop>> {
        let source: &'s str = &self.source.text;
        self.node_line = self.token_line;
        while let Some(token) = self.take() {
            let text = &source[token.span.clone()];
            match token.kind {
                TokenKind::Text => {
                    let trimmed = if std::mem::take(&mut self.trim_next) { unicode::lstrip(text) } else { text };
                    body.blank &= trimmed.chars().all(unicode::is_space);
                    body.nodes.push(Node::Text(trimmed.into()));
                }
                TokenKind::Output => {
                    self.span = token.span.clone();
                    self.control_space(text, body);
                    let variable = self.output(text)?;
                    body.blank = false;
                    body.nodes.push(Node::Output { variable, line: self.node_line, span: token.span });
                }
                TokenKind::Tag => {
                    self.span = token.span.clone();
                    self.control_space(text, body);
                    let (name, markup) = tag_parts(text).ok_or_else(|| {
                        Error::syntax(format!("Tag '{text}' was not properly terminated with regexp: /\\%\\}}/"))
                    })?;
                    let Some(tag) = self.environment.find_tag(name) else {
                        return Ok(Some(Stop { name: name.to_owned(), markup: markup.to_owned() }));
                    };
                    self.node(&*tag, name, markup, token.span, body)?;
                }
            }
            self.node_line = self.token_line;
        }
        Ok(None)
    }

    fn node(&mut self, tag: &dyn Tag, name: &str, markup: &str, span: Range<usize>, body: &mut Body) -> Result<()> {
        let name: Arc<str> = name.into();
        self.uses.tags.insert(name.clone());
        let outer = std::mem::replace(&mut self.tag, name);
        let line = self.node_line;
        self.line = line;
        let render = tag.parse(markup, self)?;
        self.tag = outer;
        let blank = render.is_blank();
        body.blank &= blank;
        body.nodes.push(Node::Tag { render, blank, line, span });
        Ok(())
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.next()?;
        let text = &self.source.text.as_bytes()[token.span.clone()];
        self.token_line += memchr::memchr_iter(b'\n', text).count();
        Some(token)
    }

    /// Follows the hyphens of `{{-` and `-}}`.
    fn control_space(&mut self, text: &str, body: &mut Body) {
        let bytes = text.as_bytes();
        if bytes.get(2) == Some(&b'-')
            && let Some(Node::Text(before)) = body.nodes.last_mut()
        {
            let length = unicode::rstrip(before).len();
            if length < before.len() {
                *before = before[..length].into();
            }
        }
        self.trim_next = bytes.len() >= 3 && bytes[bytes.len() - 3] == b'-';
    }

    fn output(&mut self, text: &str) -> Result<Variable> {
        let inner = text.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")).ok_or_else(|| {
            Error::syntax(format!("Variable '{text}' was not properly terminated with regexp: /\\}}\\}}/"))
        })?;
        let inner = inner.strip_prefix('-').unwrap_or(inner);
        let inner = inner.strip_suffix('-').unwrap_or(inner);
        self.variable(inner)
    }

    fn unknown_at_top(&self, stop: &Stop) -> Error {
        match stop.name.as_str() {
            "else" | "end" => Error::syntax(format!("Unexpected outer '{}' tag", stop.name)),
            name => self.unknown_tag(name),
        }
    }

    fn unknown(&self, stop: &Stop, block: &str) -> Error {
        match stop.name.as_str() {
            "else" => Error::syntax(format!("{block} tag does not expect 'else' tag")),
            name if name.starts_with("end") => {
                Error::syntax(format!("'{name}' is not a valid delimiter for {block} tags. use end{block}"))
            }
            name => self.unknown_tag(name),
        }
    }

    fn unknown_tag(&self, name: &str) -> Error {
        let error = Error::syntax(format!("Unknown tag '{name}'"));
        match hyde_diagnostic::nearest(name, self.environment.tag_names()) {
            Some(near) => error.hint(format!("Did you mean `{near}`?")),
            None => error,
        }
    }

    /// Adds the place of the tag being parsed to an error.
    pub(super) fn place(&self, error: Error) -> Error {
        error.or_spot(|| Spot::new(self.source, self.span.clone()))
    }

    /// Notes the names that an expression looks up.
    pub(crate) fn note_names(&mut self, expression: &Expression) {
        let uses = &mut self.uses;
        expression.each_name(&mut |name| match name {
            Some(name) if uses.names.contains(name.as_str()) => {}
            Some(name) => _ = uses.names.insert(name.as_str().into()),
            None => uses.computed_names = true,
        });
    }

    pub(super) fn note_filter(&mut self, name: &Arc<str>) {
        if !self.uses.filters.contains(name) {
            self.uses.filters.insert(name.clone());
        }
    }
}

fn is_end(stop: &str, block: &str) -> bool {
    stop.strip_prefix("end") == Some(block)
}

/// Cuts a tag into name and markup, if it is whole.
fn tag_parts(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix("{%")?.strip_suffix("%}")?;
    let inner = inner.strip_prefix('-').unwrap_or(inner);
    let start = super::skip_space(inner, 0);
    let end = super::scan::word(inner, start)?;
    let markup = super::skip_space(inner, end);
    let rest = &inner[markup..];
    Some((&inner[start..end], rest.strip_suffix('-').unwrap_or(rest)))
}

/// Finds where the end tag of a raw block begins in a token that ends with it.
fn end_of_raw(text: &str, name: &str) -> Option<usize> {
    let inner = text.strip_suffix("%}")?;
    let mut before = inner.len();
    while let Some(at) = inner[..before].rfind("{%") {
        let start = super::skip_space(inner, at + 2);
        if let Some(end) = super::scan::word(inner, start) {
            return (inner[start..end].strip_prefix("end") == Some(name)).then_some(at);
        }
        before = at;
    }
    None
}

/// Renders the first piece of all, and notes what it is.
fn render_first(variable: &Variable, cx: &mut Context, out: &mut String) -> Result<()> {
    let value = variable.evaluate(cx);
    cx.lead = value.as_ref().map_or(Lead::Unicode, Lead::of);
    value?.write_output(out, cx.inspect_style());
    Ok(())
}

impl Body {
    /// Renders all nodes and appends to `out`; stops after a `break` or `continue`.
    pub fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        cx.enter_body(self.nodes.len())?;
        let result = self.render_nodes(cx, out);
        cx.lead_with(Lead::Ascii);
        cx.leave_body();
        result
    }

    /// Says whether the body prints nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.blank
    }

    fn render_nodes(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        for node in &self.nodes {
            let before = out.len();
            match node {
                Node::Text(text) => {
                    cx.lead_with(Lead::Unicode);
                    out.push_str(text);
                    cx.count_output(text.len())?;
                }
                Node::Output { variable, line, span } => {
                    let outer = cx.set_span(span.clone());
                    let result = match cx.lead {
                        Lead::Open => render_first(variable, cx, out),
                        _ => variable.render(cx, out),
                    };
                    if let Err(error) = result {
                        out.truncate(before);
                        out.push_str(&cx.handle_error(error, *line, span)?);
                    }
                    cx.set_span(outer);
                    cx.count_output(out.len() - before)?;
                }
                Node::Tag { render, blank, line, span } => {
                    let outer = cx.set_span(span.clone());
                    let is_first = cx.lead == Lead::Open;
                    let result = render.render(cx, out);
                    if is_first {
                        cx.lead = match render.leads() {
                            Leads::Nothing => Lead::Open,
                            Leads::Body if cx.lead == Lead::Ascii => Lead::Ascii,
                            _ => Lead::Unicode,
                        };
                    }
                    cx.set_span(outer);
                    match result {
                        Ok(()) if *blank => out.truncate(before),
                        Ok(()) => {}
                        Err(error) => {
                            out.truncate(before);
                            out.push_str(&cx.handle_error(error, *line, span)?);
                        }
                    }
                    if cx.is_interrupted() {
                        break;
                    }
                }
            }
        }
        Ok(())
    }
}
