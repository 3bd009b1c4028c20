//! Calls as Rust: the expression that makes a call through the typed API of the
//! client, from an operation of the IR and its parameters as JSON.
//!
//! Calls use the setters, types and variants of the emitted crate, and get their
//! names from the same functions as the emitter. A value that does not fit is an
//! error with its place; a setter is never bypassed by untyped parameters.

mod call_error;
mod imports;
mod sample;
mod types;
mod values;
mod writer;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use crate::ir::{Api, Operation};
use crate::names::Names;

pub use call_error::{CallError, Reason};
use imports::Imports;
use writer::Writer;

/// Writes calls of one API.
#[derive(Debug, Clone, Copy)]
pub struct Calls<'a> {
    api: &'a Api,
    names: &'a Names,
    /// The name that the crate is imported by.
    root: &'a str,
    /// Whether types are imported rather than written with their paths.
    imports: bool,
}

impl<'a> Calls<'a> {
    /// A writer of calls to the crate that was emitted for `api`, and that the
    /// reader of the calls knows as `root`, such as `stripe_client`.
    #[must_use]
    pub fn new(api: &'a Api, names: &'a Names, root: &'a str) -> Self {
        Self {
            api,
            names,
            root,
            imports: false,
        }
    }

    /// The same, with types by their names alone: [`Call::imports`] has the rest of
    /// their paths.
    #[must_use]
    pub fn with_imports(self) -> Self {
        Self {
            imports: true,
            ..self
        }
    }

    /// The call of an operation with its path arguments and its parameters, both
    /// by the names that the document has for them.
    ///
    /// Of a union the member is taken that fits with the fewest values that the
    /// document does not name, and of equals the first. A parameter is cleared by
    /// `null`, or by an empty string where the document says so. A required list or
    /// map that is not given is an empty one where that sends nothing: in a form.
    ///
    /// # Errors
    ///
    /// Every argument and parameter that is missing, that the operation does not
    /// have, or whose value does not fit.
    pub fn call(
        &self,
        operation: &Operation,
        arguments: &Map<String, Value>,
        parameters: &Map<String, Value>,
    ) -> Result<Call, Vec<CallError>> {
        let mut writer = Writer::new(self);
        let written = writer.request(operation, arguments, parameters);
        let method = match self.names.operation(operation) {
            Some(name) => {
                let steps = name.modules();
                let steps = steps.iter().map(|step| ident(step));
                let method = ident(&name.identifier());
                quote!(#(.#steps())*.#method)
            }
            // Refused with the request's type, which has no name either.
            None => TokenStream::new(),
        };
        writer.finish(|writer| Call {
            method,
            request: writer.request,
            imports: writer.imports,
            arguments: written.arguments,
            setters: written.setters,
            is_fallible: writer.is_fallible,
        })
    }
}

/// A call as Rust.
#[derive(Debug, Clone)]
pub struct Call {
    /// From the client to the method, such as `.refunds().create`.
    method: TokenStream,
    /// Path of the request's type.
    request: TokenStream,
    imports: Imports,
    arguments: Vec<TokenStream>,
    setters: TokenStream,
    is_fallible: bool,
}

impl Call {
    /// The call as it is made with a client, by way of the services:
    /// `client.refunds().create().amount(100)`.
    #[must_use]
    pub fn on(&self, client: &str) -> String {
        print(&self.on_tokens(client))
    }

    pub(crate) fn on_tokens(&self, client: &str) -> TokenStream {
        let client = ident(client);
        let (method, arguments, setters) = (&self.method, &self.arguments, &self.setters);
        quote!(#client #method(#(#arguments),*) #setters)
    }

    /// The request as a value that belongs to no client:
    /// `stripe_client::services::refunds::CreateRefund::new().amount(100)`.
    #[must_use]
    pub fn alone(&self) -> String {
        let (request, arguments, setters) = (&self.request, &self.arguments, &self.setters);
        print(&quote!(#request::new(#(#arguments),*) #setters))
    }

    /// The imports that the call needs, a line each module.
    #[must_use]
    pub fn imports(&self) -> Vec<String> {
        self.imports.lines()
    }

    /// The path of the type of the request.
    #[must_use]
    pub fn request(&self) -> String {
        self.request.to_string().replace(' ', "")
    }

    /// Whether the expression has a `?` in it, after a text that is parsed. What
    /// stands around it must return a `Result` that takes any error.
    #[must_use]
    pub fn is_fallible(&self) -> bool {
        self.is_fallible
    }
}

/// An expression as a person would break it into lines.
pub(crate) fn print(expression: &TokenStream) -> String {
    let item = quote!(fn f() { #expression });
    let Ok(file) = syn::parse2::<syn::File>(item) else {
        // Not reached by what this module writes: the compiler will name the fault.
        return expression.to_string();
    };
    let text = prettyplease::unparse(&file);
    let lines: Vec<&str> = text.lines().collect();
    let inner = lines.get(1..lines.len().saturating_sub(1));
    let inner = inner.unwrap_or_default().iter();
    let inner: Vec<&str> = inner
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    inner.join("\n")
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
