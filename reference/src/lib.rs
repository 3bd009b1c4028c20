//! Writes the reference of the client as a static site: a page for each object that the API returns, with the operations
//! that return it.
//!
//! A library without I/O: a document that was lowered and the files of `templates/reference/` in, files out. The same
//! input gives the same bytes. The document is not trusted: names and prose are escaped, and links lead to http and https
//! only.
//!
//! document → `World`, what all pages know → `model`, a page as plain data → templates → files

mod anchor;
mod changes;
mod code;
mod guide;
mod homes;
mod html;
mod markdown;
mod model;
mod prose;
mod render;
pub mod search;
mod site;
mod snippets;
mod table;
mod world;

pub use site::{Error, Options, Site, site};
pub use snippets::{Program, programs};
pub use table::{Table, TableError};
