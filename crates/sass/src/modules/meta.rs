//! `sass:meta`.

use crate::Deprecation;
use crate::eval::Eval;
use crate::eval::callable::{Arguments, Builtin, Function};
use crate::span::{Fault, Res};
use crate::value::{CalcArg, Map, Name, Separator, Value};
use std::rc::Rc;

macro_rules! meta {
    ($($name:literal $signature:literal $run:expr;)*) => {
        pub(crate) static FUNCTIONS: &[Builtin] = &[
            $(Builtin { name: $name, module: "meta", overloads: &[($signature, $run)] },)*
        ];
    };
}

meta! {
    "inspect" "$value" |_, v| Ok(Value::unquoted(v[0].inspect()));
    "type-of" "$value" |_, v| Ok(Value::unquoted(v[0].type_name()));
    "keywords" "$args" keywords;
    "feature-exists" "$feature" feature_exists;
    "calc-name" "$calc" |_, v| match &v[0] {
        Value::Calculation(calc) => Ok(Value::quoted(calc.name.clone())),
        other => Err(Fault::argument("calc", format!("{} is not a calculation.", other.inspect()))),
    };
    "calc-args" "$calc" calc_args;
    "function-exists" "$name, $module: null" function_exists;
    "variable-exists" "$name" |eval, v| {
        let name = name(eval, &v[0], "name")?;
        Ok(Value::Bool(eval.has_variable(&name, false)?))
    };
    "global-variable-exists" "$name, $module: null" global_variable_exists;
    "mixin-exists" "$name, $module: null" mixin_exists;
    "content-exists" "" content_exists;
    "get-function" "$name, $css: false, $module: null" get_function;
    "get-mixin" "$name, $module: null" get_mixin;
    "call" "$function, $args..." call;
    "module-variables" "$module" module_variables;
    "module-functions" "$module" module_functions;
    "module-mixins" "$module" module_mixins;
    "accepts-content" "$mixin" |_, v| match &v[0] {
        Value::Mixin(mixin) => Ok(Value::Bool(mixin.accepts_content())),
        other => Err(Fault::argument("mixin", format!("{} is not a mixin reference.", other.inspect()))),
    };
}

fn name(eval: &mut Eval<'_>, value: &Value, argument: &str) -> Res<Name> {
    let text = value.as_string(argument)?.text.replace('_', "-");
    Ok(eval.intern(&text))
}

/// The module of a `$module` argument.
fn module_argument(value: &Value) -> Res<Option<Name>> {
    if value.is_null() {
        return Ok(None);
    }
    Ok(Some(value.as_string("module")?.text.replace('_', "-").as_str().into()))
}

/// The module of a namespace, with this module's words where there is none.
fn module_of(eval: &Eval<'_>, namespace: &Name) -> Res<Rc<crate::eval::module::Module>> {
    eval.env
        .namespace(namespace)
        .map_err(|_| Fault::bare(format!("There is no module with namespace \"{namespace}\".")))
}

fn keywords(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let keywords = match &v[0] {
        Value::List(list) => list.keywords.as_ref(),
        _ => None,
    };
    let Some(keywords) = keywords else {
        return Err(Fault::argument("args", format!("{} is not an argument list.", v[0].inspect())));
    };
    keywords.accessed.set(true);
    let map: Map = keywords.map.iter().map(|(name, value)| (Value::unquoted(name.clone()), value.clone())).collect();
    Ok(Value::map(map))
}

fn feature_exists(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let at = eval.call_at;
    eval.deprecated(
        Deprecation::FeatureExists,
        "The feature-exists() function is deprecated.\n\nMore info: https://sass-lang.com/d/feature-exists",
        at,
    )?;
    let feature = v[0].as_string("feature")?;
    Ok(Value::Bool(matches!(
        &*feature.text,
        "global-variable-shadowing" | "extend-selector-pseudoclass" | "units-level-3" | "at-error" | "custom-property"
    )))
}

