// Written by `cargo xtask codegen`; changes made by hand are lost.

//! The service `charges.refunds`. Money given back for a charge, in full or in part, as a rule to the card or account that paid.

pub mod create;

use crate::prelude::*;

/// The service `charges.refunds`. Money given back for a charge, in full or in part, as a rule to the card or account that paid.
///
/// Operations on [`Refund`](crate::objects::Refund): [`list`](Self::list), [`create`](Self::create), [`retrieve`](Self::retrieve), [`update`](Self::update).
#[derive(Clone, Debug)]
#[must_use]
pub struct Refunds<C> {
    pub(crate) client: C,
}

impl<C: Clone> super::Charges<C> {
    /// The service `charges.refunds`. Money given back for a charge, in full or in part, as a rule to the card or account that paid.
    pub fn refunds(&self) -> Refunds<C> {
        Refunds {
            client: self.client.clone(),
        }
    }
}

impl<C: Clone> Refunds<C> {
    /// List the refunds of a charge (`GET /v1/charges/{charge}/refunds`)
    ///
    /// ```no_run
    /// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut all = stripe.charges().refunds().list("ch_123").limit(100).stream();
    /// while let Some(refund) = all.try_next().await? {
    ///     println!("{refund:?}");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn list(&self, charge: impl Into<String>) -> ListChargeRefunds<C> {
        ListChargeRefunds::new(charge).on(self.client.clone())
    }

    /// Refund a charge (`POST /v1/charges/{charge}/refunds`)
    ///
    /// ```no_run
    /// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use stripe_client::services::charges::refunds::create;
    /// let refund = stripe
    ///     .charges()
    ///     .refunds()
    ///     .create("ch_123")
    ///     .amount(250)
    ///     .reason(create::Reason::RequestedByCustomer)
    ///     .send()
    ///     .await?;
    /// # Ok(()) }
    /// ```
    pub fn create(&self, charge: impl Into<String>) -> CreateChargeRefund<C> {
        CreateChargeRefund::new(charge).on(self.client.clone())
    }

    /// Retrieve a refund of a charge (`GET /v1/charges/{charge}/refunds/{refund}`)
    pub fn retrieve(
        &self,
        charge: impl Into<String>,
        refund: impl Into<String>,
    ) -> RetrieveChargeRefund<C> {
        RetrieveChargeRefund::new(charge, refund).on(self.client.clone())
    }

    /// Update a refund of a charge (`POST /v1/charges/{charge}/refunds/{refund}`)
    ///
    /// ```no_run
    /// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let refund = stripe
    ///     .charges()
    ///     .refunds()
    ///     .update("ch_123", "re_123")
    ///     .metadata([("order_id", "6735")])
    ///     .send()
    ///     .await?;
    /// # Ok(()) }
    /// ```
    pub fn update(
        &self,
        charge: impl Into<String>,
        refund: impl Into<String>,
    ) -> UpdateChargeRefund<C> {
        UpdateChargeRefund::new(charge, refund).on(self.client.clone())
    }
}

/// List the refunds of a charge
///
/// Lists the refunds of one charge, newest first.
///
/// Sends `GET /v1/charges/{charge}/refunds` and returns a list of [`Refund`](crate::objects::Refund).
/// Spec: `#/paths/~1v1~1charges~1{charge}~1refunds/get`
///
/// `limit` is how many items a page has: [`stream`](Self::stream) walks the items of all pages.
/// ```no_run
/// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use stripe_client::services::charges::refunds::ListChargeRefunds;
/// let page = ListChargeRefunds::new("ch_123").limit(100).on(&stripe).send().await?;
/// # Ok(()) }
/// ```
#[must_use]
pub struct ListChargeRefunds<C = ()>(pub(crate) Request<C>);

impl ListChargeRefunds {
    /// A request without a client, to build, compare and print. [`.on(&client)`](Self::on) gives it one to send it with.
    pub fn new(charge: impl Into<String>) -> Self {
        Self(Request::new(&Self::ENDPOINT, [charge.into()]))
    }
}

impl<C> ListChargeRefunds<C> {
    /// ID of a refund. The page ends just before it, for paging backwards.
    pub fn ending_before(self, value: impl Into<String>) -> Self {
        Self(self.0.set("ending_before", value.into()))
    }

    /// Fields to return as whole objects instead of IDs, such as `data.charge`.
    ///
    /// Takes a path, any string, or an array of one of them; each call adds to those before. Constants begin at an item, and `data.` is added before them. A string is sent as it is, so it begins with `data.` itself.
    pub fn expand(self, value: impl Into<Expand<objects::Refund, 3>>) -> Self {
        Self(self.0.expand(value))
    }

    /// Refunds on a page, from 1 to 100; 10 if not given.
    pub fn limit(self, value: i64) -> Self {
        Self(self.0.set("limit", value))
    }

    /// ID of a refund. The page begins just after it, for paging forwards.
    pub fn starting_after(self, value: impl Into<String>) -> Self {
        Self(self.0.set("starting_after", value.into()))
    }
}

