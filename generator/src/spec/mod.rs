//! Reads an OpenAPI 3.0 document, and refuses what the later stages would misread.
//!
//! `openapiv3` drops keys that it does not know and siblings of `$ref` in silence. So the raw document is walked first,
//! against a grammar of what this generator takes; every problem goes into one report. What is left to the lowering
//! is the meaning of schemas.

mod grammar;
mod operations;
mod parse;
mod print;
mod raw;
mod references;
pub mod resolve;
mod schemas;
mod text;
mod version;
mod walk;

use std::sync::Arc;
use std::thread;

use openapiv3::OpenAPI;
use serde::Deserialize;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Path, Pointer, Report, Severity, Source};
pub(crate) use parse::parse;
pub use print::{Format, print};

/// A document that can be lowered.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text, for reports of later stages.
    pub source: Arc<Source>,
    /// Everything that the document says, with sorted keys.
    pub raw: Value,
    /// The same, typed.
    pub api: OpenAPI,
    /// What has no effect: nothing but warnings.
    pub warnings: Vec<Diagnostic>,
}

impl Document {
    /// A report on this document, with its warnings.
    pub fn report(&self, diagnostics: Vec<Diagnostic>) -> Report {
        let all = self.warnings.iter().cloned().chain(diagnostics).collect();
        Report::new(Arc::clone(&self.source), all)
    }

    /// Everything that the document says, with its keys in the order of the text.
    ///
    /// # Errors
    /// A document that was not loaded but put together may have a text that cannot be read.
    pub fn in_order(&self) -> Result<Value, Report> {
        let (value, _) = parse(&self.source).map_err(|problem| self.report(vec![problem]))?;
        Ok(value)
    }

    /// A document that is a part of this one, and has its text.
    ///
    /// # Errors
    /// A part that is no document by itself.
    pub fn part(&self, mut raw: Value) -> Result<Self, Report> {
        raw.sort_all_objects();
        let (problems, api) = check(&raw);
        let refuse = |problems| Report::new(Arc::clone(&self.source), problems);
        if has_error(&problems) {
            return Err(refuse(problems));
        }
        let api = api.map_err(|_| refuse(vec![misfit(&raw)]))?;
        Ok(Self {
            source: Arc::clone(&self.source),
            raw,
            api,
            warnings: problems,
        })
    }
}

/// Reads a document. The ending of the name tells YAML from JSON; without one, the text does.
///
/// # Errors
/// All problems of the document in one report; only what keeps the document from being read at all comes alone.
pub fn load(name: &str, bytes: &[u8]) -> Result<Document, Report> {
    let source = text::decode(name, bytes)?;
    let refuse = |diagnostics| Report::new(Arc::clone(&source), diagnostics);

    let (mut raw, mut problems) = parse(&source).map_err(|problem| refuse(vec![problem]))?;
    raw.sort_all_objects();
    if let Err(problem) = version::check(&raw) {
        problems.push(problem);
        return Err(refuse(problems));
    }
    let (found, api) = check(&raw);
    problems.extend(found);
    if has_error(&problems) {
        problems.extend(parse::cut_off(&source));
        return Err(refuse(problems));
    }
    let api = api.map_err(|_| refuse(vec![misfit(&raw)]))?;
    Ok(Document {
        source,
        raw,
        api,
        warnings: problems,
    })
}

/// The problems of a document, and the document typed: two readings of the same text, at the same time.
fn check(raw: &Value) -> (Vec<Diagnostic>, serde_json::Result<OpenAPI>) {
    thread::scope(|scope| {
        let problems = scope.spawn(|| walk::walk(raw));
        let api = OpenAPI::deserialize(raw);
        match problems.join() {
            Ok(problems) => (problems, api),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

fn has_error(problems: &[Diagnostic]) -> bool {
    let mut problems = problems.iter();
    problems.any(|problem| problem.severity == Severity::Error)
}

/// What `openapiv3` has against a document that the grammar lets through. That is a gap in the grammar, but the place
/// is worth finding: a second run keeps track of it.
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
