//! Colours as CSS text.

use super::{Mode, number_text, write_number};
use crate::parse::color_names_table::name_of;
use crate::value::Number;
use crate::value::color::{Color, Spelling};
use crate::value::color_spaces::Space;
use crate::value::number::{fuzzy_eq, fuzzy_int};

pub(super) fn write_color(out: &mut String, color: &Color, mode: Mode) {
    if color.legacy() && !color.any_missing() {
        write_legacy(out, color, mode);
        return;
    }
    match color.space {
        Space::Rgb => {
            out.push_str("rgb(");
            write_channels(out, color, mode, &["", "", ""]);
        }
        Space::Hsl | Space::Hwb => {
            out.push_str(color.space.name());
            out.push('(');
            let hue = if mode.compressed { "" } else { "deg" };
            write_channels(out, color, mode, &[hue, "%", "%"]);
        }
        Space::Lab | Space::Lch | Space::Oklab | Space::Oklch => {
            if write_as_mix(out, color, mode) {
                return;
            }
            out.push_str(color.space.name());
            out.push('(');
            let polar = color.space.polar() && !mode.compressed;
            write_channels(
                out,
                color,
                mode,
                &[if mode.compressed { "" } else { "%" }, "", if polar { "deg" } else { "" }],
            );
        }
        _ => {
            out.push_str("color(");
            out.push_str(color.space.name());
            out.push(' ');
            write_channels(out, color, mode, &["", "", ""]);
        }
    }
}

/// Colours whose lightness or chroma CSS would clamp are written as a mix that keeps them.
fn write_as_mix(out: &mut String, color: &Color, mode: Mode) -> bool {
    if mode.inspect {
        return false;
    }
    let max = color.space.channels()[0].max;
    let light = color.channels[0];
    let outside = |value: f64| !((0.0..=max).contains(&value) || fuzzy_eq(value, 0.0) || fuzzy_eq(value, max));
    let light_outside = light.is_some_and(outside) && color.channels[1].is_some() && color.channels[2].is_some();
    let chroma_negative = color.space.polar()
        && color.channels[1].is_some_and(|value| value < 0.0 && !fuzzy_eq(value, 0.0))
        && color.channels[0].is_some()
        && color.channels[2].is_some();
    if !light_outside && !chroma_negative {
        return false;
    }
    out.push_str("color-mix(in ");
    out.push_str(color.space.name());
    out.push_str(if mode.compressed { "," } else { ", " });
    write_color(out, &color.to_space(Space::XyzD65), mode);
    if !mode.compressed {
        out.push_str(" 100%");
    }
    out.push_str(if mode.compressed { ",red)" } else { ", black)" });
    true
}

fn write_channels(out: &mut String, color: &Color, mode: Mode, units: &[&str; 3]) {
    for (i, unit) in units.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let mut value = color.channels[i];
        // Lightness of OKLAB and OKLCH is kept from 0 to 1 and shown in percent.
        if i == 0 && !mode.compressed && matches!(color.space, Space::Oklab | Space::Oklch) {
            value = value.map(|value| value * 100.0);
        }
        write_channel(out, value, unit, mode);
    }
    if !color.alpha.is_some_and(|alpha| fuzzy_eq(alpha, 1.0)) {
        out.push_str(if mode.compressed { "/" } else { " / " });
        write_channel(out, color.alpha, "", mode);
    }
    out.push(')');
}

fn write_channel(out: &mut String, value: Option<f64>, unit: &str, mode: Mode) {
    match value {
        None => out.push_str("none"),
        Some(value) if value.is_finite() => {
            out.push_str(&number_text(value, mode.compressed));
            out.push_str(unit);
        }
        Some(value) => {
            let number = if unit.is_empty() { Number::new(value) } else { Number::unit(value, unit) };
            write_number(out, &number, mode);
        }
    }
}

fn write_legacy(out: &mut String, color: &Color, mode: Mode) {
    let opaque = fuzzy_eq(color.a(), 1.0);
    if !color.in_gamut() && !mode.inspect {
        write_hsl(out, color, mode);
        return;
    }
    if mode.compressed {
        write_short(out, color, opaque, mode);
        return;
    }
    if color.space == Space::Hsl {
        write_hsl(out, color, mode);
        return;
    }
    if color.space == Space::Hwb && mode.inspect {
        write_hwb(out, color, mode);
        return;
    }
    match &color.spelling {
        Spelling::Literal(text) => {
            out.push_str(text);
            return;
        }
        Spelling::Function => {
            write_rgb(out, color, mode);
            return;
        }
        Spelling::None => {}
    }
    if opaque && write_integer_rgb(out, color, mode) {
        return;
    }
    if color.space == Space::Hwb {
        write_hsl(out, color, mode);
        return;
    }
    write_rgb(out, color, mode);
}

