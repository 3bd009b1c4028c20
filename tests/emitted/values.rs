//! Ranges, times and required parameters, in the crate that is emitted for `tests/specs/values.yaml`.
//! `tests/tests/projects/compiled.rs` runs it as a test of a package that depends on that crate.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use stripe_client::blocking::Client;
use stripe_client::client::RequestError;
use stripe_client::client::transport::{
    BlockingTransport, HttpRequest, HttpResponse, TransportError, TransportErrorKind,
};
use stripe_client::objects::Ride;
use stripe_client::services::rides::{
    CreateRide, ListRides, ReadingsRide, create, share,
};
use stripe_client::services::v2::rides::MergeV2Ride;
use stripe_client::values::{DateTime, Range, Timestamp};
use stripe_client::Error;

const NONE: [(&str, &str); 0] = [];

/// What a first guess may be.
#[test]
fn ranges() {
    let sent = |list: ListRides| list.call().query();
    let (a, b) = (Timestamp::from_seconds(1), Timestamp::from_seconds(2));
    let list = ListRides::new;
    assert_eq!(sent(list().created(a..b)), "created[gte]=1&created[lt]=2");
    assert_eq!(sent(list().created(a..=b)), "created[gte]=1&created[lte]=2");
    assert_eq!(sent(list().created(a..)), "created[gte]=1");
    assert_eq!(sent(list().created(..b)), "created[lt]=2");
    assert_eq!(sent(list().created(..=b)), "created[lte]=2");
    assert_eq!(sent(list().created(a)), "created=1");
    assert_eq!(sent(list().created(Range::after(a))), "created[gt]=1");
    assert_eq!(
        sent(list().created(Range::after(a).until(b))),
        "created[gt]=1&created[lte]=2"
    );
    let literal = list().created(1_700_000_000..1_800_000_000);
    assert_eq!(sent(literal), "created[gte]=1700000000&created[lt]=1800000000");
    assert_eq!(sent(list().created(1_700_000_000)), "created=1700000000");
    assert_eq!(sent(list().created(5_000_000_000..)), "created[gte]=5000000000");
    let since = UNIX_EPOCH + Duration::from_secs(3);
    assert_eq!(sent(list().created(since..)), "created[gte]=3");
    // A reply's value.
    let last = |ride: &Ride| list().created(ride.created..).call().query();
    let ride: Ride = stripe_client::json::from_json(r#"{"id":"r","object":"ride","created":7}"#).unwrap();
    assert_eq!(last(&ride), "created[gte]=7");
}

#[test]
fn ranges_of_other_places() {
    // This one takes bounds only.
    let list = ListRides::new().finished(5);
    assert_eq!(list.call().query(), "finished[gte]=5&finished[lte]=5");
    let date: DateTime = "2026-05-27T00:00:00Z".parse().unwrap();
    let list = ListRides::new().sold(date..);
    assert_eq!(list.call().query(), "sold[gte]=2026-05-27T00%3A00%3A00Z");
    let list = ListRides::new().times([(1..2).into(), 3.into()]);
    assert_eq!(list.call().query(), "times[0][gte]=1&times[0][lt]=2&times[1]=3");
}

#[test]
fn periods() {
    let now = Timestamp::from_seconds(3_000_000);
    let month = now - Duration::from_secs(30 * 86_400);
    let ride = CreateRide::new(2000, "usd").period(month..now);
    assert_eq!(
        ride.call().body(),
        "amount=2000&currency=usd&period[end]=3000000&period[start]=408000"
    );
    let ride = CreateRide::new(2000, "usd").period(1..2);
    assert!(ride.call().body().ends_with("period[end]=2&period[start]=1"));
    // What is optional beside the two leaves them a range.
    let ride = CreateRide::new(2000, "usd").season(1..2);
    assert!(ride.call().body().ends_with("season[end]=2&season[start]=1"));
    let ride = CreateRide::new(2000, "usd").season(create::Season::new(1..2).zone("x"));
    assert!(ride.call().body().ends_with("season[start]=1&season[zone]=x"));
    let readings = ReadingsRide::new("r_1", "c_1", month..now);
    assert_eq!(
        readings.call().query(),
        "customer=c_1&end_time=3000000&start_time=408000"
    );
}

#[test]
fn unions_take_what_their_members_do() {
    let body = |ride: CreateRide| ride.call().body();
    let ride = || CreateRide::new(1, "usd");
    let now = "amount=1&currency=usd&trial_end=now";
    assert_eq!(body(ride().trial_end("now")), now);
    assert_eq!(body(ride().trial_end(create::trial_end::Keyword::Now)), now);
    let time = "amount=1&currency=usd&trial_end=86400";
    let day = Duration::from_secs(86_400);
    assert_eq!(body(ride().trial_end(UNIX_EPOCH + day)), time);
    assert_eq!(body(ride().trial_end(Timestamp::from_seconds(0) + day)), time);
    assert_eq!(body(ride().trial_end(86_400)), time);
    let _ = ride().trial_end(SystemTime::now() + day);
    let _ = ride().trial_end(Timestamp::now() + day);
}

/// A transport that is never asked.
struct Nothing;

impl BlockingTransport for Nothing {
    fn send(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
        Err(TransportError::new(TransportErrorKind::Connect, "it was sent"))
    }
}

fn client() -> Client {
    let builder = Client::builder("sk_test_123").transport(Nothing).max_retries(0);
    builder.build().unwrap()
}

#[track_caller]
fn missing(sent: Result<Ride, Error>) -> Vec<String> {
    match sent.unwrap_err() {
        Error::Request(error) => match *error {
            RequestError::Missing(names) => names,
            other => panic!("{other}"),
        },
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_required_and_not_set_is_refused_at_once() {
    let stripe = client();
    let share = || stripe.rides().share("r_1", NONE);
    assert_eq!(
        missing(share().count(1).from_("a").send()),
        ["losses", "mode", "ride", "since", "to", "winnings"]
    );
    let all = share()
        .count(1)
        .from_("a")
        .losses(share::Losses::Rider)
        .mode(share::Mode::Open)
        .parameter_ride("r_2")
        .since(2)
        .to("b")
        .winnings(share::Winnings::House);
    assert!(matches!(all.send(), Err(Error::Transport(_))));
    let error = share().send().unwrap_err().to_string();
    assert!(
        error.contains("required and not set: `count`, `from`, `losses`, "),
        "{error}"
    );
}

#[test]
fn nested_objects_have_the_whole_path() {
    let stripe = client();
    let stop = || create::Stop::new().street("s");
    let create = |ride: CreateRide| ride.on(&stripe).send();
    let ride = CreateRide::new(1, "usd")
        .crate_(create::Crate::new("label", true).height("1".parse().unwrap()))
        .stops([stop(), stop().name("n"), create::Stop::new()]);
    assert_eq!(
        missing(create(ride)),
        ["crate[length]", "stops[0][name]", "stops[2][name]", "stops[2][street]"]
    );
    // A parameter without a setter, or of another type, is set like any other.
    let ride = CreateRide::new(1, "usd").stops([stop().param("name", 5)]);
    assert!(matches!(create(ride), Err(Error::Transport(_))));
}

/// In JSON, an empty list is sent, and an absent one is missing.
#[test]
fn empty_values_are_values() {
    let stripe = client();
    let merge = |request: MergeV2Ride| request.on(&stripe).send();
    let request = MergeV2Ride::new([1]).into_([""; 0]);
    assert_eq!(request.call().body(), r#"{"into":[],"names":[1]}"#);
    assert_eq!(missing(merge(request.clone())), ["from"]);
    let request = request.from_([""; 0]);
    assert_eq!(request.call().body(), r#"{"from":[],"into":[],"names":[1]}"#);
    assert!(matches!(merge(request), Err(Error::Transport(_))));
}
