//! One rendering: the data, the local variables, and the state around them.

use crate::environment::{Blank, Environment, Limits};
use crate::error::{Error, ErrorKind, Result};
use crate::lead::Lead;
use crate::loader::Cache;
use crate::parse::Expression;
use crate::scope::{Scope, Wanted};
use crate::template::Template;
use crate::value::{Hash, InspectStyle, Str, Value};
use hyde_diagnostic::Place;
use rustc_hash::FxHashMap;
use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// How many scopes may be open: Liquid refuses the next one with `Nesting too deep`.
const SCOPE_LIMIT: usize = 100;

/// How many bodies may be rendered one within the other. Scopes end most recursion sooner; this ends the rest.
const BODY_LIMIT: usize = 400;

/// What happens on an error while rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ErrorHandling {
    /// The rendering ends with it, as Liquid's `render!` does.
    #[default]
    Raise,
    /// Its text stands in the output, as with Liquid's `render`; see [`Context::errors`].
    Inline,
}

/// What Liquid keeps outside variables. Jekyll keeps it from one page to the next: loop state with each cached layout,
/// counters with the site. A caller that wants this hands the state from rendering to rendering.
///
/// ```
/// use hyde_liquid::{Context, Environment, State, Value};
/// let environment = Environment::new();
/// let layout = environment.parse("layout.html", "{% cycle 'a', 'b' %}")?;
/// let mut state = State::default();
/// let mut pages = Vec::new();
/// for _ in 0..3 {
///     let mut cx = Context::new(&environment, Value::Nil);
///     cx.set_state(std::mem::take(&mut state));
///     pages.push(layout.render_in(&mut cx)?);
///     state = cx.take_state();
/// }
/// assert_eq!(pages.concat(), "aba");
/// # Ok::<(), hyde_liquid::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct State {
    /// What `cycle`, `ifchanged` and `offset:continue` remember; Jekyll keeps it per cached template.
    pub loops: LoopState,
    /// What `increment` and `decrement` count; Jekyll keeps it with the site, for all templates.
    pub counters: Hash,
}

/// What `cycle`, `ifchanged` and `offset:continue` remember.
#[derive(Debug, Clone, Default)]
pub struct LoopState {
    pub(crate) cycles: Hash,
    pub(crate) last_changed: Option<String>,
    pub(crate) offsets: FxHashMap<Str, usize>,
}

/// A variable that was looked up and not there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Undefined {
    /// The path as written, up to the missing part: `page.author.nmae`.
    pub path: String,
    /// Where it was looked up.
    pub place: Option<Place>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interrupt {
    Break,
    Continue,
}

/// What one rendering knows: the data, the variables, registers for the embedder's own things, and Liquid's state.
///
/// ```
/// use hyde_liquid::{Context, Environment, Value};
/// let environment = Environment::new();
/// let mut cx = Context::new(&environment, Value::from_pairs([("n", 2)]));
/// cx.assign("m", 3);
/// assert_eq!(environment.parse("a", "{{ n | times: m }}")?.render_in(&mut cx)?, "6");
/// assert_eq!(cx.evaluate("m")?, Value::from(3));
/// # Ok::<(), hyde_liquid::Error>(())
/// ```
pub struct Context {
    environment: Environment,
    globals: Value,
    scopes: Vec<Scope>,
    /// Emptied scopes, kept for their allocation.
    spare: Vec<Scope>,
    /// Whether the innermost scope belongs to the innermost [`Context::scope`]: it is opened by the first variable.
    scope_open: bool,
    state: State,
    registers: Vec<(TypeId, Box<dyn Any + Send>)>,
    pub(crate) loops: Vec<Value>,
    pub(crate) interrupts: Vec<Interrupt>,
    templates: Vec<Template>,
    /// The name that Liquid's own `include` was given, for its errors.
    partial: Option<Arc<str>>,
    cache: Cache,
    warnings: Vec<Error>,
    handling: ErrorHandling,
    errors: Vec<Error>,
    limits: Limits,
    score: Score,
    depth: usize,
    /// The span of the node being rendered, for the places of undefined variables.
    span: Range<usize>,
    undefined: Option<Vec<Undefined>>,
    /// A buffer for filters that make text, kept for its allocation.
    scratch: String,
    /// The first piece of the output so far.
    pub(crate) lead: Lead,
    pub(crate) names: Names,
}

