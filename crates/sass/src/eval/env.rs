//! Scopes and the modules that a file sees.

use super::callable::{Content, Function, Mixin};
use super::module::Module;
use super::variables::{Hint, Variable, Variables};
use crate::span::{At, Fault, Res};
use crate::value::{Name, OrderMap, Value};
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// One level of variables, functions and mixins.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    pub(crate) variables: RefCell<Variables>,
    /// What few scopes have, so that making and leaving the others costs nothing for it.
    more: OnceCell<Box<Members>>,
    parent: Option<Rc<Scope>>,
    /// Whether assignments here reach global variables: in control directives at the root.
    semi_global: bool,
}

/// What a scope may have besides variables.
#[derive(Debug, Default)]
pub(crate) struct Members {
    pub(crate) functions: RefCell<OrderMap<Name, Rc<Function>>>,
    pub(crate) mixins: RefCell<OrderMap<Name, Rc<Mixin>>>,
    /// What files imported in this scope forward; at the root [`Uses::imported`] holds it.
    pub(crate) imported: RefCell<Vec<Forwarded>>,
}

/// A module seen through `@forward`.
#[derive(Debug, Clone)]
pub(crate) struct Forwarded {
    pub(crate) module: Rc<Module>,
    pub(crate) prefix: Option<Name>,
    pub(crate) visibility: crate::ast::Visibility,
}

/// The modules that one file sees.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    pub(crate) namespaces: RefCell<OrderMap<Name, (Rc<Module>, At)>>,
    /// Those used `as *`.
    pub(crate) global: RefCell<Vec<(Rc<Module>, At)>>,
    /// Those that imported files forward, shared with the files that imports run for.
    pub(crate) imported: Rc<RefCell<Vec<Forwarded>>>,
    pub(crate) forwarded: RefCell<Vec<(Forwarded, At)>>,
    /// All modules used or forwarded, in order.
    pub(crate) upstream: RefCell<Vec<Rc<Module>>>,
    /// The variables with `!default`, which a load could have configured.
    pub(crate) configurable: RefCell<Vec<Name>>,
}

/// Where code runs.
#[derive(Debug, Clone)]
pub(crate) struct Env {
    pub(crate) scope: Rc<Scope>,
    pub(crate) uses: Rc<Uses>,
    pub(crate) content: Option<Rc<Content>>,
}

impl Scope {
    /// The functions, mixins and imports here, if there are any.
    pub(crate) fn members(&self) -> Option<&Members> {
        self.more.get().map(|members| &**members)
    }

    /// The functions, mixins and imports here, to add some.
    pub(crate) fn members_to_fill(&self) -> &Members {
        self.more.get_or_init(Box::default)
    }

    /// Forgets all that is declared here. A function holds the scope that it stands in, as that holds the function: they
    /// would keep each other for ever.
    pub(crate) fn clear(&self) {
        // What goes may hold other scopes, so that it goes when nothing here is borrowed any more.
        let variables = self.variables.take();
        let members = self.members().map(|members| (members.functions.take(), members.mixins.take()));
        drop((variables, members));
    }

    pub(crate) fn function(&self, name: &Name) -> Option<Rc<Function>> {
        self.members()?.functions.borrow().get(name).cloned()
    }

    pub(crate) fn mixin(&self, name: &Name) -> Option<Rc<Mixin>> {
        self.members()?.mixins.borrow().get(name).cloned()
    }

    /// What the latest file imported here says of a name.
    fn find_imported<T>(&self, get: impl FnMut(&Forwarded) -> Option<T>) -> Option<T> {
        self.members()?.imported.borrow().iter().rev().find_map(get)
    }
}

impl Uses {
    /// Forgets all modules.
    pub(crate) fn clear(&self) {
        let own = (self.namespaces.take(), self.global.take(), self.forwarded.take(), self.upstream.take());
        drop((own, self.imported.take()));
    }
}

impl Forwarded {
    fn inner_name<'n>(&self, name: &'n Name, variable: bool) -> Option<Cow<'n, Name>> {
        use crate::ast::Visibility::{All, Hide, Show};
        let listed = |list: &[Name]| list.contains(name);
        let visible = match &self.visibility {
            All => true,
            Show { members, variables } => listed(if variable { variables } else { members }),
            Hide { members, variables } => !listed(if variable { variables } else { members }),
        };
        if !visible {
            return None;
        }
        match &self.prefix {
            Some(prefix) => name.strip_prefix(&**prefix).map(|inner| Cow::Owned(inner.into())),
            None => Some(Cow::Borrowed(name)),
        }
    }

    pub(crate) fn outer_name(&self, name: &Name, variable: bool) -> Option<Name> {
        let full = match &self.prefix {
            Some(prefix) => Name::from(format!("{prefix}{name}").as_str()),
            None => name.clone(),
        };
        self.inner_name(&full, variable).is_some().then_some(full)
    }

    pub(crate) fn variable_home(&self, name: &Name) -> Option<(Rc<Module>, Name)> {
        self.module.variable_home(&*self.inner_name(name, true)?)
    }

    /// Where an assignment to a variable goes.
    pub(crate) fn assigned_home(&self, name: &Name) -> Option<(Rc<Module>, Name)> {
        self.module.assigned_home(&*self.inner_name(name, true)?)
    }

    pub(crate) fn function(&self, name: &Name) -> Option<Rc<Function>> {
        self.module.function(&*self.inner_name(name, false)?)
    }

    pub(crate) fn mixin(&self, name: &Name) -> Option<Rc<Mixin>> {
        self.module.mixin(&*self.inner_name(name, false)?)
    }
}

