//! What templates are parsed with: tags, filters and options.

use crate::context::Context;
use crate::error::Result;
use crate::function::Function;
use crate::loader::Loader;
use crate::parse::Tag;
use crate::template::Template;
use crate::time::{Time, TimeZone, Utc};
use crate::value::{InspectStyle, Value};
use crate::{filters, tags};
use rustc_hash::FxHashMap;
use std::fmt;
use std::sync::Arc;

/// How the parser takes markup that the strict grammar refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ErrorMode {
    /// Strictly first, then laxly with a warning. Jekyll's default.
    #[default]
    Warn,
    /// Strictly: it is an error.
    Strict,
    /// Laxly from the start.
    Lax,
}

/// What `blank` means in a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Blank {
    /// Nothing equals `blank`: so it is without ActiveSupport.
    #[default]
    Plain,
    /// `nil`, `false`, white space and empty collections do: so it is once a plugin has loaded ActiveSupport.
    ActiveSupport,
}

/// Limits that a template cannot pass; `None` is no limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes of output, counted for the whole rendering with everything captured.
    pub render_length: Option<usize>,
    /// The most nodes rendered.
    pub render_score: Option<usize>,
    /// The most bytes assigned and captured.
    pub assign_score: Option<usize>,
}

/// How many arguments a filter takes besides its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arity {
    pub(crate) least: usize,
    pub(crate) most: Option<usize>,
}

impl Arity {
    /// Exactly this many.
    pub const fn exactly(count: usize) -> Self {
        Self { least: count, most: Some(count) }
    }

    /// At least and at most so many.
    pub const fn between(least: usize, most: usize) -> Self {
        Self { least, most: Some(most) }
    }

    /// At least so many.
    pub const fn at_least(least: usize) -> Self {
        Self { least, most: None }
    }

    /// Gives Ruby's complaint about a wrong number of arguments, the input counted.
    pub(crate) fn complaint(self, given: usize) -> Option<String> {
        let fits = given >= self.least && self.most.is_none_or(|most| given <= most);
        if fits {
            return None;
        }
        let expected = match self.most {
            Some(most) if most == self.least => format!("{}", self.least + 1),
            Some(most) => format!("{}..{}", self.least + 1, most + 1),
            None => format!("{}+", self.least + 1),
        };
        Some(format!("wrong number of arguments (given {}, expected {expected})", given + 1))
    }
}

/// A filter that sees values and the context. Functions of this shape are filters; for plain Rust functions see
/// [`Environment::function`].
pub trait Filter: Send + Sync + 'static {
    /// Computes the output from the input and the arguments, whose number fits the arity the filter was registered
    /// with. Keyword arguments arrive as one trailing hash.
    fn call(&self, input: &Value, args: &[Value], cx: &mut Context) -> Result<Value>;

    /// Computes the output and appends what `{{ }}` prints of it. A filter that makes text may do so without making a
    /// value first.
    fn write(&self, input: &Value, args: &[Value], cx: &mut Context, out: &mut String) -> Result<()> {
        let value = self.call(input, args, cx)?;
        value.write_output(out, cx.inspect_style());
        Ok(())
    }

    /// Does what [`Filter::call`] does to an array, in place: `{% assign list = list | push: item %}` asks so where
    /// nobody else has the array, which spares copying it. `false` says that nothing was done, and the filter is called.
    fn extend(&self, items: &mut Vec<Value>, args: &[Value]) -> bool {
        _ = (items, args);
        false
    }
}

impl<F> Filter for F
where
    F: Fn(&Value, &[Value], &mut Context) -> Result<Value> + Send + Sync + 'static,
{
    fn call(&self, input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
        self(input, args, cx)
    }
}

/// A filter that makes text: it appends to the buffer that it is given, or gives the value that it passes on instead.
pub(crate) struct TextFilter<F>(pub(crate) F);

