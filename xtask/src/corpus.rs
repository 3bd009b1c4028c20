//! The corpus of hostile strings, through everything that the generator and the commands write.
//!
//! `CORPUS=all` runs all of it, and `CORPUS=1000` as many documents: see CONTRIBUTING.md.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use generator::diagnostic::Report as Refusal;
use generator::diff::{Codes, Report, Revision};
use generator::slice::lay_prose;
use generator::spec::Format;
use generator::text::is_hidden;
use generator::{Data, Input, Lowered, PackageName};
use serde_json::Value;
use tests::corpus::code::{Fault, Files, Known, Shape, difference};
use tests::corpus::{Base, Case, Mutation, STRINGS, bases, cases, page, tame};
use tests::hostile::inert;

use crate::{diff, update};

/// Documents of the short form.
const SAMPLE: usize = 150;

/// What a document of the project makes, for comparison.
struct Subject {
    base: Base,
    data: Data,
    lowered: Lowered,
    known: Known,
}

/// What became of a document.
enum Outcome {
    Refused,
    Accepted(Vec<Problem>),
}

/// A defect, and its kind in the tally.
struct Problem(&'static str, String);

const KINDS: [&str; 5] = [
    "panics",
    "live markup",
    "that do not parse",
    "with other items",
    "that change when printed",
];

#[derive(Default)]
struct Tally {
    accepted: usize,
    refused: usize,
    problems: BTreeMap<&'static str, Vec<String>>,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            accepted,
            refused,
            problems,
        } = self;
        write!(
            f,
            "{} documents, {accepted} accepted, {refused} refused",
            accepted + refused
        )?;
        for kind in KINDS {
            write!(f, ", {} {kind}", problems.get(kind).map_or(0, Vec::len))?;
        }
        Ok(())
    }
}

impl Subject {
    fn new(base: Base) -> Self {
        let data = tests::data(&tests::Data {
            ledger: &base.ledger,
            exceptions: &tests::exceptions(),
            fixups: "",
            events: &tests::events(),
            ..tests::Data::default()
        });
        let lowered = lower(base.document.to_string().as_bytes(), &data);
        let lowered = lowered.unwrap_or_else(|report| panic!("{}: {report}", base.name));
        let files = render(&lowered).unwrap_or_else(|report| panic!("{}: {report}", base.name));
        let known = Known::new(&files).unwrap_or_else(|what| panic!("{}: {what}", base.name));
        let data = data.with_ledger(lowered.ledger.clone());
        Self {
            base,
            data,
            lowered,
            known,
        }
    }

    /// The client of a document, if it is accepted, and what the report on it would hide.
    fn client(&self, document: &Value) -> Result<(Lowered, Files), String> {
        let lowered = lower(document.to_string().as_bytes(), &self.data);
        let client = lowered.and_then(|lowered| Ok((render(&lowered)?, lowered)));
        client
            .map(|(files, lowered)| (lowered, files))
            .map_err(|report| report.render(false))
    }

    fn run(&self, mutation: &Mutation, text: &str) -> Option<Outcome> {
        let document = mutation.apply(&self.base.document, text)?;
        let (lowered, files) = match self.client(&document) {
            Ok(client) => client,
            Err(report) if report.contains(is_odd) => {
                return Some(Outcome::Accepted(vec![Problem("live markup", report)]));
            }
            Err(_) => return Some(Outcome::Refused),
        };
        let mut problems = Vec::new();
        match self.known.shape(&files) {
            Err(Fault::Unparsed(what)) => problems.push(Problem("that do not parse", what)),
            Err(Fault::Live(what)) => problems.push(Problem("live markup", what)),
            // An empty value of an enum clears a field, which adds a method.
            Ok(_) if text.is_empty() => {}
            Ok(shape) => problems.extend(self.smuggled(mutation, &shape)),
        }
        problems.extend(self.reported(&lowered, &document));
        problems.extend(printed(&document));
        let ir = generator::ir::print(&lowered.api, |operation| lowered.names.full_name(operation));
        if ir.contains(is_odd) {
            problems.push(Problem("live markup", ir));
        }
        Some(Outcome::Accepted(problems))
    }

    /// The items that a harmless string in the same position does not make.
    fn smuggled(&self, mutation: &Mutation, shape: &Shape) -> Option<Problem> {
        let mut nearest: Option<Vec<String>> = None;
        for tame in &tame() {
            let Some(document) = mutation.apply(&self.base.document, tame) else {
                continue;
            };
            let Ok((_, files)) = self.client(&document) else {
                continue;
            };
            let Ok(twin) = self.known.shape(&files) else {
                continue;
            };
            let differs = difference(&twin, shape);
            if differs.is_empty() {
                return None;
            }
            if nearest
                .as_ref()
                .is_none_or(|other| differs.len() < other.len())
            {
                nearest = Some(differs);
            }
        }
        let what = nearest.map_or_else(
            || "no harmless string is accepted".to_owned(),
            |all| all.join(", "),
        );
        Some(Problem("with other items", what))
    }

