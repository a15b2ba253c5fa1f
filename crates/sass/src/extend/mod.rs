//! `@extend`: what extends what, and the selectors that change by it.

mod apply;

use crate::eval::css::MediaQuery;
use crate::selector::{Complex, Component, SelectorList, Simple};
use crate::span::{At, Fault, Res};
use crate::value::{OrderMap, QuickMap};
use std::cell::{Ref, RefCell};
use std::rc::Rc;

/// A rule's selector, which extensions may still change.
#[derive(Debug)]
pub(crate) struct Changing {
    list: RefCell<Rc<SelectorList>>,
    context: Context,
    at: At,
}

impl Changing {
    /// The selector as it is now.
    pub(crate) fn borrow(&self) -> Ref<'_, Rc<SelectorList>> {
        self.list.borrow()
    }
}

/// A rule's selector, shared by all who see it change.
pub(crate) type SelectorBox = Rc<Changing>;
type Context = Option<Rc<Vec<MediaQuery>>>;

/// How targets are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// `@extend`: the target stays, extensions need only part of the targets.
    Normal,
    /// `selector.replace`.
    Replace,
    /// `selector.extend`: all targets must be there.
    AllTargets,
}

/// One extender extending one target.
#[derive(Debug, Clone)]
pub(crate) struct Extension {
    pub(crate) extender: Complex,
    pub(crate) target: Simple,
    pub(crate) context: Context,
    pub(crate) optional: bool,
    pub(crate) at: At,
}

/// What may stand for a simple selector.
#[derive(Debug, Clone)]
struct Extender {
    selector: Complex,
    original: bool,
    context: Context,
    at: At,
}

type Sources = OrderMap<Complex, Rc<Extension>>;
type Extensions = OrderMap<Simple, Sources>;

/// The selectors and extensions of one module.
#[derive(Debug, Default)]
pub(crate) struct Store {
    /// All rules' selectors.
    boxes: Vec<SelectorBox>,
    /// How many of them are noted in `selectors`: most sheets extend nothing, and need not know what is where.
    noted: usize,
    selectors: QuickMap<Simple, Vec<SelectorBox>>,
    extensions: Extensions,
    by_extender: QuickMap<Simple, Vec<Rc<Extension>>>,
    specificity: QuickMap<Simple, u64>,
    mode: Option<Mode>,
}

fn box_id(selector: &SelectorBox) -> usize {
    Rc::as_ptr(selector).addr()
}

impl Store {
    fn mode(&self) -> Mode {
        self.mode.unwrap_or(Mode::Normal)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.extensions.is_empty()
    }

    /// Extends or replaces within one selector, for `sass:selector`.
    pub(crate) fn once(
        selector: &SelectorList,
        source: &SelectorList,
        targets: &SelectorList,
        mode: Mode,
    ) -> Res<SelectorList> {
        let mut store = Self { mode: Some(mode), ..Self::default() };
        let mut selector = selector.clone();
        for complex in &mut selector.complexes {
            complex.original = true;
        }
        for complex in &targets.complexes {
            let Some(compound) = complex.single_compound() else {
                let shown = crate::serialize::selector::complex_text(complex);
                return Err(Fault::bare(format!("Can't extend complex selector {shown}.")));
            };
            let mut extensions = Extensions::default();
            for simple in compound {
                let mut sources = Sources::default();
                for extender in &source.complexes {
                    let extension = Extension {
                        extender: extender.clone(),
                        target: simple.clone(),
                        context: None,
                        optional: true,
                        at: At::NONE,
                    };
                    sources.insert(extender.clone(), Rc::new(extension));
                }
                extensions.insert(simple.clone(), sources);
            }
            if let Some(new) = store.extend_list(&selector, &extensions, &None)? {
                selector = new;
            }
        }
        Ok(selector)
    }

    /// Adds a rule's selector, extended by what is known already.
    pub(crate) fn add_selector(&mut self, selector: Rc<SelectorList>, context: Context, at: At) -> Res<SelectorBox> {
        let mut selector = selector;
        if !self.extensions.is_empty() {
            let extensions = std::mem::take(&mut self.extensions);
            let extended = self.extend_list(&selector, &extensions, &context);
            self.extensions = extensions;
            if let Some(extended) = extended.map_err(|fault| fault.come_from(at))? {
                selector = Rc::new(extended);
            }
        }
        let boxed = Rc::new(Changing { list: RefCell::new(selector), context, at });
        self.boxes.push(boxed.clone());
        Ok(boxed)
    }

    /// Notes the selectors that came since this was last asked.
    fn note(&mut self) {
        for index in self.noted..self.boxes.len() {
            let boxed = self.boxes[index].clone();
            let list = boxed.borrow().clone();
            self.register(&list, &boxed, true);
        }
        self.noted = self.boxes.len();
    }