impl<F> Filter for TextFilter<F>
where
    F: Fn(&Value, &[Value], &mut Context, &mut String) -> Result<Option<Value>> + Send + Sync + 'static,
{
    fn call(&self, input: &Value, args: &[Value], cx: &mut Context) -> Result<Value> {
        let mut text = cx.take_scratch();
        let result = self.0(input, args, cx, &mut text);
        let value = match result {
            Ok(None) => Ok(Value::from(text.as_str())),
            Ok(Some(value)) => Ok(value),
            Err(error) => Err(error),
        };
        cx.give_scratch(text);
        value
    }

    fn write(&self, input: &Value, args: &[Value], cx: &mut Context, out: &mut String) -> Result<()> {
        if let Some(value) = self.0(input, args, cx, out)? {
            value.write_output(out, cx.inspect_style());
        }
        Ok(())
    }
}

/// The filters that are done at once with a neighbour, or that look at a part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// `size` and `first`.
    Part,
    StripHtml,
    /// One that keeps words ([`Environment::keeps_words`]).
    KeepsWords,
    Truncate,
    TruncateWords,
}

/// A registered filter.
#[derive(Clone)]
pub(crate) struct FilterEntry {
    pub(crate) name: Arc<str>,
    pub(crate) arity: Arity,
    /// Set for Liquid's own filters only: one that replaces them is not known.
    pub(crate) known: Option<Known>,
    pub(crate) filter: Arc<dyn Filter>,
}

/// Gives the present time.
type Clock = Arc<dyn Fn() -> Time + Send + Sync>;

/// Tags, filters and options. Cheap to clone; a change after cloning does not reach the clones, nor templates parsed
/// before.
///
/// ```
/// use hyde_liquid::{Environment, ErrorMode, Value};
/// let mut environment = Environment::new();
/// environment.set_error_mode(ErrorMode::Lax).set_strict_filters(true);
/// let error = environment.parse("a", "{{ 1 | nope }}")?.render(&Value::Nil).unwrap_err();
/// assert_eq!(error.to_string(), "Liquid error (line 1): undefined filter nope");
/// # Ok::<(), hyde_liquid::Error>(())
/// ```
#[derive(Clone)]
pub struct Environment(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    tags: FxHashMap<Arc<str>, Arc<dyn Tag>>,
    filters: FxHashMap<Arc<str>, FilterEntry>,
    error_mode: ErrorMode,
    strict_variables: bool,
    strict_filters: bool,
    blank: Blank,
    inspect: InspectStyle,
    zone: Arc<dyn TimeZone>,
    clock: Option<Clock>,
    limits: Limits,
    loader: Option<Arc<dyn Loader>>,
}

impl Default for Environment {
    fn default() -> Self {
        Self::new()
    }
}

impl Environment {
    /// Makes an environment with Liquid's own tags and filters.
    pub fn new() -> Self {
        let mut environment = Self::bare();
        tags::register(&mut environment);
        filters::register(&mut environment);
        environment
    }

    /// Makes an environment without any tag or filter.
    pub fn bare() -> Self {
        Self(Arc::new(Inner {
            tags: FxHashMap::default(),
            filters: FxHashMap::default(),
            error_mode: ErrorMode::default(),
            strict_variables: false,
            strict_filters: false,
            blank: Blank::default(),
            inspect: InspectStyle::default(),
            zone: Arc::new(Utc),
            clock: None,
            limits: Limits::default(),
            loader: None,
        }))
    }

    /// Registers a tag (or block: one whose `parse` reads a body), replacing any of that name.
    pub fn tag(&mut self, name: &str, tag: impl Tag) -> &mut Self {
        self.inner().tags.insert(name.into(), Arc::new(tag));
        self
    }

    /// Registers a filter that sees values and the context, replacing any of that name.
    pub fn filter(&mut self, name: &str, arity: Arity, filter: impl Filter) -> &mut Self {
        let name: Arc<str> = name.into();
        let entry = FilterEntry { name: name.clone(), arity, known: None, filter: Arc::new(filter) };
        self.inner().filters.insert(name, entry);
        self
    }

