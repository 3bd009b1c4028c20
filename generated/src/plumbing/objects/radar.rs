// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `radar`.

use crate::objects::*;
use crate::prelude::*;

impl Decode for RadarRadarOptions {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            session: object.field("session")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RadarRadarOptions {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("session", &self.session);
        object.rest(&self.undocumented);
    }
}

object!(RadarRadarOptions);
