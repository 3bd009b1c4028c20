//! A server that fails on purpose: a script says what happens to each request, and the server records what it did.
//!
//! Behind the faults is a service that honours idempotency keys, so that a test can count how often a write was
//! applied, whether or not its responses arrived.

mod deliver;
mod event;
mod ledger;
mod random;
mod server;

pub use event::{Applied, Body, Delivery, Event, Huge, Point, Read, Reply};
pub use ledger::Effect;
pub use random::{sequence, sparse};
pub use server::{FaultServer, Record, Seen};
