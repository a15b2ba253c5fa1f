//! Arguments: evaluated, and bound to parameters.

use super::Eval;
use super::callable::Arguments;
use super::variables::Variables;
use crate::ast::{Args, Callable, Params};
use crate::span::{At, Fault, Res, SourceFile};
use crate::value::{Keywords, List, Separator, Value};
use std::rc::Rc;

impl Eval<'_> {
    pub(crate) fn arguments(&mut self, args: &Args) -> Res<Arguments> {
        let mut out = self.spare_arguments.pop().unwrap_or_default();
        out.positional.reserve(args.positional.len());
        for expr in &args.positional {
            out.positional.push(self.passed(expr)?);
        }
        for (name, expr, _) in &args.named {
            let passed = self.passed(expr)?;
            out.named.insert(name, passed);
        }
        let Some(rest) = &args.rest else { return Ok(out) };
        let (rest, keyword_rest) = (&rest.list, &rest.keywords);
        let value = self.expression(rest)?;
        let at = self.expression_place(rest);
        match &value {
            Value::Map(map) => self.add_keywords(&mut out, map, at, rest.at)?,
            Value::List(list) => {
                out.positional.extend(list.items.iter().map(|item| (item.clone().without_slash(), at)));
                out.separator = Some(list.separator);
                if let Some(keywords) = &list.keywords {
                    keywords.accessed.set(true);
                    for (name, value) in &keywords.map {
                        out.named.insert(name, (value.clone().without_slash(), at));
                    }
                }
            }
            _ => out.positional.push((value.clone().without_slash(), at)),
        }
        let Some(keyword_rest) = keyword_rest else { return Ok(out) };
        let value = self.expression(keyword_rest)?;
        let at = self.expression_place(keyword_rest);
        match value.try_map() {
            Some(map) => self.add_keywords(&mut out, &map, at, keyword_rest.at)?,
            None => {
                let message = format!("Variable keyword arguments must be a map (was {}).", value.inspect());
                return self.fail(message, keyword_rest.at);
            }
        }
        Ok(out)
    }

    fn add_keywords(&mut self, out: &mut Arguments, map: &crate::value::Map, at: At, place: At) -> Res<()> {
        for (key, value) in map {
            let Value::String(name) = key else {
                let message = format!(
                    "Variable keyword argument map must have string keys.\n{} is not a string in {}.",
                    key.inspect(),
                    Value::map(map.clone()).inspect()
                );
                return self.fail(message, place);
            };
            let name = self.names.intern(&name.text.replace('_', "-"));
            out.named.insert(&name, (value.clone().without_slash(), at));
        }
        Ok(())
    }

    /// Keeps the room that arguments took for the next ones.
    pub(crate) fn done_with(&mut self, mut args: Arguments) {
        args.positional.clear();
        args.named.clear();
        args.separator = None;
        self.spare_arguments.push(args);
    }

    /// Binds arguments to parameters in the current scope.
    pub(crate) fn bind(&mut self, params: &Params, mut args: Arguments, callable: &Callable, call: At) -> Res<()> {
        self.verify(params, &args, callable, call)?;
        let mut given = args.positional.drain(..);
        for param in &params.list {
            let (value, at) = match given.next() {
                Some(value) => value,
                None => match args.named.remove(&param.name) {
                    Some(value) => value,
                    None => {
                        let Some(default) = &param.default else { continue };
                        self.passed(default)?
                    }
                },
            };
            self.env.declare(&param.name, value, at);
        }
        let items = given.map(|(value, _)| value);
        if let Some((rest, _)) = &params.rest {
            let list = rest_list(items.collect(), &args.named, args.separator);
            self.env.declare(rest, Value::List(list), call);
        } else {
            drop(items);
        }
        self.done_with(args);
        Ok(())
    }

    /// Refuses arguments that do not fit.
    fn verify(&self, params: &Params, args: &Arguments, callable: &Callable, call: At) -> Res<()> {
        if let Some(message) = mismatch(params, args) {
            let mut fault = Fault::new(message, call);
            if !fault.message.ends_with("both by position and by name.") {
                fault = fault.label("invocation").other(callable.header, "declaration");
            }
            return Err(self.place(fault, call));
        }
        Ok(())
    }

    /// The parsed parameters of a built-in function.
    pub(crate) fn signature(&mut self, text: &'static str) -> Res<Rc<Params>> {
        let key = (text.as_ptr() as usize, text.len());
        if let Some(params) = self.signatures.get(&key) {
            return Ok(params.clone());
        }
        let source = SourceFile::new(String::new(), "(builtin)".to_owned(), format!("({text})"), false);
        let id = self.files.add(source);
        let file = self.files.get(id);
        let params = Rc::new(crate::parse::signature(id, &file, &mut self.names)?);
        self.signatures.insert(key, params.clone());
        Ok(params)
    }

    /// Adds what parameters of a built-in function get that arguments, all by position, leave out.
    pub(crate) fn fill_up(&mut self, params: &Params, values: &mut Vec<Value>) -> Res<()> {
        let given = values.len().min(params.list.len());
        let rest: Option<Vec<Value>> = params.rest.as_ref().map(|_| values.drain(given..).collect());
        for param in params.list.iter().skip(values.len()) {
            values.push(match &param.default {
                Some(default) => self.expression(default)?,
                None => Value::Null,
            });
        }
        values.extend(rest.map(|items| Value::List(rest_list(items, &Variables::default(), None))));
        Ok(())
    }

    /// Lines arguments up with a built-in function's parameters.
    pub(crate) fn builtin_arguments(
        &mut self,
        signature: &'static str,
        args: Arguments,
        call: At,
        module: &str,
        name: &str,
    ) -> Res<Vec<Value>> {
        let params = self.signature(signature)?;
        if let Some(message) = mismatch(&params, &args) {
            let text = format!("@function {name}({signature}) {{");
            let end = text.len() as u32 - 2;
            let url = format!("sass:{module}");
            let file = self.files.add(SourceFile::new(url.clone(), url, text, false));
            let header = At { file, start: "@function ".len() as u32, end };
            let fault = Fault::new(message, call).label("invocation").other(header, "declaration");
            return Err(self.place(fault, call));
        }
        self.line_up(&params, args)
    }

    pub(crate) fn line_up(&mut self, params: &Params, mut args: Arguments) -> Res<Vec<Value>> {
        let mut out = Vec::with_capacity(params.list.len() + 1);
        let mut given = args.positional.drain(..);
        for param in &params.list {
            let value = match given.next() {
                Some((value, _)) => value,
                None => match args.named.remove(&param.name) {
                    Some((value, _)) => value,
                    None => match &param.default {
                        Some(default) => self.expression(default)?,
                        None => Value::Null,
                    },
                },
            };
            out.push(value);
        }
        let items = given.map(|(value, _)| value);
        if params.rest.is_some() {
            out.push(Value::List(rest_list(items.collect(), &args.named, args.separator)));
        } else {
            drop(items);
        }
        self.done_with(args);
        Ok(out)
    }
}

