//! `highlight` (`lib/jekyll/tags/highlight.rb`): a block of code, through Rouge, in a figure.

use crate::messages;
use crate::plugin::SiteContext;
use crate::render::Scene;
use hyde_liquid::{Body, Context, ParseContext, Render, Result, Tag, Value, strip};
use hyde_rouge::{Formatter, Table};

/// The block.
pub(super) struct Highlight;

struct Highlighted {
    lang: String,
    numbered: bool,
    marked: Option<Vec<usize>>,
    body: Body,
}

impl Tag for Highlight {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let Some((lang, options)) = syntax(strip(markup)) else { return Err(messages::highlight_syntax(markup)) };
        let mut numbered = false;
        let mut marked = None;
        for (key, value) in &options {
            match *key {
                // Jekyll takes any value for yes, `false` too.
                "linenos" => numbered = true,
                "mark_lines" => match value.as_deref().map(lines) {
                    Some(Some(lines)) => marked = Some(lines),
                    _ => return Err(messages::highlight_marks()),
                },
                _ => {}
            }
        }
        let (body, _) = cx.body(&[])?;
        Ok(Box::new(Highlighted { lang: lang.to_lowercase(), numbered, marked, body }))
    }
}

/// The lines to mark; only a quoted list is one.
fn lines(value: &str) -> Option<Vec<usize>> {
    let list = value.strip_prefix('"')?.strip_suffix('"')?;
    Some(list.split_ascii_whitespace().filter_map(|number| number.parse().ok()).collect())
}

/// A language with its options.
type Parsed<'a> = (&'a str, Vec<(&'a str, Option<String>)>);

/// Reads `lang option option=value option="1 2"`.
fn syntax(markup: &str) -> Option<Parsed<'_>> {
    let is_lang = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '#' | '_' | '-');
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let end = markup.find(|c| !is_lang(c)).unwrap_or(markup.len());
    if end == 0 {
        return None;
    }
    let (lang, mut rest) = markup.split_at(end);
    let mut options = Vec::new();
    while !rest.is_empty() {
        let option = rest.trim_start();
        if option.is_empty() {
            break;
        }
        if option.len() == rest.len() {
            return None;
        }
        let end = option.find(|c| !is_word(c)).unwrap_or(option.len());
        if end == 0 {
            return None;
        }
        let key = &option[..end];
        rest = &option[end..];
        let mut value = None;
        if let Some(after) = rest.strip_prefix('=') {
            let end = if let Some(list) = after.strip_prefix('"') {
                let close = list.find('"')?;
                let numbers = &list[..close];
                let is_list = numbers.split_ascii_whitespace().all(|n| n.bytes().all(|b| b.is_ascii_digit()));
                if strip(numbers).is_empty() || !is_list || numbers.ends_with(' ') {
                    return None;
                }
                close + 2
            } else {
                after.find(|c| !is_word(c)).unwrap_or(after.len())
            };
            if end == 0 {
                return None;
            }
            value = Some(after[..end].to_owned());
            rest = &after[end..];
        }
        options.push((key, value));
    }
    Some((lang, options))
}

impl Render for Highlighted {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let around = |cx: &Context, key: &str| match cx.lookup(key) {
            Some(Value::Nil) | None => String::new(),
            Some(text) => cx.to_s(&text),
        };
        let prefix = around(cx, "highlighter_prefix");
        let suffix = around(cx, "highlighter_suffix");
        let mut body = String::new();
        self.body.render(cx, &mut body)?;
        let code = body.trim_matches(['\n', '\r']);
        let highlighter = cx.config().and_then(|config| config.get("highlighter")).filter(|value| !value.is_nil());
        let rendered = match highlighter.map(Value::to_s).as_deref() {
            None | Some("rouge") => self.rouge(code),
            Some("pygments") => {
                if let Some(scene) = cx.register::<Scene>() {
                    messages::no_pygments().into_iter().for_each(|told| scene.tell(told));
                }
                self.rouge(code)
            }
            _ => strip(&escape_html(code)).to_owned(),
        };
        let rendered = rendered.strip_suffix('\n').unwrap_or(&rendered);
        out.push_str(&prefix);
        out.push_str("<figure class=\"highlight\"><pre><code class=\"language-");
        out.push_str(&self.lang.replace('+', "-"));
        out.push_str("\" data-lang=\"");
        out.push_str(&self.lang);
        out.push_str("\">");
        out.push_str(rendered);
        out.push_str("</code></pre></figure>");
        out.push_str(&suffix);
        Ok(())
    }

    fn is_blank(&self) -> bool {
        self.body.is_blank()
    }
}

/// Escapes as Ruby's `CGI.escapeHTML`: quotes too.
fn escape_html(code: &str) -> String {
    hyde_rouge::escape(code).replace('"', "&quot;").replace('\'', "&#39;")
}

impl Highlighted {
    fn rouge(&self, code: &str) -> String {
        let mut formatter = Formatter::html();
        if let Some(marked) = &self.marked {
            formatter = formatter.mark_lines(marked);
        }
        if self.numbered {
            formatter = formatter.table(Table::jekyll());
        }
        let lexer = hyde_rouge::find_fancy(&self.lang, code).or_else(|| hyde_rouge::find("plaintext"));
        match lexer {
            Some(lexer) => formatter.format(&lexer.lex(code)),
            None => hyde_rouge::escape(code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::syntax;

    #[test]
    fn options_follow_the_language() {
        let (lang, options) = syntax("c++ linenos mark_lines=\"1 3\" x=y").unwrap();
        assert_eq!(lang, "c++");
        assert_eq!(
            options,
            [("linenos", None), ("mark_lines", Some("\"1 3\"".to_owned())), ("x", Some("y".to_owned()))]
        );
        assert!(syntax("").is_none());
        assert!(syntax("ruby ,").is_none());
        assert!(syntax("ruby a=\"b\"").is_none());
    }
}
