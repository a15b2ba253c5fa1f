//! Numbers with units.

use super::units_table::{canonical, factor, kind_of};
use crate::span::{Fault, Res};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::rc::Rc;

/// The units of a number; most have one or none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Units(Option<Rc<More>>);

/// What few numbers have besides a value, apart so that values stay small.
#[derive(Debug)]
enum More {
    One(Rc<str>),
    Many(Vec<Rc<str>>, Vec<Rc<str>>),
    /// Of numbers only: the units, and the two numbers that it was written as the quotient of.
    Slash(Units, (Number, Number)),
}

thread_local! {
    /// The units in use, so that equal ones are one.
    static KNOWN: RefCell<Vec<Units>> = const { RefCell::new(Vec::new()) };
}

/// How many units are looked through for an equal one.
const KNOWN_LIMIT: usize = 24;

impl Units {
    pub(crate) const NONE: Self = Self(None);

    /// The unit of a name.
    pub(crate) fn one(name: &str) -> Self {
        KNOWN.with(|known| {
            let mut known = known.borrow_mut();
            if let Some(units) = known.iter().find(|units| units.is(name)) {
                return units.clone();
            }
            let units = Self(Some(Rc::new(More::One(name.into()))));
            if known.len() < KNOWN_LIMIT {
                known.push(units.clone());
            }
            units
        })
    }

    pub(crate) fn make(numerators: Vec<Rc<str>>, denominators: Vec<Rc<str>>) -> Self {
        match (&numerators[..], &denominators[..]) {
            ([], []) => Self::NONE,
            ([one], []) => Self::one(one),
            _ => Self(Some(Rc::new(More::Many(numerators, denominators)))),
        }
    }

    fn is_none(&self) -> bool {
        self.0.is_none()
    }

    fn is(&self, name: &str) -> bool {
        matches!(self.0.as_deref(), Some(More::One(own)) if **own == *name)
    }

    pub(crate) fn numerators(&self) -> &[Rc<str>] {
        match self.0.as_deref() {
            None => &[],
            Some(More::One(unit)) => std::slice::from_ref(unit),
            Some(More::Many(above, _)) => above,
            Some(More::Slash(units, _)) => units.numerators(),
        }
    }

    pub(crate) fn denominators(&self) -> &[Rc<str>] {
        match self.0.as_deref() {
            Some(More::Many(_, below)) => below,
            Some(More::Slash(units, _)) => units.denominators(),
            _ => &[],
        }
    }
}

impl PartialEq for Units {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(a), Some(b)) => {
                Rc::ptr_eq(a, b)
                    || (self.numerators() == other.numerators() && self.denominators() == other.denominators())
            }
            _ => false,
        }
    }
}

impl Eq for Units {}

/// A Sass number.
#[derive(Debug, Clone)]
pub(crate) struct Number {
    pub(crate) value: f64,
    more: Units,
}

const EPSILON: f64 = 1e-11;

/// Whether two floats are equal as far as Sass looks.
pub(crate) fn fuzzy_eq(a: f64, b: f64) -> bool {
    a == b || ((a - b).abs() <= EPSILON && round_half_away(a * 1e11) == round_half_away(b * 1e11))
}

fn round_half_away(value: f64) -> f64 {
    (value + 0.5).floor()
}

/// The integer that a float is as far as Sass looks.
pub(crate) fn fuzzy_int(value: f64) -> Option<i64> {
    let rounded = value.round();
    (value.is_finite() && rounded.abs() < 9e18 && fuzzy_eq(value, rounded)).then_some(rounded as i64)
}

/// Whether a float is an integer as far as Sass looks.
pub(crate) fn is_fuzzy_int(value: f64) -> bool {
    value.is_finite() && fuzzy_eq(value, value.round())
}

/// Compares as far as Sass looks.
pub(crate) fn fuzzy_cmp(a: f64, b: f64) -> Option<Ordering> {
    if fuzzy_eq(a, b) { Some(Ordering::Equal) } else { a.partial_cmp(&b) }
}

