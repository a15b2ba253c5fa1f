//! Colours.

use super::color_spaces::{Space, convert, convert_numbers, powerless};
use super::number::fuzzy_eq;
use std::rc::Rc;

/// How a legacy colour was written, which expanded CSS keeps.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Spelling {
    None,
    /// `rgb()` or `rgba()`.
    Function,
    /// The very text of a literal.
    Literal(Rc<str>),
}

/// A colour in a space, with channels that may be missing.
#[derive(Debug, Clone)]
pub(crate) struct Color {
    pub(crate) space: Space,
    pub(crate) channels: [Option<f64>; 3],
    pub(crate) alpha: Option<f64>,
    pub(crate) spelling: Spelling,
}

/// How a hue goes from one colour to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HueMethod {
    Shorter,
    Longer,
    Increasing,
    Decreasing,
}

fn eq_missing(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => fuzzy_eq(a, b),
        (None, None) => true,
        _ => false,
    }
}

impl Color {
    pub(crate) fn new(space: Space, channels: [Option<f64>; 3], alpha: Option<f64>) -> Self {
        let mut color = Self { space, channels, alpha, spelling: Spelling::None };
        color.normalize();
        color
    }

    /// Hues lie in a full turn; a negative chroma or saturation is the opposite hue.
    fn normalize(&mut self) {
        if let (Space::Hwb, Some(w), Some(b)) = (self.space, self.channels[1], self.channels[2]) {
            // Together they are at most everything.
            if w + b > 100.0 && !fuzzy_eq(w + b, 100.0) {
                self.channels[1] = Some(w / (w + b) * 100.0);
                self.channels[2] = Some(b / (w + b) * 100.0);
            }
        }
        let (hue, strength) = match self.space {
            Space::Hsl => (0, Some(1)),
            Space::Hwb => (0, None),
            Space::Lch | Space::Oklch => (2, Some(1)),
            _ => return,
        };
        let mut turn = 0.0;
        if let Some(strength) = strength
            && let Some(value) = self.channels[strength].filter(|value| *value < 0.0 && !fuzzy_eq(*value, 0.0))
        {
            self.channels[strength] = Some(value.abs());
            turn = 180.0;
        }
        if let Some(value) = self.channels[hue] {
            let value = ((value + turn) % 360.0 + 360.0) % 360.0;
            self.channels[hue] = Some(value);
        }
    }

    pub(crate) fn rgb(r: f64, g: f64, b: f64, alpha: f64) -> Self {
        Self::new(Space::Rgb, [Some(r), Some(g), Some(b)], Some(alpha))
    }

    pub(crate) fn spelled(mut self, spelling: Spelling) -> Self {
        self.spelling = spelling;
        self
    }

    pub(crate) fn legacy(&self) -> bool {
        self.space.legacy()
    }

    pub(crate) fn a(&self) -> f64 {
        self.alpha.unwrap_or(0.0)
    }

    /// The channels with missing ones as 0.
    pub(crate) fn numbers(&self) -> [f64; 3] {
        self.channels.map(|value| value.unwrap_or(0.0))
    }

    pub(crate) fn any_missing(&self) -> bool {
        self.alpha.is_none() || self.channels.iter().any(Option::is_none)
    }

    pub(crate) fn powerless(&self, channel: usize) -> bool {
        powerless(self.space, self.numbers(), channel)
    }

    pub(crate) fn to_space(&self, space: Space) -> Self {
        if space == self.space {
            return self.clone();
        }
        Self::new(space, convert(self.space, space, self.channels), self.alpha)
    }

    /// To another space, where a legacy space gets zeros for missing channels.
    pub(crate) fn to_space_filled(&self, space: Space) -> Self {
        if space == self.space {
            return self.clone();
        }
        let mut color = self.to_space(space);
        if color.legacy() && color.any_missing() {
            color.channels = color.channels.map(|value| Some(value.unwrap_or(0.0)));
            color.alpha = Some(color.a());
        }
        color
    }

    pub(crate) fn in_gamut(&self) -> bool {
        if !self.space.bounded() {
            return true;
        }
        let channels = self.space.channels();
        self.numbers().iter().zip(channels).all(|(value, channel)| {
            channel.polar
                || ((*value <= channel.max || fuzzy_eq(*value, channel.max))
                    && (*value >= channel.min || fuzzy_eq(*value, channel.min)))
        })
    }

    pub(crate) fn clip(&self) -> Self {
        let infos = self.space.channels();
        let mut channels = self.channels;
        for (value, info) in channels.iter_mut().zip(infos) {
            if let Some(value) = value.as_mut().filter(|_| !info.polar) {
                *value = if value.is_nan() { info.min } else { value.clamp(info.min, info.max) };
            }
        }
        Self::new(self.space, channels, self.alpha)
    }

