//! Handlers by event type, for both routers.

use std::collections::BTreeMap;
use std::fmt;

use super::delivery::Delivery;
use super::error::Error;
use super::event::Event;
use super::object::{EventType, ThinEventType};
use super::thin::{Related, ThinEvent};
use super::unhandled::{Reason, Unhandled};
use super::verifier::Verifier;
use crate::json::parse;
use crate::transport::{MaybeSend, MaybeSync};

/// The result of a delivery.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[must_use]
pub enum Outcome {
    /// A handler succeeded.
    Handled,
    /// The hook [`before`](super::Router::before) said that the event was handled already, so no handler was called. Respond
    /// as to a handled one.
    Duplicate,
    /// No handler was called. Either there is none, and no [`otherwise`](super::Router::otherwise); or there is one, but
    /// the event could not be decoded for it. Respond to the latter with an error
    /// ([`is_wanted`](Unhandled::is_wanted)).
    Unhandled(Unhandled),
}

#[cfg(not(target_arch = "wasm32"))]
type Boxed<A, R> = Box<dyn Fn(A) -> R + Send + Sync>;
#[cfg(target_arch = "wasm32")]
type Boxed<A, R> = Box<dyn Fn(A) -> R>;

type Call<A, R> = Boxed<Box<A>, Result<R, Unhandled>>;

/// `R` is what a handler returns, and `B` what the hook before it returns: a result, or the future of one.
pub(super) struct Table<R, B> {
    verifier: Verifier,
    before: Option<Boxed<Delivery, B>>,
    events: BTreeMap<String, Call<Event, R>>,
    thin: BTreeMap<String, Call<ThinEvent, R>>,
    otherwise: Option<Boxed<Unhandled, R>>,
}

impl<R, B> Table<R, B> {
    pub(super) fn new(verifier: Verifier) -> Self {
        Self {
            verifier,
            before: None,
            events: BTreeMap::new(),
            thin: BTreeMap::new(),
            otherwise: None,
        }
    }

    pub(super) fn on<E: EventType>(
        &mut self,
        handler: impl Fn(Event, E::Object) -> R + MaybeSend + MaybeSync + 'static,
    ) {
        let call = move |event: Box<Event>| {
            let reason = match event.object() {
                Ok(Some(object)) => return Ok(handler(*event, object)),
                Ok(None) => Reason::OtherObject,
                Err(fault) => Reason::Unreadable(fault),
            };
            let delivery = Delivery::Event(event);
            Err(Unhandled { delivery, reason })
        };
        self.events.insert(E::TYPE.to_owned(), Box::new(call));
    }

    pub(super) fn on_type(
        &mut self,
        event_type: String,
        handler: impl Fn(Event) -> R + MaybeSend + MaybeSync + 'static,
    ) {
        let call = move |event: Box<Event>| Ok(handler(*event));
        self.events.insert(event_type, Box::new(call));
    }

    pub(super) fn on_thin<E: ThinEventType>(
        &mut self,
        handler: impl Fn(ThinEvent, Related<E::Related>) -> R + MaybeSend + MaybeSync + 'static,
    ) {
        let call = move |event: Box<ThinEvent>| {
            let related = event.related();
            Ok(handler(*event, related))
        };
        self.thin.insert(E::TYPE.to_owned(), Box::new(call));
    }

    pub(super) fn on_thin_type(
        &mut self,
        event_type: String,
        handler: impl Fn(ThinEvent) -> R + MaybeSend + MaybeSync + 'static,
    ) {
        let call = move |event: Box<ThinEvent>| Ok(handler(*event));
        self.thin.insert(event_type, Box::new(call));
    }

    pub(super) fn before(
        &mut self,
        hook: impl Fn(Delivery) -> B + MaybeSend + MaybeSync + 'static,
    ) {
        self.before = Some(Box::new(hook));
    }

    pub(super) fn otherwise(
        &mut self,
        handler: impl Fn(Unhandled) -> R + MaybeSend + MaybeSync + 'static,
    ) {
        self.otherwise = Some(Box::new(handler));
    }

    pub(super) fn event_types(&self) -> Vec<&str> {
        self.events.keys().map(String::as_str).collect()
    }

    pub(super) fn thin_event_types(&self) -> Vec<&str> {
        self.thin.keys().map(String::as_str).collect()
    }

    /// Verifies a request and decodes its body.
    pub(super) fn read<E>(&self, payload: &[u8], header: &str) -> Result<Delivery, Error<E>> {
        self.verifier.verify(payload, header)?;
        Ok(parse(payload)?)
    }

    /// Calls the hook, if there is one and a handler for the delivery.
    pub(super) fn ask(&self, delivery: &Delivery) -> Option<B> {
        let hook = self.before.as_ref()?;
        let has_handler = match delivery {
            Delivery::Event(event) => self.events.contains_key(&event.type_),
            Delivery::Thin(event) => self.thin.contains_key(&event.type_),
            Delivery::Undocumented(_) => false,
        };
        (has_handler || self.otherwise.is_some()).then(|| hook(delivery.clone()))
    }

    /// Calls the handler of a delivery, if there is one.
    pub(super) fn call(&self, delivery: Delivery) -> Result<R, Unhandled> {
        let unhandled = match delivery {
            Delivery::Event(event) => match self.events.get(&event.type_) {
                Some(call) => call(event),
                None => Err(unknown(Delivery::Event(event))),
            },
            Delivery::Thin(event) => match self.thin.get(&event.type_) {
                Some(call) => call(event),
                None => Err(unknown(Delivery::Thin(event))),
            },
            other => Err(unknown(other)),
        };
        match (unhandled, &self.otherwise) {
            // An event that the program wants but could not read is not to be acknowledged by a handler for the rest.
            (Err(unhandled), Some(otherwise)) if !unhandled.is_wanted() => Ok(otherwise(unhandled)),
            (answer, _) => answer,
        }
    }
}

fn unknown(delivery: Delivery) -> Unhandled {
    let reason = Reason::NoHandler;
    Unhandled { delivery, reason }
}

/// Shows the event types that have handlers.
impl<R, B> fmt::Debug for Table<R, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Router")
            .field("events", &self.events.keys())
            .field("thin_events", &self.thin.keys())
            .field("before", &self.before.is_some())
            .field("otherwise", &self.otherwise.is_some())
            .finish_non_exhaustive()
    }
}
