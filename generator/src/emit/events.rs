//! Types of events: a list with one line for each.

use proc_macro2::TokenStream;
use quote::quote;

use super::format::Module;
use super::ident;
use super::scope::Scope;
use super::tree::Tree;
use crate::diagnostic::Diagnostic;
use crate::events::{Fact, Kind};
use crate::ir::SchemaPath;

pub(super) fn emit(scope: &Scope<'_>, tree: &mut Tree) -> Result<(), Vec<Diagnostic>> {
    let known = scope.events.known(scope.api)?;
    let mut module = Module::new("Types of events, and the object that each carries or is about.");
    for (kind, name) in [(Kind::Snapshot, "Snapshot"), (Kind::Thin, "Thin")] {
        let lines: Vec<TokenStream> = known
            .iter()
            .filter(|(fact, _)| fact.kind == kind)
            .map(|(fact, object)| scope.event(fact, object.as_ref()))
            .collect();
        if lines.is_empty() {
            continue;
        }
        let name = ident(name);
        module.item(quote!(events!(#name { #(#lines)* });));
        module.import("crate::objects");
        module.import("crate::webhook::events");
    }
    tree.insert("src/events.rs", module);
    Ok(())
}

impl Scope<'_> {
    fn event(&self, fact: &Fact, object: Option<&SchemaPath>) -> TokenStream {
        let name = ident(&fact.name);
        let event_type = &fact.event_type;
        let object = object.map(|place| self.mention(place));
        quote!(#name: #event_type #object,)
    }
}
