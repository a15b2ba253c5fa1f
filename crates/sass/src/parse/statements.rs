//! Statements: rules, declarations, variables, comments, and the blocks that hold them.

use super::buffer::Buffer;
use super::interpolation::{Loose, unquoted};
use super::scanner::{Parser, is_space};
use crate::Deprecation;
use crate::ast::{Body, Expr, Interp, Parts, Stmt, StmtKind};
use crate::span::Res;
use crate::value::Name;

/// Which statements a block takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Child {
    Statement,
    /// Inside a function.
    Function,
    /// Inside nested properties.
    Declaration,
}

/// What a statement that may be a declaration or a selector turned out to be.
pub(crate) enum Found<'a> {
    Statement(Stmt),
    Selector(Buffer<'a>),
}

impl<'a> Parser<'a> {
    pub(crate) fn scss_statements(&mut self, body: &mut Vec<Stmt>) -> Res<()> {
        loop {
            self.blanks(true);
            if self.done() {
                return Ok(());
            }
            if body.len() == body.capacity() {
                // Large sheets have thousands of statements, which are not to be moved again and again: what is to come
                // is likely to be like what was.
                let rest = self.src.len() - self.pos;
                let likely = if body.is_empty() { (rest / 64).min(32) } else { rest * body.len() / self.pos };
                body.reserve((likely + likely / 8).max(body.len() / 2) + 1);
            }
            let stmt = match (self.peek(), self.peek_at(1)) {
                (b'$', _) => self.variable_declaration(None, self.pos)?,
                (b'/', b'/') => {
                    self.silent_comment()?;
                    continue;
                }
                (b'/', b'*') => self.loud_comment_statement()?,
                (b';', _) => {
                    self.pos += 1;
                    continue;
                }
                _ => self.statement(true)?,
            };
            if !matches!(stmt.kind, StmtKind::Nothing) {
                body.push(stmt);
            }
        }
    }

    pub(crate) fn silent_comment(&mut self) -> Res<()> {
        let start = self.pos;
        self.skip_line();
        if self.css() {
            let at = self.at(start);
            return self.fail("Silent comments aren't allowed in plain CSS.", at);
        }
        Ok(())
    }

    pub(crate) fn loud_comment_statement(&mut self) -> Res<Stmt> {
        if self.indented() {
            return self.indented_loud_comment();
        }
        let start = self.pos;
        self.pos += 2;
        let mut buffer = self.buffer();
        buffer.push("/*", start, self.pos);
        loop {
            let from = self.pos;
            match self.peek() {
                _ if self.done() => return Err(self.fail_here("expected more input.")),
                b'#' if self.peek_at(1) == b'{' && !self.css() => {
                    let (expr, at) = self.interpolation()?;
                    buffer.expr(expr, at);
                }
                b'*' if self.peek_at(1) == b'/' => {
                    self.pos += 2;
                    self.copy_since(&mut buffer, from);
                    break;
                }
                b'\r' => {
                    self.pos += 1;
                    if self.peek() != b'\n' {
                        buffer.push("\n", from, self.pos);
                    }
                }
                0x0c => {
                    self.pos += 1;
                    buffer.push("\n", from, self.pos);
                }
                _ => {
                    self.bump();
                    while !self.done() && !matches!(self.peek(), b'#' | b'*' | b'\r' | 0x0c) {
                        self.pos += 1;
                    }
                    self.copy_since(&mut buffer, from);
                }
            }
        }
        let at = self.at(start);
        Ok(Stmt { kind: StmtKind::Comment(buffer.finish(at)), at })
    }

    pub(crate) fn statement(&mut self, root: bool) -> Res<Stmt> {
        self.deeper(|parser| match parser.peek() {
            b'@' => parser.at_rule(Child::Statement, root),
            b'+' if parser.indented() && parser.looking_at_identifier_at(1) => {
                parser.use_allowed = false;
                let start = parser.pos;
                parser.pos += 1;
                parser.include_rule(start)
            }
            b'=' if parser.indented() => {
                parser.use_allowed = false;
                let start = parser.pos;
                parser.pos += 1;
                parser.blanks(false);
                parser.mixin_rule(start)
            }
            b'}' => Err(parser.fault("unmatched \"}\".".to_owned(), parser.range(parser.pos, parser.pos + 1))),
            _ => {
                if parser.in_style_rule || parser.in_unknown_at_rule || parser.in_mixin || parser.in_content_block {
                    parser.declaration_or_rule()
                } else {
                    parser.variable_or_rule()
                }
            }
        })
    }

    /// A statement of a block of the given kind.
    fn child(&mut self, child: Child) -> Res<Stmt> {
        match child {
            Child::Statement => self.statement(false),
            Child::Function => self.function_child(),
            Child::Declaration => self.declaration_child(),
        }
    }

