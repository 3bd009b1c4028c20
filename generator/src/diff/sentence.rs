//! Each change as a sentence in the grammar of Stripe's release notes, with advice for callers.

use super::change::{Change, ChangeKind, Level};
use crate::ir::Direction;
use crate::text::code;

/// Names in a headline.
const HEADLINE: usize = 2;

impl Change {
    /// The change as a sentence in Markdown that lists at most `places` of its places.
    #[must_use]
    pub fn sentence(&self, places: usize) -> String {
        let paths = self.paths();
        let names = list(&self.names, usize::MAX);
        self.with(&names, &list(&paths, places), places)
    }

    /// The change on one line: some of its names, at one of its places.
    #[must_use]
    pub fn headline(&self) -> String {
        let names = list(&self.names, HEADLINE);
        let paths = self.paths();
        let at = match paths.as_slice() {
            [first, _, ..] => format!("{first} and {} more", paths.len() - 1, first = code(first)),
            _ => list(&paths, 1),
        };
        match &self.kind {
            // Type names are long, and the full sentence has them.
            ChangeKind::TypeAtPlace { .. } => format!("Change the Rust type at {at}"),
            ChangeKind::Split { .. } => format!("Split one type into two at {at}"),
            _ => self.with(&names, &at, HEADLINE),
        }
    }

    /// `names` and `at` are lists in words; `places` limits all other lists.
    fn with(&self, names: &str, at: &str, places: usize) -> String {
        let paths = self.paths();
        let (values, enums) = (many(&self.names, "value"), many(&paths, "enum"));
        let (members, unions) = (many(&self.names, "member"), many(&paths, "union"));
        match &self.kind {
            ChangeKind::Version { old, new } => {
                format!(
                    "Ask for API version {} in {}",
                    instead(new, old),
                    paths.join(", ")
                )
            }
            ChangeKind::Host { old, new } => format!("Send requests to {}", instead(new, old)),
            ChangeKind::OperationAdded => {
                format!("Add support for {} {at}", many(&paths, "operation"))
            }
            ChangeKind::OperationRemoved => format!("Remove {} {at}", many(&paths, "operation")),
            ChangeKind::Moved { old, new, renamed } => {
                let sent = format!("Send {at} as {}", instead(new, old));
                match renamed {
                    Some((old, new)) => format!("{sent}, and call it {}", instead(new, old)),
                    None => sent,
                }
            }
            ChangeKind::Renamed { old, new } => {
                format!("Rename {} to {}", code(old), code(new))
            }
            ChangeKind::Argument { old, new } => {
                format!(
                    "Change the route of {at} {}, which only names arguments",
                    from(old, new)
                )
            }
            ChangeKind::OperationId { old, new } => {
                format!("Change the id of {at} in the document {}", from(old, new))
            }
            ChangeKind::Transport { what, old, new } => {
                format!("Change {what} of {at} {}", from(old, new))
            }
            ChangeKind::Reply { old, new } => {
                format!("Change the response type of {at} {}", from(old, new))
            }
            ChangeKind::ObjectAdded => format!("Add support for {} {at}", many(&paths, "object")),
            ChangeKind::ObjectRemoved => format!("Remove {} {at}", many(&paths, "object")),
            ChangeKind::Resource { old, new } => {
                let name = |id: &Option<String>| id.clone().unwrap_or_else(|| "none".to_owned());
                let (old, new) = (name(old), name(new));
                format!("Change the API object of {at} {}", from(&old, &new))
            }
            ChangeKind::EventAdded => {
                format!("Add support for {} {at}", many(&paths, "event type"))
            }
            ChangeKind::EventRemoved => format!("Remove {} {at}", many(&paths, "event type")),
            ChangeKind::EventRetyped { old, new } => {
                let events = many(&paths, "event type");
                format!("Change the object of {events} {at} {}", from(old, new))
            }
            ChangeKind::FieldAdded { required: false } => {
                format!("Add support for {names} on {at}")
            }
            ChangeKind::FieldAdded { required: true } if self.level == Level::Breaking => {
                format!("Add support for {names}, required, on {at}")
            }
            ChangeKind::FieldAdded { required: true } => {
                format!("Add support for {names}, always present, on {at}")
            }
            ChangeKind::FieldRemoved => format!("Remove support for {names} on {at}"),
            ChangeKind::Retyped { old, new } if names.is_empty() => {
                format!("Change type of {at} {}", from(old, new))
            }
            ChangeKind::Retyped { old, new } => {
                format!("Change type of {names} of {at} {}", from(old, new))
            }
            ChangeKind::Required(_) => format!("Change {at} to be required"),
            ChangeKind::Optional(_) => format!("Change {at} to be optional"),
            ChangeKind::Null { allowed: true } => format!("Change {at} to be nullable"),
            ChangeKind::Null { allowed: false } => {
                format!("Change {at} to be absent instead of null")
            }
            ChangeKind::Clearable => format!("Add support for clearing {at}"),
            ChangeKind::NotClearable => format!("Remove support for clearing {at}"),
            ChangeKind::ClearedBy => format!("Change the value that clears {at}"),
            ChangeKind::ValueAdded(_) => {
                format!("Add support for new {values} {names} on {enums} {at}")
            }
            ChangeKind::ValueRemoved(_) => {
                format!("Remove support for {values} {names} on {enums} {at}")
            }
            ChangeKind::MemberAdded(_) => {
                format!("Add support for new {members} {names} on {unions} {at}")
            }
            ChangeKind::MemberRemoved(_) => {
                format!("Remove support for {members} {names} on {unions} {at}")
            }
            ChangeKind::Tag => format!("Change the tag that identifies {names} of {at}"),
            ChangeKind::TypeAtPlace { old, new, .. } => {
                format!("Change the Rust type at {at} {}", from(old, new))
            }
            ChangeKind::Split { stay, leave } => format!(
                "{} {} no longer the same type as {} (at {at})",
                list(leave, places),
                if leave.len() == 1 { "is" } else { "are" },
                list(stay, places)
            ),
            ChangeKind::Deprecated if names.is_empty() => format!("Deprecate {at}"),
            ChangeKind::Deprecated => format!("Deprecate {names} of {at}"),
            ChangeKind::Undeprecated if names.is_empty() => {
                format!("Remove the deprecation of {at}")
            }
            ChangeKind::Undeprecated => format!("Remove the deprecation of {names} of {at}"),
        }
    }

