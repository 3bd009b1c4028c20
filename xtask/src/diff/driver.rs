//! `git diff` of a document in changes: git runs the command with the two versions of a file.

use std::path::Path;

use generator::diff::Report;

use super::{Error, Revision, term};
use crate::support::{self, Console, Project};

/// What git passes: the path, then file, hash and mode of each side; of a renamed file, two more.
pub(super) fn run(arguments: &[String], project: &Project, console: &Console) -> Result<(), Error> {
    let [path, old, old_hash, _, new, new_hash, ..] = arguments else {
        return Ok(());
    };
    let text = match compared(project, path, [(old, old_hash), (new, new_hash)], console) {
        Ok(text) => text,
        // A version that is refused must not end `git diff`: the other files are still to come.
        Err(Error::Shared(support::Error::Refused(why))) => format!("{path}: {why}\n"),
        Err(other) => return Err(other),
    };
    Ok(console.answer(&text)?)
}

fn compared(
    project: &Project,
    path: &str,
    sides: [(&String, &String); 2],
    console: &Console,
) -> Result<String, Error> {
    // An added or removed document has no changes, only a side.
    for (side, what) in sides.iter().zip(["added", "removed"]) {
        if !Path::new(side.0).is_file() {
            return Ok(format!("{path}: {what}\n"));
        }
    }
    let colour = console.colour_diagnostics();
    let [(old, old_hash), (new, new_hash)] = sides;
    let mut base = Revision::read(project, Some(old), None, colour)?;
    let known = Some(&base.lowered.ledger);
    let mut head = Revision::read(project, Some(new), known, colour)?;
    for (revision, hash) in [(&mut base, old_hash), (&mut head, new_hash)] {
        // All zeros for the file of the working tree.
        let is_work = hash.chars().all(|digit| digit == '0');
        revision.name = match hash.get(..12).filter(|_| !is_work) {
            Some(short) => format!("{path} ({short})"),
            None => format!("{path} of the working tree"),
        };
    }
    let mut report = Report::new(base.input(), head.input(), env!("CARGO_PKG_VERSION"));
    report.review(&super::reviewed(project, colour)?);
    report.size.measure(&base.files, &head.files);
    Ok(term::report(&report, console.paint()))
}
