//! Colour spaces: their channels, and the way from one to another through CIE XYZ as CSS Color 4 has it.

use super::number::fuzzy_eq;

/// A colour space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    Rgb,
    Hsl,
    Hwb,
    Srgb,
    SrgbLinear,
    DisplayP3,
    DisplayP3Linear,
    A98,
    Prophoto,
    Rec2020,
    XyzD65,
    XyzD50,
    Lab,
    Lch,
    Oklab,
    Oklch,
}

/// What is known of a channel.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Channel {
    pub(crate) name: &'static str,
    pub(crate) polar: bool,
    pub(crate) min: f64,
    pub(crate) max: f64,
    pub(crate) requires_percent: bool,
    pub(crate) clamp_low: bool,
    pub(crate) clamp_high: bool,
    /// `%` or `deg` where values are shown with it.
    pub(crate) unit: &'static str,
}

const fn plain(name: &'static str, min: f64, max: f64) -> Channel {
    Channel { name, polar: false, min, max, requires_percent: false, clamp_low: false, clamp_high: false, unit: "" }
}

const HUE: Channel = Channel { polar: true, unit: "deg", ..plain("hue", 0.0, 360.0) };

const fn percent(name: &'static str) -> Channel {
    Channel { requires_percent: true, unit: "%", ..plain(name, 0.0, 100.0) }
}

const fn byte(name: &'static str) -> Channel {
    Channel { clamp_low: true, clamp_high: true, ..plain(name, 0.0, 255.0) }
}

const fn lightness(max: f64) -> Channel {
    Channel { clamp_low: true, clamp_high: true, unit: "%", ..plain("lightness", 0.0, max) }
}

const fn chroma(max: f64) -> Channel {
    Channel { clamp_low: true, ..plain("chroma", 0.0, max) }
}

const RGB: [Channel; 3] = [byte("red"), byte("green"), byte("blue")];
const HSL: [Channel; 3] = [HUE, Channel { clamp_low: true, ..percent("saturation") }, percent("lightness")];
const HWB: [Channel; 3] = [HUE, percent("whiteness"), percent("blackness")];
const UNIT_RGB: [Channel; 3] = [plain("red", 0.0, 1.0), plain("green", 0.0, 1.0), plain("blue", 0.0, 1.0)];
const XYZ: [Channel; 3] = [plain("x", 0.0, 1.0), plain("y", 0.0, 1.0), plain("z", 0.0, 1.0)];
const LAB: [Channel; 3] = [lightness(100.0), plain("a", -125.0, 125.0), plain("b", -125.0, 125.0)];
const LCH: [Channel; 3] = [lightness(100.0), chroma(150.0), HUE];
const OKLAB: [Channel; 3] = [lightness(1.0), plain("a", -0.4, 0.4), plain("b", -0.4, 0.4)];
const OKLCH: [Channel; 3] = [lightness(1.0), chroma(0.4), HUE];

/// What a channel means across spaces, for carrying missing channels over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    First,
    Second,
    Third,
    Lightness,
    Colorfulness,
    Hue,
    A,
    B,
    Own,
}

/// The names of colour spaces.
const NAMES: &[(&str, Space)] = &[
    ("rgb", Space::Rgb),
    ("hsl", Space::Hsl),
    ("hwb", Space::Hwb),
    ("srgb", Space::Srgb),
    ("srgb-linear", Space::SrgbLinear),
    ("display-p3", Space::DisplayP3),
    ("display-p3-linear", Space::DisplayP3Linear),
    ("a98-rgb", Space::A98),
    ("prophoto-rgb", Space::Prophoto),
    ("rec2020", Space::Rec2020),
    ("xyz", Space::XyzD65),
    ("xyz-d65", Space::XyzD65),
    ("xyz-d50", Space::XyzD50),
    ("lab", Space::Lab),
    ("lch", Space::Lch),
    ("oklab", Space::Oklab),
    ("oklch", Space::Oklch),
];

