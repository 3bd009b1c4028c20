//! The crate as its callers write it, for the reference: types, setters, variants and constants, as text.

use std::collections::BTreeMap;

use super::signature::text;
use super::{Context, Emitter};
use crate::ir::{Api, Argument, Field, Operation, SchemaPath};
use crate::names::{Setters, field_names, request_variants, response_variants, variants};
use crate::{ir, names};

/// Describes the crate that is emitted for a document.
///
/// Paths in types begin at the root of the crate, such as `objects::Refund`.
pub struct Described<'a>(Emitter<'a>);

/// A parameter as callers write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The identifier of the setter, or of the argument.
    pub name: String,
    /// How it is given.
    pub given: Given,
    /// The type of the argument.
    pub ty: String,
    /// The method that clears it on Stripe's side.
    pub clear: Option<String>,
    /// The method that clears one key of it.
    pub clear_key: Option<String>,
}

/// How a parameter is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// By a setter.
    Setter,
    /// By a setter, without which the request is refused before it is sent.
    RequiredSetter,
    /// As an argument of the method, or of `new`.
    Argument,
    /// As the start or the end of an argument that is a range.
    Period,
}

impl<'a> Described<'a> {
    /// Describes the crate of a document, under its usual name.
    #[must_use]
    pub fn new(lowered: &'a crate::Lowered) -> Self {
        Self(Emitter::new(Context::of(lowered)))
    }

    /// A text of the document as lines of Markdown without HTML, images or bare URLs, as doc comments have it.
    #[must_use]
    pub fn prose(&self, text: Option<&str>) -> Vec<String> {
        self.0.scope(Vec::new()).docs(text)
    }

    /// The type of a response's field.
    #[must_use]
    pub fn field_type(&self, field: &Field) -> String {
        text(self.0.scope(Vec::new()).reply_field_type(field))
    }

    /// The type of a successful response.
    #[must_use]
    pub fn reply_type(&self, ty: &ir::Type) -> String {
        text(self.0.scope(Vec::new()).reply_type(ty))
    }

    /// The owned type of a parameter, such as the one that a variant holds.
    #[must_use]
    pub fn parameter_type(&self, ty: &ir::Type) -> String {
        text(self.0.scope(Vec::new()).parameter_type(ty))
    }

    /// The parameters of an operation, or of an object in them if there is none, by their names in the document.
    #[must_use]
    pub fn parameters(
        &self,
        fields: &[Field],
        operation: Option<&Operation>,
    ) -> BTreeMap<String, Parameter> {
        let scope = self.0.scope(Vec::new());
        let path: Vec<&str> = operation
            .into_iter()
            .flat_map(Operation::arguments)
            .collect();
        let setters = Setters::new(fields, &path);
        let constructor = scope.api.constructor(fields);
        let parameter = |field: &Field| {
            let mut arguments = constructor.arguments.iter();
            let argument = arguments.find(|argument| argument.holds(&field.name));
            let (given, ty) = match argument {
                Some(argument @ Argument::Field(_)) => {
                    (Given::Argument, scope.argument_type(argument))
                }
                Some(argument @ Argument::Period(_)) => {
                    (Given::Period, scope.argument_type(argument))
                }
                None => {
                    let expand = operation.and_then(|of| scope.expand_setter(of, field));
                    let ty = match expand {
                        Some(setter) => setter.argument,
                        None => scope.argument(&field.ty, &Default::default()).0,
                    };
                    let given = match constructor.sets_later(&field.name) {
                        true => Given::RequiredSetter,
                        false => Given::Setter,
                    };
                    (given, ty)
                }
            };
            Some(Parameter {
                name: setters.parameter(&field.name)?.to_owned(),
                given,
                ty: text(ty),
                clear: setters.clear(&field.name).map(str::to_owned),
                clear_key: setters.clear_key(&field.name).map(str::to_owned),
            })
        };
        let all = fields.iter();
        all.filter_map(|field| Some((field.name.clone(), parameter(field)?)))
            .collect()
    }

    /// The constants of an object that name what a request can expand, by the fields' names in the document.
    #[must_use]
    pub fn expand_constants(
        &self,
        place: &SchemaPath,
        fields: &[Field],
    ) -> BTreeMap<String, String> {
        self.0.scope(Vec::new()).expand_names(place, fields)
    }

    /// The chapters of the guide among the templates, by path, with the examples that fit the API.
    #[must_use]
    pub fn guide(&self, templates: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        super::guide(&self.0.context, templates)
    }

    /// The file of `src/resources` that a schema is in.
    #[must_use]
    pub fn file(&self, place: &SchemaPath) -> Option<&str> {
        self.0.files.of(place)
    }
}

/// Identifiers of members, by their names in the document.
impl Described<'_> {
    /// The fields of a response's object.
    #[must_use]
    pub fn fields(fields: &[Field]) -> BTreeMap<&str, String> {
        field_names(fields)
    }

    /// The values of an enum and their variants, in the document's order.
    #[must_use]
    pub fn variants(values: &[String]) -> Vec<(&str, String)> {
        variants(values)
    }

    /// The variants of a union, by the names of its members.
    #[must_use]
    pub fn members(members: &[ir::Member], direction: ir::Direction) -> BTreeMap<&str, String> {
        match direction {
            ir::Direction::Request => request_variants(members),
            ir::Direction::Response => response_variants(members),
        }
    }

    /// The identifier of a path argument.
    #[must_use]
    pub fn argument(name: &str) -> String {
        names::setter(name)
    }

    /// The expression that leads from a client to the method of an operation, such as `refunds().create`.
    #[must_use]
    pub fn method(name: &names::OperationName) -> String {
        let steps: Vec<String> = name
            .modules()
            .iter()
            .map(|step| format!("{step}()"))
            .collect();
        format!("{}.{}", steps.join("."), name.identifier())
    }
}

/// The first object that a type of a response holds: the item of a list, the live one of two, the first member of a union.
#[must_use]
pub fn main_object<'a>(api: &'a Api, ty: &'a ir::Type) -> Option<&'a SchemaPath> {
    super::about::object(api, ty)
}
