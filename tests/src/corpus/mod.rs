//! A corpus of hostile documents: one of the project's documents with a hostile string in a position that has a string.
//!
//! [`mutations`] are the positions, each key and value of a document, and all places of a string together, so that what
//! refers to a renamed thing still does. [`STRINGS`] are what goes there. [`code`] and [`page`] check the results.

pub mod code;
pub mod page;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::{hostile, read};

/// Strings that try to leave the place that they stand in. Those that could be markup have [`hostile::MARK`].
pub const STRINGS: [&str; 37] = [
    "<script>evil()</script>",
    "evil` ![x](https://evil.example/p.png) @octocat </details> `b",
    "evil' onclick='evil()' \"evil\" &lt;evil&gt;",
    "[Self::evil] [evil](javascript:evil()) evil#123 www.evil.example",
    "--> evil <!-- evil ]]>",
    "``` evil\n~~~\n",
    "evil*/ pub fn evil() {} /*",
    "evil\"# ; include!(\"/etc/passwd\"); r#\"",
    "evil\\\"); } pub fn evil() { //",
    "evil\"; } #[evil] impl Evil for evil {} const X: &str = \"",
    "#![evil] #[evil(evil)] $evil",
    "evil{}{0}{evil:?}",
    "{{evil}}",
    "{evil}",
    "/v1/evil/{evil}",
    "r#evil",
    "crate::evil",
    "__evil__",
    "evil\n# evil\n\nmod evil;\n",
    "evil\r\n\r\nevil\r",
    "evil\u{1b}[31m\u{1b}]0;evil\u{7}\u{9b}1m",
    "evil\u{202e}\u{2066}\u{200f}evil",
    "evil\u{2028}\u{2029}\u{61c}\u{200b}\u{feff}evil",
    "evil\0evil",
    "evil = [1]\n[evil]\nevil = \"\"\"\n'''",
    "- evil: &evil !!evil |\n  *evil",
    "evil\tevil\tevil",
    "$(evil) ${evil} %evil% ;evil",
    "../../evil",
    "..",
    "",
    "fn",
    "Self",
    "no",
    "0",
    "evil é\u{301} 日本 🎉",
    // Longer than the name of a file may be.
    "evil_a_name_that_does_not_end_and_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on\
     _and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on\
     _and_on_and_on_and_on_and_on_and_on_and_on_and_on",
];

/// Strings without harm, for the same positions. The client with one of them has the same items as the client with a
/// hostile string, some of which can be identifiers, numbers or parts of paths.
#[must_use]
pub fn tame() -> Vec<String> {
    let short = [
        "tame-String one",
        "tame_string",
        "Tame",
        "7",
        "tame",
        "tame/string",
    ];
    let long = STRINGS.iter().filter(|text| text.len() > 200);
    let long = long.map(|text| text.replace(hostile::MARK, "tame"));
    short.map(str::to_owned).into_iter().chain(long).collect()
}

/// Stands for [`hostile::MARK`] in prose, which is text outside of code.
pub const PROSE_MARK: &str = "wicked";

/// A place for a string.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mutation {
    /// The value at a JSON pointer.
    Value(String),
    /// A key of the object at a JSON pointer.
    Key(String, String),
    /// Each place of a name: keys, values, references and parameters of paths.
    Everywhere(String),
}

/// A document of the project and its ledger.
#[derive(Debug, Clone)]
pub struct Base {
    /// Its path.
    pub name: &'static str,
    /// Its content.
    pub document: Value,
    /// The text of its ledger.
    pub ledger: String,
}

/// The fragment and the documents of the tests.
///
/// # Panics
///
/// If one is not YAML.
#[must_use]
pub fn bases() -> Vec<Base> {
    let names = [
        "spec/refunds.yaml",
        "tests/specs/calls.yaml",
        "tests/specs/constructs.yaml",
        "tests/specs/expand.yaml",
        "tests/specs/obstacles.yaml",
    ];
    let base = |name: &'static str| Base {
        name,
        document: serde_yaml::from_str(&read(name)).unwrap_or_else(|error| panic!("{error}")),
        ledger: match name {
            "spec/refunds.yaml" => read("spec/names.tsv"),
            _ => String::new(),
        },
    };
    names.map(base).into()
}

