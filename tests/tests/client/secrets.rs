//! No secret of a request appears in a transport error, a span or an event.
//!
//! `../projects/secrets.rs` covers the `Debug` output of requests, with a program that calls every operation.

mod logs;
mod network;
