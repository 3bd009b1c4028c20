//! Compares event types. A client has the event types whose objects are in its document.

use std::collections::BTreeMap;

use super::change::ChangeKind;
use super::client::Client;
use super::found::{Found, Node};
use super::paths::Root;
use super::walk::Walk;
use crate::ir::Direction;

/// The object that an event carries, and its place in the document.
type Object = (String, String);

pub(super) fn events(walk: &mut Walk<'_>) -> Vec<Root> {
    let (old, new) = (objects(&walk.base), objects(&walk.head));
    let mut roots = Vec::new();
    for title in old
        .keys()
        .chain(new.keys().filter(|e| !old.contains_key(*e)))
    {
        let kind = match (old.get(title), new.get(title)) {
            (Some((old, _)), Some((new, _))) if old != new => ChangeKind::EventRetyped {
                old: old.clone(),
                new: new.clone(),
            },
            (Some(_), None) => ChangeKind::EventRemoved,
            (None, Some(_)) => ChangeKind::EventAdded,
            _ => continue,
        };
        let pointer = |object: Option<&Object>| object.map(|(_, pointer)| pointer.clone());
        let pointers = (pointer(old.get(title)), pointer(new.get(title)));
        let (base, head) = (pointers.0.as_deref(), pointers.1.as_deref());
        let found = vec![Found::new(kind, Direction::Response, base, head)];
        let inner = Vec::new();
        let node = walk.add(Node { found, inner });
        roots.push(Root::new(title.clone(), node));
    }
    roots
}

fn objects(client: &Client<'_>) -> BTreeMap<String, Object> {
    // Emission reports unknown objects.
    let known = client
        .lowered
        .events
        .known(client.api())
        .unwrap_or_default();
    let known = known.into_iter().map(|(fact, place)| {
        let def = place
            .as_ref()
            .and_then(|place| client.api().types.get(place));
        let pointer = def.map_or("#", |def| def.pointer.as_str());
        let object = place.as_ref().map(|place| client.rust(place));
        let object = object.unwrap_or_else(|| "none".to_owned());
        (fact.event_type.clone(), (object, pointer.to_owned()))
    });
    known.collect()
}
