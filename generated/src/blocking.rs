//! The blocking client: the same requests, without `.await`.
//!
//! The feature `blocking` adds its built-in transport.

pub use crate::client::blocking::{Blocking, Client, Pages};
