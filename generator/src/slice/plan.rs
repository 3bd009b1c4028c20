//! The definition of a part: the file `spec/slice.yaml`, or arguments.

use std::sync::Arc;

use serde::Deserialize;

use super::Patterns;
use super::patterns::Pattern;
use crate::diagnostic::{Diagnostic, Pointer, Report, Source};
use crate::spec;

/// The operations of a part, and the cuts where it ends in addition to expandable fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The operations.
    pub only: Patterns,
    /// Schemas that are replaced by free-form objects.
    pub cuts: Vec<Cut>,
    /// The file of the cuts.
    source: Arc<Source>,
}

/// A schema where a part ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The schema, in the whole document.
    pub pointer: Pointer,
    /// The reason.
    pub reason: String,
    /// Its place in the plan.
    pub(super) at: Pointer,
}

/// The format of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    only: Vec<String>,
    #[serde(default)]
    cuts: Vec<FileCut>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileCut {
    at: String,
    reason: String,
}

impl From<Patterns> for Plan {
    fn from(only: Patterns) -> Self {
        Self {
            source: Arc::clone(&only.source),
            only,
            cuts: Vec::new(),
        }
    }
}

impl Plan {
    /// Reads a file such as `spec/slice.yaml`. The extension of its name decides
    /// between YAML and JSON; messages show the name.
    ///
    /// # Errors
    ///
    /// A text that is not such a file, and every cut without a pointer or a reason.
    pub fn parse(name: &str, text: &str) -> Result<Self, Report> {
        let source = Arc::new(Source::new(name, text));
        let refuse = |problems| Report::new(Arc::clone(&source), problems);
        let parsed = spec::parse(&source).map_err(|problem| refuse(vec![problem]))?;
        let mut problems = parsed.problems;
        let file: File = serde_path_to_error::deserialize(&parsed.value).map_err(|error| {
            let pointer = spec::pointer(error.path());
            refuse(vec![
                Diagnostic::error("plan", pointer, error.inner().to_string()).with_help(
                    "a plan has `only`, a list of names, and `cuts`, a list of `at` and `reason`",
                ),
            ])
        })?;
        let place = |list: &str, index: usize| Pointer::root().child(list).child(index.to_string());
        let mut cuts = Vec::new();
        for (index, cut) in file.cuts.into_iter().enumerate() {
            let here = place("cuts", index);
            if cut.reason.trim().is_empty() {
                problems.push(Diagnostic::error(
                    "plan",
                    here.child("reason"),
                    "a cut without a reason",
                ));
            }
            let at = here.child("at");
            match Pointer::parse(&cut.at) {
                Some(pointer) => cuts.push(Cut {
                    pointer,
                    reason: cut.reason,
                    at,
                }),
                None => problems.push(Diagnostic::error(
                    "plan",
                    at,
                    format!(
                        "`{}` is not a pointer such as #/components/schemas/NAME",
                        cut.at
                    ),
                )),
            }
        }
        let patterns = file.only.into_iter().enumerate();
        let list = patterns.map(|(index, text)| Pattern {
            text,
            pointer: place("only", index),
            position: None,
        });
        let list = list.collect();
        if problems.is_empty() {
            Ok(Self {
                only: Patterns {
                    list,
                    source: Arc::clone(&source),
                },
                cuts,
                source,
            })
        } else {
            Err(refuse(problems))
        }
    }

    /// This plan with other operations.
    #[must_use]
    pub fn with_only(self, only: Patterns) -> Self {
        Self { only, ..self }
    }

    /// A report on the names of this plan.
    pub(crate) fn names_report(&self, problems: Vec<Diagnostic>) -> Report {
        Report::new(Arc::clone(&self.only.source), problems)
    }

    /// A report on the cuts of this plan.
    pub(crate) fn cuts_report(&self, problems: Vec<Diagnostic>) -> Report {
        Report::new(Arc::clone(&self.source), problems)
    }
}
