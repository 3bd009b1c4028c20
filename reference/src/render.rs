//! The templates, and what each is given.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, escape_formatter};
use serde::Serialize;

use crate::html::{Html, escape};

/// The folder of the templates in `templates/`.
pub(crate) const FOLDER: &str = "reference/";

/// The templates of the site. Everything is escaped but for what the model marks as HTML by `|safe`.
pub(crate) fn environment(
    templates: &BTreeMap<String, String>,
) -> Result<Environment<'_>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    // Lines of blocks alone leave nothing on the page.
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?,
    );
    environment.set_formatter(|out, state, value| {
        // The escaping of the model, which does not make a slash longer.
        match value
            .as_str()
            .filter(|_| !value.is_safe() && *state.auto_escape() == AutoEscape::Html)
        {
            Some(text) => {
                let mut escaped = String::with_capacity(text.len());
                escape(text, true, &mut escaped);
                out.write_str(&escaped).map_err(minijinja::Error::from)
            }
            None => escape_formatter(out, state, value),
        }
    });
    environment.add_filter("breaks", breaks);
    environment.add_filter("steps", steps);
    for (path, text) in templates {
        if let Some(name) = path
            .strip_prefix(FOLDER)
            .filter(|name| name.ends_with(".html"))
        {
            environment.add_template(name, text)?;
        }
    }
    Ok(environment)
}

/// A path or a name that may go on in the next line where a part of it ends.
fn breaks(text: &str) -> Value {
    let mut html = String::with_capacity(text.len());
    for part in text.split_inclusive(['/', '_', '.', ':']) {
        escape(part, true, &mut html);
        html.push_str("<wbr>");
    }
    Value::from_safe_string(html)
}

/// Code that may go on in the next line where a step of it ends, and nowhere inside of a name.
fn steps(text: &str) -> Value {
    let mut html = Html::default();
    html.code_steps(text);
    Value::from_safe_string(html.to_string())
}

/// A file from a template.
pub(crate) fn render<T: Serialize>(
    environment: &Environment<'_>,
    template: &str,
    values: T,
) -> Result<String, minijinja::Error> {
    environment.get_template(template)?.render(Serde(values))
}
