//! Types of events, and the objects that they carry.

use crate::json::{Decode, Json};

/// What an event can carry: an object of Stripe's, a union of such, or [`Json`].
///
/// The types of [`objects`](crate::objects) have it that are told by their field `object`.
pub trait EventObject: Decode {
    /// The value of the field `object`. `None` for a union and for [`Json`], which take objects of any kind.
    const OBJECT: Option<&'static str>;

    /// Whether this stands for an object that is deleted, of which only the id is left.
    const DELETED: bool = false;
}

impl EventObject for Json {
    const OBJECT: Option<&'static str> = None;
}

/// A type of [`Event`](super::Event), such as `refund.created`: the types of [`events`](crate::events), and those that
/// a program adds.
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
    /// The type as Stripe writes it.
    const TYPE: &'static str;

    /// The object that the event carries.
    type Object: EventObject;
}

/// A type of [`ThinEvent`](super::ThinEvent), such as `v2.core.account.updated`.
pub trait ThinEventType {
    /// The type as Stripe writes it.
    const TYPE: &'static str;

    /// The object that the event is about; [`Json`] where it is about none.
    type Related: Decode;
}
