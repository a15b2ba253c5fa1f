//! Markdown, with the code in its fences.

use super::html::Html;
use super::yaml::Yaml;
use super::{Lex, Options};
use crate::Token;
use crate::scan::{Scan, is_space, is_word};

/// The lexer for Markdown.
#[derive(Default)]
pub(super) struct Markdown {
    started: bool,
    state: State,
    /// A run of this many backticks or more is not closed any more.
    unclosed_ticks: Option<usize>,
    html: Html,
    seen: Seen,
}

/// Where searches ended: from any offset between, they end there again.
#[derive(Default)]
struct Seen {
    blank: (usize, usize),
    newlines: (usize, usize),
    bracket: (usize, usize),
    in_line: (usize, usize),
    near: (usize, usize),
    angle: (usize, usize),
}

/// The end of a run, from memory where a search passed the offset before.
fn recall(seen: &mut (usize, usize), from: usize, search: impl FnOnce() -> usize) -> usize {
    if from < seen.0 || from >= seen.1 {
        *seen = (from, search());
    }
    seen.1
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Root,
    /// Behind `](`.
    Url,
    /// Behind `]:`.
    Definition,
}

impl Lex for Markdown {
    fn lex(&mut self, scan: &mut Scan<'_>) {
        if !self.started {
            self.started = true;
            front_matter(scan);
        }
        self.unclosed_ticks = None;
        self.seen = Seen::default();
        while !scan.eof() {
            match self.state {
                State::Root => self.root(scan),
                State::Url => self.url(scan),
                State::Definition => self.definition(scan),
            }
        }
    }
}

/// YAML at the very start, between lines of dashes.
fn front_matter(scan: &mut Scan<'_>) {
    let first = scan.line_end(scan.pos());
    if !scan.starts(b"---") || !scan.slice(scan.pos() + 3, first).trim_ascii().is_empty() {
        return;
    }
    if let Some(close) = scan.find(first, b"\n---") {
        let end = close + 4;
        if end >= scan.end() || scan.at(end) == b'\n' {
            scan.delegate(&mut Yaml::default(), end);
        }
    }
}

impl Markdown {
    fn root(&mut self, scan: &mut Scan<'_>) {
        if scan.bol() && self.line_start(scan) {
            return;
        }
        let byte = scan.cur();
        match byte {
            b'\n' => self.newline(scan),
            b'`' | b'~' if self.fence(scan) => {}
            b'`' => self.ticks(scan),
            b'*' | b'_' => emphasis(scan, byte),
            b'\\' if scan.peek(1) != b'\n' => scan.emit(Token::LiteralStringEscape, 2),
            b'\\' => scan.error(),
            b'<' => self.angle(scan),
            b'&' => entity(scan),
            b'[' => self.bracket(scan, 1),
            b'!' if scan.peek(1) == b'[' => self.bracket(scan, 2),
            _ => text(scan),
        }
    }

    /// What only the start of a line can begin.
    fn line_start(&mut self, scan: &mut Scan<'_>) -> bool {
        let start = scan.pos();
        let line = scan.line_end(start);
        if scan.cur() == b'#' {
            let heading = scan.peek(1) != b'#';
            scan.emit_to(if heading { Token::GenericHeading } else { Token::GenericSubheading }, line);
            return true;
        }
        if self.setext(scan, line) {
            return true;
        }
        let first = recall(&mut self.seen.blank, start, || scan.space_end(start));
        let byte = scan.at(first);
        match byte {
            b'>' => {
                scan.emit_to(Token::GenericTraceback, scan.line_end(first));
                return true;
            }
            b'*' | b'-' | b'_' => {
                let end = rule_end(scan, first, byte);
                if let Some(end) = end {
                    scan.emit_to(Token::Punctuation, end);
                    return true;
                }
            }
            b'[' if first < line => {
                if let Some(close) = scan.find(first, b"]:").filter(|close| *close < line && *close > first + 1) {
                    scan.emit_to(Token::Text, first);
                    scan.emit(Token::Punctuation, 1);
                    scan.emit_to(Token::LiteralStringSymbol, close);
                    scan.emit(Token::Punctuation, 2);
                    self.state = State::Definition;
                    return true;
                }
            }
            _ => {}
        }
        let marker = match byte {
            b'*' | b'+' | b'-' if is_space(scan.at(first + 1)) => Some(first + 1),
            b'0'..=b'9' => Some(scan.digits_end(first)).filter(|end| scan.at(*end) == b'.').map(|end| end + 1),
            _ => None,
        };
        if let Some(end) = marker {
            scan.emit_to(Token::Punctuation, end);
            return true;
        }
        false
    }

