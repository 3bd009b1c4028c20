//! Refunds of orders, and tests of them without a network.

use stripe_refunds::blocking::Client;
use stripe_refunds::objects::Refund;
use stripe_refunds::{Error, Options};

/// An order to refund.
#[derive(Debug, PartialEq)]
pub struct Order {
    /// The id of the order.
    pub id: String,
    /// The charge that paid it.
    pub charge: String,
    /// What to refund, in the smallest unit of the currency.
    pub amount: i64,
}

impl Order {
    /// Reads a line: the order, its charge and the amount. Returns the line if it is anything else.
    pub fn parse(line: &str) -> Result<Self, &str> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [id, charge, amount] = words[..] else {
            return Err(line);
        };
        let amount = amount.parse().map_err(|_| line)?;
        Ok(Self {
            id: id.to_owned(),
            charge: charge.to_owned(),
            amount,
        })
    }
}

/// Refunds an order once, however often it is called within 24 hours: the idempotency key is made of the order.
pub fn refund(stripe: &Client, order: &Order) -> Result<Refund, Error> {
    let options = Options::new().idempotency_key(format!("refund-order-{}", order.id));
    let request = stripe
        .refunds()
        .create()
        .charge(&order.charge)
        .amount(order.amount);
    let refund = request
        .metadata([("order_id", &order.id)])
        .with_options(options)
        .send()?;
    if refund.status.as_deref() == Some("pending") {
        // It may have settled by now. If that cannot be known, it was made all the same.
        let settled = stripe.refunds().retrieve(&refund.id).send();
        return Ok(settled.unwrap_or(refund));
    }
    Ok(refund)
}

/// The status of a refund. Stripe leaves it out of some old ones.
pub fn status(refund: &Refund) -> &str {
    refund.status.as_deref().unwrap_or("unknown")
}

#[cfg(test)]
mod tests {
    use super::*;
    use stripe_refunds::client::{Method, TransportErrorKind};
    use stripe_refunds::testing::{Replay, fixture};

    fn order() -> Order {
        Order::parse("6735 ch_123 250").unwrap()
    }

    /// A client that gets these responses and no others.
    fn client(replay: &Replay) -> Client {
        Client::builder("sk_test_123")
            .transport(replay.clone())
            .build()
            .unwrap()
    }

    #[test]
    fn an_order_is_a_line() {
        let (id, charge) = ("6735".to_owned(), "ch_123".to_owned());
        assert_eq!(
            order(),
            Order {
                id,
                charge,
                amount: 250
            }
        );
        assert_eq!(Order::parse("6735 ch_123"), Err("6735 ch_123"));
        assert_eq!(Order::parse("6735 ch_123 2.50"), Err("6735 ch_123 2.50"));
    }

    #[test]
    fn an_order_is_refunded_once_although_a_response_is_lost() {
        let done: Refund = fixture(r#"{"id": "re_1", "status": "succeeded"}"#);
        let replay = Replay::new()
            .fail(Method::Post, "/v1/refunds", TransportErrorKind::Timeout)
            .on(Method::Post, "/v1/refunds", 200, &done);
        let refund = refund(&client(&replay), &order()).unwrap();
        assert_eq!((refund.id.as_str(), status(&refund)), ("re_1", "succeeded"));
        for request in replay.requests() {
            assert_eq!(request.idempotency_key(), Some("refund-order-6735"));
            assert_eq!(request.param("amount"), Some("250"));
            assert_eq!(request.param("metadata[order_id]"), Some("6735"));
        }
        replay.assert_done();
    }

    #[test]
    fn a_pending_refund_is_looked_at_again() {
        let pending: Refund = fixture(r#"{"id": "re_1", "status": "pending"}"#);
        let done: Refund = fixture(r#"{"id": "re_1", "status": "succeeded"}"#);
        let replay = Replay::new()
            .on(Method::Post, "/v1/refunds", 200, &pending)
            .on(Method::Get, "/v1/refunds/re_1", 200, &done);
        let refund = refund(&client(&replay), &order()).unwrap();
        assert_eq!(status(&refund), "succeeded");
        replay.assert_done();
    }

    #[test]
    fn a_refund_that_was_made_is_no_error() {
        let pending: Refund = fixture(r#"{"id": "re_1", "status": "pending"}"#);
        let replay = Replay::new()
            .on(Method::Post, "/v1/refunds", 200, &pending)
            .on(Method::Get, "/v1/refunds/re_1", 404, "{}");
        let refund = refund(&client(&replay), &order()).unwrap();
        assert_eq!(status(&refund), "pending");
        replay.assert_done();
    }

    #[test]
    fn what_stripe_refuses_is_an_error_of_the_order() {
        let refused =
            r#"{"error": {"type": "invalid_request_error", "code": "charge_already_refunded"}}"#;
        let replay = Replay::new().on(Method::Post, "/v1/refunds", 400, refused);
        let error = refund(&client(&replay), &order()).unwrap_err();
        assert_eq!(
            error.as_api().and_then(|api| api.code()),
            Some("charge_already_refunded")
        );
    }
}