/// Every position of a document, in a fixed order.
#[must_use]
pub fn mutations(document: &Value) -> Vec<Mutation> {
    let (mut found, mut names) = (Vec::new(), BTreeSet::new());
    collect(document, "", &mut found, &mut names);
    found.extend(names.into_iter().map(Mutation::Everywhere));
    found
}

fn collect(value: &Value, at: &str, found: &mut Vec<Mutation>, names: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            found.push(Mutation::Value(at.to_owned()));
            if !is_prose(at) {
                names.insert(text.clone());
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                collect(item, &format!("{at}/{n}"), found, names);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                found.push(Mutation::Key(at.to_owned(), key.clone()));
                names.insert(key.clone());
                collect(value, &format!("{at}/{}", escaped(key)), found, names);
            }
        }
        _ => {}
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Whether the value at a pointer is text for people, or the version, which is a word that needs no code.
fn is_prose(pointer: &str) -> bool {
    ["/description", "/summary", "/title", "/info/version"]
        .iter()
        .any(|end| pointer.ends_with(end))
}

impl Mutation {
    /// The kind of the position: its pointer without names and numbers, and no more than its end.
    #[must_use]
    pub fn kind(&self) -> String {
        let (pointer, end) = match self {
            Self::Value(pointer) => (pointer, ""),
            Self::Key(pointer, key) => (pointer, if is_keyword(key) { key } else { "NAME" }),
            Self::Everywhere(name) if is_keyword(name) => return "each keyword".to_owned(),
            Self::Everywhere(name) => {
                let shape = |c: char| match c {
                    'a'..='z' | '0'..='9' | '_' => 'a',
                    'A'..='Z' => 'A',
                    c => c,
                };
                let shape: BTreeSet<char> = name.chars().map(shape).collect();
                return format!("each {shape:?}");
            }
        };
        let mut parts: Vec<&str> = pointer
            .split('/')
            .skip(1)
            .map(|part| if is_keyword(part) { part } else { "*" })
            .collect();
        parts.drain(..parts.len().saturating_sub(4));
        format!("{} {end}", parts.join("/"))
    }

    /// The document with a string in this position; `None` if that changes nothing.
    #[must_use]
    pub fn apply(&self, document: &Value, text: &str) -> Option<Value> {
        let mut mutant = document.clone();
        match self {
            Self::Value(pointer) => {
                let place = mutant.pointer_mut(pointer)?;
                *place = match is_prose(pointer) {
                    true => text.replace(hostile::MARK, PROSE_MARK).into(),
                    false => text.into(),
                };
            }
            Self::Key(pointer, key) => {
                let map = mutant.pointer_mut(pointer)?.as_object_mut()?;
                let value = map.remove(key)?;
                if map.insert(text.to_owned(), value).is_some() {
                    return None;
                }
            }
            Self::Everywhere(name) => mutant = renamed(mutant, name, text),
        }
        (mutant != *document).then_some(mutant)
    }
}

/// Whether a part of a pointer is a keyword of OpenAPI rather than a name.
fn is_keyword(part: &str) -> bool {
    const WORDS: &str = "openapi info title version description servers url paths get post delete put patch operationId summary \
        parameters name in required style explode schema requestBody content encoding responses default components schemas type \
        properties enum format nullable maxLength items anyOf oneOf allOf additionalProperties object array $ref deprecated \
        pattern minimum maximum contact email termsOfService license security securitySchemes scheme example";
    part.starts_with("x-") || WORDS.split_whitespace().any(|word| word == part)
}

fn renamed(value: Value, name: &str, text: &str) -> Value {
    match value {
        Value::String(old) => string(&old, name, text).into(),
        Value::Array(items) => items
            .into_iter()
            .map(|item| renamed(item, name, text))
            .collect(),
        Value::Object(map) => {
            let entries = map
                .into_iter()
                .map(|(key, value)| (string(&key, name, text), renamed(value, name, text)));
            Value::Object(entries.collect::<Map<String, Value>>())
        }
        other => other,
    }
}

