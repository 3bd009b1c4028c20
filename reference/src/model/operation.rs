//! The section of an operation: what it does, its facts, parameters and responses, and the call.

use generator::emit::{Described, Given, Parameter};
use generator::ir::{
    ClearWith, Direction, Encoding, Field, Operation, Presence, SchemaPath, Segment, Shape, Type,
};
use serde::Serialize;

use super::fields::{Parent, escaped};
use super::forms::Wire;
use super::page::{Writer, service_path};
use super::rows::{Same, grouped};
use super::types::Own;
use super::{Flag, Fold, Group, Row};
use crate::anchor::below;
use crate::code::{self, Pane};
use crate::html::Html;
use crate::search::{Entry, Kind};

/// An operation.
#[derive(Debug, Serialize)]
pub(crate) struct OperationPart {
    pub(crate) anchor: String,
    /// Such as `charges().refunds()`.
    pub(crate) service: String,
    /// What it is called in Rust.
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) method: &'static str,
    pub(crate) base: String,
    /// The path, with arguments that lead to their rows.
    pub(crate) path: Html,
    pub(crate) prose: Html,
    pub(crate) deprecated: bool,
    pub(crate) changed: Vec<String>,
    /// How it is called: with the arguments of the method.
    pub(crate) call: String,
    /// The path of its request.
    pub(crate) request: String,
    pub(crate) returns: Html,
    pub(crate) retries: &'static str,
    pub(crate) pointer: String,
    pub(crate) sent_as: &'static str,
    pub(crate) groups: Vec<Group>,
    /// The schema of the body.
    pub(crate) schema: Option<super::schema::Body>,
    pub(crate) is_list: bool,
    pub(crate) success: Html,
    pub(crate) error: Option<Html>,
    pub(crate) error_json: Option<Html>,
    pub(crate) code: Pane,
    pub(crate) reply: Html,
}

/// What parameters are in.
struct Scope<'s> {
    /// The operation, if they are its own.
    operation: Option<&'s Operation>,
    /// The operation around them.
    of: &'s Operation,
    parent: Parent,
    wire: Wire,
    own: Own,
}

