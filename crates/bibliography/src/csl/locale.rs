//! The words of a language: terms, ordinals, date formats, and where punctuation goes.

use std::borrow::Cow;
use std::collections::HashMap;

use citationberg::taxonomy::{Kind, Locator, NumberVariable, OtherTerm, Term};
use citationberg::{Date, DateForm, GrammarGender, LocaleFile, LocalizedTerm, OrdinalMatch, TermForm};

use super::style::StyleError;

/// A locale file, ready to render with.
#[derive(Debug, Clone)]
pub struct Locale {
    file: citationberg::Locale,
    language: String,
}

impl Locale {
    /// Reads a `locales-xx-XX.xml` file.
    ///
    /// ```
    /// use hyde_bibliography::csl::Locale;
    /// let xml = r#"<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US"/>"#;
    /// assert_eq!(Locale::from_xml(xml)?.language(), "en-US");
    /// # Ok::<(), hyde_bibliography::csl::StyleError>(())
    /// ```
    pub fn from_xml(xml: &str) -> Result<Self, StyleError> {
        let file = LocaleFile::from_xml(xml).map_err(|error| StyleError::Parse(error.to_string()))?;
        Ok(Self { language: file.lang.0.clone(), file: file.into() })
    }

    /// Gives the code of the file that serves a language: `en-US` for `en`.
    ///
    /// ```
    /// assert_eq!(hyde_bibliography::csl::Locale::code_for("de"), "de-DE");
    /// assert_eq!(hyde_bibliography::csl::Locale::code_for("de-AT"), "de-AT");
    /// ```
    pub fn code_for(language: &str) -> String {
        let code = citationberg::LocaleCode(language.to_owned());
        if language.contains('-') {
            return language.to_owned();
        }
        code.fallback().map_or_else(|| language.to_owned(), |full| full.0)
    }

    /// Gives the language code.
    pub fn language(&self) -> &str {
        &self.language
    }
}

/// A locale, ready for look-ups.
pub(super) struct Words<'a> {
    locale: &'a citationberg::Locale,
    terms: HashMap<(Term, TermForm), &'a LocalizedTerm>,
    pub(super) english: bool,
    pub(super) punctuation_in_quote: bool,
    pub(super) quotes: Quotes,
}

/// The quotation marks of a language.
#[derive(Debug, Clone, Default)]
pub(super) struct Quotes {
    pub(super) open: String,
    pub(super) close: String,
    pub(super) inner_open: String,
    pub(super) inner_close: String,
}

impl<'a> Words<'a> {
    pub(super) fn new(locale: &'a Locale) -> Self {
        let language = locale.language.split('-').next().unwrap_or_default();
        let mut terms = HashMap::new();
        for term in locale.file.terms.iter().flat_map(|terms| &terms.terms) {
            terms.entry((canonical(term.name), term.form)).or_insert(term);
        }
        let punctuation_in_quote =
            locale.file.style_options.and_then(|options| options.punctuation_in_quote).unwrap_or(false);
        let mut words = Self {
            locale: &locale.file,
            terms,
            english: language == "en",
            punctuation_in_quote,
            quotes: Quotes::default(),
        };
        let mark = |term| words.term(Term::Other(term), TermForm::Long, false).unwrap_or_default().to_owned();
        words.quotes = Quotes {
            open: mark(OtherTerm::OpenQuote),
            close: mark(OtherTerm::CloseQuote),
            inner_open: mark(OtherTerm::OpenInnerQuote),
            inner_close: mark(OtherTerm::CloseInnerQuote),
        };
        words
    }

    fn find(&self, term: Term, form: TermForm) -> Option<&'a LocalizedTerm> {
        let term = canonical(term);
        let mut form = Some(form);
        while let Some(wanted) = form {
            if let Some(found) = self.terms.get(&(term, wanted)) {
                return Some(found);
            }
            form = wanted.fallback();
        }
        None
    }

    /// Looks a term up, in the form nearest to the one wanted.
    pub(super) fn term(&self, term: Term, form: TermForm, plural: bool) -> Option<&'a str> {
        let found = self.find(term, form)?;
        if plural { found.multiple() } else { found.single() }
    }

    /// Looks a term up as its file spells it: an ampersand there is an entity, whose name takes part in changes of case.
    pub(super) fn spelled(&self, term: Term, form: TermForm, plural: bool) -> Option<Cow<'a, str>> {
        let text = self.term(term, form, plural)?;
        Some(if text.contains('&') { Cow::Owned(text.replace('&', "&amp;")) } else { Cow::Borrowed(text) })
    }

    /// The grammatical gender of a variable's or month's term.
    pub(super) fn gender(&self, term: Term) -> Option<GrammarGender> {
        self.find(term, TermForm::Long)?.gender
    }

    /// What makes a number an ordinal.
    pub(super) fn ordinal_suffix(&self, number: i64, gender: Option<GrammarGender>) -> &'a str {
        let ordinals: Vec<&LocalizedTerm> = self
            .locale
            .terms
            .iter()
            .flat_map(|terms| &terms.terms)
            .filter(|term| term.name.is_n_ordinal() || term.name == Term::Other(OtherTerm::Ordinal))
            .collect();
        let in_gender = |term: &&&LocalizedTerm| term.gender_form == gender;
        let pick = |holds: &dyn Fn(&&&LocalizedTerm) -> bool| {
            ordinals
                .iter()
                .find(|term| holds(term) && in_gender(term))
                .or_else(|| ordinals.iter().find(|term| holds(term) && term.gender_form.is_none()))
                .and_then(|term| term.single())
        };
        let numbered = |wanted: i64, whole: bool| {
            pick(&|term| match term.name {
                Term::Other(OtherTerm::OrdinalN(n)) => {
                    let matches_whole = term.match_ == Some(OrdinalMatch::WholeNumber);
                    i64::from(n) == wanted && (whole || !matches_whole)
                }
                _ => false,
            })
        };
        numbered(number, true)
            .or_else(|| numbered(number % 100, false).filter(|_| number % 100 > 9))
            .or_else(|| numbered(number % 10, false))
            .or_else(|| pick(&|term| term.name == Term::Other(OtherTerm::Ordinal)))
            .unwrap_or("")
    }

    /// A number in words, for the first few.
    pub(super) fn long_ordinal(&self, number: i64) -> Option<&'a str> {
        let number = u8::try_from(number).ok().filter(|n| (1..=10).contains(n))?;
        self.term(Term::Other(OtherTerm::LongOrdinal(number)), TermForm::Long, false)
    }

    /// The language's date format.
    pub(super) fn date(&self, form: DateForm) -> Option<&'a Date> {
        self.locale.date.iter().find(|date| date.form == Some(form))
    }
}

/// Terms that files write alike, made equal.
fn canonical(term: Term) -> Term {
    match term {
        Term::Locator(Locator::Issue) => Term::NumberVariable(NumberVariable::Issue),
        Term::Locator(Locator::Page) => Term::PageVariable,
        Term::Locator(Locator::Section) => Term::NumberVariable(NumberVariable::Section),
        Term::Locator(Locator::Volume) => Term::NumberVariable(NumberVariable::Volume),
        Term::Locator(Locator::Book) => Term::Kind(Kind::Book),
        Term::Locator(Locator::Chapter) => Term::Kind(Kind::Chapter),
        Term::Locator(Locator::Figure) => Term::Kind(Kind::Figure),
        other => other,
    }
}
