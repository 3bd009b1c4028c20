//! The same calls by hand: reqwest or ureq with serde-derived structs, the same headers, and a timeout.

use std::collections::BTreeMap;
use std::error::Error;
use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

use rustls::{ClientConfig, RootCertStore};
use serde::Serialize;

use crate::reply::Root;
use crate::{Outcome, tasks, threads};

const KEY: &str = "sk_test_123";
const VERSION: &str = "2026-05-27.dahlia";
const FORM: &str = "application/x-www-form-urlencoded";
const TIMEOUT: Duration = Duration::from_secs(80);

#[derive(Serialize)]
struct CreateRefund {
    charge: &'static str,
    amount: i64,
    reason: Reason,
    metadata: BTreeMap<&'static str, &'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Reason {
    RequestedByCustomer,
}

fn body(number: usize) -> Result<String, serde_qs::Error> {
    serde_qs::to_string(&CreateRefund {
        charge: "ch_1NirD82eZvKYlo2CIvbtLWuY",
        amount: number as i64,
        reason: Reason::RequestedByCustomer,
        metadata: BTreeMap::from([("order_id", "6735")]),
    })
}

/// As good as random, and cheaper.
fn key(number: usize) -> String {
    format!("{:016x}{number:016x}", RandomState::new().hash_one(number))
}

#[derive(Clone)]
struct Remote {
    client: reqwest::Client,
    url: String,
}

pub fn asynchronous(url: &str, calls: usize) -> Outcome {
    let client = reqwest_client()?;
    let url = format!("{url}/v1/refunds");
    tasks(calls, Remote { client, url }, |remote, number| async move {
        let reply = remote
            .client
            .post(&remote.url)
            .bearer_auth(KEY)
            .header("Stripe-Version", VERSION)
            .header("Idempotency-Key", key(number))
            .header("Content-Type", FORM)
            .body(body(number)?)
            .send()
            .await?
            .error_for_status()?;
        let refund: Root = serde_json::from_slice(&reply.bytes().await?)?;
        assert_eq!(refund.amount, 1099);
        Ok(())
    })
}

fn reqwest_client() -> Result<reqwest::Client, Box<dyn Error + Send + Sync>> {
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let provider = rustls::crypto::ring::default_provider().into();
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let builder = reqwest::Client::builder().tls_backend_preconfigured(tls);
    Ok(builder.timeout(TIMEOUT).build()?)
}

pub fn blocking(url: &str, calls: usize) -> Outcome {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .build();
    let agent = ureq::Agent::new_with_config(config);
    let url = format!("{url}/v1/refunds");
    threads(calls, |number| {
        let mut reply = agent
            .post(&url)
            .header("Authorization", format!("Bearer {KEY}"))
            .header("Stripe-Version", VERSION)
            .header("Idempotency-Key", key(number))
            .header("Content-Type", FORM)
            .send(body(number)?)?;
        let refund: Root = serde_json::from_slice(&reply.body_mut().read_to_vec()?)?;
        assert_eq!(refund.amount, 1099);
        Ok(())
    })
}
