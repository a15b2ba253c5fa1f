//! What a call in the source came to the last time it ran, which it hardly ever stops coming to.

use super::Eval;
use super::callable::{Builtin, Function, Run};
use crate::ast::{Args, Param, Params};
use crate::span::Res;
use crate::value::Name;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

/// Belongs to one call in a syntax tree.
#[derive(Debug, Default)]
pub(crate) struct Site {
    /// Whether it has been told that the global name is deprecated.
    pub(super) told: Cell<bool>,
    function: RefCell<Option<Found>>,
    overload: OnceCell<Box<(&'static Builtin, Overload)>>,
}

/// A copy of a call stands elsewhere, so it starts afresh.
impl Clone for Site {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// When and where a name was looked up. New files and new members make a new time, so that addresses tell scopes and
/// files apart for as long as one lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    time: u32,
    uses: usize,
    root: usize,
}

#[derive(Debug)]
struct Found {
    seen: Seen,
    /// The function, which is held by who declares it. A call in its own body must not hold it.
    function: Option<Weak<Function>>,
}

/// One of the signatures of a built-in function.
#[derive(Debug)]
pub(super) struct Overload {
    pub(super) signature: &'static str,
    pub(super) params: Rc<Params>,
    pub(super) run: Run,
    /// If arguments are passed by name: for each parameter after those that get theirs by position, which of them it is.
    pub(super) named: Option<Rc<[Option<usize>]>>,
}

/// The arguments by name that parameters get, if all arguments fit; `None` where they do not, or are caught by a rest.
fn sources(params: &Params, args: &Args) -> Option<Rc<[Option<usize>]>> {
    let by_position = args.positional.len();
    let rest = params.list.get(by_position..).filter(|_| params.rest.is_none())?;
    let source = |param: &Param| args.named.iter().position(|(name, ..)| *name == param.name);
    let sources: Rc<[Option<usize>]> = rest.iter().map(source).collect();
    let all_found = sources.iter().flatten().count() == args.named.len();
    let all_there = rest.iter().zip(&*sources).all(|(param, source)| source.is_some() || param.default.is_some());
    (all_found && all_there).then_some(sources)
}

impl Eval<'_> {
    /// The function that a call's name means.
    pub(super) fn function_at(&self, site: &Site, namespace: Option<&Name>, name: &Name) -> Res<Option<Rc<Function>>> {
        let find = || match namespace {
            Some(namespace) => Ok(self.env.namespace(namespace)?.function(name)),
            None => self.env.function(name),
        };
        let root = match namespace {
            Some(_) => 0,
            // Functions that stand in rules and the like come and go with these.
            None => match self.env.root_past_plain_scopes() {
                Some(root) => Rc::as_ptr(root).addr(),
                None => return find(),
            },
        };
        let seen = Seen { time: self.memo.members(), uses: Rc::as_ptr(&self.env.uses).addr(), root };
        if let Some(found) = &*site.function.borrow()
            && found.seen == seen
        {
            match &found.function {
                None => return Ok(None),
                Some(function) => {
                    if let Some(function) = function.upgrade() {
                        return Ok(Some(function));
                    }
                }
            }
        }
        let function = find()?;
        *site.function.borrow_mut() = Some(Found { seen, function: function.as_ref().map(Rc::downgrade) });
        Ok(function)
    }

    /// The signature that takes the arguments of a call, which are the same ones each time.
    pub(super) fn overload_at<'s>(
        &mut self,
        site: &'s Site,
        builtin: &'static Builtin,
        args: &Args,
    ) -> Res<Option<&'s Overload>> {
        if let Some(known) = site.overload.get() {
            let (known, overload) = &**known;
            // A name that has come to mean another function is looked at in full.
            return Ok(std::ptr::eq(*known, builtin).then_some(overload));
        }
        for (signature, run) in builtin.overloads {
            let params = self.signature(signature)?;
            let named = if args.named.is_empty() { None } else { sources(&params, args) };
            let fits = if args.named.is_empty() { params.take(args.positional.len()) } else { named.is_some() };
            if fits {
                let overload = Overload { signature, params, run: *run, named };
                let known = site.overload.get_or_init(|| Box::new((builtin, overload)));
                return Ok(Some(&known.1));
            }
        }
        Ok(None)
    }
}
