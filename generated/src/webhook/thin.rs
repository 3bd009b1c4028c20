//! Thin events: those that name the object that they are about.

use std::fmt;
use std::marker::PhantomData;

use crate::client::{Connection, Encoding, Endpoint, Method, Options, Request};
use crate::json::{Decode, Json, object};
use crate::values::{Constant, DateTime, Fields};

/// An event that names the object that it is about and says no more about it, as the v2 API has them.
///
/// Fetch the object as it is now, or the event with all that it says. Both are calls in the context of the event.
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
    /// The fields that changed, before and after. It does not come to an endpoint: [`fetch_event`](Self::fetch_event)
    /// gives it.
    pub changes: Option<Json>,
    /// The context that it came about in.
    pub context: Option<String>,
    /// When it came about.
    pub created: DateTime,
    /// What the type of event says beside its object. [`fetch_event`](Self::fetch_event) gives it.
    pub data: Option<Json>,
    /// ID of the event. Stripe may send an event twice: keep the ids of those that are done.
    pub id: String,
    /// Whether it came about in live mode.
    pub livemode: bool,
    /// Type of the object, always `v2.core.event`.
    pub object: Constant,
    /// Why it came about.
    pub reason: Option<EventReason>,
    /// The object that it is about.
    pub related_object: Option<RelatedObject>,
    /// Type of the event, such as `v2.core.account.updated`.
    pub type_: String,
    /// Fields that this version of the crate does not know, as they came.
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

/// Why a [`ThinEvent`] came about.
#[derive(Clone)]
#[non_exhaustive]
pub struct EventReason {
    /// The request that caused it.
    pub request: Option<super::EventRequest>,
    /// What caused it, such as `request`.
    pub type_: String,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

object!(EventReason {
    request: optional "request",
    type_: required "type",
});

/// The object that a [`ThinEvent`] is about.
#[derive(Clone)]
#[non_exhaustive]
pub struct RelatedObject {
    /// ID of the object.
    pub id: String,
    /// What kind of object it is, such as `v2.core.account`.
    pub type_: String,
    /// Where to fetch it: a path on the API's host.
    pub url: String,
    /// Fields that this version of the crate does not know, as they came.
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

    /// The event with all that it says, its `data` and `changes` included: a call to be awaited with the async client, a
    /// `Result` with the blocking one.
    pub fn fetch_event<C: Connection>(&self, client: C) -> C::Sent<Self> {
        const EVENT: Endpoint = Endpoint::new(Method::Get, "/v2/core/events/{id}", Encoding::Query);
        Request::new(&EVENT, [self.id.clone()])
            .with_options(self.options())
            .on(client)
            .send()
    }

    /// The object that it is about, to be fetched as a `T`.
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

    /// Options for calls about what happened: they are made in the context of the event, whatever account or context the
    /// client has.
    #[must_use]
    pub fn options(&self) -> Options {
        let options = Options::new().without_account();
        match self.context.as_deref() {
            None | Some("") => options.without_context(),
            Some(context) => options.context(context),
        }
    }
}

/// The object that a [`ThinEvent`] is about, not yet fetched.
pub struct Related<T> {
    object: Option<RelatedObject>,
    options: Options,
    target: PhantomData<fn() -> T>,
}

impl<T> Related<T> {
    /// Which object it is; `None` if the event is about none.
    #[must_use]
    pub fn object(&self) -> Option<&RelatedObject> {
        self.object.as_ref()
    }

    /// Fetches the object as it is now, in the context of the event: a call to be awaited with the async client, a
    /// `Result` with the blocking one.
    ///
    /// Nothing is sent, and the call answers [`RequestError::Url`](crate::client::RequestError::Url), if the
    /// event is about no object or its URL is no path on the API's host.
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