/// Names that loops set over and over.
pub(crate) struct Names {
    pub(crate) forloop: Str,
}

/// What has been used of the limits.
#[derive(Default)]
struct Score {
    length: usize,
    nodes: usize,
    assigned: usize,
}

impl Context {
    /// Makes a context with the given data: a hash, or an object with keys.
    pub fn new(environment: &Environment, globals: Value) -> Self {
        Self {
            environment: environment.clone(),
            globals,
            scopes: vec![Scope::default()],
            spare: Vec::new(),
            scope_open: false,
            state: State::default(),
            registers: Vec::new(),
            loops: Vec::new(),
            interrupts: Vec::new(),
            templates: Vec::new(),
            partial: None,
            cache: Cache::default(),
            warnings: Vec::new(),
            handling: ErrorHandling::default(),
            errors: Vec::new(),
            limits: environment.limits(),
            score: Score::default(),
            depth: 0,
            span: 0..0,
            undefined: None,
            scratch: String::new(),
            lead: Lead::Open,
            names: Names { forloop: name("forloop") },
        }
    }

    /// Gives the environment.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// Gives the data.
    pub fn globals(&self) -> &Value {
        &self.globals
    }

    /// Sets the data.
    pub fn set_globals(&mut self, globals: Value) {
        self.globals = globals;
    }

    /// Says what happens on errors.
    pub fn set_error_handling(&mut self, handling: ErrorHandling) {
        self.handling = handling;
    }

    /// Gives the errors that were rendered inline.
    pub fn errors(&self) -> &[Error] {
        &self.errors
    }

    /// Gives the warnings of templates that the `include` tag parsed while rendering.
    pub fn warnings(&self) -> &[Error] {
        &self.warnings
    }

    /// Sets where templates are kept that the `include` tag parses, so that other renderings find them.
    pub fn set_cache(&mut self, cache: Cache) {
        self.cache = cache;
    }

    /// Sets the state of former renderings.
    pub fn set_state(&mut self, state: State) {
        self.state = state;
    }

    /// Gives the state.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Gives the state for changing.
    pub fn state_mut(&mut self) -> &mut State {
        &mut self.state
    }

    /// Takes the state, for a later rendering.
    pub fn take_state(&mut self) -> State {
        std::mem::take(&mut self.state)
    }

    /// Keeps a thing of the embedder, one for each type: what its tags and filters need to know.
    ///
    /// ```
    /// use hyde_liquid::{Arity, Context, Environment, Result, Value};
    /// struct Base(String);
    /// fn rooted(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    ///     let base = cx.register::<Base>().map_or("", |base| &base.0);
    ///     Ok(Value::from(format!("{base}{input}")))
    /// }
    /// let mut environment = Environment::new();
    /// environment.filter("rooted", Arity::exactly(0), rooted);
    /// let mut cx = Context::new(&environment, Value::Nil);
    /// cx.set_register(Base("/blog".into()));
    /// assert_eq!(environment.parse("a", "{{ '/x' | rooted }}")?.render_in(&mut cx)?, "/blog/x");
    /// # Ok::<(), hyde_liquid::Error>(())
    /// ```
    pub fn set_register<T: Any + Send>(&mut self, thing: T) {
        let id = TypeId::of::<T>();
        match self.registers.iter_mut().find(|(known, _)| *known == id) {
            Some((_, slot)) => *slot = Box::new(thing),
            None => self.registers.push((id, Box::new(thing))),
        }
    }

    /// Gives the thing of a type.
    pub fn register<T: Any + Send>(&self) -> Option<&T> {
        let id = TypeId::of::<T>();
        self.registers.iter().find(|(known, _)| *known == id).and_then(|(_, thing)| thing.downcast_ref())
    }

