//! Whether one selector matches all that another matches.

use super::{Combinator, Complex, Component, Pseudo, SelectorList, Simple, complicated};

impl SelectorList {
    pub(crate) fn is_super(&self, other: &Self) -> bool {
        list_is_super(&self.complexes, &other.complexes)
    }
}

fn list_is_super(one: &[Complex], two: &[Complex]) -> bool {
    two.iter().all(|complex| one.iter().any(|own| own.is_super(complex)))
}

impl Complex {
    pub(crate) fn is_super(&self, other: &Self) -> bool {
        self.leading.is_empty() && other.leading.is_empty() && complex_is_super(&self.components, &other.components)
    }
}

/// Whether `one` with anything after it is a superselector of `two` with the same after it.
pub(crate) fn is_parent_super(one: &[Component], two: &[Component]) -> bool {
    if one.len() > two.len() {
        return false;
    }
    let base = Component::new(vec![Simple::Placeholder("<temp>".into())]);
    let with_base = |list: &[Component]| {
        let mut list = list.to_vec();
        list.push(base.clone());
        list
    };
    complex_is_super(&with_base(one), &with_base(two))
}

pub(crate) fn complex_is_super(one: &[Component], two: &[Component]) -> bool {
    let trailing = |list: &[Component]| list.last().is_none_or(|last| !last.combinators.is_empty());
    if trailing(one) || trailing(two) {
        return false;
    }
    let (mut i, mut j) = (0, 0);
    let mut previous: Option<Combinator> = None;
    loop {
        let (rest_one, rest_two) = (one.len() - i, two.len() - j);
        if rest_one == 0 || rest_two == 0 || rest_one > rest_two {
            return false;
        }
        let component = &one[i];
        if component.combinators.len() > 1 {
            return false;
        }
        if rest_one == 1 {
            if two[j..].iter().any(|parent| parent.combinators.len() > 1) {
                return false;
            }
            let parents = component.complicated().then(|| &two[j..two.len() - 1]);
            if !compatible_with_previous(previous, &two[j..two.len() - 1]) {
                return false;
            }
            return compound_is_super(&component.simples, &two[two.len() - 1].simples, parents);
        }
        let mut end = j;
        loop {
            let other = &two[end];
            if other.combinators.len() > 1 {
                return false;
            }
            let parents = component.complicated().then(|| &two[j..end]);
            if compound_is_super(&component.simples, &other.simples, parents) {
                break;
            }
            end += 1;
            if end >= two.len() - 1 {
                return false;
            }
        }
        if !compatible_with_previous(previous, &two[j..end]) {
            return false;
        }
        let combinator = component.combinators.first().copied();
        if !is_super_combinator(combinator, two[end].combinators.first().copied()) {
            return false;
        }
        i += 1;
        j = end + 1;
        previous = combinator;
        if one.len() - i == 1 {
            if combinator == Some(Combinator::Following) {
                if j >= two.len()
                    || !two[j..two.len() - 1]
                        .iter()
                        .all(|component| is_super_combinator(combinator, component.combinators.first().copied()))
                {
                    return false;
                }
            } else if combinator.is_some() && two.len().saturating_sub(j) > 1 {
                return false;
            }
        }
    }
}

fn compatible_with_previous(previous: Option<Combinator>, parents: &[Component]) -> bool {
    if parents.is_empty() {
        return true;
    }
    match previous {
        None => true,
        Some(Combinator::Following) => parents
            .iter()
            .all(|component| matches!(component.combinators.first(), Some(Combinator::Following | Combinator::Next))),
        Some(_) => false,
    }
}

fn is_super_combinator(one: Option<Combinator>, two: Option<Combinator>) -> bool {
    one == two
        || (one.is_none() && two == Some(Combinator::Child))
        || (one == Some(Combinator::Following) && two == Some(Combinator::Next))
}

pub(crate) fn compound_is_super(one: &[Simple], two: &[Simple], parents: Option<&[Component]>) -> bool {
    if !complicated(one) && !complicated(two) {
        return one.len() <= two.len() && one.iter().all(|simple| two.iter().any(|other| simple.is_super(other)));
    }
    let element = |list: &[Simple]| list.iter().position(Simple::is_pseudo_element);
    match (element(one), element(two)) {
        (Some(a), Some(b)) => {
            return one[a].is_super(&two[b])
                && parts_are_super(&one[..a], &two[..b], parents)
                && parts_are_super(&one[a + 1..], &two[b + 1..], parents);
        }
        (None, None) => {}
        _ => return false,
    }
    one.iter().all(|simple| match simple {
        Simple::Pseudo(pseudo) if pseudo.selector.is_some() => pseudo_is_super(pseudo, two, parents),
        _ => two.iter().any(|other| simple.is_super(other)),
    })
}

