//! Rust for the peers that have no client of their own: types with serde's derives that have the fields of ours, and one
//! request written for both. Pure.

mod types;
mod values;

use generator::Lowered;
use generator::ir::{Operation, SchemaPath};

pub(crate) use types::reply;
pub(crate) use values::request;

/// Why no sources can be made.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Problem {
    #[error("the document has no {0}")]
    Missing(String),
    #[error("{at}: {why}")]
    CallError { at: String, why: String },
}

impl Problem {
    fn unfit(at: &str, why: impl Into<String>) -> Self {
        Self::CallError {
            at: if at.is_empty() { "the data" } else { at }.to_owned(),
            why: why.into(),
        }
    }
}

/// The operation of a service and method, such as `refunds.create`.
fn operation<'a>(lowered: &'a Lowered, name: &str) -> Result<&'a Operation, Problem> {
    lowered
        .named_operations()
        .find(|(_, full_name)| full_name == name)
        .map(|(operation, _)| operation)
        .ok_or_else(|| Problem::Missing(format!("operation {name}")))
}

/// The path of a type in our client.
fn path(lowered: &Lowered, place: &SchemaPath) -> Result<String, Problem> {
    lowered
        .names
        .of(place)
        .map(|path| format!("stripe_client::{path}"))
        .ok_or_else(|| Problem::Missing(format!("name for {place}")))
}

#[cfg(test)]
pub(super) mod tests {
    use generator::diagnostic::Source;
    use generator::{Data, DataFiles, Input, Lowered, lower};

    /// The fragment, which has all that is emitted here.
    pub(super) fn fragment() -> Lowered {
        let files = DataFiles {
            ledger: Source::new("names", include_str!("../../../../spec/names.tsv")),
            exceptions: Source::new(
                "exceptions",
                include_str!("../../../../spec/exceptions.tsv"),
            ),
            ..DataFiles::default()
        };
        lower(&Input {
            name: "spec/refunds.yaml",
            document: include_bytes!("../../../../spec/refunds.yaml"),
            data: &Data::read(files).expect("the data files are read"),
        })
        .expect("the fragment is lowered")
    }
}
