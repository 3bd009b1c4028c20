//! Single faults in requests that are right, by the document's JSON alone.

use serde_json::{Map, Value, json};

use crate::document::{Document, Op, Param, fields};

/// A fault, and the names of which the refusal must have one.
#[derive(Debug)]
pub(crate) struct Injected {
    pub(crate) kind: &'static str,
    pub(crate) parameters: Map<String, Value>,
    pub(crate) params: Vec<String>,
}

/// All kinds of faults in parameters.
pub(crate) const KINDS: [&str; 6] = [
    "a wrong type",
    "a value outside of an enum",
    "a misspelt name",
    "a missing parameter",
    "an empty string",
    "a too long string",
];

/// Where a fault can be put.
struct Place<'a> {
    /// The names and numbers that lead there.
    steps: Vec<String>,
    value: &'a Value,
    schema: &'a Value,
    /// Whether the object around requires it, and has more than it.
    required: bool,
    /// Whether it is a field that the document names: not an item, nor an entry of a map.
    named: bool,
}

/// Every fault of a kind that the parameters of an operation can have.
pub(crate) fn faults(
    document: &Document,
    op: &Op<'_>,
    parameters: &Map<String, Value>,
    kind: &'static str,
) -> Vec<Injected> {
    let mut places = Vec::new();
    let known = op.parameters();
    object(document, parameters, known, &[], &mut places);
    let rules = Rules {
        document,
        is_json: op.is_json(),
    };
    let mut faults = Vec::new();
    for place in &places {
        let name = bracketed(&place.steps);
        let schema = place.schema;
        let mut put = |steps: &[String], value: Option<Value>, params: Vec<String>| {
            let mut parameters = Value::Object(parameters.clone());
            set(&mut parameters, steps, value);
            let Value::Object(parameters) = parameters else {
                unreachable!()
            };
            faults.push(Injected {
                kind,
                parameters,
                params,
            });
        };
        match kind {
            "a wrong type" => {
                for wrong in rules.of_wrong_type(schema) {
                    let inner = wrong.as_object().map(|_| format!("{name}[x]"));
                    put(
                        &place.steps,
                        Some(wrong),
                        std::iter::once(name.clone()).chain(inner).collect(),
                    );
                }
            }
            "a value outside of an enum" if rules.is_listed(schema) => {
                put(&place.steps, Some(json!("not_listed")), vec![name]);
            }
            "a misspelt name" if place.named && !is_nothing(place.value) => {
                let mut steps = place.steps.clone();
                steps.last_mut().unwrap().push_str("_x");
                let mut without = Value::Object(parameters.clone());
                set(&mut without, &place.steps, None);
                set(&mut without, &steps, Some(place.value.clone()));
                let Value::Object(parameters) = without else {
                    unreachable!()
                };
                let misspelt = bracketed(&steps);
                faults.push(Injected {
                    kind,
                    parameters,
                    params: vec![misspelt, name],
                });
            }
            "a missing parameter" if place.required => put(&place.steps, None, vec![name]),
            "an empty string" if rules.refuses_empty(place) => {
                let empty = if rules.is_json {
                    Value::Null
                } else {
                    json!("")
                };
                put(&place.steps, Some(empty), vec![name]);
            }
            "a too long string" => {
                if let Some(longest) = rules.longest(schema) {
                    put(
                        &place.steps,
                        Some(json!("x".repeat(longest + 1))),
                        vec![name],
                    );
                }
            }
            _ => {}
        }
    }
    faults
}

/// What the document says of values.
struct Rules<'a> {
    document: &'a Document,
    is_json: bool,
}

