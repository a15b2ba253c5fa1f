//! The tree of a script. Patterns are written as the expressions they look like.

/// A name, and after resolution the symbol it stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) symbol: Option<usize>,
}

impl Name {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), symbol: None }
    }
}

pub(super) type Operator = &'static str;

/// An expression or pattern.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    Name(Name),
    Number(f64),
    BigInt(String),
    Text(String),
    Regex(String),
    /// Raw pieces and what stands between them.
    Template(Vec<String>, Vec<Expr>),
    Tagged(Box<Expr>, Box<Expr>),
    Bool(bool),
    Null,
    /// `void 0`, once it is known.
    Undefined,
    This,
    Super,
    /// `new.target` and `import.meta`.
    Meta(&'static str),
    Array(Vec<Option<Expr>>),
    Object(Vec<Property>),
    Function(Box<Function>),
    Class(Box<Class>),
    Unary(Operator, Box<Expr>),
    Prefix(Operator, Box<Expr>),
    Postfix(Operator, Box<Expr>),
    Binary(Operator, Box<Expr>, Box<Expr>),
    Assign(Operator, Box<Expr>, Box<Expr>),
    Choice(Box<Expr>, Box<Expr>, Box<Expr>),
    /// The callee, its arguments, and whether `?.` stands between them.
    Call(Box<Expr>, Vec<Expr>, bool),
    New(Box<Expr>, Vec<Expr>),
    Import(Box<Expr>),
    /// A property by name (private ones with their `#`), and whether `?.` stands before it.
    Dot(Box<Expr>, String, bool),
    Index(Box<Expr>, Box<Expr>, bool),
    /// A whole optional chain in parentheses.
    Chain(Box<Expr>),
    Spread(Box<Expr>),
    Yield(Option<Box<Expr>>, bool),
    Await(Box<Expr>),
    Sequence(Vec<Expr>),
}

/// A key of an object or class.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Key {
    Plain(String),
    Number(f64),
    Private(String),
    Computed(Expr),
}

/// What a key holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Property {
    Value(Key, Expr),
    /// `{a}` or, in patterns, `{a = 1}`.
    Short(Expr),
    Method(Key, Function),
    Get(Key, Function),
    Set(Key, Function),
    Spread(Expr),
}

/// A part of a class.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Member {
    Field(Key, Option<Expr>, bool),
    Method(Key, Function, bool),
    Get(Key, Function, bool),
    Set(Key, Function, bool),
    Block(Vec<Stmt>),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Class {
    pub(super) name: Option<Name>,
    pub(super) parent: Option<Expr>,
    pub(super) members: Vec<Member>,
}

/// A function of any kind.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Function {
    pub(super) name: Option<Name>,
    pub(super) params: Vec<Expr>,
    pub(super) body: Vec<Stmt>,
    pub(super) is_arrow: bool,
    pub(super) is_async: bool,
    pub(super) is_generator: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Var,
    Let,
    Const,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Stmt {
    Empty,
    Directive(String),
    Expr(Expr),
    Block(Vec<Stmt>),
    Declare(Kind, Vec<(Expr, Option<Expr>)>),
    Function(Box<Function>),
    Class(Box<Class>),
    If(Expr, Box<Stmt>, Option<Box<Stmt>>),
    For(Option<Box<Stmt>>, Option<Expr>, Option<Expr>, Box<Stmt>),
    /// `for (… in …)`, `for (… of …)` and `for await (… of …)`: the word tells which.
    Each(&'static str, Box<Stmt>, Expr, Box<Stmt>),
    While(Expr, Box<Stmt>),
    DoWhile(Box<Stmt>, Expr),
    Return(Option<Expr>),
    Break(Option<String>),
    Continue(Option<String>),
    Throw(Expr),
    Try(Vec<Stmt>, Option<(Option<Expr>, Vec<Stmt>)>, Option<Vec<Stmt>>),
    Switch(Expr, Vec<(Option<Expr>, Vec<Stmt>)>),
    Label(String, Box<Stmt>),
    Debugger,
}
