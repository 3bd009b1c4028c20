//! The argument of a setter whose parameter is an object.

use super::Value;

/// `T` itself, which is a parameter that is an object.
///
/// Setters take this instead of `T`, so that the compiler says how to make one where it is given something else.
#[diagnostic::on_unimplemented(
    message = "this parameter is an object, `{T}`, and not a `{Self}`",
    label = "write `{T}::new(…)` here, with setters behind it for what is optional"
)]
pub trait Is<T>: Into<Value> {}

impl<T: Into<Value>> Is<T> for T {}
