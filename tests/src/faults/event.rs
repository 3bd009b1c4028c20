//! What may happen to one request.

/// What happens to one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The connection is closed before the request was read whole, so it is not done.
    Hangup(Read),
    /// The request is read whole, and answered.
    Answer {
        /// When the write is done, if it is.
        applied: Applied,
        /// What is answered.
        reply: Reply,
        /// How much of that arrives, and how.
        delivery: Delivery,
    },
}

/// How much of a request is read before the connection is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// Nothing at all.
    Nothing,
    /// A part of the headers.
    Head,
    /// The headers and a part of the body.
    Body,
}

/// Whether and when a write is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// Not at all: the fault was before the service.
    Never,
    /// Before it is answered: the fault is between the service and the client.
    First,
    /// When the client has given up, as by a service that is slow.
    Late,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The object that was written or read. A key that was seen before is answered as before.
    Success,
    /// Something else.
    Other {
        /// The status.
        status: u16,
        /// Headers beside those that tell the length.
        headers: Vec<(String, String)>,
        /// The body.
        body: Body,
    },
}

/// Bodies that a success does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// Stripe's error with this code.
    Error(&'static str),
    /// The object of a success, which no other status makes one.
    Object,
    /// Any text.
    Text(&'static str),
}

/// How a reply arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Whole, with its length. The connection stays open.
    Whole,
    /// Whole, with its length, and then the connection is closed.
    Close,
    /// Whole, in chunks.
    Chunked,
    /// Whole, and its end is told by closing the connection.
    Unmeasured,
    /// Whole, a byte at a time.
    Bytewise,
    /// Up to a point, and then the connection is closed.
    Cut(Point),
    /// Up to a point, and then nothing more.
    Stalled(Point),
    /// A byte at a time, with no end.
    Endless(Point),
    /// In chunks, and the connection is closed where the last chunk should be.
    Unterminated,
    /// With a greater length than the body has; then the connection is closed.
    TooLong,
    /// With a smaller length than the body has. What is left over looks like the next reply.
    TooShort,
    /// With 100 MB of something.
    Huge(Huge),
    /// Whole, after one that only announces it.
    Announced,
    /// As something that is no HTTP at all.
    Garbage,
}

/// What there is 100 MB of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Huge {
    /// A body whose length is told.
    Body,
    /// A body in chunks.
    Chunks,
    /// A header.
    Header,
}

/// A point of a reply.
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
    /// A request that is done and answered as it should be.
    #[must_use]
    pub fn success() -> Self {
        Self::delivered(Delivery::Whole)
    }

    /// A request that is done, and whose success arrives like this.
    #[must_use]
    pub fn delivered(delivery: Delivery) -> Self {
        Self::Answer {
            applied: Applied::First,
            reply: Reply::Success,
            delivery,
        }
    }

    /// A request that is refused with this status and code, and not done.
    #[must_use]
    pub fn status(status: u16, code: &'static str) -> Self {
        Self::answer(Applied::Never, status, Body::Error(code))
    }

    /// A request that is answered with this status, and arrives whole.
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

    /// The same, with another header in its answer.
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

    /// The same, done at another time or not at all.
    #[must_use]
    pub fn applied(mut self, when: Applied) -> Self {
        if let Self::Answer { applied, .. } = &mut self {
            *applied = when;
        }
        self
    }
}
