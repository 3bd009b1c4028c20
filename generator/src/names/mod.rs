//! All naming: paths of types and operations, from places of the document, and identifiers of their members.
//!
//! A name is made from the place, never from titles or prose. Once given it is
//! kept by the [`Ledger`]. The pass over the IR makes one value, [`Names`]; what
//! members are called follows from the IR alone, by the functions of `members`
//! and `setters`.

mod changes;
mod clashes;
mod client_names;
mod field;
mod ident;
mod ledger;
mod length;
mod members;
mod naming;
mod operations;
mod path;
mod rename;
mod reserved;
mod setters;
mod types;
mod words;

pub use changes::Changes;
pub use client_names::Names;
pub use field::{clashing_parameter, field, setter, unset, unset_key};
pub(crate) use ident::is_keyword;
pub use ident::{Case, identifier, identifiers};
pub use ledger::{Holder, Ledger, Since};
pub use length::LONGEST;
pub(crate) use members::{
    Alternative, alternatives, field_names, request_variants, response_variants, variants,
};
pub(crate) use naming::{Rules, name};
pub(crate) use operations::free;
pub use operations::{OperationName, service_modules, service_type};
pub use path::RustPath;
pub use rename::{RenameFault, Renamed};
pub(crate) use reserved::{OTHER, REST};
pub use reserved::{Use, is_reserved};
pub(crate) use setters::Setters;
pub(crate) use types::Words;
pub use words::singular;

/// The place that the ledger keeps the service and method of an operation under.
pub(crate) fn method_key(route: &str) -> String {
    format!("{route} ()")
}
