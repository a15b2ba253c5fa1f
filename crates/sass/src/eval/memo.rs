//! Results of functions, and declarations that mixins make, kept for calls with the same arguments.
//!
//! Design systems work out the same few colours and names over and over: a function's body need not run again when
//! nothing that it saw has changed. What a call sees is noted while it runs: a call that tells something, asks for
//! something that only holds where it stands, or changes anything keeps no result. Variables of the file that it reads
//! are noted with their values, and the result holds for as long as they have these, whatever else is assigned.

use super::Eval;
use super::callable::Arguments;
use super::css::{Css, NodeId};
use super::env::{Env, Scope};
use super::variables::Variable;
use crate::ast::Callable;
use crate::span::{At, Res};
use crate::value::{Color, List, Name, Number, Quick, QuickMap, Separator, Value};
use std::cell::{Cell, RefCell};
use std::hash::Hasher;
use std::ops::Range;
use std::rc::Rc;

/// How many results are kept at most.
const LIMIT: usize = 1 << 16;
/// How many calls of a function may come to nothing worth keeping before it is no longer tried.
const TRIES: u32 = 256;
/// How many values in lists and maps are looked at; larger ones are compared by their place in memory only.
const SMALL: usize = 48;
/// How many variables of files a call may read before it counts as reading all there are.
const READS: usize = 24;
/// Where no call is watched.
const UNWATCHED: usize = usize::MAX;

/// Whether keeping results of a function has been worth it.
#[derive(Debug, Default)]
pub(crate) struct Worth {
    kept: Cell<u32>,
    used: Cell<u32>,
    refused: Cell<u32>,
}

impl Worth {
    fn promising(&self) -> bool {
        let (kept, used) = (self.kept.get(), self.used.get());
        (kept < TRIES || used > kept / 4) && self.refused.get() < TRIES / 16
    }
}

fn count(cell: &Cell<u32>) {
    cell.set(cell.get().saturating_add(1));
}

/// What the code that runs has seen or done besides its arguments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    #[default]
    Arguments,
    Globals,
    /// Something after which running it again may be different.
    More,
}

/// A call as far as its result depends on it.
struct Call {
    callable: Rc<Callable>,
    env: Env,
    positional: Vec<(Value, At)>,
    named: Vec<(Name, Variable)>,
    separator: Option<Separator>,
    /// Whether it matters where the arguments are from: declarations remember that for the source map.
    placed: bool,
}

/// What a call came to.
#[derive(Clone)]
pub(super) enum Outcome {
    Value(Value),
    /// The nodes of a mixin's declarations.
    Declarations(Range<NodeId>),
}

/// A variable of a file, and what it was when a call asked for it: nothing if there was none.
#[derive(Clone)]
struct Read {
    root: Rc<Scope>,
    name: Name,
    value: Option<Variable>,
}

impl Read {
    fn is_of(&self, root: &Rc<Scope>, name: &Name) -> bool {
        self.name == *name && Rc::ptr_eq(&self.root, root)
    }

    fn holds(&self, placed: bool) -> bool {
        match (self.root.variables.borrow().get(&self.name), &self.value) {
            (Some((now, at)), Some((then, place))) => (!placed || at == place) && same(now, then),
            (None, None) => true,
            _ => false,
        }
    }
}

/// A result with the call it is of, what it took, and what it depends on.
struct Kept {
    call: Call,
    outcome: Outcome,
    steps: usize,
    members: u32,
    /// The time at which it was found, or at which all that it read was last seen to be the same.
    globals: Cell<u32>,
    /// Whether it read more of the files' variables than `reads` says.
    all_globals: bool,
    reads: Vec<Read>,
}

/// The results kept, by hashes of calls; the later call takes the place of one with the same hash.
pub(crate) struct Memo {
    results: QuickMap<u64, Kept>,
    seen: Cell<Seen>,
    /// What the watched calls have read, the innermost call's reads at the end.
    reads: RefCell<Vec<Read>>,
    /// Where those of the innermost begin.
    start: Cell<usize>,
    /// Goes up with each function, mixin or module that comes into sight.
    members: u32,
    /// Goes up with each change of a global variable.
    globals: u32,
}

