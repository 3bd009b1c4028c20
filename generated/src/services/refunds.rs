// Written by `cargo xtask codegen`; changes made by hand are lost.

//! The service `refunds`. Money given back for a charge, in full or in part, as a rule to the card or account that paid.

pub mod create;

use crate::prelude::*;

/// The service `refunds`. Money given back for a charge, in full or in part, as a rule to the card or account that paid.
///
/// Operations on [`Refund`](crate::objects::Refund): [`list`](Self::list), [`create`](Self::create), [`retrieve`](Self::retrieve), [`update`](Self::update), [`cancel`](Self::cancel).
#[derive(Clone, Debug)]
#[must_use]
pub struct Refunds<C> {
    pub(crate) client: C,
}

impl<M> Stripe<M> {
    /// The service `refunds`. Money given back for a charge, in full or in part, as a rule to the card or account that paid.
    pub fn refunds(&self) -> Refunds<Self> {
        Refunds { client: self.clone() }
    }
}

impl<C: Clone> Refunds<C> {
    /// List refunds (`GET /v1/refunds`)
    ///
    /// ```no_run
    /// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut all = stripe.refunds().list().charge("ch_123").limit(100).stream();
    /// while let Some(refund) = all.try_next().await? {
    ///     println!("{refund:?}");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn list(&self) -> ListRefunds<C> {
        ListRefunds::new().on(self.client.clone())
    }

    /// Refund a payment (`POST /v1/refunds`)
    ///
    /// ```no_run
    /// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use stripe_client::services::refunds::create;
    /// let refund = stripe
    ///     .refunds()
    ///     .create()
    ///     .charge("ch_123")
    ///     .amount(250)
    ///     .reason(create::Reason::RequestedByCustomer)
    ///     .send()
    ///     .await?;
    /// # Ok(()) }
    /// ```
    pub fn create(&self) -> CreateRefund<C> {
        CreateRefund::new().on(self.client.clone())
    }

    /// Retrieve a refund (`GET /v1/refunds/{refund}`)
    pub fn retrieve(&self, refund: impl Into<String>) -> RetrieveRefund<C> {
        RetrieveRefund::new(refund).on(self.client.clone())
    }

    /// Update a refund (`POST /v1/refunds/{refund}`)
    ///
    /// ```no_run
    /// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let refund = stripe
    ///     .refunds()
    ///     .update("re_123")
    ///     .metadata([("order_id", "6735")])
    ///     .send()
    ///     .await?;
    /// # Ok(()) }
    /// ```
    pub fn update(&self, refund: impl Into<String>) -> UpdateRefund<C> {
        UpdateRefund::new(refund).on(self.client.clone())
    }

    /// Cancel a refund (`POST /v1/refunds/{refund}/cancel`)
    pub fn cancel(&self, refund: impl Into<String>) -> CancelRefund<C> {
        CancelRefund::new(refund).on(self.client.clone())
    }
}

/// List refunds
///
/// Lists the refunds of the account, newest first.
///
/// Sends `GET /v1/refunds` and returns a list of [`Refund`](crate::objects::Refund).
/// Spec: `#/paths/~1v1~1refunds/get`
///
/// `limit` is how many items a page has: [`stream`](Self::stream) walks the items of all pages.
/// ```no_run
/// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use stripe_client::services::refunds::ListRefunds;
/// let page = ListRefunds::new().charge("ch_123").limit(100).on(&stripe).send().await?;
/// # Ok(()) }
/// ```
#[must_use]
pub struct ListRefunds<C = ()>(pub(crate) Request<C>);

impl ListRefunds {
    /// A request without a client, to build, compare and print. [`.on(&client)`](Self::on) gives it one to send it with.
    pub fn new() -> Self {
        Self(Request::new(&Self::ENDPOINT, []))
    }
}

impl<C> ListRefunds<C> {
    /// List only the refunds of the charge with this ID.
    pub fn charge(self, value: impl Into<String>) -> Self {
        Self(self.0.set("charge", value.into()))
    }

    /// List only refunds made at this time or within this range, each as a Unix time in seconds.
    ///
    /// - `gt`: After this time.
    /// - `gte`: At this time or after it.
    /// - `lt`: Before this time.
    /// - `lte`: At this time or before it.
    pub fn created(self, value: impl Into<Range>) -> Self {
        Self(self.0.set("created", Into::<Range>::into(value)))
    }

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

    /// List only the refunds of the PaymentIntent with this ID.
    pub fn payment_intent(self, value: impl Into<String>) -> Self {
        Self(self.0.set("payment_intent", value.into()))
    }

    /// ID of a refund. The page begins just after it, for paging forwards.
    pub fn starting_after(self, value: impl Into<String>) -> Self {
        Self(self.0.set("starting_after", value.into()))
    }
}

