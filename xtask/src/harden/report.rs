//! The text of the report: an item, and what its tests counted. Pure.

use super::items::Item;
use crate::report::wrap::filled;
use crate::support::Paint;

/// What became of an item.
#[derive(Debug)]
pub(super) enum Outcome {
    /// There are no such tests.
    Absent,
    /// They ran.
    Ran {
        passed: bool,
        seconds: f64,
        /// What they printed.
        lines: Vec<String>,
    },
}

/// The lines of an item.
pub(super) fn item(item: &Item, outcome: &Outcome, paint: Paint) -> String {
    let name = item.name;
    let Outcome::Ran {
        passed,
        seconds,
        lines,
    } = outcome
    else {
        let text = "there are no such tests";
        return format!("{}\n", paint.yellow(&format!("{name}: not run, {text}")));
    };
    let mut text = match passed {
        true => paint.green(&format!("{name}: passed in {seconds:.0} s")),
        false => paint.red(&format!("{name}: FAILED in {seconds:.0} s")),
    };
    text.push('\n');
    for line in lines {
        let found = ["tally: ", "skipped: "].into_iter().find_map(|mark| {
            // The harness prints the name of the test on the same line.
            let (_, rest) = line.split_once(mark)?;
            Some((mark, rest))
        });
        match found {
            Some(("tally: ", rest)) => text.push_str(&entry(rest)),
            Some((mark, rest)) => text.push_str(&entry(&format!("{mark}{rest}"))),
            // What failed, and why.
            None if !passed => text.push_str(&format!("  | {line}\n")),
            None => {}
        }
    }
    text
}

/// A paragraph of a list.
fn entry(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    filled(&format!("- {}", words.join(" ")), "  ", "    ")
}

#[cfg(test)]
mod tests {
    use super::super::items::ITEMS;
    use super::*;
    use crate::report::wrap::WIDTH;

    fn ran(passed: bool) -> String {
        let words = "word ".repeat(30);
        let lines = [
            "running 2 tests".to_owned(),
            format!("test a::b ... tally: 200 kills, {words}"),
            "skipped: no file system can be mounted here".to_owned(),
            "thread panicked".to_owned(),
        ];
        let outcome = Outcome::Ran {
            passed,
            seconds: 41.3,
            lines: lines.to_vec(),
        };
        item(&ITEMS[0], &outcome, Paint::none())
    }

    #[test]
    fn tallies_and_what_was_skipped_are_shown() {
        let text = ran(true);
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("disk: passed in 41 s"));
        assert!(
            lines
                .next()
                .is_some_and(|line| line.starts_with("  - 200 kills, word "))
        );
        assert_eq!(
            lines.next_back(),
            Some("  - skipped: no file system can be mounted here")
        );
        assert!(!text.contains("panicked"), "{text}");
        assert!(
            text.lines().all(|line| line.chars().count() <= WIDTH),
            "{text}"
        );
    }

    #[test]
    fn a_failure_shows_what_was_printed() {
        let text = ran(false);
        assert!(text.starts_with("disk: FAILED in 41 s\n"), "{text}");
        assert!(text.contains("\n  | thread panicked\n"), "{text}");
        let absent = item(&ITEMS[4], &Outcome::Absent, Paint::none());
        assert_eq!(absent, "foreign: not run, there are no such tests\n");
    }
}
