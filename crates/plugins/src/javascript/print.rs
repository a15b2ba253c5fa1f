//! From a tree to the shortest text.

use super::lex::{is_word_part, is_word_start};
use super::parse::{RESERVED, precedence};
use super::resolve::Symbols;
use super::tree::*;

/// Strengths of what is no binary operator, on the scale of [`precedence`].
const SEQUENCE: u8 = 0;
const ASSIGN: u8 = 20;
const CHOICE: u8 = 30;
const BINARY: u8 = 40;
const UNARY: u8 = 60;
const POSTFIX: u8 = 61;
const NEW: u8 = 62;
const CALL: u8 = 63;
const PRIMARY: u8 = 64;

/// Writes a script. With `symbols`, names are those that symbols were given.
pub(super) fn print(body: &[Stmt], symbols: Option<&Symbols>) -> String {
    let mut printer = Printer { out: String::new(), symbols, ascii: symbols.is_some() };
    printer.statements(body, true);
    printer.out
}

/// How long an expression is when it is written.
pub(super) fn length(expr: &Expr) -> usize {
    let mut printer = Printer { out: String::new(), symbols: None, ascii: false };
    printer.expr(expr, SEQUENCE);
    printer.out.len()
}

struct Printer<'a> {
    out: String,
    symbols: Option<&'a Symbols>,
    ascii: bool,
}

