//! Does what a call asks for: by its rule, or as its operation tells.

use crate::context::{Call, Context};
use crate::generic::{self, Body, Fidelity};
use crate::model::Act;
use crate::money;
use crate::refusal::Refusal;

/// The answer to a call whose parameters fit the document.
pub(crate) fn carry_out(
    context: &mut Context<'_>,
    call: &Call<'_>,
) -> Result<(Body, Fidelity), Refusal> {
    if let Some(rule) = money::rule(&call.plan.route) {
        match rule(context, call) {
            // As far as the schema goes, the request is right, and more is not asked of it there.
            Err(refusal) if refusal.is_of_form && context.any_id => {}
            outcome => {
                let body = generic::answer(context, call, &outcome?)?;
                return Ok((body, Fidelity::State));
            }
        }
    }
    // Facts that rules of money stand on are not changed by what no rule checks.
    let kind = call.plan.kind.and_then(|kind| context.model.kind(kind));
    let is_owned = kind.is_some_and(|kind| money::OWNED.contains(&kind.object.as_str()));
    if call.plan.act == Act::Action && is_owned {
        return generic::untouched(context, call);
    }
    generic::carry_out(context, call)
}
