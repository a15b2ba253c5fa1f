//! Strings that share their text.

use arcstr::{ArcStr, Substr};
use rustc_hash::FxHashSet;
use std::cell::RefCell;
use std::fmt;
use std::ops::{Deref, Range};

/// A shared string: a text, or a part of one. Cloning it and cutting parts out of it copies nothing; a part keeps all of
/// its text alive.
///
/// ```
/// use hyde_liquid::Str;
/// let text = Str::from("one, two");
/// let two = text.slice(5..8);
/// assert_eq!(two.as_str(), "two");
/// assert_eq!(text.part(text.trim_start_matches("one")), Str::from(", two"));
/// ```
#[derive(Clone)]
pub struct Str(Substr);

/// How many texts a thread shares, and how long they may be.
const SHARED: (usize, usize) = (1_024, 32);

thread_local! {
    static TEXTS: RefCell<FxHashSet<Str>> = RefCell::default();
}

impl Str {
    /// Makes a string that likely is made again and again, such as a key of front matter: of a short text all strings that
    /// a thread makes so share one, up to a thousand texts.
    ///
    /// ```
    /// use hyde_liquid::Str;
    /// let (one, other) = (Str::shared("title"), Str::shared("title"));
    /// assert!(std::ptr::eq(one.as_str(), other.as_str()));
    /// ```
    pub fn shared(text: &str) -> Self {
        if text.len() > SHARED.1 {
            return Self::from(text);
        }
        TEXTS.with_borrow_mut(|texts| match texts.get(text) {
            Some(known) => known.clone(),
            None => {
                let new = Self::from(text);
                if texts.len() < SHARED.0 {
                    texts.insert(new.clone());
                }
                new
            }
        })
    }

    /// Gives the text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Cuts out the bytes of a range.
    ///
    /// # Panics
    /// As slicing a `str` does: when the range is not within the text, or cuts a character.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        Self(self.0.substr(range))
    }

    /// Cuts out a part that was found by looking at the text; any other text is copied.
    #[must_use]
    pub fn part(&self, part: &str) -> Self {
        self.0.try_substr_from(part).map_or_else(|| Self::from(part), Self)
    }

    /// Says whether this is the very same place in the very same text.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Substr::shallow_eq(&self.0, &other.0)
    }
}

impl Deref for Str {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.as_str()
    }
}

impl std::borrow::Borrow<str> for Str {
    fn borrow(&self) -> &str {
        self.0.as_str()
    }
}

impl AsRef<str> for Str {
    fn as_ref(&self) -> &str {
        self.0.as_str()
    }
}

impl PartialEq for Str {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Str {}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Str {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl std::hash::Hash for Str {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<T: Into<ArcStr>> From<T> for Str {
    fn from(text: T) -> Self {
        Self(Substr::full(text.into()))
    }
}
