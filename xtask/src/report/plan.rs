//! What a run changes in its output, or would change.

use super::{LISTED, count, line};
use crate::output::{self, Change, ChangeKind, Destination, MANIFEST, Plan, Target, show};
use crate::support::Paint;

/// `--check` shows the diffs of this many files; the list has all.
const DIFFS: usize = 20;

/// A run that has written `plan`.
pub(crate) fn written(paint: Paint, plan: &Plan, destination: &Destination) -> String {
    if plan.is_empty() {
        return up_to_date(paint, plan, destination);
    }
    let mut text = line(paint, "wrote", &summary(plan, destination));
    if plan.changes.len() < LISTED {
        text.push_str(&names(paint, plan, destination));
    } else {
        // The loss of an edit is reported however many files change.
        let edited = plan.changes.iter().filter(|change| is_edited(change));
        text.extend(edited.map(|change| name(paint, change, destination)));
    }
    text + &line_ends(paint, plan)
}

/// An output that is up to date.
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

/// A plan that is not carried out.
pub(crate) fn planned(paint: Paint, plan: &Plan, destination: &Destination) -> String {
    if plan.is_empty() {
        return up_to_date(paint, plan, destination);
    }
    line(paint, "differs", &summary(plan, destination))
        + &names(paint, plan, destination)
        + &line_ends(paint, plan)
}

/// Why files differ that nobody changed.
fn line_ends(paint: Paint, plan: &Plan) -> String {
    match plan.line_ends() {
        0 => String::new(),
        files => {
            let files = count(files, "file");
            let text = format!("line ends alone differ in {files}; tell Git: `* text eol=lf`");
            line(paint, "note", &text)
        }
    }
}

/// The lines that would change.
pub(crate) fn diffs(paint: Paint, plan: &Plan, destination: &Destination) -> String {
    let changed = plan
        .changes
        .iter()
        .filter_map(|change| match (&change.kind, &change.target) {
            // It lists hashes, which differ whenever a file does.
            (_, Target::File(path)) if path.as_str() == MANIFEST => None,
            // Every line of the file would be shown, with no difference to be seen.
            _ if change.is_in_line_ends() => None,
            (ChangeKind::Changed { old, new, .. }, target) => {
                Some((show(&destination.locate(target)), old, new))
            }
            (ChangeKind::New { .. } | ChangeKind::Gone { .. }, _) => None,
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

fn summary(plan: &Plan, destination: &Destination) -> String {
    let (mut added, mut changed, mut removed) = (0_usize, 0_usize, 0_usize);
    for change in &plan.changes {
        let number = match change.kind {
            ChangeKind::New { .. } => &mut added,
            ChangeKind::Changed { .. } => &mut changed,
            ChangeKind::Gone { .. } => &mut removed,
        };
        *number = number.saturating_add(1);
    }
    format!(
        "{}: {added} added, {changed} changed, {removed} removed, {} unchanged",
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
        ChangeKind::New { .. } => paint.green("   added"),
        ChangeKind::Changed { .. } => paint.yellow(" changed"),
        ChangeKind::Gone { .. } => paint.red(" removed"),
    };
    let edited = if is_edited(change) {
        " (was edited by hand)"
    } else {
        ""
    };
    format!("{verb} {path}{edited}\n")
}

fn is_edited(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Changed { edited: true, .. })
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
