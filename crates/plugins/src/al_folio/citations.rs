//! `{% google_scholar_citations %}` and `{% inspirehep_citations %}`: how often a paper is cited. The numbers come from
//! the network; where they cannot be had the tags print `N/A`, as the Ruby files do.

use super::registers_tag;
use hyde_core::plugin::{Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Context, ParseContext, Render, Result, Tag, words};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The plugin for Google Scholar.
pub(crate) struct GoogleScholarCitations;

/// The plugin for INSPIRE.
pub(crate) struct InspireHepCitations;

impl Plugin for GoogleScholarCitations {
    fn name(&self) -> &str {
        "_plugins/google-scholar-citations.rb"
    }

    fn stands_for(&self, _: &str, text: &str) -> bool {
        registers_tag(text, "google_scholar_citations")
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        super::active_support::load(registry);
        registry.tag("google_scholar_citations", CitationsTag { service: Service::Scholar, known: Arc::default() });
        Ok(())
    }
}

impl Plugin for InspireHepCitations {
    fn name(&self) -> &str {
        "_plugins/inspirehep-citations.rb"
    }

    fn stands_for(&self, _: &str, text: &str) -> bool {
        registers_tag(text, "inspirehep_citations")
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        super::active_support::load(registry);
        registry.tag("inspirehep_citations", CitationsTag { service: Service::Inspire, known: Arc::default() });
        Ok(())
    }
}

#[derive(Clone, Copy)]
enum Service {
    Scholar,
    Inspire,
}

/// The answers so far, by address.
type Known = Arc<Mutex<HashMap<String, String>>>;

struct CitationsTag {
    service: Service,
    known: Known,
}

impl Tag for CitationsTag {
    fn parse(&self, markup: &str, _: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let words = words(markup).map(str::to_owned).collect();
        Ok(Box::new(Count { service: self.service, words, known: self.known.clone() }))
    }
}

struct Count {
    service: Service,
    words: Vec<String>,
    known: Known,
}

impl Render for Count {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let mut ids = Vec::new();
        for word in &self.words {
            let id = cx.evaluate(word)?;
            ids.push(cx.to_s(&id));
        }
        let address = self.service.address(&ids);
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&address).cloned();
        let count = match known {
            Some(count) => count,
            None => {
                let count = self.service.ask(&address, cx).map_or_else(|| "N/A".to_owned(), human);
                self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(address, count.clone());
                count
            }
        };
        out.push_str(&count);
        Ok(())
    }
}

impl Service {
    fn address(self, ids: &[String]) -> String {
        let id = |at: usize| ids.get(at).map(String::as_str).unwrap_or_default();
        match self {
            Self::Scholar => format!(
                "https://scholar.google.com/citations?view_op=view_citation&hl=en&user={0}&citation_for_view={0}:{1}",
                id(0),
                id(1)
            ),
            Self::Inspire => {
                format!("https://inspirehep.net/api/literature/?fields=citation_count&q=recid:{}", id(0))
            }
        }
    }

    /// Asks the service; `None` when there is no answer.
    fn ask(self, address: &str, cx: &Context) -> Option<u64> {
        let answer = cx.outside().get(address, &[("User-Agent", "hyde")]).ok()?;
        let text = String::from_utf8_lossy(&answer);
        match self {
            Self::Scholar => Some(text.split_once("Cited by ").map_or(0, |(_, rest)| leading_number(rest))),
            Self::Inspire => {
                let (_, rest) = text.split_once("\"citation_count\"")?;
                Some(leading_number(rest.trim_start_matches([':', ' '])))
            }
        }
    }
}

/// The number at the start of a text; commas between its digits do not count.
fn leading_number(text: &str) -> u64 {
    let digits = text.chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(|c| *c != ',');
    digits.collect::<String>().parse().unwrap_or(0)
}

/// A number to two significant digits with its unit, as ActiveSupport's `number_to_human` writes it with the units K, M
/// and B.
fn human(count: u64) -> String {
    if count < 1_000 {
        return round_to_two_digits(count as f64);
    }
    let (divisor, unit) = match count {
        0..1_000_000 => (1e3, "K"),
        1_000_000..1_000_000_000 => (1e6, "M"),
        _ => (1e9, "B"),
    };
    format!("{}{unit}", round_to_two_digits(count as f64 / divisor))
}

fn round_to_two_digits(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    let places = 1 - number.abs().log10().floor() as i32;
    let factor = 10f64.powi(places);
    let rounded = (number * factor).round() / factor;
    let text = format!("{rounded:.*}", places.max(0) as usize);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::{human, leading_number};

    #[test]
    fn numbers_are_short() {
        let of = |count| human(count);
        assert_eq!(
            (of(0), of(7), of(123), of(1_234), of(15_600)),
            ("0".to_owned(), "7".to_owned(), "120".to_owned(), "1.2K".to_owned(), "16K".to_owned())
        );
        assert_eq!(leading_number("1,234 and"), 1234);
    }
}
