//! The names that generated modules use. Generated types never have these names.

#![allow(unused_imports, reason = "what a document needs of it differs")]

pub(crate) use std::collections::BTreeMap;

pub(crate) use crate::client::{
    Encoding, Endpoint, Method, Request, Stripe, list_request, request,
};
pub(crate) use crate::json::{Decode, Encode, Fault, Json, Node, Writer, value};
pub(crate) use crate::macros::{object, tagged_union};
pub(crate) use crate::objects;
pub(crate) use crate::params::{
    Expand, Holds, Is, Params, Upload, Value, choice, expand_paths, params,
};
pub(crate) use crate::values::{
    Constant, Currency, DateTime, Decimal, Enumeration, Expandable, Fields, Int64, IntoEnum, List,
    MaybeDeleted, Number, Page, Range, SearchResult, Timestamp, Undocumented, deletable,
    documented, enumeration,
};
