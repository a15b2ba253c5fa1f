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
    /// Nothing as a rule; every node has room for it.
    held: Option<Box<Pairs>>,
}

/// Attributes that there are.
#[derive(Debug, Clone, Default)]
struct Pairs {
    pairs: Vec<(Cow<'static, str>, String)>,
    /// Where every name stands, once there are many.
    places: Option<HashMap<Cow<'static, str>, usize>>,
}

impl PartialEq for Attributes {
    fn eq(&self, other: &Self) -> bool {
        self.pairs() == other.pairs()
    }
}

impl Attributes {
    /// Gives the value of the attribute `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        let held = self.held.as_ref()?;
        held.place(name).map(|at| held.pairs[at].1.as_str())
    }

    /// Gives names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs().iter().map(|(name, value)| (name.as_ref(), value.as_str()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pairs().is_empty()
    }

    fn pairs(&self) -> &[(Cow<'static, str>, String)] {
        self.held.as_ref().map_or(&[], |held| &held.pairs)
    }

    /// Gives a name that attributes can keep; the most frequent ones are there already.
    pub(crate) fn name(name: &str) -> Cow<'static, str> {
        Cow::Borrowed(match name {
            "href" => "href",
            "class" => "class",
            "src" => "src",
            "alt" => "alt",
            "id" => "id",
            "title" => "title",
            "style" => "style",
            "width" => "width",
            "height" => "height",
            "target" => "target",
            "rel" => "rel",
            other => return Cow::Owned(other.to_owned()),
        })
    }

    /// Sets an attribute where it stands, or appends it; answers whether it was there.
    pub(crate) fn set(&mut self, name: impl Into<Cow<'static, str>> + AsRef<str>, value: impl Into<String>) -> bool {
        self.held.get_or_insert_default().set(name, value)
    }

    /// Adds to the class, where it stands or at the end.
    pub(crate) fn add_class(&mut self, class: &str) {
        let held = self.held.get_or_insert_default();
        match held.place("class").map(|at| &mut held.pairs[at].1) {
            Some(old) if !old.is_empty() => {
                old.push(' ');
                old.push_str(class);
            }
            _ => {
                held.set("class", crate::unicode::lstrip(class));
            }
        }
    }

    /// Takes an attribute away and gives its value.
    pub(crate) fn remove(&mut self, name: &str) -> Option<String> {
        let held = self.held.as_mut()?;
        let at = held.place(name)?;
        let (_, value) = held.pairs.remove(at);
        if held.places.is_some() {
            held.index();
        }
        Some(value)
    }

    /// Changes every value.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut String> {
        self.held.iter_mut().flat_map(|held| &mut held.pairs).map(|(_, value)| value)
    }
}

impl Pairs {
    fn place(&self, name: &str) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(name).copied(),
            None => self.pairs.iter().position(|(known, _)| known == name),
        }
    }

    fn set(&mut self, name: impl Into<Cow<'static, str>> + AsRef<str>, value: impl Into<String>) -> bool {
        if let Some(at) = self.place(name.as_ref()) {
            self.pairs[at].1 = value.into();
            return true;
        }
        let name = name.into();
        if let Some(places) = &mut self.places {
            places.insert(name.clone(), self.pairs.len());
        }
        if self.pairs.is_empty() {
            self.pairs.reserve_exact(1);
        }
        self.pairs.push((name, value.into()));
        if self.places.is_none() && self.pairs.len() >= MANY {
            self.index();
        }
        false
    }

    fn index(&mut self) {
        self.places = Some(self.pairs.iter().enumerate().map(|(at, (name, _))| (name.clone(), at)).collect());
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
