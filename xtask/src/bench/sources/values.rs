//! One request, written with our setters and as a literal of the derived types. The calls of ours are the generator's to
//! write.

use generator::Lowered;
use generator::calls::{CallError, Calls};
use generator::ir::{Direction, Field, Presence, Shape, Type};
use generator::names::{Case, identifier};
use serde_json::{Map, Value};

use super::Problem;
use super::types::{Types, is_object, name, resolve};

/// The name of the derived type of a whole request.
const REQUEST: &str = "Request";

/// Derived types for the parameters of an operation, and two functions that make the request that `data` tells: `ours`
/// and `theirs`.
pub(crate) fn request(lowered: &Lowered, operation: &str, data: &Value) -> Result<String, Problem> {
    let operation = super::operation(lowered, operation)?;
    let mut types = Types::new(lowered, Direction::Request);
    types.object(REQUEST, &operation.parameters)?;
    let object = as_object("", data)?;
    let call = Calls::new(&lowered.api, &lowered.names, "stripe_client")
        .call(operation, &Map::new(), object)
        .map_err(unwritten)?;
    if call.is_fallible() {
        return Err(Problem::unfit("", "a value of our side has to be parsed"));
    }
    let values = Values { lowered };
    Ok(format!(
        "{}pub fn ours() -> {} {{\n    {}\n}}\n\npub fn theirs() -> {REQUEST} {{\n    {}\n}}\n",
        types.text,
        call.request(),
        call.alone().replace('\n', "\n    "),
        values.literal("", REQUEST, &operation.parameters, object)?,
    ))
}

/// All that the call cannot be written for.
fn unwritten(problems: Vec<CallError>) -> Problem {
    let why: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Problem::unfit("", why.join("; "))
}

struct Values<'a> {
    lowered: &'a Lowered,
}

impl Values<'_> {
    /// `Type { field: Some(value), ..Default::default() }`.
    fn literal(
        &self,
        at: &str,
        ty: &str,
        fields: &[Field],
        data: &Map<String, Value>,
    ) -> Result<String, Problem> {
        let mut text = String::new();
        for field in fields {
            // Our side has refused what is required and not there.
            let Some(value) = data.get(&field.name) else {
                continue;
            };
            let at = format!("{at}/{}", field.name);
            let value = self.theirs(&at, &field.ty, value)?;
            let value = match field.presence {
                Presence::Required | Presence::AlwaysPresent => value,
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
        match (ty, value) {
            (Type::Boolean, Value::Bool(value)) => Ok(value.to_string()),
            (Type::Integer, Value::Number(value)) if value.is_i64() => Ok(value.to_string()),
            (Type::String | Type::Currency, Value::String(value)) => {
                Ok(format!("{value:?}.to_owned()"))
            }
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
                let items = values.iter().enumerate();
                let items: Result<Vec<String>, Problem> = items
                    .map(|(index, value)| self.theirs(&format!("{at}/{index}"), item, value))
                    .collect();
                Ok(format!("vec![{}]", items?.join(", ")))
            }
            (Type::Map(item) | Type::ClearableMap(item, _), Value::Object(entries)) => {
                let entries = entries.iter().map(|(key, value)| {
                    let value = self.theirs(&format!("{at}/{key}"), item, value)?;
                    Ok(format!("({key:?}.to_owned(), {value})"))
                });
                let entries: Result<Vec<String>, Problem> = entries.collect();
                Ok(format!("BTreeMap::from([{}])", entries?.join(", ")))
            }
            _ => Err(unfit(at, ty, value)),
        }
    }
}

fn as_object<'a>(at: &str, value: &'a Value) -> Result<&'a Map<String, Value>, Problem> {
    value
        .as_object()
        .ok_or_else(|| Problem::unfit(at, "the data has no object here"))
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
        let ours = "\
pub fn ours() -> stripe_client::services::refunds::CreateRefund {
    stripe_client::services::refunds::CreateRefund::new()
        .amount(250)
        .charge(\"ch_1\")
        .expand([\"charge\", \"payment_intent\"])
        .metadata([(\"a\", \"b\"), (\"c, \\\"d\\\"\", \"e\")])
        .reason(stripe_client::services::refunds::create::Reason::RequestedByCustomer)
        .refund_application_fee(true)
}
";
        let theirs = "pub fn theirs() -> Request {\n    Request { amount: Some(250), charge: Some(\"ch_1\".to_owned()), \
                      expand: Some(vec![\"charge\".to_owned(), \"payment_intent\".to_owned()]), \
                      metadata: Some(BTreeMap::from([(\"a\".to_owned(), \"b\".to_owned()), \
                      (\"c, \\\"d\\\"\".to_owned(), \"e\".to_owned())])), \
                      reason: Some(StripeClientServicesRefundsCreateReason::RequestedByCustomer), \
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
            "the data: #/amout: the document has no parameter of this name"
        );
        assert_eq!(refused(json!([])), "the data: the data has no object here");
        assert_eq!(
            refused(json!({"expand": [1]})),
            "the data: #/expand/0: 1 does not fit: it is string in the document"
        );
        // Our side takes it, and the derived enumeration has no such value.
        assert!(refused(json!({"reason": "none"})).starts_with("/reason: "));
        let missing = request(&fragment(), "refunds.invent", &json!({}));
        assert!(matches!(missing, Err(Problem::Missing(_))), "{missing:?}");
    }
}
