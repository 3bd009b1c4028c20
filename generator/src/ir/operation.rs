//! Operations: how a call is sent and answered.

use super::{Docs, Field, Lengths, SchemaPath, Type};

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// JSON pointer of the operation.
    pub pointer: String,
    /// `operationId` of the document.
    pub id: String,
    /// HTTP method.
    pub method: Method,
    /// Path, in segments.
    pub path: Vec<Segment>,
    /// What the document says about it.
    pub docs: Docs,
    /// Origin, where it differs from [`Api::base`](super::Api::base).
    pub base: Option<String>,
    /// How parameters are encoded.
    pub encoding: Encoding,
    /// Path arguments, in the order of the URL.
    pub path_parameters: Vec<Field>,
    /// Parameters in query or body, sorted by name.
    pub parameters: Vec<Field>,
    /// Names of the parameters that are in the query although others are in the body, sorted.
    pub in_query: Vec<String>,
    /// How long the texts in them may be.
    pub lengths: Lengths,
    /// The type of a successful response.
    pub reply: Type,
    /// The rest of what the document says about responses.
    pub replies: Replies,
    /// How further pages are requested.
    pub paging: Option<Paging>,
}

impl Operation {
    /// Method and path as the document writes them, such as `POST /v1/refunds/{refund}`.
    #[must_use]
    pub fn route(&self) -> String {
        let mut text = self.method.as_str().to_owned();
        text.push(' ');
        text.push_str(&self.template());
        text
    }

    /// The path with its arguments in braces.
    #[must_use]
    pub fn template(&self) -> String {
        template(&self.path)
    }

    /// Names of the path arguments, in the order of the URL.
    pub fn arguments(&self) -> impl Iterator<Item = &str> {
        self.path.iter().filter_map(|segment| match segment {
            Segment::Argument(name) => Some(name.as_str()),
            Segment::Literal(_) => None,
        })
    }
}

/// HTTP method of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
}

impl Method {
    /// Whether a request with this method has a body.
    #[must_use]
    pub fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }

    /// The method as written in a request line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
        }
    }
}

/// A part of a path between two slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Literal text.
    Literal(String),
    /// A path parameter.
    Argument(String),
}

/// A path with its arguments in braces.
#[must_use]
pub fn template(path: &[Segment]) -> String {
    path.iter()
        .fold(String::new(), |text, segment| match segment {
            Segment::Literal(name) => text + "/" + name,
            Segment::Argument(name) => text + "/{" + name + "}",
        })
}

/// How the parameters of an operation are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// In the query string.
    Query,
    /// As `application/x-www-form-urlencoded`.
    Form,
    /// As `application/json`.
    Json,
    /// As `multipart/form-data`.
    Multipart,
}

/// How a list is paginated, which decides its envelope too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paging {
    /// `starting_after` and `ending_before` carry the id of an item.
    Cursor,
    /// `page` carries the `next_page` of the page before.
    Page,
    /// `next_page_url` is fetched as it is.
    Url,
}

/// What the document says about the responses of an operation, except for the
/// type of a success.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replies {
    /// Media type of a success.
    pub media_type: String,
    /// Description of a success.
    pub description: String,
    /// Documentation of the schema of a success, if the schema has no name.
    pub schema: Docs,
    /// Whether a success may also come without a body.
    pub may_be_empty: bool,
    /// The response of a failure.
    pub error: Option<ErrorReply>,
}

/// The response of an operation that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorReply {
    /// Description of a failure.
    pub description: String,
    /// Possible schemas, in the document's order.
    pub schemas: Vec<SchemaPath>,
}