impl Default for Memo {
    fn default() -> Self {
        Self {
            results: QuickMap::default(),
            seen: Cell::default(),
            reads: RefCell::default(),
            start: Cell::new(UNWATCHED),
            members: 0,
            globals: 0,
        }
    }
}

/// What a call whose result may be kept is remembered by while it runs.
pub(super) struct Pending {
    hash: u64,
    call: Call,
    steps: usize,
    outer: Seen,
    outer_start: usize,
}

/// What is known of a call before it runs.
pub(super) enum Outlook {
    /// Its outcome, and how many steps it took to find that.
    Known(Outcome, usize),
    Pending(Pending),
    /// Its result is not to be kept.
    Unkept,
}

impl Memo {
    /// Notes that the code that runs depends on more than arguments and variables, or does more than find a value.
    pub(crate) fn note_more(&self) {
        self.seen.set(Seen::More);
    }

    /// Notes that the code that runs reads a variable, or asks for one, that its function did not declare.
    pub(crate) fn note_global(&self) {
        self.seen.set(self.seen.get().max(Seen::Globals));
    }

    /// Notes that the code that runs reads a variable of its file, or asks in vain for one.
    pub(crate) fn note_read(&self, root: &Rc<Scope>, name: &Name, value: Option<&Variable>) {
        let start = self.start.get();
        if start == UNWATCHED {
            return;
        }
        let mut reads = self.reads.borrow_mut();
        if reads[start..].iter().any(|read| read.is_of(root, name)) {
            return;
        }
        if reads.len() - start >= READS {
            self.note_global();
            return;
        }
        reads.push(Read { root: root.clone(), name: name.clone(), value: value.cloned() });
    }

    /// Notes the reads of a call for the one around it.
    fn note_reads(&self, reads: &[Read]) {
        if self.start.get() == UNWATCHED {
            return;
        }
        for read in reads {
            self.note_read(&read.root, &read.name, read.root.variables.borrow().get(&read.name));
        }
    }

    /// Notes that names may mean other functions, mixins and modules from here on.
    pub(super) fn members_changed(&mut self) {
        self.members += 1;
    }

    /// A number that is another one after each such change.
    pub(super) fn members(&self) -> u32 {
        self.members
    }

    /// Notes that a global variable changes.
    pub(super) fn globals_changed(&mut self) {
        self.globals += 1;
    }

    fn valid(&self, kept: &Kept) -> bool {
        if kept.members != self.members {
            return false;
        }
        if kept.globals.get() == self.globals {
            return true;
        }
        let valid = !kept.all_globals && kept.reads.iter().all(|read| read.holds(kept.call.placed));
        if valid {
            kept.globals.set(self.globals);
        }
        valid
    }
}

