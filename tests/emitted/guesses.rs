//! What a caller writes at the first try, and what compiles, in the crate that is emitted for the whole API.
//! `tests/tests/projects/guesses.rs` runs it as a test of a package that depends on that crate, and has those that do not
//! compile.

use stripe_client::client::Method;
use stripe_client::objects::{Customer, Invoice, PaymentIntent, Refund, Subscription};
use stripe_client::services::checkout::sessions::{CreateCheckoutSession, create};
use stripe_client::services::payment_intents::CreatePaymentIntent;
use stripe_client::services::refunds::ListRefunds;
use stripe_client::services::subscriptions::{CreateSubscription, UpdateSubscription};
use stripe_client::testing::{Replay, fixture};
use stripe_client::values::{MaybeDeleted, Range, Timestamp};
use stripe_client::{Client, Error};

#[test]
fn later_than_a_reply() {
    let refund: Refund = fixture(r#"{"created": 5}"#);
    let list = ListRefunds::new().created(Range::after(refund.created));
    assert_eq!(list.call().query(), "created[gt]=5");
}

#[test]
fn a_range() {
    let (a, b) = (Timestamp::from_seconds(5), Timestamp::from_seconds(8));
    let list = ListRefunds::new().created(a..b);
    assert_eq!(list.call().query(), "created[gte]=5&created[lt]=8");
    let list = ListRefunds::new().created(5..8);
    assert_eq!(list.call().query(), "created[gte]=5&created[lt]=8");
}

#[test]
fn an_enumeration_of_a_reply() {
    let sub: Subscription = fixture(r#"{"collection_method": "send_invoice"}"#);
    let borrowed = CreateSubscription::new().collection_method(&sub.collection_method);
    let owned = CreateSubscription::new().collection_method(sub.collection_method);
    assert_eq!(borrowed.call().body(), "collection_method=send_invoice");
    assert_eq!(owned.call().body(), "collection_method=send_invoice");
}

#[test]
fn a_currency_of_a_reply() {
    let refund: Refund = fixture(r#"{"currency": "eur"}"#);
    let optional = CreateSubscription::new().currency(&refund.currency);
    assert_eq!(optional.call().body(), "currency=eur");
    let required = CreatePaymentIntent::new(5, &refund.currency);
    assert_eq!(required.call().body(), "amount=5&currency=eur");
}

#[test]
fn text_for_an_enumeration() {
    let session = CreateCheckoutSession::new().mode("subscription");
    assert_eq!(session.call().body(), "mode=subscription");
}

#[test]
fn text_for_a_time() {
    let update = UpdateSubscription::new("sub_1").trial_end("now");
    assert_eq!(update.call().body(), "trial_end=now");
    let create = CreateSubscription::new().trial_end("now");
    assert_eq!(create.call().body(), "trial_end=now");
}

/// One of them is optional.
#[test]
fn one_customer_in_two_replies() {
    let invoice: Invoice = fixture(r#"{"customer": "cus_1"}"#);
    let intent = |customer: &str| -> PaymentIntent {
        fixture(&format!(r#"{{"customer": {customer}}}"#))
    };
    assert!(invoice.customer == intent("\"cus_1\"").customer);
    assert!(intent("\"cus_1\"").customer == invoice.customer);
    assert!(invoice.customer != intent("\"cus_2\"").customer);
    assert!(invoice.customer != intent("null").customer);
}

/// What the message of the guess says to write.
#[test]
fn an_object_for_a_flag() {
    let session = CreateCheckoutSession::new();
    let session = session.phone_number_collection(create::PhoneNumberCollection::new(true));
    assert_eq!(session.call().body(), "phone_number_collection[enabled]=true");
}

async fn email(stripe: &Client, id: &str) -> Result<Option<String>, Error> {
    let customer = stripe.customers().retrieve(id).send().await?;
    Ok(customer.live().and_then(|customer| customer.email))
}

async fn customer_of(stripe: &Client, intent: &str) -> Result<Option<String>, Error> {
    let intent = stripe.payment_intents().retrieve(intent).expand(PaymentIntent::CUSTOMER).send().await?;
    let Some(customer) = intent.customer else { return Ok(None) };
    // A fault of decoding is an `Error` too.
    let customer: MaybeDeleted<Customer> = customer.object()?;
    Ok(customer.live().and_then(|customer| customer.email))
}

#[tokio::test]
async fn customers() {
    let customer: Customer = fixture(r#"{"email": "a@example.com"}"#);
    let expanded: PaymentIntent = fixture(&format!(
        r#"{{"customer": {}}}"#,
        stripe_client::json::to_json(&customer)
    ));
    let id: PaymentIntent = fixture(r#"{"customer": "cus_1"}"#);
    let (customers, intents) = ("/v1/customers/{customer}", "/v1/payment_intents/{intent}");
    let replay = Replay::new()
        .on(Method::Get, customers, 200, &customer)
        .on(Method::Get, customers, 200, r#"{"id": "cus_1", "object": "customer", "deleted": true}"#)
        .on(Method::Get, intents, 200, &expanded)
        .on(Method::Get, intents, 200, &id);
    let stripe = Client::builder("sk_test_123").transport(replay.clone()).build().unwrap();
    assert_eq!(email(&stripe, "cus_1").await.unwrap().as_deref(), Some("a@example.com"));
    assert_eq!(email(&stripe, "cus_1").await.unwrap(), None);
    let found = customer_of(&stripe, "pi_1").await.unwrap();
    assert_eq!(found.as_deref(), Some("a@example.com"));
    let error = customer_of(&stripe, "pi_1").await.unwrap_err();
    assert!(error.to_string().contains("let the request `expand` it"), "{error}");
    replay.assert_done();
}

/// What the message of the guess says to write.
#[tokio::test]
async fn a_request_of_its_own() {
    let refund: Refund = fixture("{}");
    let replay = Replay::new().on(Method::Get, "/v1/refunds/{refund}", 200, &refund);
    let stripe = Client::builder("sk_test_123").transport(replay.clone()).build().unwrap();
    let request = stripe_client::services::refunds::RetrieveRefund::new("re_1");
    request.on(&stripe).send().await.unwrap();
    replay.assert_done();
}
