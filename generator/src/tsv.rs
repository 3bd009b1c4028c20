//! Rows of the data files: columns between tabs, no quotes, comments on lines of their own.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Pointer, Position, Row, Source};

/// A row of a data file.
#[derive(Debug, Clone)]
pub(crate) struct Columns<'a> {
    file: &'a Arc<Source>,
    /// The line, from 1.
    pub(crate) line: usize,
    text: &'a str,
}

/// The rows of a file. Empty lines and lines that begin with `#` are skipped.
pub(crate) fn rows(file: &Arc<Source>) -> impl Iterator<Item = Columns<'_>> {
    let lines = (1..).zip(file.text.lines());
    lines
        .filter(|(_, text)| !text.trim().is_empty() && !text.starts_with('#'))
        .map(|(line, text)| Columns { file, line, text })
}

impl<'a> Columns<'a> {
    /// The columns.
    pub(crate) fn all(&self) -> Vec<&'a str> {
        self.text.split('\t').collect()
    }

    /// The whole row, for problems that are found later.
    pub(crate) fn row(&self) -> Row {
        let width = self.text.chars().count();
        Row::new(
            self.file,
            Position::new(self.line, 1).with_width(width.max(1)),
        )
    }

    /// A column, from 0; the whole row if there is no such column.
    pub(crate) fn column(&self, index: usize) -> Row {
        let columns = self.all();
        let Some(text) = columns.get(index) else {
            return self.row();
        };
        let before = columns.iter().take(index);
        let before: usize = before.map(|column| column.chars().count() + 1).sum();
        let position = Position::new(self.line, before + 1).with_width(text.chars().count());
        Row::new(self.file, position)
    }

    /// A problem of a column, or of the row if `index` is `None`.
    pub(crate) fn problem(
        &self,
        code: &'static str,
        index: Option<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        let row = index.map_or_else(|| self.row(), |index| self.column(index));
        Diagnostic::error(code, Pointer::root(), message).in_row(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_those_of_an_editor() {
        let text = "# a comment\r\n\r\na\tü b\tc\r\n  \nd\n";
        let file = Arc::new(Source::new("x.tsv", text));
        let rows: Vec<_> = rows(&file).collect();
        let found: Vec<_> = rows.iter().map(|row| (row.line, row.all())).collect();
        assert_eq!(found, [(3, vec!["a", "ü b", "c"]), (5, vec!["d"])]);
        let positions: Vec<_> = rows
            .iter()
            .flat_map(|row| [row.row(), row.column(1), row.column(2)])
            .map(|row| (row.position.line, row.position.column, row.position.width))
            .collect();
        let first = [(3, 1, 7), (3, 3, 3), (3, 7, 1)];
        assert_eq!(positions, [first, [(5, 1, 1); 3]].concat());
    }
}
