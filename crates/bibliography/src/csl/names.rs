//! `cs:names`: lists of people, abbreviated, inverted and labelled.

use citationberg::taxonomy::{NameVariable, OtherTerm, Term};
use citationberg::{
    DelimiterBehavior, EtAl, InheritableNameOptions, Name, NameAnd, NameAsSortOrder, NameForm, NameLabelPosition,
    NameOptions, NamePart, Names, TermForm, ToAffixes, ToFormatting, VariablelessLabel,
};

use super::render::Rendering;
use super::{case, format};
use crate::item::ItemName;

impl<'a> Rendering<'a> {
    /// Renders a list of people with its label, or what stands in for it. A `cs:names` without children inside a
    /// substitute takes over those of the one it stands in for.
    pub(super) fn names(&mut self, node: &'a Names) -> String {
        // Authors that are left out leave out with them what would stand in for them.
        if self.cite.suppress_author && node.variable.contains(&NameVariable::Author) {
            self.first.met = true;
            return String::new();
        }
        let parent = self.substituted.last().copied().flatten();
        let model = match parent {
            Some(parent) if node.children.is_empty() => parent,
            _ => node,
        };
        let lists = self.people(node);
        let is_first = !self.first.met;
        let text = if lists.is_empty() {
            match (parent, node.substitute()) {
                (None, Some(substitute)) => self.substitute(node, substitute),
                _ => String::new(),
            }
        } else {
            let rendered: Vec<String> = lists
                .iter()
                .enumerate()
                .map(|(index, (variable, people))| self.list(model, *variable, people, is_first.then_some(index)))
                .collect();
            let delimiter = node.delimiter(&self.name_options);
            self.joiner.join(rendered.iter().map(String::as_str), delimiter)
        };
        self.first.met = true;
        let text = format::font(text, &node.to_formatting());
        let affixes = node.to_affixes();
        let text = self.joiner.affix(text, affixes.prefix.as_deref(), affixes.suffix.as_deref());
        format::display(text, node.display)
    }

    /// Finds the people of each variable; editors who are the translators too count once.
    fn people(&mut self, node: &Names) -> Vec<(NameVariable, Vec<ItemName>)> {
        let mut lists: Vec<(NameVariable, Vec<ItemName>)> = Vec::new();
        for variable in &node.variable {
            let name = variable.to_string();
            let people = self.item.names(&name).unwrap_or_default();
            self.observe(&name, !people.is_empty());
            if !people.is_empty() && !self.is_suppressed(&name) {
                lists.push((*variable, people.to_vec()));
            }
        }
        let both = |lists: &[(NameVariable, Vec<ItemName>)]| {
            matches!(lists, [(NameVariable::Editor, a), (NameVariable::Translator, b)]
                | [(NameVariable::Translator, a), (NameVariable::Editor, b)] if a == b)
        };
        if both(&lists) {
            lists.truncate(1);
            lists[0].0 = NameVariable::EditorTranslator;
        }
        lists
    }

    /// Renders the first substitute that gives anything; what it shows is not shown again.
    fn substitute(&mut self, node: &'a Names, substitute: &'a citationberg::Substitute) -> String {
        for child in &substitute.children {
            self.watched.push(Vec::new());
            self.substituted.push(Some(node));
            let text = self.element(child);
            self.substituted.pop();
            let seen = self.watched.pop().unwrap_or_default();
            if !text.is_empty() {
                self.suppressed.extend(seen);
                return text;
            }
        }
        String::new()
    }

    /// Renders one variable's people; `place` is its place in the names that an entry begins with.
    fn list(&mut self, node: &Names, variable: NameVariable, people: &[ItemName], place: Option<usize>) -> String {
        let default = Name::default();
        let name = node.name().unwrap_or(&default);
        let inherited = self.name_options.clone();
        let options = name.options(&inherited);
        let text = self.people_text(name, &options, node.et_al(), people);
        let text = match place {
            Some(place) => self.not_repeated(text, place),
            None => text,
        };
        let text = format::font(text, &name.formatting);
        let text = self.joiner.affix(text, name.affixes.prefix.as_deref(), name.affixes.suffix.as_deref());
        let Some((label, position)) = node.label() else { return text };
        let label = self.name_label(label, variable, people.len() > 1);
        match position {
            NameLabelPosition::BeforeName => self.joiner.concat(&label, &text),
            NameLabelPosition::AfterName => self.joiner.concat(&text, &label),
        }
    }

