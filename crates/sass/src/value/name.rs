//! Names of variables, functions and mixins.

use super::Quick;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::rc::Rc;

/// An identifier as Sass compares them. It knows its hash, since every lookup of a member needs it, and as the parser
/// hands out one text per name, comparing two hardly ever looks at the text.
#[derive(Clone)]
pub(crate) struct Name {
    hash: u64,
    text: Rc<str>,
}

impl Name {
    /// The text, shared with the name.
    pub(crate) fn text(&self) -> &Rc<str> {
        &self.text
    }
}

impl From<Name> for Rc<str> {
    fn from(name: Name) -> Self {
        name.text
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        let mut hasher = Quick::default();
        hasher.write(text.as_bytes());
        Self { hash: hasher.finish(), text: text.into() }
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && (Rc::ptr_eq(&self.text, &other.text) || self.text == other.text)
    }
}

impl Eq for Name {}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
