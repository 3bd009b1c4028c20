//! The router for async handlers.

mod stateful;

use std::fmt;

use super::delivery::Delivery;
use super::error::Error;
use super::event::Event;
use super::handler::{Handler, ThinHandler};
use super::object::{EventType, ThinEventType};
use super::seen::{Seen, Stateless};
use super::table::{Outcome, Table};
use super::thin::ThinEvent;
use super::unhandled::Unhandled;
use super::verifier::Verifier;
use crate::transport::{BoxFuture, MaybeSend, MaybeSync};

/// What a handler or the hook returns.
type Answer<T, E> = BoxFuture<'static, Result<T, E>>;

/// Calls the handler of each event that Stripe sends to a webhook endpoint.
///
/// It works with any web framework: pass [`dispatch`](Self::dispatch) the raw body of a request and its header
/// `Stripe-Signature`. Handlers are async closures or functions with a common error type `E`. For blocking handlers
/// there is [`blocking::Router`](super::blocking::Router).
///
/// ```
/// use stripe_client::json::Json;
/// use stripe_client::webhook::{Error, EventType, Outcome, Router};
///
/// # struct RefundCreated;
/// # impl EventType for RefundCreated {
/// #     const TYPE: &'static str = "refund.created";
/// #     type Object = Json;
/// # }
/// // With `stripe_client::events::RefundCreated` the refund is an `objects::Refund`.
/// let router: Router<String> = Router::new("whsec_…")
///     .on::<RefundCreated>(|event, refund| async move {
///         println!("{}: {:?}", event.id, refund.get("/amount"));
///         Ok(())
///     })
///     .on_type("brand.new", |event| async move { Err(format!("{} is too new", event.id)) });
///
/// # async fn answer(router: Router<String>, body: &[u8], header: &str) -> http::StatusCode {
/// match router.dispatch(body, header).await {
///     Ok(Outcome::Handled) => http::StatusCode::OK,
///     Ok(Outcome::Unhandled(event)) if event.is_wanted() => http::StatusCode::INTERNAL_SERVER_ERROR,
///     Ok(_) => http::StatusCode::OK,
///     Err(error) => error.status(),
/// }
/// # }
/// ```
///
/// An event type has one handler: the last one that was set. To share the router, keep it in an
/// [`Arc`](std::sync::Arc).
///
/// Handlers that share something, such as a pool of connections, are those of a router
/// [with a state](Self::with_state).
///
/// # Duplicates
///
/// Stripe delivers each event at least once: it sends some twice, and one again whose response it does not get, or that
/// is no 2xx. [`before`](Self::before) asks before a handler runs whether the event was handled already, such as by its
/// [id](Delivery::event_id) in a table. Then no handler runs, and [`dispatch`](Self::dispatch) succeeds with
/// [`Outcome::Duplicate`], so respond with a 2xx status. Otherwise Stripe would send it yet again.
///
/// Remember the id after the handler has succeeded, or in the same transaction as what the handler does. If `before`
/// itself did, an event whose handler fails would be lost: it is a duplicate when Stripe sends it again.
#[must_use]
pub struct Router<E, S = Stateless> {
    pub(super) table: Table<Answer<(), E>, Answer<Seen, E>>,
    pub(super) state: S,
}

