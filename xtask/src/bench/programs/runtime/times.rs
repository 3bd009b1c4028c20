//! Times by criterion, which leaves its estimates as JSON below `CRITERION_HOME`. A program and no bench target, whose
//! dependencies cargo would build with other features, and so a second time.

use std::error::Error;
use std::hint::black_box;

use criterion::Criterion;
use runtime::{charges, request};

fn main() -> Result<(), Box<dyn Error>> {
    let bytes = charges::page()?;
    runtime::check(&bytes)?;
    let mut criterion = Criterion::default().configure_from_args();

    let mut decode = criterion.benchmark_group("decode");
    decode.bench_function("ours", |b| {
        b.iter(|| runtime::decode_ours(black_box(&bytes)))
    });
    decode.bench_function("serde_json", |b| {
        b.iter(|| runtime::decode_serde(black_box(&bytes)))
    });
    decode.bench_function("async-stripe", |b| {
        b.iter(|| runtime::decode_async_stripe(black_box(&bytes)));
    });
    decode.finish();

    let (ours, theirs) = (request::ours(), request::theirs());
    let mut encode = criterion.benchmark_group("encode");
    encode.bench_function("ours", |b| {
        b.iter(|| runtime::encode_ours(black_box(&ours)))
    });
    encode.bench_function("serde_qs", |b| {
        b.iter(|| runtime::encode_serde_qs(black_box(&theirs)))
    });
    encode.finish();

    let mut both = criterion.benchmark_group("build-and-encode");
    both.bench_function("ours", |b| {
        b.iter(|| runtime::encode_ours(&request::ours()))
    });
    both.bench_function("serde_qs", |b| {
        b.iter(|| runtime::encode_serde_qs(&request::theirs()))
    });
    both.finish();
    criterion.final_summary();
    Ok(())
}
