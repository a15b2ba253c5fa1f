//! At-rules.

use super::expression::{PLAIN, Rules, Until};
use super::interpolation::Loose;
use super::operand::normalize;
use super::scanner::Parser;
use super::statements::Child;
use crate::Deprecation;
use crate::ast::{Args, Body, Callable, Interp, Param, Params, Stmt, StmtKind};
use crate::span::{At, Res};
use std::borrow::Cow;
use std::rc::Rc;

impl<'a> Parser<'a> {
    pub(crate) fn at_rule(&mut self, child: Child, root: bool) -> Res<Stmt> {
        let start = self.pos;
        self.expect(b'@')?;
        let name = self.interpolated_identifier()?;
        let was_use_allowed = std::mem::replace(&mut self.use_allowed, false);
        let Some(plain) = name.as_plain().map(str::to_owned) else {
            self.blanks(false);
            return self.unknown_at_rule(start, name);
        };
        self.ws(false)?;
        if self.css() {
            return self.css_at_rule(start, &plain, name);
        }
        match child {
            Child::Function => return self.function_at_rule(start, &plain, name),
            Child::Declaration => return self.declaration_at_rule(start, &plain, name),
            Child::Statement => {}
        }
        match &*plain {
            "at-root" => self.at_root_rule(start),
            "content" => self.content_rule(start),
            "debug" => self.message_rule(start, StmtKind::Debug),
            "each" => self.each_rule(start, child),
            "else" => self.disallowed(start),
            "error" => self.message_rule(start, StmtKind::Error),
            "extend" => self.extend_rule(start),
            "for" => self.for_rule(start, child),
            "forward" => {
                self.use_allowed = was_use_allowed;
                if !root {
                    return self.disallowed(start);
                }
                self.forward_rule(start)
            }
            "function" => self.function_rule(start, name),
            "if" => self.if_rule(start, child),
            "import" => self.import_rule(start),
            "include" => self.include_rule(start),
            "media" => self.media_rule(start),
            "mixin" => self.mixin_rule(start),
            "-moz-document" => self.moz_document_rule(start, name),
            "return" => self.disallowed(start),
            "supports" => self.supports_rule(start),
            "charset" => {
                self.use_allowed = was_use_allowed;
                if !root {
                    return self.disallowed(start);
                }
                self.charset_rule(start)
            }
            "use" => {
                self.use_allowed = was_use_allowed;
                if !root {
                    return self.disallowed(start);
                }
                self.use_rule(start)
            }
            "warn" => self.message_rule(start, StmtKind::Warn),
            "while" => self.while_rule(start, child),
            _ => self.unknown_at_rule(start, name),
        }
    }

    fn css_at_rule(&mut self, start: usize, plain: &str, name: Interp) -> Res<Stmt> {
        match plain {
            "at-root" | "content" | "debug" | "each" | "error" | "extend" | "for" | "function" | "if" | "include"
            | "mixin" | "return" | "warn" | "while"
                if !(plain == "function" && self.looking_at("--")) =>
            {
                self.almost_any_value(false)?;
                let at = self.at(start);
                self.fail("This at-rule isn't allowed in plain CSS.", at)
            }
            "import" => self.css_import_rule(start),
            "media" => self.media_rule(start),
            "supports" => self.supports_rule(start),
            "charset" => self.charset_rule(start),
            _ => self.unknown_at_rule(start, name),
        }
    }

    fn function_at_rule(&mut self, start: usize, plain: &str, _name: Interp) -> Res<Stmt> {
        let child = Child::Function;
        match plain {
            "debug" => self.message_rule(start, StmtKind::Debug),
            "each" => self.each_rule(start, child),
            "else" => self.disallowed(start),
            "error" => self.message_rule(start, StmtKind::Error),
            "for" => self.for_rule(start, child),
            "if" => self.if_rule(start, child),
            "return" => self.message_rule(start, StmtKind::Return),
            "warn" => self.message_rule(start, StmtKind::Warn),
            "while" => self.while_rule(start, child),
            _ => self.disallowed(start),
        }
    }

