//! The text of a replay. Pure.

use std::path::Path;

use generator::diff::{Diff, Level, Verdict};
use generator::text::code;

use super::measure::{Part, Rename, Step};
use crate::output::show;
use crate::report::{count, grouped, line, more};
use crate::support::Paint;

/// Renames of a step that are listed.
const LISTED: usize = 40;

/// What a step changed.
pub(crate) fn step(paint: Paint, number: usize, document: &Path, step: &Step) -> String {
    let Step {
        version,
        time,
        diff,
        names,
        renamed,
        lines,
        files,
    } = step;
    let mut text = line(
        paint,
        "step",
        &format!("{number}: {}, version {version}", show(document)),
    );
    if let Some(diff) = diff {
        text.push_str(&line(paint, "verdict", &meaning(paint, diff)));
    }
    text.push_str(&line(
        paint,
        "seconds",
        &format!("{:.2}", time.as_secs_f64()),
    ));
    let summary = format!(
        "{} added, {} retired, {} renamed",
        grouped(names.added),
        grouped(names.retired),
        grouped(renamed.len())
    );
    text.push_str(&line(paint, "names", &summary));
    text.extend(renamed.iter().take(LISTED).map(|name| rename(paint, name)));
    text.push_str(&more(renamed.len(), LISTED));
    let parts = Part::ALL.map(|(part, name)| {
        let lines = lines.get(&part).copied().unwrap_or_default();
        let (added, removed) = (grouped(lines.added), grouped(lines.removed));
        format!("{name} +{added} -{removed}")
    });
    text.push_str(&line(paint, "lines", &parts.join(", ")));
    let changed = format!(
        "{} added, {} changed, {} removed",
        grouped(files.added),
        grouped(files.changed),
        grouped(files.removed)
    );
    text + &line(paint, "files", &changed)
}

/// The verdict and the number of changes behind it.
fn meaning(paint: Paint, diff: &Diff) -> String {
    let verdict = diff.verdict();
    let words = verdict.to_string();
    let words = match verdict {
        Verdict::Major => paint.red(&words),
        Verdict::Minor => paint.yellow(&words),
        Verdict::Patch | Verdict::None => paint.green(&words),
    };
    let changes = [
        (Level::Breaking, "breaking"),
        (Level::Behaviour, "behavioural"),
        (Level::Addition, "new"),
    ]
    .map(|(level, name)| format!("{} {name}", grouped(diff.at(level).count())));
    format!(
        "{words}: {}, {}",
        changes.join(", "),
        count(diff.prose, "text")
    )
}

fn rename(paint: Paint, rename: &Rename) -> String {
    let (place, of) = &rename.named;
    let what = match of.as_str() {
        "" => code(place),
        "()" => format!("the method for {}", code(place)),
        of => format!("{} of {}", code(of), code(place)),
    };
    let text = format!("{what}: {} is now {}", rename.old, rename.new);
    line(paint, "renamed", &paint.red(&text))
}

/// The last line.
pub(crate) fn verdict(paint: Paint, documents: usize, renamed: usize) -> String {
    let text = format!(
        "{}: {} renamed",
        count(documents, "document"),
        count(renamed, "name")
    );
    let text = if renamed == 0 {
        paint.green(&text)
    } else {
        paint.red(&text)
    };
    line(paint, "replay", &text)
}

/// The folder name of a step, such as `2-2026-05-27.dahlia`, safe for any version that a document has.
pub(crate) fn folder(number: usize, version: &str) -> String {
    let safe = |c: char| {
        let fine = c.is_ascii_alphanumeric() || "._-".contains(c);
        if fine { c } else { '-' }
    };
    let version: String = version.chars().take(60).map(safe).collect();
    format!("{number}-{version}")
        .trim_end_matches('.')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_names_are_safe() {
        assert_eq!(folder(2, "2026-05-27.dahlia"), "2-2026-05-27.dahlia");
        assert_eq!(folder(1, "../a b."), "1-..-a-b");
        assert_eq!(folder(1, ""), "1-");
    }
}
