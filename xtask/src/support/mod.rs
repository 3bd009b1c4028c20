//! What commands are built from: the project's files, the generator's inputs, the console, other programs.

mod completion;
mod console;
mod error;
pub(crate) mod files;
pub(crate) mod folder;
mod format;
mod inputs;
pub(crate) mod lines;
pub(crate) mod process;
mod project;
pub(crate) mod recovery;
pub(crate) mod scratch;
pub(crate) mod selection;
mod status_line;

pub(crate) use completion::Completion;
pub(crate) use console::{Console, Paint};
pub(crate) use error::{Error, refused};
pub(crate) use format::ReportFormat;
pub(crate) use inputs::{Inputs, source};
pub(crate) use project::{CARGO_LOCK, CHANGELOG, FRAGMENT, LOCK, MANIFEST, PACKAGE, Project};
pub(crate) use selection::Selection;
pub(crate) use status_line::StatusLine;
