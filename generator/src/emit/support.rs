//! Refuses constructs of the IR that the client does not support: files other than upload
//! parameters and whole responses, modules that would be used twice, and names too long for files.

use std::collections::{BTreeMap, BTreeSet};

use super::{Emitter, OBJECTS};
use crate::diagnostic::{Diagnostic, Pointer};
use crate::ir::{Encoding, Shape, Type};

/// File systems allow 255 bytes. This leaves some for `.rs` and for temporary names.
const LONGEST_FILE: usize = 196;

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
    for pointer in shared_modules(emitter) {
        refuse(
            "module-taken",
            pointer,
            "the name of this type is too long, and the module for it is already taken",
        );
    }
    for (pointer, part) in long_files(emitter) {
        let message = format!(
            "`{part}` is the name of a file, and longer than the {LONGEST_FILE} bytes that every file system takes"
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

/// Types with a module of their own, because of long names, that is also a file of `objects` or a service.
fn shared_modules<'a>(emitter: &Emitter<'a>) -> Vec<&'a str> {
    let context = &emitter.context;
    let files = &emitter.files;
    let services: BTreeMap<String, &[String]> = context
        .api
        .operations
        .iter()
        .filter_map(|operation| {
            let path = context.names.request(operation)?;
            Some((operation.route(), path.module.as_slice()))
        })
        .collect();
    let mut taken: BTreeSet<Vec<String>> = services
        .values()
        .flat_map(|service| (1..=service.len()).filter_map(|end| service.get(..end)))
        .map(<[String]>::to_vec)
        .collect();
    let mut own = Vec::new();
    for (place, def) in &context.api.types {
        let Some(path) = context.names.of(place) else {
            continue;
        };
        match services.get(place.root()) {
            None if path.module == [OBJECTS] => {
                taken.insert(files.module(place, path));
            }
            Some(service) if path.module == *service => {}
            _ => own.push((&path.module, def.pointer.as_str())),
        }
    }
    own.retain(|(module, _)| taken.contains(*module));
    own.into_iter().map(|(_, pointer)| pointer).collect()
}

/// Operations and types whose module has a name that is too long for a file.
fn long_files<'a>(emitter: &Emitter<'a>) -> Vec<(&'a str, String)> {
    let context = &emitter.context;
    let api = context.api;
    let operations = api.operations.iter().filter_map(|operation| {
        let path = context.names.request(operation)?;
        Some((operation.pointer.as_str(), path.module.clone()))
    });
    let types = api.types.iter().filter_map(|(place, def)| {
        let path = context.names.of(place)?;
        Some((def.pointer.as_str(), emitter.files.module(place, path)))
    });
    let modules = operations.chain(types);
    let long = modules.filter_map(|(pointer, module)| {
        let part = module.into_iter().find(|part| part.len() > LONGEST_FILE)?;
        Some((pointer, part))
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
