//! The comparisons and the target of each. Targets are defined only here.

use super::args::Benchmark;

/// Versions of the peers; cargo and pip are asked for these and no others.
pub(crate) const ASYNC_STRIPE: &str = "1.0.0-rc.10";
/// As [`ASYNC_STRIPE`], of the package `openapi-generator-cli`.
pub(crate) const OPENAPI_GENERATOR: &str = "7.26.0";
/// As [`ASYNC_STRIPE`].
pub(crate) const PLOIDY: &str = "0.15.0";

/// One comparison: a row of the table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) benchmark: Benchmark,
    /// What the figures are kept under.
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    /// What ours is compared with; empty where it stands alone.
    pub(crate) peer: &'static str,
    pub(crate) unit: Unit,
    pub(crate) target: Target,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Seconds; user seconds if the wall clock is given too.
    Seconds,
    /// Microseconds.
    Micros,
    /// Bytes, shown as GB or MB.
    Bytes,
    /// Lines of text.
    Lines,
}

/// What is asked of a row. Ours must not be above it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Target {
    /// No target: the row is informative.
    None,
    /// Ours by the peer's.
    Ratio(f64),
    /// Ours, in the unit of the row.
    Value(f64),
}

const FLOOR: &str = "floor";
const STRIPE_RS: &str = "async-stripe";
const OPENAPI: &str = "openapi-generator";
const PLOIDY_PEER: &str = "ploidy";

/// All comparisons, in the order of the table.
#[rustfmt::skip]
pub(crate) const ROWS: &[Row] = &[
    row(Benchmark::Codegen, "wall", Unit::Seconds).compare("generate the whole crate, wall", OPENAPI).target(Target::Ratio(0.1)),
    row(Benchmark::Codegen, "user", Unit::Seconds).compare("generate the whole crate, user", OPENAPI).target(Target::Ratio(0.1)),
    row(Benchmark::Codegen, "memory", Unit::Bytes).compare("peak memory", OPENAPI),
    row(Benchmark::Codegen, "lines", Unit::Lines).compare("lines of Rust", OPENAPI).target(Target::Value(215_000.0)),
    row(Benchmark::Codegen, "wall-ploidy", Unit::Seconds).compare("generate the whole crate, wall", PLOIDY_PEER).target(Target::Ratio(0.4)),
    row(Benchmark::Codegen, "user-ploidy", Unit::Seconds).compare("generate the whole crate, user", PLOIDY_PEER),
    row(Benchmark::Codegen, "memory-ploidy", Unit::Bytes).compare("peak memory", PLOIDY_PEER),
    row(Benchmark::Codegen, "lines-ploidy", Unit::Lines).compare("lines of Rust", PLOIDY_PEER),
    row(Benchmark::Codegen, "dev", Unit::Seconds).compare("generate the whole crate, wall, dev profile", "").target(Target::Value(4.0)),
    row(Benchmark::Build, "dev", Unit::Seconds).compare("create and list refunds, dev build", FLOOR).target(Target::Ratio(1.3)),
    row(Benchmark::Build, "release", Unit::Seconds).compare("create and list refunds, release build", FLOOR).target(Target::Ratio(1.25)),
    row(Benchmark::Build, "dev-peer", Unit::Seconds).compare("create and list refunds, dev build", STRIPE_RS),
    row(Benchmark::Build, "release-peer", Unit::Seconds).compare("create and list refunds, release build", STRIPE_RS),
    row(Benchmark::Build, "dev-all", Unit::Seconds).compare("the whole API, dev build", "async-stripe, all its crates"),
    row(Benchmark::Build, "dev-memory", Unit::Bytes).compare("peak memory of the dev build", FLOOR),
    row(Benchmark::Build, "release-memory", Unit::Bytes).compare("peak memory of the release build", FLOOR),
    row(Benchmark::Build, "dev-memory-peer", Unit::Bytes).compare("peak memory of the dev build", STRIPE_RS),
    row(Benchmark::Build, "release-memory-peer", Unit::Bytes).compare("peak memory of the release build", STRIPE_RS),
    row(Benchmark::Build, "dev-memory-all", Unit::Bytes).compare("the whole API, peak memory of the dev build", "async-stripe, all its crates"),
    row(Benchmark::Build, "check", Unit::Seconds).compare("`cargo check` of the whole crate alone", "floor, dev build").target(Target::Ratio(0.3)),
    row(Benchmark::Build, "check-memory", Unit::Bytes).compare("peak memory of that `cargo check`", "").target(Target::Value(1.3e9)),
    row(Benchmark::Size, "stripped", Unit::Bytes).compare("stripped release binary", FLOOR).target(Target::Ratio(1.15)),
    row(Benchmark::Size, "stripped-peer", Unit::Bytes).compare("stripped release binary", STRIPE_RS),
    row(Benchmark::Runtime, "decode-peer", Unit::Micros).compare("decode a list of 100 charges", STRIPE_RS).target(Target::Ratio(1.0)),
    row(Benchmark::Runtime, "decode", Unit::Micros).compare("decode a list of 100 charges", "serde_json, derived structs").target(Target::Ratio(1.25)),
    row(Benchmark::Runtime, "encode", Unit::Micros).compare("encode a large create-payment-intent request", "serde_qs, derived structs").target(Target::Ratio(1.0 / 3.0)),
    row(Benchmark::Runtime, "build-and-encode", Unit::Micros).compare("build that request and encode it", "serde_qs, derived structs"),
    row(Benchmark::Load, "async", Unit::Micros).compare("create a refund, CPU time of a call", "reqwest, derived structs").target(Target::Ratio(1.1)),
    row(Benchmark::Load, "blocking", Unit::Micros).compare("create a refund, CPU time of a call, blocking", "ureq, derived structs").target(Target::Ratio(1.1)),
];

