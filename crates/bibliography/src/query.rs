//! bibtex-ruby's query language: `@article[year >= 2000 && keywords ~= sea], @book`.

use regex::Regex;

use crate::bibtex::{Bibliography, Element, Entry};

/// Why a query could not be run, in Ruby's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// A pattern that is no regular expression.
    #[error("{0}")]
    Pattern(String),
    /// A comparison Ruby refuses.
    #[error("comparison of Integer with String failed")]
    Comparison,
}

impl QueryError {
    /// Gives the name of the Ruby exception.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Pattern(_) => "RegexpError",
            Self::Comparison => "ArgumentError",
        }
    }
}

/// A query, read once and run on any number of bibliographies.
#[derive(Debug, Clone)]
pub struct Query {
    selectors: Vec<Selector>,
}

#[derive(Debug, Clone)]
struct Selector {
    negated: bool,
    kind: String,
    /// Any of these must hold; each holds if all its conditions do.
    choices: Vec<Vec<Condition>>,
}

#[derive(Debug, Clone)]
enum Condition {
    Has(String),
    Test { field: String, operator: Operator, value: String },
    Never,
    Invalid(QueryError),
}

#[derive(Debug, Clone)]
enum Operator {
    Equal,
    NotEqual,
    Matches(Regex),
    MatchesNot(Regex),
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Query {
    /// Reads a query. What is no selector is passed over; a query without any selects nothing, an empty one all.
    pub fn parse(text: &str) -> Self {
        let mut selectors = Vec::new();
        let mut rest = text;
        if text.is_empty() {
            return Self { selectors: vec![Selector { negated: false, kind: String::new(), choices: Vec::new() }] };
        }
        while let Some(found) = rest.find('@') {
            let negated = rest[..found].ends_with('!');
            rest = &rest[found + 1..];
            let length = if rest.starts_with('*') {
                1
            } else {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
            };
            if length == 0 {
                continue;
            }
            let kind = rest[..length].to_lowercase();
            rest = &rest[length..];
            let mut choices = Vec::new();
            if let Some((inner, after)) = rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
                choices = inner.split("||").map(conditions).filter(|all| !all.is_empty()).collect();
                rest = after;
            }
            selectors.push(Selector { negated, kind, choices });
        }
        Self { selectors }
    }

