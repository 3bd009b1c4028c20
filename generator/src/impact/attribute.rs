//! Attributes the items whose code changes to the changes of the report.

use std::collections::{BTreeMap, BTreeSet};

use super::Mark;
use super::anchors::{Anchor, Anchors};
use super::surface::{Found, module, walk};
use crate::diff::{Files, Level};

/// The changes, by the definitions that they are in.
pub(super) struct Attribution<'a> {
    anchors: &'a Anchors<'a>,
    by_definition: BTreeMap<String, Vec<Anchor>>,
}

impl<'a> Attribution<'a> {
    pub(super) fn new(anchors: &'a Anchors<'a>, all: Vec<Anchor>) -> Self {
        let mut by_definition: BTreeMap<String, Vec<Anchor>> = BTreeMap::new();
        for anchor in all {
            let of = by_definition.entry(anchor.definition.clone());
            of.or_default().push(anchor);
        }
        Self {
            anchors,
            by_definition,
        }
    }

    fn at(&self, definition: &str) -> &[Anchor] {
        let found = self.by_definition.get(definition);
        found.map_or(&[], Vec::as_slice)
    }

    /// The files that changes are in.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        let anchors = self.by_definition.values().flatten();
        anchors.map(|anchor| anchor.file.as_str())
    }

    /// The changes of an item whose code differs: of the part itself, else of the definition, else of what is around it.
    pub(super) fn of(&self, path: &str) -> BTreeSet<usize> {
        let (owner, member) = path.rsplit_once("::").unwrap_or(("", path));
        let steps: [&dyn Fn() -> BTreeSet<usize>; 8] = [
            &|| numbers(self.at(owner), |anchor| anchor.is_of(member)),
            // A function that makes a request, or a value with parameters.
            &|| match self.anchors.request(path) {
                Some(request) => self.making(&request),
                None if member == "new" => self.making(owner),
                None => BTreeSet::new(),
            },
            &|| numbers(self.at(path), |anchor| anchor.member.is_none()),
            &|| numbers(self.at(owner), |anchor| anchor.member.is_none()),
            &|| self.around(path),
            &|| self.around(owner),
            &|| self.reaching(path),
            &|| self.reaching(owner),
        ];
        let mut found = steps.iter().map(|step| step());
        if let Some(numbers) = found.find(|numbers| !numbers.is_empty()) {
            return numbers;
        }
        if let Some(of) = self.anchors.type_of(path) {
            return self.of(of);
        }
        // A module, a service, or the method that returns one.
        let below = self.anchors.requests_below(&module_of(path)).into_iter();
        let below = below.flat_map(|request| {
            numbers(self.at(&request), |anchor| {
                anchor.kind == "operation-removed"
                    || anchor.kind == "renamed"
                    || anchor.kind == "operation-moved"
            })
        });
        let below: BTreeSet<usize> = below.collect();
        if below.is_empty() { [0].into() } else { below }
    }

    /// The changes that matter to whoever makes a request: of the operation, and of its arguments.
    fn making(&self, definition: &str) -> BTreeSet<usize> {
        let anchors = self.at(definition);
        let is_argument = |anchor: &Anchor| {
            anchor.member.is_none()
                || matches!(
                    anchor.kind,
                    "field-added"
                        | "required"
                        | "optional"
                        | "retyped"
                        | "field-removed"
                        | "type-at-place"
                        | "split"
                )
        };
        numbers(anchors, |anchor| {
            anchor.level == Level::Breaking && is_argument(anchor)
        })
    }

    /// The changes of the places that lead to a type.
    fn around(&self, path: &str) -> BTreeSet<usize> {
        let around = self.anchors.around(path).into_iter();
        let mut found = around.map(|(outer, name)| {
            numbers(self.at(&outer), |anchor| {
                anchor.member.as_deref().is_none_or(|member| member == name)
            })
        });
        found
            .find(|numbers| !numbers.is_empty())
            .unwrap_or_default()
    }

    /// The changes of the definitions that lead to a type, the nearest first: without them nothing mentions it.
    fn reaching(&self, path: &str) -> BTreeSet<usize> {
        let mut known: BTreeSet<&str> = BTreeSet::new();
        // A name of a shared definition is mentioned by what is around it, whatever else mentions the definition.
        let around = self.anchors.around(path);
        let mut level: Vec<&(String, String)> = match self.anchors.users(path) {
            [] => around.iter().collect(),
            users => users.iter().collect(),
        };
        while !level.is_empty() {
            let of = level.iter().flat_map(|(user, part)| {
                let is_of = |anchor: &Anchor| {
                    let member = anchor.member.as_deref();
                    anchor.level == Level::Breaking && member.is_none_or(|member| member == part)
                };
                numbers(self.at(user), is_of)
            });
            let found: BTreeSet<usize> = of.collect();
            if !found.is_empty() {
                return found;
            }
            level.retain(|(user, _)| known.insert(user));
            let next = level.iter().flat_map(|(user, _)| {
                let around = self.anchors.users(user).iter();
                around.filter(|(user, _)| !known.contains(user.as_str()))
            });
            level = next.collect();
        }
        BTreeSet::new()
    }

    /// The items that changes are about, whether their code differs or not. What is only new is in no one's code.
    pub(super) fn direct(&self, files: &Files) -> BTreeMap<String, Mark> {
        let mut found: BTreeMap<String, Mark> = BTreeMap::new();
        let mut by_file: BTreeMap<&str, Vec<&Anchor>> = BTreeMap::new();
        for anchor in self.by_definition.values().flatten() {
            if anchor.level < Level::Behaviour {
                continue;
            }
            by_file.entry(&anchor.file).or_default().push(anchor);
            if anchor.member.is_none()
                && let Some(method) = self.anchors.method(&anchor.definition)
            {
                found
                    .entry(method)
                    .or_default()
                    .changes
                    .insert(anchor.change);
            }
        }
        for (file, anchors) in by_file {
            for path in paths(files, file) {
                let (owner, member) = path.rsplit_once("::").unwrap_or(("", &path));
                let of = anchors.iter().filter(|anchor| {
                    let is_whole = anchor.member.is_none() || anchor.adds_value();
                    (anchor.definition == path && is_whole)
                        || (anchor.definition == owner
                            && (anchor.is_of(member) || anchor.adds_value()))
                });
                let of: Vec<&&Anchor> = of.collect();
                if of.is_empty() {
                    continue;
                }
                // The code of the item is the same in both clients, or it would have another mark.
                let is_nested =
                    |anchor: &&&Anchor| matches!(anchor.kind, "type-at-place" | "split");
                let mark = found.entry(path.clone()).or_default();
                mark.depends = of.iter().all(is_nested);
                mark.changes.extend(of.iter().map(|anchor| anchor.change));
            }
        }
        found
    }
}

