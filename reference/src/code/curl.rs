//! The call as a command of curl.

use generator::Lowered;
use generator::calls::{Calls, Sample};
use generator::ir::{Encoding, Method, Operation, Segment, Type};
use serde_json::Value;

use super::CRATE;
use crate::html::Html;

/// The command, one option a line.
pub(super) fn command(lowered: &Lowered, operation: &Operation) -> String {
    let calls = Calls::new(&lowered.api, &lowered.names, CRATE).with_files();
    let sample = calls.sample(operation, &lowered.examples);
    let base = operation.base.as_deref().unwrap_or(&lowered.api.base);
    let mut url = base.trim_end_matches('/').to_owned();
    for segment in &operation.path {
        url.push('/');
        match segment {
            Segment::Literal(text) => url.push_str(text),
            Segment::Argument(name) => url.push_str(&argument(sample.as_ref(), name)),
        }
    }
    let mut lines = Vec::new();
    let pairs = sample.as_ref().map(pairs).unwrap_or_default();
    let method = match operation.method {
        Method::Get if pairs.is_empty() => "",
        Method::Get => " -G",
        Method::Delete => " -X DELETE",
        Method::Post if operation.encoding == Encoding::Form && pairs.is_empty() => " -X POST",
        Method::Post => "",
    };
    lines.push(format!("curl{method} {}", quoted(&url)));
    lines.push("-u \"$STRIPE_SECRET_KEY:\"".to_owned());
    lines.push(format!(
        "-H {}",
        quoted(&format!("Stripe-Version: {}", lowered.api.version))
    ));
    if operation.method == Method::Post {
        lines.push("-H \"Idempotency-Key: $(uuidgen)\"".to_owned());
    }
    match operation.encoding {
        Encoding::Json => {
            lines.push("-H 'Content-Type: application/json'".to_owned());
            let body = sample
                .map(|sample| Value::Object(sample.parameters))
                .unwrap_or_default();
            lines.push(format!("-d {}", quoted(&super::pretty(&body, 60))));
        }
        Encoding::Multipart | Encoding::Query | Encoding::Form => {}
    }
    if operation.encoding != Encoding::Json {
        let flag = if operation.encoding == Encoding::Multipart {
            "-F"
        } else {
            "-d"
        };
        for (name, value) in pairs {
            let is_file = operation
                .parameters
                .iter()
                .any(|field| field.name == name && field.ty == Type::File);
            let value = if is_file { format!("@{value}") } else { value };
            // curl encodes what `--data-urlencode` gives it; plain words need no encoding.
            let flag = match (flag, value.bytes().all(is_unreserved)) {
                ("-d", false) => "--data-urlencode",
                (flag, _) => flag,
            };
            lines.push(format!("{flag} {}", quoted(&format!("{name}={value}"))));
        }
    }
    lines.join(" \\\n  ")
}

fn argument(sample: Option<&Sample>, name: &str) -> String {
    let value = sample.and_then(|sample| sample.arguments.get(name)?.as_str());
    value.map_or_else(|| format!("{name}_123"), str::to_owned)
}

/// Parameters as pairs of a form, with brackets.
fn pairs(sample: &Sample) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (name, value) in &sample.parameters {
        flatten(name, value, &mut pairs);
    }
    pairs
}

fn flatten(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (inner, value) in fields {
                flatten(&format!("{name}[{inner}]"), value, pairs);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                flatten(&format!("{name}[{index}]"), value, pairs);
            }
        }
        Value::String(text) => pairs.push((name.to_owned(), text.clone())),
        Value::Null => pairs.push((name.to_owned(), String::new())),
        other => pairs.push((name.to_owned(), other.to_string())),
    }
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/' | b':' | b',')
}

/// A word of the shell.
fn quoted(text: &str) -> String {
    match text.bytes().all(|byte| is_unreserved(byte) || byte == b'=') {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

/// The command with its strings coloured.
pub(super) fn html(command: &str) -> Html {
    let mut html = Html::default();
    let mut rest = command;
    while let Some(start) = rest.find(['\'', '"']) {
        let (before, quoted) = rest.split_at(start);
        html.push(before);
        let quote = quoted.chars().next().unwrap_or('"');
        let end = quoted.char_indices().skip(1).find(|(_, c)| *c == quote);
        let end = end.map_or(quoted.len(), |(at, _)| at.saturating_add(1));
        let (string, after) = quoted.split_at(end);
        html.span("s", string);
        rest = after;
    }
    html.push(rest);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_shell_is_one_word() {
        assert_eq!(quoted("a=b_1"), "a=b_1");
        assert_eq!(quoted("metadata[a]=b c"), "'metadata[a]=b c'");
        assert_eq!(quoted("it's; rm"), r"'it'\''s; rm'");
        assert_eq!(quoted("$(x)`y`"), "'$(x)`y`'");
    }

    #[test]
    fn parameters_are_pairs_with_brackets() {
        let value = serde_json::json!({"b": [{"c": true}], "d": null});
        let mut found = Vec::new();
        flatten("a", &value, &mut found);
        let found: Vec<String> = found
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(found, ["a[b][0][c]=true", "a[d]="]);
    }
}
