//! The header `Stripe-Signature`: parsing, verifying and making it.

use ring::hmac;
use thiserror::Error as ThisError;

use crate::values::Timestamp;

/// The length of an HMAC-SHA256 in bytes.
const LENGTH: usize = 32;

/// The reason why a signature was refused.
///
/// Messages do not contain the secret, the body or a signature.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum SignatureError {
    /// The secret is blank.
    #[error(
        "the signing secret is blank: use the one that Stripe shows for this endpoint, which starts with `whsec_`"
    )]
    BlankSecret,
    /// The header is empty.
    #[error("the header is empty: pass the value of `Stripe-Signature` unchanged")]
    NoHeader,
    /// The header does not have exactly one time.
    #[error(
        "the header has no `t=` with a Unix time, or more than one: pass the value of `Stripe-Signature` unchanged"
    )]
    NoTimestamp,
    /// The header has no signature of a known scheme (`v1`).
    #[error("the header has no signature `v1=`: pass the value of `Stripe-Signature` unchanged")]
    NoSignature,
    /// No signature matches.
    #[error(
        "no signature matches: pass the raw bytes of the body, not JSON that was parsed and printed again, and the secret \
         of this endpoint, without surrounding white space (`stripe listen` prints its own secret)"
    )]
    Mismatch,
    /// The signature matches, but is too old.
    #[error(
        "the signature is {age} s old, but the maximum is {tolerance} s: someone may be replaying the event; if all events \
         are refused, set the clock of this machine"
    )]
    TooOld {
        /// The age of the signature in seconds.
        age: u64,
        /// The maximum age in seconds.
        tolerance: u64,
    },
    /// There is no clock, or its time is not a Unix time.
    #[error(
        "there is no clock, or its time is out of the range of Unix times: set the clock of this machine, or give the \
         verifier one"
    )]
    Clock,
}

/// A parsed header.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header<'a> {
    /// The text of the time, because it is signed.
    time: &'a str,
    seconds: i64,
    signatures: Vec<[u8; LENGTH]>,
}

impl<'a> Header<'a> {
    /// Parses `t=<time>,v1=<signature>`, with any number of signatures. Other schemes are skipped.
    ///
    /// Stripe's libraries differ on some headers that Stripe does not send. What one of them refuses is refused here:
    /// a time that is not all digits, and a second one. As in all of them, a value ends at the next `=`.
    pub(super) fn parse(header: &'a str) -> Result<Self, SignatureError> {
        if header.is_empty() {
            return Err(SignatureError::NoHeader);
        }
        let mut times = Vec::new();
        let mut signatures = Vec::new();
        for item in header.split(',') {
            let mut parts = item.split('=');
            match (parts.next(), parts.next()) {
                (Some("t"), Some(value)) => times.push(value),
                (Some("v1"), Some(value)) => signatures.push(value),
                _ => {}
            }
        }
        let [time] = *times.as_slice() else {
            return Err(SignatureError::NoTimestamp);
        };
        let digits = time.bytes().all(|byte| byte.is_ascii_digit());
        let seconds = time.parse().ok().filter(|_| digits);
        let seconds = seconds.ok_or(SignatureError::NoTimestamp)?;
        if signatures.is_empty() {
            return Err(SignatureError::NoSignature);
        }
        Ok(Self {
            time,
            seconds,
            // A text that is not an HMAC matches nothing.
            signatures: signatures.into_iter().filter_map(unhex).collect(),
        })
    }

    /// Whether one of the signatures is the HMAC of the body with the secret. Each comparison takes constant time.
    pub(super) fn matches(&self, payload: &[u8], secret: &str) -> bool {
        let key = key(secret);
        let tag = hmac::sign(&key, &signed(self.time, payload));
        // The body is hashed once, however many signatures there are. The comparison is between HMACs of the two tags,
        // so that timing reveals nothing about where they differ.
        self.signatures.iter().any(|signature| {
            let other = hmac::sign(&key, signature);
            hmac::verify(&key, tag.as_ref(), other.as_ref()).is_ok()
        })
    }

