//! The report: each difference, a line for each file, and the verdict.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Verdict;
use super::compare::{Difference, Pair};
use super::mode::Mode;
use crate::support::Paint;

/// The whole report. Its last line is the verdict.
pub(crate) fn text(verdicts: &[Verdict<'_>], modes: &[Mode], paint: Paint) -> String {
    let mut text = String::new();
    for verdict in verdicts.iter().filter(|verdict| !verdict.is_equal()) {
        let at = &verdict.vector.at;
        let title = format!("{}:{} {}", at.file, at.line, verdict.vector.route());
        // Nearly always both modes have the same differences.
        let mut groups: Vec<(Vec<&str>, &[Difference])> = Vec::new();
        for (mode, found) in verdict
            .differences
            .iter()
            .filter(|(_, found)| !found.is_empty())
        {
            match groups.iter_mut().find(|(_, other)| other == found) {
                Some((names, _)) => names.push(mode.name()),
                None => groups.push((vec![mode.name()], found)),
            }
        }
        for (names, found) in groups {
            let title = paint.bold(&format!("{title}, {}", names.join(" and ")));
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{title}");
            found
                .iter()
                .for_each(|difference| write(&mut text, difference, paint));
            text.push('\n');
        }
    }
    for (file, counts) in by_file(verdicts, modes) {
        let counts: Vec<String> = counts
            .iter()
            .map(|(mode, (equal, all))| format!("{} {equal} of {all}", mode.name()))
            .collect();
        let _ = writeln!(text, "{file}: {}", counts.join(", "));
    }
    let equal = verdicts.iter().filter(|verdict| verdict.is_equal()).count();
    let total = format!("{equal} of {} equal", verdicts.len());
    let total = if equal == verdicts.len() {
        paint.green(&total)
    } else {
        paint.red(&total)
    };
    text + &total + "\n"
}

fn write(text: &mut String, difference: &Difference, paint: Paint) {
    let _ = match difference {
        Difference::Inexpressible(why) => writeln!(text, "  not expressible: {why}"),
        Difference::Unsent(why) if why.is_empty() => writeln!(text, "  no request"),
        Difference::Unsent(why) => writeln!(text, "  no request: {why}"),
        Difference::Repeated(count) => writeln!(text, "  sent {count} times instead of once"),
        Difference::Part {
            part,
            expected,
            sent,
        } => {
            let expected = paint.green(&format!("expected {expected:?}"));
            let sent = paint.red(&format!("sent {sent:?}"));
            writeln!(text, "  {part}: {expected}, {sent}")
        }
        Difference::Pairs {
            part,
            missing,
            surplus,
        } => {
            let _ = writeln!(text, "  {part}:");
            let line = |(name, value): &Pair| format!("{name} = {value}");
            for pair in missing {
                let line = paint.green(&format!("missing: {}", line(pair)));
                let _ = writeln!(text, "    {line}");
            }
            for pair in surplus {
                let line = paint.red(&format!("unexpected: {}", line(pair)));
                let _ = writeln!(text, "    {line}");
            }
            Ok(())
        }
    };
}

type Counts = BTreeMap<Mode, (usize, usize)>;

fn by_file<'a>(verdicts: &'a [Verdict<'_>], modes: &[Mode]) -> BTreeMap<&'a str, Counts> {
    let mut files: BTreeMap<&str, Counts> = BTreeMap::new();
    for verdict in verdicts {
        let counts = files.entry(verdict.vector.at.file.as_str()).or_default();
        for mode in modes {
            let (equal, all) = counts.entry(*mode).or_default();
            let is_equal = verdict.differences.get(mode).is_some_and(Vec::is_empty);
            *equal = equal.saturating_add(usize::from(is_equal));
            *all = all.saturating_add(1);
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::super::vector::{At, Vector, tests::LINE};
    use super::*;
    use crate::support::Console;

    #[test]
    fn differences_are_listed_and_the_verdict_is_the_last_line() {
        let mut vector: Vector = serde_json::from_str(LINE).expect("a vector");
        vector.at = At {
            file: "a.jsonl".to_owned(),
            line: 7,
        };
        let part = Difference::Part {
            part: "path",
            expected: "/a".to_owned(),
            sent: "/b".to_owned(),
        };
        let pairs = Difference::Pairs {
            part: "body",
            missing: vec![("a[b]".to_owned(), "1".to_owned())],
            surplus: vec![("c".to_owned(), String::new())],
        };
        let differences = |found: Vec<Difference>, blocking: Vec<Difference>| {
            BTreeMap::from([(Mode::Async, found), (Mode::Blocking, blocking)])
        };
        let verdict = |differences| Verdict {
            vector: &vector,
            differences,
        };
        let verdicts = [
            verdict(differences(Vec::new(), Vec::new())),
            verdict(differences(
                vec![part.clone(), pairs.clone()],
                vec![part, pairs],
            )),
            verdict(differences(
                Vec::new(),
                vec![Difference::Unsent("lost".to_owned())],
            )),
        ];
        // Standard output of a test is no terminal.
        let text = text(
            &verdicts,
            &[Mode::Async, Mode::Blocking],
            Console::detect().paint(),
        );
        let expected = "\
a.jsonl:7 POST /v1/refunds, async and blocking
  path: expected \"/a\", sent \"/b\"
  body:
    missing: a[b] = 1
    unexpected: c = 

a.jsonl:7 POST /v1/refunds, blocking
  no request: lost

a.jsonl: async 2 of 3, blocking 1 of 3
1 of 3 equal
";
        assert_eq!(text, expected);
    }
}
