//! What touches a crate: the compiler's findings, joined with the changes of the report. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use generator::diff::{Compared, Item, Level, Report, Rust};
use generator::impact::numbered;
use serde::Serialize;

use super::compiler::{Fault, Location, Said, Use};
use super::literals::Literal;

/// Changes of all requests: no item of the client stands for them.
const EVERYWHERE: [&str; 2] = ["version", "host"];

/// The impact of a change of the document on a crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Impact {
    /// The old version.
    pub(super) base: Compared,
    /// The new version.
    pub(super) head: Compared,
    /// The changes that touch the crate, most severe first.
    pub(super) findings: Vec<Finding>,
    /// Changes of every request, in sentences.
    pub(super) everywhere: Vec<String>,
    /// Errors of the compiler against the new version that no change explains.
    pub(super) unexplained: Vec<Touched>,
    /// Number of changes that do not touch the crate.
    pub(super) elsewhere: Elsewhere,
}

/// Numbers of changes by their effect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(super) struct Elsewhere {
    pub(super) breaking: usize,
    pub(super) behaviour: usize,
    pub(super) addition: usize,
    pub(super) documentation: usize,
}

/// A change that touches the crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Finding {
    pub(super) level: Level,
    /// As in `docs/semver.md`.
    pub(super) kind: String,
    /// The change, in Markdown.
    pub(super) sentence: String,
    /// What to write instead, in Markdown.
    pub(super) instead: Option<String>,
    /// Signatures before and after.
    pub(super) rust: Vec<Rust>,
    /// The lines that it touches, by file and line.
    pub(super) lines: Vec<Touched>,
}

/// A line of the crate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Touched {
    /// Relative to the root of the workspace, with `/`.
    pub(super) file: String,
    /// From 1 on.
    pub(super) line: usize,
    /// From 1 on, in characters.
    pub(super) column: usize,
    /// The text of the line.
    pub(super) code: String,
    /// The item of the client that is used.
    pub(super) item: Option<String>,
    /// Whether this was found in a string rather than by the compiler.
    pub(super) is_likely: bool,
    /// The compiler's error against the new version.
    pub(super) error: Option<String>,
    /// The comment that could stand above the line, where it no longer compiles and `--fix` does not edit it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) comment: Option<String>,
}

/// What was found out about a crate.
pub(super) struct Found<'a> {
    pub(super) report: &'a Report,
    /// Against the old version, with marks.
    pub(super) base: &'a Said,
    /// Against the new version.
    pub(super) head: &'a Said,
    pub(super) literals: &'a [Literal],
    /// The text of a line of a file.
    pub(super) text: &'a dyn Fn(&PathBuf, usize) -> String,
}

