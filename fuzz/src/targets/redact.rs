//! What hides secrets in texts, through the error that prints a text of a transport.

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, Instant};

use stripe_client::client::transport::{TransportError, TransportErrorKind};

use crate::source::{Dice, Source, of};

/// The length to which a text is repeated when the time is measured.
const LONG: usize = 256 << 10;

/// Some hundred times what a linear pass over [`LONG`] bytes takes on a busy machine, and less than a quadratic one.
const LIMIT: Duration = Duration::from_secs(5);

/// An error whose `Debug` is a text as it stands.
struct Plain(String);

impl fmt::Debug for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for Plain {}

/// What `Debug` of an error shows of a text.
fn shown(text: &str) -> String {
    let error = TransportError::new(TransportErrorKind::Other, Plain(text.to_owned()));
    let shown = format!("{error:?}");
    let start = shown.find("source: ").expect("a source") + "source: ".len();
    let end = shown.rfind(", head: ").expect("what follows the source");
    shown[start..end].to_owned()
}

/// Checks a text, or one with secrets in it.
pub fn run(bytes: &[u8]) {
    match of(bytes) {
        Source::Text(text) => {
            let text = String::from_utf8_lossy(text);
            stable(&text);
            linear(&text);
        }
        Source::Structured(bytes) => {
            let mut dice = Dice::from(bytes);
            let mut text = dice.text(12);
            let mut secrets = Vec::new();
            for _ in 0..=dice.below(2) {
                let (written, hidden) = secret(&mut dice);
                text.push_str(&gap(&mut dice));
                text.push_str(&written);
                text.push_str(&gap(&mut dice));
                text.push_str(&dice.text(8));
                secrets.push(hidden);
            }
            stable(&text);
            // It takes longer than all else together.
            if dice.one_in(8) {
                linear(&text);
            }
            let shown = shown(&text);
            for secret in secrets {
                assert!(
                    !shown.contains(&secret),
                    "{secret:?} remains of {text:?} in {shown:?}"
                );
            }
        }
    }
}

/// What surrounds a secret in a text: most often nothing that belongs to a word.
fn gap(dice: &mut Dice<'_>) -> String {
    const GAPS: &[&str] = &[
        " ", "'", "\"", ": ", ", ", "=", "(", ")", "\n", "\\n", "%20", "é", "\u{a0}", "/", "?",
        "&", ".", "-", "<", "…",
    ];
    dice.pick(GAPS).to_owned()
}

/// A secret as it is written in a text, and the part of it that must not remain.
fn secret(dice: &mut Dice<'_>) -> (String, String) {
    const KEYS: &[&str] = &[
        "sk_live_",
        "sk_test_",
        "rk_live_",
        "rk_test_",
        "ek_live_",
        "ek_test_",
        "sk_org_live_",
        "whsec_",
        "pi_1_secret_",
        "seti_1AbC_secret_",
        "cs_test_a1_secret_",
    ];
    if dice.byte() < 170 {
        let prefix = dice.pick(KEYS);
        let body: String = (0..16 + dice.below(20)).map(|_| letter(dice)).collect();
        return (format!("{prefix}{body}"), body);
    }
    let length = 13 + dice.below(7);
    // Numbers of cards begin with 3 to 6; those of 13 digits that do not may be times.
    let first = char::from(b'3' + dice.below(4) as u8);
    let digits = (1..length).map(|_| char::from(b'0' + dice.below(10) as u8));
    let digits: String = std::iter::once(first).chain(digits).collect();
    let separator = dice.pick(&["", " ", "-", "."]);
    if separator.is_empty() {
        return (digits.clone(), digits);
    }
    // Groups as on a card: four digits each, which needs a length that leaves no group of less than three.
    let digits = &digits[..if length % 4 == 3 {
        length
    } else {
        length - length % 4
    }
    .max(12)];
    let digits = if digits.len() < 16 {
        format!("{digits:0<16}")
    } else {
        digits.to_owned()
    };
    let groups: Vec<&str> = (0..digits.len())
        .step_by(4)
        .map(|at| &digits[at..(at + 4).min(digits.len())])
        .collect();
    let written = groups.join(separator);
    (written.clone(), written)
}

fn letter(dice: &mut Dice<'_>) -> char {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    char::from(LETTERS[dice.below(LETTERS.len())])
}

/// A second pass changes nothing, and the first one makes a text at most three times as long.
fn stable(text: &str) {
    let once = shown(text);
    assert_eq!(
        shown(&once),
        once,
        "a second pass changes the text: {text:?}"
    );
    assert!(
        once.len() <= 3 * text.len(),
        "{} bytes became {}",
        text.len(),
        once.len()
    );
}

/// A long text takes no more than a linear pass would.
fn linear(text: &str) {
    if text.is_empty() || text.len() > LONG {
        return;
    }
    let long = text.repeat(LONG.div_ceil(text.len()));
    // Other programs can be in the way, not three times.
    let is_slow = || {
        let start = Instant::now();
        let _ = shown(&long);
        start.elapsed() > LIMIT
    };
    assert!(
        !(0..3).all(|_| is_slow()),
        "{} bytes take more than {LIMIT:?}: {text:?} repeated",
        long.len()
    );
}