    /// A heading with a line of signs under it.
    fn setext(&mut self, scan: &mut Scan<'_>, line: usize) -> bool {
        let under = line + 1;
        let sign = scan.at(under);
        if !matches!(sign, b'=' | b'-') || line == scan.pos() {
            return false;
        }
        let end = scan.while_at(under, |b| b == sign);
        if end < under + 3 || scan.at(end) != b'\n' {
            return false;
        }
        scan.emit_to(if sign == b'=' { Token::GenericSubheading } else { Token::GenericHeading }, end + 1);
        true
    }

    fn fence(&mut self, scan: &mut Scan<'_>) -> bool {
        let (start, byte) = (scan.pos(), scan.cur());
        let fence = [byte; 3];
        let line = scan.line_end(start);
        if !scan.starts(&fence) || scan.slice(start + 3, line).contains(&byte) || line >= scan.end() {
            return false;
        }
        let indent = scan.slice(start.saturating_sub(64).max(scan.base()), start);
        if !indent.trim_ascii_end().is_empty() && !indent.contains(&b'\n') {
            return false;
        }
        let name = scan.text(start + 3, line).trim().to_owned();
        scan.emit(Token::Punctuation, 3);
        scan.emit_to(Token::NameLabel, line + 1);
        let mut at = line;
        while let Some(close) = scan.find(at, &fence) {
            let newline = scan.slice(line, close).iter().rposition(|b| *b == b'\n').map(|index| line + index);
            if let Some(newline) = newline.filter(|newline| scan.slice(*newline, close).trim_ascii().is_empty()) {
                code(scan, &name, newline);
                scan.emit_to(Token::Text, close);
                scan.emit(Token::Punctuation, 3);
                return true;
            }
            at = close + 3;
        }
        code(scan, &name, scan.end());
        true
    }

    fn ticks(&mut self, scan: &mut Scan<'_>) {
        let open = scan.while_at(scan.pos(), |b| b == b'`');
        let count = open - scan.pos();
        if self.unclosed_ticks.is_none_or(|least| count < least) {
            let ticks = scan.slice(scan.pos(), open);
            if let Some(close) = scan.find(open, ticks) {
                return scan.emit_to(Token::LiteralStringBacktick, close + count);
            }
            self.unclosed_ticks = Some(count);
        }
        scan.emit_to(Token::Error, open);
    }

    fn angle(&mut self, scan: &mut Scan<'_>) {
        let start = scan.pos();
        let close = recall(&mut self.seen.angle, start, || scan.while_at(start, |b| b != b'>' && b != b'\n'));
        if scan.at(close) != b'>' {
            return text(scan);
        }
        if scan.starts(b"<!--") {
            let line = scan.line_end(close);
            return match memchr::memmem::find(scan.slice(start, line), b"-->") {
                Some(end) => scan.delegate(&mut self.html, start + end + 3),
                None => text(scan),
            };
        }
        let inner = scan.slice(start + 1, close);
        let scheme = memchr::memmem::find(inner, b"://").is_some() && inner[0].is_ascii_alphabetic();
        if (scheme && !inner.contains(&b' ')) || (inner.contains(&b'@') && !inner.contains(&b'"')) {
            return scan.emit_to(Token::NameVariable, close + 1);
        }
        scan.delegate(&mut self.html, close + 1);
    }

