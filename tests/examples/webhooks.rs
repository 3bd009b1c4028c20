//! A webhook endpoint with axum.
//!
//! Run it with `STRIPE_WEBHOOK_SECRET=whsec_… cargo run --package tests --example webhooks`. It listens at
//! `http://127.0.0.1:4242/webhooks`, or on the address in `ADDRESS`.

use std::env;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use stripe_client::events;
use stripe_client::objects::Refund;
use stripe_client::webhook::{Event, Outcome, Router};

/// The error type of the handlers: any type will do.
type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let secret = env::var("STRIPE_WEBHOOK_SECRET")
        .map_err(|_| "set STRIPE_WEBHOOK_SECRET to the endpoint's signing secret, whsec_…")?;
    let address = env::var("ADDRESS").unwrap_or_else(|_| "127.0.0.1:4242".to_owned());
    let app = axum::Router::new()
        .route("/webhooks", post(receive))
        .with_state(Arc::new(router(secret)));
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening at http://{}/webhooks", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}

fn router(secret: String) -> Router<Failure> {
    Router::new(secret)
        .on::<events::RefundCreated>(|event, refund| async move {
            println!(
                "{}: {} over {} {}",
                event.id, refund.id, refund.amount, refund.currency
            );
            Ok(())
        })
        .on::<events::RefundFailed>(refund_failed)
        .on_type("payout.paid", |event| async move {
            println!("{}: {:?}", event.id, event.data.object.get("/amount"));
            Ok(())
        })
}

async fn refund_failed(event: Event, refund: Refund) -> Result<(), Failure> {
    let reason = refund
        .failure_reason
        .ok_or("a refund failed and does not say why")?;
    println!("{}: {} failed: {reason}", event.id, refund.id);
    Ok(())
}

/// Takes the body as bytes: the signature covers bytes, not JSON.
async fn receive(
    State(router): State<Arc<Router<Failure>>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let header = headers.get("Stripe-Signature");
    let header = header
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    match router.dispatch(body, header).await {
        Ok(Outcome::Unhandled(event)) => {
            println!("{event}");
            // Stripe redelivers an event if the response is an error.
            if event.is_wanted() {
                StatusCode::INTERNAL_SERVER_ERROR
            } else {
                StatusCode::OK
            }
        }
        Ok(_) => StatusCode::OK,
        Err(error) => {
            println!("{error}");
            error.status()
        }
    }
}