impl Rules<'_> {
    fn any(&self, schema: &Value, is: impl Fn(&Value) -> bool) -> bool {
        self.document.alternatives(schema).into_iter().any(is)
    }

    /// Whether any text is a value.
    fn takes_text(&self, schema: &Value) -> bool {
        self.any(schema, |schema| {
            schema["type"] == "string"
                && schema.get("enum").is_none()
                && schema.get("format").is_none()
        })
    }

    fn takes(&self, schema: &Value, ty: &str) -> bool {
        self.any(schema, |schema| schema["type"] == ty)
    }

    fn is_listed(&self, schema: &Value) -> bool {
        let listed = |schema: &Value| {
            schema
                .get("enum")
                .is_some_and(|values| *values != json!([""]))
        };
        self.any(schema, listed) && !self.takes_text(schema)
    }

    /// Values of types that the schema does not have.
    fn of_wrong_type(&self, schema: &Value) -> Vec<Value> {
        let mut wrong = Vec::new();
        if !self.takes_text(schema)
            && !self.any(schema, |schema| {
                schema
                    .get("format")
                    .is_some_and(|format| format == "binary")
            })
        {
            wrong.push(json!("of no type"));
        }
        if !self.takes(schema, "object") {
            wrong.push(json!({"x": "y"}));
        }
        if self.is_json {
            if !self.takes(schema, "boolean") {
                wrong.push(json!(true));
            }
            if !self.takes(schema, "integer") && !self.takes(schema, "number") {
                wrong.push(json!(7));
            }
        }
        wrong
    }

    /// Whether nothing can be put in place of a value that says that it has none.
    fn refuses_empty(&self, place: &Place<'_>) -> bool {
        let schema = place.schema;
        let clears = |schema: &Value| {
            schema["nullable"] == true
                || schema["enum"]
                    .as_array()
                    .is_some_and(|values| values.contains(&json!("")))
        };
        place.named && !clears(schema) && !self.any(schema, clears)
    }

    /// The most characters of a text.
    fn longest(&self, schema: &Value) -> Option<usize> {
        let alternatives = self.document.alternatives(schema);
        let mut texts = alternatives
            .into_iter()
            .filter(|schema| schema["type"] == "string" && schema["enum"] != json!([""]));
        let (first, more) = (texts.next()?, texts.next());
        let longest = first["maxLength"]
            .as_u64()
            .filter(|_| more.is_none() && first.get("enum").is_none())?;
        usize::try_from(longest).ok()
    }
}

fn object<'a>(
    document: &'a Document,
    given: &'a Map<String, Value>,
    known: Vec<Param<'a>>,
    steps: &[String],
    places: &mut Vec<Place<'a>>,
) {
    for (name, value) in given {
        let Some(param) = known.iter().find(|param| param.name == name) else {
            continue;
        };
        let mut steps = steps.to_vec();
        steps.push(name.clone());
        // An object in a form that loses its last field is not there at all.
        let required = param.required && (given.len() > 1 || steps.len() == 1);
        place(
            document,
            value,
            param.schema,
            steps,
            (required, true),
            places,
        );
    }
}

fn place<'a>(
    document: &'a Document,
    value: &'a Value,
    schema: &'a Value,
    steps: Vec<String>,
    (required, named): (bool, bool),
    places: &mut Vec<Place<'a>>,
) {
    let alternatives = document.alternatives(schema);
    match value {
        Value::Object(given) => {
            // Of several objects one cannot say here which is meant.
            let mut objects = alternatives
                .into_iter()
                .filter(|schema| schema["type"] == "object");
            if let (Some(only), None) = (objects.next(), objects.next()) {
                if only.get("properties").is_some() {
                    object(document, given, fields(only).collect(), &steps, places);
                } else if only["additionalProperties"].is_object() {
                    for (name, value) in given {
                        let mut steps = steps.clone();
                        steps.push(name.clone());
                        place(
                            document,
                            value,
                            &only["additionalProperties"],
                            steps,
                            (false, false),
                            places,
                        );
                    }
                }
            }
        }
        Value::Array(items) => {
            let list = alternatives
                .into_iter()
                .find(|schema| schema["type"] == "array");
            if let Some(list) = list {
                for (index, item) in items.iter().enumerate() {
                    let mut steps = steps.clone();
                    steps.push(index.to_string());
                    place(
                        document,
                        item,
                        &list["items"],
                        steps,
                        (false, false),
                        places,
                    );
                }
            }
        }
        _ => {}
    }
    places.push(Place {
        steps,
        value,
        schema,
        required,
        named,
    });
}

/// Puts a value where the steps lead, or takes it away.
fn set(at: &mut Value, steps: &[String], value: Option<Value>) {
    let (first, rest) = steps.split_first().unwrap();
    match at {
        Value::Object(map) if rest.is_empty() => {
            match value {
                Some(value) => map.insert(first.clone(), value),
                None => map.remove(first),
            };
        }
        Value::Object(map) => set(map.get_mut(first).unwrap(), rest, value),
        Value::Array(items) => {
            let item = &mut items[first.parse::<usize>().unwrap()];
            match value {
                Some(value) if rest.is_empty() => *item = value,
                value => set(item, rest, value),
            }
        }
        _ => unreachable!("nothing is inside of a scalar"),
    }
}

/// Whether a form has no way to say it.
fn is_nothing(value: &Value) -> bool {
    *value == json!({}) || *value == json!([])
}

fn bracketed(steps: &[String]) -> String {
    let (first, rest) = steps.split_first().unwrap();
    rest.iter()
        .fold(first.clone(), |name, step| format!("{name}[{step}]"))
}
