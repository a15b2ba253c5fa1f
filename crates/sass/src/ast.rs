//! The syntax tree of a stylesheet.

use crate::eval::callable::Builtin;
use crate::eval::site::Site;
use crate::eval::variables::Hint;
use crate::span::At;
use crate::value::{Color, Name, Separator, Units};
use std::ops::Deref;
use std::rc::Rc;

/// A text with expressions to put in.
#[derive(Debug, Clone)]
pub(crate) struct Interp {
    pub(crate) parts: Parts,
    pub(crate) at: At,
}

/// The parts of an [`Interp`]: most have one, which needs no list.
#[derive(Debug, Clone)]
pub(crate) enum Parts {
    None,
    One(Part),
    Many(Vec<Part>),
}

impl Parts {
    pub(crate) fn push(&mut self, part: Part) {
        match self {
            Self::None => *self = Self::One(part),
            Self::One(_) => {
                let mut list = Vec::with_capacity(4);
                list.extend(std::mem::replace(self, Self::None));
                list.push(part);
                *self = Self::Many(list);
            }
            Self::Many(list) => list.push(part),
        }
    }
}

impl Deref for Parts {
    type Target = [Part];

    fn deref(&self) -> &[Part] {
        match self {
            Self::None => &[],
            Self::One(part) => std::slice::from_ref(part),
            Self::Many(list) => list,
        }
    }
}

impl IntoIterator for Parts {
    type Item = Part;
    type IntoIter = std::iter::Chain<std::option::IntoIter<Part>, std::vec::IntoIter<Part>>;

    fn into_iter(self) -> Self::IntoIter {
        let (one, many) = match self {
            Self::None => (None, Vec::new()),
            Self::One(part) => (Some(part), Vec::new()),
            Self::Many(list) => (None, list),
        };
        one.into_iter().chain(many)
    }
}

/// A part of an [`Interp`].
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// Text, with where it starts in the source if it stands there as it is.
    Text(Rc<str>, At),
    /// An expression, with the place of the whole `#{…}`.
    Expr(Expr, At),
}

impl Interp {
    pub(crate) fn plain(text: impl Into<Rc<str>>, at: At) -> Self {
        Self { parts: Parts::One(Part::Text(text.into(), at)), at }
    }

    /// The text if there are no expressions.
    pub(crate) fn as_plain(&self) -> Option<&str> {
        match &self.parts[..] {
            [] => Some(""),
            [Part::Text(text, _)] => Some(text),
            _ => None,
        }
    }

    /// The text before the first expression.
    pub(crate) fn initial(&self) -> &str {
        match self.parts.first() {
            Some(Part::Text(text, _)) => text,
            _ => "",
        }
    }
}

/// A binary operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BinaryOp {
    SingleEq,
    Or,
    And,
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
    Plus,
    Minus,
    Times,
    Over,
    Rem,
}

impl BinaryOp {
    pub(crate) fn precedence(self) -> u8 {
        match self {
            Self::SingleEq => 0,
            Self::Or => 1,
            Self::And => 2,
            Self::Eq | Self::Ne => 3,
            Self::Gt | Self::Ge | Self::Lt | Self::Le => 4,
            Self::Plus | Self::Minus => 5,
            Self::Times | Self::Over | Self::Rem => 6,
        }
    }

    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::SingleEq => "=",
            Self::Or => "or",
            Self::And => "and",
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Over => "/",
            Self::Rem => "%",
        }
    }
}

/// A unary operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnaryOp {
    Plus,
    Minus,
    Over,
    Not,
}

/// An expression with its place.
#[derive(Debug, Clone)]
pub(crate) struct Expr {
    pub(crate) kind: Box<ExprKind>,
    pub(crate) at: At,
}

