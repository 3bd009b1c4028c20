//! All the problems of one run, as text for people.

use std::{collections::BTreeMap, fmt, sync::Arc};

use annotate_snippets::{Group, Level, Origin, Renderer};

use super::snippet::{self, Kind, name};
use super::{Diagnostic, Pointer, Position, Severity, Source, locate::locate};
use crate::text::{visible, visible_lines};

/// The number of problems shown with a snippet. The rest is counted by kind: nobody reads the hundredth snippet.
const SHOWN_IN_FULL: usize = 20;

/// The problems found in one document and its data files.
#[derive(Clone, thiserror::Error)]
#[error("{}", self.render(false))]
pub struct Report {
    // Not called `source`: `thiserror` would take it for the cause.
    document: Option<Arc<Source>>,
    diagnostics: Vec<Diagnostic>,
}

/// A diagnostic and its positions.
struct Located<'a> {
    diagnostic: &'a Diagnostic,
    /// The file that the problem is in.
    file: Option<&'a Source>,
    position: Option<Position>,
    /// The position in the document that a row of a data file refers to.
    about: Option<(&'a Source, Position)>,
}

impl Located<'_> {
    /// `FILE:LINE:COLUMN`.
    fn at(&self) -> String {
        let place = self.position.unwrap_or(Position::new(1, 1));
        let name = self.file.map(name).unwrap_or_default();
        format!("{name}:{}:{}", place.line, place.column)
    }
}

impl Report {
    /// A report on the problems of a document. Duplicates are removed.
    pub fn new(document: Arc<Source>, diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            document: Some(document),
            diagnostics: unique(diagnostics),
        }
    }

    /// Problems of data files, found before any document is read. Each names its row.
    pub fn of_files(diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            document: None,
            diagnostics: unique(diagnostics),
        }
    }

    /// The problems, in the order in which they were found.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether there is any error, not only warnings.
    pub fn has_errors(&self) -> bool {
        let mut all = self.diagnostics.iter();
        all.any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The report as text, in which nothing of a file is hidden or obeyed by a terminal: errors before warnings, each in the order of the files and their lines; the first twenty with
    /// their line, the rest counted by code; the number of all problems of each file at the end.
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let located = self.located();
        let (full, rest) = located.split_at(located.len().min(SHOWN_IN_FULL));
        let mut text = String::new();
        for located in full {
            text.push_str(&renderer.render(&[group(located)]));
            text.push_str("\n\n");
        }
        if !rest.is_empty() {
            text.push_str(&table(rest));
        }
        text.push_str(&self.summary(&located));
        text
    }

    fn located(&self) -> Vec<Located<'_>> {
        // Only the positions of these are searched for in the text.
        let unplaced = |diagnostic: &&Diagnostic| {
            diagnostic.position.is_none()
                && (diagnostic.row.is_none() || diagnostic.pointer != Pointer::root())
        };
        let pointers: Vec<&Pointer> = self
            .diagnostics
            .iter()
            .filter(unplaced)
            .map(|diagnostic| &diagnostic.pointer)
            .collect();
        let document = self.document.as_deref();
        let mut found = match document {
            Some(document) if !pointers.is_empty() => locate(&document.text, pointers.into_iter()),
            _ => Vec::new(),
        }
        .into_iter();
        let mut located: Vec<_> = self
            .diagnostics
            .iter()
            .map(|diagnostic| {
                let in_document = match unplaced(&diagnostic) {
                    true => found.next().flatten(),
                    false => diagnostic.position,
                };
                match &diagnostic.row {
                    None => Located {
                        diagnostic,
                        file: document,
                        position: in_document,
                        about: None,
                    },
                    Some(row) => Located {
                        diagnostic,
                        file: Some(&row.file),
                        position: Some(row.position),
                        about: document.zip(in_document),
                    },
                }
            })
            .collect();
        located.sort_by(|a, b| {
            let key = |located: &Located<'_>| {
                let Diagnostic { severity, row, .. } = located.diagnostic;
                let file = row.as_ref().map(|row| row.file.name.clone());
                (*severity, file, located.position)
            };
            let words = |located: &Located<'_>| {
                (located.diagnostic.code, located.diagnostic.message.clone())
            };
            key(a).cmp(&key(b)).then_with(|| words(a).cmp(&words(b)))
        });
        located
    }

    /// A line for each file: how many problems it has, and of which kinds.
    fn summary(&self, located: &[Located<'_>]) -> String {
        let mut files: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
        for one in located {
            let name = one.file.map_or("", |file| file.name.as_str());
            match files.iter_mut().find(|(other, _)| *other == name) {
                Some((_, diagnostics)) => diagnostics.push(one.diagnostic),
                None => files.push((name, vec![one.diagnostic])),
            }
        }
        if files.is_empty() {
            let name = self.document.as_deref().map_or("", |file| &file.name);
            return format!("{}: no problems\n", visible(name));
        }
        let line = |(name, diagnostics): (&str, Vec<&Diagnostic>)| {
            let (counts, kinds) = (counts(&diagnostics), by_code(&diagnostics));
            format!("{}: {counts}{kinds}\n", visible(name))
        };
        files.into_iter().map(line).collect()
    }
}

