//! Liquid's own filters for native tags: a pipeline is parsed once with the tag and run on values while it renders.

use hyde_liquid::{Context, ParseContext, Result, Value, Variable};

/// The variable that the value in a pipeline goes by, in a scope of its own.
const INPUT: &str = "hyde_pipe_input";

/// A chain of filters, such as `absolute_url | xml_escape`.
pub(crate) struct Pipe(Variable);

impl Pipe {
    /// Parses a chain of filters.
    pub(crate) fn new(filters: &str, cx: &mut ParseContext<'_>) -> Result<Self> {
        cx.variable(&format!("{INPUT} | {filters}")).map(Self)
    }

    /// Sends a value through the filters.
    pub(crate) fn run(&self, input: Value, cx: &mut Context) -> Result<Value> {
        cx.scope(|cx| {
            cx.set(INPUT, input)?;
            self.0.evaluate(cx)
        })
    }

    /// Sends a value through the filters and prints what comes out.
    pub(crate) fn text(&self, input: Value, cx: &mut Context) -> Result<String> {
        let value = self.run(input, cx)?;
        Ok(cx.to_s(&value))
    }
}
