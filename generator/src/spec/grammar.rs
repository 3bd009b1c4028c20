//! What an OpenAPI 3.0 document may contain, as tables.
//!
//! A key is accepted, ignored with a warning, or refused with a reason; a key that is in no table is unknown. The
//! `x-` extensions are those that Stripe's documents contain.

use super::shape::{
    Names, Object, Section, Shape, ignored, object, optional, refused, required, silent,
};
use super::{operations, schemas};

const STRINGS: Shape = Shape::List(&Shape::String);
const EXAMPLES: &str = "examples are not part of the client";
const OTHER_DOCS: &str = "links to other documentation are not part of the client";
const DEFAULTS: &str =
    "the server applies it to what a caller leaves out; say so in the description";
const VERBS: &str = "a client reads and writes; it has `get`, `post`, `put`, `patch` and `delete`";

const PARAMETERS: Shape = Shape::List(&Shape::Shared(&PARAMETER, Section::Parameters));
const SERVERS: Shape = Shape::List(&Shape::Object(&SERVER));

pub(super) static DOCUMENT: Object = Object {
    name: "an OpenAPI document",
    fields: &[
        required("openapi", Shape::String),
        required("info", Shape::Object(&INFO)),
        optional("servers", SERVERS),
        required("paths", Shape::Map(Names::Path, &Shape::Object(&PATH))),
        optional("components", Shape::Object(&COMPONENTS)),
        optional("security", Shape::List(&Shape::Map(Names::Free, &STRINGS))),
        silent("tags"),
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
        optional(
            "variables",
            Shape::Map(Names::Free, &Shape::Object(&SERVER_VARIABLE)),
        ),
    ],
);

static SERVER_VARIABLE: Object = object(
    "a variable of a server",
    &[
        required("default", Shape::String),
        optional("enum", STRINGS),
        optional("description", Shape::String),
    ],
);

static PATH: Object = Object {
    name: "a path",
    fields: &[
        optional("get", Shape::Object(&OPERATION)),
        optional("post", Shape::Object(&OPERATION)),
        optional("delete", Shape::Object(&OPERATION)),
        optional("put", Shape::Object(&OPERATION)),
        optional("patch", Shape::Object(&OPERATION)),
        ignored("head", VERBS),
        ignored("options", VERBS),
        ignored("trace", VERBS),
        optional("servers", SERVERS),
        optional("parameters", PARAMETERS),
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
        optional("operationId", Shape::String),
        optional("summary", Shape::String),
        optional("description", Shape::String),
        optional("deprecated", Shape::Boolean),
        optional("parameters", PARAMETERS),
        optional(
            "requestBody",
            Shape::Shared(&REQUEST_BODY, Section::RequestBodies),
        ),
        required(
            "responses",
            Shape::Map(Names::Status, &Shape::Shared(&RESPONSE, Section::Responses)),
        ),
        optional("servers", SERVERS),
        silent("security"),
        ignored(
            "callbacks",
            "a client is called back by webhooks, which have types of their own",
        ),
        silent("tags"),
        ignored("externalDocs", OTHER_DOCS),
    ],
    check: operations::check_operation,
};

static PARAMETER: Object = Object {
    name: "a parameter",
    fields: &[
        required("name", Shape::String),
        required("in", Shape::Choice(&["path", "query", "header"])),
        required("schema", Shape::Schema),
        optional("description", Shape::String),
        optional("required", Shape::Boolean),
        optional("deprecated", Shape::Boolean),
        optional("style", Shape::Choice(&["simple", "form", "deepObject"])),
        optional("explode", Shape::Boolean),
        optional("allowReserved", Shape::Boolean),
        optional("allowEmptyValue", Shape::Boolean),
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
        silent("links"),
    ],
);

static MEDIA_TYPE: Object = object(
    "a media type",
    &[
        optional("schema", Shape::Schema),
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
            "parameters",
            Shape::Map(
                Names::Component,
                &Shape::Shared(&PARAMETER, Section::Parameters),
            ),
        ),
        optional(
            "requestBodies",
            Shape::Map(
                Names::Component,
                &Shape::Shared(&REQUEST_BODY, Section::RequestBodies),
            ),
        ),
        optional(
            "responses",
            Shape::Map(
                Names::Component,
                &Shape::Shared(&RESPONSE, Section::Responses),
            ),
        ),
        optional(
            "securitySchemes",
            Shape::Map(Names::Component, &Shape::Object(&SECURITY_SCHEME)),
        ),
        silent("headers"),
        silent("links"),
        silent("callbacks"),
        ignored("examples", EXAMPLES),
    ],
);

static SECURITY_SCHEME: Object = Object {
    name: "a security scheme",
    fields: &[
        required(
            "type",
            Shape::Choice(&["apiKey", "http", "oauth2", "openIdConnect"]),
        ),
        optional("scheme", Shape::String),
        optional("bearerFormat", Shape::String),
        optional("description", Shape::String),
        optional("name", Shape::String),
        optional("in", Shape::Choice(&["query", "header", "cookie"])),
        optional("flows", Shape::Any),
        optional("openIdConnectUrl", Shape::String),
    ],
    check: operations::check_scheme,
};

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
        silent("xml"),
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
