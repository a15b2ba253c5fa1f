//! Walking a style's layout over an item.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::str::FromStr;

use citationberg::taxonomy::{Kind, Locator, NumberOrPageVariable, PageVariable, Term, Variable};
use citationberg::{
    Choose, ChooseBranch, Group, InheritableNameOptions, Label, LabelPluralize, Layout, LayoutRenderingElement,
    LongShortForm, Names, Number, Text, TextTarget, ToAffixes, ToFormatting, VariablelessLabel,
};

use super::affix::Joiner;
use super::locale::{Locale, Words};
use super::style::Style;
use super::{case, format, names, numbers};
use crate::item::{Item, ItemValue};

/// How deep macros and groups may nest.
const DEPTH: usize = 100;

/// One item of a citation, with where in it the reader should look.
#[derive(Debug, Clone, Default)]
pub struct Cite<'a> {
    /// What is cited.
    pub item: Option<&'a Item>,
    /// Its number in the list of references.
    pub number: Option<usize>,
    /// A page, chapter or the like.
    pub locator: Option<&'a str>,
    /// What the locator counts: `page` when `None`.
    pub label: Option<&'a str>,
    /// Leaves the authors out.
    pub suppress_author: bool,
}

/// The names that the entry before began with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Previous(Option<String>);

/// What becomes of the first names of an entry when they are those of the entry before.
#[derive(Debug, Default)]
pub(super) struct FirstNames<'a> {
    pub(super) substitute: Option<&'a str>,
    pub(super) previous: Option<&'a str>,
    /// Whether a `cs:names` has come to its end, with people or without.
    pub(super) met: bool,
    pub(super) shown: Option<String>,
}

/// A style and a locale together: renders items as references and citations.
pub struct Processor<'a> {
    style: &'a Style,
    words: Words<'a>,
}

impl<'a> Processor<'a> {
    /// Makes a processor. A style's own terms and date formats do not count, as in citeproc-ruby.
    pub fn new(style: &'a Style, locale: &'a Locale) -> Self {
        Self { style, words: Words::new(locale) }
    }

    /// Renders an item as an entry of the list of references. `number` is its place there, for styles that show it.
    /// `previous` carries from entry to entry what a style that does not repeat authors has to know; a new list starts
    /// with the default.
    pub fn bibliography(&self, item: &Item, number: Option<usize>, previous: &mut Previous) -> String {
        let Some(bibliography) = &self.style.tree.bibliography else { return String::new() };
        let options = names::inherit(&self.style.tree.settings.options, &bibliography.name_options);
        let cite = Cite { item: Some(item), number, ..Cite::default() };
        // citeproc-ruby knows the rule that compares whole lists only.
        let whole = matches!(
            bibliography.subsequent_author_substitute_rule,
            citationberg::SubsequentAuthorSubstituteRule::CompleteAll
        );
        let substitute = bibliography.subsequent_author_substitute.as_deref().filter(|_| whole);
        let subsequent = substitute.map(|substitute| (substitute, previous));
        let text = self.one(&bibliography.layout, &options, &cite, subsequent);
        self.wrap(&bibliography.layout, text)
    }

