//! Types with serde's derives that have the fields of ours.

use std::collections::BTreeSet;

use generator::Lowered;
use generator::ir::{Direction, Field, Presence, SchemaPath, Shape, Type};
use generator::names::{Case, identifier, identifiers};

use super::{Problem, path};

/// Types for decoding the object of a schema and all that it reaches. Returned with the name of the type of the object.
pub(crate) fn reply(lowered: &Lowered, schema: &str) -> Result<(String, String), Problem> {
    let mut types = Types::new(lowered, Direction::Response);
    let name = types.named(&SchemaPath::schema(schema))?;
    Ok((types.text, name))
}

/// Emits each type that it meets once.
pub(super) struct Types<'a> {
    lowered: &'a Lowered,
    direction: Direction,
    emitted: BTreeSet<String>,
    pub(super) text: String,
}

impl<'a> Types<'a> {
    pub(super) fn new(lowered: &'a Lowered, direction: Direction) -> Self {
        Self {
            lowered,
            direction,
            emitted: BTreeSet::new(),
            text: String::new(),
        }
    }

    /// A struct with these fields.
    pub(super) fn object(&mut self, name: &str, fields: &[Field]) -> Result<(), Problem> {
        let mut lines = String::new();
        for field in fields {
            let rust = identifier(&field.name, Case::Snake);
            let ty = self.field(field)?;
            let optional = !field.presence.is_required();
            let skip = if optional && self.direction == Direction::Request {
                ", skip_serializing_if = \"Option::is_none\""
            } else {
                ""
            };
            let wire = &field.name;
            lines.push_str(&format!(
                "    #[serde(rename = {wire:?}{skip})]\n    pub {rust}: {ty},\n"
            ));
        }
        let derives = self.derives();
        self.text
            .push_str(&format!("{derives}pub struct {name} {{\n{lines}}}\n\n"));
        Ok(())
    }

    /// The name of the type at a place, which is emitted where it has not been.
    pub(super) fn named(&mut self, place: &SchemaPath) -> Result<String, Problem> {
        let (place, shape) = resolve(self.lowered, place)?;
        let name = name(self.lowered, place)?;
        match shape {
            // Told apart by what they hold, which serde does slowly or not at all.
            Shape::Union { .. } | Shape::Alias(_) => return Ok("serde_json::Value".to_owned()),
            _ if !self.emitted.insert(name.clone()) => {}
            Shape::Object { fields, .. } => self.object(&name, fields)?,
            Shape::Enum { values } => self.enumeration(&name, values),
        }
        Ok(name)
    }

    fn enumeration(&mut self, name: &str, values: &[String]) {
        let variants = identifiers(values.iter().map(String::as_str), &["Undocumented"]);
        let mut lines = String::new();
        for (index, value) in values.iter().enumerate() {
            let Some(variant) = variants.get(value.as_str()) else {
                continue;
            };
            if index == 0 && self.direction == Direction::Request {
                lines.push_str("    #[default]\n");
            }
            lines.push_str(&format!(
                "    #[serde(rename = {value:?})]\n    {variant},\n"
            ));
        }
        if self.direction == Direction::Response {
            lines.push_str("    #[serde(other)]\n    Undocumented,\n");
        }
        let derives = self.derives();
        self.text
            .push_str(&format!("{derives}pub enum {name} {{\n{lines}}}\n\n"));
    }

