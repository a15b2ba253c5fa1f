//! Highlighted code without a site: the crate `hyde-rouge` alone.

use hyde_rouge::{Formatter, Table, Token, find, style};

/// A page with code in a theme's colours and line numbers beside it; `None` where the language or the theme is unknown.
pub fn page_with_code(code: &str, language: &str, theme: &str) -> Option<String> {
    let tokens = find(language)?.lex(code);
    let html = Formatter::html().table(Table::new()).block("highlight").format(&tokens);
    Some(format!("<style>\n{}\n</style>\n{html}\n", style(theme)?))
}

/// The names of the functions that code calls or defines.
pub fn function_names<'a>(code: &'a str, language: &str) -> Vec<&'a str> {
    let Some(lexer) = find(language) else { return Vec::new() };
    let tokens = lexer.lex(code);
    tokens.iter().filter(|(token, _)| *token == Token::NameFunction).map(|(_, text)| text).collect()
}
