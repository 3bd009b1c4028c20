//! The table of all figures, as Markdown. Pure.

use super::args::Benchmark;
use super::catalogue::{ROWS, Row, Target, Unit, about};
use super::figures::{Figure, Pair, Record, Section};
use crate::report::grouped_digits;

const HEAD: &str = "\
# Benchmarks

Written by `cargo xtask bench`, which keeps the figures in `benchmarks.json` beside this file; changes made by hand are
lost. A run replaces the sections that it measured.

The ratio is ours by the peer's: below 1, ours is the cheaper. A target is the largest ratio, or the largest figure, that
is allowed.
";

/// The text of `docs/benchmarks.md`.
pub(crate) fn page(record: &Record) -> String {
    let mut text = HEAD.to_owned();
    for (benchmark, section) in &record.sections {
        text.push('\n');
        text.push_str(&chapter(*benchmark, section));
    }
    text
}

fn chapter(benchmark: Benchmark, section: &Section) -> String {
    let (title, about) = about(benchmark);
    let versions: Vec<String> = section
        .versions
        .iter()
        .map(|(name, version)| format!("{name} {version}"))
        .collect();
    format!(
        "## {title}\n\n{about}\n\n{}\n\
         Measured on {} by `{}`, with `{}`, on {}: {}.\n",
        table(benchmark, section),
        section.date,
        section.command,
        section.document,
        section.machine,
        versions.join(", ")
    )
}

/// The rows of one benchmark.
pub(crate) fn table(benchmark: Benchmark, section: &Section) -> String {
    let mut text =
        "| What | Ours | Peer | Ratio | Target | |\n|---|---|---|---|---|---|\n".to_owned();
    for row in ROWS.iter().filter(|row| row.benchmark == benchmark) {
        if let Some(pair) = section.rows.get(row.name) {
            text.push_str(&line(row, pair));
        }
    }
    text
}

fn line(row: &Row, pair: &Pair) -> String {
    let peer = pair.peer.map_or_else(String::new, |peer| {
        format!("{}: {}", row.peer, figure(row.unit, &peer))
    });
    let ratio = pair.ratio().map_or_else(String::new, decimal);
    format!(
        "| {} | {} | {peer} | {ratio} | {} | {} |\n",
        row.what,
        figure(row.unit, &pair.ours),
        target(row),
        match met(row, pair) {
            None => "",
            Some(true) => "met",
            Some(false) => "**missed**",
        }
    )
}

/// Whether a target is met; `None` where there is none, or nothing to judge it by.
pub(crate) fn met(row: &Row, pair: &Pair) -> Option<bool> {
    match row.target {
        Target::None => None,
        Target::Ratio(limit) => pair.ratio().map(|ratio| ratio <= limit),
        Target::Value(limit) => Some(pair.ours.value <= limit),
    }
}

fn target(row: &Row) -> String {
    match row.target {
        Target::None => String::new(),
        Target::Ratio(limit) => format!("≤ {}", decimal(limit)),
        Target::Value(limit) => format!("≤ {}", value(row.unit, limit)),
    }
}

/// A figure with its additional figures.
pub(crate) fn figure(unit: Unit, figure: &Figure) -> String {
    let mut text = value(unit, figure.value);
    if let Some(wall) = figure.wall {
        text.push_str(&format!(" ({} wall)", value(Unit::Seconds, wall)));
    }
    if let Some(allocations) = figure.allocations {
        let count = grouped_digits(&allocations.count.to_string());
        #[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
        let bytes = allocations.bytes as f64 / 1e3;
        text.push_str(&format!(", {count} allocations of {} kB", decimal(bytes)));
    }
    text
}

/// A number in its unit, with three digits that say something.
pub(crate) fn value(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Seconds => format!("{} s", decimal(value)),
        Unit::Micros => format!("{} µs", decimal(value)),
        Unit::Bytes if value >= 1e9 => format!("{} GB", decimal(value / 1e9)),
        Unit::Bytes => format!("{} MB", decimal(value / 1e6)),
        Unit::Lines => grouped_digits(&format!("{value:.0}")),
    }
}

