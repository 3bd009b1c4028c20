//! The table of `docs/semver.md`.

use tests::read;

/// A line of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Kind, detail and direction, as in the cases.
    pub row: String,
    /// The release that it requires.
    pub release: String,
    /// The result of cargo-semver-checks.
    pub witness: String,
}

/// The rows of the document's only table, in order.
pub fn rows() -> Vec<Row> {
    let text = read("docs/semver.md");
    let mut lines = text.lines().filter(|line| line.starts_with('|'));
    let head = lines.next().expect("there is a table");
    assert_eq!(
        cells(head),
        [
            "Kind",
            "Side",
            "What changes",
            "Release",
            "Why",
            "cargo-semver-checks"
        ]
    );
    lines
        .skip(1)
        .map(|line| {
            let cells = cells(line);
            let [kind, side, _, release, why, witness] = cells.as_slice() else {
                panic!("not six cells: {line}");
            };
            assert!(
                !why.is_empty() && !witness.is_empty(),
                "nothing said: {line}"
            );
            let row = format!("{} {}", kind.replace('`', ""), side.replace('–', ""));
            Row {
                row: row.trim().to_owned(),
                release: release.clone(),
                witness: witness.clone(),
            }
        })
        .collect()
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim_matches('|');
    line.split('|').map(|cell| cell.trim().to_owned()).collect()
}
