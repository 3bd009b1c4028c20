//! A shop whose requests go to a stand-in.

use std::sync::Arc;

use mock::{Model, Options, Request, StandIn};
use serde_json::{Value, json};

use crate::common::{fragment, whole};

/// Where the clock starts.
pub(crate) const START: i64 = 1_800_000_000;

/// Requests, and what came of them.
pub(crate) struct Shop {
    mock: StandIn,
    now: i64,
    /// The idempotency key of the next requests.
    pub(crate) key: Option<&'static str>,
    /// The types of the events of the last request.
    pub(crate) events: Vec<String>,
    /// Those events.
    pub(crate) sent: Vec<Value>,
}

impl Shop {
    fn new(model: Arc<Model>, options: Options) -> Self {
        Self {
            mock: StandIn::new(model, options),
            now: START,
            key: None,
            events: Vec::new(),
            sent: Vec::new(),
        }
    }

    /// With the committed fragment.
    pub(crate) fn of_fragment() -> Self {
        Self::new(fragment(), Options::default())
    }

    /// With the whole API.
    pub(crate) fn whole() -> Option<Self> {
        Some(Self::new(whole()?, Options::default()))
    }

    /// With the whole API, where whatever is asked for by an id exists.
    pub(crate) fn whole_with_any_id() -> Option<Self> {
        let options = Options {
            any_id: true,
            ..Options::default()
        };
        Some(Self::new(whole()?, options))
    }

    /// Time passes.
    pub(crate) fn wait(&mut self, seconds: i64) {
        self.now += seconds;
    }

    /// Sends a request, and answers the status and the body.
    pub(crate) fn send(&mut self, method: &str, target: &str, body: &str) -> (u16, Value) {
        let form = "application/x-www-form-urlencoded";
        let key = self
            .key
            .map(|key| ("idempotency-key".to_owned(), key.to_owned()));
        let request = Request {
            method: method.to_owned(),
            target: target.to_owned(),
            headers: vec![
                ("authorization".to_owned(), "Bearer sk_test_123".to_owned()),
                ("content-type".to_owned(), form.to_owned()),
            ]
            .into_iter()
            .chain(key)
            .collect(),
            body: body.as_bytes().to_vec(),
        };
        let outcome = self.mock.handle(&request, self.now);
        if let Some(held) = &outcome.held {
            self.mock.release(held);
        }
        self.events = outcome
            .events
            .iter()
            .map(|event| event["type"].as_str().unwrap().to_owned())
            .collect();
        self.sent = outcome.events;
        let value = serde_json::from_slice(&outcome.response.body).unwrap();
        (outcome.response.status, value)
    }

    /// A request that succeeds.
    pub(crate) fn post(&mut self, target: &str, body: &str) -> Value {
        let (status, value) = self.send("POST", target, body);
        assert_eq!(status, 200, "POST {target} {body}: {value:#}");
        value
    }

    /// A request that succeeds.
    pub(crate) fn get(&mut self, target: &str) -> Value {
        let (status, value) = self.send("GET", target, "");
        assert_eq!(status, 200, "GET {target}: {value:#}");
        value
    }

    /// The error of a request that is refused.
    pub(crate) fn refused(&mut self, status: u16, target: &str, body: &str) -> Value {
        let (given, value) = self.send("POST", target, body);
        assert_eq!(given, status, "POST {target} {body}: {value:#}");
        value["error"].clone()
    }

    /// A payment intent that is confirmed with a payment method as it is made.
    pub(crate) fn pay(&mut self, amount: i64, method: &str) -> Value {
        self.post("/v1/payment_intents", &payment(amount, method))
    }

    /// A customer.
    pub(crate) fn customer(&mut self) -> String {
        id(&self.post("/v1/customers", "name=Jenny"))
    }
}

/// The parameters of a payment intent that is confirmed as it is made.
pub(crate) fn payment(amount: i64, method: &str) -> String {
    format!(
        "amount={amount}&currency=usd&confirm=true&payment_method={method}&payment_method_types[0]=card"
    )
}

/// The id of an object.
pub(crate) fn id(object: &Value) -> String {
    object["id"].as_str().unwrap().to_owned()
}

/// What an error says for programs.
pub(crate) fn said(error: &Value) -> Value {
    json!([error["type"], error["code"], error["param"]])
}
