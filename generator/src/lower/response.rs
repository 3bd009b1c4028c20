//! Responses of operations.

use openapiv3::{
    MediaType, Operation as OperationSchema, ReferenceOr, Response, SchemaKind, StatusCode,
    StringFormat, Type as SchemaType, VariantOrUnknownOrEmpty,
};

use super::operation::Route;
use super::reply::component;
use super::schema::{SchemaRef, docs};
use super::{Location, Lowering};
use crate::ir::{Docs, ErrorReply, Field, Paging, Replies, SchemaPath, Type, template};

impl<'a> Lowering<'a> {
    /// What a success carries, and how to ask for more of it.
    pub(super) fn reply(
        &mut self,
        route: &Route<'a>,
        parameters: &[Field],
    ) -> (Type, Option<Paging>) {
        let place = SchemaPath::operation(&format!(
            "{} {}",
            route.method.as_str(),
            template(&route.path)
        ));
        let at = route.pointer.child("responses").child("200");
        if is_empty(route.operation) {
            return (Type::Nothing, None);
        }
        let Some((media_type, media)) = self.reply_schema(route.operation) else {
            self.refuse(
                "no-reply",
                &at,
                "an operation without a response of status 200 in one media type",
            );
            return (Type::Json, None);
        };
        let pointer = at.child("content").child(media_type).child("schema");
        if media_type != "application/json" {
            let is_file = media.schema.as_ref().and_then(ReferenceOr::as_item);
            let is_file = is_file.is_some_and(|schema| match &schema.schema_kind {
                SchemaKind::Type(SchemaType::String(string)) => {
                    string.format == VariantOrUnknownOrEmpty::Item(StringFormat::Binary)
                }
                _ => false,
            });
            if !is_file {
                let message = format!("a response as `{media_type}` that is not a binary string");
                self.refuse("file-reply", &pointer, message);
            }
            return (Type::File, None);
        }
        let Some(schema) = media.schema.as_ref().map(SchemaRef::from) else {
            return (Type::Json, None);
        };
        let location = Location::new(place.child("reply"), pointer);
        if self.is_nullable(schema) {
            self.refuse(
                "nullable-reply",
                &location.pointer,
                "a response that may be null as a whole is not supported",
            );
        }
        let reply = self.reply_type(schema, &location);
        if reply == Type::File {
            self.refuse(
                "file-in-json",
                &location.pointer,
                "a response of type `application/json` whose content is a file",
            );
        }
        let statuses = &route.operation.responses.responses;
        let may_be_empty = statuses.contains_key(&StatusCode::Code(204));
        let has = |name: &str| parameters.iter().any(|parameter| parameter.name == name);
        let paging = match reply {
            // There is nothing to go on from where a page may be missing.
            Type::List(..) if may_be_empty => None,
            Type::List(Paging::Cursor, _) if has("starting_after") => Some(Paging::Cursor),
            Type::List(Paging::Page, _) if has("page") => Some(Paging::Page),
            Type::List(Paging::Url, _) => Some(Paging::Url),
            _ => None,
        };
        (reply, paging)
    }

    /// What the document says about responses, except for the type of a success.
    pub(super) fn replies(&mut self, route: &Route<'a>) -> Replies {
        let operation = route.operation;
        self.check_error(route);
        let response = |status| {
            let responses = &operation.responses;
            match status {
                Some(code) => responses.responses.get(&StatusCode::Code(code)),
                None => responses.default.as_ref(),
            }
            .and_then(ReferenceOr::as_item)
        };
        let success = self.reply_schema(operation);
        let schema = match success.and_then(|(_, media)| media.schema.as_ref()) {
            Some(ReferenceOr::Item(schema)) => docs(&schema.schema_data),
            Some(ReferenceOr::Reference { .. }) | None => Docs::default(),
        };
        Replies {
            media_type: success.map_or_else(String::new, |(media_type, _)| media_type.to_owned()),
            description: response(Some(200)).map_or_else(String::new, |r| r.description.clone()),
            schema,
            may_be_empty: response(Some(204)).is_some(),
            error: response(None).map(|response| ErrorReply {
                description: response.description.clone(),
                schemas: response
                    .content
                    .values()
                    .filter_map(|media| media.schema.as_ref())
                    .flat_map(|schema| match schema {
                        ReferenceOr::Item(schema) => match &schema.schema_kind {
                            SchemaKind::OneOf { one_of: of } | SchemaKind::AnyOf { any_of: of } => {
                                of.as_slice()
                            }
                            _ => &[],
                        },
                        ReferenceOr::Reference { .. } => std::slice::from_ref(schema),
                    })
                    .filter_map(|schema| match SchemaRef::from(schema) {
                        SchemaRef::Named(name) => Some(SchemaPath::schema(name)),
                        SchemaRef::Inline(_) => None,
                    })
                    .collect(),
            }),
        }
    }

    /// Refuses errors that are not JSON, as which the client reads all of them.
    fn check_error(&mut self, route: &Route<'a>) {
        let error = route.operation.responses.default.as_ref();
        let content = error
            .and_then(ReferenceOr::as_item)
            .map(|error| &error.content);
        for (media_type, media) in content.into_iter().flatten() {
            let named = media.schema.as_ref().map(SchemaRef::from);
            if let Some((schema, Some(name))) = named.and_then(|schema| self.resolve(schema))
                && !self.is_named(schema, &component(name))
            {
                let at = route.pointer.child("responses").child("default");
                self.refuse(
                    "error-schema",
                    &at.child("content").child(media_type).child("schema"),
                    format!("an error that is no object: `{name}` has no type of its own"),
                );
            }
            if media_type != "application/json" {
                let at = route.pointer.child("responses").child("default");
                let message = format!(
                    "an error as `{media_type}`: the client reads errors as `application/json`"
                );
                self.refuse(
                    "error-media-type",
                    &at.child("content").child(media_type),
                    message,
                );
            }
        }
    }

    pub(super) fn reply_schema(
        &self,
        operation: &'a OperationSchema,
    ) -> Option<(&'a str, &'a MediaType)> {
        let response: &'a Response = operation
            .responses
            .responses
            .get(&StatusCode::Code(200))?
            .as_item()?;
        let mut content = response.content.iter();
        match (content.next(), content.next()) {
            (Some((media_type, media)), None) => Some((media_type, media)),
            _ => None,
        }
    }
}

/// Whether a success has no body.
fn is_empty(operation: &OperationSchema) -> bool {
    let success = operation.responses.responses.get(&StatusCode::Code(200));
    let success = success.and_then(ReferenceOr::as_item);
    success.is_some_and(|response| response.content.is_empty())
}
