//! Which symbol every name stands for, and the short names that symbols are given.

use super::print;
use super::tree::*;
use std::collections::{HashMap, HashSet};

/// What a name stands for.
pub(super) struct Symbol {
    pub(super) text: String,
    scope: usize,
    /// How often it is named besides where it is declared.
    pub(super) uses: usize,
    /// Whether it gets other values than the one that it is declared with.
    assigned: bool,
    /// How often it is written.
    written: i64,
    /// Whether it keeps its name: it belongs to everybody.
    keeps: bool,
    given: Option<String>,
}

impl Symbol {
    /// Whether it belongs to everybody.
    pub(super) fn is_global(&self) -> bool {
        self.scope == 0
    }
}

struct Scope {
    parent: Option<usize>,
    names: HashMap<String, usize>,
    order: Vec<usize>,
    /// The symbols that are named in it or in a scope within.
    inside: HashSet<usize>,
    is_function: bool,
}

/// All symbols of a script.
pub(super) struct Symbols {
    pub(super) symbols: Vec<Symbol>,
    scopes: Vec<Scope>,
    /// Whether code that is made at run time may use any name.
    has_eval: bool,
}

impl Symbols {
    /// The name that a symbol was given.
    pub(super) fn given(&self, symbol: usize) -> Option<&str> {
        self.symbols[symbol].given.as_deref()
    }

    /// Whether a symbol is declared within a function and never used.
    pub(super) fn is_unused(&self, name: &Name) -> bool {
        name.symbol
            .is_some_and(|symbol| !self.has_eval && !self.symbols[symbol].keeps && self.symbols[symbol].uses == 0)
    }
}

impl Symbols {
    /// Whether a symbol is declared within a function, has one value and is used once.
    pub(super) fn is_used_once(&self, name: &Name) -> bool {
        name.symbol.is_some_and(|symbol| {
            let symbol = &self.symbols[symbol];
            !self.has_eval && !symbol.keeps && !symbol.assigned && symbol.uses == 1
        })
    }

    /// Whether a name may get another value at any time.
    pub(super) fn is_assigned(&self, name: &Name) -> bool {
        self.has_eval || name.symbol.is_none_or(|symbol| self.symbols[symbol].assigned)
    }
}

/// Resolves all names of a script.
pub(super) fn resolve(body: &mut [Stmt]) -> Symbols {
    let symbols = Symbols { symbols: Vec::new(), scopes: Vec::new(), has_eval: false };
    let mut resolver = Resolver { found: symbols, current: 0 };
    resolver.open(true);
    resolver.declare_all(body, true);
    for symbol in &mut resolver.found.symbols {
        symbol.keeps = true;
    }
    resolver.statements(body);
    resolver.found
}

struct Resolver {
    found: Symbols,
    current: usize,
}

impl Resolver {
    fn open(&mut self, is_function: bool) -> Option<usize> {
        let parent = (!self.found.scopes.is_empty()).then_some(self.current);
        self.found.scopes.push(Scope {
            parent,
            names: HashMap::new(),
            order: Vec::new(),
            inside: HashSet::new(),
            is_function,
        });
        self.current = self.found.scopes.len() - 1;
        parent
    }

    fn close(&mut self, parent: Option<usize>) {
        self.current = parent.unwrap_or(0);
    }

    fn declare(&mut self, text: &str) {
        let scope = self.current;
        if !self.found.scopes[scope].names.contains_key(text) {
            let symbol = self.found.symbols.len();
            let keeps = scope == 0 || text == "arguments";
            self.found.symbols.push(Symbol {
                text: text.to_owned(),
                scope,
                uses: 0,
                assigned: false,
                written: 0,
                keeps,
                given: None,
            });
            self.found.scopes[scope].names.insert(text.to_owned(), symbol);
            self.found.scopes[scope].order.push(symbol);
        }
    }

    /// Declares what a pattern binds.
    fn declare_pattern(&mut self, pattern: &Expr) {
        match pattern {
            Expr::Name(name) => self.declare(&name.text),
            Expr::Assign(_, target, _) | Expr::Spread(target) => self.declare_pattern(target),
            Expr::Array(items) => items.iter().flatten().for_each(|item| self.declare_pattern(item)),
            Expr::Object(items) => {
                for item in items {
                    if let Property::Value(_, target) | Property::Short(target) | Property::Spread(target) = item {
                        self.declare_pattern(target);
                    }
                }
            }
            _ => {}
        }
    }

