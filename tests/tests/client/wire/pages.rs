//! Auto-pagination of lists.

use stripe_client::objects::{Charge, Refund};
use stripe_client::services::refunds::{CreateRefund, ListRefunds, RetrieveRefund};
use stripe_client::{Error, Options};
use tests::server::{Answer, Server};

use super::{REFUND, blocking_client, client, wait};

fn page(ids: &[&str], has_more: bool) -> Answer {
    let items: Vec<String> = ids
        .iter()
        .map(|id| {
            format!(r#"{{"id":"{id}","object":"refund","amount":1,"created":1,"currency":"eur"}}"#)
        })
        .collect();
    Answer::ok(format!(
        r#"{{"object":"list","data":[{}],"has_more":{has_more},"url":"/v1/refunds"}}"#,
        items.join(",")
    ))
}

fn two_pages() -> Vec<Answer> {
    vec![page(&["re_1", "re_2"], true), page(&["re_3"], false)]
}

#[test]
fn forwards_with_the_blocking_client() {
    let server = Server::start(two_pages());
    let stripe = blocking_client(&server);
    let mut all = stripe.refunds().list().charge("ch_1").limit(2).stream();
    let mut ids = Vec::new();
    while let Some(refund) = all.try_next().unwrap() {
        ids.push(refund.id);
    }
    assert_eq!(ids, ["re_1", "re_2", "re_3"]);
    assert_eq!(server.next().line, "GET /v1/refunds?charge=ch_1&limit=2");
    assert_eq!(
        server.next().line,
        "GET /v1/refunds?charge=ch_1&limit=2&starting_after=re_2"
    );
    assert!(all.next().is_none());
}

#[test]
fn forwards_with_the_async_client() {
    let server = Server::start(two_pages());
    let stripe = client(&server);
    let ids = wait(async {
        let mut all = stripe.refunds().list().limit(2).stream();
        let mut ids = Vec::new();
        while let Some(refund) = all.try_next().await.unwrap() {
            ids.push(refund.id);
        }
        ids
    });
    assert_eq!(ids, ["re_1", "re_2", "re_3"]);
    assert_eq!(server.next().line, "GET /v1/refunds?limit=2");
    assert_eq!(
        server.next().line,
        "GET /v1/refunds?limit=2&starting_after=re_2"
    );
}

#[test]
fn backwards() {
    let server = Server::start(vec![page(&["re_3", "re_4"], true), page(&["re_2"], false)]);
    let stripe = blocking_client(&server);
    let refunds = stripe.refunds().list().ending_before("re_5").stream();
    let ids: Vec<String> = refunds.map(|refund| refund.unwrap().id).collect();
    assert_eq!(ids, ["re_4", "re_3", "re_2"]);
    assert_eq!(server.next().line, "GET /v1/refunds?ending_before=re_5");
    assert_eq!(server.next().line, "GET /v1/refunds?ending_before=re_3");
}

#[test]
fn an_error_comes_once_and_ends_it() {
    let broken = Answer::Reply(400, vec![], "{}".into());
    let server = Server::start(vec![page(&["re_1"], true), broken, page(&["re_9"], false)]);
    let stripe = blocking_client(&server);
    let results: Vec<bool> = stripe
        .refunds()
        .list()
        .stream()
        .map(|item| item.is_ok())
        .collect();
    assert_eq!(results, [true, false]);
}

#[test]
fn page_by_page() {
    let server = Server::start(two_pages());
    let stripe = blocking_client(&server);
    let mut pages = stripe.refunds().list().limit(2).pages();
    let first = pages.try_next().unwrap().unwrap();
    assert_eq!((first.data.len(), first.has_more), (2, true));
    assert_eq!(server.next().line, "GET /v1/refunds?limit=2");
    assert!(server.is_idle(), "the second page was not asked for yet");
    let second = pages.try_next().unwrap().unwrap();
    assert_eq!((second.data.len(), second.has_more), (1, false));
    assert!(pages.try_next().unwrap().is_none());
}

#[test]
fn from_a_page_to_the_next_with_the_async_client() {
    let server = Server::start(two_pages());
    let stripe = client(&server);
    let sizes = wait(async {
        let mut sizes = Vec::new();
        let mut request = Some(stripe.refunds().list().limit(2).charge("ch_1"));
        while let Some(list) = request {
            let page = list.clone().send().await.unwrap();
            sizes.push(page.data.len());
            request = list.next_page(&page).unwrap();
        }
        sizes
    });
    assert_eq!(sizes, [2, 1]);
    assert_eq!(server.next().line, "GET /v1/refunds?charge=ch_1&limit=2");
    assert_eq!(
        server.next().line,
        "GET /v1/refunds?charge=ch_1&limit=2&starting_after=re_2"
    );
}

#[test]
fn back_from_a_page() {
    let server = Server::start(vec![page(&["re_3"], true), page(&["re_1", "re_2"], false)]);
    let stripe = blocking_client(&server);
    let list = stripe.refunds().list().starting_after("re_2");
    let here = list.clone().send().unwrap();
    let before = list.previous_page(&here).unwrap().unwrap();
    let ids: Vec<String> = before.stream().map(|refund| refund.unwrap().id).collect();
    assert_eq!(ids, ["re_2", "re_1"]);
    assert_eq!(server.next().line, "GET /v1/refunds?starting_after=re_2");
    assert_eq!(server.next().line, "GET /v1/refunds?ending_before=re_3");
}

#[test]
fn some_or_all_as_a_vector() {
    let server = Server::start(two_pages());
    let all = blocking_client(&server).refunds().list().stream();
    assert_eq!(all.try_collect().unwrap().len(), 3);

    let server = Server::start(two_pages());
    let stripe = client(&server);
    let two = wait(async { stripe.refunds().list().stream().take(2).try_collect().await });
    assert_eq!(two.unwrap().len(), 2);
    assert_eq!(server.next().line, "GET /v1/refunds");
    assert!(server.is_idle(), "the second page is not needed");
}

#[test]
fn with_a_for_loop() {
    let server = Server::start(two_pages());
    let mut count = 0;
    for refund in blocking_client(&server).refunds().list().stream() {
        count += refund.unwrap().amount;
    }
    assert_eq!(count, 3);
}

/// A refund with its expanded charge, which contains some of its refunds.
fn with_charge(url: &str) -> Answer {
    let inner = REFUND.replace("re_1", "re_a");
    let charge = CHARGE.replace(
        r#""object":"charge""#,
        &format!(
            r#""object":"charge","refunds":{{"object":"list","data":[{inner}],"has_more":true,"url":"{url}"}}"#
        ),
    );
    Answer::ok(REFUND.replace(
        r#""object":"refund""#,
        &format!(r#""object":"refund","charge":{charge}"#),
    ))
}

/// A charge with only the required fields.
const CHARGE: &str = r#"{"id":"ch_1","object":"charge","amount":1,"amount_captured":1,"amount_refunded":0,
    "billing_details":{},"captured":true,"created":1,"currency":"eur","disputed":false,"livemode":false,"metadata":{},
    "paid":true,"refunded":false,"status":"succeeded"}"#;

#[test]
fn a_list_inside_of_an_object_with_the_blocking_client() {
    let server = Server::start(vec![
        with_charge("/v1/charges/ch_1/refunds"),
        page(&["re_b"], false),
    ]);
    let stripe = blocking_client(&server);
    let refund = stripe
        .refunds()
        .retrieve("re_1")
        .expand(Refund::CHARGE.then(Charge::REFUNDS))
        .send()
        .unwrap();
    let charge = refund.charge.unwrap().object().unwrap();
    let mut ids = Vec::new();
    for refund in charge.refunds.unwrap().on(&stripe).limit(100).stream() {
        ids.push(refund.unwrap().id);
    }
    assert_eq!(ids, ["re_a", "re_b"]);
    assert_eq!(
        server.next().line,
        "GET /v1/refunds/re_1?expand[0]=charge.refunds"
    );
    assert_eq!(
        server.next().line,
        "GET /v1/charges/ch_1/refunds?limit=100&starting_after=re_a"
    );
}

#[test]
fn a_list_inside_of_an_object_with_the_async_client() {
    let server = Server::start(vec![with_charge("//evil.example/x")]);
    let stripe = client(&server);
    wait(async {
        let refund = stripe.refunds().retrieve("re_1").send().await.unwrap();
        let charge = refund.charge.unwrap().object().unwrap();
        let options = Options::new().account("acct_1");
        let refunds = charge.refunds.unwrap().on(&stripe).with_options(options);
        let mut all = refunds.stream();
        assert_eq!(all.try_next().await.unwrap().unwrap().id, "re_a");
        let error = all.try_next().await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error}");
        assert!(all.try_next().await.unwrap().is_none());
    });
    assert_eq!(server.next().line, "GET /v1/refunds/re_1");
    assert!(server.is_idle(), "nothing goes where that URL leads");
}