    fn declaration_at_rule(&mut self, start: usize, plain: &str, _name: Interp) -> Res<Stmt> {
        let child = Child::Declaration;
        match plain {
            "content" => self.content_rule(start),
            "debug" => self.message_rule(start, StmtKind::Debug),
            "each" => self.each_rule(start, child),
            "else" => self.disallowed(start),
            "error" => self.message_rule(start, StmtKind::Error),
            "for" => self.for_rule(start, child),
            "if" => self.if_rule(start, child),
            "include" => self.include_rule(start),
            "warn" => self.message_rule(start, StmtKind::Warn),
            "while" => self.while_rule(start, child),
            _ => self.disallowed(start),
        }
    }

    fn disallowed(&mut self, start: usize) -> Res<Stmt> {
        self.almost_any_value(false)?;
        let at = self.at(start);
        self.fail("This at-rule is not allowed here.", at)
    }

    fn statement_at(&self, kind: StmtKind, start: usize) -> Stmt {
        Stmt { kind, at: self.at(start) }
    }

    /// `@debug`, `@error`, `@warn` and `@return`: an expression.
    fn message_rule(&mut self, start: usize, kind: impl FnOnce(crate::ast::Expr) -> StmtKind) -> Res<Stmt> {
        let value = self.expression()?;
        let name =
            self.src[start..].split(|c: char| !c.is_ascii_alphanumeric() && c != '@').next().unwrap_or("").to_owned();
        self.end_statement(Some(&format!("{name} rule")))?;
        let at = self.at(start);
        Ok(Stmt { kind: kind(value), at })
    }

    fn charset_rule(&mut self, start: usize) -> Res<Stmt> {
        if !matches!(self.peek(), b'"' | b'\'') {
            return Err(self.fail_here("Expected string."));
        }
        self.interpolated_string()?;
        let at = self.at(start);
        self.end_statement(Some("@charset rule"))?;
        Ok(Stmt { kind: StmtKind::Nothing, at })
    }

    fn at_root_rule(&mut self, start: usize) -> Res<Stmt> {
        if self.peek() == b'(' {
            let query = self.at_root_query()?;
            self.ws(false)?;
            let body = self.children(Child::Statement)?;
            return Ok(self.statement_at(StmtKind::AtRoot { query: Some(query), body }, start));
        }
        if self.looking_at_children()? || (self.indented() && self.at_end_of_statement()) {
            let body = self.children(Child::Statement)?;
            return Ok(self.statement_at(StmtKind::AtRoot { query: None, body }, start));
        }
        let rule = self.style_rule(self.buffer(), self.pos)?;
        let body = Body { list: vec![rule], declares: false };
        Ok(self.statement_at(StmtKind::AtRoot { query: None, body }, start))
    }

    fn at_root_query(&mut self) -> Res<Interp> {
        let start = self.pos;
        let mut buffer = self.buffer();
        self.expect(b'(')?;
        self.copy_since(&mut buffer, start);
        self.ws(true)?;
        let value = self.expression_lines()?;
        let at = value.at;
        buffer.expr(value, at);
        if self.scan(b':') {
            self.ws(true)?;
            buffer.push(": ", self.pos, self.pos);
            let value = self.expression_lines()?;
            let at = value.at;
            buffer.expr(value, at);
        }
        self.ws(true)?;
        let close = self.pos;
        self.expect(b')')?;
        self.copy_since(&mut buffer, close);
        let at = self.at(start);
        Ok(buffer.finish(at))
    }

    fn no_args(&self) -> Args {
        Args { positional: Vec::new(), named: Vec::new(), rest: None, at: self.at(self.pos) }
    }

    fn content_rule(&mut self, start: usize) -> Res<Stmt> {
        if !self.in_mixin {
            let at = self.at(start);
            let at = At { end: at.start + "@content".len() as u32, ..at };
            return self.fail("@content is only allowed within mixin declarations.", at);
        }
        let end = start + "@content".len();
        let (args, end) = if self.peek() == b'(' {
            let args = self.call_arguments(true, false)?;
            (args, self.pos)
        } else {
            (self.no_args(), end)
        };
        self.saw_content = true;
        let _ = end;
        self.end_statement(Some("@content rule"))?;
        let at = self.at(start);
        Ok(Stmt { kind: StmtKind::Content(Rc::new(args)), at })
    }

