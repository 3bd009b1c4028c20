//! Which part of a document to take: `--only` and `--plan`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use generator::slice::{Patterns, Plan};

use super::Error;
use super::error::refused;
use crate::output::show;

/// Which part of a document to take.
#[derive(Debug, Args)]
pub struct Selection {
    /// Only these operations and what they reach: names and patterns, separated by commas
    #[arg(long, value_name = "NAMES")]
    pub only: Option<String>,
    /// A file that selects operations (unless --only does) and cuts schemas short
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
}

impl Selection {
    /// Whether the user asks for a part of the document.
    pub(crate) fn is_given(&self) -> bool {
        self.only.is_some() || self.plan.is_some()
    }

    /// The plan; `None` for the whole document.
    pub(crate) fn plan(&self, colour: bool) -> Result<Option<Plan>, Error> {
        let only = self.only.as_deref().map(Patterns::parse);
        let Some(path) = &self.plan else {
            return Ok(only.map(Plan::from));
        };
        let plan = read_plan(path, colour)?;
        Ok(Some(match only {
            Some(only) => plan.with_only(only),
            None => plan,
        }))
    }
}

/// Reads the plan of a slice.
pub(crate) fn read_plan(path: &Path, colour: bool) -> Result<Plan, Error> {
    let text = fs::read_to_string(path).map_err(|source| Error::Read {
        what: "the plan",
        path: path.into(),
        source,
        help: "",
    })?;
    Plan::parse(&show(path), &text).map_err(refused(colour))
}
