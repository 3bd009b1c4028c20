//! Signature headers against a reference that is written from Stripe's description.

use std::time::Duration;

use sha2::{Digest as _, Sha256};
use stripe_client::values::Timestamp;
use stripe_client::webhook::{SignatureError, Verifier};

use crate::source::{Dice, Source, of};

/// What the reference says. The order of the checks is that of [`SignatureError`].
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Fine,
    Blank,
    Empty,
    Time,
    Signature,
    Mismatch,
    Old,
    /// Fine or old.
    Between,
}

/// The current time of the cases.
const NOW: i64 = 1_700_000_000;
const BODY: &[u8] = br#"{"id":"evt_1","object":"event"}"#;

/// Checks one header.
pub fn run(bytes: &[u8]) {
    match of(bytes) {
        Source::Text(text) => {
            let header = String::from_utf8_lossy(text);
            // In a corpus, GOOD stands for the right signature at the time that the header has.
            let time = header
                .split("t=")
                .nth(1)
                .and_then(|rest| rest.split([',', '=']).next());
            let good = hex(&hmac(
                b"whsec_test",
                &signed(time.unwrap_or_default(), BODY),
            ));
            let header = header
                .replace("GOOD", &good)
                .replace("NOW", &NOW.to_string());
            check(&["whsec_test"], Duration::from_secs(300), BODY, &header);
        }
        Source::Structured(bytes) => generated(&mut bytes.into()),
    }
}

fn generated(dice: &mut Dice<'_>) {
    const SECRETS: &[&str] = &[
        "whsec_a",
        "whsec_b",
        "x",
        "ü",
        " ",
        "",
        "\t\n",
        "a long secret that is longer than one block of the hash, which has 64 bytes",
    ];
    let secrets: Vec<&str> = (0..=dice.below(2)).map(|_| dice.pick(SECRETS)).collect();
    let tolerances = [0, 1, 900, 999, 1000, 1001, 1500, 300_000, u64::MAX];
    let tolerance = Duration::from_millis(tolerances[dice.below(tolerances.len())]);
    let body = match dice.below(4) {
        0 => dice.text(20).into_bytes(),
        1 => vec![dice.byte(), 0xff, dice.byte()],
        _ => BODY.to_vec(),
    };
    let age = [0, 0, 1, 2, 299, 300, 301, -1, -100_000, NOW, 10_000][dice.below(11)];
    let time = match dice.below(8) {
        0 => dice.text(6),
        1 => dice
            .pick(&[
                "",
                "0",
                "00",
                "-1",
                "+1",
                "1.5",
                "1e3",
                " 1",
                "9223372036854775807",
                "9223372036854775808",
                "１",
            ])
            .to_owned(),
        2 => format!("0{}", NOW - age),
        _ => (NOW - age).to_string(),
    };
    let secret = secrets[dice.below(secrets.len())];
    let good = hex(&hmac(secret.as_bytes(), &signed(&time, &body)));
    let mut items = Vec::new();
    if !dice.one_in(12) {
        items.push(format!("t={time}"));
    }
    for _ in 0..dice.below(4) {
        items.push(match dice.below(14) {
            0 => format!("v0={good}"),
            1 => format!("v1={}", good.to_uppercase()),
            2 => format!("v1={}", &good[..dice.below(64)]),
            3 => format!("v1={good}{}", dice.text(2)),
            4 => format!(" v1={good}"),
            5 => format!("v1 ={good}"),
            6 => "v1=".to_owned(),
            7 => "v1".to_owned(),
            8 => format!("v1={good}=x"),
            9 => dice.text(8).replace(',', ""),
            10 => format!("t={time}"),
            11 => format!("v1={}", hex(&hmac(b"other", &body))),
            _ => format!("v1={good}"),
        });
    }
    if dice.byte() < 40 {
        items.reverse();
    }
    let separator = if dice.one_in(10) {
        dice.pick(&[", ", ";", ",,", " "])
    } else {
        ","
    };
    check(&secrets, tolerance, &body, &items.join(separator));
}

