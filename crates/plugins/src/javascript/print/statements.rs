//! Statements and declarations.

use super::expressions::needs_parentheses_first;
use super::text::quoted;
use super::*;

impl Printer<'_> {
    pub(super) fn statements(&mut self, body: &[Stmt], at_top: bool) {
        for (index, stmt) in body.iter().enumerate() {
            let is_last = index + 1 == body.len();
            self.statement(stmt, is_last && !at_top);
        }
    }

    pub(super) fn end(&mut self, is_last: bool) {
        if !is_last {
            self.glue(";");
        }
    }

    pub(super) fn block(&mut self, body: &[Stmt]) {
        self.glue("{");
        self.statements(body, false);
        self.glue("}");
    }

    /// Writes a statement; the last one in braces needs no semicolon.
    pub(super) fn statement(&mut self, stmt: &Stmt, is_last: bool) {
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
    pub(super) fn body(&mut self, stmt: &Stmt, is_last: bool) {
        match stmt {
            Stmt::Empty => self.glue(";"),
            Stmt::Block(body) if body.is_empty() => self.glue(";"),
            Stmt::Declare(Kind::Let | Kind::Const, _) | Stmt::Class(_) | Stmt::Function(_) => {
                self.block(std::slice::from_ref(stmt));
            }
            _ => self.statement(stmt, is_last),
        }
    }

    pub(super) fn jump(&mut self, word: &str, value: Option<&Expr>, is_last: bool) {
        self.put(word);
        if let Some(value) = value {
            self.expr(value, SEQUENCE);
        }
        self.end(is_last);
    }

    pub(super) fn labelled(&mut self, word: &str, label: Option<&str>, is_last: bool) {
        self.put(word);
        if let Some(label) = label {
            self.put(label);
        }
        self.end(is_last);
    }

    pub(super) fn declaration(&mut self, stmt: &Stmt, with_in: bool) {
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
}

/// Whether an `else` after this statement would go to an `if` in it.
pub(super) fn ends_in_open_if(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::If(_, _, None) => true,
        Stmt::If(_, _, Some(otherwise)) => ends_in_open_if(otherwise),
        Stmt::For(_, _, _, body) | Stmt::Each(_, _, _, body) | Stmt::While(_, body) | Stmt::Label(_, body) => {
            ends_in_open_if(body)
        }
        _ => false,
    }
}
