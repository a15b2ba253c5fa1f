//! Liquid's own tags, one per file.

mod assign;
mod capture;
mod case;
mod comment;
mod counters;
mod cycle;
mod for_loop;
mod if_unless;
mod ifchanged;
mod include;
mod interrupt;
mod loop_object;
mod raw;
mod table_row;

use crate::environment::Environment;

/// Registers all of them.
pub(crate) fn register(environment: &mut Environment) {
    environment
        .tag("assign", assign::Assign)
        .tag("break", interrupt::Break)
        .tag("capture", capture::Capture)
        .tag("case", case::Case)
        .tag("comment", comment::Comment)
        .tag("continue", interrupt::Continue)
        .tag("cycle", cycle::Cycle)
        .tag("decrement", counters::Decrement)
        .tag("for", for_loop::For)
        .tag("if", if_unless::If)
        .tag("ifchanged", ifchanged::IfChanged)
        .tag("include", include::Include)
        .tag("increment", counters::Increment)
        .tag("raw", raw::Raw)
        .tag("tablerow", table_row::TableRow)
        .tag("unless", if_unless::Unless);
}

/// Finds the first run of characters that a variable's name may have on the left of `=`, from a position on. Each may
/// stand in parentheses, which then are part of the name.
fn target(markup: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = markup.as_bytes();
    let is_part = |at: usize| {
        bytes.get(at).is_some_and(|byte| crate::unicode::is_word(*byte) || matches!(byte, b'-' | b'.' | b'[' | b']'))
    };
    let unit = |at: usize| {
        let inner = if bytes.get(at) == Some(&b'(') { at + 1 } else { at };
        is_part(inner).then(|| if bytes.get(inner + 1) == Some(&b')') { inner + 2 } else { inner + 1 })
    };
    let start = (from..bytes.len()).find(|at| unit(*at).is_some())?;
    let mut end = start;
    while let Some(after) = unit(end) {
        end = after;
    }
    Some((start, end))
}
