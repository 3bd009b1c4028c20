//! One interface to both clients, and results as plain data.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use stripe_client::client::transport::Clock;
use stripe_client::client::{Raw, Reply, TransportErrorKind};
use stripe_client::json::Json;
use stripe_client::objects::Refund;
use stripe_client::services::refunds::{CreateRefund, RetrieveRefund};
use stripe_client::values::Timestamp;
use stripe_client::{Client, Error, ErrorClass, blocking};
use tokio::runtime::Runtime;

/// Which client makes the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Async,
    Blocking,
}

pub const MODES: [Mode; 2] = [Mode::Async, Mode::Blocking];

/// A timeout that never expires in a test.
pub const PATIENT: Duration = Duration::from_secs(30);

/// Runs a check that expects a timeout. If it fails, it is repeated with a longer timeout: on a busy machine the other
/// responses may be late.
pub fn timed(check: impl Fn(Duration)) {
    for millis in [300, 2000] {
        let timeout = Duration::from_millis(millis);
        if catch_unwind(AssertUnwindSafe(|| check(timeout))).is_ok() {
            return;
        }
    }
    check(Duration::from_secs(10));
}

/// A client of either mode.
pub enum Caller {
    Async(Runtime, Client),
    Blocking(blocking::Client),
}

impl Caller {
    /// A client with almost no backoff.
    pub fn new(mode: Mode, url: &str, max_retries: u32, timeout: Duration) -> Self {
        Self::over_days(mode, url, max_retries, timeout, Arc::default())
    }

    /// [`new`](Self::new), with a clock that shows how many days went by at the server.
    pub fn over_days(
        mode: Mode,
        url: &str,
        max_retries: u32,
        timeout: Duration,
        days: Arc<AtomicU64>,
    ) -> Self {
        let clock = Days {
            start: Instant::now(),
            days,
        };
        macro_rules! built {
            ($client:ty) => {
                <$client>::builder("sk_test_1")
                    .base_url(url)
                    .max_retries(max_retries)
                    .backoff(Duration::from_micros(10))
                    .timeout(timeout)
                    .clock(clock)
                    .build()
                    .unwrap()
            };
        }
        match mode {
            Mode::Async => {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build();
                Self::Async(runtime.unwrap(), built!(Client))
            }
            Mode::Blocking => Self::Blocking(built!(blocking::Client)),
        }
    }

    /// Creates a refund of this amount, which identifies the call.
    pub fn create(&self, amount: i64) -> Got {
        let request = CreateRefund::new().charge("ch_1").amount(amount);
        Got::of(match self {
            Self::Async(runtime, client) => runtime.block_on(client.execute(request)),
            Self::Blocking(client) => client.execute(request),
        })
    }

    /// Calls an operation that the fragment does not have.
    pub fn raw(&self, request: Raw) -> Result<Reply<Json>, Error> {
        match self {
            Self::Async(runtime, client) => runtime.block_on(client.execute(request)),
            Self::Blocking(client) => client.execute(request),
        }
    }

    /// Reads a file of at most this many bytes, and returns the number of attempts until its headers arrived.
    pub fn download(&self, request: Raw, limit: usize) -> Result<(Vec<u8>, u32), Error> {
        match self {
            Self::Async(runtime, client) => runtime.block_on(async {
                let file = request.on(client).download().await?;
                let attempts = file.attempts();
                Ok((file.into_bytes(limit).await?, attempts))
            }),
            Self::Blocking(client) => {
                let file = request.on(client).download()?;
                let attempts = file.attempts();
                Ok((file.into_bytes(limit)?, attempts))
            }
        }
    }

    /// Retrieves a refund.
    pub fn retrieve(&self) -> Got {
        let request = RetrieveRefund::new("re_1");
        Got::of(match self {
            Self::Async(runtime, client) => runtime.block_on(client.execute(request)),
            Self::Blocking(client) => client.execute(request),
        })
    }
}

/// A clock beside which days go by at once, of which only the date takes notice, as on a computer that sleeps.
struct Days {
    start: Instant,
    days: Arc<AtomicU64>,
}

impl Clock for Days {
    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn unix_time(&self) -> Option<Timestamp> {
        let days = i64::try_from(self.days.load(Ordering::SeqCst)).ok()?;
        Some(Timestamp::from_seconds(1_790_000_000 + days * 86_400))
    }
}

/// The result of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Got {
    pub outcome: Outcome,
    pub attempts: u32,
    pub key: Option<String>,
    pub request_id: Option<String>,
    /// The body, if it arrived completely.
    pub body: Option<String>,
    /// `false` if the error says that nothing can have been applied.
    pub may_be_done: bool,
}

/// The kind of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A refund of this id and amount.
    Success(String, i64),
    /// A success without a refund.
    Undecodable,
    /// A response with this status.
    Refused(u16, ErrorClass),
    /// No response.
    Broken(TransportErrorKind),
}

impl Got {
    fn of(result: Result<Reply<Refund>, Error>) -> Self {
        let text = |body: &[u8]| String::from_utf8_lossy(body).into_owned();
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let error = match result {
            Ok(reply) => {
                return Self {
                    outcome: Outcome::Success(reply.id.clone(), reply.amount),
                    attempts: reply.attempts(),
                    key: owned(reply.idempotency_key()),
                    request_id: owned(reply.request_id()),
                    body: Some(text(reply.body())),
                    may_be_done: true,
                };
            }
            Err(error) => error,
        };
        let outcome = match &error {
            Error::Decode(_) => Outcome::Undecodable,
            Error::Api(error) => Outcome::Refused(error.status(), error.class()),
            Error::Transport(error) => Outcome::Broken(error.kind()),
            error => panic!("{error:?}"),
        };
        Self {
            outcome,
            attempts: error.attempts(),
            key: owned(error.idempotency_key()),
            request_id: owned(error.request_id()),
            body: error.body().map(text),
            may_be_done: error.may_be_done(),
        }
    }
}
