//! Modules: what a file defines and what CSS it makes.

use super::callable::{Function, Mixin};
use super::css::NodeId;
use super::env::{Env, Forwarded, Members};
use crate::extend::Store;
use crate::span::{At, Fault, Res};
use crate::value::{Name, OrderMap, QuickMap, QuickSet, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// The values that a load configures.
#[derive(Debug, Default)]
pub(crate) struct Config {
    pub(crate) values: RefCell<OrderMap<Name, (Value, At, At)>>,
    /// Whether it was written with `with`, rather than arising from global variables of an `@import`.
    pub(crate) explicit: bool,
    /// Where it was written.
    pub(crate) at: Option<At>,
    /// The same for configurations made from one another.
    pub(crate) origin: usize,
}

impl Config {
    /// Takes out the value of a variable. The order of those that stay is looked at only if somebody wrote them.
    pub(crate) fn take(&self, name: &Name) -> Option<(Value, At, At)> {
        let mut values = self.values.borrow_mut();
        if self.explicit { values.shift_remove(name) } else { values.swap_remove(name) }
    }
}

/// The comments that stand before the loading of modules. A file shares them with the file that loads it, once that has
/// any: dart-sass does, and it shows where both load one module.
pub(crate) type Comments = Rc<RefCell<Vec<(Rc<Module>, Vec<NodeId>)>>>;

/// What a module is made of.
#[derive(Debug)]
pub(crate) enum Kind {
    /// One of `sass:…`, by its name without the scheme, with its functions.
    Builtin(&'static str, QuickMap<Name, Rc<Function>>),
    File {
        env: Env,
        root: NodeId,
        store: Rc<RefCell<Store>>,
        comments: Option<Comments>,
    },
}

/// A loaded module.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) kind: Kind,
    pub(crate) upstream: Vec<Rc<Module>>,
    pub(crate) has_css: bool,
    pub(crate) has_extensions: bool,
    pub(crate) config: Rc<Config>,
    pub(crate) config_at: At,
}

impl Module {
    /// What the last of the modules that this one forwards says of a name.
    fn find_forwarded<T>(&self, get: impl Fn(&Forwarded) -> Option<T>) -> Option<T> {
        match &self.kind {
            Kind::Builtin(..) => None,
            Kind::File { env, .. } => {
                env.uses.forwarded.borrow().iter().rev().find_map(|(forwarded, _)| get(forwarded))
            }
        }
    }

    /// The module a variable is really of, with its name there.
    pub(crate) fn variable_home(self: &Rc<Self>, name: &Name) -> Option<(Rc<Self>, Name)> {
        match &self.kind {
            Kind::Builtin(module, _) => crate::modules::variable(module, name).map(|_| (self.clone(), name.clone())),
            Kind::File { env, .. } => {
                if name.starts_with('-') {
                    return None;
                }
                if env.root_scope().variables.borrow().contains(name) {
                    return Some((self.clone(), name.clone()));
                }
                self.find_forwarded(|forwarded| forwarded.variable_home(name))
            }
        }
    }

    /// Where an assignment from outside to a variable goes: what a module forwards comes before its own.
    pub(crate) fn assigned_home(self: &Rc<Self>, name: &Name) -> Option<(Rc<Self>, Name)> {
        if name.starts_with('-') {
            return None;
        }
        let forwarded = self.find_forwarded(|forwarded| forwarded.assigned_home(name));
        forwarded.or_else(|| self.variable_home(name))
    }

    /// Whether a configuration of these variables would have changed this module or one that it forwards or uses.
    pub(crate) fn could_be_configured(&self, names: &[Name]) -> bool {
        let Kind::File { env, .. } = &self.kind else { return false };
        env.uses.configurable.borrow().iter().any(|own| names.contains(own))
            || env.uses.forwarded.borrow().iter().any(|(forwarded, _)| {
                forwarded
                    .module
                    .variable_names()
                    .iter()
                    .any(|inner| forwarded.outer_name(inner, true).is_some_and(|outer| names.contains(&outer)))
            })
    }

    /// A variable of this module itself.
    pub(crate) fn own_variable(&self, name: &Name) -> Option<(Value, At)> {
        match &self.kind {
            Kind::Builtin(module, _) => crate::modules::variable(module, name).map(|value| (value, At::NONE)),
            Kind::File { env, .. } => env.root_scope().variables.borrow().get(name).cloned(),
        }
    }

    pub(crate) fn variable(self: &Rc<Self>, name: &Name) -> Option<(Value, At)> {
        let (module, name) = self.variable_home(name)?;
        module.own_variable(&name)
    }

    pub(crate) fn set_own(&self, name: &Name, value: Value, at: At) -> Res<()> {
        match &self.kind {
            Kind::Builtin(..) => Err(Fault::bare("Cannot modify built-in variable.")),
            Kind::File { env, .. } => {
                env.root_scope().variables.borrow_mut().insert(name, (value, at));
                Ok(())
            }
        }
    }

    pub(crate) fn function(&self, name: &Name) -> Option<Rc<Function>> {
        match &self.kind {
            Kind::Builtin(_, functions) => functions.get(name).cloned(),
            Kind::File { env, .. } => {
                if name.starts_with('-') {
                    return None;
                }
                env.root_scope().function(name).or_else(|| self.find_forwarded(|forwarded| forwarded.function(name)))
            }
        }
    }

    pub(crate) fn mixin(&self, name: &Name) -> Option<Rc<Mixin>> {
        match &self.kind {
            Kind::Builtin("meta", _) => match &**name {
                "load-css" => Some(Rc::new(Mixin::LoadCss)),
                "apply" => Some(Rc::new(Mixin::Apply)),
                _ => None,
            },
            Kind::Builtin(..) => None,
            Kind::File { env, .. } => {
                if name.starts_with('-') {
                    return None;
                }
                env.root_scope().mixin(name).or_else(|| self.find_forwarded(|forwarded| forwarded.mixin(name)))
            }
        }
    }

    /// The names of all variables, forwarded ones first.
    pub(crate) fn variable_names(&self) -> Vec<Name> {
        self.names(
            true,
            |env| env.root_scope().variables.borrow().names().cloned().collect(),
            Self::variable_names,
            crate::modules::variable_names,
        )
    }

    pub(crate) fn function_names(&self) -> Vec<Name> {
        self.names(
            false,
            |env| {
                let keys = |members: &Members| members.functions.borrow().keys().cloned().collect();
                env.root_scope().members().map(keys).unwrap_or_default()
            },
            Self::function_names,
            crate::modules::function_names,
        )
    }

    pub(crate) fn mixin_names(&self) -> Vec<Name> {
        self.names(
            false,
            |env| {
                let keys = |members: &Members| members.mixins.borrow().keys().cloned().collect();
                env.root_scope().members().map(keys).unwrap_or_default()
            },
            Self::mixin_names,
            |module| {
                if module == "meta" { vec!["load-css".into(), "apply".into()] } else { Vec::new() }
            },
        )
    }

    fn names(
        &self,
        variable: bool,
        own: impl Fn(&Env) -> Vec<Name>,
        of_other: impl Fn(&Self) -> Vec<Name>,
        builtin: impl Fn(&str) -> Vec<Name>,
    ) -> Vec<Name> {
        match &self.kind {
            Kind::Builtin(module, _) => builtin(module),
            Kind::File { env, .. } => {
                let mut out: Vec<Name> = Vec::new();
                let mut seen: QuickSet<Name> = QuickSet::default();
                for (forwarded, _) in env.uses.forwarded.borrow().iter() {
                    for name in of_other(&forwarded.module) {
                        if let Some(name) = forwarded.outer_name(&name, variable)
                            && seen.insert(name.clone())
                        {
                            out.push(name);
                        }
                    }
                }
                out.extend(own(env).into_iter().filter(|name| !name.starts_with('-') && seen.insert(name.clone())));
                out
            }
        }
    }

    pub(crate) fn store(&self) -> Option<&Rc<RefCell<Store>>> {
        match &self.kind {
            Kind::Builtin(..) => None,
            Kind::File { store, .. } => Some(store),
        }
    }
}
