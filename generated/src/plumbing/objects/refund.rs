// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `refund`.

use crate::objects::*;
use crate::prelude::*;

impl Decode for Refund {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            amount: object.field("amount")?,
            balance_transaction: object.field("balance_transaction")?,
            charge: object.field("charge")?,
            created: object.field("created")?,
            currency: object.field("currency")?,
            description: object.field("description")?,
            destination_details: object.field("destination_details")?,
            failure_balance_transaction: object.field("failure_balance_transaction")?,
            failure_reason: object.field("failure_reason")?,
            id: object.field("id")?,
            instructions_email: object.field("instructions_email")?,
            metadata: object.field("metadata")?,
            next_action: object.field("next_action")?,
            object: object.constant("object", "refund")?,
            payment_intent: object.field("payment_intent")?,
            pending_reason: object.field("pending_reason")?,
            presentment_details: object.field("presentment_details")?,
            reason: object.field("reason")?,
            receipt_number: object.field("receipt_number")?,
            source_transfer_reversal: object.field("source_transfer_reversal")?,
            status: object.field("status")?,
            transfer_reversal: object.field("transfer_reversal")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for Refund {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("amount", &self.amount);
        object.field("balance_transaction", &self.balance_transaction);
        object.field("charge", &self.charge);
        object.field("created", &self.created);
        object.field("currency", &self.currency);
        object.field("description", &self.description);
        object.field("destination_details", &self.destination_details);
        object.field("failure_balance_transaction", &self.failure_balance_transaction);
        object.field("failure_reason", &self.failure_reason);
        object.field("id", &self.id);
        object.field("instructions_email", &self.instructions_email);
        object.field("metadata", &self.metadata);
        object.field("next_action", &self.next_action);
        object.field("object", &self.object);
        object.field("payment_intent", &self.payment_intent);
        object.field("pending_reason", &self.pending_reason);
        object.field("presentment_details", &self.presentment_details);
        object.field("reason", &self.reason);
        object.field("receipt_number", &self.receipt_number);
        object.field("source_transfer_reversal", &self.source_transfer_reversal);
        object.field("status", &self.status);
        object.field("transfer_reversal", &self.transfer_reversal);
        object.rest(&self.undocumented);
    }
}

object!(Refund);

impl Decode for RefundNextAction {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            display_details: object.field("display_details")?,
            type_: object.field("type")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundNextAction {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("display_details", &self.display_details);
        object.field("type", &self.type_);
        object.rest(&self.undocumented);
    }
}

object!(RefundNextAction);

