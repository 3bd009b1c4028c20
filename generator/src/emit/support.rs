//! Refuses constructs of the IR that the client does not support: files other than upload
//! parameters and whole responses, and names too long for files.

use super::Emitter;
use crate::diagnostic::{Diagnostic, Pointer};
use crate::ir::{Encoding, Shape, Type};
use crate::names::LONGEST;

const HELP: &str = "remove the operation from a copy of the document to generate the others";

/// Refuses everything that the client does not support.
pub(super) fn check(emitter: &Emitter<'_>) -> Result<(), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut refuse = |code, pointer: &str, message: &str| {
        let pointer = Pointer::parse(pointer).unwrap_or_default();
        problems.push(Diagnostic::error(code, pointer, message).with_help(HELP));
    };
    for operation in &emitter.api.operations {
        let files = operation
            .parameters
            .iter()
            .filter(|field| holds_file(&field.ty));
        if operation.encoding != Encoding::Multipart {
            for field in files {
                refuse(
                    "file-parameter",
                    &operation.pointer,
                    &format!(
                        "the parameter `{}` is a file: only a `multipart/form-data` body carries files",
                        field.name
                    ),
                );
            }
        }
        if operation.reply != Type::File && holds_file(&operation.reply) {
            refuse(
                "file-reply",
                &operation.pointer,
                "a file inside a response: only a whole response can be a file",
            );
        }
    }
    for (pointer, part) in long_names(emitter) {
        let message = format!(
            "`{part}` is the name of a file of the crate or of its documentation, and longer than {LONGEST} bytes"
        );
        refuse("long-name", pointer, &message);
    }
    for def in emitter.api.types.values() {
        let found = match &def.shape {
            Shape::Object { fields, .. } => fields.iter().any(|field| holds_file(&field.ty)),
            Shape::Union { members } => members.iter().any(|member| holds_file(&member.ty)),
            Shape::Enum { .. } | Shape::Alias(_) => false,
        };
        if found {
            refuse(
                "file-field",
                &def.pointer,
                "a file inside an object: a file is an upload parameter, or a whole response",
            );
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

/// Operations and types whose name, or that of their module, is too long.
fn long_names<'a>(emitter: &Emitter<'a>) -> Vec<(&'a str, String)> {
    let context = &emitter.context;
    let api = context.api;
    let operations = api.operations.iter().filter_map(|operation| {
        let path = context.names.request(operation)?.clone();
        let module = context.names.request_module(operation)?;
        Some((operation.pointer.as_str(), path, module))
    });
    let types = api.types.iter().filter_map(|(place, def)| {
        let path = context.names.of(place)?.clone();
        let inner = context.names.module(place).map(str::to_owned);
        let inner = inner.filter(|_| emitter.outer.contains(place));
        Some((def.pointer.as_str(), path, inner.into_iter().collect()))
    });
    let long = operations
        .chain(types)
        .filter_map(|(pointer, path, inner)| {
            let mut parts = inner.into_iter().chain([path.name]).chain(path.module);
            Some((pointer, parts.find(|part| part.len() > LONGEST)?))
        });
    long.collect()
}

fn holds_file(ty: &Type) -> bool {
    match ty {
        Type::File => true,
        Type::Array(inner)
        | Type::Map(inner)
        | Type::ClearableMap(inner, _)
        | Type::List(_, inner)
        | Type::Expandable(inner) => holds_file(inner),
        _ => false,
    }
}