    /// Tells whether an element is selected.
    pub fn selects(&self, bibliography: &Bibliography, element: &Element) -> Result<bool, QueryError> {
        for selector in &self.selectors {
            if selector.selects(bibliography, element)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn conditions(text: &str) -> Vec<Condition> {
    text.split("&&").flat_map(|part| part.split(',')).map(str::trim).filter(|c| !c.is_empty()).map(condition).collect()
}

fn condition(text: &str) -> Condition {
    const SIGNS: [char; 7] = ['!', '~', '/', '^', '<', '=', '>'];
    let field_end = text.find(|c: char| SIGNS.contains(&c) || c.is_whitespace()).unwrap_or(text.len());
    let field = text[..field_end].to_owned();
    let rest = text[field_end..].trim_start();
    // `~=^x` is a pattern that starts with `^`; other runs of signs mean nothing.
    let run = rest.find(|c| !SIGNS.contains(&c)).unwrap_or(rest.len());
    let sign_end = if rest.starts_with("~=") || rest.starts_with("!~^") || rest.starts_with("^=") { 2 } else { run };
    let (sign, value) = (&rest[..sign_end], rest[sign_end..].trim());
    if field.is_empty() {
        return Condition::Never;
    }
    if sign.is_empty() {
        return if rest.is_empty() { Condition::Has(field) } else { Condition::Never };
    }
    if value.is_empty() {
        return Condition::Never;
    }
    let pattern = |prefix: &str| regex(&format!("{prefix}{value}"));
    let operator = match sign {
        "=" => Ok(Operator::Equal),
        "!=" | "/=" => Ok(Operator::NotEqual),
        "~=" => pattern("").map(Operator::Matches),
        "!~" => pattern("").map(Operator::MatchesNot),
        "^=" => pattern("^").map(Operator::Matches),
        "<" => Ok(Operator::Less),
        "<=" => Ok(Operator::LessOrEqual),
        ">" => Ok(Operator::Greater),
        ">=" => Ok(Operator::GreaterOrEqual),
        _ => return Condition::Never,
    };
    match operator {
        Ok(operator) => Condition::Test { field, operator, value: value.to_owned() },
        Err(error) => Condition::Invalid(error),
    }
}

/// Compiles a pattern with Ruby's meaning of `^` and `$`.
fn regex(pattern: &str) -> Result<Regex, QueryError> {
    regex::RegexBuilder::new(pattern).multi_line(true).size_limit(1 << 20).build().map_err(|_| {
        let opened = pattern.matches('[').count() > pattern.matches(']').count();
        let complaint = if opened {
            "premature end of char-class"
        } else if pattern.matches('(').count() > pattern.matches(')').count() {
            "end pattern with unmatched parenthesis"
        } else if pattern.matches(')').count() > pattern.matches('(').count() {
            "unmatched close parenthesis"
        } else if pattern.starts_with(['*', '+', '?']) {
            "target of repeat operator is not specified"
        } else {
            "invalid pattern"
        };
        QueryError::Pattern(format!("{complaint}: /{pattern}/"))
    })
}

impl Selector {
    fn selects(&self, bibliography: &Bibliography, element: &Element) -> Result<bool, QueryError> {
        let plain = |kind: &str| self.kind == kind || self.kind.is_empty();
        let taken = match element {
            Element::Entry(entry) => self.takes_entry(entry),
            Element::String { .. } => plain("string"),
            Element::Preamble(_) => plain("preamble"),
            Element::Comment(_) => plain("comment"),
            Element::Error { .. } => return Ok(false),
        };
        // The exclamation mark turns the type round, not the conditions.
        if taken == self.negated {
            return Ok(false);
        }
        match element {
            Element::Entry(entry) => self.holds(bibliography, entry),
            _ => Ok(self.choices.is_empty()),
        }
    }

    fn takes_entry(&self, entry: &Entry) -> bool {
        matches!(self.kind.as_str(), "*" | "entry" | "") || self.kind == entry.kind
    }

    fn holds(&self, bibliography: &Bibliography, entry: &Entry) -> Result<bool, QueryError> {
        if self.choices.is_empty() {
            return Ok(true);
        }
        for choice in &self.choices {
            let mut all = true;
            for condition in choice {
                if !condition.holds(bibliography, entry)? {
                    all = false;
                    break;
                }
            }
            if all {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Condition {
    fn holds(&self, bibliography: &Bibliography, entry: &Entry) -> Result<bool, QueryError> {
        let (field, operator, value) = match self {
            Self::Never => return Ok(false),
            Self::Invalid(error) => return Err(error.clone()),
            Self::Has(field) => return Ok(entry.fields.contains_key(field)),
            Self::Test { field, operator, value } => (field, operator, value.as_str()),
        };
        let actual = match field.as_str() {
            "key" => Some(entry.key.clone()),
            name => bibliography.field(entry, name).map(ToString::to_string),
        };
        let Some(actual) = actual else {
            return Ok(matches!(operator, Operator::NotEqual | Operator::MatchesNot(_)));
        };
        let order = |holds: fn(std::cmp::Ordering) -> bool| {
            // bibtex-ruby keeps this one field as a number, which Ruby does not compare with text.
            if field == "month_numeric" {
                return Err(QueryError::Comparison);
            }
            Ok(holds(compare_fields(&actual, value)))
        };
        match operator {
            Operator::Equal => Ok(actual == value),
            Operator::NotEqual => Ok(actual != value),
            Operator::Matches(pattern) => Ok(pattern.is_match(&actual)),
            Operator::MatchesNot(pattern) => Ok(!pattern.is_match(&actual)),
            Operator::Less => order(std::cmp::Ordering::is_lt),
            Operator::LessOrEqual => order(std::cmp::Ordering::is_le),
            Operator::Greater => order(std::cmp::Ordering::is_gt),
            Operator::GreaterOrEqual => order(std::cmp::Ordering::is_ge),
        }
    }
}

/// Compares two fields' texts as bibtex-ruby does: as numbers when both are, else as text.
///
/// ```
/// assert!(hyde_bibliography::compare_fields("9", "10").is_lt());
/// assert!(hyde_bibliography::compare_fields("9", "in press").is_lt());
/// ```
pub fn compare_fields(a: &str, b: &str) -> std::cmp::Ordering {
    let number = |text: &str| (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then_some(());
    match (number(a), number(b)) {
        (Some(()), Some(())) => {
            let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
            a.len().cmp(&b.len()).then_with(|| a.cmp(b))
        }
        _ => a.cmp(b),
    }
}

impl Bibliography {
    /// Selects elements with a query.
    ///
    /// ```
    /// use hyde_bibliography::Bibliography;
    /// let file = Bibliography::parse("@book{b, year = 1998} @misc{m, year = 2001}", &Default::default())?;
    /// let found = file.query("@*[year > 2000]").expect("the query is sound");
    /// assert_eq!(found.len(), 1);
    /// # Ok::<(), hyde_bibliography::ParseError>(())
    /// ```
    pub fn query(&self, query: &str) -> Result<Vec<&Element>, QueryError> {
        let query = Query::parse(query);
        let mut found = Vec::new();
        for element in self.elements() {
            if query.selects(self, element)? {
                found.push(element);
            }
        }
        Ok(found)
    }
}