impl Printer<'_> {
    /// Writes a piece, with a space where it would run into what stands before it.
    fn put(&mut self, piece: &str) {
        let last = self.out.chars().next_back();
        let first = piece.chars().next();
        if let (Some(last), Some(first)) = (last, first) {
            let words = (is_word_part(last) || last == '\\') && (is_word_part(first) || first == '\\');
            let signs = matches!((last, first), ('+', '+') | ('-', '-') | ('/', '/') | ('<', '!'))
                || (last == '-' && first == '>');
            if words || (signs) {
                self.out.push(' ');
            }
        }
        self.out.push_str(piece);
    }

    /// Writes a sign that belongs to what stands before it.
    fn glue(&mut self, piece: &str) {
        self.out.push_str(piece);
    }

    fn statements(&mut self, body: &[Stmt], at_top: bool) {
        for (index, stmt) in body.iter().enumerate() {
            let is_last = index + 1 == body.len();
            self.statement(stmt, is_last && !at_top);
        }
    }

    fn end(&mut self, is_last: bool) {
        if !is_last {
            self.glue(";");
        }
    }

    fn block(&mut self, body: &[Stmt]) {
        self.glue("{");
        self.statements(body, false);
        self.glue("}");
    }

    /// Writes a statement; the last one in braces needs no semicolon.
    fn statement(&mut self, stmt: &Stmt, is_last: bool) {
        match stmt {
            Stmt::Empty => self.glue(";"),
            Stmt::Directive(text) => {
                self.put(&quoted(text, self.ascii));
                self.end(is_last);
            }
            Stmt::Expr(expr) => {
                let start = self.out.len();
                self.expr(expr, SEQUENCE);
                if needs_parentheses_first(expr) {
                    // A statement must not begin with `{`, `function` or `class`.
                    self.wrap_first(start, expr);
                }
                self.end(is_last);
            }
            Stmt::Block(body) => self.block(body),
            Stmt::Declare(..) => {
                self.declaration(stmt, true);
                self.end(is_last);
            }
            Stmt::Function(function) => self.function(function, true),
            Stmt::Class(class) => self.class(class),
            Stmt::If(test, then, otherwise) => {
                self.put("if");
                self.glue("(");
                self.expr(test, SEQUENCE);
                self.glue(")");
                match otherwise {
                    Some(otherwise) => {
                        if ends_in_open_if(then) {
                            self.block(std::slice::from_ref(then));
                        } else {
                            self.body(then, false);
                        }
                        self.put("else");
                        self.body(otherwise, is_last);
                    }
                    None => self.body(then, is_last),
                }
            }
            Stmt::For(first, test, step, body) => {
                self.put("for");
                self.glue("(");
                match first.as_deref() {
                    Some(Stmt::Expr(expr)) => self.expr_without_in(expr),
                    Some(declaration) => self.declaration(declaration, false),
                    None => {}
                }
                self.glue(";");
                if let Some(test) = test {
                    self.expr(test, SEQUENCE);
                }
                self.glue(";");
                if let Some(step) = step {
                    self.expr(step, SEQUENCE);
                }
                self.glue(")");
                self.body(body, is_last);
            }
            Stmt::Each(word, first, over, body) => {
                self.put("for");
                if *word == "await" {
                    self.put("await");
                }
                self.glue("(");
                match &**first {
                    Stmt::Expr(expr) => self.expr(expr, CALL),
                    declaration => self.declaration(declaration, false),
                }
                self.put(if *word == "in" { "in" } else { "of" });
                self.expr(over, if *word == "in" { SEQUENCE } else { ASSIGN });
                self.glue(")");
                self.body(body, is_last);
            }
            Stmt::While(test, body) => {
                self.put("while");
                self.glue("(");
                self.expr(test, SEQUENCE);
                self.glue(")");
                self.body(body, is_last);
            }
            Stmt::DoWhile(body, test) => {
                self.put("do");
                // Without braces an inner `while` would be taken for the end.
                match &**body {
                    Stmt::Block(body) => self.block(body),
                    other => self.block(std::slice::from_ref(other)),
                }
                self.put("while");
                self.glue("(");
                self.expr(test, SEQUENCE);
                self.glue(")");
                self.end(is_last);
            }
            Stmt::Return(value) => self.jump("return", value.as_ref(), is_last),
            Stmt::Throw(value) => self.jump("throw", Some(value), is_last),
            Stmt::Break(label) => self.labelled("break", label.as_deref(), is_last),
            Stmt::Continue(label) => self.labelled("continue", label.as_deref(), is_last),
            Stmt::Try(body, handler, last) => {
                self.put("try");
                self.block(body);
                if let Some((error, body)) = handler {
                    self.put("catch");
                    if let Some(error) = error {
                        self.glue("(");
                        self.expr(error, ASSIGN);
                        self.glue(")");
                    }
                    self.block(body);
                }
                if let Some(body) = last {
                    self.put("finally");
                    self.block(body);
                }
            }
            Stmt::Switch(on, cases) => {
                self.put("switch");
                self.glue("(");
                self.expr(on, SEQUENCE);
                self.glue("){");
                for (index, (test, body)) in cases.iter().enumerate() {
                    match test {
                        Some(test) => {
                            self.put("case");
                            self.expr(test, SEQUENCE);
                        }
                        None => self.put("default"),
                    }
                    self.glue(":");
                    self.statements(body, index + 1 < cases.len());
                }
                self.glue("}");
            }
            Stmt::Label(label, body) => {
                self.put(label);
                self.glue(":");
                self.body(body, is_last);
            }
            Stmt::Debugger => {
                self.put("debugger");
                self.end(is_last);
            }
        }
    }

    /// Writes the body of a loop or branch. An empty one keeps its semicolon.
    fn body(&mut self, stmt: &Stmt, is_last: bool) {
        match stmt {
            Stmt::Empty => self.glue(";"),
            Stmt::Block(body) if body.is_empty() => self.glue(";"),
            Stmt::Declare(Kind::Let | Kind::Const, _) | Stmt::Class(_) | Stmt::Function(_) => {
                self.block(std::slice::from_ref(stmt));
            }
            _ => self.statement(stmt, is_last),
        }
    }

    fn jump(&mut self, word: &str, value: Option<&Expr>, is_last: bool) {
        self.put(word);
        if let Some(value) = value {
            self.expr(value, SEQUENCE);
        }
        self.end(is_last);
    }

    fn labelled(&mut self, word: &str, label: Option<&str>, is_last: bool) {
        self.put(word);
        if let Some(label) = label {
            self.put(label);
        }
        self.end(is_last);
    }

    fn declaration(&mut self, stmt: &Stmt, with_in: bool) {
        let Stmt::Declare(kind, parts) = stmt else { return };
        self.put(match kind {
            Kind::Var => "var",
            Kind::Let => "let",
            Kind::Const => "const",
        });
        for (index, (target, value)) in parts.iter().enumerate() {
            if index > 0 {
                self.glue(",");
            }
            self.expr(target, PRIMARY);
            if let Some(value) = value {
                self.glue("=");
                if with_in {
                    self.expr(value, ASSIGN);
                } else {
                    self.expr_at_without_in(value, ASSIGN);
                }
            }
        }
    }

    fn expr_without_in(&mut self, expr: &Expr) {
        self.expr_at_without_in(expr, SEQUENCE);
    }

    /// Writes an expression where `in` would be taken for that of the loop.
    fn expr_at_without_in(&mut self, expr: &Expr, least: u8) {
        if holds_in(expr) {
            self.glue("(");
            self.expr(expr, SEQUENCE);
            self.glue(")");
        } else {
            self.expr(expr, least);
        }
    }

    fn wrap_first(&mut self, start: usize, expr: &Expr) {
        // Only what begins the statement needs parentheses; the whole is the simple form when it is all there is.
        let whole = matches!(expr, Expr::Object(_) | Expr::Function(_) | Expr::Class(_));
        let text = self.out.split_off(start);
        let text = text.trim_start();
        if whole {
            self.out.push('(');
            self.out.push_str(text);
            self.out.push(')');
            return;
        }
        let end = first_part_end(text);
        self.out.push('(');
        self.out.push_str(&text[..end]);
        self.out.push(')');
        self.out.push_str(&text[end..]);
    }

    fn name(&mut self, name: &Name) {
        let given = name.symbol.and_then(|symbol| self.symbols.and_then(|symbols| symbols.given(symbol)));
        match given {
            Some(given) => self.put(given),
            None if self.ascii && !name.text.is_ascii() => {
                let text = escaped_name(&name.text);
                self.put(&text);
            }
            None => self.put(&name.text),
        }
    }

    fn function(&mut self, function: &Function, with_word: bool) {
        if function.is_async {
            self.put("async");
        }
        if function.is_arrow {
            let single = matches!(function.params.as_slice(), [Expr::Name(_)]);
            if single {
                self.expr(&function.params[0], PRIMARY);
            } else {
                self.params(&function.params);
            }
            self.glue("=>");
            if let [Stmt::Return(Some(value))] = function.body.as_slice() {
                let start = self.out.len();
                self.expr(value, ASSIGN);
                if starts_with_brace(value) {
                    let text = self.out.split_off(start);
                    if matches!(value, Expr::Object(_)) {
                        self.out.push('(');
                        self.out.push_str(&text);
                        self.out.push(')');
                    } else {
                        let end = first_part_end(&text);
                        self.out.push('(');
                        self.out.push_str(&text[..end]);
                        self.out.push(')');
                        self.out.push_str(&text[end..]);
                    }
                }
                return;
            }
            self.block(&function.body);
            return;
        }
        if with_word {
            self.put("function");
        }
        if function.is_generator {
            self.glue("*");
        }
        if let Some(name) = &function.name {
            self.name(name);
        }
        self.params(&function.params);
        self.block(&function.body);
    }

    fn params(&mut self, params: &[Expr]) {
        self.glue("(");
        self.list(params);
        self.glue(")");
    }

    fn list(&mut self, items: &[Expr]) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.glue(",");
            }
            self.expr(item, ASSIGN);
        }
    }

    /// Writes arguments; functions among them stand in parentheses, which makes engines compile them at once.
    fn arguments(&mut self, args: &[Expr]) {
        self.glue("(");
        for (index, arg) in args.iter().enumerate() {
            if index > 0 {
                self.glue(",");
            }
            if matches!(arg, Expr::Function(_)) {
                self.glue("(");
                self.expr(arg, ASSIGN);
                self.glue(")");
            } else {
                self.expr(arg, ASSIGN);
            }
        }
        self.glue(")");
    }

    fn class(&mut self, class: &Class) {
        self.put("class");
        if let Some(name) = &class.name {
            self.name(name);
        }
        if let Some(parent) = &class.parent {
            self.put("extends");
            self.expr(parent, CALL);
        }
        self.glue("{");
        for member in &class.members {
            match member {
                Member::Field(key, value, is_static) => {
                    self.modifier(*is_static);
                    self.key(key);
                    if let Some(value) = value {
                        self.glue("=");
                        self.expr(value, ASSIGN);
                    }
                    self.glue(";");
                }
                Member::Method(key, function, is_static) => {
                    self.modifier(*is_static);
                    self.method(key, function);
                }
                Member::Get(key, function, is_static) => {
                    self.modifier(*is_static);
                    self.put("get");
                    self.key(key);
                    self.function(function, false);
                }
                Member::Set(key, function, is_static) => {
                    self.modifier(*is_static);
                    self.put("set");
                    self.key(key);
                    self.function(function, false);
                }
                Member::Block(body) => {
                    self.put("static");
                    self.block(body);
                }
            }
        }
        if matches!(class.members.last(), Some(Member::Field(..))) {
            self.out.pop();
        }
        self.glue("}");
    }

    fn modifier(&mut self, is_static: bool) {
        if is_static {
            self.put("static");
        }
    }

    fn method(&mut self, key: &Key, function: &Function) {
        if function.is_async {
            self.put("async");
        }
        if function.is_generator {
            self.glue("*");
        }
        self.key(key);
        self.params(&function.params);
        self.block(&function.body);
    }

    fn key(&mut self, key: &Key) {
        match key {
            Key::Plain(text) if is_name(text) => self.put(text),
            Key::Plain(text) => {
                // A number that is written as it would be read needs no quotes.
                let number = text.parse::<f64>().ok().filter(|number| *number >= 0.0 && plain_number(*number) == *text);
                match number {
                    Some(number) => self.put(&shortest(number)),
                    None => self.put(&quoted(text, self.ascii)),
                }
            }
            Key::Number(number) => self.put(&shortest(*number)),
            Key::Private(name) => self.put(name),
            Key::Computed(expr) => {
                self.glue("[");
                self.expr(expr, ASSIGN);
                self.glue("]");
            }
        }
    }

    fn property(&mut self, property: &Property) {
        match property {
            Property::Value(key, value) => {
                self.key(key);
                self.glue(":");
                self.expr(value, ASSIGN);
            }
            Property::Short(value) => {
                let key = match value {
                    Expr::Assign(_, name, _) => name,
                    other => other,
                };
                if let Expr::Name(name) = key {
                    self.key(&Key::Plain(name.text.clone()));
                }
                self.glue(":");
                self.expr(value, ASSIGN);
            }
            Property::Method(key, function) => self.method(key, function),
            Property::Get(key, function) => {
                self.put("get");
                self.key(key);
                self.function(function, false);
            }
            Property::Set(key, function) => {
                self.put("set");
                self.key(key);
                self.function(function, false);
            }
            Property::Spread(value) => {
                self.glue("...");
                self.expr(value, ASSIGN);
            }
        }
    }

    /// Writes an expression, in parentheses if it binds less than it must.
    fn expr(&mut self, expr: &Expr, least: u8) {
        let own = strength(expr);
        if own < least {
            self.glue("(");
            self.expr_inside(expr);
            self.glue(")");
        } else {
            self.expr_inside(expr);
        }
    }

    fn expr_inside(&mut self, expr: &Expr) {
        match expr {
            Expr::Name(name) => self.name(name),
            Expr::Number(number) => self.put(&shortest(*number)),
            Expr::BigInt(digits) => {
                self.put(digits);
                self.glue("n");
            }
            Expr::Text(text) => {
                let text = quoted(text, self.ascii);
                self.glue(&text);
            }
            Expr::Regex(text) => self.put(text),
            Expr::Template(pieces, values) => {
                self.glue("`");
                for (index, piece) in pieces.iter().enumerate() {
                    self.glue(piece);
                    if let Some(value) = values.get(index) {
                        self.glue("${");
                        self.expr(value, SEQUENCE);
                        self.glue("}");
                    }
                }
                self.glue("`");
            }
            Expr::Tagged(tag, template) => {
                self.expr(tag, CALL);
                self.expr_inside(template);
            }
            Expr::Bool(value) => self.put(if *value { "!0" } else { "!1" }),
            Expr::Null => self.put("null"),
            Expr::Undefined => self.put("void 0"),
            Expr::This => self.put("this"),
            Expr::Super => self.put("super"),
            Expr::Meta(text) => self.put(text),
            Expr::Array(items) => {
                self.glue("[");
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.glue(",");
                    }
                    match item {
                        Some(item) => self.expr(item, ASSIGN),
                        None if index + 1 == items.len() => self.glue(","),
                        None => {}
                    }
                }
                self.glue("]");
            }
            Expr::Object(items) => {
                self.glue("{");
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.glue(",");
                    }
                    self.property(item);
                }
                self.glue("}");
            }
            Expr::Function(function) => self.function(function, true),
            Expr::Class(class) => self.class(class),
            Expr::Unary(operator, value) | Expr::Prefix(operator, value) => {
                self.put(operator);
                self.expr(value, UNARY);
            }
            Expr::Postfix(operator, value) => {
                self.expr(value, NEW);
                self.glue(operator);
            }
            Expr::Binary(operator, left, right) => self.binary(operator, left, right),
            Expr::Assign(operator, left, right) => {
                self.expr(left, NEW);
                self.glue(operator);
                self.expr(right, ASSIGN);
            }
            Expr::Choice(test, then, otherwise) => {
                self.expr(test, CHOICE + 1);
                self.glue("?");
                self.expr(then, ASSIGN);
                self.glue(":");
                self.expr(otherwise, ASSIGN);
            }
            Expr::Call(callee, args, optional) => {
                self.expr(callee, CALL);
                if *optional {
                    self.glue("?.");
                }
                self.arguments(args);
            }
            Expr::New(callee, args) => {
                self.put("new");
                if holds_call(callee) {
                    self.glue("(");
                    self.expr(callee, SEQUENCE);
                    self.glue(")");
                } else {
                    self.expr(callee, CALL);
                }
                if !args.is_empty() {
                    self.arguments(args);
                }
            }
            Expr::Import(from) => {
                self.put("import");
                self.glue("(");
                self.expr(from, ASSIGN);
                self.glue(")");
            }
            Expr::Dot(of, name, optional) => {
                self.expr(of, CALL);
                let is_number = matches!(&**of, Expr::Number(_))
                    && self
                        .out
                        .rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '.')
                        .next()
                        .is_some_and(|tail| tail.chars().all(|c| c.is_ascii_digit()));
                self.glue(if *optional {
                    "?."
                } else if is_number {
                    ".."
                } else {
                    "."
                });
                self.glue(name);
            }
            Expr::Index(of, index, optional) => {
                self.expr(of, CALL);
                self.glue(if *optional { "?.[" } else { "[" });
                self.expr(index, SEQUENCE);
                self.glue("]");
            }
            Expr::Chain(value) => {
                self.glue("(");
                self.expr(value, SEQUENCE);
                self.glue(")");
            }
            Expr::Spread(value) => {
                self.glue("...");
                self.expr(value, ASSIGN);
            }
            Expr::Yield(value, delegates) => {
                self.put("yield");
                if *delegates {
                    self.glue("*");
                }
                if let Some(value) = value {
                    self.expr(value, ASSIGN);
                }
            }
            Expr::Await(value) => {
                self.put("await");
                self.expr(value, UNARY);
            }
            Expr::Sequence(parts) => self.list(parts),
        }
    }

    fn binary(&mut self, operator: &'static str, left: &Expr, right: &Expr) {
        let own = BINARY + precedence(operator);
        let mixes = |side: &Expr| match side {
            Expr::Binary(other, _, _) => {
                (operator == "??") != (*other == "??")
                    && matches!((operator, *other), ("??", "||" | "&&") | ("||" | "&&", "??"))
            }
            _ => false,
        };
        let (least_left, least_right) = match operator {
            "**" => (if matches!(left, Expr::Unary(..) | Expr::Await(_)) { PRIMARY } else { own + 1 }, own),
            _ => (own, own + 1),
        };
        let same =
            |side: &Expr| matches!((operator, side), ("&&", Expr::Binary("&&", ..)) | ("||", Expr::Binary("||", ..)));
        self.expr(left, if mixes(left) { PRIMARY } else { least_left });
        // Signs that would run together with what stands before them, and comments that would begin.
        let runs_together = operator.starts_with(['+', '-', '/', '<'])
            && self.out.ends_with(['+', '-', '<'])
            && !self.out.ends_with("++")
            && !self.out.ends_with("--");
        let ends_comment = operator.starts_with('>') && self.out.ends_with("--");
        if operator == "in" || operator == "instanceof" || runs_together || ends_comment {
            self.put(operator);
        } else {
            self.glue(operator);
        }
        // `a&&(b&&c)` is what it is without parentheses.
        self.expr(
            right,
            if mixes(right) {
                PRIMARY
            } else if same(right) {
                own
            } else {
                least_right
            },
        );
    }
}

