//! A change in a sentence, in the grammar of Stripe's release notes, and what a caller does about it.

use super::change::{Change, Kind, Level};
use crate::ir::Direction;

/// Names in a line.
const HEADLINE: usize = 2;

impl Change {
    /// The change as a sentence in Markdown, with so many of its places at most.
    #[must_use]
    pub fn sentence(&self, places: usize) -> String {
        let paths = self.paths();
        let names = list(&self.names, usize::MAX);
        self.with(&names, &list(&paths, places), places)
    }

    /// The change in a line: some of its names, at one of its places.
    #[must_use]
    pub fn headline(&self) -> String {
        let names = list(&self.names, HEADLINE);
        let paths = self.paths();
        let at = match paths.as_slice() {
            [first, _, ..] => format!("`{first}` and {} more", paths.len() - 1),
            _ => list(&paths, 1),
        };
        match &self.kind {
            // Names of types are long, and stand with the change.
            Kind::TypeAtPlace { .. } => format!("Change the Rust type at {at}"),
            Kind::Split { .. } => format!("Tell apart two types at {at}, which were one"),
            _ => self.with(&names, &at, HEADLINE),
        }
    }

    /// `places` is for what else is listed.
    fn with(&self, names: &str, at: &str, places: usize) -> String {
        let paths = self.paths();
        let (values, enums) = (many(&self.names, "value"), many(&paths, "enum"));
        let (members, unions) = (many(&self.names, "member"), many(&paths, "union"));
        match &self.kind {
            Kind::Version { old, new } => {
                format!(
                    "Ask for API version `{new}` instead of `{old}` in {}",
                    paths.join(", ")
                )
            }
            Kind::Host { old, new } => format!("Send requests to `{new}` instead of `{old}`"),
            Kind::OperationAdded => format!("Add support for {} {at}", many(&paths, "operation")),
            Kind::OperationRemoved => format!("Remove {} {at}", many(&paths, "operation")),
            Kind::Moved { old, new, renamed } => {
                let sent = format!("Send {at} as `{new}` instead of `{old}`");
                match renamed {
                    Some((old, new)) => format!("{sent}, and call it `{new}` instead of `{old}`"),
                    None => sent,
                }
            }
            Kind::Renamed { old, new } => format!("Rename `{old}` to `{new}`"),
            Kind::Argument { old, new } => {
                format!(
                    "Change the route of {at} from `{old}` to `{new}`, which only names arguments"
                )
            }
            Kind::OperationId { old, new } => {
                format!("Change the id of {at} in the document from `{old}` to `{new}`")
            }
            Kind::Transport { what, old, new } => {
                format!("Change {what} of {at} from `{old}` to `{new}`")
            }
            Kind::Reply { old, new } => {
                format!("Change type of the reply of {at} from `{old}` to `{new}`")
            }
            Kind::ObjectAdded => format!("Add support for {} {at}", many(&paths, "object")),
            Kind::ObjectRemoved => format!("Remove {} {at}", many(&paths, "object")),
            Kind::Resource { old, new } => {
                let name = |id: &Option<String>| id.clone().unwrap_or_else(|| "none".to_owned());
                let (old, new) = (name(old), name(new));
                format!("Change the object of the API that {at} is from `{old}` to `{new}`")
            }
            Kind::EventAdded => format!("Add support for {} {at}", many(&paths, "event type")),
            Kind::EventRemoved => format!("Remove {} {at}", many(&paths, "event type")),
            Kind::EventRetyped { old, new } => {
                let events = many(&paths, "event type");
                format!("Change the object of {events} {at} from `{old}` to `{new}`")
            }
            Kind::FieldAdded { required: false } => format!("Add support for {names} on {at}"),
            Kind::FieldAdded { required: true } if self.level == Level::Breaking => {
                format!("Add support for {names}, required, on {at}")
            }
            Kind::FieldAdded { required: true } => {
                format!("Add support for {names}, always there, on {at}")
            }
            Kind::FieldRemoved => format!("Remove support for {names} on {at}"),
            Kind::Retyped { old, new } if names.is_empty() => {
                format!("Change type of {at} from `{old}` to `{new}`")
            }
            Kind::Retyped { old, new } => {
                format!("Change type of {names} of {at} from `{old}` to `{new}`")
            }
            Kind::Required(_) => format!("Change {at} to be required"),
            Kind::Optional(_) => format!("Change {at} to be optional"),
            Kind::Null { allowed: true } => format!("Change {at} to be nullable"),
            Kind::Null { allowed: false } => format!("Change {at} to be absent instead of null"),
            Kind::Clearable => format!("Add support for clearing {at}"),
            Kind::NotClearable => format!("Remove support for clearing {at}"),
            Kind::ClearedBy => format!("Change the mark that clears {at}"),
            Kind::ValueAdded(_) => format!("Add support for new {values} {names} on {enums} {at}"),
            Kind::ValueRemoved(_) => {
                format!("Remove support for {values} {names} on {enums} {at}")
            }
            Kind::MemberAdded(_) => {
                format!("Add support for new {members} {names} on {unions} {at}")
            }
            Kind::MemberRemoved(_) => {
                format!("Remove support for {members} {names} on {unions} {at}")
            }
            Kind::Tag => format!("Change what tells {names} of {at} from other members"),
            Kind::TypeAtPlace { old, new, .. } => {
                format!("Change the Rust type at {at} from `{old}` to `{new}`")
            }
            Kind::Split { stay, leave } => format!(
                "Tell the type of {} from that of {}, at {at}: the two were one",
                list(leave, places),
                list(stay, places)
            ),
            Kind::Deprecated if names.is_empty() => format!("Deprecate {at}"),
            Kind::Deprecated => format!("Deprecate {names} of {at}"),
            Kind::Undeprecated if names.is_empty() => format!("Change {at} to be in use again"),
            Kind::Undeprecated => format!("Change {names} of {at} to be in use again"),
        }
    }

