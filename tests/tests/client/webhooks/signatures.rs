//! Genuine and forged signatures.

use std::time::Duration;

use serde::Deserialize;
use stripe_client::values::Timestamp;
use stripe_client::webhook::{Error, SignatureError, Verifier};
use tests::shared;

use super::{REFUND, SECRET, event, signed};

const NOW: Timestamp = Timestamp::from_seconds(1_700_000_000);

#[derive(Deserialize)]
struct Vector {
    name: String,
    payload: String,
    header: String,
    secret: String,
    tolerance: u64,
    now: i64,
    python: String,
    node: String,
}

/// The results of Stripe's own libraries; a refusal where they disagree.
#[test]
fn vectors() {
    let Some(vectors) = shared("vectors/webhook-signatures.jsonl") else {
        return;
    };
    let mut count = 0;
    for line in vectors.lines() {
        let vector: Vector = serde_json::from_str(line).expect("JSON");
        let verifier =
            Verifier::new(vector.secret).tolerance(Duration::from_secs(vector.tolerance));
        let now = Timestamp::from_seconds(vector.now);
        let verdict = verifier.verify_at(&vector.payload, &vector.header, now);
        let expected = vector.python == "ok" && vector.node == "ok";
        assert_eq!(verdict.is_ok(), expected, "{}: {verdict:?}", vector.name);
        count += 1;
    }
    assert_eq!(count, 14);
}

