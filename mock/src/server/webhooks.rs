//! Sends events to an endpoint, signed as Stripe signs them, again where it does not take them.

use std::fmt::{self, Write as _};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::Uri;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedReceiver;

use super::{Shared, now};

/// How often an event is sent that the endpoint does not take.
const ATTEMPTS: u32 = 6;
/// An endpoint that takes longer does not take it.
const PATIENCE: Duration = Duration::from_secs(10);
/// More of an answer than this is not read: its status says all.
const LONGEST: usize = 64 * 1024;
/// The wait before the second attempt; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(100);

/// Where events are sent.
#[derive(Clone)]
pub struct Endpoint {
    uri: Uri,
    secret: String,
    /// Chance that events come twice and out of order.
    disorder: Option<fastrand::Rng>,
}

/// A URL that events cannot be sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointError(String);

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EndpointError {}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Endpoint({})", self.uri)
    }
}

impl Endpoint {
    /// An endpoint at a URL, with the secret that events are signed with.
    ///
    /// # Errors
    ///
    /// The URL is not `http` with a host, or the secret is empty.
    pub fn new(url: &str, secret: &str) -> Result<Self, EndpointError> {
        let uri: Uri = url
            .parse()
            .map_err(|error| EndpointError(format!("`{url}` is no URL: {error}")))?;
        if uri.scheme_str() != Some("http") || uri.host().is_none() {
            return Err(EndpointError(format!(
                "`{url}` is no URL of the form http://127.0.0.1:3000/webhook: the stand-in has no TLS"
            )));
        }
        if secret.is_empty() {
            let message = "the secret that events are signed with is empty";
            return Err(EndpointError(message.to_owned()));
        }
        Ok(Self {
            uri,
            secret: secret.to_owned(),
            disorder: None,
        })
    }

    /// The same, but events come twice and out of order, as a seed has it: Stripe promises neither.
    #[must_use]
    pub fn in_disorder(mut self, seed: u64) -> Self {
        self.disorder = Some(fastrand::Rng::with_seed(seed));
        self
    }
}

/// One attempt to deliver an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The type of the event, such as `refund.created`.
    pub event_type: String,
    /// The id of the event.
    pub event_id: String,
    /// Which attempt it is. The first is 1.
    pub number: u32,
    /// The status that the endpoint answered, or why there is none.
    pub answer: Result<u16, String>,
}

impl Attempt {
    /// Whether the endpoint took the event.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        matches!(self.answer, Ok(status) if (200..300).contains(&status))
    }

    /// As JSON. Requests have no field `delivery`.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "delivery": {
                "event_type": self.event_type,
                "event_id": self.event_id,
                "attempt": self.number,
                "status": self.answer.as_ref().ok(),
                "error": self.answer.as_ref().err(),
            },
        })
    }
}

/// One line for people.
impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.answer {
            Ok(status) => write!(f, "{status}")?,
            Err(_) => f.write_str("---")?,
        }
        write!(f, " webhook {}  {}", self.event_type, self.event_id)?;
        if self.number > 1 || !self.is_taken() {
            write!(f, "  attempt {} of {ATTEMPTS}", self.number)?;
        }
        match &self.answer {
            Err(reason) => write!(f, "  {reason}"),
            Ok(_) => Ok(()),
        }
    }
}

/// Sends what arrives in the queue, one event after the other, until the queue ends.
pub(super) async fn deliver(
    mut endpoint: Endpoint,
    mut queue: UnboundedReceiver<Value>,
    shared: Arc<Shared>,
) {
    while let Some(first) = queue.recv().await {
        let mut events = vec![first];
        if let Some(chance) = &mut endpoint.disorder {
            // Events of one request are there at once; those of the next may be a moment later.
            tokio::time::sleep(Duration::from_millis(20)).await;
            while let Ok(event) = queue.try_recv() {
                events.push(event);
            }
            let twice: Vec<Value> = events
                .iter()
                .filter(|_| chance.u8(..4) == 0)
                .cloned()
                .collect();
            events.extend(twice);
            chance.shuffle(&mut events);
        }
        for event in events {
            send(&endpoint, &event, &shared).await;
        }
    }
}

/// Sends an event until the endpoint answers with a status of success, or has had its chances.
async fn send(endpoint: &Endpoint, event: &Value, shared: &Shared) {
    let text = |name: &str| event.get(name).and_then(Value::as_str).unwrap_or_default();
    let body = event.to_string();
    let mut wait = FIRST_WAIT;
    for number in 1..=ATTEMPTS {
        let sent = tokio::time::timeout(PATIENCE, post(endpoint, &body)).await;
        let late = |_| Err(format!("no answer within {} s", PATIENCE.as_secs()));
        let attempt = Attempt {
            event_type: text("type").to_owned(),
            event_id: text("id").to_owned(),
            number,
            answer: sent.unwrap_or_else(late),
        };
        (shared.deliveries)(&attempt);
        if attempt.is_taken() {
            return;
        }
        if number < ATTEMPTS {
            tokio::time::sleep(wait).await;
            wait = wait.saturating_mul(2);
        }
    }
}

/// One attempt: the status of the answer, or why there is none.
async fn post(endpoint: &Endpoint, event: &str) -> Result<u16, String> {
    let request = request(endpoint, event).ok_or("no request can be made of the URL")?;
    let host = endpoint.uri.host().unwrap_or_default();
    let host = host.trim_matches(['[', ']']);
    let port = endpoint.uri.port_u16().unwrap_or(80);
    let stream = TcpStream::connect((host, port))
        .await
        .map_err(|error| format!("no connection: {error}"))?;
    let no_answer = |error: hyper::Error| format!("no answer: {error}");
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(no_answer)?;
    let driver = tokio::spawn(connection);
    let answer = sender.send_request(request).await.map_err(no_answer)?;
    let status = answer.status().as_u16();
    // The endpoint may still be writing, and would see a closed connection; the status has settled it.
    let rest = Limited::new(answer.into_body(), LONGEST).collect();
    let _ = tokio::time::timeout(FIRST_WAIT, rest).await;
    driver.abort();
    Ok(status)
}

fn request(endpoint: &Endpoint, event: &str) -> Option<hyper::Request<Full<Bytes>>> {
    let path = endpoint
        .uri
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let request = hyper::Request::post(path)
        .header("host", endpoint.uri.authority()?.as_str())
        .header("content-type", "application/json; charset=utf-8")
        .header(
            "user-agent",
            "Stripe/1.0 (the stand-in of a Rust client's project)",
        )
        .header(
            "stripe-signature",
            signature(&endpoint.secret, now(), event)?,
        );
    request.body(Full::new(Bytes::from(event.to_owned()))).ok()
}

/// The header `Stripe-Signature`.
fn signature(secret: &str, at: i64, body: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(format!("{at}.{body}").as_bytes());
    let mut text = format!("t={at},v1=");
    for byte in mac.finalize().into_bytes() {
        write!(text, "{byte:02x}").ok()?;
    }
    Some(text)
}
