//! From syntax tree to CSS tree.

mod arguments;
mod at_root;
pub(crate) mod calculate;
mod call;
pub(crate) mod callable;
mod combine;
pub(crate) mod css;
pub(crate) mod env;
mod expression;
mod find;
mod import;
mod media;
pub(crate) mod memo;
pub(crate) mod module;
mod rules;
pub(crate) mod site;
mod statement;
mod supports;
pub(crate) mod variables;
mod warn;

use crate::ast::{Callable, Stylesheet};
use crate::error::{Error, Frame, Warning};
use crate::extend::Store;
use crate::parse::scanner::Names;
use crate::selector::SelectorList;
use crate::span::{At, Fault, Files, Generated, Res, SourceFile};
use crate::value::{Name, QuickMap, QuickSet, Value};
use crate::{Deprecation, Loader, Options, Output, Source, Syntax};
use css::{Css, MediaQuery, NodeId, Tree};
use env::Env;
use module::{Config, Module};
use std::cell::RefCell;
use std::rc::Rc;

/// How deep calls and nested evaluation may go.
const DEPTH_LIMIT: usize = 4000;

/// How messages call a text without a name.
pub(crate) const NO_NAME: &str = "-";

/// What a line of a stack trace calls the code that ran.
#[derive(Debug, Clone)]
pub(crate) enum Member {
    /// A rule, or the stylesheet itself.
    Named(&'static str),
    /// A function or mixin.
    Callable(Rc<Callable>),
}

impl Member {
    fn text(&self) -> String {
        match self {
            Self::Named(name) => (*name).to_owned(),
            Self::Callable(callable) => format!("{}()", callable.original),
        }
    }
}

/// The file that runs.
#[derive(Debug, Clone)]
pub(crate) struct Running {
    pub(crate) url: Rc<str>,
    pub(crate) css: bool,
    pub(crate) dependency: bool,
}

/// The state of a compilation.
#[expect(clippy::struct_excessive_bools, reason = "each flag is a fact about the context that statements ask for")]
pub(crate) struct Eval<'a> {
    pub(crate) files: &'a Files,
    pub(crate) names: Names,
    options: &'a Options,
    loader: &'a dyn Loader,
    pub(crate) tree: Tree,
    pub(crate) env: Env,
    parent: NodeId,
    root: NodeId,
    pub(crate) style_rule: Option<NodeId>,
    /// Whether `@at-root` has taken the style rule's place.
    without_rule: bool,
    media: Option<Rc<Vec<MediaQuery>>>,
    media_sources: Vec<MediaQuery>,
    declaration: Option<Rc<str>>,
    in_function: bool,
    in_keyframes: bool,
    in_unknown_at_rule: bool,
    in_supports: bool,
    in_mixin: bool,
    member: Member,
    stack: Vec<(Member, At)>,
    pub(crate) call_at: At,
    depth: usize,
    steps: usize,
    modules: QuickMap<String, Rc<Module>>,
    parsed: QuickMap<String, Rc<Stylesheet>>,
    active: Vec<(String, At)>,
    store: Rc<RefCell<Store>>,
    config: Rc<Config>,
    config_count: usize,
    running: Running,
    comments: Option<module::Comments>,
    comment_mark: usize,
    warnings: Vec<Warning>,
    warned: QuickSet<(String, At)>,
    /// Deprecations told of, where what tells them knows the message by less than its text.
    warned_keys: QuickSet<(Deprecation, (&'static str, &'static str), At)>,
    counts: QuickMap<Deprecation, usize>,
    loaded: Vec<String>,
    /// By where and how they were asked for, the files that were found and whether that was through a load path.
    found: QuickMap<String, (String, bool)>,
    signatures: QuickMap<(usize, usize), Rc<crate::ast::Params>>,
    pub(crate) random: u64,
    unique: u64,
    /// Room for texts that are being put together, one in another, kept for the next ones.
    spare_texts: Vec<String>,
    /// Room for arguments of built-in functions, a list for each call that is going on at once.
    spare_values: Vec<Vec<Value>>,
    /// Scopes that were left, and arguments that were bound, for the next ones.
    spare_scopes: Vec<Rc<env::Scope>>,
    spare_arguments: Vec<callable::Arguments>,
    /// The scopes that have functions or mixins, which hold them too.
    filled: Vec<Rc<env::Scope>>,
    media_cache: QuickMap<String, Rc<Vec<MediaQuery>>>,
    pub(crate) memo: memo::Memo,
}

