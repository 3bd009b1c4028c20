// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `address`.

use crate::objects::*;
use crate::prelude::*;

impl Decode for Address {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            city: object.field("city")?,
            country: object.field("country")?,
            line1: object.field("line1")?,
            line2: object.field("line2")?,
            postal_code: object.field("postal_code")?,
            state: object.field("state")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for Address {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("city", &self.city);
        object.field("country", &self.country);
        object.field("line1", &self.line1);
        object.field("line2", &self.line2);
        object.field("postal_code", &self.postal_code);
        object.field("state", &self.state);
        object.rest(&self.undocumented);
    }
}

object!(Address);
