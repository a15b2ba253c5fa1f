//! `{% include 'name' with value key: value %}`: Liquid's own, which renders what the environment's loader has. Jekyll
//! replaces it.

use crate::context::{self, Context};
use crate::error::{Error, Result};
use crate::parse::{Expression, ParseContext, Render, Tag, attributes, find_fragment, quoted_fragment, skip_space};
use crate::value::{Str, Value};
use std::borrow::Cow;

pub(super) struct Include;

struct Included {
    name: Expression,
    /// What follows `with` or `for`.
    variable: Option<Expression>,
    parameters: Vec<(Str, Expression)>,
}

impl Tag for Include {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let (start, end) = find_fragment(markup, 0).ok_or_else(|| {
            Error::syntax("Error in tag 'include' - Valid syntax: include '[template]' (with|for) [object|collection]")
        })?;
        let end = fragments(markup, end);
        let name = cx.expression(&markup[start..end]);
        let variable = variable(markup, end).map(|text| cx.expression(text));
        let variable = variable.filter(|variable| variable.as_literal().is_none_or(Value::truthy));
        let parameters =
            attributes(markup).into_iter().map(|(key, value)| (context::name(key), cx.expression(value))).collect();
        Ok(Box::new(Included { name, variable, parameters }))
    }
}

/// Gives the end of the fragments that follow one another without a space.
fn fragments(markup: &str, mut at: usize) -> usize {
    while let Some(end) = quoted_fragment(markup, at) {
        at = end;
    }
    at
}

/// Cuts out what follows `with` or `for`.
fn variable(markup: &str, at: usize) -> Option<&str> {
    let word = skip_space(markup, at);
    let rest = &markup[word..];
    let length = ["with", "for"].iter().find(|word| rest.starts_with(**word)).map(|word| word.len())?;
    let start = skip_space(markup, word + length);
    let end = fragments(markup, start);
    (word > at && start > word + length && end > start).then(|| &markup[start..end])
}

impl Render for Included {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let name = self.name.evaluate(cx)?;
        if !name.truthy() {
            return Err(Error::argument("Argument error in tag 'include' - Illegal template name"));
        }
        let text = match &name {
            Value::Str(text) => Cow::Borrowed(text.as_str()),
            other => Cow::Owned(cx.to_s(other)),
        };
        let template = cx.partial(&text)?;
        // The value stands in the partial under the last part of its name.
        let variable_name = match &name {
            Value::Str(text) => match text.rsplit_once('/') {
                Some((_, last)) => context::name(last),
                None => text.clone(),
            },
            _ => context::name(&text),
        };
        let value = match &self.variable {
            Some(variable) => variable.evaluate(cx)?,
            None => cx.lookup(&text).unwrap_or_default(),
        };
        let outer = cx.enter_partial(Some(template.shared_name()));
        let result = cx.scope(|cx| {
            for (key, expression) in &self.parameters {
                let value = expression.evaluate(cx)?;
                cx.set(key.clone(), value)?;
            }
            if !value.is_array() {
                cx.set(variable_name, value)?;
                return template.render_into(cx, out);
            }
            for item in value.items().unwrap_or_default().iter() {
                cx.set(variable_name.clone(), item.clone())?;
                template.render_into(cx, out)?;
            }
            Ok(())
        });
        cx.enter_partial(outer);
        result
    }
}

#[cfg(test)]
mod tests {
    use crate::{Context, Environment, Error, ErrorHandling, Value};

    fn render(source: &str, handling: ErrorHandling) -> Result<String, Error> {
        let mut environment = Environment::new();
        environment.set_loader(|name: &str| {
            Ok(match name {
                "a" => "[{{ a }}|{{ x }}|{{ y }}]",
                "dir/b" => "<{{ b }}>",
                "stop" => "1{% break %}2",
                "wrong" => "\n{{ 1 | divided_by: 0 }}",
                "again" => "{% include 'again' %}",
                "sets" => "{% assign q = 5 %}",
                _ => return Err(Error::no_template(name)),
            }
            .to_owned())
        });
        let data = Value::from_pairs([("xs", Value::from(vec![1, 2])), ("x", 9.into()), ("nm", "a".into())]);
        let mut cx = Context::new(&environment, data);
        cx.set_error_handling(handling);
        environment.parse("page", source)?.render_in(&mut cx)
    }

    fn rendered(source: &str) -> String {
        render(source, ErrorHandling::Raise).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn parameters_and_values_are_seen_inside() {
        assert_eq!(rendered("{% include 'a' with 'z' %}{% include 'a', x: 1, y: x %}{{ x }}"), "[z|9|][|1|1]9");
        assert_eq!(rendered("{% include 'a' for xs %}{% include nm with xs x: a %}"), "[1|9|][2|9|][1||][2||]");
        assert_eq!(rendered("{% include 'dir/b' with 3 %}{% include 'a' with nil a: 3 %}"), "<3>[|9|]");
        assert_eq!(rendered("{% include 'sets' %}{{ q }}"), "5");
        assert_eq!(rendered("{% for i in (1..3) %}{% include 'stop' %}{% endfor %}"), "1");
    }

    #[test]
    fn errors_name_the_template() {
        assert_eq!(rendered("a\n{% include 'wrong' %}"), "Liquid error (wrong line 2): divided by 0");
        assert_eq!(rendered("{% include 'again' %}"), "Liquid error (again line 1): Nesting too deep");
        assert_eq!(rendered("{% include 'nope' %}"), "Liquid error (line 1): No such template 'nope'");
        assert_eq!(
            rendered("{% include nope %}"),
            "Liquid error (line 1): Argument error in tag 'include' - Illegal template name"
        );
        let inline = render("{% include 'wrong' %}-{% include 'nope' %}", ErrorHandling::Inline);
        assert_eq!(
            inline.unwrap(),
            "\nLiquid error (wrong line 2): divided by 0-Liquid error (line 1): No such template 'nope'"
        );
        let error = Environment::new().parse("a", "{% include 'a' %}").unwrap().render(&Value::Nil).unwrap_err();
        assert_eq!(error.message(), "This liquid context does not allow includes.");
    }
}
