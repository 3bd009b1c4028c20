//! The one list of names that the language, its standard library and the runtime use already.
//!
//! A name of the document that is one of them gets a suffix. So the emitter, the runtime and callers can write
//! `value.into()` whatever setters there are. `generator::clashes` reads off the runtime which names have to be here, and
//! `projects::clashes` compiles a client of a document that uses them all.

/// What a name is given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// A type.
    Item,
    /// A module of types, beside types.
    Module,
    /// A service: the module, and the method of the client or of the outer service that returns it.
    Service,
    /// A file of objects.
    File,
    /// An operation: a method of its service.
    Operation,
    /// A parameter: a method of a request or of an object.
    Setter,
    /// A field of a response.
    Field,
}

/// Items and type parameters that are in scope where types are defined: the prelude of the language, that of the
/// client, and what its macros name without a path.
const ITEMS: &[&str] = &[
    "AsMut",
    "AsRef",
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
    "DoubleEndedIterator",
    "Drop",
    "E",
    "Encode",
    "Encoding",
    "Endpoint",
    "Enumeration",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Expand",
    "Expandable",
    "Extend",
    "Fault",
    "Fields",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "H",
    "Hash",
    "Holds",
    "Int64",
    "Into",
    "IntoEnum",
    "IntoFuture",
    "IntoIterator",
    "Is",
    "Iterator",
    "Json",
    "List",
    "M",
    "MaybeDeleted",
    "Method",
    "Node",
    "None",
    "Number",
    "Ok",
    "Option",
    "Ord",
    "Page",
    "Params",
    "PartialEq",
    "PartialOrd",
    "Range",
    "Request",
    "Result",
    "S",
    "SearchResult",
    "Send",
    "Sized",
    "Some",
    "String",
    "Stripe",
    "Sync",
    "T",
    "Timestamp",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Undocumented",
    "Upload",
    "Value",
    "Vec",
    "Writer",
];

/// Modules and types in lower case that are in scope where types are defined.
const LOWER: &[&str] = &[
    "bool", "char", "core", "crate", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize",
    "objects", "serde", "std", "str", "u128", "u16", "u32", "u64", "u8", "usize",
];

/// Methods of every type that can be cloned and printed, which includes clients, services, requests and objects. Those
/// that take `self` hide even a method of the same name that takes `&self`.
const METHODS: &[&str] = &[
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "clone_into",
    "clone_to_uninit",
    "fmt",
    "from",
    "into",
    "to_owned",
    "try_from",
    "try_into",
    "type_id",
];

/// Methods of the clients.
const CLIENT: &[&str] = &[
    "assemble", "builder", "download", "exchange", "execute", "new", "open", "pages", "raw", "run",
];

/// Modules of the client.
const MODULES: &[&str] = &[
    "blocking", "client", "json", "objects", "params", "plumbing", "prelude", "services", "values",
    "version",
];

/// Names that Windows opens a device for, with any extension: a module is a file.
const DEVICES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// Methods of requests and object parameters.
const REQUESTS: &[&str] = &[
    "call",
    "eq",
    "into_call",
    "maybe",
    "ne",
    "new",
    "next_page",
    "on",
    "pages",
    "param",
    "previous_page",
    "send",
    "stream",
    "with_options",
];

/// The field that holds undocumented fields.
pub(crate) const REST: &str = "undocumented";

/// The variant for undocumented values.
pub(crate) const OTHER: &str = "Undocumented";

/// Whether a name must not be given to this, because it has another meaning there.
#[must_use]
pub fn is_reserved(name: &str, to: Use) -> bool {
    let lists: &[&[&str]] = match to {
        Use::Item => &[ITEMS],
        Use::Module => &[LOWER, DEVICES],
        Use::Service => &[METHODS, CLIENT, MODULES, DEVICES],
        Use::File => &[DEVICES],
        Use::Operation => &[METHODS],
        Use::Setter => &[METHODS, REQUESTS],
        Use::Field => &[&[REST]],
    };
    lists.iter().any(|list| list.contains(&name))
}