impl<E: 'static> Router<E> {
    /// A router for the endpoint with this signing secret, or with a [`Verifier`].
    pub fn new(verifier: impl Into<Verifier>) -> Self {
        let table = Table::new(verifier.into());
        let state = Stateless;
        Self { table, state }
    }

    /// Calls `handler` for events of the type `T`, with the object that they carry. The types are in
    /// [`events`](crate::events).
    pub fn on<T: EventType>(mut self, handler: impl Handler<T::Object, E>) -> Self {
        self.table
            .on::<T>(move |event, object| Box::pin(handler(event, object)));
        self
    }

    /// Calls `handler` for events of a type that this crate may not have.
    pub fn on_type<F>(
        mut self,
        event_type: impl Into<String>,
        handler: impl Fn(Event) -> F + MaybeSend + MaybeSync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<(), E>> + MaybeSend + 'static,
    {
        self.table
            .on_type(event_type.into(), move |event| Box::pin(handler(event)));
        self
    }

    /// Calls `handler` for thin events of the type `T`, with the related object, which it can fetch.
    pub fn on_thin<T: ThinEventType>(mut self, handler: impl ThinHandler<T::Related, E>) -> Self {
        self.table
            .on_thin::<T>(move |event, related| Box::pin(handler(event, related)));
        self
    }

    /// Calls `handler` for thin events of a type that this crate may not have.
    pub fn on_thin_type<F>(
        mut self,
        event_type: impl Into<String>,
        handler: impl Fn(ThinEvent) -> F + MaybeSend + MaybeSync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<(), E>> + MaybeSend + 'static,
    {
        self.table
            .on_thin_type(event_type.into(), move |event| Box::pin(handler(event)));
        self
    }

    /// Calls `hook` before each handler: it says whether the event was handled already, and then no handler runs. See
    /// [duplicates](Self#duplicates).
    ///
    /// It gets a copy of the delivery. Its error is that of the delivery, as if the handler had failed. It is not called
    /// for an event without a handler. A second hook replaces the first.
    ///
    /// ```
    /// use stripe_client::webhook::{Router, Seen};
    ///
    /// # async fn is_in_table(id: Option<String>) -> Result<bool, String> { Ok(id.is_none()) }
    /// let router: Router<String> = Router::new("whsec_…").before(|delivery| async move {
    ///     Ok(match is_in_table(delivery.event_id()).await? {
    ///         true => Seen::Already,
    ///         false => Seen::New,
    ///     })
    /// });
    /// ```
    pub fn before<F>(
        mut self,
        hook: impl Fn(Delivery) -> F + MaybeSend + MaybeSync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Seen, E>> + MaybeSend + 'static,
    {
        self.table.before(move |delivery| Box::pin(hook(delivery)));
        self
    }

    /// Calls `handler` for each event that has no handler of its own.
    ///
    /// An event that has one but cannot be decoded for it is [`Outcome::Unhandled`] all the same: respond with an
    /// error, and Stripe sends it again.
    pub fn otherwise<F>(
        mut self,
        handler: impl Fn(Unhandled) -> F + MaybeSend + MaybeSync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<(), E>> + MaybeSend + 'static,
    {
        self.table
            .otherwise(move |unhandled| Box::pin(handler(unhandled)));
        self
    }
}

impl<E: 'static, S> Router<E, S> {
    /// The types of the events that have a handler, sorted: the `enabled_events` of the endpoint. Those of thin events
    /// are [apart](Self::thin_event_types), since they have an endpoint of another kind.
    ///
    /// ```
    /// use stripe_client::webhook::Router;
    ///
    /// let router: Router<String> = Router::new("whsec_…")
    ///     .on_type("refund.updated", |_| async { Ok(()) })
    ///     .on_type("refund.created", |_| async { Ok(()) });
    /// assert_eq!(router.event_types(), ["refund.created", "refund.updated"]);
    /// ```
    #[must_use]
    pub fn event_types(&self) -> Vec<&str> {
        self.table.event_types()
    }

    /// The types of the thin events that have a handler, sorted: the `enabled_events` of the event destination.
    #[must_use]
    pub fn thin_event_types(&self) -> Vec<&str> {
        self.table.thin_event_types()
    }

    /// Verifies a request, decodes its body and calls the handler of the event. `header` is the value of
    /// `Stripe-Signature`, empty if the request has none.
    ///
    /// # Errors
    ///
    /// [`Error::Signature`] and [`Error::Payload`] before a handler is called, [`Error::Handler`] after it.
    pub async fn dispatch(
        &self,
        payload: impl AsRef<[u8]>,
        header: &str,
    ) -> Result<Outcome, Error<E>> {
        // The body is dropped before the handler runs.
        let delivery = {
            let payload = payload;
            self.table.read(payload.as_ref(), header)?
        };
        self.dispatch_verified_elsewhere(delivery).await
    }

    /// Calls the handler of an event that was verified elsewhere, such as before it was put into a queue or a database,
    /// or that a call returned. No signature is checked: never pass it what came in a request.
    ///
    /// [`parse`](crate::json::parse) makes a [`Delivery`] of a body, `from_json(&to_json(&event))` of an event that a
    /// call returned.
    ///
    /// # Errors
    ///
    /// [`Error::Handler`].
    pub async fn dispatch_verified_elsewhere(
        &self,
        delivery: Delivery,
    ) -> Result<Outcome, Error<E>> {
        if let Some(seen) = self.table.ask(&delivery)
            && seen.await.map_err(Error::Handler)? == Seen::Already
        {
            return Ok(Outcome::Duplicate);
        }
        match self.table.call(delivery) {
            Ok(answer) => answer.await.map_err(Error::Handler)?,
            Err(unhandled) => return Ok(Outcome::Unhandled(unhandled)),
        }
        Ok(Outcome::Handled)
    }
}

impl<E, S> fmt::Debug for Router<E, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.table.fmt(f)
    }
}