fn parts_are_super(one: &[Simple], two: &[Simple], parents: Option<&[Component]>) -> bool {
    if one.is_empty() {
        return true;
    }
    if two.is_empty() {
        return compound_is_super(one, &[Simple::Universal(Some("*".into()))], parents);
    }
    compound_is_super(one, two, parents)
}

/// The selectors in those pseudo-classes of a compound that have the given name.
fn arguments<'a>(compound: &'a [Simple], name: &'a str, class: bool) -> impl Iterator<Item = &'a SelectorList> {
    compound.iter().filter_map(move |simple| match simple {
        Simple::Pseudo(pseudo) if pseudo.class_syntax == class && &*pseudo.name == name => pseudo.selector.as_deref(),
        _ => None,
    })
}

fn pseudo_is_super(one: &Pseudo, two: &[Simple], parents: Option<&[Component]>) -> bool {
    let Some(selector) = one.selector.as_deref() else { return false };
    match one.plain_name() {
        "is" | "matches" | "any" | "where" => {
            if arguments(two, &one.name, true).any(|other| selector.is_super(other)) {
                return true;
            }
            let mut whole = parents.unwrap_or(&[]).to_vec();
            whole.push(Component::new(two.to_vec()));
            selector
                .complexes
                .iter()
                .any(|complex| complex.leading.is_empty() && complex_is_super(&complex.components, &whole))
        }
        "has" | "host" | "host-context" => arguments(two, &one.name, true).any(|other| selector.is_super(other)),
        "slotted" => arguments(two, &one.name, false).any(|other| selector.is_super(other)),
        "not" => selector.complexes.iter().all(|complex| not_is_super(one, complex, two)),
        "current" => arguments(two, &one.name, true).any(|other| selector == other),
        "nth-child" | "nth-last-child" => two.iter().any(|simple| match simple {
            Simple::Pseudo(other) => {
                other.name == one.name
                    && other.argument == one.argument
                    && other.selector.as_ref().is_some_and(|inner| selector.is_super(inner))
            }
            _ => false,
        }),
        _ => false,
    }
}

fn not_is_super(one: &Pseudo, complex: &Complex, two: &[Simple]) -> bool {
    if complex.bogus(false) {
        return false;
    }
    let last = complex.components.last().map_or(&[][..], |last| &last.simples);
    two.iter().any(|simple| match simple {
        Simple::Type { .. } => last.iter().any(|own| matches!(own, Simple::Type { .. }) && own != simple),
        Simple::Id(_) => last.iter().any(|own| matches!(own, Simple::Id(_)) && own != simple),
        Simple::Pseudo(other) if other.name == one.name => {
            other.selector.as_ref().is_some_and(|inner| list_is_super(&inner.complexes, std::slice::from_ref(complex)))
        }
        _ => false,
    })
}

impl Simple {
    pub(crate) fn is_super(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Universal(namespace), _) => {
                if namespace.as_deref() == Some("*") {
                    return true;
                }
                match other {
                    Self::Type { namespace: theirs, .. } | Self::Universal(theirs) => namespace == theirs,
                    _ => namespace.is_none() || self.is_super_base(other),
                }
            }
            (Self::Type { name, namespace }, Self::Type { name: theirs, namespace: their_namespace }) => {
                name == theirs && (namespace.as_deref() == Some("*") || namespace == their_namespace)
            }
            (Self::Pseudo(one), Self::Pseudo(two)) => {
                if self.is_super_base(other) {
                    return true;
                }
                match (&one.selector, &two.selector) {
                    (Some(own), Some(theirs)) => {
                        one.is_element()
                            && two.is_element()
                            && one.plain_name() == "slotted"
                            && one.name == two.name
                            && own.is_super(theirs)
                    }
                    _ => false,
                }
            }
            _ => self.is_super_base(other),
        }
    }

    fn is_super_base(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        let Self::Pseudo(pseudo) = other else { return false };
        if !pseudo.class_syntax
            || !matches!(pseudo.plain_name(), "is" | "matches" | "where" | "any" | "nth-child" | "nth-last-child")
        {
            return false;
        }
        pseudo.selector.as_ref().is_some_and(|list| {
            list.complexes.iter().all(|complex| {
                complex.components.last().is_some_and(|last| last.simples.iter().any(|inner| self.is_super(inner)))
            })
        })
    }
}
