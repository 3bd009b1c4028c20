//! What may happen to one request.

/// What happens to one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The connection is closed before the whole request was read, so the write is not applied.
    Hangup(Read),
    /// The whole request is read, and the server responds.
    Answer {
        /// Whether and when the write is applied.
        applied: Applied,
        /// The response.
        reply: Reply,
        /// How it is delivered.
        delivery: Delivery,
    },
    /// The same, and a day goes by before the response is sent: the service forgets its idempotency keys.
    Overnight(Box<Event>),
}

/// How much of a request is read before the connection is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// Nothing.
    Nothing,
    /// Some of the headers.
    Head,
    /// The headers and some of the body.
    Body,
}

/// Whether and when a write is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// Never: the fault is in front of the service.
    Never,
    /// Before the response: the fault is between the service and the client.
    First,
    /// After the client has given up, as with a slow service.
    Late,
}

/// The response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The object that was written or read. A known idempotency key gets the same response again.
    Success,
    /// Something else.
    Other {
        /// The status.
        status: u16,
        /// Headers other than those for the length.
        headers: Vec<(String, String)>,
        /// The body.
        body: Body,
    },
}

/// Bodies of responses that are not the expected success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// Stripe's error with this code.
    Error(&'static str),
    /// The object of a success, with a status that does not mean success.
    Object,
    /// Any text.
    Text(&'static str),
}

/// How a response arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Whole, with its length. The connection stays open.
    Whole,
    /// Whole, with its length, and then the connection is closed.
    Close,
    /// Whole, in chunks.
    Chunked,
    /// Whole, and delimited by closing the connection.
    Unmeasured,
    /// Whole, a byte at a time.
    Bytewise,
    /// Up to a point, and then the connection is closed.
    Cut(Point),
    /// Up to a point, and then nothing more, with the connection open.
    Stalled(Point),
    /// A byte at a time, with no end.
    Endless(Point),
    /// In chunks, and the connection is closed where the last chunk should be.
    Unterminated,
    /// With a `Content-Length` above the body's length; then the connection is closed.
    TooLong,
    /// With a `Content-Length` below the body's length. The leftover bytes look like the next response.
    TooShort,
    /// With 100 MB of something.
    Huge(Huge),
    /// Whole, after an informational (1xx) response.
    Announced,
    /// As bytes that are not HTTP.
    Garbage,
}

/// The part that is 100 MB long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Huge {
    /// A body with `Content-Length`.
    Body,
    /// A body in chunks.
    Chunks,
    /// A header.
    Header,
}

/// A point in a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// Before the first byte.
    Nothing,
    /// Within the headers.
    Head,
    /// Between the headers and the body.
    Between,
    /// Within the body.
    Body,
}

impl Event {
    /// The request is applied, and a success arrives.
    #[must_use]
    pub fn success() -> Self {
        Self::delivered(Delivery::Whole)
    }

    /// The request is applied, and the success is delivered like this.
    #[must_use]
    pub fn delivered(delivery: Delivery) -> Self {
        Self::Answer {
            applied: Applied::First,
            reply: Reply::Success,
            delivery,
        }
    }

    /// The request is refused with this status and code, and not applied.
    #[must_use]
    pub fn status(status: u16, code: &'static str) -> Self {
        Self::answer(Applied::Never, status, Body::Error(code))
    }

    /// A complete response with this status arrives.
    #[must_use]
    pub fn answer(applied: Applied, status: u16, body: Body) -> Self {
        let headers = vec![("Request-Id".to_owned(), format!("req_{status}"))];
        Self::Answer {
            applied,
            reply: Reply::Other {
                status,
                headers,
                body,
            },
            delivery: Delivery::Whole,
        }
    }

    /// A complete response with this status arrives that is not the service's, but of a proxy in front of it.
    #[must_use]
    pub fn foreign(applied: Applied, status: u16, page: &'static str) -> Self {
        Self::Answer {
            applied,
            reply: Reply::Other {
                status,
                headers: Vec::new(),
                body: Body::Text(page),
            },
            delivery: Delivery::Whole,
        }
    }

    /// Whether the service refuses a request on its merits, which it only does if the same request was not applied.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        let Self::Answer {
            reply: Reply::Other {
                status, headers, ..
            },
            ..
        } = self
        else {
            return false;
        };
        let is_own = headers.iter().any(|(name, _)| name == "Request-Id");
        is_own && matches!(status, 400 | 402 | 404)
    }

    /// The same event, with another header in the response.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let Self::Answer {
            reply: Reply::Other { headers, .. },
            ..
        } = &mut self
        {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// The same event, with the write applied at another time or never.
    #[must_use]
    pub fn applied(mut self, when: Applied) -> Self {
        if let Self::Answer { applied, .. } = &mut self {
            *applied = when;
        }
        self
    }
}
