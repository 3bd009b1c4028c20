//! Refunds a charge, and handles every class of error: what happened, what to do, and whether to run it again.
//!
//! Run with `STRIPE_SECRET_KEY=sk_test_… cargo run --example refund_errors -- ch_… 250`. `STRIPE_API_BASE` sends the
//! requests elsewhere, such as to a server of a test. The exit code is 0 if the charge is refunded, 1 if a person has to
//! look, and 75 if the same command may succeed later.
//!
//! Requires: refunds.create
//! Features: async

use std::env;
use std::process::ExitCode;

use stripe_client::objects::Refund;
use stripe_client::services::refunds::CreateRefund;
use stripe_client::{ApiError, Client, Error, ErrorClass, Options};

/// By convention of `sysexits.h`, a failure that may pass.
const TRY_AGAIN: u8 = 75;

/// Who can do something about an error.
enum Advice {
    /// A person, who has to look: what happened.
    Look(String),
    /// This program, later: what happened.
    Later(String),
}

use Advice::{Later, Look};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let key = env::var("STRIPE_SECRET_KEY").map_err(|_| "set STRIPE_SECRET_KEY to a secret key")?;
    let charge = env::args().nth(1).ok_or("give the id of a charge")?;
    let amount = env::args()
        .nth(2)
        .map(|amount| {
            let unit = "give a whole number in the smallest unit of the currency, such as 250";
            let parsed = amount.parse();
            parsed.map_err(|_| format!("{amount} is not an amount: {unit}"))
        })
        .transpose()?;

    let error = match refund(key, &charge, amount).await {
        Ok(refund) => {
            println!(
                "refunded {} {} by {}",
                refund.amount, refund.currency, refund.id
            );
            return Ok(ExitCode::SUCCESS);
        }
        Err(error) => error,
    };
    let (message, code) = match advice(&error) {
        Look(message) => (message, ExitCode::FAILURE),
        Later(message) => (message, ExitCode::from(TRY_AGAIN)),
    };
    println!("{message}");
    if error.may_be_done() {
        // The key is the same each time that this program runs for a charge, so the charge is refunded once.
        println!("it may be refunded all the same: run this again within 24 hours, or look first");
    }
    if let Some(id) = error.request_id() {
        let attempts = error.attempts();
        println!("for Stripe's support: request {id}, attempts: {attempts}");
    }
    Ok(code)
}

async fn refund(key: String, charge: &str, amount: Option<i64>) -> Result<Refund, Error> {
    let mut client = Client::builder(key);
    if let Ok(base) = env::var("STRIPE_API_BASE") {
        client = client.base_url(base);
    }
    let stripe = client.build()?;
    let options = Options::new().idempotency_key(format!("refund-{charge}"));
    let request = stripe.refunds().create().charge(charge);
    let request = request.maybe(amount, CreateRefund::amount);
    request.with_options(options).send().await
}

fn advice(error: &Error) -> Advice {
    match error {
        Error::Api(error) => advice_by_stripe(error),
        // No response, or half of one.
        Error::Transport(error) => Later(format!("no response: {error}")),
        // Refunded, but the response is not as documented.
        Error::Decode(error) if error.request_id().is_some() => Look(format!(
            "refunded, but `{}` of the response cannot be read: update this program",
            error.path()
        )),
        // Only a response with a request id is surely Stripe's.
        Error::Decode(_) => Later("something between here and Stripe answered".to_owned()),
        Error::Request(error) => Look(format!("not sent: {error}")),
        other => Look(other.to_string()),
    }
}

fn advice_by_stripe(error: &ApiError) -> Advice {
    let said = error.message().unwrap_or("no message");
    match error.class() {
        ErrorClass::InvalidRequest => match error.code() {
            Some("charge_already_refunded") => Look("nothing is left to refund".to_owned()),
            Some("resource_missing") => Look("there is no such charge".to_owned()),
            _ => Look(format!(
                "wrong {}: {said}",
                error.param().unwrap_or("request")
            )),
        },
        ErrorClass::Card => {
            let reason = error.decline_code().or(error.code());
            Look(format!("declined: {}", reason.unwrap_or("no reason given")))
        }
        ErrorClass::Authentication => Look(format!("the API key is not valid: {said}")),
        ErrorClass::Permission => Look(format!("the API key may not refund: {said}")),
        ErrorClass::Idempotency => Look(
            "a refund was requested before, over another amount: look what became of it".to_owned(),
        ),
        ErrorClass::RateLimit => Later("too many requests".to_owned()),
        ErrorClass::Api => Later(format!("a fault at Stripe, status {}", error.status())),
        ErrorClass::Foreign => Later(format!(
            "something between here and Stripe answered, status {}",
            error.status()
        )),
        other => Look(format!("{other}: {said}")),
    }
}
