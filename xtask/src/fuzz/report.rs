//! What `fuzz` prints.

use super::program::{Finding, Outcome};
use super::targets::Target;
use crate::support::Paint;

/// The targets, one a line.
pub(super) fn list(targets: &[Target], paint: Paint) -> String {
    let width = width(targets.iter().map(|target| target.name.as_str()));
    let line = |target: &Target| {
        let name = format!("{:<width$}", target.name);
        format!("{}  {}\n", paint.bold(&name), target.shows)
    };
    targets.iter().map(line).collect()
}

/// A finding, and how to repeat it.
pub(super) fn finding(target: &Target, finding: &Finding, paint: Paint) -> String {
    let Finding {
        place,
        file,
        message,
    } = finding;
    let again = format!("cargo xtask fuzz {} --input {file}", target.name);
    format!(
        "{} {}: {place}\n  {message}\n  repeat: {again}\n",
        paint.red("finding"),
        target.name
    )
}

/// How far a run is.
pub(super) fn progress(outcome: &Outcome) -> String {
    format!(
        "{} executions in {:.0} s, {:.0} per second",
        outcome.executions,
        outcome.seconds,
        per_second(outcome)
    )
}

/// One line for each target, and what all found.
pub(super) fn table(rows: &[(Target, Outcome)], paint: Paint) -> String {
    let name = width(
        rows.iter()
            .map(|(target, _)| target.name.as_str())
            .chain(["target"]),
    );
    let mut out = format!(
        "{:<name$}  {:>12}  {:>10}  {:>8}\n",
        "target", "executions", "per second", "findings"
    );
    for (target, outcome) in rows {
        let findings = format!("{:>8}", outcome.findings.len());
        let findings = if outcome.findings.is_empty() {
            findings
        } else {
            paint.red(&findings)
        };
        out.push_str(&format!(
            "{:<name$}  {:>12}  {:>10.0}  {findings}\n",
            target.name,
            outcome.executions,
            per_second(outcome)
        ));
    }
    let executions: u64 = rows.iter().map(|(_, outcome)| outcome.executions).sum();
    let findings: usize = rows.iter().map(|(_, outcome)| outcome.findings.len()).sum();
    out.push_str(&format!(
        "{} targets, {executions} executions, {findings} findings\n",
        rows.len()
    ));
    out
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a rate is shown without fractions"
)]
fn per_second(outcome: &Outcome) -> f64 {
    outcome.executions as f64 / outcome.seconds.max(0.001)
}

fn width<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    names.map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(name: &str) -> Target {
        Target {
            name: name.to_owned(),
            module: name.to_owned(),
            features: None,
            share: 1,
            shows: "this".to_owned(),
        }
    }

    fn outcome(executions: u64, findings: usize) -> Outcome {
        let finding = Finding {
            place: "a.rs:1".to_owned(),
            file: "f".to_owned(),
            message: "m".to_owned(),
        };
        Outcome {
            executions,
            seconds: 2.0,
            findings: vec![finding; findings],
        }
    }

    #[test]
    fn the_table_has_a_line_for_each_target_and_the_sum() {
        let rows = [
            (target("json"), outcome(1000, 0)),
            (target("redact"), outcome(50, 2)),
        ];
        assert_eq!(
            table(&rows, Paint::none()),
            "target    executions  per second  findings\n\
             json            1000         500         0\n\
             redact            50          25         2\n\
             2 targets, 1050 executions, 2 findings\n"
        );
    }

    #[test]
    fn a_finding_says_how_to_repeat_it() {
        let found = outcome(1, 1);
        let text: String = found
            .findings
            .iter()
            .map(|one| finding(&target("json"), one, Paint::none()))
            .collect();
        assert_eq!(
            text,
            "finding json: a.rs:1\n  m\n  repeat: cargo xtask fuzz json --input f\n"
        );
    }

    #[test]
    fn the_list_is_aligned() {
        let targets = [target("a"), target("abc")];
        assert_eq!(list(&targets, Paint::none()), "a    this\nabc  this\n");
    }
}