    /// The gamut mapping of CSS Color 4: lowers chroma in OKLCH until clipping shows no visible difference.
    pub(crate) fn local_minde(&self) -> Self {
        let origin = self.to_space(Space::Oklch);
        let (lightness, hue, alpha) = (origin.channels[0], origin.channels[2], origin.alpha);
        let l = lightness.unwrap_or(0.0);
        if l > 1.0 || fuzzy_eq(l, 1.0) {
            return if self.legacy() {
                Self::new(Space::Rgb, [Some(255.0); 3], self.alpha).to_space(self.space)
            } else {
                Self::new(self.space, [Some(1.0); 3], self.alpha)
            };
        }
        if l < 0.0 || fuzzy_eq(l, 0.0) {
            return Self::new(Space::Rgb, [Some(0.0); 3], self.alpha).to_space(self.space);
        }
        let mut clipped = self.clip();
        if delta_eok(&clipped, self) < 0.02 {
            return clipped;
        }
        let (mut min, mut max, mut min_in_gamut) = (0.0, origin.channels[1].unwrap_or(0.0), true);
        while max - min > 0.0001 {
            let chroma = (min + max) / 2.0;
            let current = Self::new(Space::Oklch, [lightness, Some(chroma), hue], alpha).to_space(self.space);
            if min_in_gamut && current.in_gamut() {
                min = chroma;
                continue;
            }
            clipped = current.clip();
            let e = delta_eok(&clipped, &current);
            if e < 0.02 {
                if 0.02 - e < 0.0001 {
                    return clipped;
                }
                min_in_gamut = false;
                min = chroma;
            } else {
                max = chroma;
            }
        }
        clipped
    }

    pub(crate) fn equals(&self, other: &Self) -> bool {
        if !eq_missing(self.alpha, other.alpha) {
            return false;
        }
        let same = |a: &Self, b: &Self| a.channels.iter().zip(&b.channels).all(|(a, b)| eq_missing(*a, *b));
        if self.space == other.space {
            return same(self, other);
        }
        self.legacy() && other.legacy() && same(&self.to_space_filled(Space::Rgb), &other.to_space_filled(Space::Rgb))
    }

    /// The colour between two: `weight` is the share of `self`.
    pub(crate) fn interpolate(
        &self,
        other: &Self,
        space: Space,
        hue: HueMethod,
        weight: f64,
        legacy_missing: bool,
    ) -> Self {
        if fuzzy_eq(weight, 0.0) {
            return other.clone();
        }
        if fuzzy_eq(weight, 1.0) {
            return self.clone();
        }
        let one = self.to_space(space);
        let two = other.to_space(space);
        // A channel that one colour misses takes the other's value.
        let missing = |color: &Self, converted: &Self, i: usize| {
            converted.channels[i].is_none() || analogous_missing(color, space, i)
        };
        let share = 1.0 - weight;
        let (a1, a2) = (one.alpha.or(two.alpha), two.alpha.or(one.alpha));
        let (w1, w2) = (a1.unwrap_or(1.0) * weight, a2.unwrap_or(1.0) * share);
        let alpha = match (one.alpha, two.alpha) {
            (None, None) => None,
            _ => Some(a1.unwrap_or(0.0) * weight + a2.unwrap_or(0.0) * share),
        };
        let mut channels = [None; 3];
        for (i, channel) in channels.iter_mut().enumerate() {
            let c1 = if missing(self, &one, i) { None } else { one.channels[i] };
            let c2 = if missing(other, &two, i) { None } else { two.channels[i] };
            let (Some(c1), Some(c2)) = (c1.or(c2), c2.or(c1)) else { continue };
            *channel = Some(if space.channels()[i].polar {
                interpolate_hue(c1, c2, hue, weight)
            } else {
                (c1 * w1 + c2 * w2) / alpha.unwrap_or(1.0)
            });
        }
        // Premultiplied by nothing, channels are nothing but themselves.
        if let Some(alpha) = alpha.filter(|alpha| *alpha == 0.0) {
            let _ = alpha;
            for (i, channel) in channels.iter_mut().enumerate() {
                if !space.channels()[i].polar && channel.is_some_and(f64::is_nan) {
                    *channel = Some(0.0);
                }
            }
        }
        let mixed = Self::new(space, channels, alpha);
        if legacy_missing { mixed.to_space(self.space) } else { mixed.to_space_filled(self.space) }
    }
}

fn analogous_missing(color: &Color, space: Space, i: usize) -> bool {
    // Conversion has carried these over already; what is left are channels of the very same space.
    color.space == space && color.channels[i].is_none()
}

fn interpolate_hue(mut a: f64, mut b: f64, method: HueMethod, weight: f64) -> f64 {
    match method {
        HueMethod::Shorter => {
            if b - a > 180.0 {
                a += 360.0;
            } else if b - a < -180.0 {
                b += 360.0;
            }
        }
        HueMethod::Longer => {
            if b - a > 0.0 && b - a < 180.0 {
                b -= 360.0;
            } else if b - a > -180.0 && b - a <= 0.0 {
                b += 360.0;
            }
        }
        HueMethod::Increasing => {
            if b < a {
                b += 360.0;
            }
        }
        HueMethod::Decreasing => {
            if a < b {
                a += 360.0;
            }
        }
    }
    a * weight + b * (1.0 - weight)
}

fn delta_eok(a: &Color, b: &Color) -> f64 {
    let one = convert_numbers(a.space, Space::Oklab, a.numbers());
    let two = convert_numbers(b.space, Space::Oklab, b.numbers());
    one.iter().zip(two).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt()
}
