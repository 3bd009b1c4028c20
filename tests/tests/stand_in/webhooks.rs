//! Events of the stand-in arrive signed at an endpoint of this crate's router.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use mock::{Endpoint, Settings};
use stripe_client::Error;
use stripe_client::json::Json;
use stripe_client::webhook::Verifier;

use super::{blocking_client, server};

pub(crate) const SECRET: &str = "whsec_stand_in";

/// What arrived at an endpoint.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// Ids, types and objects of the events that were taken.
    pub(crate) events: Vec<(String, String, Json)>,
    requests: usize,
    /// Whether each second request is refused, to be sent again.
    refuses: bool,
}

pub(crate) type Shared = Arc<Mutex<Taken>>;

async fn endpoint(State(taken): State<Shared>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let mut taken = taken.lock().unwrap();
    taken.requests += 1;
    if taken.refuses && taken.requests % 2 == 1 {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    let signature = headers
        .get("stripe-signature")
        .and_then(|value| value.to_str().ok());
    match Verifier::new(SECRET).event(&body, signature.unwrap_or_default()) {
        Ok(event) => {
            taken.events.push((
                event.id.clone(),
                event.type_.clone(),
                event.data.object.clone(),
            ));
            StatusCode::OK
        }
        Err(_) => StatusCode::BAD_REQUEST,
    }
}

pub(crate) async fn listen(taken: Shared) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/stripe", listener.local_addr().unwrap());
    let app = Router::new()
        .route("/stripe", post(endpoint))
        .with_state(taken);
    tokio::spawn(async move { axum::serve(listener, app).await });
    url
}

/// Waits until so many different events of a type were taken.
fn wait_for(taken: &Shared, event_type: &str, count: usize) -> Vec<String> {
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        let ids: Vec<String> = {
            let taken = taken.lock().unwrap();
            let of_type = taken
                .events
                .iter()
                .filter(|(_, known, _)| known == event_type);
            of_type.map(|(id, ..)| id.clone()).collect()
        };
        let different: BTreeSet<&String> = ids.iter().collect();
        if different.len() == count {
            return ids;
        }
        assert!(
            Instant::now() < until,
            "{} of {count} arrived",
            different.len()
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Makes refunds, and answers the ids of their events in the order of their arrival, and those that the API lists.
async fn deliver(disorder: Option<u64>) -> (Vec<String>, Vec<String>) {
    let taken = Shared::default();
    taken.lock().unwrap().refuses = true;
    let endpoint = Endpoint::new(&listen(Arc::clone(&taken)).await, SECRET).unwrap();
    let endpoint = match disorder {
        Some(seed) => endpoint.in_disorder(seed),
        None => endpoint,
    };
    let settings = Settings {
        endpoint: Some(endpoint),
        ..Settings::default()
    };
    let work = move || -> Result<_, Error> {
        let server = server(8, settings);
        let stripe = blocking_client(&server);
        for amount in 1..=12 {
            stripe
                .refunds()
                .create()
                .charge("ch_123")
                .amount(amount)
                .send()?;
        }
        let arrived = wait_for(&taken, "refund.created", 12);
        let caused = server.with(|stand_in| stand_in.events("refund.created"));
        Ok((arrived, caused))
    };
    tokio::task::spawn_blocking(work).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn events_arrive_signed_and_in_their_order_although_each_is_refused_once() {
    let (arrived, caused) = deliver(None).await;
    assert_eq!(arrived, caused);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_disorder_all_arrive_and_some_twice() {
    let (arrived, caused) = deliver(Some(3)).await;
    let different: BTreeSet<&String> = arrived.iter().collect();
    assert_eq!(different, caused.iter().collect());
    assert_ne!(arrived, caused);
}