impl<'w> Writer<'_, 'w> {
    pub(super) fn operation(&mut self, operation: &'w Operation) -> OperationPart {
        let world = self.world;
        let anchor = world.operation_anchor(operation);
        let name = world.lowered.names.operation(operation);
        let modules = name
            .map(generator::names::OperationName::modules)
            .unwrap_or_default();
        self.service = format!("services::{}", modules.join("::"));
        let marks = world.changes.at(&operation.pointer);
        self.place(&operation.pointer, &anchor, &marks);
        let text = operation.docs.description.as_deref();
        let title = self.title(operation);
        self.entries.push(Entry {
            kind: Kind::Operation,
            rust: world.lowered.names.full_name(operation),
            wire: operation.id.clone(),
            path: operation.template(),
            method: Some(operation.method.as_str()),
            page: self.home.file.clone(),
            anchor: anchor.clone(),
            summary: title.clone(),
        });
        let groups = self.groups(operation, &anchor);
        let request = world
            .lowered
            .names
            .request(operation)
            .map(ToString::to_string);
        let method = name.map(|name| Described::method(name)).unwrap_or_default();
        let arguments = self.arguments(operation);
        let own = Own::place(self.home.place);
        let returns = self.rust_type(&world.described.reply_type(&operation.reply), &own);
        let mut success = world.prose(Some(&operation.replies.description));
        if success.is_empty() {
            success = world.prose(operation.replies.schema.description.as_deref());
        }
        let error = operation.replies.error.as_ref();
        let schema = self.schemas.body(operation);
        if let Some(super::schema::Body {
            file: Some(file),
            text,
            ..
        }) = &schema
        {
            self.files.insert(file.clone(), text.clone());
        }
        OperationPart {
            service: service_path(&modules),
            name: name
                .map(generator::names::OperationName::identifier)
                .unwrap_or_default(),
            title,
            method: operation.method.as_str(),
            base: operation
                .base
                .clone()
                .unwrap_or_else(|| world.lowered.api.base.clone()),
            path: path(operation, &anchor),
            prose: world.prose(text),
            deprecated: operation.docs.deprecated,
            changed: marks,
            call: format!("stripe.{method}({})", arguments.join(", ")),
            request: request.unwrap_or_default(),
            returns,
            retries: retries(operation),
            pointer: operation.pointer.clone(),
            sent_as: sent_as(operation.encoding),
            schema,
            is_list: operation.paging.is_some(),
            success,
            error: error.map(|error| world.prose(Some(&error.description))),
            error_json: error.and_then(|error| self.error_json(&error.schemas)),
            code: code::pane(world, operation, &self.setters(operation, &anchor)),
            reply: self.reply_json(operation),
            groups,
            anchor,
        }
    }

    /// What an operation is called: its summary, or else the method and the object in words.
    fn title(&self, operation: &Operation) -> String {
        let summary = self.world.summary(operation.docs.summary.as_deref());
        if !summary.is_empty() {
            return summary.trim_end_matches('.').to_owned();
        }
        let full = self.world.lowered.names.full_name(operation);
        let (service, method) = full.rsplit_once('.').unwrap_or(("", &full));
        let words = format!("{method} {}", service.replace('.', " ")).replace('_', " ");
        crate::homes::sentence(words.trim())
    }

    /// The names of the arguments of an operation's method.
    fn arguments(&self, operation: &Operation) -> Vec<String> {
        let mut names: Vec<String> = operation.arguments().map(Described::argument).collect();
        let parameters = self
            .world
            .described
            .parameters(&operation.parameters, Some(operation));
        let mut has_period = false;
        for field in &operation.parameters {
            match parameters.get(&field.name) {
                Some(Parameter {
                    given: Given::Argument,
                    name,
                    ..
                }) => names.push(name.clone()),
                Some(Parameter {
                    given: Given::Period,
                    ..
                }) if !has_period => {
                    has_period = true;
                    names.push("start..end".to_owned());
                }
                _ => {}
            }
        }
        names
    }

    /// Where each setter of a call is described.
    fn setters(&self, operation: &Operation, at: &str) -> Vec<(String, String)> {
        let parameters = self
            .world
            .described
            .parameters(&operation.parameters, Some(operation));
        let setters = parameters.into_iter().flat_map(|(wire, parameter)| {
            let anchor = below(at, &wire);
            let names = [Some(parameter.name), parameter.clear, parameter.clear_key];
            names
                .into_iter()
                .flatten()
                .map(move |name| (name, anchor.clone()))
        });
        setters.collect()
    }

    fn groups(&mut self, operation: &'w Operation, at: &str) -> Vec<Group> {
        let mut groups = Vec::new();
        let arguments = operation.path_parameters.iter();
        let rows: Vec<Row> = arguments
            .map(|field| self.argument_row(field, at))
            .collect();
        if !rows.is_empty() {
            groups.push(Group {
                title: "Path",
                note: String::new(),
                rows,
            });
        }
        let pointer = match operation.encoding {
            Encoding::Query => String::new(),
            _ => {
                let media_type = escaped(sent_as(operation.encoding));
                format!(
                    "{}/requestBody/content/{media_type}/schema",
                    operation.pointer
                )
            }
        };
        let scope = Scope {
            operation: Some(operation),
            of: operation,
            parent: Parent {
                anchor: at.to_owned(),
                rust: at.to_owned(),
                pointer,
            },
            wire: Wire::root(operation.encoding),
            own: Own::place(&SchemaPath::operation(&operation.route())),
        };
        let rows = self.parameter_rows(&operation.parameters, &scope);
        let required = rows
            .iter()
            .filter(|row| row.flags.contains(&Flag::Required))
            .count();
        let note = match (rows.len(), required) {
            (0, _) => return groups,
            (1, 0) => "1, optional".to_owned(),
            (all, 0) => format!("{all}, all optional"),
            (all, required) if all == required => format!("{all}, all required"),
            (all, required) => format!("{all}, {required} required"),
        };
        let title = match operation.encoding {
            Encoding::Query => "Query",
            _ => "Body",
        };
        groups.push(Group { title, note, rows });
        groups
    }

    fn argument_row(&mut self, field: &Field, at: &str) -> Row {
        let name = Described::argument(&field.name);
        let at = below(at, &field.name);
        let text = field.docs.description.as_deref();
        let mut how = Html::default();
        if name != field.name {
            how.markup("In Rust ");
            how.code(&name);
            how.markup(".");
        }
        self.entry(
            Kind::Parameter,
            [&name, &field.name, &at],
            &at,
            self.world.summary(text),
        );
        Row {
            anchor: at,
            name: field.name.clone(),
            ty: self.rust_type("impl Into<String>", &Own::place(self.home.place)),
            wire: "string".to_owned(),
            flags: vec![Flag::Required],
            prose: self.world.prose(text),
            how,
            ..Row::default()
        }
    }

    fn parameter_rows(&mut self, fields: &'w [Field], scope: &Scope<'_>) -> Vec<Row> {
        let parameters = self.world.described.parameters(fields, scope.operation);
        let mut sorted: Vec<&Field> = fields.iter().collect();
        sorted.sort_by_key(|field| field.presence != Presence::Required);
        let rows = sorted.into_iter().filter_map(|field| {
            let parameter = parameters.get(&field.name)?;
            Some(self.parameter_row(field, parameter, scope))
        });
        grouped(rows.collect())
    }

    fn parameter_row(&mut self, field: &'w Field, parameter: &Parameter, scope: &Scope<'_>) -> Row {
        let world = self.world;
        let at = below(&scope.parent.anchor, &field.name);
        let wire = scope.wire.child(&field.name);
        let text = field.docs.description.as_deref();
        let pointer = match (scope.operation, scope.of.encoding) {
            (Some(of), Encoding::Query) => format!("{}/parameters", of.pointer),
            _ => scope.parent.pointer_of(&field.name),
        };
        let marks = match (scope.operation, scope.of.encoding) {
            (Some(_), Encoding::Query) => world.changes.at_name(&pointer, &field.name),
            _ => world.changes.at(&pointer),
        };
        let mut row = Row {
            name: field.name.clone(),
            ty: self.rust_type(&parameter.ty, &scope.own),
            wire: self.wire_type(&field.ty),
            flags: flags(field),
            prose: world.prose(text),
            how: how(field, parameter, &wire),
            forms: self.forms(field, parameter, &wire, &scope.own),
            changed: marks,
            ..Row::default()
        };
        if !row.forms.is_empty() {
            // A table of forms has the clearing in its rows.
            row.how = Html::default();
        }
        let definition = field
            .ty
            .places()
            .next()
            .and_then(|place| world.lowered.api.definition(place));
        let same = Same {
            name: field.name.clone(),
            wire: row.wire.clone(),
            prose: row.prose.to_string(),
            definition: definition.map(|(place, _)| place.to_string()),
        };
        if scope.operation.is_some() && parameter.ty.contains("Expand<") {
            self.expand(scope.of, &at, &mut row);
        } else if let Some(known) = self
            .known
            .known(same, &at)
            .filter(|_| row.changed.is_empty())
        {
            row.prose = Html::default();
            row.forms.clear();
            row.see(&known);
        } else {
            self.parts(&field.ty, &at, &wire, scope, &mut row);
        }
        self.place(&pointer, &at, &row.changed.clone());
        let rust = format!("{}.{}", scope.parent.rust, parameter.name);
        self.entry(
            Kind::Parameter,
            [&rust, &field.name, &scope.parent.anchor],
            &at,
            world.summary(text),
        );
        row.anchor = at;
        row
    }

    /// The constants that an operation can expand, once a page.
    fn expand(&mut self, operation: &Operation, at: &str, row: &mut Row) {
        if let Some(known) = &self.expand {
            row.see(&known.clone());
            row.prose = Html::default();
            return;
        }
        self.expand = Some(at.to_owned());
        let object = generator::emit::main_object(&self.world.lowered.api, &operation.reply);
        let Some((place, Shape::Object { fields, .. })) =
            object.and_then(|place| Some((place, self.world.lowered.api.shape(place)?)))
        else {
            return;
        };
        let constants = self.world.described.expand_constants(place, fields);
        row.how.code(&format!("{}::", self.world.type_name(place)));
        for (index, constant) in constants.values().enumerate() {
            row.how.markup(if index > 0 { ", " } else { "" });
            row.how.code(constant);
        }
        row.how.markup(
            ", or any string. <code>.then(…)</code> goes on from what a constant leads to.",
        );
    }

    /// What a parameter is made of.
    fn parts(&mut self, ty: &'w Type, at: &str, wire: &Wire, scope: &Scope<'_>, row: &mut Row) {
        let Some(place) = ty.places().next() else {
            return;
        };
        let world = self.world;
        let Some((definition, def)) = world.lowered.api.definition(place) else {
            return;
        };
        let own = Own {
            definition: definition.clone(),
            own: scope.own.of(place),
        };
        let path = world
            .lowered
            .names
            .of(&own.own)
            .map(ToString::to_string)
            .unwrap_or_default();
        let wire = match ty {
            Type::Array(_) => wire.child("0"),
            Type::Map(_) | Type::ClearableMap(..) => wire.child("key"),
            _ => wire.clone(),
        };
        if let Some(known) = self.seen.get(definition).cloned() {
            row.see(&known);
            return;
        }
        row.changed.extend(world.changes.at(&def.pointer));
        self.seen.insert(definition, at.to_owned());
        match &def.shape {
            Shape::Enum { values } => {
                row.values = Some(self.values(values, &path, at, "any string"))
            }
            Shape::Object { fields, .. } if fields.is_empty() => {
                self.seen.remove(definition);
                row.is_empty_object = true;
            }
            Shape::Object { fields, .. } => {
                let fold =
                    self.object_fold(fields, def, (at.to_owned(), path, None), wire, own, scope);
                row.folds.push(fold);
            }
            Shape::Union { members } => {
                let names = Described::members(members, Direction::Request);
                for member in members {
                    let Some(inner) = member.ty.places().next() else {
                        continue;
                    };
                    let Some((definition, def)) = world.lowered.api.definition(inner) else {
                        continue;
                    };
                    if self.seen.contains_key(definition) {
                        continue;
                    }
                    let own = Own {
                        definition: definition.clone(),
                        own: own.of(inner),
                    };
                    let path = world
                        .lowered
                        .names
                        .of(&own.own)
                        .map(ToString::to_string)
                        .unwrap_or_default();
                    let at = below(at, &member.name);
                    self.seen.insert(definition, at.clone());
                    let name = names.get(member.name.as_str()).cloned();
                    match &def.shape {
                        Shape::Object { fields, .. } => {
                            let fold = self.object_fold(
                                fields,
                                def,
                                (at, path, name),
                                wire.clone(),
                                own,
                                scope,
                            );
                            row.folds.push(fold);
                        }
                        Shape::Enum { values } if row.values.is_none() => {
                            row.values = Some(self.values(values, &path, &at, "any string"));
                        }
                        _ => {}
                    }
                }
            }
            Shape::Alias(_) => {}
        }
    }

    fn object_fold(
        &mut self,
        fields: &'w [Field],
        def: &generator::ir::TypeDef,
        (at, path, variant): (String, String, Option<String>),
        wire: Wire,
        own: Own,
        scope: &Scope<'_>,
    ) -> Fold {
        let inner = Scope {
            operation: None,
            of: scope.of,
            parent: Parent::nested(&at, &path, def),
            wire,
            own,
        };
        let rows = self.parameter_rows(fields, &inner);
        let count = match rows.len() {
            1 => "1 parameter".to_owned(),
            many => format!("{many} parameters"),
        };
        let title = match variant {
            Some(variant) => format!("{variant}: {count}"),
            None => count,
        };
        Fold::new(format!("{at}~fields"), title, path, rows)
    }
}

