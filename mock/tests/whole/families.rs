//! The kinds of objects that can be made and found, by the paths of the document.

use mock::{Model, Options, StandIn};
use serde_json::{Map, Value, json};
use std::sync::Arc;

use crate::common::{form, send, with};
use crate::document::{Document, Op};
use crate::make::{self, Levels};

/// Operations on one collection.
pub(crate) struct Family<'a> {
    pub(crate) document: &'a Document,
    pub(crate) create: Op<'a>,
    pub(crate) retrieve: Op<'a>,
    pub(crate) update: Option<Op<'a>>,
    pub(crate) delete: Option<Op<'a>>,
    pub(crate) list: Option<Op<'a>>,
    pub(crate) search: Option<Op<'a>>,
}

/// What can be made at a path and retrieved below it, as the same schema.
pub(crate) fn families(document: &Document) -> Vec<Family<'_>> {
    let mut families = Vec::new();
    for create in document.operations().filter(|op| op.method == "POST") {
        let below = |op: &Op<'_>| {
            let rest = op.template.strip_prefix(create.template);
            rest.and_then(|rest| rest.strip_prefix("/{"))
                .is_some_and(|rest| rest.ends_with('}') && !rest.contains('/'))
        };
        let at = |method: &str| {
            document
                .operations()
                .find(|op| op.method == method && below(op))
        };
        let Some(retrieve) = at("GET") else {
            continue;
        };
        let search = format!("{}/search", create.template);
        families.push(Family {
            document,
            create,
            retrieve,
            update: at("POST"),
            delete: at("DELETE"),
            list: document.operation("GET", create.template),
            search: document.operation("GET", &search),
        });
    }
    families
}

impl Family<'_> {
    /// Whether the stand-in keeps what is made.
    pub(crate) fn is_kept(&self, model: &Arc<Model>) -> bool {
        let mut plans = model.plans();
        plans.any(|(plan, _)| plan.route == self.create.route() && plan.act == mock::Act::Create)
    }

    /// What a list needs to have an object on it: the values that the object has.
    pub(crate) fn needed<'b>(&self, list: &Op<'b>, made: &Value) -> Vec<(&'b str, Value)> {
        let parameters = list.parameters().into_iter().filter(|param| param.required);
        let names = parameters.map(|param| param.name);
        names.map(|name| (name, made[name].clone())).collect()
    }

    /// Makes an object with parameters beside those that are required.
    pub(crate) fn make(&self, mock: &mut StandIn, more: &[(&str, Value)]) -> Value {
        self.try_make(mock, more)
            .unwrap_or_else(|error| panic!("{}: {error}", self.create.route()))
    }

    /// The same, or the error where a rule of money refuses it.
    pub(crate) fn try_make(
        &self,
        mock: &mut StandIn,
        more: &[(&str, Value)],
    ) -> Result<Value, Value> {
        let mut given = make::parameters(self.document, &self.create, make::REQUIRED);
        given.extend(
            more.iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone())),
        );
        self.try_create(mock, &given)
    }

    /// Makes an object with parameters to so many levels.
    pub(crate) fn make_full(&self, mock: &mut StandIn, levels: Levels) -> Value {
        let mut given = make::parameters(self.document, &self.create, levels);
        // An id is given by the caller once.
        given.remove("id");
        self.create(mock, &given)
    }

    pub(crate) fn create(&self, mock: &mut StandIn, given: &Map<String, Value>) -> Value {
        self.try_create(mock, given)
            .unwrap_or_else(|error| panic!("{}: {error}", self.create.route()))
    }

    fn try_create(&self, mock: &mut StandIn, given: &Map<String, Value>) -> Result<Value, Value> {
        let path = make::path(&self.create, PARENT);
        let request = make::with_parameters(&self.create, &path, given);
        let (outcome, made) = send(mock, &request);
        if outcome.response.status == 200 {
            Ok(made)
        } else {
            Err(made)
        }
    }

    /// Sends one of its operations on an object, or on the collection.
    pub(crate) fn send(
        &self,
        mock: &mut StandIn,
        op: &Op<'_>,
        id: &str,
        given: &[(&str, Value)],
    ) -> (u16, Value) {
        let given = given
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        let request = make::with_parameters(op, &self.path(op, id), &given);
        let (outcome, body) = send(mock, &request);
        (outcome.response.status, body)
    }

    /// The path of one of its operations: the last name is the object's, those before are of what it is in.
    pub(crate) fn path(&self, op: &Op<'_>, id: &str) -> String {
        let parents = self.create.arguments();
        let path = parents.iter().fold(op.template.to_owned(), |path, name| {
            path.replacen(&format!("{{{name}}}"), PARENT, 1)
        });
        op.arguments()
            .iter()
            .fold(path, |path, name| path.replace(&format!("{{{name}}}"), id))
    }

    /// A parameter of both its creation and another operation that is a field of the object, with two values that differ.
    pub(crate) fn two_values(&self, name: &str) -> Option<[Value; 2]> {
        let schema = self
            .create
            .parameters()
            .into_iter()
            .find(|param| param.name == name)?
            .schema;
        let alternatives = self.document.alternatives(schema);
        let schema = alternatives
            .into_iter()
            .find(|schema| schema["enum"] != json!([""]))?;
        match (schema["type"].as_str()?, schema["enum"].as_array()) {
            ("string", Some(values)) => {
                let mut values = values.iter().filter(|value| **value != "");
                Some([values.next()?.clone(), values.next()?.clone()])
            }
            ("string", None) if schema["format"] == "currency" => {
                Some([json!("eur"), json!("usd")])
            }
            ("string", None) if schema.get("format").is_none() => {
                Some([json!("one"), json!("two")])
            }
            ("boolean", _) => Some([json!(true), json!(false)]),
            _ => None,
        }
    }

    /// Whether the object that it makes has a field, of plain text, a truth or a number.
    pub(crate) fn has_plain_field(&self, name: &str) -> bool {
        let reply = self.document.resolve(self.create.reply().unwrap());
        let field = &reply["properties"][name];
        let plain = |schema: &&Value| {
            matches!(
                schema["type"].as_str(),
                Some("string" | "boolean" | "integer")
            )
        };
        !field.is_null() && self.document.alternatives(field).iter().any(plain)
    }
}

/// The id of what objects are in, where paths have several names.
pub(crate) const PARENT: &str = "parent_1";

/// A stand-in in which whatever is asked for exists.
pub(crate) fn any_id(model: &Arc<Model>) -> StandIn {
    let options = Options {
        any_id: true,
        ..Options::default()
    };
    StandIn::new(Arc::clone(model), options)
}

/// Lets its clock stand at a time.
pub(crate) fn set_clock(mock: &mut StandIn, at: i64) {
    let request = form("POST", "/_mock/clock", &json!({"set": at}).to_string());
    assert_eq!(send(mock, &request).0.response.status, 200);
}

/// The ids on a page.
pub(crate) fn ids(page: &Value) -> Vec<String> {
    let data = page["data"]
        .as_array()
        .unwrap_or_else(|| panic!("no page: {page}"));
    data.iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

/// A request for another account.
pub(crate) fn for_account(request: mock::Request, account: &str) -> mock::Request {
    with(request, "stripe-account", account)
}
