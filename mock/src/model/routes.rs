//! From a method and a path to an operation.

use std::collections::{BTreeMap, HashMap};

use generator::ir::{Api, Operation, Segment};

use super::{Arguments, Model, Plan};

/// The operations by the number of their segments, those with more literals first.
#[derive(Debug)]
pub(super) struct Routes(HashMap<usize, Vec<usize>>);

/// What is at a path.
#[derive(Debug)]
pub enum Found<'a> {
    /// An operation, with its path arguments.
    Operation(&'a Plan, &'a Operation, BTreeMap<String, String>),
    /// Operations with other methods alone.
    OtherMethod,
    /// Nothing.
    Nothing,
}

impl Routes {
    pub(super) fn new(api: &Api) -> Self {
        let mut routes: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, operation) in api.operations.iter().enumerate() {
            let length = operation.path.len();
            routes.entry(length).or_default().push(index);
        }
        // `/v1/quotes/preview` is not the quote with the id `preview`.
        for list in routes.values_mut() {
            list.sort_by_key(|index| {
                let operation = api.operations.get(*index);
                operation.map(|operation| operation.arguments().count())
            });
        }
        Self(routes)
    }

    pub(super) fn find<'a>(&self, model: &'a Model, method: &str, path: &str) -> Found<'a> {
        let Some(path) = path.strip_prefix('/') else {
            return Found::Nothing;
        };
        let segments: Vec<&str> = path.split('/').collect();
        let mut found = Found::Nothing;
        for index in self.0.get(&segments.len()).into_iter().flatten() {
            let Some((plan, operation)) = model.plan(*index) else {
                continue;
            };
            let Some(arguments) = arguments(&operation.path, &segments) else {
                continue;
            };
            if operation.method.as_str() == method {
                return Found::Operation(plan, operation, arguments);
            }
            found = Found::OtherMethod;
        }
        found
    }
}

/// The arguments of a path, if the segments are of that form.
fn arguments(path: &[Segment], segments: &[&str]) -> Option<Arguments> {
    let mut arguments = Arguments::new();
    for (segment, text) in path.iter().zip(segments) {
        match segment {
            Segment::Literal(literal) if literal == text => {}
            Segment::Literal(_) => return None,
            Segment::Argument(_) if text.is_empty() => return None,
            Segment::Argument(name) => {
                let text = form_urlencoded::parse(
                    format!("a={}", text.replace('+', "%2B").replace('&', "%26")).as_bytes(),
                )
                .next()
                .map(|(_, value)| value.into_owned())?;
                arguments.insert(name.clone(), text);
            }
        }
    }
    Some(arguments)
}