    /// Renders items as a citation in the text.
    pub fn citation(&self, cites: &[Cite<'_>]) -> String {
        let texts: Vec<String> = cites.iter().map(|cite| self.cite(cite)).collect();
        self.join_citation(&texts)
    }

    /// Renders one item of a citation, without what the layout puts round all of them.
    pub fn cite(&self, cite: &Cite<'_>) -> String {
        let citation = &self.style.tree.citation;
        let options = names::inherit(&self.style.tree.settings.options, &citation.name_options);
        self.one(&citation.layout, &options, cite, None)
    }

    /// Puts the layout's delimiter between rendered items and its affixes round them.
    pub fn join_citation(&self, texts: &[String]) -> String {
        let layout = &self.style.tree.citation.layout;
        let joiner = self.joiner();
        let text = joiner.join(texts.iter().map(String::as_str), layout.delimiter.as_deref().unwrap_or(""));
        self.wrap(layout, text)
    }

    /// Renders one item of a citation in the layout's fonts, for a link of its own.
    pub(crate) fn cite_in_fonts(&self, cite: &Cite<'_>) -> String {
        let text = format::font(self.cite(cite), &self.style.tree.citation.layout.to_formatting());
        format::escape(&text)
    }

    /// Puts the layout's delimiter between links and its affixes round them.
    pub(crate) fn join_in_affixes(&self, links: &[String]) -> String {
        let layout = &self.style.tree.citation.layout;
        let text = links.join(layout.delimiter.as_deref().unwrap_or(""));
        [layout.prefix.as_deref().unwrap_or(""), &text, layout.suffix.as_deref().unwrap_or("")].concat()
    }

    fn joiner(&self) -> Joiner {
        Joiner { into_quotes: self.words.punctuation_in_quote }
    }

    fn wrap(&self, layout: &Layout, text: String) -> String {
        let text = format::font(text, &layout.to_formatting());
        let text = self.joiner().affix(text, layout.prefix.as_deref(), layout.suffix.as_deref());
        format::escape(&text)
    }

    fn one(
        &self,
        layout: &Layout,
        options: &InheritableNameOptions,
        cite: &Cite<'_>,
        subsequent: Option<(&str, &mut Previous)>,
    ) -> String {
        let empty = Item::default();
        let mut rendering = Rendering {
            style: self.style,
            words: &self.words,
            joiner: self.joiner(),
            item: cite.item.unwrap_or(&empty),
            cite,
            name_options: options.clone(),
            frames: Vec::new(),
            watched: Vec::new(),
            suppressed: HashSet::new(),
            delimiters: Vec::new(),
            substituted: Vec::new(),
            kind: cite.item.and_then(|item| item.text("type")).and_then(|kind| Kind::from_str(kind).ok()),
            first: FirstNames::default(),
            buffer: String::new(),
            depth: 0,
        };
        if let Some((substitute, previous)) = &subsequent {
            rendering.first.substitute = Some(substitute);
            rendering.first.previous = previous.0.as_deref();
        }
        if cite.suppress_author {
            rendering.suppressed.insert("author".to_owned());
        }
        let text = rendering.children(&layout.elements, layout.delimiter.as_deref().unwrap_or(""));
        let shown = rendering.first.shown.take();
        if let Some((_, previous)) = subsequent {
            previous.0 = shown;
        }
        text
    }
}

/// Whether the variables that a group's content used held anything.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Frame {
    used: bool,
    filled: bool,
}

/// The rendering of one item.
pub(super) struct Rendering<'a> {
    pub(super) style: &'a Style,
    pub(super) words: &'a Words<'a>,
    pub(super) joiner: Joiner,
    pub(super) item: &'a Item,
    pub(super) cite: &'a Cite<'a>,
    pub(super) name_options: InheritableNameOptions,
    frames: Vec<Frame>,
    /// For each substitute being rendered, the variables it shows.
    pub(super) watched: Vec<Vec<String>>,
    pub(super) suppressed: HashSet<String>,
    /// The delimiters of the groups and macros being rendered: a choice puts the innermost between its children.
    delimiters: Vec<&'a str>,
    /// The `cs:names` whose substitutes are being rendered, with `None` for each macro inside.
    pub(super) substituted: Vec<Option<&'a Names>>,
    pub(super) first: FirstNames<'a>,
    kind: Option<Kind>,
    /// Where names of variables are written, over and over.
    buffer: String,
    depth: usize,
}

impl<'a> Rendering<'a> {
    /// Notes that a variable was asked for.
    pub(super) fn observe(&mut self, variable: &str, filled: bool) {
        if let Some(frame) = self.frames.last_mut() {
            frame.used = true;
            frame.filled |= filled;
        }
        if let Some(watched) = self.watched.last_mut().filter(|_| filled) {
            watched.push(variable.to_owned());
        }
    }

    /// Tells whether a variable was shown in the place of a name already.
    pub(super) fn is_suppressed(&self, variable: &str) -> bool {
        self.suppressed.contains(variable)
    }

    fn children(&mut self, children: &'a [LayoutRenderingElement], delimiter: &'a str) -> String {
        self.delimiters.push(delimiter);
        let texts: Vec<String> = children.iter().map(|child| self.element(child)).collect();
        self.delimiters.pop();
        self.joiner.join(texts.iter().map(String::as_str), delimiter)
    }

