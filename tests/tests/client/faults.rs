//! Both clients against a server that fails: how often a write reaches it and with which key, how often it
//! is done, and what the caller gets.

#[path = "faults/bounds.rs"]
mod bounds;
#[path = "faults/caller.rs"]
mod caller;
#[path = "faults/cancelled.rs"]
mod cancelled;
#[path = "faults/contract.rs"]
mod contract;
#[path = "faults/each.rs"]
mod each;
#[path = "faults/files.rs"]
mod files;
#[path = "faults/keyless.rs"]
mod keyless;
#[path = "faults/sequences.rs"]
mod sequences;
#[path = "faults/statuses.rs"]
mod statuses;
