//! Names in the notation of Stripe's release notes: `Refund#create`, `Checkout.Session`,
//! `enum('a'|'b')`.

use std::collections::{BTreeMap, BTreeSet};

use super::client::Client;
use crate::ir::{Api, Operation, SchemaPath, Shape, Type};
use crate::names::{Case, Names, identifier, singular};

/// Titles of objects and operations.
pub(super) struct Titles {
    /// API objects (`x-resourceId`) by schema.
    objects: BTreeMap<String, String>,
    /// The last words of these.
    words: BTreeSet<String>,
}

impl Titles {
    pub(super) fn new(apis: [&Api; 2]) -> Self {
        let mut objects = BTreeMap::new();
        for (place, def) in apis.iter().flat_map(|api| &api.types) {
            if let Shape::Object {
                resource: Some(resource),
                ..
            } = &def.shape
            {
                objects.insert(place.to_string(), resource.clone());
            }
        }
        let last = |name: &String| name.rsplit('.').next().unwrap_or_default().to_owned();
        let words = objects.values().map(last).collect();
        Self { objects, words }
    }

    pub(super) fn object(&self, place: &SchemaPath) -> String {
        let name = place.to_string();
        dotted(self.objects.get(&name).unwrap_or(&name))
    }

    /// The object of the service, and the method.
    pub(super) fn operation(&self, names: &Names, operation: &Operation) -> String {
        let Some(name) = names.operation(operation) else {
            return operation.route();
        };
        let last = name.service.len().saturating_sub(1);
        let steps = name.service.iter().enumerate().map(|(index, step)| {
            let one = singular(step);
            // Some objects have a plural for a name, such as the settings of a balance; and some steps are no objects.
            let is_object = self.words.contains(&one);
            let is_one = is_object || (index == last && !self.words.contains(step));
            identifier(if is_one { &one } else { step }, Case::Pascal)
        });
        let steps: Vec<String> = steps.collect();
        format!("{}#{}", steps.join("."), name.method)
    }
}

fn dotted(name: &str) -> String {
    let steps = name.split('.').map(|step| identifier(step, Case::Pascal));
    steps.collect::<Vec<_>>().join(".")
}

/// Number of enum values that are written out.
const VALUES: usize = 6;

pub(super) fn of_type(client: &Client<'_>, ty: &Type) -> String {
    match ty {
        Type::Constant(value) => format!("literal('{value}')"),
        Type::Array(item) => format!("array({})", of_type(client, item)),
        Type::Map(value) | Type::ClearableMap(value, _) => {
            format!("map({})", of_type(client, value))
        }
        Type::List(_, item) => format!("list({})", of_type(client, item)),
        Type::Expandable(target) => format!("expandable({})", of_type(client, target)),
        Type::Named(place) => named(client, place),
        Type::MaybeDeleted { live, tombstone } => {
            format!(
                "union({}|{})",
                named(client, live),
                named(client, tombstone)
            )
        }
        other => other.to_string(),
    }
}

fn named(client: &Client<'_>, place: &SchemaPath) -> String {
    match client.api().types.get(place) {
        Some(def) => of_shape(client, place, &def.shape),
        None => "JSON".to_owned(),
    }
}

pub(super) fn of_shape(client: &Client<'_>, place: &SchemaPath, shape: &Shape) -> String {
    match shape {
        Shape::Alias(other) => of_type(client, &Type::Named(other.clone())),
        Shape::Enum { values } => {
            let shown = values.iter().take(VALUES).map(|v| format!("'{v}'"));
            let shown: Vec<String> = shown.collect();
            let more = if values.len() > VALUES { "|…" } else { "" };
            format!("enum({}{more})", shown.join("|"))
        }
        Shape::Union { members } => {
            let members: Vec<&str> = members.iter().map(|m| m.name.as_str()).collect();
            format!("union({})", members.join("|"))
        }
        Shape::Object {
            resource: Some(resource),
            ..
        } => dotted(resource),
        Shape::Object { .. } if place.steps().is_empty() => dotted(place.root()),
        Shape::Object { .. } => "object".to_owned(),
    }
}