    pub(super) fn element(&mut self, element: &'a LayoutRenderingElement) -> String {
        if self.depth >= DEPTH {
            return String::new();
        }
        self.depth += 1;
        let text = match element {
            LayoutRenderingElement::Text(text) => self.text(text),
            LayoutRenderingElement::Date(date) => self.date(date),
            LayoutRenderingElement::Number(number) => self.number(number),
            LayoutRenderingElement::Names(names) => self.names(names),
            LayoutRenderingElement::Label(label) => self.label(label),
            LayoutRenderingElement::Group(group) => self.group(group),
            LayoutRenderingElement::Choose(choose) => self.choose(choose),
        };
        self.depth -= 1;
        text
    }

    fn group(&mut self, group: &'a Group) -> String {
        self.frames.push(Frame::default());
        let text = self.children(&group.children, group.delimiter.as_deref().unwrap_or(""));
        let frame = self.frames.pop().unwrap_or_default();
        if let Some(outer) = self.frames.last_mut() {
            outer.used |= frame.used;
            outer.filled |= frame.filled;
        }
        if frame.used && !frame.filled {
            return String::new();
        }
        let text = format::font(text, &group.to_formatting());
        let affixes = group.to_affixes();
        let text = self.joiner.affix(text, affixes.prefix.as_deref(), affixes.suffix.as_deref());
        format::display(text, group.display)
    }

    fn choose(&mut self, choose: &'a Choose) -> String {
        let delimiter = self.delimiters.last().copied().unwrap_or_default();
        for branch in choose.branches() {
            if self.holds(branch) {
                return self.children(&branch.children, delimiter);
            }
        }
        choose.otherwise.as_ref().map_or_else(String::new, |branch| self.children(&branch.children, delimiter))
    }

    fn holds(&mut self, branch: &ChooseBranch) -> bool {
        let kind = self.kind;
        let label = Locator::from_str(self.cite.label.unwrap_or("page")).ok();
        let mut tests: Vec<bool> = Vec::new();
        if branch.disambiguate.is_some() {
            tests.push(false);
        }
        tests.extend(branch.type_.iter().flatten().map(|wanted| Some(*wanted) == kind));
        for wanted in branch.variable.iter().flatten() {
            let has = self.has(*wanted);
            tests.push(has);
        }
        tests.extend(branch.is_numeric.iter().flatten().map(|wanted| {
            let text = self.plain(&wanted.to_string());
            text.is_some_and(|text| numbers::is_numeric(&text))
        }));
        tests.extend(branch.is_uncertain_date.iter().flatten().map(|_| false));
        tests.extend(
            branch.locator.iter().flatten().map(|wanted| self.cite.locator.is_some() && Some(*wanted) == label),
        );
        // A page's citations are rendered one by one, so none knows of those before it.
        tests.extend(branch.position.iter().flatten().map(|_| false));
        branch.match_.test(tests.into_iter())
    }

    fn has(&mut self, variable: Variable) -> bool {
        self.buffer.clear();
        // Writing into text cannot fail.
        let _ = write!(self.buffer, "{variable}");
        match self.buffer.as_str() {
            "locator" => self.cite.locator.is_some(),
            "citation-number" => self.cite.number.is_some(),
            name => self.item.has(name),
        }
    }

    /// Gives a variable's text, whatever it holds.
    fn plain(&self, name: &str) -> Option<String> {
        match name {
            "locator" => return self.cite.locator.map(str::to_owned),
            "citation-number" => return self.cite.number.map(|number| number.to_string()),
            "page-first" if !self.item.variables.contains_key(name) => {
                let page = self.item.text("page")?;
                let digits = page.trim_start_matches(|c: char| !c.is_ascii_digit());
                return Some(digits.chars().take_while(char::is_ascii_digit).collect());
            }
            _ => {}
        }
        match self.item.variables.get(name)? {
            ItemValue::Text(text) => Some(text.clone()),
            ItemValue::Names(_) | ItemValue::Date(_) => None,
        }
    }

