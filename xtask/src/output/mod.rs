//! Writes a set of files to a directory atomically, even if the process crashes.
//!
//! A run: [`Session::open`] takes the lock and finishes or discards what an interrupted run left;
//! [`compare`] reads the directory and lays out a [`Plan`]; [`Session::apply`] carries it out. Reading ([`watch`],
//! [`compare`]) never writes.
//!
//! Three rules hold throughout:
//!
//! * Only files that the [`Manifest`] lists, that is, files that an earlier run wrote, are replaced or removed.
//! * Everything is staged before the journal is written and nothing is replaced before that, so the directory can
//!   always be brought to exactly the old or exactly the new state.
//! * The name ledger is one more target of the same journal: it changes with the output or not at all. So are files
//!   outside the output, such as the document that it is generated from, if the run has any.

mod commit;
mod destination;
mod diff;
mod disk;
mod error;
mod found;
mod hash;
mod journal;
mod line_ends;
mod manifest;
mod path;
mod plan;
mod session;
mod staging;
mod threads;
mod wanted;

pub use destination::{Destination, Target, show};
pub use diff::unified;
pub use disk::{Disk, LocalDisk};
pub use error::{Conflict, Error};
pub use found::Found;
pub use hash::Hash;
pub use manifest::{MANIFEST, Manifest};
pub use path::{PathFault, RelPath};
pub use plan::{Change, ChangeKind, Plan, compare, plan};
pub use session::{Recovery, Session, Watch, watch};
pub use wanted::Wanted;
