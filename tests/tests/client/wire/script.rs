//! A transport that returns scripted responses and records the requests. Its sleeps return at once.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use stripe_client::client::transport::{
    BlockingTransport, BoxFuture, HttpRequest, HttpResponse, Transport, TransportError,
    TransportErrorKind,
};
use stripe_client::{Client, blocking};

/// The outcome of one request.
#[derive(Clone)]
pub enum End {
    /// Status, headers and body.
    Answer(u16, Vec<(&'static str, String)>, String),
    /// No response.
    Lost(TransportErrorKind),
    /// Never completes.
    Never,
}

impl End {
    pub fn ok(body: &str) -> Self {
        Self::Answer(
            200,
            vec![("request-id", "req_ok".to_owned())],
            body.to_owned(),
        )
    }

    pub fn status(status: u16) -> Self {
        Self::Answer(status, Vec::new(), "{}".to_owned())
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Self::Answer(_, headers, _) = &mut self {
            headers.push((name, value.to_owned()));
        }
        self
    }
}

#[derive(Clone, Default)]
pub struct Script {
    ends: Arc<Mutex<VecDeque<End>>>,
    sent: Arc<Mutex<Vec<HttpRequest>>>,
    slept: Arc<Mutex<Vec<Duration>>>,
}

impl Script {
    pub fn new(ends: impl IntoIterator<Item = End>) -> Self {
        let script = Self::default();
        script.ends.lock().unwrap().extend(ends);
        script
    }

    pub fn client(&self) -> Client {
        let builder = Client::builder("sk_test_1").transport(self.clone());
        builder.build().unwrap()
    }

    pub fn blocking_client(&self) -> blocking::Client {
        let builder = blocking::Client::builder("sk_test_1").transport(self.clone());
        builder.build().unwrap()
    }

    pub fn sent(&self) -> Vec<HttpRequest> {
        self.sent.lock().unwrap().clone()
    }

    pub fn slept(&self) -> Vec<Duration> {
        self.slept.lock().unwrap().clone()
    }

    /// The idempotency keys of all requests.
    pub fn keys(&self) -> Vec<Option<String>> {
        let key = |request: &HttpRequest| {
            let key = request.headers.get("idempotency-key")?;
            Some(key.to_str().unwrap().to_owned())
        };
        self.sent().iter().map(key).collect()
    }

    /// `None` if the request never completes.
    fn take(&self, request: HttpRequest) -> Option<Result<HttpResponse, TransportError>> {
        self.sent.lock().unwrap().push(request);
        let end = self.ends.lock().unwrap().pop_front();
        match end.expect("more is sent than there are answers to") {
            End::Answer(status, headers, body) => {
                let headers = headers
                    .iter()
                    .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
                let status = status.try_into().unwrap();
                Some(Ok(HttpResponse::new(status, headers.collect(), body)))
            }
            End::Lost(kind) => Some(Err(TransportError::new(kind, "as the script says"))),
            End::Never => None,
        }
    }
}

impl Transport for Script {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            match self.take(request) {
                Some(end) => end,
                None => std::future::pending().await,
            }
        })
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.slept.lock().unwrap().push(time);
        Box::pin(std::future::ready(()))
    }
}

impl BlockingTransport for Script {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.take(request).expect("a thread that waits for ever")
    }

    fn sleep(&self, time: Duration) {
        self.slept.lock().unwrap().push(time);
    }
}

/// Makes the same call with the blocking and the async client, each with its own script, and passes results and scripts
/// to the check.
macro_rules! scripted {
    ($ends:expr, |$stripe:ident| $request:expr, |$result:ident, $script:ident| $check:block) => {{
        {
            let $script = $crate::wire::script::Script::new($ends);
            let $stripe = $script.blocking_client();
            let $result = $request.send();
            $check
        }
        {
            let $script = $crate::wire::script::Script::new($ends);
            let $stripe = $script.client();
            let $result = $crate::wait(async { $request.send().await });
            $check
        }
    }};
}
pub(crate) use scripted;
