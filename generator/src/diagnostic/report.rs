//! All the problems of one document, as text for people.

use std::{collections::BTreeMap, fmt, ops::Range, sync::Arc};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Position, Severity, Source, locate::locate};

/// More problems than this are counted by kind: nobody reads the hundredth snippet.
const SHOWN_IN_FULL: usize = 20;

/// Lines longer than this (JSON without line breaks) are cut around the place.
const LONGEST_LINE: usize = 400;

/// The problems found in one document.
#[derive(Clone, thiserror::Error)]
#[error("{}", self.render(false))]
pub struct Report {
    // Not called `source`: `thiserror` would take it for the cause.
    document: Arc<Source>,
    diagnostics: Vec<Diagnostic>,
}

/// A diagnostic and the place that was found for it.
struct Located<'a> {
    diagnostic: &'a Diagnostic,
    position: Option<Position>,
}

impl Report {
    /// Puts problems and the text that they were found in together. A problem that is given twice is kept once.
    pub fn new(source: Arc<Source>, diagnostics: Vec<Diagnostic>) -> Self {
        let mut unique: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
        let mut seen = std::collections::HashSet::new();
        for diagnostic in diagnostics {
            let key = (
                diagnostic.code,
                diagnostic.pointer.clone(),
                diagnostic.message.clone(),
            );
            if seen.insert(key) {
                unique.push(diagnostic);
            }
        }
        Self {
            document: source,
            diagnostics: unique,
        }
    }

    /// The document.
    pub fn source(&self) -> &Source {
        &self.document
    }

    /// The problems, in the order in which they were found.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether there is any error, not only warnings.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The report as text: errors before warnings, each in the order of the document; the first twenty with their line,
    /// the rest counted by code; the number of all at the end.
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
            text.push_str(&renderer.render(&[self.group(located)]));
            text.push_str("\n\n");
        }
        if !rest.is_empty() {
            text.push_str(&self.table(rest));
        }
        text.push_str(&self.summary());
        text
    }

    fn located(&self) -> Vec<Located<'_>> {
        let unplaced = self
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.position.is_none());
        let mut found = match unplaced.clone().next() {
            Some(_) => locate(
                &self.document.text,
                unplaced.map(|diagnostic| &diagnostic.pointer),
            ),
            None => Vec::new(),
        }
        .into_iter();
        let mut located: Vec<_> = self
            .diagnostics
            .iter()
            .map(|diagnostic| Located {
                diagnostic,
                position: diagnostic.position.or_else(|| found.next().flatten()),
            })
            .collect();
        located.sort_by(|a, b| {
            let key = |located: &Located<'_>| (located.diagnostic.severity, located.position);
            let words = |located: &Located<'_>| {
                (located.diagnostic.code, located.diagnostic.message.clone())
            };
            key(a).cmp(&key(b)).then_with(|| words(a).cmp(&words(b)))
        });
        located
    }

    fn group<'a>(&'a self, located: &Located<'a>) -> Group<'a> {
        let Located {
            diagnostic,
            position,
        } = located;
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = Group::with_title(
            level
                .primary_title(diagnostic.message.as_str())
                .id(diagnostic.code),
        );
        let place = position.unwrap_or(Position::new(1, 1));
        let line = self
            .document
            .text
            .lines()
            .nth(place.line.saturating_sub(1) as usize)
            .filter(|line| !line.is_empty());
        group = match line {
            Some(line) if line.len() <= LONGEST_LINE => {
                group.element(snippet(line, place).path(self.document.name.as_str()))
            }
            Some(line) => {
                // The renderer would count the columns of what it is given.
                let at = format!("at {}:{}:{}", self.document.name, place.line, place.column);
                let (window, place) = window(line, place);
                group
                    .element(snippet(window, place))
                    .element(Level::NOTE.message(at))
            }
            None => group.element(self.origin(located)),
        };
        if diagnostic.pointer != super::Pointer::root() {
            group = group.element(Level::NOTE.message(format!("at {}", diagnostic.pointer)));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        group
    }

    fn origin(&self, located: &Located<'_>) -> Origin<'_> {
        let origin = Origin::path(self.document.name.as_str());
        match located.position {
            Some(position) => origin
                .line(position.line as usize)
                .char_column(position.column as usize),
            None => origin,
        }
    }

    fn table(&self, rest: &[Located<'_>]) -> String {
        let mut kinds: BTreeMap<_, (usize, &Located<'_>)> = BTreeMap::new();
        for located in rest {
            let key = (located.diagnostic.severity, located.diagnostic.code);
            kinds.entry(key).or_insert((0, located)).0 += 1;
        }
        let mut text = format!("and {} more:\n", rest.len());
        for ((_, code), (count, first)) in kinds {
            let place = first.position.unwrap_or(Position::new(1, 1));
            let first = format!("{}:{}:{}", self.document.name, place.line, place.column);
            text.push_str(&format!("{count:>6}  {code} (first at {first})\n"));
        }
        text.push('\n');
        text
    }

    fn summary(&self) -> String {
        let plural = |count: usize, word: &str| match count {
            1 => format!("1 {word}"),
            _ => format!("{count} {word}s"),
        };
        let counts: Vec<_> = [(Severity::Error, "error"), (Severity::Warning, "warning")]
            .into_iter()
            .map(|(severity, word)| (self.count(severity), word))
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| plural(count, word))
            .collect();
        match counts.is_empty() {
            true => format!("{}: no problems\n", self.document.name),
            false => format!(
                "{}: {}{}\n",
                self.document.name,
                counts.join(", "),
                self.by_code()
            ),
        }
    }

    /// How many problems there are of each kind, where there are several kinds.
    fn by_code(&self) -> String {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for diagnostic in &self.diagnostics {
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

    fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }
}

/// The rendered text, without colour: a test that unwraps a report shows something that can be read.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

fn snippet(line: &str, place: Position) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    Snippet::source(line)
        .line_start(place.line as usize)
        .annotation(AnnotationKind::Primary.span(bytes(line, place)))
}

/// The bytes of a line that a position covers. A position behind the end covers nothing there.
fn bytes(line: &str, place: Position) -> Range<usize> {
    let start = place.column.saturating_sub(1) as usize;
    offset(line, start)..offset(line, start + place.width as usize)
}

/// The byte at which a character begins.
fn offset(line: &str, characters: usize) -> usize {
    line.char_indices()
        .nth(characters)
        .map_or(line.len(), |(at, _)| at)
}

/// The part of a long line around a position, and the position within that part.
fn window(line: &str, place: Position) -> (&str, Position) {
    const BEFORE: u32 = 40;
    const WIDTH: u32 = 120;
    let skipped = place.column.saturating_sub(1 + BEFORE);
    let column = place.column - skipped;
    let range =
        offset(line, skipped as usize)..offset(line, skipped.saturating_add(WIDTH) as usize);
    let width = place.width.min(WIDTH - BEFORE);
    (
        line.get(range).unwrap_or_default(),
        Position {
            column,
            width,
            ..place
        },
    )
}
