//! Webhooks: signatures, events, and routers to their handlers.
//!
//! Each request to a webhook endpoint has a header `Stripe-Signature`. A [`Verifier`] checks it against the body and
//! the endpoint's signing secret, and decodes the body: an [`Event`] with a snapshot of the object that changed, or a
//! [`ThinEvent`], which only refers to it. A [`Router`] does that and calls the handler of the event's type:
//!
//! ```
//! use stripe_client::webhook::{Delivery, Verifier};
//!
//! # fn receive(body: &[u8], header: &str) -> Result<(), stripe_client::webhook::Error> {
//! match Verifier::new("whsec_…").read(body, header)? {
//!     Delivery::Event(event) => println!("{} about a {:?}", event.type_, event.object_type()),
//!     Delivery::Thin(event) => println!("{} about {:?}", event.type_, event.related_object),
//!     other => println!("something new: {other:?}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Pass the raw bytes of the body: a framework that parses JSON and prints it again changes them, and the signature no
//! longer matches.
//!
//! The event types are the types in [`events`](crate::events), each with the object that it carries. Once the
//! signature is verified, nothing unknown is an error: another event type, another kind of object, an object of
//! another API version. The undecoded [`Json`](crate::json::Json) is available.

pub mod blocking;
mod delivery;
mod error;
mod event;
mod handler;
mod macros;
mod object;
mod router;
mod seen;
mod signature;
mod table;
mod thin;
mod unhandled;
mod verifier;

pub use delivery::Delivery;
pub use error::Error;
pub use event::{Event, EventData, EventRequest};
pub use handler::{Handler, StateHandler, ThinHandler, ThinStateHandler};
#[allow(
    unused_imports,
    reason = "a document may have no objects that events carry"
)]
pub(crate) use macros::events;
pub use object::{EventObject, EventType, ThinEventType};
pub use router::Router;
pub use seen::{Seen, Stateless};
pub use signature::SignatureError;
pub use table::Outcome;
pub use thin::{EventReason, Related, RelatedObject, ThinEvent};
pub use unhandled::{Reason, Unhandled};
pub use verifier::Verifier;
