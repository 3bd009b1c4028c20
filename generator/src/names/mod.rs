//! Names in the client: Rust paths for places of the document.
//!
//! A name is made from the place, never from titles or prose. Once given it is
//! kept by the [`Ledger`].

mod changes;
mod field;
mod ident;
mod ledger;
mod length;
mod methods;
mod rename;
mod types;
mod words;

pub use changes::Changes;
pub use field::{beside_path, field, setter, unset, unset_key};
pub use ident::{Case, identifier, identifiers};
pub use ledger::{Holder, Ledger, Since};
pub use length::LONGEST;
pub use rename::{RenameFault, Renamed};
pub(crate) use types::name;
pub use types::{Names, RustPath, is_reserved, service_identifier};
pub use words::singular;
