//! What `svg: optimize: true` takes out of a picture, as svg_optimizer 0.3 does: what editors leave, what is not seen,
//! what says nothing.

use super::xml::{Child, Element};

/// Namespaces of drawing programs, by parts of their addresses.
const EDITORS_TABLE: [&str; 8] = [
    "sodipodi.sourceforge.net",
    "inkscape.org/namespaces",
    "bohemiancoding.com/sketch",
    "ns.adobe.com/",
    "macromedia.com",
    "figma.com",
    "serif.com",
    "vectornator.io",
];

const CONTAINERS: [&str; 8] = ["a", "defs", "g", "marker", "mask", "pattern", "switch", "symbol"];
const SHAPES: [&str; 7] = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"];

/// Takes out what is of no use.
pub(super) fn optimize(root: &mut Element) {
    let styled = any(root, &|element| matches!(element.name.as_str(), "style" | "script"));
    let editors: Vec<String> = root
        .spaces
        .iter()
        .filter(|(prefix, address)| !prefix.is_empty() && EDITORS_TABLE.iter().any(|part| address.contains(part)))
        .map(|(prefix, _)| format!("{prefix}:"))
        .collect();
    clean(root, &editors);
    if !styled {
        let none = Painted::default();
        paint(root, &none);
    }
    let mut used = Vec::new();
    prefixes(root, &mut used);
    let is_editor = |prefix: &str| editors.iter().any(|editor| editor.trim_end_matches(':') == prefix);
    drop_spaces(root, &|prefix| prefix.is_empty() || used.iter().any(|one| one == prefix) && !is_editor(prefix));
}

fn any(element: &Element, test: &dyn Fn(&Element) -> bool) -> bool {
    test(element) || element.children.iter().any(|child| matches!(child, Child::Element(inner) if any(inner, test)))
}

/// Takes out attributes that say nothing and children that show nothing.
fn clean(element: &mut Element, editors: &[String]) {
    element.attributes.retain(|(name, value)| {
        !value.trim().is_empty() && !editors.iter().any(|editor| name.starts_with(editor.as_str()))
    });
    for (_, value) in &mut element.attributes {
        if value.split(' ').any(str::is_empty) {
            *value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
    for child in &mut element.children {
        if let Child::Element(inner) = child {
            clean(inner, editors);
        }
    }
    element.children.retain(|child| match child {
        Child::Comment(_) => false,
        Child::Text(text) => !text.trim().is_empty(),
        Child::Element(inner) => !is_useless(inner),
        _ => true,
    });
}

fn is_useless(element: &Element) -> bool {
    let is = |name: &str, value: &str| element.get(name) == Some(value);
    let lacks = |name: &str| element.get(name).is_none();
    if is("display", "none") || is("opacity", "0") {
        return true;
    }
    match element.name.as_str() {
        "metadata" | "title" | "desc" => true,
        "rect" | "pattern" | "image" if is("width", "0") || is("height", "0") => true,
        "image" => element.get("xlink:href").is_some_and(is_raster),
        "circle" => is("r", "0"),
        "ellipse" => is("rx", "0") || is("ry", "0"),
        "path" => lacks("d"),
        "polyline" | "polygon" => lacks("points"),
        name if CONTAINERS.contains(&name) => element.children.is_empty(),
        _ => false,
    }
}

fn is_raster(address: &str) -> bool {
    let lower = address.to_lowercase();
    [".png", ".jpg", ".jpeg", ".gif"].iter().any(|end| lower.ends_with(end))
}

/// What an element inherits.
#[derive(Debug, Clone, Default)]
struct Painted {
    fill: Option<String>,
    fill_opacity: Option<String>,
    stroke: Option<String>,
    stroke_opacity: Option<String>,
    stroke_width: Option<String>,
}

impl Painted {
    fn within(&self, element: &Element) -> Self {
        let of = |name: &str, inherited: &Option<String>| element.get(name).map(str::to_owned).or(inherited.clone());
        Self {
            fill: of("fill", &self.fill),
            fill_opacity: of("fill-opacity", &self.fill_opacity),
            stroke: of("stroke", &self.stroke),
            stroke_opacity: of("stroke-opacity", &self.stroke_opacity),
            stroke_width: of("stroke-width", &self.stroke_width),
        }
    }
}

/// Takes strokes and fills that do not show away from shapes.
fn paint(element: &mut Element, inherited: &Painted) {
    let own = inherited.within(element);
    if SHAPES.contains(&element.name.as_str()) && element.get("id").is_none() {
        let is_zero = |value: &Option<String>| value.as_deref() == Some("0");
        let is_none = |value: &Option<String>| value.as_deref().is_none_or(|value| value == "none");
        if is_none(&own.stroke) || is_zero(&own.stroke_opacity) || is_zero(&own.stroke_width) {
            let names = ["stroke", "stroke-opacity", "stroke-width", "stroke-dashoffset"];
            element.attributes.retain(|(name, _)| !names.contains(&name.as_str()));
            if !is_none(&inherited.stroke) {
                element.set("stroke", "none");
            }
        }
        if is_none(&own.fill) || is_zero(&own.fill_opacity) {
            element.attributes.retain(|(name, _)| !matches!(name.as_str(), "fill-opacity" | "fill-rule"));
            if own.fill.is_none() || is_zero(&own.fill_opacity) {
                element.set("fill", "none");
            }
        }
    }
    for child in &mut element.children {
        if let Child::Element(inner) = child {
            paint(inner, &own);
        }
    }
}

/// Collects the prefixes that names and attributes carry.
fn prefixes(element: &Element, used: &mut Vec<String>) {
    let names = std::iter::once(&element.name).chain(element.attributes.iter().map(|(name, _)| name));
    for prefix in names.filter_map(|name| name.split_once(':')).map(|(prefix, _)| prefix) {
        if !used.iter().any(|one| one == prefix) {
            used.push(prefix.to_owned());
        }
    }
    for child in &element.children {
        if let Child::Element(inner) = child {
            prefixes(inner, used);
        }
    }
}

fn drop_spaces(element: &mut Element, keep: &dyn Fn(&str) -> bool) {
    element.spaces.retain(|(prefix, _)| keep(prefix));
    for child in &mut element.children {
        if let Child::Element(inner) = child {
            drop_spaces(inner, keep);
        }
    }
}
