//! The CSS of a module with that of all modules it uses, extensions applied across them.

use super::Eval;
use super::css::{Css, NodeId};
use super::import::end_of_imports;
use super::module::{Kind, Module};
use crate::extend::{Extension, SelectorBox, Store, id_of};
use crate::selector::Simple;
use crate::span::{Fault, Res};
use crate::value::QuickMap;
use std::cell::RefCell;
use std::rc::Rc;

/// A module's CSS in this compilation: its own, or a copy.
struct Part {
    module: Rc<Module>,
    nodes: Vec<NodeId>,
    store: Rc<RefCell<Store>>,
    comments: Vec<(Rc<Module>, Vec<NodeId>)>,
}

impl Eval<'_> {
    /// Puts the CSS of a module and its upstream modules in order; `copy` leaves the modules as they are.
    pub(crate) fn combine(&mut self, module: &Rc<Module>, copy: bool) -> Res<Vec<NodeId>> {
        let mut order: Vec<Rc<Module>> = Vec::new();
        topological(module, &mut order);
        let mut parts: Vec<Part> = Vec::new();
        for module in order {
            if let Some(part) = self.part(&module, copy) {
                parts.push(part);
            }
        }
        if module.has_extensions || module.store().is_some_and(|store| !store.borrow().is_empty()) {
            self.extend_parts(&parts)?;
        }
        let mut imports = Vec::new();
        let mut css = Vec::new();
        self.place_part(module, &parts, &mut Vec::new(), &mut imports, &mut css);
        imports.extend(css);
        Ok(imports)
    }

    fn part(&mut self, module: &Rc<Module>, copy: bool) -> Option<Part> {
        let Kind::File { root, store, comments, .. } = &module.kind else { return None };
        let children = self.tree.node(*root).children.clone();
        if !copy {
            return Some(Part {
                module: module.clone(),
                nodes: children,
                store: store.clone(),
                comments: listed(comments),
            });
        }
        let (new_store, boxes) = store.borrow().copy();
        let mut copied: QuickMap<usize, NodeId> = QuickMap::default();
        let new_root = self.tree.copy_bare(*root);
        for child in &children {
            let new = self.copy_node(*child, &boxes);
            self.tree.append(new_root, new);
            copied.insert(*child, new);
        }
        let comments = listed(comments)
            .into_iter()
            .map(|(module, nodes)| {
                (module, nodes.iter().map(|node| copied.get(node).copied().unwrap_or(*node)).collect())
            })
            .collect();
        let nodes = self.tree.node(new_root).children.clone();
        Some(Part { module: module.clone(), nodes, store: Rc::new(RefCell::new(new_store)), comments })
    }

    fn copy_node(&mut self, id: NodeId, boxes: &QuickMap<usize, SelectorBox>) -> NodeId {
        let copy = self.tree.copy_bare(id);
        self.tree.nodes[copy].group_end = self.tree.nodes[id].group_end;
        if let Css::Rule { selector, .. } = &mut self.tree.nodes[copy].css
            && let Some(new) = boxes.get(&id_of(selector))
        {
            *selector = new.clone();
        }
        for child in self.tree.node(id).children.clone() {
            let new = self.copy_node(child, boxes);
            self.tree.append(copy, new);
        }
        copy
    }

    /// Lets each module's extensions act on the modules upstream of it.
    fn extend_parts(&mut self, parts: &[Part]) -> Res<()> {
        // Downstream modules come first here.
        let mut downstream: Vec<Vec<Rc<RefCell<Store>>>> = vec![Vec::new(); parts.len()];
        for i in 0..parts.len() {
            let others = std::mem::take(&mut downstream[i]);
            if !others.is_empty() {
                parts[i].store.borrow_mut().add_extensions(&others).map_err(|fault| {
                    let at = fault.at;
                    self.place(fault, at)
                })?;
            }
            if parts[i].store.borrow().is_empty() {
                continue;
            }
            for upstream in &parts[i].module.upstream {
                if let Some(at) = parts.iter().position(|part| Rc::ptr_eq(&part.module, upstream)) {
                    downstream[at].push(parts[i].store.clone());
                }
            }
        }
        Ok(())
    }

    /// Refuses extensions that no rule in reach answers.
    pub(crate) fn check_extensions(&mut self, module: &Rc<Module>) -> Res<()> {
        let mut order: Vec<Rc<Module>> = Vec::new();
        topological(module, &mut order);
        for module in &order {
            let Some(store) = module.store() else { continue };
            let needed = |(target, extension): (&Simple, &Rc<Extension>)| {
                (!extension.optional).then(|| (target.clone(), extension.clone()))
            };
            let targets: Vec<(Simple, Rc<Extension>)> = store.borrow().targets().filter_map(needed).collect();
            for (target, extension) in targets {
                let mut seen = Vec::new();
                if !reaches(module, &target, &mut seen, true) {
                    let shown = crate::serialize::selector::simple_text(&target);
                    let message = format!(
                        "The target selector was not found.\nUse \"@extend {shown} !optional\" to avoid this error."
                    );
                    let fault = Fault::new(message, extension.at);
                    return Err(self.place(fault, extension.at));
                }
            }
        }
        Ok(())
    }

    fn place_part(
        &self,
        module: &Rc<Module>,
        parts: &[Part],
        seen: &mut Vec<Rc<Module>>,
        imports: &mut Vec<NodeId>,
        css: &mut Vec<NodeId>,
    ) {
        if seen.iter().any(|own| Rc::ptr_eq(own, module)) {
            return;
        }
        seen.push(module.clone());
        let Some(part) = parts.iter().find(|part| Rc::ptr_eq(&part.module, module)) else { return };
        let mut placed: Vec<NodeId> = Vec::new();
        for upstream in &module.upstream {
            if !upstream.has_css {
                continue;
            }
            if let Some((_, comments)) = part.comments.iter().find(|(own, _)| Rc::ptr_eq(own, upstream)) {
                if css.is_empty() {
                    imports.extend(comments);
                } else {
                    css.extend(comments);
                }
                placed.extend(comments);
            }
            self.place_part(upstream, parts, seen, imports, css);
        }
        let own: Vec<NodeId> = part.nodes.iter().copied().filter(|node| !placed.contains(node)).collect();
        let end = end_of_imports(&self.tree, &own);
        imports.extend(&own[..end]);
        css.extend(&own[end..]);
    }

    /// Adds finished CSS where evaluation stands, nested in the rules around.
    pub(crate) fn include_css(&mut self, nodes: &[NodeId]) -> Res<()> {
        for &node in nodes {
            self.include_node(node)?;
        }
        Ok(())
    }

    fn include_node(&mut self, id: NodeId) -> Res<()> {
        if matches!(self.tree.node(id).css, Css::Comment(_) | Css::Declaration { .. }) {
            let copy = self.tree.copy_bare(id);
            self.add_comment(copy);
            return Ok(());
        }
        let node = self.tree.node(id).clone();
        let at = node.at;
        match &node.css {
            Css::Root => self.include_css(&node.children),
            // Dealt with above.
            Css::Comment(_) | Css::Declaration { .. } => Ok(()),
            Css::Import { .. } => {
                let copy = self.tree.copy_bare(id);
                if self.parent == self.root {
                    self.add_early(copy);
                } else {
                    let parent = self.parent;
                    self.tree.append(parent, copy);
                }
                Ok(())
            }
            Css::Rule { selector, plain, .. } => {
                let parent = self.parent_selector();
                let inner = selector.borrow().clone();
                let merge = self
                    .style_rule
                    .is_none_or(|rule| !matches!(self.tree.node(rule).css, Css::Rule { plain: true, .. }));
                let list = if merge {
                    (*inner).clone().nest_in(parent.as_deref(), !self.without_rule, *plain)
                } else {
                    Ok((*inner).clone())
                };
                let list = Rc::new(list.map_err(|fault| self.place(fault, at))?.marked_original());
                let media = self.media.clone();
                let boxed = self.store.clone().borrow_mut().add_selector(list.clone(), media, at)?;
                let new = self.tree.add(Css::Rule { selector: boxed, original: list, plain: *plain }, at);
                let had_rule = self.style_rule.is_some() && !self.without_rule;
                let old = self.style_rule.replace(new);
                let was = std::mem::replace(&mut self.without_rule, false);
                let result = self.with_parent(
                    new,
                    |css| merge && matches!(css, Css::Rule { .. }),
                    |eval| eval.include_css(&node.children),
                );
                self.style_rule = old;
                self.without_rule = was;
                result?;
                if !had_rule {
                    let parent = self.parent;
                    if let Some(&last) = self.tree.node(parent).children.last() {
                        self.tree.nodes[last].group_end = true;
                    }
                }
                Ok(())
            }
            Css::Media(queries) => {
                let queries = queries.clone();
                self.with_media(queries, at, |eval| eval.include_children(&node.children))
            }
            Css::Supports(_) | Css::AtRule { .. } => {
                // Their children belong to no rule around.
                let apart = matches!(&node.css, Css::AtRule { name, .. }
                    if crate::parse::operand::unvendor(name) == "keyframes" || &**name == "font-face");
                if matches!(&node.css, Css::AtRule { childless: true, .. }) {
                    let copy = self.tree.copy_bare(id);
                    self.add_comment(copy);
                    return Ok(());
                }
                let copy = self.tree.copy_bare(id);
                self.with_parent(
                    copy,
                    |css| matches!(css, Css::Rule { .. }),
                    |eval| {
                        if apart { eval.include_css(&node.children) } else { eval.include_children(&node.children) }
                    },
                )
            }
            Css::Keyframe(_) => {
                let copy = self.tree.copy_bare(id);
                self.with_parent(copy, |css| matches!(css, Css::Rule { .. }), |eval| eval.include_css(&node.children))
            }
        }
    }

    /// Children of an at-rule; declarations belong to a copy of the rule around.
    fn include_children(&mut self, children: &[NodeId]) -> Res<()> {
        let Some(rule) = self.style_rule.filter(|_| !self.without_rule) else { return self.include_css(children) };
        let copy = self.tree.copy_bare(rule);
        let old = self.style_rule.replace(copy);
        let result = self.with_parent(copy, |_| false, |eval| eval.include_css(children));
        self.style_rule = old;
        result
    }
}