/// What an expression is.
#[derive(Debug, Clone)]
pub(crate) enum ExprKind {
    Null,
    Bool(bool),
    Number(f64, Units),
    Color(Rc<Color>),
    /// A string; `quoted` ones are shown in quotes.
    String {
        text: Interp,
        quoted: bool,
    },
    Variable {
        namespace: Option<Name>,
        name: Name,
        hint: Hint,
    },
    Binary {
        op: BinaryOp,
        left: Expr,
        right: Expr,
        slash: bool,
        op_at: At,
    },
    Unary {
        op: UnaryOp,
        operand: Expr,
    },
    List {
        items: Vec<Expr>,
        separator: Separator,
        brackets: bool,
    },
    Map(Vec<(Expr, Expr)>),
    Paren(Expr),
    Call(Box<Call>),
    CallInterp {
        name: Interp,
        args: Rc<Args>,
    },
    /// `if($condition, $if-true, $if-false)`.
    LegacyIf(Rc<Args>),
    /// `if(condition: value; …)`.
    If(Vec<(Option<IfCondition>, Expr)>),
    Parent,
    Supports(Box<Supports>),
}

/// A call of a function by its name.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) namespace: Option<Box<Name>>,
    pub(crate) name: Name,
    pub(crate) original: Rc<str>,
    pub(crate) args: Args,
    /// The calculation that CSS has of this name, in lower case, if the call has no namespace.
    pub(crate) calculation: Option<&'static str>,
    /// The built-in function that has this global name, if the call has no namespace.
    pub(crate) global: Option<&'static Builtin>,
    pub(crate) site: Site,
}

/// A condition of `if()`.
#[derive(Debug, Clone)]
pub(crate) enum IfCondition {
    Sass(Expr),
    Raw(Interp),
    Not(Box<IfCondition>),
    Paren(Box<IfCondition>),
    /// Conditions joined by `and` (true) or `or`.
    Join(bool, Vec<IfCondition>),
}

impl Expr {
    pub(crate) fn new(kind: ExprKind, at: At) -> Self {
        Self { kind: Box::new(kind), at }
    }
}

/// The arguments of a call.
#[derive(Debug, Clone)]
pub(crate) struct Args {
    pub(crate) positional: Vec<Expr>,
    pub(crate) named: Vec<(Name, Expr, At)>,
    /// What `...` follows; few calls have that.
    pub(crate) rest: Option<Box<Rest>>,
    pub(crate) at: At,
}

/// The arguments of a call that `...` follows.
#[derive(Debug, Clone)]
pub(crate) struct Rest {
    pub(crate) list: Expr,
    pub(crate) keywords: Option<Expr>,
}

/// A declared parameter.
#[derive(Debug, Clone)]
pub(crate) struct Param {
    pub(crate) name: Name,
    pub(crate) original: Rc<str>,
    pub(crate) default: Option<Expr>,
}

/// The declared parameters of a function, mixin or content block.
#[derive(Debug, Clone)]
pub(crate) struct Params {
    pub(crate) list: Vec<Param>,
    pub(crate) rest: Option<(Name, Rc<str>)>,
    pub(crate) at: At,
}

impl Params {
    /// Whether so many arguments, all by position, fit.
    pub(crate) fn take(&self, count: usize) -> bool {
        (self.rest.is_some() || count <= self.list.len())
            && self.list.iter().skip(count).all(|param| param.default.is_some())
    }
}

/// A condition of `@supports`.
#[derive(Debug, Clone)]
pub(crate) enum Supports {
    Join { op: Rc<str>, left: Box<Supports>, right: Box<Supports> },
    Not(Box<Supports>),
    Declaration { name: Expr, value: Expr, custom: bool },
    Function { name: Interp, arguments: Interp },
    Interpolation(Expr),
    Anything(Interp),
}

/// A function, mixin or content block as declared.
#[derive(Debug)]
pub(crate) struct Callable {
    pub(crate) name: Name,
    pub(crate) original: Rc<str>,
    pub(crate) params: Params,
    pub(crate) body: Vec<Stmt>,
    pub(crate) at: At,
    /// The name with the parameters.
    pub(crate) header: At,
    pub(crate) has_content: bool,
    /// Whether keeping results of calls is of use.
    pub(crate) worth: crate::eval::memo::Worth,
}