    /// A link, an image or a reference.
    fn bracket(&mut self, scan: &mut Scan<'_>, len: usize) {
        let start = scan.pos() + len;
        let opens = |at: usize| matches!(scan.at(at + 1), b'(' | b'[');
        // A text over several lines ends with its first bracket, one in a line with the first that an address follows.
        let first = recall(&mut self.seen.bracket, start, || scan.find_byte(start, b']').unwrap_or(scan.end()));
        let close = match opens(first) {
            true => first,
            false => recall(&mut self.seen.in_line, start, || {
                let line = scan.line_end(start);
                let mut ends = memchr::memchr_iter(b']', scan.slice(start, line)).map(|at| start + at);
                ends.find(|at| opens(*at)).unwrap_or(line)
            }),
        };
        let near = recall(&mut self.seen.near, start, || scan.while_at(start, |b| b != b']' && b != b'\n'));
        let close = if is_space(scan.at(start)) && close != near { near } else { close };
        if scan.at(close) == b']' {
            if scan.at(close + 1) == b'(' && link_url(scan, close + 2) {
                scan.emit(Token::Punctuation, len);
                scan.emit_to(Token::NameVariable, close);
                scan.emit(Token::Punctuation, 2);
                self.state = State::Url;
                return;
            }
            let second = scan.at(close + 1) == b'[';
            let end = scan.while_at(close + 2, |b| b != b']' && b != b'\n');
            if second && scan.at(end) == b']' && len == 1 {
                scan.emit(Token::Punctuation, 1);
                scan.emit_to(Token::NameVariable, close);
                scan.emit(Token::Punctuation, 2);
                scan.emit_to(Token::LiteralStringSymbol, end);
                return scan.emit(Token::Punctuation, 1);
            }
            let followed = scan.at(close + 1) == b'(' || scan.starts_at(scan.blank_end(close + 1), b"[");
            if followed && len == 1 {
                scan.emit(Token::Punctuation, 1);
                scan.emit_to(Token::LiteralStringSymbol, close);
                return scan.emit(Token::Punctuation, 1);
            }
        }
        scan.emit(Token::Text, 1);
    }

    fn url(&mut self, scan: &mut Scan<'_>) {
        let byte = scan.cur();
        match byte {
            _ if is_space(byte) => scan.emit_to(Token::Text, scan.space_end(scan.pos())),
            b')' => {
                scan.emit(Token::Punctuation, 1);
                // The blanks behind a link are no part of the text that follows.
                scan.emit_to(Token::Text, scan.blank_end(scan.pos()));
                self.state = State::Root;
            }
            b'"' | b'\'' => match scan.find_byte(scan.pos() + 1, byte) {
                Some(close) => scan.emit_to(Token::NameNamespace, close + 1),
                None => {
                    scan.error();
                    self.state = State::Root;
                }
            },
            _ => {
                let end = scan.while_at(scan.pos(), |b| !is_space(b) && b != b')');
                scan.emit_to(Token::LiteralStringOther, end);
                let next = scan.space_end(end);
                // Only a title may follow.
                if !matches!(scan.at(next), b'"' | b'\'' | b')') {
                    self.state = State::Root;
                }
            }
        }
    }

    fn definition(&mut self, scan: &mut Scan<'_>) {
        self.state = State::Root;
        scan.emit_to(Token::Text, scan.blank_end(scan.pos()));
        if scan.cur() == b'<' {
            scan.emit(Token::NameTag, 1);
            scan.emit_to(Token::LiteralStringOther, scan.while_at(scan.pos(), |b| b != b'>' && b != b'\n'));
            if scan.cur() == b'>' {
                scan.emit(Token::NameTag, 1);
            }
        } else {
            scan.emit_to(Token::LiteralStringOther, scan.while_at(scan.pos(), |b| !is_space(b)));
        }
        let title = scan.blank_end(scan.pos());
        let close = match scan.at(title) {
            b'"' | b'\'' => scan.at(title),
            b'(' => b')',
            _ => return,
        };
        let line = scan.line_end(title);
        if let Some(end) = scan.find_byte(title + 1, close).filter(|end| *end < line) {
            scan.emit_to(Token::Text, title);
            scan.emit_to(Token::NameNamespace, end + 1);
        }
    }
}

impl Markdown {
    /// A newline: plain, or the start of indented code behind a blank line.
    fn newline(&mut self, scan: &mut Scan<'_>) {
        let indented = |at: usize| scan.at(at) == b'\t' || scan.starts_at(at, b"    ");
        let start = scan.pos();
        let blank = recall(&mut self.seen.newlines, start, || scan.while_at(start, |b| b == b'\n'));
        if blank > scan.pos() + 2 || (blank > scan.pos() + 1 && indented(blank)) {
            let mut end = blank;
            while end < scan.end() && (indented(end) || scan.at(end) == b'\n') {
                end = scan.next_line(end);
            }
            return scan.emit_to(Token::LiteralStringBacktick, end);
        }
        scan.emit(Token::Text, 1);
    }
}

