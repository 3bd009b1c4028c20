//! Pages as plain data, which the templates of `templates/reference/` turn into HTML.

mod fields;
mod forms;
mod object;
mod operation;
mod page;
mod parameters;
mod reply;
mod rows;
mod samples;
mod schema;
mod types;

use serde::Serialize;

use crate::html::{Html, Link};

pub(crate) use page::{ObjectPage, Writer};
pub(crate) use schema::Schemas;

/// A field, a parameter or an argument of the path.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Row {
    pub(crate) anchor: String,
    /// Its name on the wire.
    pub(crate) name: String,
    /// Its type in Rust.
    pub(crate) ty: Html,
    /// Its type on the wire.
    pub(crate) wire: String,
    pub(crate) flags: Vec<Flag>,
    pub(crate) prose: Html,
    /// How it is written in Rust, where that does not follow from its name.
    pub(crate) how: Html,
    pub(crate) values: Option<Values>,
    pub(crate) forms: Vec<Form>,
    /// Others of the same type about which there is nothing more to say.
    pub(crate) also: Vec<Also>,
    /// Where the rest is described.
    pub(crate) see: Option<Link>,
    /// What it is made of.
    pub(crate) folds: Vec<Fold>,
    /// What the release changed.
    pub(crate) changed: Vec<String>,
    /// Whether it is an object without any field.
    pub(crate) is_empty_object: bool,
}

/// Another field in the row of the first.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Also {
    pub(crate) anchor: String,
    pub(crate) name: String,
}

/// A word about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Flag {
    Required,
    Optional,
    Nullable,
    Expandable,
    Clearable,
    Deprecated,
}

/// The values of an enum.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Values {
    /// The path of the enum.
    pub(crate) path: String,
    pub(crate) items: Vec<Value>,
    /// How any other value is written, or what it is read as.
    pub(crate) other: String,
    /// Whether there are too many to show unasked.
    pub(crate) is_long: bool,
}

/// A value of an enum.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Value {
    pub(crate) wire: String,
    pub(crate) variant: String,
    pub(crate) anchor: String,
}

/// One form of a parameter that has several.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Form {
    pub(crate) any_of: String,
    pub(crate) rust: String,
    pub(crate) sent: String,
}

/// Rows of what something is made of.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Fold {
    pub(crate) id: String,
    pub(crate) title: String,
    /// The path of the type.
    pub(crate) path: String,
    pub(crate) rows: Vec<Row>,
    /// Whether something in it is marked as changed.
    pub(crate) is_open: bool,
}

impl Fold {
    fn new(id: String, title: String, path: String, rows: Vec<Row>) -> Self {
        let is_open = rows.iter().any(Row::is_changed);
        Self {
            id,
            title,
            path,
            rows,
            is_open,
        }
    }
}

impl Row {
    /// Whether it, or something in it, is marked as changed.
    fn is_changed(&self) -> bool {
        !self.changed.is_empty() || self.folds.iter().any(|fold| fold.is_open)
    }
}

/// A table of rows.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Group {
    pub(crate) title: &'static str,
    pub(crate) note: String,
    pub(crate) rows: Vec<Row>,
}