/// Refund a charge
///
/// Refunds a charge in full or, with `amount`, in part. Partial refunds may be repeated until nothing is left. Asking for more than is left is an error, and so is refunding a charge that has nothing left.
///
/// Sends `POST /v1/charges/{charge}/refunds` and returns [`Refund`](crate::objects::Refund).
/// Spec: `#/paths/~1v1~1charges~1{charge}~1refunds/post`
/// ```no_run
/// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use stripe_client::services::charges::refunds::{CreateChargeRefund, create};
/// let refund = CreateChargeRefund::new("ch_123")
///     .amount(250)
///     .reason(create::Reason::RequestedByCustomer)
///     .on(&stripe)
///     .send()
///     .await?;
/// # Ok(()) }
/// ```
#[must_use]
pub struct CreateChargeRefund<C = ()>(pub(crate) Request<C>);

impl CreateChargeRefund {
    /// A request without a client, to build, compare and print. [`.on(&client)`](Self::on) gives it one to send it with.
    pub fn new(charge: impl Into<String>) -> Self {
        Self(Request::new(&Self::ENDPOINT, [charge.into()]))
    }
}

impl<C> CreateChargeRefund<C> {
    /// Amount to give back, in the smallest currency unit. Positive, and not above what is left of the charge; all that is left if not given.
    pub fn amount(self, value: i64) -> Self {
        Self(self.0.set("amount", value))
    }

    /// Currency as a lower-case ISO 4217 code, such as `eur`. See [which ones Stripe supports](https://docs.stripe.com/currencies). Used with `origin`.
    pub fn currency(self, value: impl Into<Currency>) -> Self {
        Self(self.0.set("currency", Into::<Currency>::into(value)))
    }

    /// ID of the customer whose cash balance the money is taken from. Used with `origin`.
    pub fn customer(self, value: impl Into<String>) -> Self {
        Self(self.0.set("customer", value.into()))
    }

    /// Fields to return as whole objects instead of IDs, such as `charge`.
    ///
    /// Takes a path, any string, or an array of one of them; each call adds to those before.
    pub fn expand(self, value: impl Into<Expand<objects::Refund>>) -> Self {
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

    /// Where the money comes from: `customer_balance`, the cash balance of `customer`.
    pub fn origin(self, value: impl IntoEnum<create::Origin>) -> Self {
        Self(self.0.set("origin", Value::of_enum(value)))
    }

    /// ID of the PaymentIntent that the charge belongs to.
    pub fn payment_intent(self, value: impl Into<String>) -> Self {
        Self(self.0.set("payment_intent", value.into()))
    }

    /// Why the refund is made: `duplicate`, `fraudulent` or `requested_by_customer`. With `fraudulent`, the card and the email address of the charge go on the [block lists](https://docs.stripe.com/radar/lists) of the account.
    pub fn reason(self, value: impl IntoEnum<create::Reason>) -> Self {
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

/// Retrieve a refund of a charge
///
/// Returns one refund of one charge.
///
/// Sends `GET /v1/charges/{charge}/refunds/{refund}` and returns [`Refund`](crate::objects::Refund).
/// Spec: `#/paths/~1v1~1charges~1{charge}~1refunds~1{refund}/get`
/// ```no_run
/// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use stripe_client::services::charges::refunds::RetrieveChargeRefund;
/// let refund = RetrieveChargeRefund::new("ch_123", "re_123").on(&stripe).send().await?;
/// # Ok(()) }
/// ```
#[must_use]
pub struct RetrieveChargeRefund<C = ()>(pub(crate) Request<C>);

impl RetrieveChargeRefund {
    /// A request without a client, to build, compare and print. [`.on(&client)`](Self::on) gives it one to send it with.
    pub fn new(charge: impl Into<String>, refund: impl Into<String>) -> Self {
        Self(Request::new(&Self::ENDPOINT, [charge.into(), refund.into()]))
    }
}

impl<C> RetrieveChargeRefund<C> {
    /// Fields to return as whole objects instead of IDs, such as `charge`.
    ///
    /// Takes a path, any string, or an array of one of them; each call adds to those before.
    pub fn expand(self, value: impl Into<Expand<objects::Refund>>) -> Self {
        Self(self.0.expand(value))
    }
}

/// Update a refund of a charge
///
/// Changes the metadata of one refund of one charge.
///
/// Sends `POST /v1/charges/{charge}/refunds/{refund}` and returns [`Refund`](crate::objects::Refund).
/// Spec: `#/paths/~1v1~1charges~1{charge}~1refunds~1{refund}/post`
/// ```no_run
/// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use stripe_client::services::charges::refunds::UpdateChargeRefund;
/// let refund = UpdateChargeRefund::new("ch_123", "re_123")
///     .metadata([("order_id", "6735")])
///     .on(&stripe)
///     .send()
///     .await?;
/// # Ok(()) }
/// ```
#[must_use]
pub struct UpdateChargeRefund<C = ()>(pub(crate) Request<C>);

impl UpdateChargeRefund {
    /// A request without a client, to build, compare and print. [`.on(&client)`](Self::on) gives it one to send it with.
    pub fn new(charge: impl Into<String>, refund: impl Into<String>) -> Self {
        Self(Request::new(&Self::ENDPOINT, [charge.into(), refund.into()]))
    }
}

impl<C> UpdateChargeRefund<C> {
    /// Fields to return as whole objects instead of IDs, such as `charge`.
    ///
    /// Takes a path, any string, or an array of one of them; each call adds to those before.
    pub fn expand(self, value: impl Into<Expand<objects::Refund>>) -> Self {
        Self(self.0.expand(value))
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
}
