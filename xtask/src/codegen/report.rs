//! The text of the report of `codegen`. Pure.

use std::path::Path;

use generator::names::Changes;

use super::CodegenArgs;
use super::document::Document;
use crate::report::{LISTED, count, grouped, line, more};
use crate::support::Paint;

/// The size of what was generated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Totals {
    pub(crate) operations: usize,
    pub(crate) schemas: usize,
    pub(crate) types: usize,
    pub(crate) files: usize,
    pub(crate) lines: usize,
}

/// The document that was read, and its API version.
pub(crate) fn read(paint: Paint, document: &Document, version: &str) -> String {
    let mut facts = vec![count(document.content.len(), "byte")];
    if !version.is_empty() {
        facts.push(format!("version {version}"));
    }
    if let Some((_, sha256)) = &document.release {
        facts.push(format!("sha256 {sha256}"));
    }
    let text = format!("{} ({})", document.name, facts.join(", "));
    line(paint, "read", &text)
}

/// The size of the crate.
pub(crate) fn totals(paint: Paint, totals: &Totals) -> String {
    let Totals {
        operations,
        schemas,
        types,
        files,
        lines,
    } = *totals;
    let parts = [
        (operations, "operation"),
        (schemas, "schema"),
        (types, "type"),
        (files, "file"),
        (lines, "line"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .map(|(number, noun)| count(*number, noun))
        .collect();
    line(paint, "totals", &parts.join(", "))
}

/// How the names in the ledger changed; nothing where none did.
pub(crate) fn names_changed(paint: Paint, changes: &Changes) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let mut text = line(
        paint,
        "names",
        &format!(
            "{} added, {} no longer in the document, {} back in it",
            grouped(changes.given.len()),
            grouped(changes.absent.len()),
            grouped(changes.restored.len())
        ),
    );
    let listed = [("absent", &changes.absent), ("back", &changes.restored)];
    for (verb, names) in listed {
        let lines = names.iter().take(LISTED);
        text.extend(lines.map(|name| line(paint, verb, name)));
        text.push_str(&more(names.len(), LISTED));
    }
    text
}

/// The command that makes `--check` pass.
pub(crate) fn remedy(paint: Paint, args: &CodegenArgs) -> String {
    let mut command = "cargo xtask codegen".to_owned();
    let path = |path: &Path| path.display().to_string();
    let options = [
        ("--from", args.release.from.clone()),
        ("--spec", args.spec.as_deref().map(path)),
        ("--only", args.selection.only.clone()),
        ("--plan", args.selection.plan.as_deref().map(path)),
        ("--out", args.out.as_deref().map(path)),
        ("--package", args.package.as_ref().map(ToString::to_string)),
    ];
    if args.release.is_given() {
        command.push_str(&format!(" {}", args.release));
    }
    for (option, value) in options {
        if let Some(value) = value {
            command.push_str(&format!(" {option} {}", quoted(&value)));
        }
    }
    line(paint, "fix", &paint.bold(&command))
}

/// Quoted for a shell, where it has to be.
fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@%".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_shell_would_split_are_quoted() {
        assert_eq!(quoted("target/whole-api"), "target/whole-api");
        assert_eq!(quoted("my spec.yaml"), "'my spec.yaml'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