impl Found<'_> {
    pub(super) fn impact(&self) -> Impact {
        let changes = numbered(self.report);
        let mut lines: BTreeMap<usize, BTreeSet<Touched>> = BTreeMap::new();
        let mut explained = BTreeSet::new();
        for used in self.base.uses.iter().filter(|used| self.is_affected(used)) {
            let mut touched = self.touched(&used.at, Some(&used.item), None);
            let faults = self.head.errors.iter();
            let faults = faults.filter(|fault| is_in_line_of(fault, &used.at));
            let faults: Vec<&Fault> = faults.collect();
            explained.extend(&faults);
            // The compiler stops at the first error of a chain of calls, which may be that of its neighbour.
            let own = faults.iter().find(|fault| covers(fault, &used.at));
            let own = own.or_else(|| {
                faults
                    .iter()
                    .find(|fault| !self.covers_another(fault, used))
            });
            touched.error = own.map(|fault| said(fault));
            for number in &used.changes {
                lines.entry(*number).or_default().insert(touched.clone());
            }
        }
        // Where something is said about a change that another line uses.
        for fault in &self.head.errors {
            if explained.contains(fault) {
                continue;
            }
            for used in self
                .base
                .uses
                .iter()
                .filter(|used| self.is_about(fault, used, &changes))
            {
                explained.insert(fault);
                let touched = self.touched(&fault.at, None, Some(said(fault)));
                for number in &used.changes {
                    lines.entry(*number).or_default().insert(touched.clone());
                }
            }
        }
        for literal in self.literals {
            let mut touched = self.touched(&literal.at, None, None);
            touched.is_likely = true;
            lines.entry(literal.change).or_default().insert(touched);
        }
        let mut findings = Vec::new();
        let mut elsewhere = Elsewhere::default();
        let mut everywhere = Vec::new();
        let mut numbered_changes = changes.iter().copied().zip(1..);
        while let Some((item, number)) = numbered_changes.next() {
            // What follows from a change comes behind it, and counts with it.
            let inner = numbered_changes.by_ref().take(item.within.len());
            let all = std::iter::once((item, number)).chain(inner);
            let touched: Vec<(&Item, BTreeSet<Touched>)> = all
                .filter_map(|(one, number)| Some((one, lines.remove(&number)?)))
                .collect();
            if EVERYWHERE.contains(&item.kind) {
                everywhere.push(item.sentence.clone());
            } else if touched.is_empty() {
                elsewhere.count(item.level);
            } else {
                findings.push(finding(item, touched));
            }
        }
        findings.extend(lines.remove(&0).map(rest));
        // Stable: those of one level are in the order of the report.
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        let unexplained = self.head.errors.iter();
        let unexplained = unexplained.filter(|fault| !explained.contains(fault));
        let provenance = &self.report.provenance;
        Impact {
            base: provenance.base.clone(),
            head: provenance.head.clone(),
            findings,
            everywhere,
            unexplained: unexplained
                .map(|fault| self.touched(&fault.at, None, Some(said(fault))))
                .collect(),
            elsewhere,
        }
    }

    /// Whether a use is affected, where that depends on the use: a target that compiles has none.
    fn is_affected(&self, used: &Use) -> bool {
        !used.depends || !self.head.compiled.contains(&used.target)
    }

    /// Whether an error is at the place of another use.
    fn covers_another(&self, fault: &Fault, used: &Use) -> bool {
        let mut others = self.base.uses.iter();
        others.any(|other| other.at != used.at && covers(fault, &other.at))
    }

    /// Whether an error elsewhere in the file names the item, or the types before and after its change.
    fn is_about(&self, fault: &Fault, used: &Use, changes: &[&Item]) -> bool {
        let quoted = format!("`{}`", last(&used.item));
        let names_types = |number: &usize| {
            let item = number.checked_sub(1).and_then(|index| changes.get(index));
            let rust = item.filter(|item| item.says_rust).map(|item| &item.rust);
            rust.into_iter().flatten().any(|rust| {
                let both = [&rust.old, &rust.new];
                let mut both = both.into_iter().flatten();
                both.all(|path| fault.rendered.contains(last(path)))
            })
        };
        let names_item = fault.message.contains(&quoted);
        fault.at.file == used.at.file && (names_item || used.changes.iter().any(names_types))
    }

    fn touched(&self, at: &Location, item: Option<&str>, error: Option<String>) -> Touched {
        let steps: Vec<_> = at.file.iter().map(|step| step.to_string_lossy()).collect();
        Touched {
            file: steps.join("/"),
            line: at.line,
            column: at.column,
            code: (self.text)(&at.file, at.line).trim().to_owned(),
            item: item.map(str::to_owned),
            is_likely: false,
            error,
            comment: None,
        }
    }
}

/// The last step of a path.
fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

fn is_in_line_of(fault: &Fault, at: &Location) -> bool {
    let lines = fault.at.line..=fault.at.last_line;
    fault.at.file == at.file && lines.contains(&at.line)
}

/// Whether an error is at this place, not only in this line.
fn covers(fault: &Fault, at: &Location) -> bool {
    let (start, end) = (
        (fault.at.line, fault.at.column),
        (fault.at.last_line, fault.at.last_column),
    );
    fault.at.file == at.file && (start..end).contains(&(at.line, at.column))
}

fn said(fault: &Fault) -> String {
    format!("{}: {}", fault.code, fault.message)
        .trim_start_matches(": ")
        .to_owned()
}

