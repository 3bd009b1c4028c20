//! What callers write at the first try, against the client of the whole API. It compiles, and `tests/emitted/guesses.rs` has
//! it with what is sent, or the compiler says what to write:
//!
//! | Guess | Outcome |
//! |---|---|
//! | `Range::gt(refund.created)` | names `Range::after`, which compiles |
//! | `created(a..b)` | compiles |
//! | `collection_method(sub.collection_method)` | compiles, borrowed too |
//! | `currency(&refund.currency)` | compiles |
//! | `mode("subscription")` | compiles |
//! | `trial_end("now")` | compiles |
//! | `invoice.customer == intent.customer` | compiles, although one is optional |
//! | `phone_number_collection(true)` | says to write `PhoneNumberCollection::new(…)` |
//! | `retrieve(id).send().await?.email` | names `MaybeDeleted<Customer>`, whose page begins with `live()` |
//! | `object()?` in a function that returns `Error` | compiles |
//! | `send()` without a client | says to write `.on(&client)` |

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::messages::errors;
use tests::emitted::{self, Features, Package, TOKIO};
use tests::{root, shared};

/// The guesses that do not compile, one in each function.
const REFUSED: &str = r"
use stripe_client::objects::Refund;
use stripe_client::services::checkout::sessions::CreateCheckoutSession;
use stripe_client::services::refunds::{ListRefunds, RetrieveRefund};
use stripe_client::values::Range;
use stripe_client::{Client, Error};

pub fn gt(refund: &Refund) {
    let _ = ListRefunds::new().created(Range::gt(refund.created));
}

pub fn phone_number_collection() {
    let _ = CreateCheckoutSession::new().phone_number_collection(true);
}

pub async fn email(stripe: &Client, id: &str) -> Result<Option<String>, Error> {
    Ok(stripe.customers().retrieve(id).send().await?.email)
}

pub async fn send() {
    let _ = RetrieveRefund::new(String::new()).send().await;
}
";

/// The client of the whole API; `None` if the document is missing.
fn client() -> Option<PathBuf> {
    let document = shared("specs/stripe-2026-05-27.dahlia.json")?;
    Some(emitted::client("whole-2026-05-27", &document))
}

#[test]
#[ignore = "slow: builds the client of the whole API"]
fn those_that_compile_send_what_was_meant() {
    let Some(client) = client() else { return };
    let path = root().join("tests/emitted/guesses.rs");
    let package = Package {
        name: "guesses",
        client: &client,
        features: Features::Program,
        manifest: &format!("{TOKIO}\n[[test]]\nname = \"emitted\"\npath = {path:?}\n"),
        files: BTreeMap::from([("src/lib.rs".to_owned(), String::new())]),
    };
    emitted::cargo(&package.write(), &["test", "--quiet", "--test", "emitted"]);
}

#[test]
#[ignore = "slow: builds the client of the whole API"]
fn those_that_do_not_have_messages_that_say_what_to_write() {
    let Some(client) = client() else { return };
    let package = Package {
        name: "guesses-refused",
        client: &client,
        features: Features::Program,
        manifest: TOKIO,
        files: BTreeMap::from([("src/lib.rs".to_owned(), REFUSED.to_owned())]),
    };
    // Not `check`, which would check the client too; it is built for the others.
    let told = errors(&package.write(), "build", REFUSED);
    let told: Vec<String> = told.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
}
