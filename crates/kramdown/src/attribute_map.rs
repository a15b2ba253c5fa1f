//! An element's attributes: few as a rule, found quickly even when they are many.

use std::borrow::Cow;
use std::collections::HashMap;

/// From how many attributes on their places are kept by name.
const MANY: usize = 32;

/// HTML attributes in the order they are written, every name once.
///
/// ```
/// use hyde_kramdown::{Options, parse};
/// let document = parse("text\n{: #one .two}", &Options::jekyll());
/// let tree = document.tree();
/// let paragraph = tree.children(tree.root()).next().expect("there is a paragraph");
/// let attributes = &tree.node(paragraph).attributes;
/// assert_eq!(attributes.get("class"), Some("two"));
/// assert_eq!(attributes.iter().collect::<Vec<_>>(), [("id", "one"), ("class", "two")]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Attributes {
    pairs: Vec<(Cow<'static, str>, String)>,
    /// Where every name stands, once there are many.
    #[expect(clippy::box_collection, reason = "there is none as a rule, and every node has room for it")]
    places: Option<Box<HashMap<Cow<'static, str>, usize>>>,
}

impl PartialEq for Attributes {
    fn eq(&self, other: &Self) -> bool {
        self.pairs == other.pairs
    }
}

impl Attributes {
    /// Gives the value of the attribute `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.place(name).map(|at| self.pairs[at].1.as_str())
    }

    /// Gives names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_ref(), value.as_str()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Gives a name that attributes can keep; the most frequent ones are there already.
    pub(crate) fn name(name: &str) -> Cow<'static, str> {
        let known = ["href", "class", "src", "alt", "id", "title", "style", "width", "height", "target", "rel"];
        known.into_iter().find(|known| *known == name).map_or_else(|| Cow::Owned(name.to_owned()), Cow::Borrowed)
    }

    fn place(&self, name: &str) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(name).copied(),
            None => self.pairs.iter().position(|(known, _)| known == name),
        }
    }

    /// Sets an attribute where it stands, or appends it; answers whether it was there.
    pub(crate) fn set(&mut self, name: impl Into<Cow<'static, str>> + AsRef<str>, value: impl Into<String>) -> bool {
        if let Some(at) = self.place(name.as_ref()) {
            self.pairs[at].1 = value.into();
            return true;
        }
        let name = name.into();
        if let Some(places) = &mut self.places {
            places.insert(name.clone(), self.pairs.len());
        }
        self.pairs.push((name, value.into()));
        if self.places.is_none() && self.pairs.len() >= MANY {
            self.index();
        }
        false
    }

    /// Adds to the class, where it stands or at the end.
    pub(crate) fn add_class(&mut self, class: &str) {
        match self.place("class").map(|at| &mut self.pairs[at].1) {
            Some(old) if !old.is_empty() => {
                old.push(' ');
                old.push_str(class);
            }
            _ => {
                self.set("class", crate::unicode::lstrip(class));
            }
        }
    }

    /// Takes an attribute away and gives its value.
    pub(crate) fn remove(&mut self, name: &str) -> Option<String> {
        let at = self.place(name)?;
        let (_, value) = self.pairs.remove(at);
        if self.places.is_some() {
            self.index();
        }
        Some(value)
    }

    /// Changes every value.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut String> {
        self.pairs.iter_mut().map(|(_, value)| value)
    }

    fn index(&mut self) {
        let places = self.pairs.iter().enumerate().map(|(at, (name, _))| (name.clone(), at)).collect();
        self.places = Some(Box::new(places));
    }
}

#[cfg(test)]
mod tests {
    use super::Attributes;

    #[test]
    fn many_are_found_as_few_are() {
        let mut attributes = Attributes::default();
        for number in 0..100 {
            assert!(!attributes.set(format!("a{number}"), "x"));
        }
        assert!(attributes.set(String::from("a70"), "y"));
        assert_eq!(attributes.remove("a3").as_deref(), Some("x"));
        assert_eq!(attributes.get("a70"), Some("y"));
        assert_eq!(attributes.iter().nth(69), Some(("a70", "y")));
    }
}