/// `0.123`, `1.23`, `12.3`, `123`, `1,234`.
fn decimal(value: f64) -> String {
    let places = match value {
        value if value < 1.0 => 3,
        value if value < 10.0 => 2,
        value if value < 100.0 => 1,
        _ => return grouped_digits(&format!("{value:.0}")),
    };
    format!("{value:.places$}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::figures::Allocations;
    use super::super::machine::Machine;
    use super::*;

    fn find(benchmark: Benchmark, name: &str) -> &'static Row {
        ROWS.iter()
            .find(|row| row.benchmark == benchmark && row.name == name)
            .expect("a row")
    }

    #[test]
    fn numbers_have_three_digits_and_a_unit() {
        let shown = [
            (Unit::Seconds, 0.0123, "0.012 s"),
            (Unit::Seconds, 40.94, "40.9 s"),
            (Unit::Seconds, 298.5, "298 s"),
            (Unit::Micros, 1726.4, "1,726 µs"),
            (Unit::Bytes, 3_700_000.0, "3.70 MB"),
            (Unit::Bytes, 1_044_588_000.0, "1.04 GB"),
            (Unit::Lines, 200_000.0, "200,000"),
            (Unit::Lines, 999.0, "999"),
        ];
        for (unit, number, text) in shown {
            assert_eq!(value(unit, number), text);
        }
    }

    #[test]
    fn a_ratio_is_judged_by_its_exact_value() {
        let row = find(Benchmark::Build, "dev");
        let pair = |ours| Pair::new(Figure::new(ours), Figure::new(10.0));
        assert_eq!(met(row, &pair(13.0)), Some(true));
        assert_eq!(met(row, &pair(13.001)), Some(false));
        assert_eq!(met(row, &Pair::alone(Figure::new(1.0))), None);
        let row = find(Benchmark::Build, "check-memory");
        assert_eq!(met(row, &Pair::alone(Figure::new(1.3e9))), Some(true));
        assert_eq!(met(row, &Pair::alone(Figure::new(1.31e9))), Some(false));
        let row = find(Benchmark::Build, "dev-peer");
        assert_eq!(met(row, &pair(99.0)), None);
    }

    #[test]
    fn a_row_says_all_that_was_measured() {
        let row = find(Benchmark::Build, "release");
        let mut pair = Pair::new(Figure::new(120.0), Figure::new(80.0));
        pair.ours.wall = Some(61.5);
        assert_eq!(
            line(row, &pair),
            "| create and list refunds, release build | 120 s (61.5 s wall) | floor: 80.0 s | 1.50 | ≤ 1.25 | **missed** |\n"
        );
        let row = find(Benchmark::Runtime, "encode");
        let mut pair = Pair::new(Figure::new(5.0), Figure::new(20.0));
        pair.peer = pair.peer.map(|peer| Figure {
            allocations: Some(Allocations {
                count: 1234,
                bytes: 45_600,
            }),
            ..peer
        });
        assert_eq!(
            line(row, &pair),
            "| encode a large create-payment-intent request | 5.00 µs | serde_qs, derived structs: 20.0 µs, 1,234 \
             allocations of 45.6 kB | 0.250 | ≤ 0.333 | met |\n"
        );
    }

    #[test]
    fn the_page_has_the_sections_that_there_are() {
        let mut record = Record::default();
        assert_eq!(page(&record), HEAD);
        let section = Section {
            date: "2026-05-27".to_owned(),
            command: "cargo xtask bench size".to_owned(),
            document: "api.json".to_owned(),
            machine: Machine {
                cores: 2,
                cpu: "A CPU".to_owned(),
                memory: 24 << 30,
            },
            versions: BTreeMap::from([
                ("rustc".to_owned(), "1.95.0".to_owned()),
                ("reqwest".to_owned(), "0.13.5".to_owned()),
            ]),
            rows: BTreeMap::from([
                (
                    "stripped".to_owned(),
                    Pair::new(Figure::new(4e6), Figure::new(4e6)),
                ),
                (
                    "of another version".to_owned(),
                    Pair::alone(Figure::new(1.0)),
                ),
            ]),
        };
        record.merge(BTreeMap::from([(Benchmark::Size, section)]));
        let page = page(&record);
        let end = "\
| What | Ours | Peer | Ratio | Target | |
|---|---|---|---|---|---|
| stripped release binary | 4.00 MB | floor: 4.00 MB | 1.00 | ≤ 1.15 | met |

Measured on 2026-05-27 by `cargo xtask bench size`, with `api.json`, on 2 cores of A CPU, 24 GiB of memory: reqwest \
0.13.5, rustc 1.95.0.
";
        assert!(
            page.contains("\n\n## Size\n\n") && page.ends_with(end),
            "{page}"
        );
    }
}