/// Compiles: parse, evaluate, combine, serialise.
pub(crate) fn run(source: &Source, options: &Options, loader: &dyn Loader) -> Result<Output, Error> {
    let files = Files::default();
    let mut eval = Eval::new(&files, options, loader);
    let outcome = eval.run(source).map_err(|fault| eval.error(*fault));
    drop(eval);
    let (mut output, sources) = outcome?;
    if let Some(map) = &mut output.source_map {
        map.sources_content = files.into_texts(&sources);
    }
    Ok(output)
}

impl Drop for Eval<'_> {
    /// Takes apart what holds each other, so that a process that compiles again and again does not grow.
    fn drop(&mut self) {
        for scope in self.filled.drain(..) {
            scope.clear();
        }
        #[expect(clippy::iter_over_hash_type, reason = "all are emptied, in whatever order")]
        for module in self.modules.values() {
            if let module::Kind::File { env, .. } = &module.kind {
                env.uses.clear();
            }
        }
    }
}

impl<'a> Eval<'a> {
    fn new(files: &'a Files, options: &'a Options, loader: &'a dyn Loader) -> Self {
        let mut tree = Tree::default();
        let root = tree.add(Css::Root, At::NONE);
        Self {
            files,
            names: Names::default(),
            options,
            loader,
            tree,
            env: Env::new(),
            parent: root,
            root,
            style_rule: None,
            without_rule: false,
            media: None,
            media_sources: Vec::new(),
            declaration: None,
            in_function: false,
            in_keyframes: false,
            in_unknown_at_rule: false,
            in_supports: false,
            in_mixin: false,
            member: Member::Named("root stylesheet"),
            stack: Vec::new(),
            call_at: At::NONE,
            depth: 0,
            steps: 0,
            modules: QuickMap::default(),
            parsed: QuickMap::default(),
            active: Vec::new(),
            store: Rc::default(),
            config: Rc::default(),
            config_count: 0,
            running: Running { url: "".into(), css: false, dependency: false },
            comments: None,
            comment_mark: 0,
            warnings: Vec::new(),
            warned: QuickSet::default(),
            warned_keys: QuickSet::default(),
            counts: QuickMap::default(),
            loaded: Vec::new(),
            found: QuickMap::default(),
            signatures: QuickMap::default(),
            random: 0x9e37_79b9_7f4a_7c15,
            unique: 0,
            spare_texts: Vec::new(),
            spare_values: Vec::new(),
            spare_scopes: Vec::new(),
            spare_arguments: Vec::new(),
            filled: Vec::new(),
            media_cache: QuickMap::default(),
            memo: memo::Memo::default(),
        }
    }

    /// Gives the output, without the texts of the source map's files but with the numbers of these.
    fn run(&mut self, source: &Source) -> Res<(Output, Vec<u32>)> {
        if !source.path.is_empty() {
            self.loaded.push(source.path.clone());
        }
        let stylesheet = self.parse_text(&source.path, source.text.clone(), source.syntax)?;
        self.active.push((source.path.clone(), At::NONE));
        let module = self.execute(&source.path, &stylesheet, Rc::default(), At::NONE, false)?;
        self.check_extensions(&module)?;
        let nodes = self.combine(&module, false)?;
        let compressed = self.options.style == crate::Style::Compressed;
        let serialized = crate::serialize::css::serialize(
            &self.tree,
            self.files,
            &nodes,
            compressed,
            self.options.source_map,
            self.options.charset,
        )?;
        self.summarize_warnings();
        let (lines, columns) = serialized.moved;
        let count_mark = self.options.count_byte_order_mark;
        let map = serialized.map.map(|map| map.finish(self.files, lines, columns, count_mark));
        let (source_map, sources) = map.unzip();
        let output = Output {
            css: serialized.css,
            source_map,
            warnings: std::mem::take(&mut self.warnings),
            loaded: std::mem::take(&mut self.loaded),
        };
        Ok((output, sources.unwrap_or_default()))
    }