/// Clamps into a range when the value is in it as far as Sass looks; `None` when outside.
pub(crate) fn fuzzy_range(value: f64, min: f64, max: f64) -> Option<f64> {
    if fuzzy_eq(value, min) {
        Some(min)
    } else if fuzzy_eq(value, max) {
        Some(max)
    } else if value > min && value < max {
        Some(value)
    } else {
        None
    }
}

/// Rounds halves up, the way Sass's `math.round` does.
pub(crate) fn fuzzy_round(value: f64) -> f64 {
    let fraction = value.rem_euclid(1.0);
    if value > 0.0 {
        if fraction < 0.5 && !fuzzy_eq(fraction, 0.5) { value.floor() } else { value.ceil() }
    } else if fraction < 0.5 || fuzzy_eq(fraction, 0.5) {
        value.floor()
    } else {
        value.ceil()
    }
}

/// The modulo whose sign is the divisor's.
pub(crate) fn modulo(a: f64, b: f64) -> f64 {
    if b.is_infinite() {
        if a.is_infinite() {
            return f64::NAN;
        }
        // Zero takes the divisor's sign through its own.
        return if a == 0.0 || (a.is_sign_negative() == b.is_sign_negative()) { a } else { f64::NAN };
    }
    if b > 0.0 {
        let r = a.rem_euclid(b);
        return if r == b { 0.0 } else { r };
    }
    if b == 0.0 {
        return f64::NAN;
    }
    let result = a.rem_euclid(b);
    if result == 0.0 { 0.0 } else { result + b }
}

impl Number {
    pub(crate) fn new(value: f64) -> Self {
        Self { value, more: Units::NONE }
    }

    pub(crate) fn unit(value: f64, unit: &str) -> Self {
        Self { value, more: Units::one(unit) }
    }

    pub(crate) fn of(value: f64, units: &Units) -> Self {
        Self { value, more: units.clone() }
    }

    pub(crate) fn with(&self, value: f64) -> Self {
        Self { value, more: self.units().clone() }
    }

    pub(crate) fn units(&self) -> &Units {
        match self.more.0.as_deref() {
            Some(More::Slash(units, _)) => units,
            _ => &self.more,
        }
    }

    /// The two numbers that this one was written as the quotient of, while it may still be a slash-separated pair.
    pub(crate) fn slash(&self) -> Option<&(Self, Self)> {
        match self.more.0.as_deref() {
            Some(More::Slash(_, pair)) => Some(pair),
            _ => None,
        }
    }

    /// The number as a slash-separated pair.
    pub(crate) fn with_slash(self, above: Self, below: Self) -> Self {
        let units = self.units().clone();
        Self { value: self.value, more: Units(Some(Rc::new(More::Slash(units, (above, below))))) }
    }

    pub(crate) fn without_slash(self) -> Self {
        match self.slash() {
            Some(_) => self.with(self.value),
            None => self,
        }
    }

    pub(crate) fn has_units(&self) -> bool {
        !self.units().is_none()
    }

    pub(crate) fn has_unit(&self, unit: &str) -> bool {
        self.units().is(unit)
    }

    pub(crate) fn complex_units(&self) -> bool {
        matches!(self.units().0.as_deref(), Some(More::Many(..)))
    }

    /// The units as messages and `math.unit` show them.
    pub(crate) fn unit_text(&self) -> String {
        let numerators = self.units().numerators();
        let denominators = self.units().denominators();
        if numerators.is_empty() {
            return match denominators {
                [] => String::new(),
                [one] => format!("{one}^-1"),
                _ => format!("({})^-1", denominators.join("*")),
            };
        }
        let mut out = numerators.join("*");
        match denominators {
            [] => {}
            [one] => {
                out.push('/');
                out.push_str(one);
            }
            _ => {
                out.push_str("/(");
                out.push_str(&denominators.join("*"));
                out.push(')');
            }
        }
        out
    }

