//! The requests of Stripe's own libraries are all taken.

use mock::{Options, StandIn};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::common::{request, send, shared, whole};
use mock::Request;

/// A request of one of Stripe's libraries.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Vector {
    pub(crate) method: String,
    pub(crate) template: String,
    pub(crate) params: Option<Map<String, Value>>,
    pub(crate) path: String,
    #[serde(default)]
    pub(crate) query: String,
    pub(crate) body: Option<String>,
    #[serde(default)]
    pub(crate) is_json: bool,
}

impl Vector {
    pub(crate) fn request(&self) -> Request {
        let target = if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        };
        let body = self.body.as_deref().unwrap_or_default();
        let media_type = if self.is_json {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        };
        request(&self.method, &target, media_type, body)
    }
}

/// Vectors that the document does not allow, and why.
const EXCEPTIONS: [(&str, &str); 2] = [
    (
        "wire-synthetic:27",
        "a tax amount without `tax_rate_data`, which the document requires",
    ),
    (
        "wire-synthetic:76",
        "a phase without `items`, which the document requires: a form cannot say that a list is empty",
    ),
];

/// Whether the document does not allow a vector.
pub(crate) fn is_excepted(at: &str) -> bool {
    EXCEPTIONS.iter().any(|(other, _)| *other == at)
}

/// The vectors of both files, with their lines.
pub(crate) fn vectors() -> Option<Vec<(String, Vector)>> {
    let mut vectors = Vec::new();
    for (file, count) in [("wire", 244), ("wire-synthetic", 120)] {
        let text = shared(&format!("vectors/{file}.jsonl"))?;
        let lines = text.lines().enumerate();
        let read = lines.map(|(index, line)| {
            let at = format!("{file}:{}", index + 1);
            (at, serde_json::from_str(line).unwrap())
        });
        let before = vectors.len();
        vectors.extend(read);
        assert_eq!(vectors.len() - before, count);
    }
    Some(vectors)
}

#[test]
fn all_are_taken() {
    let (Some(model), Some(vectors)) = (whole(), vectors()) else {
        return;
    };
    let options = Options {
        any_id: true,
        ..Options::default()
    };
    let mut refused = Vec::new();
    for (at, vector) in &vectors {
        // Each by itself: the same id may be deleted by one and read by the next.
        let mut mock = StandIn::new(model.clone(), options);
        let (outcome, body) = send(&mut mock, &vector.request());
        let is_taken = outcome.response.status == 200;
        if is_taken == is_excepted(at) {
            let route = format!("{} {}", vector.method, vector.template);
            refused.push(format!("{at} {route}: {}", body["error"]));
        }
    }
    assert!(
        refused.is_empty(),
        "{}\n{}",
        refused.len(),
        refused.join("\n")
    );
}