    /// Gives the thing of a type for changing.
    pub fn register_mut<T: Any + Send>(&mut self) -> Option<&mut T> {
        let id = TypeId::of::<T>();
        self.registers.iter_mut().find(|(known, _)| *known == id).and_then(|(_, thing)| thing.downcast_mut())
    }

    /// Takes the thing of a type out.
    pub fn take_register<T: Any + Send>(&mut self) -> Option<T> {
        let id = TypeId::of::<T>();
        let at = self.registers.iter().position(|(known, _)| *known == id)?;
        self.registers.swap_remove(at).1.downcast().ok().map(|thing| *thing)
    }

    /// Records undefined variables from now on; see [`Context::undefined`].
    pub fn track_undefined(&mut self) {
        self.undefined.get_or_insert_with(Vec::new);
    }

    /// Gives the undefined variables met since [`Context::track_undefined`].
    pub fn undefined(&self) -> &[Undefined] {
        self.undefined.as_deref().unwrap_or_default()
    }

    /// Runs `inside` with a fresh innermost scope. As in Liquid the scope only comes to be, and counts towards the limit
    /// of 100, once a variable is set in it.
    pub fn scope<T>(&mut self, inside: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let outer = std::mem::replace(&mut self.scope_open, false);
        let result = inside(self);
        if self.scope_open {
            self.pop_scope();
        }
        self.scope_open = outer;
        result
    }

    fn push_scope(&mut self) -> Result<()> {
        let scope = self.spare.pop().unwrap_or_default();
        self.scopes.push(scope);
        if self.scopes.len() > SCOPE_LIMIT {
            self.pop_scope();
            return Err(Error::stack_level());
        }
        Ok(())
    }

    fn pop_scope(&mut self) {
        if let Some(mut scope) = self.scopes.pop() {
            scope.clear();
            self.spare.push(scope);
        }
    }

    /// Sets a variable in the innermost scope. Fails when that scope would be the hundred-and-first.
    pub fn set(&mut self, name: impl Into<Str>, value: impl Into<Value>) -> Result<()> {
        if !self.scope_open {
            self.push_scope()?;
            self.scope_open = true;
        }
        if let Some(scope) = self.scopes.last_mut() {
            scope.set(name.into(), value.into());
        }
        Ok(())
    }

    /// Sets a variable in the outermost scope, as `assign` does.
    pub fn assign(&mut self, name: impl Into<Str>, value: impl Into<Value>) {
        self.scopes[0].set(name.into(), value.into());
    }

    /// Gives the array of a variable that `assign` is about to set anew, for changing: where no inner scope hides it,
    /// nobody else holds the array, and nothing has to be counted.
    pub(crate) fn own_array(&mut self, name: &str) -> Option<&mut Vec<Value>> {
        let wanted = Wanted::new(name);
        let (outermost, inner) = self.scopes.split_first_mut()?;
        if self.limits != Limits::default() || inner.iter().any(|scope| scope.get(wanted).is_some()) {
            return None;
        }
        match outermost.get_mut(wanted) {
            Some(Value::Array(items)) => Arc::get_mut(items),
            _ => None,
        }
    }

    /// Looks up a name: in the scopes from the innermost, then among the counters, then in the data.
    pub fn lookup(&self, name: &str) -> Option<Value> {
        self.find(Wanted::new(name)).map(Cow::into_owned)
    }

    /// Looks up a name among the counters and in the data.
    pub fn lookup_global(&self, name: &str) -> Option<Value> {
        self.find_global(name).map(Cow::into_owned)
    }

    /// Looks up a name without cloning what is there.
    pub(crate) fn find(&self, wanted: Wanted<'_>) -> Option<Cow<'_, Value>> {
        for scope in self.scopes.iter().rev() {
            if let Some(value) = scope.get(wanted) {
                return Some(Cow::Borrowed(value));
            }
        }
        self.find_global(wanted.text)
    }

    fn find_global(&self, name: &str) -> Option<Cow<'_, Value>> {
        if !self.state.counters.is_empty()
            && let Some(value) = self.state.counters.get(name)
        {
            return Some(Cow::Borrowed(value));
        }
        match &self.globals {
            Value::Hash(hash) => hash.get(name).map(Cow::Borrowed),
            Value::Object(object) => object.get(name).map(Cow::Owned),
            _ => None,
        }
    }

