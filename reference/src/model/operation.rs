//! The section of an operation: what it does, its facts, parameters and responses, and the call.

use generator::emit::{Described, Given, Parameter};
use generator::ir::{Encoding, Method, Operation, Segment};
use serde::Serialize;

use super::Group;
use super::page::{Writer, service_path};
use super::types::Own;
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
        let method = name.map(Described::method).unwrap_or_default();
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

/// The media type of a body; empty for a query.
pub(super) fn sent_as(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Query => "",
        Encoding::Form => "application/x-www-form-urlencoded",
        Encoding::Json => "application/json",
        Encoding::Multipart => "multipart/form-data",
    }
}

/// What the runtime does when no answer comes, or one that says so: see `templates/src/client/retry.rs`.
fn retries(operation: &Operation) -> &'static str {
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
