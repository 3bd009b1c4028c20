//! The router for blocking handlers that share a state.

use super::Router;
use crate::webhook::table::Table;
use crate::webhook::{
    Delivery, Event, EventType, Related, Seen, ThinEvent, ThinEventType, Unhandled, Verifier,
};

/// With a state. Each handler takes a clone of it first.
impl<E, S: Clone + Send + Sync + 'static> Router<E, S> {
    /// A router whose handlers share a state: it is cloned for each call of one, so an [`Arc`](std::sync::Arc) or
    /// something else that is cheap to clone.
    ///
    /// ```
    /// use std::path::PathBuf;
    /// use std::sync::Arc;
    ///
    /// use stripe_client::webhook::blocking::Router;
    ///
    /// let path = Arc::new(PathBuf::from("last"));
    /// let router: Router<std::io::Error, Arc<PathBuf>> = Router::with_state("whsec_…", path)
    ///     .on_type("refund.created", |path, event| std::fs::write(&*path, event.id));
    /// assert_eq!(router.event_types(), ["refund.created"]);
    /// ```
    pub fn with_state(verifier: impl Into<Verifier>, state: S) -> Self {
        let table = Table::new(verifier.into());
        Self { table, state }
    }

    /// Calls `handler` for events of the type `T`, with the state and the object that they carry. The types are in
    /// [`events`](crate::events).
    pub fn on<T: EventType>(
        mut self,
        handler: impl Fn(S, Event, T::Object) -> Result<(), E> + Send + Sync + 'static,
    ) -> Self {
        let state = self.state.clone();
        self.table
            .on::<T>(move |event, object| handler(state.clone(), event, object));
        self
    }

    /// Calls `handler` for events of a type that this crate may not have.
    pub fn on_type(
        mut self,
        event_type: impl Into<String>,
        handler: impl Fn(S, Event) -> Result<(), E> + Send + Sync + 'static,
    ) -> Self {
        let state = self.state.clone();
        self.table.on_type(event_type.into(), move |event| {
            handler(state.clone(), event)
        });
        self
    }

    /// Calls `handler` for thin events of the type `T`, with the state and the related object, which it can fetch.
    pub fn on_thin<T: ThinEventType>(
        mut self,
        handler: impl Fn(S, ThinEvent, Related<T::Related>) -> Result<(), E> + Send + Sync + 'static,
    ) -> Self {
        let state = self.state.clone();
        self.table
            .on_thin::<T>(move |event, related| handler(state.clone(), event, related));
        self
    }

    /// Calls `handler` for thin events of a type that this crate may not have.
    pub fn on_thin_type(
        mut self,
        event_type: impl Into<String>,
        handler: impl Fn(S, ThinEvent) -> Result<(), E> + Send + Sync + 'static,
    ) -> Self {
        let state = self.state.clone();
        self.table.on_thin_type(event_type.into(), move |event| {
            handler(state.clone(), event)
        });
        self
    }

    /// Calls `hook` before each handler: it says whether the event was handled already, and then no handler runs. See
    /// [duplicates](crate::webhook::Router#duplicates), and the same method of a router without a state.
    pub fn before(
        mut self,
        hook: impl Fn(S, Delivery) -> Result<Seen, E> + Send + Sync + 'static,
    ) -> Self {
        let state = self.state.clone();
        self.table
            .before(move |delivery| hook(state.clone(), delivery));
        self
    }

    /// Calls `handler` for each event that has no handler of its own.
    ///
    /// An event that has one but cannot be decoded for it is [`Outcome::Unhandled`](crate::webhook::Outcome::Unhandled) all the same: respond with an
    /// error, and Stripe sends it again.
    pub fn otherwise(
        mut self,
        handler: impl Fn(S, Unhandled) -> Result<(), E> + Send + Sync + 'static,
    ) -> Self {
        let state = self.state.clone();
        self.table
            .otherwise(move |unhandled| handler(state.clone(), unhandled));
        self
    }
}
