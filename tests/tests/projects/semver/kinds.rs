//! Every kind of change, in every direction that it can occur in.

use generator::diff::{ChangeKind, Level};
use generator::ir::Direction;

use Direction::{Request, Response};

/// The row of a change. A new kind does not compile here until it has a row.
pub fn row(kind: &ChangeKind, side: Direction, level: Level) -> String {
    let breaking = level == Level::Breaking;
    let side_name = match side {
        Request => " request",
        Response => " reply",
    };
    let (what, side) = match kind {
        ChangeKind::Version { .. } | ChangeKind::Host { .. } => ("", ""),
        ChangeKind::OperationAdded | ChangeKind::OperationRemoved => ("", ""),
        ChangeKind::Moved {
            renamed: Some(_), ..
        } => (" renamed", ""),
        ChangeKind::Moved { .. } => (if breaking { " arguments" } else { "" }, ""),
        ChangeKind::Renamed { .. } | ChangeKind::Reply { .. } => ("", ""),
        ChangeKind::Argument { .. } | ChangeKind::OperationId { .. } => ("", ""),
        ChangeKind::EventAdded | ChangeKind::EventRemoved | ChangeKind::EventRetyped { .. } => {
            ("", "")
        }
        ChangeKind::Resource { .. } => ("", ""),
        ChangeKind::Transport { what, .. } => return format!("transport {what}"),
        ChangeKind::ObjectAdded | ChangeKind::ObjectRemoved => ("", ""),
        ChangeKind::FieldAdded { required: true } => (" required", side_name),
        ChangeKind::FieldAdded { required: false } => (" optional", side_name),
        ChangeKind::FieldRemoved => ("", side_name),
        ChangeKind::Retyped { .. } => (if breaking { "" } else { " alike" }, side_name),
        ChangeKind::Required(_) | ChangeKind::Optional(_) => ("", side_name),
        ChangeKind::Null { allowed: true } => (" allowed", ""),
        ChangeKind::Null { allowed: false } => (" refused", ""),
        ChangeKind::Clearable | ChangeKind::NotClearable | ChangeKind::ClearedBy => ("", ""),
        ChangeKind::ValueAdded(_) | ChangeKind::ValueRemoved(_) => ("", side_name),
        ChangeKind::MemberAdded(_) | ChangeKind::MemberRemoved(_) => ("", side_name),
        ChangeKind::Tag => ("", ""),
        ChangeKind::TypeAtPlace { alias: true, .. } => (" shared", side_name),
        ChangeKind::TypeAtPlace { alias: false, .. } => ("", side_name),
        ChangeKind::Split { .. } => ("", side_name),
        ChangeKind::Deprecated | ChangeKind::Undeprecated => ("", side_name),
    };
    format!("{}{what}{side}", kind.as_str())
}

/// All kinds, except those whose level the comparison decides instead of `ChangeKind::level`: a move with other
/// arguments, and a retyped field whose type is the same in the client.
pub fn all() -> Vec<(ChangeKind, Direction)> {
    let (old, new) = (String::new(), String::new());
    let moved = |alias| ChangeKind::TypeAtPlace {
        old: String::new(),
        new: String::new(),
        alias,
    };
    let transport = |what| ChangeKind::Transport {
        what,
        old: String::new(),
        new: String::new(),
    };
    let split = || ChangeKind::Split {
        stay: Vec::new(),
        leave: Vec::new(),
    };
    let mut all: Vec<(ChangeKind, Direction)> = [
        "host",
        "encoding",
        "pages",
        "media type",
        "empty responses",
        "errors",
    ]
    .map(|what| (transport(what), Request))
    .into();
    all.extend([
        (
            ChangeKind::Version {
                old: old.clone(),
                new: new.clone(),
            },
            Request,
        ),
        (
            ChangeKind::Host {
                old: old.clone(),
                new: new.clone(),
            },
            Request,
        ),
        (ChangeKind::OperationAdded, Request),
        (ChangeKind::OperationRemoved, Request),
        (
            ChangeKind::Moved {
                old: old.clone(),
                new: new.clone(),
                renamed: None,
            },
            Request,
        ),
        (
            ChangeKind::Moved {
                old: old.clone(),
                new: new.clone(),
                renamed: Some((old.clone(), new.clone())),
            },
            Request,
        ),
        (
            ChangeKind::Argument {
                old: old.clone(),
                new: new.clone(),
            },
            Request,
        ),
        (
            ChangeKind::OperationId {
                old: old.clone(),
                new: new.clone(),
            },
            Request,
        ),
        (
            ChangeKind::Resource {
                old: None,
                new: Some(new.clone()),
            },
            Response,
        ),
        (ChangeKind::EventAdded, Response),
        (ChangeKind::EventRemoved, Response),
        (
            ChangeKind::EventRetyped {
                old: old.clone(),
                new: new.clone(),
            },
            Response,
        ),
        (
            ChangeKind::Renamed {
                old: old.clone(),
                new: new.clone(),
            },
            Request,
        ),
        (
            ChangeKind::Reply {
                old: old.clone(),
                new: new.clone(),
            },
            Request,
        ),
        (ChangeKind::ObjectAdded, Response),
        (ChangeKind::ObjectRemoved, Response),
        (ChangeKind::Null { allowed: true }, Response),
        (ChangeKind::Null { allowed: false }, Response),
        (ChangeKind::Clearable, Request),
        (ChangeKind::NotClearable, Request),
        (ChangeKind::ClearedBy, Request),
        (ChangeKind::Tag, Response),
    ]);
    for side in [Request, Response] {
        let (old, new) = (old.clone(), new.clone());
        let kinds = [
            ChangeKind::FieldAdded { required: true },
            ChangeKind::FieldAdded { required: false },
            ChangeKind::FieldRemoved,
            ChangeKind::Retyped { old, new },
            ChangeKind::Required(side),
            ChangeKind::Optional(side),
            ChangeKind::ValueAdded(side),
            ChangeKind::ValueRemoved(side),
            ChangeKind::MemberAdded(side),
            ChangeKind::MemberRemoved(side),
            moved(false),
            moved(true),
            split(),
            ChangeKind::Deprecated,
            ChangeKind::Undeprecated,
        ];
        all.extend(kinds.map(|kind| (kind, side)));
    }
    all
}
