//! Services: what a client offers, one file each, with the requests they make.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::format::Module;
use super::requests::{function_names, parameter_name};
use super::{Scope, Tree, deprecated, docs, ident};
use crate::ir::{Operation, Place, Presence, Side, TypeDef};
use crate::names::{Case, identifier, service_identifier};

pub(super) fn emit(context: &Scope<'_>, tree: &mut Tree) {
    let mut index = Module::new("Services: what can be asked of Stripe.");
    let mut plumbing_index = Module::new("Sending of requests.");
    for service in services(context) {
        if let [first] = service.as_slice() {
            let module = service_identifier(first);
            index.publish(&module);
            plumbing_index.enclose(&module);
        }
        context.service(&service, tree);
    }
    tree.insert("src/services/mod.rs", index);
    tree.insert("src/plumbing/services/mod.rs", plumbing_index);
}

/// All services and the namespaces they lie in, outer ones first.
fn services(context: &Scope<'_>) -> BTreeSet<Vec<String>> {
    let mut services = BTreeSet::new();
    for operation in &context.api.operations {
        for end in 1..=operation.service.len() {
            services.insert(operation.service.iter().take(end).cloned().collect());
        }
    }
    services
}

impl Scope<'_> {
    fn service(&self, service: &[String], tree: &mut Tree) {
        let steps: Vec<String> = service
            .iter()
            .map(|step| service_identifier(step))
            .collect();
        let file = steps.join("/");
        let full_name = service.join(".");
        let title = format!("The service `{full_name}`.");
        if let Some((last, parents @ [_, ..])) = steps.split_last() {
            for root in ["src/services", "src/plumbing/services"] {
                let path = format!("{root}/{}.rs", parents.join("/"));
                let parent = tree.module(&path, || Module::new(title.clone()));
                if root == "src/services" {
                    parent.publish(last)
                } else {
                    parent.enclose(last)
                }
            }
        }
        let operations: Vec<&Operation> = self
            .api
            .operations
            .iter()
            .filter(|operation| operation.service == service)
            .collect();
        let mut definitions = Module::new(title.clone());
        // A namespace inside of a service names nothing but that service.
        if service.len() == 1 || !operations.is_empty() {
            definitions.import("crate::prelude::*");
        }
        definitions.item(self.service_struct(service));
        definitions.item(accessor(service));
        let methods: Vec<TokenStream> = operations
            .iter()
            .filter_map(|operation| self.method(operation))
            .collect();
        let name = ident(&service_type(service));
        if !methods.is_empty() {
            definitions.item(quote!(impl<C: Clone> #name<C> { #(#methods)* }));
        }
        let mut plumbing = Module::new(title.clone());
        plumbing.import("crate::prelude::*");
        plumbing.import(&format!("crate::services::{}::*", steps.join("::")));
        for operation in &operations {
            if let Some(request) = self.request(operation) {
                definitions.item(request);
            }
            for item in self.request_plumbing(operation) {
                plumbing.item(item);
            }
            for (place, def) in self.types_of(operation) {
                let (items, plumbed) = match def.side {
                    Side::Request => (
                        self.parameter_definition(place, def),
                        self.parameter_plumbing(place, def),
                    ),
                    Side::Reply => (
                        self.reply_definition(place, def),
                        self.reply_plumbing(place, def),
                    ),
                };
                items.into_iter().for_each(|item| definitions.item(item));
                plumbed.into_iter().for_each(|item| plumbing.item(item));
            }
        }
        tree.insert(&format!("src/services/{file}.rs"), definitions);
        if operations.is_empty() {
            plumbing = Module::new(title);
        }
        tree.insert(&format!("src/plumbing/services/{file}.rs"), plumbing);
    }

    /// Types that are written inside an operation, in the order of their places.
    fn types_of<'a>(
        &'a self,
        operation: &Operation,
    ) -> impl Iterator<Item = (&'a Place, &'a TypeDef)> {
        let root = operation.route();
        self.api
            .types
            .iter()
            .filter(move |(place, _)| place.root() == root)
    }

    fn service_struct(&self, service: &[String]) -> TokenStream {
        let name = ident(&service_type(service));
        let about = docs::attributes([format!("The service `{}`.", service.join("."))]);
        quote! {
            #about
            #[derive(Clone, Debug)]
            #[must_use]
            pub struct #name<C> {
                pub(crate) client: C,
            }
        }
    }

    /// The method of a service that begins a request.
    fn method(&self, operation: &Operation) -> Option<TokenStream> {
        let request = ident(&self.names.request(operation)?.name);
        let method = ident(&identifier(&operation.name, Case::Snake));
        let summary = operation
            .docs
            .summary
            .as_deref()
            .or(operation.docs.description.as_deref());
        let mut lines: Vec<String> = self.docs(summary).into_iter().take(1).collect();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("`{}`", operation.route()));
        let example = self.example(operation);
        if !example.is_empty() {
            lines.push(String::new());
            lines.extend(example);
        }
        let about = docs::attributes(lines);
        let old = deprecated(&operation.docs);
        let path: Vec<&str> = operation.arguments().collect();
        let names = function_names(&operation.parameters, &path);
        let name_of = |name: &str| names.get(name).map(|name| ident(name));
        let mut arguments = Vec::new();
        let mut passed = Vec::new();
        for argument in &path {
            let name = name_of(argument);
            arguments.push(quote!(#name: impl Into<String>));
            passed.push(quote!(#name));
        }
        for field in operation
            .parameters
            .iter()
            .filter(|field| field.presence == Presence::Required)
        {
            let name = name_of(&parameter_name(field, &path));
            let (ty, _) = self.argument(&field.ty, &quote!(#name));
            arguments.push(quote!(#name: #ty));
            passed.push(quote!(#name));
        }
        Some(quote! {
            #about
            #old
            pub fn #method(&self, #(#arguments),*) -> #request<C> {
                #request::new(#(#passed),*).on(self.client.clone())
            }
        })
    }
}

/// How callers reach a service: from the client, or from the service it lies in.
fn accessor(service: &[String]) -> TokenStream {
    let name = ident(&service_type(service));
    let Some((last, parents)) = service.split_last() else {
        return TokenStream::new();
    };
    let function = ident(&service_identifier(last));
    let about = docs::attributes([format!("The service `{}`.", service.join("."))]);
    if parents.is_empty() {
        return quote! {
            impl<M> Stripe<M> {
                #about
                pub fn #function(&self) -> #name<Self> {
                    #name { client: self.clone() }
                }
            }
        };
    }
    let parent = ident(&service_type(parents));
    quote! {
        impl<C: Clone> super::#parent<C> {
            #about
            pub fn #function(&self) -> #name<C> {
                #name { client: self.client.clone() }
            }
        }
    }
}

fn service_type(service: &[String]) -> String {
    let name = service
        .last()
        .map_or_else(String::new, |step| identifier(step, Case::Pascal));
    // The names that every module imports are not free for services.
    if crate::names::is_reserved(&name) {
        name + "Service"
    } else {
        name
    }
}
