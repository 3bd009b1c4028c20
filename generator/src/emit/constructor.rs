//! Constructors: their arguments, and what their documentation says about the rest.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::{docs, ident};
use crate::ir::{Argument, Constructor};
use crate::names;

impl Scope<'_> {
    /// The declarations of the arguments of a constructor.
    pub(super) fn arguments(
        &self,
        constructor: &Constructor<'_>,
        names: &names::Setters<'_>,
    ) -> Vec<TokenStream> {
        let arguments = constructor.arguments.iter();
        let declared = arguments.map(|argument| {
            let (rust, ty) = (argument_name(argument, names), self.argument_type(argument));
            quote!(#rust: #ty)
        });
        declared.collect()
    }

    pub(super) fn argument_type(&self, argument: &Argument<'_>) -> TokenStream {
        match argument {
            Argument::Field(field) => self.argument(&field.ty, &TokenStream::new()).0,
            Argument::Period(_) => quote!(::std::ops::Range<impl Into<Timestamp>>),
        }
    }
}

/// The name of an argument of a constructor.
pub(super) fn argument_name(argument: &Argument<'_>, names: &names::Setters<'_>) -> Option<Ident> {
    match argument {
        Argument::Field(field) => names.parameter(&field.name).map(ident),
        Argument::Period(_) => Some(period_name(names)),
    }
}

/// The name of the argument for a start and an end.
pub(super) fn period_name(names: &names::Setters<'_>) -> Ident {
    let mut name = "period".to_owned();
    while names.has(&name) {
        name.push('_');
    }
    ident(&name)
}

/// What the documentation of a constructor says about the required parameters that have setters, if there are any.
pub(super) fn set_later(
    constructor: &Constructor<'_>,
    names: &names::Setters<'_>,
    of: &str,
) -> Option<String> {
    let fields = constructor.set_later.iter();
    let links: Vec<String> = fields
        .filter_map(|field| names.parameter(&field.name))
        .map(|name| format!("[`{name}`]({of}::{name})"))
        .collect();
    let (last, rest) = links.split_last()?;
    let all = match rest {
        [] => last.clone(),
        rest => format!("{} and {last}", rest.join(", ")),
    };
    Some(format!(
        "Required setters: {all}. A request without one of them is refused before it is sent."
    ))
}

/// The documentation of `new`: a sentence, and perhaps a note.
pub(super) fn new_docs(first: &str, note: Option<String>) -> TokenStream {
    let mut lines = vec![first.to_owned()];
    if let Some(note) = note {
        lines.extend([String::new(), note]);
    }
    docs::attributes(lines)
}
