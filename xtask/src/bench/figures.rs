//! The results as data: `docs/benchmarks.json`, from which the table and the chart are written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::args::Benchmark;
use super::machine::Machine;
use crate::support::process::Usage;

/// The figures of all benchmarks, each from the last run that measured it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Record {
    pub(crate) sections: BTreeMap<Benchmark, Section>,
}

/// The figures of one benchmark, with the data that is needed to judge and repeat them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Section {
    /// Day of the run, in UTC, as `2026-05-27`.
    pub(crate) date: String,
    /// What was typed.
    pub(crate) command: String,
    /// The document that the client was generated from.
    pub(crate) document: String,
    pub(crate) machine: Machine,
    /// Versions of the compiler and of the peers, by name.
    pub(crate) versions: BTreeMap<String, String>,
    /// By the name of the row in the catalogue.
    pub(crate) rows: BTreeMap<String, Pair>,
}

/// Our figure and that of the peer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pair {
    pub(crate) ours: Figure,
    /// Where the target is a figure by itself there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) peer: Option<Figure>,
}

/// A figure in the unit of its row, with additional figures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Figure {
    pub(crate) value: f64,
    /// Beside user seconds: the time that passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) wall: Option<f64>,
    /// Beside a run time: allocations of one run, and their bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) allocations: Option<Allocations>,
}

/// What one run of a piece of code asks of the allocator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Allocations {
    pub(crate) count: u64,
    pub(crate) bytes: u64,
}

impl Figure {
    pub(crate) fn new(value: f64) -> Self {
        Self {
            value,
            wall: None,
            allocations: None,
        }
    }

    /// Of a number of bytes or lines.
    #[allow(
        clippy::cast_precision_loss,
        reason = "no file has 2^53 lines or bytes"
    )]
    pub(crate) fn count(value: u64) -> Self {
        Self::new(value as f64)
    }
}

impl Usage {
    /// The user seconds, with the wall clock beside them.
    pub(crate) fn time(&self) -> Figure {
        Figure {
            wall: Some(self.wall),
            ..Figure::new(self.user)
        }
    }

    /// The peak of memory.
    pub(crate) fn memory(&self) -> Figure {
        Figure::count(self.memory)
    }
}

impl Pair {
    pub(crate) fn new(ours: Figure, peer: Figure) -> Self {
        Self {
            ours,
            peer: Some(peer),
        }
    }

    pub(crate) fn alone(ours: Figure) -> Self {
        Self { ours, peer: None }
    }

    /// Ours by the peer's: below 1 where ours is the cheaper.
    pub(crate) fn ratio(&self) -> Option<f64> {
        self.peer
            .filter(|peer| peer.value > 0.0)
            .map(|peer| self.ours.value / peer.value)
    }
}

impl Record {
    /// Reads what an earlier run has written; empty text is a record without figures.
    pub(crate) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        serde_json::from_str(text)
    }

    /// The text of the file.
    pub(crate) fn print(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// Replaces the sections that a run has measured.
    pub(crate) fn merge(&mut self, measured: BTreeMap<Benchmark, Section>) {
        self.sections.extend(measured);
    }

    /// The figures of a row of the catalogue.
    pub(crate) fn pair(&self, benchmark: Benchmark, row: &str) -> Option<&Pair> {
        self.sections.get(&benchmark)?.rows.get(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(date: &str, row: &str, ours: f64) -> Section {
        Section {
            date: date.to_owned(),
            command: "cargo xtask bench".to_owned(),
            document: "api.json".to_owned(),
            machine: Machine::default(),
            versions: BTreeMap::from([("rustc".to_owned(), "1.95.0".to_owned())]),
            rows: BTreeMap::from([(
                row.to_owned(),
                Pair::new(Figure::new(ours), Figure::new(4.0)),
            )]),
        }
    }

    #[test]
    fn a_run_replaces_what_it_measured_and_nothing_else() {
        let mut record = Record::default();
        record.merge(BTreeMap::from([
            (Benchmark::Build, section("2026-01-01", "dev", 1.0)),
            (Benchmark::Runtime, section("2026-01-01", "decode", 2.0)),
        ]));
        record.merge(BTreeMap::from([(
            Benchmark::Runtime,
            section("2026-02-02", "encode", 3.0),
        )]));
        let build = record.pair(Benchmark::Build, "dev").expect("it is kept");
        assert_eq!(build.ratio(), Some(0.25));
        assert_eq!(record.pair(Benchmark::Runtime, "decode"), None);
        assert!(record.pair(Benchmark::Runtime, "encode").is_some());
        assert_eq!(record.sections[&Benchmark::Build].date, "2026-01-01");
        assert_eq!(record.sections[&Benchmark::Runtime].date, "2026-02-02");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut record = Record::default();
        let mut build = section("2026-01-01", "dev", 1.5);
        let pair = build.rows.get_mut("dev").expect("a row");
        pair.ours.wall = Some(0.75);
        pair.ours.allocations = Some(Allocations {
            count: 3,
            bytes: 99,
        });
        record.merge(BTreeMap::from([(Benchmark::Build, build)]));
        let text = record.print().expect("it prints");
        assert!(text.starts_with("{\n  \"build\": {"), "{text}");
        assert_eq!(Record::parse(&text).expect("it parses"), record);
        assert_eq!(Record::parse("\n").expect("empty"), Record::default());
        assert!(Record::parse(&text.replace("wall", "walls")).is_err());
        assert!(Record::parse(&text.replace("\"build\"", "\"bild\"")).is_err());
    }

    #[test]
    fn there_is_no_ratio_to_nothing() {
        assert_eq!(Pair::alone(Figure::count(7)).ratio(), None);
        let pair = Pair::new(Figure::new(1.0), Figure::new(0.0));
        assert_eq!(pair.ratio(), None);
    }
}