fn listed(comments: &Option<super::module::Comments>) -> Vec<(Rc<Module>, Vec<NodeId>)> {
    comments.as_ref().map(|list| list.borrow().clone()).unwrap_or_default()
}

/// Whether a module or one upstream of it has a rule with a simple selector.
fn reaches(module: &Rc<Module>, target: &Simple, seen: &mut Vec<Rc<Module>>, own: bool) -> bool {
    if seen.iter().any(|other| Rc::ptr_eq(other, module)) {
        return false;
    }
    seen.push(module.clone());
    if (own || !target.is_private_placeholder())
        && module.store().is_some_and(|store| store.borrow_mut().has_simple(target))
    {
        return true;
    }
    module.upstream.iter().any(|upstream| reaches(upstream, target, seen, false))
}

/// Modules downstream first.
fn topological(module: &Rc<Module>, order: &mut Vec<Rc<Module>>) {
    fn visit(module: &Rc<Module>, seen: &mut Vec<Rc<Module>>, out: &mut Vec<Rc<Module>>) {
        if seen.iter().any(|other| Rc::ptr_eq(other, module)) {
            return;
        }
        seen.push(module.clone());
        for upstream in &module.upstream {
            if upstream.has_css {
                visit(upstream, seen, out);
            }
        }
        out.push(module.clone());
    }
    let mut out = Vec::new();
    visit(module, &mut Vec::new(), &mut out);
    out.reverse();
    order.extend(out);
}
