//! Operations: routes, parameters and responses.

use openapiv3::{
    AdditionalProperties, Operation as OperationSchema, Parameter, QueryStyle, ReferenceOr,
    RequestBody, SchemaKind, Type as SchemaType,
};

use super::request::Parameter as Described;
use super::schema::SchemaRef;
use super::{Location, Lowering};
use crate::diagnostic::Pointer;
use crate::ir::{Docs, Encoding, Field, Method, Operation, SchemaPath, Segment, template};

/// An operation of the document, with its place.
pub(super) struct Route<'a> {
    pub(super) method: Method,
    pub(super) path: Vec<Segment>,
    pub(super) operation: &'a OperationSchema,
    pub(super) pointer: Pointer,
}

/// Parameters outside of the path.
struct Parameters {
    /// How those travel that are not in the query of a request with a body.
    encoding: Encoding,
    fields: Vec<Field>,
    in_query: Vec<String>,
}

impl Parameters {
    fn of_one_place(encoding: Encoding, mut fields: Vec<Field>) -> Self {
        fields.sort_by(|a, b| a.name.cmp(&b.name));
        Self {
            encoding,
            fields,
            in_query: Vec::new(),
        }
    }
}

impl Route<'_> {
    fn is_v2(&self) -> bool {
        matches!(self.path.first(), Some(Segment::Literal(version)) if version == "v2")
    }
}

