//! The core: a request and the time in, an answer out. No connection, no file, no thread.

use std::sync::Arc;

use generator::ir::Method;
use serde_json::Value;

use crate::answer::{Answer, headed};
use crate::caller::{Caller, asked, authenticate, check_version, held};
use crate::carry_out::carry_out;
use crate::context::{Call, Context};
use crate::events;
use crate::faults::Fault;
use crate::generic::{self, Body, Fidelity};
use crate::idempotency::Held;
use crate::journal::{Entry, shown, without_cards};
use crate::model::{Found, Model};
use crate::options::Options;
use crate::refusal::Refusal;
use crate::render;
use crate::request::{Request, Response};
use crate::state::State;
use crate::store::Store;
use crate::wire;
use crate::{chance, check, control, money};

/// A stand-in for the API.
#[derive(Debug)]
pub struct StandIn {
    pub(crate) model: Arc<Model>,
    pub(crate) options: Options,
    pub(crate) state: State,
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

    /// The requests so far, in their order; of more than 100,000 the latest.
    #[must_use]
    pub fn journal(&self) -> &[Entry] {
        &self.state.journal
    }

    /// Ids of the events of a type that requests have caused: account by account, in their order.
    #[must_use]
    pub fn events(&self, event_type: &str) -> Vec<String> {
        let mut ids = Vec::new();
        for store in self.state.accounts.values() {
            for object in ["event", "v2.core.event"] {
                let events = store.newest(object);
                let of_type = events.filter(|(_, stored)| {
                    stored
                        .facts
                        .get("type")
                        .is_some_and(|known| known == event_type)
                });
                let mut newest: Vec<String> = of_type.map(|(id, _)| id.to_owned()).collect();
                newest.reverse();
                ids.append(&mut newest);
            }
        }
        ids
    }

    /// Does what time has brought, such as a refund that is no longer pending, and answers the events of it, as JSON. A
    /// request does so for its account by itself.
    pub fn pass(&mut self, now: i64) -> Vec<Value> {
        let now = self.state.clock.time(now);
        let mut events = Vec::new();
        for store in self.state.accounts.values_mut() {
            let chance = &mut self.state.chance_of_time;
            events.extend(due(&self.model, store, chance, self.options, now));
        }
        events
    }

    /// The answer under an idempotency key has been sent.
    pub fn release(&mut self, held: &Held) {
        self.state.keys.release(held);
    }

    /// Answers a request that arrives at `now`, in seconds since the Unix epoch by the clock of the machine.
    pub fn handle(&mut self, request: &Request, now: i64) -> Outcome {
        if let Some(response) =
            control::answer(&mut self.state, self.options, &self.model, request, now)
        {
            // The clock may have been moved.
            let events = self.pass(now);
            return Outcome {
                response,
                delivery: Delivery::Whole,
                events,
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
                notes.entry.refused = Some(shown(&without_cards(&refusal.to_string())));
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
        self.state.note(notes.entry.clone());
        Outcome {
            response,
            delivery: Delivery::of(fault),
            events: notes.events,
            entry: Some(notes.entry),
            held,
        }
    }

    fn caller(&self, request: &Request, now: i64) -> Caller {
        let number = self.state.requests;
        let mut chance = chance::of(self.options.seed, &format!("request {number}"));
        let mut id = chance::characters(&mut chance);
        id.truncate(14);
        let version = request.header("stripe-version");
        Caller {
            request_id: format!("req_{id}"),
            version: version.unwrap_or(&self.model.api().version).to_owned(),
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
        let accounts = &mut self.state.accounts;
        let store = accounts
            .entry(account.clone())
            .or_insert_with(|| Store::of(&account));
        // What time has brought, no request has caused.
        notes.events = due(
            &model,
            store,
            &mut self.state.chance_of_time,
            self.options,
            caller.now,
        );
        let chance = &mut self.state.chance;
        let mut context = Context::new(&model, store, chance, self.options, caller.now);
        let carried_out = match generic::check_references(&context, &call) {
            Ok(()) => carry_out(&mut context, &call),
            Err(refusal) => {
                // What was refused before it was begun is not kept under the key.
                notes.asked = None;
                Err(refusal)
            }
        };
        // A card that is declined is an event too.
        let key = notes.entry.key.as_deref();
        let caused = events::make(&mut context, (Some(&caller.request_id), key));
        notes.events.extend(caused);
        let types = notes
            .events
            .iter()
            .filter_map(|event| event.get("type")?.as_str());
        notes.entry.events = types.map(str::to_owned).collect();
        let (body, fidelity) = carried_out?;
        let passed = context.passed;
        self.state.clock.advance(passed);
        notes.entry.wrote = operation.method != Method::Get;
        if let Body::Json(value) = &body {
            let id = value.get("id").and_then(Value::as_str);
            notes.entry.id = id.map(str::to_owned);
        }
        notes.entry.schema_only = fidelity == Fidelity::Schema;
        Ok(Reached::New(Answer::of(body, fidelity)))
    }
}

/// Does what time has brought to an account, and answers the events of it. It has a chance of its own, so that the ids of
/// what requests make do not depend on when the clock is looked at.
fn due(
    model: &Model,
    store: &mut Store,
    chance: &mut fastrand::Rng,
    options: Options,
    now: i64,
) -> Vec<Value> {
    let mut context = Context::new(model, store, chance, options, now);
    money::due(&mut context);
    events::make(&mut context, (None, None))
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
