//! Snapshot events, which carry their object.

use super::object::{EventObject, EventType};
use crate::json::{Decode, Encode, Fault, Json, Node, Writer, object, value};
use crate::request::Options;
use crate::values::{Constant, Fields, Timestamp};

/// An event with a snapshot of its object, as sent to webhook endpoints and returned by `GET /v1/events`.
///
/// `from_json(&to_json(&event))`, both from [`json`](crate::json), makes one from an event that a typed call returned.
///
/// The object is kept undecoded, so that an event with any object can be decoded, and a program contains only the
/// decoders of the objects that it uses.
#[derive(Clone)]
#[non_exhaustive]
pub struct Event {
    /// The connected account of the event.
    pub account: Option<String>,
    /// The API version of the object: that of the endpoint, not that of this crate.
    pub api_version: Option<String>,
    /// The context of the event.
    pub context: Option<String>,
    /// The time of the event.
    pub created: Timestamp,
    /// The object of the event.
    pub data: EventData,
    /// ID of the event. Stripe may send an event twice: remember the ids of those that were handled.
    pub id: String,
    /// Whether the event is from live mode.
    pub livemode: bool,
    /// Type of the object, always `event`.
    pub object: Constant,
    /// The number of endpoints that have not received it yet.
    pub pending_webhooks: Option<i64>,
    /// The request that caused the event, if one did.
    pub request: Option<EventRequest>,
    /// Type of the event, such as `refund.created`.
    pub type_: String,
    /// Undocumented fields.
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

/// The object of an [`Event`].
#[derive(Clone)]
#[non_exhaustive]
pub struct EventData {
    /// The object at the time of the event.
    pub object: Json,
    /// For a change, the previous values of the fields that changed.
    pub previous_attributes: Option<Json>,
    /// Undocumented fields.
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
    /// ID of the request; `None` if no request caused the event.
    pub id: Option<String>,
    /// The idempotency key of the request.
    pub idempotency_key: Option<String>,
    /// Undocumented fields.
    pub undocumented: Fields,
}

/// API versions before 2017-05-25 have only the id instead of the object.
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

    /// The kind of object that it carries: the object's field `object`, such as `refund`.
    #[must_use]
    pub fn object_type(&self) -> Option<String> {
        let tag = |json: Node<'_>| json.tag("object").map(|tag| tag.into_owned());
        self.data.object.read(tag).flatten()
    }

    /// Decodes the object as a `T`; `None` if it is of another kind. Each call decodes it again.
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
    /// A [`Fault`] if the object is of that kind but cannot be decoded, for example because the
    /// [`api_version`](Self::api_version) of the event differs from that of this crate. `data.object` still has it.
    pub fn object<T: EventObject>(&self) -> Result<Option<T>, Fault> {
        let read = self.data.object.read(|json| {
            let kind = T::OBJECT.is_none_or(|kind| json.tag("object").as_deref() == Some(kind));
            let deleted = json.is_true("deleted");
            if !kind || (T::DELETED && !deleted) {
                return Ok(None);
            }
            match T::decode(json) {
                // A deleted object has only its id, or still all its fields.
                Err(_) if deleted && !T::DELETED => Ok(None),
                object => object.map(Some),
            }
        });
        read.unwrap_or(Ok(None))
    }

    /// Decodes the object of an event of the type `E`; `None` if this is an event of another type, or carries another
    /// kind of object than such events do.
    ///
    /// # Errors
    ///
    /// Those of [`object`](Self::object).
    pub fn object_of<E: EventType>(&self) -> Result<Option<E::Object>, Fault> {
        if self.is::<E>() {
            self.object()
        } else {
            Ok(None)
        }
    }

    /// Options for calls about this event: they act for the connected account of the event, or else in its context,
    /// and override the client's account and context.
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
