//! A table: the units that convert into one another.

/// The kinds of dimension, each with its units and how many of them make one common measure.
const KINDS: [(&str, &[(&str, f64)]); 5] = [
    ("a length", &[("in", 1.0), ("cm", 2.54), ("pc", 6.0), ("mm", 25.4), ("q", 101.6), ("pt", 72.0), ("px", 96.0)]),
    ("an angle", &[("deg", 360.0), ("grad", 400.0), ("rad", std::f64::consts::TAU), ("turn", 1.0)]),
    ("a time", &[("s", 1.0), ("ms", 1000.0)]),
    ("a frequency", &[("Hz", 1000.0), ("kHz", 1.0)]),
    ("a resolution", &[("dpi", 96.0), ("dpcm", 96.0 / 2.54), ("dppx", 1.0)]),
];

/// Finds the kind of a unit (by index) and how many of it make the kind's common measure.
fn find(unit: &str) -> Option<(usize, f64)> {
    KINDS
        .iter()
        .enumerate()
        .find_map(|(kind, (_, units))| units.iter().find(|(name, _)| *name == unit).map(|(_, amount)| (kind, *amount)))
}

/// The number to multiply by when going from one unit to another, if they convert.
pub(crate) fn factor(from: &str, to: &str) -> Option<f64> {
    if from == to {
        return Some(1.0);
    }
    let (from_kind, from_amount) = find(from)?;
    let (to_kind, to_amount) = find(to)?;
    if from_kind != to_kind {
        return None;
    }
    // These pairs are exact in degrees, where a division of amounts would not be.
    match (from, to) {
        ("rad", "deg") => Some(180.0 / std::f64::consts::PI),
        ("deg", "rad") => Some(std::f64::consts::PI / 180.0),
        _ => Some(to_amount / from_amount),
    }
}

/// The unit that stands for all it converts into, with the factor towards it.
pub(crate) fn canonical(unit: &str) -> (&str, f64) {
    match find(unit) {
        Some((kind, _)) => {
            let first = KINDS[kind].1[0].0;
            (first, factor(unit, first).unwrap_or(1.0))
        }
        None => (unit, 1.0),
    }
}

/// The kind of a unit in words with the units of that kind, as messages name it.
pub(crate) fn kind_of(unit: &str) -> Option<(&'static str, Vec<&'static str>)> {
    let (kind, _) = find(unit)?;
    Some((KINDS[kind].0, KINDS[kind].1.iter().map(|(name, _)| *name).collect()))
}

/// Whether CSS knows the unit as of a kind that cannot turn into the other's at computed-value time.
pub(crate) fn definitely_incompatible(a: &str, b: &str) -> bool {
    match (css_kind(a), css_kind(b)) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    }
}

fn css_kind(unit: &str) -> Option<u8> {
    let unit = unit.to_ascii_lowercase();
    Some(match &*unit {
        "em" | "rem" | "ex" | "rex" | "cap" | "rcap" | "ch" | "rch" | "ic" | "ric" | "lh" | "rlh" | "vw" | "lvw"
        | "svw" | "dvw" | "vh" | "lvh" | "svh" | "dvh" | "vi" | "lvi" | "svi" | "dvi" | "vb" | "lvb" | "svb"
        | "dvb" | "vmin" | "lvmin" | "svmin" | "dvmin" | "vmax" | "lvmax" | "svmax" | "dvmax" | "cqw" | "cqh"
        | "cqi" | "cqb" | "cqmin" | "cqmax" | "cm" | "mm" | "q" | "in" | "pt" | "pc" | "px" => 0,
        "deg" | "grad" | "rad" | "turn" => 1,
        "s" | "ms" => 2,
        "hz" | "khz" => 3,
        "dpi" | "dpcm" | "dppx" => 4,
        _ => return None,
    })
}
