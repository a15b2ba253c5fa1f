//! Names as the namae gem splits them: it knows titles, nicknames and capitalised particles, and reads a list of
//! names with commas alone as pairs of family and given name.

/// A name's parts as namae gives them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamaeName {
    /// Family name.
    pub family: Option<String>,
    /// Given names, or a name of one word.
    pub given: Option<String>,
    /// `Jr.` and the like.
    pub suffix: Option<String>,
    /// A particle such as `van der`.
    pub particle: Option<String>,
    /// What stood in double quotes.
    pub nick: Option<String>,
    /// `Dr.` and the like.
    pub title: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Upper,
    Lower,
    Particle,
    Title,
    Suffix,
    Nick,
}

type Word<'a> = (Class, &'a str);

/// Splits a list of names; a list with any word namae does not know how to read gives nothing.
///
/// ```
/// let names = hyde_bibliography::parse_namae("Dr. Vera Lindqvist; Otto Von Der Heide");
/// assert_eq!(names[0].title.as_deref(), Some("Dr."));
/// assert_eq!(names[1].particle.as_deref(), Some("Von Der"));
/// ```
pub fn parse(text: &str) -> Vec<NamaeName> {
    parse_list(text).unwrap_or_default()
}

fn parse_list(text: &str) -> Option<Vec<NamaeName>> {
    let words = words(text)?;
    let mut names = Vec::new();
    let mut current: Vec<Vec<Word<'_>>> = vec![Vec::new()];
    let mut ended = false;
    for word in words {
        match word {
            Piece::And => {
                ended = !names.is_empty() || current.iter().any(|part| !part.is_empty());
                finish(std::mem::replace(&mut current, vec![Vec::new()]), &mut names)?;
            }
            Piece::Comma => current.push(Vec::new()),
            Piece::Word(class, text) => {
                ended = false;
                current.last_mut()?.push((class, text));
            }
        }
    }
    if ended {
        return None;
    }
    finish(current, &mut names)?;
    Some(names)
}

enum Piece<'a> {
    And,
    Comma,
    Word(Class, &'a str),
}

fn words(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
    while let Some(c) = rest.chars().next() {
        match c {
            ',' => {
                pieces.push(Piece::Comma);
                rest = &rest[1..];
            }
            ';' => {
                pieces.push(Piece::And);
                rest = &rest[1..];
            }
            '"' => {
                let length = rest[1..].find('"')?;
                pieces.push(Piece::Word(Class::Nick, &rest[1..=length]));
                rest = &rest[length + 2..];
            }
            _ => {
                let length = word_length(rest)?;
                let word = &rest[..length];
                rest = &rest[length..];
                if word.eq_ignore_ascii_case("and") || word == "&" {
                    pieces.push(Piece::And);
                } else {
                    pieces.push(Piece::Word(classify(word)?, word));
                }
            }
        }
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
    }
    Some(pieces)
}

fn word_length(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' | ';' | '"' if depth == 0 => return Some(at),
            c if depth == 0 && c.is_ascii_whitespace() => return Some(at),
            _ => {}
        }
    }
    (depth == 0).then_some(text.len())
}

fn classify(word: &str) -> Option<Class> {
    const PARTICLES: [&str; 12] = ["Von", "Van", "De", "Der", "Den", "Des", "Del", "Della", "Di", "Du", "La", "Le"];
    let bare = word.trim_end_matches('.');
    if matches!(bare, "Dr" | "Prof" | "Mr" | "Mrs" | "Ms" | "Sir" | "Dame" | "Professor")
        && word != "Prof"
        && word != "Dr"
    {
        return Some(Class::Title);
    }
    if matches!(bare, "Jr" | "Sr" | "jr" | "sr" | "II" | "III" | "IV" | "VI" | "VII") {
        return Some(Class::Suffix);
    }
    if PARTICLES.contains(&word) {
        return Some(Class::Particle);
    }
    let mut depth = 0usize;
    for c in word.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '(' if depth == 0 => return None,
            c if depth == 0 && c.is_lowercase() => return Some(Class::Lower),
            c if depth == 0 && c.is_uppercase() => return Some(Class::Upper),
            c if depth == 0 && c.is_alphabetic() => return None,
            _ => {}
        }
    }
    Some(Class::Upper)
}

fn text(words: &[Word<'_>]) -> Option<String> {
    (!words.is_empty()).then(|| words.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" "))
}

/// Reads what stands between two `and`s: parts between commas.
fn finish(parts: Vec<Vec<Word<'_>>>, names: &mut Vec<NamaeName>) -> Option<()> {
    match parts.as_slice() {
        [words] if words.is_empty() => Some(()),
        [words] => {
            names.push(display(words)?);
            Some(())
        }
        [words, rest] if !rest.is_empty() && rest.iter().all(|(class, _)| *class == Class::Suffix) => {
            names.push(NamaeName { suffix: text(rest), ..display(words)? });
            Some(())
        }
        [family, given] => {
            names.push(sorted(family, None, given)?);
            Some(())
        }
        [family, suffix, given] if !suffix.is_empty() && suffix.iter().all(|(c, _)| *c == Class::Suffix) => {
            names.push(sorted(family, Some(suffix), given)?);
            Some(())
        }
        parts if parts.len().is_multiple_of(2) => {
            for pair in parts.chunks(2) {
                names.push(sorted(&pair[0], None, &pair[1])?);
            }
            Some(())
        }
        _ => None,
    }
}

fn sorted(family: &[Word<'_>], suffix: Option<&[Word<'_>]>, given: &[Word<'_>]) -> Option<NamaeName> {
    if family.is_empty() || given.iter().any(|(class, _)| *class == Class::Title) {
        return None;
    }
    let particles = family[..family.len() - 1].iter().take_while(|(class, _)| *class == Class::Lower).count();
    Some(NamaeName {
        family: text(&family[particles..]),
        particle: text(&family[..particles]),
        given: text(given),
        suffix: suffix.and_then(text),
        ..NamaeName::default()
    })
}

fn display(words: &[Word<'_>]) -> Option<NamaeName> {
    let mut name = NamaeName::default();
    let titles = words.iter().take_while(|(class, _)| *class == Class::Title).count();
    name.title = text(&words[..titles]);
    let mut words: Vec<Word<'_>> = words[titles..].to_vec();
    if let Some(index) = words.iter().position(|(class, _)| *class == Class::Nick) {
        name.nick = Some(words.remove(index).1.to_owned());
    }
    if words.len() > 1 && words.last()?.0 == Class::Suffix {
        name.suffix = words.pop().map(|(_, text)| text.to_owned());
    }
    let end = words.len().checked_sub(1)?;
    let from = words.iter().position(|(class, _)| matches!(class, Class::Lower | Class::Particle)).unwrap_or(end);
    if end == 0 {
        name.given = text(&words);
        return Some(name);
    }
    let from = from.min(end);
    let to = words[..end]
        .iter()
        .rposition(|(class, _)| matches!(class, Class::Lower | Class::Particle))
        .map_or(from, |index| index + 1);
    name.given = text(&words[..from]);
    name.particle = text(&words[from..to]);
    name.family = text(&words[to..]);
    Some(name)
}
