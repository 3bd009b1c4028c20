//! What a run leaves on disk when it is killed, when the disk is full or read-only, beside another run, and on a checkout
//! with other line ends: the old output or the new one, whole, and no other files.
//!
//! `../output` stops a run at each of its steps in one process; these tests run the command.

mod checkout;
#[cfg(unix)]
mod full;
#[cfg(unix)]
mod killed;
#[cfg(unix)]
mod read_only;
mod scene;
mod together;