thread_local! {
    /// What a rest parameter gets where nothing is left for it, which is most often.
    static NOTHING: Rc<List> = Rc::new(List {
        items: Vec::new(),
        separator: Separator::Comma,
        brackets: false,
        keywords: Some(Rc::default()),
    });
}

fn rest_list(items: Vec<Value>, named: &Variables, separator: Option<Separator>) -> Rc<List> {
    let separator = match separator {
        None | Some(Separator::Undecided) => Separator::Comma,
        Some(separator) => separator,
    };
    if items.is_empty() && named.is_empty() && separator == Separator::Comma {
        return NOTHING.with(Rc::clone);
    }
    let map = named.iter().map(|(name, (value, _))| (name.clone(), value.clone())).collect();
    let keywords = Some(Rc::new(Keywords { map, accessed: std::cell::Cell::new(false) }));
    Rc::new(List { items, separator, brackets: false, keywords })
}

/// Whether arguments fit parameters.
pub(crate) fn fits(params: &Params, positional: usize, named: &Variables) -> bool {
    let mut used = 0;
    for (i, param) in params.list.iter().enumerate() {
        if i < positional {
            if named.contains(&param.name) {
                return false;
            }
        } else if named.contains(&param.name) {
            used += 1;
        } else if param.default.is_none() {
            return false;
        }
    }
    params.rest.is_some() || (positional <= params.list.len() && used >= named.len())
}

/// What is wrong with arguments, in words.
fn mismatch(params: &Params, args: &Arguments) -> Option<String> {
    let positional = args.positional.len();
    let mut used = 0;
    for (i, param) in params.list.iter().enumerate() {
        if i < positional {
            if args.named.contains(&param.name) {
                return Some(format!("Argument ${} was passed both by position and by name.", param.original));
            }
        } else if args.named.contains(&param.name) {
            used += 1;
        } else if param.default.is_none() {
            return Some(format!("Missing argument ${}.", param.original));
        }
    }
    if params.rest.is_some() {
        return None;
    }
    if positional > params.list.len() {
        let by_name = if args.named.is_empty() { "" } else { "positional " };
        let count = params.list.len();
        let plural = if count == 1 { "argument" } else { "arguments" };
        let were = if positional == 1 { "was" } else { "were" };
        return Some(format!("Only {count} {by_name}{plural} allowed, but {positional} {were} passed."));
    }
    if used < args.named.len() {
        let unknown: Vec<String> = args
            .named
            .names()
            .filter(|name| !params.list.iter().any(|param| param.name == **name))
            .map(|name| format!("${name}"))
            .collect();
        let plural = if unknown.len() == 1 { "parameter" } else { "parameters" };
        return Some(format!("No {plural} named {}.", join_words(&unknown, "or")));
    }
    None
}

/// `a, b or c`.
pub(crate) fn join_words(words: &[String], conjunction: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} {conjunction} {second}"),
        [init @ .., last] => format!("{}, {conjunction} {last}", init.join(", ")),
    }
}
