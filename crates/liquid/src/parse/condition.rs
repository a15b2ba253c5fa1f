//! Conditions: comparisons joined by `and` and `or`, which associate to the right and bind alike.

use super::expression::{Expression, Kind as Operand, first_fragment};
use super::lexer::Kind;
use super::parser::Parser;
use super::{ParseContext, quoted_fragment, scan, skip_space};
use crate::context::Context;
use crate::environment::Blank;
use crate::error::{Error, Result};
use crate::unicode::is_word;
use crate::value::{ObjectKind, Value};
use std::cmp::Ordering;

/// A condition, as of `if` or of Jekyll's `where_exp`.
///
/// ```
/// use hyde_liquid::{Condition, Context, Environment, Value};
/// let condition = Condition::parse_strict("n > 1 and n < 5")?;
/// let mut cx = Context::new(&Environment::new(), Value::from_pairs([("n", 3)]));
/// assert!(condition.evaluate(&mut cx)?);
/// assert_eq!(Condition::parse_strict("n >").unwrap_err().message(), "[:end_of_string] is not a valid expression");
/// # Ok::<(), hyde_liquid::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Condition {
    first: Comparison,
    rest: Vec<(Join, Comparison)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    And,
    Or,
}

#[derive(Debug, Clone)]
struct Comparison {
    left: Expression,
    right: Option<(Operator, Expression)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    /// Only known to be wrong once it is evaluated.
    Unknown(String),
}

impl Operator {
    fn named(name: &str) -> Self {
        match name {
            "==" => Self::Equal,
            "!=" | "<>" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            "contains" => Self::Contains,
            _ => Self::Unknown(name.to_owned()),
        }
    }

    /// Says whether an operator of size holds for an order.
    fn fits(&self, order: Ordering) -> bool {
        match self {
            Self::Less => order == Ordering::Less,
            Self::LessOrEqual => order != Ordering::Greater,
            Self::Greater => order == Ordering::Greater,
            _ => order != Ordering::Less,
        }
    }
}

impl Condition {
    /// Parses strictly, without falling back to the lax parser.
    pub fn parse_strict(markup: &str) -> Result<Self> {
        let mut parser = Parser::new(markup)?;
        let condition = Self::strict(&mut parser)?;
        parser.consume(Kind::End)?;
        Ok(condition)
    }

    /// Parses as the environment's error mode says.
    pub fn parse(markup: &str, cx: &mut ParseContext<'_>) -> Result<Self> {
        let condition = cx.strict_or_lax(markup, |_| Self::parse_strict(markup), |_| Self::lax(markup))?;
        condition.each_expression(&mut |expression| cx.note_names(expression));
        Ok(condition)
    }

    /// Makes the condition that two expressions are equal.
    pub(crate) fn equality(left: Expression, right: Expression) -> Self {
        Self { first: Comparison { left, right: Some((Operator::Equal, right)) }, rest: Vec::new() }
    }

    fn strict(parser: &mut Parser<'_>) -> Result<Self> {
        let first = Comparison::strict(parser)?;
        let mut rest = Vec::new();
        loop {
            let join = if parser.accept_word("and") {
                Join::And
            } else if parser.accept_word("or") {
                Join::Or
            } else {
                return Ok(Self { first, rest });
            };
            rest.push((join, Comparison::strict(parser)?));
        }
    }

    fn lax(markup: &str) -> Result<Self> {
        let wrong = || Error::syntax("Syntax Error in tag 'if' - Valid syntax: if [expression]");
        let mut pieces = pieces(markup);
        let mut reversed = Vec::new();
        let mut comparison = pieces.pop().and_then(Comparison::lax).ok_or_else(wrong)?;
        while let Some(join) = pieces.pop() {
            let before = pieces.pop().and_then(Comparison::lax).ok_or_else(wrong)?;
            let join = match join {
                "and" => Join::And,
                "or" => Join::Or,
                _ => return Err(wrong()),
            };
            reversed.push((join, comparison));
            comparison = before;
        }
        reversed.reverse();
        Ok(Self { first: comparison, rest: reversed })
    }

    /// Says whether the condition holds.
    pub fn evaluate(&self, cx: &mut Context) -> Result<bool> {
        let mut holds = self.first.evaluate(cx)?;
        for (join, comparison) in &self.rest {
            // To the right association means that a decided left side decides all.
            match join {
                Join::And if !holds => return Ok(false),
                Join::Or if holds => return Ok(true),
                _ => holds = comparison.evaluate(cx)?,
            }
        }
        Ok(holds)
    }