    /// Reports on the change from and to the document.
    fn reported(&self, lowered: &Lowered, document: &Value) -> Vec<Problem> {
        let revision = |lowered| Revision {
            name: "a document.json",
            sha256: "",
            lowered,
        };
        let mut problems = Vec::new();
        for (base, head) in [(&self.lowered, lowered), (lowered, &self.lowered)] {
            let report = Report::new(revision(base), revision(head), "0.1.0");
            let overlay = lay_prose(self.base.document.clone(), document);
            let formats = diff::formats(&report, &Codes::new(base, head));
            for (format, text) in formats.into_iter().chain(update::texts(&report, &overlay)) {
                if let Err(what) = checked(format, &text) {
                    problems.push(Problem("live markup", format!("{format}: {what}")));
                }
            }
        }
        problems
    }
}

fn lower(document: &[u8], data: &Data) -> Result<Lowered, Refusal> {
    generator::lower(&Input {
        name: "document.json",
        document,
        data,
    })
}

fn render(lowered: &Lowered) -> Result<Files, Refusal> {
    static TEMPLATES: std::sync::OnceLock<Files> = std::sync::OnceLock::new();
    let templates = TEMPLATES.get_or_init(tests::templates);
    let output = generator::render(lowered.clone(), templates, &PackageName::default())?;
    let mut files = output.files;
    files.insert(
        "names.tsv".to_owned(),
        output.ledger.print().replace('\t', "\n"),
    );
    Ok(files)
}

fn is_odd(c: char) -> bool {
    is_hidden(c) && c != '\n'
}

fn checked(format: &str, text: &str) -> Result<(), String> {
    if text.contains(is_odd) {
        return Err(format!("hidden characters in {text:?}"));
    }
    match format {
        "md" | "changelog" | "body" => inert(text),
        "html" => page::inert_page(text),
        _ => Ok(()),
    }
}

/// A printed document is the same document. Both are compared as they are read, which rewrites them.
fn printed(document: &Value) -> Option<Problem> {
    let read = |text: &str| generator::spec::load("slice", text.as_bytes()).map(|read| read.raw);
    let same = read(&document.to_string());
    for format in [Format::Yaml, Format::Json] {
        let text = generator::spec::print(document, format).unwrap_or_default();
        let differs = match (read(&text), &same) {
            (Ok(read), Ok(same)) => read != *same,
            (Err(_), Err(_)) => false,
            _ => true,
        };
        if text.contains(is_odd) || differs {
            return Some(Problem("that change when printed", text));
        }
    }
    None
}

/// Runs cases on all cores.
fn run(subjects: &[Subject], cases: &[Case]) -> Tally {
    let (next, tally) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
    let work = || {
        while let Some(Case {
            base,
            mutation,
            string,
        }) = cases.get(next.fetch_add(1, Ordering::Relaxed))
        {
            let (Some(subject), Some(text)) = (subjects.get(*base), STRINGS.get(*string)) else {
                continue;
            };
            let ran = catch_unwind(AssertUnwindSafe(|| subject.run(mutation, text)));
            let mut tally = tally.lock().expect("no panic");
            let problems = match ran {
                Ok(None) => continue,
                Ok(Some(Outcome::Refused)) => {
                    tally.refused += 1;
                    continue;
                }
                Ok(Some(Outcome::Accepted(problems))) => problems,
                Err(_) => vec![Problem("panics", String::new())],
            };
            tally.accepted += 1;
            for Problem(kind, what) in problems {
                let what: String = what.chars().take(1500).collect();
                let what = format!("{}: {mutation:?} = {text:?}: {what}", subject.base.name);
                tally.problems.entry(kind).or_default().push(what);
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    tally.into_inner().expect("no panic")
}

#[test]
fn hostile_strings_stay_text() {
    let subjects: Vec<Subject> = bases().into_iter().map(Subject::new).collect();
    let mut cases = cases(&bases());
    let all = cases.len();
    let wanted = std::env::var("CORPUS").unwrap_or_default();
    if wanted != "all" {
        let number = wanted.parse().unwrap_or(SAMPLE);
        fastrand::Rng::with_seed(13).shuffle(&mut cases);
        cases.truncate(number);
    }
    let started = std::time::Instant::now();
    let tally = run(&subjects, &cases);
    println!(
        "{tally}, of {all} documents, in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    let found: BTreeSet<String> = tally
        .problems
        .iter()
        .flat_map(|(kind, all)| all.iter().map(move |what| format!("{kind}: {what}")))
        .collect();
    assert!(
        found.is_empty(),
        "{tally}\n\n{}",
        found.into_iter().take(40).collect::<Vec<_>>().join("\n\n")
    );
}
