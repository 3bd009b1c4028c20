//! Why a request is refused before anything is sent.

use thiserror::Error as ThisError;

/// A request or a client's setting that was refused before anything was sent.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum RequestError {
    /// The API key cannot be sent.
    #[error(
        "the API key is empty or contains white space or other characters that a header cannot carry"
    )]
    ApiKey,
    /// An argument of the path is empty, `.` or `..`, which would name another resource.
    #[error(
        "`{name}` in {template} is empty, `.` or `..`: the path would be that of another resource"
    )]
    PathArgument {
        /// The path, with a `{name}` for each argument.
        template: String,
        /// The argument.
        name: String,
    },
    /// The path of a raw request is not valid.
    #[error("the path {0}")]
    Path(&'static str),
    /// Both an account and a context are given.
    #[error("a call cannot have both a Stripe-Account and a Stripe-Context")]
    AccountAndContext,
    /// The caller's idempotency key cannot be sent.
    #[error("the idempotency key {0}")]
    IdempotencyKey(&'static str),
    /// The caller's idempotency key was made more than 24 hours ago.
    #[error(
        "the idempotency key is older than 24 hours, so Stripe may have forgotten it and would process the request again: find out what the first request did before you send it with a new key"
    )]
    IdempotencyKeyExpired,
    /// The header has an empty value, or a name or a value that HTTP does not allow.
    #[error("the header `{0}` is empty or not allowed in HTTP")]
    Header(String),
    /// The client sets this header itself.
    #[error("the header `{0}` is set by the client: use the option for it")]
    ReservedHeader(String),
    /// The base URL is not valid.
    #[error("the base URL is not of the form http[s]://host[:port][/path]")]
    BaseUrl,
    /// The call would send an API key that is not a test key over a network without encryption; see
    /// [`Builder::allow_plain_http`](crate::client::Builder::allow_plain_http).
    #[error(
        "the base URL is http:// and the API key is not a test key: use https://, loopback or `allow_plain_http`"
    )]
    PlainHttp,
    /// The proxy cannot be used; see [`Builder::proxy`](crate::client::Builder::proxy). Nothing is sent without it. If
    /// the environment sets it and the client needs none, `proxy("")` ignores the environment.
    #[error("the proxy of `{setting}` {reason}")]
    Proxy {
        /// `Builder::proxy`, or the environment variable.
        setting: &'static str,
        /// Why it cannot be used.
        reason: &'static str,
    },
    /// The query makes the URL too long, or a response contained a URL on another host.
    #[error("the URL is too long, malformed or on another host")]
    Url,
    /// Parameters are required and not set: all of them, by their names on the wire, such as `items[0][price]`.
    #[error("required and not set: {}", listed(.0))]
    Missing(Vec<String>),
    /// A parameter is set to an empty string, which Stripe reads as clearing it.
    #[error(
        "`{0}` is an empty string, which Stripe reads as clearing it: omit it, or clear it with an `unset_…` method if there is one"
    )]
    EmptyText(String),
    /// A parameter or a key of a map has an empty name, which Stripe reads as an item of a list.
    #[error("`{0}` has an empty name, which Stripe reads as an item of a list: use another key")]
    EmptyName(String),
    /// A map is cleared as a whole and has entries too. Stripe cannot be asked to replace a map.
    #[error(
        "`{0}` is cleared as a whole and set in one call, which Stripe has no form for: clear it in a call of its own, or unset single keys"
    )]
    ClearedAndSet(String),
    /// A parameter has lists or objects in each other, more than 64 levels deep.
    #[error("`{0}` is nested more than 64 levels deep")]
    TooDeep(String),
    /// A page says that there is another one, but not where it is.
    #[error("the page does not say where the next one is: {0}")]
    Page(String),
    /// A parameter is a file, but the operation is not an upload.
    #[error("`{0}` is a file, but only an upload can send one")]
    File(String),
    /// The system gave no random numbers for an idempotency key or a multipart boundary.
    #[error("the system has no random numbers: {0}")]
    Randomness(String),
    /// No transport was given, and the feature with the built-in one is off.
    #[error("there is no transport: enable the feature `{0}` or give the builder a transport")]
    NoTransport(&'static str),
    /// A call has a total timeout or says when its key was made, but there is no clock to judge it.
    #[error(
        "a total timeout and the age of an idempotency key need a clock, and this target has none: give the builder a clock"
    )]
    NoClock,
    /// The limit of requests in flight is 0.
    #[error("the limit of requests in flight is 0: nothing could be sent")]
    MaxInFlight,
    /// The transport cannot be set up.
    #[error("the transport cannot be set up: {0}")]
    Transport(String),
}

/// Names in a sentence.
fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