    pub(crate) fn child_or_comment(&mut self, child: Child) -> Res<Option<Stmt>> {
        match self.peek() {
            b'$' => self.variable_declaration(None, self.pos).map(Some),
            b'/' if self.peek_at(1) == b'/' => {
                if self.indented() {
                    return self.indented_silent_comment().map(|()| None);
                }
                self.silent_comment()?;
                Ok(None)
            }
            b'/' if self.peek_at(1) == b'*' => self.loud_comment_statement().map(Some),
            _ => self.child(child).map(Some),
        }
    }

    /// A block: in braces, or by indentation.
    pub(crate) fn children(&mut self, child: Child) -> Res<Body> {
        let outer_declares = std::mem::replace(&mut self.declares, false);
        let list = self.deeper(|parser| {
            if parser.indented() { parser.indented_children(child) } else { parser.braced_children(child) }
        })?;
        // What an inner block declares makes the outer one a scope too, so that the inner one knows it is not at the root.
        let declares = self.declares;
        self.declares |= outer_declares;
        Ok(Body { list, declares })
    }

    fn braced_children(&mut self, child: Child) -> Res<Vec<Stmt>> {
        self.expect(b'{')?;
        let mut list = Vec::new();
        loop {
            self.blanks(true);
            match self.peek() {
                b';' => self.pos += 1,
                b'}' => {
                    self.pos += 1;
                    return Ok(list);
                }
                _ => {
                    if self.done() {
                        return Err(self.fail_here("expected \"}\"."));
                    }
                    if let Some(stmt) = self.child_or_comment(child)?
                        && !matches!(stmt.kind, StmtKind::Nothing)
                    {
                        if list.capacity() == 0 {
                            // Many blocks have one statement; growing from nothing would make room for four.
                            list = Vec::with_capacity(1);
                        }
                        list.push(stmt);
                    }
                }
            }
        }
    }

    pub(crate) fn looking_at_children(&mut self) -> Res<bool> {
        if self.indented() {
            return Ok(self.at_line_end() && self.peek_indentation()? > self.indentation);
        }
        Ok(self.peek() == b'{')
    }

    pub(crate) fn at_end_of_statement(&self) -> bool {
        if self.indented() {
            return self.at_line_end() || self.peek() == b';';
        }
        self.done() || matches!(self.peek(), b';' | b'}' | b'{')
    }

    pub(crate) fn end_statement(&mut self, name: Option<&str>) -> Res<()> {
        if self.indented() {
            return self.indented_end_statement(name);
        }
        self.blanks(true);
        if self.done() || matches!(self.peek(), b';' | b'}') {
            return Ok(());
        }
        self.expect(b';')
    }

    pub(crate) fn variable_declaration(&mut self, namespace: Option<Name>, start: usize) -> Res<Stmt> {
        let name_start = self.pos;
        let name = self.variable_name()?;
        let original = match self.slice(name_start + 1) {
            same if *same == *name => name.text().clone(),
            original => original.into(),
        };
        if namespace.is_some() {
            let at = self.at(name_start);
            self.check_public(&name, at)?;
        }
        if self.css() {
            let at = self.at(start);
            return self.fail("Sass variables aren't allowed in plain CSS.", at);
        }
        self.ws(false)?;
        self.expect(b':')?;
        self.ws(false)?;
        let value = self.expression()?;
        let (mut guarded, mut global) = (false, false);
        self.ws(false)?;
        while self.peek() == b'!' {
            let flag_start = self.pos;
            self.pos += 1;
            let flag = self.identifier()?;
            let at = self.at(flag_start);
            match &*flag {
                "default" => {
                    if guarded {
                        self.warn(
                            Some(Deprecation::DuplicateVarFlags),
                            "!default should only be written once.\nThis will be an error in Dart Sass 2.0.0.",
                            at,
                        );
                    }
                    guarded = true;
                }
                "global" => {
                    if namespace.is_some() {
                        return self.fail("!global isn't allowed for variables in other modules.", at);
                    }
                    if global {
                        self.warn(
                            Some(Deprecation::DuplicateVarFlags),
                            "!global should only be written once.\nThis will be an error in Dart Sass 2.0.0.",
                            at,
                        );
                    }
                    global = true;
                }
                _ => return self.fail("Invalid flag name.", at),
            }
            self.ws(false)?;
        }
        self.end_statement(Some("variable declaration"))?;
        let at = self.at(start);
        self.declares = true;
        Ok(Stmt { kind: StmtKind::Variable { namespace, name, original, value, guarded, global }, at })
    }