    fn text(&mut self, node: &'a Text) -> String {
        let text = match &node.target {
            TextTarget::Value { val } => val.clone(),
            TextTarget::Term { term, form, plural } => {
                self.words.spelled(*term, *form, *plural).unwrap_or_default().into_owned()
            }
            TextTarget::Variable { var, form } => self.variable(*var, *form),
            TextTarget::Macro { name } => {
                let style = self.style;
                match style.macro_index.get(name).map(|index| &style.tree.macros[*index]) {
                    Some(found) => {
                        self.substituted.push(None);
                        let text = self.children(&found.children, "");
                        self.substituted.pop();
                        text
                    }
                    None => String::new(),
                }
            }
        };
        if text.is_empty() {
            return text;
        }
        let text = match node.text_case {
            Some(wanted) => case::apply(wanted, &text, self.words.english),
            None => text,
        };
        let text = if node.strip_periods { text.replace('.', "") } else { text };
        let text = if node.quotes { format::inner_quotes(&text, &self.words.quotes) } else { text };
        let text = format::font(text, &node.formatting);
        let text = if node.quotes {
            let quotes = &self.words.quotes;
            format!("{}{text}{}", quotes.open, quotes.close)
        } else {
            text
        };
        let text = self.joiner.affix(text, node.affixes.prefix.as_deref(), node.affixes.suffix.as_deref());
        format::display(text, node.display)
    }

    fn variable(&mut self, variable: Variable, form: LongShortForm) -> String {
        let name = variable.to_string();
        let short = (form == LongShortForm::Short).then(|| self.plain(&format!("{name}-short"))).flatten();
        let text = short.or_else(|| self.plain(&name)).unwrap_or_default();
        self.observe(&name, !text.is_empty());
        if self.is_suppressed(&name) {
            return String::new();
        }
        if name == "page" {
            let delimiter = self
                .words
                .term(Term::Other(citationberg::taxonomy::OtherTerm::PageRangeDelimiter), Default::default(), false)
                .unwrap_or("–");
            return numbers::pages(&text, self.style.tree.settings.page_range_format, delimiter);
        }
        text
    }

    fn number(&mut self, node: &Number) -> String {
        let name = number_name(node.variable);
        let text = self.plain(&name).unwrap_or_default();
        self.observe(&name, !text.is_empty());
        if text.is_empty() || self.is_suppressed(&name) {
            return String::new();
        }
        let gender = self.words.gender(number_term(node.variable, self.cite.label));
        let text = numbers::number(&text, node.form, gender, self.words);
        let text = match node.text_case {
            Some(wanted) => case::apply(wanted, &text, self.words.english),
            None => text,
        };
        let text = format::font(text, &node.formatting);
        let text = self.joiner.affix(text, node.affixes.prefix.as_deref(), node.affixes.suffix.as_deref());
        format::display(text, node.display)
    }

    fn label(&mut self, node: &Label) -> String {
        let name = number_name(node.variable);
        let text = self.plain(&name).unwrap_or_default();
        if text.is_empty() {
            return String::new();
        }
        let plural = match node.label.plural {
            LabelPluralize::Always => true,
            LabelPluralize::Never => false,
            LabelPluralize::Contextual => numbers::is_plural(&name, &text),
        };
        let term = number_term(node.variable, self.cite.label);
        let text = self.words.spelled(term, node.label.form, plural).unwrap_or_default();
        self.finish_label(&node.label, &text)
    }

    /// Gives a label's text its case, fonts and affixes.
    pub(super) fn finish_label(&self, label: &VariablelessLabel, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let text = match label.text_case {
            Some(wanted) => case::apply(wanted, text, self.words.english),
            None => text.to_owned(),
        };
        let text = if label.strip_periods { text.replace('.', "") } else { text };
        let text = format::font(text, &label.formatting);
        self.joiner.affix(text, label.affixes.prefix.as_deref(), label.affixes.suffix.as_deref())
    }
}

fn number_name(variable: NumberOrPageVariable) -> String {
    match variable {
        NumberOrPageVariable::Number(number) => number.to_string(),
        NumberOrPageVariable::Page(page) => page.to_string(),
    }
}

/// The term that names what a variable counts; a locator counts what the citation says.
fn number_term(variable: NumberOrPageVariable, label: Option<&str>) -> Term {
    match variable {
        NumberOrPageVariable::Page(PageVariable::Page) => Term::PageVariable,
        NumberOrPageVariable::Number(citationberg::taxonomy::NumberVariable::Locator) => {
            Term::Locator(Locator::from_str(label.unwrap_or("page")).unwrap_or(Locator::Page))
        }
        NumberOrPageVariable::Number(number) => Term::NumberVariable(number),
    }
}
