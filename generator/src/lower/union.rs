//! Alternatives in responses: expandable fields and unions.

use std::collections::HashSet;

use openapiv3::{ObjectType, Schema, SchemaKind, Type as SchemaType, VariantOrUnknownOrEmpty};

use super::reply::component;
use super::schema::{SchemaRef, values};
use super::{Location, Lowering};
use crate::ir::{Docs, Member, SchemaPath, Shape, Tag, Type};

impl<'a> Lowering<'a> {
    /// The id of an object, or the object: held undecoded by the client.
    pub(super) fn expandable(
        &mut self,
        schema: &'a Schema,
        alternatives: &[SchemaRef<'a>],
        location: &Location,
    ) -> Type {
        let is_id = |alternative: &SchemaRef<'a>| match alternative {
            SchemaRef::Named(_) => false,
            SchemaRef::Inline(schema) => {
                matches!(&schema.schema_kind, SchemaKind::Type(SchemaType::String(_)))
            }
        };
        let is_odd_id = |alternative: &SchemaRef<'_>| match alternative {
            SchemaRef::Inline(Schema {
                schema_kind: SchemaKind::Type(SchemaType::String(id)),
                ..
            }) => !id.enumeration.is_empty() || id.format != VariantOrUnknownOrEmpty::Empty,
            _ => false,
        };
        if alternatives.iter().any(is_odd_id) {
            self.refuse(
                "expandable",
                &location.pointer,
                "an expandable field whose id is not a plain string",
            );
        }
        let mut members = alternatives.iter().filter(|member| !is_id(member));
        if members.any(|member| self.is_nullable(*member)) {
            self.refuse(
                "nullable-member",
                &location.pointer,
                "a target of an expandable field that may be null is not supported: let the field be `nullable`",
            );
        }
        if !alternatives.iter().any(is_id) {
            self.refuse(
                "expandable",
                &location.pointer,
                "an expandable field without an id",
            );
        }
        let (others, targets): (Vec<_>, Vec<_>) = alternatives
            .iter()
            .copied()
            .filter(|alternative| !is_id(alternative))
            .partition(is_free_form);
        let target = match targets.as_slice() {
            // All targets lie outside of the document.
            [] => Type::Json,
            targets if others.is_empty() => self.reply_union(schema, targets, "anyOf", location),
            // Some do, so even a single known target is not the only one.
            targets => self.open_union(schema, targets, location),
        };
        Type::Expandable(Box::new(target))
    }

    pub(super) fn reply_union(
        &mut self,
        schema: &'a Schema,
        alternatives: &[SchemaRef<'a>],
        keyword: &str,
        location: &Location,
    ) -> Type {
        if let [only] = alternatives {
            return self.reply_type(*only, &location.alternative(keyword, 0));
        }
        let members = self.reply_members(alternatives, keyword, location);
        if let Some(pair) = self.maybe_deleted(&members, location) {
            return pair;
        }
        self.define(schema, location, Shape::Union { members })
    }

    /// The type of an object and its tombstone: two members of one tag, both with an id. `None` if the members are others,
    /// or if the union has a name of its own, as a component. An object has one tombstone: a second one is a member of an
    /// ordinary union.
    fn maybe_deleted(&mut self, members: &[Member], location: &Location) -> Option<Type> {
        let [
            Member {
                name,
                tag:
                    Tag::Object {
                        value: live,
                        deleted: false,
                    },
                ..
            },
            Member {
                name: deleted_name,
                tag:
                    Tag::Object {
                        value: dead,
                        deleted: true,
                    },
                ..
            },
        ] = members
        else {
            return None;
        };
        let is_component = location.pointer == component(location.place.root());
        if live != dead || is_component || !self.has_id(name) || !self.has_id(deleted_name) {
            return None;
        }
        let tombstone = self.tombstones.entry(name.clone());
        if tombstone.or_insert_with(|| deleted_name.clone()) != deleted_name {
            return None;
        }
        Some(Type::MaybeDeleted {
            live: SchemaPath::schema(name),
            tombstone: SchemaPath::schema(deleted_name),
        })
    }

    /// Whether a component always has a tag and a field `id`, a string.
    fn has_id(&self, name: &str) -> bool {
        let schema = self
            .components
            .target(name)
            .map(|(_, schema)| &schema.schema_kind);
        let Some(SchemaKind::Type(SchemaType::Object(object))) = schema else {
            return false;
        };
        let is_required = |field: &str| object.required.iter().any(|name| name == field);
        let id = object.properties.get("id").and_then(|id| id.as_item());
        let is_text = id.is_some_and(|id| match &id.schema_kind {
            SchemaKind::Type(SchemaType::String(id)) => {
                id.enumeration.is_empty() && id.format == VariantOrUnknownOrEmpty::Empty
            }
            _ => false,
        });
        is_text && is_required("id") && is_required("object")
    }

    /// A union of the targets that the document has, open to others.
    pub(super) fn open_union(
        &mut self,
        schema: &'a Schema,
        targets: &[SchemaRef<'a>],
        location: &Location,
    ) -> Type {
        let members = self.reply_members(targets, "anyOf", location);
        if members.iter().any(|member| member.tag == Tag::None) {
            self.refuse(
                "ambiguous-union",
                &location.pointer,
                "a member that cannot be distinguished from a free-form object",
            );
        }
        self.define(schema, location, Shape::Union { members })
    }

    fn reply_members(
        &mut self,
        alternatives: &[SchemaRef<'a>],
        keyword: &str,
        location: &Location,
    ) -> Vec<Member> {
        let mut members = Vec::new();
        for (index, alternative) in alternatives.iter().enumerate() {
            self.reply_member(
                *alternative,
                &location.alternative(keyword, index),
                &mut members,
            );
        }
        let (mut names, mut tags) = (HashSet::new(), HashSet::new());
        for member in &members {
            let tag = match &member.tag {
                Tag::None => None,
                Tag::Object { value, deleted } => Some((value, deleted)),
            };
            let is_first = names.insert(&member.name);
            if !tag.is_none_or(|tag| tags.insert(tag)) || !is_first {
                self.refuse(
                    "ambiguous-union",
                    &location.pointer,
                    format!("two members cannot be distinguished: `{}`", member.name),
                );
            }
        }
        members
    }

    /// Adds a member, or the members of a union that is a member.
    fn reply_member(
        &mut self,
        schema: SchemaRef<'a>,
        location: &Location,
        members: &mut Vec<Member>,
    ) {
        self.within(location, |lowering| {
            lowering.reply_member_inner(schema, location, members);
        });
    }

    fn reply_member_inner(
        &mut self,
        schema: SchemaRef<'a>,
        location: &Location,
        members: &mut Vec<Member>,
    ) {
        let Some((target, Some(name))) = self.resolve(schema) else {
            self.refuse(
                "union-member",
                &location.pointer,
                "a member of a union that is not a reference to an object",
            );
            return;
        };
        let pointer = component(name);
        if self.is_nullable(schema) {
            self.refuse(
                "nullable-member",
                &location.pointer,
                "a member of a union that may be null is not supported: let the union be `nullable`",
            );
        }
        match &target.schema_kind {
            SchemaKind::Type(SchemaType::Object(object)) => members.push(Member {
                name: name.to_owned(),
                ty: Type::Named(SchemaPath::schema(name)),
                tag: tag(object),
                docs: Docs::default(),
            }),
            SchemaKind::AnyOf { .. } if self.open.contains(&name) => self.refuse(
                "recursive-union",
                &location.pointer,
                "a union that is a member of itself",
            ),
            SchemaKind::AnyOf { any_of } => {
                self.open.push(name);
                for inner in any_of {
                    self.reply_member(
                        SchemaRef::from(inner),
                        &Location::new(location.place.clone(), pointer.clone()),
                        members,
                    );
                }
                self.open.pop();
            }
            _ => self.refuse(
                "union-member",
                &location.pointer,
                "a member of a union that is not an object",
            ),
        }
    }
}

/// Whether a schema is an object without any other keyword.
fn is_free_form(schema: &SchemaRef<'_>) -> bool {
    match schema {
        SchemaRef::Named(_) => false,
        SchemaRef::Inline(schema) => {
            schema.schema_kind == SchemaKind::Type(SchemaType::Object(ObjectType::default()))
        }
    }
}

/// The tag of an object, from its own schema.
fn tag(object: &ObjectType) -> Tag {
    let property = |name: &str| {
        object
            .properties
            .get(name)
            .and_then(|schema| schema.as_item())
    };
    let deleted = property("deleted").is_some_and(|schema| match &schema.schema_kind {
        SchemaKind::Type(SchemaType::Boolean(boolean)) => boolean.enumeration == [Some(true)],
        _ => false,
    });
    let value = property("object").and_then(|schema| match &schema.schema_kind {
        SchemaKind::Type(SchemaType::String(string)) => match values(string).as_slice() {
            [value] => Some(value.clone()),
            _ => None,
        },
        _ => None,
    });
    value.map_or(Tag::None, |value| Tag::Object { value, deleted })
}
