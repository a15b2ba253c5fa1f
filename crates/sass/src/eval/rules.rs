//! Statements that make CSS: style rules, declarations, unknown at-rules, `@extend`, and the tree they hang in.

use super::Eval;
use super::css::{Css, NodeId};
use crate::Deprecation;
use crate::ast::{Body, Interp, Part, Stmt, StmtKind};
use crate::parse::evaluated::{self, Origin};
use crate::parse::scanner::Parser;
use crate::selector::parse::{Allow, selector_list};
use crate::selector::{Complex, SelectorList};
use crate::span::{At, Res};
use crate::value::Value;
use std::rc::Rc;

impl Eval<'_> {
    /// Adds a node below the current parent, or below the nearest ancestor that `through` does not pass.
    pub(crate) fn add_through(&mut self, node: NodeId, through: impl Fn(&Css) -> bool) {
        let mut parent = self.parent;
        while through(&self.tree.node(parent).css) {
            let Some(grandparent) = self.tree.parent(parent) else { break };
            parent = grandparent;
        }
        if self.tree.has_visible_following(parent) {
            parent = self.continue_after(parent);
        }
        self.tree.append(parent, node);
    }

    /// A copy of a parent after what follows it, so that source order is kept.
    fn continue_after(&mut self, parent: NodeId) -> NodeId {
        let Some(grandparent) = self.tree.parent(parent) else { return parent };
        if let Some(&last) = self.tree.node(grandparent).children.last()
            && self.tree.same_bare(parent, last)
        {
            return last;
        }
        let copy = self.tree.copy_bare(parent);
        self.tree.append(grandparent, copy);
        copy
    }

    pub(crate) fn add_comment(&mut self, node: NodeId) {
        self.leave_followed_rule();
        let parent = self.parent;
        self.tree.append(parent, node);
    }

    /// When nested rules have come after the current rule's node, goes on in a copy of it.
    fn leave_followed_rule(&mut self) {
        let parent = self.parent;
        if self.tree.has_following(parent) {
            let copy = self.tree.copy_bare(parent);
            if let Some(grandparent) = self.tree.parent(parent) {
                self.tree.append(grandparent, copy);
            }
            if self.style_rule == Some(parent) {
                self.style_rule = Some(copy);
            }
            self.parent = copy;
        }
    }

    /// Runs something with a new node as the parent.
    pub(crate) fn with_parent<T>(
        &mut self,
        node: NodeId,
        through: impl Fn(&Css) -> bool,
        run: impl FnOnce(&mut Self) -> Res<T>,
    ) -> Res<T> {
        self.add_through(node, through);
        let old = std::mem::replace(&mut self.parent, node);
        let result = run(self);
        self.parent = old;
        result
    }

    pub(crate) fn style_rule_exists(&self) -> bool {
        self.style_rule.is_some() && !self.without_rule
    }

    pub(crate) fn style_rule(&mut self, selector: &Interp, body: &Body, at: At) -> Res<()> {
        if self.declaration.is_some() {
            return self.fail("Style rules may not be used within nested declarations.", at);
        }
        if self.in_keyframes && matches!(self.tree.node(self.parent).css, Css::Keyframe(_)) {
            return self.fail("Style rules may not be used within keyframe blocks.", at);
        }
        let mut origin = Origin::default();
        let text = self.interpolate_with_origin(selector, &mut origin)?;
        if self.in_keyframes {
            return self.keyframe_block(&text, &origin, selector, body, at);
        }
        let allow = Allow { parent: true, placeholder: !self.running.css, css: self.running.css };
        let parsed = selector_list(&text, allow, &origin).map_err(|fault| self.place(fault, selector.at))?;
        let parent = self.parent_selector();
        let nest = self.without_rule_nesting();
        let plain_parent = self.plain_parent();
        let merge = !self.running.css || !plain_parent;
        let list = if self.running.css {
            self.check_plain_selector(&parsed)?;
            if merge { parsed.nest_in(parent.as_deref(), !nest, true) } else { Ok(parsed) }
        } else {
            parsed.nest_in(parent.as_deref(), !nest, false)
        };
        let list = Rc::new(list.map_err(|fault| self.place(fault, selector.at))?.marked_original());
        let media = self.media.clone();
        let boxed = self
            .store
            .clone()
            .borrow_mut()
            .add_selector(list.clone(), media, origin.place(0, text.len()))
            .map_err(|fault| self.place(fault, selector.at))?;
        let node_at = At { start: origin.start(selector.at), ..at };
        let node =
            self.tree.add(Css::Rule { selector: boxed, original: list.clone(), plain: self.running.css }, node_at);
        let had_rule = self.style_rule.is_some() && !self.without_rule;
        let was_without = std::mem::replace(&mut self.without_rule, false);
        let old_rule = self.style_rule.replace(node);
        let keep = !merge;
        let result =
            self.with_parent(node, |css| !keep && matches!(css, Css::Rule { .. }), |eval| eval.body(body, false));
        self.style_rule = old_rule;
        self.without_rule = was_without;
        result?;
        if !self.running.css {
            self.warn_bogus(&list, node)?;
        }
        if !had_rule {
            let parent = self.parent;
            if let Some(&last) = self.tree.node(parent).children.last() {
                self.tree.nodes[last].group_end = true;
            }
        }
        Ok(())
    }

    fn without_rule_nesting(&self) -> bool {
        self.without_rule
    }

    /// Whether plain CSS has rules nested in rules here, which stay nested.
    pub(crate) fn css_nesting(&self) -> bool {
        self.running.css
            && self
                .style_rule
                .and_then(|rule| self.tree.parent(rule))
                .is_some_and(|parent| matches!(self.tree.node(parent).css, Css::Rule { .. }))
    }

    fn plain_parent(&self) -> bool {
        self.style_rule.is_some_and(|rule| matches!(self.tree.node(rule).css, Css::Rule { plain: true, .. }))
    }

    fn check_plain_selector(&self, list: &SelectorList) -> Res<()> {
        if self.style_rule.is_none()
            && let Some(complex) = list.complexes.iter().find(|complex| !complex.leading.is_empty())
        {
            return self.fail("Top-level leading combinators aren't allowed in plain CSS.", complex.at);
        }
        Ok(())
    }

    fn keyframe_block(&mut self, text: &str, origin: &Origin, selector: &Interp, body: &Body, at: At) -> Res<()> {
        let selectors = keyframe_selectors(text, origin).map_err(|fault| self.place(fault, selector.at))?;
        let node = self.tree.add(Css::Keyframe(Rc::new(selectors)), At { start: selector.at.start, ..at });
        self.with_parent(node, |css| matches!(css, Css::Rule { .. }), |eval| eval.body(body, false)).map(|_| ())
    }

    /// Tells of selectors that CSS does not take.
    fn warn_bogus(&mut self, list: &SelectorList, node: NodeId) -> Res<()> {
        if self.tree.node(node).children.iter().all(|child| self.tree.invisible(*child)) {
            return Ok(());
        }
        for complex in &list.complexes {
            if !complex.bogus(false) {
                continue;
            }
            self.warn_bogus_complex(complex, node)?;
        }
        Ok(())
    }

    fn warn_bogus_complex(&mut self, complex: &Complex, node: NodeId) -> Res<()> {
        let shown = crate::serialize::selector::complex_text(complex);
        let shown = shown.trim();
        let end = "\n\nMore info: https://sass-lang.com/d/bogus-combinators";
        let future = "This will be an error in Dart Sass 2.0.0.";
        if complex.useless() {
            let message = format!(
                "The selector \"{shown}\" is invalid CSS. It will be omitted from the generated CSS.\n{future}{end}"
            );
            return self.deprecated(Deprecation::BogusCombinators, message, complex.at);
        }
        if complex.leading.is_empty() {
            let children = self.tree.node(node).children.clone();
            let _ = children;
            let only_rules = self
                .tree
                .node(node)
                .children
                .iter()
                .all(|child| matches!(self.tree.node(*child).css, Css::Rule { .. }));
            if only_rules {
                return Ok(());
            }
            let nested = if complex.invisible() { " It will be omitted from the generated CSS." } else { "" };
            let message = format!(
                "The selector \"{shown}\" is only valid for nesting and shouldn't\nhave children other than style \
                 rules.{nested}\n{future}{end}"
            );
            let first = self.tree.node(node).children.first().map(|child| self.tree.node(*child).at);
            let others: Vec<(At, String)> =
                first.into_iter().map(|at| (at, "this is not a style rule".to_owned())).collect();
            return self.deprecated_with(
                Deprecation::BogusCombinators,
                message,
                complex.at,
                "invalid selector",
                &others,
            );
        }
        let message = format!("The selector \"{shown}\" is invalid CSS.\n{future}{end}");
        self.deprecated(Deprecation::BogusCombinators, message, complex.at)
    }

    pub(crate) fn declaration(&mut self, stmt: &Stmt) -> Res<()> {
        let StmtKind::Declaration { name, value, body, custom } = &stmt.kind else { return Ok(()) };
        if !self.style_rule_exists() && !self.in_unknown_at_rule && !self.in_keyframes {
            return self.fail("Declarations may only be used within style rules.", stmt.at);
        }
        if self.declaration.is_some() && *custom {
            return self.fail("Declarations whose names begin with \"--\" may not be nested.", stmt.at);
        }
        let mut text: Rc<str> = match &name.parts[..] {
            [Part::Text(plain, _)] => plain.clone(),
            _ => self.interpolate(name)?.into(),
        };
        if text.starts_with("--")
            && !custom
            && let Some(outer) = &self.declaration
        {
            let _ = outer;
            return self.fail("Declarations whose names begin with \"--\" may not be nested.", name.at);
        }
        if text.trim().len() < text.len() {
            text = text.trim().into();
        }
        if let Some(outer) = &self.declaration {
            text = format!("{outer}-{text}").into();
        }
        if let Some(expr) = value {
            let (result, place) = self.placed(expr)?;
            let custom_name = text.starts_with("--");
            if !result.is_blank() || is_empty_list(&result) || custom_name && *custom {
                let value_at = if *custom { expr.at } else { place };
                self.leave_followed_rule();
                let css = Css::Declaration {
                    name: text.clone(),
                    name_at: name.at,
                    value: result,
                    place: expr.at,
                    value_at,
                    custom: *custom,
                };
                let node = self.tree.add(css, stmt.at);
                let parent = self.parent;
                self.tree.append(parent, node);
            }
        }
        if let Some(body) = body {
            let outer = self.declaration.replace(text);
            let result = self.body(body, false);
            self.declaration = outer;
            result?;
        }
        Ok(())
    }

    pub(crate) fn unknown_at_rule(
        &mut self,
        name: &Interp,
        value: Option<&Interp>,
        body: Option<&Body>,
        at: At,
    ) -> Res<()> {
        if self.declaration.is_some() {
            return self.fail("At-rules may not be used within nested declarations.", at);
        }
        let name: Rc<str> = self.interpolate(name)?.into();
        let value: Option<Rc<str>> = match value {
            Some(value) => {
                let text = self.interpolate(value)?;
                let text = text.trim();
                (!text.is_empty()).then(|| text.into())
            }
            None => None,
        };
        let Some(body) = body else {
            let css = Css::AtRule { name, value, childless: true };
            let node = self.tree.add(css, at);
            self.leave_followed_rule();
            let parent = self.parent;
            self.tree.append(parent, node);
            return Ok(());
        };
        let was_keyframes = self.in_keyframes;
        let was_unknown = self.in_unknown_at_rule;
        if crate::parse::operand::unvendor(&name) == "keyframes" {
            self.in_keyframes = true;
        } else {
            self.in_unknown_at_rule = true;
        }
        let font_face = &*name == "font-face";
        let node = self.tree.add(Css::AtRule { name, value, childless: false }, at);
        let in_keyframes = self.in_keyframes;
        let nested = self.css_nesting();
        let result = self.with_parent(
            node,
            |css| !nested && matches!(css, Css::Rule { .. }),
            |eval| {
                match eval.style_rule.filter(|_| !eval.without_rule && !in_keyframes && !font_face && !nested) {
                    // Declarations directly inside belong to a copy of the rule around.
                    Some(rule) => eval.within_copy_of(rule, body),
                    None => eval.body(body, false).map(|_| ()),
                }
            },
        );
        self.in_keyframes = was_keyframes;
        self.in_unknown_at_rule = was_unknown;
        result
    }

    /// Runs a body inside a copy of a style rule below the current parent.
    pub(crate) fn within_copy_of(&mut self, rule: NodeId, body: &Body) -> Res<()> {
        let copy = self.tree.copy_bare(rule);
        let old = self.style_rule.replace(copy);
        let result = self.with_parent(copy, |_| false, |eval| eval.body(body, false));
        self.style_rule = old;
        result.map(|_| ())
    }

    pub(crate) fn extend(&mut self, selector: &Interp, optional: bool, at: At) -> Res<()> {
        let Some(rule) = self.style_rule.filter(|_| !self.without_rule && self.declaration.is_none()) else {
            return self.fail("@extend may only be used within style rules.", at);
        };
        let Css::Rule { original, selector: current, .. } = &self.tree.node(rule).css else { return Ok(()) };
        let original = original.clone();
        let extender = current.borrow().clone();
        for complex in &original.complexes {
            if complex.bogus(false) {
                let shown = crate::serialize::selector::complex_text(complex);
                let message = format!(
                    "The selector \"{}\" is invalid CSS and can't be an extender.\nThis will be an error in Dart Sass \
                     2.0.0.\n\nMore info: https://sass-lang.com/d/bogus-combinators",
                    shown.trim()
                );
                self.deprecated_with(
                    Deprecation::BogusCombinators,
                    message,
                    complex.at,
                    "invalid selector",
                    &[(at, "@extend rule".to_owned())],
                )?;
            }
        }
        let mut origin = Origin::default();
        let text = self.interpolate_with_origin(selector, &mut origin)?;
        let allow = Allow { parent: false, placeholder: true, css: false };
        let list = selector_list(&text, allow, &origin).map_err(|fault| self.place(fault, selector.at))?;
        for complex in &list.complexes {
            let Some(simples) = complex.single_compound() else {
                return self.fail("complex selectors may not be extended.", complex.at);
            };
            let [simple] = simples else {
                let each: Vec<String> = simples.iter().map(crate::serialize::selector::simple_text).collect();
                let message = format!(
                    "compound selectors may no longer be extended.\nConsider `@extend {}` instead.\nSee \
                     https://sass-lang.com/d/extend-compound for details.\n",
                    each.join(", ")
                );
                return self.fail(message, complex.at);
            };
            let media = self.media.clone();
            self.store
                .clone()
                .borrow_mut()
                .add_extension(&extender, simple, optional, at, media)
                .map_err(|fault| self.place(fault, at))?;
        }
        Ok(())
    }
}

