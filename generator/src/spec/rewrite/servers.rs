//! Servers: one for each operation, with a host alone.

use serde_json::{Map, Value, json};

use super::Rewriting;
use super::walk::operations;

/// Chooses the first server that is `https`, fills in its variables, and moves its path to the paths of the operations.
pub(super) fn choose(document: &mut Value, _: &mut Rewriting) -> usize {
    let mut count = 0;
    count += usize::from(one(document.get_mut("servers")));
    operations(document, &mut |_, _, operation, _| {
        count += usize::from(one(operation.get_mut("servers")));
    });
    count + usize::from(move_path(document))
}

/// Leaves one server of a list. Where there is none to choose, the list stays for the lowering to refuse.
fn one(servers: Option<&mut Value>) -> bool {
    let Some(servers) = servers.and_then(Value::as_array_mut) else {
        return false;
    };
    let is_plain = |server: &Value| server.as_object().is_none_or(|server| server.len() < 2);
    if servers.len() < 2 && servers.iter().all(is_plain) {
        return false;
    }
    let urls: Vec<String> = servers.iter().filter_map(filled).collect();
    let Some(url) = urls.into_iter().find(|url| url.starts_with("https://")) else {
        return false;
    };
    *servers = vec![json!({ "url": url })];
    true
}

/// The URL of a server with the defaults of its variables.
fn filled(server: &Value) -> Option<String> {
    let mut url = server.get("url")?.as_str()?.to_owned();
    let variables = server.get("variables").and_then(Value::as_object);
    for (name, variable) in variables.into_iter().flatten() {
        let default = variable.get("default")?.as_str()?;
        url = url.replace(&format!("{{{name}}}"), default);
    }
    Some(url)
}

/// A server's path begins each path of its operations. An operation with servers of its own must have their host alone:
/// two operations of one path cannot have different paths.
fn move_path(document: &mut Value) -> bool {
    let url = document.pointer("/servers/0/url").and_then(Value::as_str);
    let Some((host, path)) = url.and_then(parts) else {
        return false;
    };
    let servers = json!([{ "url": host }]);
    let prefix = path.to_owned();
    if let Some(all) = document.get_mut("servers") {
        *all = servers;
    }
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return true;
    };
    let moved: Map<String, Value> = std::mem::take(paths)
        .into_iter()
        .map(|(path, item)| {
            let has_own = item
                .as_object()
                .is_some_and(|item| item.values().any(|value| value.get("servers").is_some()));
            let path = if has_own || path.starts_with("x-") {
                path
            } else {
                format!("{prefix}{path}")
            };
            (path, item)
        })
        .collect();
    *paths = moved;
    true
}

/// The origin and the path of a URL that has both.
fn parts(url: &str) -> Option<(&str, &str)> {
    let rest = url.strip_prefix("https://")?;
    let slash = rest.find('/')?;
    let path = rest.get(slash..)?.trim_end_matches('/');
    let host = url.get(..url.len() - rest.len() + slash)?;
    (!path.is_empty() && !path.contains(['?', '#', '{'])).then_some((host, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_taken_apart() {
        assert_eq!(
            parts("https://a.example/v2/x/"),
            Some(("https://a.example", "/v2/x"))
        );
        for other in [
            "https://a.example",
            "https://a.example/",
            "http://a/b",
            "https://a/?b",
        ] {
            assert_eq!(parts(other), None, "{other}");
        }
    }

    #[test]
    fn the_first_encrypted_server_is_chosen() {
        let variable = json!({"region": {"default": "eu"}});
        let mut document = json!({
            "servers": [
                {"url": "http://a.example"},
                {"url": "https://{region}.example/v2", "variables": variable},
            ],
            "paths": {"/pets": {"get": {}}, "/files": {"get": {"servers": [{"url": "https://f"}]}}},
        });
        super::super::apply(&mut document);
        assert_eq!(document["servers"], json!([{"url": "https://eu.example"}]));
        let paths: Vec<_> = document["paths"].as_object().unwrap().keys().collect();
        assert_eq!(paths, ["/v2/pets", "/files"]);
    }
}
