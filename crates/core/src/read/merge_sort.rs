//! The merge sort of glibc's `qsort_r`, which Ruby sorts with on Linux: stable, and with an answer of its own for
//! comparisons that are not transitive.

/// Sorts items by a comparison that says whether the first may stay before the second (`<=> <= 0`).
pub(crate) fn merge_sort<T>(items: Vec<T>, in_order: &mut impl FnMut(&T, &T) -> bool) -> Vec<T> {
    if items.len() < 2 {
        return items;
    }
    let mut left = items;
    let right = left.split_off(left.len() / 2);
    let left = merge_sort(left, in_order);
    let right = merge_sort(right, in_order);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        if in_order(a, b) {
            merged.extend(left.next());
        } else {
            merged.extend(right.next());
        }
    }
    merged.extend(left);
    merged.extend(right);
    merged
}
