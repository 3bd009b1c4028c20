// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `refund`.

use crate::prelude::*;

/// Money given back for a charge, in full or in part, as a rule to the card or account that paid. See the [guide](https://docs.stripe.com/refunds).
/// Spec: `#/components/schemas/refund`
#[derive(Clone)]
#[non_exhaustive]
pub struct Refund {
    /// Amount given back, in the smallest unit of `currency`.
    pub amount: i64,
    /// Balance transaction that records the refund.
    pub balance_transaction: Option<Expandable<Json>>,
    /// Charge that is refunded.
    pub charge: Option<Expandable<objects::Charge>>,
    /// When the refund was made, as a Unix time in seconds.
    pub created: Timestamp,
    /// Currency as a lower-case ISO 4217 code, such as `eur`. See [which ones Stripe supports](https://docs.stripe.com/currencies).
    pub currency: Currency,
    /// Free text about the refund. Never there for cards.
    pub description: Option<String>,
    pub destination_details: Option<Box<RefundDestinationDetails>>,
    /// Balance transaction that returns the money to the balance because the refund failed.
    pub failure_balance_transaction: Option<Expandable<Json>>,
    /// Why the refund failed: `charge_for_pending_refund_disputed`, `declined`, `expired_or_canceled_card`, `insufficient_funds`, `lost_or_stolen_card`, `merchant_request` or `unknown`.
    pub failure_reason: Option<String>,
    /// ID of the refund.
    pub id: String,
    /// Address to which the customer is sent instructions for getting the money, for payment methods that cannot refund by themselves (such as Konbini and PromptPay).
    pub instructions_email: Option<String>,
    /// Strings kept with the refund for the account to use as it likes: at most 50, keys of up to 40 and values of up to 500 characters.
    pub metadata: Option<BTreeMap<String, String>>,
    pub next_action: Option<Box<RefundNextAction>>,
    /// Type of the object, always `refund`.
    pub object: Constant,
    /// PaymentIntent that is refunded.
    pub payment_intent: Option<Expandable<Json>>,
    /// Why the refund is pending: `charge_pending`, `insufficient_funds` (on the balance) or `processing`.
    pub pending_reason: Option<refund::PendingReason>,
    pub presentment_details: Option<
        Box<objects::PaymentFlowsPaymentIntentPresentmentDetails>,
    >,
    /// Why the refund was made: `duplicate`, `fraudulent` or `requested_by_customer`, as the caller said, or `expired_uncaptured_charge` for a refund by Stripe itself.
    pub reason: Option<refund::Reason>,
    /// Number on the emailed receipts for the refund.
    pub receipt_number: Option<String>,
    /// Reversal of the transfer from another Stripe account, where such a transfer caused the charge.
    pub source_transfer_reversal: Option<Expandable<Json>>,
    /// State of the refund: `canceled`, `failed`, `pending`, `requires_action` or `succeeded`.
    pub status: Option<String>,
    /// Reversal of the transfer to the account that `destination` named when the charge was made.
    pub transfer_reversal: Option<Expandable<Json>>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// What has to happen before the money can be paid out.
/// Spec: `#/components/schemas/refund_next_action`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundNextAction {
    pub display_details: Option<Box<RefundNextActionDisplayDetails>>,
    /// Kind of action.
    pub type_: String,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// Where the money goes back to. The key that `type` names holds the particulars.
/// Spec: `#/components/schemas/refund_destination_details`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetails {
    pub affirm: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub afterpay_clearpay: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub alipay: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub alma: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub amazon_pay: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub au_bank_transfer: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub blik: Option<Box<RefundDestinationDetailsBlik>>,
    pub br_bank_transfer: Option<Box<RefundDestinationDetailsBrBankTransfer>>,
    pub card: Option<Box<RefundDestinationDetailsCard>>,
    pub cashapp: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub crypto: Option<Box<RefundDestinationDetailsCrypto>>,
    pub customer_cash_balance: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub eps: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub eu_bank_transfer: Option<Box<RefundDestinationDetailsEuBankTransfer>>,
    pub gb_bank_transfer: Option<Box<RefundDestinationDetailsGbBankTransfer>>,
    pub giropay: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub grabpay: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub jp_bank_transfer: Option<Box<RefundDestinationDetailsJpBankTransfer>>,
    pub klarna: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub mb_way: Option<Box<RefundDestinationDetailsMbWay>>,
    pub multibanco: Option<Box<RefundDestinationDetailsMultibanco>>,
    pub mx_bank_transfer: Option<Box<RefundDestinationDetailsMxBankTransfer>>,
    pub nz_bank_transfer: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub p24: Option<Box<RefundDestinationDetailsP24>>,
    pub paynow: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub paypal: Option<Box<RefundDestinationDetailsPaypal>>,
    pub pix: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub revolut: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub scalapay: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub sofort: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub swish: Option<Box<RefundDestinationDetailsSwish>>,
    pub th_bank_transfer: Option<Box<RefundDestinationDetailsThBankTransfer>>,
    pub twint: Option<Box<objects::DestinationDetailsUnimplemented>>,
    /// Kind of destination, such as `card`; also the name of the key with its particulars.
    pub type_: String,
    pub us_bank_transfer: Option<Box<RefundDestinationDetailsUsBankTransfer>>,
    pub wechat_pay: Option<Box<objects::DestinationDetailsUnimplemented>>,
    pub zip: Option<Box<objects::DestinationDetailsUnimplemented>>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund by Przelewy24.
/// Spec: `#/components/schemas/refund_destination_details_p24`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsP24 {
    /// Reference by which the bank or the customer can trace the refund.
    pub reference: Option<String>,
    /// State of `reference`: `pending`, `available` or `unavailable`.
    pub reference_status: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund by BLIK.
/// Spec: `#/components/schemas/refund_destination_details_blik`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsBlik {
    /// Code for the network's reason, where the network declined the refund.
    pub network_decline_code: Option<String>,
    /// Reference by which the bank or the customer can trace the refund.
    pub reference: Option<String>,
    /// State of `reference`: `pending`, `available` or `unavailable`.
    pub reference_status: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund to a card.
/// Spec: `#/components/schemas/refund_destination_details_card`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsCard {
    /// Reference by which the bank or the customer can trace the refund.
    pub reference: Option<String>,
    /// State of `reference`: `pending`, `available` or `unavailable`.
    pub reference_status: Option<String>,
    /// Kind of reference, such as `acquirer_reference_number`.
    pub reference_type: Option<String>,
    /// How the card gets the money: `refund` (a credit of its own), `reversal` (the charge is withdrawn) or `pending` (not decided yet).
    pub type_: refund_destination_details_card::Type,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund by Swish.
/// Spec: `#/components/schemas/refund_destination_details_swish`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsSwish {
    /// Code for the network's reason, where the network declined the refund.
    pub network_decline_code: Option<String>,
    /// Reference by which the bank or the customer can trace the refund.
    pub reference: Option<String>,
    /// State of `reference`: `pending`, `available` or `unavailable`.
    pub reference_status: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund in a crypto currency.
/// Spec: `#/components/schemas/refund_destination_details_crypto`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsCrypto {
    /// Hash of the transaction on the blockchain.
    pub reference: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund by MB WAY.
/// Spec: `#/components/schemas/refund_destination_details_mb_way`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsMbWay {
    /// Reference by which the bank or the customer can trace the refund.
    pub reference: Option<String>,
    /// State of `reference`: `pending`, `available` or `unavailable`.
    pub reference_status: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund by PayPal.
/// Spec: `#/components/schemas/refund_destination_details_paypal`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsPaypal {
    /// Code for the network's reason, where the network declined the refund.
    pub network_decline_code: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// The instructions sent to the customer, and their deadline.
/// Spec: `#/components/schemas/refund_next_action_display_details`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundNextActionDisplayDetails {
    pub email_sent: objects::EmailSent,
    /// When the instructions expire, as a Unix time in seconds.
    pub expires_at: Timestamp,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund by Multibanco.
/// Spec: `#/components/schemas/refund_destination_details_multibanco`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsMultibanco {
    /// Reference by which the bank or the customer can trace the refund.
    pub reference: Option<String>,
    /// State of `reference`: `pending`, `available` or `unavailable`.
    pub reference_status: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund by bank transfer in Brazil.
/// Spec: `#/components/schemas/refund_destination_details_br_bank_transfer`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsBrBankTransfer {
    /// Reference by which the bank or the customer can trace the refund.
    pub reference: Option<String>,
    /// State of `reference`: `pending`, `available` or `unavailable`.
    pub reference_status: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund by bank transfer in the European Union.
/// Spec: `#/components/schemas/refund_destination_details_eu_bank_transfer`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsEuBankTransfer {
    /// Reference by which the bank or the customer can trace the refund.
    pub reference: Option<String>,
    /// State of `reference`: `pending`, `available` or `unavailable`.
    pub reference_status: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund by bank transfer in the United Kingdom.
/// Spec: `#/components/schemas/refund_destination_details_gb_bank_transfer`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsGbBankTransfer {
    /// Reference by which the bank or the customer can trace the refund.
    pub reference: Option<String>,
    /// State of `reference`: `pending`, `available` or `unavailable`.
    pub reference_status: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund by bank transfer in Japan.
/// Spec: `#/components/schemas/refund_destination_details_jp_bank_transfer`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsJpBankTransfer {
    /// Reference by which the bank or the customer can trace the refund.
    pub reference: Option<String>,
    /// State of `reference`: `pending`, `available` or `unavailable`.
    pub reference_status: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund by bank transfer in Mexico.
/// Spec: `#/components/schemas/refund_destination_details_mx_bank_transfer`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsMxBankTransfer {
    /// Reference by which the bank or the customer can trace the refund.
    pub reference: Option<String>,
    /// State of `reference`: `pending`, `available` or `unavailable`.
    pub reference_status: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund by bank transfer in Thailand.
/// Spec: `#/components/schemas/refund_destination_details_th_bank_transfer`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsThBankTransfer {
    /// Reference by which the bank or the customer can trace the refund.
    pub reference: Option<String>,
    /// State of `reference`: `pending`, `available` or `unavailable`.
    pub reference_status: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// A refund by bank transfer in the United States.
/// Spec: `#/components/schemas/refund_destination_details_us_bank_transfer`
#[derive(Clone)]
#[non_exhaustive]
pub struct RefundDestinationDetailsUsBankTransfer {
    /// Reference by which the bank or the customer can trace the refund.
    pub reference: Option<String>,
    /// State of `reference`: `pending`, `available` or `unavailable`.
    pub reference_status: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

pub mod refund {
    use crate::prelude::*;
    /// Why the refund is pending: `charge_pending`, `insufficient_funds` (on the balance) or `processing`.
    /// Spec: `#/components/schemas/refund/properties/pending_reason`
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum PendingReason {
        ChargePending,
        InsufficientFunds,
        Processing,
        /// A value that this version of the crate does not know.
        Undocumented(Undocumented),
    }

    /// Why the refund was made: `duplicate`, `fraudulent` or `requested_by_customer`, as the caller said, or `expired_uncaptured_charge` for a refund by Stripe itself.
    /// Spec: `#/components/schemas/refund/properties/reason`
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum Reason {
        Duplicate,
        ExpiredUncapturedCharge,
        Fraudulent,
        RequestedByCustomer,
        /// A value that this version of the crate does not know.
        Undocumented(Undocumented),
    }
}

pub mod refund_destination_details_card {
    use crate::prelude::*;
    /// How the card gets the money: `refund` (a credit of its own), `reversal` (the charge is withdrawn) or `pending` (not decided yet).
    /// Spec: `#/components/schemas/refund_destination_details_card/properties/type`
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum Type {
        Pending,
        Refund,
        Reversal,
        /// A value that this version of the crate does not know.
        Undocumented(Undocumented),
    }
}
