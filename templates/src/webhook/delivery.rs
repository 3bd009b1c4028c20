//! What arrives at an endpoint.

use super::event::Event;
use super::thin::ThinEvent;
use crate::json::{Decode, Encode, Fault, Json, Node, Writer, value};

/// What arrives at a webhook endpoint.
#[derive(Clone)]
#[non_exhaustive]
pub enum Delivery {
    /// `event`: an event with a snapshot of the object that it is about.
    Event(Box<Event>),
    /// `v2.core.event`: an event that names the object that it is about.
    Thin(Box<ThinEvent>),
    /// Something that this version of the crate does not know.
    Undocumented(Json),
}

impl Delivery {
    /// The type of the event; of what is not known, its field `type`.
    #[must_use]
    pub fn event_type(&self) -> Option<String> {
        match self {
            Self::Event(event) => Some(event.type_.clone()),
            Self::Thin(event) => Some(event.type_.clone()),
            Self::Undocumented(json) => {
                let tag = |json: Node<'_>| json.tag("type").map(|tag| tag.into_owned());
                json.read(tag).flatten()
            }
        }
    }
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
