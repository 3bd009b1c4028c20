//! Event types and the objects that they carry.

use crate::json::{Decode, Json};
use crate::values::{Deletable, MaybeDeleted};

/// A type that an event can carry: an object, a union of objects, or [`Json`].
///
/// The types in [`objects`](crate::objects) that are identified by their field `object` implement it.
pub trait EventObject: Decode {
    /// The value of the field `object`. `None` for a union and for [`Json`], which accept any object.
    const OBJECT: Option<&'static str>;

    /// Whether this is a deleted object, of which only the id is left.
    const DELETED: bool = false;
}

impl EventObject for Json {
    const OBJECT: Option<&'static str> = None;
}

impl<T: Deletable> EventObject for MaybeDeleted<T> {
    const OBJECT: Option<&'static str> = None;
}

/// A type of an [`Event`](super::Event), such as `refund.created`: the types in [`events`](crate::events), and those
/// that a program adds.
///
/// ```
/// use stripe_client::json::Json;
/// use stripe_client::webhook::EventType;
///
/// struct BrandNew;
///
/// impl EventType for BrandNew {
///     const TYPE: &'static str = "brand.new";
///     type Object = Json;
/// }
/// ```
pub trait EventType {
    /// The type in Stripe's spelling.
    const TYPE: &'static str;

    /// The object that the event carries.
    type Object: EventObject;
}

/// A type of a [`ThinEvent`](super::ThinEvent), such as `v2.core.account.updated`.
pub trait ThinEventType {
    /// The type in Stripe's spelling.
    const TYPE: &'static str;

    /// The related object; [`Json`] if there is none.
    type Related: Decode;
}
