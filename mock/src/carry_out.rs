//! Does what a call asks for: by its rule, or as its operation tells.

use crate::context::{Call, Context};
use crate::generic::{self, Body, Fidelity};
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
    generic::carry_out(context, call)
}
