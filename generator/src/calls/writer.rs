//! Requests and objects: arguments of `new`, setters, and functions that clear.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use super::call_error::{CallError, Reason};
use super::imports::Imports;
use super::{Calls, ident};
use crate::diagnostic::Pointer;
use crate::ir::{Argument, ClearWith, Encoding, Field, Operation, Presence, SchemaPath, Type};
use crate::names::{RustPath, Setters};

/// The arguments of `new`, and the setters after it.
#[derive(Debug, Default)]
pub(super) struct CallParts {
    pub(super) arguments: Vec<TokenStream>,
    pub(super) setters: TokenStream,
}

/// Writes one call. Collects values that do not fit, and continues with the rest.
pub(super) struct Writer<'a> {
    pub(super) calls: &'a Calls<'a>,
    pub(super) problems: Vec<CallError>,
    /// Number of enum values that the document does not list.
    pub(super) undocumented: usize,
    /// Whether a `?` was written.
    pub(super) is_fallible: bool,
    /// Whether an empty list is sent: JSON can express it, a form cannot.
    sends_empty: bool,
    pub(super) imports: Imports,
    pub(super) request: TokenStream,
    /// The module of what the parameters are made of.
    module: Vec<String>,
    /// A shared definition, and the place that it is written for.
    shared: Option<(SchemaPath, SchemaPath)>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(calls: &'a Calls<'a>) -> Self {
        Self {
            calls,
            problems: Vec::new(),
            undocumented: 0,
            is_fallible: false,
            sends_empty: false,
            imports: Imports::default(),
            request: TokenStream::new(),
            module: Vec::new(),
            shared: None,
        }
    }

    /// A writer for a part that is discarded if it does not fit.
    pub(super) fn attempt(&self) -> Self {
        Self {
            sends_empty: self.sends_empty,
            imports: self.imports.clone(),
            module: self.module.clone(),
            shared: self.shared.clone(),
            ..Self::new(self.calls)
        }
    }

    pub(super) fn finish<T>(self, made: impl FnOnce(Self) -> T) -> Result<T, Vec<CallError>> {
        if self.problems.is_empty() {
            Ok(made(self))
        } else {
            Err(self.problems)
        }
    }

    pub(super) fn refuse(&mut self, at: &Pointer, reason: Reason) -> TokenStream {
        let pointer = at.clone();
        self.problems.push(CallError { pointer, reason });
        TokenStream::new()
    }

    /// The path of a type. With imports, this is the path from the module of the method, which is imported, or its name.
    pub(super) fn path(&mut self, path: &RustPath) -> TokenStream {
        let (root, name) = (self.calls.root, ident(&path.name));
        if !self.calls.imports {
            return self.whole_path(path);
        }
        if let Some((method, service)) = self.module.split_last()
            && let Some(inner) = path.module.strip_prefix(self.module.as_slice())
        {
            let import = RustPath {
                module: service.to_vec(),
                name: method.clone(),
            };
            if self.imports.add(root, &import) {
                let steps = std::iter::once(method).chain(inner).map(|step| ident(step));
                return quote!(#(#steps::)*#name);
            }
        } else if self.imports.add(root, path) {
            return quote!(#name);
        }
        self.whole_path(path)
    }

    /// The place whose name a caller writes: below a place that shares a definition, that place's own.
    pub(super) fn own(&self, place: &SchemaPath) -> SchemaPath {
        let shared = self.shared.as_ref();
        let moved = shared.and_then(|(definition, own)| place.moved(definition, own));
        moved.unwrap_or_else(|| place.clone())
    }

    /// Writes what is inside of the type at a place, with the names that it has there.
    pub(super) fn inside<T>(
        &mut self,
        place: &SchemaPath,
        own: &SchemaPath,
        write: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let definition = self.calls.api.definition(place);
        let shared = definition.map(|(definition, _)| (definition.clone(), own.clone()));
        let before = std::mem::replace(&mut self.shared, shared);
        let written = write(self);
        self.shared = before;
        written
    }

    fn whole_path(&self, path: &RustPath) -> TokenStream {
        let root = ident(self.calls.root);
        let module = path.module.iter().map(|step| ident(step));
        let name = ident(&path.name);
        quote!(#root::#(#module::)*#name)
    }

    pub(super) fn request(
        &mut self,
        operation: &Operation,
        arguments: &Map<String, Value>,
        parameters: &Map<String, Value>,
    ) -> CallParts {
        let root = Pointer::root();
        self.sends_empty = operation.encoding == Encoding::Json;
        match self.calls.names.request(operation) {
            // Not imported: calls through services do not mention it.
            Some(path) => self.request = self.whole_path(path),
            None => drop(self.refuse(&root, Reason::NoName)),
        }
        let module = self.calls.names.request_module(operation);
        self.module = module.unwrap_or_default();
        let path: Vec<&str> = operation.arguments().collect();
        let mut written = self.object(&root, &operation.parameters, &path, parameters);
        let mut of_path = Vec::new();
        for name in &path {
            let at = root.child(*name);
            of_path.push(match arguments.get(*name) {
                Some(Value::String(text)) => quote!(#text),
                Some(other) => self.kind(&at, &Type::String, other),
                None => self.refuse(&at, Reason::Missing),
            });
        }
        for name in arguments.keys() {
            if !path.contains(&name.as_str()) {
                self.refuse(&root.child(name), Reason::NoArgument);
            }
        }
        of_path.append(&mut written.arguments);
        written.arguments = of_path;
        written
    }

    /// Arguments in the order of the fields, setters in that of the data.
    pub(super) fn object(
        &mut self,
        at: &Pointer,
        fields: &[Field],
        path: &[&str],
        data: &Map<String, Value>,
    ) -> CallParts {
        let names = Setters::new(fields, path);
        let mut written = CallParts::default();
        let constructor = self.calls.api.constructor(fields);
        for argument in &constructor.arguments {
            let argument = match argument {
                Argument::Field(field) => self.required(at, field, data),
                Argument::Period(period) => self.period(at, *period, data),
            };
            written.arguments.push(argument);
        }
        let missing = constructor.set_later.iter();
        for field in missing.filter(|field| !data.contains_key(&field.name)) {
            let setter = names.parameter(&field.name).map(ident);
            let argument = self.required(at, field, data);
            written.setters.extend(quote!(.#setter(#argument)));
        }
        for (key, value) in data {
            let at = at.child(key);
            let Some(field) = fields.iter().find(|field| field.name == *key) else {
                self.refuse(&at, Reason::NoParameter);
                continue;
            };
            if clears(field.clear_with, value) {
                match names.clear(key).map(ident) {
                    Some(function) => written.setters.extend(quote!(.#function())),
                    None => drop(self.refuse(&at, Reason::NotClearable)),
                }
                continue;
            }
            if field.presence == Presence::Required && !constructor.sets_later(key) {
                continue;
            }
            let setter = names.parameter(key).map(ident);
            let unset_key = names.clear_key(key).map(ident);
            match (&field.ty, value, unset_key) {
                (Type::ClearableMap(_, mark), Value::Object(entries), Some(unset_key)) => {
                    let (cleared, set): (Vec<_>, Vec<_>) =
                        entries.iter().partition(|(_, value)| clears(*mark, value));
                    if !set.is_empty() || cleared.is_empty() {
                        let set = set.into_iter().map(|(k, v)| (k.clone(), v.clone()));
                        let argument = self.argument(&at, &field.ty, &Value::Object(set.collect()));
                        written.setters.extend(quote!(.#setter(#argument)));
                    }
                    let keys = cleared.into_iter().map(|(key, _)| key);
                    written.setters.extend(quote!(#(.#unset_key(#keys))*));
                }
                _ => {
                    let argument = self.argument(&at, &field.ty, value);
                    written.setters.extend(quote!(.#setter(#argument)));
                }
            }
        }
        written
    }
}

impl Writer<'_> {
    /// The argument for a required parameter.
    fn required(&mut self, at: &Pointer, field: &Field, data: &Map<String, Value>) -> TokenStream {
        let at = at.child(&field.name);
        match data.get(&field.name) {
            // An empty value does not change the request.
            None if !self.sends_empty && !self.calls.strict => {
                self.empty(&at, &field.ty, Reason::Missing)
            }
            None => self.refuse(&at, Reason::Missing),
            // `new` needs an argument even if a later function clears it.
            Some(value) if clears(field.clear_with, value) => {
                self.empty(&at, &field.ty, Reason::NotClearable)
            }
            Some(value) => self.argument(&at, &field.ty, value),
        }
    }
}

/// Whether a value clears a field with this mark. `null` clears any field.
fn clears(mark: ClearWith, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => mark == ClearWith::EmptyString && text.is_empty(),
        _ => false,
    }
}
