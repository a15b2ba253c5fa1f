//! Ruby's `File.fnmatch` without flags: a star passes slashes.

/// Says whether a pattern fits a whole path.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<char>, Vec<char>) = (pattern.chars().collect(), path.chars().collect());
    let (mut p, mut t) = (0, 0);
    // Where to go on when what follows the last star does not fit.
    let mut retry: Option<(usize, usize)> = None;
    while t < path.len() {
        let step = match pattern.get(p) {
            Some('*') => {
                retry = Some((p + 1, t));
                p += 1;
                continue;
            }
            Some('?') => Some(p + 1),
            Some('[') => class(&pattern, p, path[t]),
            Some('\\') if pattern.get(p + 1) == Some(&path[t]) => Some(p + 2),
            Some(c) if *c == path[t] => Some(p + 1),
            _ => None,
        };
        match (step, retry) {
            (Some(next), _) => {
                p = next;
                t += 1;
            }
            (None, Some((after, from))) => {
                p = after;
                t = from + 1;
                retry = Some((after, from + 1));
            }
            (None, None) => return false,
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

/// Where the pattern goes on when the class at `at` has the character.
fn class(pattern: &[char], at: usize, c: char) -> Option<usize> {
    let end = at + 1 + pattern[at + 1..].iter().position(|c| *c == ']')?;
    let (negated, inner) = match pattern[at + 1..end].split_first() {
        Some(('!' | '^', rest)) => (true, rest),
        _ => (false, &pattern[at + 1..end]),
    };
    let mut found = false;
    let mut i = 0;
    while i < inner.len() {
        if inner.get(i + 1) == Some(&'-') && i + 2 < inner.len() {
            found |= (inner[i]..=inner[i + 2]).contains(&c);
            i += 3;
        } else {
            found |= inner[i] == c;
            i += 1;
        }
    }
    (found != negated).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_pass_slashes() {
        assert!(matches("*.css", "a/b.css") && matches("assets/libs/**/*", "assets/libs/a/b.js"));
        assert!(matches("a?[b-d].x", "azc.x") && !matches("a.html", "b/a.html") && !matches("assets/**/*", "x"));
    }
}
