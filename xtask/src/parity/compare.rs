//! Compares a request with its vector. Pure.

use std::collections::BTreeMap;

use serde_json::Value;

use super::server::Recorded;
use super::vector::Vector;

/// A way in which a request differs from its vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// The typed API cannot express the call.
    Inexpressible(String),
    /// No request was received.
    Unsent(String),
    /// More than one request was received.
    Repeated(usize),
    /// A part that is compared as a text.
    Part {
        part: &'static str,
        expected: String,
        sent: String,
    },
    /// A part that is compared as names and values, in any order.
    Pairs {
        part: &'static str,
        missing: Vec<Pair>,
        surplus: Vec<Pair>,
    },
}

/// A name or JSON pointer, and its value.
pub(crate) type Pair = (String, String);

/// Compares a request with its vector. `host` is the scheme and the host that it was meant for.
pub(crate) fn compare(vector: &Vector, host: &str, recorded: &Recorded) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut part = |part, expected: &str, sent: &str| {
        if expected != sent {
            let (expected, sent) = (expected.to_owned(), sent.to_owned());
            found.push(Difference::Part {
                part,
                expected,
                sent,
            });
        }
    };
    part("method", &vector.method, &recorded.method);
    part("host", vector.api_base.trim_end_matches('/'), host);
    let target = recorded.target.as_str();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    part("path", &vector.path, path);
    let content_type = match (vector.method.as_str(), vector.is_json) {
        ("POST" | "PUT" | "PATCH", true) => "application/json",
        ("POST" | "PUT" | "PATCH", false) => "application/x-www-form-urlencoded",
        _ => "",
    };
    let sent = recorded.header("content-type").unwrap_or_default();
    part("content type", content_type, sent);
    found.extend(pairs("query", form(&vector.query), form(query)));
    let body = String::from_utf8_lossy(&recorded.body);
    let expected = vector.body.as_deref().unwrap_or_default();
    if vector.is_json {
        found.extend(pairs("body", leaves(expected), leaves(&body)));
    } else {
        found.extend(pairs("body", form(expected), form(&body)));
    }
    found
}

fn pairs(part: &'static str, expected: Vec<Pair>, sent: Vec<Pair>) -> Option<Difference> {
    let missing = without(&expected, &sent);
    let surplus = without(&sent, &expected);
    let same = missing.is_empty() && surplus.is_empty();
    (!same).then_some(Difference::Pairs {
        part,
        missing,
        surplus,
    })
}

/// The pairs that `others` does not have, or has less often.
fn without(pairs: &[Pair], others: &[Pair]) -> Vec<Pair> {
    let mut counts: BTreeMap<&Pair, usize> = BTreeMap::new();
    for pair in others {
        *counts.entry(pair).or_default() += 1;
    }
    let mut rest: Vec<Pair> = Vec::new();
    for pair in pairs {
        match counts.get_mut(pair) {
            Some(count) if *count > 0 => *count -= 1,
            _ => rest.push(pair.clone()),
        }
    }
    rest.sort();
    rest
}

/// Decoded names and values of a form or a query.
fn form(text: &str) -> Vec<Pair> {
    form_urlencoded::parse(text.as_bytes())
        .into_owned()
        .collect()
}

/// The leaves of a JSON text by their pointers: two texts have the same leaves if their values are the same.
fn leaves(text: &str) -> Vec<Pair> {
    let mut found = Vec::new();
    match serde_json::from_str(text) {
        Ok(value) => walk("", &value, &mut found),
        Err(_) => found.push((String::new(), text.to_owned())),
    }
    found
}

fn walk(at: &str, value: &Value, found: &mut Vec<Pair>) {
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                let key = generator::diagnostic::escaped(key);
                walk(&format!("{at}/{key}"), value, found);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, value) in items.iter().enumerate() {
                walk(&format!("{at}/{index}"), value, found);
            }
        }
        leaf => found.push((at.to_owned(), leaf.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::vector::tests::LINE;
    use super::*;

    const HOST: &str = "https://api.stripe.com";

    fn vector() -> Vector {
        let mut vector: Vector = serde_json::from_str(LINE).expect("a vector");
        vector.body = Some("a[k]=x+y&a[l]=%C3%BC".to_owned());
        vector
    }

    fn request() -> Recorded {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Recorded {
            method: "POST".to_owned(),
            target: "/v1/refunds".to_owned(),
            headers: vec![header("content-type", "application/x-www-form-urlencoded")],
            body: b"a%5Bl%5D=%c3%bc&a[k]=x%20y".to_vec(),
        }
    }

    #[test]
    fn order_and_escapes_of_a_form_do_not_matter() {
        assert_eq!(compare(&vector(), HOST, &request()), []);
    }

    #[test]
    fn every_part_is_compared() {
        let parts = |host: &str, change: &dyn Fn(&mut Recorded)| {
            let mut request = request();
            change(&mut request);
            let found = compare(&vector(), host, &request);
            let names = found.into_iter().map(|difference| match difference {
                Difference::Part { part, .. } | Difference::Pairs { part, .. } => part,
                other => panic!("{other:?}"),
            });
            names.collect::<Vec<_>>()
        };
        assert_eq!(parts("https://files.stripe.com", &|_| {}), ["host"]);
        assert_eq!(
            parts(HOST, &|sent| sent.method = "GET".to_owned()),
            ["method"]
        );
        assert_eq!(parts(HOST, &|sent| sent.target.push('/')), ["path"]);
        assert_eq!(parts(HOST, &|sent| sent.target.push_str("?a=1")), ["query"]);
        assert_eq!(parts(HOST, &|sent| sent.headers.clear()), ["content type"]);
        assert_eq!(parts(HOST, &|sent| sent.body.push(b'z')), ["body"]);
        assert_eq!(parts(HOST, &|sent| sent.body.clear()), ["body"]);
    }

    #[test]
    fn what_differs_is_told_from_both_sides() {
        let mut request = request();
        request.body = b"a[k]=x+y&a[k]=x+y&a[l]=".to_vec();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let expected = Difference::Pairs {
            part: "body",
            missing: vec![pair("a[l]", "ü")],
            surplus: vec![pair("a[k]", "x y"), pair("a[l]", "")],
        };
        assert_eq!(compare(&vector(), HOST, &request), [expected]);
    }

    #[test]
    fn json_is_compared_as_values() {
        let mut vector = vector();
        vector.is_json = true;
        vector.body = Some(r#"{"a": [1, {"b/c": null}], "d": {}}"#.to_owned());
        let sent = |body: &str| {
            let mut request = request();
            request.headers = vec![("content-type".to_owned(), "application/json".to_owned())];
            request.body = body.as_bytes().to_vec();
            compare(&vector, HOST, &request)
        };
        assert_eq!(sent(r#"{"d":{},"a":[1,{"b\/c":null}]}"#), []);
        for other in [
            r#"{"d":{},"a":[{"b/c":null},1]}"#,
            r#"{"d":[],"a":[1,{"b/c":null}]}"#,
            r#"{"d":{},"a":["1",{"b/c":null}]}"#,
            r#"{"a":[1,{"b/c":null}]}"#,
            "",
        ] {
            assert_eq!(sent(other).len(), 1, "{other}");
        }
    }
}