    /// Refuses a signature that is older than `tolerance` seconds. One from the future is accepted: it is from Stripe,
    /// and the clock here is late.
    pub(super) fn check_age(&self, tolerance: u64, now: Timestamp) -> Result<(), SignatureError> {
        let age = now.as_seconds().saturating_sub(self.seconds);
        match u64::try_from(age) {
            Ok(age) if age > tolerance => Err(SignatureError::TooOld { age, tolerance }),
            _ => Ok(()),
        }
    }
}

/// The header that Stripe would send.
pub(super) fn sign(payload: &[u8], secret: &str, time: Timestamp) -> String {
    let time = time.as_seconds().to_string();
    let tag = hmac::sign(&key(secret), &signed(&time, payload));
    let hex: String = tag
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("t={time},v1={hex}")
}

fn key(secret: &str) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes())
}

/// The signed text: the time, a dot and the body.
fn signed(time: &str, payload: &[u8]) -> Vec<u8> {
    [time.as_bytes(), b".", payload].concat()
}

/// Upper-case digits are refused, as in a comparison of texts.
fn unhex(text: &str) -> Option<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    if text.len() != 2 * LENGTH {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = pair.iter().try_fold(0, |high, digit| match digit {
            b'0'..=b'9' => Some(high << 4 | (digit - b'0')),
            b'a'..=b'f' => Some(high << 4 | (digit - b'a' + 10)),
            _ => None,
        })?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2, shows that the HMAC is the right one.
    #[test]
    fn the_hmac_is_that_of_the_standard() {
        let tag = hmac::sign(&key("Jefe"), b"what do ya want for nothing?");
        let expected =
            unhex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843").unwrap();
        assert_eq!(tag.as_ref(), expected);
    }

    #[test]
    fn headers_are_read_as_far_as_stripes_libraries_agree() {
        let v1 = "0".repeat(64);
        let header = |text: &str| text.replace("V1", &format!("v1={v1}"));
        for (text, signatures) in [
            ("t=1,V1", 1),
            ("V1,t=1", 1),
            ("t=1,V1,V1,v0=1", 2),
            ("t=1,V1,", 1),
            ("t=1,V1=x", 1),
            ("t=1=x,V1", 1),
            ("t=1,v1=00,V1", 1),
            ("t=1,v1=", 0),
        ] {
            let text = header(text);
            let read = Header::parse(&text).unwrap();
            assert_eq!(
                (read.seconds, read.signatures.len()),
                (1, signatures),
                "{text}"
            );
        }
        for (text, error) in [
            ("", SignatureError::NoHeader),
            (" ", SignatureError::NoTimestamp),
            ("V1", SignatureError::NoTimestamp),
            ("t=,V1", SignatureError::NoTimestamp),
            ("t,V1", SignatureError::NoTimestamp),
            ("t=1,t=1,V1", SignatureError::NoTimestamp),
            ("t=1.5,V1", SignatureError::NoTimestamp),
            ("t=1x,V1", SignatureError::NoTimestamp),
            ("t=+1,V1", SignatureError::NoTimestamp),
            ("t=-1,V1", SignatureError::NoTimestamp),
            ("t= 1,V1", SignatureError::NoTimestamp),
            ("t=9223372036854775808,V1", SignatureError::NoTimestamp),
            ("t=1", SignatureError::NoSignature),
            ("t=1, V1", SignatureError::NoSignature),
            ("t=1,v0=00", SignatureError::NoSignature),
            ("t=1,V1".trim_end_matches("V1"), SignatureError::NoSignature),
        ] {
            let text = header(text);
            assert_eq!(Header::parse(&text), Err(error), "{text}");
        }
    }

    #[test]
    fn only_lower_case_hexadecimals_of_the_right_length_are_read() {
        assert_eq!(unhex(&"0f".repeat(32)), Some([15; 32]));
        for bad in [
            "0F".repeat(32),
            "0f".repeat(31),
            "0f".repeat(33),
            "0g".repeat(32),
        ] {
            assert_eq!(unhex(&bad), None);
        }
    }
}
