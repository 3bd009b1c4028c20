//! A page of a back office saves notes to a refund: those that were written are set, those that were emptied are cleared, and
//! the others stay.

use std::collections::BTreeMap;

use stripe_client::client::Method;
use stripe_client::objects::Refund;
use stripe_client::services::refunds::UpdateRefund;
use stripe_client::testing::{Replay, fixture};
use stripe_client::{Client, Error};

use super::{REFUND, client, sent};

/// A note, or an empty text.
type Notes<'a> = BTreeMap<&'a str, &'a str>;

async fn save(
    stripe: &Client,
    refund: &str,
    notes: &Notes<'_>,
    reviewer: Option<&str>,
) -> Result<usize, Error> {
    let mut update = stripe
        .refunds()
        .update(refund)
        .maybe(reviewer, |call, name| call.metadata([("reviewer", name)]));
    for (name, note) in notes {
        update = match *note {
            "" => update.unset_metadata_key(*name),
            note => update.metadata([(*name, note)]),
        };
    }
    let refund = update.send().await?;
    Ok(refund.metadata.map_or(0, |notes| notes.len()))
}

/// Requests are values, which get a client when they are sent.
async fn forget(stripe: &Client, refunds: &[&str]) -> Result<(), Error> {
    for refund in refunds {
        let update = UpdateRefund::new(*refund).unset_metadata();
        update.on(stripe).send().await?;
    }
    Ok(())
}

#[tokio::test]
async fn set_clear_and_leave() {
    let saved: Refund = fixture(r#"{"metadata": {"a": "1", "c": "3"}}"#);
    let replay = Replay::new()
        .on(Method::Post, REFUND, 200, &saved)
        .on(Method::Post, REFUND, 200, &saved)
        .on(Method::Post, REFUND, 200, &saved);
    let stripe = client(&replay);
    let notes = Notes::from([("a", "1"), ("b", "")]);
    assert_eq!(save(&stripe, "re_1", &notes, None).await.unwrap(), 2);
    assert_eq!(
        save(&stripe, "re_1", &Notes::new(), Some("Jenny"))
            .await
            .unwrap(),
        2
    );
    forget(&stripe, &["re_2"]).await.unwrap();
    let requests = replay.requests();
    let all: Vec<String> = requests.iter().map(sent).collect();
    assert_eq!(
        all,
        [
            "metadata[a]=1&metadata[b]=",
            "metadata[reviewer]=Jenny",
            "metadata="
        ]
    );
    assert_eq!(requests[2].path(), "/v1/refunds/re_2");
    replay.assert_done();
}