    /// Registers a plain function or closure as a filter; its parameters are converted from values, trailing
    /// `Option`s may be left out by the template.
    ///
    /// ```
    /// use hyde_liquid::{Environment, Value};
    /// let mut environment = Environment::new();
    /// environment.function("repeat", |text: String, times: Option<usize>| text.repeat(times.unwrap_or(2)));
    /// let template = environment.parse("a", "{{ 'ab' | repeat }} {{ 'x' | repeat: 3 }}")?;
    /// assert_eq!(template.render(&Value::Nil)?, "abab xxx");
    /// # Ok::<(), hyde_liquid::Error>(())
    /// ```
    pub fn function<Args>(&mut self, name: &str, function: impl Function<Args>) -> &mut Self {
        let (arity, filter) = function.into_filter();
        let name: Arc<str> = name.into();
        let entry = FilterEntry { name: name.clone(), arity, known: None, filter };
        self.inner().filters.insert(name, entry);
        self
    }

    /// Registers a filter that makes text: it appends to the buffer that it is given, or gives a value that takes the
    /// text's place. Text that is printed at once is not copied so.
    ///
    /// ```
    /// use hyde_liquid::{Arity, Environment, Value};
    /// let mut environment = Environment::new();
    /// environment.text_filter("quoted", Arity::exactly(0), |input, _, cx, out| {
    ///     out.extend(["'", &cx.text(input), "'"]);
    ///     Ok(None)
    /// });
    /// assert_eq!(environment.parse("a", "{{ 1 | quoted | quoted }}")?.render(&Value::Nil)?, "''1''");
    /// # Ok::<(), hyde_liquid::Error>(())
    /// ```
    pub fn text_filter<F>(&mut self, name: &str, arity: Arity, filter: F) -> &mut Self
    where
        F: Fn(&Value, &[Value], &mut Context, &mut String) -> Result<Option<Value>> + Send + Sync + 'static,
    {
        self.filter(name, arity, TextFilter(filter))
    }

    /// Says of a filter just registered which of Liquid's own it is.
    pub(crate) fn know(&mut self, name: &str, known: Known) -> &mut Self {
        if let Some(entry) = self.inner().filters.get_mut(name) {
            entry.known = Some(known);
        }
        self
    }

    /// Says of a filter just registered, which takes no arguments, that it keeps words: it neither joins nor splits them,
    /// and the words before the n-th come of the words before the n-th of its input. What stands before it then need not
    /// make more words than a `truncatewords` behind it keeps.
    ///
    /// ```
    /// use hyde_liquid::{Arity, Environment, Value};
    /// let mut environment = Environment::new();
    /// let quiet = |input: &Value, _: &[Value], cx: &mut hyde_liquid::Context, out: &mut String| {
    ///     out.push_str(&cx.text(input).to_lowercase());
    ///     Ok(None)
    /// };
    /// environment.text_filter("quiet", Arity::exactly(0), quiet).keeps_words("quiet");
    /// let template = environment.parse("a", "{{ '<p>One <b>Two</b> Three' | strip_html | quiet | truncatewords: 2 }}")?;
    /// assert_eq!(template.render(&Value::Nil)?, "one two...");
    /// # Ok::<(), hyde_liquid::Error>(())
    /// ```
    pub fn keeps_words(&mut self, name: &str) -> &mut Self {
        self.know(name, Known::KeepsWords)
    }

    /// Removes a tag.
    pub fn remove_tag(&mut self, name: &str) -> &mut Self {
        self.inner().tags.remove(name);
        self
    }

    /// Says how markup is taken that the strict grammar refuses.
    pub fn set_error_mode(&mut self, mode: ErrorMode) -> &mut Self {
        self.inner().error_mode = mode;
        self
    }

    /// Makes undefined variables errors.
    pub fn set_strict_variables(&mut self, strict: bool) -> &mut Self {
        self.inner().strict_variables = strict;
        self
    }

    /// Makes undefined filters errors; otherwise they pass their input through.
    pub fn set_strict_filters(&mut self, strict: bool) -> &mut Self {
        self.inner().strict_filters = strict;
        self
    }

    /// Says what `blank` means.
    pub fn set_blank(&mut self, blank: Blank) -> &mut Self {
        self.inner().blank = blank;
        self
    }

    /// Says which Ruby's `inspect` is followed.
    pub fn set_inspect_style(&mut self, style: InspectStyle) -> &mut Self {
        self.inner().inspect = style;
        self
    }

    /// Sets the local time zone; UTC by default.
    pub fn set_time_zone(&mut self, zone: impl TimeZone + 'static) -> &mut Self {
        self.inner().zone = Arc::new(zone);
        self
    }

