//! Selectors from text.

use super::{Attribute, Combinator, Complex, Component, Pseudo, SelectorList, Simple};
use crate::Syntax;
use crate::parse::evaluated::{self, Origin};
use crate::parse::interpolation::Loose;
use crate::parse::operand::unvendor;
use crate::parse::scanner::{Names, Parser, is_space};
use crate::span::{Place, Res};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// What a selector may contain where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allow {
    pub(crate) parent: bool,
    pub(crate) placeholder: bool,
    pub(crate) css: bool,
}

struct SelectorParser<'p, 'a> {
    p: &'p mut Parser<'a>,
    origin: &'p Origin,
    allow: Allow,
}

/// Parses a selector list; faults are placed through `origin`.
pub(crate) fn selector_list(text: &str, allow: Allow, origin: &Origin) -> Res<SelectorList> {
    run(text, allow, origin, |parser| parser.list())
}

/// Parses one compound selector.
pub(crate) fn compound(text: &str, allow: Allow, origin: &Origin) -> Res<Rc<[Simple]>> {
    run(text, allow, origin, |parser| parser.compound())
}

fn run<T>(
    text: &str,
    allow: Allow,
    origin: &Origin,
    parse: impl FnOnce(&mut SelectorParser<'_, '_>) -> Res<T>,
) -> Res<T> {
    evaluated::parse(text, origin, "expected selector.", |p| parse(&mut SelectorParser { p, origin, allow }))
}

