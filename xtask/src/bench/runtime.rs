//! `bench runtime`: time and allocations of decoding responses and encoding requests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::Bench;
use super::catalogue::ASYNC_STRIPE;
use super::error::Error;
use super::figures::{Allocations, Figure, Pair};
use super::programs::{fill, locked};
use super::results::Results;
use super::sources::{self, Problem};
use crate::support::Inputs;
use crate::support::{files, process};

/// The request that is encoded.
const OPERATION: &str = "payment_intents.create";
const REQUEST: &str = include_str!("programs/payment_intent.json");

/// Sources of the program that are copied.
const SOURCES: [(&str, &str); 4] = [
    ("src/lib.rs", include_str!("programs/runtime/lib.rs")),
    (
        "src/charges.rs",
        include_str!("programs/runtime/charges.rs"),
    ),
    (
        "src/bin/allocations.rs",
        include_str!("programs/runtime/allocations.rs"),
    ),
    (
        "src/bin/times.rs",
        include_str!("programs/runtime/times.rs"),
    ),
];

/// Rows of the catalogue, and the cases of the program that they compare.
const CASES: [(&str, &str, &str); 4] = [
    ("decode-peer", "decode/ours", "decode/async-stripe"),
    ("decode", "decode/ours", "decode/serde_json"),
    ("encode", "encode/ours", "encode/serde_qs"),
    (
        "build-and-encode",
        "build-and-encode/ours",
        "build-and-encode/serde_qs",
    ),
];

/// Measures all cases.
pub(crate) fn measure(bench: &Bench<'_>) -> Result<Results, Error> {
    bench.whole()?;
    let folder = bench.folder("runtime");
    write(bench, &folder)?;
    bench.fetch(&folder)?;
    let target = bench.folder("runtime-out");
    bench.step("building the program that decodes and encodes, async-stripe's types included (some minutes)");
    let mut cargo = process::cargo(&folder, &target);
    cargo.args(["build", "--offline", "--locked", "--release"]);
    let what = "building the program that decodes and encodes";
    process::run(what, &mut cargo, &bench.log("runtime-build"))?;

    let criterion = target.join("criterion");
    files::remove(&criterion)?;
    let fixtures = bench.fixtures()?;
    let run = |what: &str, name: &str| {
        bench.step(what);
        let mut program = Command::new(target.join("release").join(name));
        // Without this argument criterion only tries each case once.
        program.arg("--bench");
        program.env("STRIPE_FIXTURES", &fixtures);
        program.env("CRITERION_HOME", &criterion);
        let log = bench.log(&format!("runtime-{name}"));
        process::run(what, &mut program, &log).map(|_| log)
    };
    let log = run("counting allocations", "allocations")?;
    let allocations = allocations(&files::read(&log)?)?;
    run("timing by criterion (a minute)", "times")?;

    let mut results = results(&criterion, &allocations)?;
    results.version("rustc", bench.rustc()?);
    results.version("async-stripe", ASYNC_STRIPE.to_owned());
    let lock = files::read(&folder.join("Cargo.lock"))?;
    for package in ["criterion", "miniserde", "serde", "serde_json", "serde_qs"] {
        if let Some(version) = locked(&lock, package) {
            results.version(package, version);
        }
    }
    Ok(results)
}

/// Writes the program. Its types are generated from the document.
fn write(bench: &Bench<'_>, folder: &Path) -> Result<(), Error> {
    files::remove(folder)?;
    let (reply, request) = generate(bench)?;
    let manifest = fill(
        include_str!("programs/runtime/runtime.toml"),
        &bench.client_manifest()?,
    )?;
    files::write(&folder.join("Cargo.toml"), &manifest)?;
    files::write(&folder.join("Cargo.lock"), &bench.lock()?)?;
    for (path, text) in SOURCES {
        files::write(&folder.join(path), text)?;
    }
    let reply = include_str!("programs/runtime/reply.rs").to_owned() + &reply;
    files::write(&folder.join("src/reply.rs"), &reply)?;
    let request = include_str!("programs/runtime/request.rs").to_owned() + &request;
    Ok(files::write(&folder.join("src/request.rs"), &request)?)
}

