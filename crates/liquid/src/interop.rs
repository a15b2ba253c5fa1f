//! The `liquid` crate's values and filters in this engine: its views become values, its filters are called with values
//! converted at the boundary.

use crate::environment::{Arity, Environment};
use crate::error::{Error, Result};
use crate::time::{Date, Utc, parse_time};
use crate::value::Value;
use crate::{Context, Template};
use liquid_core::model::{self, ScalarCow};
use liquid_core::parser::{FilterArguments, ParseFilter};
use liquid_core::runtime::{Expression, RuntimeBuilder};
use liquid_core::{ObjectView, ValueView};

/// How deep nested values are converted; what lies deeper becomes `nil`.
const DEPTH_LIMIT: usize = 100;

impl Value {
    /// Makes a value of a view of the `liquid` crate. Its objects have no order, so their keys come out sorted.
    ///
    /// ```
    /// use hyde_liquid::Value;
    /// use liquid_core::model;
    /// let view = model::Value::Array(vec![model::Value::scalar(1), model::Value::scalar("a"), model::Value::Nil]);
    /// assert_eq!(Value::from_liquid_view(&view).inspect(Default::default()), r#"[1, "a", nil]"#);
    /// ```
    pub fn from_liquid_view(view: &dyn ValueView) -> Self {
        from_view(view, DEPTH_LIMIT)
    }

    /// Makes a value of the `liquid` crate. What that has no type for (ranges, plain objects, integers beyond 64 bits)
    /// becomes text.
    pub fn to_liquid_value(&self) -> model::Value {
        to_liquid(self, DEPTH_LIMIT)
    }
}

fn from_view(view: &dyn ValueView, depth: usize) -> Value {
    let Some(depth) = depth.checked_sub(1) else { return Value::Nil };
    if let Some(items) = view.as_array() {
        return items.values().map(|item| from_view(item, depth)).collect();
    }
    if let Some(object) = view.as_object() {
        let mut pairs: Vec<(String, Value)> =
            object.iter().map(|(key, value)| (key.to_string(), from_view(value, depth))).collect();
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        return Value::from_pairs(pairs);
    }
    view.as_scalar().map_or(Value::Nil, |scalar| from_scalar(&scalar))
}

fn from_scalar(scalar: &ScalarCow<'_>) -> Value {
    let value = match scalar.type_name() {
        "whole number" => scalar.to_integer().map(Value::Int),
        "fractional number" => scalar.to_float().map(Value::Float),
        "boolean" => scalar.to_bool().map(Value::Bool),
        "date time" => parse_time(&scalar.to_kstr(), None, &Utc).map(Value::from),
        "date" => scalar
            .to_date()
            .and_then(|date| Date::from_ymd(date.year().into(), date.month().into(), date.day().into()))
            .map(Value::Date),
        _ => None,
    };
    value.unwrap_or_else(|| Value::from(scalar.to_kstr().as_str()))
}

fn to_liquid(value: &Value, depth: usize) -> model::Value {
    let Some(depth) = depth.checked_sub(1) else { return model::Value::Nil };
    match value {
        Value::Nil => model::Value::Nil,
        Value::Bool(value) => model::Value::scalar(*value),
        Value::Int(number) => model::Value::scalar(*number),
        Value::Float(number) => model::Value::scalar(*number),
        Value::Time(time) => match model::DateTime::from_str(&time.strftime("%Y-%m-%d %H:%M:%S %z")) {
            Some(time) => model::Value::scalar(time),
            None => model::Value::scalar(value.to_s()),
        },
        Value::Date(date) => match model::Date::from_str(&date.to_string()) {
            Some(date) => model::Value::scalar(date),
            None => model::Value::scalar(value.to_s()),
        },
        other if other.is_array() => {
            let items = other.items().unwrap_or_default();
            model::Value::Array(items.iter().map(|item| to_liquid(item, depth)).collect())
        }
        Value::Hash(hash) => {
            let pairs = hash.iter().map(|(key, value)| (key.to_s().into(), to_liquid(value, depth)));
            model::Value::Object(pairs.collect())
        }
        Value::Object(object) if object.kind() != crate::ObjectKind::Plain => {
            let pairs = object.pairs().into_iter().map(|(key, value)| (key.to_s().into(), to_liquid(&value, depth)));
            model::Value::Object(pairs.collect())
        }
        other => model::Value::scalar(other.to_s()),
    }
}

impl From<&model::Value> for Value {
    fn from(value: &model::Value) -> Self {
        Self::from_liquid_view(value)
    }
}

