//! What the site cannot read off the document: data of `spec/reference.tsv`, each with a reason.

use std::collections::BTreeMap;

/// Areas of the site, and homes of operations.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Title of the area of each beginning of a path, without the version.
    areas: BTreeMap<String, String>,
    /// Titles in the order of the file.
    order: Vec<String>,
    /// The schema whose page an operation is on, by its route.
    homes: BTreeMap<String, String>,
    /// Values that responses show, the best first, by the name of their field.
    samples: BTreeMap<String, Vec<String>>,
    /// The same for what was just created.
    created: BTreeMap<String, Vec<String>>,
    /// An error: names and texts, in the order of the file.
    error: Vec<(String, String)>,
}

/// A line that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {problem}")]
pub struct TableError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: &'static str,
}

impl Table {
    /// Reads lines of four tab-separated columns: `area`, title, beginnings of paths between commas, reason; `home`, route,
    /// schema, reason; `sample` or `created`, name of a field, values between commas, reason; or `error`, name, text, reason. Empty lines and
    /// lines that begin with `#` are skipped.
    ///
    /// # Errors
    ///
    /// The first line that cannot be read.
    pub fn parse(file: &str, text: &str) -> Result<Self, TableError> {
        let mut table = Self::default();
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let problem = |problem| TableError {
                file: file.to_owned(),
                line: index.saturating_add(1),
                problem,
            };
            let columns: Vec<&str> = line.split('\t').collect();
            match columns.as_slice() {
                [_, _, _, ""] => return Err(problem("the reason is missing")),
                ["area", title, beginnings, _] => {
                    table.order.push((*title).to_owned());
                    for beginning in beginnings.split(',') {
                        let area = (*title).to_owned();
                        if table.areas.insert(beginning.to_owned(), area).is_some() {
                            return Err(problem("a beginning has an area already"));
                        }
                    }
                }
                ["home", route, schema, _] => {
                    let schema = (*schema).to_owned();
                    if table.homes.insert((*route).to_owned(), schema).is_some() {
                        return Err(problem("the operation has a home already"));
                    }
                }
                [kind @ ("sample" | "created"), field, values, _] => {
                    let values = values.split(',').map(str::to_owned).collect();
                    let samples = match *kind {
                        "created" => &mut table.created,
                        _ => &mut table.samples,
                    };
                    if samples.insert((*field).to_owned(), values).is_some() {
                        return Err(problem("the field has samples already"));
                    }
                }
                ["error", name, text, _] => {
                    table.error.push(((*name).to_owned(), (*text).to_owned()))
                }
                _ => {
                    return Err(problem(
                        "a line is `area`, `home`, `sample`, `created` or `error`, two columns and the reason, between tabs",
                    ));
                }
            }
        }
        Ok(table)
    }

    /// The area of a path, by its longest beginning that has one.
    pub(crate) fn area(&self, segments: &[&str]) -> Option<&str> {
        let beginnings = (1..=segments.len())
            .rev()
            .filter_map(|end| segments.get(..end));
        let mut areas = beginnings.filter_map(|beginning| self.areas.get(&beginning.join("/")));
        areas.next().map(String::as_str)
    }

    /// The position of an area: those of the file first.
    pub(crate) fn position(&self, title: &str) -> usize {
        let mut order = self.order.iter();
        order.position(|known| known == title).unwrap_or(usize::MAX)
    }

    /// Values that a field of a response may show, the best first.
    pub(crate) fn samples(&self, field: &str) -> &[String] {
        self.samples.get(field).map_or(&[], Vec::as_slice)
    }

    /// Values that the response of a creation shows before those of `samples`.
    pub(crate) fn created(&self, field: &str) -> &[String] {
        self.created.get(field).map_or(&[], Vec::as_slice)
    }

    /// An error that responses show.
    pub(crate) fn error(&self) -> &[(String, String)] {
        &self.error
    }

    /// The schema whose page an operation is on.
    pub(crate) fn home(&self, route: &str) -> Option<&str> {
        self.homes.get(route).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn the_longest_beginning_decides() {
        let text = "# x\n\narea\tOne\ta,b/c\tx\narea\tTwo\tb\tx\nhome\tGET /v1/a\tb\tx\n";
        let table = Table::parse("t", text).expect("it is read");
        assert_eq!(table.area(&["b", "c", "d"]), Some("One"));
        assert_eq!(table.area(&["b", "d"]), Some("Two"));
        assert_eq!(table.area(&["d"]), None);
        assert_eq!(table.home("GET /v1/a"), Some("b"));
        assert!(table.position("One") < table.position("Two"));
    }

    #[test]
    fn a_line_that_cannot_be_read_is_an_error() {
        for text in [
            "area\tOne\ta",
            "area\tOne\ta\t",
            "what\ta\tb\tc",
            "area\tA\ta\tx\narea\tB\ta\tx",
            "created\ta\tb\tx\ncreated\ta\tc\tx",
        ] {
            let error = Table::parse("t", text).expect_err("it is refused");
            assert!(error.to_string().starts_with("t, line "), "{error}");
        }
    }
}
