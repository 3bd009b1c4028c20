// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `shipping`.

use crate::prelude::*;

/// Delivery of what was bought.
/// Spec: `#/components/schemas/shipping`
#[derive(Clone)]
#[non_exhaustive]
pub struct Shipping {
    pub address: Option<Box<objects::Address>>,
    /// Delivery service, such as DHL.
    pub carrier: Option<String>,
    /// Name of the recipient.
    pub name: Option<String>,
    /// Telephone number of the recipient, with any extension.
    pub phone: Option<String>,
    /// Tracking number given by the delivery service; several are joined by commas.
    pub tracking_number: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}
