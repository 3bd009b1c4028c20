// Written by `cargo xtask codegen`; changes made by hand are lost.

//! Objects of `charge`.

use crate::prelude::*;

/// One attempt to collect money from a customer. Confirming a PaymentIntent is the usual way to make one; only older integrations create it directly.
/// Spec: `#/components/schemas/charge`
#[derive(Clone)]
#[non_exhaustive]
pub struct Charge {
    /// Amount to collect, in the smallest unit of `currency`: 100 is 1.00 USD, or 100 JPY. Positive, with at most eight digits, and not below the [minimum of the currency](https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts) (0.50 USD, for one).
    pub amount: i64,
    /// Part of `amount` that was captured, in the smallest unit of `currency`.
    pub amount_captured: i64,
    /// Part of `amount` that was given back, in the smallest unit of `currency`.
    pub amount_refunded: i64,
    /// Connect application that made the charge.
    pub application: Option<Expandable<Json>>,
    /// Application fee taken from the charge (Connect).
    pub application_fee: Option<Expandable<Json>>,
    /// Application fee asked for, in the smallest currency unit (Connect).
    pub application_fee_amount: Option<i64>,
    /// Balance transaction that records the charge itself; refunds and disputes have their own.
    pub balance_transaction: Option<Expandable<Json>>,
    pub billing_details: objects::BillingDetails,
    /// Complete text sent to the card networks and printed on the customer's statement: the fixed part and the part of this charge put together. Card payments only.
    pub calculated_statement_descriptor: Option<String>,
    /// Whether the money was captured. `false` while the charge is authorized only.
    pub captured: bool,
    /// When the charge was made, as a Unix time in seconds.
    pub created: Timestamp,
    /// Currency as a lower-case ISO 4217 code, such as `eur`. See [which ones Stripe supports](https://docs.stripe.com/currencies).
    pub currency: Currency,
    /// Customer who was charged.
    pub customer: Option<Expandable<Json>>,
    /// Free text about the charge, up to 40,000 characters.
    pub description: Option<String>,
    /// Whether a dispute was opened against the charge.
    pub disputed: bool,
    /// Balance transaction that takes the money off the balance again because the payment failed.
    pub failure_balance_transaction: Option<Expandable<Json>>,
    /// Cause of a failed charge, one of the [error codes](https://docs.stripe.com/error-codes).
    pub failure_code: Option<String>,
    /// Cause of a failed charge, for people to read.
    pub failure_message: Option<String>,
    /// What Stripe and the account think about fraud in this charge.
    pub fraud_details: Option<Box<ChargeFraudDetails>>,
    /// ID of the charge.
    pub id: String,
    /// `true` in live mode, `false` in test mode.
    pub livemode: bool,
    /// Strings kept with the charge for the account to use as it likes: at most 50, keys of up to 40 and values of up to 500 characters.
    pub metadata: BTreeMap<String, String>,
    /// Type of the object, always `charge`.
    pub object: Constant,
    /// Connected account that counts as the seller; that alone transfers nothing to it.
    pub on_behalf_of: Option<Expandable<Json>>,
    /// How the issuer, the network and Radar judged the payment.
    pub outcome: Option<Box<ChargeOutcome>>,
    /// Whether the money was collected, or at least authorized to be captured later.
    pub paid: bool,
    /// PaymentIntent that the charge belongs to.
    pub payment_intent: Option<Expandable<Json>>,
    /// ID of the PaymentMethod that was charged.
    pub payment_method: Option<String>,
    /// The payment method as it was when charged. The field `type` names the key that holds the particulars.
    pub payment_method_details: Option<Json>,
    pub presentment_details: Option<
        Box<objects::PaymentFlowsPaymentIntentPresentmentDetails>,
    >,
    pub radar_options: Option<Box<objects::RadarRadarOptions>>,
    /// Address that the receipt was emailed to.
    pub receipt_email: Option<String>,
    /// Number on the emailed receipts. `null` before the first of them.
    pub receipt_number: Option<String>,
    /// Web page with the receipt, which follows later events such as refunds. For an invoice it looks like an invoice receipt.
    pub receipt_url: Option<String>,
    /// Whether all of it was given back; `false` after a partial refund.
    pub refunded: bool,
    /// Refunds of the charge, newest first: the first page of the list. Absent unless `expand` asks for it.
    pub refunds: Option<List<objects::Refund>>,
    /// Radar review of the charge.
    pub review: Option<Expandable<Json>>,
    /// Delivery of what was bought.
    pub shipping: Option<Box<objects::Shipping>>,
    /// Transfer from another Stripe account that caused this charge.
    pub source_transfer: Option<Expandable<Json>>,
    /// Statement text of a payment without card, in place of the account's default; up to 22 characters. With a card it stands in for `statement_descriptor_suffix` where that is not given, and has no effect otherwise.
    pub statement_descriptor: Option<String>,
    /// Last part of a card payment's statement text. It follows the account's prefix or, where the account has no prefix, the account's descriptor.
    pub statement_descriptor_suffix: Option<String>,
    /// State of the payment: `failed`, `pending` or `succeeded`.
    pub status: charge::Status,
    /// Transfer to the account that `destination` named when the charge was made.
    pub transfer: Option<Expandable<Json>>,
    /// Connected account that the money goes to, for a destination charge.
    pub transfer_data: Option<Box<ChargeTransferData>>,
    /// Label shared by charges and transfers that belong together (Connect).
    pub transfer_group: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// How a payment was judged.
/// Spec: `#/components/schemas/charge_outcome`
#[derive(Clone)]
#[non_exhaustive]
pub struct ChargeOutcome {
    /// Advice on another attempt: `confirm_card_data` (check the card number and the like first), `do_not_try_again` or `try_again_later`.
    pub advice_code: Option<charge_outcome::AdviceCode>,
    /// The network's advice on another attempt after a decline, two digits.
    pub network_advice_code: Option<String>,
    /// The network's code for why it declined the charge, letters and digits.
    pub network_decline_code: Option<String>,
    /// What became of the payment in the network: `approved_by_network`, `declined_by_network`, `not_sent_to_network` or `reversed_after_approval`. The last is a payment that the bank had authorized before Stripe blocked it; the cardholder may see it as pending for a time.
    pub network_status: Option<String>,
    /// Why `type` is what it is. From Radar: `highest_risk_level` (its default rule blocked), `elevated_risk_level` (its default rule asked for a review), `low_probability_of_authorization` (blocked because the issuer would hardly agree) and `rule` (a rule of the account's own). See [declines](https://docs.stripe.com/declines) for others.
    pub reason: Option<String>,
    /// Risk of fraud as Radar sees it: `normal`, `elevated` or `highest`; `not_assessed` for payments without a card and for those made before there were levels; `unknown` where the assessment failed.
    pub risk_level: Option<String>,
    /// Risk of fraud as Radar for Fraud Teams sees it, from 0 to 100. Absent where nothing was assessed.
    pub risk_score: Option<i64>,
    /// Radar rule that decided.
    pub rule: Option<Expandable<Json>>,
    /// Explanation for the seller to read, not for the customer.
    pub seller_message: Option<String>,
    /// Outcome: `authorized`, `blocked`, `invalid`, `issuer_declined` or `manual_review`.
    pub type_: String,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// What Stripe and the account think about fraud in a charge.
/// Spec: `#/components/schemas/charge_fraud_details`
#[derive(Clone)]
#[non_exhaustive]
pub struct ChargeFraudDetails {
    /// Stripe's view: `fraudulent` or nothing.
    pub stripe_report: Option<String>,
    /// The account's view: `fraudulent`, `safe` or nothing.
    pub user_report: Option<String>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

/// Where the money of a destination charge goes.
/// Spec: `#/components/schemas/charge_transfer_data`
#[derive(Clone)]
#[non_exhaustive]
pub struct ChargeTransferData {
    /// Part of the charge that is passed on, in the smallest currency unit. `null` stands for all of it.
    pub amount: Option<i64>,
    /// Connected account that the money goes to.
    pub destination: Expandable<Json>,
    /// Fields that this version of the crate does not know, as they came.
    pub undocumented: Fields,
}

pub mod charge {
    use crate::prelude::*;
    /// State of the payment: `failed`, `pending` or `succeeded`.
    /// Spec: `#/components/schemas/charge/properties/status`
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum Status {
        Failed,
        Pending,
        Succeeded,
        /// A value that this version of the crate does not know.
        Undocumented(Undocumented),
    }
}

pub mod charge_outcome {
    use crate::prelude::*;
    /// Advice on another attempt: `confirm_card_data` (check the card number and the like first), `do_not_try_again` or `try_again_later`.
    /// Spec: `#/components/schemas/charge_outcome/properties/advice_code`
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum AdviceCode {
        ConfirmCardData,
        DoNotTryAgain,
        TryAgainLater,
        /// A value that this version of the crate does not know.
        Undocumented(Undocumented),
    }
}