    /// Puts a style's substitute in the place of names that the entry before began with.
    fn not_repeated(&mut self, text: String, place: usize) -> String {
        let Some(substitute) = self.first.substitute else { return text };
        if self.first.previous == Some(text.as_str()) {
            if place == 0 {
                self.first.shown = Some(text);
            }
            return substitute.to_owned();
        }
        if place == 0 {
            self.first.shown = Some(text.clone());
        }
        text
    }

    fn name_label(&self, label: &VariablelessLabel, variable: NameVariable, several: bool) -> String {
        let plural = match label.plural {
            citationberg::LabelPluralize::Always => true,
            citationberg::LabelPluralize::Never => false,
            citationberg::LabelPluralize::Contextual => several,
        };
        let text = self.words.spelled(Term::NameVariable(variable), label.form, plural).unwrap_or_default();
        self.finish_label(label, &text)
    }

    fn people_text(&self, name: &Name, options: &NameOptions<'_>, et_al: Option<&EtAl>, people: &[ItemName]) -> String {
        if options.form == NameForm::Count {
            return people.len().to_string();
        }
        let count = people.len();
        let truncated = options
            .et_al_min
            .is_some_and(|min| count >= min as usize)
            .then_some(options.et_al_use_first)
            .flatten()
            .map(|first| (first as usize).min(count).max(1));
        let inverts = |index: usize| match options.name_as_sort_order {
            Some(NameAsSortOrder::All) => true,
            Some(NameAsSortOrder::First) => index == 0,
            None => false,
        };
        let one = |index: usize| self.one(name, options, &people[index], inverts(index));
        match truncated {
            Some(shown) => {
                let texts: Vec<String> = (0..shown).map(one).collect();
                let list = self.joiner.join(texts.iter().map(String::as_str), options.delimiter);
                if options.et_al_use_last && shown < count {
                    let list = self.joiner.concat(&list, options.delimiter);
                    format!("{list}… {}", one(count - 1))
                } else {
                    let delimits = match options.delimiter_precedes_et_al {
                        DelimiterBehavior::Contextual => shown > 1,
                        DelimiterBehavior::AfterInvertedName => inverts(shown - 1),
                        DelimiterBehavior::Always => true,
                        DelimiterBehavior::Never => false,
                    };
                    let others = self.et_al(et_al);
                    self.joiner.join([list.as_str(), &others], if delimits { options.delimiter } else { " " })
                }
            }
            None => {
                let texts: Vec<String> = (0..count).map(one).collect();
                self.with_and(options, &texts, count >= 2 && inverts(count - 2))
            }
        }
    }

    fn et_al(&self, node: Option<&EtAl>) -> String {
        let node = node.copied().unwrap_or_default();
        let text = self.words.term(node.term.into(), TermForm::Long, false).unwrap_or_default();
        format::font(text.to_owned(), &node.formatting)
    }

    fn with_and(&self, options: &NameOptions<'_>, texts: &[String], inverted: bool) -> String {
        let (Some(and), [before @ .., last]) = (options.and, texts) else {
            return self.joiner.join(texts.iter().map(String::as_str), options.delimiter);
        };
        if before.is_empty() {
            return last.clone();
        }
        let word = match and {
            NameAnd::Text => self.words.term(Term::Other(OtherTerm::And), TermForm::Long, false).unwrap_or("and"),
            NameAnd::Symbol => "&",
        };
        let delimits = match options.delimiter_precedes_last {
            DelimiterBehavior::Contextual => texts.len() > 2,
            DelimiterBehavior::AfterInvertedName => inverted,
            DelimiterBehavior::Always => true,
            DelimiterBehavior::Never => false,
        };
        let list = self.joiner.join(before.iter().map(String::as_str), options.delimiter);
        let and = if delimits { format!("{}{word} ", options.delimiter) } else { format!(" {word} ") };
        self.joiner.join([list.as_str(), last], &and)
    }

