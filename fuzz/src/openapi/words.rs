//! Names and texts for documents: plain ones, those of the language and the runtime, and those that try to leave the place
//! that they stand in.

use tests::hostile::{NAMES, PROSE};

use crate::source::Dice;

/// Names as Stripe gives them, few enough that they meet each other.
const PLAIN: &[&str] = &[
    "account", "amount", "card", "charge", "created", "currency", "customer", "data", "details",
    "id", "item", "kind", "metadata", "name", "note", "object", "options", "order", "owner",
    "page", "parent", "rate", "reason", "refund", "refunds", "source", "state", "status", "type",
    "url", "user", "value",
];

/// Names that are words of Rust, of the runtime or of the generator, or that are alike once they are identifiers.
const AWKWARD: &[&str] = &[
    "",
    "0",
    "1st",
    "Clone",
    "Debug",
    "Params",
    "Refund",
    "Self",
    "Undocumented",
    "Vec",
    "_",
    "__",
    "a b",
    "a-b",
    "a.b",
    "a_b",
    "aB",
    "async",
    "box",
    "client",
    "clone",
    "create",
    "crate",
    "debug",
    "default",
    "deleted",
    "enum",
    "expand",
    "fmt",
    "fn",
    "from",
    "has_more",
    "into",
    "list",
    "mod",
    "new",
    "next_page",
    "next_page_url",
    "no",
    "null",
    "on",
    "open",
    "r#fn",
    "raw",
    "reply",
    "request",
    "retrieve",
    "self",
    "send",
    "set",
    "starting_after",
    "stream",
    "string",
    "super",
    "try",
    "try_into",
    "type_",
    "union",
    "unset",
    "é",
    "日本",
    "名 前",
    "x-y",
    "A_B",
    "ab",
    "AB",
    "id_",
    "ID",
    "true",
    "~",
    "- a",
    "a: b",
    "{a}",
    "/v1/a",
    "list_",
    "Id",
    "metadata_",
    "evil_evil_evil_evil_evil_evil_evil_evil_evil_evil_evil_evil_evil_evil",
];

/// Segments of paths, and components: letters, digits and `.-_` alone.
const SEGMENTS: &[&str] = &[
    "charges",
    "refunds",
    "customers",
    "accounts",
    "cancel",
    "search",
    "sources",
    "items",
    "billing",
    "core",
    "events",
    "prices",
    "self",
    "Self",
    "clone",
    "debug",
    "open",
    "into",
    "list",
    "create",
    "new",
    "a-b",
    "a_b",
    "a.b",
    "fn",
    "mod",
    "objects",
    "type",
    "C",
    "services",
    "lib",
    "2nd",
    "con",
];

const COMPONENTS: &[&str] = &[
    "account",
    "charge",
    "refund",
    "customer",
    "card",
    "item",
    "coupon",
    "discount",
    "order",
    "order_item",
    "payment",
    "payment_source",
    "billing.alert",
    "v2.core.event",
    "v2.core.account",
    "event",
    "error",
    "api_errors",
    "plan",
    "price",
    "Clone",
    "Debug",
    "Self",
    "Vec",
    "Refund",
    "list",
    "fn",
    "a-b",
    "a_b",
    "a.b",
    "CreateRefund",
    "mod",
    "con",
    "C",
    "Undocumented",
    "Json",
    "deleted_refund",
    "external_account",
    "_",
    "0",
];

/// A name of a field, a parameter or a value.
pub(super) fn name(dice: &mut Dice<'_>) -> String {
    match dice.below(12) {
        1 => dice.pick(&NAMES).to_owned(),
        2 => dice.text(12),
        3..=5 => dice.pick(AWKWARD).to_owned(),
        6 => format!("{}_{}", dice.pick(PLAIN), dice.pick(PLAIN)),
        _ => dice.pick(PLAIN).to_owned(),
    }
}

/// A name that any place takes.
pub(super) fn plain(dice: &mut Dice<'_>) -> String {
    dice.pick(PLAIN).to_owned()
}

/// A segment of a path.
pub(super) fn segment(dice: &mut Dice<'_>) -> String {
    match dice.below(40) {
        39 if !dice.is_empty() => name(dice),
        _ => dice.pick(SEGMENTS).to_owned(),
    }
}

/// A name of a component.
pub(super) fn component(dice: &mut Dice<'_>) -> String {
    match dice.below(80) {
        79 => name(dice),
        60..=70 => format!("{}.{}", dice.pick(SEGMENTS), dice.pick(PLAIN)),
        _ => dice.pick(COMPONENTS).to_owned(),
    }
}

/// A description.
pub(super) fn prose(dice: &mut Dice<'_>) -> String {
    match dice.below(6) {
        5 => dice.text(40),
        1 | 2 => dice.pick(&PROSE).to_owned(),
        3 => format!("The `{}` of [it](/docs/{}).", plain(dice), plain(dice)),
        4 => format!("<p>The {} of it.</p>", plain(dice)),
        _ => "What it is.".to_owned(),
    }
}
