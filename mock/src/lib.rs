//! A stand-in for Stripe's API, made from the generator's IR of a document.
//!
//! [`StandIn`] is the core: a request in, an answer out, without I/O. It checks requests against the document, keeps what
//! they make, and answers what fits the document's schemas. `money` has the rules of what moves money, written by hand.
//! Nothing of it is part of the client.

mod answer;
mod caller;
mod carry_out;
mod chance;
mod check;
mod clock;
mod context;
mod control;
mod events;
mod faults;
mod generic;
mod idempotency;
mod journal;
mod known;
mod load;
mod model;
mod money;
mod options;
mod refusal;
mod render;
mod request;
mod server;
mod stand_in;
mod state;
mod store;
mod time;
mod wire;

pub use faults::Fault;
pub use idempotency::Held;
pub use journal::Entry;
pub use load::{LoadError, load};
pub use model::{Act, Found, Kind, KindId, Model, Plan};
pub use options::Options;
pub use request::{Request, Response};
pub use server::{Attempt, Endpoint, EndpointError, Server, Settings};
pub use stand_in::{Delivery, Outcome, StandIn};
