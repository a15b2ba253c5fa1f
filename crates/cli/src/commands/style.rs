//! `style`: prints the style sheet of one of Rouge's themes, as `rougify style` does.

use super::setup;
use crate::arguments::Parsed;
use crate::console::Console;
use crate::world::World;
use hyde::{Value, rouge};

/// The theme that Rouge takes when none is named.
const DEFAULT: &str = "thankful_eyes";

/// Prints a style sheet; gives the exit code.
pub(crate) fn run(_: &World, console: &Console, parsed: &Parsed) -> u8 {
    let theme = parsed.words.first().map_or(DEFAULT, String::as_str);
    let scope = parsed.settings.get("scope").and_then(Value::as_str).unwrap_or(".highlight");
    match rouge::style_scoped(theme, scope) {
        Some(css) => {
            console.plain(&css);
            0
        }
        None => {
            let known = rouge::themes().collect::<Vec<_>>().join(", ");
            let message = format!("There is no theme '{theme}'. The themes are: {known}");
            console.plain_error(&setup::exception("hyde/style", 1, "process", &message, "ArgumentError"));
            1
        }
    }
}
