//! Stand-ins for tags of Ruby files that are not run, so that a site still builds: a tag renders nothing, a block what
//! is in it.

use super::Registry;
use hyde_liquid::{Body, Context, ParseContext, Render, Result, Tag};

/// Registers a stand-in for each tag that a Ruby file registers and nothing else provides; gives their names.
pub(super) fn stand_in(text: &str, registry: &mut Registry) -> Vec<String> {
    let mut names = Vec::new();
    for (name, class) in registered_tags(text) {
        if registry.environment().has_tag(&name) {
            continue;
        }
        if is_block(text, &class) {
            registry.tag(&name, MissingBlock);
        } else {
            registry.tag(&name, MissingTag);
        }
        names.push(name);
    }
    names
}

/// Finds `register_tag("name", Class)` in Ruby text: names with the last part of their classes' names.
fn registered_tags(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        let Some(at) = line.find("register_tag") else { continue };
        let rest = line[at + "register_tag".len()..].trim_start_matches(['(', ' ', '\t', ':', '"', '\'']);
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let name: String = rest.chars().take_while(|c| is_name(*c)).collect();
        let class = rest.split_once(',').map_or("", |(_, class)| class.trim());
        let class: String = class.chars().take_while(|c| is_name(*c) || *c == ':').collect();
        if !name.is_empty() {
            found.push((name, class.rsplit("::").next().unwrap_or("").to_owned()));
        }
    }
    found
}

/// Whether a class of the text inherits from a block.
fn is_block(text: &str, class: &str) -> bool {
    text.lines().filter_map(|line| line.trim().strip_prefix("class ")).any(|rest| {
        rest.split_once('<').is_some_and(|(name, parent)| {
            name.trim().rsplit("::").next() == Some(class) && parent.trim().trim_end_matches(';').ends_with("Block")
        })
    })
}

struct MissingTag;

struct MissingBlock;

struct Nothing;

struct Inner(Body);

impl Tag for MissingTag {
    fn parse(&self, _: &str, _: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Nothing))
    }
}

impl Tag for MissingBlock {
    fn parse(&self, _: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let (body, _) = cx.body(&[])?;
        Ok(Box::new(Inner(body)))
    }
}

impl Render for Nothing {
    fn render(&self, _: &mut Context, _: &mut String) -> Result<()> {
        Ok(())
    }
}

impl Render for Inner {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        self.0.render(cx, out)
    }
}

#[cfg(test)]
mod tests {
    use super::{is_block, registered_tags};

    #[test]
    fn registrations_are_found_in_ruby() {
        let text = "module Jekyll\n  class Box < Liquid::Block\n  end\n  class Dot < Liquid::Tag; end\nend\n\
                    Liquid::Template.register_tag('box', Jekyll::Box)\n# register_tag('no', No)\n\
                    Liquid::Template.register_tag \"dot\", Jekyll::Dot\n";
        let tags = registered_tags(text);
        assert_eq!(tags, [("box".to_owned(), "Box".to_owned()), ("dot".to_owned(), "Dot".to_owned())]);
        assert!(is_block(text, "Box") && !is_block(text, "Dot"));
    }
}
