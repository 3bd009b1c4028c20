//! The generator as a library: documents are read, lowered, named, compared and written in memory.
//!
//! Nothing here starts a process or opens a connection. `../client` tests the behaviour of the emitted code, and
//! `../projects` that it compiles.

mod budget;
mod calls;
mod clashes;
mod coverage;
mod crate_files;
mod determinism;
mod diff;
mod emitted;
mod events;
mod examples;
mod fixups;
mod fragment;
mod guide;
mod hostile;
mod impact;
mod ir;
mod layers;
mod ledger;
mod loading;
mod lost;
mod names;
mod pages;
mod refusals;
mod replies;
mod secret_fields;
mod slices;
mod small_diffs;
mod values;
