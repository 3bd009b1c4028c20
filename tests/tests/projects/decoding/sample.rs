//! Sample values of types, generated from the IR.

use generator::ir::{Api, Field, Shape, Type};
use serde_json::{Map, Value, json};

use super::expected::envelope;

/// A documented value of the type. Objects down to `depth` have all fields, deeper ones only the required fields.
pub fn sample(api: &Api, ty: &Type, depth: usize) -> Value {
    match ty {
        Type::Boolean | Type::True => json!(true),
        Type::Integer => json!(7),
        Type::Timestamp => json!(1_700_000_000),
        Type::Number => json!(1.5),
        Type::Int64 => json!("7"),
        Type::Decimal => json!("1.50"),
        Type::String | Type::File => json!("text \"é\""),
        Type::Currency => json!("usd"),
        Type::DateTime => json!("2026-05-27T12:00:00.5Z"),
        Type::Constant(value) => json!(value),
        Type::Named(place) => match &api.types[place].shape {
            Shape::Object { fields, .. } => object(api, fields, depth),
            Shape::Enum { values } => json!(values[0]),
            Shape::Union { members } => sample(api, &members[0].ty, depth),
            Shape::Alias(other) => sample(api, &Type::Named(other.clone()), depth),
        },
        Type::Range(range) => sample(api, &range.bound, depth),
        Type::Array(item) => json!([sample(api, item, depth)]),
        Type::Map(item) | Type::ClearableMap(item, _) => json!({ "key": sample(api, item, depth) }),
        Type::List(paging, item) => object(api, &envelope(*paging, item), depth),
        Type::Expandable(_) => json!("id_1"),
        Type::MaybeDeleted { live, .. } => sample(api, &Type::Named(live.clone()), depth),
        Type::Json => json!({ "a": [1, null, "x"], "b": null }),
        Type::Nothing => Value::Null,
    }
}

fn object(api: &Api, fields: &[Field], depth: usize) -> Value {
    let object: Map<String, Value> = fields
        .iter()
        .filter(|field| field.presence.is_required() || depth > 0)
        .map(|field| {
            let value = sample(api, &field.ty, depth.saturating_sub(1));
            (field.name.clone(), value)
        })
        .collect();
    Value::Object(object)
}
