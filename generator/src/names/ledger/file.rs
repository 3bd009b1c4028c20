//! Reads and writes the ledger: `spec/names.tsv`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Entry, Ledger, Since};
use crate::diagnostic::{Diagnostic, Row, Source};
use crate::tsv::{self, Columns};

const HEAD: &str = "\
# Names of the client that do not follow from their place in the document alone: those of operations, those of types that
# another place could take, and renames. The columns are the place, the path in the crate, the API version that it came with
# (`+2` where a second document of the version brought it), and where it is no longer in use: `gone` and the first version
# without the place, or `renamed`.
# Written by `cargo xtask codegen`, which only adds lines and marks, and `cargo xtask names rename`.
# A name that stands here is never given anew or to another place.
";

const ABSENT: &str = "gone ";
const RENAMED: &str = "renamed";

/// Where a file gives a place its name.
pub(crate) fn name_of(file: &Arc<Source>, place: &str) -> Option<Row> {
    let mut rows = tsv::rows(file);
    let row = rows.find(|row| {
        let columns = row.all();
        columns.first() == Some(&place) && columns.get(3) != Some(&RENAMED)
    });
    row.map(|row| row.column(1))
}

impl Ledger {
    /// Reads what [`Ledger::print`] writes.
    ///
    /// # Errors
    ///
    /// Every line that is not three or four columns between tabs, or that gives
    /// a name to a place again, or a name again.
    pub fn parse(file: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let mut ledger = Self::default();
        let mut paths: BTreeMap<&str, usize> = BTreeMap::new();
        let mut problems = Vec::new();
        for row in tsv::rows(file) {
            if let Err(problem) = ledger.add(&row, &mut paths, &mut problems) {
                problems.push(problem);
            }
        }
        if problems.is_empty() {
            Ok(ledger)
        } else {
            Err(problems)
        }
    }

    /// Adds a row. A duplicate name is reported in addition to other problems of the row.
    fn add<'a>(
        &mut self,
        row: &Columns<'a>,
        paths: &mut BTreeMap<&'a str, usize>,
        problems: &mut Vec<Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let columns = row.all();
        let (place, path, since, state) = match columns.as_slice() {
            [place, path, since] => (*place, *path, *since, None),
            [place, path, since, state] => (*place, *path, *since, Some(*state)),
            _ => {
                let message = format!("a name has 3 or 4 columns, not {}", columns.len());
                return Err(problem(row, None, message));
            }
        };
        if let Some(other) = paths.insert(path, row.line) {
            let message = format!("the name `{path}` is given already, in line {other}");
            problems.push(problem(row, Some(1), message));
        }
        let since = Since::parse(since).ok_or_else(|| {
            let message = format!("`{since}` is not a version, or a version and `+2` or more");
            problem(row, Some(2), message)
        })?;
        if state == Some(RENAMED) {
            let key = (place.to_owned(), path.to_owned());
            self.former.insert(key, since);
            return Ok(());
        }
        let absent_since = state
            .map(|state| {
                state.strip_prefix(ABSENT).ok_or_else(|| {
                    let message =
                        format!("`{state}` is not `{ABSENT}` and a version, nor `{RENAMED}`");
                    problem(row, Some(3), message)
                })
            })
            .transpose()?;
        let entry = Entry {
            path: path.to_owned(),
            since,
            absent_since: absent_since.map(str::to_owned),
        };
        match self.entries.insert(place.to_owned(), entry) {
            Some(_) => Err(problem(
                row,
                Some(0),
                format!("`{place}` has a name already"),
            )),
            None => Ok(()),
        }
    }

    /// The ledger as it is committed.
    #[must_use]
    pub fn print(&self) -> String {
        let entries = self.entries.iter().map(|(place, entry)| {
            let Entry {
                path,
                since,
                absent_since,
            } = entry;
            let state = absent_since
                .as_ref()
                .map_or_else(String::new, |version| format!("\t{ABSENT}{version}"));
            ((place, None), format!("{place}\t{path}\t{since}{state}\n"))
        });
        let former = self.former.iter().map(|((place, path), since)| {
            let line = format!("{place}\t{path}\t{since}\t{RENAMED}\n");
            ((place, Some(path)), line)
        });
        // The former names of a place follow its line.
        let lines: BTreeMap<_, _> = entries.chain(former).collect();
        std::iter::once(HEAD.to_owned())
            .chain(lines.into_values())
            .collect()
    }
}

fn problem(row: &Columns<'_>, column: Option<usize>, message: String) -> Diagnostic {
    row.problem("ledger", column, message).with_help(
        "restore the file from version control; `cargo xtask codegen` adds what is missing",
    )
}
