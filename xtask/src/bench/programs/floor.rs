//! Creates a refund and lists the charge's refunds, with as little as that takes.

use std::env;
use std::error::Error;

use reqwest::Client;
use reqwest::header::CONTENT_TYPE;
use rustls::{ClientConfig, RootCertStore};
use serde::Deserialize;

const URL: &str = "https://api.stripe.com/v1/refunds";

#[derive(Deserialize)]
struct Refund {
    id: String,
    amount: i64,
    currency: String,
    status: Option<String>,
}

#[derive(Deserialize)]
struct List {
    data: Vec<Refund>,
    has_more: bool,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let key = env::var("STRIPE_SECRET_KEY")?;
    let charge = env::args().nth(1).ok_or("give the id of a charge")?;
    let client = client()?;

    let reply = client
        .post(URL)
        .bearer_auth(&key)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(format!("charge={charge}"))
        .send()
        .await?
        .error_for_status()?;
    let refund: Refund = serde_json::from_slice(&reply.bytes().await?)?;
    println!("{} over {} {}", refund.id, refund.amount, refund.currency);

    let reply = client
        .get(format!("{URL}?charge={charge}"))
        .bearer_auth(&key)
        .send()
        .await?
        .error_for_status()?;
    let page: List = serde_json::from_slice(&reply.bytes().await?)?;
    for refund in page.data {
        println!("{} is {:?}", refund.id, refund.status);
    }
    println!("more: {}", page.has_more);
    Ok(())
}

fn client() -> Result<Client, Box<dyn Error>> {
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let provider = rustls::crypto::ring::default_provider().into();
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Client::builder().tls_backend_preconfigured(tls).build()?)
}
