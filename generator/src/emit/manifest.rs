//! Files of the crate that are not code of the API: versions, secret fields, manifest, examples.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::exceptions::{Exceptions, Secrecy};
use crate::ir::Api;

/// `src/version.rs`.
pub(super) fn version(api: &Api) -> String {
    format!(
        "// Written by `cargo xtask codegen`; changes made by hand are lost.\n\n\
         //! Versions that this crate was made of.\n\n\
         /// The API version that the types describe, sent as `Stripe-Version`.\n\
         pub const API_VERSION: &str = {:?};\n\n\
         /// The version of the generator that wrote this crate.\n\
         pub const GENERATOR_VERSION: &str = {:?};\n\n\
         /// Where requests go unless an operation or a caller says otherwise.\n\
         pub const API_BASE: &str = {:?};\n",
        api.version,
        env!("CARGO_PKG_VERSION"),
        api.base,
    )
}

/// `src/secret_fields.rs`, in the order of the fields' names.
pub(super) fn secret_fields(exceptions: &Exceptions) -> String {
    // What is not used is a warning.
    let items = match exceptions.secrets.is_empty() {
        true => "SecretField",
        false => "{SecretField, Values}",
    };
    let mut text = format!(
        "// Written by `cargo xtask codegen`; changes made by hand are lost.\n\n\
         //! The fields of responses that `Debug` hides. The document does not say which are secret.\n\n\
         use crate::secret::{items};\n\n\
         pub(crate) const FIELDS: &[SecretField] = &[\n"
    );
    for (field, values) in &exceptions.secrets {
        let values = match values {
            Secrecy::Any => "Any",
            Secrecy::Text => "Text",
            Secrecy::CardNumber => "CardNumber",
        };
        let (name, within) = (&field.name, &field.within);
        text += &format!(
            "    SecretField {{ name: {name:?}, within: {within:?}, values: Values::{values} }},\n"
        );
    }
    text + "];\n"
}

/// The manifest from its template, under the name of the package and with the
/// features that the examples need.
#[must_use]
pub fn cargo_toml(template: &str, package: &str, examples: &BTreeMap<String, String>) -> String {
    let mut named = false;
    let mut text = String::new();
    for line in template.lines() {
        let is_name = !named && line.starts_with("name = ");
        named |= is_name;
        text += &if is_name {
            format!("name = {:?}\n", package)
        } else {
            format!("{line}\n")
        };
    }
    for (path, example) in examples {
        let name = path.trim_start_matches("examples/").trim_end_matches(".rs");
        let features: Vec<&str> = header(example, "Features").collect();
        text += &format!("\n[[example]]\nname = {name:?}\nrequired-features = {features:?}\n");
    }
    text
}

/// The minimum version of Rust in a manifest.
#[must_use]
pub fn rust_version(manifest: &str) -> &str {
    let mut lines = manifest.lines();
    let version = lines.find_map(|line| line.strip_prefix("rust-version = \"")?.strip_suffix('"'));
    version.unwrap_or_default()
}

/// The examples whose operations are in the API. Each names them in its header,
/// as in `//! Requires: refunds.create, refunds.list`, and likewise the features
/// that it needs.
#[must_use]
pub fn examples(
    context: &Context<'_>,
    templates: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let offered = operations(context);
    templates
        .iter()
        .filter(|(path, _)| path.starts_with("examples/"))
        .filter(|(_, text)| header(text, "Requires").all(|name| offered.contains(name)))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect()
}

/// The names of all operations of the API, such as `refunds.create`.
pub(super) fn operations(context: &Context<'_>) -> BTreeSet<String> {
    let operations = context.api.operations.iter();
    operations
        .map(|operation| context.names.full_name(operation))
        .collect()
}

/// The names after a keyword in the header of an example.
fn header<'a>(example: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    example
        .lines()
        .filter_map(move |line| {
            line.strip_prefix("//! ")?
                .strip_prefix(word)?
                .strip_prefix(':')
        })
        .flat_map(|names| names.split(','))
        .map(str::trim)
}
