// Written by `cargo xtask codegen`; changes made by hand are lost.

//! What the parameters of [`ListRefunds`](crate::services::refunds::ListRefunds) are made of.

/// Spec: `#/paths/~1v1~1refunds/get/parameters/1/schema`
#[derive(Clone)]
#[non_exhaustive]
pub enum Created {
    /// As an `object`.
    Object(created::Object),
    /// As an `integer`.
    Integer(i64),
}

/// Types in [`Created`].
pub mod created {
    use crate::prelude::*;

    /// Spec: `#/paths/~1v1~1refunds/get/parameters/1/schema/anyOf/0`
    #[must_use]
    pub struct Object(pub(crate) Params);

    impl Object {
        /// The object with its required fields.
        pub fn new() -> Self {
            Self(Params::new())
        }

        /// After this time.
        pub fn gt(self, gt: i64) -> Self {
            Self(self.0.set("gt", gt))
        }

        /// At this time or after it.
        pub fn gte(self, gte: i64) -> Self {
            Self(self.0.set("gte", gte))
        }

        /// Before this time.
        pub fn lt(self, lt: i64) -> Self {
            Self(self.0.set("lt", lt))
        }

        /// At this time or before it.
        pub fn lte(self, lte: i64) -> Self {
            Self(self.0.set("lte", lte))
        }
    }
}
