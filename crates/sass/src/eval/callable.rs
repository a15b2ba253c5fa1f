//! Functions and mixins as values, and what is called.

use super::Eval;
use super::env::Env;
use crate::ast::Callable;
use crate::span::Res;
use crate::value::Value;
use std::rc::Rc;

/// The Rust side of a built-in function.
pub(crate) type Run = fn(&mut Eval<'_>, &[Value]) -> Res<Value>;

/// A built-in function: overloads by their signatures, written as in Sass.
#[derive(Debug)]
pub(crate) struct Builtin {
    pub(crate) name: &'static str,
    /// The module it is of, without `sass:`; where it is a global function of old, the module's name for it follows.
    pub(crate) module: &'static str,
    pub(crate) overloads: &'static [(&'static str, Run)],
}

/// A function as a value.
#[derive(Debug)]
pub(crate) enum Function {
    Builtin { builtin: &'static Builtin, global: bool },
    User { callable: Rc<Callable>, env: Env },
    Css(Rc<str>),
}

impl Function {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Builtin { builtin, .. } => builtin.name,
            Self::User { callable, .. } => &callable.original,
            Self::Css(name) => name,
        }
    }

    pub(crate) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Builtin { builtin: a, .. }, Self::Builtin { builtin: b, .. }) => std::ptr::eq(*a, *b),
            (Self::User { callable: a, .. }, Self::User { callable: b, .. }) => Rc::ptr_eq(a, b),
            (Self::Css(a), Self::Css(b)) => a == b,
            _ => false,
        }
    }
}

/// A mixin as a value.
#[derive(Debug)]
pub(crate) enum Mixin {
    User { callable: Rc<Callable>, env: Env },
    LoadCss,
    Apply,
}

impl Mixin {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::User { callable, .. } => &callable.original,
            Self::LoadCss => "load-css",
            Self::Apply => "apply",
        }
    }

    pub(crate) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::User { callable: a, .. }, Self::User { callable: b, .. }) => Rc::ptr_eq(a, b),
            (Self::LoadCss, Self::LoadCss) | (Self::Apply, Self::Apply) => true,
            _ => false,
        }
    }

    pub(crate) fn accepts_content(&self) -> bool {
        match self {
            Self::User { callable, .. } => callable.has_content,
            Self::LoadCss => false,
            Self::Apply => true,
        }
    }
}

/// A content block with where it was written.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) callable: Rc<Callable>,
    pub(crate) env: Env,
}

/// Evaluated arguments.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    pub(crate) positional: Vec<(Value, crate::span::At)>,
    pub(crate) named: super::variables::Variables,
    pub(crate) separator: Option<crate::value::Separator>,
}
