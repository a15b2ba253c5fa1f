//! `sass:color`: colours from colours.

use super::color_channels::{space_argument, value};
use super::color_parse::channel_value;
use crate::Deprecation;
use crate::eval::Eval;
use crate::span::{Fault, Res};
use crate::value::color::HueMethod;
use crate::value::color_spaces::{Channel, Space};
use crate::value::{Color, Number, OrderMap, Value};
use std::rc::Rc;

/// What an update does with its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    Set,
    Adjust,
    Scale,
}

/// The space that legacy channel names speak of.
fn sniff(names: &OrderMap<Rc<str>, Value>) -> Option<Space> {
    for name in names.keys() {
        match &**name {
            "red" | "green" | "blue" => return Some(Space::Rgb),
            "saturation" | "lightness" => return Some(Space::Hsl),
            "whiteness" | "blackness" => return Some(Space::Hwb),
            _ => {}
        }
    }
    names.contains_key("hue").then_some(Space::Hsl)
}

pub(crate) fn update(eval: &mut Eval<'_>, v: &[Value], change: Change) -> Res<Value> {
    let original = v[0].as_color("color")?;
    let Value::List(rest) = &v[1] else { return Ok(v[0].clone()) };
    if !rest.items.is_empty() {
        return Err(Fault::bare(
            "Only one positional argument is allowed. All other arguments must be passed by name.",
        ));
    }
    let mut names: OrderMap<Rc<str>, Value> = OrderMap::default();
    if let Some(keywords) = &rest.keywords {
        keywords.accessed.set(true);
        names.extend(keywords.map.iter().map(|(name, value)| (name.text().clone(), value.clone())));
    }
    let space = names.shift_remove("space");
    let alpha = names.shift_remove("alpha");
    let color = match &space {
        Some(space) if !space.is_null() => original.to_space(space_argument(space, "space")?),
        _ if original.legacy() && !names.is_empty() => match sniff(&names) {
            Some(space) => original.to_space_filled(space),
            None => (**original).clone(),
        },
        _ => (**original).clone(),
    };
    let infos = color.space.channels();
    let mut args: [Option<Value>; 3] = [None, None, None];
    for (name, value) in names {
        let Some(index) = infos.iter().position(|info| *info.name == *name) else {
            return Err(Fault::argument(
                &name,
                format!("Color space {} doesn't have a channel with this name.", color.space.name()),
            ));
        };
        args[index] = Some(value);
    }
    let mut channels = color.channels;
    for i in 0..3 {
        let Some(arg) = args[i].take() else { continue };
        channels[i] = match change {
            Change::Set => set(eval, &color, &infos[i], &arg)?,
            Change::Adjust => Some(adjust(eval, &color, i, &arg)?),
            Change::Scale => Some(scale(&infos[i], color.channels[i], &color, &arg)?),
        };
    }
    let alpha = match alpha {
        None => color.alpha,
        Some(arg) => change_alpha(eval, &color, &arg, change)?,
    };
    let result = Color::new(color.space, channels, alpha);
    Ok(value(result.to_space_filled(original.space)))
}

fn is_none(value: &Value) -> bool {
    matches!(value, Value::String(text) if !text.quoted && text.text.eq_ignore_ascii_case("none"))
}

fn change_alpha(eval: &mut Eval<'_>, color: &Color, arg: &Value, change: Change) -> Res<Option<f64>> {
    let info = Channel {
        name: "alpha",
        polar: false,
        min: 0.0,
        max: 1.0,
        requires_percent: false,
        clamp_low: true,
        clamp_high: true,
        unit: "",
    };
    Ok(match change {
        Change::Set if is_none(arg) => None,
        Change::Set => {
            let Value::Number(number) = arg else {
                return Err(Fault::argument(
                    "alpha",
                    format!("{} is not a number or unquoted \"none\".", arg.inspect()),
                ));
            };
            Some(if number.has_unit("%") {
                number.in_range_with_unit(0.0, 100.0, "alpha", "%")? / 100.0
            } else {
                number.in_range_with_unit(0.0, 1.0, "alpha", "")?
            })
        }
        Change::Adjust => {
            let _ = &eval;
            let number = arg.as_number("alpha")?;
            let by = number.value;
            Some((color.a() + by).clamp(0.0, 1.0))
        }
        Change::Scale => Some(scale(&info, color.alpha, color, arg)?),
    })
}

fn set(eval: &mut Eval<'_>, color: &Color, info: &Channel, arg: &Value) -> Res<Option<f64>> {
    if is_none(arg) {
        return Ok(None);
    }
    let Value::Number(number) = arg else {
        return Err(Fault::argument(info.name, format!("{} is not a number or unquoted \"none\".", arg.inspect())));
    };
    if info.polar && color.legacy() {
        return Ok(Some(super::color_parse::hue_of(eval, arg, info.name)?));
    }
    if color.space == Space::Hsl && info.requires_percent && !number.has_unit("%") {
        warn_no_percent(eval, number, info.name)?;
        return Ok(Some(number.value));
    }
    let value = channel_value(info, arg, false)?;
    Ok(value)
}

