//! One request, written with our setters and as a literal of the derived types.

use std::collections::BTreeMap;

use generator::Lowered;
use generator::ir::{Field, Presence, Shape, Side, Type};
use generator::names::{Case, identifier, identifiers};
use serde_json::{Map, Value};

use super::types::{Types, is_object, name, resolve};
use super::{Problem, path};

/// The name of the derived type of a whole request.
const REQUEST: &str = "Request";

/// Derived types for the parameters of an operation, and two functions that make the request that `data` tells: `ours`
/// and `theirs`.
pub(crate) fn request(lowered: &Lowered, operation: &str, data: &Value) -> Result<String, Problem> {
    let operation = super::operation(lowered, operation)?;
    let mut types = Types::new(lowered, Side::Request);
    types.object(REQUEST, &operation.parameters)?;
    let ty = lowered
        .names
        .request(operation)
        .map(|path| format!("stripe_client::{path}"))
        .ok_or_else(|| Problem::Missing(format!("name for {}", operation.route())))?;
    let values = Values { lowered };
    let fields = &operation.parameters;
    let object = as_object("", data)?;
    Ok(format!(
        "{}pub fn ours() -> {ty} {{\n    {}\n}}\n\npub fn theirs() -> {REQUEST} {{\n    {}\n}}\n",
        types.text,
        values.setters("", &ty, fields, object)?,
        values.literal("", REQUEST, fields, object)?,
    ))
}

struct Values<'a> {
    lowered: &'a Lowered,
}

impl Values<'_> {
    /// `Type::new(required).setter(value)`, as a user of our client writes it.
    fn setters(
        &self,
        at: &str,
        ty: &str,
        fields: &[Field],
        data: &Map<String, Value>,
    ) -> Result<String, Problem> {
        let names = all_known(at, fields, data)?;
        let mut arguments = Vec::new();
        let mut setters = String::new();
        for field in fields {
            let Some(value) = data.get(&field.name) else {
                needed(at, field)?;
                continue;
            };
            let at = format!("{at}/{}", field.name);
            let value = self.ours(&at, &field.ty, value)?;
            if field.presence == Presence::Required {
                arguments.push(value);
            } else if let Some(setter) = names.get(field.name.as_str()) {
                setters.push_str(&format!(".{setter}({value})"));
            }
        }
        Ok(format!("{ty}::new({}){setters}", arguments.join(", ")))
    }

    fn ours(&self, at: &str, ty: &Type, value: &Value) -> Result<String, Problem> {
        if let Some(text) = scalar(ty, value) {
            return Ok(text);
        }
        match (ty, value) {
            (Type::Named(place), _) => match (resolve(self.lowered, place)?.1, value) {
                (Shape::Object { fields, .. }, _) => {
                    let ty = path(self.lowered, place)?;
                    self.setters(at, &ty, fields, as_object(at, value)?)
                }
                (Shape::Enum { values }, Value::String(text)) if values.contains(text) => {
                    let ty = path(self.lowered, place)?;
                    Ok(format!("{ty}::{}", identifier(text, Case::Pascal)))
                }
                _ => Err(unfit(at, ty, value)),
            },
            (Type::Array(item), Value::Array(values)) => {
                let items = list(at, values, |at, value| self.ours(at, item, value))?;
                Ok(format!("[{items}]"))
            }
            (Type::Map(item) | Type::ClearableMap(item, _), Value::Object(entries)) => {
                let entries = map(at, entries, "", |at, value| self.ours(at, item, value))?;
                Ok(format!("[{entries}]"))
            }
            _ => Err(unfit(at, ty, value)),
        }
    }

    /// `Type { field: Some(value), ..Default::default() }`.
    fn literal(
        &self,
        at: &str,
        ty: &str,
        fields: &[Field],
        data: &Map<String, Value>,
    ) -> Result<String, Problem> {
        all_known(at, fields, data)?;
        let mut text = String::new();
        for field in fields {
            let Some(value) = data.get(&field.name) else {
                needed(at, field)?;
                continue;
            };
            let at = format!("{at}/{}", field.name);
            let value = self.theirs(&at, &field.ty, value)?;
            let value = match field.presence {
                Presence::Required => value,
                _ if is_object(self.lowered, &field.ty)? => format!("Some(Box::new({value}))"),
                _ => format!("Some({value})"),
            };
            text.push_str(&format!(
                "{}: {value}, ",
                identifier(&field.name, Case::Snake)
            ));
        }
        Ok(format!("{ty} {{ {text}..Default::default() }}"))
    }

    fn theirs(&self, at: &str, ty: &Type, value: &Value) -> Result<String, Problem> {
        if let Some(text) = scalar(ty, value) {
            let owned = if value.is_string() { ".to_owned()" } else { "" };
            return Ok(text + owned);
        }
        match (ty, value) {
            (Type::Named(place), _) => match (resolve(self.lowered, place)?, value) {
                ((place, Shape::Object { fields, .. }), _) => {
                    let ty = name(self.lowered, place)?;
                    self.literal(at, &ty, fields, as_object(at, value)?)
                }
                ((place, Shape::Enum { values }), Value::String(text)) if values.contains(text) => {
                    let ty = name(self.lowered, place)?;
                    Ok(format!("{ty}::{}", identifier(text, Case::Pascal)))
                }
                _ => Err(unfit(at, ty, value)),
            },
            (Type::Array(item), Value::Array(values)) => {
                let items = list(at, values, |at, value| self.theirs(at, item, value))?;
                Ok(format!("vec![{items}]"))
            }
            (Type::Map(item) | Type::ClearableMap(item, _), Value::Object(entries)) => {
                let entries = map(at, entries, ".to_owned()", |at, value| {
                    self.theirs(at, item, value)
                })?;
                Ok(format!("BTreeMap::from([{entries}])"))
            }
            _ => Err(unfit(at, ty, value)),
        }
    }
}

