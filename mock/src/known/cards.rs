//! The test cards: by token, by the number that stands for it, and what each does.

/// What becomes of a payment with a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Behaviour {
    /// It succeeds, and so do its refunds.
    Succeeds,
    /// The bank declines, with a code of the error and what the bank gives as its reason.
    Declines(Decline),
    /// The customer must authenticate it.
    Authenticates(Option<Decline>),
    /// Refunds are pending, and succeed later.
    RefundsLater,
    /// Refunds succeed, and fail later.
    RefundsFail,
    /// It succeeds, and is disputed at once.
    Disputed,
}

/// Why a payment does not succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decline {
    pub(crate) code: &'static str,
    pub(crate) reason: Option<&'static str>,
    pub(crate) message: &'static str,
}

/// A card that Stripe knows in test mode.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Card {
    /// What follows `pm_card_` and `tok_`.
    pub(crate) name: &'static str,
    pub(crate) number: &'static str,
    pub(crate) brand: &'static str,
    pub(crate) behaviour: Behaviour,
}

const fn declined(reason: &'static str, message: &'static str) -> Decline {
    Decline {
        code: "card_declined",
        reason: Some(reason),
        message,
    }
}

const fn wrong(code: &'static str, message: &'static str) -> Decline {
    Decline {
        code,
        reason: None,
        message,
    }
}

const GENERIC: Decline = declined("generic_decline", "The card was declined.");
const FUNDS: Decline = declined(
    "insufficient_funds",
    "The card was declined: it has insufficient funds.",
);
/// A card that is no test card.
pub(crate) const NO_TEST: Decline = declined(
    "test_mode_live_card",
    "The card was declined: test mode takes test cards alone.",
);
/// A payment that the customer would have to authenticate, but is not there to.
pub(crate) const UNAUTHENTICATED: Decline = Decline {
    code: "authentication_required",
    reason: Some("authentication_required"),
    message: "The card was declined: the payment needs authentication.",
};

const fn card(
    name: &'static str,
    number: &'static str,
    brand: &'static str,
    behaviour: Behaviour,
) -> Card {
    Card {
        name,
        number,
        brand,
        behaviour,
    }
}

use Behaviour::{Authenticates, Declines, Disputed, RefundsFail, RefundsLater, Succeeds};

/// All cards. Where several have a number, the first is meant by it.
const CARDS: [Card; 30] = [
    card("visa", "4242424242424242", "visa", Succeeds),
    card("visa_debit", "4000056655665556", "visa", Succeeds),
    card("mastercard", "5555555555554444", "mastercard", Succeeds),
    card("amex", "378282246310005", "amex", Succeeds),
    card("discover", "6011111111111117", "discover", Succeeds),
    card(
        "mastercard_debit",
        "5200828282828210",
        "mastercard",
        Succeeds,
    ),
    card(
        "mastercard_prepaid",
        "5105105105105100",
        "mastercard",
        Succeeds,
    ),
    card("diners", "3056930009020004", "diners", Succeeds),
    card("jcb", "3566002020360505", "jcb", Succeeds),
    card("unionpay", "6200000000000005", "unionpay", Succeeds),
    card("riskLevelElevated", "4000000000009235", "visa", Succeeds),
    card("cvcCheckFail", "4000000000000101", "visa", Succeeds),
    card("bypassPending", "4000000000000077", "visa", Succeeds),
    card(
        "chargeDeclined",
        "4000000000000002",
        "visa",
        Declines(GENERIC),
    ),
    card(
        "chargeDeclinedInsufficientFunds",
        "4000000000009995",
        "visa",
        Declines(FUNDS),
    ),
    card(
        "chargeDeclinedLostCard",
        "4000000000009987",
        "visa",
        Declines(declined("lost_card", "The card was declined.")),
    ),
    card(
        "chargeDeclinedStolenCard",
        "4000000000009979",
        "visa",
        Declines(declined("stolen_card", "The card was declined.")),
    ),
    card(
        "chargeDeclinedExpiredCard",
        "4000000000000069",
        "visa",
        Declines(wrong("expired_card", "The card has expired.")),
    ),
    card(
        "chargeDeclinedIncorrectCvc",
        "4000000000000127",
        "visa",
        Declines(wrong(
            "incorrect_cvc",
            "The security code of the card is wrong.",
        )),
    ),
    card(
        "chargeDeclinedProcessingError",
        "4000000000000119",
        "visa",
        Declines(wrong(
            "processing_error",
            "The bank could not process the card. Try again later.",
        )),
    ),
    card(
        "chargeCustomerFail",
        "4000000000000341",
        "visa",
        Declines(GENERIC),
    ),
    card(
        "threeDSecure2Required",
        "4000000000003220",
        "visa",
        Authenticates(None),
    ),
    card(
        "threeDSecureRequired",
        "4000000000003063",
        "visa",
        Authenticates(None),
    ),
    card(
        "authenticationRequiredOnSetup",
        "4000002500003155",
        "visa",
        Authenticates(None),
    ),
    card(
        "authenticationRequired",
        "4000002760003184",
        "visa",
        Authenticates(None),
    ),
    card(
        "authenticationRequiredChargeDeclinedInsufficientFunds",
        "4000008260003178",
        "visa",
        Authenticates(Some(FUNDS)),
    ),
    card("refundFail", "4000000000005126", "visa", RefundsFail),
    card("pendingRefund", "4000000000007726", "visa", RefundsLater),
    card("createDispute", "4000000000000259", "visa", Disputed),
    card(
        "createDisputeProductNotReceived",
        "4000000000002685",
        "visa",
        Disputed,
    ),
];

impl Card {
    /// Whether it can be kept with a customer: what the bank declines cannot, but for the card that is for that.
    pub(crate) fn attaches(&self) -> Result<(), Decline> {
        match self.behaviour {
            Declines(decline) if self.name != "chargeCustomerFail" => Err(decline),
            _ => Ok(()),
        }
    }
}

/// The card that has a name. Stripe writes some with the brand before it: `visa_chargeDeclined`.
pub(crate) fn by_name(name: &str) -> Option<&'static Card> {
    let of = |name: &str| CARDS.iter().find(|card| card.name == name);
    of(name).or_else(|| of(name.strip_prefix("visa_")?))
}

/// The card of a payment method such as `pm_card_visa`.
pub(crate) fn by_payment_method(id: &str) -> Option<&'static Card> {
    by_name(id.strip_prefix("pm_card_")?)
}

/// The card of a token such as `tok_visa`.
pub(crate) fn by_token(id: &str) -> Option<&'static Card> {
    by_name(id.strip_prefix("tok_")?)
}

/// The card with a number.
pub(crate) fn by_number(number: &str) -> Option<&'static Card> {
    CARDS.iter().find(|card| card.number == number)
}

/// Whether the last digit of a number is the one that the others demand (Luhn).
pub(crate) fn is_number(number: &str) -> bool {
    let digits: Option<Vec<u32>> = number.chars().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| (12..=19).contains(&digits.len())) else {
        return false;
    };
    let doubled = |(index, digit): (usize, &u32)| match (index % 2, digit * 2) {
        (0, _) => *digit,
        (_, twice) if twice > 9 => twice - 9,
        (_, twice) => twice,
    };
    let sum: u32 = digits.iter().rev().enumerate().map(doubled).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::{CARDS, is_number};

    #[test]
    fn every_test_card_has_a_number_that_can_be_one() {
        for card in CARDS {
            assert!(is_number(card.number), "{}", card.name);
        }
        assert!(!is_number("4242424242424241"));
        assert!(!is_number("42"));
    }
}
