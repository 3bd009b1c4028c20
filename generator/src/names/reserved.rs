//! Names that are not free.

/// Names that generated modules use for something else: the prelude of the
/// language, that of the client and type parameters. A test compares them with
/// `templates/src/prelude.rs`.
const RESERVED: [&str; 57] = [
    "BTreeMap",
    "Box",
    "C",
    "Clone",
    "Constant",
    "Copy",
    "Currency",
    "D",
    "DateTime",
    "Debug",
    "Decimal",
    "Decode",
    "Default",
    "Drop",
    "Encode",
    "Encoding",
    "Endpoint",
    "Enumeration",
    "Eq",
    "Err",
    "Expand",
    "Expandable",
    "Fault",
    "Fields",
    "From",
    "Hash",
    "Holds",
    "Int64",
    "Into",
    "IntoIterator",
    "Iterator",
    "Json",
    "List",
    "M",
    "Method",
    "Node",
    "None",
    "Number",
    "Ok",
    "Option",
    "Page",
    "Params",
    "PartialEq",
    "Request",
    "Result",
    "SearchResult",
    "Some",
    "String",
    "Stripe",
    "T",
    "Timestamp",
    "ToString",
    "Undocumented",
    "Upload",
    "Value",
    "Vec",
    "Writer",
];

/// Names that modules of the client and methods of its clients have.
const RESERVED_SERVICES: [&str; 18] = [
    "assemble", "blocking", "builder", "client", "clone", "exchange", "execute", "json", "new",
    "objects", "params", "plumbing", "prelude", "raw", "services", "to_owned", "values", "version",
];

/// Whether generated modules use a name for something else.
#[must_use]
pub fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// Whether modules of the client, or methods of its clients, have this name.
pub(super) fn is_reserved_for_services(name: &str) -> bool {
    RESERVED_SERVICES.contains(&name)
}