impl Eval<'_> {
    /// Looks for the result of a call, and starts to watch it if there is none.
    pub(super) fn recall(&self, callable: &Rc<Callable>, env: &Env, args: &Arguments, placed: bool) -> Outlook {
        if !env.at_root() {
            // Its variables may change unseen.
            self.memo.note_more();
            return Outlook::Unkept;
        }
        // What is passed on by name to nobody in particular is to be looked at each time.
        let takes_names = callable.params.rest.is_some() && !args.named.is_empty();
        if self.in_supports || takes_names || !callable.worth.promising() {
            return Outlook::Unkept;
        }
        let Some(hash) = digest(callable, env, args, placed) else { return Outlook::Unkept };
        if let Some(kept) = self.memo.results.get(&hash)
            && kept.call.is_of(callable, env, args)
            && self.memo.valid(kept)
        {
            count(&callable.worth.used);
            if kept.all_globals {
                self.memo.note_global();
            }
            self.memo.note_reads(&kept.reads);
            return Outlook::Known(kept.outcome.clone(), kept.steps);
        }
        let call = Call {
            callable: callable.clone(),
            env: env.clone(),
            positional: args.positional.clone(),
            named: args.named.iter().map(|(name, variable)| (name.clone(), variable.clone())).collect(),
            separator: args.separator,
            placed,
        };
        let outer_start = self.memo.start.replace(self.memo.reads.borrow().len());
        Outlook::Pending(Pending { hash, call, steps: self.steps, outer: self.memo.seen.take(), outer_start })
    }

    /// Whether a mixin that makes nothing but declarations would add them to the style rule around.
    pub(super) fn is_right_in_rule(&self) -> bool {
        self.style_rule == Some(self.parent) && !self.without_rule && self.declaration.is_none()
    }

    /// Watches what a mixin makes, and keeps it if that is declarations in the style rule around.
    pub(super) fn keep_declarations(&mut self, pending: Pending, run: impl FnOnce(&mut Self) -> Res<()>) -> Res<()> {
        let (first, parent) = (self.tree.nodes.len(), self.parent);
        let before = self.tree.node(parent).children.len();
        let result = run(self);
        let made = first..self.tree.nodes.len();
        let is_declaration = |id| {
            let node = self.tree.node(id);
            node.parent as NodeId == parent && matches!(node.css, Css::Declaration { .. })
        };
        let plain = self.parent == parent
            && self.tree.node(parent).children.len() - before == made.len()
            && made.clone().all(is_declaration);
        if !plain {
            self.memo.note_more();
        }
        self.keep(pending, result.is_ok().then_some(Outcome::Declarations(made)));
        result
    }

    /// Ends the watch over a call; keeps its result if there is one that will do for the next call.
    pub(super) fn keep(&mut self, pending: Pending, outcome: Option<Outcome>) {
        let Pending { hash, call, steps, outer, outer_start } = pending;
        let seen = self.memo.seen.get();
        let start = self.memo.start.replace(outer_start);
        let reads: Vec<Read> = self.memo.reads.borrow_mut().drain(start..).collect();
        self.memo.note_reads(&reads);
        self.memo.seen.set(seen.max(outer));
        if seen == Seen::More {
            count(&call.callable.worth.refused);
            return;
        }
        count(&call.callable.worth.kept);
        let Some(outcome) = outcome.filter(|_| self.memo.results.len() < LIMIT) else { return };
        let kept = Kept {
            call,
            outcome,
            steps: self.steps - steps,
            members: self.memo.members,
            globals: Cell::new(self.memo.globals),
            all_globals: seen == Seen::Globals,
            reads,
        };
        self.memo.results.insert(hash, kept);
    }
}

impl Call {
    fn is_of(&self, callable: &Rc<Callable>, env: &Env, args: &Arguments) -> bool {
        Rc::ptr_eq(&self.callable, callable)
            && Rc::ptr_eq(&self.env.scope, &env.scope)
            && Rc::ptr_eq(&self.env.uses, &env.uses)
            && self.positional.len() == args.positional.len()
            && self.named.len() == args.named.len()
            && self.separator == args.separator
            && self.positional.iter().zip(&args.positional).all(|(own, other)| self.same_variable(own, other))
            && self
                .named
                .iter()
                .zip(args.named.iter())
                .all(|((name, own), (other_name, other))| name == other_name && self.same_variable(own, other))
    }

    fn same_variable(&self, (value, at): &Variable, (other, other_at): &Variable) -> bool {
        (!self.placed || at == other_at) && same(value, other)
    }
}

/// The hash of a call; `None` if an argument is of a kind that is not compared.
fn digest(callable: &Rc<Callable>, env: &Env, args: &Arguments, placed: bool) -> Option<u64> {
    let mut hash = Quick::default();
    hash.write_usize(Rc::as_ptr(callable).addr());
    hash.write_usize(Rc::as_ptr(&env.scope).addr());
    for (value, at) in &args.positional {
        add(&mut hash, value, &mut { SMALL })?;
        if placed {
            hash.write_u32(at.start);
        }
    }
    for (name, (value, _)) in args.named.iter() {
        std::hash::Hash::hash(name, &mut hash);
        add(&mut hash, value, &mut { SMALL })?;
    }
    Some(hash.finish())
}

