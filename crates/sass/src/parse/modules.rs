//! `@import`, `@use` and `@forward`.

use super::buffer::Buffer;
use super::interpolation::Loose;
use super::scanner::Parser;
use crate::Deprecation;
use crate::ast::{Configured, Expr, ExprKind, Import, Interp, Stmt, StmtKind, Supports, Visibility};
use crate::span::{At, Res};
use crate::value::Name;

impl<'a> Parser<'a> {
    pub(crate) fn import_rule(&mut self, start: usize) -> Res<Stmt> {
        let mut imports = Vec::new();
        loop {
            self.ws(false)?;
            let import = self.import_argument()?;
            if let Import::Dynamic { at, .. } = &import {
                if self.in_control || self.in_mixin {
                    let at = self.at(start);
                    return self.fail("This at-rule is not allowed here.", at);
                }
                let at = *at;
                self.warn(
                    Some(Deprecation::Import),
                    "Sass @import rules are deprecated and will be removed in Dart Sass 3.0.0.\n\nMore info and \
                     automated migrator: https://sass-lang.com/d/import",
                    at,
                );
            }
            imports.push(import);
            self.ws(false)?;
            if !self.scan(b',') {
                break;
            }
            self.ws(true)?;
        }
        let at = self.at(start);
        self.end_statement(Some("@import rule"))?;
        Ok(Stmt { kind: StmtKind::Import(imports), at })
    }

    fn import_argument(&mut self) -> Res<Import> {
        let start = self.pos;
        if self.looking_at_url() {
            let url = self.import_url()?;
            self.ws(false)?;
            let modifiers = self.import_modifiers()?;
            let at = self.at(start);
            return Ok(Import::Static { url, modifiers, at });
        }
        if self.indented() && !matches!(self.peek(), b'"' | b'\'') {
            return self.unquoted_import();
        }
        let text = self.plain_string()?;
        let url_at = self.at(start);
        self.ws(false)?;
        let modifiers = self.import_modifiers()?;
        if is_plain_url(&text) || modifiers.is_some() {
            let url = Interp::plain(&self.src[url_at.start as usize..url_at.end as usize], url_at);
            let at = self.at(start);
            return Ok(Import::Static { url, modifiers, at });
        }
        Ok(Import::Dynamic { url: text.into(), at: url_at })
    }

    fn looking_at_url(&mut self) -> bool {
        let start = self.pos;
        let found = self.scan_identifier("url") && self.peek() == b'(';
        self.pos = start;
        found || (matches!(self.peek(), b'u' | b'U') && !self.indented())
    }

    /// `@import foo` of the indented syntax.
    fn unquoted_import(&mut self) -> Res<Import> {
        let start = self.pos;
        while !self.done() && !matches!(self.peek(), b',' | b';') && !self.at_line_end() {
            self.pos += 1;
        }
        let at = self.at(start);
        let text = self.slice(start).trim_end().to_owned();
        if is_plain_url(&text) {
            let url = Interp::plain(format!("\"{text}\""), at);
            return Ok(Import::Static { url, modifiers: None, at });
        }
        Ok(Import::Dynamic { url: text.into(), at })
    }

    fn import_url(&mut self) -> Res<Interp> {
        let expr = self.identifier_like_url()?;
        match *expr.kind {
            ExprKind::String { text, .. } => Ok(text),
            _ => {
                let mut buffer = self.buffer();
                let at = expr.at;
                buffer.expr(expr, at);
                Ok(buffer.finish(at))
            }
        }
    }

    fn identifier_like_url(&mut self) -> Res<Expr> {
        let start = self.pos;
        self.expect_word("url", None)?;
        if let Some(url) = self.try_url_contents(start, Some("url"))? {
            return Ok(super::interpolation::unquoted(url));
        }
        self.pos = start;
        self.identifier_like()
    }

    /// A quoted string without interpolation.
    fn plain_string(&mut self) -> Res<String> {
        if !matches!(self.peek(), b'"' | b'\'') {
            return Err(self.fail_here("Expected string."));
        }
        let quote = self.peek();
        self.bump();
        let mut out = String::new();
        loop {
            match self.peek() {
                c if c == quote && !self.done() => {
                    self.pos += 1;
                    return Ok(out);
                }
                b'\\' => {
                    let next = self.peek_at(1);
                    if super::scanner::is_newline(next) {
                        self.pos += 2;
                    } else {
                        out.push(self.escape_char()?);
                    }
                }
                c if self.done() || super::scanner::is_newline(c) => {
                    return Err(self.fail_here(format!("Expected {}.", quote as char)));
                }
                _ => self.push_char(&mut out),
            }
        }
    }

