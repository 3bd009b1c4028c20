// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `email`.

use crate::objects::*;
use crate::prelude::*;

impl Decode for EmailSent {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            email_sent_at: object.field("email_sent_at")?,
            email_sent_to: object.field("email_sent_to")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for EmailSent {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("email_sent_at", &self.email_sent_at);
        object.field("email_sent_to", &self.email_sent_to);
        object.rest(&self.undocumented);
    }
}

object!(EmailSent);
