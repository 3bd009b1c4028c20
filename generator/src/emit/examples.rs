//! Examples in the documentation: for each operation a call that compiles, through its service and of the request
//! alone, written by [`calls`](crate::calls).

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::scope::Scope;
use crate::calls::{Call, Calls, print, variable, walk};
use crate::diagnostic::{Diagnostic, Pointer};
use crate::examples::CODE;
use crate::ir::{Operation, Type};

/// Refuses calls of the data file that do not fit the document. Operations that the document lacks are skipped: it may be
/// a part of the whole.
pub(super) fn check(scope: &Scope<'_>) -> Result<(), Vec<Diagnostic>> {
    let calls = scope.calls().strict();
    let mut problems = Vec::new();
    for operation in &scope.api.operations {
        let Some(example) = scope.examples.call(operation) else {
            continue;
        };
        let Some(sample) = calls.sample(operation, scope.examples) else {
            continue;
        };
        let call = calls.call(operation, &sample.arguments, &sample.parameters);
        problems.extend(call.err().into_iter().flatten().map(|problem| {
            let pointer = Pointer::parse(&operation.pointer).unwrap_or_default();
            Diagnostic::error(CODE, pointer, problem.to_string()).in_row(example.row.clone())
        }));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

impl<'a> Scope<'a> {
    fn calls(&self) -> Calls<'a> {
        Calls::new(
            self.emitter.api,
            self.emitter.names,
            self.emitter.crate_name,
        )
        .with_imports()
    }

    /// The call of an example; none if it needs a file.
    pub(super) fn example_call(&self, operation: &Operation) -> Option<Call> {
        let calls = self.calls();
        let sample = calls.sample(operation, self.examples)?;
        let call = calls.call(operation, &sample.arguments, &sample.parameters);
        call.ok()
    }

    /// The lines of an example that begins with a client; none if the call needs a file, or if it sets nothing, which the
    /// page of the request shows.
    pub(super) fn example(&self, operation: &Operation) -> Vec<String> {
        let call = self.example_call(operation);
        let says = |call: &Call| operation.paging.is_some() || call.sets_anything(operation);
        let Some(call) = call.filter(says) else {
            return Vec::new();
        };
        let expression = call.on_tokens("stripe");
        let statement = match (&operation.reply, operation.paging) {
            (Type::List(_, item), Some(_)) => walk(&expression, item),
            (reply, _) => {
                let name = variable(reply, "reply");
                quote!(let #name = #expression.send().await?;)
            }
        };
        self.block(call.imports(), &statement)
    }

    /// The lines of an example that begins with the request; none if the call needs a file.
    pub(super) fn request_example(&self, operation: &Operation) -> Vec<String> {
        let Some((request, imports)) = self
            .example_call(operation)
            .map(|call| call.alone_with_imports())
        else {
            return Vec::new();
        };
        let name = self.reply_variable(operation);
        self.block(
            imports,
            &quote!(let #name = #request.on(&stripe).send().await?;),
        )
    }

    /// The variable for the response of an operation.
    pub(super) fn reply_variable(&self, operation: &Operation) -> Ident {
        match &operation.reply {
            Type::List(..) => format_ident!("page"),
            reply => variable(reply, "reply"),
        }
    }

    fn block(&self, imports: Vec<String>, statement: &TokenStream) -> Vec<String> {
        let name = self.crate_name;
        let mut lines = vec![
            "```no_run".to_owned(),
            format!(
                "# async fn example(stripe: {name}::Client) -> Result<(), Box<dyn std::error::Error>> {{"
            ),
        ];
        lines.extend(imports);
        lines.extend(print(statement).lines().map(str::to_owned));
        lines.extend(["# Ok(()) }", "```"].map(str::to_owned));
        lines
    }
}