impl Space {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, space)| *space)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rgb => "rgb",
            Self::Hsl => "hsl",
            Self::Hwb => "hwb",
            Self::Srgb => "srgb",
            Self::SrgbLinear => "srgb-linear",
            Self::DisplayP3 => "display-p3",
            Self::DisplayP3Linear => "display-p3-linear",
            Self::A98 => "a98-rgb",
            Self::Prophoto => "prophoto-rgb",
            Self::Rec2020 => "rec2020",
            Self::XyzD65 => "xyz",
            Self::XyzD50 => "xyz-d50",
            Self::Lab => "lab",
            Self::Lch => "lch",
            Self::Oklab => "oklab",
            Self::Oklch => "oklch",
        }
    }

    pub(crate) fn channels(self) -> &'static [Channel; 3] {
        match self {
            Self::Rgb => &RGB,
            Self::Hsl => &HSL,
            Self::Hwb => &HWB,
            Self::XyzD65 | Self::XyzD50 => &XYZ,
            Self::Lab => &LAB,
            Self::Lch => &LCH,
            Self::Oklab => &OKLAB,
            Self::Oklch => &OKLCH,
            _ => &UNIT_RGB,
        }
    }

    pub(crate) fn legacy(self) -> bool {
        matches!(self, Self::Rgb | Self::Hsl | Self::Hwb)
    }

    pub(crate) fn polar(self) -> bool {
        matches!(self, Self::Hsl | Self::Hwb | Self::Lch | Self::Oklch)
    }

    /// Whether colours of the space can lie outside what it can show.
    pub(crate) fn bounded(self) -> bool {
        !matches!(self, Self::XyzD65 | Self::XyzD50 | Self::Lab | Self::Lch | Self::Oklab | Self::Oklch)
    }

    /// Whether `color()` takes it.
    pub(crate) fn of_color_function(self) -> bool {
        !matches!(self, Self::Rgb | Self::Hsl | Self::Hwb | Self::Lab | Self::Lch | Self::Oklab | Self::Oklch)
    }

    fn meanings(self) -> [Meaning; 3] {
        use Meaning::{A, B, Colorfulness, First, Hue, Lightness, Own, Second, Third};
        match self {
            Self::Hsl => [Hue, Colorfulness, Lightness],
            Self::Hwb => [Hue, Own, Own],
            Self::Lab | Self::Oklab => [Lightness, A, B],
            Self::Lch | Self::Oklch => [Lightness, Colorfulness, Hue],
            _ => [First, Second, Third],
        }
    }
}

type Triple = [f64; 3];
type Matrix = [[f64; 3]; 3];

