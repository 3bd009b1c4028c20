//! Events of the stand-in arrive signed at an endpoint of this crate's router.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use mock::{Attempt, Endpoint, Settings};
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

/// Makes a refund whose events go to a URL, and answers the attempts until the last event has so many.
async fn attempts(url: String, last: &'static str, count: u32) -> Vec<Attempt> {
    let (sender, attempts) = std::sync::mpsc::channel();
    let sender = Mutex::new(sender);
    let settings = Settings {
        endpoint: Some(Endpoint::new(&url, SECRET).unwrap()),
        deliveries: Box::new(move |attempt| {
            sender.lock().unwrap().send(attempt.clone()).unwrap();
        }),
        ..Settings::default()
    };
    let work = move || {
        let server = server(8, settings);
        let stripe = blocking_client(&server);
        stripe.refunds().create().charge("ch_123").send().unwrap();
        let mut seen: Vec<Attempt> = Vec::new();
        let is_last = |attempt: &Attempt| attempt.event_type == last && attempt.number == count;
        while !seen.last().is_some_and(is_last) {
            seen.push(attempts.recv_timeout(Duration::from_secs(60)).unwrap());
        }
        seen
    };
    tokio::task::spawn_blocking(work).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_attempt_to_deliver_is_told_with_the_status_of_the_endpoint() {
    let taken = Shared::default();
    taken.lock().unwrap().refuses = true;
    let url = listen(Arc::clone(&taken)).await;
    let attempts = attempts(url, "charge.refunded", 2).await;
    let ids: Vec<String> = taken.lock().unwrap().events[..2]
        .iter()
        .map(|(id, ..)| id.clone())
        .collect();
    let lines: Vec<String> = attempts.iter().map(ToString::to_string).collect();
    let expected = [
        format!("503 webhook refund.created  {}  attempt 1 of 6", ids[0]),
        format!("200 webhook refund.created  {}  attempt 2 of 6", ids[0]),
        format!("503 webhook charge.refunded  {}  attempt 1 of 6", ids[1]),
        format!("200 webhook charge.refunded  {}  attempt 2 of 6", ids[1]),
    ];
    assert_eq!(lines, expected);
    let delivery = &attempts[0].json()["delivery"];
    let said = serde_json::json!({"event_type": "refund.created", "event_id": ids[0], "attempt": 1, "status": 503, "error": null});
    assert_eq!(delivery, &said);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_at_once_is_a_status_and_what_nobody_takes_is_told_with_the_reason() {
    let url = listen(Shared::default()).await;
    let attempts_taken = attempts(url, "charge.refunded", 1).await;
    let first = &attempts_taken[0];
    let line = format!("200 webhook refund.created  {}", first.event_id);
    assert_eq!((first.to_string(), first.is_taken()), (line, true));
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", port.local_addr().unwrap());
    drop(port);
    let refused = attempts(url, "refund.created", 6).await;
    let numbers: Vec<u32> = refused.iter().map(|attempt| attempt.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    for attempt in &refused {
        let line = attempt.to_string();
        let start = format!(
            "--- webhook refund.created  {}  attempt {} of 6  no connection: ",
            attempt.event_id, attempt.number
        );
        assert!(line.starts_with(&start), "{line}");
        let delivery = &attempt.json()["delivery"];
        assert!(delivery["status"].is_null() && delivery["error"].is_string());
    }
}
