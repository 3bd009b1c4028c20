//! Services of the client, one file each, with their methods and requests.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::constructor::{argument_name, set_later};
use super::format::Module;
use super::scope::Scope;
use super::tree::Tree;
use super::{Context, Emitter, PRELUDE, deprecated, docs, ident};
use crate::ir::{Operation, SchemaPath, TypeDef};
use crate::names::{Setters, service_modules, service_type};

/// A service, or a namespace of services.
pub(super) struct Service<'a> {
    /// Its name, outermost first.
    path: Vec<String>,
    /// Its operations, each with the types nested in it, by place.
    operations: Vec<(&'a Operation, Vec<(&'a SchemaPath, &'a TypeDef)>)>,
}

impl Service<'_> {
    pub(super) fn emit(&self, emitter: &Emitter<'_>, tree: &mut Tree) {
        let steps = service_modules(&self.path);
        let here = [&["services".to_owned()], steps.as_slice()].concat();
        emitter.scope(here).service(self, &steps, tree);
    }
}

/// All services and their namespaces, outer ones first.
pub(super) fn services<'a>(context: &Context<'a>) -> Vec<Service<'a>> {
    let mut types: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (place, def) in &context.api.types {
        types.entry(place.root()).or_default().push((place, def));
    }
    let mut services: BTreeMap<&[String], Vec<_>> = BTreeMap::new();
    for operation in &context.api.operations {
        let Some(name) = context.names.operation(operation) else {
            continue;
        };
        for namespace in namespaces(&name.service) {
            services.entry(namespace).or_default();
        }
        let own = types.remove(operation.route().as_str()).unwrap_or_default();
        if let Some(operations) = services.get_mut(name.service.as_slice()) {
            operations.push((operation, own));
        }
    }
    let service = |(path, operations): (&[String], _)| Service {
        path: path.to_vec(),
        operations,
    };
    services.into_iter().map(service).collect()
}

/// The namespaces around a service, and the service.
fn namespaces(service: &[String]) -> impl Iterator<Item = &[String]> {
    (1..=service.len()).filter_map(|end| service.get(..end))
}

/// Declares the outermost services.
pub(super) fn index(emitter: &Emitter<'_>, tree: &mut Tree) {
    let overview = emitter.scope(Vec::new()).services_overview();
    let mut index = Module::new("Services and their requests.").with_docs(overview);
    let mut plumbing_index = Module::new("Sending of requests.");
    for name in emitter
        .api
        .operations
        .iter()
        .filter_map(|o| emitter.names.operation(o))
    {
        if let [module, ..] = service_modules(&name.service).as_slice() {
            index.publish(module);
            plumbing_index.enclose(module);
        }
    }
    tree.insert("src/services/mod.rs", index);
    tree.insert("src/plumbing/services/mod.rs", plumbing_index);
}

