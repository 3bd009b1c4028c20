//! What an OpenAPI 3.0 document may contain, as tables.
//!
//! A key is accepted, ignored with a warning, or refused with a reason; a key that is in no table is unknown. The
//! `x-` extensions are those that Stripe's documents contain.

use serde_json::{Map, Value};

use super::{operations, schemas, walk::Walk};
use crate::diagnostic::Path;

/// The expected shape of a value.
pub(super) enum Shape {
    /// Any value.
    Any,
    /// A string.
    String,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// An integer that is not negative.
    Natural,
    /// One of these strings.
    Choice(&'static [&'static str]),
    /// A list of values of one shape.
    List(&'static Shape),
    /// An object whose keys are names.
    Map(Names, &'static Shape),
    /// An object with fixed keys.
    Object(&'static Object),
    /// A schema, or a reference to one.
    Schema,
    /// A boolean, a schema, or a reference to one.
    BooleanOrSchema,
}

/// The kind of a map's keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Arbitrary names.
    Free,
    /// Names of components.
    Component,
    /// Path templates.
    Path,
    /// Status codes of responses.
    Status,
}

/// An object with fixed keys.
pub(super) struct Object {
    /// Its name in messages, with the article.
    pub(super) name: &'static str,
    pub(super) fields: &'static [Field],
    /// Checks what tables cannot express.
    pub(super) check: fn(&mut Walk<'_>, &Map<String, Value>, Path<'_>),
}

/// A key of an object.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) rule: Rule,
}

/// How a key is treated.
pub(super) enum Rule {
    Required(Shape),
    Optional(Shape),
    /// Ignored with a warning: it has no effect on the client, for this reason.
    Ignored(&'static str),
    /// Cannot be lowered, for this reason.
    Refused(&'static str),
}

const fn required(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        rule: Rule::Required(shape),
    }
}

const fn optional(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        rule: Rule::Optional(shape),
    }
}

const fn ignored(name: &'static str, reason: &'static str) -> Field {
    Field {
        name,
        rule: Rule::Ignored(reason),
    }
}

const fn refused(name: &'static str, reason: &'static str) -> Field {
    Field {
        name,
        rule: Rule::Refused(reason),
    }
}

const fn object(name: &'static str, fields: &'static [Field]) -> Object {
    Object {
        name,
        fields,
        check: |_, _, _| {},
    }
}

const STRINGS: Shape = Shape::List(&Shape::String);
const EXAMPLES: &str = "examples are not part of the client";
const OTHER_DOCS: &str = "links to other documentation are not part of the client";
const DEFAULTS: &str =
    "the server applies it to what a caller leaves out; say so in the description";
const IN_FULL: &str = "only schemas are shared by reference; write this in full where it is used";
const ONE_KEY: &str = "every call is authenticated by the same key";
const VERBS: &str = "Stripe's APIs use `get`, `post` and `delete`";

pub(super) static DOCUMENT: Object = Object {
    name: "an OpenAPI document",
    fields: &[
        required("openapi", Shape::String),
        required("info", Shape::Object(&INFO)),
        optional("servers", Shape::List(&Shape::Object(&SERVER))),
        required("paths", Shape::Map(Names::Path, &Shape::Object(&PATH))),
        optional("components", Shape::Object(&COMPONENTS)),
        optional("security", Shape::List(&Shape::Map(Names::Free, &STRINGS))),
        refused("tags", "operations are grouped by their paths, not by tags"),
        ignored("externalDocs", OTHER_DOCS),
    ],
    check: operations::check_security,
};

static INFO: Object = object(
    "the document's `info`",
    &[
        required("title", Shape::String),
        required("version", Shape::String),
        optional("description", Shape::String),
        optional("termsOfService", Shape::String),
        optional("contact", Shape::Object(&CONTACT)),
        optional("license", Shape::Object(&LICENSE)),
        optional("x-stripeReleasePhase", Shape::String),
        optional("x-stripeSpecAudience", Shape::String),
        optional("x-stripeSpecFilename", Shape::String),
    ],
);