    /// Notes which simple selectors a box has. While a `new` one is noted no other can come after it in any list, so
    /// that looking at the lists' ends is enough.
    fn register(&mut self, list: &SelectorList, boxed: &SelectorBox, new: bool) {
        for complex in &list.complexes {
            for component in &complex.components {
                for simple in &*component.simples {
                    match self.selectors.get_mut(simple) {
                        Some(boxes) => {
                            if !boxes.last().is_some_and(|last| Rc::ptr_eq(last, boxed))
                                && (new || !boxes.iter().any(|other| Rc::ptr_eq(other, boxed)))
                            {
                                boxes.push(boxed.clone());
                            }
                        }
                        None => {
                            self.selectors.insert(simple.clone(), vec![boxed.clone()]);
                        }
                    }
                    if let Some(inner) = simple.pseudo_selector() {
                        self.register(inner, boxed, new);
                    }
                }
            }
        }
    }

    /// Adds an extension and applies it to what is there.
    pub(crate) fn add_extension(
        &mut self,
        extenders: &SelectorList,
        target: &Simple,
        optional: bool,
        at: At,
        context: Context,
    ) -> Res<()> {
        let has_selectors = self.has_simple(target);
        let existing = self.by_extender.get(target).cloned();
        let mut new = Sources::default();
        for complex in &extenders.complexes {
            if complex.useless() {
                continue;
            }
            let extension = Rc::new(Extension {
                extender: complex.clone(),
                target: target.clone(),
                context: context.clone(),
                optional,
                at,
            });
            if self.merge_source(target, complex, &extension)? {
                continue;
            }
            let specificity = complex.specificity();
            self.note_extender(complex, &extension, Some(specificity));
            if has_selectors || existing.is_some() {
                new.insert(complex.clone(), extension);
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        let mut by_target = Extensions::default();
        by_target.insert(target.clone(), new);
        if let Some(existing) = existing {
            let additional = self.extend_extensions(&existing, &by_target)?;
            for (target, sources) in additional {
                by_target.entry(target).or_default().extend(sources);
            }
        }
        if has_selectors {
            let boxes = self.selectors.get(target).cloned().unwrap_or_default();
            self.extend_boxes(&boxes, &by_target)?;
        }
        Ok(())
    }

    /// Puts an extension among a target's; `true` if one with the same extender was there and took it in.
    fn merge_source(&mut self, target: &Simple, complex: &Complex, extension: &Rc<Extension>) -> Res<bool> {
        let sources = self.extensions.entry(target.clone()).or_default();
        match sources.get_mut(complex) {
            Some(old) => {
                *old = merge(old, extension)?;
                Ok(true)
            }
            None => {
                sources.insert(complex.clone(), extension.clone());
                Ok(false)
            }
        }
    }

    fn note_extender(&mut self, complex: &Complex, extension: &Rc<Extension>, specificity: Option<u64>) {
        let mut simples = Vec::new();
        collect_simples(complex, &mut simples);
        for simple in simples {
            self.by_extender.entry(simple.clone()).or_default().push(extension.clone());
            if let Some(specificity) = specificity {
                // A compound inside a pseudo-class counts with its outermost selector.
                self.specificity.entry(simple).or_insert(specificity);
            }
        }
    }

    /// Applies new extensions to the extenders of old ones; gives what arises for targets among the new.
    fn extend_extensions(&mut self, old: &[Rc<Extension>], new: &Extensions) -> Res<Extensions> {
        let mut additional = Extensions::default();
        for extension in old {
            let extended = self
                .extend_complex(&extension.extender, new, &extension.context)
                .map_err(|fault| fault.come_from(extension.extender.at))?;
            let Some(selectors) = extended else { continue };
            let keeps = selectors.first() == Some(&extension.extender);
            for complex in selectors.into_iter().skip(usize::from(keeps)) {
                let derived = Rc::new(Extension { extender: complex.clone(), ..(**extension).clone() });
                if self.merge_source(&extension.target, &complex, &derived)? {
                    continue;
                }
                self.note_extender(&complex, &derived, None);
                if new.contains_key(&extension.target) {
                    additional.entry(extension.target.clone()).or_default().insert(complex, derived);
                }
            }
            if !keeps && let Some(sources) = self.extensions.get_mut(&extension.target) {
                sources.shift_remove(&extension.extender);
            }
        }
        Ok(additional)
    }

    fn extend_boxes(&mut self, boxes: &[SelectorBox], new: &Extensions) -> Res<()> {
        for boxed in boxes {
            let old = boxed.borrow().clone();
            let extended = self.extend_list(&old, new, &boxed.context).map_err(|fault| fault.come_from(boxed.at))?;
            if let Some(extended) = extended {
                let extended = Rc::new(extended);
                *boxed.list.borrow_mut() = extended.clone();
                self.register(&extended, boxed, false);
            }
        }
        Ok(())
    }

    /// Takes in the extensions of modules downstream.
    pub(crate) fn add_extensions(&mut self, others: &[Rc<RefCell<Self>>]) -> Res<()> {
        self.note();
        let mut old_extensions: Vec<Rc<Extension>> = Vec::new();
        let mut old_boxes: Vec<SelectorBox> = Vec::new();
        let mut new = Extensions::default();
        for other in others {
            let other = other.borrow();
            if other.extensions.is_empty() {
                continue;
            }
            #[expect(clippy::iter_over_hash_type, reason = "each entry is copied on its own, so order is of no effect")]
            for (simple, specificity) in &other.specificity {
                self.specificity.insert(simple.clone(), *specificity);
            }
            for (target, sources) in &other.extensions {
                if target.is_private_placeholder() {
                    continue;
                }
                let extenders = self.by_extender.get(target);
                old_extensions.extend(extenders.into_iter().flatten().cloned());
                let boxes = self.selectors.get(target);
                for boxed in boxes.into_iter().flatten() {
                    if !old_boxes.iter().any(|old| Rc::ptr_eq(old, boxed)) {
                        old_boxes.push(boxed.clone());
                    }
                }
                let concerned = extenders.is_some() || boxes.is_some();
                for (complex, extension) in sources {
                    let own = self.extensions.entry(target.clone()).or_default();
                    let merged = match own.get(complex) {
                        Some(old) => merge(old, extension)?,
                        None => extension.clone(),
                    };
                    own.insert(complex.clone(), merged.clone());
                    if concerned {
                        new.entry(target.clone()).or_default().entry(complex.clone()).or_insert(merged);
                    }
                }
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        if !old_extensions.is_empty() {
            self.extend_extensions(&old_extensions, &new)?;
        }
        self.extend_boxes(&old_boxes, &new)
    }

    /// The extensions whose target no selector among those given contains.
    pub(crate) fn targets(&self) -> impl Iterator<Item = (&Simple, &Rc<Extension>)> {
        self.extensions.iter().flat_map(|(target, sources)| sources.values().map(move |source| (target, source)))
    }

    /// Whether any rule's selector contains the simple selector.
    pub(crate) fn has_simple(&mut self, simple: &Simple) -> bool {
        self.note();
        self.selectors.contains_key(simple)
    }

    /// A copy for a copied tree, with the boxes that take the place of the old ones.
    pub(crate) fn copy(&self) -> (Self, QuickMap<usize, SelectorBox>) {
        let copy = |old: &SelectorBox| -> SelectorBox {
            let list = RefCell::new(old.borrow().clone());
            Rc::new(Changing { list, context: old.context.clone(), at: old.at })
        };
        let all: Vec<SelectorBox> = self.boxes.iter().map(copy).collect();
        let boxes: QuickMap<usize, SelectorBox> = self.boxes.iter().map(box_id).zip(all.iter().cloned()).collect();
        let mut selectors: QuickMap<Simple, Vec<SelectorBox>> = QuickMap::default();
        #[expect(clippy::iter_over_hash_type, reason = "the copy is a hash map too")]
        for (simple, list) in &self.selectors {
            let copied = list.iter().filter_map(|old| boxes.get(&box_id(old)).cloned());
            selectors.insert(simple.clone(), copied.collect());
        }
        let store = Self {
            boxes: all,
            noted: self.noted,
            selectors,
            extensions: self.extensions.clone(),
            by_extender: self.by_extender.clone(),
            specificity: self.specificity.clone(),
            mode: self.mode,
        };
        (store, boxes)
    }
}

/// The number that stands for a box in [`Store::copy`].
pub(crate) fn id_of(selector: &SelectorBox) -> usize {
    box_id(selector)
}

fn merge(one: &Rc<Extension>, two: &Rc<Extension>) -> Res<Rc<Extension>> {
    if let (Some(a), Some(b)) = (&one.context, &two.context)
        && a != b
    {
        let message = "You may not @extend the same selector from within different media queries.";
        return Err(Fault::new(message, two.at).come_from(one.at));
    }
    if two.optional && two.context.is_none() {
        return Ok(one.clone());
    }
    if one.optional && one.context.is_none() {
        return Ok(two.clone());
    }
    Ok(Rc::new(Extension {
        context: one.context.clone().or_else(|| two.context.clone()),
        optional: one.optional && two.optional,
        ..(**one).clone()
    }))
}

fn collect_simples(complex: &Complex, out: &mut Vec<Simple>) {
    for component in &complex.components {
        for simple in &*component.simples {
            out.push(simple.clone());
            if let Some(list) = simple.pseudo_selector() {
                for inner in &list.complexes {
                    collect_simples(inner, out);
                }
            }
        }
    }
}

impl Extender {
    fn original(simple: &Simple) -> Self {
        Self::compound(vec![simple.clone()])
    }

    fn compound(simples: Vec<Simple>) -> Self {
        Self { selector: Complex::of(vec![Component::new(simples)]), original: true, context: None, at: At::NONE }
    }

    fn of(extension: &Extension) -> Self {
        Self {
            selector: extension.extender.clone(),
            original: false,
            context: extension.context.clone(),
            at: extension.at,
        }
    }

    fn check_context(&self, context: &Context) -> Res<()> {
        match (&self.context, context) {
            (None, _) => Ok(()),
            (Some(own), Some(theirs)) if own == theirs => Ok(()),
            _ => Err(Fault::new("You may not @extend selectors across media queries.", self.at)),
        }
    }
}
