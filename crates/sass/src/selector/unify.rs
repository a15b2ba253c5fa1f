//! Unification: the selectors that match what two selectors both match.

use super::superselector::{compound_is_super, is_parent_super};
use super::{Combinator, Complex, Component, Simple};
use std::collections::VecDeque;
use std::rc::Rc;

/// How many selectors one unification may make before it is cut off.
const PATH_LIMIT: usize = 200_000;

/// Unifies two compound selectors.
pub(crate) fn unify_compounds(one: &[Simple], two: &[Simple]) -> Option<Vec<Simple>> {
    let mut result = one.to_vec();
    // What follows a pseudo-element belongs to it.
    let mut after_element: Vec<Simple> = Vec::new();
    let mut element = false;
    for simple in two {
        if element && matches!(simple, Simple::Pseudo(_)) {
            after_element = unify_simple(simple, after_element)?;
        } else {
            element |= simple.is_pseudo_element();
            result = unify_simple(simple, result)?;
        }
    }
    result.extend(after_element);
    Some(result)
}

/// Whether a simple selector is the pseudo-element, be it written with one colon or two.
fn same_element(other: &Simple, pseudo: &crate::selector::Pseudo) -> bool {
    let Simple::Pseudo(other) = other else { return false };
    let plain = |pseudo: &crate::selector::Pseudo| {
        pseudo.is_element() && pseudo.selector.is_none() && pseudo.argument.is_none()
    };
    plain(other) && plain(pseudo) && other.name == pseudo.name
}

fn unify_simple(simple: &Simple, compound: Vec<Simple>) -> Option<Vec<Simple>> {
    match simple {
        Simple::Universal(_) => unify_universal(simple, compound),
        Simple::Type { .. } => match compound.first() {
            Some(first @ (Simple::Universal(_) | Simple::Type { .. })) => {
                let unified = unify_names(simple, first)?;
                let mut compound = compound;
                compound[0] = unified;
                Some(compound)
            }
            _ => {
                let mut out = vec![simple.clone()];
                out.extend(compound);
                Some(out)
            }
        },
        Simple::Id(_) if compound.iter().any(|other| matches!(other, Simple::Id(_)) && other != simple) => None,
        Simple::Pseudo(pseudo) => {
            if pseudo.is_host() {
                let fits = |other: &Simple| matches!(other, Simple::Pseudo(other) if other.is_host() || other.selector.is_some());
                if !compound.iter().all(fits) {
                    return None;
                }
            } else if let Some(unified) = unify_with_single(simple, &compound) {
                return unified;
            }
            if compound.iter().any(|other| other == simple || same_element(other, pseudo)) {
                return Some(compound);
            }
            let mut out = Vec::with_capacity(compound.len() + 1);
            let mut added = false;
            for other in compound {
                if other.is_pseudo_element() {
                    if pseudo.is_element() {
                        return None;
                    }
                    if !added {
                        out.push(simple.clone());
                        added = true;
                    }
                }
                out.push(other);
            }
            if !added {
                out.push(simple.clone());
            }
            Some(out)
        }
        _ => {
            if let Some(unified) = unify_with_single(simple, &compound) {
                return unified;
            }
            if compound.contains(simple) {
                return Some(compound);
            }
            let at = compound.iter().position(|other| matches!(other, Simple::Pseudo(_))).unwrap_or(compound.len());
            let mut out = compound;
            out.insert(at, simple.clone());
            Some(out)
        }
    }
}

/// A lone universal selector or `:host` decides how it unifies.
fn unify_with_single(simple: &Simple, compound: &[Simple]) -> Option<Option<Vec<Simple>>> {
    let [only] = compound else { return None };
    match only {
        Simple::Universal(_) => Some(unify_simple(only, vec![simple.clone()])),
        Simple::Pseudo(pseudo) if pseudo.is_host() => Some(unify_simple(only, vec![simple.clone()])),
        _ => None,
    }
}

fn unify_universal(universal: &Simple, compound: Vec<Simple>) -> Option<Vec<Simple>> {
    match compound.first() {
        Some(first @ (Simple::Universal(_) | Simple::Type { .. })) => {
            let unified = unify_names(universal, first)?;
            let mut compound = compound;
            compound[0] = unified;
            Some(compound)
        }
        Some(Simple::Pseudo(pseudo)) if compound.len() == 1 && pseudo.is_host() => None,
        None => Some(vec![universal.clone()]),
        _ => {
            if matches!(universal, Simple::Universal(None)) {
                return Some(compound);
            }
            if matches!(universal, Simple::Universal(Some(namespace)) if &**namespace == "*") {
                return Some(compound);
            }
            let mut out = vec![universal.clone()];
            out.extend(compound);
            Some(out)
        }
    }
}

