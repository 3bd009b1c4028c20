//! Values: arguments of setters, and items of lists and unions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use super::call_error::Reason;
use super::ident;
use super::writer::Writer;
use crate::diagnostic::Pointer;
use crate::ir::{Member, SchemaPath, Shape, Type};
use crate::names::{RustPath, request_variants, variants};

impl Writer<'_> {
    /// The argument of a setter or of `new`, which convert it if they can.
    pub(super) fn argument(&mut self, at: &Pointer, ty: &Type, value: &Value) -> TokenStream {
        match (ty, value) {
            (Type::String | Type::Currency, Value::String(text)) => quote!(#text),
            (Type::Array(item), Value::Array(values)) => {
                let items =
                    self.items(at, values, |writer, at, value| writer.item(at, item, value));
                match self.empty_item_type(at, item, items.is_empty()) {
                    Some(ty) => quote!(Vec::<#ty>::new()),
                    None => quote!([#(#items),*]),
                }
            }
            (Type::Map(item) | Type::ClearableMap(item, _), Value::Object(entries)) => {
                let items = self.entries(at, entries, |writer, at, key, value| {
                    let value = writer.item(at, item, value);
                    quote!((#key, #value))
                });
                match self.empty_item_type(at, item, items.is_empty()) {
                    Some(ty) => quote!(Vec::<(&str, #ty)>::new()),
                    None => quote!([#(#items),*]),
                }
            }
            (Type::Range(range), value) => self.range(at, range, value, false),
            (Type::Named(_), Value::Object(data)) => match self.calls.api.period(ty) {
                Some(period) if data.len() == 2 => self.period(at, period, data),
                _ => self.owned(at, ty, value),
            },
            _ => self.owned(at, ty, value),
        }
    }

    /// An empty value of a type; a type without one is refused with the given reason.
    pub(super) fn empty(&mut self, at: &Pointer, ty: &Type, reason: Reason) -> TokenStream {
        match ty {
            Type::Array(_) => self.argument(at, ty, &Value::Array(Vec::new())),
            Type::Map(_) | Type::ClearableMap(..) => {
                self.argument(at, ty, &Value::Object(Map::new()))
            }
            Type::String if reason == Reason::NotClearable => quote!(""),
            Type::Named(place) if reason == Reason::NotClearable => {
                let calls = self.calls;
                match (calls.names.of(&self.own(place)), calls.api.shape(place)) {
                    (Some(path), Some(Shape::Enum { .. })) => {
                        let path = self.path(path);
                        quote!(#path::from(""))
                    }
                    _ => self.refuse(at, reason),
                }
            }
            _ => self.refuse(at, reason),
        }
    }

    /// An item of a list or map in the argument of a setter, which converts strings there too.
    fn item(&mut self, at: &Pointer, ty: &Type, value: &Value) -> TokenStream {
        match (ty, value) {
            (Type::String, Value::String(text)) => quote!(#text),
            _ => self.owned(at, ty, value),
        }
    }

    /// A value of exactly the client's type for a parameter.
    pub(super) fn owned(&mut self, at: &Pointer, ty: &Type, value: &Value) -> TokenStream {
        match (ty, value) {
            (Type::Boolean, Value::Bool(value)) => quote!(#value),
            (Type::True, Value::Bool(true)) => quote!(true),
            (Type::Integer | Type::Int64, Value::Number(number)) => match number.as_i64() {
                Some(number) => integer(number),
                None => self.kind(at, ty, value),
            },
            (Type::Int64, Value::String(text)) => match text.parse() {
                Ok(number) => integer(number),
                Err(_) => self.kind(at, ty, value),
            },
            (Type::Number, Value::Number(number)) => self.parsed(&number.to_string(), None),
            (Type::Decimal, Value::String(text)) if is_decimal(text) => self.parsed(text, None),
            (Type::DateTime, Value::String(text)) if is_date_time(text) => {
                let ty = self.value_type("DateTime");
                self.parsed(text, Some(ty))
            }
            (Type::String, Value::String(text)) => quote!(#text.to_owned()),
            (Type::Currency, Value::String(text)) => {
                let ty = self.value_type("Currency");
                quote!(#ty::from(#text))
            }
            (Type::Timestamp, Value::Number(number)) => match number.as_i64().map(integer) {
                Some(seconds) => {
                    let ty = self.value_type("Timestamp");
                    quote!(#ty::from_seconds(#seconds))
                }
                None => self.kind(at, ty, value),
            },
            (Type::Range(range), value) => self.range(at, range, value, true),
            (Type::File, Value::String(path)) if self.calls.files => {
                let ty = self.path(&RustPath {
                    module: vec!["params".to_owned()],
                    name: "Upload".to_owned(),
                });
                quote!(#ty::path(#path))
            }
            (Type::File, _) => self.refuse(at, Reason::File),
            (Type::Array(item), Value::Array(values)) => {
                let items = self.items(at, values, |writer, at, value| {
                    writer.owned(at, item, value)
                });
                quote!(vec![#(#items),*])
            }
            (Type::Map(item) | Type::ClearableMap(item, _), Value::Object(entries)) => {
                let items = self.entries(at, entries, |writer, at, key, value| {
                    let value = writer.owned(at, item, value);
                    quote!((#key.to_owned(), #value))
                });
                quote!(std::collections::BTreeMap::from([#(#items),*]))
            }
            (Type::Named(place), value) => self.named(at, ty, place, value),
            _ => self.kind(at, ty, value),
        }
    }

    fn named(&mut self, at: &Pointer, ty: &Type, place: &SchemaPath, value: &Value) -> TokenStream {
        let calls = self.calls;
        let own = self.own(place);
        let Some((path, shape)) = calls.names.of(&own).zip(calls.api.shape(place)) else {
            return self.refuse(at, Reason::NoName);
        };
        let path = self.path(path);
        match (shape, value) {
            (Shape::Object { fields, .. }, Value::Object(data)) => {
                let write = |writer: &mut Self| writer.object(at, fields, &[], data);
                let written = self.inside(place, &own, write);
                let (arguments, setters) = (written.arguments, written.setters);
                quote!(#path::new(#(#arguments),*) #setters)
            }
            (Shape::Enum { values }, Value::String(text)) if !text.is_empty() => {
                let mut known = variants(values).into_iter();
                match known.find(|(value, _)| value == text) {
                    Some((_, variant)) => {
                        let variant = ident(&variant);
                        quote!(#path::#variant)
                    }
                    None if calls.strict => self.refuse(at, Reason::NoValue(text.clone())),
                    None => {
                        self.undocumented = self.undocumented.saturating_add(1);
                        quote!(#path::from(#text))
                    }
                }
            }
            (Shape::Union { members }, value) => {
                let write = |writer: &mut Self| writer.union(at, &path, members, value);
                self.inside(place, &own, write)
            }
            _ => self.kind(at, ty, value),
        }
    }

    fn union(
        &mut self,
        at: &Pointer,
        path: &TokenStream,
        members: &[Member],
        value: &Value,
    ) -> TokenStream {
        let mut best: Option<(Writer<'_>, TokenStream)> = None;
        let mut why = Vec::new();
        let names = request_variants(members);
        for member in members {
            let mut attempt = self.attempt();
            let written = attempt.owned(at, &member.ty, value);
            let refused = attempt.problems.iter();
            why.extend(refused.map(|problem| format!("as {}, {problem}", member.name)));
            let is_better = best
                .as_ref()
                .is_none_or(|(best, _)| attempt.undocumented < best.undocumented);
            if attempt.problems.is_empty() && is_better {
                let variant = names.get(member.name.as_str()).map(|name| ident(name));
                best = Some((attempt, quote!(#path::#variant(#written))));
            }
        }
        let Some((writer, written)) = best else {
            return self.refuse(at, Reason::NoMember(why.join("; ")));
        };
        let (undocumented, is_fallible) = (writer.undocumented, writer.is_fallible);
        self.imports = writer.imports;
        self.undocumented = self.undocumented.saturating_add(undocumented);
        self.is_fallible |= is_fallible;
        written
    }

    /// An expression that parses a string, to the given type or to the expected one.
    fn parsed(&mut self, text: &str, ty: Option<TokenStream>) -> TokenStream {
        self.is_fallible = true;
        let ty = ty.map(|ty| quote!(::<#ty>));
        quote!(#text.parse #ty()?)
    }

    fn items(
        &mut self,
        at: &Pointer,
        values: &[Value],
        write: impl Fn(&mut Self, &Pointer, &Value) -> TokenStream,
    ) -> Vec<TokenStream> {
        let values = values.iter().enumerate();
        values
            .map(|(index, value)| write(self, &at.child(index.to_string()), value))
            .collect()
    }

    fn entries(
        &mut self,
        at: &Pointer,
        entries: &Map<String, Value>,
        write: impl Fn(&mut Self, &Pointer, &str, &Value) -> TokenStream,
    ) -> Vec<TokenStream> {
        let entries = entries.iter();
        entries
            .map(|(key, value)| write(self, &at.child(key), key, value))
            .collect()
    }

    pub(super) fn kind(&mut self, at: &Pointer, ty: &Type, value: &Value) -> TokenStream {
        let reason = match value {
            Value::Null => Reason::NotClearable,
            _ => Reason::Kind {
                expected: ty.to_string(),
                found: value.to_string(),
            },
        };
        self.refuse(at, reason)
    }
}

/// An unsuffixed literal, whose type is inferred.
fn integer(number: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(number.unsigned_abs());
    if number < 0 {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}

/// Whether the runtime's `Decimal` can parse a text.
fn is_decimal(text: &str) -> bool {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let unsigned = |text: &'_ str| {
        text.strip_prefix(['-', '+'])
            .map_or(text.to_owned(), str::to_owned)
    };
    let (number, exponent) = (unsigned(number), unsigned(exponent));
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, "0"));
    [whole, fraction, &exponent]
        .iter()
        .all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a text looks like an RFC 3339 time; the client checks the rest.
fn is_date_time(text: &str) -> bool {
    let like = |text: &str, pattern: &str| {
        text.len() >= pattern.len()
            && text
                .bytes()
                .zip(pattern.bytes())
                .all(|(byte, wanted)| match wanted {
                    b'0' => byte.is_ascii_digit(),
                    wanted => byte.eq_ignore_ascii_case(&wanted),
                })
    };
    like(text, "0000-00-00T00:00:00")
}
