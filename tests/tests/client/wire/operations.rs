//! Every operation of the fragment: request line and body.

use stripe_client::services::charges::refund;
use stripe_client::services::charges::refunds::create as of_charge;
use stripe_client::services::refunds::create;
use stripe_client::values::{Range, Timestamp};
use tests::server::Answer;

use super::{REFUND, both};

const CHARGE: &str = r#"{"id":"ch_1","object":"charge","amount":1,"amount_captured":1,"amount_refunded":1,
    "billing_details":{},"captured":true,"created":1,"currency":"usd","disputed":false,"livemode":false,
    "metadata":{},"paid":true,"refunded":true,"status":"succeeded"}"#;

const LIST: &str = r#"{"object":"list","data":[],"has_more":false,"url":"/v1/refunds"}"#;

/// Makes the call with both clients; `line` and `body` are what the server receives.
macro_rules! sends {
    ($name:ident: |$stripe:ident| $request:expr, $answer:expr => $line:expr, $body:expr) => {
        #[test]
        fn $name() {
            both!(
                vec![Answer::ok($answer)],
                |$stripe| $request,
                |result, server| {
                    let received = server.next();
                    assert_eq!(received.line, $line);
                    assert_eq!(received.body, $body);
                    result.unwrap();
                }
            );
        }
    };
}

sends!(list: |stripe| stripe.refunds().list()
    .charge("ch_1")
    .created(1..2)
    .ending_before("re_0")
    .expand(["data.charge", "data.payment_intent"])
    .limit(3)
    .payment_intent("pi_1")
    .starting_after("re_9"), LIST
    => "GET /v1/refunds?charge=ch_1&created[gte]=1&created[lt]=2&ending_before=re_0&expand[0]=data.charge&expand[1]=data.payment_intent&limit=3&payment_intent=pi_1&starting_after=re_9", "");

sends!(list_at_a_time: |stripe| stripe.refunds().list().created(1_700_000_000), LIST
    => "GET /v1/refunds?created=1700000000", "");

sends!(list_after_a_time: |stripe| stripe.refunds().list().created(Range::after(1).until(Timestamp::from_seconds(2))), LIST
    => "GET /v1/refunds?created[gt]=1&created[lte]=2", "");

sends!(create: |stripe| stripe.refunds().create()
    .amount(50)
    .charge("ch_1")
    .instructions_email("a+b@example.com")
    .metadata([("order_id", "6735"), ("a key", "ü & =")])
    .reason(create::Reason::RequestedByCustomer)
    .refund_application_fee(true)
    .reverse_transfer(false), REFUND
    => "POST /v1/refunds", "amount=50&charge=ch_1&instructions_email=a%2Bb%40example.com&metadata[a+key]=%C3%BC+%26+%3D&metadata[order_id]=6735&reason=requested_by_customer&refund_application_fee=true&reverse_transfer=false");

sends!(retrieve: |stripe| stripe.refunds().retrieve("re_1").expand(["charge"]), REFUND
    => "GET /v1/refunds/re_1?expand[0]=charge", "");

sends!(update: |stripe| stripe.refunds().update("re_1").metadata([("k", "v")]), REFUND
    => "POST /v1/refunds/re_1", "metadata[k]=v");

sends!(cancel: |stripe| stripe.refunds().cancel("re_1"), REFUND
    => "POST /v1/refunds/re_1/cancel", "");

sends!(refund_of_charge: |stripe| stripe.charges().refund("ch_1").reason(refund::Reason::Duplicate), CHARGE
    => "POST /v1/charges/ch_1/refund", "reason=duplicate");

sends!(list_of_charge: |stripe| stripe.charges().refunds().list("ch_1").limit(1), LIST
    => "GET /v1/charges/ch_1/refunds?limit=1", "");

sends!(create_of_charge: |stripe| stripe.charges().refunds().create("ch_1")
    .currency("eur").customer("cus_1").origin(of_charge::Origin::CustomerBalance), REFUND
    => "POST /v1/charges/ch_1/refunds", "currency=eur&customer=cus_1&origin=customer_balance");

sends!(retrieve_of_charge: |stripe| stripe.charges().refunds().retrieve("ch_1", "re_1"), REFUND
    => "GET /v1/charges/ch_1/refunds/re_1", "");

sends!(update_of_charge: |stripe| stripe.charges().refunds().update("ch_1", "re_1").unset_metadata(), REFUND
    => "POST /v1/charges/ch_1/refunds/re_1", "metadata=");

sends!(expire: |stripe| stripe.test_helpers().refunds().expire("re_1").expand(["charge"]), REFUND
    => "POST /v1/test_helpers/refunds/re_1/expire", "expand[0]=charge");

sends!(path_arguments_are_one_segment: |stripe| stripe.refunds().retrieve("a/b c?d"), REFUND
    => "GET /v1/refunds/a%2Fb%20c%3Fd", "");

sends!(undocumented_parameter: |stripe| stripe.refunds().create().charge("ch_1").param("brand_new", 7), REFUND
    => "POST /v1/refunds", "brand_new=7&charge=ch_1");

sends!(undocumented_value: |stripe| stripe.refunds().create().reason(create::Reason::from("brand_new")), REFUND
    => "POST /v1/refunds", "reason=brand_new");