impl Decode for RefundDestinationDetails {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            affirm: object.field("affirm")?,
            afterpay_clearpay: object.field("afterpay_clearpay")?,
            alipay: object.field("alipay")?,
            alma: object.field("alma")?,
            amazon_pay: object.field("amazon_pay")?,
            au_bank_transfer: object.field("au_bank_transfer")?,
            blik: object.field("blik")?,
            br_bank_transfer: object.field("br_bank_transfer")?,
            card: object.field("card")?,
            cashapp: object.field("cashapp")?,
            crypto: object.field("crypto")?,
            customer_cash_balance: object.field("customer_cash_balance")?,
            eps: object.field("eps")?,
            eu_bank_transfer: object.field("eu_bank_transfer")?,
            gb_bank_transfer: object.field("gb_bank_transfer")?,
            giropay: object.field("giropay")?,
            grabpay: object.field("grabpay")?,
            jp_bank_transfer: object.field("jp_bank_transfer")?,
            klarna: object.field("klarna")?,
            mb_way: object.field("mb_way")?,
            multibanco: object.field("multibanco")?,
            mx_bank_transfer: object.field("mx_bank_transfer")?,
            nz_bank_transfer: object.field("nz_bank_transfer")?,
            p24: object.field("p24")?,
            paynow: object.field("paynow")?,
            paypal: object.field("paypal")?,
            pix: object.field("pix")?,
            revolut: object.field("revolut")?,
            scalapay: object.field("scalapay")?,
            sofort: object.field("sofort")?,
            swish: object.field("swish")?,
            th_bank_transfer: object.field("th_bank_transfer")?,
            twint: object.field("twint")?,
            type_: object.field("type")?,
            us_bank_transfer: object.field("us_bank_transfer")?,
            wechat_pay: object.field("wechat_pay")?,
            zip: object.field("zip")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetails {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("affirm", &self.affirm);
        object.field("afterpay_clearpay", &self.afterpay_clearpay);
        object.field("alipay", &self.alipay);
        object.field("alma", &self.alma);
        object.field("amazon_pay", &self.amazon_pay);
        object.field("au_bank_transfer", &self.au_bank_transfer);
        object.field("blik", &self.blik);
        object.field("br_bank_transfer", &self.br_bank_transfer);
        object.field("card", &self.card);
        object.field("cashapp", &self.cashapp);
        object.field("crypto", &self.crypto);
        object.field("customer_cash_balance", &self.customer_cash_balance);
        object.field("eps", &self.eps);
        object.field("eu_bank_transfer", &self.eu_bank_transfer);
        object.field("gb_bank_transfer", &self.gb_bank_transfer);
        object.field("giropay", &self.giropay);
        object.field("grabpay", &self.grabpay);
        object.field("jp_bank_transfer", &self.jp_bank_transfer);
        object.field("klarna", &self.klarna);
        object.field("mb_way", &self.mb_way);
        object.field("multibanco", &self.multibanco);
        object.field("mx_bank_transfer", &self.mx_bank_transfer);
        object.field("nz_bank_transfer", &self.nz_bank_transfer);
        object.field("p24", &self.p24);
        object.field("paynow", &self.paynow);
        object.field("paypal", &self.paypal);
        object.field("pix", &self.pix);
        object.field("revolut", &self.revolut);
        object.field("scalapay", &self.scalapay);
        object.field("sofort", &self.sofort);
        object.field("swish", &self.swish);
        object.field("th_bank_transfer", &self.th_bank_transfer);
        object.field("twint", &self.twint);
        object.field("type", &self.type_);
        object.field("us_bank_transfer", &self.us_bank_transfer);
        object.field("wechat_pay", &self.wechat_pay);
        object.field("zip", &self.zip);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetails);

impl Decode for RefundDestinationDetailsP24 {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            reference: object.field("reference")?,
            reference_status: object.field("reference_status")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsP24 {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("reference", &self.reference);
        object.field("reference_status", &self.reference_status);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsP24);

impl Decode for RefundDestinationDetailsBlik {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            network_decline_code: object.field("network_decline_code")?,
            reference: object.field("reference")?,
            reference_status: object.field("reference_status")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsBlik {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("network_decline_code", &self.network_decline_code);
        object.field("reference", &self.reference);
        object.field("reference_status", &self.reference_status);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsBlik);

impl Decode for RefundDestinationDetailsCard {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            reference: object.field("reference")?,
            reference_status: object.field("reference_status")?,
            reference_type: object.field("reference_type")?,
            type_: object.field("type")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsCard {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("reference", &self.reference);
        object.field("reference_status", &self.reference_status);
        object.field("reference_type", &self.reference_type);
        object.field("type", &self.type_);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsCard);

impl Decode for RefundDestinationDetailsSwish {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            network_decline_code: object.field("network_decline_code")?,
            reference: object.field("reference")?,
            reference_status: object.field("reference_status")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsSwish {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("network_decline_code", &self.network_decline_code);
        object.field("reference", &self.reference);
        object.field("reference_status", &self.reference_status);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsSwish);

impl Decode for RefundDestinationDetailsCrypto {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            reference: object.field("reference")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsCrypto {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("reference", &self.reference);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsCrypto);

impl Decode for RefundDestinationDetailsMbWay {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            reference: object.field("reference")?,
            reference_status: object.field("reference_status")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsMbWay {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("reference", &self.reference);
        object.field("reference_status", &self.reference_status);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsMbWay);

impl Decode for RefundDestinationDetailsPaypal {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            network_decline_code: object.field("network_decline_code")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsPaypal {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("network_decline_code", &self.network_decline_code);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsPaypal);

impl Decode for RefundNextActionDisplayDetails {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            email_sent: object.field("email_sent")?,
            expires_at: object.field("expires_at")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundNextActionDisplayDetails {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("email_sent", &self.email_sent);
        object.field("expires_at", &self.expires_at);
        object.rest(&self.undocumented);
    }
}

object!(RefundNextActionDisplayDetails);

impl Decode for RefundDestinationDetailsMultibanco {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            reference: object.field("reference")?,
            reference_status: object.field("reference_status")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsMultibanco {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("reference", &self.reference);
        object.field("reference_status", &self.reference_status);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsMultibanco);

impl Decode for RefundDestinationDetailsBrBankTransfer {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            reference: object.field("reference")?,
            reference_status: object.field("reference_status")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsBrBankTransfer {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("reference", &self.reference);
        object.field("reference_status", &self.reference_status);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsBrBankTransfer);

impl Decode for RefundDestinationDetailsEuBankTransfer {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            reference: object.field("reference")?,
            reference_status: object.field("reference_status")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsEuBankTransfer {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("reference", &self.reference);
        object.field("reference_status", &self.reference_status);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsEuBankTransfer);

impl Decode for RefundDestinationDetailsGbBankTransfer {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            reference: object.field("reference")?,
            reference_status: object.field("reference_status")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsGbBankTransfer {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("reference", &self.reference);
        object.field("reference_status", &self.reference_status);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsGbBankTransfer);

impl Decode for RefundDestinationDetailsJpBankTransfer {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            reference: object.field("reference")?,
            reference_status: object.field("reference_status")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsJpBankTransfer {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("reference", &self.reference);
        object.field("reference_status", &self.reference_status);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsJpBankTransfer);

impl Decode for RefundDestinationDetailsMxBankTransfer {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            reference: object.field("reference")?,
            reference_status: object.field("reference_status")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsMxBankTransfer {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("reference", &self.reference);
        object.field("reference_status", &self.reference_status);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsMxBankTransfer);

impl Decode for RefundDestinationDetailsThBankTransfer {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            reference: object.field("reference")?,
            reference_status: object.field("reference_status")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsThBankTransfer {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("reference", &self.reference);
        object.field("reference_status", &self.reference_status);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsThBankTransfer);

impl Decode for RefundDestinationDetailsUsBankTransfer {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        let mut object = json.object()?;
        Ok(Self {
            reference: object.field("reference")?,
            reference_status: object.field("reference_status")?,
            undocumented: object.rest(),
        })
    }
}

impl Encode for RefundDestinationDetailsUsBankTransfer {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        object.field("reference", &self.reference);
        object.field("reference_status", &self.reference_status);
        object.rest(&self.undocumented);
    }
}

object!(RefundDestinationDetailsUsBankTransfer);

impl RefundPendingReason {
    pub(crate) const DOCUMENTED: &'static [(&'static str, Self)] = &[
        ("charge_pending", Self::ChargePending),
        ("insufficient_funds", Self::InsufficientFunds),
        ("processing", Self::Processing),
    ];
}

enumeration!(RefundPendingReason);

impl RefundReason {
    pub(crate) const DOCUMENTED: &'static [(&'static str, Self)] = &[
        ("duplicate", Self::Duplicate),
        ("expired_uncaptured_charge", Self::ExpiredUncapturedCharge),
        ("fraudulent", Self::Fraudulent),
        ("requested_by_customer", Self::RequestedByCustomer),
    ];
}

enumeration!(RefundReason);

impl RefundDestinationDetailsCardType {
    pub(crate) const DOCUMENTED: &'static [(&'static str, Self)] = &[
        ("pending", Self::Pending),
        ("refund", Self::Refund),
        ("reversal", Self::Reversal),
    ];
}

enumeration!(RefundDestinationDetailsCardType);