fn warn_no_percent(eval: &mut Eval<'_>, number: &Number, name: &str) -> Res<()> {
    let suggestion = if number.has_units() {
        format!("{} * 1%", super::list::unit_suggestion(number, name))
    } else {
        format!("${name} * 1%")
    };
    let message = format!(
        "${name}: Passing a number without unit % ({}) is deprecated.\n\nTo preserve current behavior: \
         {suggestion}\n\nMore info: https://sass-lang.com/d/function-units",
        number.show()
    );
    let at = eval.call_at;
    eval.deprecated(Deprecation::FunctionUnits, message, at)
}

fn missing_fault(color: &Color, info: &Channel) -> Box<Fault> {
    let shown = Value::Color(Rc::new(color.clone())).inspect();
    Fault::argument(
        info.name,
        format!(
            "Because the CSS working group is still deciding on the best behavior, Sass doesn't currently support \
             modifying missing channels (color: {shown})."
        ),
    )
}

fn adjust(eval: &mut Eval<'_>, color: &Color, index: usize, arg: &Value) -> Res<f64> {
    let info = &color.space.channels()[index];
    let Some(old) = color.channels[index] else { return Err(missing_fault(color, info)) };
    let number = arg.as_number(info.name)?;
    let by = if info.polar && color.legacy() {
        super::color_parse::hue_of(eval, arg, info.name)?
    } else if color.space == Space::Hsl && info.requires_percent {
        if !number.has_unit("%") {
            warn_no_percent(eval, number, info.name)?;
        }
        number.value
    } else {
        channel_value(info, arg, false)?.unwrap_or(0.0)
    };
    let result = old + by;
    Ok(if info.clamp_low && result < info.min {
        if old < info.min { old.max(result) } else { info.min }
    } else if info.clamp_high && result > info.max {
        if old > info.max { old.min(result) } else { info.max }
    } else {
        result
    })
}

fn scale(info: &Channel, old: Option<f64>, color: &Color, arg: &Value) -> Res<f64> {
    if info.polar {
        return Err(Fault::argument(info.name, "Channel isn't scalable."));
    }
    let Some(old) = old else { return Err(missing_fault(color, info)) };
    let number = arg.as_number(info.name)?;
    number.assert_unit("%", info.name)?;
    let factor = number.in_range_with_unit(-100.0, 100.0, info.name, "%")? / 100.0;
    Ok(if factor == 0.0 {
        old
    } else if factor > 0.0 {
        if old >= info.max { old } else { old + (info.max - old) * factor }
    } else if old <= info.min {
        old
    } else {
        old + (old - info.min) * factor
    })
}

/// The interpolation method of `$method`: a space, and for polar ones how hues go.
fn method(value: &Value) -> Res<(Space, HueMethod)> {
    let items = value.as_list();
    let Some(first) = items.first() else {
        return Err(Fault::argument("method", "Expected a color interpolation method, got an empty list."));
    };
    let space = space_argument(first, "method")?;
    if items.len() == 1 {
        return Ok((space, HueMethod::Shorter));
    }
    let word = items[1].as_string("method")?;
    let hue = match &*word.text.to_ascii_lowercase() {
        "shorter" => HueMethod::Shorter,
        "longer" => HueMethod::Longer,
        "increasing" => HueMethod::Increasing,
        "decreasing" => HueMethod::Decreasing,
        _ => {
            return Err(Fault::argument("method", format!("Unknown hue interpolation method {}.", items[1].inspect())));
        }
    };
    let ends =
        matches!(items.get(2), Some(Value::String(text)) if !text.quoted && text.text.eq_ignore_ascii_case("hue"));
    if items.len() == 2 {
        return Err(Fault::argument("method", format!("Expected unquoted string \"hue\" after {}.", value.inspect())));
    }
    if !ends {
        return Err(Fault::argument(
            "method",
            format!("Expected unquoted string \"hue\" at the end of {}, was {}.", value.inspect(), items[2].inspect()),
        ));
    }
    if items.len() > 3 {
        return Err(Fault::argument("method", format!("Expected nothing after \"hue\" in {}.", value.inspect())));
    }
    if !space.polar() {
        return Err(Fault::argument(
            "method",
            format!(
                "Hue interpolation method \"HueInterpolationMethod.{}\" may not be set for rectangular color space {}.",
                word.text,
                space.name()
            ),
        ));
    }
    Ok((space, hue))
}

