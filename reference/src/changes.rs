//! What a release changed: for the marks of rows, and for the page of changes.

use std::collections::HashMap;

use generator::diff::{Change, ChangeKind, Diff, Level};
use generator::text::{Span, spans};
use serde::Serialize;

use crate::html::{Html, Link};

/// The changes from one document to another.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// The version of the first document; `None` without a comparison.
    pub(crate) since: Option<String>,
    changes: Vec<Change>,
    /// By the pointer into the second document.
    marks: HashMap<String, Vec<Mark>>,
}

/// A mark of a place.
#[derive(Debug)]
struct Mark {
    /// Which of the change's names the place has.
    name: Option<String>,
    text: String,
}

/// A change on the page of changes.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    pub(crate) text: Html,
    /// Where it is described, where that is on a page.
    pub(crate) links: Vec<Link>,
    /// How many places more it has.
    pub(crate) more: usize,
}

/// Changes of one severity.
#[derive(Debug, Serialize)]
pub(crate) struct Severity {
    pub(crate) title: &'static str,
    pub(crate) entries: Vec<Entry>,
}

impl Changes {
    pub(crate) fn new(since: String, version: &str, diff: Diff) -> Self {
        let mut marks: HashMap<String, Vec<Mark>> = HashMap::new();
        for change in &diff.changes {
            for site in &change.sites {
                let (Some(pointer), Some(text)) =
                    (&site.head, mark(change, site.name.as_deref(), version))
                else {
                    continue;
                };
                let of_place = marks.entry(pointer.clone()).or_default();
                if !of_place
                    .iter()
                    .any(|mark| mark.text == text && mark.name == site.name)
                {
                    of_place.push(Mark {
                        name: site.name.clone(),
                        text,
                    });
                }
            }
        }
        Self {
            since: Some(since),
            changes: diff.changes,
            marks,
        }
    }

    /// What changed at a pointer.
    pub(crate) fn at(&self, pointer: &str) -> Vec<String> {
        let marks = self.marks.get(pointer).into_iter().flatten();
        marks.map(|mark| mark.text.clone()).collect()
    }

    /// What changed at a pointer that several names share, of one of them.
    pub(crate) fn at_name(&self, pointer: &str, name: &str) -> Vec<String> {
        let marks = self.marks.get(pointer).into_iter().flatten();
        let marks = marks.filter(|mark| mark.name.as_deref() == Some(name));
        marks.map(|mark| mark.text.clone()).collect()
    }

    /// All changes, most severe first. `places` has where each pointer is described.
    pub(crate) fn by_severity(&self, places: &HashMap<String, String>) -> Vec<Severity> {
        let titles = [
            (Level::Breaking, "Programs may have to be changed"),
            (Level::Behaviour, "Programs may behave differently"),
            (Level::Addition, "Additions"),
            (Level::Documentation, "Documentation"),
        ];
        let severity = |(level, title)| Severity {
            title,
            entries: self
                .changes
                .iter()
                .filter(|change| change.level == level)
                .map(|change| entry(change, places))
                .collect(),
        };
        titles
            .map(severity)
            .into_iter()
            .filter(|of| !of.entries.is_empty())
            .collect()
    }
}

/// How many places of a change are links.
const LINKS: usize = 8;

fn entry(change: &Change, places: &HashMap<String, String>) -> Entry {
    let mut links: Vec<Link> = Vec::new();
    for site in &change.sites {
        let Some(href) = site.head.as_ref().and_then(|pointer| places.get(pointer)) else {
            continue;
        };
        if !links.iter().any(|link| link.href == *href) {
            let text = href.rsplit('#').next().unwrap_or(href).to_owned();
            links.push(Link {
                href: href.clone(),
                text,
            });
        }
    }
    let more = links.len().saturating_sub(LINKS);
    links.truncate(LINKS);
    Entry {
        text: sentence(&change.headline()),
        links,
        more,
    }
}

/// A sentence whose only markup is code spans.
fn sentence(markdown: &str) -> Html {
    let mut html = Html::default();
    for span in spans(markdown) {
        match span {
            Span::Words(text) => html.push(text),
            Span::Code(text) => html.code(text),
        }
    }
    html
}

/// What a row says about a change; `None` where names of types alone changed, which readers see.
fn mark(change: &Change, name: Option<&str>, version: &str) -> Option<String> {
    let named = |what: &str| match name {
        Some(name) => format!("{what} {name}"),
        None => what.to_owned(),
    };
    Some(match &change.kind {
        ChangeKind::OperationAdded | ChangeKind::FieldAdded { .. } => format!("new in {version}"),
        ChangeKind::ValueAdded(_) => named("new value"),
        ChangeKind::ValueRemoved(_) => named("no longer the value"),
        ChangeKind::MemberAdded(_) => named("also"),
        ChangeKind::MemberRemoved(_) => named("no longer"),
        ChangeKind::FieldRemoved => named("no longer has"),
        ChangeKind::Retyped { old, new } | ChangeKind::Reply { old, new } => {
            format!("{new}, was {old}")
        }
        ChangeKind::Required(_) => "now required".to_owned(),
        ChangeKind::Optional(_) => "now optional".to_owned(),
        ChangeKind::Null { allowed: true } => "may be null".to_owned(),
        ChangeKind::Null { allowed: false } => "no longer null".to_owned(),
        ChangeKind::Clearable => "can be cleared".to_owned(),
        ChangeKind::NotClearable => "can no longer be cleared".to_owned(),
        ChangeKind::Deprecated => "deprecated".to_owned(),
        ChangeKind::Undeprecated => "no longer deprecated".to_owned(),
        ChangeKind::Moved { old, .. } => format!("was {old}"),
        ChangeKind::Renamed { old, .. } => format!("was {old}"),
        ChangeKind::Transport { what, old, new } => format!("{what}: {new}, was {old}"),
        _ => return None,
    })
}
