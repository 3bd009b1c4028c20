// Written by `cargo xtask codegen`; changes made by hand are lost.

//! The service `test_helpers`.

pub mod refunds;

use crate::prelude::*;

/// The service `test_helpers`.
///
/// Services below it: [`refunds`](Self::refunds).
#[derive(Clone, Debug)]
#[must_use]
pub struct TestHelpers<C> {
    pub(crate) client: C,
}

impl<M> Stripe<M> {
    /// The service `test_helpers`.
    pub fn test_helpers(&self) -> TestHelpers<Self> {
        TestHelpers {
            client: self.clone(),
        }
    }
}
