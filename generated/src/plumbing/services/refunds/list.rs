// Written by `cargo xtask codegen`; changes made by hand are lost.

//! What the parameters of [`ListRefunds`](crate::services::refunds::ListRefunds) are made of.

use crate::prelude::*;
use crate::services::refunds::list::*;

impl From<Created> for Value {
    fn from(value: Created) -> Self {
        match value {
            Created::Object(value) => value.into(),
            Created::Integer(value) => value.into(),
        }
    }
}

impl From<created::Object> for Created {
    fn from(value: created::Object) -> Self {
        Self::Object(value)
    }
}

impl From<i64> for Created {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

choice!(Created);

params!(created::Object);
