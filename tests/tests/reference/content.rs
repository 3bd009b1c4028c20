//! What is on the pages.

use super::{attributes, files, fragment, whole};

/// Each operation once, and all that the issue asks for, on the page of the refund.
#[test]
fn the_refund_page() {
    let files = files(&fragment(), None);
    let page = &files["refund.html"];
    let ids = attributes(page, "id");
    for operation in [
        "refunds.create",
        "refunds.update",
        "refunds.retrieve",
        "refunds.list",
        "refunds.cancel",
        "charges.refund",
        "charges.refunds.create",
        "charges.refunds.update",
        "charges.refunds.retrieve",
        "charges.refunds.list",
        "test_helpers.refunds.expire",
    ] {
        assert!(ids.iter().any(|id| id == operation), "{operation}");
    }
    for anchor in [
        "refunds.create.metadata",
        "refunds.create.reason.duplicate",
        "Refund.charge",
        "refunds.list.created",
    ] {
        assert!(ids.iter().any(|id| id == anchor), "{anchor}");
    }
    for text in [
        // The HTTP line.
        "<b class=post>POST</b><code><span>https://api.stripe.com</span>/<wbr>v1/<wbr>refunds</code>",
        // The forms of what has several.
        "<code>.unset_metadata()</code></td><td><code>metadata=</code>",
        "<code>.unset_metadata_key(<wbr>\"key\")</code></td><td><code>metadata[<wbr>key]=</code>",
        "<code>.created(<wbr>a..=b)</code></td><td><code>created[<wbr>gte]=a&amp;<wbr>created[<wbr>lte]=b</code>",
        "<code>.created(<wbr>Range::<wbr>after(<wbr>a))</code>",
        // What holds a type together is dimmed, and the type is not.
        "<i>impl IntoIterator&lt;Item = (impl Into&lt;</i>String<i>&gt;, impl Into&lt;</i>String<i>&gt;)&gt;</i>",
        // Errors have a chapter.
        "or <code><a href=\"guide/errors.html\">Error</a></code>",
        "<code><a href=\"guide/errors.html\">Error::Api</a></code>",
        // Values and variants.
        "<code>requested_by_customer</code><code>::RequestedByCustomer</code>",
        // Both clients in one text, and a setter that leads to its row.
        "<span class=bl>blocking::</span>",
        ".<a class=to href=\"#refunds.create.charge\">charge</a>(<i class=s>\"ch_123\"</i>)",
        "-d charge=ch_123",
        // Schema, facts, constants.
        "\"maxLength\": 5000",
        "Idempotency-Key",
        "<code>Refund::CHARGE</code>",
    ] {
        assert!(page.contains(text), "{text}");
    }
}

/// What was just created shows its first state where the table has one, and else the outcome that callers hope for.
#[test]
fn new_objects_show_their_first_state() {
    let status = |page: &str, operation: &str| {
        let at = page.find(&format!("<section class=\"op\" id=\"{operation}\""));
        let section = &page[at.expect("an operation")..];
        let reply = section.split("response\">").nth(1).expect("a response");
        let (_, after) = reply.split_once("\"status\"").expect("a status");
        let (_, after) = after.split_once("<i class=s>\"").expect("a value");
        after.split('"').next().unwrap_or_default().to_owned()
    };
    let fragment = files(&fragment(), None);
    assert_eq!(
        status(&fragment["refund.html"], "refunds.create"),
        "succeeded"
    );
    let Some(files) = whole() else { return };
    for (page, operation, wanted) in [
        ("checkout_session.html", "checkout.sessions.create", "open"),
        (
            "checkout_session.html",
            "checkout.sessions.retrieve",
            "complete",
        ),
        ("invoice.html", "invoices.create", "draft"),
        (
            "payment_intent.html",
            "payment_intents.retrieve",
            "succeeded",
        ),
    ] {
        assert_eq!(status(&files[page], operation), wanted, "{operation}");
    }
}

/// The same document gives the same bytes.
#[test]
fn twice_is_the_same() {
    assert_eq!(files(&fragment(), None), files(&fragment(), None));
}

/// Each operation of the whole API has one home.
#[test]
fn all_operations() {
    let Some(files) = whole() else { return };
    let pages: Vec<&String> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(_, html)| html)
        .collect();
    let sections: usize = pages
        .iter()
        .map(|html| html.matches("<div class=\"code lang\"").count())
        .sum();
    assert_eq!(sections, 619);
    let snippets: usize = pages
        .iter()
        .map(|html| html.matches("<pre class=rust").count())
        .sum();
    assert_eq!(snippets, 619);
}

/// What a release changed is marked at its row, and listed.
#[test]
fn changes_are_marked() {
    let base = fragment();
    let document = tests::read("spec/refunds.yaml");
    let mark = "receipt_number:\n";
    let (before, after) = document.rsplit_once(mark).expect("a refund has a receipt");
    let indent = before.rsplit('\n').next().unwrap_or_default();
    let added = format!("{before}receipt_colour:\n{indent}  type: string\n{indent}{mark}{after}");
    let head = tests::lower("refunds", &added);
    let files = files(&head, Some(&base));
    let page = &files["refund.html"];
    let row = page
        .find("<div class=\"row chg\" id=\"Refund.receipt_colour\">")
        .expect("a marked row");
    assert!(
        page[row..]
            .split("</div>")
            .take(3)
            .any(|part| part.contains("new in ")),
        "{}",
        &page[row..row + 600]
    );
    assert!(page.contains("href=\"#Refund.receipt_colour\""));
    let changes = &files["changes.html"];
    assert!(
        changes.contains("href=\"refund.html#Refund.receipt_colour\""),
        "{changes}"
    );
    assert!(!super::files(&head, None).contains_key("changes.html"));
}