    /// The factor that brings this number into other units, if the units are compatible.
    fn factor_to(&self, to: &Units) -> Option<f64> {
        match (self.units().0.as_deref(), to.0.as_deref()) {
            (None, None) => return Some(1.0),
            (Some(More::One(a)), Some(More::One(b))) => return factor(a, b),
            _ => {}
        }
        let mut result = 1.0;
        let mut rest: Vec<&Rc<str>> = self.units().numerators().iter().collect();
        for wanted in to.numerators() {
            let (at, by) = rest.iter().enumerate().find_map(|(i, own)| factor(own, wanted).map(|by| (i, by)))?;
            rest.remove(at);
            result *= by;
        }
        if !rest.is_empty() {
            return None;
        }
        let mut rest: Vec<&Rc<str>> = self.units().denominators().iter().collect();
        for wanted in to.denominators() {
            let (at, by) = rest.iter().enumerate().find_map(|(i, own)| factor(own, wanted).map(|by| (i, by)))?;
            rest.remove(at);
            result /= by;
        }
        rest.is_empty().then_some(result)
    }

    pub(crate) fn compatible(&self, other: &Self) -> bool {
        self.factor_to(other.units()).is_some()
    }

    /// Compatible, or one of both has no units.
    pub(crate) fn comparable(&self, other: &Self) -> bool {
        !self.has_units() || !other.has_units() || self.compatible(other)
    }

    /// The value in another number's units; a number without units takes any.
    pub(crate) fn coerce_value(&self, other: &Self) -> Option<f64> {
        if !self.has_units() || !other.has_units() {
            return Some(self.value);
        }
        self.factor_to(other.units()).map(|by| self.value * by)
    }

    /// The value in another number's units; having units or not must match too.
    pub(crate) fn convert_value(&self, other: &Self) -> Option<f64> {
        self.factor_to(other.units()).map(|by| self.value * by)
    }

    /// The value in a unit, where no unit counts as that unit.
    pub(crate) fn value_in(&self, unit: &str) -> Option<f64> {
        match self.units().0.as_deref() {
            None => Some(self.value),
            Some(More::One(own)) => factor(own, unit).map(|by| self.value * by),
            Some(_) => None,
        }
    }

    /// The value in a unit, or the complaint that the argument is of another kind.
    pub(crate) fn coerce_to_unit(&self, unit: &str, name: &str) -> Res<f64> {
        self.value_in(unit).ok_or_else(|| {
            let message = match kind_of(unit) {
                Some((kind, units)) => {
                    format!("Expected {} to have {kind} unit ({}).", self.show(), units.join(", "))
                }
                None => format!("Expected {} to have unit {unit}.", self.show()),
            };
            Fault::argument(name, message)
        })
    }

    pub(crate) fn show(&self) -> String {
        crate::serialize::inspect_number(self)
    }

    fn incompatible(&self, other: &Self) -> Box<Fault> {
        Fault::bare(incompatible_text(&self.show(), self, &other.show(), other))
    }

    pub(crate) fn plus(&self, other: &Self) -> Res<Self> {
        self.combine(other, |a, b| a + b)
    }

    pub(crate) fn minus(&self, other: &Self) -> Res<Self> {
        self.combine(other, |a, b| a - b)
    }

    pub(crate) fn rem(&self, other: &Self) -> Res<Self> {
        self.combine(other, modulo)
    }

    fn combine(&self, other: &Self, by: impl Fn(f64, f64) -> f64) -> Res<Self> {
        if self.units() == other.units() {
            return Ok(self.with(by(self.value, other.value)));
        }
        let value = other.coerce_value(self).ok_or_else(|| self.incompatible(other))?;
        let result = by(self.value, value);
        Ok(if self.has_units() { self.with(result) } else { other.with(result) })
    }

    pub(crate) fn compare(&self, other: &Self) -> Res<Option<Ordering>> {
        if self.units() == other.units() {
            return Ok(fuzzy_cmp(self.value, other.value));
        }
        let value = other.coerce_value(self).ok_or_else(|| self.incompatible(other))?;
        Ok(fuzzy_cmp(self.value, value))
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        let value = self.value * other.value;
        match (self.units(), other.units()) {
            (Units(None), units) | (units, Units(None)) => Self::of(value, units),
            _ => self.multiply_units(value, other.units().numerators(), other.units().denominators()),
        }
    }

