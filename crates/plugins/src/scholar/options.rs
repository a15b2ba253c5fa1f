//! What stands in a tag: keys, and options as Ruby's OptionParser reads them for jekyll-scholar.

use hyde_liquid::{Error, Result, strip, words};

/// The options of one tag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Options {
    pub(super) cited: bool,
    pub(super) skip_sort: bool,
    pub(super) clear: bool,
    pub(super) suppress_author: bool,
    pub(super) remove_duplicates: bool,
    pub(super) files: Vec<String>,
    pub(super) query: Option<String>,
    pub(super) prefix: Option<String>,
    pub(super) text: Option<String>,
    pub(super) template: Option<String>,
    pub(super) style: Option<String>,
    pub(super) group_by: Option<String>,
    pub(super) group_order: Option<String>,
    pub(super) list_tag: Option<String>,
    pub(super) max: i64,
    pub(super) offset: i64,
    pub(super) locators: Vec<String>,
    pub(super) labels: Vec<String>,
}

/// Splits a tag's markup into keys and options.
pub(super) fn parse(markup: &str) -> Result<(Vec<String>, Options)> {
    let starts = option_starts(markup);
    let head = &markup[..starts.first().copied().unwrap_or(markup.len())];
    let keys = words(head).map(str::to_owned).collect();
    let mut options = Options::default();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(markup.len());
        // An option nobody knows ends the reading silently, as jekyll-scholar rescues it.
        if !options.read(strip(&markup[*start..end]))? {
            break;
        }
    }
    Ok((keys, options))
}

/// Finds where options begin: a dash and a letter, or two dashes, behind a blank or at the start.
fn option_starts(markup: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut blank_before = true;
    for (at, c) in markup.char_indices() {
        if c == '-' && blank_before {
            let rest = &markup[at + 1..];
            let short = rest.starts_with(|c: char| c.is_ascii_alphabetic());
            let long = rest.strip_prefix('-').is_some_and(|r| r.is_empty() || !r.starts_with(['-', '>']));
            if short || long {
                starts.push(at);
            }
        }
        blank_before = c.is_whitespace();
    }
    starts
}

impl Options {
    /// Reads one option with what follows it; tells whether it is known.
    fn read(&mut self, text: &str) -> Result<bool> {
        let (flag, value) = match text.find(char::is_whitespace) {
            Some(end) => (&text[..end], strip(&text[end..])),
            None if text.len() > 2 && !text.starts_with("--") => text.split_at(2),
            None => (text, ""),
        };
        let given = || match value {
            "" => Err(Error::ruby("OptionParser::MissingArgument", format!("missing argument: {flag}"))),
            value => Ok(value.to_owned()),
        };
        match flag {
            "-c" | "--cited" => self.cited = true,
            "-C" | "--cited_in_order" => {
                self.cited = true;
                self.skip_sort = true;
            }
            "--clear" => self.clear = true,
            "-A" | "--suppress_author" => self.suppress_author = true,
            "-f" | "--file" => self.files.push(given()?),
            "-q" | "--query" => self.query = Some(given()?),
            "-p" | "--prefix" => self.prefix = Some(given()?),
            "-t" | "--text" => self.text = Some(given()?),
            "-T" | "--template" => self.template = Some(given()?),
            "-s" | "--style" => self.style = Some(given()?),
            "-g" | "--group_by" | "-O" | "--type_order" => self.group_by = Some(given()?),
            "-G" | "--group_order" => self.group_order = Some(given()?),
            "-b" | "-h" | "--bibliography_list_tag" => self.list_tag = Some(given()?),
            "-m" | "--max" => self.max = integer(&given()?),
            "-o" | "--offset" => self.offset = integer(&given()?),
            "-l" | "--locator" => self.locators.push(given()?),
            "-L" | "--label" => self.labels.push(given()?),
            // The fields that may follow make no difference in jekyll-scholar either.
            "-r" | "--remove_duplicates" => self.remove_duplicates = true,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// Reads the digits a text starts with, as Ruby's `to_i` does.
fn integer(text: &str) -> i64 {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    sign * digits[..end].parse::<i64>().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_end_at_the_next_one() {
        let (keys, options) = parse(" a b -q @*[a=b c] -m 3 --text x y -l 1 -l 2").expect("they are sound");
        assert_eq!(keys, ["a", "b"]);
        assert_eq!(options.query.as_deref(), Some("@*[a=b c]"));
        assert_eq!((options.max, options.text.as_deref()), (3, Some("x y")));
        assert_eq!(options.locators, ["1", "2"]);
    }

    #[test]
    fn an_unknown_option_ends_the_reading() {
        let (_, options) = parse("--colour red -q @book").expect("it is passed over");
        assert_eq!(options, Options::default());
        assert!(parse("--style").is_err());
        assert_eq!(parse("-m -1").expect("it is sound").1.max, -1);
    }
}
