//! Ruby's `File.fnmatch?` without flags, and the same for one part of a path in `Dir.glob`.

/// Whether a pattern matches a whole path: `*` and `?` match slashes too, `[a-z]` and `[^a]` match a set, `\` escapes.
///
/// ```
/// use hyde_core::read::fnmatch;
/// assert!(fnmatch("/s/*.tmp", "/s/a/b.tmp"));
/// assert!(fnmatch("/s/[a-c]?", "/s/bx"));
/// assert!(!fnmatch("/s/*.tmp", "/s/a.tm"));
/// ```
pub fn fnmatch(pattern: &str, path: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let path: Vec<char> = path.chars().collect();
    // A leading dot must be matched by a dot.
    if path.first() == Some(&'.') && pattern.first() != Some(&'.') {
        return false;
    }
    let (mut p, mut t) = (0, 0);
    // Where the last star stands, and up to where it matched: going back to the last star alone is enough.
    let mut star: Option<(usize, usize)> = None;
    while t < path.len() {
        if pattern.get(p) == Some(&'*') {
            star = Some((p, t));
            p += 1;
            continue;
        }
        match one(&pattern, p, path[t]) {
            Some(next) => {
                p = next;
                t += 1;
            }
            None => match star {
                Some((at, matched)) => {
                    star = Some((at, matched + 1));
                    p = at + 1;
                    t = matched + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

/// Matches one character against the pattern at `p`; gives where the pattern goes on.
fn one(pattern: &[char], p: usize, c: char) -> Option<usize> {
    match *pattern.get(p)? {
        '?' => Some(p + 1),
        '[' => bracket(pattern, p, c),
        '\\' if p + 1 < pattern.len() => (pattern[p + 1] == c).then_some(p + 2),
        literal => (literal == c).then_some(p + 1),
    }
}

fn bracket(pattern: &[char], p: usize, c: char) -> Option<usize> {
    let mut at = p + 1;
    let negated = matches!(pattern.get(at), Some('!' | '^'));
    if negated {
        at += 1;
    }
    let mut found = false;
    loop {
        let mut low = *pattern.get(at)?;
        if low == ']' {
            break;
        }
        if low == '\\' {
            at += 1;
            low = *pattern.get(at)?;
        }
        at += 1;
        let mut high = low;
        if pattern.get(at) == Some(&'-') && pattern.get(at + 1).is_some_and(|next| *next != ']') {
            at += 1;
            high = pattern[at];
            if high == '\\' {
                at += 1;
                high = *pattern.get(at)?;
            }
            at += 1;
        }
        found |= (low..=high).contains(&c);
    }
    (found != negated).then_some(at + 1)
}
