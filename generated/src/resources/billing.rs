// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `billing`.

use crate::prelude::*;

/// Who paid, as given with the payment method at the time.
/// Spec: `#/components/schemas/billing_details`
#[derive(Clone)]
#[non_exhaustive]
pub struct BillingDetails {
    /// Postal address of the payer.
    pub address: Option<Box<objects::Address>>,
    /// Email address of the payer.
    pub email: Option<String>,
    /// Full name of the payer.
    pub name: Option<String>,
    /// Telephone number of the payer, with any extension.
    pub phone: Option<String>,
    /// Tax number of the payer. Kept only where a buyer in Latin America pays a seller elsewhere.
    pub tax_id: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}
