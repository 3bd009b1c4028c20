//! Tests without a network: a transport that returns the responses of the test, and responses with plausible values.
//!
//! ```
//! # #[derive(Clone)]
//! # struct Thing { amount: i64, currency: String }
//! # impl stripe_client::json::Decode for Thing {
//! #     fn decode(json: stripe_client::json::Node<'_>) -> Result<Self, stripe_client::json::Fault> {
//! #         let mut object = json.object()?;
//! #         Ok(Self { amount: object.field("amount")?, currency: object.field("currency")? })
//! #     }
//! # }
//! # impl stripe_client::json::Encode for Thing {
//! #     fn encode(&self, out: &mut stripe_client::json::Writer) {
//! #         let mut object = out.object();
//! #         object.field("amount", &self.amount);
//! #         object.field("currency", &self.currency);
//! #         object.close();
//! #     }
//! # }
//! use stripe_client::blocking::Client;
//! use stripe_client::client::Method;
//! use stripe_client::testing::{Replay, fixture};
//!
//! # fn main() -> Result<(), stripe_client::Error> {
//! // In a program this is a type of `stripe_client::objects`.
//! let thing: Thing = fixture(r#"{"amount": 500}"#);
//! assert_eq!(thing.currency, "currency");
//!
//! let replay = Replay::new()
//!     .on(Method::Get, "/v1/things/{thing}", 200, &thing)
//!     .on(Method::Get, "/v1/things/{thing}", 404, r#"{"error": {"type": "invalid_request_error"}}"#);
//! let stripe = Client::builder("sk_test_123").transport(replay.clone()).build()?;
//!
//! let get = |id| stripe.raw(Method::Get, "/v1/things/{thing}").arg(id);
//! assert_eq!(get("th_1").send::<Thing>()?.amount, 500);
//! assert_eq!(get("th_2").send::<Thing>().err().and_then(|error| Some(error.as_api()?.status())), Some(404));
//! assert_eq!(replay.requests()[0].path(), "/v1/things/th_1");
//! replay.assert_done();
//! # Ok(())
//! # }
//! ```

mod body;
mod expected;
mod fixture;
mod replay;
mod report;
mod request;

pub use body::Body;
pub use fixture::{fixture, try_fixture};
pub use replay::Replay;
pub use request::Request;
