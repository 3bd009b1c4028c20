//! Test clocks: advancing one moves the clock of the stand-in on by as much, for all objects and not only its own.

use super::Rule;
use crate::context::{Call, Context};
use crate::refusal::Refusal;

const OBJECT: &str = "test_helpers.test_clock";
/// Stripe deletes a test clock after so many seconds.
const KEPT: i64 = 30 * 86_400;

pub(super) fn rule(route: &str) -> Option<Rule> {
    match route {
        "POST /v1/test_helpers/test_clocks" => Some(create),
        "POST /v1/test_helpers/test_clocks/{test_clock}/advance" => Some(advance),
        _ => None,
    }
}

fn create(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let mut facts = call.parameters.clone();
    facts.remove("expand");
    facts.insert("status".to_owned(), "ready".into());
    facts.insert(
        "deletes_after".to_owned(),
        context.now.saturating_add(KEPT).into(),
    );
    let id = context.id("clock_");
    context.create(OBJECT, &id, facts);
    context.event("test_helpers.test_clock.created", OBJECT, &id);
    Ok(id)
}

fn advance(context: &mut Context<'_>, call: &Call<'_>) -> Result<String, Refusal> {
    let id = call.argument("test_clock");
    let clock = context
        .live(OBJECT, id, "test_clock")
        .map_err(|refusal| refusal.status(404))?;
    // One that no request has made stands nowhere yet.
    let stands = clock.get("frozen_time").and_then(serde_json::Value::as_i64);
    let to = call.number("frozen_time").unwrap_or(context.now);
    if let Some(stands) = stands.filter(|stands| to <= *stands) {
        let message = format!(
            "The clock stands at {stands}, and {to} is not after that: a clock is only moved forward."
        );
        return Err(Refusal::invalid(message).param("frozen_time"));
    }
    context.change(OBJECT, id, |facts| {
        facts.insert("frozen_time".to_owned(), to.into());
    });
    context.passed = stands.map_or(0, |stands| to.saturating_sub(stands));
    context.event("test_helpers.test_clock.ready", OBJECT, id);
    Ok(id.to_owned())
}
