// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `error`.

use crate::objects::*;
use crate::prelude::*;

impl Decode for Error {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            error: object.field("error")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for Error {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("error", &self.error);
        object.rest(&self.undocumented);
    }
}

object!(Error);