    fn import_modifiers(&mut self) -> Res<Option<Interp>> {
        if !self.looking_at_interpolated_identifier() && self.peek() != b'(' {
            return Ok(None);
        }
        let start = self.pos;
        let mut buffer = self.buffer();
        loop {
            if self.looking_at_interpolated_identifier() {
                if !buffer.is_empty() {
                    buffer.push(" ", self.pos, self.pos);
                }
                let identifier = self.interpolated_identifier()?;
                let name = identifier.as_plain().map(str::to_ascii_lowercase);
                buffer.add(identifier);
                if name.as_deref() != Some("and") && self.peek() == b'(' {
                    self.import_function(&mut buffer, name.as_deref() == Some("supports"))?;
                    self.ws(false)?;
                } else {
                    self.ws(false)?;
                    if self.scan(b',') {
                        buffer.push(", ", self.pos, self.pos);
                        buffer.add(self.media_query_list()?);
                        break;
                    }
                }
            } else if self.peek() == b'(' {
                if !buffer.is_empty() {
                    buffer.push(" ", self.pos, self.pos);
                }
                buffer.add(self.media_query_list()?);
                break;
            } else {
                break;
            }
        }
        let at = self.at(start);
        Ok(Some(buffer.finish(at)))
    }

    fn import_function(&mut self, buffer: &mut Buffer<'a>, supports: bool) -> Res<()> {
        let open = self.pos;
        self.pos += 1;
        if supports {
            self.ws(true)?;
            let query = self.import_supports()?;
            let declaration = matches!(query, Supports::Declaration { .. });
            if !declaration {
                buffer.push("(", open, open + 1);
            }
            let at = self.at(open + 1);
            buffer.expr(Expr::new(ExprKind::Supports(Box::new(query)), at), at);
            self.ws(true)?;
            if !declaration {
                buffer.push(")", self.pos, self.pos + 1);
            }
        } else {
            buffer.push("(", open, open + 1);
            let rules = Loose { empty: true, semicolon: true, lines: true, ..Loose::default() };
            buffer.add(self.loose_value(rules)?);
            buffer.push(")", self.pos, self.pos + 1);
        }
        self.expect(b')')
    }

    fn import_supports(&mut self) -> Res<Supports> {
        if self.looking_at_word("not") || self.peek() == b'(' {
            return self.supports_condition(true);
        }
        let back = self.pos;
        if self.looking_at_interpolated_identifier() {
            let name = self.interpolated_identifier()?;
            if self.scan(b'(') {
                let rules = Loose { empty: true, semicolon: true, lines: true, ..Loose::default() };
                let arguments = self.loose_value(rules)?;
                self.expect(b')')?;
                return Ok(Supports::Function { name, arguments });
            }
            self.pos = back;
        }
        let name = self.expression_lines()?;
        self.expect(b':')?;
        self.supports_declaration(name)
    }

    /// `@import` in plain CSS, which is always CSS's own.
    pub(crate) fn css_import_rule(&mut self, start: usize) -> Res<Stmt> {
        let url_start = self.pos;
        let url = if matches!(self.peek(), b'u' | b'U') {
            self.import_url()?
        } else {
            self.plain_string()?;
            let at = self.at(url_start);
            Interp::plain(self.slice(url_start), at)
        };
        self.ws(false)?;
        let modifiers = self.import_modifiers()?;
        let at = self.at(url_start);
        self.end_statement(Some("@import rule"))?;
        Ok(Stmt { kind: StmtKind::Import(vec![Import::Static { url, modifiers, at }]), at: self.at(start) })
    }

    pub(crate) fn use_rule(&mut self, start: usize) -> Res<Stmt> {
        self.uses_modules = true;
        let url_start = self.pos;
        let url = self.plain_string()?;
        let url_at = self.at(url_start);
        let after_url = self.pos;
        self.ws(false)?;
        let mut end = after_url;
        let namespace = if self.scan_identifier("as") {
            self.ws(true)?;
            let namespace = if self.scan(b'*') {
                None
            } else {
                let name = self.identifier_with(true, false)?;
                Some(self.names.intern(&name))
            };
            end = self.pos;
            namespace
        } else {
            Some(self.default_namespace(&url, start, url_at)?)
        };
        self.ws(false)?;
        let config = self.configuration(false, &mut end)?;
        let at = self.range(start, end);
        self.ws(false)?;
        if !self.use_allowed {
            return self.fail("@use rules must be written before any other rules.", at);
        }
        self.end_statement(Some("@use rule"))?;
        self.declares = true;
        Ok(Stmt { kind: StmtKind::Use { url: url.into(), namespace, config }, at })
    }

