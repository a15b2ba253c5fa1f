//! Table: the words of JavaScript and TypeScript that are coloured.

/// Reserved words of statements and expressions.
pub(super) const KEYWORDS: &[&str] = &[
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
];

/// Words that declare.
pub(super) const DECLARATIONS: &[&str] =
    &["class", "const", "extends", "function", "get", "let", "set", "static", "var", "with"];

/// Words kept for later.
pub(super) const RESERVED: &[&str] = &["enum", "implements", "interface", "package", "private", "protected", "public"];

/// Constants.
pub(super) const CONSTANTS: &[&str] = &["Infinity", "NaN", "false", "null", "true", "undefined"];

/// Names the environment gives.
pub(super) const BUILTINS: &[&str] = &[
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
];

/// Keywords of TypeScript's own.
pub(super) const TYPESCRIPT_KEYWORDS: &[&str] =
    &["implements", "is", "namespace", "private", "protected", "public", "readonly", "static"];

/// Declaring words of TypeScript's own.
pub(super) const TYPESCRIPT_DECLARATIONS: &[&str] = &["abstract", "type"];

/// Types.
pub(super) const TYPESCRIPT_RESERVED: &[&str] = &["any", "declare", "interface", "keyof", "module", "number", "string"];

/// Names that TypeScript's environment gives.
pub(super) const TYPESCRIPT_BUILTINS: &[&str] = &[
    "Exclude",
    "Extract",
    "InstanceType",
    "NonNullable",
    "Omit",
    "Parameters",
    "Partial",
    "Pick",
    "Readonly",
    "Record",
    "Required",
    "ReturnType",
];