    /// Parses a text as a file.
    pub(crate) fn parse_text(&mut self, url: &str, mut text: String, syntax: Syntax) -> Res<Rc<Stylesheet>> {
        let shown = if url.is_empty() { NO_NAME.to_owned() } else { self.loader.display(url) };
        let real_url = if url.is_empty() { data_url(&text) } else { url.to_owned() };
        let mark = text.starts_with('\u{feff}');
        if mark {
            text.remove(0);
        }
        let id = self.files.add(SourceFile::new(real_url, shown, text, mark));
        let file = self.files.get(id);
        let stylesheet = crate::parse::stylesheet(id, &file, syntax, &mut self.names)?;
        Ok(Rc::new(stylesheet))
    }

    /// The trace from a place outwards.
    pub(crate) fn trace(&self, at: At) -> Vec<Frame> {
        let mut frames = Vec::with_capacity(self.stack.len() + 1);
        if !at.is_none() {
            frames.push(self.files.frame(at, self.member.text()));
        }
        for (member, call) in self.stack.iter().rev() {
            frames.push(self.files.frame(*call, member.text()));
        }
        frames
    }

    /// Fills in the place and trace of a fault where they are not known yet.
    pub(crate) fn place(&self, fault: Box<Fault>, at: At) -> Box<Fault> {
        let mut fault = fault;
        if let Some(Generated { text, start, end }) = fault.generated.take() {
            let file = self.files.add(SourceFile::new(String::new(), NO_NAME.to_owned(), text.to_string(), false));
            let at = At { file, start, end };
            if fault.at.is_none() {
                fault.at = at;
                fault.trace = Some(self.trace(at));
            } else {
                fault.label = " ".to_owned();
                fault.others.push((at, "error in interpolated output".to_owned()));
            }
        }
        let mut fault = fault.place(at);
        if let Some(from) = fault.from.take() {
            let (file, line, column) = self.files.shown(from);
            fault.message = format!(
                "From line {line}, column {column} of {file}: \n{}\n{}",
                crate::highlight::highlight(self.files, from, "", &[]),
                fault.message
            );
        }
        if fault.trace.is_none() && !fault.at.is_none() {
            fault.trace = Some(self.trace(fault.at));
        }
        fault
    }

    pub(crate) fn fail<T>(&self, message: impl Into<String>, at: At) -> Res<T> {
        Err(self.place(Fault::bare(message), at))
    }

    fn error(&mut self, fault: Fault) -> Error {
        let trace = fault.trace.clone().unwrap_or_else(|| self.trace(fault.at));
        let mut formatted = fault.message.clone();
        let frame = crate::highlight::highlight(self.files, fault.at, &fault.label, &fault.others);
        if !frame.is_empty() {
            formatted.push('\n');
            formatted.push_str(&frame);
        }
        for line in crate::error::format_trace(&trace).lines() {
            formatted.push_str("\n  ");
            formatted.push_str(line);
        }
        Error {
            message: fault.message,
            span: Box::new(self.files.span(fault.at)),
            trace,
            formatted,
            warnings: std::mem::take(&mut self.warnings),
        }
    }

    /// Runs something one level deeper on the Rust stack.
    pub(crate) fn deeper<T>(&mut self, at: At, run: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        if self.depth >= DEPTH_LIMIT {
            return self.fail("Stack Overflow", at);
        }
        self.depth += 1;
        let result = run(self);
        self.depth -= 1;
        result
    }

    /// Counts a turn of a loop or a call, so that a stylesheet without end comes to one.
    pub(crate) fn step(&mut self, at: At) -> Res<()> {
        self.steps(1, at)
    }

    /// Counts what making a value takes by its size, so that values do not grow without end.
    pub(crate) fn grown(&mut self, value: &Value, at: At) -> Res<()> {
        match value {
            Value::String(text) if text.text.len() > 1024 => self.steps(text.text.len() / 64, at),
            Value::List(list) if list.items.len() > 64 => self.steps(list.items.len() / 8, at),
            _ => Ok(()),
        }
    }

    fn steps(&mut self, count: usize, at: At) -> Res<()> {
        self.steps += count;
        if self.steps > self.options.step_limit {
            let message =
                format!("The stylesheet takes more than {} steps; it may never end.", self.options.step_limit);
            return self.fail(message, at);
        }
        Ok(())
    }