impl Env {
    pub(crate) fn new() -> Self {
        Self { scope: Rc::new(Scope::default()), uses: Rc::new(Uses::default()), content: None }
    }

    /// An environment with a scope in this one, for which it takes an empty scope that nobody else has.
    pub(crate) fn inner(&self, semi_global: bool, mut scope: Rc<Scope>) -> Self {
        if let Some(scope) = Rc::get_mut(&mut scope) {
            scope.semi_global = semi_global && (self.scope.semi_global || self.at_root());
            scope.parent = Some(self.scope.clone());
        }
        Self { scope, uses: self.uses.clone(), content: self.content.clone() }
    }

    /// Its scope, empty again, if nobody else has it.
    pub(crate) fn emptied(mut self) -> Option<Rc<Scope>> {
        let scope = Rc::get_mut(&mut self.scope)?;
        scope.variables.get_mut().clear();
        scope.more.take();
        scope.parent = None;
        Some(self.scope)
    }

    pub(crate) fn at_root(&self) -> bool {
        self.scope.parent.is_none()
    }

    pub(crate) fn root(&self) -> Rc<Scope> {
        self.root_scope().clone()
    }

    pub(crate) fn root_scope(&self) -> &Rc<Scope> {
        let mut scope = &self.scope;
        while let Some(parent) = &scope.parent {
            scope = parent;
        }
        scope
    }

    /// The root scope, if no scope before it has functions, mixins or imports.
    pub(crate) fn root_past_plain_scopes(&self) -> Option<&Rc<Scope>> {
        let mut scope = &self.scope;
        while let Some(parent) = &scope.parent {
            if scope.more.get().is_some() {
                return None;
            }
            scope = parent;
        }
        Some(scope)
    }

    fn scopes(&self) -> impl Iterator<Item = &Rc<Scope>> {
        std::iter::successors(Some(&self.scope), |scope| scope.parent.as_ref())
    }

    /// Finds one member among modules that are used without a namespace.
    fn among_global<T: Clone>(
        &self,
        kind: &str,
        get: impl Fn(&Rc<Module>) -> Option<T>,
        get_forwarded: impl Fn(&Forwarded) -> Option<T>,
        same: impl Fn(&T, &T) -> bool,
    ) -> Res<Option<T>> {
        for scope in self.scopes() {
            if let Some(found) = scope.find_imported(&get_forwarded) {
                return Ok(Some(found));
            }
        }
        if let Some(found) = self.uses.imported.borrow().iter().rev().find_map(&get_forwarded) {
            return Ok(Some(found));
        }
        let mut found: Option<T> = None;
        for (module, _) in self.uses.global.borrow().iter() {
            let Some(member) = get(module) else { continue };
            match &found {
                Some(old) if !same(old, &member) => {
                    let mut fault = Fault::bare(format!("This {kind} is available from multiple global modules."))
                        .label(&format!("{kind} use"));
                    for (module, at) in self.uses.global.borrow().iter() {
                        if get(module).is_some() {
                            fault = fault.other(*at, &format!("includes {kind}"));
                        }
                    }
                    return Err(fault);
                }
                _ => found = Some(member),
            }
        }
        Ok(found)
    }

    pub(crate) fn namespace(&self, name: &Name) -> Res<Rc<Module>> {
        self.uses
            .namespaces
            .borrow()
            .get(name)
            .map(|(module, _)| module.clone())
            .ok_or_else(|| Fault::bare(format!("There is no module with the namespace \"{name}\".")))
    }

    /// What is wanted of a variable that a scope around has; `take` hears which scope if it is a file's.
    pub(crate) fn in_scope<T>(
        &self,
        name: &Name,
        hint: &Hint,
        take: impl FnOnce(&Variable, Option<&Rc<Scope>>) -> T,
    ) -> Option<T> {
        for scope in self.scopes() {
            if let Some(found) = scope.variables.borrow().get_hinted(name, hint) {
                return Some(take(found, scope.parent.is_none().then_some(scope)));
            }
        }
        None
    }

    /// Whether no module gives this file variables without a namespace.
    pub(crate) fn has_own_variables_only(&self) -> bool {
        self.uses.global.borrow().is_empty()
            && self.uses.imported.borrow().is_empty()
            && self.scopes().all(|scope| scope.members().is_none_or(|members| members.imported.borrow().is_empty()))
    }

