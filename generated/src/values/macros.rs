//! Macros for what several types of values have in common.

/// The impls of an enumeration of parameters, from the list of its variants and their strings. Its variant
/// `Undocumented` has any other value.
///
/// The definition derives only `Clone`; everything else calls code that exists once.
#[allow(unused_macros, reason = "a document may have no enumerations")]
macro_rules! documented {
    ($name:ty { $($variant:ident = $value:literal,)* }) => {
        $crate::values::documented!(any $name { $($variant = $value,)* });

        impl $crate::values::IntoEnum<Self> for $name {}
    };
    (any $name:ty { $($variant:ident = $value:literal,)* }) => {
        impl $crate::values::Enumeration for $name {
            const VALUES: &'static [(&'static str, Self)] = &[$(($value, Self::$variant)),*];

            #[inline]
            fn from_undocumented(value: $crate::values::Undocumented) -> Self {
                Self::Undocumented(value)
            }

            #[inline]
            fn as_undocumented(&self) -> Option<&$crate::values::Undocumented> {
                match self {
                    Self::Undocumented(value) => Some(value),
                    _ => None,
                }
            }
        }

        impl $name {
            /// The value as Stripe writes it.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                $crate::values::Enumeration::as_str(self)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::values::pad(self, f)
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::values::debug(self, f)
            }
        }

        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::values::equal(self, other)
            }
        }

        impl Eq for $name {}

        impl PartialEq<str> for $name {
            #[inline]
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            #[inline]
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::hash::Hash for $name {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                $crate::values::hash(self, state);
            }
        }

        impl From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                $crate::values::Enumeration::from_value(value)
            }
        }
    };
}

/// [`documented!`] for an enumeration in responses, which any enumeration of parameters takes.
#[allow(unused_macros, reason = "a document may have no enumerations")]
macro_rules! enumeration {
    ($name:ty { $($variant:ident = $value:literal,)* }) => {
        $crate::values::documented!(any $name { $($variant = $value,)* });

        impl<E> $crate::values::IntoEnum<E> for $name {}

        impl $crate::json::Decode for $name {
            #[inline]
            fn decode(json: $crate::json::Node<'_>) -> Result<Self, $crate::json::Fault> {
                $crate::values::Enumeration::from_node(json)
            }

            /// The first documented value.
            #[cfg(feature = "testing")]
            fn placeholder(
                field: $crate::json::Placeholder,
            ) -> Result<Self, $crate::json::Fault> {
                let mut values = <Self as $crate::values::Enumeration>::VALUES.iter();
                values.next().map_or_else(|| field.decode_any(), |(_, value)| Ok(value.clone()))
            }
        }

        impl $crate::json::Encode for $name {
            #[inline]
            fn encode(&self, out: &mut $crate::json::Writer) {
                out.string(self.as_str());
            }
        }

        $crate::json::serde_bridge!($name);
    };
}

/// Says which tombstone an object leaves, and the value of the field `object` that both have.
#[allow(unused_macros, reason = "a document may have no deleted objects")]
macro_rules! deletable {
    ($name:ident => $deleted:ty, $tag:literal) => {
        impl $crate::values::Deletable for $name {
            type Deleted = $deleted;

            const OBJECT: &'static str = $tag;

            fn id(&self) -> &str {
                &self.id
            }

            fn deleted_id(deleted: &$deleted) -> &str {
                &deleted.id
            }
        }
    };
}

/// The impls of a page of items: iteration, and `Debug` that prints the JSON without secrets.
macro_rules! items {
    ($name:ident) => {
        impl<T: $crate::json::Encode> ::std::fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::json::debug(stringify!($name), self, f)
            }
        }

        impl<T> IntoIterator for $name<T> {
            type Item = T;
            type IntoIter = ::std::vec::IntoIter<T>;

            fn into_iter(self) -> Self::IntoIter {
                self.data.into_iter()
            }
        }

        impl<'a, T> IntoIterator for &'a $name<T> {
            type Item = &'a T;
            type IntoIter = ::std::slice::Iter<'a, T>;

            fn into_iter(self) -> Self::IntoIter {
                self.data.iter()
            }
        }
    };
}

pub(crate) use {deletable, documented, enumeration, items};