    fn derives(&self) -> &'static str {
        match self.direction {
            Direction::Response => "#[derive(Deserialize)]\n",
            Direction::Request => "#[derive(Default, Serialize)]\n",
        }
    }

    /// As our client has it: an optional object is in a box.
    fn field(&mut self, field: &Field) -> Result<String, Problem> {
        let ty = self.ty(&field.ty)?;
        Ok(match field.presence {
            Presence::Required | Presence::AlwaysPresent => ty,
            _ if is_object(self.lowered, &field.ty)? => format!("Option<Box<{ty}>>"),
            _ => format!("Option<{ty}>"),
        })
    }

    fn ty(&mut self, ty: &Type) -> Result<String, Problem> {
        Ok(match ty {
            Type::Boolean | Type::True => "bool".to_owned(),
            Type::Integer | Type::Timestamp => "i64".to_owned(),
            Type::Number => "f64".to_owned(),
            Type::Int64
            | Type::Decimal
            | Type::String
            | Type::Currency
            | Type::DateTime
            | Type::Constant(_) => "String".to_owned(),
            Type::Named(place) => self.named(place)?,
            Type::Array(item) => format!("Vec<{}>", self.ty(item)?),
            Type::Map(item) | Type::ClearableMap(item, _) => {
                format!("BTreeMap<String, {}>", self.ty(item)?)
            }
            Type::List(_, item) => format!("List<{}>", self.ty(item)?),
            Type::Expandable(_) => "Expandable".to_owned(),
            // What has no shape here has none in the document.
            _ => "serde_json::Value".to_owned(),
        })
    }
}

/// Where the definition of the type at a place is, and its shape.
pub(super) fn resolve<'a>(
    lowered: &'a Lowered,
    place: &'a SchemaPath,
) -> Result<(&'a SchemaPath, &'a Shape), Problem> {
    let mut place = place;
    loop {
        let def = lowered.api.types.get(place);
        match def.map(|def| &def.shape) {
            Some(Shape::Alias(other)) => place = other,
            Some(shape) => return Ok((place, shape)),
            None => return Err(Problem::Missing(format!("type {place}"))),
        }
    }
}

/// Whether a value of a type is an object of fixed fields.
pub(super) fn is_object(lowered: &Lowered, ty: &Type) -> Result<bool, Problem> {
    let Type::Named(place) = ty else {
        return Ok(false);
    };
    let (_, shape) = resolve(lowered, place)?;
    Ok(matches!(shape, Shape::Object { .. }))
}

/// The name of a derived type: the path of ours as one word.
pub(super) fn name(lowered: &Lowered, place: &SchemaPath) -> Result<String, Problem> {
    Ok(identifier(&path(lowered, place)?, Case::Pascal))
}

#[cfg(test)]
mod tests {
    use super::super::tests::fragment;
    use super::*;

    #[test]
    fn a_reply_has_the_fields_of_ours() {
        let (text, name) = reply(&fragment(), "refund").expect("it is emitted");
        assert_eq!(name, "StripeClientObjectsRefund");
        for part in [
            "#[derive(Deserialize)]\npub struct StripeClientObjectsRefund {\n    #[serde(rename = \"amount\")]\n    pub \
             amount: i64,\n",
            "pub charge: Option<Expandable>,\n",
            "pub destination_details: Option<Box<StripeClientObjectsRefundDestinationDetails>>,\n",
            "#[serde(rename = \"type\")]\n    pub type_: String,\n",
            "    #[serde(other)]\n    Undocumented,\n",
        ] {
            assert!(text.contains(part), "no {part} in\n{text}");
        }
        assert_eq!(
            text.matches("pub struct StripeClientObjectsRefund {")
                .count(),
            1
        );
        assert_braces_match(&text);
    }

    #[test]
    fn a_list_within_an_object_is_a_list() {
        let (text, _) = reply(&fragment(), "charge").expect("it is emitted");
        assert!(
            text.contains("pub refunds: Option<List<StripeClientObjectsRefund>>,"),
            "{text}"
        );
        assert!(
            text.contains("pub metadata: BTreeMap<String, String>,"),
            "{text}"
        );
    }

    #[test]
    fn what_the_document_does_not_have_is_said() {
        let missing = reply(&fragment(), "no_such_schema");
        assert_eq!(
            missing,
            Err(Problem::Missing("type no_such_schema".to_owned()))
        );
    }

    /// A brace that is missing would only be seen minutes into a run.
    fn assert_braces_match(text: &str) {
        let depth = text.chars().try_fold(0_i32, |depth, c| match c {
            '{' => Some(depth + 1),
            '}' => (depth > 0).then_some(depth - 1),
            _ => Some(depth),
        });
        assert_eq!(depth, Some(0), "{text}");
    }
}
