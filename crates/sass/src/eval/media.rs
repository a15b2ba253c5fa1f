//! Media queries: taken apart, merged, and the rules they guard.

use super::Eval;
use super::css::{Css, MediaQuery};
use crate::ast::{Body, Interp};
use crate::parse::evaluated::{self, Origin};
use crate::parse::scanner::Parser;
use crate::span::{At, Res};
use std::rc::Rc;

/// What merging two queries gives.
enum Merged {
    /// Nothing can match both.
    Empty,
    /// CSS cannot say it in one query.
    Unrepresentable,
    Query(MediaQuery),
}

impl Eval<'_> {
    pub(crate) fn media_rule(&mut self, query: &Interp, body: &Body, at: At) -> Res<()> {
        if self.declaration.is_some() {
            return self.fail("Media rules may not be used within nested declarations.", at);
        }
        let mut origin = Origin::default();
        let text = self.interpolate_with_origin(query, &mut origin)?;
        let queries = match self.media_cache.get(&*text) {
            Some(queries) => queries.clone(),
            None => {
                let parsed = parse_queries(&text, &origin).map_err(|fault| self.place(fault, query.at))?;
                let parsed = Rc::new(parsed);
                self.media_cache.insert(text.into_owned(), parsed.clone());
                parsed
            }
        };
        self.with_media(queries, at, |eval| eval.media_body(body))
    }

    fn media_body(&mut self, body: &Body) -> Res<()> {
        match self.style_rule.filter(|_| !self.without_rule && !self.css_nesting()) {
            Some(rule) => self.within_copy_of(rule, body),
            None => self.body(body, false).map(|_| ()),
        }
    }

    /// Runs something inside a media rule of these queries, merged with those around.
    pub(crate) fn with_media(
        &mut self,
        queries: Rc<Vec<MediaQuery>>,
        at: At,
        run: impl FnOnce(&mut Self) -> Res<()>,
    ) -> Res<()> {
        let merged = match &self.media {
            Some(_) if self.css_nesting() => None,
            Some(outer) => merge_lists(outer, &queries),
            None => None,
        };
        if merged.as_ref().is_some_and(Vec::is_empty) {
            return Ok(());
        }
        let mut sources = Vec::new();
        if merged.is_some() {
            sources.clone_from(&self.media_sources);
            sources.extend(self.media.iter().flat_map(|outer| outer.iter().cloned()));
            sources.extend(queries.iter().cloned());
        }
        let effective = merged.map_or(queries, Rc::new);
        let nested = self.css_nesting();
        let node = self.tree.add(Css::Media(effective.clone()), at);
        let old_media = self.media.replace(effective);
        let old_sources = std::mem::replace(&mut self.media_sources, sources.clone());
        let result = self.with_parent(
            node,
            |css| match css {
                Css::Rule { .. } => !nested,
                Css::Media(own) => !sources.is_empty() && own.iter().all(|query| sources.contains(query)),
                _ => false,
            },
            run,
        );
        self.media = old_media;
        self.media_sources = old_sources;
        result
    }
}

/// Whether two lists can be merged into one.
pub(crate) fn mergeable(one: &[MediaQuery], two: &[MediaQuery]) -> bool {
    merge_lists(one, two).is_some()
}

/// Merges two lists; `None` where CSS cannot say it without nesting.
fn merge_lists(one: &[MediaQuery], two: &[MediaQuery]) -> Option<Vec<MediaQuery>> {
    let mut out = Vec::new();
    for first in one {
        for second in two {
            match merge(first, second) {
                Merged::Empty => {}
                Merged::Unrepresentable => return None,
                Merged::Query(query) => out.push(query),
            }
        }
    }
    Some(out)
}

