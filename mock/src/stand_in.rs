//! The core: a request and the time in, an answer out. No connection, no file, no thread.

use std::collections::BTreeMap;
use std::sync::Arc;

use generator::ir::{Method, Operation};
use serde_json::Value;

use crate::clock::Clock;
use crate::context::{Call, Context};
use crate::events;
use crate::faults::{Fault, Plan as Faults};
use crate::generic::{self, Body, Fidelity};
use crate::idempotency::{Held, Keys};
use crate::journal::Entry;
use crate::model::{Found, Model};
use crate::refusal::Refusal;
use crate::render;
use crate::request::{Request, Response};
use crate::store::Store;
use crate::wire;
use crate::{chance, check, control, money};

/// How a stand-in behaves.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// What all ids, and all chance, follow from.
    pub seed: u64,
    /// Whether whatever is asked for by an id exists.
    pub any_id: bool,
    /// Where the clock stands, in seconds since the Unix epoch; `None`: it goes.
    pub clock: Option<i64>,
}

/// A stand-in for the API.
#[derive(Debug)]
pub struct StandIn {
    pub(crate) model: Arc<Model>,
    pub(crate) options: Options,
    pub(crate) state: State,
}

/// What requests leave behind.
#[derive(Debug)]
pub(crate) struct State {
    accounts: BTreeMap<String, Store>,
    chance: fastrand::Rng,
    fault_chance: fastrand::Rng,
    keys: Keys,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) journal: Vec<Entry>,
    events: Vec<Value>,
}

impl State {
    fn new(options: Options) -> Self {
        Self {
            accounts: BTreeMap::new(),
            chance: chance::of(options.seed, "ids"),
            fault_chance: chance::of(options.seed, "faults"),
            keys: Keys::default(),
            clock: options
                .clock
                .map_or_else(Clock::default, Clock::standing_at),
            faults: Faults::default(),
            journal: Vec::new(),
            events: Vec::new(),
        }
    }
}

/// How an answer is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Delivery {
    /// At once and whole.
    #[default]
    Whole,
    /// After so many milliseconds.
    After(u64),
    /// Half of it, then the connection closes.
    Cut,
    /// Not at all: the connection closes.
    Lost,
}

/// What becomes of a request.
#[derive(Debug)]
pub struct Outcome {
    /// The answer.
    pub response: Response,
    /// How it is delivered.
    pub delivery: Delivery,
    /// The events to send to webhook endpoints, as JSON.
    pub events: Vec<Value>,
    /// The line of the log; `None` for requests to the stand-in itself.
    pub entry: Option<Entry>,
    /// The idempotency key whose request is under way until [`StandIn::release`].
    pub held: Option<Held>,
}

/// What a request says beside its parameters.
struct Caller {
    request_id: String,
    version: String,
    livemode: bool,
    now: i64,
}

/// An answer before its headers.
struct Answer {
    status: u16,
    body: Vec<u8>,
    media_type: &'static str,
    schema_only: bool,
}

/// What a request has come to.
enum Reached {
    /// A new answer.
    New(Answer),
    /// The first answer under its key, with the id of that request.
    Again(Response, String),
}

/// What is noted while a request is answered.
struct Notes {
    entry: Entry,
    events: Vec<Value>,
    /// The key under which the answer is kept, and what was asked.
    asked: Option<(Held, String)>,
}

impl StandIn {
    /// A stand-in without objects.
    #[must_use]
    pub fn new(model: Arc<Model>, options: Options) -> Self {
        Self {
            model,
            options,
            state: State::new(options),
        }
    }

    /// Forgets everything: objects, keys, faults, the log, and how the clock was moved.
    pub fn reset(&mut self) {
        self.state = State::new(self.options);
    }

    /// All requests so far, in their order.
    #[must_use]
    pub fn journal(&self) -> &[Entry] {
        &self.state.journal
    }

    /// Ids of the events of a type that requests have caused, in their order, in all accounts.
    #[must_use]
    pub fn events(&self, event_type: &str) -> Vec<String> {
        let events = self.state.events.iter();
        let of_type =
            events.filter(|event| event.get("type").is_some_and(|known| known == event_type));
        of_type
            .filter_map(|event| event.get("id")?.as_str().map(str::to_owned))
            .collect()
    }

    /// The answer under an idempotency key has been sent.
    pub fn release(&mut self, held: &Held) {
        self.state.keys.release(held);
    }

