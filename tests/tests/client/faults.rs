//! Both clients against a failing server: how often a write reaches it and with which key, how often it is applied, and
//! the result for the caller.

mod bounds;
pub mod caller;
mod cancelled;
mod contract;
mod each;
mod files;
mod keyless;
mod sequences;
mod statuses;
