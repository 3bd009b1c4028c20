//! Types of the client as a caller sees them, for reports.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, Emitter};
use crate::ir::{Argument, Direction, Field};
use crate::names::{Setters, field_names};

/// Prints the signatures of fields and setters.
pub(crate) struct Signatures<'a>(Emitter<'a>);

impl<'a> Signatures<'a> {
    pub(crate) fn new(context: Context<'a>) -> Self {
        Self(Emitter::new(context))
    }

    /// The declaration of a response field, or the call that sets a parameter. What is an argument depends on the other
    /// `fields` of the object or request.
    pub(crate) fn field(&self, field: &Field, fields: &[Field], direction: Direction) -> String {
        let scope = self.0.scope(Vec::new());
        let of = std::slice::from_ref(field);
        let name = match direction {
            Direction::Request => Setters::new(of, &[])
                .parameter(&field.name)
                .map(str::to_owned),
            Direction::Response => field_names(of).remove(field.name.as_str()),
        };
        let name = name.unwrap_or_else(|| field.name.clone());
        match (direction, field.presence) {
            (Direction::Response, _) => {
                format!("pub {name}: {}", text(scope.reply_field_type(field)))
            }
            (Direction::Request, _) => {
                let constructor = scope.api.constructor(fields);
                let mut arguments = constructor.arguments.iter();
                match arguments.find(|argument| argument.holds(&field.name)) {
                    Some(argument) => {
                        let ty = text(scope.argument_type(argument));
                        match argument {
                            Argument::Field(_) => format!("new(…, {name}: {ty})"),
                            Argument::Period(_) => format!("new(…, period: {ty})"),
                        }
                    }
                    None => {
                        let (ty, _) = scope.argument(&field.ty, &quote!(value));
                        format!(".{name}({})", text(ty))
                    }
                }
            }
        }
    }
}

/// A type on one line, as rustfmt would have it.
pub(super) fn text(ty: TokenStream) -> String {
    let Ok(file) = syn::parse2::<syn::File>(quote!(type T = #ty;)) else {
        return ty.to_string();
    };
    let printed = prettyplease::unparse(&file);
    let words: Vec<&str> = printed.split_whitespace().collect();
    let line = words.join(" ");
    let line = line.strip_prefix("type T = ").unwrap_or(&line);
    line.trim_end_matches(';')
        .replace("crate::", "")
        .replace("::std::ops::", "")
        // Where it was wrapped.
        .replace("< ", "<")
        .replace(", >", ">")
}
