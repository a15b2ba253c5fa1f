//! Applying extensions to selectors.

use super::{Context, Extender, Extensions, Mode, Sources, Store};
use crate::selector::unify::{paths, unify_complex, weave};
use crate::selector::{Complex, Component, Pseudo, SelectorList, Simple};
use crate::span::{At, Fault, Res};
use crate::value::QuickSet;
use std::collections::VecDeque;
use std::rc::Rc;

/// How many complex selectors one may become.
const SIZE_LIMIT: usize = 20_000;

fn too_large() -> Box<Fault> {
    Fault::bare("The selector is too large after @extend.")
}

/// Refuses choices whose combinations are too many.
fn check_size<T>(choices: &[Vec<T>]) -> Res<()> {
    let combinations = choices.iter().fold(1_usize, |product, choice| product.saturating_mul(choice.len()));
    if combinations > SIZE_LIMIT { Err(too_large()) } else { Ok(()) }
}

impl Store {
    /// Extends a list; `None` when nothing changes.
    pub(super) fn extend_list(
        &mut self,
        list: &SelectorList,
        extensions: &Extensions,
        context: &Context,
    ) -> Res<Option<SelectorList>> {
        let mut extended: Option<Vec<Complex>> = None;
        for (i, complex) in list.complexes.iter().enumerate() {
            match self.extend_complex(complex, extensions, context)? {
                None => {
                    if let Some(extended) = &mut extended {
                        extended.push(complex.clone());
                    }
                }
                Some(result) => {
                    let extended = extended.get_or_insert_with(|| list.complexes[..i].to_vec());
                    extended.extend(result);
                    if extended.len() > SIZE_LIMIT {
                        return Err(too_large());
                    }
                }
            }
        }
        let Some(extended) = extended else { return Ok(None) };
        let complexes = self.trim(extended, |complex| complex.original);
        Ok(Some(SelectorList { complexes }))
    }

    pub(super) fn extend_complex(
        &mut self,
        complex: &Complex,
        extensions: &Extensions,
        context: &Context,
    ) -> Res<Option<Vec<Complex>>> {
        if complex.leading.len() > 1 {
            return Ok(None);
        }
        let mut choices: Option<Vec<Vec<Complex>>> = None;
        let original = complex.original;
        let plain = |components: &[Component], leading: bool| Complex {
            leading: if leading { complex.leading.clone() } else { Vec::new() },
            components: components.to_vec(),
            line_break: complex.line_break,
            original: false,
            at: complex.at,
        };
        for (i, component) in complex.components.iter().enumerate() {
            match self.extend_compound(component, extensions, context, original)? {
                None => {
                    if let Some(choices) = &mut choices {
                        choices.push(vec![plain(std::slice::from_ref(component), false)]);
                    }
                }
                Some(extended) => match &mut choices {
                    Some(choices) => choices.push(extended),
                    None if i != 0 => choices = Some(vec![vec![plain(&complex.components[..i], true)], extended]),
                    None if complex.leading.is_empty() => choices = Some(vec![extended]),
                    None => {
                        let fitting =
                            extended.into_iter().filter(|new| new.leading.is_empty() || new.leading == complex.leading);
                        let with_leading = fitting.map(|mut new| {
                            new.leading.clone_from(&complex.leading);
                            new.original = false;
                            new.line_break |= complex.line_break;
                            new
                        });
                        choices = Some(vec![with_leading.collect()]);
                    }
                },
            }
        }
        let Some(choices) = choices else { return Ok(None) };
        let mut first = true;
        let mut out = Vec::new();
        check_size(&choices)?;
        for path in paths(&choices) {
            for mut result in weave(&path, complex.line_break) {
                if first && original {
                    result.original = true;
                }
                first = false;
                if result.at.is_none() {
                    result.at = complex.at;
                }
                out.push(result);
            }
        }
        Ok(Some(out))
    }

