//! Operands of expressions: identifiers, calls, and the functions with a syntax of their own.

use super::buffer::Buffer;
use super::color_names_table::named_color;
use super::describe::describe;
use super::interpolation::{Loose, unquoted};
use super::scanner::{Parser, is_newline};
use crate::ast::{Args, Call, Expr, ExprKind, IfCondition, Interp, Parts, Rest};
use crate::eval::calculate::calculation_name;
use crate::eval::site::Site;
use crate::span::{At, Res};
use crate::value::color::Spelling;
use crate::value::{Color, Name};
use std::borrow::Cow;
use std::rc::Rc;

/// How many bytes of conditions may be read in vain, besides some times the text's own length.
const REREAD_LIMIT: usize = 1 << 20;

impl<'a> Parser<'a> {
    /// What starts with an identifier: a keyword, a colour, a call, a namespaced member or a plain string.
    pub(crate) fn identifier_like(&mut self) -> Res<Expr> {
        let start = self.pos;
        let (identifier, plain) = self.operand_identifier()?;
        let end = self.pos;
        if let Some(plain) = &plain {
            if plain.eq_ignore_ascii_case("if") && self.peek() == b'(' && !self.in_plain_value() {
                return self.if_function(start);
            }
            if **plain == *"not" && !self.css() {
                return self.not_operand(start);
            }
            let lower: Cow<'_, str> = match plain.bytes().any(|c| c.is_ascii_uppercase()) {
                true => Cow::Owned(plain.to_ascii_lowercase()),
                false => Cow::Borrowed(plain),
            };
            if self.peek() != b'(' {
                let kind = match &*lower {
                    _ if self.css() && matches!(&**plain, "true" | "false" | "null") => None,
                    "false" if **plain == *"false" => Some(ExprKind::Bool(false)),
                    "true" if **plain == *"true" => Some(ExprKind::Bool(true)),
                    "null" if **plain == *"null" => Some(ExprKind::Null),
                    _ => named_color(&lower).map(|[r, g, b, a]| {
                        let color = Color::rgb(f64::from(r), f64::from(g), f64::from(b), f64::from(a))
                            .spelled(Spelling::Literal(plain.text().clone()));
                        ExprKind::Color(Rc::new(color))
                    }),
                };
                if let Some(kind) = kind {
                    return Ok(Expr::new(kind, self.at(start)));
                }
            }
            if let Some(special) = self.special_function(&lower, start)? {
                return Ok(special);
            }
        }
        match self.peek() {
            b'.' if self.peek_at(1) != b'.' => {
                if let Some(namespace) = plain {
                    self.pos += 1;
                    let namespace = self.normalized(namespace);
                    return self.namespaced(namespace, start);
                }
                Ok(self.operand_text(identifier, plain, start, end))
            }
            b'(' => {
                let args = self.call_arguments(false, true)?;
                let at = self.at(start);
                if self.css() && plain.as_deref().is_some_and(|name| !crate::modules::allowed_in_css(name)) {
                    return self.fail("This function isn't allowed in plain CSS.", at);
                }
                Ok(match plain {
                    Some(original) => {
                        let calculation = calculation_name(&original);
                        let name = self.normalized(original.clone());
                        let global = crate::modules::global(&name);
                        let original = original.into();
                        let site = Site::default();
                        let call = Call { namespace: None, name, original, args, calculation, global, site };
                        Expr::new(ExprKind::Call(Box::new(call)), at)
                    }
                    None => {
                        let name = identifier.unwrap_or(Interp { parts: Parts::None, at });
                        Expr::new(ExprKind::CallInterp { name, args: Rc::new(args) }, at)
                    }
                })
            }
            _ => Ok(self.operand_text(identifier, plain, start, end)),
        }
    }

    /// An identifier unless it stands there as it is kept, and its text where that is plain; operands have the same few
    /// again and again.
    fn operand_identifier(&mut self) -> Res<(Option<Interp>, Option<Name>)> {
        let Some(text) = self.scan_ordinary_identifier() else {
            let identifier = self.interpolated_identifier()?;
            let plain = identifier.as_plain().filter(|text| !text.is_empty()).map(|text| self.names.intern(text));
            return Ok((Some(identifier), plain));
        };
        Ok((None, Some(self.names.intern(text))))
    }

    /// What [`Self::operand_identifier`] gave as a text of its own.
    fn operand_text(&self, identifier: Option<Interp>, plain: Option<Name>, start: usize, end: usize) -> Expr {
        let at = self.range(start, end);
        unquoted(match (identifier, plain) {
            (Some(identifier), _) => identifier,
            (None, Some(plain)) => Interp::plain(plain, at),
            (None, None) => Interp { parts: Parts::None, at },
        })
    }

    /// A name as members are found by it.
    fn normalized(&mut self, name: Name) -> Name {
        if name.contains('_') { self.names.intern(&normalize(&name)) } else { name }
    }

    fn in_plain_value(&self) -> bool {
        false
    }

    fn namespaced(&mut self, namespace: Name, start: usize) -> Res<Expr> {
        if self.peek() == b'$' {
            let expr = self.variable(Some(namespace), start)?;
            if let ExprKind::Variable { name, .. } = &*expr.kind {
                self.check_public(name, expr.at)?;
            }
            return Ok(expr);
        }
        let original = self.public_identifier()?;
        let args = self.call_arguments(false, false)?;
        let name = self.names.intern(&normalize(&original));
        let at = self.at(start);
        if self.css() {
            return self.fail("Module namespaces aren't allowed in plain CSS.", at);
        }
        let (namespace, original, site) = (Some(Box::new(namespace)), original.into(), Site::default());
        let call = Call { namespace, name, original, args, calculation: None, global: None, site };
        Ok(Expr::new(ExprKind::Call(Box::new(call)), at))
    }

    pub(crate) fn public_identifier(&mut self) -> Res<Cow<'a, str>> {
        let start = self.pos;
        let name = self.identifier()?;
        self.check_public(&name, self.at(start))?;
        Ok(name)
    }

    pub(crate) fn check_public(&self, name: &str, at: At) -> Res<()> {
        if name.starts_with(['-', '_']) {
            return self.fail("Private members can't be accessed from outside their modules.", at);
        }
        Ok(())
    }

    /// Functions whose arguments are not SassScript: `url(`, `element(`, `expression(`, `progid:…(`.
    fn special_function(&mut self, lower: &str, start: usize) -> Res<Option<Expr>> {
        let unvendored = unvendor(lower);
        let mut buffer = self.buffer();
        match unvendored {
            "calc" if unvendored != lower && self.peek() == b'(' => {}
            "element" | "expression" if self.peek() == b'(' => {}
            "type" if lower == "type" && self.peek() == b'(' => {}
            "progid" if self.peek() == b':' => {
                self.pos += 1;
                buffer.push(lower, start, self.pos);
                buffer.push(":", self.pos - 1, self.pos);
                let from = self.pos;
                while self.peek().is_ascii_alphabetic() || self.peek() == b'.' {
                    self.pos += 1;
                }
                self.copy_since(&mut buffer, from);
                let open = self.pos;
                self.expect(b'(')?;
                buffer.push("(", open, self.pos);
                return self.rest_of_special(buffer, start).map(Some);
            }
            "url" if self.peek() == b'(' => {
                return Ok(self.try_url_contents(start, None)?.map(unquoted));
            }
            _ => return Ok(None),
        }
        let open = self.pos;
        self.pos += 1;
        buffer.push(lower, start, open);
        buffer.push("(", open, self.pos);
        self.rest_of_special(buffer, start).map(Some)
    }

    fn rest_of_special(&mut self, mut buffer: Buffer<'a>, start: usize) -> Res<Expr> {
        let value = self.loose_value(Loose { empty: true, lines: true, semicolon: true, ..Loose::default() })?;
        buffer.add(value);
        let close = self.pos;
        self.expect(b')')?;
        buffer.push(")", close, self.pos);
        let at = self.at(start);
        Ok(unquoted(buffer.finish(at)))
    }

    /// The arguments of a call in parentheses.
    pub(crate) fn call_arguments(&mut self, mixin: bool, allow_empty_second: bool) -> Res<Args> {
        let start = self.pos;
        self.expect(b'(')?;
        self.ws(true)?;
        let mut args = Args { positional: Vec::new(), named: Vec::new(), rest: None, at: At::NONE };
        while self.starts_operand() {
            if args.positional.capacity() == 0 {
                args.positional = Vec::with_capacity(2);
            }
            let expr = self.expression_until_comma(!mixin)?;
            self.ws(true)?;
            let variable = match &*expr.kind {
                // A namespace before the name is read over, as dart-sass does.
                ExprKind::Variable { name, .. } if self.peek() == b':' => Some(name.clone()),
                _ => None,
            };
            if let Some(name) = variable {
                self.pos += 1;
                self.ws(true)?;
                if args.named.iter().any(|(other, ..)| *other == name) {
                    return self.fail("Duplicate argument.", expr.at);
                }
                let value = self.expression_until_comma(!mixin)?;
                args.named.push((name, value, expr.at));
            } else if self.peek() == b'.' && self.peek_at(1) == b'.' {
                self.pos += 2;
                self.expect(b'.')?;
                match &mut args.rest {
                    None => args.rest = Some(Box::new(Rest { list: expr, keywords: None })),
                    Some(rest) => {
                        rest.keywords = Some(expr);
                        self.ws(true)?;
                        break;
                    }
                }
            } else if !args.named.is_empty() {
                return self.fail("Positional arguments must come before keyword arguments.", expr.at);
            } else if args.rest.is_some() {
                return self.fail("Positional arguments must come before rest arguments.", expr.at);
            } else {
                args.positional.push(expr);
            }
            self.ws(true)?;
            if !self.scan(b',') {
                break;
            }
            self.ws(true)?;
            // `var(--a,)` has an empty second argument.
            if allow_empty_second
                && args.positional.len() == 1
                && args.named.is_empty()
                && args.rest.is_none()
                && self.peek() == b')'
            {
                let at = self.at(self.pos);
                if self.src[..start].to_ascii_lowercase().ends_with("var") {
                    args.positional.push(unquoted(Interp { parts: Parts::None, at }));
                }
                break;
            }
        }
        self.expect(b')')?;
        args.at = self.at(start);
        Ok(args)
    }

    /// `if(`: the function of old, or conditions with values.
    fn if_function(&mut self, start: usize) -> Res<Expr> {
        let back = self.pos;
        let warnings = self.warnings.len();
        match self.try_if_conditions(start) {
            Ok(Some(expr)) => return Ok(expr),
            Ok(None) => {}
            Err(fault) => return Err(fault),
        }
        self.pos = back;
        self.warnings.truncate(warnings);
        let args = Rc::new(self.call_arguments(false, false)?);
        let at = self.at(start);
        if !self.css() {
            let message = self.if_suggestion(&args);
            self.warn(Some(crate::Deprecation::IfFunction), message, at);
        }
        Ok(Expr::new(ExprKind::LegacyIf(args), at))
    }

    fn if_suggestion(&self, args: &Args) -> String {
        let mut message = "The Sass if() syntax is deprecated in favor of the modern CSS syntax.\n\n".to_owned();
        let find = |index: usize, name: &str| {
            args.positional.get(index).or_else(|| args.named.iter().find(|(own, ..)| **own == *name).map(|(_, e, _)| e))
        };
        if args.rest.is_none()
            && args.named.is_empty()
            && let (Some(condition), Some(yes), Some(no)) =
                (find(0, "condition"), find(1, "if-true"), find(2, "if-false"))
        {
            let text = |expr: &Expr| describe(expr, self.src);
            let otherwise =
                if matches!(*no.kind, ExprKind::Null) { String::new() } else { format!("; else: {}", text(no)) };
            message.push_str(&format!("Suggestion: if(sass({}): {}{otherwise})\n\n", text(condition), text(yes)));
        }
        message.push_str("More info: https://sass-lang.com/d/if-function");
        message
    }

    /// The `if()` of CSS; `None` when this is the function of old.
    fn try_if_conditions(&mut self, start: usize) -> Res<Option<Expr>> {
        self.expect(b'(')?;
        self.ws(true)?;
        let Some(first) = self.first_if_condition()? else { return Ok(None) };
        let mut clauses = Vec::new();
        let mut condition = first;
        loop {
            self.expect(b':')?;
            self.ws(true)?;
            let value = self.expression_lines()?;
            clauses.push((condition, value));
            self.ws(true)?;
            if !self.scan(b';') {
                break;
            }
            self.ws(true)?;
            if self.peek() == b')' {
                break;
            }
            condition = if self.scan_identifier("else") { None } else { Some(self.if_conditions()?) };
            self.ws(true)?;
        }
        self.expect(b')')?;
        Ok(Some(Expr::new(ExprKind::If(clauses), self.at(start))))
    }

    /// The condition before a first colon (`Some(None)` for `else`); `None` where arguments follow rather than conditions.
    fn first_if_condition(&mut self) -> Res<Option<Option<IfCondition>>> {
        let (back, warnings) = (self.pos, self.warnings.len());
        let found = if self.scan_identifier("else") { Some(None) } else { self.if_conditions().ok().map(Some) };
        let is_condition = found.is_some() && self.ws(true).is_ok() && self.peek() == b':';
        if is_condition {
            return Ok(found);
        }
        // What was read in vain is read again, which must not add up where calls nest.
        self.reread += self.pos - back;
        if self.reread > REREAD_LIMIT + 16 * self.src.len() {
            return Err(self.fail_here("The calls of if() are nested too deeply."));
        }
        self.pos = back;
        self.warnings.truncate(warnings);
        Ok(None)
    }

    fn if_conditions(&mut self) -> Res<IfCondition> {
        let first = self.if_term()?;
        let mut list = vec![first];
        let mut and = None;
        loop {
            self.ws(true)?;
            let word = if self.looking_at_word("and") {
                true
            } else if self.looking_at_word("or") {
                false
            } else {
                break;
            };
            match and {
                None => and = Some(word),
                Some(old) if old != word => break,
                Some(_) => {}
            }
            self.scan_identifier(if word { "and" } else { "or" });
            self.ws(true)?;
            list.push(self.if_term()?);
        }
        Ok(match and {
            None => list.swap_remove(0),
            Some(and) => IfCondition::Join(and, list),
        })
    }

    fn if_term(&mut self) -> Res<IfCondition> {
        self.deeper(|parser| {
            if parser.scan_identifier("not") {
                parser.ws(true)?;
                return Ok(IfCondition::Not(Box::new(parser.if_term()?)));
            }
            if parser.scan(b'(') {
                parser.ws(true)?;
                let inner = parser.if_conditions()?;
                parser.ws(true)?;
                parser.expect(b')')?;
                return Ok(IfCondition::Paren(Box::new(inner)));
            }
            let start = parser.pos;
            if parser.scan_identifier("sass") {
                parser.expect(b'(')?;
                parser.ws(true)?;
                let expr = parser.expression_lines()?;
                parser.ws(true)?;
                parser.expect(b')')?;
                return Ok(IfCondition::Sass(expr));
            }
            parser.if_raw_terms(start)
        })
    }

    /// CSS's own conditions, and interpolations standing for them.
    fn if_raw_terms(&mut self, start: usize) -> Res<IfCondition> {
        let mut buffer = self.buffer();
        loop {
            let name = self.interpolated_identifier()?;
            buffer.add(name);
            if self.peek() == b'(' {
                let open = self.pos;
                self.pos += 1;
                buffer.push("(", open, self.pos);
                let value = self.loose_value(Loose { empty: true, lines: true, ..Loose::default() })?;
                buffer.add(value);
                let close = self.pos;
                self.expect(b')')?;
                buffer.push(")", close, self.pos);
            } else if !buffer.has_expr() {
                return Err(self.fail_here("expected \"(\"."));
            }
            let back = self.pos;
            self.ws(true)?;
            if !self.looking_at_interpolated_identifier() || self.looking_at_word("and") || self.looking_at_word("or") {
                self.pos = back;
                break;
            }
            buffer.push(" ", back, self.pos);
        }
        let at = self.at(start);
        Ok(IfCondition::Raw(buffer.finish(at)))
    }

    /// Whether a line ends here, in the indented syntax.
    pub(crate) fn at_line_end(&self) -> bool {
        self.done() || is_newline(self.peek())
    }
}

/// Underscores as hyphens.
pub(crate) fn normalize(name: &str) -> Cow<'_, str> {
    if name.contains('_') { Cow::Owned(name.replace('_', "-")) } else { Cow::Borrowed(name) }
}

/// A name without its vendor prefix.
pub(crate) fn unvendor(name: &str) -> &str {
    let bytes = name.as_bytes();
    if bytes.len() < 2 || bytes[0] != b'-' || bytes[1] == b'-' {
        return name;
    }
    match name[1..].find('-') {
        Some(at) => &name[at + 2..],
        None => name,
    }
}
