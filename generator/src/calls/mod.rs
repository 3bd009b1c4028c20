//! Calls as Rust: the expression that makes a call through the typed API of the
//! client, from an operation of the IR and its parameters as JSON.
//!
//! Calls use the setters, types and variants of the emitted crate, and get their
//! names from the same functions as the emitter. A value that does not fit is an
//! error with its place; a setter is never bypassed by untyped parameters.

mod call_error;
mod imports;
mod ranges;
mod sample;
mod snippet;
mod types;
mod values;
mod writer;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote};
use serde_json::{Map, Value};

use crate::ir::{Api, Operation};
use crate::names::{Names, RustPath};

pub use call_error::{CallError, Reason};
use imports::Imports;
pub use sample::Sample;
pub use snippet::{Snippet, WAIT};
pub(crate) use snippet::{variable, walk};
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
    /// Whether only what the document has is written.
    strict: bool,
    /// Whether a text stands for the file at that path.
    files: bool,
}

impl<'a> Calls<'a> {
    /// Writes calls to the crate that was emitted for `api`. The calls import it as
    /// `root`, such as `stripe_client`.
    #[must_use]
    pub fn new(api: &'a Api, names: &'a Names, root: &'a str) -> Self {
        Self {
            api,
            names,
            root,
            imports: false,
            strict: false,
            files: false,
        }
    }

    /// Writes types without their paths; [`Call::imports`] imports them.
    #[must_use]
    pub fn with_imports(self) -> Self {
        Self {
            imports: true,
            ..self
        }
    }

    /// Refuses values of enums that the document does not list, and lists and maps that it requires and that are not
    /// given.
    #[must_use]
    pub fn strict(self) -> Self {
        Self {
            strict: true,
            ..self
        }
    }

    /// Writes uploads too: a text is the path of a file. Others refuse them, since JSON has no files.
    #[must_use]
    pub fn with_files(self) -> Self {
        Self {
            files: true,
            ..self
        }
    }

    /// Writes the call of an operation. Path arguments and parameters have their
    /// names in the document.
    ///
    /// For a union, the member that fits with the fewest undocumented values is
    /// chosen, the first of equals. `null` clears a parameter, and so does an empty
    /// string if the document says so. In a form, a missing required list or map is
    /// written as an empty one, since that sends nothing.
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
            request_path: self.names.request(operation).cloned(),
            root: self.root.to_owned(),
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
    request_path: Option<RustPath>,
    root: String,
    imports: Imports,
    arguments: Vec<TokenStream>,
    setters: TokenStream,
    is_fallible: bool,
}

impl Call {
    /// Whether it has any parameter, beside those of the path.
    pub(crate) fn sets_anything(&self, operation: &Operation) -> bool {
        !self.setters.is_empty() || self.arguments.len() > operation.arguments().count()
    }

    /// The call on a client, through its services:
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

    /// The request as a value without a client:
    /// `stripe_client::services::refunds::CreateRefund::new().amount(100)`.
    #[must_use]
    pub fn alone(&self) -> String {
        let (request, arguments, setters) = (&self.request, &self.arguments, &self.setters);
        print(&quote!(#request::new(#(#arguments),*) #setters))
    }

    /// The request as a value, imported too, and all imports.
    pub(crate) fn alone_with_imports(&self) -> (TokenStream, Vec<String>) {
        let (arguments, setters) = (&self.arguments, &self.setters);
        let mut imports = self.imports.clone();
        let path = self.request_path.as_ref();
        let request = match path.filter(|path| imports.add(&self.root, path)) {
            Some(path) => ident(&path.name).into_token_stream(),
            None => self.request.clone(),
        };
        (
            quote!(#request::new(#(#arguments),*) #setters),
            imports.lines(),
        )
    }

    /// The imports that the call needs, one line per module.
    #[must_use]
    pub fn imports(&self) -> Vec<String> {
        self.imports.lines()
    }

    /// The path of the type of the request.
    #[must_use]
    pub fn request(&self) -> String {
        self.request.to_string().replace(' ', "")
    }

    /// Whether the expression contains a `?`, because it parses text. The function
    /// around it must then return a `Result` that accepts any error.
    #[must_use]
    pub fn is_fallible(&self) -> bool {
        self.is_fallible
    }
}

/// A formatted expression.
pub(crate) fn print(expression: &TokenStream) -> String {
    let item = quote!(fn f() { #expression });
    let Ok(file) = syn::parse2::<syn::File>(item) else {
        // Not reachable from this module: the compiler would report the error.
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
