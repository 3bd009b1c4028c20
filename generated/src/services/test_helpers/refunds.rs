// Written by `cargo xtask codegen`; changes made by hand are lost.

//! The service `test_helpers.refunds`. Money given back for a charge, in full or in part, as a rule to the card or account that paid.

use crate::prelude::*;

/// The service `test_helpers.refunds`. Money given back for a charge, in full or in part, as a rule to the card or account that paid.
///
/// Operations on [`Refund`](crate::objects::Refund): [`expire`](Self::expire).
#[derive(Clone, Debug)]
#[must_use]
pub struct Refunds<C> {
    pub(crate) client: C,
}

impl<C: Clone> super::TestHelpers<C> {
    /// The service `test_helpers.refunds`. Money given back for a charge, in full or in part, as a rule to the card or account that paid.
    pub fn refunds(&self) -> Refunds<C> {
        Refunds {
            client: self.client.clone(),
        }
    }
}

impl<C: Clone> Refunds<C> {
    /// Expire a refund (`POST /v1/test_helpers/refunds/{refund}/expire`)
    pub fn expire(&self, refund: impl Into<String>) -> ExpireTestHelpersRefund<C> {
        ExpireTestHelpersRefund::new(refund).on(self.client.clone())
    }
}

/// Expire a refund
///
/// Makes a refund expire whose status is `requires_action`. Test mode only.
///
/// Sends `POST /v1/test_helpers/refunds/{refund}/expire` and returns [`Refund`](crate::objects::Refund).
/// Spec: `#/paths/~1v1~1test_helpers~1refunds~1{refund}~1expire/post`
/// ```no_run
/// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use stripe_client::services::test_helpers::refunds::ExpireTestHelpersRefund;
/// let refund = ExpireTestHelpersRefund::new("re_123").on(&stripe).send().await?;
/// # Ok(()) }
/// ```
#[must_use]
pub struct ExpireTestHelpersRefund<C = ()>(pub(crate) Request<C>);

impl ExpireTestHelpersRefund {
    /// A request without a client, to build, compare and print. [`.on(&client)`](Self::on) gives it one to send it with.
    pub fn new(refund: impl Into<String>) -> Self {
        Self(Request::new(&Self::ENDPOINT, [refund.into()]))
    }
}

impl<C> ExpireTestHelpersRefund<C> {
    /// Fields to return as whole objects instead of IDs, such as `charge`.
    ///
    /// Takes a path, any string, or an array of one of them; each call adds to those before.
    pub fn expand(self, value: impl Into<Expand<objects::Refund>>) -> Self {
        Self(self.0.expand(value))
    }
}
