//! One request over a connection.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::http::request::Parts;

use super::body::Answer;
use super::{Shared, now};
use crate::idempotency::Held;
use crate::request::{Request, Response};
use crate::stand_in::{Delivery, Outcome};

/// Larger bodies than any upload in a test.
const LARGEST: usize = 64 * 1024 * 1024;

/// The connection closes without an answer, or in the middle of one.
#[derive(Debug)]
pub(super) struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("closed by plan")
    }
}

impl std::error::Error for Closed {}

/// An idempotency key is under way until its answer is sent, or the client is gone.
struct UnderWay<'a> {
    shared: &'a Shared,
    held: Option<Held>,
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        if let Some(held) = self.held.take() {
            self.shared.stand_in().release(&held);
        }
    }
}

pub(super) async fn exchange(
    request: hyper::Request<Incoming>,
    shared: &Arc<Shared>,
) -> Result<hyper::Response<Answer>, Closed> {
    let (parts, body) = request.into_parts();
    let Ok(body) = Limited::new(body, LARGEST).collect().await else {
        return Err(Closed);
    };
    let request = read(&parts, body.to_bytes().to_vec());
    let outcome = shared.stand_in().handle(&request, now());
    let Outcome {
        response,
        delivery,
        events,
        entry,
        held,
    } = outcome;
    let _under_way = UnderWay { shared, held };
    shared.send(events);
    if let Some(entry) = &entry {
        (shared.log)(entry);
    }
    match delivery {
        Delivery::Whole => written(response, Answer::whole),
        Delivery::Cut => written(response, Answer::half),
        Delivery::Lost => Err(Closed),
        Delivery::After(time) => {
            tokio::time::sleep(Duration::from_millis(time)).await;
            written(response, Answer::whole)
        }
    }
}

fn read(parts: &Parts, body: Vec<u8>) -> Request {
    let headers = parts.headers.iter();
    Request {
        method: parts.method.as_str().to_owned(),
        target: parts
            .uri
            .path_and_query()
            .map_or("/", |target| target.as_str())
            .to_owned(),
        headers: headers
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes());
                (name.as_str().to_owned(), value.into_owned())
            })
            .collect(),
        body,
    }
}

fn written(
    response: Response,
    body: impl FnOnce(Vec<u8>) -> Answer,
) -> Result<hyper::Response<Answer>, Closed> {
    let mut builder = hyper::Response::builder().status(response.status);
    for (name, value) in &response.headers {
        builder = builder.header(*name, value);
    }
    // A header that came with the request and cannot be sent back is the client's fault, and there is no answer to it.
    builder.body(body(response.body)).map_err(|_| Closed)
}