/// The rendered text, without colour: a test that unwraps a report shows something that can be read.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

fn unique(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut unique: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    let mut seen = std::collections::HashSet::new();
    for diagnostic in diagnostics {
        let row = diagnostic.row.as_ref();
        let key = (
            diagnostic.code,
            diagnostic.pointer.clone(),
            diagnostic.message.clone(),
            row.map(|row| (row.file.name.clone(), row.position)),
        );
        if seen.insert(key) {
            unique.push(diagnostic);
        }
    }
    unique
}

fn group<'a>(located: &Located<'a>) -> Group<'a> {
    let diagnostic = located.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(
        level
            .primary_title(visible(&diagnostic.message))
            .id(diagnostic.code),
    );
    let place = located.position.unwrap_or(Position::new(1, 1));
    if let Some(file) = located.file {
        group = match snippet::of(file, place, Kind::Primary) {
            Some(elements) => elements.add_to(group),
            None => group.element(origin(file, located.position)),
        };
    }
    if let Some((document, place)) = located.about
        && let Some(elements) = snippet::of(document, place, Kind::Context)
    {
        group = elements.add_to(group);
    }
    if diagnostic.pointer != Pointer::root() {
        group = group.element(
            Level::NOTE.message(format!("at {}", visible(&diagnostic.pointer.to_string()))),
        );
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible_lines(help)));
    }
    group
}

fn origin(file: &Source, position: Option<Position>) -> Origin<'_> {
    let origin = Origin::path(name(file));
    match position {
        Some(position) => origin
            .line(position.line as usize)
            .char_column(position.column as usize),
        None => origin,
    }
}

fn table(rest: &[Located<'_>]) -> String {
    let mut kinds: BTreeMap<_, (usize, &Located<'_>)> = BTreeMap::new();
    for located in rest {
        let key = (located.diagnostic.severity, located.diagnostic.code);
        kinds.entry(key).or_insert((0, located)).0 += 1;
    }
    let mut text = format!("and {} more:\n", rest.len());
    for ((_, code), (count, first)) in kinds {
        text.push_str(&format!("{count:>6}  {code} (first at {})\n", first.at()));
    }
    text.push('\n');
    text
}

/// `2 errors, 1 warning`.
fn counts(diagnostics: &[&Diagnostic]) -> String {
    let counts: Vec<_> = [(Severity::Error, "error"), (Severity::Warning, "warning")]
        .into_iter()
        .filter_map(|(severity, word)| {
            let of = |diagnostic: &&&Diagnostic| diagnostic.severity == severity;
            match diagnostics.iter().filter(of).count() {
                0 => None,
                1 => Some(format!("1 {word}")),
                count => Some(format!("{count} {word}s")),
            }
        })
        .collect();
    counts.join(", ")
}

/// How many problems there are of each kind, where there are several kinds.
fn by_code(diagnostics: &[&Diagnostic]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry(diagnostic.code).or_default() += 1;
    }
    if counts.len() < 2 {
        return String::new();
    }
    let counts: Vec<_> = counts
        .iter()
        .map(|(code, count)| format!("{count} {code}"))
        .collect();
    format!(" ({})", counts.join(", "))
}
