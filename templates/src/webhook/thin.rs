//! Thin events, which refer to their object.

use std::fmt;
use std::marker::PhantomData;

use crate::client::{Connection, Encoding, Endpoint, Method, Options, Request};
use crate::json::{Decode, Json, object};
use crate::values::{Constant, DateTime, Fields};

/// An event of the v2 API, which only refers to its object.
///
/// Fetch the current object, or the complete event. Both calls are made in the context of the event.
///
/// ```
/// use stripe_client::json::Json;
/// use stripe_client::webhook::ThinEvent;
/// use stripe_client::{Client, Error};
///
/// async fn look(event: &ThinEvent, stripe: &Client) -> Result<(), Error> {
///     // `objects` has a type for it where the document has one.
///     let object: Json = event.related().fetch(stripe).await?;
///     let changes = event.fetch_event(stripe).await?.changes;
///     println!("{object:?} {changes:?}");
///     Ok(())
/// }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct ThinEvent {
    /// The fields that changed, before and after. It is not sent to endpoints; [`fetch_event`](Self::fetch_event)
    /// returns it.
    pub changes: Option<Json>,
    /// The context of the event.
    pub context: Option<String>,
    /// The time of the event.
    pub created: DateTime,
    /// More data of the event, which depends on its type. [`fetch_event`](Self::fetch_event) returns it.
    pub data: Option<Json>,
    /// ID of the event. Stripe may send an event twice: remember the ids of those that were handled.
    pub id: String,
    /// Whether the event is from live mode.
    pub livemode: bool,
    /// Type of the object, always `v2.core.event`.
    pub object: Constant,
    /// The reason for the event.
    pub reason: Option<EventReason>,
    /// The related object.
    pub related_object: Option<RelatedObject>,
    /// Type of the event, such as `v2.core.account.updated`.
    pub type_: String,
    /// Undocumented fields.
    pub undocumented: Fields,
}

object!(ThinEvent {
    changes: optional "changes",
    context: optional "context",
    created: required "created",
    data: optional "data",
    id: required "id",
    livemode: required "livemode",
    object: constant "object" "v2.core.event",
    reason: optional "reason",
    related_object: optional "related_object",
    type_: required "type",
});

/// The reason for a [`ThinEvent`].
#[derive(Clone)]
#[non_exhaustive]
pub struct EventReason {
    /// The request that caused it.
    pub request: Option<super::EventRequest>,
    /// What caused it, such as `request`.
    pub type_: String,
    /// Undocumented fields.
    pub undocumented: Fields,
}

object!(EventReason {
    request: optional "request",
    type_: required "type",
});

/// The related object of a [`ThinEvent`].
#[derive(Clone)]
#[non_exhaustive]
pub struct RelatedObject {
    /// ID of the object.
    pub id: String,
    /// The kind of object, such as `v2.core.account`.
    pub type_: String,
    /// The URL of the object: a path on the API's host.
    pub url: String,
    /// Undocumented fields.
    pub undocumented: Fields,
}

object!(RelatedObject {
    id: required "id",
    type_: required "type",
    url: required "url",
});

impl ThinEvent {
    /// Whether this is an event of the type `E`.
    #[must_use]
    pub fn is<E: super::ThinEventType>(&self) -> bool {
        self.type_ == E::TYPE
    }

    /// Fetches the complete event, including `data` and `changes`. Await it with the async client; the blocking one
    /// returns a `Result`.
    pub fn fetch_event<C: Connection>(&self, client: C) -> C::Sent<Self> {
        const EVENT: Endpoint = Endpoint::new(Method::Get, "/v2/core/events/{id}", Encoding::Query);
        Request::new(&EVENT, [self.id.clone()])
            .with_options(self.options())
            .on(client)
            .send()
    }

    /// The related object, to be fetched as a `T`.
    #[must_use]
    pub fn related<T>(&self) -> Related<T> {
        Related {
            object: self.related_object.clone(),
            options: self.options(),
            target: PhantomData,
        }
    }

    /// [`related`](Self::related)`().fetch(client)`.
    pub fn fetch_related_object<T: Decode, C: Connection>(&self, client: C) -> C::Sent<T> {
        self.related().fetch(client)
    }

    /// Options for calls about this event: they act in the context of the event, and override the client's account and
    /// context.
    #[must_use]
    pub fn options(&self) -> Options {
        let options = Options::new().without_account();
        match self.context.as_deref() {
            None | Some("") => options.without_context(),
            Some(context) => options.context(context),
        }
    }
}

/// The related object of a [`ThinEvent`], not fetched yet.
pub struct Related<T> {
    object: Option<RelatedObject>,
    options: Options,
    target: PhantomData<fn() -> T>,
}

impl<T> Related<T> {
    /// The reference to the object; `None` if the event has none.
    #[must_use]
    pub fn object(&self) -> Option<&RelatedObject> {
        self.object.as_ref()
    }

    /// Fetches the current object, in the context of the event. Await it with the async client; the blocking one
    /// returns a `Result`.
    ///
    /// If the event has no related object, or its URL is not a path on the API's host, nothing is sent and the call
    /// returns [`RequestError::Url`](crate::client::RequestError::Url).
    pub fn fetch<C: Connection>(&self, client: C) -> C::Sent<T>
    where
        T: Decode,
    {
        const V1: Endpoint = Endpoint::new(Method::Get, "/v1/{related_object}", Encoding::Query);
        const V2: Endpoint = Endpoint::new(Method::Get, "/v2/{related_object}", Encoding::Query);
        let url = self.object.as_ref().map_or("", |object| &object.url);
        let endpoint = if url.starts_with("/v2/") { &V2 } else { &V1 };
        Request::new(endpoint, [])
            .at(url)
            .with_options(self.options.clone())
            .on(client)
            .send()
    }
}

impl<T> Clone for Related<T> {
    fn clone(&self) -> Self {
        Self {
            object: self.object.clone(),
            options: self.options.clone(),
            target: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Related<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Related")
            .field("object", &self.object)
            .field("options", &self.options)
            .finish()
    }
}