fn unify_names(one: &Simple, two: &Simple) -> Option<Simple> {
    let parts = |simple: &Simple| match simple {
        Simple::Universal(namespace) => (None, namespace.clone()),
        Simple::Type { name, namespace } => (Some(name.clone()), namespace.clone()),
        _ => (None, None),
    };
    let (name_one, namespace_one) = parts(one);
    let (name_two, namespace_two) = parts(two);
    let namespace = if namespace_one == namespace_two || namespace_two.as_deref() == Some("*") {
        namespace_one
    } else if namespace_one.as_deref() == Some("*") {
        namespace_two
    } else {
        return None;
    };
    let name = if name_one == name_two || name_two.is_none() {
        name_one
    } else if name_one.is_none() {
        name_two
    } else {
        return None;
    };
    Some(match name {
        Some(name) => Simple::Type { name, namespace },
        None => Simple::Universal(namespace),
    })
}

/// Unifies complex selectors.
pub(crate) fn unify_complex(complexes: &[Complex]) -> Option<Vec<Complex>> {
    if complexes.len() == 1 {
        return Some(complexes.to_vec());
    }
    let mut base: Option<Rc<[Simple]>> = None;
    let (mut leading, mut trailing): (Option<Combinator>, Option<Combinator>) = (None, None);
    for complex in complexes {
        if complex.useless() {
            return None;
        }
        if complex.components.len() == 1
            && let Some(new) = complex.leading.first().copied()
        {
            if leading.is_some_and(|old| old != new) {
                return None;
            }
            leading = Some(new);
        }
        let last = complex.components.last()?;
        if let [new] = last.combinators[..] {
            if trailing.is_some_and(|old| old != new) {
                return None;
            }
            trailing = Some(new);
        }
        base = Some(match base {
            None => last.simples.clone(),
            Some(base) => unify_compounds(&base, &last.simples)?.into(),
        });
    }
    let mut without_bases: Vec<Complex> = complexes
        .iter()
        .filter(|complex| complex.components.len() > 1)
        .map(|complex| {
            let mut complex = complex.clone();
            complex.original = false;
            complex.components.pop();
            complex
        })
        .collect();
    let base = Complex {
        leading: leading.into_iter().collect(),
        components: vec![Component { simples: base?, combinators: trailing.into_iter().collect() }],
        line_break: complexes.iter().any(|complex| complex.line_break),
        original: false,
        at: complexes[0].at,
    };
    match without_bases.pop() {
        None => Some(weave(&[base], false)),
        Some(last) => {
            without_bases.push(last.concatenate(&base, false));
            Some(weave(&without_bases, false))
        }
    }
}

/// All ways in which the parents of several selectors, the last components joined, can interleave.
pub(crate) fn weave(complexes: &[Complex], force_break: bool) -> Vec<Complex> {
    let Some((first, rest)) = complexes.split_first() else { return Vec::new() };
    let mut prefixes = vec![first.clone()];
    if rest.is_empty() && force_break {
        prefixes[0].original &= prefixes[0].line_break;
        prefixes[0].line_break = true;
    }
    for complex in rest {
        let Some(last) = complex.components.last() else { continue };
        if complex.components.len() == 1 {
            for prefix in &mut prefixes {
                *prefix = prefix.concatenate(complex, force_break);
            }
            continue;
        }
        let mut next = Vec::new();
        for prefix in &prefixes {
            for parents in weave_parents(prefix, complex).unwrap_or_default() {
                next.push(parents.with_component(last, force_break));
            }
            if next.len() > PATH_LIMIT {
                break;
            }
        }
        prefixes = next;
    }
    prefixes
}

type Group = Vec<Component>;

