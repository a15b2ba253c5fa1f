//! Expressions, with the parentheses that they need.

use super::text::{escaped_name, plain_number, quoted, shortest};
use super::*;
use crate::javascript::parse::precedence;

impl Printer<'_> {
    pub(super) fn expr_without_in(&mut self, expr: &Expr) {
        self.expr_at_without_in(expr, SEQUENCE);
    }

    /// Writes an expression where `in` would be taken for that of the loop.
    pub(super) fn expr_at_without_in(&mut self, expr: &Expr, least: u8) {
        if holds_in(expr) {
            self.glue("(");
            self.expr(expr, SEQUENCE);
            self.glue(")");
        } else {
            self.expr(expr, least);
        }
    }

    pub(super) fn wrap_first(&mut self, start: usize, expr: &Expr) {
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

    pub(super) fn name(&mut self, name: &Name) {
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

    pub(super) fn function(&mut self, function: &Function, with_word: bool) {
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

    pub(super) fn params(&mut self, params: &[Expr]) {
        self.glue("(");
        self.list(params);
        self.glue(")");
    }

    pub(super) fn list(&mut self, items: &[Expr]) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.glue(",");
            }
            self.expr(item, ASSIGN);
        }
    }

    /// Writes arguments; functions among them stand in parentheses, which makes engines compile them at once.
    pub(super) fn arguments(&mut self, args: &[Expr]) {
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

    pub(super) fn class(&mut self, class: &Class) {
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

    pub(super) fn modifier(&mut self, is_static: bool) {
        if is_static {
            self.put("static");
        }
    }

    pub(super) fn method(&mut self, key: &Key, function: &Function) {
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

    pub(super) fn key(&mut self, key: &Key) {
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

    pub(super) fn property(&mut self, property: &Property) {
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
    pub(super) fn expr(&mut self, expr: &Expr, least: u8) {
        let own = strength(expr);
        if own < least {
            self.glue("(");
            self.expr_inside(expr);
            self.glue(")");
        } else {
            self.expr_inside(expr);
        }
    }

    pub(super) fn expr_inside(&mut self, expr: &Expr) {
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

    pub(super) fn binary(&mut self, operator: &'static str, left: &Expr, right: &Expr) {
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
pub(super) fn strength(expr: &Expr) -> u8 {
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
pub(super) fn holds_call(callee: &Expr) -> bool {
    match callee {
        Expr::Call(..) | Expr::Import(_) => true,
        Expr::Dot(of, ..) | Expr::Index(of, ..) | Expr::Tagged(of, _) => holds_call(of),
        _ => false,
    }
}

pub(super) fn leftmost(expr: &Expr) -> &Expr {
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

pub(super) fn needs_parentheses_first(expr: &Expr) -> bool {
    match leftmost(expr) {
        Expr::Object(_) | Expr::Class(_) => true,
        Expr::Function(function) => !function.is_arrow,
        _ => false,
    }
}

pub(super) fn starts_with_brace(expr: &Expr) -> bool {
    matches!(leftmost(expr), Expr::Object(_))
}

/// Where the function, class or object ends that a text begins with.
pub(super) fn first_part_end(text: &str) -> usize {
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

pub(super) fn holds_in(expr: &Expr) -> bool {
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
