//! Extensions and attribute lists between blocks: `{::name}`, `{:name: …}`, `{: …}`.

use super::{Frame, Parser};
use crate::attributes;
use crate::options::Setting;
use crate::scan;
use crate::source::Source;
use crate::tree::{AttributeList, Category, Ending, Kind, NodeId};
use memchr::memmem;

const NAMES: [&str; 3] = ["comment", "nomarkdown", "options"];

/// The opening or closing mark of an extension.
pub(crate) enum Mark<'t> {
    /// `{::name options}` or `{::name options /}`
    Open { name: &'static str, options: &'t str, closed: bool, end: usize },
    /// `{:/name}` or `{:/}`
    Close { name: Option<&'static str> },
}

/// Reads the mark of an extension at `pos`; `ends` says whether what follows it suits.
pub(crate) fn mark(text: &str, pos: usize, ends: impl Fn(usize) -> bool) -> Option<Mark<'_>> {
    let rest = &text[pos..];
    if let Some(rest) = rest.strip_prefix("{:/") {
        let name = NAMES.into_iter().find(|name| rest.starts_with(name));
        let length = name.map_or(0, str::len);
        let close = pos + 3 + length;
        return (rest[length..].starts_with('}') && ends(close + 1)).then_some(Mark::Close { name });
    }
    let rest = rest.strip_prefix("{::")?;
    let name = NAMES.into_iter().find(|name| rest.starts_with(name))?;
    let after = pos + 3 + name.len();
    let bytes = text.as_bytes();
    let mut from = after;
    if bytes.get(after).is_some_and(|b| crate::unicode::is_space(*b)) {
        from += 1;
    } else if !matches!(bytes.get(after), Some(b'}' | b'/')) {
        return None;
    }
    // The first brace that suits wins; braces behind a backslash count as content first.
    let brace = scan::brace_ends(text, from).into_iter().find(|brace| ends(brace + 1))?;
    let closed = brace > from && bytes[brace - 1] == b'/';
    let options = &text[from..brace - usize::from(closed)];
    if from == after && !options.is_empty() {
        return None;
    }
    Some(Mark::Open { name, options, closed, end: brace + 1 })
}

/// What stands between an extension's marks, and the end of the closing one.
pub(crate) fn span_body<'t>(text: &'t str, from: usize, name: &str) -> Option<(&'t str, usize)> {
    memmem::find_iter(&text.as_bytes()[from..], b"{:/").map(|at| from + at).find_map(|at| {
        let rest = &text[at + 3..];
        let rest = rest.strip_prefix(name).unwrap_or(rest);
        rest.starts_with('}').then(|| (&text[from..at], text.len() - rest.len() + 1))
    })
}

fn block_body<'t>(text: &'t str, from: usize, name: &str) -> Option<(&'t str, usize)> {
    memmem::find_iter(&text.as_bytes()[from..], b"{:/").map(|at| from + at).find_map(|at| {
        let line = text[from..at].rfind('\n').map_or(from, |end| from + end + 1);
        if at - line > 3 || text[line..at].bytes().any(|b| b != b' ') {
            return None;
        }
        let (_, end) = span_body(text, at, name).filter(|(before, _)| before.is_empty())?;
        scan::blank_rest(text, end).map(|end| (&text[from..line], end))
    })
}