#[test]
fn what_is_expanded() {
    let line = |request: ListRefunds| request.call().query();
    let list = ListRefunds::new;
    assert_eq!(line(list().expand(Refund::CHARGE)), "expand[0]=data.charge");
    assert_eq!(
        line(
            list()
                .expand(Refund::CHARGE.then(Charge::TRANSFER_DATA))
                .expand(Refund::PAYMENT_INTENT)
                .expand("data.beta")
        ),
        "expand[0]=data.charge.transfer_data&expand[1]=data.payment_intent&expand[2]=data.beta"
    );
    assert_eq!(
        line(list().expand(["data.charge", "data.beta"])),
        "expand[0]=data.charge&expand[1]=data.beta"
    );
    let retrieve = RetrieveRefund::new("re_1").expand(
        Refund::CHARGE
            .then(Charge::REFUNDS)
            .data()
            .then(Refund::PAYMENT_INTENT),
    );
    assert_eq!(
        retrieve.call().query(),
        "expand[0]=charge.refunds.data.payment_intent"
    );
    let create = CreateRefund::new().expand(Refund::CHARGE).amount(5);
    assert_eq!(create.call().body(), "amount=5&expand[0]=charge");
    // A typed path is not a secret; a string may be one.
    let shown = format!("{:?}", create.expand("x"));
    assert!(shown.contains(r#""expand": [charge, "…"]"#), "{shown}");
}
