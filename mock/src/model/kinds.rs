//! Kinds of objects: what has an `id` and says in its field `object` what it is.

use std::collections::HashMap;

use generator::Lowered;
use generator::ir::{Api, Presence, SchemaPath, Shape, Tag, Type};

/// A kind of object.
#[derive(Debug)]
pub struct Kind {
    /// The value of the field `object`.
    pub object: String,
    /// The schema of a live object.
    pub place: SchemaPath,
    /// The schema of what is left once it is deleted.
    pub tombstone: Option<SchemaPath>,
    /// What its ids begin with.
    pub prefix: String,
    /// Whether it has an id: a balance has none.
    pub has_id: bool,
    /// Whether an operation of the document creates such objects. Where none does, they exist once they are asked for.
    pub is_created: bool,
}

/// A kind, by its place in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindId(pub(super) usize);

/// All kinds of a document, and their ids by schema.
pub(super) fn kinds(lowered: &Lowered) -> (Vec<Kind>, HashMap<SchemaPath, KindId>) {
    let api = &lowered.api;
    let mut kinds: Vec<Kind> = Vec::new();
    let mut by_place = HashMap::new();
    let tagged = || {
        let types = api.types.iter();
        types.filter_map(|(place, def)| Some((place, def.tag()?)))
    };
    for (place, tag) in tagged() {
        let Tag::Object {
            value,
            deleted: false,
        } = tag
        else {
            continue;
        };
        by_place.insert(place.clone(), KindId(kinds.len()));
        kinds.push(Kind {
            prefix: prefix(lowered, &value),
            has_id: has_id(api, place),
            object: value,
            place: place.clone(),
            tombstone: None,
            is_created: false,
        });
    }
    for (place, tag) in tagged() {
        let Tag::Object {
            value,
            deleted: true,
        } = tag
        else {
            continue;
        };
        let at = kinds
            .iter()
            .position(|kind| kind.object == value && kind.tombstone.is_none());
        let Some((at, kind)) = at.and_then(|at| Some((at, kinds.get_mut(at)?))) else {
            continue;
        };
        kind.tombstone = Some(place.clone());
        by_place.insert(place.clone(), KindId(at));
    }
    (kinds, by_place)
}

fn has_id(api: &Api, place: &SchemaPath) -> bool {
    match api.shape(place) {
        // That of a tax calculation may be `null`: until it is kept.
        Some(Shape::Object { fields, .. }) => fields.iter().any(|field| {
            field.name == "id" && field.ty == Type::String && field.presence != Presence::Optional
        }),
        _ => false,
    }
}

/// The prefix that ids of this kind have in examples. What has no example gets its initials, which no reader takes for
/// Stripe's.
fn prefix(lowered: &Lowered, object: &str) -> String {
    let value = lowered.examples.value(object).or_else(|| {
        let last = object.rsplit('.').next()?;
        lowered.examples.value(last)
    });
    let of_example = value
        .and_then(|value| value.rsplit_once('_'))
        .filter(|(_, end)| !end.is_empty() && end.chars().all(|c| c.is_ascii_digit()))
        .map(|(prefix, _)| format!("{prefix}_"));
    of_example.unwrap_or_else(|| {
        let words = object.split(['.', '_']);
        let initials: String = words.filter_map(|word| word.chars().next()).collect();
        format!("{initials}_")
    })
}

/// The kind of the object that a reply is, or is a list of.
pub(super) fn of_type(ty: &Type, by_place: &HashMap<SchemaPath, KindId>) -> Option<KindId> {
    match ty {
        Type::Named(place) | Type::MaybeDeleted { live: place, .. } => by_place.get(place).copied(),
        Type::List(_, item) => of_type(item, by_place),
        _ => None,
    }
}
