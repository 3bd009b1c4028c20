//! Statuses in every order.

use tests::faults::{Applied, Body, Event, FaultServer};

use super::caller::{Caller, MODES, Outcome, PATIENT};
use super::contract;

fn answers() -> [Event; 7] {
    [
        Event::success(),
        Event::status(409, "any"),
        Event::status(429, "any"),
        Event::status(429, "lock_timeout"),
        Event::status(429, "any").with_header("Stripe-Should-Retry", "true"),
        // A service that failed after it had applied the write, and whose body is the object itself.
        Event::answer(Applied::First, 500, Body::Object),
        Event::status(503, "any").with_header("Stripe-Should-Retry", "false"),
    ]
}

/// All triples of these responses, each for one call with three attempts.
#[test]
fn in_every_order() {
    for mode in MODES {
        for one in answers() {
            let server = FaultServer::start([]);
            let caller = Caller::new(mode, &server.url, 2, PATIENT);
            let mut amount = 0;
            let mut expected = Vec::new();
            for two in answers() {
                for three in answers() {
                    amount += 1;
                    let script = [one.clone(), two.clone(), three];
                    let (attempts, last) = contract::call(&script, 2);
                    let script = &script[..attempts as usize];
                    server.script(script.to_vec());
                    let got = caller.create(amount);
                    assert_eq!(got.attempts, attempts, "{mode:?}: {script:?}");
                    assert!(last.is(&got.outcome), "{mode:?}: {script:?}: {got:?}");
                    if let Outcome::Success(_, refunded) = &got.outcome {
                        assert_eq!(*refunded, amount);
                    }
                    assert_eq!(server.left(), 0);
                    let done = |event: &Event| matches!(event, Event::Answer { applied, .. } if *applied != Applied::Never);
                    if script.iter().any(done) {
                        expected.push((got.key.clone(), format!("amount={amount}&charge=ch_1")));
                    }
                }
            }
            drop(caller);
            let effects = server.finish().effects;
            let effects: Vec<_> = effects
                .into_iter()
                .map(|effect| (effect.key, effect.body))
                .collect();
            assert_eq!(effects, expected, "{mode:?}");
        }
    }
}
