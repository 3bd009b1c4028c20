//! Types as readers see them: in Rust with links, and on the wire in words.

use generator::ir::{Presence, SchemaPath, Shape, Type};

use super::Flag;
use super::page::Writer;
use crate::html::Html;

/// Words of a type that say how a value is passed rather than what it is.
const WRAPPERS: [&str; 8] = [
    "Box",
    "Into",
    "IntoEnum",
    "IntoIterator",
    "Is",
    "Item",
    "Option",
    "impl",
];

/// The place of a shared definition, and the place that it is shown at, whose names callers write.
#[derive(Debug, Clone)]
pub(super) struct Own {
    pub(super) definition: SchemaPath,
    pub(super) own: SchemaPath,
}

impl Own {
    /// A place that is its own.
    pub(super) fn place(place: &SchemaPath) -> Self {
        Self {
            definition: place.clone(),
            own: place.clone(),
        }
    }

    /// The place whose names callers write.
    pub(super) fn of(&self, place: &SchemaPath) -> SchemaPath {
        let moved = place.moved(&self.definition, &self.own);
        moved.unwrap_or_else(|| place.clone())
    }
}

impl Writer<'_, '_> {
    /// A type of the crate: wrappers are dimmed, with all that only holds them together, and objects with pages are links.
    pub(super) fn rust_type(&self, text: &str, own: &Own) -> Html {
        let mut html = Html::default();
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let mut rest = text;
        let mut is_dim = false;
        while let Some(first) = rest.chars().next() {
            let end = match is_part(first) {
                true => rest.find(|c| !is_part(c)).unwrap_or(rest.len()),
                false => rest.find(is_part).unwrap_or(rest.len()),
            };
            let (token, after) = rest.split_at(end);
            rest = after;
            let dims = !is_part(first) || WRAPPERS.contains(&token);
            match (is_dim, dims) {
                (false, true) => html.markup("<i>"),
                (true, false) => html.markup("</i>"),
                _ => {}
            }
            is_dim = dims;
            match dims {
                true => html.push(token),
                false => self.path(token, own, &mut html),
            }
        }
        if is_dim {
            html.markup("</i>");
        }
        html
    }

    fn path(&self, path: &str, own: &Own, html: &mut Html) {
        let Some(place) = self.world.place(path) else {
            html.code_steps(path);
            return;
        };
        let place = own.of(place);
        let mine = self.world.lowered.names.of(&place).map(ToString::to_string);
        let mut label = Html::default();
        label.code_steps(self.label(mine.as_deref().unwrap_or(path)));
        match self.href(&place) {
            Some(href) => html.link("", &href, &label),
            None => html.add(&label),
        }
    }

    /// A path as it is written where the module of the operation is imported.
    pub(super) fn label<'p>(&self, path: &'p str) -> &'p str {
        let of_service = path
            .strip_prefix(self.service.as_str())
            .filter(|_| !self.service.is_empty());
        let rest = of_service.or_else(|| path.strip_prefix("objects"));
        rest.and_then(|rest| rest.strip_prefix("::"))
            .unwrap_or(path)
    }

    /// Where an object is described, if that is elsewhere or above.
    pub(super) fn href(&self, place: &SchemaPath) -> Option<String> {
        if let Some(home) = self.world.home(place) {
            let anchor = self.object_anchor(home.place);
            return Some(match home.file == self.home.file {
                true => format!("#{anchor}"),
                false => format!("{}#{anchor}", home.file),
            });
        }
        let (definition, _) = self.world.lowered.api.definition(place)?;
        self.seen.get(definition).map(|anchor| format!("#{anchor}"))
    }

    /// A type on the wire, in the words of JSON.
    pub(super) fn wire_type(&self, ty: &Type) -> String {
        match ty {
            Type::Boolean => "boolean".to_owned(),
            Type::True => "true".to_owned(),
            Type::Integer => "integer".to_owned(),
            Type::Int64 => "string, int64".to_owned(),
            Type::Number => "number".to_owned(),
            Type::Decimal => "string, decimal".to_owned(),
            Type::String | Type::Constant(_) => "string".to_owned(),
            Type::Currency => "string, ISO 4217".to_owned(),
            Type::Timestamp => "integer, Unix time".to_owned(),
            Type::DateTime => "string, RFC 3339".to_owned(),
            Type::File => "file".to_owned(),
            Type::Named(place) => match self.world.lowered.api.shape(place) {
                Some(Shape::Enum { .. }) => "string, enum".to_owned(),
                Some(Shape::Union { members }) => {
                    let mut names: Vec<String> = Vec::new();
                    for member in members {
                        let name = self.wire_type(&member.ty);
                        if !names.contains(&name) {
                            names.push(name);
                        }
                    }
                    match names.as_slice() {
                        [one] => format!("{one}, {} kinds", members.len()),
                        names => names.join(" or "),
                    }
                }
                _ => "object".to_owned(),
            },
            Type::Array(item) => format!("array of {}", self.wire_type(item)),
            Type::Map(_) | Type::ClearableMap(..) => "map".to_owned(),
            Type::Range(range) => match range.single {
                true => format!("object or {}", self.wire_type(&range.bound)),
                false => "object".to_owned(),
            },
            Type::List(_, item) => format!("list of {}", self.wire_type(item)),
            Type::Expandable(_) => "string or object".to_owned(),
            Type::MaybeDeleted { .. } => "object".to_owned(),
            Type::Json => "any".to_owned(),
            Type::Nothing => "nothing".to_owned(),
        }
    }
}

/// What the presence of a response's field means for readers.
pub(super) fn response_flags(presence: Presence, ty: &Type) -> Vec<Flag> {
    let presence = match presence {
        Presence::Required | Presence::AlwaysPresent => None,
        Presence::Optional => Some(Flag::Optional),
        Presence::Nullable => Some(Flag::Nullable),
    };
    let is_expandable = matches!(ty, Type::Expandable(_))
        || matches!(ty, Type::Array(item) if matches!(**item, Type::Expandable(_)));
    presence
        .into_iter()
        .chain(is_expandable.then_some(Flag::Expandable))
        .collect()
}
