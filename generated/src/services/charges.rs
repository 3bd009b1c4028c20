// Written by `cargo xtask codegen`; changes made by hand are lost.

//! The service `charges`. One attempt to collect money from a customer.

pub mod refund;
pub mod refunds;

use crate::prelude::*;

/// The service `charges`. One attempt to collect money from a customer.
///
/// Operations on [`Charge`](crate::objects::Charge): [`refund`](Self::refund).
///
/// Services below it: [`refunds`](Self::refunds).
#[derive(Clone, Debug)]
#[must_use]
pub struct Charges<C> {
    pub(crate) client: C,
}

impl<M> Stripe<M> {
    /// The service `charges`. One attempt to collect money from a customer.
    pub fn charges(&self) -> Charges<Self> {
        Charges { client: self.clone() }
    }
}

impl<C: Clone> Charges<C> {
    /// Refund a charge and return the charge (`POST /v1/charges/{charge}/refund`)
    ///
    /// ```no_run
    /// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let charge = stripe.charges().refund("ch_123").amount(250).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn refund(&self, charge: impl Into<String>) -> RefundCharge<C> {
        RefundCharge::new(charge).on(self.client.clone())
    }
}

/// Refund a charge and return the charge
///
/// Refunds a charge in full or, with `amount`, in part, and returns the charge as it is afterwards. Partial refunds may be repeated until nothing is left. Asking for more than is left is an error, and so is refunding a charge that has nothing left.
///
/// Sends `POST /v1/charges/{charge}/refund` and returns [`Charge`](crate::objects::Charge).
/// Spec: `#/paths/~1v1~1charges~1{charge}~1refund/post`
/// ```no_run
/// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use stripe_client::services::charges::RefundCharge;
/// let charge = RefundCharge::new("ch_123").amount(250).on(&stripe).send().await?;
/// # Ok(()) }
/// ```
#[must_use]
pub struct RefundCharge<C = ()>(pub(crate) Request<C>);

impl RefundCharge {
    /// A request without a client, to build, compare and print. [`.on(&client)`](Self::on) gives it one to send it with.
    pub fn new(charge: impl Into<String>) -> Self {
        Self(Request::new(&Self::ENDPOINT, [charge.into()]))
    }
}

impl<C> RefundCharge<C> {
    /// Amount to give back, in the smallest currency unit. Positive, and not above what is left of the charge; all that is left if not given.
    pub fn amount(self, value: i64) -> Self {
        Self(self.0.set("amount", value))
    }

    /// Fields to return as whole objects instead of IDs, such as `refunds`.
    ///
    /// Takes a path, any string, or an array of one of them; each call adds to those before.
    pub fn expand(self, value: impl Into<Expand<objects::Charge>>) -> Self {
        Self(self.0.expand(value))
    }

    /// Address to which the customer is sent instructions for getting the money, for payment methods that cannot refund by themselves (such as Konbini and PromptPay).
    pub fn instructions_email(self, value: impl Into<String>) -> Self {
        Self(self.0.set("instructions_email", value.into()))
    }

    /// Strings to keep with the refund: at most 50, keys of up to 40 and values of up to 500 characters. An empty value drops its key, an empty string in place of the map drops them all.
    pub fn metadata(
        self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        Self(self.0.merge("metadata", Value::text_map(value)))
    }

    /// Clears `metadata`.
    pub fn unset_metadata(self) -> Self {
        Self(self.0.unset("metadata"))
    }

    /// Clears one key of `metadata`.
    pub fn unset_metadata_key(self, key: impl Into<String>) -> Self {
        Self(self.0.unset_key("metadata", key))
    }

    /// ID of the PaymentIntent that the charge belongs to.
    pub fn payment_intent(self, value: impl Into<String>) -> Self {
        Self(self.0.set("payment_intent", value.into()))
    }

    /// Why the refund is made: `duplicate`, `fraudulent` or `requested_by_customer`. With `fraudulent`, the card and the email address of the charge go on the [block lists](https://docs.stripe.com/radar/lists) of the account.
    pub fn reason(self, value: impl IntoEnum<refund::Reason>) -> Self {
        Self(self.0.set("reason", Value::of_enum(value)))
    }

    /// Whether the application fee is given back too: all of it with a full refund, otherwise in proportion. Only the application that made the charge can do so.
    pub fn refund_application_fee(self, value: bool) -> Self {
        Self(self.0.set("refund_application_fee", value))
    }

    /// Whether the charge's transfer is reversed too, in proportion to the refund. Only the application that made the charge can do so.
    pub fn reverse_transfer(self, value: bool) -> Self {
        Self(self.0.set("reverse_transfer", value))
    }
}