    fn each_rule(&mut self, start: usize, child: Child) -> Res<Stmt> {
        let was = std::mem::replace(&mut self.in_control, true);
        let mut variables = vec![self.variable_name()?];
        self.ws(false)?;
        while self.scan(b',') {
            self.ws(true)?;
            variables.push(self.variable_name()?);
            self.ws(true)?;
        }
        self.ws(true)?;
        self.expect_word("in", None)?;
        self.ws(true)?;
        let list = self.expression()?;
        self.ws(false)?;
        let body = self.children(child)?;
        self.in_control = was;
        Ok(self.statement_at(StmtKind::Each { variables, list, body }, start))
    }

    fn for_rule(&mut self, start: usize, child: Child) -> Res<Stmt> {
        let was = std::mem::replace(&mut self.in_control, true);
        let variable = self.variable_name()?;
        self.ws(true)?;
        self.expect_word("from", None)?;
        self.ws(true)?;
        let from = self.expression_with(Rules { until: Until::ForWord, lines: true, ..PLAIN })?;
        let inclusive = if self.scan_identifier("to") {
            false
        } else if self.scan_identifier("through") {
            true
        } else {
            return Err(self.fail_here("Expected \"to\" or \"through\"."));
        };
        self.ws(true)?;
        let to = self.expression()?;
        self.ws(false)?;
        let body = self.children(child)?;
        self.in_control = was;
        Ok(self.statement_at(StmtKind::For { variable, ends: Box::new((from, to)), inclusive, body }, start))
    }

    fn if_rule(&mut self, start: usize, child: Child) -> Res<Stmt> {
        let own_indentation = self.indentation;
        let was = std::mem::replace(&mut self.in_control, true);
        let condition = self.expression()?;
        self.ws(false)?;
        let body = self.children(child)?;
        let mut end = self.pos;
        let mut clauses = vec![(Some(condition), body)];
        while self.scan_else(own_indentation)? {
            self.ws(false)?;
            if self.scan_identifier("if") {
                self.ws(false)?;
                let condition = self.expression()?;
                self.ws(false)?;
                let body = self.children(child)?;
                clauses.push((Some(condition), body));
            } else {
                let body = self.children(child)?;
                clauses.push((None, body));
                end = self.pos;
                break;
            }
            end = self.pos;
        }
        self.in_control = was;
        Ok(Stmt { kind: StmtKind::If { clauses }, at: self.range(start, end) })
    }

    fn scan_else(&mut self, own_indentation: usize) -> Res<bool> {
        let back = self.pos;
        let indentation = (self.indentation, self.next_indentation);
        if self.indented() {
            if self.done() || self.peek_indentation()? != own_indentation {
                return Ok(false);
            }
            self.read_indentation()?;
        } else {
            self.ws(true)?;
        }
        let at_start = self.pos;
        if self.scan(b'@') {
            if self.scan_identifier_case("else", true) {
                return Ok(true);
            }
            if self.scan_identifier_case("elseif", true) {
                let at = self.at(at_start);
                self.warn(
                    Some(Deprecation::Elseif),
                    "@elseif is deprecated and will not be supported in future Sass versions.\n\nRecommendation: @else if",
                    at,
                );
                self.pos -= 2;
                return Ok(true);
            }
        }
        self.pos = back;
        (self.indentation, self.next_indentation) = indentation;
        Ok(false)
    }

    fn while_rule(&mut self, start: usize, child: Child) -> Res<Stmt> {
        let was = std::mem::replace(&mut self.in_control, true);
        let condition = self.expression()?;
        self.ws(false)?;
        let body = self.children(child)?;
        self.in_control = was;
        Ok(self.statement_at(StmtKind::While { condition, body }, start))
    }

    fn extend_rule(&mut self, start: usize) -> Res<Stmt> {
        if !self.in_style_rule && !self.in_mixin && !self.in_content_block {
            let at = self.at(start);
            return self.fail("@extend may only be used within style rules.", at);
        }
        let selector = self.almost_any_value(false)?;
        let mut optional = false;
        if self.scan(b'!') {
            self.expect_word("optional", None)?;
            optional = true;
            self.ws(false)?;
        }
        self.end_statement(Some("@extend rule"))?;
        let at = self.at(start);
        Ok(Stmt { kind: StmtKind::Extend { selector, optional }, at })
    }