pub(crate) fn mix(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let (one, two) = (v[0].as_color("color1")?, v[1].as_color("color2")?);
    let weight = v[2].as_number("weight")?;
    if !v[3].is_null() {
        let (space, hue) = method(&v[3])?;
        let share = weight.in_range_with_unit(0.0, 100.0, "weight", "%")? / 100.0;
        return Ok(value(one.interpolate(two, space, hue, share, false)));
    }
    for (color, name) in [(one, "color1"), (two, "color2")] {
        if !color.legacy() {
            let shown = Value::Color(color.clone()).inspect();
            return Err(Fault::argument(
                name,
                format!("To use color.mix() with non-legacy color {shown}, you must provide a $method."),
            ));
        }
    }
    Ok(value(mix_legacy(one, two, weight)?))
}

fn mix_legacy(one: &Color, two: &Color, weight: &Number) -> Res<Color> {
    let share = weight.in_range(0.0, 100.0, "weight")? / 100.0;
    let (a, b) = (one.to_space_filled(Space::Rgb), two.to_space_filled(Space::Rgb));
    let normalized = share * 2.0 - 1.0;
    let distance = one.a() - two.a();
    let combined = if normalized * distance == -1.0 {
        normalized
    } else {
        (normalized + distance) / (1.0 + normalized * distance)
    };
    let first = (combined + 1.0) / 2.0;
    let second = 1.0 - first;
    let (x, y) = (a.numbers(), b.numbers());
    Ok(Color::rgb(
        x[0] * first + y[0] * second,
        x[1] * first + y[1] * second,
        x[2] * first + y[2] * second,
        one.a() * share + two.a() * (1.0 - share),
    ))
}

pub(crate) fn invert(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let color = v[0].as_color("color")?;
    let weight = v[1].as_number("weight")?;
    if v[2].is_null() {
        if !color.legacy() {
            return Err(Fault::argument(
                "color",
                format!("To use color.invert() with non-legacy color {}, you must provide a $space.", v[0].inspect()),
            ));
        }
        weight.assert_unit("%", "weight").or_else(|fault| if weight.has_units() { Err(fault) } else { Ok(()) })?;
        let rgb = color.to_space_filled(Space::Rgb);
        let [r, g, b] = rgb.numbers();
        let inverse = Color::rgb(255.0 - r, 255.0 - g, 255.0 - b, color.a());
        let mixed = mix_legacy(&inverse, color, weight)?;
        return Ok(value(mixed.to_space_filled(color.space)));
    }
    let space = space_argument(&v[2], "space")?;
    let share = weight.in_range_with_unit(0.0, 100.0, "weight", "%")? / 100.0;
    if share == 0.0 {
        return Ok(v[0].clone());
    }
    let own = color.to_space(space);
    let infos = space.channels();
    let mut inverted = own.channels;
    match space {
        Space::Hwb => {
            inverted = [own.channels[0].map(|hue| hue + 180.0), own.channels[2], own.channels[1]];
        }
        _ => {
            for (i, channel) in inverted.iter_mut().enumerate() {
                let info = &infos[i];
                if channel.is_none() {
                    return Err(missing_fault(&own, info));
                }
                if matches!(info.name, "chroma" | "saturation") {
                    continue;
                }
                *channel = channel.map(|value| {
                    if info.polar {
                        value + 180.0
                    } else if info.min < 0.0 {
                        -value
                    } else {
                        info.max - value
                    }
                });
            }
        }
    }
    let result = Color::new(space, inverted, own.alpha);
    if share == 1.0 {
        return Ok(value(result.to_space_filled(color.space)));
    }
    let mixed = result.interpolate(&own, space, HueMethod::Shorter, share, true);
    Ok(value(mixed.to_space_filled(color.space)))
}

pub(crate) fn grayscale(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let color = v[0].as_color("color")?;
    let space = if color.legacy() { Space::Hsl } else { Space::Oklch };
    let mut converted = color.to_space(space);
    converted.channels[1] = Some(0.0);
    Ok(value(Color::new(space, converted.channels, converted.alpha).to_space_filled(color.space)))
}

pub(crate) fn complement(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let color = v[0].as_color("color")?;
    let space = if v[1].is_null() {
        if !color.legacy() {
            return Err(Fault::argument(
                "color",
                format!(
                    "To use color.complement() with non-legacy color {}, you must provide a $space.",
                    v[0].inspect()
                ),
            ));
        }
        Space::Hsl
    } else {
        space_argument(&v[1], "space")?
    };
    if !space.polar() {
        return Err(Fault::argument("space", format!("Color space {} doesn't have a hue channel.", space.name())));
    }
    let mut converted = color.to_space_filled(space);
    let hue = space.channels().iter().position(|info| info.polar).unwrap_or(0);
    let Some(old) = converted.channels[hue] else { return Err(missing_fault(&converted, &space.channels()[hue])) };
    converted.channels[hue] = Some(old + 180.0);
    Ok(value(Color::new(space, converted.channels, converted.alpha).to_space_filled(color.space)))
}