/// The end of a horizontal rule made of one sign.
fn rule_end(scan: &Scan<'_>, first: usize, sign: u8) -> Option<usize> {
    let line = scan.line_end(first);
    let signs = scan.slice(first, line).iter().filter(|b| **b == sign).count();
    let clean = scan.slice(first, line).iter().all(|b| *b == sign || *b == b' ');
    // A blank line's newline belongs to the rule before it.
    let end = if scan.at(line + 1) == b'\n' || line + 1 >= scan.end() { (line + 1).min(scan.end()) } else { line };
    (clean && signs >= 3 && sign != b'_').then_some(end)
}

/// Whether a plain address follows the parenthesis of a link.
fn link_url(scan: &Scan<'_>, from: usize) -> bool {
    let start = scan.space_end(from);
    let end = scan.while_at(start, |b| !is_space(b) && !matches!(b, b'(' | b')' | b'<'));
    scan.at(end) == b')' || (end > start && is_space(scan.at(end)))
}

fn code(scan: &mut Scan<'_>, name: &str, end: usize) {
    if name.is_empty() {
        return scan.emit_to(Token::Text, end);
    }
    let (name, options) = match name.split_once('?') {
        Some((name, options)) => (name, Options::parse(options)),
        None => (name, Options::default()),
    };
    match crate::language::tag_of(name) {
        Some(tag) => match super::build(tag, &options) {
            Some(mut lexer) => scan.delegate(lexer.as_mut(), end),
            None => scan.emit_to(Token::Text, end),
        },
        None => scan.emit_to(Token::LiteralStringBacktick, end),
    }
}

fn entity(scan: &mut Scan<'_>) {
    let end = scan.while_at(scan.pos() + 1, |b| is_word(b) || b == b'#');
    if scan.at(end) == b';' {
        scan.emit_to(Token::NameEntity, end + 1);
    } else {
        text(scan);
    }
}

fn emphasis(scan: &mut Scan<'_>, sign: u8) {
    let start = scan.pos();
    let run = (0..3).take_while(|at| scan.peek(*at) == sign).count();
    if sign == b'_' && run >= 2 {
        // Underscores close where the next two stand, whatever their number.
        let line = scan.slice(start + 3, scan.end()).iter().take_while(|byte| **byte != b'\n');
        let two = line.enumerate().find(|(at, _)| scan.starts_at(start + 3 + at, b"__"));
        if let Some((close, _)) = two {
            return scan.emit_to(Token::GenericStrong, start + 3 + close + 2);
        }
    }
    for count in [3, 2] {
        if run < count || sign == b'_' {
            continue;
        }
        let inner = scan.while_at(start + count, |b| b != sign && b != b'\n');
        let close = scan.while_at(inner, |b| b == sign);
        if inner > start + count && close - inner >= count {
            let token = if count == 3 { Token::GenericEmphStrong } else { Token::GenericStrong };
            return scan.emit_to(token, inner + count);
        }
    }
    let (mut at, mut close) = (start + 1, None);
    while at < scan.end() && scan.at(at) != b'\n' {
        if scan.at(at) == sign {
            close = Some(at + 1);
            if scan.at(at + 1) != sign {
                break;
            }
            at += 1;
        }
        at += 1;
    }
    match close {
        Some(end) => scan.emit_to(Token::GenericEmph, end),
        None if sign == b'_' => text(scan),
        None => scan.error(),
    }
}

/// Plain text up to the next sign.
fn text(scan: &mut Scan<'_>) {
    let stops = |b: u8| matches!(b, b'\n' | b'`' | b'*' | b'\\' | b'<' | b'&' | b'[');
    let end = scan.while_at(scan.pos() + 1, |b| !stops(b));
    scan.emit_to(Token::Text, end);
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_link_over_lines_ends_with_the_first_bracket() {
        let names = |code: &str| {
            let lexer = crate::find("markdown").expect("a language");
            let tokens = lexer.lex(code);
            let names = tokens.iter().filter(|(token, _)| *token == crate::Token::NameVariable);
            names.map(|(_, text)| text.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names("[a] [b](c)\n"), ["a] [b"]);
        assert_eq!(names("[a\n\nb](c)\n"), ["a\n\nb"]);
        assert_eq!(names("[a] x\n[b](c)\n"), ["b"]);
        assert_eq!(names("[a]\n\n## M\n\n- F [r](s)\n"), ["r"]);
    }
}
