//! No secret of a request appears in an error of a transport, in a span or in an event.
//!
//! That no request prints one is tested with a program over every operation, in `../projects/secrets.rs`.

mod logs;
mod network;
