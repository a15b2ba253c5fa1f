//! The variables of a scope, and arguments passed by name, which are to become variables.

use crate::span::At;
use crate::value::{Name, OrderMap, Value};
use std::cell::Cell;

/// How many variables are looked through one by one; most scopes hold just a few parameters.
const FEW: usize = 8;

/// A variable's value, and where it got it.
pub(crate) type Variable = (Value, At);

/// Variables by their names, in the order of their declaration.
#[derive(Debug)]
pub(crate) enum Variables {
    Few(Vec<(Name, Variable)>),
    Many(OrderMap<Name, Variable>),
}

impl Default for Variables {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

/// Where among its scope's variables one was found the last time, which holds for the next time as well where scopes of
/// one kind declare the same.
#[derive(Debug, Default)]
pub(crate) struct Hint(Cell<usize>);

/// A copy is used elsewhere, so it starts afresh.
impl Clone for Hint {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Variables {
    /// As [`Self::get`], for code that runs again and again.
    pub(crate) fn get_hinted(&self, name: &Name, hint: &Hint) -> Option<&Variable> {
        let at = hint.0.get();
        match self {
            Self::Few(list) => {
                if let Some((own, variable)) = list.get(at)
                    && own == name
                {
                    return Some(variable);
                }
                let index = list.iter().position(|(own, _)| own == name)?;
                hint.0.set(index);
                Some(&list[index].1)
            }
            Self::Many(map) => {
                if let Some((own, variable)) = map.get_index(at)
                    && own == name
                {
                    return Some(variable);
                }
                let (index, _, variable) = map.get_full(name)?;
                hint.0.set(index);
                Some(variable)
            }
        }
    }

    #[inline]
    pub(crate) fn get(&self, name: &Name) -> Option<&Variable> {
        match self {
            Self::Few(list) => list.iter().find(|(own, _)| own == name).map(|(_, variable)| variable),
            Self::Many(map) => map.get(name),
        }
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, name: &Name) -> Option<&mut Variable> {
        match self {
            Self::Few(list) => list.iter_mut().find(|(own, _)| own == name).map(|(_, variable)| variable),
            Self::Many(map) => map.get_mut(name),
        }
    }

    pub(crate) fn contains(&self, name: &Name) -> bool {
        self.get(name).is_some()
    }

    /// Sets a variable, declaring it if there is none of its name.
    pub(crate) fn insert(&mut self, name: &Name, variable: Variable) {
        if let Some(old) = self.get_mut(name) {
            *old = variable;
            return;
        }
        self.add(name, variable);
    }

    /// Declares a variable that is not there yet.
    pub(crate) fn add(&mut self, name: &Name, variable: Variable) {
        match self {
            Self::Few(list) if list.len() < FEW => list.push((name.clone(), variable)),
            Self::Few(list) => {
                let mut map: OrderMap<Name, Variable> = std::mem::take(list).into_iter().collect();
                map.insert(name.clone(), variable);
                *self = Self::Many(map);
            }
            Self::Many(map) => {
                map.insert(name.clone(), variable);
            }
        }
    }

    /// Takes a variable out.
    pub(crate) fn remove(&mut self, name: &Name) -> Option<Variable> {
        match self {
            Self::Few(list) => {
                let index = list.iter().position(|(own, _)| own == name)?;
                Some(list.remove(index).1)
            }
            Self::Many(map) => map.shift_remove(name),
        }
    }

    /// Forgets all, but keeps the room for a few.
    pub(crate) fn clear(&mut self) {
        match self {
            Self::Few(list) => list.clear(),
            Self::Many(_) => *self = Self::default(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Few(list) => list.len(),
            Self::Many(map) => map.len(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Name, &Variable)> {
        let (few, many) = match self {
            Self::Few(list) => (Some(list.iter().map(|(name, variable)| (name, variable))), None),
            Self::Many(map) => (None, Some(map.iter())),
        };
        few.into_iter().flatten().chain(many.into_iter().flatten())
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &Name> {
        self.iter().map(|(name, _)| name)
    }
}
