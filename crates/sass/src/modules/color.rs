//! `sass:color`: what it offers.

use super::color_channels as channels;
use super::color_legacy as legacy;
use super::color_parse as parse;
use super::color_update as update;
use crate::eval::callable::Builtin;

macro_rules! color {
    ($($name:literal $signature:literal $run:expr;)*) => {
        pub(crate) static FUNCTIONS: &[Builtin] = &[
            Builtin { name: "hwb", module: "color", overloads: &[
                ("$hue, $whiteness, $blackness, $alpha: 1", parse::hwb),
                ("$channels", |_, v| parse::channels("hwb", &v[0], Some(crate::value::color_spaces::Space::Hwb))),
            ] },
            Builtin { name: "alpha", module: "color", overloads: &[
                ("$color", channels::alpha), ("$args...", channels::alpha_filters),
            ] },
            $(Builtin { name: $name, module: "color", overloads: &[($signature, $run)] },)*
        ];
    };
}

color! {
    "red" "$color" |eval, v| channels::deprecated_getter(eval, v, "color.", "red", "rgb");
    "green" "$color" |eval, v| channels::deprecated_getter(eval, v, "color.", "green", "rgb");
    "blue" "$color" |eval, v| channels::deprecated_getter(eval, v, "color.", "blue", "rgb");
    "hue" "$color" |eval, v| channels::deprecated_getter(eval, v, "color.", "hue", "hsl");
    "saturation" "$color" |eval, v| channels::deprecated_getter(eval, v, "color.", "saturation", "hsl");
    "lightness" "$color" |eval, v| channels::deprecated_getter(eval, v, "color.", "lightness", "hsl");
    "whiteness" "$color" |eval, v| channels::deprecated_getter(eval, v, "color.", "whiteness", "hwb");
    "blackness" "$color" |eval, v| channels::deprecated_getter(eval, v, "color.", "blackness", "hwb");
    "opacity" "$color" channels::opacity;
    "mix" "$color1, $color2, $weight: 50%, $method: null" update::mix;
    "invert" "$color, $weight: 100%, $space: null" |eval, v| {
        if let Some(filter) = legacy::invert_filter(v)? {
            channels::plain_filter(eval, &v[0], "invert")?;
            return Ok(filter);
        }
        update::invert(eval, v)
    };
    "grayscale" "$color" |eval, v| match channels::plain_filter(eval, &v[0], "grayscale")? {
        Some(filter) => Ok(filter),
        None => update::grayscale(eval, v),
    };
    "complement" "$color, $space: null" update::complement;
    "adjust" "$color, $kwargs..." |eval, v| update::update(eval, v, update::Change::Adjust);
    "scale" "$color, $kwargs..." |eval, v| update::update(eval, v, update::Change::Scale);
    "change" "$color, $kwargs..." |eval, v| update::update(eval, v, update::Change::Set);
    "ie-hex-str" "$color" channels::ie_hex_str;
    "space" "$color" channels::space;
    "to-space" "$color, $space" channels::to_space;
    "is-legacy" "$color" channels::is_legacy;
    "is-missing" "$color, $channel" channels::is_missing;
    "is-in-gamut" "$color, $space: null" channels::is_in_gamut;
    "to-gamut" "$color, $space: null, $method: null" channels::to_gamut;
    "channel" "$color, $channel, $space: null" channels::channel;
    "same" "$color1, $color2" channels::same;
    "is-powerless" "$color, $channel, $space: null" channels::is_powerless;
    "lighten" "$color, $amount" |_, v| legacy::removed("lighten", v, "lightness", "");
    "darken" "$color, $amount" |_, v| legacy::removed("darken", v, "lightness", "-");
    "saturate" "$color, $amount" |_, v| legacy::removed("saturate", v, "saturation", "");
    "desaturate" "$color, $amount" |_, v| legacy::removed("desaturate", v, "saturation", "-");
    "opacify" "$color, $amount" |_, v| legacy::removed("opacify", v, "alpha", "");
    "fade-in" "$color, $amount" |_, v| legacy::removed("fade-in", v, "alpha", "");
    "transparentize" "$color, $amount" |_, v| legacy::removed("transparentize", v, "alpha", "-");
    "fade-out" "$color, $amount" |_, v| legacy::removed("fade-out", v, "alpha", "-");
    "adjust-hue" "$color, $amount" |_, v| legacy::removed("adjust-hue", v, "hue", "");
}
