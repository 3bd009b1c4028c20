// Written by `cargo xtask codegen`; changes made by hand are lost.

use crate::prelude::*;
use crate::resources::refund::*;

object!(Refund: "refund" {
    amount: required "amount",
    balance_transaction: optional "balance_transaction",
    charge: optional "charge",
    created: required "created",
    currency: required "currency",
    description: optional "description",
    destination_details: optional "destination_details",
    failure_balance_transaction: optional "failure_balance_transaction",
    failure_reason: optional "failure_reason",
    id: required "id",
    instructions_email: optional "instructions_email",
    metadata: optional "metadata",
    next_action: optional "next_action",
    object: constant "object" "refund",
    payment_intent: optional "payment_intent",
    pending_reason: optional "pending_reason",
    presentment_details: optional "presentment_details",
    reason: optional "reason",
    receipt_number: optional "receipt_number",
    source_transfer_reversal: optional "source_transfer_reversal",
    status: optional "status",
    transfer_reversal: optional "transfer_reversal",
});

expand_paths!(Refund {
    BALANCE_TRANSACTION: Json = "balance_transaction",
    CHARGE: objects::Charge = "charge",
    DESTINATION_DETAILS: RefundDestinationDetails = "destination_details",
    FAILURE_BALANCE_TRANSACTION: Json = "failure_balance_transaction",
    NEXT_ACTION: RefundNextAction = "next_action",
    PAYMENT_INTENT: Json = "payment_intent",
    PRESENTMENT_DETAILS: objects::PaymentFlowsPaymentIntentPresentmentDetails = "presentment_details",
    SOURCE_TRANSFER_REVERSAL: Json = "source_transfer_reversal",
    TRANSFER_REVERSAL: Json = "transfer_reversal",
});

object!(RefundNextAction {
    display_details: optional "display_details",
    type_: required "type",
});

expand_paths!(RefundNextAction {
    DISPLAY_DETAILS: RefundNextActionDisplayDetails = "display_details",
});

object!(RefundDestinationDetails {
    affirm: optional "affirm",
    afterpay_clearpay: optional "afterpay_clearpay",
    alipay: optional "alipay",
    alma: optional "alma",
    amazon_pay: optional "amazon_pay",
    au_bank_transfer: optional "au_bank_transfer",
    blik: optional "blik",
    br_bank_transfer: optional "br_bank_transfer",
    card: optional "card",
    cashapp: optional "cashapp",
    crypto: optional "crypto",
    customer_cash_balance: optional "customer_cash_balance",
    eps: optional "eps",
    eu_bank_transfer: optional "eu_bank_transfer",
    gb_bank_transfer: optional "gb_bank_transfer",
    giropay: optional "giropay",
    grabpay: optional "grabpay",
    jp_bank_transfer: optional "jp_bank_transfer",
    klarna: optional "klarna",
    mb_way: optional "mb_way",
    multibanco: optional "multibanco",
    mx_bank_transfer: optional "mx_bank_transfer",
    nz_bank_transfer: optional "nz_bank_transfer",
    p24: optional "p24",
    paynow: optional "paynow",
    paypal: optional "paypal",
    pix: optional "pix",
    revolut: optional "revolut",
    scalapay: optional "scalapay",
    sofort: optional "sofort",
    swish: optional "swish",
    th_bank_transfer: optional "th_bank_transfer",
    twint: optional "twint",
    type_: required "type",
    us_bank_transfer: optional "us_bank_transfer",
    wechat_pay: optional "wechat_pay",
    zip: optional "zip",
});

