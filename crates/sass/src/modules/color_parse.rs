//! Colours from function arguments: `rgb()`, `hsl()`, `lab()`, `color()` and their like.

use crate::Deprecation;
use crate::eval::Eval;
use crate::span::{Fault, Res};
use crate::value::color::Spelling;
use crate::value::color_spaces::{Channel, Space};
use crate::value::{Color, Number, Separator, Value};
use std::rc::Rc;

/// A call left for CSS.
pub(crate) fn css_call(name: &str, args: &[Value]) -> Res<Value> {
    let mut texts = Vec::with_capacity(args.len());
    for arg in args {
        texts.push(crate::serialize::to_css(arg, true)?);
    }
    Ok(Value::unquoted(format!("{name}({})", texts.join(", "))))
}

/// A number from 0 to a maximum, or a percentage of it.
fn percent_or_plain(number: &Number, max: f64, name: &str) -> Res<f64> {
    if !number.has_units() {
        return Ok(number.value);
    }
    if number.has_unit("%") {
        return Ok(max * number.value / 100.0);
    }
    Err(Fault::argument(name, format!("Expected {} to have unit \"%\" or no units.", number.show())))
}

pub(crate) fn alpha_of(value: &Value) -> Res<f64> {
    Ok(percent_or_plain(value.as_number("alpha")?, 1.0, "alpha")?.clamp(0.0, 1.0))
}

pub(crate) fn rgb(name: &str, v: &[Value]) -> Res<Value> {
    if v.iter().any(Value::is_special_number) {
        return css_call(name, v);
    }
    let mut channels = [None; 3];
    for (i, channel) in ["red", "green", "blue"].iter().enumerate() {
        let number = v[i].as_number(channel)?;
        channels[i] = Some(percent_or_plain(number, 255.0, channel)?.clamp(0.0, 255.0));
    }
    let alpha = match v.get(3) {
        Some(alpha) => alpha_of(alpha)?,
        None => 1.0,
    };
    let color = Color::new(Space::Rgb, channels, Some(alpha)).spelled(Spelling::Function);
    Ok(Value::Color(Rc::new(color)))
}

pub(crate) fn rgb_two(name: &str, v: &[Value]) -> Res<Value> {
    let is_color = matches!(v[0], Value::Color(_));
    if v[0].is_var() || (!is_color && v[1].is_var()) {
        return css_call(name, v);
    }
    let color = v[0].as_color("color")?;
    if v[1].is_special_number() {
        let rgb = color.to_space_filled(Space::Rgb).numbers();
        let mut args: Vec<Value> = rgb.iter().map(|value| Value::number(*value)).collect();
        args.push(v[1].clone());
        return css_call(name, &args);
    }
    if !color.legacy() {
        return Err(Fault::argument(
            "color",
            format!(
                "Expected {} to be in the legacy RGB, HSL, or HWB color space.\n\nRecommendation: color.change({}, \
                 $alpha: {})",
                v[0].inspect(),
                v[0].inspect(),
                v[1].inspect()
            ),
        ));
    }
    let alpha = alpha_of(&v[1])?;
    let rgb = color.to_space_filled(Space::Rgb);
    Ok(Value::Color(Rc::new(Color::new(Space::Rgb, rgb.channels, Some(alpha)))))
}

fn warn_percent(eval: &mut Eval<'_>, number: &Number, name: &str) -> Res<()> {
    if number.has_unit("%") {
        return Ok(());
    }
    let shown = number.show();
    let suggestion = if number.has_units() {
        format!("{} * 1%", super::list::unit_suggestion(number, name))
    } else {
        format!("${name} * 1%")
    };
    let message = format!(
        "${name}: Passing a number without unit % ({shown}) is deprecated.\n\nTo preserve current behavior: \
         {suggestion}\n\nMore info: https://sass-lang.com/d/function-units"
    );
    let at = eval.call_at;
    eval.deprecated(Deprecation::FunctionUnits, message, at)
}

/// A hue in degrees; other units than angles are deprecated.
pub(crate) fn hue_of(eval: &mut Eval<'_>, value: &Value, name: &str) -> Res<f64> {
    let number = value.as_number(name)?;
    if let Some(degrees) = number.value_in("deg") {
        return Ok(degrees);
    }
    let message = format!(
        "${name}: Passing a unit other than deg ({}) is deprecated.\n\nTo preserve current behavior: {}\n\nSee \
         https://sass-lang.com/d/function-units",
        number.show(),
        super::list::unit_suggestion(number, name)
    );
    let at = eval.call_at;
    eval.deprecated(Deprecation::FunctionUnits, message, at)?;
    Ok(number.value)
}

