//! Table: the words of JavaScript and TypeScript that are coloured.

use crate::words::Words;

/// Reserved words of statements and expressions.
pub(super) static KEYWORDS: Words = Words::new(&[
    "async",
    "await",
    "break",
    "case",
    "catch",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "export",
    "finally",
    "for",
    "from",
    "if",
    "import",
    "in",
    "instanceof",
    "new",
    "of",
    "return",
    "super",
    "switch",
    "this",
    "throw",
    "try",
    "typeof",
    "void",
    "while",
    "yield",
]);

/// Words that declare.
pub(super) static DECLARATIONS: Words =
    Words::new(&["class", "const", "extends", "function", "get", "let", "set", "static", "var", "with"]);

/// Words kept for later.
pub(super) static RESERVED: Words =
    Words::new(&["enum", "implements", "interface", "package", "private", "protected", "public"]);

/// Constants.
pub(super) static CONSTANTS: Words = Words::new(&["Infinity", "NaN", "false", "null", "true", "undefined"]);

/// Names the environment gives.
pub(super) static BUILTINS: Words = Words::new(&[
    "Array",
    "ArrayBuffer",
    "Boolean",
    "DataView",
    "Date",
    "Error",
    "Float32Array",
    "Float64Array",
    "Function",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "Map",
    "Math",
    "Number",
    "Object",
    "Packages",
    "Promise",
    "Proxy",
    "Reflect",
    "RegExp",
    "Set",
    "String",
    "Symbol",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "WeakMap",
    "WeakSet",
    "decodeURI",
    "decodeURIComponent",
    "document",
    "encodeURI",
    "encodeURIComponent",
    "eval",
    "global",
    "isFinite",
    "isNaN",
    "navigator",
    "netscape",
    "parseFloat",
    "parseInt",
    "self",
    "sun",
    "window",
]);

/// Keywords of TypeScript's own.
pub(super) static TYPESCRIPT_KEYWORDS: Words =
    Words::new(&["implements", "is", "namespace", "private", "protected", "public", "readonly", "static"]);

/// Declaring words of TypeScript's own.
pub(super) static TYPESCRIPT_DECLARATIONS: Words = Words::new(&["abstract", "type"]);

/// Types.
pub(super) static TYPESCRIPT_RESERVED: Words =
    Words::new(&["any", "declare", "interface", "keyof", "module", "number", "string"]);

/// Names that TypeScript's environment gives.
pub(super) static TYPESCRIPT_BUILTINS: Words = Words::new(&[
    "Capitalize",
    "ConstructorParameters",
    "Exclude",
    "Extract",
    "InstanceType",
    "Lowercase",
    "NonNullable",
    "Omit",
    "OmitThisParameter",
    "Parameters",
    "Partial",
    "Pick",
    "Readonly",
    "Record",
    "Required",
    "ReturnType",
    "ThisParameterType",
    "ThisType",
    "Uncapitalize",
    "Uppercase",
]);