fn merge(one: &MediaQuery, two: &MediaQuery) -> Merged {
    if !one.conjunction || !two.conjunction {
        return Merged::Unrepresentable;
    }
    let lower = |text: &Option<String>| text.as_ref().map(|text| text.to_ascii_lowercase());
    let (own_modifier, own_kind) = (lower(&one.modifier), lower(&one.kind));
    let (their_modifier, their_kind) = (lower(&two.modifier), lower(&two.kind));
    let all_conditions = || one.conditions.iter().chain(&two.conditions).cloned().collect::<Vec<_>>();
    if own_kind.is_none() && their_kind.is_none() {
        return Merged::Query(MediaQuery {
            modifier: None,
            kind: None,
            conjunction: true,
            conditions: all_conditions(),
        });
    }
    let matches_all = |kind: &Option<String>| kind.as_deref().is_none_or(|kind| kind == "all");
    let own_not = own_modifier.as_deref() == Some("not");
    let their_not = their_modifier.as_deref() == Some("not");
    let (modifier, kind, conditions);
    if own_not != their_not {
        if own_kind == their_kind {
            let (negative, positive) = if own_not { (one, two) } else { (two, one) };
            // The negative excludes all that the positive matches.
            if negative.conditions.iter().all(|condition| positive.conditions.contains(condition)) {
                return Merged::Empty;
            }
            return Merged::Unrepresentable;
        }
        if matches_all(&own_kind) || matches_all(&their_kind) {
            return Merged::Unrepresentable;
        }
        let positive = if own_not { two } else { one };
        modifier = positive.modifier.clone();
        kind = positive.kind.clone();
        conditions = positive.conditions.clone();
    } else if own_not {
        if own_kind != their_kind {
            return Merged::Unrepresentable;
        }
        let (more, fewer) = if one.conditions.len() > two.conditions.len() { (one, two) } else { (two, one) };
        if !fewer.conditions.iter().all(|condition| more.conditions.contains(condition)) {
            return Merged::Unrepresentable;
        }
        modifier = one.modifier.clone();
        kind = one.kind.clone();
        conditions = more.conditions.clone();
    } else if matches_all(&own_kind) {
        modifier = two.modifier.clone();
        // `all` goes without saying where the other names no type.
        kind = if matches_all(&their_kind) && own_kind.is_none() { None } else { two.kind.clone() };
        conditions = all_conditions();
    } else if matches_all(&their_kind) {
        modifier = one.modifier.clone();
        kind = one.kind.clone();
        conditions = all_conditions();
    } else if own_kind != their_kind {
        return Merged::Empty;
    } else {
        modifier = one.modifier.clone().or_else(|| two.modifier.clone());
        kind = one.kind.clone();
        conditions = all_conditions();
    }
    Merged::Query(MediaQuery { modifier, kind, conjunction: true, conditions })
}

/// Takes a list of media queries apart.
pub(crate) fn parse_queries(text: &str, origin: &Origin) -> Res<Vec<MediaQuery>> {
    evaluated::parse(text, origin, "expected no more input.", |parser| {
        let mut out = Vec::new();
        loop {
            parser.ws(true)?;
            out.push(query(parser)?);
            parser.ws(true)?;
            if !parser.scan(b',') {
                return Ok(out);
            }
        }
    })
}

fn query(p: &mut Parser<'_>) -> Res<MediaQuery> {
    let condition_only = |conditions, conjunction| MediaQuery { modifier: None, kind: None, conjunction, conditions };
    if p.peek() == b'(' {
        let mut conditions = vec![in_parens(p)?];
        p.ws(true)?;
        let mut conjunction = true;
        if p.scan_identifier("and") {
            p.expect_space()?;
            conditions.extend(sequence(p, "and")?);
        } else if p.scan_identifier("or") {
            p.expect_space()?;
            conjunction = false;
            conditions.extend(sequence(p, "or")?);
        }
        return Ok(condition_only(conditions, conjunction));
    }
    let first = p.identifier()?.into_owned();
    if first.eq_ignore_ascii_case("not") {
        p.expect_space()?;
        if !p.looking_at_identifier() {
            return Ok(condition_only(vec![format!("(not {})", in_parens(p)?)], true));
        }
    }
    p.ws(true)?;
    let typed = |modifier, kind, conditions| MediaQuery { modifier, kind: Some(kind), conjunction: true, conditions };
    if !p.looking_at_identifier() {
        return Ok(typed(None, first, Vec::new()));
    }
    let second = p.identifier()?.into_owned();
    let (modifier, kind);
    if second.eq_ignore_ascii_case("and") {
        p.expect_space()?;
        (modifier, kind) = (None, first);
    } else {
        p.ws(true)?;
        (modifier, kind) = (Some(first), second);
        if !p.scan_identifier("and") {
            return Ok(typed(modifier, kind, Vec::new()));
        }
        p.expect_space()?;
    }
    if p.scan_identifier("not") {
        p.expect_space()?;
        let condition = format!("(not {})", in_parens(p)?);
        return Ok(typed(modifier, kind, vec![condition]));
    }
    let conditions = sequence(p, "and")?;
    Ok(typed(modifier, kind, conditions))
}

fn sequence(p: &mut Parser<'_>, word: &str) -> Res<Vec<String>> {
    let mut out = Vec::new();
    loop {
        out.push(in_parens(p)?);
        p.ws(true)?;
        if !p.scan_identifier(word) {
            return Ok(out);
        }
        p.expect_space()?;
    }
}

fn in_parens(p: &mut Parser<'_>) -> Res<String> {
    if p.peek() != b'(' {
        return Err(p.fail_here("expected \"(\"."));
    }
    p.pos += 1;
    let rules = crate::parse::interpolation::Loose { lines: true, ..Default::default() };
    let inner = p.loose_value(rules)?;
    let text = inner.as_plain().unwrap_or("").to_owned();
    p.expect(b')')?;
    Ok(format!("({text})"))
}
