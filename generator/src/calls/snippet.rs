//! A call as a whole snippet: imports, a client, the call, and what is done with its reply.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Call, Calls, print};
use crate::examples::Examples;
use crate::ir::{Operation, Type};
use crate::names::{Case, identifier};

/// A snippet for the async client. With the parts of [`WAIT`] removed, and `blocking::` before `Client` in its import, it
/// is one for the blocking client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Lines that import what the call needs, without those of the client.
    pub imports: Vec<String>,
    /// The statements of an async function, after `stripe` is made.
    pub statements: String,
    /// Whether an error may be of another type than the client's, because the call parses text.
    pub is_fallible: bool,
}

/// What only the async client has.
pub const WAIT: &str = ".await";

impl Calls<'_> {
    /// The snippet of an operation, with the parameters of [`sample`](Calls::sample); none if they cannot
    /// be written.
    #[must_use]
    pub fn snippet(&self, operation: &Operation, examples: &Examples) -> Option<Snippet> {
        let calls = self.with_imports().with_files();
        let sample = calls.sample(operation, examples)?;
        let call = calls
            .call(operation, &sample.arguments, &sample.parameters)
            .ok()?;
        Some(Snippet {
            imports: call.imports(),
            statements: print(&statements(&call, operation)),
            is_fallible: call.is_fallible(),
        })
    }
}

fn statements(call: &Call, operation: &Operation) -> TokenStream {
    let expression = call.on_tokens("stripe");
    match (&operation.reply, operation.paging) {
        (Type::List(_, item), Some(_)) => walk(&expression, item),
        (reply, _) => {
            let name = variable(reply, "reply");
            let shown = format!("{{{name}:?}}");
            let shown = (*reply != Type::File).then(|| quote!(println!(#shown);));
            quote! {
                let #name = #expression.send().await?;
                #shown
            }
        }
    }
}

/// The loop over the items of all pages.
pub(crate) fn walk(list: &TokenStream, item: &Type) -> TokenStream {
    let item = variable(item, "item");
    let shown = format!("{{{item}:?}}");
    quote! {
        let mut all = #list.stream();
        while let Some(#item) = all.try_next().await? {
            println!(#shown);
        }
    }
}

/// The variable for a response: the last part of its schema's name.
pub(crate) fn variable(ty: &Type, otherwise: &str) -> Ident {
    let name = match ty {
        Type::Named(place) if place.steps().is_empty() => {
            let name = place.root();
            identifier(name.rsplit('.').next().unwrap_or(name), Case::Snake)
        }
        Type::File => "file".to_owned(),
        _ => otherwise.to_owned(),
    };
    format_ident!("{name}")
}
