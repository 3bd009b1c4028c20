//! Clearing is always said in words.

use tests::server::Answer;

use super::{REFUND, both};

macro_rules! sends {
    ($name:ident: |$update:ident| $request:expr => $body:expr) => {
        #[test]
        fn $name() {
            both!(
                vec![Answer::ok(REFUND)],
                |stripe| {
                    let $update = stripe.refunds().update("re_1");
                    $request
                },
                |result, server| {
                    result.unwrap();
                    assert_eq!(server.next().body, $body);
                }
            );
        }
    };
}

sends!(set: |update| update.metadata([("order_id", "6735")]) => "metadata[order_id]=6735");
sends!(one_key_unset: |update| update.unset_metadata_key("order_id") => "metadata[order_id]=");
sends!(all_unset: |update| update.unset_metadata() => "metadata=");
sends!(absent: |update| update => "");
sends!(set_from_an_empty_iterator: |update| update.metadata(Vec::<(String, String)>::new()) => "");
sends!(one_set_one_unset: |update| update.metadata([("a", "1")]).unset_metadata_key("b") => "metadata[a]=1&metadata[b]=");
sends!(order_of_setters_does_not_matter: |update| update.metadata([("b", "2"), ("a", "1")]).expand(["charge"])
    => "expand[0]=charge&metadata[a]=1&metadata[b]=2");
sends!(unset_first_set_later: |update| update.unset_metadata_key("b").metadata([("a", "1")]) => "metadata[a]=1&metadata[b]=");
sends!(entries_add_up: |update| update.metadata([("a", "1")]).metadata([("b", "2")]) => "metadata[a]=1&metadata[b]=2");
sends!(all_unset_stays_so_without_entries: |update| update.unset_metadata().metadata(Vec::<(String, String)>::new()) => "metadata=");

/// An empty string would clear by accident, so it is refused before anything is sent.
#[test]
fn an_empty_string_is_refused() {
    both!(
        vec![Answer::ok(REFUND)],
        |stripe| stripe.refunds().update("re_1").metadata([("order_id", "")]),
        |result, server| {
            let error = result.unwrap_err();
            assert!(error.to_string().contains("metadata.order_id"), "{error}");
            assert!(server.is_idle());
        }
    );
}
