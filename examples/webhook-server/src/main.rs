//! An axum server that verifies Stripe's webhooks and dispatches them to handlers that share a state.
//!
//! Run it with `STRIPE_WEBHOOK_SECRET=whsec_… cargo run --package webhook-server`. It listens at
//! `http://127.0.0.1:4242/webhooks`, or on the address in `ADDRESS`.

mod shop;

use std::env;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use stripe_client::events;
use stripe_client::webhook::{Outcome, Router, Seen};

use shop::Shop;

/// The error type of the handlers: any type will do.
type Failure = Box<dyn std::error::Error + Send + Sync>;

type Webhooks = Router<Failure, Arc<Shop>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let secret = env::var("STRIPE_WEBHOOK_SECRET")
        .map_err(|_| "set STRIPE_WEBHOOK_SECRET to the endpoint's signing secret, whsec_…")?;
    let address = env::var("ADDRESS").unwrap_or_else(|_| "127.0.0.1:4242".to_owned());
    let app = axum::Router::new()
        .route("/webhooks", post(receive))
        .with_state(Arc::new(webhooks(secret, Arc::new(Shop::default()))));
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening at http://{}/webhooks", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}

fn webhooks(secret: String, shop: Arc<Shop>) -> Webhooks {
    Router::with_state(secret, shop)
        // Stripe delivers each event at least once.
        .before(|shop, delivery| async move {
            let handled = delivery.event_id().is_some_and(|id| shop.is_handled(&id));
            Ok(if handled { Seen::Already } else { Seen::New })
        })
        .on::<events::RefundCreated>(|shop, event, refund| async move {
            let total = shop.refunded(&event.id, refund.amount, refund.currency.as_str());
            println!(
                "{}: {} over {} {}, {total} in all",
                event.id, refund.id, refund.amount, refund.currency
            );
            Ok(())
        })
        .on::<events::RefundFailed>(|shop, event, refund| async move {
            let reason = refund
                .failure_reason
                .ok_or("a refund failed and does not say why")?;
            shop.handled(&event.id);
            println!("{}: {} failed: {reason}", event.id, refund.id);
            Ok(())
        })
        // A type that this client has no name for: the object is JSON.
        .on_type("payout.paid", |shop, event| async move {
            shop.handled(&event.id);
            println!("{}: {:?}", event.id, event.data.object.get("/amount"));
            Ok(())
        })
}

/// Takes the body as bytes: the signature covers bytes, not JSON.
async fn receive(
    State(webhooks): State<Arc<Webhooks>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let header = headers.get("Stripe-Signature");
    let header = header
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    match webhooks.dispatch(body, header).await {
        Ok(Outcome::Unhandled(event)) => {
            println!("{event}");
            // Stripe redelivers an event if the response is an error.
            if event.is_wanted() {
                StatusCode::INTERNAL_SERVER_ERROR
            } else {
                StatusCode::OK
            }
        }
        Ok(Outcome::Duplicate) => {
            println!("delivered before");
            StatusCode::OK
        }
        Ok(_) => StatusCode::OK,
        Err(error) => {
            println!("{error}");
            error.status()
        }
    }
}
