//! The router for async handlers.

use std::fmt;

use super::delivery::Delivery;
use super::error::Error;
use super::event::Event;
use super::object::{EventType, ThinEventType};
use super::table::{Outcome, Table};
use super::thin::{Related, ThinEvent};
use super::unhandled::Unhandled;
use super::verifier::Verifier;
use crate::transport::{BoxFuture, MaybeSend, MaybeSync};

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
#[must_use]
pub struct Router<E> {
    table: Table<BoxFuture<'static, Result<(), E>>>,
}

impl<E: 'static> Router<E> {
    /// A router for the endpoint with this signing secret, or with a [`Verifier`].
    pub fn new(verifier: impl Into<Verifier>) -> Self {
        let table = Table::new(verifier.into());
        Self { table }
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

    /// Calls `handler` for everything that has no handler of its own.
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
        self.handle(delivery).await
    }

    /// Calls the handler of an event that has been verified already, or that arrived another way, such as through a
    /// queue.
    ///
    /// # Errors
    ///
    /// [`Error::Handler`].
    pub async fn handle(&self, delivery: Delivery) -> Result<Outcome, Error<E>> {
        match self.table.call(delivery) {
            Ok(answer) => answer.await.map_err(Error::Handler)?,
            Err(unhandled) => return Ok(Outcome::Unhandled(unhandled)),
        }
        Ok(Outcome::Handled)
    }
}

impl<E> fmt::Debug for Router<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.table.fmt(f)
    }
}

/// An async closure or function that takes an event and the object that it carries.
///
/// Every such closure or function implements it. On `wasm32` it and its future need not be `Send`.
pub trait Handler<T, E>: Fn(Event, T) -> Self::Future + MaybeSend + MaybeSync + 'static {
    /// The future that it returns.
    type Future: Future<Output = Result<(), E>> + MaybeSend + 'static;
}

impl<F, A, T, E> Handler<T, E> for F
where
    F: Fn(Event, T) -> A + MaybeSend + MaybeSync + 'static,
    A: Future<Output = Result<(), E>> + MaybeSend + 'static,
{
    type Future = A;
}

/// [`Handler`] for a thin event and its related object.
pub trait ThinHandler<T, E>:
    Fn(ThinEvent, Related<T>) -> Self::Future + MaybeSend + MaybeSync + 'static
{
    /// The future that it returns.
    type Future: Future<Output = Result<(), E>> + MaybeSend + 'static;
}

impl<F, A, T, E> ThinHandler<T, E> for F
where
    F: Fn(ThinEvent, Related<T>) -> A + MaybeSend + MaybeSync + 'static,
    A: Future<Output = Result<(), E>> + MaybeSend + 'static,
{
    type Future = A;
}
