//! The generator as a library: documents are read, lowered, named, compared and written in memory.
//!
//! Nothing here starts a process or opens a connection. What the emitted code does when it runs is in `../client`, and
//! that it compiles is in `../projects`.

mod calls;
mod coverage;
mod determinism;
mod diff;
mod emitted;
mod events;
mod fixups;
mod fragment;
mod ir;
mod ledger;
mod loading;
mod names;
mod refusals;
mod rooms;
mod slices;
mod small_diffs;