/// The generated part of the two files of types.
fn generate(bench: &Bench<'_>) -> Result<(String, String), Error> {
    let unfit = |why: String| Error::unexpected("what the program is generated from", why);
    let none = PathBuf::new();
    let inputs = Inputs::read(bench.project(), bench.document().to_path_buf(), &none)
        .map_err(|error| unfit(error.to_string()))?;
    let known = inputs
        .data(false)
        .map_err(|error| unfit(error.to_string()))?;
    let lowered =
        generator::lower(&inputs.with(&known)).map_err(|report| unfit(report.render(false)))?;
    let data: Value = serde_json::from_str(REQUEST).map_err(|error| unfit(error.to_string()))?;
    let problem = |problem: Problem| unfit(problem.to_string());
    let (types, root) = sources::reply(&lowered, "charge").map_err(problem)?;
    let reply = format!("pub type Root = {root};\n\n{types}");
    let request = sources::request(&lowered, OPERATION, &data).map_err(problem)?;
    Ok((reply, request))
}

fn results(
    criterion: &Path,
    allocations: &BTreeMap<String, Allocations>,
) -> Result<Results, Error> {
    let figure = |case: &str| -> Result<Figure, Error> {
        let path = criterion.join(case).join("new").join("estimates.json");
        let nanoseconds = median(&files::read(&path)?)
            .ok_or_else(|| Error::unexpected(path.display().to_string(), "it has no median"))?;
        Ok(Figure {
            allocations: allocations.get(case).copied(),
            ..Figure::new(nanoseconds / 1e3)
        })
    };
    let mut results = Results::default();
    for (row, ours, peer) in CASES {
        results.row(row, Pair::new(figure(ours)?, figure(peer)?));
    }
    Ok(results)
}

/// The median of criterion's estimates, in nanoseconds.
fn median(estimates: &str) -> Option<f64> {
    let estimates: Value = serde_json::from_str(estimates).ok()?;
    estimates.pointer("/median/point_estimate")?.as_f64()
}

/// The output of the counting program: the last line, after any output of cargo.
fn allocations(output: &str) -> Result<BTreeMap<String, Allocations>, Error> {
    let line = output.lines().last().unwrap_or_default();
    serde_json::from_str(line)
        .map_err(|error| Error::unexpected("the count of allocations", error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::ROWS;
    use super::*;
    use crate::bench::Benchmark;

    #[test]
    fn every_row_has_its_cases() {
        let rows = ROWS
            .iter()
            .filter(|row| row.benchmark == Benchmark::Runtime);
        let rows: Vec<&str> = rows.map(|row| row.name).collect();
        assert_eq!(rows, CASES.map(|(row, _, _)| row));
        for (_, ours, peer) in CASES {
            for case in [ours, peer] {
                let (group, function) = case.split_once('/').expect("group and function");
                let times = include_str!("programs/runtime/times.rs");
                let counts = include_str!("programs/runtime/allocations.rs");
                assert!(
                    times.contains(&format!("benchmark_group({group:?})")),
                    "{case}"
                );
                assert!(
                    times.contains(&format!("bench_function({function:?},")),
                    "{case}"
                );
                assert!(counts.contains(&format!("{case:?}:")), "{case}");
            }
        }
    }

    #[test]
    fn estimates_and_counts_are_read() {
        let estimates =
            r#"{"mean": {"point_estimate": 3.0}, "median": {"point_estimate": 1500.5}}"#;
        assert_eq!(median(estimates), Some(1500.5));
        assert_eq!(median("{}"), None);
        let output = "warning: a word\n{\"decode/ours\": {\"count\": 3, \"bytes\": 40}}\n";
        let counts = allocations(output).expect("it is read");
        assert_eq!(
            counts["decode/ours"],
            Allocations {
                count: 3,
                bytes: 40
            }
        );
        assert!(allocations("").is_err());
    }
}
