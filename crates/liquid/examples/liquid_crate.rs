//! Objects of the `liquid` crate as data, and its filters as filters (feature `liquid`).

use hyde_liquid::{Environment, Result};
use liquid_core::model::{Object, Value};
use liquid_core::parser::{Filter, FilterArguments, FilterReflection, ParameterReflection, ParseFilter};
use liquid_core::{Runtime, ValueView};
use std::fmt;

/// A filter written for the `liquid` crate, by hand; its `#[derive(ParseFilter)]` makes the same.
#[derive(Clone, Debug)]
struct Backwards;

impl FilterReflection for Backwards {
    fn name(&self) -> &str {
        "backwards"
    }

    fn description(&self) -> &str {
        "turns text round"
    }

    fn positional_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }

    fn keyword_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }
}

impl ParseFilter for Backwards {
    fn parse(&self, _: FilterArguments<'_>) -> liquid_core::Result<Box<dyn Filter>> {
        Ok(Box::new(Self))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self
    }
}

impl fmt::Display for Backwards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("backwards")
    }
}

impl Filter for Backwards {
    fn evaluate(&self, input: &dyn ValueView, _: &dyn Runtime) -> liquid_core::Result<Value> {
        Ok(Value::scalar(input.to_kstr().chars().rev().collect::<String>()))
    }
}

fn main() -> Result<()> {
    let mut environment = Environment::new();
    environment.liquid_filter(Backwards);
    let mut page = Object::new();
    page.insert("title".into(), Value::scalar("Tide"));
    page.insert("tags".into(), Value::Array(vec![Value::scalar("a"), Value::scalar(2)]));
    let mut globals = Object::new();
    globals.insert("page".into(), Value::Object(page));
    // Names that nobody knows are empty and markup may be lax, as in Ruby's Liquid: neither is so in the crate's engine.
    let template = environment.parse("a", "{{ page.title | backwards }} {{ page.nope }}{% if page.tags == blank | size %}{% endif %}{{ page.tags[1] | plus: 1 }}")?;
    assert_eq!(template.render_liquid(&globals)?, "ediT 3");
    Ok(())
}

#[test]
fn it_runs() -> Result<()> {
    main()
}