const SRGB_XYZ: Matrix = [
    [506752.0 / 1228815.0, 87881.0 / 245763.0, 12673.0 / 70218.0],
    [87098.0 / 409605.0, 175762.0 / 245763.0, 12673.0 / 175545.0],
    [7918.0 / 409605.0, 87881.0 / 737289.0, 1001167.0 / 1053270.0],
];
const P3_XYZ: Matrix = [
    [608311.0 / 1250200.0, 189793.0 / 714400.0, 198249.0 / 1000160.0],
    [35783.0 / 156275.0, 247089.0 / 357200.0, 198249.0 / 2500400.0],
    [0.0, 32229.0 / 714400.0, 5220557.0 / 5000800.0],
];
const A98_XYZ: Matrix = [
    [573536.0 / 994567.0, 263643.0 / 1420810.0, 187206.0 / 994567.0],
    [591459.0 / 1989134.0, 6239551.0 / 9945670.0, 374412.0 / 4972835.0],
    [53769.0 / 1989134.0, 351524.0 / 4972835.0, 4929758.0 / 4972835.0],
];
const REC2020_XYZ: Matrix = [
    [63426534.0 / 99577255.0, 20160776.0 / 139408157.0, 47086771.0 / 278816314.0],
    [26158966.0 / 99577255.0, 472592308.0 / 697040785.0, 8267143.0 / 139408157.0],
    [0.0, 19567812.0 / 697040785.0, 295819943.0 / 278816314.0],
];
const PROPHOTO_XYZ50: Matrix = [
    [0.797_766_644_900_642_3, 0.135_181_297_400_533_08, 0.031_347_734_128_392_2],
    [0.288_074_828_819_401_3, 0.711_835_234_241_873, 0.000_089_936_938_725_64],
    [0.0, 0.0, 0.825_104_602_510_460_2],
];
const D65_D50: Matrix = [
    [1.047_929_792_544_996_9, 0.022_946_870_601_609_652, -0.050_192_266_289_205_24],
    [0.029_627_808_770_055_99, 0.990_434_426_753_879_9, -0.017_073_799_063_418_826],
    [-0.009_243_040_646_204_504, 0.015_055_191_490_298_152, 0.751_874_281_428_137_1],
];
const D50_D65: Matrix = [
    [0.955_473_421_488_075, -0.023_098_454_948_764_71, 0.063_259_243_200_570_72],
    [-0.028_369_709_333_863_7, 1.009_995_398_081_304_1, 0.021_041_441_191_917_323],
    [0.012_314_014_864_481_998, -0.020_507_649_298_898_964, 1.330_365_926_242_124],
];
const XYZ_LMS: Matrix = [
    [0.819_022_437_996_703, 0.361_906_260_052_890_4, -0.128_873_781_520_987_9],
    [0.032_983_653_932_388_5, 0.929_286_861_586_343_4, 0.036_144_666_350_642_4],
    [0.048_177_189_359_624_2, 0.264_239_531_752_730_8, 0.633_547_828_469_430_9],
];
const LMS_XYZ: Matrix = [
    [1.226_879_875_845_924_3, -0.557_814_994_460_217_1, 0.281_391_045_665_964_7],
    [-0.040_575_745_214_800_8, 1.112_286_803_280_317, -0.071_711_058_065_516_4],
    [-0.076_372_936_674_660_1, -0.421_493_332_402_243_2, 1.586_924_019_836_781_6],
];
const LMS_OKLAB: Matrix = [
    [0.210_454_268_309_314, 0.793_617_774_702_305_4, -0.004_072_043_011_619_3],
    [1.977_998_532_431_168_4, -2.428_592_242_048_58, 0.450_593_709_617_411],
    [0.025_904_042_465_547_8, 0.782_771_712_457_529_6, -0.808_675_754_923_077_4],
];
const OKLAB_LMS: Matrix = [
    [1.0, 0.396_337_777_376_174_9, 0.215_803_757_309_913_6],
    [1.0, -0.105_561_345_815_658_6, -0.063_854_172_825_813_3],
    [1.0, -0.089_484_177_529_811_9, -1.291_485_548_019_409_2],
];
const KAPPA: f64 = 24389.0 / 27.0;
const LAB_EPSILON: f64 = 216.0 / 24389.0;
const D50_WHITE: Triple = [0.3457 / 0.3585, 1.0, (1.0 - 0.3457 - 0.3585) / 0.3585];

fn apply(matrix: &Matrix, [x, y, z]: Triple) -> Triple {
    matrix.map(|row| row[0] * x + row[1] * y + row[2] * z)
}

/// Solves `matrix * result = wanted`.
fn unapply(m: &Matrix, wanted: Triple) -> Triple {
    let cofactor = |r: usize, c: usize| {
        let (r1, r2) = ((r + 1) % 3, (r + 2) % 3);
        let (c1, c2) = ((c + 1) % 3, (c + 2) % 3);
        m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1]
    };
    let determinant = m[0][0] * cofactor(0, 0) + m[0][1] * cofactor(0, 1) + m[0][2] * cofactor(0, 2);
    let mut inverse = [[0.0; 3]; 3];
    for (r, row) in inverse.iter_mut().enumerate() {
        for (c, cell) in row.iter_mut().enumerate() {
            *cell = cofactor(c, r) / determinant;
        }
    }
    apply(&inverse, wanted)
}

fn srgb_to_linear(value: f64) -> f64 {
    let size = value.abs();
    if size <= 0.04045 { value / 12.92 } else { value.signum() * ((size + 0.055) / 1.055).powf(2.4) }
}

fn srgb_from_linear(value: f64) -> f64 {
    let size = value.abs();
    if size <= 0.003_130_8 { value * 12.92 } else { value.signum() * (1.055 * size.powf(1.0 / 2.4) - 0.055) }
}

