//! What the IR can say and the client has no code for yet.

use super::Context;
use crate::diagnostic::{Diagnostic, Pointer};
use crate::ir::{Encoding, Type};

/// Refuses all operations that the client could not carry out.
pub(super) fn check(context: &Context<'_>) -> Result<(), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    for operation in &context.api.operations {
        let mut refuse = |code, message: &str| {
            let pointer = Pointer::parse(&operation.pointer).unwrap_or_default();
            problems.push(Diagnostic::error(code, pointer, message));
        };
        if operation.encoding == Encoding::Multipart {
            refuse(
                "multipart",
                "an upload as `multipart/form-data` has no code in the client yet",
            );
        }
        if operation.reply == Type::File {
            refuse(
                "file-reply",
                "a reply that is a file has no code in the client yet",
            );
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}