/// How strongly an expression holds together.
fn strength(expr: &Expr) -> u8 {
    match expr {
        Expr::Sequence(_) => SEQUENCE,
        Expr::Assign(..) | Expr::Yield(..) | Expr::Spread(_) => ASSIGN,
        Expr::Function(function) if function.is_arrow => ASSIGN,
        Expr::Choice(..) => CHOICE,
        Expr::Binary(operator, ..) => BINARY + precedence(operator),
        Expr::Unary(..) | Expr::Prefix(..) | Expr::Await(_) | Expr::Bool(_) | Expr::Undefined => UNARY,
        Expr::Number(number) if *number < 0.0 => UNARY,
        Expr::Postfix(..) => POSTFIX,
        Expr::New(_, args) if args.is_empty() => NEW,
        _ => PRIMARY,
    }
}

/// Whether a call stands in what `new` makes, where it would be taken for its arguments.
fn holds_call(callee: &Expr) -> bool {
    match callee {
        Expr::Call(..) | Expr::Import(_) => true,
        Expr::Dot(of, ..) | Expr::Index(of, ..) | Expr::Tagged(of, _) => holds_call(of),
        _ => false,
    }
}

fn leftmost(expr: &Expr) -> &Expr {
    let mut expr = expr;
    loop {
        expr = match expr {
            Expr::Binary(_, left, _) | Expr::Assign(_, left, _) | Expr::Postfix(_, left) => left,
            Expr::Choice(left, ..)
            | Expr::Call(left, ..)
            | Expr::Dot(left, ..)
            | Expr::Index(left, ..)
            | Expr::Tagged(left, _) => left,
            Expr::Sequence(parts) => match parts.first() {
                Some(first) => first,
                None => return expr,
            },
            _ => return expr,
        };
    }
}