/// A change, with what touches the crate: the change itself, or some of those that follow from it.
fn finding(item: &Item, touched: Vec<(&Item, BTreeSet<Touched>)>) -> Finding {
    let levels = touched.iter().map(|(one, _)| one.level);
    let level = levels.max().unwrap_or(item.level);
    let mut rust = item.rust.clone();
    let inner = touched.iter().flat_map(|(one, _)| &one.rust);
    for one in inner {
        if !rust.contains(one) {
            rust.push(one.clone());
        }
    }
    let lines: BTreeSet<Touched> = touched.into_iter().flat_map(|(_, lines)| lines).collect();
    // Of a change of several items, those that the crate uses.
    let used = |one: &Rust| {
        let mut items = lines.iter().filter_map(|line| line.item.as_deref());
        items.any(|item| one.names(last(item)))
    };
    if rust.iter().any(used) {
        rust.retain(used);
    }
    Finding {
        level,
        kind: item.kind.to_owned(),
        sentence: item.short.clone(),
        instead: item.instead.map(str::to_owned),
        rust,
        lines: lines.into_iter().collect(),
    }
}

/// Items whose code differs although no change of the report is about them.
fn rest(lines: BTreeSet<Touched>) -> Finding {
    Finding {
        level: Level::Breaking,
        kind: "code".to_owned(),
        sentence: "The generated code of these items differs".to_owned(),
        instead: None,
        rust: Vec::new(),
        lines: lines.into_iter().collect(),
    }
}

impl Elsewhere {
    fn count(&mut self, level: Level) {
        let count = match level {
            Level::Breaking => &mut self.breaking,
            Level::Behaviour => &mut self.behaviour,
            Level::Addition => &mut self.addition,
            Level::Documentation => &mut self.documentation,
        };
        *count = count.saturating_add(1);
    }

    pub(super) fn sum(self) -> usize {
        let all = [
            self.breaking,
            self.behaviour,
            self.addition,
            self.documentation,
        ];
        all.into_iter().sum()
    }
}

impl Impact {
    /// Gives a comment to each line that no longer compiles and that `--fix` does not edit; one for all uses in a line.
    pub(super) fn offer_comments(&mut self, is_edited: impl Fn(&Touched) -> bool) {
        for finding in &mut self.findings {
            let mut done = BTreeSet::new();
            for line in &mut finding.lines {
                if line.error.is_none()
                    || is_edited(line)
                    || !done.insert((line.file.clone(), line.line))
                {
                    continue;
                }
                let name = line.item.as_ref().unwrap_or(&finding.kind);
                line.comment = Some(format!("// impact: {name}: {}", finding.sentence));
            }
        }
    }

    /// The most severe level of the findings that the compiler made.
    pub(super) fn level(&self) -> Option<Level> {
        let certain = |finding: &&Finding| finding.lines.iter().any(|line| !line.is_likely);
        let levels = self
            .findings
            .iter()
            .filter(certain)
            .map(|finding| finding.level);
        let errors = (!self.unexplained.is_empty()).then_some(Level::Breaking);
        levels.chain(errors).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(column: usize, length: usize) -> Location {
        Location {
            file: "a.rs".into(),
            line: 1,
            column,
            last_line: 1,
            last_column: column + length,
            in_macro: false,
        }
    }

    fn used(item: &str, at: Location) -> Use {
        Use {
            at,
            item: item.to_owned(),
            changes: vec![1],
            depends: false,
            target: "a.rs".into(),
        }
    }

    /// `.amount(1).charge(2)`, where both are removed and the compiler stops at one.
    #[test]
    fn an_error_is_shown_at_its_own_use() {
        let report = crate::diff::rendered::report();
        let base = Said {
            uses: [used("a::amount", at(5, 6)), used("a::charge", at(15, 6))].into(),
            ..Said::default()
        };
        let fault = Fault {
            at: at(15, 6),
            code: "E0599".to_owned(),
            message: "no method named `charge`".to_owned(),
            rendered: String::new(),
        };
        let head = Said {
            errors: [fault].into(),
            ..Said::default()
        };
        let found = Found {
            report: &report,
            base: &base,
            head: &head,
            literals: &[],
            text: &|_, _| String::new(),
        };
        let impact = found.impact();
        let [finding] = impact.findings.as_slice() else {
            panic!("{impact:?}");
        };
        let lines = finding.lines.iter();
        let lines: Vec<_> = lines
            .map(|line| (line.column, line.error.is_some()))
            .collect();
        assert_eq!(lines, [(5, false), (15, true)]);
        assert!(impact.unexplained.is_empty());
        assert_eq!(impact.elsewhere.sum(), 0);
    }
}
