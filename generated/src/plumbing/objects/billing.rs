// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `billing`.

use crate::objects::*;
use crate::prelude::*;

impl Decode for BillingDetails {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            address: object.field("address")?,
            email: object.field("email")?,
            name: object.field("name")?,
            phone: object.field("phone")?,
            tax_id: object.field("tax_id")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for BillingDetails {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("address", &self.address);
        object.field("email", &self.email);
        object.field("name", &self.name);
        object.field("phone", &self.phone);
        object.field("tax_id", &self.tax_id);
        object.rest(&self.undocumented);
    }
}

object!(BillingDetails);
