//! The global colour functions.

use super::color_channels::{self as getters, value};
use super::color_parse as parse;
use super::color_update as update;
use crate::Deprecation;
use crate::eval::Eval;
use crate::eval::callable::Builtin;
use crate::serialize::number_text;
use crate::span::{Fault, Res};
use crate::value::color_spaces::Space;
use crate::value::{Color, Number, Value};

/// A function with the module's function to use in its place.
macro_rules! global {
    ($name:literal, $module:literal, $($signature:literal => $run:expr),*) => {
        Builtin { name: $name, module: $module, overloads: &[$(($signature, $run)),*] }
    };
}

pub(crate) static GLOBALS: &[Builtin] = &[
    global!("rgb", "", "$red, $green, $blue, $alpha" => |_, v| parse::rgb("rgb", v),
        "$red, $green, $blue" => |_, v| parse::rgb("rgb", v),
        "$color, $alpha" => |_, v| parse::rgb_two("rgb", v),
        "$channels" => |_, v| parse::channels("rgb", &v[0], Some(Space::Rgb))),
    global!("rgba", "", "$red, $green, $blue, $alpha" => |_, v| parse::rgb("rgba", v),
        "$red, $green, $blue" => |_, v| parse::rgb("rgba", v),
        "$color, $alpha" => |_, v| parse::rgb_two("rgba", v),
        "$channels" => |_, v| parse::channels("rgba", &v[0], Some(Space::Rgb))),
    global!("hsl", "", "$hue, $saturation, $lightness, $alpha" => |eval, v| parse::hsl(eval, "hsl", v),
        "$hue, $saturation, $lightness" => |eval, v| parse::hsl(eval, "hsl", v),
        "$hue, $saturation" => |_, v| parse::hsl_two("hsl", v),
        "$channels" => |_, v| parse::channels("hsl", &v[0], Some(Space::Hsl))),
    global!("hsla", "", "$hue, $saturation, $lightness, $alpha" => |eval, v| parse::hsl(eval, "hsla", v),
        "$hue, $saturation, $lightness" => |eval, v| parse::hsl(eval, "hsla", v),
        "$hue, $saturation" => |_, v| parse::hsl_two("hsla", v),
        "$channels" => |_, v| parse::channels("hsla", &v[0], Some(Space::Hsl))),
    global!("hwb", "", "$channels" => |_, v| parse::channels("hwb", &v[0], Some(Space::Hwb))),
    global!("lab", "", "$channels" => |_, v| parse::channels("lab", &v[0], Some(Space::Lab))),
    global!("lch", "", "$channels" => |_, v| parse::channels("lch", &v[0], Some(Space::Lch))),
    global!("oklab", "", "$channels" => |_, v| parse::channels("oklab", &v[0], Some(Space::Oklab))),
    global!("oklch", "", "$channels" => |_, v| parse::channels("oklch", &v[0], Some(Space::Oklch))),
    global!("color", "", "$description" => |_, v| parse::channels("color", &v[0], None)),
    global!("red", "color.red", "$color" => |eval, v| getters::deprecated_getter(eval, v, "", "red", "rgb")),
    global!("green", "color.green", "$color" => |eval, v| getters::deprecated_getter(eval, v, "", "green", "rgb")),
    global!("blue", "color.blue", "$color" => |eval, v| getters::deprecated_getter(eval, v, "", "blue", "rgb")),
    global!("hue", "color.hue", "$color" => |eval, v| getters::deprecated_getter(eval, v, "", "hue", "hsl")),
    global!("saturation", "color.saturation", "$color" => |eval, v| getters::deprecated_getter(eval, v, "", "saturation", "hsl")),
    global!("lightness", "color.lightness", "$color" => |eval, v| getters::deprecated_getter(eval, v, "", "lightness", "hsl")),
    global!("blackness", "color.blackness", "$color" => |eval, v| getters::deprecated_getter(eval, v, "", "blackness", "hwb")),
    global!("whiteness", "color.whiteness", "$color" => |eval, v| getters::deprecated_getter(eval, v, "", "whiteness", "hwb")),
    global!("alpha", "", "$color" => |eval, v| alpha(eval, v, "alpha"), "$args..." => alpha_filters),
    global!("opacity", "", "$color" => |eval, v| alpha(eval, v, "opacity")),
    global!("grayscale", "", "$color" => grayscale),
    global!("invert", "", "$color, $weight: 100%, $space: null" => invert),
    global!("adjust-hue", "color.adjust", "$color, $degrees" => adjust_hue),
    global!("lighten", "color.adjust", "$color, $amount" => |eval, v| shift(eval, v, "lighten", 2, 1.0)),
    global!("darken", "color.adjust", "$color, $amount" => |eval, v| shift(eval, v, "darken", 2, -1.0)),
    global!("saturate", "", "$amount" => |_, v| saturate_css(v), "$color, $amount" => |eval, v| {
        warn_global(eval, "adjust")?;
        shift(eval, v, "saturate", 1, 1.0)
    }),
    global!("desaturate", "color.adjust", "$color, $amount" => |eval, v| shift(eval, v, "desaturate", 1, -1.0)),
    global!("opacify", "color.adjust", "$color, $amount" => |eval, v| fade(eval, v, "opacify", 1.0)),
    global!("fade-in", "color.adjust", "$color, $amount" => |eval, v| fade(eval, v, "fade-in", 1.0)),
    global!("transparentize", "color.adjust", "$color, $amount" => |eval, v| fade(eval, v, "transparentize", -1.0)),
    global!("fade-out", "color.adjust", "$color, $amount" => |eval, v| fade(eval, v, "fade-out", -1.0)),
];

