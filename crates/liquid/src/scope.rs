//! The variables of a scope, and names to look them up by.

use crate::value::{Str, Value};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// From how many variables on a scope is indexed.
const INDEX_FROM: usize = 24;

/// A name as a template has it, with its hash: it is looked up in scope after scope, most of which do not have it.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub(crate) text: Str,
    hash: u32,
}

impl From<Str> for Name {
    fn from(text: Str) -> Self {
        let hash = Wanted::new(&text).hash;
        Self { text, hash }
    }
}

impl Name {
    pub(crate) fn wanted(&self) -> Wanted<'_> {
        Wanted { text: &self.text, hash: self.hash }
    }
}

/// What is looked for.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'n> {
    pub(crate) text: &'n str,
    hash: u32,
}

impl<'n> Wanted<'n> {
    pub(crate) fn new(text: &'n str) -> Self {
        let mut hasher = FxHasher::default();
        hasher.write(text.as_bytes());
        // The high bits of this hash are the good ones.
        Self { text, hash: (hasher.finish() >> 32) as u32 }
    }

    /// One of 64 bits.
    fn bit(self) -> u64 {
        1 << (self.hash % 64)
    }
}

/// Variables of one scope, in order of assignment; indexed once there are many.
#[derive(Default)]
pub(crate) struct Scope {
    variables: Vec<(u32, Str, Value)>,
    index: FxHashMap<Str, usize>,
    /// The bits of all names: most look-ups pass through several scopes that do not have the name.
    bits: u64,
}

impl Scope {
    /// Gives the value of a name.
    pub(crate) fn get(&self, wanted: Wanted<'_>) -> Option<&Value> {
        self.position(wanted).map(|at| &self.variables[at].2)
    }

    /// Gives the value of a name for changing.
    pub(crate) fn get_mut(&mut self, wanted: Wanted<'_>) -> Option<&mut Value> {
        self.position(wanted).map(|at| &mut self.variables[at].2)
    }

    #[inline]
    fn position(&self, wanted: Wanted<'_>) -> Option<usize> {
        if self.bits & wanted.bit() == 0 {
            return None;
        }
        if self.variables.len() < INDEX_FROM {
            self.variables.iter().position(|(hash, name, _)| *hash == wanted.hash && name.as_str() == wanted.text)
        } else {
            self.index.get(wanted.text).copied()
        }
    }

    /// Sets a variable.
    pub(crate) fn set(&mut self, name: Str, value: Value) {
        let wanted = Wanted::new(&name);
        if let Some(old) = self.get_mut(wanted) {
            *old = value;
            return;
        }
        let (hash, bit) = (wanted.hash, wanted.bit());
        self.bits |= bit;
        self.variables.push((hash, name, value));
        let count = self.variables.len();
        if count == INDEX_FROM {
            self.index = self.variables.iter().enumerate().map(|(at, (_, name, _))| (name.clone(), at)).collect();
        } else if count > INDEX_FROM {
            self.index.insert(self.variables[count - 1].1.clone(), count - 1);
        }
    }

    /// Forgets all variables.
    pub(crate) fn clear(&mut self) {
        self.variables.clear();
        self.index.clear();
        self.bits = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_variables_are_found() {
        let mut scope = Scope::default();
        for number in 0..INDEX_FROM * 3 {
            let name = format!("v{number}");
            assert!(scope.get(Wanted::new(&name)).is_none());
            scope.set(Str::from(name.as_str()), Value::from(number));
            scope.set(Str::from("v0"), Value::from(number));
            assert_eq!(scope.get(Name::from(Str::from(name)).wanted()), Some(&Value::from(number)));
            assert_eq!(scope.get(Wanted::new("v0")), Some(&Value::from(number)));
        }
        scope.clear();
        assert!(scope.get(Wanted::new("v1")).is_none());
    }
}