    /// At the root: a namespaced variable or a rule.
    fn variable_or_rule(&mut self) -> Res<Stmt> {
        if self.css() {
            return self.style_rule(self.buffer(), self.pos);
        }
        if self.indented() && self.scan(b'\\') {
            return self.style_rule(self.buffer(), self.pos);
        }
        if !self.looking_at_identifier() {
            return self.style_rule(self.buffer(), self.pos);
        }
        let start = self.pos;
        match self.variable_or_identifier()? {
            Found::Statement(stmt) => Ok(stmt),
            Found::Selector(buffer) => self.style_rule(buffer, start),
        }
    }

    /// `namespace.$variable: …`, or an interpolated identifier.
    fn variable_or_identifier(&mut self) -> Res<Found<'a>> {
        let start = self.pos;
        let mut buffer = self.buffer();
        if !self.looking_at_identifier() {
            buffer.add(self.interpolated_identifier()?);
            return Ok(Found::Selector(buffer));
        }
        let identifier = self.identifier()?;
        if self.peek() == b'.' && self.peek_at(1) == b'$' {
            self.pos += 1;
            let namespace = self.names.intern(&super::operand::normalize(&identifier));
            return Ok(Found::Statement(self.variable_declaration(Some(namespace), start)?));
        }
        buffer.push(&identifier, start, self.pos);
        self.interpolated_identifier_body(&mut buffer)?;
        Ok(Found::Selector(buffer))
    }

    pub(crate) fn declaration_or_rule(&mut self) -> Res<Stmt> {
        let start = self.pos;
        if self.indented() && self.scan(b'\\') {
            return self.style_rule(self.buffer(), self.pos);
        }
        match self.declaration_or_buffer()? {
            Found::Statement(stmt) => Ok(stmt),
            Found::Selector(buffer) => self.style_rule(buffer, start),
        }
    }

    fn declaration_or_buffer(&mut self) -> Res<Found<'a>> {
        let start = self.pos;
        let mut name_buffer = self.buffer();
        // Property hacks: `*zoom: 1`, `_x`, `#y`.
        let hack = match self.peek() {
            b':' | b'*' | b'.' => true,
            b'#' => self.peek_at(1) != b'{',
            _ => false,
        };
        if hack {
            self.copy(&mut name_buffer);
            let from = self.pos;
            self.ws(false)?;
            self.copy_since(&mut name_buffer, from);
        }
        if !self.looking_at_interpolated_identifier() {
            return Ok(Found::Selector(name_buffer));
        }
        if hack {
            let identifier = self.interpolated_identifier()?;
            name_buffer.add(identifier);
        } else {
            match self.variable_or_identifier()? {
                Found::Statement(stmt) => return Ok(Found::Statement(stmt)),
                Found::Selector(buffer) => name_buffer = buffer,
            }
        }
        self.use_allowed = false;
        if self.looking_at("/*") {
            let from = self.pos;
            self.loud_comment()?;
            self.copy_since(&mut name_buffer, from);
        }
        let mid_start = self.pos;
        let name_end = self.pos;
        let mid = self.raw_ws()?;
        if !self.scan(b':') {
            if !mid.is_empty() {
                name_buffer.push(" ", mid_start, mid_start + 1);
            }
            return Ok(Found::Selector(name_buffer));
        }
        let name_at = self.range(start, name_end);
        let name_text = name_buffer;
        if name_text.initial().starts_with("--") {
            let name = name_text.finish(name_at);
            return self.custom_property(name, start).map(Found::Statement);
        }
        if self.scan(b':') {
            let mut buffer = name_text;
            buffer.mark(mid_start, self.pos);
            return Ok(Found::Selector(buffer));
        }
        if self.indented() && self.looking_at_interpolated_identifier() {
            let mut buffer = name_text;
            buffer.mark(mid_start, self.pos);
            return Ok(Found::Selector(buffer));
        }
        let post = self.raw_ws()?;
        let name = name_text.finish_name(name_at, self.names);
        if self.looking_at_children()? {
            return self.nested_properties(name, None, start).map(Found::Statement);
        }
        let could_be_selector = post.is_empty() && self.looking_at_interpolated_identifier();
        let before = self.pos;
        let warnings = self.warnings.len();
        match self.declaration_value(could_be_selector) {
            Ok(value) => self.finish_declaration(name, value, start).map(Found::Statement),
            Err(fault) => {
                if !could_be_selector {
                    return Err(fault);
                }
                self.pos = before;
                self.next_indentation = None;
                self.warnings.truncate(warnings);
                let additional = self.almost_any_value(false)?;
                if !self.indented() && self.peek() == b';' {
                    return Err(fault);
                }
                let mut buffer = self.buffer();
                buffer.add(name);
                buffer.mark(mid_start, before);
                buffer.add(additional);
                Ok(Found::Selector(buffer))
            }
        }
    }

    fn declaration_value(&mut self, could_be_selector: bool) -> Res<Expr> {
        let value = self.expression()?;
        if self.looking_at_children()? {
            if could_be_selector {
                self.end_statement(None)?;
            }
        } else if !self.at_end_of_statement() {
            self.end_statement(None)?;
        }
        Ok(value)
    }

    fn finish_declaration(&mut self, name: Interp, value: Expr, start: usize) -> Res<Stmt> {
        if self.looking_at_children()? {
            return self.nested_properties(name, Some(value), start);
        }
        self.end_statement(None)?;
        let at = self.at(start);
        Ok(Stmt { kind: StmtKind::Declaration { name, value: Some(value), body: None, custom: false }, at })
    }

    fn nested_properties(&mut self, name: Interp, value: Option<Expr>, start: usize) -> Res<Stmt> {
        if self.css() {
            return Err(self.fail_here("Nested declarations aren't allowed in plain CSS."));
        }
        if name.initial().starts_with("--") {
            let at = name.at;
            return self.fail("Declarations whose names begin with \"--\" may not be nested.", at);
        }
        let body = self.children(Child::Declaration)?;
        let at = self.at(start);
        Ok(Stmt { kind: StmtKind::Declaration { name, value, body: Some(Box::new(body)), custom: false }, at })
    }

    fn custom_property(&mut self, name: Interp, start: usize) -> Res<Stmt> {
        let value = if self.at_end_of_statement() && !self.looking_at("{") {
            let at = self.at(self.pos);
            Interp { parts: Parts::None, at }
        } else {
            self.loose_value(Loose { silent_comments: false, empty: true, ..Loose::default() })?
        };
        self.end_statement(Some("custom property"))?;
        let at = self.at(start);
        let value = Some(unquoted(value));
        Ok(Stmt { kind: StmtKind::Declaration { name, value, body: None, custom: true }, at })
    }

    /// A declaration inside nested properties.
    fn declaration_child(&mut self) -> Res<Stmt> {
        if self.peek() == b'@' {
            return self.at_rule(Child::Declaration, false);
        }
        let start = self.pos;
        let name = if matches!(self.peek(), b':' | b'*' | b'.') || (self.peek() == b'#' && self.peek_at(1) != b'{') {
            let mut buffer = self.buffer();
            self.copy(&mut buffer);
            let from = self.pos;
            self.ws(false)?;
            self.copy_since(&mut buffer, from);
            buffer.add(self.interpolated_identifier()?);
            let at = self.at(start);
            buffer.finish(at)
        } else if !self.css() {
            match self.variable_or_identifier()? {
                Found::Statement(stmt) => return Ok(stmt),
                Found::Selector(buffer) => {
                    let at = self.at(start);
                    buffer.finish(at)
                }
            }
        } else {
            self.interpolated_identifier()?
        };
        self.ws(false)?;
        self.expect(b':')?;
        self.ws(false)?;
        if self.looking_at_children()? {
            return self.nested_properties(name, None, start);
        }
        if name.initial().starts_with("--") {
            return self.fail("Declarations whose names begin with \"--\" may not be nested.", name.at);
        }
        let value = self.expression()?;
        self.finish_declaration(name, value, start)
    }

    pub(crate) fn style_rule(&mut self, mut buffer: Buffer<'a>, start: usize) -> Res<Stmt> {
        self.use_allowed = false;
        if self.indented() {
            buffer.add(self.indented_selector()?);
        } else {
            self.copy_almost_any_value(&mut buffer, true)?;
        }
        if buffer.is_empty() {
            return Err(self.fail_here("expected \"}\"."));
        }
        let mut at = self.at(start);
        // The selector's own text ends before trailing white space.
        let src = self.src;
        let bytes = src.as_bytes();
        while at.end > at.start && is_space(bytes[at.end as usize - 1]) {
            at.end -= 1;
        }
        let selector = buffer.finish(at);
        let was = std::mem::replace(&mut self.in_style_rule, true);
        let body = self.children(Child::Statement);
        self.in_style_rule = was;
        let body = body?;
        if self.indented() && body.list.is_empty() {
            self.warn(None, "This selector doesn't have any properties and won't be rendered.", at);
        }
        let whole = self.at(start);
        Ok(Stmt { kind: StmtKind::Rule { selector, body }, at: whole })
    }

    fn function_child(&mut self) -> Res<Stmt> {
        if self.peek() == b'@' {
            return self.at_rule(Child::Function, false);
        }
        let start = self.pos;
        if self.looking_at_identifier() {
            if let Ok(Found::Statement(stmt)) = self.variable_or_identifier() {
                return Ok(stmt);
            }
            self.pos = start;
        }
        // A declaration or a rule here is an error; read it for its place.
        let stmt = self.declaration_or_rule()?;
        let kind = if matches!(stmt.kind, StmtKind::Rule { .. }) { "style rules" } else { "declarations" };
        self.fail(format!("@function rules may not contain {kind}."), stmt.at)
    }
}
