//! Handlers of the async router.
//!
//! Each trait is a bound of `Fn` under a name, so that the compiler knows the parameters of a closure.

use super::event::Event;
use super::thin::{Related, ThinEvent};
use crate::transport::{MaybeSend, MaybeSync};

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

/// [`Handler`] for a router with a state, of which it takes a clone first.
pub trait StateHandler<S, T, E>:
    Fn(S, Event, T) -> Self::Future + MaybeSend + MaybeSync + 'static
{
    /// The future that it returns.
    type Future: Future<Output = Result<(), E>> + MaybeSend + 'static;
}

impl<F, A, S, T, E> StateHandler<S, T, E> for F
where
    F: Fn(S, Event, T) -> A + MaybeSend + MaybeSync + 'static,
    A: Future<Output = Result<(), E>> + MaybeSend + 'static,
{
    type Future = A;
}

/// [`ThinHandler`] for a router with a state, of which it takes a clone first.
pub trait ThinStateHandler<S, T, E>:
    Fn(S, ThinEvent, Related<T>) -> Self::Future + MaybeSend + MaybeSync + 'static
{
    /// The future that it returns.
    type Future: Future<Output = Result<(), E>> + MaybeSend + 'static;
}

impl<F, A, S, T, E> ThinStateHandler<S, T, E> for F
where
    F: Fn(S, ThinEvent, Related<T>) -> A + MaybeSend + MaybeSync + 'static,
    A: Future<Output = Result<(), E>> + MaybeSend + 'static,
{
    type Future = A;
}
