//! Constructors and setters of requests and of object parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::constructor::{period_name, set_later};
use super::scope::Scope;
use super::{deprecated, docs, ident};
use crate::ir::{Argument, Field, Operation, Presence, Type};
use crate::names::{self, setter};

/// The constructor and setters of a request or of an object parameter.
pub(super) struct Setters {
    /// Arguments of `new`.
    pub(super) arguments: Vec<TokenStream>,
    /// Calls of the parameters that `new` makes: those that it sets, and those that setters have to set.
    pub(super) required: Vec<TokenStream>,
    /// What the documentation of `new` says about required parameters that it does not set.
    pub(super) note: Option<String>,
    /// The setters.
    pub(super) functions: Vec<TokenStream>,
}

impl Scope<'_> {
    pub(super) fn setters(
        &self,
        fields: &[Field],
        path: &[&str],
        operation: Option<&Operation>,
    ) -> Setters {
        let names = names::Setters::new(fields, path);
        let constructor = self.api.constructor(fields);
        let mut setters = Setters {
            arguments: self.arguments(&constructor, &names),
            required: Vec::new(),
            note: set_later(&constructor, &names, "Self"),
            functions: Vec::new(),
        };
        if !constructor.set_later.is_empty() {
            let missing = constructor.set_later.iter().map(|field| &field.name);
            setters.required.push(quote!(.require(&[#(#missing),*])));
        }
        for argument in &constructor.arguments {
            setters.required.push(match argument {
                Argument::Field(field) => {
                    let rust = names.parameter(&field.name).map(ident);
                    let (_, value) = self.argument(&field.ty, &quote!(#rust));
                    let wire = &field.name;
                    quote!(.set(#wire, #value))
                }
                Argument::Period(period) => {
                    let rust = period_name(&names);
                    let (start, end) = (&period.start.name, &period.end.name);
                    quote! {
                        .set(#start, Into::<Timestamp>::into(#rust.start))
                        .set(#end, Into::<Timestamp>::into(#rust.end))
                    }
                }
            });
        }
        for field in fields {
            let Some(name) = names.parameter(&field.name) else {
                continue;
            };
            let rust = ident(name);
            let wire = &field.name;
            let (ty, value) = self.argument(&field.ty, &quote!(value));
            let is_required = constructor.sets_later(wire);
            if field.presence == Presence::Required && !is_required {
                // An argument of `new`.
            } else if let Some(setter) =
                operation.and_then(|operation| self.expand_setter(operation, field))
            {
                let mut lines = self.docs(field.docs.description.as_deref());
                if !lines.is_empty() {
                    lines.push(String::new());
                }
                lines.push(setter.note);
                let about = docs::attributes(lines);
                let old = deprecated(&field.docs);
                let ty = setter.argument;
                setters.functions.push(quote! {
                    #about
                    #old
                    pub fn #rust(self, value: #ty) -> Self {
                        Self(self.0.expand(value))
                    }
                });
            } else {
                let about = docs::attributes(self.setter_docs(field, is_required));
                let old = deprecated(&field.docs);
                // One map holds the keys that are set and those that are cleared.
                let is_map = matches!(field.ty, Type::ClearableMap(..));
                let set = if is_map { ident("merge") } else { ident("set") };
                setters.functions.push(quote! {
                    #about
                    #old
                    pub fn #rust(self, value: #ty) -> Self {
                        Self(self.0.#set(#wire, #value))
                    }
                });
            }
            setters.functions.extend(clearing(field, &names));
        }
        setters
    }

    fn setter_docs(&self, field: &Field, is_required: bool) -> Vec<String> {
        let mut lines = self.docs(field.docs.description.as_deref());
        // A setter that has the name of its parameter says by itself what it sets.
        if lines.is_empty() && (is_required || setter(&field.name) != field.name) {
            lines.push(format!("Sets {}.", docs::code(&field.name)));
        }
        if is_required {
            // Before a list or a block of code, in a paragraph of its own.
            match lines.first_mut() {
                Some(first) if first.starts_with(char::is_alphanumeric) => {
                    first.insert_str(0, "Required. ");
                }
                _ => drop(lines.splice(0..0, ["Required.".to_owned(), String::new()])),
            }
        }
        if let Type::Range(range) = &field.ty {
            let mut is_first = true;
            for bound in range.fields() {
                let about = self.docs(bound.docs.description.as_deref());
                let Some((first, rest)) = about.split_first() else {
                    continue;
                };
                if std::mem::take(&mut is_first) {
                    lines.push(String::new());
                }
                let name = docs::code(&bound.name);
                // A block of code is one only at the start of a line; elsewhere its end would begin another.
                let rest = if first.starts_with(char::is_alphanumeric) {
                    lines.push(format!("- {name}: {first}"));
                    rest
                } else {
                    lines.extend([format!("- {name}:"), String::new()]);
                    about.as_slice()
                };
                lines.extend(
                    rest.iter()
                        .map(|line| format!("  {line}").trim_end().to_owned()),
                );
            }
        }
        lines
    }
}

/// The functions that clear a parameter, or a key of it, on Stripe's side.
fn clearing(field: &Field, names: &names::Setters<'_>) -> Vec<TokenStream> {
    let wire = &field.name;
    let shown = docs::code(&field.name);
    let mut functions = Vec::new();
    if let Some(function) = names.clear(wire) {
        let function = ident(function);
        let about = docs::attributes([format!("Clears {shown}.")]);
        functions.push(quote!(#about pub fn #function(self) -> Self { Self(self.0.unset(#wire)) }));
    }
    if let Some(function) = names.clear_key(wire) {
        let function = ident(function);
        let about = docs::attributes([format!("Clears one key of {shown}.")]);
        functions.push(quote! {
            #about
            pub fn #function(self, key: impl Into<String>) -> Self { Self(self.0.unset_key(#wire, key)) }
        });
    }
    functions
}
