//! Operations, and how they are sent.

use generator::diff::Level::{Addition, Behaviour, Breaking};
use generator::diff::{Level, compare};
use serde_json::json;
use tests::read;

use super::{CONSTRUCTS, FRAGMENT, at, changed, expect, lower, remove, reported, set};

#[test]
fn operations() {
    let cancel = "/v1/refunds/{refund}/cancel";
    let diff = changed(FRAGMENT, |document| remove(document, "/paths", cancel));
    expect(&diff, &[(Breaking, "Remove operation `Refund#cancel`")]);
    assert_eq!(
        diff.names.retired.iter().collect::<Vec<_>>(),
        ["services::refunds::CancelRefund"]
    );
    let diff = changed(FRAGMENT, |document| {
        let mut copy = at(document, "/paths/~1v1~1refunds~1{refund}~1cancel").clone();
        copy["post"]["operationId"] = json!("PostRefundsRefundSettle");
        set(document, "/paths", "/v1/refunds/{refund}/settle", copy);
    });
    expect(
        &diff,
        &[(Addition, "Add support for operation `Refund#settle`")],
    );
    let diff = changed(FRAGMENT, |document| {
        set(
            document,
            "/paths/~1v1~1refunds~1{refund}~1cancel/post",
            "deprecated",
            json!(true),
        );
    });
    expect(&diff, &[(Behaviour, "Deprecate `Refund#cancel`")]);
    let diff = changed(FRAGMENT, |document| {
        let reply = "/paths/~1v1~1refunds~1{refund}~1cancel/post/responses/200/content/application~1json/schema";
        set(
            document,
            reply,
            "$ref",
            json!("#/components/schemas/charge"),
        );
    });
    let sentence = "Change the response type of `Refund#cancel` from `Refund` to `Charge`";
    expect(&diff, &[(Breaking, sentence)]);
    let diff = changed(FRAGMENT, |document| {
        set(document, "/info", "version", json!("2026-06-24.dahlia"));
    });
    let sentence =
        "Ask for API version `2026-06-24.dahlia` instead of `2026-05-27.dahlia` in all operations";
    expect(&diff, &[(Behaviour, sentence)]);
    let diff = changed(FRAGMENT, |document| {
        at(document, "/servers/0")["url"] = json!("https://api.example.com/");
    });
    let sentence = "Send requests to `https://api.example.com` instead of `https://api.stripe.com`";
    expect(&diff, &[(Behaviour, sentence)]);
    let diff = changed(CONSTRUCTS, |document| {
        at(document, "/paths/~1v1~1coins/post/servers/0")["url"] =
            json!("https://api.example.org/");
    });
    let sentence = "Change host of `Coin#create` from `https://files.example.com` to `https://api.example.org`";
    expect(&diff, &[(Behaviour, sentence)]);
}

/// The name that the rules derive from the new path does not matter: the ledger can keep a name across a move.
#[test]
fn operations_that_move() {
    let ledger = read("spec/names.tsv");
    let base = lower(&read(FRAGMENT), &ledger);
    // It keeps its names.
    let moved =
        |text: &str| text.replace("/v1/refunds/{refund}/cancel", "/v1/refunds/{refund}/void");
    let head = lower(&moved(&read(FRAGMENT)), &moved(&ledger));
    let diff = compare(&base, &head);
    let sentence = "Send `Refund#cancel` as `POST /v1/refunds/{refund}/void` instead of `POST /v1/refunds/{refund}/cancel`";
    assert_eq!(reported(&diff), [(Behaviour, sentence.to_owned())]);
}

/// Changes that are hard to express in a document are made in the IR.
#[test]
fn how_operations_travel() {
    use generator::ir::{ClearWith, Encoding, Paging, Presence, Shape, Tag};
    let route = "GET /v1/refunds";
    let altered = |path: &str, change: &dyn Fn(&mut generator::ir::Api)| {
        let base = lower(&read(path), "");
        let mut head = base.clone();
        change(&mut head.api);
        let diff = compare(&base, &head);
        reported(&diff)
    };
    let list = |change: &dyn Fn(&mut generator::ir::Operation)| {
        altered(FRAGMENT, &|api| {
            let found = api.operations.iter_mut().find(|o| o.route() == route);
            change(found.expect("refunds can be listed"));
        })
    };
    let one = |level: Level, text: &str| vec![(level, text.to_owned())];
    assert_eq!(
        list(&|operation| operation.paging = Some(Paging::Page)),
        one(
            Breaking,
            "Change pages of `Refund#list` from `by cursor` to `by page`"
        )
    );
    let base = lower(&read(FRAGMENT), "");
    let ledger = base.ledger.print();
    let renamed = ledger.replace("\trefunds.list\t", "\trefunds.all\t");
    assert_eq!(
        reported(&compare(&base, &lower(&read(FRAGMENT), &renamed))),
        one(Breaking, "Rename `refunds.list` to `refunds.all`")
    );
    assert_eq!(
        list(&|operation| operation.replies.error = None),
        one(
            Behaviour,
            "Change errors of `Refund#list` from `error` to `none`"
        )
    );
    let metadata = "POST /v1/refunds/{refund}";
    let update = |change: &dyn Fn(&mut generator::ir::Operation)| {
        altered(FRAGMENT, &|api| {
            let found = api.operations.iter_mut().find(|o| o.route() == metadata);
            change(found.expect("refunds can be updated"));
        })
    };
    assert_eq!(
        update(&|operation| operation.encoding = Encoding::Json),
        one(
            Behaviour,
            "Change encoding of `Refund#update` from `form` to `JSON`"
        )
    );
    assert_eq!(
        update(&|operation| {
            let mut fields = operation.parameters.iter_mut();
            let field = fields
                .find(|f| f.name == "metadata")
                .expect("it has metadata");
            field.clear_with = ClearWith::Null;
        }),
        one(
            Behaviour,
            "Change the value that clears `Refund#update.metadata`"
        )
    );
    assert_eq!(
        update(&|operation| {
            let field = operation.path_parameters.first_mut().expect("it has an id");
            field.ty = generator::ir::Type::Integer;
            field.presence = Presence::Required;
        }),
        one(
            Breaking,
            "Change type of `Refund#update.refund` from `string` to `integer`"
        )
    );
    let tags = altered(CONSTRUCTS, &|api| {
        let mut unions = api
            .types
            .values_mut()
            .filter_map(|def| match &mut def.shape {
                Shape::Union { members } => Some(members),
                _ => None,
            });
        let tagged = |m: &&mut generator::ir::Member| m.tag != Tag::None;
        let member = unions.find_map(|members| members.iter_mut().find(tagged));
        member.expect("a union has a tag").tag = Tag::None;
    });
    assert!(
        matches!(tags.as_slice(), [(Behaviour, text)] if text.starts_with("Change the tag that identifies")),
        "{tags:?}"
    );
}