/// Adds a value to a hash; of what it consists of, no more than is left to be looked at.
fn add(hash: &mut Quick, value: &Value, left: &mut usize) -> Option<()> {
    match value {
        Value::Null => hash.write_u64(1),
        Value::Bool(value) => hash.write_u64(2 + u64::from(*value)),
        Value::Number(number) => hash.write_u64(number.value.to_bits()),
        Value::String(text) => {
            hash.write(text.text.as_bytes());
            hash.write_u64(4 + u64::from(text.quoted));
        }
        Value::Color(color) => {
            for channel in color.channels {
                hash.write_u64(channel.map_or(6, f64::to_bits));
            }
        }
        Value::List(list) if has_names(list) => return None,
        Value::List(list) if list.items.len() <= SMALL => {
            hash.write_u64(7);
            if take(left, list.items.len()) {
                for item in &list.items {
                    add(hash, item, left)?;
                }
            }
        }
        Value::Map(map) if map.len() <= SMALL => {
            hash.write_u64(8);
            if take(left, map.len()) {
                for (key, item) in &**map {
                    add(hash, key, left)?;
                    add(hash, item, left)?;
                }
            }
        }
        Value::List(list) => hash.write_usize(Rc::as_ptr(list).addr()),
        Value::Map(map) => hash.write_usize(Rc::as_ptr(map).addr()),
        Value::Calculation(calculation) => hash.write_usize(Rc::as_ptr(calculation).addr()),
        Value::Function(function) => hash.write_usize(Rc::as_ptr(function).addr()),
        Value::Mixin(mixin) => hash.write_usize(Rc::as_ptr(mixin).addr()),
    }
    Some(())
}

/// Whether arguments passed by name are kept beside a list.
fn has_names(list: &List) -> bool {
    list.keywords.as_ref().is_some_and(|keywords| !keywords.map.is_empty())
}

/// Whether nothing can tell two values apart, which is more than that they are equal: `1px` is, say, `1.0000000000001px`.
fn same(a: &Value, b: &Value) -> bool {
    same_within(a, b, &mut { SMALL })
}

/// As [`same`]; what goes beyond so many more values is taken for different.
fn same_within(a: &Value, b: &Value, left: &mut usize) -> bool {
    match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => same_number(a, b),
        (Value::String(a), Value::String(b)) => a.quoted == b.quoted && a.text == b.text,
        (Value::Color(a), Value::Color(b)) => Rc::ptr_eq(a, b) || same_color(a, b),
        (Value::List(a), Value::List(b)) => {
            Rc::ptr_eq(a, b)
                || (take(left, a.items.len())
                    && a.items.len() == b.items.len()
                    && a.keywords.is_some() == b.keywords.is_some()
                    && !has_names(a)
                    && !has_names(b)
                    && a.separator == b.separator
                    && a.brackets == b.brackets
                    && a.items.iter().zip(&b.items).all(|(a, b)| same_within(a, b, left)))
        }
        (Value::Map(a), Value::Map(b)) => {
            Rc::ptr_eq(a, b)
                || (take(left, a.len())
                    && a.len() == b.len()
                    && a.iter()
                        .zip(&**b)
                        .all(|((key, a), (other, b))| same_within(key, other, left) && same_within(a, b, left)))
        }
        (Value::Calculation(a), Value::Calculation(b)) => Rc::ptr_eq(a, b),
        (Value::Function(a), Value::Function(b)) => Rc::ptr_eq(a, b),
        (Value::Mixin(a), Value::Mixin(b)) => Rc::ptr_eq(a, b),
        _ => false,
    }
}

fn same_number(a: &Number, b: &Number) -> bool {
    let slashes = match (a.slash(), b.slash()) {
        (None, None) => true,
        (Some(a), Some(b)) => same_number(&a.0, &b.0) && same_number(&a.1, &b.1),
        _ => false,
    };
    slashes && a.value.to_bits() == b.value.to_bits() && a.units() == b.units()
}

/// Takes a number off what is left, if there is as much.
fn take(left: &mut usize, count: usize) -> bool {
    let rest = left.checked_sub(count);
    *left = rest.unwrap_or(0);
    rest.is_some()
}

fn same_color(a: &Color, b: &Color) -> bool {
    let bits = |channel: Option<f64>| channel.map(f64::to_bits);
    a.space == b.space
        && a.channels.map(bits) == b.channels.map(bits)
        && bits(a.alpha) == bits(b.alpha)
        && a.spelling == b.spelling
}