    fn extend_compound(
        &mut self,
        component: &Component,
        extensions: &Extensions,
        context: &Context,
        in_original: bool,
    ) -> Res<Option<Vec<Complex>>> {
        let mode = self.mode();
        let mut used: Option<QuickSet<Simple>> =
            (mode != Mode::Normal && extensions.len() >= 2).then(QuickSet::default);
        let mut options: Option<Vec<Vec<Extender>>> = None;
        for (i, simple) in component.simples.iter().enumerate() {
            match self.extend_simple(simple, extensions, context, &mut used)? {
                None => {
                    if let Some(options) = &mut options {
                        options.push(vec![Extender::original(simple)]);
                    }
                }
                Some(extended) => {
                    let options = options.get_or_insert_with(|| {
                        if i == 0 {
                            Vec::new()
                        } else {
                            vec![vec![Extender::compound(component.simples[..i].to_vec())]]
                        }
                    });
                    options.extend(extended);
                }
            }
        }
        let Some(options) = options else { return Ok(None) };
        if used.is_some_and(|used| used.len() != extensions.len()) {
            return Ok(None);
        }
        let mut result: Vec<Complex> = Vec::new();
        if let [only] = &options[..] {
            for extender in only {
                extender.check_context(context)?;
                let complex = extender.selector.with_combinators(&component.combinators);
                if !complex.useless() {
                    result.push(complex);
                }
            }
            return Ok(Some(result));
        }
        check_size(&options)?;
        let all = paths(&options);
        let mut all = all.into_iter();
        if mode != Mode::Replace
            && let Some(first) = all.next()
        {
            let simples = first
                .iter()
                .filter_map(|extender| extender.selector.components.last())
                .flat_map(|last| last.simples.iter().cloned())
                .collect();
            let own = Component { simples, combinators: component.combinators.clone() };
            result.push(Complex::of(vec![own]));
        }
        for path in all {
            for complex in unify_extenders(&path, context)?.unwrap_or_default() {
                let complex = complex.with_combinators(&component.combinators);
                if !complex.useless() {
                    result.push(complex);
                }
            }
        }
        let original = if in_original && mode != Mode::Replace { result.first().cloned() } else { None };
        Ok(Some(self.trim(result, |complex| original.as_ref() == Some(complex))))
    }

    fn extend_simple(
        &mut self,
        simple: &Simple,
        extensions: &Extensions,
        context: &Context,
        used: &mut Option<QuickSet<Simple>>,
    ) -> Res<Option<Vec<Vec<Extender>>>> {
        let mode = self.mode();
        let mut direct = |simple: &Simple| {
            let sources = sources_for(extensions, simple)?;
            if let Some(used) = used {
                used.insert(simple.clone());
            }
            let mut out = Vec::with_capacity(sources.len() + 1);
            if mode != Mode::Replace {
                out.push(Extender::original(simple));
            }
            out.extend(sources.values().map(|extension| Extender::of(extension)));
            Some(out)
        };
        if let Simple::Pseudo(pseudo) = simple
            && pseudo.selector.is_some()
            && let Some(extended) = self.extend_pseudo(pseudo, extensions, context)?
        {
            let options = extended.into_iter().map(|pseudo| {
                let simple = Simple::Pseudo(Rc::new(pseudo));
                direct(&simple).unwrap_or_else(|| vec![Extender::original(&simple)])
            });
            return Ok(Some(options.collect()));
        }
        Ok(direct(simple).map(|extenders| vec![extenders]))
    }

    fn extend_pseudo(
        &mut self,
        pseudo: &Pseudo,
        extensions: &Extensions,
        context: &Context,
    ) -> Res<Option<Vec<Pseudo>>> {
        let Some(selector) = pseudo.selector.clone() else { return Ok(None) };
        let Some(extended) = self.extend_list(&selector, extensions, context)? else { return Ok(None) };
        let not = pseudo.plain_name() == "not";
        let mut complexes = extended.complexes;
        // Complex selectors in `:not()` were long unsupported, so they are dropped where simple ones remain.
        if not
            && !selector.complexes.iter().any(|complex| complex.components.len() > 1)
            && complexes.iter().any(|complex| complex.components.len() == 1)
        {
            complexes.retain(|complex| complex.components.len() <= 1);
        }
        let complexes: Vec<Complex> =
            complexes.into_iter().flat_map(|complex| flatten_pseudo(pseudo, complex)).collect();
        if not && selector.complexes.len() == 1 {
            if complexes.is_empty() {
                return Ok(None);
            }
            let each = complexes
                .into_iter()
                .map(|complex| pseudo.with_selector(Rc::new(SelectorList { complexes: vec![complex] })));
            return Ok(Some(each.collect()));
        }
        Ok(Some(vec![pseudo.with_selector(Rc::new(SelectorList { complexes }))]))
    }