    /// Sets the clock that `'now' | date` reads. Without one, `'now'` is no date and stays as it is.
    pub fn set_clock(&mut self, clock: impl Fn() -> Time + Send + Sync + 'static) -> &mut Self {
        self.inner().clock = Some(Arc::new(clock));
        self
    }

    /// Sets the limits of every rendering.
    pub fn set_limits(&mut self, limits: Limits) -> &mut Self {
        self.inner().limits = limits;
        self
    }

    /// Says where the `include` tag finds templates. Without a loader it is an error.
    ///
    /// ```
    /// use hyde_liquid::{Environment, Value};
    /// use std::collections::BTreeMap;
    /// let mut environment = Environment::new();
    /// environment.set_loader(BTreeMap::from([("card".to_owned(), "<{{ card }}{{ mark }}>".to_owned())]));
    /// let template = environment.parse("a", "{% include 'card' for names, mark: '!' %}")?;
    /// assert_eq!(template.render(&Value::from_pairs([("names", vec!["x", "y"])]))?, "<x!><y!>");
    /// # Ok::<(), hyde_liquid::Error>(())
    /// ```
    pub fn set_loader(&mut self, loader: impl Loader + 'static) -> &mut Self {
        self.inner().loader = Some(Arc::new(loader));
        self
    }

    /// Parses a template. `name` is the file as the user knows it: it serves diagnostics, not Liquid's own texts.
    pub fn parse(&self, name: &str, source: &str) -> Result<Template> {
        self.parse_at(name, source, 1)
    }

    /// Parses a template that begins on a later line of its file, as a body does after front matter. Diagnostics count
    /// lines in the file; Liquid's own texts count in the source.
    pub fn parse_at(&self, name: &str, source: &str, first_line: usize) -> Result<Template> {
        Template::parse(self, name, source, first_line)
    }

    /// Says whether there is such a tag.
    pub fn has_tag(&self, name: &str) -> bool {
        self.0.tags.contains_key(name)
    }

    /// Says whether there is such a filter.
    pub fn has_filter(&self, name: &str) -> bool {
        self.0.filters.contains_key(name)
    }

    /// Gives the names of all filters, sorted.
    pub fn filter_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.0.filters.keys().map(|name| &**name).collect();
        names.sort_unstable();
        names
    }

    /// Gives the names of all tags, sorted.
    pub fn tag_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.0.tags.keys().map(|name| &**name).collect();
        names.sort_unstable();
        names
    }

    /// Gives the error mode.
    pub fn error_mode(&self) -> ErrorMode {
        self.0.error_mode
    }

    /// Says whether undefined variables are errors.
    pub fn strict_variables(&self) -> bool {
        self.0.strict_variables
    }

    /// Says whether undefined filters are errors.
    pub fn strict_filters(&self) -> bool {
        self.0.strict_filters
    }

    /// Gives what `blank` means.
    pub fn blank(&self) -> Blank {
        self.0.blank
    }

    /// Gives which Ruby's `inspect` is followed.
    pub fn inspect_style(&self) -> InspectStyle {
        self.0.inspect
    }

    /// Gives the local time zone.
    pub fn time_zone(&self) -> &dyn TimeZone {
        &*self.0.zone
    }

    /// Gives the present time by the clock that was set, if any.
    pub fn now(&self) -> Option<Time> {
        self.0.clock.as_ref().map(|clock| clock())
    }

    /// Gives the limits.
    pub fn limits(&self) -> Limits {
        self.0.limits
    }

    pub(crate) fn loader(&self) -> Option<Arc<dyn Loader>> {
        self.0.loader.clone()
    }

    pub(crate) fn find_tag(&self, name: &str) -> Option<Arc<dyn Tag>> {
        self.0.tags.get(name).cloned()
    }

    pub(crate) fn find_filter(&self, name: &str) -> Option<&FilterEntry> {
        self.0.filters.get(name)
    }

    fn inner(&mut self) -> &mut Inner {
        Arc::make_mut(&mut self.0)
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").field("tags", &self.tag_names()).field("filters", &self.filter_names()).finish()
    }
}