fn string(old: &str, name: &str, text: &str) -> String {
    if old == name {
        return text.to_owned();
    }
    if let Some(target) = old.strip_prefix("#/components/schemas/") {
        if target == escaped(name) {
            return format!("#/components/schemas/{}", escaped(text));
        }
    } else if old.starts_with("/v") {
        let parts = old.split('/').map(|part| match part {
            part if part == name => text.to_owned(),
            part if part == format!("{{{name}}}") => format!("{{{text}}}"),
            part => part.to_owned(),
        });
        return parts.collect::<Vec<_>>().join("/");
    }
    old.to_owned()
}

/// A document and a string in one of its positions.
#[derive(Debug, Clone)]
pub struct Case {
    /// Which of [`bases`].
    pub base: usize,
    /// The position.
    pub mutation: Mutation,
    /// The index in [`STRINGS`].
    pub string: usize,
}

/// The corpus: every string in one position of each kind, and one string in every position, which differs from one
/// position to the next.
#[must_use]
pub fn cases(bases: &[Base]) -> Vec<Case> {
    let mut cases = Vec::new();
    for (base, Base { document, .. }) in bases.iter().enumerate() {
        let mut kinds: BTreeMap<String, Vec<Mutation>> = BTreeMap::new();
        for mutation in mutations(document) {
            kinds.entry(mutation.kind()).or_default().push(mutation);
        }
        for (n, mutations) in kinds.into_values().enumerate() {
            for (at, mutation) in mutations.iter().enumerate() {
                cases.extend((0..STRINGS.len()).filter_map(|string| {
                    let first = at == 0;
                    (first || (n + at) % STRINGS.len() == string).then(|| Case {
                        base,
                        mutation: mutation.clone(),
                        string,
                    })
                }));
            }
        }
    }
    cases
}

/// A document with many hostile strings at once, and their number: a string is in each of about `positions` positions in
/// which `accepts` takes one next to those that are there already. Another `turn` has other strings in other positions.
///
/// Values are first and keys after those below them, because what is below a renamed key cannot be found again.
#[must_use]
pub fn pile(
    document: &Value,
    turn: usize,
    positions: usize,
    accepts: impl Fn(&Value) -> bool,
) -> (Value, usize) {
    let mut piled = document.clone();
    let mut number = 0;
    let mut all = mutations(document);
    all.reverse();
    all.sort_by_key(|mutation| match mutation {
        Mutation::Value(_) => 0,
        Mutation::Key(..) => 1,
        Mutation::Everywhere(_) => 2,
    });
    let every = all.len().div_ceil(positions).max(1);
    let some = all.iter().skip(turn % every).step_by(every);
    for (n, mutation) in some.enumerate() {
        // Of these, few positions take all or none.
        let texts = (0..3).map(|other| STRINGS[(n + turn + 13 * other) % STRINGS.len()]);
        let mut mutants = texts.filter_map(|text| mutation.apply(&piled, text));
        if let Some(next) = mutants.find(&accepts) {
            piled = next;
            number += 1;
        }
    }
    (piled, number)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_position_is_found_and_can_be_changed() {
        let document = json!({
            "paths": { "/v1/a/{a}": { "get": { "summary": "a" } } },
            "components": { "schemas": { "a": { "required": ["b", "a"], "x": { "$ref": "#/components/schemas/a" } } } },
        });
        let all = mutations(&document);
        assert_eq!(all.len(), 10 + 4 + 12, "{all:?}");
        for mutation in &all {
            let mutant = mutation.apply(&document, "evil").expect("a mutant");
            let text = mutant.to_string();
            assert!(text.contains("evil") || text.contains(PROSE_MARK), "{text}");
        }
        let everywhere = Mutation::Everywhere("a".to_owned());
        assert_eq!(
            everywhere.apply(&document, "b/c"),
            Some(json!({
                "paths": { "/v1/b/c/{b/c}": { "get": { "summary": "b/c" } } },
                "components": { "schemas": { "b/c": {
                    "required": ["b", "b/c"], "x": { "$ref": "#/components/schemas/b~1c" },
                } } },
            }))
        );
    }
}