/// A row without a peer and without a target.
const fn row(benchmark: Benchmark, name: &'static str, unit: Unit) -> Row {
    Row {
        benchmark,
        name,
        what: "",
        peer: "",
        unit,
        target: Target::None,
    }
}

impl Row {
    /// What is measured, and what ours is compared with.
    const fn compare(mut self, what: &'static str, peer: &'static str) -> Self {
        self.what = what;
        self.peer = peer;
        self
    }

    const fn target(mut self, target: Target) -> Self {
        self.target = target;
        self
    }
}

/// A group of bars of the chart that share a scale.
#[derive(Debug)]
pub(crate) struct Panel {
    pub(crate) title: &'static str,
    pub(crate) benchmark: Benchmark,
    /// Ours, from the first of the rows.
    pub(crate) bars: &'static [Bar],
}

/// One bar: its label and its figure.
#[derive(Debug)]
pub(crate) struct Bar {
    pub(crate) label: &'static str,
    pub(crate) row: &'static str,
    pub(crate) figure: BarFigure,
}

/// Which figure of a row a bar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BarFigure {
    Ours,
    Peer,
}

const fn ours(row: &'static str) -> Bar {
    Bar {
        label: "this project",
        row,
        figure: BarFigure::Ours,
    }
}

const fn peer(row: &'static str, label: &'static str) -> Bar {
    Bar {
        label,
        row,
        figure: BarFigure::Peer,
    }
}

/// The chart, from top to bottom.
pub(crate) const PANELS: &[Panel] = &[
    Panel {
        title: "Generate the whole crate (wall)",
        benchmark: Benchmark::Codegen,
        bars: &[
            ours("wall"),
            peer("wall-ploidy", PLOIDY_PEER),
            peer("wall", OPENAPI),
        ],
    },
    Panel {
        title: "Dev build of a program that uses refunds (user seconds)",
        benchmark: Benchmark::Build,
        bars: &[ours("dev"), peer("dev", FLOOR), peer("dev-peer", STRIPE_RS)],
    },
    Panel {
        title: "Release build of that program (user seconds)",
        benchmark: Benchmark::Build,
        bars: &[
            ours("release"),
            peer("release", FLOOR),
            peer("release-peer", STRIPE_RS),
        ],
    },
    Panel {
        title: "Stripped release binary",
        benchmark: Benchmark::Size,
        bars: &[
            ours("stripped"),
            peer("stripped", FLOOR),
            peer("stripped-peer", STRIPE_RS),
        ],
    },
    Panel {
        title: "Decode a list of 100 charges",
        benchmark: Benchmark::Runtime,
        bars: &[
            ours("decode"),
            peer("decode", "serde_json"),
            peer("decode-peer", STRIPE_RS),
        ],
    },
    Panel {
        title: "Encode a large request",
        benchmark: Benchmark::Runtime,
        bars: &[ours("encode"), peer("encode", "serde_qs")],
    },
    Panel {
        title: "CPU time of a call, 200 at once",
        benchmark: Benchmark::Load,
        bars: &[ours("async"), peer("async", "reqwest")],
    },
    Panel {
        title: "CPU time of a call, blocking",
        benchmark: Benchmark::Load,
        bars: &[ours("blocking"), peer("blocking", "ureq")],
    },
];