    /// Declares what statements bind in this scope: `var` and, at its top, the rest.
    fn declare_all(&mut self, body: &[Stmt], at_top: bool) {
        for stmt in body {
            self.declare_in(stmt, at_top);
        }
    }

    fn declare_in(&mut self, stmt: &Stmt, at_top: bool) {
        match stmt {
            Stmt::Declare(kind, parts) if at_top || *kind == Kind::Var => {
                let is_own = *kind != Kind::Var || self.found.scopes[self.current].is_function;
                if is_own {
                    parts.iter().for_each(|(target, _)| self.declare_pattern(target));
                }
            }
            Stmt::Function(function) => {
                if let Some(name) =
                    function.name.as_ref().filter(|_| at_top || self.found.scopes[self.current].is_function)
                {
                    let is_function = self.found.scopes[self.current].is_function;
                    if is_function {
                        self.declare(&name.text);
                    }
                }
            }
            Stmt::Class(class) if at_top => {
                if let Some(name) = &class.name {
                    self.declare(&name.text);
                }
            }
            Stmt::Block(body) => self.declare_all(body, false),
            Stmt::If(_, then, otherwise) => {
                self.declare_in(then, false);
                if let Some(otherwise) = otherwise {
                    self.declare_in(otherwise, false);
                }
            }
            Stmt::For(first, _, _, body) => {
                if let Some(first) = first {
                    self.declare_in(first, false);
                }
                self.declare_in(body, false);
            }
            Stmt::Each(_, first, _, body) => {
                self.declare_in(first, false);
                self.declare_in(body, false);
            }
            Stmt::While(_, body) | Stmt::DoWhile(body, _) | Stmt::Label(_, body) => self.declare_in(body, false),
            Stmt::Try(body, handler, last) => {
                self.declare_all(body, false);
                if let Some((_, body)) = handler {
                    self.declare_all(body, false);
                }
                if let Some(body) = last {
                    self.declare_all(body, false);
                }
            }
            Stmt::Switch(_, cases) => cases.iter().for_each(|(_, body)| self.declare_all(body, false)),
            _ => {}
        }
    }

    fn find(&mut self, text: &str) -> usize {
        let mut scope = Some(self.current);
        while let Some(at) = scope {
            if let Some(symbol) = self.found.scopes[at].names.get(text) {
                return *symbol;
            }
            scope = self.found.scopes[at].parent;
        }
        let symbol = self.found.symbols.len();
        self.found.symbols.push(Symbol {
            text: text.to_owned(),
            scope: 0,
            uses: 0,
            assigned: false,
            written: 0,
            keeps: true,
            given: None,
        });
        self.found.scopes[0].names.insert(text.to_owned(), symbol);
        symbol
    }

    fn name(&mut self, name: &mut Name, is_use: bool) {
        if name.text.starts_with('#') {
            return;
        }
        self.found.has_eval |= name.text == "eval";
        let symbol = self.find(&name.text);
        name.symbol = Some(symbol);
        self.found.symbols[symbol].uses += usize::from(is_use);
        self.found.symbols[symbol].written += 1;
        let last = self.found.symbols[symbol].scope;
        let mut scope = Some(self.current);
        while let Some(at) = scope {
            self.found.scopes[at].inside.insert(symbol);
            if at == last {
                break;
            }
            scope = self.found.scopes[at].parent;
        }
    }

    fn statements(&mut self, body: &mut [Stmt]) {
        body.iter_mut().for_each(|stmt| self.statement(stmt));
    }

    fn block(&mut self, body: &mut [Stmt]) {
        let parent = self.open(false);
        self.declare_all(body, true);
        self.statements(body);
        self.close(parent);
    }

