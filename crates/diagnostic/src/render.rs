//! The two ways a diagnostic is printed: Jekyll's line (`{}`) and the long form (`{:#}`).
//!
//! Jekyll's rules: `lib/jekyll/log_adapter.rb` (topic right-justified to 20 columns, white space of the message
//! collapsed).

use crate::Diagnostic;
use std::fmt;

/// The width that topics are right-justified to, the blank after the topic included.
const TOPIC_WIDTH: usize = 20;

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.verbatim {
            return f.write_str(self.message.as_deref().unwrap_or_default());
        }
        write_line(f, &self.topic, self.message.as_deref())?;
        if f.alternate() {
            self.write_details(f)?;
        }
        Ok(())
    }
}

/// Writes a line as Jekyll's logger formats it. A topic without a message is not padded, but collapsed and followed
/// by the blank that Jekyll leaves.
fn write_line(f: &mut fmt::Formatter<'_>, topic: &str, message: Option<&str>) -> fmt::Result {
    match message {
        Some(message) => {
            let width = topic.chars().count() + 1;
            for _ in width..TOPIC_WIDTH {
                f.write_str(" ")?;
            }
            write!(f, "{topic} {}", collapse(message))
        }
        None => {
            let width = topic.chars().count() + 1;
            for _ in width..TOPIC_WIDTH {
                f.write_str(" ")?;
            }
            write!(f, "{topic} ")
        }
    }
}

/// Makes every run of ASCII white space one blank, as Ruby's `gsub(/\s+/, " ")` does.
fn collapse(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut in_space = false;
    for c in message.chars() {
        let space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c');
        if !space {
            out.push(c);
        } else if !in_space {
            out.push(' ');
        }
        in_space = space;
    }
    out
}

impl Diagnostic {
    fn write_details(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "\n  --> {place}")?;
            if let (Some(line), Some(source)) = (place.line, &place.source_line) {
                let gutter = line.to_string().len();
                write!(f, "\n{:gutter$} |\n{line} | {source}\n{:gutter$} | ", "", "")?;
                let before = place.column.unwrap_or(1) - 1;
                for c in source.chars().take(before) {
                    // A tab stays a tab so that the caret stands below its character.
                    f.write_str(if c == '\t' { "\t" } else { " " })?;
                }
                f.write_str("^")?;
            }
        }
        for step in &self.trace {
            write!(f, "\n  from {step}")?;
        }
        for hint in &self.hints {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Diagnostic, Place, Severity};

    #[test]
    fn topics_are_right_justified_to_twenty_columns() {
        assert_eq!(Diagnostic::info("Source:", "/site").to_string(), "            Source: /site");
        assert_eq!(Diagnostic::info("Configuration file:", "none").to_string(), "Configuration file: none");
        assert_eq!(Diagnostic::info("Generating...", "").to_string(), "      Generating... ");
    }

    #[test]
    fn white_space_in_messages_collapses() {
        assert_eq!(Diagnostic::warning("Warning:", "a\n\n  b").to_string(), "           Warning: a b");
    }

    #[test]
    fn a_topic_alone_keeps_its_blank() {
        let told = Diagnostic::topic_only(Severity::Warning, "YAML Exception reading /a.md: (<unknown>): x");
        assert_eq!(told.to_string(), "YAML Exception reading /a.md: (<unknown>): x ");
    }

    #[test]
    fn the_long_form_has_frame_trace_and_hints() {
        let text = "a\n\t{{ x | nope }}\n";
        let told = Diagnostic::error("Liquid Exception:", "bad")
            .at(Place::new("_includes/a.html").span_in(text, 10..14))
            .through(Place::new("index.md").line(2))
            .hint("Did you mean `note`?");
        assert_eq!(
            format!("{told:#}"),
            "  Liquid Exception: bad\n  --> _includes/a.html:2:9\n  |\n2 | \t{{ x | nope }}\n  | \t       ^\n  from index.md:2\n  hint: Did you mean `note`?"
        );
    }
}
