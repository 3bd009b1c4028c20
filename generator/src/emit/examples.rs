//! Examples in the documentation: a call that compiles for each method of a
//! service, written by [`calls`](crate::calls).

use quote::{format_ident, quote};

use super::Scope;
use crate::calls::{Calls, print};
use crate::ir::{Operation, Type};
use crate::names::{Case, identifier};

impl Scope<'_> {
    /// The lines of an example; none if the call needs a file.
    pub(super) fn example(&self, operation: &Operation) -> Vec<String> {
        let calls = Calls::new(self.api, self.names, self.crate_name).with_imports();
        let call = calls.sample(operation).and_then(|(arguments, parameters)| {
            calls.call(operation, &arguments, &parameters).ok()
        });
        let Some(call) = call else {
            return Vec::new();
        };
        let expression = call.on_tokens("stripe");
        let statement = match (&operation.reply, operation.paging) {
            (Type::List(_, item), Some(_)) => {
                let item = format_ident!("{}", variable(item, "item"));
                let shown = format!("{{{item}:?}}");
                quote! {
                    let mut all = #expression.stream();
                    while let Some(#item) = all.try_next().await? {
                        println!(#shown);
                    }
                }
            }
            (reply, _) => {
                let name = format_ident!("{}", variable(reply, "reply"));
                quote!(let #name = #expression.send().await?;)
            }
        };
        let name = self.crate_name;
        let mut lines = vec![
            "```no_run".to_owned(),
            format!(
                "# async fn example(stripe: {name}::Client) -> Result<(), Box<dyn std::error::Error>> {{"
            ),
        ];
        lines.extend(call.imports());
        lines.extend(print(&statement).lines().map(str::to_owned));
        lines.extend(["# Ok(()) }", "```"].map(str::to_owned));
        lines
    }
}

/// The variable for a response: the last part of its schema's name.
fn variable(ty: &Type, otherwise: &str) -> String {
    match ty {
        Type::Named(place) if place.steps().is_empty() => {
            let name = place.root();
            identifier(name.rsplit('.').next().unwrap_or(name), Case::Snake)
        }
        Type::File => "file".to_owned(),
        _ => otherwise.to_owned(),
    }
}
