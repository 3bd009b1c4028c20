//! From a value to text.

use serde_json::Value;

/// A syntax that documents are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML.
    Yaml,
    /// JSON, indented.
    Json,
}

/// A value as text that [`load`](super::load) reads. `None` for a value that the format cannot express, which no value
/// is that was read from a document.
#[must_use]
pub fn print(value: &Value, format: Format) -> Option<String> {
    match format {
        Format::Yaml => serde_yaml::to_string(value).ok(),
        Format::Json => Some(format!("{value:#}\n")),
    }
}
