//! Refuses names that are too long for the files that they are names of.

use std::collections::HashSet;

use super::Names;
use crate::diagnostic::{Diagnostic, Pointer};
use crate::ir::{Api, SchemaPath};

/// A name of a type or module is no longer than this: it is the name of a file, of the crate or of its documentation. File
/// systems allow 255 bytes, and this leaves some for extensions and temporary names.
pub const LONGEST: usize = 196;

/// Operations and types whose name, or that of the module of what is inside, is too long.
pub(super) fn check(api: &Api, names: &Names) -> Vec<Diagnostic> {
    let operations = api.operations.iter().filter_map(|operation| {
        let path = names.request(operation)?;
        let module = names.request_module(operation)?;
        Some((
            &operation.pointer,
            [vec![path.name.clone()], module].concat(),
        ))
    });
    let outer: HashSet<SchemaPath> = api.types.keys().filter_map(SchemaPath::parent).collect();
    let types = api.types.iter().filter_map(|(place, def)| {
        let path = names.of(place)?;
        let inner = names.module(place).filter(|_| outer.contains(place));
        let parts = [Some(path.name.as_str()), inner].into_iter().flatten();
        Some((&def.pointer, parts.map(str::to_owned).collect()))
    });
    let long = operations.chain(types).filter_map(|(pointer, parts)| {
        let part = parts.into_iter().find(|part| part.len() > LONGEST)?;
        let pointer = Pointer::parse(pointer).unwrap_or_default();
        let message = format!(
            "`{part}` is the name of a file of the crate or of its documentation, and longer than {LONGEST} bytes"
        );
        let help = "remove it from a copy of the document";
        Some(Diagnostic::error("long-name", pointer, message).with_help(help))
    });
    long.collect()
}
