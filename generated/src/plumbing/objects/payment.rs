// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `payment`.

use crate::objects::*;
use crate::prelude::*;

impl Decode for PaymentFlowsPaymentIntentPresentmentDetails {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            presentment_amount: object.field("presentment_amount")?,
            presentment_currency: object.field("presentment_currency")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for PaymentFlowsPaymentIntentPresentmentDetails {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("presentment_amount", &self.presentment_amount);
        object.field("presentment_currency", &self.presentment_currency);
        object.rest(&self.undocumented);
    }
}

object!(PaymentFlowsPaymentIntentPresentmentDetails);
