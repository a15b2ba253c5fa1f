//! Which entries a list shows, in which order and groups.

use hyde_bibliography::{Bibliography, Element, Entry, Query, compare_fields};
use hyde_liquid::{Error, Result};
use std::cmp::Ordering;

use super::settings::Settings;

/// English month names.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Selects the entries that a query takes, in the order of the files.
pub(super) fn select<'b>(bibliography: &'b Bibliography, query: &str) -> Result<Vec<&'b Entry>> {
    let query = Query::parse(query);
    let mut found = Vec::new();
    for element in bibliography.elements() {
        let Element::Entry(entry) = element else { continue };
        let selected =
            query.selects(bibliography, element).map_err(|error| Error::ruby(error.class(), error.to_string()))?;
        if selected {
            found.push(entry);
        }
    }
    Ok(found)
}

/// Tells whether the name of an order turns it round.
fn descends(order: &str) -> bool {
    let order = order.to_ascii_lowercase();
    order.starts_with("desc") || order.starts_with("reverse")
}

/// Gives the text a field sorts by; months sort by their numbers.
fn sort_text(bibliography: &Bibliography, entry: &Entry, field: &str) -> Option<String> {
    let field = if field == "month" && entry.get("month_numeric").is_some() { "month_numeric" } else { field };
    bibliography.field(entry, field).map(ToString::to_string)
}

fn compare_optional(a: Option<&String>, b: Option<&String>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare_fields(a, b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

/// Sorts entries by the settings' fields and orders; a missing field comes first.
pub(super) fn sort<'b>(bibliography: &Bibliography, entries: Vec<&'b Entry>, settings: &Settings) -> Vec<&'b Entry> {
    let fields = settings.list("sort_by", "none");
    if fields.is_empty() || fields.iter().any(|field| field == "none") {
        return entries;
    }
    let orders = settings.list("order", "ascending");
    let turned: Vec<bool> = (0..fields.len())
        .map(|index| orders.get(index).or(orders.last()).is_some_and(|order| descends(order)))
        .collect();
    let mut keyed: Vec<(Vec<Option<String>>, &Entry)> = entries
        .into_iter()
        .map(|entry| (fields.iter().map(|field| sort_text(bibliography, entry, field)).collect(), entry))
        .collect();
    keyed.sort_by(|(a, _), (b, _)| {
        a.iter()
            .zip(b)
            .zip(&turned)
            .map(|((a, b), turned)| {
                let order = compare_optional(a.as_ref(), b.as_ref());
                if *turned { order.reverse() } else { order }
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    keyed.into_iter().map(|(_, entry)| entry).collect()
}

/// One group of a list.
pub(super) struct Group<'b> {
    pub(super) title: String,
    pub(super) entries: Vec<&'b Entry>,
}

/// Puts entries into groups by a field, the groups in order.
pub(super) fn group<'b>(
    bibliography: &Bibliography,
    entries: &[&'b Entry],
    field: &str,
    order: &str,
    settings: &Settings,
) -> Result<Vec<Group<'b>>> {
    let mut groups: Vec<(String, Group<'b>)> = Vec::new();
    let mut places: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    let names = Names::new(settings);
    for entry in entries {
        let value = names.value(bibliography, entry, field)?;
        let place = *places.entry(value.clone()).or_insert_with(|| {
            let title = names.title(field, &value);
            groups.push((value, Group { title, entries: Vec::new() }));
            groups.len() - 1
        });
        groups[place].1.entries.push(entry);
    }
    let turned = descends(order);
    groups.sort_by(|(a, _), (b, _)| {
        let order = if field == "type" { names.rank(a).cmp(&names.rank(b)) } else { compare_fields(a, b) };
        if turned { order.reverse() } else { order }
    });
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}

/// The names that settings give to types and months.
struct Names {
    types: hyde_liquid::Hash,
    aliases: hyde_liquid::Hash,
    order: Vec<String>,
    months: Vec<String>,
}

impl Names {
    fn new(settings: &Settings) -> Self {
        Self {
            types: settings.hash("type_names"),
            aliases: settings.hash("type_aliases"),
            order: settings.list("type_order", ""),
            months: settings.list("month_names", ""),
        }
    }

    fn value(&self, bibliography: &Bibliography, entry: &Entry, field: &str) -> Result<String> {
        if field == "type" {
            let own = self.aliases.get(&entry.kind).map(hyde_liquid::Value::to_s);
            let default = || match entry.kind.as_str() {
                "phdthesis" | "mastersthesis" => "thesis".to_owned(),
                kind => kind.to_owned(),
            };
            return Ok(own.unwrap_or_else(default));
        }
        let get = |name: &str| bibliography.field(entry, name).map(ToString::to_string);
        let found = match field {
            "month" => get("month_numeric"),
            "name" => get("author").or_else(|| get("editor")),
            field => get(field),
        };
        found.ok_or_else(|| {
            let message = "undefined method `numeric?' for nil:NilClass\n\n          if value.numeric?\n                  ^^^^^^^^^";
            Error::ruby("NoMethodError", message).hint(format!(
                "The entry {} has no field {field} to group by: give it one, or leave it out with a query",
                entry.key
            ))
        })
    }

    fn title(&self, field: &str, value: &str) -> String {
        match field {
            "type" => self.type_name(value),
            "month" | "month_numeric" => {
                let index = value.parse::<usize>().ok().and_then(|month| month.checked_sub(1));
                let own = index.and_then(|index| self.months.get(index)).cloned();
                own.or_else(|| index.and_then(|index| MONTHS.get(index)).map(|name| (*name).to_owned()))
                    .unwrap_or_else(|| value.to_owned())
            }
            _ => value.to_owned(),
        }
    }

    fn type_name(&self, kind: &str) -> String {
        if let Some(name) = self.types.get(kind) {
            return name.to_s();
        }
        match kind {
            "article" => "Journal Articles",
            "book" => "Books",
            "incollection" => "Book Chapters",
            "inproceedings" => "Conference Articles",
            "thesis" => "Theses",
            "mastersthesis" => "Master's Theses",
            "phdthesis" => "PhD Theses",
            "manual" => "Manuals",
            "techreport" => "Technical Reports",
            "misc" => "Miscellaneous",
            "unpublished" => "Unpublished",
            other => return capitalized(other),
        }
        .to_owned()
    }

    fn rank(&self, kind: &str) -> usize {
        self.order.iter().position(|known| known == kind).unwrap_or(usize::MAX)
    }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
