//! Sorting as Ruby sorts: by merging, so that equal elements keep their order and the pair that cannot be compared is
//! the same one.

use crate::error::{Error, Result};
use crate::value::Value;
use std::cmp::Ordering;

/// Sorts by a comparison that may fail. Elements are compared in the order in which Ruby on Linux compares them.
///
/// ```
/// use hyde_liquid::merge_sort;
/// let sorted = merge_sort(vec![3, 1, 2], |a, b| Ok(a.cmp(b)))?;
/// assert_eq!(sorted, [1, 2, 3]);
/// # Ok::<(), hyde_liquid::Error>(())
/// ```
pub fn merge_sort<T>(items: Vec<T>, mut compare: impl FnMut(&T, &T) -> Result<Ordering>) -> Result<Vec<T>> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    let mut merged = Vec::with_capacity(items.len());
    sort_part(&mut order, &mut merged, &mut |a, b| compare(&items[a], &items[b]))?;
    let mut slots: Vec<Option<T>> = items.into_iter().map(Some).collect();
    Ok(order.into_iter().filter_map(|index| slots[index].take()).collect())
}

/// Sorts halves, then merges them: the recursion is as deep as the logarithm of the length.
fn sort_part(
    part: &mut [usize],
    merged: &mut Vec<usize>,
    compare: &mut dyn FnMut(usize, usize) -> Result<Ordering>,
) -> Result<()> {
    if part.len() <= 1 {
        return Ok(());
    }
    let middle = part.len() / 2;
    sort_part(&mut part[..middle], merged, compare)?;
    sort_part(&mut part[middle..], merged, compare)?;
    merged.clear();
    let (mut left, mut right) = (0, middle);
    while left < middle && right < part.len() {
        if compare(part[left], part[right])? == Ordering::Greater {
            merged.push(part[right]);
            right += 1;
        } else {
            merged.push(part[left]);
            left += 1;
        }
    }
    // What is left of the second half already lies in its place.
    merged.extend_from_slice(&part[left..middle]);
    part[..merged.len()].copy_from_slice(merged);
    Ok(())
}

/// Compares as Ruby's `sort` does: an error where `<=>` gives `nil`.
///
/// ```
/// use hyde_liquid::{Value, compare_or_fail};
/// let error = compare_or_fail(&Value::from("a"), &Value::from(2)).unwrap_err();
/// assert_eq!(error.message(), "comparison of String with 2 failed");
/// ```
pub fn compare_or_fail(a: &Value, b: &Value) -> Result<Ordering> {
    a.compare(b).ok_or_else(|| {
        let with = match b {
            Value::Nil | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
                b.inspect(crate::value::InspectStyle::Ruby31)
            }
            other => other.class_name().to_owned(),
        };
        Error::argument(format!("comparison of {} with {with} failed", a.class_name()))
    })
}
