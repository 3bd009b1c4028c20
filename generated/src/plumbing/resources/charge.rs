// Written by `cargo xtask codegen`; changes made by hand are lost.

use crate::prelude::*;
use crate::resources::charge::*;

object!(Charge: "charge" {
    amount: required "amount",
    amount_captured: required "amount_captured",
    amount_refunded: required "amount_refunded",
    application: optional "application",
    application_fee: optional "application_fee",
    application_fee_amount: optional "application_fee_amount",
    balance_transaction: optional "balance_transaction",
    billing_details: required "billing_details",
    calculated_statement_descriptor: optional "calculated_statement_descriptor",
    captured: required "captured",
    created: required "created",
    currency: required "currency",
    customer: optional "customer",
    description: optional "description",
    disputed: required "disputed",
    failure_balance_transaction: optional "failure_balance_transaction",
    failure_code: optional "failure_code",
    failure_message: optional "failure_message",
    fraud_details: optional "fraud_details",
    id: required "id",
    livemode: required "livemode",
    metadata: required "metadata",
    object: constant "object" "charge",
    on_behalf_of: optional "on_behalf_of",
    outcome: optional "outcome",
    paid: required "paid",
    payment_intent: optional "payment_intent",
    payment_method: optional "payment_method",
    payment_method_details: optional "payment_method_details",
    presentment_details: optional "presentment_details",
    radar_options: optional "radar_options",
    receipt_email: optional "receipt_email",
    receipt_number: optional "receipt_number",
    receipt_url: optional "receipt_url",
    refunded: required "refunded",
    refunds: optional "refunds",
    review: optional "review",
    shipping: optional "shipping",
    source_transfer: optional "source_transfer",
    statement_descriptor: optional "statement_descriptor",
    statement_descriptor_suffix: optional "statement_descriptor_suffix",
    status: required "status",
    transfer: optional "transfer",
    transfer_data: optional "transfer_data",
    transfer_group: optional "transfer_group",
});

expand_paths!(Charge {
    APPLICATION: Json = "application",
    APPLICATION_FEE: Json = "application_fee",
    BALANCE_TRANSACTION: Json = "balance_transaction",
    BILLING_DETAILS: objects::BillingDetails = "billing_details",
    CUSTOMER: Json = "customer",
    FAILURE_BALANCE_TRANSACTION: Json = "failure_balance_transaction",
    FRAUD_DETAILS: ChargeFraudDetails = "fraud_details",
    ON_BEHALF_OF: Json = "on_behalf_of",
    OUTCOME: ChargeOutcome = "outcome",
    PAYMENT_INTENT: Json = "payment_intent",
    PRESENTMENT_DETAILS: objects::PaymentFlowsPaymentIntentPresentmentDetails = "presentment_details",
    RADAR_OPTIONS: objects::RadarRadarOptions = "radar_options",
    REFUNDS: List<objects::Refund> = "refunds",
    REVIEW: Json = "review",
    SHIPPING: objects::Shipping = "shipping",
    SOURCE_TRANSFER: Json = "source_transfer",
    TRANSFER: Json = "transfer",
    TRANSFER_DATA: ChargeTransferData = "transfer_data",
});

object!(ChargeOutcome {
    advice_code: optional "advice_code",
    network_advice_code: optional "network_advice_code",
    network_decline_code: optional "network_decline_code",
    network_status: optional "network_status",
    reason: optional "reason",
    risk_level: optional "risk_level",
    risk_score: optional "risk_score",
    rule: optional "rule",
    seller_message: optional "seller_message",
    type_: required "type",
});

expand_paths!(ChargeOutcome {
    RULE: Json = "rule",
});

object!(ChargeFraudDetails {
    stripe_report: optional "stripe_report",
    user_report: optional "user_report",
});

object!(ChargeTransferData {
    amount: optional "amount",
    destination: required "destination",
});

expand_paths!(ChargeTransferData {
    DESTINATION: Json = "destination",
});

enumeration!(charge::Status {
    Failed = "failed",
    Pending = "pending",
    Succeeded = "succeeded",
});

enumeration!(charge_outcome::AdviceCode {
    ConfirmCardData = "confirm_card_data",
    DoNotTryAgain = "do_not_try_again",
    TryAgainLater = "try_again_later",
});