fn needs_parentheses_first(expr: &Expr) -> bool {
    match leftmost(expr) {
        Expr::Object(_) | Expr::Class(_) => true,
        Expr::Function(function) => !function.is_arrow,
        _ => false,
    }
}

fn starts_with_brace(expr: &Expr) -> bool {
    matches!(leftmost(expr), Expr::Object(_))
}

/// Where the function, class or object ends that a text begins with.
fn first_part_end(text: &str) -> usize {
    let mut depth = 0usize;
    let mut chars = text.char_indices();
    let mut seen_brace = false;
    while let Some((at, c)) = chars.next() {
        match c {
            '"' | '\'' | '`' => {
                while let Some((_, inner)) = chars.next() {
                    match inner {
                        '\\' => {
                            chars.next();
                        }
                        inner if inner == c => break,
                        _ => {}
                    }
                }
            }
            '{' | '(' | '[' => {
                depth += 1;
                seen_brace |= c == '{' && depth == 1;
            }
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && c == '}' && seen_brace {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

fn holds_in(expr: &Expr) -> bool {
    match expr {
        Expr::Binary(operator, left, right) => *operator == "in" || holds_in(left) || holds_in(right),
        Expr::Assign(_, left, right) => holds_in(left) || holds_in(right),
        Expr::Choice(test, then, otherwise) => holds_in(test) || holds_in(then) || holds_in(otherwise),
        Expr::Unary(_, value) => holds_in(value),
        Expr::Sequence(parts) => parts.iter().any(holds_in),
        Expr::Function(function) => {
            function.is_arrow && matches!(function.body.as_slice(), [Stmt::Return(Some(value))] if holds_in(value))
        }
        _ => false,
    }
}

/// Whether an `else` after this statement would go to an `if` in it.
fn ends_in_open_if(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::If(_, _, None) => true,
        Stmt::If(_, _, Some(otherwise)) => ends_in_open_if(otherwise),
        Stmt::For(_, _, _, body) | Stmt::Each(_, _, _, body) | Stmt::While(_, body) | Stmt::Label(_, body) => {
            ends_in_open_if(body)
        }
        _ => false,
    }
}

/// Whether a text may stand as a key or after a dot without quotes.
pub(super) fn is_name(text: &str) -> bool {
    text.is_ascii() && text.chars().next().is_some_and(is_word_start) && text.chars().all(is_word_part)
}

/// Whether a name may be given to something.
pub(super) fn is_free(text: &str) -> bool {
    !RESERVED.contains(&text) && !matches!(text, "let" | "static" | "async" | "of" | "arguments" | "eval")
}

fn escaped_name(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

/// Writes a string in the quotes that need fewer escapes.
fn quoted(text: &str, ascii: bool) -> String {
    let (singles, doubles) = (text.matches('\'').count(), text.matches('"').count());
    let quote = if doubles > singles { '\'' } else { '"' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\u{b}' => out.push_str("\\v"),
            '\0' if !chars.peek().is_some_and(char::is_ascii_digit) => out.push_str("\\0"),
            '\0' => out.push_str("\\x00"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            '\u{feff}' => out.push_str("\\ufeff"),
            c if c == quote => out.extend(['\\', c]),
            c if c.is_ascii() && (c as u32) >= 32 && c != '\u{7f}' => out.push(c),
            c if !ascii && !c.is_control() => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    if *unit < 256 {
                        out.push_str(&format!("\\x{unit:02x}"));
                    } else {
                        out.push_str(&format!("\\u{unit:04x}"));
                    }
                }
            }
        }
    }
    out.push(quote);
    // A closing tag would end the element that the script stands in.
    out.replace("</script", "<\\/script")
}

/// A number as JavaScript prints it.
fn plain_number(number: f64) -> String {
    if number != 0.0 && (number.abs() >= 1e21 || number.abs() < 1e-6) {
        let text = format!("{number:e}");
        return if number.abs() >= 1.0 { text.replace('e', "e+") } else { text };
    }
    format!("{number}")
}

/// The shortest way to write a number.
fn shortest(number: f64) -> String {
    if number.is_infinite() {
        return "1/0".to_owned();
    }
    let plain = plain_number(number).replacen("0.", ".", usize::from(number.abs() < 1.0)).replace("e+", "e");
    let mut best = plain.clone();
    let mut consider = |candidate: String| {
        if candidate.len() < best.len() {
            best = candidate;
        }
    };
    if number.fract() == 0.0 && number.abs() < 1e21 {
        let digits = plain.trim_end_matches('0');
        let zeros = plain.len() - digits.len();
        if zeros > 0 && !digits.is_empty() && digits != "-" {
            consider(format!("{digits}e{zeros}"));
        }
        if (0.0..9e15).contains(&number) {
            consider(format!("{:#x}", number as u64));
        }
    } else if let Some(fraction) = plain.strip_prefix('.') {
        let digits = fraction.trim_start_matches('0');
        consider(format!("{digits}e-{}", fraction.len()));
    }
    best
}
