//! The formats of scalars.

/// What a format says about a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The value has a type of its own in the client, or the format is that of the type anyway.
    Type,
    /// The value is text or a number like others: only the server checks more than that.
    Checked,
    /// A format of someone's own, which could stand for a type.
    Unknown,
}

/// The meaning of a format, which depends on the type.
pub(super) fn meaning(ty: &str, format: &str) -> Meaning {
    match (ty, format) {
        ("integer", "int32" | "int64" | "unix-time")
        | ("number", "double" | "float")
        | ("string", "binary" | "currency" | "date-time" | "decimal" | "int64") => Meaning::Type,
        (
            "string",
            "byte" | "date" | "email" | "hostname" | "idn-email" | "idn-hostname" | "ipv4" | "ipv6"
            | "iri" | "password" | "regex" | "time" | "uri" | "uri-reference" | "url" | "uuid",
        ) => Meaning::Checked,
        // These name the type again.
        ("integer", "integer")
        | ("number", "number")
        | ("string", "string")
        | ("boolean", "boolean") => Meaning::Checked,
        // OpenAPI has formats for scalars only.
        ("array" | "object", _) => Meaning::Checked,
        _ => Meaning::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_belongs_to_a_type() {
        assert_eq!(meaning("integer", "unix-time"), Meaning::Type);
        assert_eq!(meaning("string", "uuid"), Meaning::Checked);
        assert_eq!(meaning("string", "unix-time"), Meaning::Unknown);
        assert_eq!(meaning("integer", "uint64"), Meaning::Unknown);
    }
}
