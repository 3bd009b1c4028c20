//! Prints a value as YAML or JSON.

use serde_json::Value;

use crate::text::{in_json, in_yaml, is_hidden};

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
        Format::Yaml => {
            let yaml = serde_yaml::to_string(value).ok()?;
            let is_odd = |c| is_hidden(c) && c != '\n';
            Some(match yaml.contains(is_odd) {
                // A terminal would obey them, and no option of the printer escapes them. JSON is YAML too; the mark says that it
                // is to be read as that.
                true => format!("---\n{}", in_yaml(&format!("{value:#}\n"))),
                false => yaml,
            })
        }
        Format::Json => Some(in_json(&format!("{value:#}\n")).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_is_hidden_and_all_is_read_back() -> Result<(), Box<dyn std::error::Error>> {
        for text in [
            "plain",
            "\u{1b}[31m",
            "a\n\u{9b}1m\u{202e}",
            "\u{e0041}\u{2028}",
            "\u{200b}\u{fffe}\u{ffff}\u{10ffff}\u{fdd0}",
        ] {
            let value = json!({ text: [text, { "a": text }] });
            for format in [Format::Yaml, Format::Json] {
                let printed = print(&value, format).unwrap_or_default();
                assert!(!printed.replace('\n', "").contains(is_hidden), "{printed}");
                let read: Value = match format {
                    Format::Yaml => serde_yaml::from_str(&printed)?,
                    Format::Json => serde_json::from_str(&printed)?,
                };
                assert_eq!(read, value);
            }
        }
        Ok(())
    }
}
