//! The router for async handlers that share a state.

use super::Router;
use crate::transport::{MaybeSend, MaybeSync};
use crate::webhook::handler::{StateHandler, ThinStateHandler};
use crate::webhook::table::Table;
use crate::webhook::{
    Delivery, Event, EventType, Seen, ThinEvent, ThinEventType, Unhandled, Verifier,
};

/// With a state. Each handler takes a clone of it first.
impl<E: 'static, S: Clone + MaybeSend + MaybeSync + 'static> Router<E, S> {
    /// A router whose handlers share a state: it is cloned for each call of one, so an [`Arc`](std::sync::Arc) or
    /// something else that is cheap to clone.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use stripe_client::webhook::Router;
    ///
    /// struct Shop;
    ///
    /// impl Shop {
    ///     async fn paid(&self, id: &str) -> Result<(), String> {
    ///         Err(format!("{id} is not known"))
    ///     }
    /// }
    ///
    /// // `on`, with a type of `stripe_client::events`, has the object as the third parameter.
    /// let router: Router<String, Arc<Shop>> = Router::with_state("whsec_…", Arc::new(Shop))
    ///     .on_type("invoice.paid", |shop, event| async move { shop.paid(&event.id).await });
    /// ```
    pub fn with_state(verifier: impl Into<Verifier>, state: S) -> Self {
        let table = Table::new(verifier.into());
        Self { table, state }
    }

    /// Calls `handler` for events of the type `T`, with the state and the object that they carry. The types are in
    /// [`events`](crate::events).
    pub fn on<T: EventType>(mut self, handler: impl StateHandler<S, T::Object, E>) -> Self {
        let state = self.state.clone();
        self.table
            .on::<T>(move |event, object| Box::pin(handler(state.clone(), event, object)));
        self
    }

    /// Calls `handler` for events of a type that this crate may not have.
    pub fn on_type<F>(
        mut self,
        event_type: impl Into<String>,
        handler: impl Fn(S, Event) -> F + MaybeSend + MaybeSync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<(), E>> + MaybeSend + 'static,
    {
        let state = self.state.clone();
        self.table.on_type(event_type.into(), move |event| {
            Box::pin(handler(state.clone(), event))
        });
        self
    }

    /// Calls `handler` for thin events of the type `T`, with the state and the related object, which it can fetch.
    pub fn on_thin<T: ThinEventType>(
        mut self,
        handler: impl ThinStateHandler<S, T::Related, E>,
    ) -> Self {
        let state = self.state.clone();
        self.table
            .on_thin::<T>(move |event, related| Box::pin(handler(state.clone(), event, related)));
        self
    }

    /// Calls `handler` for thin events of a type that this crate may not have.
    pub fn on_thin_type<F>(
        mut self,
        event_type: impl Into<String>,
        handler: impl Fn(S, ThinEvent) -> F + MaybeSend + MaybeSync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<(), E>> + MaybeSend + 'static,
    {
        let state = self.state.clone();
        self.table.on_thin_type(event_type.into(), move |event| {
            Box::pin(handler(state.clone(), event))
        });
        self
    }

    /// Calls `hook` before each handler: it says whether the event was handled already, and then no handler runs. See
    /// [duplicates](Self#duplicates), and the same method of a router without a state.
    ///
    /// ```
    /// use std::collections::BTreeSet;
    /// use std::sync::{Arc, RwLock};
    ///
    /// use stripe_client::webhook::{Router, Seen};
    ///
    /// type Handled = Arc<RwLock<BTreeSet<String>>>;
    ///
    /// let router: Router<String, Handled> = Router::with_state("whsec_…", Handled::default())
    ///     .before(|handled, delivery| async move {
    ///         let handled = handled.read().map_err(|error| error.to_string())?;
    ///         let is_handled = delivery.event_id().is_some_and(|id| handled.contains(&id));
    ///         Ok(if is_handled { Seen::Already } else { Seen::New })
    ///     })
    ///     .on_type("invoice.paid", |handled, event| async move {
    ///         // First what there is to do, then:
    ///         handled.write().map_err(|error| error.to_string())?.insert(event.id);
    ///         Ok(())
    ///     });
    /// ```
    pub fn before<F>(
        mut self,
        hook: impl Fn(S, Delivery) -> F + MaybeSend + MaybeSync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Seen, E>> + MaybeSend + 'static,
    {
        let state = self.state.clone();
        self.table
            .before(move |delivery| Box::pin(hook(state.clone(), delivery)));
        self
    }

    /// Calls `handler` for each event that has no handler of its own.
    ///
    /// An event that has one but cannot be decoded for it is [`Outcome::Unhandled`](crate::webhook::Outcome::Unhandled) all the same: respond with an
    /// error, and Stripe sends it again.
    pub fn otherwise<F>(
        mut self,
        handler: impl Fn(S, Unhandled) -> F + MaybeSend + MaybeSync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<(), E>> + MaybeSend + 'static,
    {
        let state = self.state.clone();
        self.table
            .otherwise(move |unhandled| Box::pin(handler(state.clone(), unhandled)));
        self
    }
}
