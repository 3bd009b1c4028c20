//! The forms of a parameter that has several: how each is written, and what is sent.

use generator::emit::{Described, Parameter};
use generator::ir::{ClearWith, Direction, Encoding, Field, Member, SchemaPath, Shape, Type};

use super::Form;
use super::page::Writer;
use super::types::Own;

/// How a parameter is called on the wire, and how it is sent.
#[derive(Debug, Clone)]
pub(super) struct Wire {
    /// Such as `items[0][price]`.
    pub(super) name: String,
    pub(super) encoding: Encoding,
}

impl Wire {
    pub(super) fn root(encoding: Encoding) -> Self {
        Self {
            name: String::new(),
            encoding,
        }
    }

    pub(super) fn child(&self, name: &str) -> Self {
        let name = match self.name.as_str() {
            "" => name.to_owned(),
            outer => format!("{outer}[{name}]"),
        };
        Self {
            name,
            encoding: self.encoding,
        }
    }

    /// What a value is sent as.
    pub(super) fn pair(&self, value: &str) -> String {
        match self.encoding {
            Encoding::Json => {
                let name = self.name.rsplit('[').next().unwrap_or_default();
                let name = name.trim_end_matches(']');
                let value = if value.is_empty() { "null" } else { value };
                format!("\"{name}\": {value}")
            }
            _ => format!("{}={value}", self.name),
        }
    }
}

fn form(any_of: &str, rust: String, sent: String) -> Form {
    Form {
        any_of: any_of.to_owned(),
        rust,
        sent,
    }
}

impl Writer<'_, '_> {
    /// The forms of a parameter; none if it has one, which its type says.
    pub(super) fn forms(
        &self,
        field: &Field,
        parameter: &Parameter,
        wire: &Wire,
        own: &Own,
    ) -> Vec<Form> {
        let setter = &parameter.name;
        let mut forms = match &field.ty {
            Type::ClearableMap(_, mark) => map(parameter, wire, *mark),
            Type::Range(range) => ranges(setter, wire, range.single),
            Type::Named(place) => match self.world.lowered.api.shape(place) {
                Some(Shape::Union { members }) => self.members(members, place, setter, wire, own),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        if let Some(clear) = parameter.clear.as_ref().filter(|_| !forms.is_empty()) {
            let mark = match field.clear_with {
                ClearWith::Null => "null",
                _ => "\"\"",
            };
            forms.push(form(mark, format!(".{clear}()"), wire.pair("")));
        }
        forms
    }

    fn members(
        &self,
        members: &[Member],
        place: &SchemaPath,
        setter: &str,
        wire: &Wire,
        own: &Own,
    ) -> Vec<Form> {
        let names = Described::members(members, Direction::Request);
        let path = self
            .world
            .lowered
            .names
            .of(&own.of(place))
            .map(ToString::to_string);
        let path = path.unwrap_or_default();
        let path = self.label(&path);
        let mut forms = Vec::new();
        for member in members {
            let Some(variant) = names.get(member.name.as_str()) else {
                continue;
            };
            let sent = match &member.ty {
                Type::Named(place) if self.is_object(place) => wire.child("…").pair("…"),
                _ => wire.pair("…"),
            };
            forms.push(form(
                &member.name,
                format!(".{setter}({path}::{variant}(…))"),
                sent,
            ));
        }
        forms
    }

    pub(super) fn is_object(&self, place: &SchemaPath) -> bool {
        matches!(
            self.world.lowered.api.shape(place),
            Some(Shape::Object { .. })
        )
    }
}

fn map(parameter: &Parameter, wire: &Wire, mark: ClearWith) -> Vec<Form> {
    let key = wire.child("key");
    let value = match wire.encoding {
        Encoding::Json => "\"value\"",
        _ => "value",
    };
    let setter = &parameter.name;
    let mut forms = vec![form(
        "map",
        format!(".{setter}([(\"key\", \"value\")])"),
        key.pair(value),
    )];
    if let Some(clear) = &parameter.clear_key {
        let any_of = match mark {
            ClearWith::Null => "map, null value",
            _ => "map, empty value",
        };
        forms.push(form(any_of, format!(".{clear}(\"key\")"), key.pair("")));
    }
    forms
}

/// Rust's own ranges, and the bound that they lack.
fn ranges(setter: &str, wire: &Wire, single: bool) -> Vec<Form> {
    let bound = |name: &str, value: &str| wire.child(name).pair(value);
    let two = |one: &str, other: &str| format!("{}&{}", bound(one, "a"), bound(other, "b"));
    let mut forms = vec![
        form("gte lt", format!(".{setter}(a..b)"), two("gte", "lt")),
        form("gte lte", format!(".{setter}(a..=b)"), two("gte", "lte")),
        form("gte", format!(".{setter}(a..)"), bound("gte", "a")),
        form("lt", format!(".{setter}(..b)"), bound("lt", "b")),
        form("lte", format!(".{setter}(..=b)"), bound("lte", "b")),
        form(
            "gt",
            format!(".{setter}(Range::after(a))"),
            bound("gt", "a"),
        ),
    ];
    if single {
        forms.push(form("one value", format!(".{setter}(a)"), wire.pair("a")));
    }
    forms
}
