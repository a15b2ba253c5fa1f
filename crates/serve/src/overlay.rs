//! A build's error, shown over the page that the browser has.

/// A line of the code around an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameLine {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Its text.
    pub text: String,
}

/// Why a build failed, for the person in front of the browser.
///
/// ```
/// use hyde_serve::{Failure, FrameLine};
/// let frame = vec![FrameLine { number: 3, text: "{% nope %}".to_owned() }];
/// let failure = Failure::new("Unknown tag 'nope'").at("index.md", Some(3), Some(1)).frame(frame).hint("See the docs.");
/// let html = failure.to_html();
/// assert!(html.contains("index.md:3:1") && html.contains("{% nope %}"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    message: String,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    frame: Vec<FrameLine>,
    hints: Vec<String>,
}

impl Failure {
    /// Makes a failure of a message.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), file: None, line: None, column: None, frame: Vec::new(), hints: Vec::new() }
    }

    /// Says where it happened; line and column count from 1.
    #[must_use]
    pub fn at(mut self, file: impl Into<String>, line: Option<usize>, column: Option<usize>) -> Self {
        (self.file, self.line, self.column) = (Some(file.into()), line, column);
        self
    }

    /// Adds the lines around the place.
    #[must_use]
    pub fn frame(mut self, frame: Vec<FrameLine>) -> Self {
        self.frame = frame;
        self
    }

    /// Adds what the person may do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Writes the overlay: one element that needs no script, no style sheet and nothing of the page's.
    pub fn to_html(&self) -> String {
        let mut html = String::from(
            "<div id=\"hyde-error\" role=\"alert\" style=\"all:initial;position:fixed;inset:0;z-index:2147483647;overflow:auto;\
             box-sizing:border-box;padding:5vh 5vw;background:rgba(20,20,24,.93);color:#f4f4f5;\
             font:16px/1.5 system-ui,sans-serif\">",
        );
        html.push_str("<div style=\"max-width:60em;margin:0 auto\"><strong style=\"color:#ff8a80;font-size:1.2em\">The site could not be built</strong>");
        html.push_str(&format!("<p style=\"white-space:pre-wrap\">{}</p>", escape(&self.message)));
        if let Some(file) = &self.file {
            let mut place = escape(file);
            for number in [self.line, self.column].into_iter().map_while(|number| number) {
                place.push_str(&format!(":{number}"));
            }
            html.push_str(&format!("<p style=\"font-family:monospace;color:#9ecbff\">{place}</p>"));
        }
        if !self.frame.is_empty() {
            html.push_str("<pre style=\"background:#0d0d10;padding:1em;border-radius:6px;overflow:auto;font:14px/1.5 monospace\">");
            self.write_frame(&mut html);
            html.push_str("</pre>");
        }
        for hint in &self.hints {
            html.push_str(&format!("<p style=\"color:#c5e1a5\">{}</p>", escape(hint)));
        }
        html.push_str("<p style=\"color:#9e9ea7\">This goes away when the error is mended; the page below is the last good one.</p></div></div>");
        html
    }

    fn write_frame(&self, html: &mut String) {
        let width = self.frame.iter().map(|line| line.number).max().unwrap_or(0).to_string().len();
        for line in &self.frame {
            let failed = Some(line.number) == self.line;
            let (mark, colour) = if failed { ('>', "#ffffff") } else { (' ', "#9e9ea7") };
            html.push_str(&format!(
                "<span style=\"color:{colour}\">{mark} {number:>width$} | {text}</span>\n",
                number = line.number,
                text = escape(&line.text)
            ));
            if let (true, Some(column)) = (failed, self.column) {
                // A tab stays a tab so that the caret stands below its character.
                let blank = line.text.chars().take(column - 1).map(|c| if c == '\t' { '\t' } else { ' ' });
                let blank: String = blank.collect();
                html.push_str(&format!("<span style=\"color:#ff8a80\">  {:width$} | {blank}^</span>\n", ""));
            }
        }
    }
}

/// Escapes a text for HTML and its attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Failure, FrameLine};

    #[test]
    fn the_caret_stands_below_its_column_and_text_is_escaped() {
        let line = |number, text: &str| FrameLine { number, text: text.to_owned() };
        let failure =
            Failure::new("<script>").at("a.md", Some(10), Some(3)).frame(vec![line(9, "x"), line(10, "\tb<c")]);
        let html = failure.to_html();
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"));
        assert!(html.contains(">  9 | x<") || html.contains(">   9 | x<"), "{html}");
        assert!(html.contains("> 10 | \tb&lt;c</span>"), "{html}");
        assert!(html.contains("     | \t ^</span>"), "{html}");
    }
}