/// Tells to use a function of `sass:color` in place of a global one.
fn warn_global(eval: &mut Eval<'_>, name: &'static str) -> Res<()> {
    eval.global_builtin("color", name, eval.call_at)
}

fn alpha(eval: &mut Eval<'_>, v: &[Value], name: &'static str) -> Res<Value> {
    match &v[0] {
        Value::String(text) if name == "alpha" && !text.quoted && getters::is_ms_filter(&text.text) => {
            return Ok(Value::unquoted(format!("alpha({})", text.text)));
        }
        Value::Number(_) if name == "opacity" => return parse::css_call(name, v),
        value if name == "opacity" && value.is_special_number() => return parse::css_call(name, v),
        _ => {}
    }
    warn_global(eval, name)?;
    let color = v[0].as_color("color")?;
    if !color.legacy() {
        return Err(Fault::bare(format!(
            "{name}() is only supported for legacy colors. Please use color.channel() instead."
        )));
    }
    Ok(Value::number(color.a()))
}

fn alpha_filters(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let items = v[0].as_list();
    let all = !items.is_empty()
        && items
            .iter()
            .all(|item| matches!(item, Value::String(text) if !text.quoted && getters::is_ms_filter(&text.text)));
    if all {
        return parse::css_call("alpha", &items);
    }
    Err(Fault::bare(if items.is_empty() {
        "Missing argument $color.".to_owned()
    } else {
        format!("Only 1 argument allowed, but {} were passed.", items.len())
    }))
}

fn saturate_css(v: &[Value]) -> Res<Value> {
    if matches!(&v[0], Value::Number(_)) || v[0].is_special_number() {
        return parse::css_call("saturate", v);
    }
    let number = v[0].as_number("amount")?;
    parse::css_call("saturate", &[Value::Number(number.clone())])
}

fn grayscale(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    if matches!(&v[0], Value::Number(_)) || v[0].is_special_number() {
        return parse::css_call("grayscale", v);
    }
    warn_global(eval, "grayscale")?;
    update::grayscale(eval, v)
}

fn invert(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    if matches!(&v[0], Value::Number(_)) || v[0].is_special_number() {
        only_argument(v)?;
        return parse::css_call("invert", &v[..1]);
    }
    warn_global(eval, "invert")?;
    update::invert(eval, v)
}

/// The filter that `color.invert` of a number is.
pub(crate) fn invert_filter(v: &[Value]) -> Res<Option<Value>> {
    if !matches!(&v[0], Value::Number(_)) {
        return Ok(None);
    }
    only_argument(v)?;
    parse::css_call("invert", &v[..1]).map(Some)
}

fn only_argument(v: &[Value]) -> Res<()> {
    if matches!(&v[1], Value::Number(number) if number.value == 100.0 && number.has_unit("%")) {
        return Ok(());
    }
    Err(Fault::bare("Only one argument may be passed to the plain-CSS invert() function."))
}

