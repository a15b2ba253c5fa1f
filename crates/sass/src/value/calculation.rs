//! Calculations that CSS has to finish: their tree.

use super::{Number, Value};
use std::rc::Rc;

/// An operator inside a calculation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CalcOp {
    Plus,
    Minus,
    Times,
    Over,
}

impl CalcOp {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Over => "/",
        }
    }

    pub(crate) fn tight(self) -> bool {
        matches!(self, Self::Times | Self::Over)
    }
}

/// An operand inside a calculation.
#[derive(Debug, Clone)]
pub(crate) enum CalcArg {
    Number(Number),
    Calc(Rc<Calculation>),
    Text(Rc<str>),
    Op(CalcOp, Rc<(CalcArg, CalcArg)>),
}

/// A calculation by name with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Calculation {
    pub(crate) name: Rc<str>,
    pub(crate) args: Vec<CalcArg>,
}

impl PartialEq for CalcArg {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.equals(b),
            (Self::Calc(a), Self::Calc(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Op(a, left), Self::Op(b, right)) => a == b && left == right,
            _ => false,
        }
    }
}

impl From<CalcArg> for Value {
    fn from(arg: CalcArg) -> Self {
        match arg {
            CalcArg::Number(number) => Self::Number(number),
            CalcArg::Calc(calc) => Self::Calculation(calc),
            CalcArg::Text(text) => Self::unquoted(text),
            op @ CalcArg::Op(..) => Self::Calculation(Rc::new(Calculation { name: "calc".into(), args: vec![op] })),
        }
    }
}
