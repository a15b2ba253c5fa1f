//! The filter `hideCustomBibtex`: takes lines of fields that `filtered_bibtex_keywords` names out of BibTeX.
//!
//! Sites write their own regular expressions into this file, so its substitutions are read from the file itself: calls
//! of `gsub`, in the loop over the keywords or beside it, below `if keyword == '...'` or not.

use super::defines;
use crate::al_folio_gems::ruby_regex::{compile, replace};
use fancy_regex::{Captures, Regex};
use hyde_core::plugin::{Plugin, Registry};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Arity, Context, Error, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// The plugin.
pub(crate) struct HideCustomBibtex;

impl Plugin for HideCustomBibtex {
    fn name(&self) -> &str {
        "_plugins/hideCustomBibtex.rb"
    }

    fn stands_for(&self, _: &str, text: &str) -> bool {
        defines(text, "hideCustomBibtex") && read(text).is_some()
    }

    /// Without a file there is nothing to substitute.
    fn register(&self, registry: &mut Registry, config: &Config) -> Result<(), BuildError> {
        self.register_for("", registry, config)
    }

    fn register_for(&self, text: &str, registry: &mut Registry, config: &Config) -> Result<(), BuildError> {
        let substitutions = read(text).unwrap_or_default();
        let steps: Arc<Result<Vec<Step>, String>> =
            Arc::new(steps(&substitutions, &config.texts("filtered_bibtex_keywords")));
        registry.filter("hideCustomBibtex", Arity::exactly(0), move |input: &Value, _: &[Value], cx: &mut Context| {
            let fail = |why: &String| Error::ruby("RegexpError", why.clone());
            let mut bibtex = cx.to_s(input).to_string();
            for step in steps.as_ref().as_ref().map_err(fail)? {
                bibtex = step.apply(&bibtex).map_err(|why| fail(&why))?;
            }
            Ok(bibtex.into())
        });
        Ok(())
    }
}

/// One call of `gsub`, as the file has it.
#[derive(Debug, Clone, PartialEq)]
struct Substitution {
    /// The loop it stands in, if any, counted from one.
    round: Option<usize>,
    /// The name that the keyword is compared with, and whether it must be that one.
    only_for: Option<(String, bool)>,
    pattern: String,
    by: By,
}

/// What takes the place of a match.
#[derive(Debug, Clone, PartialEq)]
enum By {
    /// The second argument.
    Text(String),
    /// What the block gives.
    Parts(Vec<Part>),
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Text(String),
    /// A group of the match, 0 for all of it, and a substitution within it: a pattern and a text.
    Group(usize, Option<(String, String)>),
}

/// A substitution that is ready to run.
struct Step {
    regex: Regex,
    by: By,
    /// The regular expressions of the parts.
    within: HashMap<String, Regex>,
}

/// Compiles the substitutions in the order they run: those of a loop once for each keyword.
fn steps(substitutions: &[Substitution], keywords: &[String]) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    for run in substitutions.chunk_by(|a, b| a.round.is_some() && a.round == b.round) {
        let in_loop = run.first().is_some_and(|first| first.round.is_some());
        let once = [String::new()];
        for keyword in if in_loop { keywords } else { &once } {
            for substitution in run {
                let wanted = substitution.only_for.as_ref().is_none_or(|(name, same)| (name == keyword) == *same);
                if wanted {
                    steps.push(Step::new(substitution, keyword)?);
                }
            }
        }
    }
    Ok(steps)
}

impl Step {
    fn new(substitution: &Substitution, keyword: &str) -> Result<Self, String> {
        let regex = compile(&substitution.pattern.replace("#{keyword}", keyword))?;
        let mut within = HashMap::new();
        if let By::Parts(parts) = &substitution.by {
            for part in parts {
                if let Part::Group(_, Some((pattern, _))) = part {
                    within.insert(pattern.clone(), compile(pattern)?);
                }
            }
        }
        Ok(Self { regex, by: substitution.by.clone(), within })
    }

