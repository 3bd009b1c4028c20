//! Differences that the comparison of a document with its IR ignores.
//!
//! [`NORMALISATIONS`] is the complete list. Each removes something that makes no
//! difference to a caller of the API, or chooses one of several ways to write
//! it. Everything else in a document must be in the IR.

mod advisory;
mod copies;
mod operations;
mod schemas;

pub(super) use advisory::is_envelope;

use serde_json::Value;

use crate::diagnostic::Pointer;
use crate::spec::Applied;

/// A normalisation. `apply` rewrites the document and returns the number of changes.
struct Normalisation {
    name: &'static str,
    why: &'static str,
    apply: fn(&mut Value, &[Pointer]) -> usize,
}

const fn normalisation(
    name: &'static str,
    why: &'static str,
    apply: fn(&mut Value, &[Pointer]) -> usize,
) -> Normalisation {
    Normalisation { name, why, apply }
}

/// All normalisations, in the order in which they are applied.
static NORMALISATIONS: &[Normalisation] = &[
    // Keys that do not concern a caller of the API.
    normalisation(
        "ignored keys",
        "each was reported as a warning when the document was read",
        advisory::ignored_keys,
    ),
    normalisation(
        "head of the document",
        "title, contact and terms describe the document; the version is what calls send",
        advisory::head,
    ),
    normalisation(
        "security",
        "every call is authenticated by the same key, in the same header",
        advisory::security,
    ),
    // Keys that a caller could use, but that only Stripe enforces.
    normalisation(
        "title",
        "one title is used for many structures, so it names none of them",
        |document, _| advisory::keyword(document, "title"),
    ),
    normalisation(
        "maxLength",
        "advisory: the server checks it and may raise it, so a check in the client could be wrong; kept for requests (`Lengths`), which the stand-in checks",
        |document, _| advisory::keyword(document, "maxLength"),
    ),
    normalisation(
        "pattern",
        "advisory, not kept: the server checks it, and the format or the path of the list implies it",
        |document, _| advisory::keyword(document, "pattern"),
    ),
    normalisation(
        "other limits",
        "advisory, not kept: minLength, minimum, maximum, numbers of items and the like are checked by the server",
        advisory::limits,
    ),
    normalisation(
        "x-stripeBypassValidation",
        "makes Stripe's own libraries skip the validation of a value; this client validates none, as all enums and unions are open",
        |document, _| advisory::keyword(document, "x-stripeBypassValidation"),
    ),
    normalisation(
        "x-expandableFields",
        "lists the expandable fields, which their own schemas already mark with x-expansionResources",
        |document, _| advisory::keyword(document, "x-expandableFields"),
    ),
    normalisation(
        "prose of a list's envelope",
        "all lists are one type of the client, whose `data`, `has_more`, `url` and so on are described once",
        advisory::envelopes,
    ),
    normalisation(
        "empty prose",
        "an empty description says nothing",
        advisory::empty_prose,
    ),
    // Redundant keys.
    normalisation(
        "defaults",
        "`false` for deprecated, nullable or required, and empty lists, say what leaving them out says",
        operations::defaults,
    ),
    normalisation(
        "explode",
        "lists in a query are always exploded (anything else is refused), and path arguments are never lists",
        operations::explode,
    ),
    normalisation(
        "style left out",
        "it is OpenAPI's default, which the client implements: form in a query, simple in a path",
        operations::style,
    ),
    normalisation(
        "encoding",
        "nested values have one encoding, deepObject, which a body's `encoding` states again for some",
        operations::encoding,
    ),
    normalisation(
        "required body",
        "which parameters are required says whether a body is; the two disagree in Stripe's documents",
        operations::required_body,
    ),
    normalisation(
        "additionalProperties: false",
        "beside `properties`: the client sends no parameters but those that a caller names, and keeps unknown fields",
        schemas::closed,
    ),
    normalisation(
        "resource id of a union",
        "where it repeats the schema's own name",
        schemas::resource_of_union,
    ),
    normalisation(
        "any value",
        "a schema without a type says as much as a free-form object: nothing",
        schemas::any,
    ),
    // Different ways to write the same.
    normalisation(
        "slash after a host",
        "an origin with and without a last `/` is the same",
        operations::slash,
    ),
    normalisation(
        "prose of a parameter's schema",
        "a description in the schema of a parameter that has none itself describes the parameter",
        operations::parameter_prose,
    ),
    normalisation(
        "body without fields",
        "no body is sent with a GET or DELETE, or in addition to a query, so a body without fields is no body",
        operations::empty_body,
    ),
    normalisation(
        "body of a GET or DELETE",
        "the API takes the body parameters of GET and DELETE from the query",
        operations::body_to_query,
    ),
    normalisation(
        "POST without a body",
        "a POST always has a body, if an empty one, as JSON in v2 and as a form elsewhere",
        operations::absent_body,
    ),
    normalisation(
        "schemas without a name of their own",
        "a component that is a reference, a scalar, a list or a map is written out where it is used",
        schemas::inline,
    ),
    normalisation(
        "references in parameters",
        "a schema that a parameter refers to is written out there, since requests are never recursive",
        schemas::requests,
    ),
    normalisation(
        "nullable components",
        "a schema that may be null as a whole may be so wherever a field refers to it",
        schemas::nullable_components,
    ),
    normalisation(
        "anyOf and oneOf of one",
        "one alternative is no choice; its siblings are merged into it",
        schemas::of_one,
    ),
    normalisation(
        "unions of unions",
        "members of a union that are unions themselves are replaced by their members",
        schemas::nested_unions,
    ),
    normalisation(
        "oneOf in responses",
        "tags identify the members of a union, so `oneOf` and `anyOf` mean the same",
        schemas::one_of,
    ),
    normalisation(
        "string or empty string",
        "as an item of a list the empty string is a string like others, and clears nothing",
        schemas::empty_items,
    ),
    normalisation(
        "keys of a clearable map",
        "where `\"\"` clears a map of strings it clears each key of it, whether values say so again or not",
        schemas::clearable_keys,
    ),
    normalisation(
        "place of the empty string",
        "whether `\"\"` stands first or last among alternatives, or in an enum or beside it, it clears the field",
        schemas::place_of_empty,
    ),
    normalisation(
        "order of parameters",
        "parameters are known by their names",
        operations::order_of_parameters,
    ),
    normalisation(
        "order of required",
        "the list is a set: a field is in it or it is not",
        schemas::order_of_required,
    ),
];

/// Applies all normalisations. `ignored` are the places that loading warned about.
pub(super) fn normalise(document: &mut Value, ignored: &[Pointer]) -> Vec<Applied> {
    NORMALISATIONS
        .iter()
        .map(|normalisation| Applied {
            name: normalisation.name,
            why: normalisation.why,
            count: (normalisation.apply)(document, ignored),
        })
        .collect()
}
