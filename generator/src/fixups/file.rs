//! Reads `spec/fixups.tsv`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::versions::Versions;
use super::{Fixup, Kind};
use crate::diagnostic::{Diagnostic, Source};
use crate::tsv::{self, Columns};

pub(super) fn parse(file: &Arc<Source>) -> Result<Vec<Fixup>, Vec<Diagnostic>> {
    let mut fixups = Vec::new();
    let mut problems = Vec::new();
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    for row in tsv::rows(file) {
        match fixup(&row, &mut lines) {
            Ok(fixup) => fixups.push(fixup),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        Ok(fixups)
    } else {
        Err(problems)
    }
}

fn fixup<'a>(row: &Columns<'a>, lines: &mut BTreeMap<&'a str, usize>) -> Result<Fixup, Diagnostic> {
    let problem =
        |column: Option<usize>, message: String| Err(row.problem("fixups-file", column, message));
    let columns = row.all();
    let expected = "a fixup is `may-be-missing` or `always-present`, the path of a field, versions and the reason, between tabs";
    let [kind, path, versions, reason] = columns.as_slice() else {
        return problem(None, expected.to_owned());
    };
    let Some(kind) = Kind::parse(kind) else {
        return problem(None, expected.to_owned());
    };
    if reason.trim().is_empty() {
        return problem(None, "a fixup without a reason".to_owned());
    }
    if !path.contains(' ') {
        let message = format!("`{path}` is not the path of a field, such as `invoice amount_due`");
        return problem(Some(1), message);
    }
    if let Some(other) = lines.insert(path, row.line) {
        let message = format!("`{path}` has a fixup already, in line {other}");
        return problem(Some(1), message);
    }
    let versions = match Versions::parse(versions) {
        Ok(versions) => versions,
        Err(why) => return problem(Some(2), why),
    };
    Ok(Fixup {
        row: row.row(),
        kind,
        path: (*path).to_owned(),
        versions,
        reason: (*reason).trim().to_owned(),
    })
}
