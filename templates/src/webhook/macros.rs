//! The macro of event types.

/// Defines event types from a list of their names, each with the type in Stripe's spelling and the object, if there is
/// one.
#[allow(
    unused_macros,
    reason = "a document may have no objects that events carry"
)]
macro_rules! events {
    ($kind:ident { $($(#[$attribute:meta])* $name:ident: $type:literal $($object:path)?,)* }) => {
        $(
            #[doc = concat!("`", $type, "`")]
            $(#[$attribute])*
            pub struct $name;

            $crate::webhook::events!(impl $kind $name $type $($object)?);
        )*
    };
    (impl $kind:ident $name:ident $type:literal) => {
        $crate::webhook::events!(impl $kind $name $type $crate::json::Json);
    };
    (impl Snapshot $name:ident $type:literal $object:path) => {
        impl $crate::webhook::EventType for $name {
            const TYPE: &'static str = $type;
            type Object = $object;
        }
    };
    (impl Thin $name:ident $type:literal $object:path) => {
        impl $crate::webhook::ThinEventType for $name {
            const TYPE: &'static str = $type;
            type Related = $object;
        }
    };
}

#[allow(
    unused_imports,
    reason = "a document may have no objects that events carry"
)]
pub(crate) use events;