/// The heading of a benchmark in the table, and what its reader has to know.
pub(crate) fn about(benchmark: Benchmark) -> (&'static str, &'static str) {
    match benchmark {
        Benchmark::Codegen => (
            "Generating the crate",
            "All read the same document and write all of it to an empty folder. Ours is `cargo xtask codegen`, built with \
             `--release`; one row has the dev profile, which `cargo xtask` uses. Building xtask is not included. Ours \
             flushes each file to the disk, and replaces the output in one step. openapi-generator runs with `-g rust`, \
             by the command that its Python package installs; ploidy is built by `cargo install`.",
        ),
        Benchmark::Build => (
            "Building",
            "Clean builds with incremental compilation off; user seconds of all processes, dependencies included, with \
             the wall beside them. The three programs do the same: create a refund and list the charge's refunds, \
             asynchronously, over TLS by rustls with ring and the roots of webpki-roots. The floor does it with reqwest, \
             in the version and with the features that our client asks for, and two hand-written serde structs; ours \
             depends on the crate of the whole API; async-stripe has its feature `refund` and no other. Peak memory is \
             that of the largest process. In `cargo check` of the crate alone its dependencies are checked already.",
        ),
        Benchmark::Size => (
            "Size",
            "The programs of the release build, with `strip = true` in their profile.",
        ),
        Benchmark::Runtime => (
            "Run time",
            "Medians by criterion; what is decoded is dropped within the measured time. Allocations are those of one run, \
             counted by another program. The charges are made of Stripe's fixture, each with ids, amounts, times and \
             metadata of its own, as compact JSON; fields that the document does not name are in it. The derived structs \
             are generated from the same document: all fields of all types that are reached, optional \
             objects in a `Box`, an expandable as a string or else a `serde_json::Value`, enums with `#[serde(other)]`, \
             which keeps less than ours does, and unnamed fields dropped, where ours keeps them. async-stripe decodes \
             as its client does, by miniserde, into types of its own choice. The request has the parameters of \
             `xtask/src/bench/programs/payment_intent.json`; in the row that encodes, both sides have it built already.",
        ),
        Benchmark::Load => (
            "Load",
            "Medians of 25 runs, in turn with the peer. 20,000 calls, 200 at once, through one client to a server on loopback, without TLS, which would add the same to \
             all. CPU time of the process that calls, in the kernel too, by the number of calls; the server is another \
             process. Ours is the committed client as it comes: it retries, makes idempotency keys, and keeps fields that \
             the document does not name. The peers send the same parameters with the same headers by hand, with a timeout, and \
             decode the response into structs that are generated from the same document.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_row_has_a_name_of_its_own() {
        let names: BTreeSet<_> = ROWS.iter().map(|row| (row.benchmark, row.name)).collect();
        assert_eq!(names.len(), ROWS.len());
    }

    #[test]
    fn the_chart_shows_rows_of_the_table_in_one_unit() {
        for panel in PANELS {
            let units: Vec<Unit> = panel
                .bars
                .iter()
                .map(|bar| {
                    let found =
                        |row: &&Row| row.benchmark == panel.benchmark && row.name == bar.row;
                    let row = ROWS.iter().find(found);
                    row.unwrap_or_else(|| panic!("{}: no row {}", panel.title, bar.row))
                        .unit
                })
                .collect();
            assert!(
                units.windows(2).all(|pair| pair[0] == pair[1]),
                "{}",
                panel.title
            );
        }
    }

    #[test]
    fn a_target_by_a_ratio_has_a_peer() {
        for row in ROWS {
            assert!(
                !row.peer.is_empty() || !matches!(row.target, Target::Ratio(_)),
                "{}",
                row.name
            );
        }
    }
}