fn weave_parents(prefix: &Complex, base: &Complex) -> Option<Vec<Complex>> {
    let leading = merge_leading(&prefix.leading, &base.leading)?;
    let mut one: VecDeque<Component> = prefix.components.iter().cloned().collect();
    let mut two: VecDeque<Component> = base.components[..base.components.len() - 1].iter().cloned().collect();
    let trailing = merge_trailing(&mut one, &mut two)?;
    match (take_rootish(&mut one), take_rootish(&mut two)) {
        (Some(first), Some(second)) => {
            let root: Rc<[Simple]> = unify_compounds(&first.simples, &second.simples)?.into();
            one.push_front(Component { simples: root.clone(), combinators: first.combinators });
            two.push_front(Component { simples: root, combinators: second.combinators });
        }
        (Some(root), None) | (None, Some(root)) => {
            one.push_front(root.clone());
            two.push_front(root);
        }
        (None, None) => {}
    }
    let mut groups_one = group(one);
    let mut groups_two = group(two);
    let common = longest_common(groups_two.make_contiguous(), groups_one.make_contiguous());
    let mut choices: Vec<Vec<Vec<Component>>> = Vec::new();
    for shared in common {
        choices.push(chunks(&mut groups_one, &mut groups_two, |queue| {
            queue.front().is_none_or(|first| is_parent_super(first, &shared))
        }));
        choices.push(vec![shared]);
        groups_one.pop_front();
        groups_two.pop_front();
    }
    choices.push(chunks(&mut groups_one, &mut groups_two, VecDeque::is_empty));
    choices.extend(trailing);
    choices.retain(|choice| !choice.is_empty());
    let line_break = prefix.line_break || base.line_break;
    Some(
        paths(&choices)
            .into_iter()
            .map(|path| Complex {
                leading: leading.clone(),
                components: path.into_iter().flatten().collect(),
                line_break,
                original: false,
                at: prefix.at,
            })
            .collect(),
    )
}

fn take_rootish(queue: &mut VecDeque<Component>) -> Option<Component> {
    let rootish = queue.front()?.simples.iter().any(|simple| {
        matches!(simple, Simple::Pseudo(pseudo)
            if pseudo.class_syntax && matches!(&*pseudo.name, "root" | "scope" | "host" | "host-context"))
    });
    if rootish { queue.pop_front() } else { None }
}

fn merge_leading(one: &[Combinator], two: &[Combinator]) -> Option<Vec<Combinator>> {
    match (one, two) {
        (a, b) if a.len() > 1 || b.len() > 1 => None,
        ([], other) | (other, []) => Some(other.to_vec()),
        (a, b) if a == b => Some(a.to_vec()),
        _ => None,
    }
}

fn merge_trailing(
    one: &mut VecDeque<Component>,
    two: &mut VecDeque<Component>,
) -> Option<VecDeque<Vec<Vec<Component>>>> {
    let mut result: VecDeque<Vec<Vec<Component>>> = VecDeque::new();
    loop {
        let combinators =
            |queue: &VecDeque<Component>| queue.back().map(|last| last.combinators.clone()).unwrap_or_default();
        let (first, second) = (combinators(one), combinators(two));
        if first.is_empty() && second.is_empty() {
            return Some(result);
        }
        if first.len() > 1 || second.len() > 1 {
            return None;
        }
        use Combinator::{Child, Following, Next};
        let choice = match (first.first().copied(), second.first().copied()) {
            (Some(Following), Some(Following)) => {
                let (a, b) = (one.pop_back()?, two.pop_back()?);
                if compound_is_super(&a.simples, &b.simples, None) {
                    vec![vec![b]]
                } else if compound_is_super(&b.simples, &a.simples, None) {
                    vec![vec![a]]
                } else {
                    let mut choices = vec![vec![a.clone(), b.clone()], vec![b.clone(), a.clone()]];
                    if let Some(simples) = unify_compounds(&a.simples, &b.simples) {
                        choices.push(vec![Component { simples: simples.into(), combinators: vec![Following] }]);
                    }
                    choices
                }
            }
            (Some(Following), Some(Next)) => merge_sibling(one, two)?,
            (Some(Next), Some(Following)) => merge_sibling(two, one)?,
            (Some(Child), Some(Next | Following)) => vec![vec![two.pop_back()?]],
            (Some(Next | Following), Some(Child)) => vec![vec![one.pop_back()?]],
            (Some(a), Some(b)) if a == b => {
                let simples = unify_compounds(&one.pop_back()?.simples, &two.pop_back()?.simples)?;
                vec![vec![Component { simples: simples.into(), combinators: vec![a] }]]
            }
            (Some(combinator), None) => merge_one_sided(combinator, one, two)?,
            (None, Some(combinator)) => merge_one_sided(combinator, two, one)?,
            _ => return None,
        };
        result.push_front(choice);
    }
}

fn merge_sibling(following: &mut VecDeque<Component>, next: &mut VecDeque<Component>) -> Option<Vec<Vec<Component>>> {
    let (following, next) = (following.pop_back()?, next.pop_back()?);
    if compound_is_super(&following.simples, &next.simples, None) {
        return Some(vec![vec![next]]);
    }
    let mut choices = vec![vec![following.clone(), next.clone()]];
    if let Some(simples) = unify_compounds(&following.simples, &next.simples) {
        choices.push(vec![Component { simples: simples.into(), combinators: next.combinators }]);
    }
    Some(choices)
}

