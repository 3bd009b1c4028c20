//! The IR as text: the first thing that a reviewer of a new document reads.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use crate::text::visible;

use super::{
    Api, ClearWith, Direction, Encoding, Field, Operation, Paging, Presence, SchemaPath, Shape,
    Tag, Type, TypeDef,
};

/// The whole IR, in a fixed order. `full_name` gives the names of operations.
#[must_use]
pub fn print(api: &Api, full_name: impl Fn(&Operation) -> String) -> String {
    print_matching(api, full_name, |_| true)
}

/// The operations and types whose name the filter accepts. An operation has two
/// names, its route and its full name; the name of a type is its place.
#[must_use]
pub fn print_matching(
    api: &Api,
    full_name: impl Fn(&Operation) -> String,
    wanted: impl Fn(&str) -> bool,
) -> String {
    let mut text = format!("api {} at {}\n", visible(&api.version), visible(&api.base));
    for operation in &api.operations {
        let name = full_name(operation);
        if wanted(&name) || wanted(&operation.route()) {
            // Writing to a String cannot fail.
            let _ = write!(text, "\noperation {name} = {operation}");
        }
    }
    // Places are ordered by length, but readers look for names.
    let by_name: BTreeMap<String, _> = api
        .types
        .iter()
        .map(|(place, def)| (place.to_string(), Definition { place, def }))
        .collect();
    for definition in by_name
        .iter()
        .filter(|(name, _)| wanted(name))
        .map(|(_, definition)| definition)
    {
        let _ = write!(text, "\n{definition}");
    }
    text
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", visible(&self.route()))?;
        if self.docs.deprecated {
            writeln!(f, "  deprecated")?;
        }
        if let Some(base) = &self.base {
            writeln!(f, "  at {}", visible(base))?;
        }
        if !self.parameters.is_empty() || self.encoding != Encoding::Query {
            writeln!(
                f,
                "  {}",
                match self.encoding {
                    Encoding::Query => "query",
                    Encoding::Form => "form",
                    Encoding::Json => "json",
                    Encoding::Multipart => "multipart",
                }
            )?;
        }
        for field in &self.parameters {
            let is_in_query = self.in_query.contains(&field.name);
            let mark = if is_in_query { ", in the query" } else { "" };
            writeln!(f, "    {field}{mark}")?;
        }
        write!(f, "  reply {}", self.reply)?;
        if self.replies.may_be_empty {
            f.write_str(" or nothing")?;
        }
        match self.paging {
            None => {}
            Some(Paging::Cursor) => f.write_str(" paged by cursor")?,
            Some(Paging::Page) => f.write_str(" paged by page")?,
            Some(Paging::Url) => f.write_str(" paged by url")?,
        }
        if self.replies.media_type != "application/json" && self.reply != Type::Nothing {
            write!(f, " as {}", visible(&self.replies.media_type))?;
        }
        writeln!(f)?;
        for schema in self.replies.error.iter().flat_map(|error| &error.schemas) {
            writeln!(f, "  error {}", shown(schema))?;
        }
        Ok(())
    }
}

/// The place of a type, between brackets.
fn shown(place: &SchemaPath) -> String {
    format!("<{}>", visible(&place.to_string()))
}

struct Definition<'a> {
    place: &'a SchemaPath,
    def: &'a TypeDef,
}

impl fmt::Display for Definition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = match self.def.direction {
            Direction::Request => "request",
            Direction::Response => "reply",
        };
        let place = shown(self.place);
        match &self.def.shape {
            Shape::Object { fields, resource } => {
                write!(f, "{direction} object {place}")?;
                if let Some(resource) = resource {
                    write!(f, " resource {}", visible(resource))?;
                }
                writeln!(f)?;
                for field in fields {
                    writeln!(f, "  {field}")?;
                }
                Ok(())
            }
            Shape::Enum { values } => {
                writeln!(f, "{direction} enum {place}")?;
                for value in values {
                    writeln!(f, "  {value:?}")?;
                }
                Ok(())
            }
            Shape::Union { members } => {
                writeln!(f, "{direction} union {place}")?;
                for member in members {
                    write!(f, "  {}: {}", visible(&member.name), member.ty)?;
                    match &member.tag {
                        Tag::None => writeln!(f)?,
                        Tag::Object {
                            value,
                            deleted: false,
                        } => {
                            writeln!(f, " if object is {value:?}")?;
                        }
                        Tag::Object {
                            value,
                            deleted: true,
                        } => {
                            writeln!(f, " if object is {value:?} and deleted")?;
                        }
                    }
                }
                Ok(())
            }
            Shape::Alias(other) => writeln!(f, "{direction} same {place} as {}", shown(other)),
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.presence {
            Presence::Required => "",
            Presence::AlwaysPresent => " always",
            Presence::Optional => "?",
            Presence::Nullable => "?|null",
        };
        write!(f, "{}{mark}: {}", visible(&self.name), self.ty)?;
        match self.clear_with {
            ClearWith::Nothing => {}
            ClearWith::EmptyString => f.write_str(", unset by \"\"")?,
            ClearWith::Null => f.write_str(", unset by null")?,
        }
        if self.docs.deprecated {
            f.write_str(", deprecated")?;
        }
        Ok(())
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean => f.write_str("boolean"),
            Self::True => f.write_str("true"),
            Self::Integer => f.write_str("integer"),
            Self::Int64 => f.write_str("int64 as string"),
            Self::Number => f.write_str("number"),
            Self::Decimal => f.write_str("decimal as string"),
            Self::String => f.write_str("string"),
            Self::Currency => f.write_str("currency"),
            Self::Timestamp => f.write_str("unix time"),
            Self::DateTime => f.write_str("date-time"),
            Self::File => f.write_str("file"),
            Self::Constant(value) => write!(f, "constant {value:?}"),
            Self::Named(place) => f.write_str(&shown(place)),
            Self::Array(item) => write!(f, "array of {item}"),
            Self::Map(value) => write!(f, "map of {value}"),
            Self::ClearableMap(value, ClearWith::Null) => {
                write!(f, "map of {value}, keys unset by null")
            }
            Self::ClearableMap(value, _) => write!(f, "map of {value}, keys unset by \"\""),
            Self::Range(range) if range.single => write!(f, "{} or range of it", range.bound),
            Self::Range(range) => write!(f, "range of {}", range.bound),
            Self::List(Paging::Cursor, item) => write!(f, "list of {item}"),
            Self::List(Paging::Page, item) => write!(f, "search result of {item}"),
            Self::List(Paging::Url, item) => write!(f, "page of {item}"),
            Self::Expandable(target) => write!(f, "expandable {target}"),
            Self::MaybeDeleted { live, tombstone } => {
                write!(f, "{} or {} once deleted", shown(live), shown(tombstone))
            }
            Self::Json => f.write_str("any JSON"),
            Self::Nothing => f.write_str("nothing"),
        }
    }
}
