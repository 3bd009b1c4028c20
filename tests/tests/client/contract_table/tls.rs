//! Certificates that are made for the tests.

use std::sync::{Arc, OnceLock};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};

/// The certificate that a server shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// For `localhost`, signed by the CA that the clients trust.
    Good,
    /// The same, and the server requires one of the client, which has none.
    GoodAndRequiresOne,
    OtherName,
    Expired,
    /// For `localhost`, signed by a CA that the clients do not trust.
    OtherCa,
}

type Issuer = CertifiedIssuer<'static, KeyPair>;

fn issuer() -> Issuer {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn trusted() -> &'static Issuer {
    static TRUSTED: OnceLock<Issuer> = OnceLock::new();
    TRUSTED.get_or_init(issuer)
}

/// The CA that the clients trust, in PEM.
pub fn ca_bundle() -> Vec<u8> {
    trusted().pem().into_bytes()
}

/// The configuration of a server that shows this certificate.
pub fn server(shows: Shows) -> Arc<ServerConfig> {
    let name = if shows == Shows::OtherName {
        "other.test"
    } else {
        "localhost"
    };
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    if shows == Shows::Expired {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 1, 1);
    }
    let key = KeyPair::generate().unwrap();
    let other = (shows == Shows::OtherCa).then(issuer);
    let certificate = params
        .signed_by(&key, other.as_ref().unwrap_or(trusted()))
        .unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .unwrap();
    let builder = if shows == Shows::GoodAndRequiresOne {
        let mut roots = RootCertStore::empty();
        roots.add(trusted().der().clone()).unwrap();
        let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider).build();
        builder.with_client_cert_verifier(verifier.unwrap())
    } else {
        builder.with_no_client_auth()
    };
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    Arc::new(
        builder
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap(),
    )
}