/// Refund a payment
///
/// Refunds what `charge` or `payment_intent` names, in full or, with `amount`, in part. Partial refunds may be repeated until nothing is left. Asking for more than is left is an error, and so is refunding a charge that has nothing left. With `origin`, the money comes out of the cash balance of a customer instead, and `amount`, `currency` and `customer` say how much and whose.
///
/// Sends `POST /v1/refunds` and returns [`Refund`](crate::objects::Refund).
/// Spec: `#/paths/~1v1~1refunds/post`
/// ```no_run
/// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use stripe_client::services::refunds::{CreateRefund, create};
/// let refund = CreateRefund::new()
///     .charge("ch_123")
///     .amount(250)
///     .reason(create::Reason::RequestedByCustomer)
///     .on(&stripe)
///     .send()
///     .await?;
/// # Ok(()) }
/// ```
#[must_use]
pub struct CreateRefund<C = ()>(pub(crate) Request<C>);

impl CreateRefund {
    /// A request without a client, to build, compare and print. [`.on(&client)`](Self::on) gives it one to send it with.
    pub fn new() -> Self {
        Self(Request::new(&Self::ENDPOINT, []))
    }
}

impl<C> CreateRefund<C> {
    /// Amount to give back, in the smallest currency unit. Positive, and not above what is left of the charge; all that is left if not given.
    pub fn amount(self, value: i64) -> Self {
        Self(self.0.set("amount", value))
    }

    /// ID of the charge to refund.
    pub fn charge(self, value: impl Into<String>) -> Self {
        Self(self.0.set("charge", value.into()))
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

    /// ID of the PaymentIntent to refund.
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

/// Retrieve a refund
///
/// Returns one refund.
///
/// Sends `GET /v1/refunds/{refund}` and returns [`Refund`](crate::objects::Refund).
/// Spec: `#/paths/~1v1~1refunds~1{refund}/get`
/// ```no_run
/// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use stripe_client::services::refunds::RetrieveRefund;
/// let refund = RetrieveRefund::new("re_123").on(&stripe).send().await?;
/// # Ok(()) }
/// ```
#[must_use]
pub struct RetrieveRefund<C = ()>(pub(crate) Request<C>);

impl RetrieveRefund {
    /// A request without a client, to build, compare and print. [`.on(&client)`](Self::on) gives it one to send it with.
    pub fn new(refund: impl Into<String>) -> Self {
        Self(Request::new(&Self::ENDPOINT, [refund.into()]))
    }
}

impl<C> RetrieveRefund<C> {
    /// Fields to return as whole objects instead of IDs, such as `charge`.
    ///
    /// Takes a path, any string, or an array of one of them; each call adds to those before.
    pub fn expand(self, value: impl Into<Expand<objects::Refund>>) -> Self {
        Self(self.0.expand(value))
    }
}

/// Update a refund
///
/// Changes the metadata of a refund. Nothing else of it can be changed.
///
/// Sends `POST /v1/refunds/{refund}` and returns [`Refund`](crate::objects::Refund).
/// Spec: `#/paths/~1v1~1refunds~1{refund}/post`
/// ```no_run
/// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use stripe_client::services::refunds::UpdateRefund;
/// let refund = UpdateRefund::new("re_123")
///     .metadata([("order_id", "6735")])
///     .on(&stripe)
///     .send()
///     .await?;
/// # Ok(()) }
/// ```
#[must_use]
pub struct UpdateRefund<C = ()>(pub(crate) Request<C>);

impl UpdateRefund {
    /// A request without a client, to build, compare and print. [`.on(&client)`](Self::on) gives it one to send it with.
    pub fn new(refund: impl Into<String>) -> Self {
        Self(Request::new(&Self::ENDPOINT, [refund.into()]))
    }
}

impl<C> UpdateRefund<C> {
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

/// Cancel a refund
///
/// Cancels a refund whose status is `requires_action`. A refund in another state cannot be canceled; only payment methods that need the customer to act lead to this one.
///
/// Sends `POST /v1/refunds/{refund}/cancel` and returns [`Refund`](crate::objects::Refund).
/// Spec: `#/paths/~1v1~1refunds~1{refund}~1cancel/post`
/// ```no_run
/// # async fn example(stripe: stripe_client::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use stripe_client::services::refunds::CancelRefund;
/// let refund = CancelRefund::new("re_123").on(&stripe).send().await?;
/// # Ok(()) }
/// ```
#[must_use]
pub struct CancelRefund<C = ()>(pub(crate) Request<C>);

impl CancelRefund {
    /// A request without a client, to build, compare and print. [`.on(&client)`](Self::on) gives it one to send it with.
    pub fn new(refund: impl Into<String>) -> Self {
        Self(Request::new(&Self::ENDPOINT, [refund.into()]))
    }
}

impl<C> CancelRefund<C> {
    /// Fields to return as whole objects instead of IDs, such as `charge`.
    ///
    /// Takes a path, any string, or an array of one of them; each call adds to those before.
    pub fn expand(self, value: impl Into<Expand<objects::Refund>>) -> Self {
        Self(self.0.expand(value))
    }
}
