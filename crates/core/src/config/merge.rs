//! Jekyll's deep merge (`lib/jekyll/utils.rb`).

use hyde_liquid::{Hash, Value};

/// Merges `over` into `under`: hashes merge, a null never overrides, everything else is replaced whole. Keys keep the
/// order of `under`, new ones follow.
///
/// ```
/// use hyde_core::config::deep_merge;
/// use hyde_liquid::{Hash, Value};
/// let under: Hash = [("a", Value::Int(1)), ("b", Value::Int(2))].into_iter().collect();
/// let over: Hash = [("b", Value::Nil), ("a", Value::Int(3))].into_iter().collect();
/// let merged = deep_merge(&under, &over);
/// assert_eq!(merged.get("a"), Some(&Value::Int(3)));
/// assert_eq!(merged.get("b"), Some(&Value::Int(2)));
/// ```
pub fn deep_merge(under: &Hash, over: &Hash) -> Hash {
    let mut merged = under.clone();
    merge_pairs(&mut merged, over.iter().map(|(key, value)| (key.clone(), value.clone())));
    merged
}

/// Merges `over` into `under` where it is.
pub(crate) fn deep_merge_into(under: &mut Hash, over: Hash) {
    merge_pairs(under, over.into_iter());
}

fn merge_pairs(under: &mut Hash, over: impl Iterator<Item = (Value, Value)>) {
    for (key, new) in over {
        match under.get_value_mut(&key) {
            Some(_) if new.is_nil() => {}
            Some(old) => {
                *old = match (&*old, new) {
                    (Value::Hash(old), Value::Hash(new)) => Value::from(deep_merge(old, &new)),
                    (_, new) => new,
                };
            }
            None => _ = under.insert(key, new),
        }
    }
}
