//! `sass:color`: questions about colours, their channels, spaces and gamuts.

use crate::Deprecation;
use crate::eval::Eval;
use crate::span::{Fault, Res};
use crate::value::color_spaces::{Channel, Space};
use crate::value::number::fuzzy_round;
use crate::value::{Color, Number, Value};
use std::rc::Rc;

pub(crate) fn value(color: Color) -> Value {
    Value::Color(Rc::new(color))
}

/// A getter that `color.channel()` replaces.
pub(crate) fn deprecated_getter(
    eval: &mut Eval<'_>,
    v: &[Value],
    prefix: &'static str,
    name: &'static str,
    space: &str,
) -> Res<Value> {
    let color = v[0].as_color("color")?;
    if !color.legacy() {
        return Err(Fault::bare(format!(
            "color.{name}() is only supported for legacy colors. Please use color.channel() instead with an explicit \
             $space argument."
        )));
    }
    eval.deprecated_as(Deprecation::ColorFunctions, (prefix, name), eval.call_at, |_| {
        format!(
            "{prefix}{name}() is deprecated. Suggestion:\n\ncolor.channel($color, \"{name}\", $space: {space})\n\nMore \
             info: https://sass-lang.com/d/color-functions"
        )
    })?;
    let space = Space::from_name(space).unwrap_or(Space::Rgb);
    let converted = color.to_space_filled(space);
    let index = space.channels().iter().position(|channel| channel.name == name).unwrap_or(0);
    let number = converted.numbers()[index];
    Ok(Value::Number(match space.channels()[index].unit {
        "" => Number::new(fuzzy_round(number)),
        unit => Number::unit(number, unit),
    }))
}

/// The filter of CSS that a function of this name is for numbers; `None` for other values.
pub(crate) fn plain_filter(eval: &mut Eval<'_>, value: &Value, name: &str) -> Res<Option<Value>> {
    let Value::Number(number) = value else { return Ok(None) };
    let shown = number.show();
    let call = format!("{name}({shown})");
    // The message about opacity lacks its closing parenthesis in dart-sass.
    let end = if name == "opacity" { "" } else { ")" };
    let at = eval.call_at;
    let message = format!("Passing a number ({shown}{end} to color.{name}() is deprecated.\n\nRecommendation: {call}");
    eval.deprecated(crate::Deprecation::ColorModuleCompat, message, at)?;
    Ok(Some(Value::unquoted(call)))
}

pub(crate) fn alpha(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    if ms_filters(v) {
        return ms_filter(eval, v);
    }
    alpha_of_color(&v[0])
}

pub(crate) fn opacity(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    match plain_filter(eval, &v[0], "opacity")? {
        Some(filter) => Ok(filter),
        None => alpha_of_color(&v[0]),
    }
}

fn alpha_of_color(value: &Value) -> Res<Value> {
    let color = value.as_color("color")?;
    if !color.legacy() {
        return Err(Fault::bare(
            "color.alpha() is only supported for legacy colors. Please use color.channel() instead.",
        ));
    }
    Ok(Value::number(color.a()))
}

/// `color.alpha` with another number of arguments than one: only filters of Internet Explorer have them.
pub(crate) fn alpha_filters(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let items = v[0].as_list();
    if ms_filters(&items) {
        return ms_filter(eval, &items);
    }
    Err(Fault::bare(if items.is_empty() {
        "Missing argument $color.".to_owned()
    } else {
        format!("Only 1 argument allowed, but {} were passed.", items.len())
    }))
}

fn ms_filters(values: &[Value]) -> bool {
    let is_filter = |value: &Value| matches!(value, Value::String(text) if !text.quoted && is_ms_filter(&text.text));
    !values.is_empty() && values.iter().all(is_filter)
}

fn ms_filter(eval: &mut Eval<'_>, values: &[Value]) -> Res<Value> {
    let call = super::color_parse::css_call("alpha", values)?;
    let at = eval.call_at;
    let message =
        format!("Using color.alpha() for a Microsoft filter is deprecated.\n\nRecommendation: {}", call.inspect());
    eval.deprecated(crate::Deprecation::ColorModuleCompat, message, at)?;
    Ok(call)
}

/// Whether a text is an argument of Internet Explorer's filters, such as `opacity=50`.
pub(crate) fn is_ms_filter(text: &str) -> bool {
    let name = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    name.len() < text.len() && name.trim_start().starts_with('=')
}

pub(crate) fn ie_hex_str(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let color = v[0].as_color("color")?.to_space_filled(Space::Rgb);
    let color = if color.in_gamut() { color } else { color.local_minde() };
    let [r, g, b] = color.numbers().map(|value| fuzzy_round(value).clamp(0.0, 255.0) as u8);
    let a = fuzzy_round(color.a() * 255.0) as u8;
    Ok(Value::unquoted(format!("#{a:02X}{r:02X}{g:02X}{b:02X}")))
}

pub(crate) fn space(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    Ok(Value::unquoted(v[0].as_color("color")?.space.name()))
}

