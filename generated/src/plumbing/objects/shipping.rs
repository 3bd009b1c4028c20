// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `shipping`.

use crate::objects::*;
use crate::prelude::*;

impl Decode for Shipping {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            address: object.field("address")?,
            carrier: object.field("carrier")?,
            name: object.field("name")?,
            phone: object.field("phone")?,
            tracking_number: object.field("tracking_number")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for Shipping {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("address", &self.address);
        object.field("carrier", &self.carrier);
        object.field("name", &self.name);
        object.field("phone", &self.phone);
        object.field("tracking_number", &self.tracking_number);
        object.rest(&self.undocumented);
    }
}

object!(Shipping);
