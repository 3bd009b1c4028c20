//! Reads an OpenAPI 3.0 document, and refuses what the later stages would misread.
//!
//! `openapiv3` silently drops unknown keys and siblings of `$ref`. So the raw document is first checked against a
//! grammar of what this generator accepts; every problem goes into one report. Then it is [rewritten](Applied) with fewer
//! kinds of constructs. The lowering then only has to interpret schemas.

mod formats;
mod grammar;
mod operations;
mod parse;
mod prescan;
mod print;
mod raw;
mod references;
pub mod resolve;
mod rewrite;
mod schemas;
mod shape;
mod size;
mod text;
mod version;
mod walk;

use std::sync::Arc;
use std::thread;

use openapiv3::OpenAPI;
use serde::Deserialize;
use serde_json::Value;

use crate::budget::Spent;
use crate::diagnostic::{Diagnostic, Path, Pointer, Report, Severity, Source};
use parse::Parsed;
pub(crate) use parse::parse;
pub use print::{Format, print};
pub use rewrite::Applied;
pub(crate) use rewrite::{entries, operations};

/// A document that can be lowered.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text, for reports of later stages.
    pub source: Arc<Source>,
    /// The whole document, rewritten, with sorted keys.
    pub raw: Value,
    /// The rewrites of it, including those that changed nothing.
    pub rewrites: Vec<Applied>,
    /// The document as typed data.
    pub api: OpenAPI,
    /// Warnings about parts of the document that have no effect.
    pub warnings: Vec<Diagnostic>,
    /// What reading it took, which [`VALUES`](crate::budget::VALUES) limits.
    pub spent: Spent,
}

impl Document {
    /// A report on this document, with its warnings.
    pub fn report(&self, diagnostics: Vec<Diagnostic>) -> Report {
        let all = self.warnings.iter().cloned().chain(diagnostics).collect();
        Report::new(Arc::clone(&self.source), all)
    }

    /// The whole document, rewritten, with its keys in the order of the text.
    ///
    /// # Errors
    /// The text of a document that was constructed rather than loaded may be unreadable.
    pub fn in_order(&self) -> Result<Value, Report> {
        let parsed = parse(&self.source).map_err(|problem| self.report(vec![problem]))?;
        let mut document = parsed.value;
        rewrite::apply(&mut document);
        Ok(document)
    }

    /// A part of this document, with the text of the whole.
    ///
    /// # Errors
    /// All problems of a part that is not a valid document by itself.
    pub fn part(&self, mut raw: Value) -> Result<Self, Report> {
        raw.sort_all_objects();
        let (problems, rewritten) = check(&raw);
        let refuse = |problems| Report::new(Arc::clone(&self.source), problems);
        if has_error(&problems) {
            return Err(refuse(problems));
        }
        let Rewritten { raw, rewrites, api } = rewritten;
        let api = api.map_err(|_| refuse(vec![misfit(&raw)]))?;
        Ok(Self {
            source: Arc::clone(&self.source),
            raw,
            rewrites,
            api,
            warnings: problems,
            spent: self.spent,
        })
    }
}

/// Reads a document. The extension of its name decides between YAML and JSON; without one, the text does.
///
/// # Errors
/// All problems of the document in one report. A problem that makes the document unreadable is reported alone.
pub fn load(name: &str, bytes: &[u8]) -> Result<Document, Report> {
    let source = text::decode(name, bytes)?;
    let refuse = |diagnostics| Report::new(Arc::clone(&source), diagnostics);

    let Parsed {
        value: mut raw,
        mut problems,
        spent,
    } = parse(&source).map_err(|problem| refuse(vec![problem]))?;
    raw.sort_all_objects();
    if let Err(problem) = version::check(&raw) {
        problems.push(problem);
        return Err(refuse(problems));
    }
    let too_many = size::check(&raw);
    if !too_many.is_empty() {
        problems.extend(too_many);
        return Err(refuse(problems));
    }
    let (found, rewritten) = check(&raw);
    problems.extend(found);
    if has_error(&problems) {
        problems.extend(parse::cut_off(&source));
        return Err(refuse(problems));
    }
    let Rewritten { raw, rewrites, api } = rewritten;
    let api = api.map_err(|_| refuse(vec![misfit(&raw)]))?;
    Ok(Document {
        source,
        raw,
        rewrites,
        api,
        warnings: problems,
        spent,
    })
}

/// A document after the rewrites.
struct Rewritten {
    raw: Value,
    rewrites: Vec<Applied>,
    api: serde_json::Result<OpenAPI>,
}

/// Checks a document against the grammar, and in parallel rewrites and deserialises it.
fn check(raw: &Value) -> (Vec<Diagnostic>, Rewritten) {
    thread::scope(|scope| {
        let problems = scope.spawn(|| walk::walk(raw));
        let mut raw = raw.clone();
        let (rewrites, lost) = rewrite::apply(&mut raw);
        let api = OpenAPI::deserialize(&raw);
        let rewritten = Rewritten { raw, rewrites, api };
        match problems.join() {
            Ok(mut problems) => {
                // What the grammar refuses may be the cause of these.
                if !has_error(&problems) {
                    problems.extend(lost);
                }
                (problems, rewritten)
            }
            // Not an error of its own: the panic of a worker goes on in its caller.
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Rewrites a document as [`load`] does. The places in it that have no effect, which loading would warn about, are those
/// given, unless a rewrite has moved them.
pub(crate) fn rewrite(document: &mut Value, ignored: &[Pointer]) -> (Vec<Applied>, Vec<Pointer>) {
    let (rewrites, _) = rewrite::apply(document);
    let is_same = rewrites.iter().all(|rewrite| rewrite.count == 0);
    let ignored = if is_same {
        ignored.to_vec()
    } else {
        warnings(document)
    };
    (rewrites, ignored)
}

/// Where the places that loading a document warned about are in the rewritten one.
pub(crate) fn ignored(document: &Document, warned: Vec<Pointer>) -> Vec<Pointer> {
    let is_same = document.rewrites.iter().all(|rewrite| rewrite.count == 0);
    if is_same {
        warned
    } else {
        warnings(&document.raw)
    }
}

/// The places of a document that the grammar warns about.
fn warnings(document: &Value) -> Vec<Pointer> {
    let problems = walk::walk(document).into_iter();
    let warnings = problems.filter(|problem| problem.severity == Severity::Warning);
    warnings.map(|warning| warning.pointer).collect()
}

fn has_error(problems: &[Diagnostic]) -> bool {
    let mut problems = problems.iter();
    problems.any(|problem| problem.severity == Severity::Error)
}

/// The error of `openapiv3` for a document that the grammar accepts. That is a gap in the grammar; a second run, which
/// tracks the path, finds the place.
fn misfit(raw: &Value) -> Diagnostic {
    let (pointer, message) = match serde_path_to_error::deserialize::<_, OpenAPI>(raw) {
        Ok(_) => (
            Pointer::root(),
            "the document does not fit OpenAPI 3.0".to_owned(),
        ),
        Err(error) => (pointer(error.path()), error.inner().to_string()),
    };
    Diagnostic::error("invalid-document", pointer, message)
}

pub(crate) fn pointer(path: &serde_path_to_error::Path) -> Pointer {
    use serde_path_to_error::Segment;
    let mut pointer = Path::Root.pointer();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push(index.to_string()),
            Segment::Map { key } => pointer.push(key.clone()),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}
