//! Reads `spec/fixups.tsv`.

use std::collections::BTreeMap;

use super::Fixup;
use super::versions::Versions;
use crate::diagnostic::{Diagnostic, Pointer};

pub(super) fn parse(text: &str) -> Result<Vec<Fixup>, Vec<Diagnostic>> {
    let mut fixups = Vec::new();
    let mut problems = Vec::new();
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    for (line, text) in (1..).zip(text.lines()) {
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        match fixup(line, text, &mut lines) {
            Ok(fixup) => fixups.push(fixup),
            Err(why) => problems.push(Diagnostic::error(
                "fixups-file",
                Pointer::root(),
                format!("fixups.tsv: line {line} {why}"),
            )),
        }
    }
    if problems.is_empty() {
        Ok(fixups)
    } else {
        Err(problems)
    }
}

fn fixup<'a>(
    line: usize,
    text: &'a str,
    lines: &mut BTreeMap<&'a str, usize>,
) -> Result<Fixup, String> {
    let columns: Vec<&str> = text.split('\t').collect();
    let ["may-be-missing", place, versions, reason] = columns.as_slice() else {
        return Err(
            "is not `may-be-missing`, the place of a field, versions and the reason, between tabs"
                .to_owned(),
        );
    };
    if reason.trim().is_empty() {
        return Err("gives no reason".to_owned());
    }
    if !place.contains(' ') {
        return Err(format!(
            "names `{place}`, not a field such as `invoice amount_due`"
        ));
    }
    if let Some(other) = lines.insert(place, line) {
        return Err(format!("names `{place}` again, after line {other}"));
    }
    let versions = Versions::parse(versions).map_err(|why| format!("names no versions: {why}"))?;
    Ok(Fixup {
        line,
        place: (*place).to_owned(),
        versions,
        reason: (*reason).trim().to_owned(),
    })
}