/// The paths of the items of a file.
fn paths(files: &Files, file: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let read = files.get(file).and_then(|text| syn::parse_file(text).ok());
    if let Some((mut read, module)) = read.zip(module(file)) {
        let as_written = |_: &str, path: &str| path.to_owned();
        walk(&mut read.items, &module, &as_written, &mut |found| {
            let Found { path, .. } = found;
            paths.push(path);
        });
        let events = super::events::read(&read.items).into_iter();
        paths.extend(events.map(|(name, _)| format!("{module}::{name}")));
    }
    paths
}

/// The module that an item belongs to, without the crate: `services::refunds` for a service and for the method of the
/// client that returns it.
fn module_of(path: &str) -> String {
    if let Some(name) = path.strip_prefix("client::Stripe::") {
        return format!("services::{name}");
    }
    let is_type = |step: &str| step.starts_with(|c: char| c.is_ascii_uppercase());
    let steps: Vec<&str> = path.split("::").take_while(|step| !is_type(step)).collect();
    steps.join("::")
}

fn numbers(anchors: &[Anchor], is_wanted: impl Fn(&Anchor) -> bool) -> BTreeSet<usize> {
    let wanted = anchors.iter().filter(|anchor| is_wanted(anchor));
    wanted.map(|anchor| anchor.change).collect()
}
