//! What an operation does to objects, by its method, its path and its reply.

use generator::ir::{Api, Method, Operation, Paging, Segment, Type};

use super::{Kind, ends_in_argument};

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Makes an object.
    Create,
    /// Answers one.
    Retrieve,
    /// Changes one.
    Update,
    /// Deletes one.
    Delete,
    /// Changes the object before the last segment, such as `cancel` of a refund.
    Action,
    /// Answers a page of objects.
    List(Paging),
    /// Answers a page of those that a query describes.
    Search,
    /// Answers the one object of its kind that an account has.
    Singleton,
    /// Something else: the answer fits the schema, and that is all.
    Other,
}

/// What an operation does, where its reply is, or lists, objects of a kind.
pub(super) fn act(api: &Api, operation: &Operation, kind: Option<&Kind>) -> Act {
    let path = operation.path.as_slice();
    if let Type::List(paging, _) = operation.reply {
        return match (paging, path.last()) {
            (Paging::Page, _) => Act::Search,
            (paging, _) => Act::List(paging),
        };
    }
    let Some(kind) = kind else {
        return Act::Other;
    };
    match operation.method {
        Method::Get if !kind.has_id || path.iter().all(is_literal) => Act::Singleton,
        Method::Get if ends_in_argument(path) => Act::Retrieve,
        _ if !kind.has_id => Act::Other,
        Method::Delete if ends_in_argument(path) => Act::Delete,
        Method::Post if ends_in_argument(path) => Act::Update,
        Method::Post if is_collection(api, path) => Act::Create,
        Method::Post
            if path
                .iter()
                .rev()
                .nth(1)
                .is_some_and(|segment| !is_literal(segment)) =>
        {
            Act::Action
        }
        Method::Post => Act::Create,
        Method::Patch if ends_in_argument(path) => Act::Update,
        Method::Get | Method::Delete | Method::Put | Method::Patch => Act::Other,
    }
}

fn is_literal(segment: &Segment) -> bool {
    matches!(segment, Segment::Literal(_))
}

/// Whether something is listed at a path, or retrieved one segment below it.
fn is_collection(api: &Api, path: &[Segment]) -> bool {
    let mut gets = api
        .operations
        .iter()
        .filter(|other| other.method == Method::Get);
    gets.any(|other| {
        let lists = other.path == path && matches!(other.reply, Type::List(..));
        let below = other.path.split_last();
        lists || below.is_some_and(|(last, rest)| !is_literal(last) && rest == path)
    })
}
