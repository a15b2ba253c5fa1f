//! Selectors: their tree, nesting in parents, and what can be asked of them.

pub(crate) mod parse;
pub(crate) mod superselector;
pub(crate) mod unify;

use crate::span::{At, Fault, Place, Res};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// What stands between compound selectors, besides white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Combinator {
    Next,
    Child,
    Following,
}

impl Combinator {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Next => "+",
            Self::Child => ">",
            Self::Following => "~",
        }
    }
}

/// `[name op value modifier]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Attribute {
    pub(crate) name: Rc<str>,
    pub(crate) namespace: Option<Rc<str>>,
    pub(crate) test: Option<(&'static str, Rc<str>)>,
    pub(crate) modifier: Option<char>,
}

/// `:name(argument)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Pseudo {
    pub(crate) name: Rc<str>,
    /// Written with one colon.
    pub(crate) class_syntax: bool,
    pub(crate) argument: Option<Rc<str>>,
    pub(crate) selector: Option<Rc<SelectorList>>,
}

impl Pseudo {
    /// Whether it is a pseudo-element, `:before` and the like included.
    pub(crate) fn is_element(&self) -> bool {
        !self.class_syntax
            || ["after", "before", "first-line", "first-letter"].iter().any(|own| own.eq_ignore_ascii_case(&self.name))
    }

    /// The name in lower case without its vendor prefix.
    pub(crate) fn plain_name(&self) -> &str {
        crate::parse::operand::unvendor(&self.name)
    }

    pub(crate) fn with_selector(&self, selector: Rc<SelectorList>) -> Self {
        Self { selector: Some(selector), ..self.clone() }
    }

    pub(crate) fn is_host(&self) -> bool {
        self.class_syntax && matches!(&*self.name, "host" | "host-context")
    }
}

/// A simple selector.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Simple {
    Universal(Option<Rc<str>>),
    Type {
        name: Rc<str>,
        namespace: Option<Rc<str>>,
    },
    Class(Rc<str>),
    Id(Rc<str>),
    Placeholder(Rc<str>),
    Attribute(Rc<Attribute>),
    Pseudo(Rc<Pseudo>),
    /// `&` with the suffix that is added to the parent, and where it stands.
    Parent(Option<Rc<str>>, Place),
}

/// A compound selector with the combinators that follow it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Component {
    /// Shared, as nesting and extending repeat compound selectors as they are.
    pub(crate) simples: Rc<[Simple]>,
    pub(crate) combinators: Vec<Combinator>,
}

/// A complex selector.
#[derive(Debug, Clone)]
pub(crate) struct Complex {
    pub(crate) leading: Vec<Combinator>,
    pub(crate) components: Vec<Component>,
    /// Whether it was written on a line of its own.
    pub(crate) line_break: bool,
    /// Whether it is a rule's own selector, which no extension makes superfluous.
    pub(crate) original: bool,
    pub(crate) at: At,
}

impl PartialEq for Complex {
    fn eq(&self, other: &Self) -> bool {
        self.leading == other.leading && self.components == other.components
    }
}

impl Eq for Complex {}

impl Hash for Complex {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.leading.hash(state);
        self.components.hash(state);
    }
}

/// A comma-separated list of selectors.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct SelectorList {
    pub(crate) complexes: Vec<Complex>,
}

impl Simple {
    pub(crate) fn specificity(&self) -> u64 {
        match self {
            Self::Universal(_) | Self::Parent(..) => 0,
            Self::Type { .. } => 1,
            Self::Id(_) => 1_000_000,
            Self::Pseudo(pseudo) => pseudo_specificity(pseudo),
            _ => 1000,
        }
    }

    pub(crate) fn is_private_placeholder(&self) -> bool {
        matches!(self, Self::Placeholder(name) if name.starts_with(['-', '_']))
    }

    pub(crate) fn pseudo_selector(&self) -> Option<&Rc<SelectorList>> {
        match self {
            Self::Pseudo(pseudo) => pseudo.selector.as_ref(),
            _ => None,
        }
    }

    pub(crate) fn is_pseudo_element(&self) -> bool {
        matches!(self, Self::Pseudo(pseudo) if pseudo.is_element())
    }

