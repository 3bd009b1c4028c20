//! Every kind of change on every side that it can occur on.

use generator::diff::{Kind, Level};
use generator::ir::Direction;

use Direction::{Request, Response};

/// The row of a change. A new kind does not compile here until it has one.
pub fn row(kind: &Kind, side: Direction, level: Level) -> String {
    let breaking = level == Level::Breaking;
    let told = match side {
        Request => " request",
        Response => " reply",
    };
    let (what, side) = match kind {
        Kind::Version { .. } | Kind::Host { .. } => ("", ""),
        Kind::OperationAdded | Kind::OperationRemoved => ("", ""),
        Kind::Moved {
            renamed: Some(_), ..
        } => (" renamed", ""),
        Kind::Moved { .. } => (if breaking { " arguments" } else { "" }, ""),
        Kind::Renamed { .. } | Kind::Reply { .. } => ("", ""),
        Kind::Argument { .. } | Kind::OperationId { .. } => ("", ""),
        Kind::EventAdded | Kind::EventRemoved | Kind::EventRetyped { .. } => ("", ""),
        Kind::Resource { new: None, .. } => (" no more", ""),
        Kind::Resource { .. } => ("", ""),
        Kind::Transport { what, .. } => return format!("transport {what}"),
        Kind::ObjectAdded | Kind::ObjectRemoved => ("", ""),
        Kind::FieldAdded { required: true } => (" required", told),
        Kind::FieldAdded { required: false } => (" optional", told),
        Kind::FieldRemoved => ("", told),
        Kind::Retyped { .. } => (if breaking { "" } else { " alike" }, told),
        Kind::Required(_) | Kind::Optional(_) => ("", told),
        Kind::Null { allowed: true } => (" allowed", ""),
        Kind::Null { allowed: false } => (" refused", ""),
        Kind::Clearable | Kind::NotClearable | Kind::ClearedBy => ("", ""),
        Kind::ValueAdded(_) | Kind::ValueRemoved(_) => ("", told),
        Kind::MemberAdded(_) | Kind::MemberRemoved(_) => ("", told),
        Kind::Tag => ("", ""),
        Kind::TypeAtPlace { alias: true, .. } => (" shared", told),
        Kind::TypeAtPlace { alias: false, .. } => ("", told),
        Kind::Split { .. } => ("", told),
        Kind::Deprecated | Kind::Undeprecated => ("", told),
    };
    format!("{}{what}{side}", kind.as_str())
}

/// All of them. What `Kind::level` leaves to the comparison is not here: a move with other arguments, and another type in
/// the document that is one in the client.
pub fn all() -> Vec<(Kind, Direction)> {
    let (old, new) = (String::new(), String::new());
    let moved = |alias| Kind::TypeAtPlace {
        old: String::new(),
        new: String::new(),
        alias,
    };
    let transport = |what| Kind::Transport {
        what,
        old: String::new(),
        new: String::new(),
    };
    let split = || Kind::Split {
        stay: Vec::new(),
        leave: Vec::new(),
    };
    let mut all: Vec<(Kind, Direction)> = ["host", "encoding", "pages", "media type", "errors"]
        .map(|what| (transport(what), Request))
        .into();
    all.extend([
        (
            Kind::Version {
                old: old.clone(),
                new: new.clone(),
            },
            Request,
        ),
        (
            Kind::Host {
                old: old.clone(),
                new: new.clone(),
            },
            Request,
        ),
        (Kind::OperationAdded, Request),
        (Kind::OperationRemoved, Request),
        (
            Kind::Moved {
                old: old.clone(),
                new: new.clone(),
                renamed: None,
            },
            Request,
        ),
        (
            Kind::Moved {
                old: old.clone(),
                new: new.clone(),
                renamed: Some((old.clone(), new.clone())),
            },
            Request,
        ),
        (
            Kind::Argument {
                old: old.clone(),
                new: new.clone(),
            },
            Request,
        ),
        (
            Kind::OperationId {
                old: old.clone(),
                new: new.clone(),
            },
            Request,
        ),
        (
            Kind::Resource {
                old: None,
                new: None,
            },
            Response,
        ),
        (
            Kind::Resource {
                old: None,
                new: Some(new.clone()),
            },
            Response,
        ),
        (Kind::EventAdded, Response),
        (Kind::EventRemoved, Response),
        (
            Kind::EventRetyped {
                old: old.clone(),
                new: new.clone(),
            },
            Response,
        ),
        (
            Kind::Renamed {
                old: old.clone(),
                new: new.clone(),
            },
            Request,
        ),
        (
            Kind::Reply {
                old: old.clone(),
                new: new.clone(),
            },
            Request,
        ),
        (Kind::ObjectAdded, Response),
        (Kind::ObjectRemoved, Response),
        (Kind::Null { allowed: true }, Response),
        (Kind::Null { allowed: false }, Response),
        (Kind::Clearable, Request),
        (Kind::NotClearable, Request),
        (Kind::ClearedBy, Request),
        (Kind::Tag, Response),
    ]);
    for side in [Request, Response] {
        let (old, new) = (old.clone(), new.clone());
        let kinds = [
            Kind::FieldAdded { required: true },
            Kind::FieldAdded { required: false },
            Kind::FieldRemoved,
            Kind::Retyped { old, new },
            Kind::Required(side),
            Kind::Optional(side),
            Kind::ValueAdded(side),
            Kind::ValueRemoved(side),
            Kind::MemberAdded(side),
            Kind::MemberRemoved(side),
            moved(false),
            moved(true),
            split(),
            Kind::Deprecated,
            Kind::Undeprecated,
        ];
        all.extend(kinds.map(|kind| (kind, side)));
    }
    all
}