/// The name of an opaque legacy colour, if it has one.
pub(super) fn name(color: &Color) -> Option<&'static str> {
    if !color.legacy() || color.any_missing() || !fuzzy_eq(color.a(), 1.0) {
        return None;
    }
    let rgb = color.to_space_filled(Space::Rgb).numbers();
    let byte = |value: f64| fuzzy_int(value).and_then(|value| u8::try_from(value).ok());
    name_of(byte(rgb[0])?, byte(rgb[1])?, byte(rgb[2])?)
}

/// The name or hexadecimal form of a colour with integral channels.
fn write_integer_rgb(out: &mut String, color: &Color, mode: Mode) -> bool {
    let rgb = color.to_space_filled(Space::Rgb).numbers();
    let byte = |value: f64| fuzzy_int(value).and_then(|value| u8::try_from(value).ok());
    let (Some(r), Some(g), Some(b)) = (byte(rgb[0]), byte(rgb[1]), byte(rgb[2])) else { return false };
    let short = mode.compressed && [r, g, b].iter().all(|value| value >> 4 == value & 15);
    if let Some(name) = name_of(r, g, b)
        && (!mode.compressed || name.len() <= if short { 4 } else { 7 })
    {
        out.push_str(name);
        return true;
    }
    out.push_str(&if short {
        format!("#{:x}{:x}{:x}", r & 15, g & 15, b & 15)
    } else {
        format!("#{r:02x}{g:02x}{b:02x}")
    });
    true
}

/// Compressed: the shortest of hexadecimal, `rgb()` and `hsl()`.
fn write_short(out: &mut String, color: &Color, opaque: bool, mode: Mode) {
    if opaque && write_integer_rgb(out, color, mode) {
        return;
    }
    let text = |value: f64| number_text(value, true);
    let rgb = color.to_space_filled(Space::Rgb).numbers().map(text);
    let hsl = color.to_space_filled(Space::Hsl).numbers().map(text);
    let length = |parts: &[String; 3]| parts.iter().map(String::len).sum::<usize>();
    // The percent signs of saturation and lightness count too.
    if length(&rgb) <= length(&hsl) + 2 {
        out.push_str(if opaque { "rgb(" } else { "rgba(" });
        out.push_str(&rgb.join(","));
    } else {
        out.push_str(if opaque { "hsl(" } else { "hsla(" });
        out.push_str(&format!("{},{}%,{}%", hsl[0], hsl[1], hsl[2]));
    }
    if !opaque {
        out.push(',');
        out.push_str(&text(color.a()));
    }
    out.push(')');
}

fn write_rgb(out: &mut String, color: &Color, mode: Mode) {
    let opaque = fuzzy_eq(color.a(), 1.0);
    let rgb = color.to_space_filled(Space::Rgb).numbers();
    let separator = if mode.compressed { "," } else { ", " };
    out.push_str(if opaque { "rgb(" } else { "rgba(" });
    for (i, value) in rgb.iter().enumerate() {
        if i > 0 {
            out.push_str(separator);
        }
        write_channel(out, Some(*value), "", mode);
    }
    if !opaque {
        out.push_str(separator);
        write_channel(out, color.alpha, "", mode);
    }
    out.push(')');
}

fn write_hsl(out: &mut String, color: &Color, mode: Mode) {
    let opaque = fuzzy_eq(color.a(), 1.0);
    let hsl = color.to_space_filled(Space::Hsl).numbers();
    let separator = if mode.compressed { "," } else { ", " };
    out.push_str(if opaque { "hsl(" } else { "hsla(" });
    for (i, value) in hsl.iter().enumerate() {
        if i > 0 {
            out.push_str(separator);
        }
        write_channel(out, Some(*value), if i == 0 { "" } else { "%" }, mode);
    }
    if !opaque {
        out.push_str(separator);
        write_channel(out, color.alpha, "", mode);
    }
    out.push(')');
}

fn write_hwb(out: &mut String, color: &Color, mode: Mode) {
    out.push_str("hwb(");
    for (i, value) in color.channels.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let unit = if i > 0 {
            "%"
        } else if mode.compressed {
            ""
        } else {
            "deg"
        };
        write_channel(out, *value, unit, mode);
    }
    if !fuzzy_eq(color.a(), 1.0) {
        out.push_str(" / ");
        write_channel(out, color.alpha, "", mode);
    }
    out.push(')');
}
