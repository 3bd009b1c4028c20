//! Values without parts.

use generator::ir::Type;
use serde_json::{Number, Value};

use super::wrong;
use crate::refusal::Refusal;
use crate::wire::Syntax;

/// A value of a type that has no parts, read in its syntax.
pub(super) fn leaf(ty: &Type, syntax: Syntax, value: Value, path: &str) -> Result<Value, Refusal> {
    match syntax {
        Syntax::Text => match value {
            Value::String(text) => from_text(ty, &text, path),
            other => Err(wrong(noun(ty), &other, path)),
        },
        Syntax::Json => from_json(ty, value, path),
    }
}

fn from_text(ty: &Type, text: &str, path: &str) -> Result<Value, Refusal> {
    let refused = || {
        let refusal = wrong(noun(ty), &Value::String(text.to_owned()), path);
        match ty {
            Type::Integer => refusal.code("parameter_invalid_integer"),
            _ => refusal,
        }
    };
    let typed = match ty {
        Type::Boolean | Type::True => text.parse::<bool>().ok().map(Value::Bool),
        Type::Integer | Type::Timestamp => text.parse::<i64>().ok().map(Value::from),
        Type::Int64 => text.parse::<i64>().ok().map(|_| text.into()),
        Type::Number => decimal(text)
            .and_then(|number| number.parse::<f64>().ok())
            .and_then(Number::from_f64)
            .map(Value::Number),
        Type::Decimal => decimal(text).map(Value::from),
        Type::Currency => currency(text),
        Type::Constant(constant) => (constant == text).then(|| text.into()),
        Type::DateTime => is_date_time(text).then(|| text.into()),
        _ => Some(text.into()),
    };
    typed.ok_or_else(refused)
}

/// Whether a text has the form of a type, as an answer holds it.
pub(crate) fn is_text_of(ty: &Type, text: &str) -> bool {
    match ty {
        Type::Int64 => text.parse::<i64>().is_ok(),
        Type::Decimal => decimal(text).is_some(),
        Type::Currency => currency(text).is_some_and(|code| code == text),
        Type::DateTime => is_date_time(text),
        _ => true,
    }
}

fn from_json(ty: &Type, value: Value, path: &str) -> Result<Value, Refusal> {
    let fits = match (ty, &value) {
        (Type::Boolean, Value::Bool(_)) | (Type::True, Value::Bool(true)) => true,
        (Type::Integer | Type::Timestamp, Value::Number(number)) => number.is_i64(),
        (Type::Number, Value::Number(_)) => true,
        (Type::Int64, Value::String(text)) => text.parse::<i64>().is_ok(),
        (Type::Decimal, Value::String(text)) => decimal(text).is_some(),
        (Type::Currency, Value::String(text)) => currency(text).is_some(),
        (Type::DateTime, Value::String(text)) => is_date_time(text),
        (Type::Constant(constant), Value::String(text)) => constant == text,
        (Type::String, Value::String(_)) => true,
        _ => false,
    };
    if fits {
        Ok(value)
    } else {
        Err(wrong(noun(ty), &value, path))
    }
}

/// One of the values that the document lists.
pub(super) fn one_of(values: &[String], value: Value, path: &str) -> Result<Value, Refusal> {
    match value.as_str() {
        Some(text) if values.iter().any(|known| known == text) => Ok(value),
        Some(text) => {
            let known = alternatives(values);
            let message = format!("Invalid {path}: `{text}` is not one of {known}");
            Err(Refusal::invalid(message).param(path))
        }
        None => Err(wrong("string", &value, path)),
    }
}

/// Values in a sentence; of long lists the beginning.
fn alternatives(values: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<&str> = values.iter().take(SHOWN).map(String::as_str).collect();
    match values.len().checked_sub(SHOWN) {
        None | Some(0) => shown.join(", "),
        Some(rest) => format!("{} and {rest} more", shown.join(", ")),
    }
}

/// Digits with at most one point, as it was written.
fn decimal(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits(whole) && is_digits(fraction)).then_some(text)
}

fn currency(text: &str) -> Option<Value> {
    let is_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_code.then(|| text.to_ascii_lowercase().into())
}

/// Of the form `2026-05-27T12:00:00Z`.
fn is_date_time(text: &str) -> bool {
    let form = "0000-00-00T00:00:00";
    let fits = |(given, form): (char, char)| match form {
        '0' => given.is_ascii_digit(),
        'T' => given == 'T' || given == 't',
        other => given == other,
    };
    text.len() > form.len() && text.is_ascii() && text.chars().zip(form.chars()).all(fits)
}

/// What Stripe calls such a value.
fn noun(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean | Type::True => "boolean",
        Type::Integer | Type::Int64 => "integer",
        Type::Number | Type::Decimal => "decimal",
        Type::Timestamp => "timestamp",
        Type::DateTime => "date and time",
        Type::Currency => "currency",
        _ => "string",
    }
}