    /// Answers a request that arrives at `now`, in seconds since the Unix epoch by the clock of the machine.
    pub fn handle(&mut self, request: &Request, now: i64) -> Outcome {
        if let Some(response) = control::answer(self, request, now) {
            return Outcome {
                response,
                delivery: Delivery::Whole,
                events: Vec::new(),
                entry: None,
                held: None,
            };
        }
        let caller = self.caller(request, now);
        let mut notes = Notes {
            entry: Entry::new(&caller.request_id, request),
            events: Vec::new(),
            asked: None,
        };
        let reached = match self.fault(request) {
            Ok(fault) => {
                notes.entry.fault = fault;
                match fault.and_then(Fault::refusal) {
                    Some(refusal) => Err(refusal),
                    None if fault == Some(Fault::LostBefore) => Err(Fault::nothing()),
                    None => self.reach(request, &caller, &mut notes),
                }
            }
            Err(why) => Err(Refusal::invalid(why)),
        };
        let fault = notes.entry.fault;
        let mut response = match reached {
            Ok(Reached::New(answer)) => headed(answer, &caller, request),
            Ok(Reached::Again(mut response, original)) => {
                notes.entry.replayed = true;
                let headers = &mut response.headers;
                headers.retain(|(name, _)| *name != "request-id");
                headers.push(("request-id", caller.request_id.clone()));
                headers.push(("original-request", original));
                headers.push(("idempotent-replayed", "true".to_owned()));
                response
            }
            Err(refusal) => {
                notes.entry.refused = Some(refusal.to_string());
                headed(
                    Answer::refusal(&refusal, &caller, request),
                    &caller,
                    request,
                )
            }
        };
        let held = notes.asked.map(|(held, asked)| {
            let (at, id) = (caller.now, caller.request_id.as_str());
            self.state
                .keys
                .keep(held.clone(), asked, at, id, response.clone());
            held
        });
        if let Some(should) = fault.and_then(Fault::should_retry) {
            response
                .headers
                .push(("stripe-should-retry", should.to_string()));
        }
        if let Some(status) = fault.and_then(Fault::instead) {
            // Something in front of the server answers: nothing in it says that it is Stripe's.
            response = Response {
                status,
                headers: vec![("content-type", "text/html".to_owned())],
                body: b"<html><body>A fault by plan.</body></html>".to_vec(),
            };
        }
        notes.entry.status = response.status;
        self.state.events.extend(notes.events.iter().cloned());
        self.state.journal.push(notes.entry.clone());
        Outcome {
            response,
            delivery: Delivery::of(fault),
            events: notes.events,
            entry: Some(notes.entry),
            held,
        }
    }

    fn caller(&self, request: &Request, now: i64) -> Caller {
        let number = self.state.journal.len();
        let mut chance = chance::of(self.options.seed, &format!("request {number}"));
        let mut id = chance::characters(&mut chance);
        id.truncate(14);
        let version = request.header("stripe-version");
        Caller {
            request_id: format!("req_{id}"),
            version: version.unwrap_or(&self.model.api().version).to_owned(),
            livemode: request.key().is_some_and(|key| key.contains("_live_")),
            now: self.state.clock.time(now),
        }
    }

    /// The fault that the request asks for, or else that of the plan.
    fn fault(&mut self, request: &Request) -> Result<Option<Fault>, String> {
        match request.header("mock-fault") {
            Some(text) => text.parse().map(Some),
            None => Ok(self.state.faults.take(&mut self.state.fault_chance)),
        }
    }

    fn reach(
        &mut self,
        request: &Request,
        caller: &Caller,
        notes: &mut Notes,
    ) -> Result<Reached, Refusal> {
        authenticate(request)?;
        check_version(&caller.version)?;
        let model = Arc::clone(&self.model);
        let (plan, operation, arguments) = match model.find(&request.method, request.path()) {
            Found::Operation(plan, operation, arguments) => (plan, operation, arguments),
            Found::OtherMethod | Found::Nothing => {
                let (method, path) = (&request.method, request.path());
                let message = format!("Unrecognized request URL ({method}: {path}).");
                return Err(Refusal::invalid(message).status(404));
            }
        };
        notes.entry.operation = Some(plan.name.clone());
        let (given, syntax) = wire::parameters(operation, request)?;
        let check = check::Check {
            api: model.api(),
            syntax,
        };
        let parameters = check.parameters(operation, given)?;
        let (expand, any_id) = (parameters.get("expand"), self.options.any_id);
        let expand = render::tree(model.api(), &operation.reply, expand, any_id)?;
        let asked = asked(operation, request, &parameters);
        let account = notes.entry.account.clone().unwrap_or_default();
        if let Some(held) = held(operation, request, &account) {
            if let Some((answer, original)) = self.state.keys.look_up(&held, &asked, caller.now)? {
                return Ok(Reached::Again(answer, original));
            }
            notes.asked = Some((held, asked));
        }
        let call = Call {
            plan,
            operation,
            arguments,
            parameters,
            expand,
        };
        let mut context = Context {
            model: &model,
            store: self.state.accounts.entry(account).or_default(),
            chance: &mut self.state.chance,
            seed: self.options.seed,
            now: caller.now,
            livemode: caller.livemode,
            any_id: self.options.any_id,
            happened: Vec::new(),
        };
        money::due(&mut context);
        let carried_out = match generic::check_references(&context, &call) {
            Ok(()) => generic::carry_out(&mut context, &call),
            Err(refusal) => {
                // What was refused before it was begun is not kept under the key.
                notes.asked = None;
                Err(refusal)
            }
        };
        // A card that is declined is an event too.
        let key = notes.entry.key.as_deref();
        notes.events = events::make(&mut context, (&caller.request_id, key));
        let types = notes
            .events
            .iter()
            .filter_map(|event| event.get("type")?.as_str());
        notes.entry.events = types.map(str::to_owned).collect();
        let (body, fidelity) = carried_out?;
        notes.entry.wrote = operation.method != Method::Get;
        if let Body::Json(value) = &body {
            let id = value.get("id").and_then(Value::as_str);
            notes.entry.id = id.map(str::to_owned);
        }
        notes.entry.schema_only = fidelity == Fidelity::Schema;
        Ok(Reached::New(Answer::of(body, fidelity)))
    }
}

