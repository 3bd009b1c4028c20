//! Files of the crate that are not code of the API: versions, manifest, examples.

use std::collections::{BTreeMap, BTreeSet};

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

/// The manifest from its template, under the name of the package.
#[must_use]
pub fn cargo_toml(template: &str, package: &str) -> String {
    let mut named = false;
    let lines = template.lines().map(|line| {
        if !named && line.starts_with("name = ") {
            named = true;
            format!("name = {package:?}\n")
        } else {
            format!("{line}\n")
        }
    });
    lines.collect()
}

/// Those examples whose operations the API has. Each names them in lines that
/// begin with `//! Requires:`, such as `//! Requires: refunds.create, refunds.list`.
#[must_use]
pub fn examples(api: &Api, templates: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let offered: BTreeSet<String> = api
        .operations
        .iter()
        .map(crate::ir::Operation::full_name)
        .collect();
    let fits = |text: &str| {
        text.lines()
            .filter_map(|line| line.strip_prefix("//! Requires:"))
            .flat_map(|names| names.split(','))
            .all(|name| offered.contains(name.trim().trim_end_matches('.')))
    };
    templates
        .iter()
        .filter(|(path, text)| path.starts_with("examples/") && fits(text))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect()
}