    pub(crate) fn variable(&self, name: &Name) -> Res<Option<(Value, At)>> {
        if let Some(found) = self.in_scope(name, &Hint::default(), |variable, _| variable.clone()) {
            return Ok(Some(found));
        }
        self.variable_of_modules(name)
    }

    /// A variable of the modules that are used without a namespace.
    pub(crate) fn variable_of_modules(&self, name: &Name) -> Res<Option<(Value, At)>> {
        let home = self.global_home(name)?;
        Ok(home.and_then(|(module, name)| module.own_variable(&name)))
    }

    fn global_home(&self, name: &Name) -> Res<Option<(Rc<Module>, Name)>> {
        self.among_global(
            "variable",
            |module| module.variable_home(name),
            |forwarded| forwarded.variable_home(name),
            |a, b| Rc::ptr_eq(&a.0, &b.0) && a.1 == b.1,
        )
    }

    /// The home of a variable that a file imported in a scope forwards.
    fn nested_home(&self, name: &Name) -> Option<(Rc<Module>, Name)> {
        self.scopes().find_map(|scope| scope.find_imported(|forwarded| forwarded.assigned_home(name)))
    }

    /// The variables that modules loaded by a file imported here take as their configuration.
    pub(crate) fn implicit_configuration(&self) -> OrderMap<Name, (Value, At, At)> {
        let mut out = OrderMap::default();
        let add_forwarded = |out: &mut OrderMap<Name, (Value, At, At)>, list: &[Forwarded]| {
            for forwarded in list {
                for name in forwarded.module.variable_names() {
                    if let Some(outer) = forwarded.outer_name(&name, true)
                        && let Some((value, at)) = forwarded.module.variable(&name)
                    {
                        out.insert(outer, (value, at, at));
                    }
                }
            }
        };
        add_forwarded(&mut out, &self.uses.imported.borrow());
        let scopes: Vec<&Rc<Scope>> = self.scopes().collect();
        for scope in scopes.into_iter().rev() {
            if let Some(members) = scope.members() {
                add_forwarded(&mut out, &members.imported.borrow());
            }
            for (name, (value, at)) in scope.variables.borrow().iter() {
                out.insert(name.clone(), (value.clone(), *at, *at));
            }
        }
        out
    }

    pub(crate) fn namespaced_variable(&self, namespace: &Name, name: &Name) -> Res<Option<(Value, At)>> {
        Ok(self.namespace(namespace)?.variable(name))
    }

    pub(crate) fn global_variable(&self, name: &Name) -> Res<Option<(Value, At)>> {
        if let Some(found) = self.root_scope().variables.borrow().get(name) {
            return Ok(Some(found.clone()));
        }
        let home = self.global_home(name)?;
        Ok(home.and_then(|(module, name)| module.own_variable(&name)))
    }

    /// Assigns; new names become local unless `global`. Says whether a variable of the file or of a module was set.
    pub(crate) fn assign(&self, name: &Name, value: Value, at: At, global: bool) -> Res<bool> {
        if global || self.at_root() {
            let root = self.root_scope();
            if let Some(slot) = root.variables.borrow_mut().get_mut(name) {
                *slot = (value, at);
                return Ok(true);
            }
            if let Some((module, inner)) = self.global_home(name)? {
                return module.set_own(&inner, value, at).map(|()| true);
            }
            root.variables.borrow_mut().add(name, (value, at));
            return Ok(true);
        }
        let mut local = true;
        for scope in self.scopes() {
            let is_root = scope.parent.is_none();
            if is_root && !self.scope.semi_global {
                local = false;
                break;
            }
            if let Some(slot) = scope.variables.borrow_mut().get_mut(name) {
                *slot = (value, at);
                return Ok(is_root);
            }
        }
        if let Some((module, inner)) = self.nested_home(name)
            && !self.root_scope().variables.borrow().contains(name)
        {
            return module.set_own(&inner, value, at).map(|()| true);
        }
        if local
            && self.scope.semi_global
            && let Some((module, inner)) = self.global_home(name)?
        {
            return module.set_own(&inner, value, at).map(|()| true);
        }
        // It was looked for in this scope above.
        self.scope.variables.borrow_mut().add(name, (value, at));
        Ok(false)
    }

    /// Declares in this very scope.
    pub(crate) fn declare(&self, name: &Name, value: Value, at: At) {
        self.scope.variables.borrow_mut().insert(name, (value, at));
    }

    pub(crate) fn function(&self, name: &Name) -> Res<Option<Rc<Function>>> {
        if let Some(found) = self.scopes().find_map(|scope| scope.function(name)) {
            return Ok(Some(found));
        }
        self.among_global(
            "function",
            |module| module.function(name),
            |forwarded| forwarded.function(name),
            |a, b| a.same(b),
        )
    }

    pub(crate) fn mixin(&self, name: &Name) -> Res<Option<Rc<Mixin>>> {
        if let Some(found) = self.scopes().find_map(|scope| scope.mixin(name)) {
            return Ok(Some(found));
        }
        self.among_global("mixin", |module| module.mixin(name), |forwarded| forwarded.mixin(name), |a, b| a.same(b))
    }
}
