//! HTML elements as native ones.

use crate::block::Parser;
use crate::tree::NodeId;

impl Parser {
    /// Turns the HTML element `id` into what Markdown would have made of it.
    pub(crate) fn html_to_native(&mut self, _id: NodeId) {}
}