    pub(crate) fn each_expression(&self, report: &mut dyn FnMut(&Expression)) {
        for comparison in std::iter::once(&self.first).chain(self.rest.iter().map(|(_, comparison)| comparison)) {
            report(&comparison.left);
            if let Some((_, right)) = &comparison.right {
                report(right);
            }
        }
    }
}

/// Cuts markup at the words `and` and `or`, which stay as pieces of their own.
fn pieces(markup: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut at = skip_space(markup, 0);
    while at < markup.len() {
        if let Some(end) = join_at(markup, at) {
            pieces.push(&markup[at..end]);
            at = skip_space(markup, end);
            continue;
        }
        let start = at;
        let mut end = at;
        while at < markup.len() && join_at(markup, at).is_none() {
            end = quoted_fragment(markup, at).unwrap_or_else(|| {
                markup[at..].find(crate::unicode::is_space).map_or(markup.len(), |length| at + length)
            });
            at = skip_space(markup, end);
        }
        pieces.push(&markup[start..end]);
    }
    pieces
}

/// Gives the end of the word `and` or `or` at a position.
fn join_at(markup: &str, at: usize) -> Option<usize> {
    let bytes = markup.as_bytes();
    let length = match &bytes[at..] {
        [b'a', b'n', b'd', ..] => 3,
        [b'o', b'r', ..] => 2,
        _ => return None,
    };
    let word_before = at > 0 && is_word(bytes[at - 1]);
    let word_after = bytes.get(at + length).is_some_and(|byte| is_word(*byte));
    (!word_before && !word_after).then_some(at + length)
}

impl Comparison {
    fn strict(parser: &mut Parser<'_>) -> Result<Self> {
        let left = Expression::parse(&parser.expression_text()?);
        let right = match parser.accept(Kind::Comparison) {
            Some(operator) => Some((Operator::named(operator), Expression::parse(&parser.expression_text()?))),
            None => None,
        };
        Ok(Self { left, right })
    }

    fn lax(piece: &str) -> Option<Self> {
        let (left, at) = first_fragment(piece)?;
        let operator_end = at
            + piece.as_bytes()[at..]
                .iter()
                .take_while(|byte| matches!(byte, b'=' | b'!' | b'<' | b'>' | b'a'..=b'z' | b'_'))
                .count();
        if operator_end == at {
            return Some(Self { left, right: None });
        }
        let start = skip_space(piece, operator_end);
        let right = match scan::quoted_fragment(piece, start) {
            Some(end) => Expression::parse(&piece[start..end]),
            None => Expression::literal(Value::Nil),
        };
        Some(Self { left, right: Some((Operator::named(&piece[at..operator_end]), right)) })
    }

    fn evaluate(&self, cx: &mut Context) -> Result<bool> {
        if let Some(holds) = self.peek(cx) {
            return holds;
        }
        let Some((operator, right)) = &self.right else {
            return match &self.left.0 {
                // The questions `blank` and `empty` are objects, hence true.
                Operand::Blank | Operand::Empty => Ok(true),
                _ => Ok(self.left.evaluate(cx)?.truthy()),
            };
        };
        match operator {
            Operator::Equal => return equal(&self.left, right, cx),
            Operator::NotEqual => return Ok(!equal(&self.left, right, cx)?),
            Operator::Unknown(name) => {
                self.left.evaluate(cx)?;
                right.evaluate(cx)?;
                return Err(Error::argument(format!("Unknown operator {name}")));
            }
            _ => {}
        }
        let left = self.left.evaluate(cx)?;
        let right_value = right.evaluate(cx)?;
        if *operator == Operator::Contains {
            if matches!(self.left.0, Operand::Blank | Operand::Empty) {
                return Ok(false);
            }
            return Ok(contains(&left, &right_value, cx));
        }
        if matches!(self.left.0, Operand::Blank | Operand::Empty) || matches!(right.0, Operand::Blank | Operand::Empty)
        {
            return Ok(false);
        }
        Ok(order(&left, &right_value)?.is_some_and(|order| operator.fits(order)))
    }
}

impl Comparison {
    /// Compares without cloning, where that can be done.
    fn peek(&self, cx: &Context) -> Option<Result<bool>> {
        let left = self.left.peek(cx)?;
        let Some((operator, right)) = &self.right else { return Some(Ok(left.truthy())) };
        let right = right.peek(cx)?;
        Some(match operator {
            Operator::Equal => Ok(*left == *right),
            Operator::NotEqual => Ok(*left != *right),
            Operator::Contains => Ok(contains(&left, &right, cx)),
            Operator::Unknown(_) => return None,
            operator => order(&left, &right).map(|order| order.is_some_and(|order| operator.fits(order))),
        })
    }
}