    /// How a caller adapts, where code has to change.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        Some(match &self.kind {
            ChangeKind::OperationRemoved => {
                "`client.raw(method, path)` sends it for as long as Stripe accepts it"
            }
            ChangeKind::Renamed { .. } => "call the method by its new name",
            ChangeKind::Moved {
                renamed: Some(_), ..
            } => "call the method by its new name, with the arguments of the new path",
            ChangeKind::Moved { .. } if self.level == Level::Breaking => {
                "pass the arguments of the new path"
            }
            ChangeKind::Transport { what: "pages", .. } => {
                "request pages the way the new response returns them"
            }
            ChangeKind::Reply { .. } => "`send` returns the new type",
            ChangeKind::ObjectRemoved => "read it as `Json`",
            ChangeKind::EventRemoved => "the router's `otherwise` handler still receives it",
            ChangeKind::EventRetyped { .. } => "the handler receives the new type",
            ChangeKind::FieldAdded { required: true } if self.level == Level::Breaking => {
                "pass it to `new`, or to its setter if it has one"
            }
            ChangeKind::FieldAdded { required: true } => {
                "nothing for responses of this version; a stored older response lacks the field and fails to decode"
            }
            ChangeKind::FieldRemoved => {
                // A path leads into an operation or into an object.
                let sent = self.sites.iter().filter(|site| site.path.contains('#'));
                match sent.count() {
                    0 => "`undocumented.get(name)` still reads a field",
                    sent if sent == self.sites.len() => {
                        "`param(name, value)` still sends a parameter"
                    }
                    _ => {
                        "`param(name, value)` still sends a parameter, and `undocumented.get(name)` still reads a field"
                    }
                }
            }
            ChangeKind::Retyped { .. } => "use the new type",
            ChangeKind::Required(Direction::Request) => {
                "pass it to `new`, or always set it if it is a setter still"
            }
            ChangeKind::Required(Direction::Response) => {
                "use the value directly: it is no longer an `Option`"
            }
            ChangeKind::Optional(Direction::Request) => "set it instead of passing it to `new`",
            ChangeKind::Optional(Direction::Response) => "handle `None`: it is an `Option` now",
            ChangeKind::NotClearable => {
                "drop the call; `param(name, \"\")` still sends an empty string"
            }
            ChangeKind::ValueRemoved(Direction::Request) => {
                "pass it as a string: the setter still sends it"
            }
            ChangeKind::ValueRemoved(Direction::Response)
            | ChangeKind::ValueAdded(Direction::Response) => {
                "`as_str` reads the value with both versions; it is `Undocumented` where there is no variant"
            }
            ChangeKind::MemberRemoved(Direction::Request) => {
                "use another member, or `param(name, value)`"
            }
            ChangeKind::MemberRemoved(Direction::Response)
            | ChangeKind::MemberAdded(Direction::Response) => {
                "it is `Undocumented` where there is no variant"
            }
            ChangeKind::TypeAtPlace { alias: false, .. } => {
                "build the value with the new type: the old one no longer fits"
            }
            ChangeKind::TypeAtPlace { alias: true, .. } => {
                "both names are one type now: keep one impl where you wrote one for each"
            }
            ChangeKind::Split { .. } => "build a separate value for each",
            ChangeKind::Deprecated => "the compiler warns where it is used",
            _ => return None,
        })
    }
}

fn from(old: &str, new: &str) -> String {
    if old == new {
        // Two types of one name, such as objects.
        return format!("from one {} to another", code(old));
    }
    format!("from {} to {}", code(old), code(new))
}

fn instead(new: &str, old: &str) -> String {
    format!("{} instead of {}", code(new), code(old))
}

fn many<T>(items: &[T], noun: &str) -> String {
    let ending = if items.len() == 1 { "" } else { "s" };
    format!("{noun}{ending}")
}

/// A list of code in Stripe's punctuation: `a`, `b`, and `c`.
pub(super) fn list(items: &[String], most: usize) -> String {
    // Naming one more place is shorter than "1 more".
    let shown = if items.len().saturating_sub(1) > most {
        most
    } else {
        items.len()
    };
    let mut parts: Vec<String> = items.iter().take(shown).map(|item| code(item)).collect();
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
