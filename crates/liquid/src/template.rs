//! A parsed template.

use crate::context::Context;
use crate::environment::Environment;
use crate::error::{Error, Result};
use crate::parse::{self, Body};
use crate::source::{Source, Spot};
use crate::value::Value;
use hyde_diagnostic::Place;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A parsed template. Cheap to clone, `Send` and `Sync`; rendering does not change it.
///
/// ```
/// use hyde_liquid::{Environment, Value};
/// let template = Environment::new().parse("a.md", "{{ x y }}{% cycle 'a', 'b' %}")?;
/// assert_eq!(template.warnings()[0].to_string(),
///     "Liquid syntax error (line 1): Expected end_of_string but found id in \"{{ x y }}\"");
/// assert!(template.uses().cycle && template.uses().names.contains("x"));
/// assert_eq!(template.render(&Value::from_pairs([("x", 1)]))?, "1a");
/// # Ok::<(), hyde_liquid::Error>(())
/// ```
#[derive(Clone)]
pub struct Template(Arc<Inner>);

struct Inner {
    environment: Environment,
    source: Source,
    body: Body,
    warnings: Vec<Error>,
    uses: Uses,
}

/// What a template makes use of, found while parsing. Jekyll leaks some state from page to page, so who renders out of
/// order must know which templates see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Uses {
    /// A `cycle` tag.
    pub cycle: bool,
    /// An `ifchanged` tag.
    pub ifchanged: bool,
    /// A `for` or `tablerow` with `offset:continue`.
    pub offset_continue: bool,
    /// An `increment` or `decrement` tag.
    pub counters: bool,
    /// A variable whose name is computed (`{{ [name] }}`), so that any may be looked up.
    pub computed_names: bool,
    /// The names that are looked up at the top level of the data (or in local variables of the same name).
    pub names: BTreeSet<Arc<str>>,
    /// The names of all tags.
    pub tags: BTreeSet<Arc<str>>,
    /// The names of all filters, unknown ones included.
    pub filters: BTreeSet<Arc<str>>,
}

impl Uses {
    /// Says whether the template sees state that [`crate::State`] carries from one rendering to the next. A loop without
    /// `offset:continue` writes such state too, but none is seen without one.
    pub fn stateful(&self) -> bool {
        self.cycle || self.ifchanged || self.offset_continue || self.counters
    }

    /// Says whether the template may look up a name at the top level.
    pub fn mentions(&self, name: &str) -> bool {
        self.computed_names || self.names.contains(name)
    }

    /// Adds what another template uses.
    pub fn merge(&mut self, other: &Self) {
        self.cycle |= other.cycle;
        self.ifchanged |= other.ifchanged;
        self.offset_continue |= other.offset_continue;
        self.counters |= other.counters;
        self.computed_names |= other.computed_names;
        self.names.extend(other.names.iter().cloned());
        self.tags.extend(other.tags.iter().cloned());
        self.filters.extend(other.filters.iter().cloned());
    }
}

impl Template {
    pub(crate) fn parse(environment: &Environment, name: &str, source: &str, first_line: usize) -> Result<Self> {
        let source = Source::new(name, source, first_line);
        let parsed = parse::document(environment, &source)?;
        Ok(Self(Arc::new(Inner {
            environment: environment.clone(),
            body: parsed.body,
            warnings: parsed.warnings,
            uses: parsed.uses,
            source,
        })))
    }

    /// Gives the name given at parsing.
    pub fn name(&self) -> &str {
        &self.0.source.name
    }

    pub(crate) fn shared_name(&self) -> Arc<str> {
        self.0.source.name.clone()
    }

    /// Gives the text that was parsed.
    pub fn source(&self) -> &str {
        &self.0.source.text
    }

    /// Gives what the strict parser complained about where the lax one took over.
    pub fn warnings(&self) -> &[Error] {
        &self.0.warnings
    }

    /// Gives what the template makes use of.
    pub fn uses(&self) -> &Uses {
        &self.0.uses
    }

    /// Gives the environment it was parsed with.
    pub fn environment(&self) -> &Environment {
        &self.0.environment
    }

    /// Renders with the given data (a hash or object) and fresh state. The first error ends it.
    pub fn render(&self, globals: &Value) -> Result<String> {
        self.render_in(&mut Context::new(&self.0.environment, globals.clone()))
    }

    /// Renders into any writer.
    ///
    /// ```
    /// use hyde_liquid::{Environment, Value};
    /// let mut out = String::new();
    /// Environment::new().parse("a", "{{ 1 | plus: 1 }}")?.render_to(&mut out, &Value::Nil)?;
    /// assert_eq!(out, "2");
    /// # Ok::<(), hyde_liquid::Error>(())
    /// ```
    pub fn render_to(&self, out: &mut impl fmt::Write, globals: &Value) -> Result<()> {
        let text = self.render(globals)?;
        out.write_str(&text).map_err(|error| Error::ruby("IOError", error.to_string()))
    }

    /// Renders in a context that the caller has made: with registers, state, or the variables of an enclosing
    /// template. A partial (include) renders so too, usually within [`Context::scope`].
    pub fn render_in(&self, cx: &mut Context) -> Result<String> {
        let mut out = String::with_capacity(self.0.source.text.len());
        self.render_into(cx, &mut out)?;
        Ok(out)
    }

    /// Renders in a given context and appends to `out`.
    pub fn render_into(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        cx.enter(self.clone());
        let result = self.0.body.render(cx, out);
        cx.leave();
        result
    }

    pub(crate) fn spot(&self, span: &Range<usize>) -> Spot {
        Spot::new(&self.0.source, span.clone())
    }

    pub(crate) fn place(&self, span: &Range<usize>) -> Place {
        self.0.source.place(span)
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Template").field("name", &self.name()).finish_non_exhaustive()
    }
}
