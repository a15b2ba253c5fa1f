//! Entities: names to code points and back.

use crate::entity_table::{NAMES, PREFERRED};

/// The code point of an entity's name.
pub(crate) fn code_point(name: &str) -> Option<u32> {
    NAMES.binary_search_by(|(known, _)| known.cmp(&name)).ok().map(|at| NAMES[at].1)
}

/// The name kramdown writes for a code point.
pub(crate) fn name(code: u32) -> Option<&'static str> {
    PREFERRED.binary_search_by(|(known, _)| known.cmp(&code)).ok().map(|at| PREFERRED[at].1)
}

/// Gives the character that an HTML entity's name stands for.
///
/// ```
/// assert_eq!(hyde_kramdown::entity("copy"), Some('©'));
/// assert_eq!(hyde_kramdown::entity("nope"), None);
/// ```
pub fn entity(name: &str) -> Option<char> {
    code_point(name).and_then(char::from_u32)
}
