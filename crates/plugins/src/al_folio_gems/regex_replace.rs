//! jekyll-regex-replace 1.1: filters that replace by Ruby's regular expressions.

use super::ruby_regex::{compile, replace};
use fancy_regex::Regex;
use hyde_core::plugin::{Plugin, Registry};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Arity, Context, Error, Result, Value};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The plugin.
pub(crate) struct RegexReplace;

impl Plugin for RegexReplace {
    fn name(&self) -> &str {
        "jekyll-regex-replace"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        for (name, all) in [("regex_replace", true), ("regex_replace_once", false)] {
            let known: Mutex<HashMap<String, Arc<Regex>>> = Mutex::default();
            let filter = move |input: &Value, args: &[Value], cx: &mut Context| run(input, args, all, &known, cx);
            registry.filter(name, Arity::exactly(2), filter);
        }
        Ok(())
    }
}

/// The patterns compiled so far.
type Known = Mutex<HashMap<String, Arc<Regex>>>;

fn run(input: &Value, args: &[Value], all: bool, known: &Known, cx: &mut Context) -> Result<Value> {
    let text = |index: usize| match args.get(index) {
        Some(Value::Str(text)) => Ok(text.to_string()),
        Some(other) => {
            let shown = if other.is_nil() { "nil" } else { other.class_name() };
            Err(Error::ruby("TypeError", format!("no implicit conversion of {shown} into String")))
        }
        None => Ok(String::new()),
    };
    let pattern = text(0)?;
    let found = known.lock().unwrap_or_else(PoisonError::into_inner).get(&pattern).cloned();
    let regex = match found {
        Some(regex) => regex,
        None => {
            let regex = Arc::new(compile(&pattern).map_err(|why| Error::ruby("RegexpError", why))?);
            known.lock().unwrap_or_else(PoisonError::into_inner).insert(pattern, regex.clone());
            regex
        }
    };
    let Value::Str(input) = input else {
        let method = if all { "gsub" } else { "sub" };
        let shown = input.inspect(cx.inspect_style());
        let message = format!("undefined method `{method}' for {shown}:{}", input.class_name());
        return Err(Error::ruby("NoMethodError", message));
    };
    let replaced = replace(&regex, input, &text(1)?, all).map_err(|why| Error::ruby("RegexpError", why))?;
    Ok(replaced.into())
}