impl Scope<'_> {
    fn service(&self, service: &Service<'_>, steps: &[String], tree: &mut Tree) {
        let Service {
            path: service,
            operations,
        } = service;
        let title = self.service_title(service);
        if let Some((last, parents @ [_, ..])) = steps.split_last() {
            let parents = parents.join("/");
            tree.module(&format!("src/services/{parents}.rs"), || {
                Module::new(&title)
            })
            .publish(last);
            tree.module(
                &format!("src/plumbing/services/{parents}.rs"),
                Module::default,
            )
            .enclose(last);
        }
        let mut definitions = vec![
            self.service_struct(service, operations.iter().map(|(operation, _)| *operation)),
            accessor(service, &title),
        ];
        let methods: Vec<TokenStream> = operations
            .iter()
            .filter_map(|(operation, _)| self.method(operation))
            .collect();
        let name = ident(&service_type(service));
        if !methods.is_empty() {
            definitions.push(quote!(impl<C: Clone> #name<C> { #(#methods)* }));
        }
        let path = steps.join("/");
        let (file, plumbing_file) = (
            format!("src/services/{path}.rs"),
            format!("src/plumbing/services/{path}.rs"),
        );
        let module = tree.module(&file, || Module::new(&title));
        // A nested namespace only refers to its parent service.
        if service.len() == 1 || !operations.is_empty() {
            module.import(PRELUDE);
        }
        definitions.into_iter().for_each(|item| module.item(item));
        let plumbing = tree.module(&plumbing_file, Module::default);
        if !operations.is_empty() {
            plumbing.import(PRELUDE);
            plumbing.import(&format!("crate::{}::*", self.here.join("::")));
        }
        for (operation, types) in operations {
            let module = tree.module(&file, || Module::new(&title));
            self.request(operation)
                .into_iter()
                .for_each(|item| module.item(item));
            let plumbing = tree.module(&plumbing_file, Module::default);
            for item in self.request_plumbing(operation) {
                plumbing.item(item);
            }
            self.types_of(operation, types, tree);
        }
    }

    /// Writes what the parameters of an operation are made of, to a file of its own.
    fn types_of(&self, operation: &Operation, types: &[(&SchemaPath, &TypeDef)], tree: &mut Tree) {
        let (Some(here), Some(request)) = (
            self.names.request_module(operation),
            self.names.request(operation),
        ) else {
            return;
        };
        let Some((method, _)) = here.split_last().filter(|_| !types.is_empty()) else {
            return;
        };
        let service = self.file();
        let title = format!(
            "What the parameters of [`{}`](crate::{request}) are made of.",
            request.name
        );
        tree.module(&format!("src/{service}.rs"), || Module::new(&title))
            .publish(method);
        let scope = self.emitter.scope(here.clone());
        for (place, def) in types {
            scope.write(place, def, &title, tree);
        }
        if tree.has(&format!("src/plumbing/{}.rs", scope.file())) {
            tree.module(&format!("src/plumbing/{service}.rs"), Module::default)
                .enclose(method);
        }
    }

    fn service_struct<'o>(
        &self,
        service: &[String],
        operations: impl Iterator<Item = &'o Operation>,
    ) -> TokenStream {
        let name = ident(&service_type(service));
        let names = operations.filter_map(|operation| self.names.operation(operation));
        let methods: Vec<String> = names.map(|name| name.identifier()).collect();
        let mut lines = vec![self.service_title(service)];
        lines.extend(self.service_links(service, &methods));
        let about = docs::attributes(lines);
        quote! {
            #about
            #[derive(Clone, Debug)]
            #[must_use]
            pub struct #name<C> {
                pub(crate) client: C,
            }
        }
    }

    /// The method of a service that creates a request.
    fn method(&self, operation: &Operation) -> Option<TokenStream> {
        let request = ident(&self.names.request(operation)?.name);
        let method = ident(&self.names.operation(operation)?.identifier());
        let summary = operation
            .docs
            .summary
            .as_deref()
            .or(operation.docs.description.as_deref());
        let route = docs::code(&operation.route());
        let mut lines = match self.first_line(summary) {
            // Markup that is left open would take the route in.
            Some(line) if docs::is_plain(&line) => vec![format!("{line} ({route})")],
            Some(line) => vec![line, String::new(), route],
            None => vec![route],
        };
        let path: Vec<&str> = operation.arguments().collect();
        let names = Setters::new(&operation.parameters, &path);
        let constructor = self.api.constructor(&operation.parameters);
        if let Some(note) = set_later(&constructor, &names, &request.to_string()) {
            lines.extend([String::new(), note]);
        }
        let example = self.example(operation);
        if !example.is_empty() {
            lines.push(String::new());
            lines.extend(example);
        }
        let about = docs::attributes(lines);
        let old = deprecated(&operation.docs);
        let mut arguments = Vec::new();
        let mut passed = Vec::new();
        for argument in &path {
            let name = names.path(argument).map(ident);
            arguments.push(quote!(#name: impl Into<String>));
            passed.push(quote!(#name));
        }
        arguments.extend(self.arguments(&constructor, &names));
        let own = constructor.arguments.iter();
        passed.extend(own.map(|argument| {
            let name = argument_name(argument, &names);
            quote!(#name)
        }));
        Some(quote! {
            #about
            #old
            pub fn #method(&self, #(#arguments),*) -> #request<C> {
                #request::new(#(#passed),*).on(self.client.clone())
            }
        })
    }
}

/// The method that returns a service, on the client or on the parent service.
fn accessor(service: &[String], title: &str) -> TokenStream {
    let name = ident(&service_type(service));
    let (Some((_, parents)), Some(function)) =
        (service.split_last(), service_modules(service).pop())
    else {
        return TokenStream::new();
    };
    let function = ident(&function);
    let about = docs::attributes([title.to_owned()]);
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
