//! Deliveries: the bodies that Stripe sends to an endpoint.

use super::event::Event;
use super::thin::ThinEvent;
use crate::json::{Decode, Encode, Fault, Json, Node, Writer, value};

/// The body that Stripe sends to a webhook endpoint.
#[derive(Clone)]
#[non_exhaustive]
pub enum Delivery {
    /// `event`: an event with a snapshot of its object.
    Event(Box<Event>),
    /// `v2.core.event`: an event that only refers to its object.
    Thin(Box<ThinEvent>),
    /// Anything else, which this version of the crate does not know: any JSON, also without an id or a type. A router has
    /// no handler for it, but [`otherwise`](super::Router::otherwise).
    Undocumented(Json),
}

impl Delivery {
    /// The id of the event, which is the same if Stripe sends it again; of an unknown body, its field `id`.
    #[must_use]
    pub fn event_id(&self) -> Option<String> {
        match self {
            Self::Event(event) => Some(event.id.clone()),
            Self::Thin(event) => Some(event.id.clone()),
            Self::Undocumented(json) => text(json, "id"),
        }
    }

    /// The event type; of an unknown body, its field `type`.
    #[must_use]
    pub fn event_type(&self) -> Option<String> {
        match self {
            Self::Event(event) => Some(event.type_.clone()),
            Self::Thin(event) => Some(event.type_.clone()),
            Self::Undocumented(json) => text(json, "type"),
        }
    }
}

fn text(json: &Json, name: &str) -> Option<String> {
    let tag = |json: Node<'_>| json.tag(name).map(|tag| tag.into_owned());
    json.read(tag).flatten()
}

impl Decode for Delivery {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        Ok(match json.tag("object").as_deref() {
            Some("event") => Self::Event(Box::decode(json)?),
            Some("v2.core.event") => Self::Thin(Box::decode(json)?),
            _ => Self::Undocumented(json.undocumented()),
        })
    }
}

impl Encode for Delivery {
    fn encode(&self, out: &mut Writer) {
        match self {
            Self::Event(event) => event.encode(out),
            Self::Thin(event) => event.encode(out),
            Self::Undocumented(json) => json.encode(out),
        }
    }
}

value!(Delivery);