/// The body of a statement.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) list: Vec<Stmt>,
    /// Something in it declares variables, functions or mixins, so that it needs a scope of its own.
    pub(crate) declares: bool,
}

/// A statement with its place.
#[derive(Debug)]
pub(crate) struct Stmt {
    pub(crate) kind: StmtKind,
    pub(crate) at: At,
}

/// `$name: value with (…)`.
#[derive(Debug, Clone)]
pub(crate) struct Configured {
    pub(crate) name: Name,
    pub(crate) value: Expr,
    pub(crate) guarded: bool,
    pub(crate) at: At,
}

/// One argument of `@import`.
#[derive(Debug)]
pub(crate) enum Import {
    Dynamic { url: Rc<str>, at: At },
    Static { url: Interp, modifiers: Option<Interp>, at: At },
}

/// What `@forward` lets through.
#[derive(Debug, Clone)]
pub(crate) enum Visibility {
    All,
    Show { members: Vec<Name>, variables: Vec<Name> },
    Hide { members: Vec<Name>, variables: Vec<Name> },
}

/// What a statement is. Statements are handed on a few times until they are in their list, so those that are rare keep
/// what is large of them elsewhere.
#[derive(Debug)]
pub(crate) enum StmtKind {
    Rule {
        selector: Interp,
        body: Body,
    },
    Declaration {
        name: Interp,
        value: Option<Expr>,
        /// Few have one.
        body: Option<Box<Body>>,
        custom: bool,
    },
    Variable {
        namespace: Option<Name>,
        name: Name,
        original: Rc<str>,
        value: Expr,
        guarded: bool,
        global: bool,
    },
    Media {
        query: Interp,
        body: Body,
    },
    Supports {
        condition: Box<Supports>,
        body: Body,
    },
    AtRoot {
        query: Option<Interp>,
        body: Body,
    },
    AtRule {
        name: Interp,
        value: Option<Box<Interp>>,
        body: Option<Body>,
    },
    If {
        clauses: Vec<(Option<Expr>, Body)>,
    },
    Each {
        variables: Vec<Name>,
        list: Expr,
        body: Body,
    },
    For {
        variable: Name,
        ends: Box<(Expr, Expr)>,
        inclusive: bool,
        body: Body,
    },
    While {
        condition: Expr,
        body: Body,
    },
    Function(Rc<Callable>),
    Mixin(Rc<Callable>),
    Include {
        namespace: Option<Name>,
        name: Name,
        args: Rc<Args>,
        content: Option<Rc<Callable>>,
        header: At,
    },
    Content(Rc<Args>),
    Return(Expr),
    Extend {
        selector: Interp,
        optional: bool,
    },
    Warn(Expr),
    Error(Expr),
    Debug(Expr),
    Comment(Interp),
    Import(Vec<Import>),
    Use {
        url: Rc<str>,
        namespace: Option<Name>,
        config: Vec<Configured>,
    },
    Forward {
        url: Rc<str>,
        prefix: Option<Name>,
        visibility: Box<Visibility>,
        config: Vec<Configured>,
    },
    /// Nothing to do: silent comments and `@charset`.
    Nothing,
}

/// A warning found while parsing.
#[derive(Debug, Clone)]
pub(crate) struct ParseWarning {
    pub(crate) deprecation: Option<crate::Deprecation>,
    pub(crate) message: String,
    pub(crate) at: At,
    pub(crate) label: String,
    pub(crate) others: Vec<(At, String)>,
}

/// A parsed file.
#[derive(Debug)]
pub(crate) struct Stylesheet {
    pub(crate) body: Vec<Stmt>,
    pub(crate) css: bool,
    pub(crate) warnings: Vec<ParseWarning>,
    /// Names of variables declared at the root, for `meta` and configuration.
    pub(crate) uses_modules: bool,
}
