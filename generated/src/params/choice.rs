//! The impls that unions of parameters have in common.

/// Implements the common traits of a union of parameters. `Debug` and `PartialEq` are those of the
/// [`Value`](crate::params::Value) that it becomes. The variants of a text, of a time and of seconds, if there are any, also
/// take `&str`, `SystemTime` and `i64`.
#[allow(unused_macros, reason = "a document may have no unions of parameters")]
macro_rules! choice {
    ($name:ty $(, text $text:ident)? $(, time $time:ident)? $(, seconds $seconds:ident)?) => {
        $(impl ::std::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::$text(::std::convert::Into::into(value))
            }
        })?

        $(impl ::std::convert::From<::std::time::SystemTime> for $name {
            fn from(value: ::std::time::SystemTime) -> Self {
                Self::$time(::std::convert::Into::into(value))
            }
        })?

        $(impl ::std::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                Self::$seconds(::std::convert::Into::into(value))
            }
        })?

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let value = $crate::params::Value::from(::std::clone::Clone::clone(self));
                f.debug_tuple($crate::json::last(::std::stringify!($name)))
                    .field(&value)
                    .finish()
            }
        }

        impl ::std::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                let value = $crate::params::Value::from(::std::clone::Clone::clone(self));
                value == $crate::params::Value::from(::std::clone::Clone::clone(other))
            }
        }
    };
}

#[allow(unused_imports, reason = "a document may have no unions of parameters")]
pub(crate) use choice;
