//! Statements that steer: variables, control flow, mixins, content blocks, messages.

use super::callable::{Arguments, Content, Function, Mixin};
use super::env::Env;
use super::memo::{Outcome, Outlook};
use super::{Eval, Member};
use crate::Deprecation;
use crate::ast::{Args, Body, Callable, Expr, Interp, Part, Stmt, StmtKind};
use crate::parse::evaluated::Origin;
use crate::span::{At, Fault, Res};
use crate::value::{Name, Value};
use std::borrow::Cow;
use std::rc::Rc;

/// What a statement leads to: nothing, or the value of `@return`.
pub(crate) type Flow = Option<Value>;

impl Eval<'_> {
    pub(crate) fn statements(&mut self, list: &[Stmt]) -> Res<Flow> {
        for stmt in list {
            if let Some(value) = self.statement(stmt)? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    pub(crate) fn body(&mut self, body: &Body, semi_global: bool) -> Res<Flow> {
        self.scoped(semi_global, body.declares, |eval| eval.statements(&body.list))
    }

    pub(crate) fn statement(&mut self, stmt: &Stmt) -> Res<Flow> {
        match &stmt.kind {
            StmtKind::Declaration { .. } => self.declaration(stmt)?,
            StmtKind::Rule { selector, body } => {
                self.deeper(stmt.at, |eval| eval.style_rule(selector, body, stmt.at))?
            }
            StmtKind::Variable { .. } => self.variable(stmt)?,
            StmtKind::Include { .. } => self.deeper(stmt.at, |eval| eval.include(stmt))?,
            StmtKind::If { clauses } => {
                for (condition, body) in clauses {
                    let matches = match condition {
                        Some(condition) => self.expression(condition)?.truthy(),
                        None => true,
                    };
                    if matches {
                        return self.body(body, true);
                    }
                }
            }
            StmtKind::Each { variables, list, body } => return self.each(variables, list, body),
            StmtKind::For { .. } => return self.for_loop(stmt),
            StmtKind::While { condition, body } => {
                return self.scoped(true, body.declares, |eval| {
                    while eval.expression(condition)?.truthy() {
                        eval.step(stmt.at)?;
                        let flow = eval.statements(&body.list)?;
                        if flow.is_some() {
                            return Ok(flow);
                        }
                    }
                    Ok(None)
                });
            }
            StmtKind::Return(value) => {
                let result = self.expression(value)?;
                return Ok(Some(self.unslashed(result, value.at)?));
            }
            StmtKind::Comment(text) => self.comment(text, stmt.at)?,
            StmtKind::Media { query, body } => self.deeper(stmt.at, |eval| eval.media_rule(query, body, stmt.at))?,
            StmtKind::Supports { condition, body } => {
                self.deeper(stmt.at, |eval| eval.supports_rule(condition, body, stmt.at))?
            }
            StmtKind::AtRoot { query, body } => {
                self.deeper(stmt.at, |eval| eval.at_root(query.as_ref(), body, stmt.at))?
            }
            StmtKind::AtRule { name, value, body } => {
                self.deeper(stmt.at, |eval| eval.unknown_at_rule(name, value.as_deref(), body.as_ref(), stmt.at))?;
            }
            StmtKind::Function(callable) => {
                self.member_declared();
                let function = Function::User { callable: callable.clone(), env: self.env.clone() };
                self.env
                    .scope
                    .members_to_fill()
                    .functions
                    .borrow_mut()
                    .insert(callable.name.clone(), Rc::new(function));
            }
            StmtKind::Mixin(callable) => {
                self.member_declared();
                let mixin = Mixin::User { callable: callable.clone(), env: self.env.clone() };
                self.env.scope.members_to_fill().mixins.borrow_mut().insert(callable.name.clone(), Rc::new(mixin));
            }
            StmtKind::Content(args) => self.deeper(stmt.at, |eval| eval.content(args, stmt.at))?,
            StmtKind::Extend { selector, optional } => {
                self.memo.note_more();
                self.extend(selector, *optional, stmt.at)?;
            }
            StmtKind::Warn(value) => {
                let value = self.expression(value)?;
                let text = match &value {
                    Value::String(text) => text.text.to_string(),
                    other => crate::serialize::to_css(other, true).map_err(|fault| self.place(fault, stmt.at))?,
                };
                self.warn_rule(text, stmt.at);
            }
            StmtKind::Error(value) => {
                let value = self.expression(value)?;
                return self.fail(value.inspect(), stmt.at);
            }
            StmtKind::Debug(value) => {
                let value = self.expression(value)?;
                let text = match &value {
                    Value::String(text) => text.text.to_string(),
                    other => other.inspect(),
                };
                self.debug_rule(text, stmt.at);
            }
            StmtKind::Import(imports) => {
                self.memo.note_more();
                self.imports(imports)?;
            }
            StmtKind::Use { .. } => self.use_rule(stmt)?,
            StmtKind::Forward { .. } => self.forward_rule(stmt)?,
            StmtKind::Nothing => {}
        }
        Ok(None)
    }

    fn variable(&mut self, stmt: &Stmt) -> Res<()> {
        let StmtKind::Variable { namespace, name, original, value, guarded, global } = &stmt.kind else {
            return Ok(());
        };
        if *guarded {
            if namespace.is_none() && self.env.at_root() {
                self.env.uses.configurable.borrow_mut().push(name.clone());
                let configured = self.config.take(name);
                if let Some((value, at, _)) = configured.filter(|(value, ..)| !value.is_null()) {
                    let at = if at.is_none() { stmt.at } else { at };
                    return self.assign(name, value, at, true).map_err(|fault| self.place(fault, stmt.at));
                }
            }
            let old = match namespace {
                None if !*global => self.has_value(name),
                _ => {
                    self.memo.note_global();
                    let old = match namespace {
                        Some(namespace) => self.env.namespaced_variable(namespace, name),
                        None => self.env.global_variable(name),
                    };
                    old.map(|old| old.is_some_and(|(value, _)| !value.is_null()))
                }
            };
            if old.map_err(|fault| self.place(fault, stmt.at))? {
                return Ok(());
            }
        }
        if *global && !self.env.root_scope().variables.borrow().contains(name) {
            let missing = self.env.global_variable(name).map_err(|fault| self.place(fault, stmt.at))?.is_none();
            if missing {
                let message = if self.env.at_root() {
                    "As of Dart Sass 2.0.0, !global assignments won't be able to declare new variables.\n\nSince this \
                     assignment is at the root of the stylesheet, the !global flag is\nunnecessary and can safely be \
                     removed."
                        .to_owned()
                } else {
                    format!(
                        "As of Dart Sass 2.0.0, !global assignments won't be able to declare new \
                         variables.\n\nRecommendation: add `${original}: null` at the stylesheet root."
                    )
                };
                self.deprecated(Deprecation::NewGlobal, message, stmt.at)?;
            }
        }
        let (result, at) = self.passed(value)?;
        match namespace {
            Some(namespace) => {
                let module = self.env.namespace(namespace).map_err(|fault| self.place(fault, stmt.at))?;
                match module.assigned_home(name) {
                    Some((module, inner)) => {
                        self.global_assigned();
                        module.set_own(&inner, result, at)
                    }
                    None => Err(Fault::bare("Undefined variable.")),
                }
            }
            None => self.assign(name, result, at, *global),
        }
        .map_err(|fault| self.place(fault, stmt.at))
    }

    fn assign(&mut self, name: &Name, value: Value, at: At, global: bool) -> Res<()> {
        if self.env.assign(name, value, at, global)? {
            self.global_assigned();
        }
        Ok(())
    }

    /// Notes that the current scope gets a function or mixin.
    fn member_declared(&mut self) {
        self.memo.members_changed();
        if !self.filled.last().is_some_and(|last| Rc::ptr_eq(last, &self.env.scope)) {
            self.filled.push(self.env.scope.clone());
        }
    }

    fn global_assigned(&mut self) {
        self.memo.note_more();
        self.memo.globals_changed();
    }

    fn each(&mut self, variables: &[Name], list: &Expr, body: &Body) -> Res<Flow> {
        let value = self.expression(list)?;
        let at = self.expression_place(list);
        self.scoped(true, true, |eval| {
            for index in 0..value.list_len() {
                eval.step(at)?;
                eval.declare_each(variables, &value, index, at);
                let flow = eval.statements(&body.list)?;
                if flow.is_some() {
                    return Ok(flow);
                }
            }
            Ok(None)
        })
    }

    /// Sets the variables of `@each` to what it comes to at an index.
    fn declare_each(&mut self, variables: &[Name], value: &Value, index: usize, at: At) {
        match (value, variables) {
            (_, [only]) => self.env.declare(only, value.item(index).without_slash(), at),
            // A pair of key and value need not be put together to be taken apart.
            (Value::Map(map), [first, second]) => {
                if let Some((key, item)) = map.get_index(index) {
                    self.env.declare(first, key.clone().without_slash(), at);
                    self.env.declare(second, item.clone().without_slash(), at);
                }
            }
            _ => {
                let mut parts = value.item(index).as_list().into_iter();
                for name in variables {
                    let part = parts.next().unwrap_or(Value::Null);
                    self.env.declare(name, part.without_slash(), at);
                }
            }
        }
    }

    fn for_loop(&mut self, stmt: &Stmt) -> Res<Flow> {
        let StmtKind::For { variable, ends, inclusive, body } = &stmt.kind else { return Ok(None) };
        let (from, to) = &**ends;
        let from_value = self.expression(from)?;
        let from_number = from_value.as_number("").cloned().map_err(|fault| self.place(fault, from.at))?;
        let to_value = self.expression(to)?;
        let to_number = to_value.as_number("").cloned().map_err(|fault| self.place(fault, to.at))?;
        let start = from_number.assert_int("").map_err(|fault| self.place(fault, from.at))?;
        let Some(end) = to_number.coerce_value(&from_number) else {
            let text = crate::value::number::incompatible_text(
                &from_number.show(),
                &from_number,
                &to_number.show(),
                &to_number,
            );
            return self.fail(text, from.at);
        };
        let end = crate::value::Number::new(end).assert_int("").map_err(|fault| self.place(fault, to.at))?;
        let step = if start > end { -1 } else { 1 };
        let end = if *inclusive { end.saturating_add(step) } else { end };
        if start == end {
            return Ok(None);
        }
        let at = self.expression_place(from);
        self.scoped(true, true, |eval| {
            let mut current = start;
            while current != end {
                eval.step(stmt.at)?;
                eval.env.declare(variable, Value::Number(from_number.with(current as f64)), at);
                let flow = eval.statements(&body.list)?;
                if flow.is_some() {
                    return Ok(flow);
                }
                current += step;
            }
            Ok(None)
        })
    }

    fn include(&mut self, stmt: &Stmt) -> Res<()> {
        let StmtKind::Include { namespace, name, args, content, header, .. } = &stmt.kind else { return Ok(()) };
        let found = match namespace {
            Some(namespace) => self.env.namespace(namespace).map(|module| module.mixin(name)),
            None => self.env.mixin(name),
        };
        let Some(mixin) = found.map_err(|fault| self.place(fault, *header))? else {
            return self.fail("Undefined mixin.", *header);
        };
        let block =
            content.as_ref().map(|callable| Rc::new(Content { callable: callable.clone(), env: self.env.clone() }));
        let arguments = self.arguments(args)?;
        self.apply_mixin(&mixin, arguments, block, *header)
    }

    fn run_mixin(
        &mut self,
        callable: &Rc<Callable>,
        env: &Env,
        arguments: Arguments,
        content: Option<Rc<Content>>,
        at: At,
    ) -> Res<()> {
        self.in_frame(Member::Callable(callable.clone()), at, |eval| {
            let outer = eval.enter(Some(env), false);
            eval.env.content = content;
            let was_in_mixin = std::mem::replace(&mut eval.in_mixin, true);
            let result = eval
                .bind(&callable.params, arguments, callable, at)
                .and_then(|()| eval.statements(&callable.body).map(|_| ()));
            eval.in_mixin = was_in_mixin;
            eval.leave(outer);
            result
        })
    }

    /// Runs a mixin, or adds again what it made the last time that it was called so.
    pub(crate) fn apply_mixin(
        &mut self,
        mixin: &Mixin,
        arguments: Arguments,
        content: Option<Rc<Content>>,
        at: At,
    ) -> Res<()> {
        match mixin {
            Mixin::User { callable, env } => {
                if content.is_some() && !callable.has_content {
                    let fault = Fault::new("Mixin doesn't accept a content block.", at)
                        .label("invocation")
                        .other(callable.header, "declaration");
                    return Err(self.place(fault, at));
                }
                let outlook = if !env.at_root() || content.is_none() && self.is_right_in_rule() {
                    self.recall(callable, env, &arguments, true)
                } else {
                    Outlook::Unkept
                };
                match outlook {
                    Outlook::Known(Outcome::Declarations(nodes), steps) => {
                        self.done_with(arguments);
                        self.steps(steps, at)?;
                        for node in nodes {
                            let copy = self.tree.copy_bare(node);
                            self.add_comment(copy);
                        }
                        Ok(())
                    }
                    Outlook::Known(..) | Outlook::Unkept => self.run_mixin(callable, env, arguments, content, at),
                    Outlook::Pending(pending) => {
                        self.keep_declarations(pending, |eval| eval.run_mixin(callable, env, arguments, content, at))
                    }
                }
            }
            Mixin::LoadCss => {
                self.memo.note_more();
                if content.is_some() {
                    return self.fail("Mixin doesn't accept a content block.", at);
                }
                let values = self.builtin_arguments("$url, $with: null", arguments, at, "meta", "load-css")?;
                self.load_css(&values, at)
            }
            Mixin::Apply => {
                let values = self.builtin_arguments("$mixin, $args...", arguments, at, "meta", "apply")?;
                let Value::Mixin(inner) = &values[0] else {
                    return self.fail(format!("$mixin: {} is not a mixin.", values[0].inspect()), at);
                };
                let mut inner_arguments = Arguments::default();
                if let Value::List(rest) = &values[1] {
                    inner_arguments.positional = rest.items.iter().map(|value| (value.clone(), at)).collect();
                    if let Some(keywords) = &rest.keywords {
                        keywords.accessed.set(true);
                        for (name, value) in &keywords.map {
                            inner_arguments.named.insert(name, (value.clone(), at));
                        }
                    }
                }
                let inner = inner.clone();
                self.apply_mixin(&inner, inner_arguments, content, at)
            }
        }
    }

    fn content(&mut self, args: &Rc<Args>, at: At) -> Res<()> {
        let Some(content) = self.env.content.clone() else { return Ok(()) };
        let arguments = self.arguments(args)?;
        self.in_frame(Member::Named("@content"), at, |eval| {
            let outer = eval.enter(Some(&content.env), false);
            let callable: &Callable = &content.callable;
            let result = eval
                .bind(&callable.params, arguments, callable, at)
                .and_then(|()| eval.statements(&callable.body).map(|_| ()));
            eval.leave(outer);
            result
        })
    }

    fn comment(&mut self, text: &Interp, at: At) -> Res<()> {
        if self.in_function {
            return Ok(());
        }
        let text = self.interpolate(text)?;
        let node = self.tree.add(super::css::Css::Comment(text.into()), at);
        self.add_comment(node);
        Ok(())
    }

    /// The text of an interpolation; quoted strings lose their quotes.
    pub(crate) fn interpolate(&mut self, text: &Interp) -> Res<String> {
        if let Some(plain) = text.as_plain() {
            return Ok(plain.to_owned());
        }
        let mut out = String::new();
        for part in text.parts.iter() {
            match part {
                Part::Text(text, _) => out.push_str(text),
                Part::Expr(expr, _) => {
                    let value = self.expression(expr)?;
                    self.push_css(&mut out, &value, expr.at)?;
                }
            }
        }
        Ok(out)
    }

    /// Warns of a named colour where its name may be meant.
    fn warn_color(&mut self, expr: &Expr, value: &Value) {
        use crate::ast::ExprKind::{Color, Variable};
        let Value::Color(color) = value else { return };
        if !matches!(&*expr.kind, Color(_) | Variable { namespace: None, .. }) {
            return;
        }
        let Some(name) = crate::serialize::color_name(color) else { return };
        let shown = value.inspect();
        let source = self.files.text(expr.at);
        let message = format!(
            "You probably don't mean to use the color value {shown} in interpolation here.\nIt may end up represented \
             as {shown}, which will likely produce invalid CSS.\nAlways quote color names when using them as strings \
             or map keys (for example, \"{name}\").\nIf you really want to use the color value here, use '\"\" + \
             {source}'."
        );
        self.advise(message, expr.at);
    }

    /// Adds what a value is in an interpolation.
    pub(super) fn push_css(&self, out: &mut String, value: &Value, at: At) -> Res<()> {
        let mode = crate::serialize::Mode { compressed: false, inspect: false, quote: false };
        crate::serialize::write_value(out, value, mode).map_err(|fault| match value {
            Value::String(_) => fault,
            _ => self.place(fault, at),
        })
    }

    /// As [`Self::interpolate`]; notes where each piece is from.
    pub(crate) fn interpolate_with_origin<'t>(&mut self, text: &'t Interp, origin: &mut Origin) -> Res<Cow<'t, str>> {
        if let [Part::Text(text, at)] = &text.parts[..] {
            origin.text(0, *at);
            return Ok(Cow::Borrowed(text));
        }
        let mut out = String::with_capacity(64);
        for part in text.parts.iter() {
            match part {
                Part::Text(text, at) => {
                    origin.text(out.len(), *at);
                    out.push_str(text);
                }
                Part::Expr(expr, at) => {
                    origin.value(out.len(), *at, expr.at);
                    let value = self.expression(expr)?;
                    self.warn_color(expr, &value);
                    self.push_css(&mut out, &value, expr.at)?;
                }
            }
        }
        Ok(Cow::Owned(out))
    }
}