    fn apply(&self, text: &str) -> Result<String, String> {
        let parts = match &self.by {
            By::Text(by) => return replace(&self.regex, text, by, true),
            By::Parts(parts) => parts,
        };
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for captures in self.regex.captures_iter(text) {
            let captures = captures.map_err(|error| error.to_string())?;
            let Some(whole) = captures.get(0) else { continue };
            out.push_str(&text[at..whole.start()]);
            for part in parts {
                out.push_str(&self.part(part, &captures)?);
            }
            at = whole.end();
        }
        out.push_str(&text[at..]);
        Ok(out)
    }

    fn part(&self, part: &Part, captures: &Captures<'_>) -> Result<String, String> {
        match part {
            Part::Text(text) => Ok(text.clone()),
            Part::Group(number, substitution) => {
                let group = captures.get(*number).map_or("", |group| group.as_str());
                match substitution.as_ref().and_then(|(pattern, by)| Some((self.within.get(pattern)?, by))) {
                    Some((regex, by)) => replace(regex, group, by, true),
                    None => Ok(group.to_owned()),
                }
            }
        }
    }
}

/// What an `end` closes.
enum Block {
    Loop(usize),
    If(String, bool),
    Other,
}

/// Reads the substitutions of a file; `None` where it holds what is not understood.
fn read(text: &str) -> Option<Vec<Substitution>> {
    let mut found = Vec::new();
    let mut blocks: Vec<Block> = Vec::new();
    let mut patterns: HashMap<&str, String> = HashMap::new();
    let mut loops = 0;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    while let Some(line) = lines.next() {
        let first = line.split([' ', '(']).next().unwrap_or_default();
        match first {
            "end" => drop(blocks.pop()),
            "module" | "class" | "def" => blocks.push(Block::Other),
            "else" => match blocks.last_mut()? {
                Block::If(_, same) => *same = !*same,
                _ => return None,
            },
            "if" => {
                let (name, same) = line[2..].trim().split_once("keyword ").and_then(|(before, test)| {
                    let (operator, name) = test.split_once(' ')?;
                    (before.is_empty() && matches!(operator, "==" | "!=")).then_some((quoted(name.trim())?, operator))
                })?;
                blocks.push(Block::If(name, same == "=="));
            }
            "unless" | "case" | "while" | "begin" | "elsif" => return None,
            _ if line.contains(".each do |keyword|") => {
                loops += 1;
                blocks.push(Block::Loop(loops));
            }
            _ if line.contains("gsub") => {
                let (pattern, rest) = regex_literal(line[line.find("gsub")? + 4..].trim_start_matches(['!', '(']))?;
                let by = match block_head(rest) {
                    Some((variable, "")) => {
                        blocks.push(Block::Other);
                        parts(lines.next()?, variable, &patterns)?
                    }
                    Some((variable, inner)) => parts(inner, variable, &patterns)?,
                    None => By::Text(quoted(rest.trim_start_matches([',', ' ']).trim_end_matches(')'))?),
                };
                let round = blocks.iter().rev().find_map(|block| match block {
                    Block::Loop(number) => Some(*number),
                    _ => None,
                });
                let only_for = blocks.iter().rev().find_map(|block| match block {
                    Block::If(name, same) => Some((name.clone(), *same)),
                    _ => None,
                });
                found.push(Substitution { round, only_for, pattern, by });
            }
            _ if line.ends_with(" do") || line.ends_with('|') => return None,
            _ => {
                if let Some((name, value)) = line.split_once(" = /") {
                    patterns.insert(name, regex_literal(&format!("/{value}"))?.0);
                }
            }
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Splits what follows a pattern where a block follows: its variable, and what stands in braces on the line.
fn block_head(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.trim_start().trim_start_matches(')').trim_start();
    let (inner, closed) = match rest.strip_prefix('{') {
        Some(inner) => (inner.trim_end().strip_suffix('}')?, true),
        None => (rest.strip_prefix("do")?, false),
    };
    let (variable, inner) = inner.trim().strip_prefix('|')?.split_once('|')?;
    (closed || inner.trim().is_empty()).then_some((variable.trim(), inner.trim()))
}

/// Reads what a block gives: groups, substitutions within them and strings, joined by `+`.
fn parts(expression: &str, variable: &str, patterns: &HashMap<&str, String>) -> Option<By> {
    let one = |term: &str| -> Option<Part> {
        if let Some(text) = quoted(term) {
            return Some(Part::Text(text));
        }
        let (subject, call) = term.split_once(".gsub").map_or((term, None), |(subject, call)| (subject, Some(call)));
        let number = match subject.strip_prefix('$') {
            Some(digits) => digits.parse().ok()?,
            None => (subject == variable).then_some(0)?,
        };
        let Some(call) = call else { return Some(Part::Group(number, None)) };
        let call = call.strip_prefix('(')?.strip_suffix(')')?;
        let (pattern, by) = match regex_literal(call) {
            Some((pattern, rest)) => (pattern, rest),
            None => {
                let (name, rest) = call.split_once(',')?;
                (patterns.get(name.trim())?.clone(), rest)
            }
        };
        Some(Part::Group(number, Some((pattern, quoted(by.trim_start_matches([',', ' ']))?))))
    };
    expression.split(" + ").map(|term| one(term.trim())).collect::<Option<Vec<_>>>().map(By::Parts)
}

/// Reads a regular expression between slashes: its text, and what follows.
fn regex_literal(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('/')?;
    let mut escaped = false;
    let end = inner.find(|c| {
        let ends = c == '/' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    let rest = inner[end + 1..].trim_start_matches(|c: char| c.is_ascii_lowercase());
    let flags = &inner[end + 1..inner.len() - rest.len()];
    let pattern = match flags.contains(['i', 'm', 'x']) {
        true => format!("(?{flags}:{})", &inner[..end]),
        false => inner[..end].to_owned(),
    };
    Some((pattern, rest))
}

/// The text of a string without interpolation.
fn quoted(text: &str) -> Option<String> {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let inner = text[1..].strip_suffix(quote)?;
    (!inner.contains([quote, '#'])).then(|| inner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{read, steps};

    fn clean(body: &str, bibtex: &str) -> String {
        let text = format!("module Jekyll\n  module H\n    def hideCustomBibtex(input)\n{body}\nend\nend\nend\n");
        let keywords = ["abbr".to_owned(), "author".to_owned()];
        let steps = steps(&read(&text).expect("the file is understood"), &keywords).expect("the patterns compile");
        steps.iter().fold(bibtex.to_owned(), |text, step| step.apply(&text).expect("a match is found"))
    }

    const BIBTEX: &str = "@a{k,\n  abbr = {X},\n  title = {On abbr},\n  author = {A* and B&},\n}";

    #[test]
    fn lines_are_dropped_by_the_files_own_pattern() {
        let looped = |gsub: &str| format!("keywords.each do |keyword|\n # gsub\n {gsub}\nend\n return input");
        let mentions = looped("input = input.gsub(/^.*#{keyword}.*$\\n/, '')");
        assert_eq!(clean(&mentions, BIBTEX), "@a{k,\n}");
        let fields = looped("input = input.gsub(/^\\s*#{keyword}\\s*=.*$\\n?/, '')");
        assert_eq!(clean(&fields, BIBTEX), "@a{k,\n  title = {On abbr},\n}");
    }

    #[test]
    fn marks_are_taken_out_of_authors() {
        let body = "marks = /[&*]/\nkeywords.each do |keyword|\nif keyword == 'author'\n\
                    input = input.gsub(/(author\\s*=\\s*{)([^}]*)}/) do |match|\n$1 + $2.gsub(marks, '') + '}'\nend\n\
                    else\ninput = input.gsub(/^\\s*#{keyword}\\s*=\\s*{.*$\\n/, '')\nend\nend";
        assert_eq!(clean(body, BIBTEX), "@a{k,\n  title = {On abbr},\n  author = {A and B},\n}");
        let line = "input = input.gsub(/^.*\\bauthor\\b *= *\\{.*$\\n/) { |line| line.gsub(/[*&]/, '') }";
        assert_eq!(clean(line, BIBTEX), BIBTEX.replace("A* and B&", "A and B"));
    }

    #[test]
    fn files_that_are_not_understood_are_refused() {
        assert_eq!(read("def hideCustomBibtex(input)\n  other(input)\nend"), None);
        assert_eq!(read("while x\ninput.gsub!(/a/, 'b')\nend"), None);
        assert_eq!(read("if (keyword = 1"), None);
    }
}
