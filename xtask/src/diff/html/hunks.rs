//! What differs between two definitions, in lines that stand side by side. Pure.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use similar::{ChangeTag, DiffOp, InlineChange, TextDiff};

/// Lines that are shown around what differs.
const CONTEXT: usize = 2;

/// From this number of lines on both sides, what lies between the first and the last lines that differ is shown as a
/// whole: to compare it line by line takes time that is quadratic. No definition of Stripe's has half as many.
const LARGE: usize = 3_000;

/// Lines that lie together.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Hunk {
    /// Rows of both sides, as many lines on either: where one has less, it has none.
    pub(super) rows: Vec<[Option<Line>; 2]>,
}

/// One line of a side.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Whether the other side lacks it.
    pub(super) changed: bool,
    /// Its text, and whether that is what differs from a line that is much like it.
    pub(super) parts: Vec<(bool, String)>,
}

/// The hunks that say one of the words in code that differs, or all of them if none does. Prose says many words.
pub(super) fn hunks(old: &str, new: &str, words: &BTreeSet<String>) -> Vec<Hunk> {
    let mut config = TextDiff::configure();
    if old.lines().count().min(new.lines().count()) >= LARGE {
        // Not a deadline in the future: what it allows for would depend on the machine.
        let past = Instant::now().checked_sub(Duration::from_secs(1));
        config.deadline(past.unwrap_or_else(Instant::now));
    }
    let diff = config.diff_lines(old, new);
    let (about, rest): (Vec<_>, Vec<_>) = diff
        .grouped_ops(CONTEXT)
        .into_iter()
        .map(|ops| (says(&diff, &ops, words), hunk(&diff, &ops)))
        .partition(|(says, _)| *says);
    let shown = if about.is_empty() { rest } else { about };
    shown.into_iter().map(|(_, hunk)| hunk).collect()
}

fn says(diff: &TextDiff<'_, '_, '_, str>, ops: &[DiffOp], words: &BTreeSet<String>) -> bool {
    let is_word = |text: &str| words.contains(text);
    ops.iter()
        .flat_map(|op| diff.iter_changes(op))
        .filter(|change| change.tag() != ChangeTag::Equal)
        .any(|change| {
            let line = change.value().trim_start();
            let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_'));
            !line.starts_with("//") && words.any(is_word)
        })
}

fn hunk<'a>(diff: &'a TextDiff<'a, 'a, 'a, str>, ops: &[DiffOp]) -> Hunk {
    let mut hunk = Hunk::default();
    for op in ops {
        let mut sides: [Vec<Line>; 2] = Default::default();
        let is_large = op.old_range().len().min(op.new_range().len()) >= LARGE / 2;
        let changes: Vec<InlineChange<'_, str>> = match op {
            DiffOp::Replace { .. } if is_large => {
                diff.iter_changes(op).map(InlineChange::from).collect()
            }
            _ => diff.iter_inline_changes(op).collect(),
        };
        for change in changes {
            let line = |changed| Line {
                changed,
                parts: parts(&change),
            };
            let [old, new] = &mut sides;
            match change.tag() {
                ChangeTag::Equal => {
                    old.push(line(false));
                    new.push(line(false));
                }
                ChangeTag::Delete => old.push(line(true)),
                ChangeTag::Insert => new.push(line(true)),
            }
        }
        let [old, new] = sides;
        let rows = old.len().max(new.len());
        let (mut old, mut new) = (old.into_iter(), new.into_iter());
        hunk.rows
            .extend((0..rows).map(|_| [old.next(), new.next()]));
    }
    hunk
}

fn parts(change: &similar::InlineChange<'_, str>) -> Vec<(bool, String)> {
    let parts = change.iter_strings_lossy();
    let parts = parts.map(|(differs, text)| (differs, text.trim_end_matches('\n').to_owned()));
    parts.filter(|(_, text)| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "struct A {\n    a: i64,\n    b: i64,\n    c: i64,\n    d: i64,\n    e: i64,\n    f: i64,\n}\n";

    fn words(words: &[&str]) -> BTreeSet<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    fn text(hunk: &Hunk) -> Vec<String> {
        let side = |line: &Option<Line>| match line {
            None => "·".to_owned(),
            Some(line) => {
                let mark = if line.changed { "!" } else { " " };
                let parts = line.parts.iter().map(|(differs, text)| {
                    if *differs {
                        format!("[{text}]")
                    } else {
                        text.clone()
                    }
                });
                format!("{mark}{}", parts.collect::<String>())
            }
        };
        let rows = hunk.rows.iter();
        rows.map(|[old, new]| format!("{} | {}", side(old), side(new)))
            .collect()
    }

    #[test]
    fn lines_stand_beside_what_became_of_them() {
        let new = OLD
            .replace("b: i64", "b: Option<i64>")
            .replace("    c: i64,\n", "");
        let hunks = hunks(OLD, &new, &words(&[]));
        assert_eq!(hunks.len(), 1);
        let expected = [
            " struct A { |  struct A {",
            "     a: i64, |      a: i64,",
            "!    b: [i64,] | !    b: [Option<i64>,]",
            "![    c: i64,] | ·",
            "     d: i64, |      d: i64,",
            "     e: i64, |      e: i64,",
        ];
        assert_eq!(text(&hunks[0]), expected);
    }

    #[test]
    fn what_other_changes_are_about_is_left_to_them() {
        let new = OLD
            .replace("a: i64", "a: bool")
            .replace("    f: i64,\n", "    f: i64,\n    g_h: i64,\n");
        let of = |word: &[&str]| hunks(OLD, &new, &words(word)).len();
        assert_eq!(of(&[]), 2);
        assert_eq!(of(&["g_h"]), 1);
        assert_eq!(of(&["a", "g_h"]), 2);
        // Not a part of a word; and what no line says shows all.
        assert_eq!(of(&["g"]), 2);
        let told = new.replace("    a:", "    /// Not e_f.\n    a:");
        assert_eq!(super::hunks(OLD, &told, &words(&["e_f"])).len(), 2);
        assert_eq!(super::hunks(OLD, &told, &words(&["Not", "g_h"])).len(), 1);
    }

    #[test]
    fn what_is_large_is_not_compared_line_by_line() {
        let lines = |name: &str| -> String {
            let lines = (0..LARGE).map(|n| format!("{name}{n}: i64,\n"));
            format!("struct A {{\n{}b: i64,\n}}\n", lines.collect::<String>())
        };
        let hunks = hunks(&lines("c"), &lines("d"), &words(&[]));
        let [hunk] = hunks.as_slice() else {
            panic!("{} hunks", hunks.len());
        };
        let rows = text(hunk);
        assert_eq!(rows.len(), LARGE + 3);
        assert_eq!(
            rows[..2],
            [" struct A { |  struct A {", "!c0: i64, | !d0: i64,"]
        );
        assert_eq!(rows[LARGE + 1], " b: i64, |  b: i64,");
    }

    #[test]
    fn one_side_may_be_empty() {
        let hunks = hunks("", "a\nb\n", &words(&["z"]));
        assert_eq!(text(&hunks[0]), ["· | !a", "· | !b"]);
        assert_eq!(super::hunks("a\n", "a\n", &words(&[])), []);
    }
}
