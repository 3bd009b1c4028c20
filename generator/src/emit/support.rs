//! What the IR can say and the client has no code for: files elsewhere than as
//! parameters of an upload or as a whole reply.

use super::Context;
use crate::diagnostic::{Diagnostic, Pointer};
use crate::ir::{Encoding, Shape, Type};

const HELP: &str = "take the operation out of a copy of the document to generate all the others";

/// Refuses everything that the client could not carry out.
pub(super) fn check(context: &Context<'_>) -> Result<(), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut refuse = |code, pointer: &str, message: &str| {
        let pointer = Pointer::parse(pointer).unwrap_or_default();
        problems.push(Diagnostic::error(code, pointer, message).with_help(HELP));
    };
    for operation in &context.api.operations {
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
                        "the parameter `{}` is a file: only a body as `multipart/form-data` carries files",
                        field.name
                    ),
                );
            }
        }
        if operation.reply != Type::File && holds_file(&operation.reply) {
            refuse(
                "file-reply",
                &operation.pointer,
                "a file inside of a reply: a reply is a file as a whole, or none",
            );
        }
    }
    for def in context.api.types.values() {
        let found = match &def.shape {
            Shape::Object { fields, .. } => fields.iter().any(|field| holds_file(&field.ty)),
            Shape::Union { members } => members.iter().any(|member| holds_file(&member.ty)),
            Shape::Enum { .. } | Shape::Same(_) => false,
        };
        if found {
            refuse(
                "file-field",
                &def.pointer,
                "a file inside of an object: a file is a parameter of an upload, or a whole reply",
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