    /// Drops selectors that others among them make superfluous.
    fn trim(&self, selectors: Vec<Complex>, is_original: impl Fn(&Complex) -> bool) -> Vec<Complex> {
        if selectors.len() > 100 {
            return selectors;
        }
        let mut result: VecDeque<Complex> = VecDeque::new();
        let mut originals = 0;
        for i in (0..selectors.len()).rev() {
            let complex = &selectors[i];
            if is_original(complex) {
                // An original that is there already moves to the front.
                if let Some(at) = result.iter().take(originals).position(|other| other == complex) {
                    if let Some(found) = result.remove(at) {
                        result.push_front(found);
                    }
                } else {
                    originals += 1;
                    result.push_front(complex.clone());
                }
                continue;
            }
            let max = complex
                .components
                .iter()
                .flat_map(|component| &*component.simples)
                .filter_map(|simple| self.specificity.get(simple).copied())
                .max()
                .unwrap_or(0);
            let covers = |other: &Complex| other.specificity() >= max && other.is_super(complex);
            if result.iter().any(covers) || selectors[..i].iter().any(covers) {
                continue;
            }
            result.push_front(complex.clone());
        }
        result.into()
    }
}

/// The extensions of a simple selector. Rules extend one at a time, and comparing with that one needs no hash.
fn sources_for<'e>(extensions: &'e Extensions, simple: &Simple) -> Option<&'e Sources> {
    match extensions.first() {
        Some((only, sources)) if extensions.len() == 1 => (only == simple).then_some(sources),
        _ => extensions.get(simple),
    }
}

fn flatten_pseudo(pseudo: &Pseudo, complex: Complex) -> Vec<Complex> {
    let inner = match complex.single_compound() {
        Some([Simple::Pseudo(inner)]) => inner.clone(),
        _ => return vec![complex],
    };
    let Some(selector) = &inner.selector else { return vec![complex] };
    match pseudo.plain_name() {
        "not" => {
            if matches!(inner.plain_name(), "is" | "matches" | "where") {
                selector.complexes.clone()
            } else {
                Vec::new()
            }
        }
        "is" | "matches" | "where" | "any" | "current" | "nth-child" | "nth-last-child" => {
            if inner.name == pseudo.name && inner.argument == pseudo.argument {
                selector.complexes.clone()
            } else {
                Vec::new()
            }
        }
        "has" | "host" | "host-context" | "slotted" => vec![complex],
        _ => Vec::new(),
    }
}

fn unify_extenders(extenders: &[Extender], context: &Context) -> Res<Option<Vec<Complex>>> {
    let mut to_unify: Vec<Complex> = Vec::new();
    let mut originals: Vec<Simple> = Vec::new();
    let mut line_break = false;
    for extender in extenders {
        if extender.original {
            originals
                .extend(extender.selector.components.last().into_iter().flat_map(|last| last.simples.iter().cloned()));
            line_break |= extender.selector.line_break;
        } else if extender.selector.useless() {
            return Ok(None);
        } else {
            to_unify.push(extender.selector.clone());
        }
    }
    if !originals.is_empty() {
        let base = Complex {
            leading: Vec::new(),
            components: vec![Component::new(originals)],
            line_break,
            original: false,
            at: At::NONE,
        };
        to_unify.insert(0, base);
    }
    let Some(unified) = unify_complex(&to_unify) else { return Ok(None) };
    for extender in extenders {
        extender.check_context(context)?;
    }
    Ok(Some(unified))
}