    fn default_namespace(&mut self, url: &str, start: usize, url_at: At) -> Res<Name> {
        let path = url.strip_prefix("sass:").unwrap_or(url).split(['?', '#']).next().unwrap_or("");
        let base = path.rsplit('/').next().unwrap_or("");
        let base = base.strip_prefix('_').unwrap_or(base);
        let base = base.split('.').next().unwrap_or("");
        let mut names = super::scanner::Names::default();
        let mut inner = Parser::new(0, base, crate::Syntax::Scss, &mut names);
        let name = inner.identifier_with(true, false);
        let whole = inner.done();
        match name {
            Ok(name) if whole => Ok(self.names.intern(&name)),
            _ => {
                let _ = url_at;
                let at = self.at(start);
                self.fail(
                    format!(
                        "The default namespace \"{base}\" is not a valid Sass identifier.\n\nRecommendation: add an \
                         \"as\" clause to define an explicit namespace."
                    ),
                    at,
                )
            }
        }
    }

    fn configuration(&mut self, allow_guarded: bool, end: &mut usize) -> Res<Vec<Configured>> {
        if !self.scan_identifier("with") {
            return Ok(Vec::new());
        }
        self.ws(true)?;
        self.expect(b'(')?;
        let mut list: Vec<Configured> = Vec::new();
        loop {
            self.ws(true)?;
            let start = self.pos;
            let name = self.variable_name()?;
            let name_at = self.at(start);
            self.ws(true)?;
            self.expect(b':')?;
            self.ws(true)?;
            let value = self.expression_until_comma(false)?;
            let mut guarded = false;
            if self.scan(b'!') {
                let flag_start = self.pos;
                let flag = self.identifier()?;
                if !(flag == "default" && allow_guarded) {
                    let at = self.at(flag_start);
                    return self.fail("Invalid flag name.", at);
                }
                guarded = true;
                self.ws(true)?;
            }
            if name.starts_with('-') {
                self.warn(
                    Some(Deprecation::WithPrivate),
                    "Configuring private variables is deprecated.\nThis will be an error in Dart Sass 2.0.0.",
                    name_at,
                );
            }
            let at = self.at(start);
            let at = At { end: value.at.end.max(if guarded { at.end } else { 0 }), ..at };
            if list.iter().any(|other| other.name == name) {
                return self.fail("The same variable may only be configured once.", at);
            }
            list.push(Configured { name, value, guarded, at });
            self.ws(true)?;
            if !self.scan(b',') {
                break;
            }
            self.ws(true)?;
            if !self.starts_operand() {
                break;
            }
        }
        self.expect(b')')?;
        *end = self.pos;
        Ok(list)
    }

    pub(crate) fn forward_rule(&mut self, start: usize) -> Res<Stmt> {
        self.uses_modules = true;
        let url = self.plain_string()?;
        let mut end = self.pos;
        self.ws(false)?;
        let mut prefix = None;
        if self.scan_identifier("as") {
            self.ws(true)?;
            let name = self.identifier_with(true, false)?;
            self.expect(b'*')?;
            prefix = Some(self.names.intern(&name));
            end = self.pos;
            self.ws(false)?;
        }
        let visibility = if self.scan_identifier("show") {
            let (members, variables) = self.member_list()?;
            end = self.trimmed_end();
            Visibility::Show { members, variables }
        } else if self.scan_identifier("hide") {
            let (members, variables) = self.member_list()?;
            end = self.trimmed_end();
            Visibility::Hide { members, variables }
        } else {
            Visibility::All
        };
        let config = self.configuration(true, &mut end)?;
        let at = self.range(start, end);
        self.ws(false)?;
        if !self.use_allowed {
            return self.fail("@forward rules must be written before any other rules.", at);
        }
        self.end_statement(Some("@forward rule"))?;
        Ok(Stmt { kind: StmtKind::Forward { url: url.into(), prefix, visibility: Box::new(visibility), config }, at })
    }

    fn trimmed_end(&self) -> usize {
        let bytes = self.src.as_bytes();
        let mut end = self.pos;
        while end > 0 && super::scanner::is_space(bytes[end - 1]) {
            end -= 1;
        }
        end
    }

    fn member_list(&mut self) -> Res<(Vec<Name>, Vec<Name>)> {
        let (mut members, mut variables) = (Vec::new(), Vec::new());
        loop {
            self.ws(true)?;
            if self.peek() == b'$' {
                variables.push(self.variable_name()?);
            } else {
                if !self.looking_at_identifier() {
                    return Err(self.fail_here("Expected variable, mixin, or function name"));
                }
                let name = self.identifier_with(true, false)?;
                members.push(self.names.intern(&name));
            }
            self.ws(false)?;
            if !self.scan(b',') {
                return Ok((members, variables));
            }
        }
    }
}

/// Whether an import's URL is for CSS to load.
pub(crate) fn is_plain_url(url: &str) -> bool {
    if url.len() < 5 {
        return false;
    }
    url.ends_with(".css") || url.starts_with("//") || url.starts_with("http://") || url.starts_with("https://")
}