    fn statement(&mut self, stmt: &mut Stmt) {
        match stmt {
            Stmt::Empty | Stmt::Directive(_) | Stmt::Break(_) | Stmt::Continue(_) | Stmt::Debugger => {}
            Stmt::Expr(expr) | Stmt::Throw(expr) => self.expr(expr),
            Stmt::Block(body) => self.block(body),
            Stmt::Declare(_, parts) => {
                for (target, value) in parts {
                    self.pattern(target);
                    if let Some(value) = value {
                        self.expr(value);
                    }
                }
            }
            Stmt::Function(function) => {
                if let Some(name) = &mut function.name {
                    self.name(name, false);
                }
                self.function(function, false);
            }
            Stmt::Class(class) => self.class(class, false),
            Stmt::If(test, then, otherwise) => {
                self.expr(test);
                self.statement(then);
                if let Some(otherwise) = otherwise {
                    self.statement(otherwise);
                }
            }
            Stmt::For(first, test, step, body) => {
                let parent = self.open(false);
                if let Some(first) = first {
                    self.declare_in(first, true);
                    self.statement(first);
                }
                for part in [test, step].into_iter().flatten() {
                    self.expr(part);
                }
                self.statement(body);
                self.close(parent);
            }
            Stmt::Each(_, first, over, body) => {
                let parent = self.open(false);
                self.declare_in(first, true);
                self.statement(first);
                if let Stmt::Expr(pattern) = &**first {
                    self.assign(pattern);
                }
                self.expr(over);
                self.statement(body);
                self.close(parent);
            }
            Stmt::While(test, body) => {
                self.expr(test);
                self.statement(body);
            }
            Stmt::DoWhile(body, test) => {
                self.statement(body);
                self.expr(test);
            }
            Stmt::Return(value) => {
                if let Some(value) = value {
                    self.expr(value);
                }
            }
            Stmt::Try(body, handler, last) => {
                self.block(body);
                if let Some((error, body)) = handler {
                    let parent = self.open(false);
                    if let Some(error) = error {
                        self.declare_pattern(error);
                        self.pattern(error);
                    }
                    self.declare_all(body, true);
                    self.statements(body);
                    self.close(parent);
                }
                if let Some(body) = last {
                    self.block(body);
                }
            }
            Stmt::Switch(on, cases) => {
                self.expr(on);
                let parent = self.open(false);
                for (_, body) in cases.iter() {
                    self.declare_all(body, true);
                }
                for (test, body) in cases {
                    if let Some(test) = test {
                        self.expr(test);
                    }
                    self.statements(body);
                }
                self.close(parent);
            }
            Stmt::Label(_, body) => self.statement(body),
        }
    }

    /// Resolves a pattern where it declares: names are not used there.
    fn pattern(&mut self, pattern: &mut Expr) {
        match pattern {
            Expr::Name(name) => self.name(name, false),
            Expr::Assign(_, target, value) => {
                self.pattern(target);
                self.expr(value);
            }
            Expr::Spread(target) => self.pattern(target),
            Expr::Array(items) => items.iter_mut().flatten().for_each(|item| self.pattern(item)),
            Expr::Object(items) => {
                for item in items {
                    match item {
                        Property::Value(key, target) => {
                            self.key(key);
                            self.pattern(target);
                        }
                        Property::Short(target) | Property::Spread(target) => self.pattern(target),
                        _ => {}
                    }
                }
            }
            other => self.expr(other),
        }
    }

    fn function(&mut self, function: &mut Function, is_expression: bool) {
        let parent = self.open(true);
        if let Some(name) = function.name.as_mut().filter(|_| is_expression) {
            self.declare(&name.text);
            self.name(name, false);
        }
        function.params.iter().for_each(|param| self.declare_pattern(param));
        self.declare_all(&function.body, true);
        function.params.iter_mut().for_each(|param| self.pattern(param));
        self.statements(&mut function.body);
        self.close(parent);
    }

    fn class(&mut self, class: &mut Class, is_expression: bool) {
        let parent = self.open(false);
        if let Some(name) = &mut class.name {
            if is_expression {
                self.declare(&name.text);
            }
            self.name(name, false);
        }
        if let Some(over) = &mut class.parent {
            self.expr(over);
        }
        for member in &mut class.members {
            match member {
                Member::Field(key, value, _) => {
                    self.key(key);
                    if let Some(value) = value {
                        self.expr(value);
                    }
                }
                Member::Method(key, function, _) | Member::Get(key, function, _) | Member::Set(key, function, _) => {
                    self.key(key);
                    self.function(function, false);
                }
                Member::Block(body) => {
                    let parent = self.open(true);
                    self.declare_all(body, true);
                    self.statements(body);
                    self.close(parent);
                }
            }
        }
        self.close(parent);
    }

    fn key(&mut self, key: &mut Key) {
        if let Key::Computed(expr) = key {
            self.expr(expr);
        }
    }

    fn property(&mut self, property: &mut Property) {
        match property {
            Property::Value(key, value) => {
                self.key(key);
                self.expr(value);
            }
            Property::Short(value) | Property::Spread(value) => self.expr(value),
            Property::Method(key, function) | Property::Get(key, function) | Property::Set(key, function) => {
                self.key(key);
                self.function(function, false);
            }
        }
    }

