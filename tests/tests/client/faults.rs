//! Both clients against a server that fails: how often a write reaches it and with which key, how often it
//! is done, and what the caller gets.

mod bounds;
mod caller;
mod cancelled;
mod contract;
mod each;
mod files;
mod keyless;
mod sequences;
mod statuses;
