//! Files: found, loaded, used, forwarded, imported.

use super::callable::Function;
use super::css::{Css, NodeId};
use super::env::{Env, Forwarded, Uses};
use super::module::{Config, Kind, Module};
use super::{Eval, Member, Running};
use crate::Syntax;
use crate::ast::{Import, Interp, Stmt, StmtKind, Stylesheet, Visibility};
use crate::span::{At, Fault, Res};
use crate::value::{Name, Value};
use std::cell::RefCell;
use std::rc::Rc;

impl Eval<'_> {
    pub(crate) fn use_rule(&mut self, stmt: &Stmt) -> Res<()> {
        let StmtKind::Use { url, namespace, config } = &stmt.kind else { return Ok(()) };
        let configuration = self.configuration(config, stmt.at)?;
        let module = self.load_module(url, configuration.clone(), stmt.at, "@use")?;
        self.note_upstream(&module);
        self.memo.members_changed();
        match namespace {
            Some(namespace) => {
                let taken = self.env.uses.namespaces.borrow().get(namespace).map(|(_, at)| *at);
                if let Some(old) = taken {
                    let fault =
                        Fault::new(format!("There's already a module with namespace \"{namespace}\"."), stmt.at)
                            .label("new @use")
                            .other(old, "original @use");
                    return Err(self.place(fault, stmt.at));
                }
                self.env.uses.namespaces.borrow_mut().insert(namespace.clone(), (module, stmt.at));
            }
            None => {
                let clash = {
                    let root = self.env.root();
                    let variables = root.variables.borrow();
                    module.variable_names().into_iter().find(|name| variables.contains(name))
                };
                if let Some(name) = clash {
                    let message = format!("This module and the new module both define a variable named \"${name}\".");
                    return self.fail(message, stmt.at);
                }
                self.env.uses.global.borrow_mut().push((module, stmt.at));
            }
        }
        self.check_configured(&configuration, false)
    }

    fn configuration(&mut self, list: &[crate::ast::Configured], at: At) -> Res<Rc<Config>> {
        if list.is_empty() {
            return Ok(Rc::default());
        }
        self.config_count += 1;
        let config = Config { explicit: true, at: Some(at), origin: self.config_count, ..Config::default() };
        for variable in list {
            let value = self.expression(&variable.value)?.without_slash();
            let place = self.expression_place(&variable.value);
            config.values.borrow_mut().insert(variable.name.clone(), (value, place, variable.at));
        }
        Ok(Rc::new(config))
    }

    /// Refuses configuration that no variable took.
    fn check_configured(&self, config: &Rc<Config>, name_in_error: bool) -> Res<()> {
        if !config.explicit {
            return Ok(());
        }
        let values = config.values.borrow();
        let Some((name, (_, _, at))) = values.iter().next() else { return Ok(()) };
        let message = if name_in_error {
            format!("${name} was not declared with !default in the @used module.")
        } else {
            "This variable was not declared with !default in the @used module.".to_owned()
        };
        self.fail(message, *at)
    }

    fn note_upstream(&mut self, module: &Rc<Module>) {
        // Comments that stand before the rule belong before the module's CSS.
        let children = &self.tree.node(self.root).children;
        if children.len() > self.comment_mark && module.has_css {
            let new: Vec<NodeId> = children[self.comment_mark..].to_vec();
            let comments = self.comments.get_or_insert_default();
            let known = comments.borrow().iter().any(|(own, _)| Rc::ptr_eq(own, module));
            if !known && new.iter().all(|node| matches!(self.tree.node(*node).css, Css::Comment(_))) {
                self.comment_mark = children.len();
                comments.borrow_mut().push((module.clone(), new));
            }
        }
        let mut upstream = self.env.uses.upstream.borrow_mut();
        if !upstream.iter().any(|own| Rc::ptr_eq(own, module)) {
            upstream.push(module.clone());
        }
    }

    pub(crate) fn forward_rule(&mut self, stmt: &Stmt) -> Res<()> {
        let StmtKind::Forward { url, prefix, visibility, config: own, .. } = &stmt.kind else { return Ok(()) };
        let outer = self.config.clone();
        let adjusted = self.config_through(&outer, prefix.as_ref(), visibility);
        let passed = if own.is_empty() && url.starts_with("sass:") {
            Rc::default()
        } else if own.is_empty() {
            adjusted
        } else {
            let config = Config { explicit: true, at: Some(stmt.at), origin: adjusted.origin, ..Config::default() };
            let config = if adjusted.explicit {
                config
            } else {
                self.config_count += 1;
                Config { origin: self.config_count, ..config }
            };
            config.values.borrow_mut().extend(adjusted.values.borrow().iter().map(|(k, v)| (k.clone(), v.clone())));
            for variable in own {
                if variable.guarded
                    && adjusted.values.borrow().get(&variable.name).is_some_and(|(value, ..)| !value.is_null())
                {
                    continue;
                }
                let value = self.expression(&variable.value)?.without_slash();
                let place = self.expression_place(&variable.value);
                config.values.borrow_mut().insert(variable.name.clone(), (value, place, variable.at));
            }
            Rc::new(config)
        };
        let before: Vec<Name> = passed.values.borrow().keys().cloned().collect();
        let module = self.load_module(url, passed.clone(), stmt.at, "@forward")?;
        self.note_upstream(&module);
        self.memo.members_changed();
        let forwarded = Forwarded { module, prefix: prefix.clone(), visibility: Visibility::clone(visibility) };
        self.check_forward(&forwarded, stmt.at)?;
        self.env.uses.forwarded.borrow_mut().push((forwarded, stmt.at));
        // What the module took is taken from the outer configuration too.
        for name in before {
            if passed.values.borrow().contains_key(&name) {
                continue;
            }
            if own.iter().any(|variable| variable.name == name && !variable.guarded) {
                continue;
            }
            let outer_name = match prefix {
                Some(prefix) => Name::from(format!("{prefix}{name}").as_str()),
                None => name,
            };
            outer.take(&outer_name);
        }
        if !own.is_empty() {
            for variable in own {
                if passed.values.borrow().contains_key(&variable.name) {
                    let message = "This variable was not declared with !default in the @used module.";
                    return self.fail(message, variable.at);
                }
            }
        }
        Ok(())
    }

    /// Two forwarded modules may not offer different members of one name.
    fn check_forward(&self, new: &Forwarded, at: At) -> Res<()> {
        for (old, old_at) in self.env.uses.forwarded.borrow().iter() {
            let clash = |kind: &str, name: &str| {
                let fault = Fault::new(format!("Two forwarded modules both define a {kind} named {name}."), at)
                    .label("new @forward")
                    .other(*old_at, "original @forward");
                Err(self.place(fault, at))
            };
            for name in new.module.variable_names() {
                let Some(outer) = new.outer_name(&name, true) else { continue };
                if let Some(a) = old.variable_home(&outer)
                    && let Some(b) = new.variable_home(&outer)
                    && !(Rc::ptr_eq(&a.0, &b.0) && a.1 == b.1)
                {
                    return clash("variable", &format!("${outer}"));
                }
            }
            for name in new.module.function_names() {
                let Some(outer) = new.outer_name(&name, false) else { continue };
                if let Some(a) = old.function(&outer)
                    && let Some(b) = new.function(&outer)
                    && !a.same(&b)
                {
                    return clash("function", &outer);
                }
            }
            for name in new.module.mixin_names() {
                let Some(outer) = new.outer_name(&name, false) else { continue };
                if let Some(a) = old.mixin(&outer)
                    && let Some(b) = new.mixin(&outer)
                    && !a.same(&b)
                {
                    return clash("mixin", &outer);
                }
            }
        }
        Ok(())
    }

    /// The part of a configuration that reaches a forwarded module.
    fn config_through(&self, outer: &Rc<Config>, prefix: Option<&Name>, visibility: &Visibility) -> Rc<Config> {
        if outer.values.borrow().is_empty() {
            return outer.clone();
        }
        let visible = |name: &Name| match visibility {
            Visibility::All => true,
            Visibility::Show { variables, .. } => variables.contains(name),
            Visibility::Hide { variables, .. } => !variables.contains(name),
        };
        let config = Config { explicit: outer.explicit, at: outer.at, origin: outer.origin, ..Config::default() };
        for (name, value) in outer.values.borrow().iter() {
            if !visible(name) {
                continue;
            }
            let inner: Name = match prefix {
                Some(prefix) => match name.strip_prefix(&**prefix) {
                    Some(rest) => rest.into(),
                    None => continue,
                },
                None => name.clone(),
            };
            config.values.borrow_mut().insert(inner, value.clone());
        }
        Rc::new(config)
    }

    /// Loads a module, or gives the one already loaded.
    pub(crate) fn load_module(
        &mut self,
        url: &str,
        config: Rc<Config>,
        at: At,
        frame: &'static str,
    ) -> Res<Rc<Module>> {
        if let Some(name) = url.strip_prefix("sass:") {
            let Some(name) = crate::modules::module_by_name(name) else {
                return self.fail("Can't find stylesheet to import.", at);
            };
            if config.explicit && !config.values.borrow().is_empty() {
                let place = config.at.unwrap_or(at);
                return self.fail("Built-in modules can't be configured.", place);
            }
            let key = format!("sass:{name}");
            if let Some(module) = self.modules.get(&key) {
                return Ok(module.clone());
            }
            let module = Rc::new(Module {
                kind: Kind::Builtin(name, crate::modules::functions_by_name(name)),
                upstream: Vec::new(),
                has_css: false,
                has_extensions: false,
                config: Rc::default(),
                config_at: At::NONE,
            });
            self.modules.insert(key, module.clone());
            return Ok(module);
        }
        let found = self.in_frame(Member::Named(frame), at, |eval| {
            eval.find(url, false, at).map(|found| (found.url, found.dependency))
        });
        let (file, dependency) = found.map_err(|mut fault| {
            if fault.message == "Can't find stylesheet to import." {
                fault.trace = None;
            }
            self.place(fault, at)
        })?;
        if let Some((_, active_at)) = self.active.iter().find(|(active, _)| *active == file) {
            let mut fault = Fault::new("Module loop: this module is already being loaded.", at).label("new load");
            if !active_at.is_none() {
                fault = fault.other(*active_at, "original load");
            } else {
                fault.label.clear();
            }
            return Err(self.place(fault, at));
        }
        if let Some(module) = self.modules.get(&file).cloned() {
            self.check_reconfigured(&module, &config, at)?;
            return Ok(module);
        }
        self.in_frame(Member::Named(frame), at, |eval| {
            let stylesheet = eval.parse_file(&file, at)?;
            eval.active.push((file.clone(), at));
            let result = eval.execute(&file, &stylesheet, config, at, dependency);
            eval.active.pop();
            result
        })
    }

    fn check_reconfigured(&self, module: &Rc<Module>, config: &Rc<Config>, at: At) -> Res<()> {
        if !config.explicit || config.values.borrow().is_empty() || module.config.origin == config.origin {
            return Ok(());
        }
        let names: Vec<Name> = config.values.borrow().keys().cloned().collect();
        if !module.could_be_configured(&names) {
            return Ok(());
        }
        let message = "This module was already loaded, so it can't be configured using \"with\".";
        let mut fault = Fault::new(message, at).label("new load");
        if !module.config_at.is_none() {
            fault = fault.other(module.config_at, "original load");
        }
        if let Some(own) = module.config.at.filter(|own| *own != at && *own != module.config_at) {
            fault = fault.other(own, "configuration");
        }
        Err(self.place(fault, at))
    }

    fn parse_file(&mut self, file: &str, at: At) -> Res<Rc<Stylesheet>> {
        if let Some(parsed) = self.parsed.get(file) {
            return Ok(parsed.clone());
        }
        let text = self.loader.load(file).map_err(|message| self.place(Fault::bare(message), at))?;
        if !self.loaded.iter().any(|own| own == file) {
            self.loaded.push(file.to_owned());
        }
        let stylesheet = self.parse_text(file, text, Syntax::of_path(file))?;
        self.parsed.insert(file.to_owned(), stylesheet.clone());
        Ok(stylesheet)
    }

    /// Runs a file as a module.
    pub(crate) fn execute(
        &mut self,
        url: &str,
        stylesheet: &Rc<Stylesheet>,
        config: Rc<Config>,
        at: At,
        dependency: bool,
    ) -> Res<Rc<Module>> {
        let root = self.tree.add(Css::Root, At::NONE);
        let store = Rc::new(RefCell::new(crate::extend::Store::default()));
        let running = Running { url: url.into(), css: stylesheet.css, dependency };
        let env = Env::new();
        self.filled.push(env.scope.clone());
        self.memo.members_changed();
        let old_env = std::mem::replace(&mut self.env, env);
        let old_parent = std::mem::replace(&mut self.parent, root);
        let old_root = std::mem::replace(&mut self.root, root);
        let old_store = std::mem::replace(&mut self.store, store.clone());
        let old_running = std::mem::replace(&mut self.running, running);
        let old_config = std::mem::replace(&mut self.config, config.clone());
        let old_rule = self.style_rule.take();
        let old_without = std::mem::replace(&mut self.without_rule, false);
        let old_media = self.media.take();
        let old_sources = std::mem::take(&mut self.media_sources);
        let old_declaration = self.declaration.take();
        let old_flags = (self.in_function, self.in_keyframes, self.in_unknown_at_rule, self.in_mixin);
        (self.in_function, self.in_keyframes, self.in_unknown_at_rule, self.in_mixin) = (false, false, false, false);
        let old_comments = self.comments.clone();
        let old_mark = std::mem::replace(&mut self.comment_mark, 0);
        let result =
            self.parse_warnings(&stylesheet.warnings).and_then(|()| self.statements(&stylesheet.body).map(|_| ()));
        let env = std::mem::replace(&mut self.env, old_env);
        self.parent = old_parent;
        self.root = old_root;
        self.store = old_store;
        self.running = old_running;
        self.config = old_config;
        self.style_rule = old_rule;
        self.without_rule = old_without;
        self.media = old_media;
        self.media_sources = old_sources;
        self.declaration = old_declaration;
        (self.in_function, self.in_keyframes, self.in_unknown_at_rule, self.in_mixin) = old_flags;
        let comments = std::mem::replace(&mut self.comments, old_comments);
        self.comment_mark = old_mark;
        result?;
        let upstream = env.uses.upstream.borrow().clone();
        let has_css = !self.tree.node(root).children.is_empty() || upstream.iter().any(|module| module.has_css);
        let has_extensions = !store.borrow().is_empty() || upstream.iter().any(|module| module.has_extensions);
        let module = Rc::new(Module {
            kind: Kind::File { env, root, store, comments },
            upstream,
            has_css,
            has_extensions,
            config,
            config_at: at,
        });
        self.modules.insert(url.to_owned(), module.clone());
        Ok(module)
    }

    /// `@import`.
    pub(crate) fn imports(&mut self, imports: &[Import]) -> Res<()> {
        for import in imports {
            match import {
                Import::Static { url, modifiers, at } => self.static_import(url, modifiers.as_ref(), *at)?,
                Import::Dynamic { url, at } => self.in_frame_import(url, *at)?,
            }
        }
        Ok(())
    }

    fn static_import(&mut self, url: &Interp, modifiers: Option<&Interp>, at: At) -> Res<()> {
        let url = self.interpolate(url)?;
        let modifiers = match modifiers {
            Some(modifiers) => Some(self.interpolate(modifiers)?.into()),
            None => None,
        };
        let node = self.tree.add(Css::Import { url: url.into(), modifiers }, at);
        if self.parent != self.root {
            self.leave_for_import(node);
            return Ok(());
        }
        self.add_early(node);
        Ok(())
    }

    /// Adds an import at the root, where CSS wants it before all else.
    pub(crate) fn add_early(&mut self, node: NodeId) {
        let tree = &self.tree;
        let early = |id: &NodeId| matches!(tree.node(*id).css, Css::Import { .. } | Css::Comment(_));
        let end = tree.node(self.root).children.iter().take_while(|id| early(id)).count();
        let children = &mut self.tree.nodes[self.root].children;
        children.insert(end, node);
        let moved: Vec<NodeId> = children.clone();
        let root = self.root;
        self.tree.nodes[node].parent = root as u32;
        for (i, child) in moved.into_iter().enumerate() {
            self.tree.nodes[child].index = i as u32;
        }
    }

    fn leave_for_import(&mut self, node: NodeId) {
        let parent = self.parent;
        self.tree.append(parent, node);
    }

    fn in_frame_import(&mut self, url: &str, at: At) -> Res<()> {
        let found = self.find(url, true, at)?;
        let (file, dependency) = (found.url, found.dependency);
        if self.active.iter().any(|(active, _)| *active == file) {
            let original = self.active.iter().find(|(active, _)| *active == file).map_or(At::NONE, |(_, at)| *at);
            let mut fault = Fault::new("This file is already being loaded.", at);
            if !original.is_none() {
                fault = fault.label("new load").other(original, "original load");
            }
            return Err(self.place(fault, at));
        }
        self.in_frame(Member::Named("@import"), at, |eval| {
            let stylesheet = eval.parse_file(&file, at)?;
            eval.active.push((file.clone(), at));
            let running = Running { url: file.as_str().into(), css: stylesheet.css, dependency };
            let old = std::mem::replace(&mut eval.running, running);
            let result = if stylesheet.uses_modules {
                eval.import_with_modules(&stylesheet)
            } else {
                eval.parse_warnings(&stylesheet.warnings).and_then(|()| eval.statements(&stylesheet.body).map(|_| ()))
            };
            eval.running = old;
            eval.active.pop();
            result
        })
    }

    /// Imports a file that itself uses or forwards modules.
    fn import_with_modules(&mut self, stylesheet: &Rc<Stylesheet>) -> Res<()> {
        let outer = self.env.clone();
        let uses = Rc::new(Uses { imported: outer.uses.imported.clone(), ..Uses::default() });
        self.env = Env { scope: outer.scope.clone(), uses, content: outer.content.clone() };
        self.memo.members_changed();
        // Modules take global variables of the importing file as their configuration.
        self.config_count += 1;
        let values = RefCell::new(outer.implicit_configuration());
        let implicit = Config { origin: self.config_count, values, ..Config::default() };
        let old_config = std::mem::replace(&mut self.config, Rc::new(implicit));
        // What this file makes is put together apart, then added where the import stands; beside built-in modules alone
        // there is nothing to put together.
        let loads_files = stylesheet.body.iter().any(|stmt| {
            matches!(&stmt.kind, StmtKind::Use { url, .. } | StmtKind::Forward { url, .. } if !url.starts_with("sass:"))
        });
        if !loads_files {
            let result =
                self.parse_warnings(&stylesheet.warnings).and_then(|()| self.statements(&stylesheet.body).map(|_| ()));
            self.config = old_config;
            let inner = std::mem::replace(&mut self.env, outer);
            result?;
            self.import_forwards(
                inner.uses.forwarded.borrow().iter().map(|(forwarded, _)| forwarded.clone()).collect(),
            );
            return Ok(());
        }
        let root = self.tree.add(Css::Root, At::NONE);
        let old_parent = std::mem::replace(&mut self.parent, root);
        let old_root = std::mem::replace(&mut self.root, root);
        let old_comments = std::mem::take(&mut self.comments);
        let old_mark = std::mem::replace(&mut self.comment_mark, 0);
        let result =
            self.parse_warnings(&stylesheet.warnings).and_then(|()| self.statements(&stylesheet.body).map(|_| ()));
        let comments = std::mem::replace(&mut self.comments, old_comments);
        self.comment_mark = old_mark;
        self.parent = old_parent;
        self.root = old_root;
        self.config = old_config;
        let inner = std::mem::replace(&mut self.env, outer);
        result?;
        let upstream = inner.uses.upstream.borrow().clone();
        let forwarded: Vec<Forwarded> =
            inner.uses.forwarded.borrow().iter().map(|(forwarded, _)| forwarded.clone()).collect();
        self.import_forwards(forwarded);
        let own = self.tree.node(root).children.clone();
        let mut placed: Vec<NodeId> = Vec::new();
        if upstream.iter().any(|module| module.has_css) {
            let has_extensions = upstream.iter().any(|module| module.has_extensions);
            placed = comments.iter().flat_map(|list| list.borrow().clone()).flat_map(|(_, nodes)| nodes).collect();
            let empty = self.tree.add(Css::Root, At::NONE);
            let module = Rc::new(Module {
                kind: Kind::File { env: inner, root: empty, store: Rc::default(), comments },
                upstream,
                has_css: true,
                has_extensions,
                config: Rc::default(),
                config_at: At::NONE,
            });
            let nodes = self.combine(&module, has_extensions)?;
            self.include_css(&nodes)?;
        }
        for node in own {
            if !placed.contains(&node) {
                self.add_imported(node);
            }
        }
        Ok(())
    }

    /// Moves a node that an imported file made to where the import stands.
    fn add_imported(&mut self, node: NodeId) {
        match &self.tree.node(node).css {
            Css::Import { .. } if self.parent == self.root => self.add_early(node),
            Css::Import { .. } | Css::Comment(_) | Css::Declaration { .. } => self.add_comment(node),
            Css::Media(queries) => {
                let merged = match &self.media {
                    Some(outer) => super::media::mergeable(outer, queries),
                    None => true,
                };
                self.add_through(node, |css| match css {
                    Css::Rule { .. } => true,
                    Css::Media(_) => merged,
                    _ => false,
                });
            }
            _ => self.add_through(node, |css| matches!(css, Css::Rule { .. })),
        }
    }

    /// Members that an imported file forwards become the importing file's own.
    fn import_forwards(&mut self, forwarded: Vec<Forwarded>) {
        self.memo.members_changed();
        self.memo.globals_changed();
        for forwarded in forwarded {
            let shadows_variables: Vec<Name> =
                forwarded.module.variable_names().iter().filter_map(|name| forwarded.outer_name(name, true)).collect();
            // What the scope has of these names gives way.
            for name in &shadows_variables {
                self.env.scope.variables.borrow_mut().remove(name);
            }
            for name in forwarded.module.function_names().iter().filter_map(|name| forwarded.outer_name(name, false)) {
                if let Some(members) = self.env.scope.members() {
                    members.functions.borrow_mut().shift_remove(&name);
                }
            }
            for name in forwarded.module.mixin_names().iter().filter_map(|name| forwarded.outer_name(name, false)) {
                if let Some(members) = self.env.scope.members() {
                    members.mixins.borrow_mut().shift_remove(&name);
                }
            }
            if self.env.at_root() {
                self.env.uses.imported.borrow_mut().push(forwarded.clone());
                // Whoever uses the importing file sees them too.
                self.env.uses.forwarded.borrow_mut().push((forwarded, At::NONE));
                continue;
            }
            self.env.scope.members_to_fill().imported.borrow_mut().push(forwarded);
        }
    }

    /// `meta.load-css`.
    pub(crate) fn load_css(&mut self, values: &[Value], at: At) -> Res<()> {
        let url = values[0].as_string("url").map_err(|fault| self.place(fault, at))?.text.clone();
        let config = if values[1].is_null() {
            Rc::default()
        } else {
            self.config_count += 1;
            let config = Config { explicit: true, at: Some(at), origin: self.config_count, ..Config::default() };
            let map = values[1].as_map("with").map_err(|fault| self.place(fault, at))?;
            for (key, value) in map.iter() {
                let name = key.as_string("with key").map_err(|fault| self.place(fault, at))?;
                let name = self.names.intern(&name.text.replace('_', "-"));
                if config.values.borrow().contains_key(&name) {
                    return self.fail(format!("The variable ${name} was configured twice."), at);
                }
                if name.starts_with('-') {
                    let message = format!(
                        "Configuring private variables (such as ${name}) is deprecated.\nThis will be an error in \
                         Dart Sass 2.0.0."
                    );
                    self.deprecated(crate::Deprecation::WithPrivate, message, at)?;
                }
                config.values.borrow_mut().insert(name, (value.clone(), at, at));
            }
            Rc::new(config)
        };
        let module = self.load_module(&url, config.clone(), at, "load-css()")?;
        self.check_configured(&config, true).map_err(|mut fault| {
            fault.at = at;
            fault
        })?;
        if matches!(module.kind, Kind::Builtin(..)) {
            return Ok(());
        }
        let nodes = self.combine(&module, true)?;
        self.include_css(&nodes)
    }

    /// A function of a module, for `meta.get-function`.
    pub(crate) fn module_function(&self, namespace: &Name, name: &Name) -> Res<Option<Rc<Function>>> {
        Ok(self.env.namespace(namespace)?.function(name))
    }
}

/// Where imports and the comments among them end in a list of root nodes.
pub(crate) fn end_of_imports(tree: &super::css::Tree, children: &[NodeId]) -> usize {
    let mut end = 0;
    for (i, child) in children.iter().enumerate() {
        match &tree.node(*child).css {
            Css::Import { .. } => end = i + 1,
            Css::Comment(_) => {}
            _ => break,
        }
    }
    end
}