    fn expr(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Name(name) => self.name(name, true),
            Expr::Function(function) => self.function(function, true),
            Expr::Class(class) => self.class(class, true),
            Expr::Object(items) => items.iter_mut().for_each(|item| self.property(item)),
            other => {
                for_each_part(other, &mut |part| self.expr(part));
                if let Expr::Assign(_, target, _) | Expr::Prefix(_, target) | Expr::Postfix(_, target) = other {
                    self.assign(target);
                }
            }
        }
    }

    /// Notes that what a pattern names gets a value.
    fn assign(&mut self, pattern: &Expr) {
        match pattern {
            Expr::Name(name) => {
                if let Some(symbol) = name.symbol {
                    self.found.symbols[symbol].assigned = true;
                }
            }
            Expr::Assign(_, target, _) | Expr::Spread(target) => self.assign(target),
            Expr::Array(items) => items.iter().flatten().for_each(|item| self.assign(item)),
            Expr::Object(items) => {
                for item in items {
                    if let Property::Value(_, target) | Property::Short(target) | Property::Spread(target) = item {
                        self.assign(target);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Calls a function with the expressions that an expression is made of; functions, classes and objects have none.
pub(super) fn for_each_part(expr: &mut Expr, call: &mut dyn FnMut(&mut Expr)) {
    match expr {
        Expr::Template(_, values) | Expr::Sequence(values) => values.iter_mut().for_each(call),
        Expr::Array(items) => items.iter_mut().flatten().for_each(call),
        Expr::Tagged(a, b) | Expr::Binary(_, a, b) | Expr::Assign(_, a, b) | Expr::Index(a, b, _) => {
            call(a);
            call(b);
        }
        Expr::Unary(_, a) | Expr::Prefix(_, a) | Expr::Postfix(_, a) | Expr::Import(a) | Expr::Dot(a, _, _) => call(a),
        Expr::Chain(a) | Expr::Spread(a) | Expr::Await(a) | Expr::Yield(Some(a), _) => call(a),
        Expr::Choice(a, b, c) => {
            call(a);
            call(b);
            call(c);
        }
        Expr::Call(callee, args, _) | Expr::New(callee, args) => {
            call(callee);
            args.iter_mut().for_each(call);
        }
        _ => {}
    }
}

/// Gives every symbol of functions and blocks the first short name that is free where it is seen. Letters that the
/// script has often come first.
pub(super) fn shorten(body: &[Stmt], found: &mut Symbols) {
    if found.has_eval {
        return;
    }
    let alphabet = Alphabet::of(body, found);
    for scope in 1..found.scopes.len() {
        let mut next = 0;
        for at in 0..found.scopes[scope].order.len() {
            let symbol = found.scopes[scope].order[at];
            if found.symbols[symbol].keeps {
                continue;
            }
            let name = loop {
                let name = alphabet.word(next);
                next += 1;
                let taken = found.scopes[scope].inside.iter().any(|other| {
                    let other = &found.symbols[*other];
                    match &other.given {
                        Some(given) => *given == name,
                        None => other.keeps && other.text == name,
                    }
                });
                if !taken && print::is_free(&name) {
                    break name;
                }
            };
            found.symbols[symbol].given = Some(name);
        }
    }
}

/// Letters and digits, most frequent first.
struct Alphabet {
    first: Vec<char>,
    later: Vec<char>,
}

impl Alphabet {
    fn of(body: &[Stmt], found: &Symbols) -> Self {
        let mut counts: HashMap<char, i64> = HashMap::new();
        for c in print::print(body, None).chars() {
            *counts.entry(c).or_default() += 1;
        }
        // Names that will be others do not count: each declaration and use of them.
        for symbol in found.symbols.iter().filter(|symbol| !symbol.keeps) {
            for c in symbol.text.chars() {
                *counts.entry(c).or_default() -= symbol.written;
            }
        }
        let sorted = |letters: &str| {
            let mut letters: Vec<char> = letters.chars().collect();
            letters.sort_by_key(|letter| std::cmp::Reverse(counts.get(letter).copied().unwrap_or(0)));
            letters
        };
        let first = sorted("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_");
        let later = first.iter().copied().chain(sorted("0123456789")).collect();
        Self { first, later }
    }

    fn word(&self, number: usize) -> String {
        let mut word = String::new();
        word.push(self.first[number % self.first.len()]);
        let mut rest = number / self.first.len();
        while rest > 0 {
            rest -= 1;
            word.push(self.later[rest % self.later.len()]);
            rest /= self.later.len();
        }
        word
    }
}