/// Compares by size: `None` where the comparison is simply false, an error where Ruby raises one.
fn order(left: &Value, right: &Value) -> Result<Option<Ordering>> {
    let comparable = |value: &Value| {
        matches!(
            value,
            Value::Int(_) | Value::BigInt(_) | Value::Float(_) | Value::Str(_) | Value::Time(_) | Value::Date(_)
        )
    };
    if !comparable(left) || !comparable(right) {
        return Ok(None);
    }
    if let (Value::Date(date), Value::Int(_) | Value::Float(_)) = (left, right) {
        // Ruby compares a date with a number by its astronomical Julian day.
        let day = (date.unix_days() + 2_440_588) as f64 - 0.5;
        return Ok(Value::Float(day).compare(right));
    }
    match left.compare(right) {
        Some(order) => Ok(Some(order)),
        None if is_number(left) && is_number(right) => Ok(None),
        None => {
            let with = match right {
                Value::Int(_) | Value::Float(_) => right.to_s(),
                other => other.class_name().to_owned(),
            };
            Err(Error::argument(format!("comparison of {} with {with} failed", left.class_name())))
        }
    }
}

fn is_number(value: &Value) -> bool {
    matches!(value, Value::Int(_) | Value::BigInt(_) | Value::Float(_))
}

fn equal(left: &Expression, right: &Expression, cx: &mut Context) -> Result<bool> {
    let answer = match (&left.0, &right.0) {
        (Operand::Blank | Operand::Empty, Operand::Blank | Operand::Empty) => false,
        (question @ (Operand::Blank | Operand::Empty), _) => {
            let value = right.evaluate(cx)?;
            answers(question, &value, cx.blank())
        }
        (_, question @ (Operand::Blank | Operand::Empty)) => {
            let value = left.evaluate(cx)?;
            answers(question, &value, cx.blank())
        }
        _ => left.evaluate(cx)? == right.evaluate(cx)?,
    };
    Ok(answer)
}

/// Asks a value `empty?` or `blank?`; what has no such method says no.
fn answers(question: &Operand, value: &Value, blank: Blank) -> bool {
    match question {
        Operand::Empty => is_empty(value).unwrap_or(false),
        _ if blank == Blank::Plain => false,
        _ => match value {
            Value::Nil | Value::Bool(false) => true,
            Value::Str(text) => text.chars().all(char::is_whitespace),
            other => is_empty(other).unwrap_or(false),
        },
    }
}

/// Ruby's `empty?`, for what has it.
pub(crate) fn is_empty(value: &Value) -> Option<bool> {
    match value {
        Value::Str(text) => Some(text.is_empty()),
        Value::Array(items) => Some(items.is_empty()),
        Value::Hash(hash) => Some(hash.is_empty()),
        Value::Object(object) if matches!(object.kind(), ObjectKind::Array | ObjectKind::Hash) => {
            Some(object.is_empty())
        }
        _ => None,
    }
}

/// Whether an element is the value looked for, which is a drop if it is an object.
fn is_found(item: &Value, wanted: &Value) -> bool {
    item == wanted && !matches!(item, Value::Object(object) if object.to_drop().is_some())
}

fn contains(left: &Value, right: &Value, cx: &Context) -> bool {
    if !right.truthy() {
        return false;
    }
    match left {
        Value::Str(text) => match right {
            Value::Str(part) => crate::bytes::contains(text.as_bytes(), part),
            other => text.contains(&cx.to_s(other)),
        },
        Value::Array(items) => items.iter().any(|item| is_found(item, right)),
        Value::Hash(hash) => hash.contains_value_key(right),
        Value::Range(range) => match right {
            Value::Int(_) | Value::Float(_) | Value::BigInt(_) => {
                Value::Int(range.start).compare(right).is_some_and(Ordering::is_le)
                    && right.compare(&Value::Int(range.end)).is_some_and(Ordering::is_le)
            }
            _ => false,
        },
        Value::Object(object) => match object.kind() {
            ObjectKind::Array => (0..object.len()).any(|index| is_found(&object.at(index).unwrap_or_default(), right)),
            ObjectKind::Hash => match right {
                Value::Str(key) => object.contains_key(key),
                other => object.get_value(other).is_some(),
            },
            ObjectKind::Keys => object.keys().iter().any(|key| key == right),
            ObjectKind::Plain => false,
        },
        _ => false,
    }
}