fn check(secrets: &[&str], tolerance: Duration, body: &[u8], header: &str) {
    let mut verifier = Verifier::new(secrets[0]).tolerance(tolerance);
    for secret in &secrets[1..] {
        verifier = verifier.or(*secret);
    }
    let now = Timestamp::from_seconds(NOW);
    let ours = match verifier.verify_at(body, header, now) {
        Ok(()) => Verdict::Fine,
        Err(SignatureError::BlankSecret) => Verdict::Blank,
        Err(SignatureError::NoHeader) => Verdict::Empty,
        Err(SignatureError::NoTimestamp) => Verdict::Time,
        Err(SignatureError::NoSignature) => Verdict::Signature,
        Err(SignatureError::Mismatch) => Verdict::Mismatch,
        Err(SignatureError::TooOld { .. }) => Verdict::Old,
        Err(other) => panic!("an error without a case: {other:?}"),
    };
    let expected = reference(secrets, tolerance, body, header);
    let is_between = expected == Verdict::Between && matches!(ours, Verdict::Fine | Verdict::Old);
    assert!(
        ours == expected || is_between,
        "ours {ours:?}, expected {expected:?}: {header:?}, {secrets:?}, {tolerance:?}"
    );
    if ours != Verdict::Blank {
        let signed = verifier.sign(body, now).expect("no blank secret");
        assert_eq!(verifier.verify_at(body, &signed, now), Ok(()), "{signed}");
    }
}

/// `t=<unix>,v1=<hex>[,v1=…][,v0=…]`; HMAC-SHA256 over `<t>.<body>`, lower-case hexadecimal; any `v1` may match; only too old
/// is refused, and an exact zero turns that check off.
fn reference(secrets: &[&str], tolerance: Duration, body: &[u8], header: &str) -> Verdict {
    if secrets
        .iter()
        .any(|secret| secret.chars().all(char::is_whitespace))
    {
        return Verdict::Blank;
    }
    if header.is_empty() {
        return Verdict::Empty;
    }
    // The value of an item ends at its second equals sign, as in Stripe's libraries.
    let items: Vec<(&str, &str)> = header
        .split(',')
        .filter_map(|item| item.split_once('='))
        .map(|(name, value)| (name, value.split('=').next().unwrap_or_default()))
        .collect();
    let of = |wanted: &str| -> Vec<&str> {
        items
            .iter()
            .filter(|(name, _)| *name == wanted)
            .map(|(_, value)| *value)
            .collect()
    };
    let times = of("t");
    let is_time =
        |text: &str| text.chars().all(|c| c.is_ascii_digit()) && text.parse::<i64>().is_ok();
    if times.len() != 1 || !is_time(times[0]) {
        return Verdict::Time;
    }
    let given = of("v1");
    if given.is_empty() {
        return Verdict::Signature;
    }
    let tags: Vec<String> = secrets
        .iter()
        .map(|secret| hex(&hmac(secret.as_bytes(), &signed(times[0], body))))
        .collect();
    if !given.iter().any(|one| tags.iter().any(|tag| tag == one)) {
        return Verdict::Mismatch;
    }
    let age = i128::from(NOW) - times[0].parse::<i128>().expect("digits");
    let seconds = i128::from(tolerance.as_secs());
    let part = i128::from(tolerance.subsec_nanos() > 0);
    if tolerance.is_zero() || age <= seconds {
        Verdict::Fine
    } else if age <= seconds + part {
        // Times are whole seconds, so a limit between two of them may count as the lower one or the higher one.
        Verdict::Between
    } else {
        Verdict::Old
    }
}

fn signed(time: &str, body: &[u8]) -> Vec<u8> {
    [time.as_bytes(), b".", body].concat()
}

/// HMAC by its definition (RFC 2104), over SHA-256.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut block = [0_u8; 64];
    if key.len() > 64 {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let inner = Sha256::digest([&block.map(|byte| byte ^ 0x36)[..], text].concat());
    Sha256::digest([&block.map(|byte| byte ^ 0x5c)[..], &inner].concat()).to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
