//! A server that fails as told: what it does to each request is scripted, and what it did is recorded.
//!
//! Behind the faults is a service that honours idempotency keys, so that a test can ask how often a
//! write was done, whatever became of its replies.

mod deliver;
mod event;
mod ledger;
mod random;
mod server;

pub use event::{Applied, Body, Delivery, Event, Huge, Point, Read, Reply};
pub use ledger::Effect;
pub use random::sequence;
pub use server::{FaultServer, Record, Seen};