    pub(crate) fn parameters(&mut self) -> Res<Params> {
        let start = self.pos;
        self.expect(b'(')?;
        self.ws(true)?;
        let mut params = Params { list: Vec::new(), rest: None, at: At::NONE };
        while self.peek() == b'$' {
            let at_start = self.pos;
            let name = self.variable_name()?;
            let mut at = self.at(at_start);
            let original: Rc<str> = self.src[at_start + 1..self.pos].into();
            self.ws(true)?;
            let mut default = None;
            if self.scan(b':') {
                self.ws(true)?;
                let value = self.expression_until_comma(false)?;
                at = self.range(at_start, value.at.end as usize);
                default = Some(value);
            } else if self.scan(b'.') {
                self.expect(b'.')?;
                self.expect(b'.')?;
                self.ws(true)?;
                self.scan(b',');
                self.ws(true)?;
                params.rest = Some((name, original));
                break;
            }
            if params.list.iter().any(|other| other.name == name) {
                return self.fail("Duplicate parameter.", at);
            }
            params.list.push(Param { name, original, default });
            self.ws(true)?;
            if !self.scan(b',') {
                break;
            }
            self.ws(true)?;
        }
        self.expect(b')')?;
        params.at = self.at(start);
        Ok(params)
    }

    fn function_rule(&mut self, start: usize, rule_name: Interp) -> Res<Stmt> {
        let name_start = self.pos;
        if self.looking_at("--") {
            // A function of CSS itself, whose parameters are in parentheses.
            return self.unknown_at_rule(start, rule_name);
        }
        let original = self.identifier()?;
        let name_at = self.at(name_start);
        self.ws(false)?;
        let params = self.parameters()?;
        let header = self.range(name_start, self.pos);
        if self.in_mixin || self.in_content_block {
            let at = self.at(start);
            return self.fail("Mixins may not contain function declarations.", at);
        }
        if self.in_control {
            let at = self.at(start);
            return self.fail("Functions may not be declared in control directives.", at);
        }
        let lower = original.to_ascii_lowercase();
        match &*original {
            "element" | "expression" | "url" | "and" | "or" | "not" => {
                return self.fail("Invalid function name.", name_at);
            }
            _ => {}
        }
        if lower == "type" {
            return self.fail("This name is reserved for the plain-CSS function.", name_at);
        }
        self.ws(false)?;
        let body = self.children(Child::Function)?;
        let callable = self.callable(original, params, body, start, header, false);
        self.declares = true;
        Ok(self.statement_at(StmtKind::Function(callable), start))
    }

    fn callable(
        &mut self,
        original: Cow<'a, str>,
        params: Params,
        body: Body,
        start: usize,
        header: At,
        has_content: bool,
    ) -> Rc<Callable> {
        let name = self.names.intern(&normalize(&original));
        Rc::new(Callable {
            name,
            original: original.into(),
            params,
            body: body.list,
            at: self.at(start),
            header,
            has_content,
            worth: Default::default(),
        })
    }

    pub(crate) fn mixin_rule(&mut self, start: usize) -> Res<Stmt> {
        let name_start = self.pos;
        let original = self.identifier()?;
        let name_end = self.pos;
        if original.starts_with("--") {
            let at = self.at(name_start);
            return self.fail(
                "Sass @mixin names beginning with -- are forbidden for forward-compatibility with plain CSS \
                 mixins.\n\nFor details, see https://sass-lang.com/d/css-function-mixin",
                at,
            );
        }
        self.ws(false)?;
        let (params, header) = if self.peek() == b'(' {
            let params = self.parameters()?;
            (params, self.range(name_start, self.pos))
        } else {
            let at = self.range(name_end, name_end);
            (Params { list: Vec::new(), rest: None, at }, self.range(name_start, name_end))
        };
        if self.in_mixin || self.in_content_block {
            let at = self.at(start);
            return self.fail("Mixins may not contain mixin declarations.", at);
        }
        if self.in_control {
            let at = self.at(start);
            return self.fail("Mixins may not be declared in control directives.", at);
        }
        self.ws(false)?;
        self.in_mixin = true;
        self.saw_content = false;
        let body = self.children(Child::Statement);
        self.in_mixin = false;
        let has_content = std::mem::replace(&mut self.saw_content, false);
        let callable = self.callable(original, params, body?, start, header, has_content);
        self.declares = true;
        Ok(self.statement_at(StmtKind::Mixin(callable), start))
    }