    fn add_suffix(&self, suffix: &str) -> Res<Self> {
        let join = |name: &str| -> Rc<str> { format!("{name}{suffix}").into() };
        Ok(match self {
            Self::Class(name) => Self::Class(join(name)),
            Self::Id(name) => Self::Id(join(name)),
            Self::Placeholder(name) => Self::Placeholder(join(name)),
            Self::Type { name, namespace } => Self::Type { name: join(name), namespace: namespace.clone() },
            Self::Pseudo(pseudo) if pseudo.argument.is_none() && pseudo.selector.is_none() => {
                Self::Pseudo(Rc::new(Pseudo { name: join(&pseudo.name), ..(**pseudo).clone() }))
            }
            _ => {
                let shown = crate::serialize::selector::simple_text(self);
                return Err(Fault::bare(format!("Selector \"{shown}\" can't have a suffix")));
            }
        })
    }

    fn invisible(&self) -> bool {
        match self {
            Self::Placeholder(_) => true,
            Self::Pseudo(pseudo) => match &pseudo.selector {
                // Nothing is not anything, so `:not(%a)` shows everything.
                Some(selector) if &*pseudo.name == "not" => {
                    selector.complexes.iter().any(|complex| complex.bogus_beyond(true))
                }
                Some(selector) => selector.invisible(),
                None => false,
            },
            _ => false,
        }
    }
}

fn pseudo_specificity(pseudo: &Pseudo) -> u64 {
    if pseudo.is_element() {
        return 1;
    }
    let Some(selector) = &pseudo.selector else { return 1000 };
    let inner = || selector.complexes.iter().map(Complex::specificity).max().unwrap_or(0);
    match pseudo.plain_name() {
        "where" => 0,
        "is" | "not" | "has" | "matches" => inner(),
        "nth-child" | "nth-last-child" => 1000 + inner(),
        _ => 1000,
    }
}

impl Component {
    pub(crate) fn new(simples: impl Into<Rc<[Simple]>>) -> Self {
        Self { simples: simples.into(), combinators: Vec::new() }
    }

    /// Whether comparing it takes more than comparing simple selectors one by one.
    pub(crate) fn complicated(&self) -> bool {
        complicated(&self.simples)
    }
}

pub(crate) fn complicated(simples: &[Simple]) -> bool {
    simples
        .iter()
        .any(|simple| matches!(simple, Simple::Pseudo(pseudo) if pseudo.selector.is_some() || pseudo.is_element()))
}

impl Complex {
    pub(crate) fn of(components: Vec<Component>) -> Self {
        Self { leading: Vec::new(), components, line_break: false, original: false, at: At::NONE }
    }

    pub(crate) fn specificity(&self) -> u64 {
        self.components.iter().flat_map(|component| &*component.simples).map(Simple::specificity).sum()
    }

    /// The one compound selector that this is.
    pub(crate) fn single_compound(&self) -> Option<&[Simple]> {
        match &self.components[..] {
            [only] if self.leading.is_empty() && only.combinators.is_empty() => Some(&only.simples),
            _ => None,
        }
    }

    fn has_suffixed_parent(&self) -> bool {
        self.components.iter().any(|component| {
            component.simples.iter().any(|simple| match simple {
                Simple::Parent(suffix, _) => suffix.is_some(),
                Simple::Pseudo(pseudo) => {
                    pseudo.selector.as_ref().is_some_and(|list| list.complexes.iter().any(Self::has_suffixed_parent))
                }
                _ => false,
            })
        })
    }

    pub(crate) fn contains_parent(&self) -> bool {
        self.components.iter().any(|component| component.simples.iter().any(simple_contains_parent))
    }

    /// Whether CSS would not take it; leading combinators may be allowed, as in `:has()`.
    pub(crate) fn bogus(&self, allow_leading: bool) -> bool {
        if self.components.is_empty() {
            return !self.leading.is_empty();
        }
        let leading = if allow_leading { self.leading.len() > 1 } else { !self.leading.is_empty() };
        leading || self.components.last().is_some_and(|last| !last.combinators.is_empty()) || self.bogus_inside()
    }

    fn bogus_inside(&self) -> bool {
        self.components
            .iter()
            .any(|component| component.combinators.len() > 1 || component.simples.iter().any(bogus_simple))
    }

    /// Whether it is bogus in more than a leading combinator.
    pub(crate) fn bogus_beyond(&self, allow_leading: bool) -> bool {
        self.bogus(allow_leading)
    }