static CONTACT: Object = object(
    "a contact",
    &[
        optional("name", Shape::String),
        optional("url", Shape::String),
        optional("email", Shape::String),
    ],
);

static LICENSE: Object = object(
    "a license",
    &[
        required("name", Shape::String),
        optional("url", Shape::String),
    ],
);

static SERVER: Object = object(
    "a server",
    &[
        required("url", Shape::String),
        optional("description", Shape::String),
        refused(
            "variables",
            "the client's hosts are fixed; write the URL without variables",
        ),
    ],
);

static PATH: Object = Object {
    name: "a path",
    fields: &[
        optional("get", Shape::Object(&OPERATION)),
        optional("post", Shape::Object(&OPERATION)),
        optional("delete", Shape::Object(&OPERATION)),
        refused("put", VERBS),
        refused("patch", VERBS),
        refused("head", VERBS),
        refused("options", VERBS),
        refused("trace", VERBS),
        refused("servers", "give the servers of each operation"),
        refused("parameters", "give the parameters of each operation"),
        ignored("summary", "an operation's own summary is its documentation"),
        ignored(
            "description",
            "an operation's own description is its documentation",
        ),
    ],
    check: |_, _, _| {},
};

static OPERATION: Object = Object {
    name: "an operation",
    fields: &[
        required("operationId", Shape::String),
        optional("summary", Shape::String),
        optional("description", Shape::String),
        optional("deprecated", Shape::Boolean),
        optional("parameters", Shape::List(&Shape::Object(&PARAMETER))),
        optional("requestBody", Shape::Object(&REQUEST_BODY)),
        required(
            "responses",
            Shape::Map(Names::Status, &Shape::Object(&RESPONSE)),
        ),
        optional("servers", Shape::List(&Shape::Object(&SERVER))),
        refused("security", ONE_KEY),
        refused("callbacks", "webhooks have types of their own"),
        refused("tags", "operations are grouped by their paths, not by tags"),
        ignored("externalDocs", OTHER_DOCS),
    ],
    check: operations::check_operation,
};

static PARAMETER: Object = Object {
    name: "a parameter",
    fields: &[
        required("name", Shape::String),
        required("in", Shape::Choice(&["path", "query"])),
        required("schema", Shape::Schema),
        optional("description", Shape::String),
        optional("required", Shape::Boolean),
        optional("deprecated", Shape::Boolean),
        optional("style", Shape::Choice(&["simple", "form", "deepObject"])),
        optional("explode", Shape::Boolean),
        refused(
            "allowReserved",
            "names and values are always percent-encoded",
        ),
        refused(
            "allowEmptyValue",
            "a parameter that can be empty says so by an enum with `\"\"`",
        ),
        refused("content", "a parameter is described by its `schema`"),
        ignored("example", EXAMPLES),
        ignored("examples", EXAMPLES),
    ],
    check: operations::check_parameter,
};

static REQUEST_BODY: Object = object(
    "a request body",
    &[
        required(
            "content",
            Shape::Map(Names::Free, &Shape::Object(&MEDIA_TYPE)),
        ),
        optional("required", Shape::Boolean),
        ignored(
            "description",
            "an operation's description is its documentation",
        ),
    ],
);

static RESPONSE: Object = object(
    "a reply",
    &[
        required("description", Shape::String),
        optional(
            "content",
            Shape::Map(Names::Free, &Shape::Object(&MEDIA_TYPE)),
        ),
        ignored("headers", "responses carry all their headers, untyped"),
        refused("links", "operations are not linked to each other"),
    ],
);

static MEDIA_TYPE: Object = object(
    "a media type",
    &[
        required("schema", Shape::Schema),
        optional(
            "encoding",
            Shape::Map(Names::Free, &Shape::Object(&ENCODING)),
        ),
        ignored("example", EXAMPLES),
        ignored("examples", EXAMPLES),
    ],
);

