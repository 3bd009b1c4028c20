//! The text of a run's report. Pure: each function returns what is to be printed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use generator::names::{Changes, Renamed};

use crate::cli::CodegenArgs;
use crate::console::Paint;
use crate::output::{self, Change, Destination, Kind, MANIFEST, Plan, Target, show};

/// A run that wrote more files than this reports their number only.
const NAMES: usize = 20;
/// `--check` shows the diffs of this many files; the list names all.
const DIFFS: usize = 20;

/// The document that was read.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) bytes: usize,
    pub(crate) version: String,
}

/// The size of what was generated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Totals {
    pub(crate) operations: usize,
    pub(crate) schemas: usize,
    pub(crate) types: usize,
    pub(crate) files: usize,
    pub(crate) lines: usize,
}

pub(crate) fn read(paint: Paint, source: &Source) -> String {
    let Source {
        path,
        bytes,
        version,
    } = source;
    let version = if version.is_empty() {
        String::new()
    } else {
        format!(", version {version}")
    };
    line(
        paint,
        "read",
        &format!("{} ({}{version})", show(path), count(*bytes, "byte")),
    )
}

pub(crate) fn written(paint: Paint, plan: &Plan, destination: &Destination) -> String {
    if plan.is_empty() {
        return up_to_date(paint, plan, destination);
    }
    let mut text = line(paint, "wrote", &summary(plan, destination));
    if plan.changes.len() < NAMES {
        text.push_str(&names(paint, plan, destination));
    } else {
        // An edit that was undone is worth knowing about however many files there are.
        let edited = plan.changes.iter().filter(|change| is_edited(change));
        text.extend(edited.map(|change| name(paint, change, destination)));
    }
    text
}

pub(crate) fn up_to_date(paint: Paint, plan: &Plan, destination: &Destination) -> String {
    line(
        paint,
        "same",
        &format!(
            "{}: up to date ({})",
            show(destination.out()),
            count(plan.same, "file")
        ),
    )
}

pub(crate) fn planned(paint: Paint, plan: &Plan, destination: &Destination) -> String {
    if plan.is_empty() {
        return up_to_date(paint, plan, destination);
    }
    line(paint, "differs", &summary(plan, destination)) + &names(paint, plan, destination)
}

pub(crate) fn diffs(paint: Paint, plan: &Plan, destination: &Destination) -> String {
    let changed = plan
        .changes
        .iter()
        .filter_map(|change| match (&change.kind, &change.target) {
            // It is hashes only, and differs whenever anything does.
            (_, Target::File(path)) if path.as_str() == MANIFEST => None,
            (Kind::Changed { old, new, .. }, target) => {
                Some((show(&destination.locate(target)), old, new))
            }
            (Kind::New { .. } | Kind::Gone { .. }, _) => None,
        });
    let changed: Vec<_> = changed.collect();
    let mut text = String::new();
    for (name, old, new) in changed.iter().take(DIFFS) {
        text.extend(
            output::unified(name, old, new)
                .lines()
                .map(|line| coloured(paint, line) + "\n"),
        );
        text.push('\n');
    }
    if changed.len() > DIFFS {
        let rest = count(changed.len().saturating_sub(DIFFS), "more changed file");
        text.push_str(&format!("… {rest} without a diff\n\n"));
    }
    text
}

/// The command that makes `--check` pass.
pub(crate) fn remedy(paint: Paint, args: &CodegenArgs) -> String {
    let mut command = "cargo xtask codegen".to_owned();
    let path = |path: &Path| path.display().to_string();
    let options = [
        ("--spec", args.spec.as_deref().map(path)),
        ("--only", args.part.only.clone()),
        ("--plan", args.part.plan.as_deref().map(path)),
        ("--out", args.out.as_deref().map(path)),
        ("--package", args.package.clone()),
    ];
    for (option, value) in options {
        if let Some(value) = value {
            command.push_str(&format!(" {option} {}", quoted(&value)));
        }
    }
    line(paint, "mend", &paint.bold(&command))
}

