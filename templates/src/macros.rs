//! Macros of generated objects that name several modules: [`json`](crate::json), and `webhook` if the feature is on.

/// [`json::object!`](crate::json::object). If the object is identified by its field `object`, whose value follows its
/// name, events can carry it: `Refund: "refund"`, or `DeletedCoupon: deleted "coupon"` for a deleted one.
#[allow(unused_macros, reason = "a document may have no objects")]
macro_rules! object {
    ($name:ty $(: $($deleted:ident)? $tag:literal)? { $($fields:tt)* }) => {
        $crate::json::object!($name { $($fields)* });
        $($crate::macros::tagged!($name, $($deleted)? $tag);)?
    };
}

/// [`value!`], for a union whose members are identified by their field `object`.
#[allow(unused_macros, reason = "a document may have no unions")]
macro_rules! tagged_union {
    ($name:ty) => {
        $crate::json::value!($name);
        $crate::macros::tagged!($name);
    };
}

/// Lets events carry the type, with the feature `webhook`.
#[cfg(feature = "webhook")]
#[allow(unused_macros, reason = "a document may have no objects")]
macro_rules! tagged {
    ($name:ty) => {
        impl $crate::webhook::EventObject for $name {
            const OBJECT: Option<&'static str> = None;
        }
    };
    ($name:ty, $tag:literal) => {
        impl $crate::webhook::EventObject for $name {
            const OBJECT: Option<&'static str> = Some($tag);
        }
    };
    ($name:ty, deleted $tag:literal) => {
        impl $crate::webhook::EventObject for $name {
            const OBJECT: Option<&'static str> = Some($tag);
            const DELETED: bool = true;
        }
    };
}

/// Nothing, without the feature `webhook`.
#[cfg(not(feature = "webhook"))]
#[allow(unused_macros, reason = "a document may have no objects")]
macro_rules! tagged {
    ($($tokens:tt)*) => {};
}

#[allow(unused_imports, reason = "a document may have no objects or no unions")]
pub(crate) use {object, tagged, tagged_union};
