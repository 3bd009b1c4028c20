//! Amounts: in the smallest unit of their currency.

use crate::context::Call;
use crate::refusal::Refusal;

/// No payment is larger: eight digits.
const MOST: i64 = 99_999_999;

/// Currencies that have no smaller unit.
const WHOLE: [&str; 16] = [
    "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv",
    "xaf", "xof", "xpf",
];

/// Currencies whose smaller unit is a thousandth.
const THOUSANDTHS: [&str; 5] = ["bhd", "jod", "kwd", "omr", "tnd"];

/// The least that can be paid in a currency.
const LEAST: [(&str, i64); 22] = [
    ("aed", 200),
    ("aud", 50),
    ("bgn", 100),
    ("brl", 50),
    ("cad", 50),
    ("chf", 50),
    ("czk", 1500),
    ("dkk", 250),
    ("eur", 50),
    ("gbp", 30),
    ("hkd", 400),
    ("huf", 17500),
    ("inr", 50),
    ("jpy", 50),
    ("mxn", 1000),
    ("myr", 200),
    ("nok", 300),
    ("nzd", 50),
    ("pln", 200),
    ("ron", 200),
    ("sek", 300),
    ("usd", 50),
];

/// An amount as people write it, such as `12.50 usd`.
pub(super) fn written(amount: i64, currency: &str) -> String {
    let digits = if WHOLE.contains(&currency) {
        0
    } else if THOUSANDTHS.contains(&currency) {
        3
    } else {
        2
    };
    let text = format!("{:0>1$}", amount.unsigned_abs(), digits + 1);
    let (whole, rest) = text
        .split_at_checked(text.len().saturating_sub(digits))
        .unwrap_or((text.as_str(), ""));
    let sign = if amount < 0 { "-" } else { "" };
    let point = if digits == 0 { "" } else { "." };
    format!("{sign}{whole}{point}{rest} {currency}")
}

/// A parameter that is an amount; one that is not positive is refused.
pub(super) fn positive(call: &Call<'_>, name: &str) -> Result<Option<i64>, Refusal> {
    match call.number(name) {
        Some(amount) if amount <= 0 => Err(Refusal::invalid(format!(
            "Invalid positive integer: {amount}"
        ))
        .code("parameter_invalid_integer")
        .param(name)),
        amount => Ok(amount),
    }
}

/// Refuses an amount that no payment can have.
pub(super) fn check(amount: i64, currency: &str) -> Result<(), Refusal> {
    if amount > MOST {
        let most = written(MOST, currency);
        return Err(
            Refusal::invalid(format!("A payment is of no more than {most}."))
                .code("amount_too_large")
                .param("amount"),
        );
    }
    let mut least = LEAST.iter();
    let least = least.find(|(known, _)| *known == currency);
    match least {
        Some((_, least)) if amount < *least => {
            let least = written(*least, currency);
            Err(
                Refusal::invalid(format!("A payment is of at least {least}."))
                    .code("amount_too_small")
                    .param("amount"),
            )
        }
        _ => Ok(()),
    }
}

/// Refuses what goes to others of an amount, where it is more than that.
pub(super) fn check_shares(call: &Call<'_>, amount: i64) -> Result<(), Refusal> {
    let transferred = call.get("transfer_data");
    let transferred = transferred.and_then(|data| data.get("amount")?.as_i64());
    for (name, part) in [
        (
            "application_fee_amount",
            call.number("application_fee_amount"),
        ),
        ("transfer_data[amount]", transferred),
    ] {
        if part.is_some_and(|part| part < 0 || part > amount) {
            let message = format!("`{name}` is a part of the amount, which is {amount}.");
            return Err(Refusal::invalid(message).param(name).of_form());
        }
    }
    Ok(())
}

/// The share of `whole` that `part` has of `of`, rounded to the nearest unit.
pub(super) fn share(whole: i64, part: i64, of: i64) -> i64 {
    let (whole, part, of) = (i128::from(whole), i128::from(part), i128::from(of.max(1)));
    i64::try_from((whole * part * 2 + of) / (of * 2)).unwrap_or(i64::MAX)
}

/// The currency of a parameter: three letters, in lower case.
pub(super) fn currency(call: &Call<'_>) -> Result<Option<String>, Refusal> {
    let Some(given) = call.text("currency") else {
        return Ok(None);
    };
    let currency = given.to_ascii_lowercase();
    if currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Ok(Some(currency));
    }
    Err(Refusal::invalid(format!("Invalid currency: {given}")).param("currency"))
}

#[cfg(test)]
mod tests {
    use super::{share, written};

    #[test]
    fn amounts_have_the_digits_of_their_currency() {
        assert_eq!(written(1250, "usd"), "12.50 usd");
        assert_eq!(written(5, "eur"), "0.05 eur");
        assert_eq!(written(500, "jpy"), "500 jpy");
        assert_eq!(written(1500, "kwd"), "1.500 kwd");
        assert_eq!(written(-1250, "usd"), "-12.50 usd");
    }

    #[test]
    fn a_share_is_rounded_to_the_nearest_unit() {
        assert_eq!(share(100, 1, 3), 33);
        assert_eq!(share(100, 2, 3), 67);
        assert_eq!(share(1, 1, 2), 1);
    }
}
