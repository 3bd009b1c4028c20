//! JSON on the page: keys that lead to rows, marked lines, and parts that are left out.

use serde_json::Value;

use crate::html::Html;

/// JSON as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    /// A value without parts.
    Scalar(Value),
    /// An object, with what each key leads to.
    Object(Vec<Key>),
    /// A list.
    Array(Vec<Json>),
    /// What is left out of an object or list, and where it is described.
    Omitted { text: String, href: Option<String> },
}

/// A key of an object and its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key {
    /// `None` for what is left out.
    pub(crate) name: Option<String>,
    pub(crate) href: Option<String>,
    pub(crate) value: Json,
    /// Whether the call set it.
    pub(crate) is_hot: bool,
}

impl Key {
    pub(crate) fn new(name: &str, href: Option<String>, value: Json) -> Self {
        Self {
            name: Some(name.to_owned()),
            href,
            value,
            is_hot: false,
        }
    }

    /// Stands for keys that are left out.
    pub(crate) fn omitted(count: usize, href: Option<String>) -> Self {
        let text = format!("⋯ {count} more");
        Self {
            name: None,
            href: None,
            value: Json::Omitted { text, href },
            is_hot: false,
        }
    }
}

impl Json {
    /// JSON without links.
    pub(crate) fn plain(value: &Value) -> Self {
        match value {
            Value::Object(fields) => {
                let keys = fields
                    .iter()
                    .map(|(name, value)| Key::new(name, None, Self::plain(value)));
                Self::Object(keys.collect())
            }
            Value::Array(items) => Self::Array(items.iter().map(Self::plain).collect()),
            scalar => Self::Scalar(scalar.clone()),
        }
    }

    pub(crate) fn html(&self) -> Html {
        let mut html = Html::default();
        self.write(0, &mut html);
        html
    }

    fn write(&self, indent: usize, html: &mut Html) {
        match self {
            Self::Scalar(value @ Value::String(_)) => html.span("s", &value.to_string()),
            Self::Scalar(value @ Value::Number(_)) => html.span("n", &value.to_string()),
            Self::Scalar(value) => html.span("k", &value.to_string()),
            Self::Omitted { text, href } => match href {
                Some(href) => html.link("el", href, &Html::text(text)),
                None => html.span("c", text),
            },
            Self::Object(keys) if keys.is_empty() => html.markup("{}"),
            Self::Array(items) if items.is_empty() => html.markup("[]"),
            Self::Object(keys) => {
                html.markup("{\n");
                let last = keys.iter().rposition(|key| key.name.is_some());
                for (index, key) in keys.iter().enumerate() {
                    if key.is_hot {
                        html.markup("<b class=hot>");
                    }
                    key.write(indent.saturating_add(1), html);
                    if key.name.is_some() && Some(index) != last {
                        html.push(",");
                    }
                    html.push("\n");
                    if key.is_hot {
                        html.markup("</b>");
                    }
                }
                space(indent, html);
                html.markup("}");
            }
            Self::Array(items) => {
                html.markup("[\n");
                for (index, item) in items.iter().enumerate() {
                    space(indent.saturating_add(1), html);
                    item.write(indent.saturating_add(1), html);
                    if index.saturating_add(1) < items.len() {
                        html.push(",");
                    }
                    html.push("\n");
                }
                space(indent, html);
                html.markup("]");
            }
        }
    }
}

impl Key {
    fn write(&self, indent: usize, html: &mut Html) {
        space(indent, html);
        if let Some(name) = &self.name {
            let name = Value::String(name.clone()).to_string();
            match &self.href {
                Some(href) => html.link("to", href, &Html::text(&name)),
                None => html.span("j", &name),
            }
            html.push(": ");
        }
        self.value.write(indent, html);
    }
}

fn space(indent: usize, html: &mut Html) {
    for _ in 0..indent {
        html.markup("  ");
    }
}

/// JSON whose parts stay on one line while they fit into `width` characters.
pub(crate) fn pretty(value: &Value, width: usize) -> String {
    let mut out = String::new();
    write(value, 0, width, &mut out);
    out
}

fn write(value: &Value, indent: usize, width: usize, out: &mut String) {
    let line = compact(value);
    let fits = line
        .chars()
        .count()
        .saturating_add(indent.saturating_mul(2))
        <= width;
    let inner = "  ".repeat(indent.saturating_add(1));
    let outer = "  ".repeat(indent);
    match value {
        Value::Object(fields) if !fits && !fields.is_empty() => {
            out.push_str("{\n");
            for (index, (name, value)) in fields.iter().enumerate() {
                out.push_str(if index > 0 { ",\n" } else { "" });
                out.push_str(&inner);
                out.push_str(&Value::String(name.clone()).to_string());
                out.push_str(": ");
                write(value, indent.saturating_add(1), width, out);
            }
            out.push('\n');
            out.push_str(&outer);
            out.push('}');
        }
        Value::Array(items) if !fits && !items.is_empty() => {
            out.push_str("[\n");
            for (index, value) in items.iter().enumerate() {
                out.push_str(if index > 0 { ",\n" } else { "" });
                out.push_str(&inner);
                write(value, indent.saturating_add(1), width, out);
            }
            out.push('\n');
            out.push_str(&outer);
            out.push(']');
        }
        _ => out.push_str(&line),
    }
}

/// On one line, with a space after colons and commas.
fn compact(value: &Value) -> String {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            let fields = fields.iter().map(|(name, value)| {
                format!("{}: {}", Value::String(name.clone()), compact(value))
            });
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            format!(
                "[{}]",
                items.iter().map(compact).collect::<Vec<_>>().join(", ")
            )
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Json, Key, pretty};

    #[test]
    fn what_fits_stays_on_a_line() {
        let value = json!({"a": {"type": "string"}, "b": ["x", "y"]});
        assert_eq!(
            pretty(&value, 80),
            r#"{ "a": { "type": "string" }, "b": ["x", "y"] }"#
        );
        let expected = "{\n  \"a\": { \"type\": \"string\" },\n  \"b\": [\"x\", \"y\"]\n}";
        assert_eq!(pretty(&value, 30), expected);
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&pretty(&value, 1)).ok(),
            Some(value)
        );
    }

    #[test]
    fn what_is_left_out_has_no_comma() {
        let json = Json::Object(vec![
            Key::new("a<", Some("#x".to_owned()), Json::plain(&json!(1))),
            Key::omitted(2, None),
        ]);
        assert_eq!(
            json.html().to_string(),
            "{\n  <a class=to href=\"#x\">\"a&lt;\"</a>: <i class=n>1</i>\n  <i class=c>⋯ 2 more</i>\n}"
        );
    }
}
