//! Which references an answer holds whole.

use std::collections::BTreeMap;

use generator::ir::{Api, Shape, Type};
use serde_json::Value;

use crate::refusal::Refusal;

/// More levels than this are refused.
const LEVELS: usize = 4;

/// The names of fields to expand, by level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tree(BTreeMap<String, Tree>);

impl Tree {
    /// What is expanded inside of a field; `None` if the field itself is not.
    pub(crate) fn below(&self, name: &str) -> Option<&Self> {
        self.0.get(name)
    }

    fn insert(&mut self, steps: &[&str]) {
        if let Some((first, rest)) = steps.split_first() {
            self.0.entry((*first).to_owned()).or_default().insert(rest);
        }
    }
}

/// Reads the parameter `expand` of a request whose reply is of a type. Where whatever is asked for exists (`any_id`), a
/// path that leads nowhere expands nothing.
pub(crate) fn tree(
    api: &Api,
    reply: &Type,
    given: Option<&Value>,
    any_id: bool,
) -> Result<Tree, Refusal> {
    let mut tree = Tree::default();
    let paths = given.and_then(Value::as_array).into_iter().flatten();
    for (index, path) in paths.filter_map(Value::as_str).enumerate() {
        let refuse = |message: String| Refusal::invalid(message).param(&format!("expand[{index}]"));
        let steps: Vec<&str> = path.split('.').collect();
        let levels = steps.iter().filter(|step| **step != "data").count();
        if any_id && (levels > LEVELS || !can_expand(api, reply, &steps)) {
            continue;
        }
        if levels > LEVELS {
            return Err(refuse(format!(
                "You cannot expand more than {LEVELS} levels of a property. Property: {path}"
            )));
        }
        if !can_expand(api, reply, &steps) {
            return Err(refuse(format!(
                "This property cannot be expanded ({path})."
            )));
        }
        tree.insert(&steps);
    }
    Ok(tree)
}

fn can_expand(api: &Api, ty: &Type, steps: &[&str]) -> bool {
    let Some((first, rest)) = steps.split_first() else {
        // At the end: what is an id, or a list that is left out unless it is asked for.
        return match ty {
            Type::Expandable(_) | Type::List(..) => true,
            Type::Array(item) => can_expand(api, item, steps),
            _ => false,
        };
    };
    match ty {
        Type::List(_, item) => *first == "data" && (rest.is_empty() || can_expand(api, item, rest)),
        Type::Array(item) | Type::Expandable(item) => can_expand(api, item, steps),
        Type::MaybeDeleted { live, .. } => can_expand(api, &Type::Named(live.clone()), steps),
        Type::Named(place) => match api.shape(place) {
            Some(Shape::Object { fields, .. }) => {
                let mut fields = fields.iter();
                let field = fields.find(|field| field.name == *first);
                field.is_some_and(|field| can_expand(api, &field.ty, rest))
            }
            Some(Shape::Union { members }) => {
                let mut members = members.iter();
                members.any(|member| can_expand(api, &member.ty, steps))
            }
            _ => false,
        },
        _ => false,
    }
}
