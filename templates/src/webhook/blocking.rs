//! The router for blocking handlers.

mod stateful;

use std::fmt;

use super::delivery::Delivery;
use super::error::Error;
use super::event::Event;
use super::object::{EventType, ThinEventType};
use super::seen::{Seen, Stateless};
use super::table::{Outcome, Table};
use super::thin::{Related, ThinEvent};
use super::unhandled::Unhandled;
use super::verifier::Verifier;

/// Calls the handler of each event that Stripe sends to a webhook endpoint. It is [`Router`](super::Router) without
/// `.await`.
///
/// ```
/// use stripe_client::webhook::Outcome;
/// use stripe_client::webhook::blocking::Router;
///
/// let router: Router<std::io::Error> = Router::new("whsec_…")
///     .on_type("refund.created", |event| std::fs::write("last", event.data.object.as_str()))
///     .otherwise(|unhandled| {
///         println!("{unhandled}");
///         Ok(())
///     });
/// # fn receive(router: Router<std::io::Error>, body: &[u8], header: &str) -> u16 {
/// match router.dispatch(body, header) {
///     // Stripe sends it again, until the program can read it.
///     Ok(Outcome::Unhandled(event)) if event.is_wanted() => 500,
///     Ok(_) => 200,
///     Err(error) => error.status().as_u16(),
/// }
/// # }
/// ```
#[must_use]
pub struct Router<E, S = Stateless> {
    table: Table<Result<(), E>, Result<Seen, E>>,
    state: S,
}

impl<E> Router<E> {
    /// A router for the endpoint with this signing secret, or with a [`Verifier`].
    pub fn new(verifier: impl Into<Verifier>) -> Self {
        let table = Table::new(verifier.into());
        let state = Stateless;
        Self { table, state }
    }

    /// Calls `handler` for events of the type `T`, with the object that they carry. The types are in
    /// [`events`](crate::events).
    pub fn on<T: EventType>(
        mut self,
        handler: impl Fn(Event, T::Object) -> Result<(), E> + Send + Sync + 'static,
    ) -> Self {
        self.table.on::<T>(handler);
        self
    }

    /// Calls `handler` for events of a type that this crate may not have.
    pub fn on_type(
        mut self,
        event_type: impl Into<String>,
        handler: impl Fn(Event) -> Result<(), E> + Send + Sync + 'static,
    ) -> Self {
        self.table.on_type(event_type.into(), handler);
        self
    }

    /// Calls `handler` for thin events of the type `T`, with the related object, which it can fetch.
    pub fn on_thin<T: ThinEventType>(
        mut self,
        handler: impl Fn(ThinEvent, Related<T::Related>) -> Result<(), E> + Send + Sync + 'static,
    ) -> Self {
        self.table.on_thin::<T>(handler);
        self
    }

    /// Calls `handler` for thin events of a type that this crate may not have.
    pub fn on_thin_type(
        mut self,
        event_type: impl Into<String>,
        handler: impl Fn(ThinEvent) -> Result<(), E> + Send + Sync + 'static,
    ) -> Self {
        self.table.on_thin_type(event_type.into(), handler);
        self
    }

    /// Calls `hook` before each handler: it says whether the event was handled already, and then no handler runs. See
    /// [duplicates](super::Router#duplicates).
    ///
    /// It gets a copy of the delivery. Its error is that of the delivery, as if the handler had failed. It is not called
    /// for an event without a handler. A second hook replaces the first.
    pub fn before(
        mut self,
        hook: impl Fn(Delivery) -> Result<Seen, E> + Send + Sync + 'static,
    ) -> Self {
        self.table.before(hook);
        self
    }

    /// Calls `handler` for each event that has no handler of its own.
    ///
    /// An event that has one but cannot be decoded for it is [`Outcome::Unhandled`] all the same: respond with an
    /// error, and Stripe sends it again.
    pub fn otherwise(
        mut self,
        handler: impl Fn(Unhandled) -> Result<(), E> + Send + Sync + 'static,
    ) -> Self {
        self.table.otherwise(handler);
        self
    }
}

impl<E, S> Router<E, S> {
    /// The types of the events that have a handler, sorted: the `enabled_events` of the endpoint. Those of thin events
    /// are [apart](Self::thin_event_types), since they have an endpoint of another kind.
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
    pub fn dispatch(&self, payload: impl AsRef<[u8]>, header: &str) -> Result<Outcome, Error<E>> {
        self.dispatch_verified_elsewhere(self.table.read(payload.as_ref(), header)?)
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
    pub fn dispatch_verified_elsewhere(&self, delivery: Delivery) -> Result<Outcome, Error<E>> {
        if let Some(seen) = self.table.ask(&delivery)
            && seen.map_err(Error::Handler)? == Seen::Already
        {
            return Ok(Outcome::Duplicate);
        }
        match self.table.call(delivery) {
            Ok(answer) => answer.map_err(Error::Handler)?,
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
