//! Snapshot events: those that carry the object that they are about.

use super::object::{EventObject, EventType};
use crate::json::{Decode, Encode, Fault, Json, Node, Writer, object, value};
use crate::request::Options;
use crate::values::{Constant, Fields, Timestamp};

/// An event with a snapshot of the object that it is about, as it is sent to webhook endpoints and as
/// `GET /v1/events` gives it.
///
/// `from_json(&to_json(&event))` makes one of an event that a typed call gave, both from [`json`](crate::json).
///
/// The object is kept undecoded, so that an event can be read whatever it carries, and a program contains the decoders
/// of those objects only that it asks for.
#[derive(Clone)]
#[non_exhaustive]
pub struct Event {
    /// The connected account that it came about in.
    pub account: Option<String>,
    /// The API version that the object is rendered by: that of the endpoint, not that of this crate.
    pub api_version: Option<String>,
    /// The context that it came about in.
    pub context: Option<String>,
    /// When it came about.
    pub created: Timestamp,
    /// What it is about.
    pub data: EventData,
    /// ID of the event. Stripe may send an event twice: keep the ids of those that are done.
    pub id: String,
    /// Whether it came about in live mode.
    pub livemode: bool,
    /// Type of the object, always `event`.
    pub object: Constant,
    /// How many endpoints have not yet got it.
    pub pending_webhooks: Option<i64>,
    /// The request that caused it, if it was one.
    pub request: Option<EventRequest>,
    /// Type of the event, such as `refund.created`.
    pub type_: String,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

object!(Event {
    account: optional "account",
    api_version: optional "api_version",
    context: optional "context",
    created: required "created",
    data: required "data",
    id: required "id",
    livemode: required "livemode",
    object: constant "object" "event",
    pending_webhooks: optional "pending_webhooks",
    request: optional "request",
    type_: required "type",
});

/// What an [`Event`] is about.
#[derive(Clone)]
#[non_exhaustive]
pub struct EventData {
    /// The object, as it was when the event came about.
    pub object: Json,
    /// For an event of a change, the fields that changed, with the values that they had before.
    pub previous_attributes: Option<Json>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

object!(EventData {
    object: required "object",
    previous_attributes: optional "previous_attributes",
});

/// The request that caused an [`Event`].
#[derive(Clone)]
#[non_exhaustive]
pub struct EventRequest {
    /// ID of the request; `None` if Stripe did by itself what the event tells.
    pub id: Option<String>,
    /// The idempotency key that the request had.
    pub idempotency_key: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// API versions before 2017-05-25 have the id alone in the place of the object.
impl Decode for EventRequest {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        if let Some(id) = json.as_str() {
            return Ok(Self {
                id: Some(id.into_owned()),
                idempotency_key: None,
                undocumented: Fields::default(),
            });
        }
        let mut object = json.object()?;
        Ok(Self {
            id: object.optional("id"),
            idempotency_key: object.optional("idempotency_key"),
            undocumented: object.rest()?,
        })
    }
}

impl Encode for EventRequest {
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("id", &self.id);
        object.field("idempotency_key", &self.idempotency_key);
        object.rest(&self.undocumented);
    }
}

value!(EventRequest);

impl Event {
    /// Whether this is an event of the type `E`.
    #[must_use]
    pub fn is<E: EventType>(&self) -> bool {
        self.type_ == E::TYPE
    }

    /// What kind of object it carries: the object's own field `object`, such as `refund`.
    #[must_use]
    pub fn object_type(&self) -> Option<String> {
        let tag = |json: Node<'_>| json.tag("object").map(|tag| tag.into_owned());
        self.data.object.read(tag).flatten()
    }

    /// The object, if it is a `T`; `None` if it is an object of another kind. It is decoded anew by each call.
    ///
    /// ```
    /// # fn f(event: stripe_client::webhook::Event) -> Result<(), stripe_client::json::Fault> {
    /// use stripe_client::json::Json;
    ///
    /// if let Some(object) = event.object::<Json>()? {
    ///     println!("{:?}", object.get("/id"));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// A [`Fault`] if the object is of that kind and cannot be read, as may be where the event has another
    /// [`api_version`](Self::api_version) than this crate. `data.object` still has it.
    pub fn object<T: EventObject>(&self) -> Result<Option<T>, Fault> {
        let read = self.data.object.read(|json| {
            let kind = T::OBJECT.is_none_or(|kind| json.tag("object").as_deref() == Some(kind));
            let deleted = json.is_true("deleted");
            if !kind || (T::DELETED && !deleted) {
                return Ok(None);
            }
            match T::decode(json) {
                // An id is left of what is deleted, or the object as it was.
                Err(_) if deleted && !T::DELETED => Ok(None),
                object => object.map(Some),
            }
        });
        read.unwrap_or(Ok(None))
    }

    /// The object as an event of the type `E` carries it; `None` if this is an event of another type, or carries an
    /// object of another kind than such events do.
    ///
    /// # Errors
    ///
    /// As [`object`](Self::object) gives.
    pub fn object_of<E: EventType>(&self) -> Result<Option<E::Object>, Fault> {
        if self.is::<E>() {
            self.object()
        } else {
            Ok(None)
        }
    }

    /// Options for calls about what happened: they are made for the connected account that the event came about in, or
    /// else in its context, whatever account or context the client has.
    #[must_use]
    pub fn options(&self) -> Options {
        let options = Options::new().without_account().without_context();
        match (&self.account, &self.context) {
            (Some(account), _) => options.account(account),
            (None, Some(context)) => options.context(context),
            (None, None) => options,
        }
    }
}