    /// Whether nothing valid can come of it, however it is nested or extended.
    pub(crate) fn useless(&self) -> bool {
        self.leading.len() > 1 || self.bogus_inside()
    }

    pub(crate) fn invisible(&self) -> bool {
        if self.components.iter().any(|component| component.simples.iter().any(Simple::invisible)) {
            return true;
        }
        // A lone leading combinator is left for CSS to judge.
        self.bogus(true)
    }

    pub(crate) fn with_combinators(&self, combinators: &[Combinator]) -> Self {
        let mut out = self.clone();
        if combinators.is_empty() {
            return out;
        }
        out.original = false;
        match out.components.last_mut() {
            Some(last) => last.combinators.extend_from_slice(combinators),
            None => out.leading.extend_from_slice(combinators),
        }
        out
    }

    pub(crate) fn with_component(&self, component: &Component, force_break: bool) -> Self {
        let mut out = self.clone();
        out.components.push(component.clone());
        out.original = false;
        out.line_break |= force_break;
        out
    }

    pub(crate) fn concatenate(&self, child: &Self, force_break: bool) -> Self {
        let mut out = self.clone();
        out.line_break = self.line_break || child.line_break || force_break;
        out.original = false;
        if !child.leading.is_empty() {
            match out.components.last_mut() {
                Some(last) => last.combinators.extend_from_slice(&child.leading),
                None => out.leading.extend_from_slice(&child.leading),
            }
        }
        out.components.extend_from_slice(&child.components);
        if !child.at.is_none() {
            out.at = child.at;
        }
        out
    }
}

fn simple_contains_parent(simple: &Simple) -> bool {
    match simple {
        Simple::Parent(..) => true,
        Simple::Pseudo(pseudo) => {
            pseudo.selector.as_ref().is_some_and(|list| list.complexes.iter().any(Complex::contains_parent))
        }
        _ => false,
    }
}

fn bogus_simple(simple: &Simple) -> bool {
    match simple {
        Simple::Pseudo(pseudo) => pseudo.selector.as_ref().is_some_and(|list| {
            let leading = &*pseudo.name == "has";
            list.complexes.iter().any(|complex| complex.bogus(leading))
        }),
        _ => false,
    }
}

/// How many compound selectors nesting may make at once.
const SIZE_LIMIT: usize = 1_000_000;

impl SelectorList {
    pub(crate) fn invisible(&self) -> bool {
        self.complexes.iter().all(Complex::invisible)
    }

    pub(crate) fn contains_parent(&self) -> bool {
        self.complexes.iter().any(Complex::contains_parent)
    }

    /// Puts this selector into its parent's place, if there is a parent.
    pub(crate) fn nest_in(self, parent: Option<&Self>, implicit: bool, keep_parent: bool) -> Res<Self> {
        if let Some(parent) = parent {
            return self.nest_within(parent, implicit, keep_parent);
        }
        if !keep_parent && let Some(complex) = self.complexes.iter().find(|complex| complex.has_suffixed_parent()) {
            let message = "A top-level selector may not contain a parent selector with a suffix.";
            return Err(Fault::new(message, complex.at));
        }
        Ok(self)
    }

    /// Marks the complex selectors as a rule's own, which no extension makes superfluous.
    pub(crate) fn marked_original(mut self) -> Self {
        if !self.invisible() {
            for complex in &mut self.complexes {
                complex.original = true;
            }
        }
        self
    }

    fn nest_within(&self, parent: &Self, implicit: bool, keep_parent: bool) -> Res<Self> {
        let mut columns: Vec<Vec<Complex>> = Vec::with_capacity(self.complexes.len());
        let depth = parent.complexes.first().map_or(0, |complex| complex.components.len()) + 1;
        let size = parent.complexes.len().saturating_mul(self.complexes.len()).saturating_mul(depth);
        if let Some(first) = self.complexes.first().filter(|_| size > SIZE_LIMIT) {
            return Err(Fault::new("The selector is too large.", first.at));
        }
        for complex in &self.complexes {
            columns.push(if keep_parent || !complex.contains_parent() {
                if implicit {
                    parent.complexes.iter().map(|outer| outer.concatenate(complex, false)).collect()
                } else {
                    vec![complex.clone()]
                }
            } else {
                complex.resolve_parent(parent)?
            });
        }
        // All results of the first parent come before those of the second.
        if columns.len() == 1 {
            return Ok(Self { complexes: columns.pop().unwrap_or_default() });
        }
        let total = columns.iter().map(Vec::len).sum();
        let mut complexes = Vec::with_capacity(total);
        let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
        while complexes.len() < total {
            for column in &mut columns {
                complexes.extend(column.next());
            }
        }
        Ok(Self { complexes })
    }
}