impl<'a> Lowering<'a> {
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let routes = self.routes();
        let mut operations: Vec<Operation> =
            routes.iter().map(|route| self.operation(route)).collect();
        operations.sort_by_key(|operation| (operation.template(), operation.method));
        operations
    }

    fn routes(&mut self) -> Vec<Route<'a>> {
        let mut routes = Vec::new();
        let document = self.document;
        for (path, item) in &document.api.paths.paths {
            let at = Pointer::root().child("paths").child(path);
            let ReferenceOr::Item(item) = item else {
                self.refuse("path-reference", &at, "a path that is a reference");
                continue;
            };
            let segments = segments(path);
            if template(&segments) != *path {
                self.refuse(
                    "path",
                    &at,
                    format!("the path {path:?} has an empty segment, or does not begin with `/`"),
                );
            }
            for segment in &segments {
                let (Segment::Literal(literal) | Segment::Argument(literal)) = segment;
                if !is_plain(literal) {
                    let message = format!(
                        "the path segment {literal:?} is neither one argument nor plain letters, digits and `-_.~`"
                    );
                    self.refuse("path-segment", &at, message);
                }
            }
            for (method, operation) in item.iter() {
                let pointer = at.child(method);
                let method = match method {
                    "get" => Method::Get,
                    "post" => Method::Post,
                    "delete" => Method::Delete,
                    "put" => Method::Put,
                    "patch" => Method::Patch,
                    other => {
                        self.refuse(
                            "method",
                            &pointer,
                            format!(
                                "the method {} is not used by this API",
                                other.to_uppercase()
                            ),
                        );
                        continue;
                    }
                };
                routes.push(Route {
                    method,
                    path: segments.clone(),
                    operation,
                    pointer,
                });
            }
        }
        routes
    }

    fn operation(&mut self, route: &Route<'a>) -> Operation {
        let written = route.operation;
        let Parameters {
            encoding,
            fields: parameters,
            in_query,
        } = self.parameters(route);
        let path_parameters = self.path_parameters(route);
        let (reply, paging) = self.reply(route, &parameters);
        Operation {
            pointer: route.pointer.to_string(),
            id: written.operation_id.clone().unwrap_or_default(),
            method: route.method,
            path: route.path.clone(),
            docs: Docs {
                summary: written.summary.clone(),
                description: written.description.clone(),
                deprecated: written.deprecated,
            },
            base: self.origin(&written.servers, &route.pointer),
            encoding,
            path_parameters,
            parameters,
            in_query,
            lengths: self.lengths(&route.pointer),
            reply,
            replies: self.replies(route),
            paging,
        }
    }

    /// Path arguments, in the order of the URL.
    fn path_parameters(&mut self, route: &Route<'a>) -> Vec<Field> {
        let mut fields = Vec::new();
        for (index, parameter) in route.operation.parameters.iter().enumerate() {
            let ReferenceOr::Item(Parameter::Path {
                parameter_data: data,
                ..
            }) = parameter
            else {
                continue;
            };
            let pointer = route.pointer.child("parameters").child(index.to_string());
            let openapiv3::ParameterSchemaOrContent::Schema(schema) = &data.format else {
                continue;
            };
            let location = Location::new(
                SchemaPath::operation(&template(&route.path)).child(&data.name),
                pointer.child("schema"),
            );
            let schema = SchemaRef::from(schema);
            let is_string = self.resolve(schema).is_some_and(|(schema, _)| {
                matches!(&schema.schema_kind, SchemaKind::Type(SchemaType::String(string))
                    if string.enumeration.is_empty())
            });
            if !is_string {
                self.refuse(
                    "path-argument",
                    &location.pointer,
                    "a path argument that is not a plain string",
                );
                continue;
            }
            fields.push(self.parameter(Described::of(data, schema), &location));
        }
        let position = |field: &Field| {
            route
                .path
                .iter()
                .position(|segment| *segment == Segment::Argument(field.name.clone()))
        };
        fields.sort_by_key(position);
        fields
    }

    /// Whether a parameter is more than one word.
    fn is_nested(&self, schema: SchemaRef<'a>) -> bool {
        self.resolve(schema).is_some_and(|(schema, _)| {
            !matches!(
                &schema.schema_kind,
                SchemaKind::Type(
                    SchemaType::String(_)
                        | SchemaType::Number(_)
                        | SchemaType::Integer(_)
                        | SchemaType::Boolean(_)
                )
            )
        })
    }

    /// Parameters outside of the path, and how they travel.
    fn parameters(&mut self, route: &Route<'a>) -> Parameters {
        let root = SchemaPath::operation(&format!(
            "{} {}",
            route.method.as_str(),
            template(&route.path)
        ));
        let mut fields = Vec::new();
        for (index, parameter) in route.operation.parameters.iter().enumerate() {
            let pointer = route.pointer.child("parameters").child(index.to_string());
            let ReferenceOr::Item(parameter) = parameter else {
                self.refuse(
                    "parameter-reference",
                    &pointer,
                    "a parameter that is a reference",
                );
                continue;
            };
            let data = parameter.parameter_data_ref();
            let is_one_word = match parameter {
                Parameter::Query { style, .. } => *style == QueryStyle::Form,
                Parameter::Path { .. } => continue,
                Parameter::Header { .. } | Parameter::Cookie { .. } => {
                    self.refuse(
                        "parameter-in",
                        &pointer,
                        "a parameter in a header or cookie",
                    );
                    continue;
                }
            };
            let openapiv3::ParameterSchemaOrContent::Schema(schema) = &data.format else {
                self.refuse(
                    "parameter-content",
                    &pointer,
                    "a parameter that is described by `content`",
                );
                continue;
            };
            let location = Location::new(root.child(&data.name), pointer.child("schema"));
            let schema = SchemaRef::from(schema);
            if is_one_word && self.is_nested(schema) {
                self.refuse("unsupported-value", &pointer.child("style"), BRACKETS);
            }
            fields.push(self.parameter(Described::of(data, schema), &location));
        }
        let Some((body, encoding)) = self.body(route, &root) else {
            let encoding = match route.method {
                // A POST without a body schema still has a body, as the version of the
                // API has it: the document does not say.
                Method::Post if fields.is_empty() && route.is_v2() => Encoding::Json,
                Method::Post if fields.is_empty() => Encoding::Form,
                _ => Encoding::Query,
            };
            return Parameters::of_one_place(encoding, fields);
        };
        if body.is_empty() && !fields.is_empty() {
            return Parameters::of_one_place(Encoding::Query, fields);
        }
        // The API takes the body parameters of GET and DELETE from the query.
        let encoding = if route.method.has_body() {
            encoding
        } else {
            Encoding::Query
        };
        self.in_both(route, encoding, fields, body)
    }

    /// The parameters of an operation that has some in the query and some in the body. To a caller they are one list.
    fn in_both(
        &mut self,
        route: &Route<'a>,
        encoding: Encoding,
        query: Vec<Field>,
        body: Vec<Field>,
    ) -> Parameters {
        if let Some(field) = query
            .iter()
            .find(|field| body.iter().any(|other| other.name == field.name))
        {
            let message = format!(
                "a parameter `{}` in the query and in the body of one operation",
                field.name
            );
            self.refuse("query-and-body", &route.pointer, message);
        }
        let mut in_query: Vec<String> = match encoding {
            Encoding::Query => Vec::new(),
            _ => query.iter().map(|field| field.name.clone()).collect(),
        };
        in_query.sort();
        let mut fields = [query, body].concat();
        fields.sort_by(|a, b| a.name.cmp(&b.name));
        Parameters {
            encoding,
            fields,
            in_query,
        }
    }

    fn body(&mut self, route: &Route<'a>, root: &SchemaPath) -> Option<(Vec<Field>, Encoding)> {
        let at = route.pointer.child("requestBody");
        let body: &'a RequestBody = match route.operation.request_body.as_ref()? {
            ReferenceOr::Item(body) => body,
            ReferenceOr::Reference { .. } => {
                self.refuse("body-reference", &at, "a request body that is a reference");
                return None;
            }
        };
        let mut content = body.content.iter();
        let (media_type, media) = content.next()?;
        let pointer = at.child("content").child(media_type);
        if content.next().is_some() {
            self.refuse(
                "two-bodies",
                &at.child("content"),
                "a request body in more than one media type",
            );
        }
        let encoding = match media_type.as_str() {
            "application/x-www-form-urlencoded" => Encoding::Form,
            "application/json" => Encoding::Json,
            "multipart/form-data" if route.method.has_body() => Encoding::Multipart,
            "multipart/form-data" => {
                let message = format!("a {} with a multipart body", route.method.as_str());
                self.refuse("multipart", &pointer, message);
                return None;
            }
            other => {
                self.refuse(
                    "media-type",
                    &pointer,
                    format!("a request body as `{other}`"),
                );
                return None;
            }
        };
        let (schema, _) = self.resolve(SchemaRef::from(media.schema.as_ref()?))?;
        let location = Location::new(root.clone(), pointer.child("schema"));
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::Object(object)) => {
                if matches!(
                    object.additional_properties,
                    Some(AdditionalProperties::Schema(_))
                ) {
                    self.unlowered(
                        "open-object",
                        "a request body with `additionalProperties`",
                        &location,
                    );
                }
                for (name, property) in &object.properties {
                    let style = media
                        .encoding
                        .get(name)
                        .and_then(|about| about.style.as_ref());
                    if style == Some(&QueryStyle::Form) && self.is_nested(SchemaRef::from(property))
                    {
                        let at = pointer.child("encoding").child(name).child("style");
                        self.refuse("unsupported-value", &at, BRACKETS);
                    }
                }
                Some((self.request_fields(object, &location), encoding))
            }
            _ => {
                self.refuse(
                    "body",
                    &location.pointer,
                    "a request body that is not an object",
                );
                None
            }
        }
    }
}

const BRACKETS: &str = "lists, objects and alternatives travel with brackets, as the style `deepObject` has it, and not as `form`";

/// Whether a literal can stand in a URL, a file name and a comment as it is.
fn is_plain(literal: &str) -> bool {
    let names_a_folder = literal == "." || literal == "..";
    !names_a_folder
        && literal
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'))
}

fn segments(path: &str) -> Vec<Segment> {
    // A slash at the end is kept, as an empty segment: a server may want it.
    let (middle, ends_in_slash) = match path.strip_suffix('/') {
        Some(rest) => (rest, true),
        None => (path, false),
    };
    let last = ends_in_slash.then(|| Segment::Literal(String::new()));
    middle
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| {
            match segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'))
            {
                Some(name) => Segment::Argument(name.to_owned()),
                None => Segment::Literal(segment.to_owned()),
            }
        })
        .chain(last)
        .collect()
}
