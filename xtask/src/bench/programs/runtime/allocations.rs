//! What one run of each case asks of the allocator, as a line of JSON. Apart from the times, because counting costs
//! time.

use std::error::Error;
use std::hint::black_box;

use allocation_counter::measure;
use runtime::{charges, request};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let bytes = charges::page()?;
    runtime::check(&bytes)?;
    let (ours, theirs) = (request::ours(), request::theirs());
    println!(
        "{}",
        json!({
            "decode/ours": count(|| runtime::decode_ours(&bytes)),
            "decode/serde_json": count(|| runtime::decode_serde(&bytes)),
            "decode/async-stripe": count(|| runtime::decode_async_stripe(&bytes)),
            "encode/ours": count(|| runtime::encode_ours(&ours)),
            "encode/serde_qs": count(|| runtime::encode_serde_qs(&theirs)),
            "build-and-encode/ours": count(|| runtime::encode_ours(&request::ours())),
            "build-and-encode/serde_qs": count(|| runtime::encode_serde_qs(&request::theirs())),
        })
    );
    Ok(())
}

fn count<T>(run: impl FnOnce() -> T) -> Value {
    let info = measure(|| {
        black_box(run());
    });
    json!({"count": info.count_total, "bytes": info.bytes_total})
}