static ENCODING: Object = Object {
    name: "an encoding",
    fields: &[
        optional("style", Shape::Choice(&["form", "deepObject"])),
        optional("explode", Shape::Boolean),
        refused(
            "contentType",
            "the parts of a form have the content type that follows from their schema",
        ),
        refused(
            "headers",
            "the parts of a form have no headers of their own",
        ),
        refused(
            "allowReserved",
            "names and values are always percent-encoded",
        ),
    ],
    check: operations::check_explode,
};

static COMPONENTS: Object = object(
    "the document's `components`",
    &[
        optional("schemas", Shape::Map(Names::Component, &Shape::Schema)),
        optional(
            "securitySchemes",
            Shape::Map(Names::Component, &Shape::Object(&SECURITY_SCHEME)),
        ),
        refused("responses", IN_FULL),
        refused("parameters", IN_FULL),
        refused("requestBodies", IN_FULL),
        refused("headers", IN_FULL),
        refused("links", IN_FULL),
        refused("callbacks", IN_FULL),
        ignored("examples", EXAMPLES),
    ],
);

static SECURITY_SCHEME: Object = object(
    "a security scheme",
    &[
        required("type", Shape::Choice(&["http"])),
        required("scheme", Shape::Choice(&["basic", "bearer"])),
        optional("bearerFormat", Shape::String),
        optional("description", Shape::String),
    ],
);

/// All keys of schemas that `openapiv3` keeps; the lowering checks their combinations.
pub(super) static SCHEMA: Object = Object {
    name: "a schema",
    fields: &[
        optional(
            "type",
            Shape::Choice(&["array", "boolean", "integer", "number", "object", "string"]),
        ),
        optional("title", Shape::String),
        optional("description", Shape::String),
        optional("format", Shape::String),
        optional("pattern", Shape::String),
        optional("nullable", Shape::Boolean),
        optional("deprecated", Shape::Boolean),
        optional("readOnly", Shape::Boolean),
        optional("writeOnly", Shape::Boolean),
        optional("enum", Shape::List(&Shape::Any)),
        ignored("default", DEFAULTS),
        optional("properties", Shape::Map(Names::Free, &Shape::Schema)),
        optional("required", STRINGS),
        optional("additionalProperties", Shape::BooleanOrSchema),
        optional("items", Shape::Schema),
        optional("anyOf", Shape::List(&Shape::Schema)),
        optional("oneOf", Shape::List(&Shape::Schema)),
        optional("allOf", Shape::List(&Shape::Schema)),
        optional("not", Shape::Schema),
        optional("discriminator", Shape::Object(&DISCRIMINATOR)),
        optional("minLength", Shape::Natural),
        optional("maxLength", Shape::Natural),
        optional("minItems", Shape::Natural),
        optional("maxItems", Shape::Natural),
        optional("uniqueItems", Shape::Boolean),
        optional("minProperties", Shape::Natural),
        optional("maxProperties", Shape::Natural),
        optional("minimum", Shape::Number),
        optional("maximum", Shape::Number),
        optional("exclusiveMinimum", Shape::Boolean),
        optional("exclusiveMaximum", Shape::Boolean),
        optional("multipleOf", Shape::Number),
        optional("x-expandableFields", STRINGS),
        optional("x-expansionResources", Shape::Object(&EXPANSION_RESOURCES)),
        optional("x-resourceId", Shape::String),
        optional("x-stripeBypassValidation", Shape::Boolean),
        refused("xml", "requests and responses are forms and JSON"),
        ignored("example", EXAMPLES),
        ignored("externalDocs", OTHER_DOCS),
    ],
    check: schemas::check,
};

static DISCRIMINATOR: Object = object(
    "a discriminator",
    &[
        required("propertyName", Shape::String),
        optional("mapping", Shape::Map(Names::Free, &Shape::String)),
    ],
);

static EXPANSION_RESOURCES: Object = object(
    "the resources of an expansion",
    &[required("oneOf", Shape::List(&Shape::Schema))],
);