    /// What a caller writes instead, where the compiler or a reply asks for it.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        Some(match &self.kind {
            Kind::OperationRemoved => {
                "`client.raw(method, path)` sends it for as long as Stripe takes it"
            }
            Kind::Renamed { .. } => "call the method by its new name",
            Kind::Moved {
                renamed: Some(_), ..
            } => "call the method by its new name, with the arguments of the new path",
            Kind::Moved { .. } if self.level == Level::Breaking => {
                "give the arguments of the new path"
            }
            Kind::Transport { what: "pages", .. } => "ask for pages as the new reply has them",
            Kind::Reply { .. } => "take the new type from `send`",
            Kind::ObjectRemoved => "read it as `Json`",
            Kind::EventRemoved => "`otherwise` of the router still gets it",
            Kind::EventRetyped { .. } => "take the new type in the handler",
            Kind::Resource { new: None, .. } => "write paths to expand as strings",
            Kind::FieldAdded { required: true } if self.level == Level::Breaking => {
                "give it to `new`"
            }
            Kind::FieldAdded { required: true } => {
                "nothing for replies of this version; one that was kept from before lacks the field and is not decoded"
            }
            Kind::FieldRemoved => {
                "`param(name, value)` still sends a parameter, and `undocumented.get(name)` still reads a field"
            }
            Kind::Retyped { .. } => "use the new type",
            Kind::Required(Direction::Request) => "give it to `new` instead of setting it",
            Kind::Required(Direction::Response) => {
                "take the value as it is: it is no `Option` any more"
            }
            Kind::Optional(Direction::Request) => "set it instead of giving it to `new`",
            Kind::Optional(Direction::Response) => {
                "say what to do without it: it is an `Option` now"
            }
            Kind::NotClearable => "leave the call out; `param(name, \"\")` still sends the mark",
            Kind::ValueRemoved(Direction::Request) => {
                "`From<&str>` of the enum still sends the value"
            }
            Kind::ValueRemoved(Direction::Response) | Kind::ValueAdded(Direction::Response) => {
                "`as_str` reads the value with both versions; it is `Undocumented` where there is no variant"
            }
            Kind::MemberRemoved(Direction::Request) => {
                "use another member, or `param(name, value)`"
            }
            Kind::MemberRemoved(Direction::Response) | Kind::MemberAdded(Direction::Response) => {
                "it is `Undocumented` where there is no variant"
            }
            Kind::TypeAtPlace { alias: false, .. } => {
                "make the value by the new type: one of the old type does not fit there any more"
            }
            Kind::TypeAtPlace { alias: true, .. } => {
                "both names stand for one type now: keep one impl where you wrote one for each"
            }
            Kind::Split { .. } => {
                "name each type as its own place does, and make a value for each place"
            }
            Kind::Deprecated => "the compiler warns where it is used",
            _ => return None,
        })
    }
}

fn many<T>(items: &[T], noun: &str) -> String {
    let ending = if items.len() == 1 { "" } else { "s" };
    format!("{noun}{ending}")
}

/// Code, with commas as Stripe sets them: `a`, `b`, and `c`.
fn list(items: &[String], most: usize) -> String {
    // One more place is shorter than the words for it.
    let shown = if items.len().saturating_sub(1) > most {
        most
    } else {
        items.len()
    };
    let mut parts: Vec<String> = items
        .iter()
        .take(shown)
        .map(|item| format!("`{item}`"))
        .collect();
    if shown < items.len() {
        parts.push(format!("{} more", items.len() - shown));
    }
    match parts.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, [first])) => format!("{first} and {last}"),
        Some((last, rest)) => format!("{}, and {last}", rest.join(", ")),
    }
}
