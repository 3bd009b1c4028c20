//! Lists, item by item over all pages.

use tests::server::{Answer, Server};

use super::{blocking_client, client, wait};

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
