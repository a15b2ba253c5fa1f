//! Double quotation marks of `SMART`: pulldown-cmark leaves an unmatched one open, cmark looks at its neighbours.

use pulldown_cmark::{CowStr, Event};
use std::ops::Range;

/// Turns a double quotation mark as cmark does: it closes what stands before it, unless nothing does.
pub(super) fn turned<'e>(text: &str, (event, range): (Event<'e>, Range<usize>)) -> (Event<'e>, Range<usize>) {
    let mark = matches!(&event, Event::Text(mark) if matches!(&**mark, "“" | "”")) && &text[range.clone()] == "\"";
    if !mark {
        return (event, range);
    }
    let closes = closes(text[..range.start].chars().next_back(), text[range.end..].chars().next());
    (Event::Text(CowStr::Borrowed(if closes { "”" } else { "“" })), range)
}

/// Whether a mark between these characters can close (CommonMark's right-flanking).
fn closes(before: Option<char>, after: Option<char>) -> bool {
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let punctuation = |c: Option<char>| c.is_some_and(|c| c.is_ascii_punctuation() || (!c.is_ascii() && is_mark(c)));
    !space(before) && (!punctuation(before) || space(after) || punctuation(after))
}

/// Whether a character beyond ASCII is punctuation.
fn is_mark(c: char) -> bool {
    matches!(c, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '！'..='／' | '：' | '；' | '？' | '＠' | '［'..='］')
}