    /// Runs something as a member called at a place.
    pub(crate) fn in_frame<T>(&mut self, member: Member, at: At, run: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        self.step(at)?;
        let old = std::mem::replace(&mut self.member, member);
        self.stack.push((old, at));
        let result =
            self.deeper(at, run).map_err(|fault| if fault.at.is_none() { fault } else { self.place(fault, at) });
        if let Some((old, _)) = self.stack.pop() {
            self.member = old;
        }
        result
    }

    /// Runs something in a new scope.
    pub(crate) fn scoped<T>(&mut self, semi_global: bool, when: bool, run: impl FnOnce(&mut Self) -> Res<T>) -> Res<T> {
        if !when {
            return run(self);
        }
        let outer = self.enter(None, semi_global);
        let result = run(self);
        self.leave(outer);
        result
    }

    /// Goes into a new scope, within an environment or the current one; gives the one to come back to.
    pub(crate) fn enter(&mut self, env: Option<&Env>, semi_global: bool) -> Env {
        let scope = self.spare_scopes.pop().unwrap_or_default();
        let inner = env.unwrap_or(&self.env).inner(semi_global, scope);
        std::mem::replace(&mut self.env, inner)
    }

    /// Comes back from a scope to what was before.
    pub(crate) fn leave(&mut self, outer: Env) {
        let inner = std::mem::replace(&mut self.env, outer);
        self.spare_scopes.extend(inner.emptied());
    }

    /// The selector of the style rule that `&` means.
    pub(crate) fn parent_selector(&self) -> Option<Rc<SelectorList>> {
        match &self.tree.node(self.style_rule?).css {
            Css::Rule { original, .. } => Some(original.clone()),
            _ => None,
        }
    }

    pub(crate) fn intern(&mut self, name: &str) -> Name {
        self.names.intern(name)
    }

    /// A name that no other call gives.
    pub(crate) fn unique_id(&mut self) -> String {
        self.memo.note_more();
        self.unique += 1;
        let mut value = self.unique.wrapping_mul(0x9e37_79b9) ^ 0x5bd1_e995;
        let mut out = String::from("u");
        for _ in 0..6 {
            out.push(char::from_digit((value % 36) as u32, 36).unwrap_or('0'));
            value /= 36;
        }
        format!("{out}{}", self.unique)
    }

    /// A number in `0..1`, the same ones in every compilation.
    pub(crate) fn next_random(&mut self) -> f64 {
        self.memo.note_more();
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The URL that stands for a text without one.
fn data_url(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::from("data:;charset=utf-8,");
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'();/?:@&=+$,".contains(&byte) {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

impl Eval<'_> {
    /// Whether a mixin runs.
    pub(crate) fn is_in_mixin(&self) -> bool {
        self.in_mixin
    }
}

#[cfg(test)]
mod tests {
    use super::Eval;
    use crate::span::Files;
    use crate::{Memory, Options, Source};
    use std::rc::{Rc, Weak};

    #[test]
    fn nothing_is_left_of_a_compilation() {
        let loader = Memory::from([
            (
                "_m.scss",
                "$f: null !default; @function a($x) { @return if($x > 0, a($x - 1), $f); } @mixin b { @content }",
            ),
            ("_n.scss", "@use 'm'; @function c() { @return m.a(2); } $own: get-function('c');"),
        ]);
        let right = "@use 'sass:meta'; @use 'n' as *; @function f($x) { @return $x; } $held: meta.get-function('f');
            a { @function g() { @return f(1); } a: g(); b: f(2); c: c() }";
        let wrong = format!("{right} a {{ b: $none }}");
        for (text, fails) in [(right, false), (&*wrong, true)] {
            let files = Files::default();
            let options = Options::default();
            let mut eval = Eval::new(&files, &options, &loader);
            let outcome = eval.run(&Source::new("main.scss", text));
            assert_eq!(outcome.is_err(), fails, "{outcome:?}");
            let scopes: Vec<Weak<_>> = eval.filled.iter().map(Rc::downgrade).collect();
            let sheets: Vec<Weak<_>> = eval.parsed.values().map(Rc::downgrade).collect();
            assert!(scopes.len() >= 3 && sheets.len() >= 2, "{} {}", scopes.len(), sheets.len());
            drop(eval);
            assert!(scopes.iter().all(|scope| scope.upgrade().is_none()), "scopes are left");
            assert!(sheets.iter().all(|sheet| sheet.upgrade().is_none()), "sheets are left");
        }
    }
}