impl Complex {
    fn resolve_parent(&self, parent: &SelectorList) -> Res<Vec<Self>> {
        let mut out: Vec<Self> = Vec::new();
        for component in &self.components {
            let resolved = resolve_component(component, parent, self.at)?;
            match resolved {
                None if out.is_empty() => out.push(Self {
                    leading: self.leading.clone(),
                    components: vec![component.clone()],
                    line_break: false,
                    original: false,
                    at: self.at,
                }),
                None => {
                    for complex in &mut out {
                        complex.components.push(component.clone());
                    }
                }
                Some(resolved) if out.is_empty() => {
                    out = resolved;
                    for complex in &mut out {
                        if !self.leading.is_empty() {
                            let mut leading = self.leading.clone();
                            leading.append(&mut complex.leading);
                            complex.leading = leading;
                        }
                        complex.at = self.at;
                    }
                }
                Some(resolved) => {
                    if out.len().saturating_mul(resolved.len()) > SIZE_LIMIT {
                        return Err(Fault::new("The selector is too large.", self.at));
                    }
                    out = out
                        .iter()
                        .flat_map(|complex| resolved.iter().map(|inner| complex.concatenate(inner, false)))
                        .collect();
                }
            }
        }
        Ok(out)
    }
}

/// What a component becomes with `&` replaced; `None` when there is none in it.
fn resolve_component(component: &Component, parent: &SelectorList, at: At) -> Res<Option<Vec<Complex>>> {
    let in_pseudo =
        component.simples.iter().any(|simple| !matches!(simple, Simple::Parent(..)) && simple_contains_parent(simple));
    let suffix = match component.simples.first() {
        Some(Simple::Parent(suffix, at)) => Some((suffix.clone(), at.0)),
        _ => None,
    };
    if !in_pseudo && suffix.is_none() {
        return Ok(None);
    }
    let mut simples = component.simples.clone();
    if in_pseudo {
        for simple in Rc::make_mut(&mut simples) {
            if let Simple::Pseudo(pseudo) = simple
                && let Some(selector) = pseudo.selector.as_ref().filter(|list| list.contains_parent())
            {
                let nested = selector.nest_within(parent, false, false)?;
                *simple = Simple::Pseudo(Rc::new(pseudo.with_selector(Rc::new(nested))));
            }
        }
    }
    let Some((suffix, parent_at)) = suffix else {
        let component = Component { simples, combinators: component.combinators.clone() };
        return Ok(Some(vec![Complex::of(vec![component])]));
    };
    if simples.len() == 1 && suffix.is_none() {
        return Ok(Some(
            parent.complexes.iter().map(|complex| complex.with_combinators(&component.combinators)).collect(),
        ));
    }
    let mut out = Vec::with_capacity(parent.complexes.len());
    for complex in &parent.complexes {
        let mut result = complex.clone();
        result.original = false;
        let unusable = || {
            let shown = crate::serialize::selector::complex_text(complex);
            let message = format!("Selector \"{shown}\" can't be used as a parent in a compound selector.");
            if complex.at.is_none() || parent_at.is_none() {
                return Fault::new(message, at);
            }
            Fault::new(message, complex.at).label("outer selector").other(parent_at, "parent selector")
        };
        let Some(last) = result.components.last_mut() else { return Err(unusable()) };
        if !last.combinators.is_empty() {
            return Err(unusable());
        }
        if let Some(suffix) = &suffix
            && let Some(simple) = Rc::make_mut(&mut last.simples).last_mut()
        {
            *simple = simple.add_suffix(suffix).map_err(|fault| fault.place(at))?;
        }
        if simples.len() > 1 {
            last.simples = last.simples.iter().chain(&simples[1..]).cloned().collect();
        }
        last.combinators.extend_from_slice(&component.combinators);
        out.push(result);
    }
    Ok(Some(out))
}
