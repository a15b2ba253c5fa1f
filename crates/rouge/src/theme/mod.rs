//! Themes: the CSS of Rouge's style sheets, from the table of their rules.

mod theme_data;

use theme_data::{Rule, THEMES};

use crate::Token;

/// Gives a theme's CSS for the scope `.highlight`, as `rougify style` prints it; `None` for an unknown theme.
///
/// ```
/// let css = hyde_rouge::style("github").expect("a theme of Rouge's");
/// assert!(css.starts_with(".highlight table td { padding: 5px; }\n"));
/// assert!(hyde_rouge::style("nothing").is_none());
/// ```
pub fn style(theme: &str) -> Option<String> {
    style_scoped(theme, ".highlight")
}

/// Gives a theme's CSS for a scope of the caller's; `None` for an unknown theme.
///
/// ```
/// let css = hyde_rouge::style_scoped("github", ".code").expect("a theme of Rouge's");
/// assert!(css.contains("\n.code .gr {\n"));
/// ```
pub fn style_scoped(theme: &str, scope: &str) -> Option<String> {
    let rules = rules(theme)?;
    let mut css = format!("{scope} table td {{ padding: 5px; }}\n{scope} table pre {{ margin: 0; }}\n");
    for (index, (classes, declarations)) in rules.enumerate() {
        if index > 0 {
            css.push('\n');
        }
        for (nth, class) in classes.split(' ').enumerate() {
            css.push_str(if nth > 0 { ", " } else { "" });
            css.push_str(scope);
            if class != "." {
                css.push_str(" .");
                css.push_str(class);
            }
        }
        css.push_str(" {\n");
        for declaration in declarations.split("; ").filter(|declaration| !declaration.is_empty()) {
            css.push_str("  ");
            css.push_str(declaration);
            css.push_str(";\n");
        }
        css.push('}');
    }
    Some(css)
}

/// Gives the names of the themes, sorted.
///
/// ```
/// assert!(hyde_rouge::themes().any(|name| name == "base16.monokai.dark"));
/// ```
pub fn themes() -> impl Iterator<Item = &'static str> {
    THEMES.iter().map(|(name, _)| *name)
}

/// The rules of a theme.
fn rules(theme: &str) -> Option<impl Iterator<Item = &'static Rule> + Clone> {
    let found = THEMES.iter().find(|(name, _)| *name == theme);
    found.map(|(_, parts)| parts.iter().copied().flatten())
}

/// The `style` attribute's value for every token of a theme, as `Rouge::Formatters::HTMLInline` writes it.
pub(crate) fn inline_styles(theme: &str) -> Option<Vec<(Token, String)>> {
    let rules = rules(theme)?;
    let of_class = |class: &str| {
        let rule = rules.clone().find(|(classes, _)| classes.split(' ').any(|name| name == class));
        rule.map(|(_, declarations)| declarations.replace("; ", ";"))
    };
    let base = of_class(".").unwrap_or_default();
    let of_token = |token: Token| {
        // An escape that was not granted looks like an error.
        let class = if token == Token::Escape { "err" } else { token.class() };
        (token, of_class(class).unwrap_or_else(|| base.clone()))
    };
    Some(Token::all().map(of_token).collect())
}
