//! The built-in modules, a file each, and the global names of old.

pub(crate) mod color;
mod color_channels;
mod color_legacy;
mod color_parse;
mod color_update;
pub(crate) mod list;
pub(crate) mod map;
pub(crate) mod math;
pub(crate) mod meta;
pub(crate) mod selector;
pub(crate) mod string;

use crate::eval::callable::{Builtin, Function};
use crate::value::{Name, QuickMap, Value};
use std::rc::Rc;
use std::sync::LazyLock;

const MODULES: [&str; 7] = ["color", "list", "map", "math", "meta", "selector", "string"];

/// The name of a module as the compiler keeps it.
pub(crate) fn module_by_name(name: &str) -> Option<&'static str> {
    MODULES.iter().copied().find(|own| *own == name)
}

fn functions(module: &str) -> &'static [Builtin] {
    match module {
        "color" => color::FUNCTIONS,
        "list" => list::FUNCTIONS,
        "map" => map::FUNCTIONS,
        "math" => math::FUNCTIONS,
        "meta" => meta::FUNCTIONS,
        "selector" => selector::FUNCTIONS,
        "string" => string::FUNCTIONS,
        _ => &[],
    }
}

/// The functions of a module by their names.
pub(crate) fn functions_by_name(module: &str) -> QuickMap<Name, Rc<Function>> {
    let function = |builtin: &'static Builtin| Rc::new(Function::Builtin { builtin, global: false });
    functions(module).iter().map(|builtin| (builtin.name.into(), function(builtin))).collect()
}

/// The names of a module's functions.
pub(crate) fn function_names(module: &str) -> Vec<Name> {
    functions(module).iter().map(|function| function.name.into()).collect()
}

/// The value of a module's variable.
pub(crate) fn variable(module: &str, name: &str) -> Option<Value> {
    if module != "math" {
        return None;
    }
    math::VARIABLES.iter().find(|(own, _)| *own == name).map(|(_, value)| Value::number(*value))
}

/// The names of a module's variables.
pub(crate) fn variable_names(module: &str) -> Vec<Name> {
    if module != "math" {
        return Vec::new();
    }
    math::VARIABLES.iter().map(|(name, _)| (*name).into()).collect()
}

/// Global names with the module and the name there.
const ALIASES: &[(&str, &str, &str)] = &[
    ("append", "list", "append"),
    ("call", "meta", "call"),
    ("ceil", "math", "ceil"),
    ("comparable", "math", "compatible"),
    ("content-exists", "meta", "content-exists"),
    ("feature-exists", "meta", "feature-exists"),
    ("floor", "math", "floor"),
    ("function-exists", "meta", "function-exists"),
    ("get-function", "meta", "get-function"),
    ("get-mixin", "meta", "get-mixin"),
    ("global-variable-exists", "meta", "global-variable-exists"),
    ("index", "list", "index"),
    ("inspect", "meta", "inspect"),
    ("is-bracketed", "list", "is-bracketed"),
    ("is-superselector", "selector", "is-superselector"),
    ("join", "list", "join"),
    ("keywords", "meta", "keywords"),
    ("length", "list", "length"),
    ("list-separator", "list", "separator"),
    ("map-get", "map", "get"),
    ("map-has-key", "map", "has-key"),
    ("map-keys", "map", "keys"),
    ("map-merge", "map", "merge"),
    ("map-remove", "map", "remove"),
    ("map-values", "map", "values"),
    ("max", "math", "max"),
    ("min", "math", "min"),
    ("mixin-exists", "meta", "mixin-exists"),
    ("nth", "list", "nth"),
    ("percentage", "math", "percentage"),
    ("quote", "string", "quote"),
    ("random", "math", "random"),
    ("round", "math", "round"),
    ("abs", "math", "abs"),
    ("selector-append", "selector", "append"),
    ("selector-extend", "selector", "extend"),
    ("selector-nest", "selector", "nest"),
    ("selector-parse", "selector", "parse"),
    ("selector-replace", "selector", "replace"),
    ("selector-unify", "selector", "unify"),
    ("set-nth", "list", "set-nth"),
    ("simple-selectors", "selector", "simple-selectors"),
    ("str-index", "string", "index"),
    ("str-insert", "string", "insert"),
    ("str-length", "string", "length"),
    ("str-slice", "string", "slice"),
    ("to-lower-case", "string", "to-lower-case"),
    ("to-upper-case", "string", "to-upper-case"),
    ("type-of", "meta", "type-of"),
    ("unique-id", "string", "unique-id"),
    ("unit", "math", "unit"),
    ("unitless", "math", "is-unitless"),
    ("unquote", "string", "unquote"),
    ("variable-exists", "meta", "variable-exists"),
    ("zip", "list", "zip"),
    ("complement", "color", "complement"),
    ("mix", "color", "mix"),
    ("adjust-color", "color", "adjust"),
    ("scale-color", "color", "scale"),
    ("change-color", "color", "change"),
    ("ie-hex-str", "color", "ie-hex-str"),
];

/// The functions that have global names.
static GLOBALS: LazyLock<QuickMap<&'static str, &'static Builtin>> = LazyLock::new(|| {
    let aliased = |module: &str, inner: &str| functions(module).iter().find(|function| function.name == inner);
    let aliases = ALIASES.iter().filter_map(|(name, module, inner)| Some((*name, aliased(module, inner)?)));
    color_legacy::GLOBALS.iter().map(|function| (function.name, function)).chain(aliases).collect()
});

/// Finds the function that a global name means.
pub(crate) fn global(name: &str) -> Option<&'static Builtin> {
    GLOBALS.get(name).copied()
}

/// The module and the name there to use in place of a global function; `None` for those that stay, or tell themselves.
pub(crate) fn module_name(builtin: &'static Builtin) -> Option<(&'static str, &'static str)> {
    match builtin.module {
        // This one alone never told.
        "color" if builtin.name == "ie-hex-str" => None,
        "" => None,
        module => Some(module.split_once('.').unwrap_or((module, builtin.name))),
    }
}

/// Whether plain CSS may call a function: CSS has it too, or Sass has none of that name.
pub(crate) fn allowed_in_css(name: &str) -> bool {
    let of_css = matches!(
        name,
        "abs"
            | "alpha"
            | "color"
            | "grayscale"
            | "hsl"
            | "hsla"
            | "hwb"
            | "invert"
            | "lab"
            | "lch"
            | "max"
            | "min"
            | "oklab"
            | "oklch"
            | "opacity"
            | "rgb"
            | "rgba"
            | "round"
            | "saturate"
    );
    of_css || global(name).is_none()
}
