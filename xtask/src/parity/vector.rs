//! Vectors: calls and the requests that they should send.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::error::Error;
use crate::support;

/// A call and its request, one line of a file.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Vector {
    /// The HTTP method.
    pub(crate) method: String,
    /// The path in the document.
    pub(crate) template: String,
    /// Path arguments by their names in the template.
    #[serde(default)]
    pub(crate) path_params: Map<String, Value>,
    /// Parameters as JSON, if there are any.
    #[serde(default)]
    pub(crate) params: Option<Map<String, Value>>,
    /// Scheme and host.
    pub(crate) api_base: String,
    /// The path of the request.
    pub(crate) path: String,
    /// The query of the request, without the question mark.
    #[serde(default)]
    pub(crate) query: String,
    /// The body of the request.
    #[serde(default)]
    pub(crate) body: Option<String>,
    /// Whether the body is JSON rather than a form.
    #[serde(default)]
    pub(crate) is_json: bool,
    /// The location of the vector.
    #[serde(skip)]
    pub(crate) at: At,
}

/// A line of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At {
    /// The name of the file without its folder.
    pub(crate) file: String,
    pub(crate) line: usize,
}

impl Vector {
    /// Method and path as the document writes them.
    pub(crate) fn route(&self) -> String {
        format!("{} {}", self.method, self.template)
    }
}

/// Reads the vectors of all files.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<Vector>, Error> {
    let mut vectors = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).map_err(|source| support::Error::Read {
            what: "the vectors",
            path: path.clone(),
            source,
            help: "",
        })?;
        parse(&name(path), &text, &mut vectors, &mut problems);
    }
    if !problems.is_empty() {
        return Err(Error::Malformed(problems.join("\n")));
    }
    if vectors.is_empty() {
        return Err(Error::NoVectors);
    }
    Ok(vectors)
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

fn parse(file: &str, text: &str, vectors: &mut Vec<Vector>, problems: &mut Vec<String>) {
    for (index, text) in text.lines().enumerate() {
        let line = index.saturating_add(1);
        if text.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Vector>(text) {
            Ok(mut vector) => {
                let file = file.to_owned();
                vector.at = At { file, line };
                vectors.push(vector);
            }
            Err(error) => problems.push(format!("  {file}:{line}: {error}")),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) const LINE: &str = r#"{"method": "POST", "template": "/v1/refunds", "path_params": {},
        "params": {"amount": 1}, "query": "", "body": "amount=1", "is_json": false,
        "api_base": "https://api.stripe.com", "path": "/v1/refunds", "service": "refunds"}"#;

    #[test]
    fn lines_are_vectors_and_keep_their_place() {
        let text = format!("{}\n\n{}\n", LINE.replace('\n', ""), LINE.replace('\n', ""));
        let (mut vectors, mut problems) = (Vec::new(), Vec::new());
        parse("a.jsonl", &text, &mut vectors, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        let lines: Vec<usize> = vectors.iter().map(|vector| vector.at.line).collect();
        assert_eq!(lines, [1, 3]);
        assert_eq!(
            vectors.first().map(Vector::route).as_deref(),
            Some("POST /v1/refunds")
        );
    }

    #[test]
    fn all_invalid_lines_are_reported() {
        let (mut vectors, mut problems) = (Vec::new(), Vec::new());
        parse("a.jsonl", "{}\nx\n", &mut vectors, &mut problems);
        assert!(vectors.is_empty());
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(
            problems
                .iter()
                .all(|problem| problem.starts_with("  a.jsonl:"))
        );
    }

    #[test]
    fn files_without_vectors_are_errors() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("none.jsonl");
        assert!(matches!(
            read(std::slice::from_ref(&path)),
            Err(Error::Shared(support::Error::Read { .. }))
        ));
        fs::write(&path, "\n").expect("it is written");
        assert!(matches!(
            read(std::slice::from_ref(&path)),
            Err(Error::NoVectors)
        ));
        fs::write(&path, "{").expect("it is written");
        assert!(matches!(read(&[path]), Err(Error::Malformed(_))));
    }
}