/// A colour space from an argument, which has to be unquoted.
pub(crate) fn space_argument(value: &Value, name: &str) -> Res<Space> {
    let text = value.as_string(name)?;
    if text.quoted {
        return Err(Fault::argument(name, format!("Expected {} to be an unquoted string.", value.inspect())));
    }
    Space::from_name(&text.text).ok_or_else(|| Fault::argument(name, format!("Unknown color space \"{}\".", text.text)))
}

fn in_space(color: &Rc<Color>, space: &Value) -> Res<Color> {
    if space.is_null() {
        return Ok((**color).clone());
    }
    Ok(color.to_space(space_argument(space, "space")?))
}

pub(crate) fn to_space(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let color = v[0].as_color("color")?;
    let space = space_argument(&v[1], "space")?;
    if space == color.space {
        return Ok(v[0].clone());
    }
    Ok(value(color.to_space_filled(space)))
}

pub(crate) fn is_legacy(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    Ok(Value::Bool(v[0].as_color("color")?.legacy()))
}

fn channel_name(value: &Value) -> Res<&str> {
    let text = value.as_string("channel")?;
    if !text.quoted {
        return Err(Fault::argument("channel", format!("Expected {} to be a quoted string.", value.inspect())));
    }
    Ok(&text.text)
}

/// The position of a channel by name; 3 is alpha.
fn channel_index(color: &Color, shown: &Value, name: &str) -> Res<usize> {
    if name == "alpha" {
        return Ok(3);
    }
    color.space.channels().iter().position(|channel| channel.name == name).ok_or_else(|| {
        let mut shown = shown.inspect();
        if let Value::Color(original) = &Value::Color(Rc::new(color.clone()))
            && shown.is_empty()
        {
            shown = Value::Color(original.clone()).inspect();
        }
        Fault::argument("channel", format!("Color {shown} has no channel named {name}."))
    })
}

pub(crate) fn is_missing(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let color = v[0].as_color("color")?;
    let index = channel_index(color, &v[0], channel_name(&v[1])?)?;
    Ok(Value::Bool(if index == 3 { color.alpha.is_none() } else { color.channels[index].is_none() }))
}

pub(crate) fn is_in_gamut(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    Ok(Value::Bool(in_space(v[0].as_color("color")?, &v[1])?.in_gamut()))
}

pub(crate) fn to_gamut(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let color = v[0].as_color("color")?;
    let space = if v[1].is_null() { color.space } else { space_argument(&v[1], "space")? };
    if v[2].is_null() {
        return Err(Fault::argument(
            "method",
            "color.to-gamut() requires a $method argument for forwards-compatibility with changes in the CSS spec. \
             Suggestion:\n\n$method: local-minde",
        ));
    }
    let method = v[2].as_string("method")?;
    if method.quoted {
        return Err(Fault::argument("method", format!("Expected {} to be an unquoted string.", v[2].inspect())));
    }
    let clip = match &*method.text {
        "clip" => true,
        "local-minde" => false,
        other => return Err(Fault::argument("method", format!("Unknown gamut map method \"{other}\"."))),
    };
    if !space.bounded() {
        return Ok(v[0].clone());
    }
    let converted = color.to_space(space);
    if converted.in_gamut() {
        return Ok(value(converted.to_space_filled(color.space)));
    }
    let mapped = if clip { converted.clip() } else { converted.local_minde() };
    Ok(value(mapped.to_space_filled(color.space)))
}

pub(crate) fn channel(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let own = v[0].as_color("color")?;
    let space = if v[2].is_null() { own.space } else { space_argument(&v[2], "space")? };
    let converted;
    let color: &Color = if space == own.space {
        own
    } else {
        converted = own.to_space(space);
        &converted
    };
    let index = channel_index(color, &v[0], channel_name(&v[1])?)?;
    if index == 3 {
        return Ok(Value::number(color.a()));
    }
    let info: &Channel = &color.space.channels()[index];
    let number = color.numbers()[index];
    Ok(Value::Number(match info.unit {
        "%" => Number::unit(number * 100.0 / info.max, "%"),
        "" => Number::new(number),
        unit => Number::unit(number, unit),
    }))
}

pub(crate) fn same(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let one = v[0].as_color("color1")?;
    let two = v[1].as_color("color2")?;
    let filled = |color: &Color| {
        let channels = color.channels.map(|value| Some(value.unwrap_or(0.0)));
        Color::new(color.space, channels, Some(color.a()))
    };
    let (one, two) = (filled(one), filled(two));
    if one.space == two.space {
        return Ok(Value::Bool(one.equals(&two)));
    }
    Ok(Value::Bool(one.to_space(Space::XyzD65).equals(&two.to_space(Space::XyzD65))))
}

pub(crate) fn is_powerless(_: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    let color = in_space(v[0].as_color("color")?, &v[2])?;
    let index = channel_index(&color, &v[0], channel_name(&v[1])?)?;
    Ok(Value::Bool(index < 3 && color.powerless(index)))
}
