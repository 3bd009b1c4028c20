//! What is measured: a list of charges decoded by each side, and a request encoded by each side.

pub mod charges;
pub mod reply;
pub mod request;

use std::error::Error;

/// Decodes a page of charges as our client does.
pub fn decode_ours(
    bytes: &[u8],
) -> Result<stripe_client::values::List<stripe_client::objects::Charge>, stripe_client::json::Fault>
{
    stripe_client::json::parse(bytes)
}

/// Decodes a page of charges into derived structs.
pub fn decode_serde(bytes: &[u8]) -> Result<reply::List<reply::Root>, serde_json::Error> {
    serde_json::from_slice(bytes)
}

/// Decodes a page of charges as async-stripe's client does.
pub fn decode_async_stripe(
    bytes: &[u8],
) -> Result<stripe_types::List<stripe_shared::Charge>, Box<dyn Error>> {
    Ok(miniserde::json::from_str(std::str::from_utf8(bytes)?)?)
}

/// Encodes a request as our client does.
pub fn encode_ours(request: &impl stripe_client::Operation) -> String {
    request.call().body()
}

/// Encodes a request as async-stripe's client does.
pub fn encode_serde_qs(request: &request::Request) -> Result<String, serde_qs::Error> {
    serde_qs::to_string(request)
}

/// Both sides do the same work: all charges come out, and the requests say the same.
pub fn check(bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let ids = |ids: Vec<&str>| ids.join(" ");
    let ours = decode_ours(bytes)?;
    let ours = ids(ours.data.iter().map(|charge| charge.id.as_str()).collect());
    let serde = decode_serde(bytes)?;
    let serde = ids(serde.data.iter().map(|charge| charge.id.as_str()).collect());
    let peer = decode_async_stripe(bytes)?;
    let peer = ids(peer.data.iter().map(|charge| charge.id.as_str()).collect());
    if ours != serde || ours != peer || ours.split(' ').count() != charges::NUMBER {
        return Err("the sides decode different charges".into());
    }
    let pairs = |body: &str| {
        let mut pairs: Vec<_> = form_urlencoded::parse(body.as_bytes())
            .into_owned()
            .collect();
        pairs.sort();
        pairs
    };
    let ours = pairs(&encode_ours(&request::ours()));
    let theirs = pairs(&encode_serde_qs(&request::theirs())?);
    if ours != theirs {
        return Err(format!("the sides encode differently:\n{ours:?}\n{theirs:?}").into());
    }
    Ok(())
}
