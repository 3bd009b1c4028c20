//! The part of `cargo xtask bench` that runs before it measures anything.

use std::process::{Command, Output};

use clap::Parser as _;
use xtask::cli::{Benchmark, Cli};

/// Runs the command without Stripe's own documents.
fn without_shared(arguments: &[&str]) -> Output {
    let nowhere = tempfile::tempdir().expect("a directory");
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("bench")
        .args(arguments)
        .env("STRIPE_SHARED", nowhere.path())
        .output()
        .expect("the command runs")
}

#[test]
fn what_is_missing_is_said_before_anything_is_measured() {
    for (arguments, missing) in [
        (&[][..], "stripe-2026-05-27.dahlia.json"),
        (&["size"], "stripe-2026-05-27.dahlia.json"),
        // Decoding needs more than the document.
        (
            &["runtime", "--spec", env!("CARGO_MANIFEST_PATH")],
            "stripe-fixtures-2026-05.json",
        ),
    ] {
        let output = without_shared(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        for part in ["error: ", missing, "set STRIPE_SHARED"] {
            assert!(said.contains(part), "{arguments:?}: no {part} in {said}");
        }
    }
}

#[test]
fn a_benchmark_that_there_is_not_is_refused_with_those_that_there_are() {
    let output = without_shared(&["speed"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("codegen, build, size, runtime, load"),
        "{said}"
    );
}

#[test]
fn the_table_tells_the_command_that_repeats_it() {
    let parsed = |line: &str| match Cli::parse_from(line.split(' ').skip(1)).command {
        Some(xtask::cli::Command::Bench(args)) => args,
        other => panic!("{other:?}"),
    };
    for line in [
        "cargo xtask bench",
        "cargo xtask bench build size --spec api.json --runs 3 --thorough",
    ] {
        assert_eq!(parsed(line).to_string(), line);
    }
    let spec = parsed("cargo xtask bench size --spec /home/me/api.json").to_string();
    assert_eq!(spec, "cargo xtask bench size --spec api.json");
    let all = parsed("cargo xtask bench").wanted();
    assert_eq!(all.len(), 5);
    let some = parsed("cargo xtask bench size build size").wanted();
    assert!(some.into_iter().eq([Benchmark::Build, Benchmark::Size]));
}