pub(crate) fn hsl(eval: &mut Eval<'_>, name: &str, v: &[Value]) -> Res<Value> {
    if v.iter().any(Value::is_special_number) {
        return css_call(name, v);
    }
    let hue = hue_of(eval, &v[0], "hue")?;
    let saturation = v[1].as_number("saturation")?.clone();
    let lightness = v[2].as_number("lightness")?.clone();
    warn_percent(eval, &saturation, "saturation")?;
    warn_percent(eval, &lightness, "lightness")?;
    let alpha = match v.get(3) {
        Some(alpha) => alpha_of(alpha)?,
        None => 1.0,
    };
    let channels = [Some(hue), Some(saturation.value.max(0.0)), Some(lightness.value)];
    Ok(Value::Color(Rc::new(Color::new(Space::Hsl, channels, Some(alpha)))))
}

pub(crate) fn hsl_two(name: &str, v: &[Value]) -> Res<Value> {
    if v[0].is_var() || v[1].is_var() {
        return css_call(name, v);
    }
    Err(Fault::bare("Missing argument $lightness."))
}

pub(crate) fn hwb(eval: &mut Eval<'_>, v: &[Value]) -> Res<Value> {
    if v.iter().any(Value::is_special_number) {
        // CSS takes no commas here.
        let mut text = String::from("hwb(");
        for (i, value) in v.iter().enumerate() {
            let shown = crate::serialize::to_css(value, true)?;
            if i == 3 && matches!(value, Value::Number(number) if number.value == 1.0 && !number.has_units()) {
                continue;
            }
            text.push_str(["", " ", " ", " / "][i]);
            text.push_str(&shown);
        }
        text.push(')');
        return Ok(Value::unquoted(text));
    }
    for (info, value) in Space::Hwb.channels().iter().zip(v) {
        if !matches!(value, Value::Number(_)) && !is_none(value) {
            let message = format!("Expected {} channel to be a number, was {}.", info.name, value.inspect());
            return Err(Fault::bare(message));
        }
    }
    let hue = Value::Number(Number::new(if is_none(&v[0]) { 0.0 } else { hue_of(eval, &v[0], "hue")? }));
    let v = &[if is_none(&v[0]) { v[0].clone() } else { hue }, v[1].clone(), v[2].clone(), v[3].clone()];
    let alpha = alpha_of(&v[3])?;
    let mut channels = [None; 3];
    for (i, info) in Space::Hwb.channels().iter().enumerate() {
        channels[i] = channel_value(info, &v[i], true)?;
    }
    Ok(Value::Color(Rc::new(Color::new(Space::Hwb, channels, Some(alpha)))))
}

fn is_none(value: &Value) -> bool {
    matches!(value, Value::String(text) if !text.quoted && text.text.eq_ignore_ascii_case("none"))
}

/// A channel's value in its space's own measure; `None` where it is missing.
pub(crate) fn channel_value(info: &Channel, value: &Value, clamp: bool) -> Res<Option<f64>> {
    if is_none(value) {
        return Ok(None);
    }
    let number = value.as_number(info.name)?;
    if info.polar {
        return Ok(Some(number.coerce_to_unit("deg", info.name)?));
    }
    if info.requires_percent && number.has_units() && !number.has_unit("%")
        || info.name.ends_with("ness") && info.requires_percent && info.name != "lightness" && !number.has_unit("%")
    {
        return Err(Fault::argument(info.name, format!("Expected {} to have unit \"%\".", number.show())));
    }
    let mut result = percent_or_plain(number, info.max, info.name)?;
    if clamp {
        if info.clamp_low && result < info.min {
            result = info.min;
        }
        if info.clamp_high && result > info.max {
            result = info.max;
        }
    }
    Ok(Some(result))
}

/// Splits what follows a slash off: `1 2 3 / 4`.
fn split_alpha(input: &Value) -> Res<Option<(Value, Option<Value>)>> {
    let Value::List(list) = input else { return Ok(Some((input.clone(), None))) };
    if list.separator == Separator::Slash {
        return match &list.items[..] {
            [channels, alpha] => Ok(Some((channels.clone(), Some(alpha.clone())))),
            items => {
                let were = if items.len() == 1 { "was" } else { "were" };
                Err(Fault::argument(
                    "channels",
                    format!("Only 2 slash-separated elements allowed, but {} {were} passed.", items.len()),
                ))
            }
        };
    }
    let Some((last, init)) = list.items.split_last() else { return Ok(Some((input.clone(), None))) };
    let with = |replaced: Value, alpha: Value| {
        let mut items = init.to_vec();
        items.push(replaced);
        let mut list = (**list).clone();
        list.items = items;
        Ok(Some((Value::List(Rc::new(list)), Some(alpha))))
    };
    match last {
        Value::Number(number) => match number.slash() {
            Some(slash) => with(Value::Number(slash.0.clone()), Value::Number(slash.1.clone())),
            None => Ok(Some((input.clone(), None))),
        },
        Value::String(text) if !text.quoted => {
            // Such as `none / 0.5` that became one text.
            let parts: Vec<&str> = text.text.split('/').collect();
            match parts[..] {
                [_] => Ok(Some((input.clone(), None))),
                [channel, alpha] => {
                    let parse = |text: &str| -> Value {
                        let text = text.trim();
                        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
                        let unit = &text[digits.len()..];
                        match digits.parse::<f64>() {
                            Ok(number) if !unit.is_empty() => Value::Number(Number::unit(number, unit)),
                            Ok(number) => Value::number(number),
                            _ => Value::unquoted(text),
                        }
                    };
                    with(parse(channel), parse(alpha))
                }
                _ => Ok(None),
            }
        }
        _ => Ok(Some((input.clone(), None))),
    }
}