fn is_empty_list(value: &Value) -> bool {
    match value {
        Value::List(list) => list.items.is_empty() && !list.brackets,
        Value::Map(map) => map.is_empty(),
        _ => false,
    }
}

/// The selectors of a keyframe block: `from`, `to`, percentages and timeline ranges.
fn keyframe_selectors(text: &str, origin: &Origin) -> Res<Vec<String>> {
    evaluated::parse(text, origin, "expected no more input.", |parser| {
        let mut out = Vec::new();
        loop {
            parser.ws(true)?;
            if parser.looking_at_identifier() {
                out.push(keyframe_word(parser)?);
            } else {
                out.push(keyframe_percentage(parser)?);
            }
            parser.ws(true)?;
            if !parser.scan(b',') {
                return Ok(out);
            }
        }
    })
}

fn keyframe_word(parser: &mut Parser<'_>) -> Res<String> {
    for word in ["from", "to"] {
        if parser.scan_identifier(word) {
            return Ok(word.to_owned());
        }
    }
    let start = parser.pos;
    let name = parser.identifier()?;
    parser.ws(true)?;
    if matches!(parser.peek(), b'0'..=b'9' | b'.' | b'+') {
        return Ok(format!("{name} {}", keyframe_percentage(parser)?));
    }
    parser.pos = start;
    Err(parser.fail_here("Expected \"to\" or \"from\"."))
}

fn keyframe_percentage(parser: &mut Parser<'_>) -> Res<String> {
    let start = parser.pos;
    parser.scan(b'+');
    if !parser.peek().is_ascii_digit() && parser.peek() != b'.' {
        return Err(parser.fail_here("Expected number."));
    }
    let digits = |parser: &mut Parser<'_>| {
        while parser.peek().is_ascii_digit() {
            parser.pos += 1;
        }
    };
    digits(parser);
    if parser.scan(b'.') {
        digits(parser);
    }
    if matches!(parser.peek(), b'e' | b'E') {
        parser.pos += 1;
        if matches!(parser.peek(), b'+' | b'-') {
            parser.pos += 1;
        }
        if !parser.peek().is_ascii_digit() {
            return Err(parser.fail_here("Expected digit."));
        }
        digits(parser);
    }
    parser.expect(b'%')?;
    Ok(parser.slice(start).to_ascii_lowercase())
}