expand_paths!(RefundDestinationDetails {
    AFFIRM: objects::DestinationDetailsUnimplemented = "affirm",
    AFTERPAY_CLEARPAY: objects::DestinationDetailsUnimplemented = "afterpay_clearpay",
    ALIPAY: objects::DestinationDetailsUnimplemented = "alipay",
    ALMA: objects::DestinationDetailsUnimplemented = "alma",
    AMAZON_PAY: objects::DestinationDetailsUnimplemented = "amazon_pay",
    AU_BANK_TRANSFER: objects::DestinationDetailsUnimplemented = "au_bank_transfer",
    BLIK: RefundDestinationDetailsBlik = "blik",
    BR_BANK_TRANSFER: RefundDestinationDetailsBrBankTransfer = "br_bank_transfer",
    CARD: RefundDestinationDetailsCard = "card",
    CASHAPP: objects::DestinationDetailsUnimplemented = "cashapp",
    CRYPTO: RefundDestinationDetailsCrypto = "crypto",
    CUSTOMER_CASH_BALANCE: objects::DestinationDetailsUnimplemented = "customer_cash_balance",
    EPS: objects::DestinationDetailsUnimplemented = "eps",
    EU_BANK_TRANSFER: RefundDestinationDetailsEuBankTransfer = "eu_bank_transfer",
    GB_BANK_TRANSFER: RefundDestinationDetailsGbBankTransfer = "gb_bank_transfer",
    GIROPAY: objects::DestinationDetailsUnimplemented = "giropay",
    GRABPAY: objects::DestinationDetailsUnimplemented = "grabpay",
    JP_BANK_TRANSFER: RefundDestinationDetailsJpBankTransfer = "jp_bank_transfer",
    KLARNA: objects::DestinationDetailsUnimplemented = "klarna",
    MB_WAY: RefundDestinationDetailsMbWay = "mb_way",
    MULTIBANCO: RefundDestinationDetailsMultibanco = "multibanco",
    MX_BANK_TRANSFER: RefundDestinationDetailsMxBankTransfer = "mx_bank_transfer",
    NZ_BANK_TRANSFER: objects::DestinationDetailsUnimplemented = "nz_bank_transfer",
    P24: RefundDestinationDetailsP24 = "p24",
    PAYNOW: objects::DestinationDetailsUnimplemented = "paynow",
    PAYPAL: RefundDestinationDetailsPaypal = "paypal",
    PIX: objects::DestinationDetailsUnimplemented = "pix",
    REVOLUT: objects::DestinationDetailsUnimplemented = "revolut",
    SCALAPAY: objects::DestinationDetailsUnimplemented = "scalapay",
    SOFORT: objects::DestinationDetailsUnimplemented = "sofort",
    SWISH: RefundDestinationDetailsSwish = "swish",
    TH_BANK_TRANSFER: RefundDestinationDetailsThBankTransfer = "th_bank_transfer",
    TWINT: objects::DestinationDetailsUnimplemented = "twint",
    US_BANK_TRANSFER: RefundDestinationDetailsUsBankTransfer = "us_bank_transfer",
    WECHAT_PAY: objects::DestinationDetailsUnimplemented = "wechat_pay",
    ZIP: objects::DestinationDetailsUnimplemented = "zip",
});

object!(RefundDestinationDetailsP24 {
    reference: optional "reference",
    reference_status: optional "reference_status",
});

object!(RefundDestinationDetailsBlik {
    network_decline_code: optional "network_decline_code",
    reference: optional "reference",
    reference_status: optional "reference_status",
});

object!(RefundDestinationDetailsCard {
    reference: optional "reference",
    reference_status: optional "reference_status",
    reference_type: optional "reference_type",
    type_: required "type",
});

object!(RefundDestinationDetailsSwish {
    network_decline_code: optional "network_decline_code",
    reference: optional "reference",
    reference_status: optional "reference_status",
});

object!(RefundDestinationDetailsCrypto {
    reference: optional "reference",
});

object!(RefundDestinationDetailsMbWay {
    reference: optional "reference",
    reference_status: optional "reference_status",
});

object!(RefundDestinationDetailsPaypal {
    network_decline_code: optional "network_decline_code",
});

object!(RefundNextActionDisplayDetails {
    email_sent: required "email_sent",
    expires_at: required "expires_at",
});

expand_paths!(RefundNextActionDisplayDetails {
    EMAIL_SENT: objects::EmailSent = "email_sent",
});

object!(RefundDestinationDetailsMultibanco {
    reference: optional "reference",
    reference_status: optional "reference_status",
});

object!(RefundDestinationDetailsBrBankTransfer {
    reference: optional "reference",
    reference_status: optional "reference_status",
});

object!(RefundDestinationDetailsEuBankTransfer {
    reference: optional "reference",
    reference_status: optional "reference_status",
});

object!(RefundDestinationDetailsGbBankTransfer {
    reference: optional "reference",
    reference_status: optional "reference_status",
});

object!(RefundDestinationDetailsJpBankTransfer {
    reference: optional "reference",
    reference_status: optional "reference_status",
});

object!(RefundDestinationDetailsMxBankTransfer {
    reference: optional "reference",
    reference_status: optional "reference_status",
});

object!(RefundDestinationDetailsThBankTransfer {
    reference: optional "reference",
    reference_status: optional "reference_status",
});

object!(RefundDestinationDetailsUsBankTransfer {
    reference: optional "reference",
    reference_status: optional "reference_status",
});

enumeration!(refund::PendingReason {
    ChargePending = "charge_pending",
    InsufficientFunds = "insufficient_funds",
    Processing = "processing",
});

enumeration!(refund::Reason {
    Duplicate = "duplicate",
    ExpiredUncapturedCharge = "expired_uncaptured_charge",
    Fraudulent = "fraudulent",
    RequestedByCustomer = "requested_by_customer",
});

enumeration!(refund_destination_details_card::Type {
    Pending = "pending",
    Refund = "refund",
    Reversal = "reversal",
});
