//! `strip_html`: text without scripts, styles, comments and tags; and together with a filter that cuts it short, which
//! spares looking at what is cut away.

use crate::bytes::Either;
use crate::context::Context;
use crate::environment::{Arity, Environment, Known};
use crate::error::Result;
use crate::value::Value;

/// What goes with all that is in it. Upper case is no such thing.
const BLOCKS: [(&[u8], &[u8]); 3] = [(b"<script", b"</script>"), (b"<!--", b"-->"), (b"<style", b"</style>")];

pub(super) fn register(environment: &mut Environment) {
    environment.text_filter("strip_html", Arity::exactly(0), strip_html).know("strip_html", Known::StripHtml);
}

fn strip_html(input: &Value, _: &[Value], cx: &mut Context, out: &mut String) -> Result<Option<Value>> {
    if let Value::Str(text) = input
        && memchr::memchr(b'<', text.as_bytes()).is_none()
    {
        return Ok(Some(input.clone()));
    }
    strip(&cx.text(input), out, |_| false);
    Ok(None)
}

/// Appends text without HTML. Once `enough` says so of a piece just kept, the rest need not follow.
pub(super) fn strip(whole: &str, out: &mut String, mut enough: impl FnMut(&str) -> bool) {
    let before = out.len();
    let mut blocks = Blocks::default();
    let bytes = whole.as_bytes();
    let mut brackets = Either::new(b'<', b'>', bytes);
    let mut kept = 0;
    while let Some(start) = brackets.next() {
        if bytes[start] == b'>' {
            continue;
        }
        if start > kept {
            let piece = &whole[kept..start];
            out.push_str(piece);
            if enough(piece) {
                return;
            }
        }
        if let Some(end) = blocks.end(bytes, start) {
            brackets.go_on_from(end);
            kept = end;
            continue;
        }
        kept = loop {
            match brackets.next() {
                Some(end) if bytes[end] == b'>' => break end + 1,
                Some(at) if blocks.end(bytes, at).is_some() => {
                    // What is left of the tag goes on behind the block.
                    out.truncate(before);
                    out.push_str(&without_tags(&without_blocks(whole)));
                    return;
                }
                Some(_) => {}
                // A tag that never ends is text, and so is all that follows.
                None => {
                    out.push_str(&whole[start..]);
                    return;
                }
            }
        };
    }
    out.push_str(&whole[kept..]);
}

/// Knows which blocks are never closed from some place on, so that their ends are not looked for again.
#[derive(Default)]
struct Blocks {
    unclosed: [bool; 3],
}

impl Blocks {
    /// Gives the end of the block that begins at a position.
    #[inline]
    fn end(&mut self, bytes: &[u8], start: usize) -> Option<usize> {
        // Most tags are none of these, and most of those that begin with an `s` are spans.
        match bytes.get(start + 1..start + 3) {
            Some(b"sc" | b"st" | b"!-") => self.end_of_some(bytes, start),
            _ => None,
        }
    }

    fn end_of_some(&mut self, bytes: &[u8], start: usize) -> Option<usize> {
        let index = BLOCKS.iter().position(|(begin, _)| bytes[start..].starts_with(begin))?;
        if self.unclosed[index] {
            return None;
        }
        let (begin, end) = BLOCKS[index];
        let body = start + begin.len();
        let found = memchr::memmem::find(&bytes[body..], end);
        self.unclosed[index] = found.is_none();
        found.map(|length| body + length + end.len())
    }
}

fn without_blocks(whole: &str) -> String {
    let bytes = whole.as_bytes();
    let mut blocks = Blocks::default();
    let mut out = String::with_capacity(whole.len());
    let (mut kept, mut at) = (0, 0);
    while let Some(start) = memchr::memchr(b'<', &bytes[at..]).map(|found| at + found) {
        at = start + 1;
        if let Some(end) = blocks.end(bytes, start) {
            out.push_str(&whole[kept..start]);
            (kept, at) = (end, end);
        }
    }
    out.push_str(&whole[kept..]);
    out
}

fn without_tags(whole: &str) -> String {
    let bytes = whole.as_bytes();
    let mut out = String::with_capacity(whole.len());
    let mut kept = 0;
    while let Some(start) = memchr::memchr(b'<', &bytes[kept..]).map(|found| kept + found) {
        let Some(length) = memchr::memchr(b'>', &bytes[start..]) else { break };
        out.push_str(&whole[kept..start]);
        kept = start + length + 1;
    }
    out.push_str(&whole[kept..]);
    out
}

#[cfg(test)]
mod tests {
    use super::{strip, without_blocks, without_tags};
    use crate::{Environment, Value};

    fn stripped(text: &str) -> String {
        let mut out = String::new();
        strip(text, &mut out, |_| false);
        out
    }

    #[test]
    fn one_pass_gives_what_two_give() {
        let pieces = [
            "a",
            "<",
            ">",
            "<b>",
            "<script",
            "</script>",
            "<!--",
            "-->",
            "<style>",
            "</style>",
            "<s",
            " é",
            "<script>x</script>",
        ];
        let mut number = 1_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..8 {
                number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(number >> 33) as usize % pieces.len()]);
            }
            assert_eq!(stripped(&text), without_tags(&without_blocks(&text)), "{text}");
        }
    }

    #[test]
    fn cutting_short_gives_what_cutting_after_gives() {
        let data =
            Value::from_pairs([("x", "<p>one  <b>two</b>\n three<!-- no --> f&amp;<i>our</i> <script>1</script>é")]);
        for cut in [
            "truncatewords: 0",
            "truncatewords: 2",
            "truncatewords: 5",
            "truncatewords: 6, '!'",
            "truncate: 1",
            "truncate: 9",
            "truncate: 24",
            "truncate: 25",
            "truncate: -1",
            "truncate",
            "truncatewords: 3 | size",
        ] {
            let render = |source: &str| Environment::new().parse("a", source).unwrap().render(&data).unwrap();
            let apart = render(&format!("{{% assign y = x | strip_html %}}{{{{ y | {cut} }}}}"));
            assert_eq!(render(&format!("{{{{ x | strip_html | {cut} }}}}")), apart, "{cut}");
            let apart = render(&format!("{{% assign y = x | strip_html %}}{{{{ y | strip | {cut} }}}}"));
            assert_eq!(render(&format!("{{{{ x | strip_html | strip | {cut} }}}}")), apart, "{cut}");
        }
    }
}
