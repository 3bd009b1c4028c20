//! Prints a value as YAML or JSON.

use serde_json::Value;

/// The syntax of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML.
    Yaml,
    /// JSON, indented.
    Json,
}

/// Prints a value as text that [`load`](super::load) reads. `None` if the format cannot express the value, which does
/// not happen to a value that was read from a document.
#[must_use]
pub fn print(value: &Value, format: Format) -> Option<String> {
    match format {
        Format::Yaml => serde_yaml::to_string(value).ok(),
        Format::Json => Some(format!("{value:#}\n")),
    }
}
