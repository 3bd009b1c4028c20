//! A `tower::Service` as a transport.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use stripe_client::Client;
use stripe_client::client::transport::{
    Body, BoxFuture, HttpRequest, HttpResponse, Timeout, Transport, TransportError,
    TransportErrorKind,
};
use tower::{Service, ServiceBuilder, ServiceExt, service_fn};

use super::{REFUND, wait};

/// Any service for the `http` crate's requests and responses.
struct Tower<S>(S);

impl<S, E> Transport for Tower<S>
where
    S: Service<http::Request<Body>, Response = http::Response<Vec<u8>>, Error = E>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Future: Send,
    E: std::error::Error + Send + Sync + 'static,
{
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let answer = self.0.clone().oneshot(request.into());
        Box::pin(async {
            match answer.await {
                Ok(response) => Ok(response.into()),
                Err(error) => Err(TransportError::new(TransportErrorKind::Other, error)),
            }
        })
    }
}

#[test]
fn a_service_with_layers_carries_calls() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&seen);
    let server = service_fn(|request: http::Request<Body>| async move {
        assert_eq!(request.headers()["x-layer"], "1");
        Ok::<_, Infallible>(http::Response::new(REFUND.as_bytes().to_vec()))
    });
    let service = ServiceBuilder::new()
        .map_request(move |mut request: http::Request<Body>| {
            let timeout = request.extensions().get::<Timeout>().copied();
            keep.lock().unwrap().push((request.uri().clone(), timeout));
            request
                .headers_mut()
                .insert("x-layer", "1".parse().unwrap());
            request
        })
        .service(server);
    let stripe = Client::builder("sk_test_1").transport(Tower(service));
    let stripe = stripe.timeout(Duration::from_secs(7)).build().unwrap();
    let refund = wait(async { stripe.refunds().create().charge("ch_1").send().await });
    assert_eq!(refund.unwrap().id, "re_1");
    let seen = seen.lock().unwrap();
    assert_eq!(seen[0].0, "https://api.stripe.com/v1/refunds");
    assert_eq!(seen[0].1, Some(Timeout(Duration::from_secs(7))));
}