const REC_ALPHA: f64 = 1.099_296_826_809_44;
const REC_BETA: f64 = 0.018_053_968_510_807;

fn to_linear(space: Space, value: f64) -> f64 {
    let size = value.abs();
    match space {
        Space::Srgb | Space::DisplayP3 => srgb_to_linear(value),
        Space::A98 => value.signum() * size.powf(563.0 / 256.0),
        Space::Prophoto => {
            if size <= 16.0 / 512.0 {
                value / 16.0
            } else {
                value.signum() * size.powf(1.8)
            }
        }
        Space::Rec2020 => {
            if size < REC_BETA * 4.5 {
                value / 4.5
            } else {
                value.signum() * ((size + REC_ALPHA - 1.0) / REC_ALPHA).powf(1.0 / 0.45)
            }
        }
        _ => value,
    }
}

fn from_linear(space: Space, value: f64) -> f64 {
    let size = value.abs();
    match space {
        Space::Srgb | Space::DisplayP3 => srgb_from_linear(value),
        Space::A98 => value.signum() * size.powf(256.0 / 563.0),
        Space::Prophoto => {
            if size >= 1.0 / 512.0 {
                value.signum() * size.powf(1.0 / 1.8)
            } else {
                16.0 * value
            }
        }
        Space::Rec2020 => {
            if size > REC_BETA {
                value.signum() * (REC_ALPHA * size.powf(0.45) - (REC_ALPHA - 1.0))
            } else {
                4.5 * value
            }
        }
        _ => value,
    }
}

fn rgb_matrix(space: Space) -> Option<&'static Matrix> {
    match space {
        Space::Srgb | Space::SrgbLinear => Some(&SRGB_XYZ),
        Space::DisplayP3 | Space::DisplayP3Linear => Some(&P3_XYZ),
        Space::A98 => Some(&A98_XYZ),
        Space::Rec2020 => Some(&REC2020_XYZ),
        _ => None,
    }
}

fn hue_part(m1: f64, m2: f64, hue: f64) -> f64 {
    let hue = if hue < 0.0 {
        hue + 1.0
    } else if hue > 1.0 {
        hue - 1.0
    } else {
        hue
    };
    if hue < 1.0 / 6.0 {
        m1 + (m2 - m1) * hue * 6.0
    } else if hue < 0.5 {
        m2
    } else if hue < 2.0 / 3.0 {
        m1 + (m2 - m1) * (2.0 / 3.0 - hue) * 6.0
    } else {
        m1
    }
}

fn hsl_to_srgb([hue, saturation, lightness]: Triple) -> Triple {
    let hue = (hue / 360.0).rem_euclid(1.0);
    let (s, l) = (saturation / 100.0, lightness / 100.0);
    let m2 = if l <= 0.5 { l * (s + 1.0) } else { l + s - l * s };
    let m1 = l * 2.0 - m2;
    [hue_part(m1, m2, hue + 1.0 / 3.0), hue_part(m1, m2, hue), hue_part(m1, m2, hue - 1.0 / 3.0)]
}

fn hwb_to_srgb([hue, whiteness, blackness]: Triple) -> Triple {
    let hue = (hue / 360.0).rem_euclid(1.0);
    let (mut w, mut b) = (whiteness / 100.0, blackness / 100.0);
    let sum = w + b;
    if sum > 1.0 {
        w /= sum;
        b /= sum;
    }
    let factor = 1.0 - w - b;
    [hue + 1.0 / 3.0, hue, hue - 1.0 / 3.0].map(|hue| hue_part(0.0, 1.0, hue) * factor + w)
}

fn srgb_hue([r, g, b]: Triple) -> (f64, f64, f64) {
    let max = r.max(g).max(b);
    let min = r.min(g).min(b);
    let delta = max - min;
    let hue = if max == min {
        0.0
    } else if max == r {
        60.0 * (g - b) / delta + 360.0
    } else if max == g {
        60.0 * (b - r) / delta + 120.0
    } else {
        60.0 * (r - g) / delta + 240.0
    };
    (hue, min, max)
}

