//! Stripe's document, read as JSON: nothing here has seen the generator's IR.

use std::sync::OnceLock;

use serde_json::{Map, Value, json};

use crate::common::{WHOLE, shared};

/// The document.
pub(crate) struct Document(Value);

/// One of its operations.
#[derive(Clone, Copy)]
pub(crate) struct Op<'a> {
    pub(crate) method: &'a str,
    pub(crate) template: &'a str,
    pub(crate) json: &'a Value,
}

/// A parameter, or a field of one.
#[derive(Clone, Copy)]
pub(crate) struct Param<'a> {
    pub(crate) name: &'a str,
    pub(crate) required: bool,
    pub(crate) schema: &'a Value,
}

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const UPLOAD: &str = "multipart/form-data";

/// The whole document, read once.
pub(crate) fn document() -> Option<&'static Document> {
    static DOCUMENT: OnceLock<Option<Document>> = OnceLock::new();
    let read = || Some(Document(serde_json::from_str(&shared(WHOLE)?).unwrap()));
    DOCUMENT.get_or_init(read).as_ref()
}

impl Document {
    /// All schemas by name.
    pub(crate) fn schemas(&self) -> &Map<String, Value> {
        self.0["components"]["schemas"].as_object().unwrap()
    }

    /// All operations, in the document's order.
    pub(crate) fn operations(&self) -> impl Iterator<Item = Op<'_>> {
        let paths = self.0["paths"].as_object().unwrap().iter();
        paths.flat_map(|(template, item)| {
            ["get", "post", "delete"]
                .into_iter()
                .filter_map(move |method| {
                    let method_name = match method {
                        "get" => "GET",
                        "post" => "POST",
                        _ => "DELETE",
                    };
                    Some(Op {
                        method: method_name,
                        template,
                        json: item.get(method)?,
                    })
                })
        })
    }

    /// The operation at a path.
    pub(crate) fn operation(&self, method: &str, template: &str) -> Option<Op<'_>> {
        let mut operations = self.operations();
        operations.find(|op| op.method == method && op.template == template)
    }

    /// The schema itself, where a reference stands for it.
    pub(crate) fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(reference) => {
                let name = reference.rsplit('/').next().unwrap();
                self.resolve(&self.schemas()[name])
            }
            None => schema,
        }
    }

    /// The schemas of which a value has one.
    pub(crate) fn alternatives<'a>(&'a self, schema: &'a Value) -> Vec<&'a Value> {
        let schema = self.resolve(schema);
        let several = schema.get("anyOf").or_else(|| schema.get("oneOf"));
        match several.and_then(Value::as_array) {
            Some(several) => several
                .iter()
                .flat_map(|schema| self.alternatives(schema))
                .collect(),
            None => vec![schema],
        }
    }
}

impl<'a> Op<'a> {
    pub(crate) fn route(&self) -> String {
        format!("{} {}", self.method, self.template)
    }

    /// The media type of its body, if it has one.
    pub(crate) fn media_type(&self) -> Option<&'static str> {
        // The document gives a GET an empty form.
        let content = self.json.get("requestBody")?["content"].as_object()?;
        let mut names = [FORM, JSON, UPLOAD].into_iter();
        let name = names.find(|name| content.contains_key(*name))?;
        let is_empty = content[name]["schema"]["properties"] == json!({});
        (self.method == "POST" || self.method == "DELETE" && !is_empty).then_some(name)
    }

    pub(crate) fn is_json(&self) -> bool {
        self.media_type() == Some(JSON)
    }

    pub(crate) fn is_upload(&self) -> bool {
        self.media_type() == Some(UPLOAD)
    }

    /// The schema of the body.
    pub(crate) fn body(&self) -> Option<&'a Value> {
        let content = &self.json.get("requestBody")?["content"];
        Some(&content[self.media_type()?]["schema"])
    }

    /// Its parameters beside those of the path: of the query, and of a body.
    pub(crate) fn parameters(&self) -> Vec<Param<'a>> {
        let mut parameters: Vec<Param<'a>> = self.listed("query").collect();
        if let Some(body) = self.body() {
            parameters.extend(fields(body));
        }
        parameters
    }

    /// Whether it has a parameter.
    pub(crate) fn takes(&self, name: &str) -> bool {
        self.parameters().iter().any(|param| param.name == name)
    }

    fn listed(&self, place: &'static str) -> impl Iterator<Item = Param<'a>> {
        let all = self.json["parameters"].as_array().into_iter().flatten();
        all.filter(move |param| param["in"] == place)
            .map(|param| Param {
                name: param["name"].as_str().unwrap(),
                required: param["required"] == true,
                schema: &param["schema"],
            })
    }

    /// The names in the path.
    pub(crate) fn arguments(&self) -> Vec<&'a str> {
        let parts = self.template.split('{').skip(1);
        parts.filter_map(|part| part.split('}').next()).collect()
    }

    /// The schema of what it answers; `None` if that is no JSON.
    pub(crate) fn reply(&self) -> Option<&'a Value> {
        self.json["responses"]["200"]["content"][JSON].get("schema")
    }

    /// The schema of its errors.
    pub(crate) fn error(&self) -> &'a Value {
        &self.json["responses"]["default"]["content"][JSON]["schema"]
    }
}

/// The fields of an object's schema.
pub(crate) fn fields(schema: &Value) -> impl Iterator<Item = Param<'_>> {
    let required = schema["required"].as_array();
    let fields = schema["properties"].as_object().into_iter().flatten();
    fields.map(move |(name, field)| Param {
        name,
        required: required.is_some_and(|names| names.iter().any(|other| other == name)),
        schema: field,
    })
}