fn calc_args(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let Value::Calculation(calc) = &v[0] else {
        return Err(Fault::argument("calc", format!("{} is not a calculation.", v[0].inspect())));
    };
    let items = calc.args.iter().map(|arg| match arg {
        CalcArg::Op(..) => {
            let text = Value::from(arg.clone()).inspect();
            let inner = text.strip_prefix("calc(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(&text);
            Value::unquoted(inner)
        }
        other => Value::from(other.clone()),
    });
    Ok(Value::list(items.collect(), Separator::Comma))
}

fn function_exists(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let name = name(eval, &v[0], "name")?;
    if let Some(module) = module_argument(&v[1])? {
        return Ok(Value::Bool(module_of(eval, &module)?.function(&name).is_some()));
    }
    Ok(Value::Bool(eval.find_function(&name)?.is_some() || &*name == "if"))
}

fn global_variable_exists(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let name = name(eval, &v[0], "name")?;
    if let Some(module) = module_argument(&v[1])? {
        eval.memo.note_global();
        return Ok(Value::Bool(eval.env.namespaced_variable(&module, &name)?.is_some()));
    }
    Ok(Value::Bool(eval.has_variable(&name, true)?))
}

fn mixin_exists(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let name = name(eval, &v[0], "name")?;
    if let Some(module) = module_argument(&v[1])? {
        return Ok(Value::Bool(module_of(eval, &module)?.mixin(&name).is_some()));
    }
    Ok(Value::Bool(eval.env.mixin(&name)?.is_some()))
}

fn content_exists(eval: &mut Eval<'_>, _: &[Value]) -> Res<Value> {
    eval.memo.note_more();
    if !eval.is_in_mixin() {
        return Err(Fault::bare("content-exists() may only be called within a mixin."));
    }
    Ok(Value::Bool(eval.env.content.is_some()))
}

fn get_function(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let original = v[0].as_string("name")?.text.clone();
    let name = name(eval, &v[0], "name")?;
    let module = module_argument(&v[2])?;
    if v[1].truthy() {
        if module.is_some() {
            return Err(Fault::bare("$css and $module may not both be passed at once."));
        }
        return Ok(Value::Function(Rc::new(Function::Css(original))));
    }
    let found = match module {
        Some(module) => eval.module_function(&module, &name)?,
        None => eval.find_function(&name)?,
    };
    found.map(Value::Function).ok_or_else(|| Fault::bare(format!("Function not found: {}", v[0].inspect())))
}

fn get_mixin(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let name = name(eval, &v[0], "name")?;
    let found = match module_argument(&v[1])? {
        Some(module) => module_of(eval, &module)?.mixin(&name),
        None => eval.env.mixin(&name)?,
    };
    found.map(Value::Mixin).ok_or_else(|| Fault::bare(format!("Mixin not found: {}", v[0].inspect())))
}

fn call(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let at = eval.call_at;
    let mut args = Arguments::default();
    if let Value::List(rest) = &v[1] {
        args.positional = rest.items.iter().map(|value| (value.clone(), at)).collect();
        if let Some(keywords) = &rest.keywords {
            keywords.accessed.set(true);
            for (name, value) in &keywords.map {
                args.named.insert(name, (value.clone(), at));
            }
        }
    }
    match &v[0] {
        Value::Function(function) => eval.call_value(function, args),
        Value::String(text) => {
            let message = format!(
                "Passing a string to call() is deprecated and will be illegal in Dart Sass 2.0.0.\n\nRecommendation: \
                 call(get-function({}))",
                v[0].inspect()
            );
            eval.deprecated(Deprecation::CallString, message, at)?;
            let name = eval.intern(&text.text.replace('_', "-"));
            let function = match eval.find_function(&name)? {
                Some(function) => function,
                None => Rc::new(Function::Css(text.text.clone())),
            };
            eval.call_value(&function, args)
        }
        other => Err(Fault::argument("function", format!("{} is not a function reference.", other.inspect()))),
    }
}

fn module_variables(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    eval.memo.note_global();
    let module = module_of(eval, &Name::from(&*v[0].as_string("module")?.text))?;
    let mut map = Map::default();
    for name in module.variable_names() {
        if let Some((value, _)) = module.variable(&name) {
            map.insert(Value::quoted(name), value);
        }
    }
    Ok(Value::map(map))
}

fn module_functions(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let module = module_of(eval, &Name::from(&*v[0].as_string("module")?.text))?;
    let mut map = Map::default();
    for name in module.function_names() {
        if let Some(function) = module.function(&name) {
            map.insert(Value::quoted(name), Value::Function(function));
        }
    }
    Ok(Value::map(map))
}

fn module_mixins(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let module = module_of(eval, &Name::from(&*v[0].as_string("module")?.text))?;
    let mut map = Map::default();
    for name in module.mixin_names() {
        if let Some(mixin) = module.mixin(&name) {
            map.insert(Value::quoted(name), Value::Mixin(mixin));
        }
    }
    Ok(Value::map(map))
}
