//! The client for threads: the same requests, without `.await`.
//!
//! Its built-in transport comes with the feature `blocking`.

pub use crate::client::blocking::{Blocking, Client, Pages};
