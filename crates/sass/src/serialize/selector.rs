//! Selectors as CSS text.

use crate::selector::parse::is_identifier;
use crate::selector::{Complex, Pseudo, SelectorList, Simple};

/// Writes a list; `indent` is put before selectors that have a line of their own.
pub(crate) fn write_list(out: &mut String, list: &SelectorList, compressed: bool, indent: usize, inspect: bool) {
    let mut first = true;
    for complex in &list.complexes {
        if !inspect && complex.invisible() {
            continue;
        }
        if !first {
            out.push(',');
            if complex.line_break && !compressed {
                out.push('\n');
                out.extend(std::iter::repeat_n("  ", indent));
            } else if !compressed {
                out.push(' ');
            }
        }
        first = false;
        write_complex(out, complex, compressed, indent, inspect);
    }
}

/// A list as `meta.inspect` and messages show it.
pub(crate) fn list_text(list: &SelectorList) -> String {
    let mut out = String::new();
    write_list(&mut out, list, false, 0, true);
    out
}

/// A complex selector as messages show it.
pub(crate) fn complex_text(complex: &Complex) -> String {
    let mut out = String::new();
    write_complex(&mut out, complex, false, 0, true);
    out
}

/// A compound selector as messages show it.
pub(crate) fn compound_text(simples: &[Simple]) -> String {
    let mut out = String::new();
    for simple in simples {
        write_simple(&mut out, simple, false, 0, true);
    }
    out
}

/// A simple selector as messages show it.
pub(crate) fn simple_text(simple: &Simple) -> String {
    compound_text(std::slice::from_ref(simple))
}

fn write_complex(out: &mut String, complex: &Complex, compressed: bool, indent: usize, inspect: bool) {
    let space = if compressed { "" } else { " " };
    for (i, combinator) in complex.leading.iter().enumerate() {
        if i > 0 {
            out.push_str(space);
        }
        out.push_str(combinator.text());
    }
    if !complex.leading.is_empty() && !complex.components.is_empty() {
        out.push_str(space);
    }
    for (i, component) in complex.components.iter().enumerate() {
        let before = out.len();
        for simple in &*component.simples {
            write_simple(out, simple, compressed, indent, inspect);
        }
        // A compound of nothing but `:not(%a)` matches anything.
        if out.len() == before {
            out.push('*');
        }
        for combinator in &component.combinators {
            out.push_str(space);
            out.push_str(combinator.text());
        }
        if i + 1 < complex.components.len() && (!compressed || component.combinators.is_empty()) {
            out.push(' ');
        }
    }
}

fn write_simple(out: &mut String, simple: &Simple, compressed: bool, indent: usize, inspect: bool) {
    match simple {
        Simple::Universal(namespace) => {
            write_namespace(out, namespace.as_deref());
            out.push('*');
        }
        Simple::Type { name, namespace } => {
            write_namespace(out, namespace.as_deref());
            out.push_str(name);
        }
        Simple::Class(name) => {
            out.push('.');
            out.push_str(name);
        }
        Simple::Id(name) => {
            out.push('#');
            out.push_str(name);
        }
        Simple::Placeholder(name) => {
            out.push('%');
            out.push_str(name);
        }
        Simple::Parent(suffix, _) => {
            out.push('&');
            out.push_str(suffix.as_deref().unwrap_or(""));
        }
        Simple::Attribute(attribute) => {
            out.push('[');
            write_namespace(out, attribute.namespace.as_deref());
            out.push_str(&attribute.name);
            if let Some((op, value)) = &attribute.test {
                out.push_str(op);
                if !value.starts_with("--") && is_identifier(value) {
                    out.push_str(value);
                    if attribute.modifier.is_some() {
                        out.push(' ');
                    }
                } else {
                    super::write_quoted(out, value, compressed);
                    if attribute.modifier.is_some() && !compressed {
                        out.push(' ');
                    }
                }
                out.extend(attribute.modifier);
            }
            out.push(']');
        }
        Simple::Pseudo(pseudo) => write_pseudo(out, pseudo, compressed, indent, inspect),
    }
}

fn write_namespace(out: &mut String, namespace: Option<&str>) {
    if let Some(namespace) = namespace {
        out.push_str(namespace);
        out.push('|');
    }
}

fn write_pseudo(out: &mut String, pseudo: &Pseudo, compressed: bool, indent: usize, inspect: bool) {
    if let Some(selector) = &pseudo.selector {
        // `:not(%a)` excludes nothing.
        if &*pseudo.name == "not" && selector.invisible() && !inspect {
            return;
        }
    }
    out.push_str(if pseudo.class_syntax { ":" } else { "::" });
    out.push_str(&pseudo.name);
    if pseudo.argument.is_none() && pseudo.selector.is_none() {
        return;
    }
    out.push('(');
    if let Some(argument) = &pseudo.argument {
        out.push_str(argument);
        if pseudo.selector.is_some() {
            out.push(' ');
        }
    }
    if let Some(selector) = &pseudo.selector {
        write_list(out, selector, compressed, indent, inspect);
    }
    out.push(')');
}
