//! The secrets of an endpoint, and what can be done with them.

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

/// Tells requests of Stripe from those of anybody else, by the signing secret of a webhook endpoint.
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
    /// `None` where the system has none and the caller gave none.
    clock: Option<Arc<dyn Clock>>,
}

impl Verifier {
    /// How long ago a signature may have been made, if not told otherwise: 300 seconds.
    pub const TOLERANCE: Duration = Duration::from_secs(300);

    /// A verifier with the signing secret of an endpoint, `whsec_…`.
    pub fn new(secret: impl Into<String>) -> Self {
        Self {
            secrets: vec![Secret::new(secret)],
            tolerance: Self::TOLERANCE,
            clock: transport::clock(),
        }
    }

    /// Takes what another secret signed as well: the old one while a secret is being replaced, or that of another
    /// endpoint with the same URL.
    pub fn or(mut self, secret: impl Into<String>) -> Self {
        self.secrets.push(Secret::new(secret));
        self
    }

    /// How long ago a signature may have been made, in whole seconds. It is what keeps someone who has recorded a request
    /// from sending it again later. As in Stripe's own libraries, zero means any time.
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Reads the time from `clock` rather than from the system, for tests and for targets that have no clock, such as
    /// `wasm32-unknown-unknown`.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Whether `header`, the value of `Stripe-Signature`, is a signature of `payload` that was not made too long ago.
    ///
    /// # Errors
    ///
    /// A [`SignatureError`] that says what is wrong.
    pub fn verify(&self, payload: impl AsRef<[u8]>, header: &str) -> Result<(), SignatureError> {
        let now = self.clock.as_ref().and_then(|clock| clock.unix_time());
        self.verify_at(payload, header, now.ok_or(SignatureError::Clock)?)
    }

    /// The same at a given time, without a look at the clock.
    ///
    /// # Errors
    ///
    /// A [`SignatureError`] that says what is wrong.
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
        match self.tolerance.as_secs() {
            0 => Ok(()),
            tolerance => header.check_age(tolerance, now),
        }
    }

    /// Verifies a request to the endpoint and reads its body, whatever it is.
    ///
    /// # Errors
    ///
    /// [`Error::Signature`], or [`Error::Payload`] when Stripe signed what is no event that can be read.
    pub fn read(&self, payload: impl AsRef<[u8]>, header: &str) -> Result<Delivery, Error> {
        self.verify(&payload, header)?;
        Ok(parse(payload.as_ref())?)
    }

    /// Verifies a request to an endpoint that gets snapshot events, and reads the event.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read) gives.
    pub fn event(&self, payload: impl AsRef<[u8]>, header: &str) -> Result<Event, Error> {
        self.verify(&payload, header)?;
        Ok(parse(payload.as_ref())?)
    }

    /// Verifies a request to an endpoint that gets thin events, and reads the event.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read) gives.
    pub fn thin_event(&self, payload: impl AsRef<[u8]>, header: &str) -> Result<ThinEvent, Error> {
        self.verify(&payload, header)?;
        Ok(parse(payload.as_ref())?)
    }

    /// The header that Stripe would send with `payload` at a time, for tests. It is made with the first secret.
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

    /// Anybody can sign with a blank secret.
    fn check_secrets(&self) -> Result<(), SignatureError> {
        let blank = |secret: &Secret| secret.expose().trim().is_empty();
        if self.secrets.iter().any(blank) {
            return Err(SignatureError::BlankSecret);
        }
        Ok(())
    }
}

/// The secrets are not shown.
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
    fn no_secret_is_shown() {
        let shown = format!("{:?}", Verifier::new("whsec_hush").or("hush"));
        assert!(shown.contains("300s") && !shown.contains("hush"), "{shown}");
    }
}
