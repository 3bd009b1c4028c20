//! Why a request is refused before anything is sent.

use thiserror::Error as ThisError;

/// A request, or a client's setting, that was refused before anything was sent.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum RequestError {
    /// The API key cannot be sent.
    #[error(
        "the API key is empty or holds white space or other characters that a header cannot carry"
    )]
    ApiKey,
    /// An argument of the path would make it another path.
    #[error(
        "`{name}` in {template} is empty, `.` or `..`: that would be the path of something else"
    )]
    PathArgument {
        /// The path, with a `{name}` for each argument.
        template: String,
        /// The argument.
        name: String,
    },
    /// The path of a raw request is none.
    #[error("the path {0}")]
    Path(&'static str),
    /// Both an account and a context are given.
    #[error("a call has a Stripe-Account or a Stripe-Context, not both")]
    AccountAndContext,
    /// The caller's idempotency key cannot be sent.
    #[error("the idempotency key {0}")]
    IdempotencyKey(&'static str),
    /// The header has an empty value, or a name or a value that HTTP does not allow.
    #[error("the header `{0}` is empty or not allowed in HTTP")]
    Header(String),
    /// The client sets this header itself.
    #[error("the header `{0}` is set by the client: use the option for it")]
    ReservedHeader(String),
    /// The base URL is none.
    #[error("the base URL is not of the form http[s]://host[:port][/path]")]
    BaseUrl,
    /// The parameters of the query make the URL too long, or a server named a URL on another host.
    #[error("the URL is too long, malformed or on another host")]
    Url,
    /// A parameter is set to an empty string, which Stripe takes for a request to clear it.
    #[error(
        "`{0}` is an empty string, which Stripe takes for a request to clear it: leave it out, or clear it with an `unset_…` method where there is one"
    )]
    EmptyText(String),
    /// A page says that there is another one, but not where.
    #[error("the page does not say where the list goes on: {0}")]
    Page(String),
    /// A parameter is a file, and the operation is no upload.
    #[error("`{0}` is a file, which only the body of an upload can carry")]
    File(String),
    /// The system has no random numbers for an idempotency key or a boundary.
    #[error("the system has no random numbers: {0}")]
    Randomness(String),
    /// No transport was given, and the feature that brings one is off.
    #[error("there is no transport: turn on the feature `{0}` or give the builder one")]
    NoTransport(&'static str),
    /// A call has a total timeout, and there is no clock to measure it.
    #[error("a total timeout needs a clock, and this system has none: give the builder one")]
    NoClock,
    /// The transport cannot be set up.
    #[error("the transport cannot be set up: {0}")]
    Transport(String),
}