/// The path of an operation; its arguments lead to their rows.
fn path(operation: &Operation, at: &str) -> Html {
    let mut html = Html::default();
    for segment in &operation.path {
        html.markup("/<wbr>");
        match segment {
            Segment::Literal(text) => html.push(text),
            Segment::Argument(name) => {
                let href = format!("#{}", below(at, name));
                html.link("", &href, &Html::text(&format!("{{{name}}}")));
            }
        }
    }
    html
}

fn flags(field: &Field) -> Vec<Flag> {
    let mut flags = vec![match field.presence {
        Presence::Required | Presence::AlwaysPresent => Flag::Required,
        Presence::Optional | Presence::Nullable => Flag::Optional,
    }];
    if field.clear_with != ClearWith::Nothing {
        flags.push(Flag::Clearable);
    }
    if field.docs.deprecated {
        flags.push(Flag::Deprecated);
    }
    flags
}

/// How a parameter is given, where its name does not say so.
fn how(field: &Field, parameter: &Parameter, wire: &Wire) -> Html {
    let mut html = Html::default();
    match parameter.given {
        Given::Argument => {
            html.markup("An argument, ");
            html.code(&parameter.name);
            html.markup(". ");
        }
        Given::Period => html.markup("Start and end are one argument, <code>start..end</code>. "),
        Given::RequiredSetter => html.markup("Set by "),
        Given::Setter if parameter.name != field.name => html.markup("Set by "),
        Given::Setter => {}
    }
    let is_set_by = parameter.given == Given::RequiredSetter
        || (parameter.given == Given::Setter && parameter.name != field.name);
    if is_set_by {
        html.code(&format!(".{}(…)", parameter.name));
        html.markup(". ");
    }
    if let Some(clear) = &parameter.clear {
        html.markup("Cleared by ");
        html.code(&format!(".{clear}()"));
        html.markup(", sent as ");
        html.code(&wire.pair(""));
        html.markup(".");
    }
    html
}

fn sent_as(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Query => "",
        Encoding::Form => "application/x-www-form-urlencoded",
        Encoding::Json => "application/json",
        Encoding::Multipart => "multipart/form-data",
    }
}

/// What the runtime does when no answer comes, or one that says so: see `templates/src/client/retry.rs`.
fn retries(operation: &Operation) -> &'static str {
    use generator::ir::Method;
    let is_v2 =
        matches!(operation.path.first(), Some(Segment::Literal(version)) if version == "v2");
    match (operation.method, is_v2) {
        _ if operation.encoding == Encoding::Multipart => {
            "Up to 2 of a file that can be read again, after no answer, 409 and 5xx, with one Idempotency-Key"
        }
        (Method::Get, _) => "Up to 2, after no answer, 409 and 5xx; a GET needs no key",
        (Method::Post, _) | (Method::Delete, true) => {
            "Up to 2, after no answer, 409 and 5xx, with one Idempotency-Key, which protects for 24 hours"
        }
        (Method::Delete, false) => {
            "Up to 2, after no answer, 409 and 5xx, without a key; a 404 after a retry is possibly_done()"
        }
    }
}
