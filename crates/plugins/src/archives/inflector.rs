//! English singulars as ActiveSupport's inflector forms them: what an archive of `categories` is called.

/// Words that are the same in both numbers.
const SAME_TABLE: [&str; 10] =
    ["equipment", "information", "rice", "money", "species", "series", "fish", "sheep", "jeans", "police"];

/// Words with forms of their own: plural and singular. A longer word may end in one.
const OWN_TABLE: [(&str, &str); 6] = [
    ("people", "person"),
    ("children", "child"),
    ("men", "man"),
    ("sexes", "sex"),
    ("moves", "move"),
    ("zombies", "zombie"),
];

/// Endings and what stands for them, tried in this order; `keep` says what must stand before an ending.
const ENDINGS_TABLE: [(&str, &str); 22] = [
    ("databases", "database"),
    ("quizzes", "quiz"),
    ("matrices", "matrix"),
    ("vertices", "vertex"),
    ("indices", "index"),
    ("oxen", "ox"),
    ("aliases", "alias"),
    ("statuses", "status"),
    ("octopi", "octopus"),
    ("viri", "virus"),
    ("crises", "crisis"),
    ("testes", "testis"),
    ("shoes", "shoe"),
    ("buses", "bus"),
    ("mice", "mouse"),
    ("lice", "louse"),
    ("movies", "movie"),
    ("hives", "hive"),
    ("tives", "tive"),
    ("news", "news"),
    ("status", "status"),
    ("alias", "alias"),
];

/// Gives the singular of an English plural, and a singular as it is.
pub(super) fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    if SAME_TABLE.iter().any(|same| ends_with_word(&lower, same)) {
        return word.to_owned();
    }
    let ending = OWN_TABLE.iter().chain(&ENDINGS_TABLE).find(|(plural, _)| lower.ends_with(plural));
    if let Some((plural, singular)) = ending {
        return swap(word, plural.len(), singular);
    }
    for stem in ["analy", "ba", "diagno", "parenthe", "progno", "synop", "the"] {
        if lower.ends_with(&format!("{stem}ses")) {
            return swap(word, 3, "sis");
        }
    }
    let before = |ending: &str| lower.strip_suffix(ending).and_then(|stem| stem.chars().next_back());
    let is_vowel = |c: char| "aeiou".contains(c);
    if lower == "axes" {
        return swap(word, 4, "axis");
    }
    if lower.ends_with("ss") || lower == "s" && word.len() > 1 {
        return word.to_owned();
    }
    if lower.ends_with("xes") || lower.ends_with("ches") || lower.ends_with("shes") || lower.ends_with("sses") {
        return swap(word, 2, "");
    }
    if lower.ends_with("oes") {
        return swap(word, 2, "");
    }
    if before("ies").is_some_and(|c| !is_vowel(c) && c != 's' || lower.ends_with("quies")) {
        return swap(word, 3, "y");
    }
    if before("ves").is_some_and(|c| c == 'l' || c == 'r') {
        return swap(word, 3, "f");
    }
    if before("ves").is_some_and(|c| c != 'f' && lower.ends_with("ives")) {
        return swap(word, 3, "fe");
    }
    if lower.ends_with("ta") || lower.ends_with("ia") {
        return swap(word, 1, "um");
    }
    if lower.ends_with('s') { swap(word, 1, "") } else { word.to_owned() }
}

/// Whether a word is `end`, alone or as the last part of a compound.
fn ends_with_word(word: &str, end: &str) -> bool {
    word.strip_suffix(end).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()))
}

fn swap(word: &str, length: usize, ending: &str) -> String {
    let kept = word.len().saturating_sub(length);
    format!("{}{ending}", word.get(..kept).unwrap_or(word))
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn singulars_are_those_of_active_support() {
        let words = "tags=tag categories=category movies=movie people=person classes=class status=status boxes=box \
                     series=series analyses=analysis knives=knife news=news men=man mice=mouse oxen=ox children=child \
                     data=datum quizzes=quiz matrices=matrix vertices=vertex indices=index statuses=status \
                     aliases=alias octopi=octopus buses=bus shoes=shoe hives=hive archives=archive wives=wife \
                     potatoes=potato heroes=hero crises=crisis testes=testis axes=axis databases=database \
                     houses=house horses=horse theses=thesis sheep=sheep fish=fish rice=rice species=species \
                     jeans=jeans police=police zombies=zombie moves=move sexes=sex types=type media=medium authors=author \
                     gas=ga lens=len address=address addresses=address movie=movie cookies=cooky hobbies=hobby \
                     keys=key theories=theory venues=venue lies=ly";
        for pair in words.split_whitespace() {
            let (plural, one) = pair.split_once('=').unwrap();
            assert_eq!(singular(plural), one, "{plural}");
        }
    }
}