pub(crate) fn totals(paint: Paint, totals: &Totals) -> String {
    let Totals {
        operations,
        schemas,
        types,
        files,
        lines,
    } = *totals;
    let parts = [
        (operations, "operation"),
        (schemas, "schema"),
        (types, "type"),
        (files, "file"),
        (lines, "line"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .map(|(number, noun)| count(*number, noun))
        .collect();
    line(paint, "totals", &parts.join(", "))
}

/// Names that a run gave, retired and took up again; nothing where there are none.
pub(crate) fn names_changed(paint: Paint, changes: &Changes) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let mut text = line(
        paint,
        "names",
        &format!(
            "{} given, {} gone from the document, {} back",
            grouped(changes.given.len()),
            grouped(changes.absent.len()),
            grouped(changes.restored.len())
        ),
    );
    let listed = [("gone", &changes.absent), ("back", &changes.restored)];
    for (verb, names) in listed {
        text.extend(names.iter().take(NAMES).map(|name| line(paint, verb, name)));
        if let Some(rest) = names.len().checked_sub(NAMES).filter(|rest| *rest > 0) {
            text.push_str(&format!("         … and {} more\n", grouped(rest)));
        }
    }
    text
}

/// A rename, and what is to be done next.
pub(crate) fn renamed(paint: Paint, renamed: &Renamed, ledger: &Path, command: &str) -> String {
    let Renamed {
        place,
        old,
        new,
        inside,
    } = renamed;
    let mut text = line(
        paint,
        "renamed",
        &format!("{old} to {new}, for `{place}`, in {}", show(ledger)),
    );
    if let Some(example) = inside.first() {
        let types = count(inside.len(), "type");
        let keep = format!("{types} inside of it as before, such as {example}");
        text.push_str(&line(paint, "kept", &keep));
    }
    text + &line(paint, "next", &paint.bold(command))
}

pub(crate) fn time(paint: Paint, time: Duration) -> String {
    line(paint, "time", &format!("{:.2} s", time.as_secs_f64()))
}

pub(crate) fn line(paint: Paint, verb: &str, text: &str) -> String {
    format!("{} {text}\n", paint.bold(&format!("{verb:>8}")))
}

fn summary(plan: &Plan, destination: &Destination) -> String {
    let (mut new, mut changed, mut gone) = (0_usize, 0_usize, 0_usize);
    for change in &plan.changes {
        let number = match change.kind {
            Kind::New { .. } => &mut new,
            Kind::Changed { .. } => &mut changed,
            Kind::Gone { .. } => &mut gone,
        };
        *number = number.saturating_add(1);
    }
    format!(
        "{}: {new} new, {changed} changed, {gone} gone, {} same",
        show(destination.out()),
        plan.same
    )
}

fn names(paint: Paint, plan: &Plan, destination: &Destination) -> String {
    plan.changes
        .iter()
        .map(|change| name(paint, change, destination))
        .collect()
}

fn name(paint: Paint, change: &Change, destination: &Destination) -> String {
    let path = show(&destination.locate(&change.target));
    let verb = match change.kind {
        Kind::New { .. } => paint.green("     new"),
        Kind::Changed { .. } => paint.yellow(" changed"),
        Kind::Gone { .. } => paint.red("    gone"),
    };
    let edited = if is_edited(change) {
        " (was edited by hand)"
    } else {
        ""
    };
    format!("{verb} {path}{edited}\n")
}

fn is_edited(change: &Change) -> bool {
    matches!(change.kind, Kind::Changed { edited: true, .. })
}

fn coloured(paint: Paint, line: &str) -> String {
    match line.as_bytes() {
        [b'-', b'-', b'-', ..] | [b'+', b'+', b'+', ..] => paint.bold(line),
        [b'-', ..] => paint.red(line),
        [b'+', ..] => paint.green(line),
        [b'@', ..] => paint.dim(line),
        _ => line.to_owned(),
    }
}

/// `1 file`, `1,204 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// `1,204`.
pub(crate) fn grouped(number: usize) -> String {
    grouped_digits(&number.to_string())
}

/// [`grouped`] of a number that is text already.
pub(crate) fn grouped_digits(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// As a shell takes it for one word.
fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@%".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_nouns_agree() {
        assert_eq!(count(1, "file"), "1 file");
        assert_eq!(count(0, "file"), "0 files");
        assert_eq!(count(999, "line"), "999 lines");
        assert_eq!(count(1_204_000, "line"), "1,204,000 lines");
    }

    #[test]
    fn words_that_a_shell_would_split_are_quoted() {
        assert_eq!(quoted("target/whole-api"), "target/whole-api");
        assert_eq!(quoted("my spec.yaml"), "'my spec.yaml'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
