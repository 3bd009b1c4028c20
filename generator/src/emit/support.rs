//! Refuses constructs of the IR that the client does not support: files other than upload
//! parameters and whole responses.

use super::Emitter;
use crate::diagnostic::{Diagnostic, Pointer};
use crate::ir::{Encoding, Shape, Type};

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
