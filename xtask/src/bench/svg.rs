//! The bar chart, as SVG that reads on light and on dark ground. Pure.

use super::catalogue::{Bar, BarFigure, PANELS, Panel, ROWS};
use super::figures::Record;
use super::markdown;

const WIDTH: usize = 760;
/// Where the bars begin; their names stand left of it.
const LEFT: usize = 150;
/// Room for the longest bar; its figure stands right of it.
const LENGTH: usize = 500;
const TITLE: usize = 30;
const STEP: usize = 24;
const THICKNESS: usize = 16;
const GAP: usize = 14;

/// No ground of its own: the page's shows, and the colours follow the reader's.
const STYLE: &str = "\
text{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;fill:#1f2328}\
.title{font-weight:600}\
.ours{fill:#635bff}\
.peer{fill:#9aa4b2}\
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.ours{fill:#8f88ff}.peer{fill:#6b7683}}";

/// The text of `docs/benchmarks.svg`: the panels whose figures are there.
pub(crate) fn chart(record: &Record) -> String {
    let mut body = String::new();
    let mut top = 0;
    for panel in PANELS {
        let bars = bars(panel, record);
        if bars.len() > 1 {
            body.push_str(&draw(panel, &bars, top));
            top += TITLE + STEP * bars.len() + GAP;
        }
    }
    let height = top.max(1);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         role=\"img\" aria-label=\"Benchmarks; shorter is better\">\n<style>{STYLE}</style>\n{body}</svg>\n"
    )
}

/// The bars of a panel that have a figure: with it, and with how it reads.
fn bars(panel: &Panel, record: &Record) -> Vec<(&'static Bar, f64, String)> {
    let bars = panel.bars.iter().filter_map(|bar| {
        let row = ROWS
            .iter()
            .find(|row| row.benchmark == panel.benchmark && row.name == bar.row)?;
        let pair = record.pair(panel.benchmark, bar.row)?;
        let value = match bar.figure {
            BarFigure::Ours => pair.ours.value,
            BarFigure::Peer => pair.peer?.value,
        };
        Some((bar, value, markdown::value(row.unit, value)))
    });
    bars.collect()
}

fn draw(panel: &Panel, bars: &[(&Bar, f64, String)], top: usize) -> String {
    let longest = bars.iter().map(|(_, value, _)| *value).fold(0.0, f64::max);
    let mut text = format!(
        "<text class=\"title\" x=\"8\" y=\"{}\">{}</text>\n",
        top + 20,
        escaped(panel.title)
    );
    for (index, (bar, value, shown)) in bars.iter().enumerate() {
        let y = top + TITLE + STEP * index;
        let base = y + 13;
        let length = length(*value, longest);
        let class = if bar.figure == BarFigure::Ours {
            "ours"
        } else {
            "peer"
        };
        text.push_str(&format!(
            "<text x=\"{}\" y=\"{base}\" text-anchor=\"end\">{}</text>\
             <rect class=\"{class}\" x=\"{LEFT}\" y=\"{y}\" width=\"{length:.1}\" height=\"{THICKNESS}\" rx=\"2\"/>\
             <text x=\"{:.1}\" y=\"{base}\">{}</text>\n",
            LEFT - 8,
            escaped(bar.label),
            length + (LEFT + 8) as f64,
            escaped(shown)
        ));
    }
    text
}

/// A bar is never so short that it is not seen.
fn length(value: f64, longest: f64) -> f64 {
    if longest > 0.0 {
        (value / longest * LENGTH as f64).max(2.0)
    } else {
        2.0
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::figures::{Figure, Pair, Section};
    use super::super::machine::Machine;
    use super::*;
    use crate::bench::Benchmark;

    fn record(rows: &[(&str, f64, f64)]) -> Record {
        let rows = rows.iter().map(|(name, ours, peer)| {
            let pair = Pair::new(Figure::new(*ours), Figure::new(*peer));
            ((*name).to_owned(), pair)
        });
        let section = Section {
            date: String::new(),
            command: String::new(),
            document: String::new(),
            machine: Machine::default(),
            versions: BTreeMap::new(),
            rows: rows.collect(),
        };
        let mut record = Record::default();
        record.merge(BTreeMap::from([(Benchmark::Size, section)]));
        record
    }

    #[test]
    fn bars_are_as_long_as_their_figures() {
        let chart = chart(&record(&[
            ("stripped", 4e6, 2e6),
            ("stripped-peer", 4e6, 2e7),
        ]));
        for part in [
            "width=\"760\" height=\"116\"",
            "prefers-color-scheme:dark",
            ">Stripped release binary</text>",
            "<rect class=\"ours\" x=\"150\" y=\"30\" width=\"100.0\"",
            "<rect class=\"peer\" x=\"150\" y=\"54\" width=\"50.0\"",
            "<rect class=\"peer\" x=\"150\" y=\"78\" width=\"500.0\"",
            ">20.0 MB</text>",
        ] {
            assert!(chart.contains(part), "no {part} in {chart}");
        }
        assert_eq!(chart.matches("<rect").count(), 3);
        assert_eq!(
            chart.matches("<text").count(),
            chart.matches("</text>").count()
        );
    }

    #[test]
    fn what_has_no_figures_has_no_place() {
        let chart = chart(&record(&[]));
        assert!(
            !chart.contains("<rect") && !chart.contains("<text"),
            "{chart}"
        );
        let only = super::chart(&record(&[("stripped", 1.0, 2.0)]));
        assert_eq!(only.matches("<rect").count(), 2);
    }

    #[test]
    fn text_is_no_markup() {
        assert_eq!(escaped("a<b & \"c\""), "a&lt;b &amp; &quot;c&quot;");
    }
}