/// Parses the channels of a modern colour function; without a space, the first of them names it.
pub(crate) fn channels(name: &str, input: &Value, space: Option<Space>) -> Res<Value> {
    if input.is_var() {
        return css_call(name, std::slice::from_ref(input));
    }
    let Some((components, alpha)) = split_alpha(input)? else { return css_call(name, std::slice::from_ref(input)) };
    let as_is = || css_call(name, std::slice::from_ref(input));
    if components.is_var() {
        return as_is();
    }
    let items = match &components {
        Value::List(list) if list.brackets || !matches!(list.separator, Separator::Space | Separator::Undecided) => {
            let what = if list.brackets && list.separator != Separator::Comma {
                "an unbracketed"
            } else if list.brackets {
                "an unbracketed, space-separated"
            } else {
                "a space- or slash-separated"
            };
            return Err(Fault::argument("channels", format!("Expected {what} list, was {}", show(input))));
        }
        Value::List(list) => {
            if list.items.is_empty() {
                return Err(Fault::argument("channels", "Color component list may not be empty."));
            }
            list.items.clone()
        }
        other => vec![other.clone()],
    };
    if let Some(Value::String(text)) = items.first()
        && !text.quoted
        && text.text.eq_ignore_ascii_case("from")
    {
        return as_is();
    }
    let (space, items) = match space {
        Some(space) => (space, items),
        None => {
            if items[0].is_var() {
                return as_is();
            }
            let named = items[0].as_string("description")?;
            if named.quoted {
                return Err(Fault::argument(
                    "description",
                    format!("Expected {} to be an unquoted string.", items[0].inspect()),
                ));
            }
            let Some(space) = Space::from_name(&named.text) else {
                return Err(Fault::argument("description", format!("Unknown color space \"{}\".", named.text)));
            };
            if !space.of_color_function() {
                return Err(Fault::argument(
                    "description",
                    format!(
                        "The color() function doesn't support the color space {}. Use the {}() function instead.",
                        space.name(),
                        space.name()
                    ),
                ));
            }
            (space, items[1..].to_vec())
        }
    };
    from_items(name, input, space, &items, alpha)
}

fn show(value: &Value) -> String {
    match value {
        Value::List(list) if !list.brackets && list.items.len() != 1 => format!("({})", value.inspect()),
        other => other.inspect(),
    }
}

fn from_items(name: &str, input: &Value, space: Space, items: &[Value], alpha: Option<Value>) -> Res<Value> {
    let as_is = || css_call(name, std::slice::from_ref(input));
    for (i, item) in items.iter().enumerate() {
        let fine = item.is_special_number() || matches!(item, Value::Number(_)) || is_none(item);
        if !fine {
            let channel = space
                .channels()
                .get(i)
                .map_or_else(|| format!("channel {}", i + 1), |info| format!("{} channel", info.name));
            return Err(Fault::argument(
                if space.of_color_function() { "description" } else { "channels" },
                format!("Expected {channel} to be a number, was {}.", item.inspect()),
            ));
        }
    }
    if alpha.as_ref().is_some_and(Value::is_special_number) || items.iter().any(Value::is_special_number) {
        if items.len() == 3 && matches!(space, Space::Rgb | Space::Hsl) {
            let mut args = items.to_vec();
            args.extend(alpha);
            return css_call(name, &args);
        }
        return as_is();
    }
    let alpha = match &alpha {
        None => Some(1.0),
        Some(value) if is_none(value) => None,
        Some(value) => Some(alpha_of(value)?),
    };
    if items.len() != 3 {
        let argument = if space.of_color_function() { "description" } else { "channels" };
        return Err(Fault::argument(
            argument,
            format!("The {} color space has 3 channels but {} has {}.", space.name(), show(input), items.len()),
        ));
    }
    let mut channels = [None; 3];
    for (i, info) in space.channels().iter().enumerate() {
        channels[i] = channel_value(info, &items[i], true)?;
    }
    let mut color = Color::new(space, channels, alpha);
    if space == Space::Rgb {
        color = color.spelled(Spelling::Function);
    }
    Ok(Value::Color(Rc::new(color)))
}