impl<'a> SelectorParser<'_, 'a> {
    fn ws(&mut self) -> Res<()> {
        self.p.ws(true)
    }

    fn list(&mut self) -> Res<SelectorList> {
        self.ws()?;
        let mut complexes = vec![self.complex(false)?];
        self.ws()?;
        let mut from = self.p.pos;
        while self.p.scan(b',') {
            self.ws()?;
            if self.p.peek() == b',' {
                continue;
            }
            if self.p.done() {
                break;
            }
            let line_break = self.p.src[from..self.p.pos].contains(['\n', '\r', '\x0c'])
                || self.p.src.as_bytes()[..from].iter().rev().take_while(|c| is_space(**c)).any(|c| *c == b'\n');
            complexes.push(self.complex(line_break)?);
            from = self.p.pos;
            self.ws()?;
        }
        Ok(SelectorList { complexes })
    }

    fn complex(&mut self, line_break: bool) -> Res<Complex> {
        let start = self.p.pos;
        let mut end = start;
        let mut leading = Vec::new();
        let mut combinators: Vec<Combinator> = Vec::new();
        // Many selectors are one compound; growing from nothing would make room for four.
        let mut components: Vec<Component> = Vec::with_capacity(1);
        loop {
            self.ws()?;
            let combinator = match self.p.peek() {
                b'+' => Some(Combinator::Next),
                b'>' => Some(Combinator::Child),
                b'~' => Some(Combinator::Following),
                _ => None,
            };
            if let Some(combinator) = combinator {
                self.p.pos += 1;
                end = self.p.pos;
                combinators.push(combinator);
                continue;
            }
            let starts = matches!(self.p.peek(), b'[' | b'.' | b'#' | b'%' | b':' | b'&' | b'*' | b'|')
                || self.p.looking_at_identifier();
            if self.p.done() || !starts {
                break;
            }
            match components.last_mut() {
                Some(last) => last.combinators = std::mem::take(&mut combinators),
                None => leading = std::mem::take(&mut combinators),
            }
            components.push(Component::new(self.compound()?));
            end = self.p.pos;
            if self.p.peek() == b'&' {
                return Err(self.p.fail_here("\"&\" may only used at the beginning of a compound selector."));
            }
        }
        if let Some(last) = components.last_mut() {
            last.combinators = combinators;
        } else if combinators.is_empty() {
            return Err(self.p.fail_here("expected selector."));
        } else {
            leading = combinators;
        }
        Ok(Complex { leading, components, line_break, original: false, at: self.origin.place(start, end) })
    }

    fn compound(&mut self) -> Res<Rc<[Simple]>> {
        let first = self.simple(self.allow.parent)?;
        if !self.continues() {
            return Ok(Rc::new([first]));
        }
        let second = self.simple(self.allow.css)?;
        if !self.continues() {
            return Ok(Rc::new([first, second]));
        }
        let mut simples = vec![first, second];
        while self.continues() {
            let simple = self.simple(self.allow.css)?;
            simples.push(simple);
        }
        Ok(simples.into())
    }

    /// Whether a compound selector goes on here.
    fn continues(&self) -> bool {
        matches!(self.p.peek(), b'*' | b'[' | b'.' | b'#' | b'%' | b':') || (self.allow.css && self.p.peek() == b'&')
    }

    fn simple(&mut self, allow_parent: bool) -> Res<Simple> {
        let start = self.p.pos;
        match self.p.peek() {
            b'[' => self.attribute(),
            b'.' => {
                self.p.pos += 1;
                Ok(Simple::Class(self.p.identifier()?.into()))
            }
            b'#' => {
                self.p.pos += 1;
                Ok(Simple::Id(self.p.identifier()?.into()))
            }
            b'%' => {
                self.p.pos += 1;
                let name = self.p.identifier()?;
                if !self.allow.placeholder {
                    let at = self.p.at(start);
                    let place = if self.allow.css { "in plain CSS" } else { "here" };
                    return self.p.fail(format!("Placeholder selectors aren't allowed {place}."), at);
                }
                Ok(Simple::Placeholder(name.into()))
            }
            b':' => self.p_deeper_pseudo(),
            b'&' => {
                self.p.pos += 1;
                let mut suffix = None;
                if crate::parse::scanner::is_name(self.p.peek()) || self.p.peek() == b'\\' {
                    let mut out = String::new();
                    self.p.identifier_body(&mut out, false, false)?;
                    suffix = Some(Rc::from(out));
                }
                if !allow_parent {
                    let at = self.p.at(start);
                    return self.p.fail("Parent selectors aren't allowed here.", at);
                }
                if self.allow.css && suffix.is_some() {
                    let at = self.p.at(start);
                    return self.p.fail("Parent selectors can't have suffixes in plain CSS.", at);
                }
                let at = Place(self.origin.place(start, self.p.pos));
                Ok(Simple::Parent(suffix, at))
            }
            _ => self.type_or_universal(),
        }
    }

    fn p_deeper_pseudo(&mut self) -> Res<Simple> {
        if self.p.depth > 200 {
            return Err(self.p.fail_here("The selector is nested too deeply."));
        }
        self.p.depth += 1;
        let result = self.pseudo();
        self.p.depth -= 1;
        result
    }

    fn attribute(&mut self) -> Res<Simple> {
        self.p.pos += 1;
        self.ws()?;
        let (name, namespace) = self.attribute_name()?;
        self.ws()?;
        let (mut test, mut modifier) = (None, None);
        if !self.p.scan(b']') {
            let op = match self.p.peek() {
                b'=' => "=",
                b'~' => "~=",
                b'|' => "|=",
                b'^' => "^=",
                b'$' => "$=",
                b'*' => "*=",
                _ => return Err(self.p.fail_here("Expected \"]\".")),
            };
            self.p.pos += 1;
            if op.len() == 2 {
                self.p.expect(b'=')?;
            }
            self.ws()?;
            let value =
                if matches!(self.p.peek(), b'"' | b'\'') { Cow::Owned(self.string()?) } else { self.p.identifier()? };
            self.ws()?;
            if self.p.peek().is_ascii_alphabetic() {
                modifier = Some(self.p.peek() as char);
                self.p.pos += 1;
                self.ws()?;
            }
            self.p.expect(b']')?;
            test = Some((op, Rc::from(value)));
        }
        Ok(Simple::Attribute(Rc::new(Attribute { name: name.into(), namespace, test, modifier })))
    }

    fn string(&mut self) -> Res<String> {
        let quote = self.p.peek();
        self.p.pos += 1;
        let mut out = String::new();
        loop {
            match self.p.peek() {
                c if c == quote && !self.p.done() => {
                    self.p.pos += 1;
                    return Ok(out);
                }
                b'\\' => out.push(self.p.escape_char()?),
                c if self.p.done() || crate::parse::scanner::is_newline(c) => {
                    return Err(self.p.fail_here(format!("Expected {}.", quote as char)));
                }
                _ => self.p.push_char(&mut out),
            }
        }
    }

    fn attribute_name(&mut self) -> Res<(Cow<'a, str>, Option<Rc<str>>)> {
        if self.p.scan(b'*') {
            self.p.expect(b'|')?;
            return Ok((self.p.identifier()?, Some("*".into())));
        }
        if self.p.scan(b'|') {
            return Ok((self.p.identifier()?, Some("".into())));
        }
        let first = self.p.identifier()?;
        if self.p.peek() != b'|' || self.p.peek_at(1) == b'=' {
            return Ok((first, None));
        }
        self.p.pos += 1;
        Ok((self.p.identifier()?, Some(first.into())))
    }

    fn pseudo(&mut self) -> Res<Simple> {
        self.p.pos += 1;
        let element = self.p.scan(b':');
        let name = self.p.identifier()?;
        if !self.p.scan(b'(') {
            return Ok(Simple::Pseudo(plain_pseudo(&name, !element)));
        }
        let mut pseudo = Pseudo { name: (&*name).into(), class_syntax: !element, argument: None, selector: None };
        self.ws()?;
        let unvendored = unvendor(&name);
        let selector = if element {
            unvendored == "slotted"
        } else {
            matches!(
                unvendored,
                "not" | "is" | "matches" | "where" | "current" | "any" | "has" | "host" | "host-context"
            )
        };
        if selector {
            pseudo.selector = Some(Rc::new(self.list()?));
        } else if !element && matches!(unvendored, "nth-child" | "nth-last-child") {
            let mut argument = self.a_n_plus_b()?;
            self.ws()?;
            if is_space(self.p.before()) && self.p.peek() != b')' {
                self.p.expect_word("of", None)?;
                argument.push_str(" of");
                self.ws()?;
                pseudo.selector = Some(Rc::new(self.list()?));
            }
            pseudo.argument = Some(argument.into());
        } else {
            let rules = Loose { empty: true, semicolon: true, lines: true, ..Loose::default() };
            let value = self.p.loose_value(rules)?;
            let text = value.as_plain().unwrap_or("").to_owned();
            pseudo.argument = Some(if element { text.into() } else { text.trim_end().into() });
        }
        self.p.expect(b')')?;
        Ok(Simple::Pseudo(Rc::new(pseudo)))
    }

    fn digits(&mut self, out: &mut String) {
        while self.p.peek().is_ascii_digit() {
            out.push(self.p.peek() as char);
            self.p.pos += 1;
        }
    }

    fn a_n_plus_b(&mut self) -> Res<String> {
        match self.p.peek() {
            b'e' | b'E' => {
                self.p.expect_word("even", None)?;
                return Ok("even".to_owned());
            }
            b'o' | b'O' => {
                self.p.expect_word("odd", None)?;
                return Ok("odd".to_owned());
            }
            _ => {}
        }
        let mut out = String::new();
        if matches!(self.p.peek(), b'+' | b'-') {
            out.push(self.p.peek() as char);
            self.p.pos += 1;
        }
        if self.p.peek().is_ascii_digit() {
            self.digits(&mut out);
            self.ws()?;
            if !self.p.scan_ident_char(b'n', false) {
                return Ok(out);
            }
        } else if !self.p.scan_ident_char(b'n', false) {
            return Err(self.p.fail_here("Expected \"n\"."));
        }
        out.push('n');
        self.ws()?;
        if !matches!(self.p.peek(), b'+' | b'-') {
            return Ok(out);
        }
        out.push(self.p.peek() as char);
        self.p.pos += 1;
        self.ws()?;
        if !self.p.peek().is_ascii_digit() {
            return Err(self.p.fail_here("Expected a number."));
        }
        self.digits(&mut out);
        Ok(out)
    }

    fn type_or_universal(&mut self) -> Res<Simple> {
        if self.p.scan(b'*') {
            if !self.p.scan(b'|') {
                return Ok(Simple::Universal(None));
            }
            return self.after_namespace("*".into());
        }
        if self.p.scan(b'|') {
            return self.after_namespace("".into());
        }
        let name: Rc<str> = self.p.identifier()?.into();
        if !self.p.scan(b'|') {
            return Ok(Simple::Type { name, namespace: None });
        }
        self.after_namespace(name)
    }

    fn after_namespace(&mut self, namespace: Rc<str>) -> Res<Simple> {
        if self.p.scan(b'*') {
            return Ok(Simple::Universal(Some(namespace)));
        }
        Ok(Simple::Type { name: self.p.identifier()?.into(), namespace: Some(namespace) })
    }
}

thread_local! {
    /// The pseudo selectors without arguments that came first, as there are few that come often.
    static KNOWN: RefCell<Vec<Rc<Pseudo>>> = const { RefCell::new(Vec::new()) };
}

/// How many pseudo selectors are looked through for an equal one.
const KNOWN_LIMIT: usize = 16;

/// A pseudo selector without arguments.
fn plain_pseudo(name: &str, class_syntax: bool) -> Rc<Pseudo> {
    KNOWN.with_borrow_mut(|known| {
        if let Some(pseudo) = known.iter().find(|own| *own.name == *name && own.class_syntax == class_syntax) {
            return pseudo.clone();
        }
        let pseudo = Rc::new(Pseudo { name: name.into(), class_syntax, argument: None, selector: None });
        if known.len() < KNOWN_LIMIT {
            known.push(pseudo.clone());
        }
        pseudo
    })
}

/// Whether a text is one CSS identifier as it stands.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut names = Names::default();
    let mut parser = Parser::new(0, text, Syntax::Scss, &mut names);
    parser.identifier().is_ok() && parser.done()
}
