//! Verification of requests to a webhook endpoint.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::delivery::Delivery;
use super::error::Error;
use super::event::Event;
use super::signature::{self, Header, SignatureError};
use super::thin::ThinEvent;
use crate::json::parse;
use crate::secret::Secret;
use crate::transport::{self, Clock};
use crate::values::Timestamp;

/// Verifies that requests are from Stripe, with the signing secret of a webhook endpoint.
///
/// ```
/// use stripe_client::values::Timestamp;
/// use stripe_client::webhook::Verifier;
///
/// let verifier = Verifier::new("whsec_test");
/// let body = r#"{"id": "evt_1", "object": "event"}"#;
///
/// // A test signs what it sends to its own endpoint.
/// let now = Timestamp::from_seconds(1_700_000_000);
/// let header = verifier.sign(body, now)?;
/// assert!(verifier.verify_at(body, &header, now).is_ok());
/// assert!(verifier.verify_at("another body", &header, now).is_err());
/// # Ok::<(), stripe_client::webhook::SignatureError>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct Verifier {
    secrets: Vec<Secret>,
    tolerance: Duration,
    /// `None` if the target has no clock and the caller gave none.
    clock: Option<Arc<dyn Clock>>,
}

impl Verifier {
    /// The default maximum age of a signature: 300 seconds.
    pub const TOLERANCE: Duration = Duration::from_secs(300);

    /// A verifier with the signing secret of an endpoint, `whsec_…`. It is zeroed when it is dropped, but not the keys
    /// that the HMAC derives from it.
    pub fn new(secret: impl Into<String>) -> Self {
        Self {
            secrets: vec![Secret::new(secret)],
            tolerance: Self::TOLERANCE,
            clock: transport::clock(),
        }
    }

    /// Also accepts signatures of another secret: the old one while a secret is being replaced, or that of another
    /// endpoint with the same URL.
    pub fn or(mut self, secret: impl Into<String>) -> Self {
        self.secrets.push(Secret::new(secret));
        self
    }

    /// The maximum age of a signature, rounded up to whole seconds, because the times compared are whole seconds. It
    /// prevents replays of recorded requests. As in Stripe's own libraries, exactly [`Duration::ZERO`] disables the
    /// check.
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Reads the time from `clock` instead of the system's clock, for tests and for targets without one, such as
    /// `wasm32-unknown-unknown`.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Verifies that `header`, the value of `Stripe-Signature`, is a signature of `payload` that is not too old.
    ///
    /// # Errors
    ///
    /// A [`SignatureError`] with the reason.
    pub fn verify(&self, payload: impl AsRef<[u8]>, header: &str) -> Result<(), SignatureError> {
        let now = self.clock.as_ref().and_then(|clock| clock.unix_time());
        self.verify_at(payload, header, now.ok_or(SignatureError::Clock)?)
    }

    /// [`verify`](Self::verify) at a given time, without a clock.
    ///
    /// # Errors
    ///
    /// A [`SignatureError`] with the reason.
    pub fn verify_at(
        &self,
        payload: impl AsRef<[u8]>,
        header: &str,
        now: Timestamp,
    ) -> Result<(), SignatureError> {
        self.check_secrets()?;
        let header = Header::parse(header)?;
        let payload = payload.as_ref();
        let matches = |secret: &Secret| header.matches(payload, secret.expose());
        if !self.secrets.iter().any(matches) {
            return Err(SignatureError::Mismatch);
        }
        if self.tolerance.is_zero() {
            return Ok(());
        }
        let part = u64::from(self.tolerance.subsec_nanos() > 0);
        header.check_age(self.tolerance.as_secs().saturating_add(part), now)
    }

    /// Verifies a request and decodes its body, whatever it contains.
    ///
    /// # Errors
    ///
    /// [`Error::Signature`], or [`Error::Payload`] when the body has a valid signature but cannot be decoded.
    pub fn read(&self, payload: impl AsRef<[u8]>, header: &str) -> Result<Delivery, Error> {
        self.verify(&payload, header)?;
        Ok(parse(payload.as_ref())?)
    }