    pub(crate) fn include_rule(&mut self, start: usize) -> Res<Stmt> {
        let mut namespace = None;
        let mut original = self.identifier()?;
        if self.scan(b'.') {
            namespace = Some(self.names.intern(&normalize(&original)));
            original = self.public_identifier()?;
        }
        let mut header_end = self.pos;
        self.ws(false)?;
        let args = if self.peek() == b'(' {
            let args = self.call_arguments(true, false)?;
            header_end = self.pos;
            args
        } else {
            self.pos = header_end;
            let args = self.no_args();
            self.ws(false)?;
            args
        };
        self.ws(false)?;
        let mut params = None;
        if self.scan_identifier("using") {
            self.ws(false)?;
            params = Some(self.parameters()?);
            self.ws(false)?;
        }
        let mut content = None;
        let mut end = header_end;
        if params.is_some() || self.looking_at_children()? {
            let params_at = self.at(self.pos);
            let params = params.unwrap_or(Params { list: Vec::new(), rest: None, at: params_at });
            let was = std::mem::replace(&mut self.in_content_block, true);
            let body_start = self.pos;
            let body = self.children(Child::Statement);
            self.in_content_block = was;
            let header = params.at;
            content = Some(self.callable("@content".into(), params, body?, body_start, header, false));
            end = self.pos;
        } else {
            self.end_statement(None)?;
        }
        let name = self.names.intern(&normalize(&original));
        let header = self.range(start, header_end);
        let kind = StmtKind::Include { namespace, name, args: Rc::new(args), content, header };
        Ok(Stmt { kind, at: self.range(start, end) })
    }

    fn media_rule(&mut self, start: usize) -> Res<Stmt> {
        let query = self.media_query_list()?;
        let body = self.children(Child::Statement)?;
        Ok(self.statement_at(StmtKind::Media { query, body }, start))
    }

    fn supports_rule(&mut self, start: usize) -> Res<Stmt> {
        let condition = self.supports_condition(false)?;
        self.ws(false)?;
        let body = self.children(Child::Statement)?;
        Ok(self.statement_at(StmtKind::Supports { condition: Box::new(condition), body }, start))
    }

    fn moz_document_rule(&mut self, start: usize, name: Interp) -> Res<Stmt> {
        let value = self.almost_any_value(false)?;
        let plain = value.as_plain().map(|text| text.trim().to_owned());
        let body = self.children(Child::Statement)?;
        let at = self.at(start);
        if !matches!(plain.as_deref(), Some("url-prefix()" | "url-prefix(\"\")")) {
            self.warn(
                Some(Deprecation::MozDocument),
                "@-moz-document is deprecated and support will be removed in Dart Sass 2.0.0.\n\nFor details, see \
                 https://sass-lang.com/d/moz-document.",
                at,
            );
        }
        Ok(Stmt { kind: StmtKind::AtRule { name, value: Some(Box::new(value)), body: Some(body) }, at })
    }

    pub(crate) fn unknown_at_rule(&mut self, start: usize, name: Interp) -> Res<Stmt> {
        let was = std::mem::replace(&mut self.in_unknown_at_rule, true);
        let result = self.unknown_at_rule_rest(start, name);
        self.in_unknown_at_rule = was;
        result
    }

    fn unknown_at_rule_rest(&mut self, start: usize, name: Interp) -> Res<Stmt> {
        let mut value = None;
        if self.peek() != b'!' && !self.at_end_of_statement() {
            value = Some(Box::new(self.loose_value(Loose { brace: false, ..Loose::default() })?));
        }
        if self.looking_at_children()? {
            let body = self.children(Child::Statement)?;
            return Ok(self.statement_at(StmtKind::AtRule { name, value, body: Some(body) }, start));
        }
        self.end_statement(None)?;
        let at = self.at(start);
        Ok(Stmt { kind: StmtKind::AtRule { name, value, body: None }, at })
    }
}