fn srgb_to_hsl(rgb: Triple) -> Triple {
    let (mut hue, min, max) = srgb_hue(rgb);
    let lightness = (min + max) / 2.0;
    let mut saturation = if fuzzy_eq(lightness, 0.0) || fuzzy_eq(lightness, 1.0) {
        0.0
    } else {
        100.0 * (max - lightness) / lightness.min(1.0 - lightness)
    };
    if saturation < 0.0 {
        hue += 180.0;
        saturation = saturation.abs();
    }
    [hue.rem_euclid(360.0), saturation, lightness * 100.0]
}

fn srgb_to_hwb(rgb: Triple) -> Triple {
    let (hue, min, max) = srgb_hue(rgb);
    [hue.rem_euclid(360.0), min * 100.0, 100.0 - max * 100.0]
}

fn lab_to_xyz50([l, a, b]: Triple) -> Triple {
    let f1 = (l + 16.0) / 116.0;
    let inverse = |value: f64| {
        let cubed = value * value * value;
        if cubed > LAB_EPSILON { cubed } else { (116.0 * value - 16.0) / KAPPA }
    };
    let y = if l > KAPPA * LAB_EPSILON { f1 * f1 * f1 } else { l / KAPPA };
    [inverse(a / 500.0 + f1) * D50_WHITE[0], y * D50_WHITE[1], inverse(f1 - b / 200.0) * D50_WHITE[2]]
}

fn xyz50_to_lab(xyz: Triple) -> Triple {
    let mut f = [0.0; 3];
    for i in 0..3 {
        let value = xyz[i] / D50_WHITE[i];
        f[i] = if value > LAB_EPSILON { value.cbrt() } else { (KAPPA * value + 16.0) / 116.0 };
    }
    [116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])]
}

fn polar_to_lab([l, c, h]: Triple) -> Triple {
    let radians = h * std::f64::consts::PI / 180.0;
    [l, c * radians.cos(), c * radians.sin()]
}

fn lab_to_polar([l, a, b]: Triple) -> Triple {
    let hue = b.atan2(a) * 180.0 / std::f64::consts::PI;
    [l, (a * a + b * b).sqrt(), if hue >= 0.0 { hue } else { hue + 360.0 }]
}

/// Brings channels of a space into XYZ with the white D65.
fn to_xyz(space: Space, c: Triple) -> Triple {
    match space {
        Space::Rgb => to_xyz(Space::Srgb, c.map(|value| value / 255.0)),
        Space::Hsl => to_xyz(Space::Srgb, hsl_to_srgb(c)),
        Space::Hwb => to_xyz(Space::Srgb, hwb_to_srgb(c)),
        Space::XyzD65 => c,
        Space::XyzD50 => apply(&D50_D65, c),
        Space::Lab => apply(&D50_D65, lab_to_xyz50(c)),
        Space::Lch => to_xyz(Space::Lab, polar_to_lab(c)),
        Space::Oklab => apply(&LMS_XYZ, apply(&OKLAB_LMS, c).map(|value| value * value * value)),
        Space::Oklch => to_xyz(Space::Oklab, polar_to_lab(c)),
        Space::Prophoto => apply(&D50_D65, apply(&PROPHOTO_XYZ50, c.map(|value| to_linear(space, value)))),
        _ => {
            let linear = c.map(|value| to_linear(space, value));
            rgb_matrix(space).map_or(linear, |matrix| apply(matrix, linear))
        }
    }
}

fn from_xyz(space: Space, c: Triple) -> Triple {
    match space {
        Space::Rgb => from_xyz(Space::Srgb, c).map(|value| value * 255.0),
        Space::Hsl => srgb_to_hsl(from_xyz(Space::Srgb, c)),
        Space::Hwb => srgb_to_hwb(from_xyz(Space::Srgb, c)),
        Space::XyzD65 => c,
        Space::XyzD50 => apply(&D65_D50, c),
        Space::Lab => xyz50_to_lab(apply(&D65_D50, c)),
        Space::Lch => lab_to_polar(from_xyz(Space::Lab, c)),
        Space::Oklab => apply(&LMS_OKLAB, apply(&XYZ_LMS, c).map(f64::cbrt)),
        Space::Oklch => lab_to_polar(from_xyz(Space::Oklab, c)),
        Space::Prophoto => unapply(&PROPHOTO_XYZ50, apply(&D65_D50, c)).map(|value| from_linear(space, value)),
        _ => match rgb_matrix(space) {
            Some(matrix) => unapply(matrix, c).map(|value| from_linear(space, value)),
            None => c,
        },
    }
}

