//! Parameters, request bodies and responses that are shared by reference or by a path.

use serde_json::{Value, json};

use super::walk::{METHODS, entries};
use super::{Object, Rewriting};
use crate::diagnostic::Path;
use crate::spec::resolve::component_name;
use crate::spec::shape::Section;

/// References that lead to another are followed this far: more than anybody writes by hand, and a limit for circles.
const CHAIN: usize = 16;

/// What stands at the end of a chain of references to a section; the last reference if it leads nowhere.
pub(in crate::spec) fn end<'v>(
    document: &'v Value,
    part: &'v Value,
    section: Section,
) -> &'v Value {
    let mut part = part;
    for _ in 0..CHAIN {
        let name = part.get("$ref").and_then(Value::as_str);
        let Some(name) = name.and_then(|text| component_name(text, section.key())) else {
            break;
        };
        let all = document
            .get("components")
            .and_then(|components| components.get(section.key()));
        match all.and_then(|all| all.get(&name)) {
            Some(target) => part = target,
            None => break,
        }
    }
    part
}

/// Copies what references to parameters, bodies and responses stand for, and removes the originals.
pub(super) fn write_out(document: &mut Value, rewriting: &mut Rewriting) -> usize {
    let mut components = json!({});
    for section in [
        Section::Parameters,
        Section::RequestBodies,
        Section::Responses,
    ] {
        let all = document
            .get_mut("components")
            .and_then(Value::as_object_mut)
            .and_then(|all| all.remove(section.key()));
        if let (Some(all), Some(kept)) = (all, components.as_object_mut()) {
            kept.insert(section.key().to_owned(), all);
        }
    }
    let mut copies = Copies {
        shared: json!({ "components": components }),
        rewriting,
        count: 0,
    };
    let root = Path::Root;
    let paths = root.key("paths");
    for (template, item) in entries(document, &["paths"]) {
        let path = paths.key(template);
        copies.parameters(item, path);
        for (method, operation) in entries(item, &[]) {
            if !METHODS.contains(&method.as_str()) {
                continue;
            }
            let path = path.key(method);
            copies.parameters(operation, path);
            if let Some(body) = operation.get_mut("requestBody") {
                copies.part(body, Section::RequestBodies, path.key("requestBody"));
            }
            let list = path.key("responses");
            for (status, reply) in entries(operation, &["responses"]) {
                copies.part(reply, Section::Responses, list.key(status));
            }
        }
    }
    copies.count
}

struct Copies<'r> {
    /// A document with what is shared, and nothing else.
    shared: Value,
    rewriting: &'r mut Rewriting,
    count: usize,
}

impl Copies<'_> {
    fn parameters(&mut self, holder: &mut Value, path: Path<'_>) {
        let list = path.key("parameters");
        let parameters = holder.get_mut("parameters").and_then(Value::as_array_mut);
        for (index, parameter) in parameters.into_iter().flatten().enumerate() {
            self.part(parameter, Section::Parameters, list.index(index));
        }
    }

    fn part(&mut self, part: &mut Value, section: Section, path: Path<'_>) {
        if part.get("$ref").is_none() {
            return;
        }
        let target = end(&self.shared, part, section);
        if target.get("$ref").is_none() && self.rewriting.may_copy(target, &path.pointer()) {
            *part = target.clone();
            self.count += 1;
        }
    }
}

/// Gives each operation the parameters and servers of its path. Its own come first: a parameter is known by its name and
/// its place.
pub(super) fn of_path(document: &mut Value, rewriting: &mut Rewriting) -> usize {
    let mut count = 0;
    let root = Path::Root;
    let paths = root.key("paths");
    for (template, item) in entries(document, &["paths"]) {
        let at = paths.key(template).pointer();
        let Some(item) = item.as_object_mut() else {
            continue;
        };
        let parameters = item.remove("parameters");
        let servers = item.remove("servers");
        for (_, operation) in item
            .iter_mut()
            .filter(|(key, _)| METHODS.contains(&key.as_str()))
        {
            let Some(operation) = operation.as_object_mut() else {
                continue;
            };
            if let Some(servers) = &servers
                && rewriting.may_copy(servers, &at)
            {
                operation
                    .entry("servers")
                    .or_insert_with(|| servers.clone());
                count += 1;
            }
            if let Some(parameters) = &parameters
                && rewriting.may_copy(parameters, &at)
            {
                add(operation, parameters);
                count += 1;
            }
        }
    }
    count
}

fn add(operation: &mut Object, shared: &Value) {
    let own = operation.entry("parameters").or_insert_with(|| json!([]));
    let Some(own) = own.as_array_mut() else {
        return;
    };
    let key = |parameter: &Value| (parameter.get("in").cloned(), parameter.get("name").cloned());
    let known: Vec<_> = own.iter().map(key).collect();
    let shared = shared.as_array().into_iter().flatten();
    own.extend(
        shared
            .filter(|parameter| !known.contains(&key(parameter)))
            .cloned(),
    );
}
