//! Function calls.

use super::arguments::fits;
use super::callable::{Arguments, Builtin, Function, Run};
use super::env::Env;
use super::memo::{Outcome, Outlook};
use super::site::{Overload, Site};
use super::{Eval, Member};
use crate::Deprecation;
use crate::ast::{Args, Call, Callable, Params};
use crate::serialize::{Mode, write_value};
use crate::span::{At, Fault, Res};
use crate::value::{Name, Separator, Value};
use std::rc::Rc;

impl Eval<'_> {
    pub(crate) fn call(&mut self, call: &Call, at: At) -> Res<Value> {
        let Call { namespace, name, original, args, calculation, global, site } = call;
        if namespace.is_some() {
            let found = self.function_at(site, namespace.as_deref(), name).map_err(|fault| self.place(fault, at))?;
            let Some(function) = found else { return self.fail("Undefined function.", at) };
            return self.call_with(&function, args, site, at);
        }
        // Functions of CSS itself, and those in plain CSS, are no Sass functions.
        let found = if original.starts_with("--") || self.running.css {
            None
        } else {
            self.function_at(site, None, name).map_err(|fault| self.place(fault, at))?
        };
        if let Some(function) = found {
            return self.call_with(&function, args, site, at);
        }
        if let Some(name) = calculation
            && let Some(result) = self.calculation_call(name, args, at)?
        {
            return Ok(result);
        }
        match global.filter(|_| !original.starts_with("--")) {
            Some(builtin) => {
                let fresh = !site.told.get();
                let value = self.call_builtin_with(builtin, fresh, args, site, at)?;
                if fresh && !self.quiet() {
                    site.told.set(true);
                }
                Ok(value)
            }
            None => self.css_function(original, args, at),
        }
    }

    /// Evaluates arguments and calls.
    fn call_with(&mut self, function: &Function, args: &Args, site: &Site, at: At) -> Res<Value> {
        if let Function::Builtin { builtin, global } = function {
            return self.call_builtin_with(builtin, *global, args, site, at);
        }
        let arguments = self.arguments(args)?;
        self.call_function(function, arguments, at)
    }

    fn call_builtin_with(
        &mut self,
        builtin: &'static Builtin,
        global: bool,
        args: &Args,
        site: &Site,
        at: At,
    ) -> Res<Value> {
        let overload = if args.rest.is_none() { self.overload_at(site, builtin, args)? } else { None };
        let Some(Overload { signature, params, run, named }) = overload else {
            let arguments = self.arguments(args)?;
            return self.call_builtin(builtin, global, arguments, at);
        };
        // Most calls are as plain as this: what they pass needs neither looking up of names nor places.
        let mut values = self.spare_values.pop().unwrap_or_else(|| Vec::with_capacity(8));
        for expr in &args.positional {
            let value = self.expression(expr)?;
            values.push(self.unslashed(value, expr.at)?);
        }
        match named {
            Some(sources) => self.fill_by_name(params, args, sources, &mut values)?,
            None => self.fill_up(params, &mut values)?,
        }
        let result = self.run_builtin(builtin, global, (signature, *run), &values, at);
        values.clear();
        self.spare_values.push(values);
        result
    }

    /// Adds what parameters of a built-in function get by name or by default.
    fn fill_by_name(
        &mut self,
        params: &Params,
        args: &Args,
        sources: &[Option<usize>],
        values: &mut Vec<Value>,
    ) -> Res<()> {
        let mut named = self.spare_values.pop().unwrap_or_else(|| Vec::with_capacity(8));
        for (_, expr, _) in &args.named {
            let value = self.expression(expr)?;
            named.push(self.unslashed(value, expr.at)?);
        }
        for (param, source) in params.list.iter().skip(values.len()).zip(sources) {
            values.push(match (source, &param.default) {
                (Some(index), _) => std::mem::replace(&mut named[*index], Value::Null),
                (None, Some(default)) => self.expression(default)?,
                (None, None) => Value::Null,
            });
        }
        named.clear();
        self.spare_values.push(named);
        Ok(())
    }

    /// A call that is left for CSS.
    pub(crate) fn css_function(&mut self, name: &str, args: &Args, at: At) -> Res<Value> {
        if !args.named.is_empty() || args.rest.as_ref().is_some_and(|rest| rest.keywords.is_some()) {
            return self.fail("Plain CSS functions don't support keyword arguments.", at);
        }
        let mut out = self.spare_texts.pop().unwrap_or_default();
        out.clear();
        out.push_str(name);
        out.push('(');
        for (i, arg) in args.positional.iter().chain(args.rest.as_ref().map(|rest| &rest.list)).enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            let value = self.expression(arg)?;
            self.css_argument(&mut out, &value, arg.at, at)?;
        }
        out.push(')');
        let value = Value::unquoted(out.as_str());
        self.spare_texts.push(out);
        Ok(value)
    }

    /// An argument of a call that is left for CSS.
    fn css_argument(&self, out: &mut String, value: &Value, at: At, call: At) -> Res<()> {
        let mode = Mode { compressed: false, inspect: false, quote: true };
        write_value(out, value, mode).map_err(|fault| {
            let fault = fault.label("value").other(call, "unknown function treated as plain CSS");
            self.place(fault, at)
        })
    }

    pub(crate) fn call_function(&mut self, function: &Function, args: Arguments, at: At) -> Res<Value> {
        match function {
            Function::User { callable, env } => match self.recall(callable, env, &args, false) {
                // It counts as run, so that what has no end comes to one just as soon.
                Outlook::Known(Outcome::Value(value), steps) => {
                    self.done_with(args);
                    self.steps(steps, at).map(|()| value)
                }
                Outlook::Known(..) | Outlook::Unkept => self.call_user(callable, env, args, at),
                Outlook::Pending(pending) => {
                    let result = self.call_user(callable, env, args, at);
                    self.keep(pending, result.as_ref().ok().cloned().map(Outcome::Value));
                    result
                }
            },
            Function::Builtin { builtin, global } => self.call_builtin(builtin, *global, args, at),
            Function::Css(name) => {
                if !args.named.is_empty() {
                    return self.fail("Plain CSS functions don't support keyword arguments.", at);
                }
                let values = args.positional.into_iter().map(|(value, _)| value).collect();
                let values = Value::list(values, Separator::Comma);
                let mut out = format!("{name}(");
                self.css_argument(&mut out, &values, at, at)?;
                out.push(')');
                Ok(Value::unquoted(out))
            }
        }
    }

    /// Runs a function of a stylesheet.
    fn call_user(&mut self, callable: &Rc<Callable>, env: &Env, args: Arguments, at: At) -> Res<Value> {
        let has_rest = callable.params.rest.is_some();
        self.in_frame(Member::Callable(callable.clone()), at, |eval| {
            let outer = eval.enter(Some(env), false);
            let was_in_function = std::mem::replace(&mut eval.in_function, true);
            let result = eval.bind(&callable.params, args, callable, at).and_then(|()| {
                let rest = if has_rest { eval.rest_value(callable) } else { None };
                let value = eval.statements(&callable.body)?;
                if let Some(rest) = rest {
                    eval.check_rest(&rest, at)?;
                }
                Ok(value)
            });
            eval.leave(outer);
            eval.in_function = was_in_function;
            match result? {
                Some(value) => Ok(value),
                None => Err(eval.place(Fault::bare("Function finished without @return."), callable.at)),
            }
        })
    }

    fn rest_value(&self, callable: &Callable) -> Option<Value> {
        let (name, _) = callable.params.rest.as_ref()?;
        self.env.scope.variables.borrow().get(name).map(|(value, _)| value.clone())
    }

    /// Keyword arguments that nobody looked at were meant for nobody.
    fn check_rest(&self, rest: &Value, at: At) -> Res<()> {
        let Value::List(list) = rest else { return Ok(()) };
        let Some(keywords) = &list.keywords else { return Ok(()) };
        if keywords.map.is_empty() || keywords.accessed.get() {
            return Ok(());
        }
        let names: Vec<String> = keywords.map.keys().map(|name| format!("${name}")).collect();
        let plural = if names.len() == 1 { "parameter" } else { "parameters" };
        let words = super::arguments::join_words(&names, "or");
        Err(self.place(Fault::bare(format!("No {plural} named {words}.")), at))
    }

    fn call_builtin(&mut self, builtin: &'static Builtin, global: bool, args: Arguments, at: At) -> Res<Value> {
        let mut chosen = None;
        for (signature, run) in builtin.overloads {
            let params = self.signature(signature)?;
            if fits(&params, args.positional.len(), &args.named) {
                chosen = Some((*signature, *run));
                break;
            }
        }
        let (signature, run) = match chosen {
            Some(chosen) => chosen,
            None => {
                // The nearest in the number of arguments makes the message.
                let mut best: Option<(usize, &'static str, super::callable::Run)> = None;
                for (signature, run) in builtin.overloads {
                    let params = self.signature(signature)?;
                    let distance = params.list.len().abs_diff(args.positional.len());
                    let better = match best {
                        None => true,
                        Some((old, ..)) => {
                            distance < old || (distance == old && params.list.len() < args.positional.len())
                        }
                    };
                    if better {
                        best = Some((distance, signature, *run));
                    }
                }
                match best {
                    Some((_, signature, run)) => (signature, run),
                    None => return self.fail("Undefined function.", at),
                }
            }
        };
        let values = self.builtin_arguments(signature, args, at, builtin.module, builtin.name)?;
        self.run_builtin(builtin, global, (signature, run), &values, at)
    }

    fn run_builtin(
        &mut self,
        builtin: &'static Builtin,
        global: bool,
        (signature, run): (&str, Run),
        values: &[Value],
        at: At,
    ) -> Res<Value> {
        let outer = std::mem::replace(&mut self.call_at, at);
        let result = self.deeper(at, |eval| {
            if global {
                eval.warn_global(builtin, at)?;
            }
            run(eval, values)
        });
        self.call_at = outer;
        let value = result.map_err(|fault| self.place(fault, at))?.without_slash();
        self.grown(&value, at)?;
        if let Some(rest @ Value::List(_)) = values.last()
            && signature.ends_with("...")
        {
            self.check_rest(rest, at)?;
        }
        Ok(value)
    }

    /// Global names of module functions are deprecated.
    fn warn_global(&mut self, builtin: &'static Builtin, at: At) -> Res<()> {
        match crate::modules::module_name(builtin) {
            Some((module, name)) => self.global_builtin(module, name, at),
            None => Ok(()),
        }
    }

    /// Tells that a global function is deprecated for one of a module.
    pub(crate) fn global_builtin(&mut self, module: &'static str, name: &'static str, at: At) -> Res<()> {
        self.deprecated_as(Deprecation::GlobalBuiltin, (module, name), at, |_| {
            format!(
                "Global built-in functions are deprecated and will be removed in Dart Sass 3.0.0.\nUse {module}.{name} \
                 instead.\n\nMore info and automated migrator: https://sass-lang.com/d/import"
            )
        })
    }

    /// Calls a function value, for `meta.call`.
    pub(crate) fn call_value(&mut self, function: &Rc<Function>, args: Arguments) -> Res<Value> {
        let at = self.call_at;
        self.call_function(function, args, at)
    }

    /// Finds the function that a name means where the call is.
    pub(crate) fn find_function(&mut self, name: &Name) -> Res<Option<Rc<Function>>> {
        if let Some(function) = self.env.function(name)? {
            return Ok(Some(function));
        }
        Ok(crate::modules::global(name).map(|builtin| Rc::new(Function::Builtin { builtin, global: true })))
    }
}
