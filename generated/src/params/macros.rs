//! The impls that object parameters have in common.

/// Implements the common methods and traits of an object parameter (`struct X(Params)`): `param`, `maybe`, `Clone`, `Debug`,
/// `PartialEq`, and the conversion to a [`Value`](crate::params::Value).
#[allow(unused_macros, reason = "a document may have no object parameters")]
macro_rules! params {
    ($name:ty) => {
        impl $name {
            /// Sets a parameter that has no setter, or sets one to a value of another type. Nothing is checked.
            pub fn param(
                self,
                name: impl ::std::convert::Into<::std::borrow::Cow<'static, str>>,
                value: impl ::std::convert::Into<$crate::params::Value>,
            ) -> Self {
                Self(self.0.set(name, value))
            }

            /// Calls a setter if there is a value: `.maybe(name, Self::name)`, or with a closure.
            pub fn maybe<T>(
                self,
                value: ::std::option::Option<T>,
                set: impl ::std::ops::FnOnce(Self, T) -> Self,
            ) -> Self {
                $crate::params::maybe(self, value, set)
            }
        }

        impl ::std::clone::Clone for $name {
            fn clone(&self) -> Self {
                Self(::std::clone::Clone::clone(&self.0))
            }
        }

        impl ::std::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt_as(::std::stringify!($name), f)
            }
        }

        impl ::std::convert::From<$name> for $crate::params::Value {
            fn from(params: $name) -> Self {
                Self::Object(params.0)
            }
        }
    };
}

#[allow(unused_imports, reason = "a document may have no object parameters")]
pub(crate) use params;

/// Calls a setter if there is a value. Each type has a method that calls this: a body of one call is the cheapest to compile.
#[inline]
#[allow(dead_code, reason = "a document may have no operations")]
pub(crate) fn maybe<S, T>(this: S, value: Option<T>, set: impl FnOnce(S, T) -> S) -> S {
    match value {
        Some(value) => set(this, value),
        None => this,
    }
}