fn merge_one_sided(
    combinator: Combinator,
    with: &mut VecDeque<Component>,
    without: &mut VecDeque<Component>,
) -> Option<Vec<Vec<Component>>> {
    if combinator == Combinator::Child
        && let (Some(last), Some(own)) = (without.back(), with.back())
        && compound_is_super(&last.simples, &own.simples, None)
    {
        without.pop_back();
    }
    Some(vec![vec![with.pop_back()?]])
}

/// Groups components that combinators hold together.
fn group(components: VecDeque<Component>) -> VecDeque<Group> {
    let mut groups = VecDeque::new();
    let mut current = Vec::new();
    for component in components {
        let ends = component.combinators.is_empty();
        current.push(component);
        if ends {
            groups.push_back(std::mem::take(&mut current));
        }
    }
    if !current.is_empty() {
        groups.push_back(current);
    }
    groups
}

/// The longest common subsequence, where groups that unify into one count as common.
fn longest_common(one: &[Group], two: &[Group]) -> Vec<Group> {
    let mut lengths = vec![vec![0_usize; two.len() + 1]; one.len() + 1];
    let mut selections: Vec<Vec<Option<Group>>> = vec![vec![None; two.len()]; one.len()];
    for i in 0..one.len() {
        for j in 0..two.len() {
            selections[i][j] = select_common(&one[i], &two[j]);
            lengths[i + 1][j + 1] =
                if selections[i][j].is_some() { lengths[i][j] + 1 } else { lengths[i + 1][j].max(lengths[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (one.len(), two.len());
    let mut out = Vec::new();
    while i > 0 && j > 0 {
        if let Some(selection) = selections[i - 1][j - 1].take() {
            out.push(selection);
            i -= 1;
            j -= 1;
        } else if lengths[i][j - 1] > lengths[i - 1][j] {
            j -= 1;
        } else {
            i -= 1;
        }
    }
    out.reverse();
    out
}

fn select_common(one: &Group, two: &Group) -> Option<Group> {
    if one == two || is_parent_super(two, one) {
        return Some(one.clone());
    }
    if is_parent_super(one, two) {
        return Some(two.clone());
    }
    if !must_unify(one, two) {
        return None;
    }
    let unified = unify_complex(&[Complex::of(one.clone()), Complex::of(two.clone())])?;
    match <[Complex; 1]>::try_from(unified) {
        Ok([only]) => Some(only.components),
        Err(_) => None,
    }
}

/// Whether both contain the same unique selector, so that they must be about the same element.
fn must_unify(one: &[Component], two: &[Component]) -> bool {
    let unique = |simple: &&Simple| matches!(simple, Simple::Id(_)) || simple.is_pseudo_element();
    let all: Vec<&Simple> = one.iter().flat_map(|component| &*component.simples).filter(unique).collect();
    !all.is_empty()
        && two.iter().flat_map(|component| &*component.simples).filter(unique).any(|simple| all.contains(&simple))
}

fn chunks(
    one: &mut VecDeque<Group>,
    two: &mut VecDeque<Group>,
    done: impl Fn(&VecDeque<Group>) -> bool,
) -> Vec<Vec<Component>> {
    let take = |queue: &mut VecDeque<Group>| {
        let mut chunk = Vec::new();
        while !done(queue) {
            match queue.pop_front() {
                Some(group) => chunk.extend(group),
                None => break,
            }
        }
        chunk
    };
    let first = take(one);
    let second = take(two);
    match (first.is_empty(), second.is_empty()) {
        (true, true) => Vec::new(),
        (true, false) => vec![second],
        (false, true) => vec![first],
        (false, false) => {
            let join = |a: &[Component], b: &[Component]| a.iter().chain(b).cloned().collect();
            vec![join(&first, &second), join(&second, &first)]
        }
    }
}

/// Every way to take one option of each choice, earlier choices varying fastest.
pub(crate) fn paths<T: Clone>(choices: &[Vec<T>]) -> Vec<Vec<T>> {
    let mut out: Vec<Vec<T>> = vec![Vec::new()];
    for choice in choices {
        if out.len().saturating_mul(choice.len()) > PATH_LIMIT {
            return out;
        }
        let mut next = Vec::with_capacity(out.len() * choice.len());
        for option in choice {
            for path in &out {
                let mut path = path.clone();
                path.push(option.clone());
                next.push(path);
            }
        }
        out = next;
    }
    out
}
