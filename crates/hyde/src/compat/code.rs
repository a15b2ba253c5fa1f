//! Languages of highlighted code that hyde does not colour as Rouge does.

use super::{Certainty, Finding, Known, Section, Site};
use std::collections::BTreeMap;

pub(super) fn examine(site: &Site<'_>) -> Vec<Finding> {
    let markdown = site.config.markdown_extensions();
    let mut places: BTreeMap<String, (String, usize, usize)> = BTreeMap::new();
    for file in &site.files {
        let extension = file.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ext)| ext);
        let is_markdown = markdown.iter().any(|known| known.trim_start_matches('.').eq_ignore_ascii_case(extension));
        if !is_markdown && !matches!(extension, "html" | "liquid" | "htm") {
            continue;
        }
        let Some(text) = site.text(file) else { continue };
        for (language, line) in languages(&text, is_markdown) {
            places.entry(language).or_insert_with(|| (file.clone(), line, 0)).2 += 1;
        }
    }
    let finding = |(language, (file, line, count)): (String, (String, usize, usize))| {
        let lexer = hyde_rouge::find(&language)?;
        let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
        let (certainty, text) = match Known::of(Section::Code, lexer.tag()) {
            _ if !lexer.has_colours() => (
                Certainty::Differs,
                format!("code in {language} ({times}) stays without colours: its lexer is not written yet"),
            ),
            Some(known) => (known.certainty, format!("code in {language} ({times}): {}", known.what)),
            None => return None,
        };
        Some(Finding { certainty, line: Some(line), ..Finding::new(Section::Code, &file, text) })
    };
    places.into_iter().filter_map(finding).collect()
}

/// Finds the languages that fences and `highlight` tags name, with their lines.
fn languages(text: &str, is_markdown: bool) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    // The fence that code inside stands in: its character and length.
    let mut open: Option<(char, usize)> = None;
    for (number, line) in text.lines().enumerate() {
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let mark = bare.chars().next().filter(|c| is_markdown && matches!(c, '`' | '~'));
        let length = mark.map_or(0, |mark| bare.chars().take_while(|c| *c == mark).count());
        match (open, mark) {
            (None, Some(mark)) if length >= 3 => {
                open = Some((mark, length));
                let name: String =
                    bare[length..].trim_start().chars().take_while(|c| !c.is_whitespace() && *c != '{').collect();
                if !name.is_empty() && !name.contains('`') {
                    found.push((name, number + 1));
                }
            }
            (Some((fence, least)), Some(mark))
                if fence == mark && length >= least && bare[length..].trim().is_empty() =>
            {
                open = None;
            }
            _ => {}
        }
        for rest in line.split("{%").skip(1) {
            let rest = rest.trim_start_matches(['-', ' ', '\t']);
            if let Some(name) = rest.strip_prefix("highlight ").and_then(|rest| rest.split_whitespace().next()) {
                found.push((name.to_lowercase(), number + 1));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::languages;

    #[test]
    fn fences_and_tags_name_languages() {
        let text = "```perl\n~~~ruby\n```\n\n~~~~ make {x}\n```c\n~~~~\n{% highlight Julia linenos %}\n> ```lua\n";
        let found: Vec<(String, usize)> = languages(text, true);
        let names: Vec<(&str, usize)> = found.iter().map(|(name, line)| (name.as_str(), *line)).collect();
        assert_eq!(names, [("perl", 1), ("make", 5), ("julia", 8), ("lua", 9)]);
        assert_eq!(languages("```perl\n", false), []);
    }
}