/// The sRGB triple of the spaces that are mere notations of it.
fn as_srgb(space: Space, c: Triple) -> Option<Triple> {
    match space {
        Space::Rgb => Some(c.map(|value| value / 255.0)),
        Space::Hsl => Some(hsl_to_srgb(c)),
        Space::Hwb => Some(hwb_to_srgb(c)),
        Space::Srgb => Some(c),
        _ => None,
    }
}

/// Converts plain numbers from one space to another.
pub(crate) fn convert_numbers(from: Space, to: Space, c: Triple) -> Triple {
    if from == to {
        return c;
    }
    if let Some(srgb) = as_srgb(from, c) {
        match to {
            Space::Rgb => return srgb.map(|value| value * 255.0),
            Space::Hsl => return srgb_to_hsl(srgb),
            Space::Hwb => return srgb_to_hwb(srgb),
            Space::Srgb => return srgb,
            Space::SrgbLinear => return srgb.map(srgb_to_linear),
            _ => {}
        }
    }
    match (from, to) {
        (Space::Lab, Space::Lch) | (Space::Oklab, Space::Oklch) => lab_to_polar(c),
        (Space::Lch, Space::Lab) | (Space::Oklch, Space::Oklab) => polar_to_lab(c),
        (Space::Lab, Space::XyzD50) => lab_to_xyz50(c),
        (Space::XyzD50, Space::Lab) => xyz50_to_lab(c),
        (Space::SrgbLinear, Space::Srgb) | (Space::DisplayP3Linear, Space::DisplayP3) => c.map(srgb_from_linear),
        (Space::DisplayP3, Space::DisplayP3Linear) => c.map(srgb_to_linear),
        (Space::SrgbLinear, Space::Rgb | Space::Hsl | Space::Hwb) => {
            convert_numbers(Space::Srgb, to, c.map(srgb_from_linear))
        }
        (Space::Prophoto, Space::XyzD50) => apply(&PROPHOTO_XYZ50, c.map(|value| to_linear(from, value))),
        (Space::XyzD50, Space::Prophoto) => unapply(&PROPHOTO_XYZ50, c).map(|value| from_linear(to, value)),
        _ => from_xyz(to, to_xyz(from, c)),
    }
}

/// Converts channels, carrying missing ones over where the other space has one of the same meaning, and dropping hues
/// that have become powerless.
pub(crate) fn convert(from: Space, to: Space, c: [Option<f64>; 3]) -> [Option<f64>; 3] {
    if from == to {
        return c;
    }
    let numbers = convert_numbers(from, to, c.map(|value| value.unwrap_or(0.0)));
    let mut out = numbers.map(Some);
    let (own, theirs) = (from.meanings(), to.meanings());
    for i in 0..3 {
        if c[i].is_none() && own[i] != Meaning::Own {
            for j in 0..3 {
                if own[i] == theirs[j] {
                    out[j] = None;
                }
            }
        }
    }
    if let Some(hue) = theirs.iter().position(|meaning| *meaning == Meaning::Hue)
        && powerless(to, numbers, hue)
    {
        out[hue] = None;
    }
    out
}

/// Whether a channel has no effect beside the values of the others.
pub(crate) fn powerless(space: Space, c: Triple, channel: usize) -> bool {
    match (space, channel) {
        (Space::Hsl, 0) => fuzzy_eq(c[1], 0.0),
        (Space::Hwb, 0) => {
            let sum = c[1] + c[2];
            sum > 100.0 || fuzzy_eq(sum, 100.0)
        }
        (Space::Lch | Space::Oklch, 2) => fuzzy_eq(c[1], 0.0),
        _ => false,
    }
}
