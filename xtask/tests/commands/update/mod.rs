//! `update` as a user runs it, on a copy of the project, with a server on loopback in place of Stripe's repository.
//!
//! With `../shared` (or where `STRIPE_SHARED` points) also on Stripe's whole documents.

mod documents;
mod fetching;
mod project;
mod refusals;
mod whole;

pub(crate) use documents::{fragment, text};
pub(crate) use project::Project;