/// A literal that both sides write alike.
fn scalar(ty: &Type, value: &Value) -> Option<String> {
    match (ty, value) {
        (Type::Boolean, Value::Bool(value)) => Some(value.to_string()),
        (Type::Integer, Value::Number(value)) if value.is_i64() => Some(value.to_string()),
        (Type::String | Type::Currency, Value::String(value)) => Some(format!("{value:?}")),
        _ => None,
    }
}

fn list(
    at: &str,
    values: &[Value],
    write: impl Fn(&str, &Value) -> Result<String, Problem>,
) -> Result<String, Problem> {
    let items: Result<Vec<String>, Problem> = values
        .iter()
        .enumerate()
        .map(|(index, value)| write(&format!("{at}/{index}"), value))
        .collect();
    Ok(items?.join(", "))
}

fn map(
    at: &str,
    entries: &Map<String, Value>,
    owned: &str,
    write: impl Fn(&str, &Value) -> Result<String, Problem>,
) -> Result<String, Problem> {
    let items: Result<Vec<String>, Problem> = entries
        .iter()
        .map(|(key, value)| {
            Ok(format!(
                "({key:?}{owned}, {})",
                write(&format!("{at}/{key}"), value)?
            ))
        })
        .collect();
    Ok(items?.join(", "))
}

fn as_object<'a>(at: &str, value: &'a Value) -> Result<&'a Map<String, Value>, Problem> {
    value
        .as_object()
        .ok_or_else(|| Problem::unfit(at, "the data has no object here"))
}

/// The setters of the fields, where the data names no others.
fn all_known<'a>(
    at: &str,
    fields: &'a [Field],
    data: &Map<String, Value>,
) -> Result<BTreeMap<&'a str, String>, Problem> {
    let names = identifiers(
        fields.iter().map(|field| field.name.as_str()),
        Case::Snake,
        &[],
    );
    match data.keys().find(|key| !names.contains_key(key.as_str())) {
        Some(key) => Err(Problem::unfit(
            at,
            format!("the document has no parameter {key}"),
        )),
        None => Ok(names),
    }
}

fn needed(at: &str, field: &Field) -> Result<(), Problem> {
    if field.presence == Presence::Required {
        let why = format!("the data leaves out {}, which is required", field.name);
        return Err(Problem::unfit(at, why));
    }
    Ok(())
}

fn unfit(at: &str, ty: &Type, value: &Value) -> Problem {
    Problem::unfit(at, format!("{value} is not written as {ty:?}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::fragment;
    use super::*;

    #[test]
    fn a_request_is_written_for_both_sides() {
        let data = json!({
            "amount": 250,
            "charge": "ch_1",
            "expand": ["charge", "payment_intent"],
            "metadata": {"a": "b", "c, \"d\"": "e"},
            "reason": "requested_by_customer",
            "refund_application_fee": true,
        });
        let text = request(&fragment(), "refunds.create", &data).expect("it is written");
        let ours = "pub fn ours() -> stripe_client::services::refunds::CreateRefund {\n    \
                    stripe_client::services::refunds::CreateRefund::new().amount(250).charge(\"ch_1\")\
                    .expand([\"charge\", \"payment_intent\"]).metadata([(\"a\", \"b\"), (\"c, \\\"d\\\"\", \"e\")])\
                    .reason(stripe_client::services::refunds::CreateRefundReason::RequestedByCustomer)\
                    .refund_application_fee(true)\n}\n";
        let theirs = "pub fn theirs() -> Request {\n    Request { amount: Some(250), charge: Some(\"ch_1\".to_owned()), \
                      expand: Some(vec![\"charge\".to_owned(), \"payment_intent\".to_owned()]), \
                      metadata: Some(BTreeMap::from([(\"a\".to_owned(), \"b\".to_owned()), \
                      (\"c, \\\"d\\\"\".to_owned(), \"e\".to_owned())])), \
                      reason: Some(StripeClientServicesRefundsCreateRefundReason::RequestedByCustomer), \
                      refund_application_fee: Some(true), ..Default::default() }\n}\n";
        for part in [
            ours,
            theirs,
            "#[derive(Default, Serialize)]\npub struct Request {\n    #[serde(rename = \"amount\", skip_serializing_if = \
             \"Option::is_none\")]\n    pub amount: Option<i64>,\n",
            "    #[default]\n    #[serde(rename = \"duplicate\")]\n    Duplicate,\n",
        ] {
            assert!(text.contains(part), "no {part} in\n{text}");
        }
        assert!(!text.contains("Undocumented"), "{text}");
    }

    #[test]
    fn data_that_does_not_fit_is_refused_with_its_place() {
        let refused = |data: Value| {
            let problem =
                request(&fragment(), "refunds.create", &data).expect_err("it does not fit");
            problem.to_string()
        };
        assert_eq!(
            refused(json!({"amout": 1})),
            "the data: the document has no parameter amout"
        );
        assert_eq!(refused(json!([])), "the data: the data has no object here");
        assert_eq!(
            refused(json!({"expand": [1]})),
            "/expand/0: 1 is not written as String"
        );
        assert!(refused(json!({"reason": "none"})).starts_with("/reason: "));
        let missing = request(&fragment(), "refunds.invent", &json!({}));
        assert!(matches!(missing, Err(Problem::Missing(_))), "{missing:?}");
    }
}