    fn one(&self, name: &Name, options: &NameOptions<'_>, person: &ItemName, inverted: bool) -> String {
        let text = self.parts(name, options, person, inverted);
        let text = format::font(text, &name.formatting);
        self.joiner.affix(text, name.affixes.prefix.as_deref(), name.affixes.suffix.as_deref())
    }

    fn parts(&self, name: &Name, options: &NameOptions<'_>, person: &ItemName, inverted: bool) -> String {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let (family, particle) = (text(&person.family), text(&person.particle));
        let fixed = is_static(&family) || is_static(&text(&person.given));
        if fixed {
            return spaced([family.as_str(), &text(&person.given)]);
        }
        let demoted = inverted && self.style.demotes_particles && options.form == NameForm::Long;
        let last = if demoted { family } else { spaced([particle.as_str(), &family]) };
        let last = self.part(name.name_part_family(), last);
        if options.form == NameForm::Short && !last.is_empty() {
            return last;
        }
        let mut given = text(&person.given);
        if let Some(with) = options.initialize_with {
            given = initials(&given, with, options.initialize);
        }
        if demoted {
            given = spaced([given.as_str(), &particle]);
        }
        let given = self.part(name.name_part_given(), given);
        let suffix = text(&person.suffix);
        if inverted {
            let parts = [last, given, suffix];
            return parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(options.sort_separator);
        }
        spaced([given.as_str(), &last, &suffix])
    }

    fn part(&self, node: Option<&NamePart>, text: String) -> String {
        let Some(node) = node.filter(|_| !text.is_empty()) else { return text };
        let text = node.text_case.map_or_else(|| text.clone(), |wanted| case::apply(wanted, &text, self.words.english));
        let text = format::font(text, &node.formatting);
        self.joiner.affix(text, node.affixes.prefix.as_deref(), node.affixes.suffix.as_deref())
    }
}

fn spaced<const N: usize>(parts: [&str; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Tells whether a name is of a script whose names are never turned round.
fn is_static(text: &str) -> bool {
    text.chars().any(|c| {
        let code = u32::from(c);
        let western = matches!(code, 0..=0x24f | 0x250..=0x2ff | 0x370..=0x52f | 0x1c80..=0x1c8f | 0x1d00..=0x1dbf
            | 0x1e00..=0x1fff | 0x2c60..=0x2c7f | 0x2de0..=0x2dff | 0xa640..=0xa69f | 0xa720..=0xa7ff
            | 0xab30..=0xab6f | 0xfb00..=0xfb06 | 0xff21..=0xff5a);
        let mark = matches!(code, 0x300..=0x36f | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff);
        mark || (c.is_alphabetic() && !western)
    })
}

/// Shortens given names to initials, or with `all` off only closes initials that are there.
fn initials(given: &str, with: &str, all: bool) -> String {
    let mut out = String::with_capacity(given.len());
    let mut rest = given;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if !c.is_uppercase() || (!all && after.starts_with(char::is_lowercase)) {
            if c == '-' {
                out.truncate(out.trim_end().len());
            }
            out.push(c);
            rest = after;
            continue;
        }
        out.push(c);
        out.push_str(with);
        rest = after.trim_start_matches(|c: char| !c.is_uppercase() && !c.is_whitespace() && c != '-');
        rest = rest.trim_start();
    }
    out.trim_end().to_owned()
}

/// Lays a narrower scope's name options over a wider one's.
pub(super) fn inherit(wide: &InheritableNameOptions, narrow: &InheritableNameOptions) -> InheritableNameOptions {
    wide.apply(narrow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_follow_citeproc_ruby() {
        for (given, with, all, short) in [
            ("Jean-Luc", ". ", true, "J.-L."),
            ("Ana maria", ".", true, "A.maria"),
            ("Mary Ann O'Neil", ". ", true, "M. A. O. N."),
            ("Ph.D. X", ". ", false, "Ph.D. X."),
            ("J.L.", "", true, "JL"),
            ("Karel", ".", false, "Karel"),
        ] {
            assert_eq!(initials(given, with, all), short);
        }
    }
}