impl Parser<'_> {
    pub(super) fn block_extension(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        let text = source.text;
        let start = scan::skip_indent(text, source.pos, 3);
        if !source.bytes()[start..].starts_with(b"{:") {
            return false;
        }
        if source.never_ends(start) {
            return false;
        }
        if self.attribute_definition(source, frame, start) {
            return true;
        }
        let ends = |at: usize| scan::blank_rest(text, at).is_some();
        if let Some(found) = mark(text, start, ends) {
            return self.block_mark(source, frame, found);
        }
        self.block_attribute_list(source, frame)
    }

    /// `{:name: …}`
    fn attribute_definition(&mut self, source: &mut Source<'_>, frame: &mut Frame, start: usize) -> bool {
        let text = source.text;
        let Some(stop) = scan::ald_name_end(text, start + 2) else { return false };
        // The name may have taken the colon that ends it.
        let (name_end, from) = if source.bytes().get(stop) == Some(&b':') {
            (stop, stop + 1)
        } else if let Some(colon) = text[start + 3..stop].rfind(':').map(|at| start + 3 + at) {
            (colon, colon + 1)
        } else {
            return false;
        };
        let found = scan::brace_ends(text, from)
            .into_iter()
            .filter(|brace| *brace > from)
            .find_map(|brace| scan::blank_rest(text, brace + 1).map(|end| (brace, end)));
        let Some((brace, end)) = found else { return false };
        let line = source.line();
        let name = text[start + 2..name_end].to_string();
        let mut list = self.attribute_definitions.remove(&name).unwrap_or_default();
        self.parse_attributes(&text[from..brace], &mut list, line);
        self.attribute_definitions.insert(name, list);
        source.pos = end;
        self.add_block(frame, Kind::End(Ending::AttributeDefinition), line);
        true
    }

    /// `{: …}`: belongs to the block before or, when there is none, to the next one.
    fn block_attribute_list(&mut self, source: &mut Source<'_>, frame: &mut Frame) -> bool {
        let Some(found) = source.block_attributes(source.pos) else { return false };
        let line = source.line();
        source.pos = found.end;
        let before = self.tree.last_child(frame.parent).filter(|last| match self.tree.kind(*last) {
            Kind::Blank { .. } => false,
            Kind::End(ending) => {
                matches!(ending, Ending::LinkDefinition | Ending::AbbreviationDefinition | Ending::FootnoteDefinition)
            }
            _ => true,
        });
        let Some(before) = before else {
            let mut list = frame.pending.take().unwrap_or_default();
            self.parse_attributes(found.content, &mut list, line);
            frame.pending = Some(list);
            return true;
        };
        let mut list = self.tree.node_mut(before).attribute_list.take().unwrap_or_default();
        self.parse_attributes(found.content, &mut list, line);
        self.tree.node_mut(before).attribute_list = Some(list);
        if source.block_attributes(source.pos).is_none() {
            self.add_block(frame, Kind::End(Ending::Attributes), line);
        }
        true
    }

    fn block_mark(&mut self, source: &mut Source<'_>, frame: &mut Frame, found: Mark<'_>) -> bool {
        let line = source.line();
        let Mark::Open { name, options, closed, end } = found else {
            let name = match found {
                Mark::Close { name: Some(name) } => format!("for '{name}' "),
                _ => String::new(),
            };
            self.warn(format!("Invalid extension stop tag {name} found on line {line} - ignoring it"), Some(line));
            return false;
        };
        let end = scan::blank_rest(source.text, end).unwrap_or(end);
        let mut body = None;
        source.pos = if closed {
            end
        } else {
            match Some(()).filter(|()| source.occurs("{:/", end)).and_then(|()| block_body(source.text, end, name)) {
                Some((inside, after)) => {
                    body = Some(inside.strip_suffix('\n').unwrap_or(inside));
                    after
                }
                None => {
                    self.warn(
                        format!("No stop tag for extension '{name}' found on line {line} - ignoring it"),
                        Some(line),
                    );
                    return false;
                }
            }
        };
        self.run_extension(frame.parent, name, options, body, Category::Block, line);
        if name == "options" {
            self.add_block(frame, Kind::End(Ending::Extension), line);
        }
        true
    }

    /// Does what an extension says.
    pub(crate) fn run_extension(
        &mut self,
        parent: NodeId,
        name: &str,
        options: &str,
        body: Option<&str>,
        category: Category,
        line: u32,
    ) {
        let mut list = AttributeList::default();
        if !attributes::parse(options, &mut list) {
            self.warn(format!("No or invalid attributes found in IAL/ALD content: {options}"), Some(line));
        }
        match (name, body) {
            ("comment", Some(body)) => {
                self.tree.append(parent, Kind::Comment { text: body.into(), category }, line);
            }
            ("nomarkdown", Some(body)) if !body.is_empty() || category == Category::Span => {
                let formats = list.attributes.get("type").unwrap_or_default();
                let formats = formats.split_ascii_whitespace().map(String::from).collect();
                let body = self.tree.slice(body);
                self.tree.append(parent, Kind::Raw { text: body, category, formats }, line);
            }
            ("nomarkdown", Some(body)) => {
                let text = self.tree.slice(body);
                self.tree.append(parent, Kind::Raw { text, category, formats: Box::default() }, line);
            }
            ("options", _) => self.set_options(list, line),
            _ => {}
        }
    }

    fn set_options(&mut self, list: AttributeList, line: u32) {
        for (name, value) in list.attributes.iter() {
            if self.options.forbidden_inline_options.iter().any(|known| known == name) {
                self.warn(format!("Option {name} may not be set inline"), Some(line));
                continue;
            }
            // The GFM parser has read its options before.
            let read = matches!(name, "hard_wrap" | "gfm_quirks" | "input");
            let value = Setting::Str(value.into());
            let outcome = if read {
                self.options.as_ref().clone().set(name, value)
            } else {
                self.options.to_mut().set(name, value)
            };
            match outcome {
                // A value that the option does not take is passed over in silence.
                Ok(true) | Err(_) => {}
                Ok(false) => self.warn(format!("Unknown kramdown option '{name}'"), Some(line)),
            }
        }
    }
}