    /// Evaluates an expression given as text, such as `page.title` or `'x'`. Where the text is known beforehand, keep
    /// an [`Expression`] instead.
    pub fn evaluate(&mut self, expression: &str) -> Result<Value> {
        Expression::parse(expression).evaluate(self)
    }

    /// Gives what Ruby's `to_s` gives for the value, in the environment's style.
    pub fn to_s(&self, value: &Value) -> String {
        value.to_s_styled(self.environment.inspect_style())
    }

    /// Gives what [`Context::to_s`] gives, without copying what is text.
    ///
    /// ```
    /// use hyde_liquid::{Context, Environment, Value};
    /// let cx = Context::new(&Environment::new(), Value::Nil);
    /// assert_eq!(cx.text(&Value::from("a")) + cx.text(&Value::from(1)), "a1");
    /// ```
    pub fn text<'v>(&self, value: &'v Value) -> Cow<'v, str> {
        match value {
            Value::Str(text) => Cow::Borrowed(text),
            other => Cow::Owned(self.to_s(other)),
        }
    }

    /// Gives the environment's style of `inspect`.
    pub fn inspect_style(&self) -> InspectStyle {
        self.environment.inspect_style()
    }

    /// Gives the template being rendered: the innermost include.
    pub fn template(&self) -> Option<&Template> {
        self.templates.last()
    }

    /// Gives the templates being rendered, outermost first.
    pub fn templates(&self) -> &[Template] {
        &self.templates
    }

    /// Gives the place of the node being rendered.
    pub fn place(&self) -> Option<Place> {
        self.templates.last().map(|template| template.place(&self.span))
    }

    pub(crate) fn blank(&self) -> Blank {
        self.environment.blank()
    }

    /// Says whether a `break` or `continue` is on its way to its loop.
    pub fn is_interrupted(&self) -> bool {
        !self.interrupts.is_empty()
    }

    pub(crate) fn enter(&mut self, template: Template) {
        self.templates.push(template);
    }

    pub(crate) fn leave(&mut self) {
        self.templates.pop();
    }

    /// Takes the scratch buffer, which is empty.
    pub(crate) fn take_scratch(&mut self) -> String {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        scratch
    }

    pub(crate) fn give_scratch(&mut self, scratch: String) {
        if scratch.capacity() > self.scratch.capacity() {
            self.scratch = scratch;
        }
    }

    pub(crate) fn cache(&self) -> &Cache {
        &self.cache
    }

    pub(crate) fn add_warnings(&mut self, warnings: &[Error]) {
        self.warnings.extend_from_slice(warnings);
    }

    /// Sets the name of the partial being rendered and gives the former.
    pub(crate) fn enter_partial(&mut self, name: Option<Arc<str>>) -> Option<Arc<str>> {
        std::mem::replace(&mut self.partial, name)
    }

    pub(crate) fn set_span(&mut self, span: Range<usize>) -> Range<usize> {
        std::mem::replace(&mut self.span, span)
    }

    /// Says whether Ruby would hold what was rendered as US-ASCII, provided that it has no other characters: its first
    /// piece is a number, `nil`, or an empty body.
    ///
    /// ```
    /// use hyde_liquid::{Context, Environment, Value};
    /// let environment = Environment::new();
    /// let mut cx = Context::new(&environment, Value::Nil);
    /// environment.parse("a", "{{ 1 }}, 2")?.render_in(&mut cx)?;
    /// assert!(cx.leads_in_ascii());
    /// # Ok::<(), hyde_liquid::Error>(())
    /// ```
    pub fn leads_in_ascii(&self) -> bool {
        self.lead == Lead::Ascii
    }

    /// Runs `inside`, whose renderings are not part of the output: the name of a file, say.
    pub fn aside<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> T {
        let lead = self.lead;
        let result = inside(self);
        self.lead = lead;
        result
    }

    /// Notes that the first piece is a string of a tag's own.
    pub(crate) fn lead_with(&mut self, lead: Lead) {
        if self.lead == Lead::Open {
            self.lead = lead;
        }
    }

    /// Counts a body that begins; [`Context::leave_body`] must follow.
    pub(crate) fn enter_body(&mut self, nodes: usize) -> Result<()> {
        // An empty body counts too, so that no loop goes on for nothing.
        self.score.nodes += nodes.max(1);
        if self.limits.render_score.is_some_and(|limit| self.score.nodes > limit) {
            return Err(Error::memory());
        }
        if self.depth >= BODY_LIMIT {
            return Err(Error::stack_level());
        }
        self.depth += 1;
        Ok(())
    }

    pub(crate) fn leave_body(&mut self) {
        self.depth -= 1;
    }

    /// Counts bytes of output against the limit.
    pub(crate) fn count_output(&mut self, bytes: usize) -> Result<()> {
        self.score.length += bytes;
        match self.limits.render_length {
            Some(limit) if self.score.length > limit => Err(Error::memory()),
            _ => Ok(()),
        }
    }

    /// The most bytes of text that any limit lets through.
    pub(crate) fn text_limit(&self) -> usize {
        self.limits.render_length.max(self.limits.assign_score).unwrap_or(usize::MAX)
    }

    /// Refuses text that is longer than any limit lets through, while a filter makes it.
    pub(crate) fn check_text(&self, bytes: usize) -> Result<()> {
        if bytes > self.text_limit() { Err(Error::memory()) } else { Ok(()) }
    }

    /// Counts assigned bytes against the limit.
    pub(crate) fn count_assigned(&mut self, bytes: usize) -> Result<()> {
        self.score.assigned += bytes;
        match self.limits.assign_score {
            Some(limit) if self.score.assigned > limit => Err(Error::memory()),
            _ => Ok(()),
        }
    }

    /// Says whether assigned bytes are limited, so that they need to be counted.
    pub(crate) fn limits_assigning(&self) -> bool {
        self.limits.assign_score.is_some()
    }

    /// Adds to an error where it happened and decides what becomes of it: `Err` ends the rendering, `Ok` is the text that
    /// stands in the output.
    pub(crate) fn handle_error(&mut self, error: Error, line: usize, span: &Range<usize>) -> Result<String> {
        let mut error = error.or_line(line).or_template(self.partial.as_ref());
        if let Some(template) = self.templates.last() {
            error = if error.file().is_some_and(|file| file != template.name()) {
                error.through(template.place(span))
            } else {
                error.or_spot(|| template.spot(span))
            };
        }
        if self.handling == ErrorHandling::Raise || *error.kind() == ErrorKind::Memory {
            return Err(error);
        }
        let text = match error.kind() {
            ErrorKind::UndefinedVariable | ErrorKind::UndefinedDropMethod | ErrorKind::UndefinedFilter => String::new(),
            _ => error.inline(),
        };
        self.errors.push(error);
        Ok(text)
    }

    /// Says whether undefined variables matter.
    pub(crate) fn notes_undefined(&self) -> bool {
        self.undefined.is_some() || self.environment.strict_variables()
    }

    /// Notes an undefined variable; with `strict_variables` that is an error.
    pub(crate) fn note_undefined(
        &mut self,
        missing: impl FnOnce() -> String,
        path: impl FnOnce() -> String,
    ) -> Result<()> {
        if self.undefined.is_some() {
            let noted = Undefined { path: path(), place: self.place() };
            if let Some(list) = &mut self.undefined
                && !list.contains(&noted)
            {
                list.push(noted);
            }
        }
        if self.environment.strict_variables() {
            return Err(Error::new(ErrorKind::UndefinedVariable, format!("undefined variable {}", missing())));
        }
        Ok(())
    }
}

/// Makes a name that is cheap to clone.
pub(crate) fn name(text: &str) -> Str {
    Str::from(text)
}
