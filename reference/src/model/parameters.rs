//! The parameters of an operation: of its path, its query or its body, and what they are made of.

use generator::emit::{Described, Given, Parameter};
use generator::ir::{
    ClearWith, Direction, Encoding, Field, Operation, Presence, SchemaPath, Shape, Type,
};

use super::fields::{Parent, escaped};
use super::forms::Wire;
use super::operation::sent_as;
use super::page::Writer;
use super::rows::{Same, grouped};
use super::types::Own;
use super::{Flag, Fold, Group, Row};
use crate::anchor::below;
use crate::html::Html;
use crate::search::Kind;

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
    /// The tables of an operation.
    pub(super) fn groups(&mut self, operation: &'w Operation, at: &str) -> Vec<Group> {
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
            how: how(field, parameter, &wire, scope),
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

    /// The constants that an operation can expand, once a page for each object.
    fn expand(&mut self, operation: &Operation, at: &str, row: &mut Row) {
        let api = &self.world.lowered.api;
        let Some(place) = generator::emit::main_object(api, &operation.reply) else {
            return;
        };
        if operation.paging.is_some() {
            row.how
                .markup("A constant begins at an item: <code>data.</code> is put before it. ");
        }
        if let Some(known) = self.expand.get(place).cloned() {
            row.see(&known);
            row.prose = Html::default();
            return;
        }
        self.expand.insert(place.clone(), at.to_owned());
        let constants = match api.shape(place) {
            Some(Shape::Object { fields, .. }) => {
                self.world.described.expand_constants(place, fields)
            }
            _ => return,
        };
        for (index, constant) in constants.values().enumerate() {
            if index == 0 {
                let object = self.world.type_name(place);
                row.how.code(&format!("{object}::{constant}"));
            } else {
                row.how.markup(", ");
                row.how.code(constant);
            }
        }
        if !constants.is_empty() {
            row.how.markup(
                ", or any string. <code>.then(…)</code> goes on from where a constant leads.",
            );
        }
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
        let path = world.type_path(&own.own);
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
        if matches!(def.shape, Shape::Enum { .. } | Shape::Union { .. })
            || matches!(&def.shape, Shape::Object { fields, .. } if !fields.is_empty())
        {
            self.type_entry(&path, at);
        }
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
                    let path = world.type_path(&own.own);
                    let at = below(at, &member.name);
                    self.seen.insert(definition, at.clone());
                    let name = names.get(member.name.as_str()).cloned();
                    match &def.shape {
                        Shape::Object { fields, .. } => {
                            self.type_entry(&path, &at);
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
        // A fold of a variant has no row, so it has the anchor itself.
        let (id, title) = match variant {
            Some(variant) => (at, format!("{variant}: {count}")),
            None => (format!("{at}~fields"), count),
        };
        Fold::new(id, title, path, rows)
    }
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
fn how(field: &Field, parameter: &Parameter, wire: &Wire, scope: &Scope<'_>) -> Html {
    let mut html = Html::default();
    match parameter.given {
        Given::Argument => {
            html.markup("The argument ");
            html.code(&parameter.name);
            html.markup(" of ");
            match scope.operation {
                Some(_) => html.markup("the method"),
                None => html.code(&format!("{}::new", scope.parent.rust)),
            }
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
