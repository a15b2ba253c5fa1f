//! Jekyll's filters (`lib/jekyll/filters.rb`), a group per file: values in, values out.

mod addressable;
mod arrays;
mod convert;
mod dates;
mod expressions;
mod property;
mod selection;
mod sorting;
mod text;
mod urls;

pub(crate) use urls::{MadeUrls, absolute_url, relative_url};

use hyde_liquid::{Environment, Error, InspectStyle, Value};

/// Registers all of Jekyll's filters.
pub(crate) fn register(environment: &mut Environment) {
    arrays::register(environment);
    convert::register(environment);
    dates::register(environment);
    expressions::register(environment);
    selection::register(environment);
    sorting::register(environment);
    text::register(environment);
    urls::register(environment);
}

/// Makes Ruby's error for a method that a value does not have, with the line of the filter that Ruby shows and the
/// method's place in it.
fn no_method(method: &str, value: &Value, line: &str) -> Error {
    let at = line.find(&format!(".{method}")).unwrap_or(0);
    let marks = "^".repeat(method.len() + 1);
    let inspected = value.inspect(InspectStyle::default());
    // What is inspected with its class in it is not followed by it.
    let class = if inspected.starts_with('#') { String::new() } else { format!(":{}", value.class_name()) };
    Error::ruby(
        "NoMethodError",
        format!("undefined method `{method}' for {inspected}{class}\n\n{line}\n{}{marks}", " ".repeat(at)),
    )
}

/// Makes Ruby's error for a value of the wrong class where a string is needed.
fn no_string(value: &Value) -> Error {
    let class = match value {
        Value::Nil => "nil",
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        other => other.class_name(),
    };
    Error::ruby("TypeError", format!("no implicit conversion of {class} into String"))
}
