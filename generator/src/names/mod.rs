//! Names in the client: Rust paths for places of the document.
//!
//! A name is made from the place, never from titles or prose. Once given it is
//! kept by the [`Ledger`].

mod ident;
mod ledger;
mod length;
mod methods;
mod types;
mod words;

pub use ident::{Case, identifier, identifiers};
pub use ledger::Ledger;
pub use length::LONGEST;
pub use types::{Names, RustPath, is_reserved, name, service_identifier};
pub use words::singular;
