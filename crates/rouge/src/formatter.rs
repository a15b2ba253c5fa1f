//! Formatters: from tokens to HTML, in the layers that Rouge's formatters compose.

use crate::theme::inline_styles;
use crate::{Token, Tokens};

/// How tokens become HTML: spans, then marked lines, then a table with line numbers, then a block around all.
#[derive(Clone, Debug, Default)]
pub struct Formatter {
    styles: Option<Vec<(Token, String)>>,
    marked: Option<Vec<usize>>,
    table: Option<Table>,
    block: Option<String>,
}

/// The look of a table with line numbers.
#[derive(Clone, Debug)]
pub struct Table {
    table_class: String,
    gutter_class: String,
    code_class: String,
    start_line: i64,
}

impl Default for Table {
    fn default() -> Self {
        Table {
            table_class: "rouge-table".to_owned(),
            gutter_class: "rouge-gutter".to_owned(),
            code_class: "rouge-code".to_owned(),
            start_line: 1,
        }
    }
}

impl Table {
    /// Gives Rouge's table: classes `rouge-table`, `rouge-gutter` and `rouge-code`, lines from 1.
    ///
    /// ```
    /// let table = hyde_rouge::Table::new().start_line(3);
    /// let lexer = hyde_rouge::find("text").expect("Rouge knows plain text");
    /// let html = hyde_rouge::Formatter::html().table(table).format(&lexer.lex("x"));
    /// assert!(html.contains("<pre class=\"lineno\">3\n</pre>"));
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives the table of Jekyll's `{% highlight linenos %}`: classes `gutter` and `code`.
    ///
    /// ```
    /// let lexer = hyde_rouge::find("text").expect("Rouge knows plain text");
    /// let html = hyde_rouge::Formatter::html().table(hyde_rouge::Table::jekyll()).format(&lexer.lex("x"));
    /// assert!(html.contains("<td class=\"gutter gl\">"));
    /// ```
    pub fn jekyll() -> Self {
        Self::default().gutter_class("gutter").code_class("code")
    }

    /// Sets the class of the table.
    #[must_use]
    pub fn table_class(mut self, class: &str) -> Self {
        class.clone_into(&mut self.table_class);
        self
    }

    /// Sets the class of the cell with the numbers; ` gl` follows it.
    #[must_use]
    pub fn gutter_class(mut self, class: &str) -> Self {
        class.clone_into(&mut self.gutter_class);
        self
    }

    /// Sets the class of the cell with the code.
    #[must_use]
    pub fn code_class(mut self, class: &str) -> Self {
        class.clone_into(&mut self.code_class);
        self
    }

    /// Sets the number of the first line.
    #[must_use]
    pub fn start_line(mut self, line: i64) -> Self {
        self.start_line = line;
        self
    }
}

impl Formatter {
    /// Gives `Rouge::Formatters::HTML`: spans with short classes.
    ///
    /// ```
    /// let lexer = hyde_rouge::find("json").expect("Rouge knows JSON");
    /// assert_eq!(hyde_rouge::Formatter::html().format(&lexer.lex("[")), "<span class=\"p\">[</span>");
    /// ```
    pub fn html() -> Self {
        Self::default()
    }

    /// Gives `Rouge::Formatters::HTMLInline`: spans with a theme's styles; `None` for an unknown theme.
    ///
    /// ```
    /// let lexer = hyde_rouge::find("ruby").expect("Rouge knows Ruby");
    /// let formatter = hyde_rouge::Formatter::inline("github").expect("a theme of Rouge's");
    /// assert_eq!(formatter.format(&lexer.lex("=")), "<span style=\"color: #0550ae\">=</span>");
    /// ```
    pub fn inline(theme: &str) -> Option<Self> {
        Some(Formatter { styles: Some(inline_styles(theme)?), ..Self::default() })
    }

    /// Marks lines, counted from 1, as `HTMLLineHighlighter` does: `<span class="hll">` around them.
    ///
    /// ```
    /// let lexer = hyde_rouge::find("text").expect("Rouge knows plain text");
    /// let html = hyde_rouge::Formatter::html().mark_lines(&[2]).format(&lexer.lex("a\nb\n"));
    /// assert_eq!(html, "a\n<span class=\"hll\">b\n</span>");
    /// ```
    #[must_use]
    pub fn mark_lines(mut self, lines: &[usize]) -> Self {
        self.marked = Some(lines.to_vec());
        self
    }

    /// Puts the code in a table with line numbers, as `HTMLTable` does.
    ///
    /// ```
    /// let lexer = hyde_rouge::find("text").expect("Rouge knows plain text");
    /// let html = hyde_rouge::Formatter::html().table(hyde_rouge::Table::new()).format(&lexer.lex("a\n"));
    /// assert!(html.starts_with("<table class=\"rouge-table\">"));
    /// ```
    #[must_use]
    pub fn table(mut self, table: Table) -> Self {
        self.table = Some(table);
        self
    }

