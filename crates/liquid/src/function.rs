//! Plain Rust functions as filters.

use crate::context::Context;
use crate::environment::{Arity, Filter};
use crate::error::{Error, Result};
use crate::value::{FromValue, Value};
use std::sync::Arc;

/// What a plain function that serves as a filter may return: whatever makes a value, or a result of that.
pub trait IntoValue {
    /// Converts.
    fn into_value(self) -> Result<Value>;
}

impl<T: Into<Value>> IntoValue for T {
    fn into_value(self) -> Result<Value> {
        Ok(self.into())
    }
}

impl<T: Into<Value>, E: Into<Error>> IntoValue for Result<T, E> {
    fn into_value(self) -> Result<Value> {
        self.map(Into::into).map_err(Into::into)
    }
}

/// A function or closure of one to five parameters (see [`FromValue`]), the first being the filter's input. Implemented
/// for all such closures; `Args` is only there for the compiler.
pub trait Function<Args>: Send + Sync + 'static {
    #[doc(hidden)]
    fn into_filter(self) -> (Arity, Arc<dyn Filter>);
}

/// Takes an argument, or what stands for one that was left out.
fn take<T: FromValue>(args: &[Value], index: usize) -> Result<T> {
    match args.get(index) {
        Some(value) => T::from_value(value),
        None => T::missing().ok_or_else(|| Error::argument("wrong number of arguments")),
    }
}

macro_rules! functions {
    ($(($($arg:ident $index:tt),*))*) => {$(
        impl<F, R, In, $($arg,)*> Function<(In, $($arg,)*)> for F
        where
            F: Fn(In, $($arg),*) -> R + Send + Sync + 'static,
            R: IntoValue,
            In: FromValue,
            $($arg: FromValue,)*
        {
            fn into_filter(self) -> (Arity, Arc<dyn Filter>) {
                let optional: &[bool] = &[$($arg::missing().is_some()),*];
                let least = optional.iter().rposition(|optional| !optional).map_or(0, |last| last + 1);
                let filter = move |input: &Value, args: &[Value], _: &mut Context| -> Result<Value> {
                    let _ = args;
                    self(In::from_value(input)?, $(take::<$arg>(args, $index)?),*).into_value()
                };
                (Arity::between(least, optional.len()), Arc::new(filter))
            }
        }
    )*};
}

functions! {
    ()
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
}