    /// Verifies a request to an endpoint for snapshot events, and decodes the event.
    ///
    /// # Errors
    ///
    /// Those of [`read`](Self::read).
    pub fn event(&self, payload: impl AsRef<[u8]>, header: &str) -> Result<Event, Error> {
        self.verify(&payload, header)?;
        Ok(parse(payload.as_ref())?)
    }

    /// Verifies a request to an endpoint for thin events, and decodes the event.
    ///
    /// # Errors
    ///
    /// Those of [`read`](Self::read).
    pub fn thin_event(&self, payload: impl AsRef<[u8]>, header: &str) -> Result<ThinEvent, Error> {
        self.verify(&payload, header)?;
        Ok(parse(payload.as_ref())?)
    }

    /// The header that Stripe would send with `payload` at a time, for tests. The first secret signs it.
    ///
    /// # Errors
    ///
    /// [`SignatureError::BlankSecret`].
    pub fn sign(
        &self,
        payload: impl AsRef<[u8]>,
        time: Timestamp,
    ) -> Result<String, SignatureError> {
        self.check_secrets()?;
        let secret = self.secrets.first().ok_or(SignatureError::BlankSecret)?;
        Ok(signature::sign(payload.as_ref(), secret.expose(), time))
    }

    /// A blank secret would let anybody sign.
    fn check_secrets(&self) -> Result<(), SignatureError> {
        let blank = |secret: &Secret| secret.expose().trim().is_empty();
        if self.secrets.iter().any(blank) {
            return Err(SignatureError::BlankSecret);
        }
        Ok(())
    }
}

/// Hides the secrets.
impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("secrets", &self.secrets)
            .field("tolerance", &self.tolerance)
            .finish_non_exhaustive()
    }
}

impl From<&str> for Verifier {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}

impl From<String> for Verifier {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A clock that stands still.
    struct At(Option<i64>);

    impl Clock for At {
        fn elapsed(&self) -> Duration {
            Duration::ZERO
        }

        fn unix_time(&self) -> Option<Timestamp> {
            self.0.map(Timestamp::from_seconds)
        }
    }

    #[test]
    fn the_age_of_a_signature_is_judged_by_the_clock_that_is_given() {
        let signed = 1_700_000_000;
        let verifier = Verifier::new("whsec_1");
        let header = verifier
            .sign("{}", Timestamp::from_seconds(signed))
            .unwrap();
        let verify = |now| verifier.clone().clock(At(now)).verify("{}", &header);
        assert_eq!(verify(Some(signed)), Ok(()));
        assert_eq!(verify(Some(signed + 300)), Ok(()));
        let (age, tolerance) = (301, 300);
        let too_old = SignatureError::TooOld { age, tolerance };
        assert_eq!(verify(Some(signed + 301)), Err(too_old));
        assert_eq!(verify(None), Err(SignatureError::Clock));
    }

    #[test]
    fn only_a_tolerance_of_exactly_zero_turns_the_replay_check_off() {
        let signed = 1_700_000_000;
        for (tolerance, oldest) in [
            (Duration::ZERO, i64::MAX - signed),
            (Duration::from_nanos(1), 1),
            (Duration::from_millis(900), 1),
            (Duration::from_secs(1), 1),
            (Duration::from_millis(1001), 2),
            (Duration::MAX, i64::MAX - signed),
        ] {
            let verifier = Verifier::new("whsec_1").tolerance(tolerance);
            let at = Timestamp::from_seconds;
            let header = verifier.sign("{}", at(signed)).unwrap();
            let verify = |age| verifier.verify_at("{}", &header, at(signed + age));
            assert_eq!(verify(0), Ok(()), "{tolerance:?}");
            assert_eq!(verify(oldest), Ok(()), "{tolerance:?}");
            if let Some(late) = (signed + oldest).checked_add(1) {
                let refused = verifier.verify_at("{}", &header, at(late)).is_err();
                assert!(refused, "{tolerance:?}");
            }
        }
    }

    #[test]
    fn no_secret_is_shown() {
        let shown = format!("{:?}", Verifier::new("whsec_hush").or("hush"));
        assert!(shown.contains("300s") && !shown.contains("hush"), "{shown}");
    }
}
