//! Random sequences of events from a seed.

use fastrand::Rng;

use super::event::{Applied, Body, Delivery, Event, Huge, Point, Read};

/// One to six events. The same seed gives the same events.
#[must_use]
pub fn sequence(seed: u64) -> Vec<Event> {
    let mut random = Rng::with_seed(seed);
    let length = random.usize(1..=6);
    (0..length).map(|_| event(&mut random)).collect()
}

/// One event for each of many requests, of which this many in a hundred are faults, of every kind that takes no time.
#[must_use]
pub fn sparse(seed: u64, requests: usize, percent: u32) -> Vec<Event> {
    let mut random = Rng::with_seed(seed);
    let one = |_| match random.u32(0..100) < percent {
        true => fault(&mut random),
        false => Event::success(),
    };
    (0..requests).map(one).collect()
}

fn fault(random: &mut Rng) -> Event {
    match random.u32(0..4) {
        0 => Event::Hangup(pick(random, &[Read::Nothing, Read::Head, Read::Body])),
        1 => broken(random),
        2 => unreadable(random),
        _ => status(random),
    }
}

fn event(random: &mut Rng) -> Event {
    let event = awake(random);
    match random.u32(0..25) {
        0 => Event::Overnight(Box::new(event)),
        _ => event,
    }
}

fn awake(random: &mut Rng) -> Event {
    match random.u32(0..400) {
        // Slow, so rare.
        0 => {
            let huge = [Huge::Body, Huge::Chunks, Huge::Header];
            Event::delivered(Delivery::Huge(pick(random, &huge)))
        }
        // Rare too, since each takes a timeout.
        1..=12 => stalled(random),
        13..=70 => Event::Hangup(pick(random, &[Read::Nothing, Read::Head, Read::Body])),
        71..=160 => broken(random),
        161..=220 => unreadable(random),
        221..=340 => status(random),
        _ => Event::delivered(pick(
            random,
            &[
                Delivery::Whole,
                Delivery::Close,
                Delivery::Chunked,
                Delivery::Unmeasured,
                Delivery::Bytewise,
                Delivery::Announced,
            ],
        )),
    }
}

/// A response that never ends. The slow part may be the service.
fn stalled(random: &mut Rng) -> Event {
    let points = [Point::Nothing, Point::Head, Point::Between, Point::Body];
    let point = pick(random, &points);
    let delivery = pick(
        random,
        &[Delivery::Stalled(point), Delivery::Endless(point)],
    );
    let applied = pick(random, &[Applied::Never, Applied::First, Applied::Late]);
    Event::delivered(delivery).applied(applied)
}

/// An incomplete response of any status.
fn broken(random: &mut Rng) -> Event {
    let delivery = pick(
        random,
        &[
            Delivery::Cut(Point::Nothing),
            Delivery::Cut(Point::Head),
            Delivery::Cut(Point::Between),
            Delivery::Cut(Point::Body),
            Delivery::Unterminated,
            Delivery::TooLong,
            Delivery::Garbage,
        ],
    );
    let applied = pick(random, &[Applied::Never, Applied::First]);
    let broken = match random.u32(0..4) {
        0 => Event::status(pick(random, &[400, 409, 429, 500, 503]), "any"),
        _ => Event::success(),
    };
    arriving(broken, delivery).applied(applied)
}

/// A success without an object.
fn unreadable(random: &mut Rng) -> Event {
    let applied = pick(random, &[Applied::Never, Applied::First]);
    match random.u32(0..6) {
        0 => Event::delivered(Delivery::TooShort).applied(applied),
        1 => Event::answer(applied, 200, Body::Empty),
        2 => Event::answer(applied, 204, Body::Empty),
        3 => Event::answer(applied, 200, Body::Text("{\"id\":\"re_1\",")),
        4 => Event::answer(applied, 201, Body::Text("<html>Log in</html>")),
        _ => Event::answer(applied, 200, Body::Error("any")),
    }
}

/// A response whose status is not a success.
fn status(random: &mut Rng) -> Event {
    let status = pick(
        random,
        &[
            302, 303, 307, 308, 400, 402, 404, 409, 409, 429, 429, 500, 500, 502, 503, 504,
        ],
    );
    let body = pick(
        random,
        &[
            Body::Error("any"),
            Body::Error("lock_timeout"),
            Body::Object,
            Body::Text("<html>Bad Gateway</html>"),
            Body::Empty,
        ],
    );
    let applied = pick(random, &[Applied::Never, Applied::First]);
    // The service does not apply what it refuses, but a proxy may refuse what the service has applied.
    let refuses = status < 500 && status != 409;
    let is_foreign = refuses && applied == Applied::First || random.u32(0..4) == 0;
    let mut event = match is_foreign {
        true => Event::foreign(
            applied,
            status,
            pick(random, &["<html>nginx</html>", "{}", ""]),
        ),
        false => Event::answer(applied, status, body),
    };
    if status < 400 {
        // Redirects to this server, which would record the request.
        event = event.with_header("Location", "/v1/refunds/elsewhere");
    }
    match random.u32(0..6) {
        0 => event = event.with_header("Stripe-Should-Retry", "true"),
        1 => event = event.with_header("Stripe-Should-Retry", "false"),
        2 => event = event.with_header("Retry-After", "0"),
        _ => {}
    }
    if random.u32(0..8) == 0 {
        event = arriving(event, Delivery::Close);
    }
    event
}

fn arriving(mut event: Event, how: Delivery) -> Event {
    if let Event::Answer { delivery, .. } = &mut event {
        *delivery = how;
    }
    event
}

fn pick<T: Clone>(random: &mut Rng, from: &[T]) -> T {
    let at = random.usize(0..from.len());
    from[at].clone()
}

#[cfg(test)]
mod tests {
    use super::super::event::Reply;
    use super::*;

    #[test]
    fn a_seed_gives_the_same_events_and_all_of_them_occur() {
        let all: Vec<Event> = (0..1000).flat_map(sequence).collect();
        assert_eq!(all, (0..1000).flat_map(sequence).collect::<Vec<_>>());
        let occurs = |is: &dyn Fn(&Event) -> bool| assert!(all.iter().any(is));
        occurs(&|event| matches!(event, Event::Hangup(Read::Body)));
        occurs(&|event| matches!(event, Event::Overnight(_)));
        for wanted in [400, 402, 404] {
            let page = ["<html>nginx</html>", "{}", ""];
            occurs(&|event| {
                page.iter()
                    .any(|page| *event == Event::foreign(Applied::First, wanted, page))
            });
        }
        for wanted in [
            Delivery::Huge(Huge::Chunks),
            Delivery::Stalled(Point::Nothing),
            Delivery::Endless(Point::Head),
            Delivery::TooShort,
            Delivery::Bytewise,
        ] {
            occurs(&|event| matches!(event, Event::Answer { delivery, .. } if *delivery == wanted));
        }
        occurs(&|event| {
            matches!(
                event,
                Event::Answer {
                    applied: Applied::Late,
                    ..
                }
            )
        });
        for wanted in [302, 409, 429, 500, 503] {
            occurs(&|event| {
                let Event::Answer { reply, .. } = event else {
                    return false;
                };
                matches!(reply, Reply::Other { status, .. } if *status == wanted)
            });
        }
    }
}
