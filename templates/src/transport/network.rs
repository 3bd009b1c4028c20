//! Settings of the built-in transports.

/// Settings of the built-in transports.
#[derive(Clone, Default)]
pub(crate) struct Network {
    /// A URL, which may hold a password.
    pub(crate) proxy: Option<String>,
    /// Certificates in PEM, in place of the built-in ones.
    pub(crate) ca_bundle: Option<Vec<u8>>,
}
