//! Requirements on a gem's version, as a Gemfile writes them.

use super::gem_version::compare;
use std::cmp::Ordering;

/// Whether a version meets all of the requirements, such as `~> 2.5` and `!= 2.5.1`.
pub(super) fn meets(version: &str, requirements: &[String]) -> bool {
    requirements
        .iter()
        .flat_map(|requirement| requirement.split(','))
        .all(|requirement| meets_one(version, requirement))
}

/// Whether a version is a prerelease: it has a letter.
pub(super) fn is_prerelease(version: &str) -> bool {
    version.contains(|c: char| c.is_ascii_alphabetic())
}

fn meets_one(version: &str, requirement: &str) -> bool {
    let requirement = requirement.trim();
    let (operator, wanted) = match requirement.find(|c: char| c.is_ascii_digit()) {
        Some(at) => (requirement[..at].trim(), &requirement[at..]),
        None => return true,
    };
    let order = compare(version, wanted);
    match operator {
        "" | "=" => order == Ordering::Equal,
        "!=" => order != Ordering::Equal,
        ">" => order == Ordering::Greater,
        ">=" => order != Ordering::Less,
        "<" => order == Ordering::Less,
        "<=" => order != Ordering::Greater,
        "~>" => order != Ordering::Less && compare(version, &above(wanted)) == Ordering::Less,
        _ => false,
    }
}

/// The version that `~>` stays below: the last number dropped, the one before it raised.
fn above(version: &str) -> String {
    let mut numbers: Vec<u64> = version.split('.').map_while(|part| part.parse().ok()).collect();
    if numbers.len() > 1 {
        numbers.pop();
    }
    if let Some(last) = numbers.last_mut() {
        *last = last.saturating_add(1);
    }
    numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::meets;

    #[test]
    fn operators_mean_what_they_mean_to_rubygems() {
        let meets = |version: &str, requirement: &str| meets(version, &[requirement.to_owned()]);
        assert!(meets("2.5.9", "~> 2.5") && meets("2.6.0", "~> 2.5") && !meets("3.0", "~> 2.5"));
        assert!(meets("2.5.9", "~> 2.5.1") && !meets("2.6.0", "~> 2.5.1") && !meets("2.5.0", "~> 2.5.1"));
        assert!(meets("1.0", "1.0.0") && !meets("1.1", "= 1.0") && meets("1.1", ">= 1, < 2, != 1.2"));
        assert!(!meets("1.2", ">= 1, < 2, != 1.2") && meets("7", ""));
    }
}