impl Environment {
    /// Registers a filter of the `liquid` crate under its own name. It is given literal values and a runtime without
    /// variables; keyword arguments are passed as such.
    pub fn liquid_filter(&mut self, filter: impl ParseFilter + 'static) -> &mut Self {
        let name = filter.reflection().name().to_owned();
        self.filter(&name, Arity::at_least(0), move |input: &Value, args: &[Value], _: &mut Context| {
            call(&filter, input, args)
        })
    }
}

fn call(filter: &dyn ParseFilter, input: &Value, args: &[Value]) -> Result<Value> {
    let takes_keywords = !filter.reflection().keyword_parameters().is_empty();
    let (positional, keywords) = match args.split_last() {
        Some((Value::Hash(keywords), before)) if takes_keywords => (before, Some(keywords.clone())),
        _ => (args, None),
    };
    let positional: Vec<Expression> =
        positional.iter().map(|value| Expression::Literal(value.to_liquid_value())).collect();
    let keywords: Vec<(String, Expression)> = keywords
        .iter()
        .flat_map(|hash| hash.iter())
        .map(|(key, value)| (key.to_s(), Expression::Literal(value.to_liquid_value())))
        .collect();
    let arguments = FilterArguments {
        positional: Box::new(positional.into_iter()),
        keyword: Box::new(keywords.iter().map(|(key, value)| (key.as_str(), value.clone()))),
    };
    let runtime = RuntimeBuilder::new().build();
    filter
        .parse(arguments)
        .and_then(|parsed| parsed.evaluate(&input.to_liquid_value(), &runtime))
        .map(|value| Value::from_liquid_view(&value))
        .map_err(|error| Error::argument(error.to_string().trim().replace('\n', " ")))
}

impl Template {
    /// Renders with an object of the `liquid` crate for data.
    pub fn render_liquid(&self, globals: &dyn ObjectView) -> Result<String> {
        self.render(&Value::from_liquid_view(globals.as_value()))
    }
}

#[cfg(test)]
mod tests {
    use crate::Environment;
    use liquid_core::model::{self, Object};
    use liquid_core::parser::{Filter, FilterArguments, FilterReflection, ParameterReflection, ParseFilter};
    use liquid_core::{Runtime, ValueView};
    use std::fmt;

    /// A filter written for the `liquid` crate.
    #[derive(Clone)]
    struct Surround;

    #[derive(Debug)]
    struct Surrounding(String);

    impl FilterReflection for Surround {
        fn name(&self) -> &str {
            "surround"
        }

        fn description(&self) -> &str {
            "puts text around the input"
        }

        fn positional_parameters(&self) -> &'static [ParameterReflection] {
            &[]
        }

        fn keyword_parameters(&self) -> &'static [ParameterReflection] {
            &[]
        }
    }

    impl ParseFilter for Surround {
        fn parse(&self, mut arguments: FilterArguments<'_>) -> liquid_core::Result<Box<dyn Filter>> {
            let text = arguments.positional.next().and_then(liquid_core::Expression::into_literal);
            match text {
                Some(text) => Ok(Box::new(Surrounding(text.to_kstr().to_string()))),
                None => Err(liquid_core::Error::with_msg("an argument is missing")),
            }
        }

        fn reflection(&self) -> &dyn FilterReflection {
            self
        }
    }

    impl fmt::Display for Surrounding {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("surround")
        }
    }

    impl Filter for Surrounding {
        fn evaluate(&self, input: &dyn ValueView, _: &dyn Runtime) -> liquid_core::Result<model::Value> {
            Ok(model::Value::scalar(format!("{0}{1}{0}", self.0, input.to_kstr())))
        }
    }

    #[test]
    fn objects_are_globals_and_filters_are_filters() {
        let mut environment = Environment::new();
        environment.liquid_filter(Surround);
        let template = environment.parse("a", "{{ page.title | surround: '*' }} {{ page.tags | size }}").unwrap();
        let mut page = Object::new();
        page.insert("title".into(), model::Value::scalar("Hi"));
        page.insert("tags".into(), model::Value::Array(vec![model::Value::scalar(1.5)]));
        let mut globals = Object::new();
        globals.insert("page".into(), model::Value::Object(page));
        assert_eq!(template.render_liquid(&globals).unwrap(), "*Hi* 1");
        let error = environment.parse("a", "{{ 1 | surround }}").unwrap().render_liquid(&globals).unwrap_err();
        assert!(error.message().contains("an argument is missing"), "{error}");
    }

    #[test]
    fn times_go_there_and_back() {
        let time = crate::Value::from(crate::time::Time::utc(1_580_702_706, 0));
        let back = crate::Value::from_liquid_view(&time.to_liquid_value());
        assert_eq!(back, time);
    }
}