    pub(crate) fn over(&self, other: &Self) -> Self {
        let value = self.value / other.value;
        if !other.has_units() {
            return self.with(value);
        }
        self.multiply_units(value, other.units().denominators(), other.units().numerators())
    }

    fn multiply_units(&self, mut value: f64, numerators: &[Rc<str>], denominators: &[Rc<str>]) -> Self {
        // Numerators of one side cancel against denominators of the other.
        let mut result = Vec::new();
        let mut other_below: Vec<Rc<str>> = denominators.to_vec();
        for unit in self.units().numerators() {
            match other_below.iter().enumerate().find_map(|(i, below)| factor(unit, below).map(|by| (i, by))) {
                Some((at, by)) => {
                    other_below.remove(at);
                    value *= by;
                }
                None => result.push(unit.clone()),
            }
        }
        let mut own_below: Vec<Rc<str>> = self.units().denominators().to_vec();
        for unit in numerators {
            match own_below.iter().enumerate().find_map(|(i, below)| factor(unit, below).map(|by| (i, by))) {
                Some((at, by)) => {
                    own_below.remove(at);
                    value *= by;
                }
                None => result.push(unit.clone()),
            }
        }
        own_below.extend(other_below);
        Self { value, more: Units::make(result, own_below) }
    }

    pub(crate) fn equals(&self, other: &Self) -> bool {
        if self.units() == other.units() {
            return fuzzy_eq(self.value, other.value);
        }
        match other.factor_to(self.units()) {
            Some(by) => fuzzy_eq(self.value, other.value * by),
            None => false,
        }
    }

    /// A key that is the same for equal numbers.
    pub(crate) fn hash_key(&self) -> u64 {
        let mut value = self.value;
        for unit in self.units().numerators() {
            value *= canonical(unit).1;
        }
        for unit in self.units().denominators() {
            value /= canonical(unit).1;
        }
        // Coarser than equality, so that conversion noise cannot part equal numbers too often.
        let rounded = (value * 1e9).round();
        if rounded == 0.0 { 0 } else { rounded.to_bits() }
    }

    pub(crate) fn assert_int(&self, name: &str) -> Res<i64> {
        fuzzy_int(self.value).ok_or_else(|| Fault::argument(name, format!("{} is not an int.", self.show())))
    }

    pub(crate) fn assert_no_units(&self, name: &str) -> Res<()> {
        if !self.has_units() {
            return Ok(());
        }
        Err(Fault::argument(name, format!("Expected {} to have no units.", self.show())))
    }

    pub(crate) fn assert_unit(&self, unit: &str, name: &str) -> Res<()> {
        if self.has_unit(unit) {
            return Ok(());
        }
        Err(Fault::argument(name, format!("Expected {} to have unit \"{unit}\".", self.show())))
    }

    pub(crate) fn in_range(&self, min: f64, max: f64, name: &str) -> Res<f64> {
        fuzzy_range(self.value, min, max).ok_or_else(|| {
            let unit = self.unit_text();
            let show = |value: f64| format!("{}{unit}", crate::serialize::number_text(value, false));
            Fault::argument(name, format!("Expected {} to be within {} and {}.", self.show(), show(min), show(max)))
        })
    }

    /// As [`Self::in_range`], with the unit that the bounds are shown with.
    pub(crate) fn in_range_with_unit(&self, min: f64, max: f64, name: &str, unit: &str) -> Res<f64> {
        fuzzy_range(self.value, min, max).ok_or_else(|| {
            let show = |value: f64| format!("{}{unit}", crate::serialize::number_text(value, false));
            Fault::argument(name, format!("Expected {} to be within {} and {}.", self.show(), show(min), show(max)))
        })
    }
}

/// The complaint about two numbers whose units do not fit.
pub(crate) fn incompatible_text(a_text: &str, a: &Number, b_text: &str, b: &Number) -> String {
    let mut out = format!("{a_text} and {b_text} have incompatible units");
    if a.has_units() != b.has_units() {
        out.push_str(" (one has units and the other doesn't)");
    }
    out.push('.');
    out
}
