// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `charge`.

use crate::objects::*;
use crate::prelude::*;

impl Decode for Charge {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            amount: object.field("amount")?,
            amount_captured: object.field("amount_captured")?,
            amount_refunded: object.field("amount_refunded")?,
            application: object.field("application")?,
            application_fee: object.field("application_fee")?,
            application_fee_amount: object.field("application_fee_amount")?,
            balance_transaction: object.field("balance_transaction")?,
            billing_details: object.field("billing_details")?,
            calculated_statement_descriptor: object
                .field("calculated_statement_descriptor")?,
            captured: object.field("captured")?,
            created: object.field("created")?,
            currency: object.field("currency")?,
            customer: object.field("customer")?,
            description: object.field("description")?,
            disputed: object.field("disputed")?,
            failure_balance_transaction: object.field("failure_balance_transaction")?,
            failure_code: object.field("failure_code")?,
            failure_message: object.field("failure_message")?,
            fraud_details: object.field("fraud_details")?,
            id: object.field("id")?,
            livemode: object.field("livemode")?,
            metadata: object.field("metadata")?,
            object: object.constant("object", "charge")?,
            on_behalf_of: object.field("on_behalf_of")?,
            outcome: object.field("outcome")?,
            paid: object.field("paid")?,
            payment_intent: object.field("payment_intent")?,
            payment_method: object.field("payment_method")?,
            payment_method_details: object.field("payment_method_details")?,
            presentment_details: object.field("presentment_details")?,
            radar_options: object.field("radar_options")?,
            receipt_email: object.field("receipt_email")?,
            receipt_number: object.field("receipt_number")?,
            receipt_url: object.field("receipt_url")?,
            refunded: object.field("refunded")?,
            refunds: object.field("refunds")?,
            review: object.field("review")?,
            shipping: object.field("shipping")?,
            source_transfer: object.field("source_transfer")?,
            statement_descriptor: object.field("statement_descriptor")?,
            statement_descriptor_suffix: object.field("statement_descriptor_suffix")?,
            status: object.field("status")?,
            transfer: object.field("transfer")?,
            transfer_data: object.field("transfer_data")?,
            transfer_group: object.field("transfer_group")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for Charge {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("amount", &self.amount);
        object.field("amount_captured", &self.amount_captured);
        object.field("amount_refunded", &self.amount_refunded);
        object.field("application", &self.application);
        object.field("application_fee", &self.application_fee);
        object.field("application_fee_amount", &self.application_fee_amount);
        object.field("balance_transaction", &self.balance_transaction);
        object.field("billing_details", &self.billing_details);
        object
            .field(
                "calculated_statement_descriptor",
                &self.calculated_statement_descriptor,
            );
        object.field("captured", &self.captured);
        object.field("created", &self.created);
        object.field("currency", &self.currency);
        object.field("customer", &self.customer);
        object.field("description", &self.description);
        object.field("disputed", &self.disputed);
        object.field("failure_balance_transaction", &self.failure_balance_transaction);
        object.field("failure_code", &self.failure_code);
        object.field("failure_message", &self.failure_message);
        object.field("fraud_details", &self.fraud_details);
        object.field("id", &self.id);
        object.field("livemode", &self.livemode);
        object.field("metadata", &self.metadata);
        object.field("object", &self.object);
        object.field("on_behalf_of", &self.on_behalf_of);
        object.field("outcome", &self.outcome);
        object.field("paid", &self.paid);
        object.field("payment_intent", &self.payment_intent);
        object.field("payment_method", &self.payment_method);
        object.field("payment_method_details", &self.payment_method_details);
        object.field("presentment_details", &self.presentment_details);
        object.field("radar_options", &self.radar_options);
        object.field("receipt_email", &self.receipt_email);
        object.field("receipt_number", &self.receipt_number);
        object.field("receipt_url", &self.receipt_url);
        object.field("refunded", &self.refunded);
        object.field("refunds", &self.refunds);
        object.field("review", &self.review);
        object.field("shipping", &self.shipping);
        object.field("source_transfer", &self.source_transfer);
        object.field("statement_descriptor", &self.statement_descriptor);
        object.field("statement_descriptor_suffix", &self.statement_descriptor_suffix);
        object.field("status", &self.status);
        object.field("transfer", &self.transfer);
        object.field("transfer_data", &self.transfer_data);
        object.field("transfer_group", &self.transfer_group);
        object.rest(&self.undocumented);
    }
}

object!(Charge);

impl Decode for ChargeOutcome {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            advice_code: object.field("advice_code")?,
            network_advice_code: object.field("network_advice_code")?,
            network_decline_code: object.field("network_decline_code")?,
            network_status: object.field("network_status")?,
            reason: object.field("reason")?,
            risk_level: object.field("risk_level")?,
            risk_score: object.field("risk_score")?,
            rule: object.field("rule")?,
            seller_message: object.field("seller_message")?,
            type_: object.field("type")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for ChargeOutcome {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("advice_code", &self.advice_code);
        object.field("network_advice_code", &self.network_advice_code);
        object.field("network_decline_code", &self.network_decline_code);
        object.field("network_status", &self.network_status);
        object.field("reason", &self.reason);
        object.field("risk_level", &self.risk_level);
        object.field("risk_score", &self.risk_score);
        object.field("rule", &self.rule);
        object.field("seller_message", &self.seller_message);
        object.field("type", &self.type_);
        object.rest(&self.undocumented);
    }
}

object!(ChargeOutcome);

impl Decode for ChargeFraudDetails {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            stripe_report: object.field("stripe_report")?,
            user_report: object.field("user_report")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for ChargeFraudDetails {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("stripe_report", &self.stripe_report);
        object.field("user_report", &self.user_report);
        object.rest(&self.undocumented);
    }
}

object!(ChargeFraudDetails);

impl Decode for ChargeTransferData {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            amount: object.field("amount")?,
            destination: object.field("destination")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for ChargeTransferData {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("amount", &self.amount);
        object.field("destination", &self.destination);
        object.rest(&self.undocumented);
    }
}

object!(ChargeTransferData);

impl ChargeStatus {
    pub(crate) const DOCUMENTED: &'static [(&'static str, Self)] = &[
        ("failed", Self::Failed),
        ("pending", Self::Pending),
        ("succeeded", Self::Succeeded),
    ];
}

enumeration!(ChargeStatus);

impl ChargeOutcomeAdviceCode {
    pub(crate) const DOCUMENTED: &'static [(&'static str, Self)] = &[
        ("confirm_card_data", Self::ConfirmCardData),
        ("do_not_try_again", Self::DoNotTryAgain),
        ("try_again_later", Self::TryAgainLater),
    ];
}

enumeration!(ChargeOutcomeAdviceCode);