fn legacy_color<'v>(v: &'v [Value], name: &str) -> Res<&'v std::rc::Rc<Color>> {
    let color = v[0].as_color("color")?;
    if !color.legacy() {
        return Err(Fault::bare(format!(
            "{name}() is only supported for legacy colors. Please use color.adjust() instead with an explicit $space \
             argument."
        )));
    }
    Ok(color)
}

fn adjust_hue(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let color = legacy_color(v, "adjust-hue")?;
    let degrees = parse::hue_of(eval, &v[1], "degrees")?;
    let suggestion = number_text(degrees, false);
    let message = format!(
        "adjust-hue() is deprecated. Suggestion:\n\ncolor.adjust($color, $hue: {suggestion}deg)\n\nMore info: \
         https://sass-lang.com/d/color-functions"
    );
    let at = eval.call_at;
    eval.deprecated(Deprecation::ColorFunctions, message, at)?;
    let mut hsl = color.to_space_filled(Space::Hsl);
    hsl.channels[0] = Some(hsl.numbers()[0] + degrees);
    Ok(value(Color::new(Space::Hsl, hsl.channels, hsl.alpha).to_space_filled(color.space)))
}

fn suggest(eval: &mut Eval<'_>, name: &str, channel: &str, old: f64, max: f64, change: f64, unit: &str) -> Res<()> {
    let room = if change > 0.0 { max - old } else { old };
    let scale = if change.abs() >= room { change.signum() * 100.0 } else { change / room * 100.0 };
    let adjust = number_text(change, false);
    let (plural, scaled) = if change == 0.0 {
        ("", String::new())
    } else {
        ("s", format!("color.scale($color, ${channel}: {}%)\n", number_text(scale, false)))
    };
    let message = format!(
        "{name}() is deprecated. Suggestion{plural}:\n\n{scaled}color.adjust($color, ${channel}: {adjust}{unit})\n\nMore \
         info: https://sass-lang.com/d/color-functions"
    );
    let at = eval.call_at;
    eval.deprecated(Deprecation::ColorFunctions, message, at)
}

/// Moves saturation (1) or lightness (2) up or down.
fn shift(eval: &mut Eval<'_>, v: &[Value], name: &str, channel: usize, sign: f64) -> Res<Value> {
    let color = legacy_color(v, name)?;
    let amount = v[1].as_number("amount")?.in_range_with_unit(0.0, 100.0, "amount", "%").map_err(|fault| {
        // The bounds are shown with the unit of what was passed.
        match &v[1] {
            Value::Number(number) => {
                let unit = number.unit_text();
                Fault::bare(fault.message.replace("0% and 100%", &format!("0{unit} and 100{unit}")))
            }
            _ => fault,
        }
    })?;
    let mut hsl = color.to_space_filled(Space::Hsl);
    let old = hsl.numbers()[channel];
    let label = if channel == 1 { "saturation" } else { "lightness" };
    suggest(eval, name, label, old, 100.0, amount * sign, "%")?;
    hsl.channels[channel] = Some((old + amount * sign).clamp(0.0, 100.0));
    Ok(value(Color::new(Space::Hsl, hsl.channels, hsl.alpha).to_space_filled(color.space)))
}

fn fade(eval: &mut Eval<'_>, v: &[Value], name: &str, sign: f64) -> Res<Value> {
    let color = legacy_color(v, name)?;
    let amount = v[1].as_number("amount")?.in_range_with_unit(0.0, 1.0, "amount", "")?;
    suggest(eval, name, "alpha", color.a(), 1.0, amount * sign, "")?;
    let alpha = (color.a() + amount * sign).clamp(0.0, 1.0);
    Ok(value(Color::new(color.space, color.channels, Some(alpha))))
}

/// A function that the module does not have, with what to write in its place.
pub(crate) fn removed(name: &str, v: &[Value], channel: &str, sign: &str) -> Res<Value> {
    let amount = match &v[1] {
        Value::Number(number) => {
            let unit: &str = &number.unit_text();
            let text = Number::new(number.value);
            format!("{sign}{}{unit}", number_text(text.value, false))
        }
        other => format!("{sign}{}", other.inspect()),
    };
    Err(Fault::bare(format!(
        "The function {name}() isn't in the sass:color module.\n\nRecommendation: color.adjust({}, ${channel}: \
         {amount})\n\nMore info: https://sass-lang.com/documentation/functions/color#{name}",
        v[0].inspect()
    )))
}
