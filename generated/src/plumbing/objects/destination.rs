// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `destination`.

use crate::objects::*;
use crate::prelude::*;

impl Decode for DestinationDetailsUnimplemented {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let object = json.object()?;
        Ok(Self {
            undocumented: object.rest(),
        })
    }
}

impl Encode for DestinationDetailsUnimplemented {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let object = out.object();
        object.rest(&self.undocumented);
    }
}

object!(DestinationDetailsUnimplemented);
