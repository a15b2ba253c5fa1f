//! `@at-root`.

use super::Eval;
use super::css::{Css, NodeId};
use crate::ast::{Body, Interp};
use crate::parse::evaluated::{self, Origin};
use crate::span::{At, Res};

/// Which rules `@at-root` leaves.
struct Query {
    include: bool,
    names: Vec<String>,
}

impl Query {
    fn all(&self) -> bool {
        self.names.iter().any(|name| name == "all")
    }

    fn excludes_name(&self, name: &str) -> bool {
        (self.all() || self.names.iter().any(|own| own == name)) != self.include
    }

    fn excludes_rule(&self) -> bool {
        (self.all() || self.names.iter().any(|own| own == "rule")) != self.include
    }

    fn excludes(&self, css: &Css) -> bool {
        match css {
            Css::Rule { .. } => self.excludes_rule(),
            Css::Media(_) => self.excludes_name("media"),
            Css::Supports(_) => self.excludes_name("supports"),
            Css::AtRule { name, .. } => self.excludes_name(&name.to_ascii_lowercase()),
            _ => false,
        }
    }
}

impl Eval<'_> {
    pub(crate) fn at_root(&mut self, query: Option<&Interp>, body: &Body, at: At) -> Res<()> {
        let query = match query {
            None => Query { include: false, names: vec!["rule".to_owned()] },
            Some(text) => {
                let evaluated = self.interpolate(text)?;
                parse_query(evaluated.trim()).map_err(|fault| self.place(fault, At::NONE))?
            }
        };
        // From the innermost ancestor outwards, those that stay.
        let mut included: Vec<NodeId> = Vec::new();
        let (mut node, mut leaves_rule) = (self.parent, false);
        while let Some(parent) = self.tree.parent(node) {
            leaves_rule |= query.excludes_rule() && matches!(self.tree.node(node).css, Css::Rule { .. });
            if !query.excludes(&self.tree.node(node).css) {
                included.push(node);
            }
            node = parent;
        }
        let root = self.trim_included(&included);
        if root == self.parent {
            return self.at_root_context(&query, &included, leaves_rule, |eval| eval.body(body, false).map(|_| ()));
        }
        let mut inner = root;
        let kept: Vec<NodeId> = included.iter().copied().take_while(|node| *node != root).collect();
        // The rest is copied below the root, outermost first.
        for &node in kept.iter().rev() {
            let copy = self.tree.copy_bare(node);
            self.tree.append(inner, copy);
            inner = copy;
        }
        let _ = at;
        let old = std::mem::replace(&mut self.parent, inner);
        let result = self.at_root_context(&query, &included, leaves_rule, |eval| eval.body(body, false).map(|_| ()));
        self.parent = old;
        result
    }

    /// The innermost ancestor below which nothing between is left out, so that nodes need no copy.
    fn trim_included(&self, included: &[NodeId]) -> NodeId {
        if included.is_empty() {
            return self.root_of(self.parent);
        }
        let mut parent = self.parent;
        let mut contiguous: Option<usize> = None;
        for (i, &node) in included.iter().enumerate() {
            while parent != node {
                contiguous = None;
                match self.tree.parent(parent) {
                    Some(grandparent) => parent = grandparent,
                    None => return parent,
                }
            }
            contiguous = contiguous.or(Some(i));
            match self.tree.parent(parent) {
                Some(grandparent) => parent = grandparent,
                None => return parent,
            }
        }
        let root = self.root_of(self.parent);
        if parent != root {
            return root;
        }
        contiguous.map_or(root, |i| included[i])
    }

    fn root_of(&self, mut node: NodeId) -> NodeId {
        while let Some(parent) = self.tree.parent(node) {
            node = parent;
        }
        node
    }

    fn at_root_context(
        &mut self,
        query: &Query,
        included: &[NodeId],
        leaves_rule: bool,
        run: impl FnOnce(&mut Self) -> Res<()>,
    ) -> Res<()> {
        let old_without = self.without_rule;
        let (old_media, old_sources) = (self.media.clone(), self.media_sources.clone());
        let (old_keyframes, old_unknown) = (self.in_keyframes, self.in_unknown_at_rule);
        // A file that is imported within a rule and uses modules has its CSS put together apart: there is no rule to leave.
        if leaves_rule {
            self.without_rule = true;
        }
        if self.media.is_some() && query.excludes_name("media") {
            self.media = None;
            self.media_sources.clear();
        }
        if self.in_keyframes && query.excludes_name("keyframes") {
            self.in_keyframes = false;
        }
        if self.in_unknown_at_rule
            && !included.iter().any(|node| matches!(self.tree.node(*node).css, Css::AtRule { .. }))
        {
            self.in_unknown_at_rule = false;
        }
        let result = run(self);
        self.without_rule = old_without;
        self.media = old_media;
        self.media_sources = old_sources;
        self.in_keyframes = old_keyframes;
        self.in_unknown_at_rule = old_unknown;
        result
    }
}

/// Takes a query apart; it shows in messages as it was evaluated.
fn parse_query(text: &str) -> Res<Query> {
    let mut origin = Origin::default();
    origin.value(0, At::NONE, At::NONE);
    evaluated::parse(text, &origin, "expected no more input.", |parser| {
        parser.expect(b'(')?;
        parser.ws(true)?;
        let include = parser.scan_identifier("with");
        if !include && !parser.scan_identifier("without") {
            return Err(parser.fail_here("Expected \"with\" or \"without\"."));
        }
        parser.ws(true)?;
        parser.expect(b':')?;
        parser.ws(true)?;
        let mut names = Vec::new();
        loop {
            names.push(parser.identifier()?.to_ascii_lowercase());
            parser.ws(true)?;
            if !parser.looking_at_identifier() {
                break;
            }
        }
        parser.expect(b')')?;
        Ok(Query { include, names })
    })
}