    /// Puts all in `<div class="highlight"><pre class="CLASS"><code>`, as `HTMLPygments` and `HTMLLegacy` do.
    ///
    /// ```
    /// let lexer = hyde_rouge::find("text").expect("Rouge knows plain text");
    /// let html = hyde_rouge::Formatter::html().block("highlight").format(&lexer.lex("a\n"));
    /// assert_eq!(html, "<div class=\"highlight\"><pre class=\"highlight\"><code>a\n</code></pre></div>");
    /// ```
    #[must_use]
    pub fn block(mut self, css_class: &str) -> Self {
        self.block = Some(css_class.to_owned());
        self
    }

    /// Formats tokens.
    ///
    /// ```
    /// let lexer = hyde_rouge::find("text").expect("Rouge knows plain text");
    /// assert_eq!(hyde_rouge::Formatter::html().format(&lexer.lex("a&b")), "a&amp;b");
    /// ```
    pub fn format(&self, tokens: &Tokens<'_>) -> String {
        let mut html = String::with_capacity(tokens.code().len() * 4);
        if let Some(class) = &self.block {
            html.push_str("<div class=\"highlight\"><pre class=\"");
            html.push_str(class);
            html.push_str("\"><code>");
        }
        match &self.table {
            Some(table) => self.format_table(table, tokens, &mut html),
            None => self.format_lines(tokens, &mut html),
        }
        if self.block.is_some() {
            html.push_str("</code></pre></div>");
        }
        html
    }

    fn format_table(&self, table: &Table, tokens: &Tokens<'_>, html: &mut String) {
        let code = tokens.code();
        let ends_open = !code.ends_with('\n');
        let lines = memchr::memchr_iter(b'\n', code.as_bytes()).count() + usize::from(ends_open);
        let Table { table_class, gutter_class, code_class, start_line } = table;
        html.push_str(&format!("<table class=\"{table_class}\"><tbody><tr><td class=\"{gutter_class} gl\">"));
        html.push_str("<pre class=\"lineno\">");
        for line in 0..lines {
            let number = start_line.saturating_add(i64::try_from(line).unwrap_or(i64::MAX));
            html.push_str(&number.to_string());
            html.push('\n');
        }
        html.push_str(&format!("</pre></td><td class=\"{code_class}\"><pre>"));
        self.format_lines(tokens, html);
        if ends_open {
            html.push('\n');
        }
        html.push_str("</pre></td></tr></tbody></table>");
    }

    fn format_lines(&self, tokens: &Tokens<'_>, html: &mut String) {
        let Some(marked) = &self.marked else {
            tokens.iter().for_each(|(token, text)| self.span(token, text, html));
            return;
        };
        let mut number = 1;
        let mut line: Vec<(Token, &str)> = Vec::new();
        for (token, text) in tokens.iter() {
            for piece in text.split_inclusive('\n') {
                let (text, ends) = piece.strip_suffix('\n').map_or((piece, false), |text| (text, true));
                if !text.is_empty() {
                    line.push((token, text));
                }
                if ends {
                    self.format_line(&line, marked.contains(&number), html);
                    line.clear();
                    number += 1;
                }
            }
        }
        if !line.is_empty() {
            self.format_line(&line, marked.contains(&number), html);
        }
    }

    fn format_line(&self, line: &[(Token, &str)], marked: bool, html: &mut String) {
        html.push_str(if marked { "<span class=\"hll\">" } else { "" });
        line.iter().for_each(|(token, text)| self.span(*token, text, html));
        html.push_str(if marked { "\n</span>" } else { "\n" });
    }

    #[inline]
    fn span(&self, token: Token, text: &str, html: &mut String) {
        if token == Token::Text {
            return escape_into(text, html);
        }
        match &self.styles {
            Some(styles) => {
                let style = styles.iter().find(|(of, _)| *of == token);
                html.push_str("<span style=\"");
                html.push_str(style.map_or("", |(_, style)| style.as_str()));
                html.push_str("\">");
            }
            None => html.push_str(token.opener()),
        }
        escape_into(text, html);
        html.push_str("</span>");
    }
}

/// Escapes `<`, `>` and `&` as Rouge does; quotes stay.
///
/// ```
/// assert_eq!(hyde_rouge::escape("a<\"b\">&"), "a&lt;\"b\"&gt;&amp;");
/// ```
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    escape_into(text, &mut html);
    html
}

#[inline]
fn escape_into(text: &str, html: &mut String) {
    // Most tokens are short and have nothing to escape; a search set up for long texts costs more than a look at each.
    if text.len() <= 16 {
        if !text.bytes().any(|byte| matches!(byte, b'<' | b'>' | b'&')) {
            return html.push_str(text);
        }
        return escape_each(text, text.bytes().enumerate().filter(|(_, b)| matches!(b, b'<' | b'>' | b'&')), html);
    }
    let found = memchr::memchr3_iter(b'<', b'>', b'&', text.as_bytes());
    escape_each(text, found.map(|index| (index, text.as_bytes()[index])), html);
}

/// Copies a text whose bytes to escape are known.
fn escape_each(text: &str, special: impl Iterator<Item = (usize, u8)>, html: &mut String) {
    let mut start = 0;
    for (index, byte) in special {
        html.push_str(&text[start..index]);
        html.push_str(match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&amp;",
        });
        start = index + 1;
    }
    html.push_str(&text[start..]);
}
