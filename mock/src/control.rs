//! Requests to the stand-in itself, below `/_mock`: what arrived, the clock, trouble, and a new start.

use serde_json::{Value, json};

use crate::faults::{Fault, Plan};
use crate::model::Model;
use crate::options::Options;
use crate::request::{Request, Response};
use crate::state::State;

/// What there is, for whoever asks for something else.
const HELP: &str = "GET /_mock/requests, GET /_mock/requests/{id}, GET /_mock/writes, GET or POST /_mock/clock, GET or POST /_mock/faults, POST /_mock/reset";

/// The answer to a request to the stand-in itself; `None` for all others.
pub(crate) fn answer(
    state: &mut State,
    options: Options,
    model: &Model,
    request: &Request,
    now: i64,
) -> Option<Response> {
    let path = request.path().strip_prefix("/_mock")?;
    let outcome = match (request.method.as_str(), path) {
        ("GET", "" | "/") => Ok(json!({"help": HELP, "api_version": model.api().version})),
        ("GET", "/requests") => Ok(entries(state, |_| true)),
        // What was done once, however often it was asked for.
        ("GET", "/writes") => Ok(entries(state, |entry| entry.wrote)),
        ("GET", "/clock") => Ok(clock(state, now)),
        ("POST", "/clock") => body(request).and_then(|body| move_clock(state, &body, now)),
        ("GET", "/faults") => Ok(faults(state)),
        ("POST", "/faults") => body(request).and_then(|body| plan(state, &body)),
        ("POST", "/reset") => {
            *state = State::new(options);
            Ok(json!({}))
        }
        ("GET", _) if path.starts_with("/requests/") => {
            let id = path.trim_start_matches("/requests/");
            let mut journal = state.journal.iter();
            match journal.find(|entry| entry.request_id == id) {
                Some(entry) => Ok(entry.json()),
                None => Err(format!("there was no request `{id}`")),
            }
        }
        (method, _) => Err(format!("no {method} {}; there are {HELP}", request.path())),
    };
    let (status, body) = match outcome {
        Ok(body) => (200, body),
        Err(message) => (400, json!({"error": {"message": message}})),
    };
    Some(Response {
        status,
        headers: vec![("content-type", "application/json".to_owned())],
        body: body.to_string().into_bytes(),
    })
}

fn entries(state: &State, wanted: impl Fn(&crate::journal::Entry) -> bool) -> Value {
    let journal = state.journal.iter();
    let data: Vec<Value> = journal
        .filter(|entry| wanted(entry))
        .map(crate::journal::Entry::json)
        .collect();
    json!({"data": data})
}

fn body(request: &Request) -> Result<Value, String> {
    serde_json::from_slice(&request.body).map_err(|error| format!("the body is not JSON: {error}"))
}

fn clock(state: &State, now: i64) -> Value {
    json!({"now": state.clock.time(now)})
}

/// `{"advance": SECONDS}`, or `{"set": TIME}`, at which the clock then stands.
fn move_clock(state: &mut State, body: &Value, now: i64) -> Result<Value, String> {
    let number = |name: &str| body.get(name).and_then(Value::as_i64);
    match (number("advance"), number("set")) {
        (Some(seconds), None) if seconds >= 0 => state.clock.advance(seconds),
        (None, Some(at)) if at >= 0 => state.clock = crate::clock::Clock::standing_at(at),
        _ => {
            return Err(
                "a clock is moved with {\"advance\": SECONDS} or {\"set\": SECONDS SINCE 1970}"
                    .to_owned(),
            );
        }
    }
    Ok(clock(state, now))
}

fn faults(state: &State) -> Value {
    let name = |fault: &Fault| Value::from(fault.to_string());
    let plan = &state.faults;
    let next: Vec<Value> = plan
        .next
        .iter()
        .map(|fault| fault.as_ref().map_or_else(|| "ok".into(), name))
        .collect();
    let kinds: Vec<Value> = plan.kinds.iter().map(name).collect();
    json!({"next": next, "rate": plan.rate, "kinds": kinds})
}

/// `{"next": ["lost-after", "ok"], "rate": 0.1, "kinds": ["429", "500-before"]}`: each part may be left out.
fn plan(state: &mut State, body: &Value) -> Result<Value, String> {
    const PARTS: [&str; 3] = ["next", "rate", "kinds"];
    let parts = body.as_object().ok_or("a plan is a JSON object")?;
    if let Some(other) = parts.keys().find(|name| !PARTS.contains(&name.as_str())) {
        return Err(format!(
            "a plan has no `{other}`; it has {}",
            PARTS.join(", ")
        ));
    }
    let names = |name: &str| -> Result<Vec<&str>, String> {
        let Some(list) = body.get(name) else {
            return Ok(Vec::new());
        };
        let texts = list
            .as_array()
            .and_then(|list| list.iter().map(Value::as_str).collect());
        texts.ok_or_else(|| format!("`{name}` is a list of names: ok, {}", Fault::NAMES))
    };
    let next = names("next")?.into_iter().map(|name| match name {
        "ok" => Ok(None),
        name => name.parse().map(Some),
    });
    let kinds = names("kinds")?.into_iter().map(str::parse);
    let rate = match body.get("rate") {
        None => 0.0,
        Some(rate) => rate
            .as_f64()
            .filter(|rate| (0.0..=1.0).contains(rate))
            .ok_or("`rate` is a number from 0 to 1")?,
    };
    let planned = Plan {
        next: next.collect::<Result<_, String>>()?,
        rate,
        kinds: kinds.collect::<Result<_, String>>()?,
    };
    if planned.rate > 0.0 && planned.kinds.is_empty() {
        return Err(format!("a rate needs `kinds`: {}", Fault::NAMES));
    }
    state.faults = planned;
    Ok(faults(state))
}