impl Delivery {
    fn of(fault: Option<Fault>) -> Self {
        match fault {
            Some(Fault::LostBefore | Fault::LostAfter) => Self::Lost,
            Some(Fault::Cut) => Self::Cut,
            Some(Fault::Slow(time)) => Self::After(time),
            _ => Self::Whole,
        }
    }
}

impl Answer {
    fn of(body: Body, fidelity: Fidelity) -> Self {
        let (body, media_type) = match body {
            Body::Json(value) => (value.to_string().into_bytes(), "application/json"),
            Body::File => (b"%PDF-1.4\n%%EOF\n".to_vec(), "application/pdf"),
        };
        Self {
            status: 200,
            body,
            media_type,
            schema_only: fidelity == Fidelity::Schema,
        }
    }

    fn refusal(refusal: &Refusal, caller: &Caller, request: &Request) -> Self {
        let body = if is_v2(request) {
            refusal.body_v2()
        } else {
            refusal.body(&caller.request_id)
        };
        Self {
            status: refusal.status,
            body: body.to_string().into_bytes(),
            media_type: "application/json",
            schema_only: false,
        }
    }
}

fn is_v2(request: &Request) -> bool {
    request.path().starts_with("/v2/")
}

/// The answer with the headers that each of Stripe's has.
fn headed(answer: Answer, caller: &Caller, request: &Request) -> Response {
    let mut headers = vec![
        ("content-type", answer.media_type.to_owned()),
        ("request-id", caller.request_id.clone()),
        ("stripe-version", caller.version.clone()),
    ];
    for name in ["idempotency-key", "stripe-account"] {
        if let Some(value) = request.header(name) {
            headers.push((name, value.to_owned()));
        }
    }
    if answer.schema_only {
        headers.push(("mock-fidelity", "schema".to_owned()));
    }
    Response {
        status: answer.status,
        headers,
        body: answer.body,
    }
}

fn authenticate(request: &Request) -> Result<(), Refusal> {
    let refuse = |message: String| Err(Refusal::invalid(message).status(401));
    match request.key() {
        None => refuse(
            "There is no API key. Send one in the header `Authorization: Bearer sk_test_…`; the stand-in takes any."
                .to_owned(),
        ),
        Some(key) if key.starts_with("sk_") || key.starts_with("rk_") => Ok(()),
        // Not the key itself: it may be a real one, and this text ends up in logs.
        Some(_) => refuse("The API key is no secret key: it begins with neither `sk_` nor `rk_`.".to_owned())
            .map_err(|refusal: Refusal| refusal.code("api_key_invalid")),
    }
}

/// A version is a date, and possibly the name of a release.
fn check_version(version: &str) -> Result<(), Refusal> {
    let (date, name) = version.split_once('.').unwrap_or((version, "a"));
    let is_date = date.len() == 10
        && date.char_indices().all(|(index, c)| match index {
            4 | 7 => c == '-',
            _ => c.is_ascii_digit(),
        });
    if is_date && !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase()) {
        return Ok(());
    }
    Err(Refusal::invalid(format!(
        "Invalid Stripe API version: {version}"
    )))
}

/// The key under which an answer is kept: of a POST, and of a DELETE of version 2.
fn held(operation: &Operation, request: &Request, account: &str) -> Option<Held> {
    let keeps = match operation.method {
        Method::Post => true,
        Method::Delete => is_v2(request),
        Method::Get => false,
    };
    let key = request.header("idempotency-key").filter(|_| keeps)?;
    Some(Held {
        account: account.to_owned(),
        key: key.to_owned(),
    })
}

/// What a request asks for, in one order of its parameters.
fn asked(
    operation: &Operation,
    request: &Request,
    parameters: &serde_json::Map<String, Value>,
) -> String {
    let mut sorted = Value::Object(parameters.clone());
    sorted.sort_all_objects();
    format!("{} {} {sorted}", operation.method.as_str(), request.path())
}
