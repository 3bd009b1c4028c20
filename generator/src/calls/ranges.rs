//! Ranges and periods, as Rust's own where it has one.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use super::call_error::Reason;
use super::ident;
use super::writer::Writer;
use crate::diagnostic::Pointer;
use crate::ir::{Field, Period, Range, Type};

impl Writer<'_> {
    /// A range; of the runtime's type if it is `owned`, else what a setter converts to it.
    pub(super) fn range(
        &mut self,
        at: &Pointer,
        range: &Range,
        value: &Value,
        owned: bool,
    ) -> TokenStream {
        let ty = Type::Range(Box::new(range.clone()));
        let Value::Object(data) = value else {
            if !range.single || value.is_null() {
                return self.kind(at, &ty, value);
            }
            let value = self.bound(at, &range.bound, value);
            return self.converted(value, owned);
        };
        let mut bounds = Vec::new();
        for name in Range::BOUNDS {
            let bound = data.get(name);
            let at = at.child(name);
            bounds.push(bound.map(|value| self.bound(&at, &range.bound, value)));
        }
        for name in data
            .keys()
            .filter(|name| !Range::BOUNDS.contains(&name.as_str()))
        {
            self.refuse(&at.child(name), Reason::NoParameter);
        }
        let Ok([gt, gte, lt, lte]): Result<[_; 4], _> = bounds.try_into() else {
            return TokenStream::new();
        };
        let range = match (&gt, &gte, &lt, &lte) {
            (None, None, None, None) => return self.kind(at, &ty, value),
            (None, Some(start), None, None) => quote!(#start..),
            (None, Some(start), Some(end), None) => quote!(#start..#end),
            (None, Some(start), None, Some(end)) => quote!(#start..=#end),
            (None, None, Some(end), None) => quote!(..#end),
            (None, None, None, Some(end)) => quote!(..=#end),
            _ => {
                let ty = self.value_type("Range");
                let rest = |names: [&str; 3], bounds: [Option<TokenStream>; 3]| {
                    let given = names.into_iter().zip(bounds);
                    let calls = given.filter_map(|(name, bound)| {
                        let (name, bound) = (ident(name), bound?);
                        Some(quote!(.#name(#bound)))
                    });
                    calls.collect::<TokenStream>()
                };
                return if let Some(after) = gt {
                    let rest = rest(["since", "before", "until"], [gte, lt, lte]);
                    quote!(#ty::after(#after) #rest)
                } else {
                    // Two upper bounds: the first is in a range of Rust's.
                    let rest = rest(["since", "before", "until"], [gte, None, lte]);
                    quote!(#ty::from(..#lt) #rest)
                };
            }
        };
        self.converted(range, owned)
    }

    /// The start and the end of a period.
    pub(super) fn period(
        &mut self,
        at: &Pointer,
        period: Period<'_>,
        data: &Map<String, Value>,
    ) -> TokenStream {
        let mut bound = |field: &Field| {
            let at = at.child(&field.name);
            match data.get(&field.name) {
                Some(value) => self.bound(&at, &field.ty, value),
                None => self.refuse(&at, Reason::Missing),
            }
        };
        let (start, end) = (bound(period.start), bound(period.end));
        quote!(#start..#end)
    }

    /// A bound: a number is one as it stands.
    fn bound(&mut self, at: &Pointer, ty: &Type, value: &Value) -> TokenStream {
        match ty {
            Type::Timestamp => self.owned(at, &Type::Integer, value),
            ty => self.owned(at, ty, value),
        }
    }

    fn converted(&mut self, value: TokenStream, owned: bool) -> TokenStream {
        if owned {
            let ty = self.value_type("Range");
            quote!(#ty::from(#value))
        } else {
            value
        }
    }
}
