//! Complete responses other than 2xx, from Stripe and from proxies.

use stripe_client::ErrorClass;
use tests::faults::{Applied, Body, Delivery, Event as Fault, Point, Reply};

use crate::contract_table::Place;
use crate::contract_table::row::{
    ANOTHER_KEY, CONFLICT, FEWER, FOREIGN, PERMISSIONS, REDIRECT, Row, each, refused,
};

/// Stripe's error.
fn stripe(name: &'static str, status: u16, class: ErrorClass) -> Row {
    refused(name, each(Fault::status(status, "any")), status, class)
}

/// Stripe's error with another header.
fn with_header(name: &'static str, status: u16, class: ErrorClass, header: [&str; 2]) -> Row {
    let [header, value] = header;
    let fault = Fault::status(status, "any").with_header(header, value);
    refused(name, each(fault), status, class)
}

fn redirect(name: &'static str, status: u16) -> Row {
    let fault = Fault::answer(Applied::Never, status, Body::Text("moved"))
        .with_header("Location", "http://127.0.0.1:1/");
    refused(name, each(fault), status, ErrorClass::Api).advice(REDIRECT)
}

/// The page of a proxy.
fn page(status: u16) -> Fault {
    Fault::Answer {
        applied: Applied::Never,
        reply: Reply::Other {
            status,
            headers: Vec::new(),
            body: Body::Text("<html>Not available</html>"),
        },
        delivery: Delivery::Whole,
    }
}

fn from_a_proxy(name: &'static str, status: u16) -> Row {
    refused(name, each(page(status)), status, ErrorClass::Foreign).may_be_done(FOREIGN)
}

/// An attempt whose response is lost, and then this.
fn after_a_loss(name: &'static str, fault: Fault, status: u16, class: ErrorClass) -> Row {
    let lost = Fault::delivered(Delivery::Cut(Point::Nothing)).applied(Applied::Never);
    refused(name, Place::Faults(vec![lost, fault]), status, class).attempts(2)
}

pub fn rows() -> Vec<Row> {
    use ErrorClass::{Api, Card, Foreign, Permission, RateLimit};
    let retried = |row: Row| row.attempts(3).may_be_done(ANOTHER_KEY);
    let retry_after = |name, value| retried(with_header(name, 500, Api, ["Retry-After", value]));
    let should_retry = |name, status, class, value| {
        with_header(name, status, class, ["Stripe-Should-Retry", value])
    };
    vec![
        redirect("301", 301),
        redirect("302", 302),
        redirect("303", 303),
        redirect("307", 307),
        redirect("308", 308),
        retried(stripe("409", 409, Api)).advice(CONFLICT),
        stripe("429", 429, RateLimit).advice(FEWER),
        retried(stripe("500", 500, Api)),
        retried(stripe("503", 503, Api)),
        from_a_proxy("400 from a proxy", 400),
        from_a_proxy("402 from a proxy", 402),
        from_a_proxy("404 from a proxy", 404),
        from_a_proxy("502 from a proxy", 502).attempts(3),
        after_a_loss(
            "a loss, then 402",
            Fault::status(402, "card_declined"),
            402,
            Card,
        ),
        after_a_loss("a loss, then 400 from a proxy", page(400), 400, Foreign).may_be_done(FOREIGN),
        retry_after("Retry-After: a word", "soon"),
        retry_after("Retry-After: negative", "-1"),
        retry_after("Retry-After: empty", ""),
        retry_after("Retry-After: 0", "0"),
        should_retry("Stripe-Should-Retry: false", 500, Api, "false").may_be_done(ANOTHER_KEY),
        should_retry("Stripe-Should-Retry: true", 403, Permission, "true")
            .attempts(3)
            .advice(PERMISSIONS),
        retried(should_retry(
            "Stripe-Should-Retry: a word",
            500,
            Api,
            "maybe",
        )),
    ]
}