/// A signature from another implementation:
/// `printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test_secret`.
#[test]
fn a_signature_of_another_tool_is_the_same() {
    let header = "t=1700000000,v1=248a374f50f943a28b0f6ab50faf9a7e7e29b710fa26df9fb1618b9bf8ea9c9a";
    let verifier = Verifier::new(SECRET);
    assert_eq!(verifier.verify_at(r#"{"id":"evt_1"}"#, header, NOW), Ok(()));
    assert_eq!(verifier.sign(r#"{"id":"evt_1"}"#, NOW).unwrap(), header);
}

/// Replaces each byte of the body and of the header with every other value.
#[test]
fn any_changed_byte_is_refused() {
    let verifier = Verifier::new(SECRET);
    let body = event("refund.created", REFUND).into_bytes();
    let header = verifier.sign(&body, NOW).unwrap();
    assert_eq!(verifier.verify_at(&body, &header, NOW), Ok(()));

    let mut changed = body.clone();
    for at in 0..body.len() {
        for value in (0..=255).filter(|value| *value != body[at]) {
            changed[at] = value;
            let verdict = verifier.verify_at(&changed, &header, NOW);
            assert_eq!(verdict, Err(SignatureError::Mismatch), "{at}: {value}");
        }
        changed[at] = body[at];
    }

    let mut count = 0;
    for at in 0..header.len() {
        for value in (0..128).filter(|value| *value != header.as_bytes()[at]) {
            let mut changed = header.clone().into_bytes();
            changed[at] = value;
            let changed = String::from_utf8(changed).expect("it is ASCII");
            let verdict = verifier.verify_at(&body, &changed, NOW);
            assert!(verdict.is_err(), "{changed:?}");
            count += 1;
        }
    }
    assert_eq!(count, header.len() * 127);
    // A shorter or longer body is refused too.
    for other in [
        &body[1..],
        &body[..body.len() - 1],
        &[&body[..], b" "].concat(),
        b"",
    ] {
        assert!(verifier.verify_at(other, &header, NOW).is_err());
    }
}

#[test]
fn a_body_that_was_parsed_and_printed_again_is_refused_and_told_why() {
    let body = "{ \"id\": \"evt_1\" }";
    let header = signed(body);
    let printed: serde_json::Value = serde_json::from_str(body).unwrap();
    let verdict = Verifier::new(SECRET).verify(printed.to_string(), &header);
    assert_eq!(verdict, Err(SignatureError::Mismatch));
    let told = SignatureError::Mismatch.to_string();
    assert!(told.contains("the raw bytes of the body"), "{told}");
}

#[test]
fn only_too_old_is_refused() {
    let verifier = Verifier::new(SECRET);
    let age = |verifier: &Verifier, seconds: i64| {
        let time = Timestamp::from_seconds(NOW.as_seconds() - seconds);
        let header = verifier.sign("{}", time).unwrap();
        verifier.verify_at("{}", &header, NOW)
    };
    for seconds in [0, 299, 300, -1, -300, -301, -1_000_000] {
        assert_eq!(age(&verifier, seconds), Ok(()), "{seconds}");
    }
    let too_old = SignatureError::TooOld {
        age: 301,
        tolerance: 300,
    };
    assert_eq!(age(&verifier, 301), Err(too_old));
    let strict = verifier.clone().tolerance(Duration::from_secs(1));
    assert_eq!(age(&strict, 1), Ok(()));
    assert!(age(&strict, 2).is_err());
    let any = verifier.tolerance(Duration::ZERO);
    assert_eq!(age(&any, 1_000_000), Ok(()));
    // The age is not revealed for a forged signature.
    let header = any.sign("{}", Timestamp::from_seconds(0)).unwrap();
    assert_eq!(
        strict.verify_at("[]", &header, NOW),
        Err(SignatureError::Mismatch)
    );
}

#[test]
fn times_at_the_ends_of_their_range_are_told_apart() {
    let verifier = Verifier::new(SECRET);
    for (time, now, ok) in [
        (i64::MAX, i64::MIN, true),
        (0, i64::MAX, false),
        (0, i64::MIN, true),
    ] {
        let header = verifier.sign("{}", Timestamp::from_seconds(time)).unwrap();
        let verdict = verifier.verify_at("{}", &header, Timestamp::from_seconds(now));
        assert_eq!(verdict.is_ok(), ok, "{time} {now}");
    }
}

#[test]
fn any_of_several_secrets_and_signatures_will_do() {
    let (old, new) = (Verifier::new("whsec_old"), Verifier::new("whsec_new"));
    let both = Verifier::new("whsec_new").or("whsec_old");
    for verifier in [&old, &new] {
        let header = verifier.sign("{}", NOW).unwrap();
        assert_eq!(both.verify_at("{}", &header, NOW), Ok(()));
    }
    assert!(
        new.verify_at("{}", &old.sign("{}", NOW).unwrap(), NOW)
            .is_err()
    );

    // While a secret is rolled, Stripe signs with both.
    let (one, other) = (old.sign("{}", NOW).unwrap(), new.sign("{}", NOW).unwrap());
    let (_, signature) = other.split_once(',').unwrap();
    let header = format!("{one},{signature}");
    for verifier in [old, new] {
        assert_eq!(verifier.verify_at("{}", &header, NOW), Ok(()));
    }
}

#[test]
fn blank_secrets_are_refused_whatever_they_signed() {
    for secret in ["", " ", "\n"] {
        let verifier = Verifier::new(secret);
        assert_eq!(verifier.sign("{}", NOW), Err(SignatureError::BlankSecret));
        let good = Verifier::new(SECRET);
        let header = good.sign("{}", NOW).unwrap();
        for verifier in [verifier, good.or(secret)] {
            let verdict = verifier.verify_at("{}", &header, NOW);
            assert_eq!(verdict, Err(SignatureError::BlankSecret));
        }
    }
}

#[test]
fn secrets_are_not_shown() {
    let verifier = Verifier::new("whsec_hush").or("whsec_quiet");
    let shown = format!("{verifier:?}");
    assert!(
        !shown.contains("hush") && !shown.contains("quiet"),
        "{shown}"
    );
}

/// With the clock of this machine.
#[test]
fn a_body_is_read_when_it_is_stripes() {
    let verifier = Verifier::new(SECRET);
    let body = event("refund.created", REFUND);
    let header = signed(&body);
    assert_eq!(verifier.event(&body, &header).unwrap().id, "evt_1");
    let error = verifier.event("{}", &header).unwrap_err();
    assert_eq!(error, Error::Signature(SignatureError::Mismatch));
    assert_eq!(error.status(), 400);
    let old = verifier.sign(&body, NOW).unwrap();
    let error = verifier.read(&body, &old).unwrap_err();
    assert!(
        matches!(error, Error::Signature(SignatureError::TooOld { .. })),
        "{error}"
    );

    for odd in ["", "{", "\u{0}"] {
        let error = verifier.read(odd, &signed(odd)).unwrap_err();
        assert!(matches!(error, Error::Payload(_)), "{error}");
        assert_eq!(error.status(), 400);
    }
}
