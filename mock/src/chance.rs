//! Chance that repeats: everything that looks random follows from the seed.

/// Characters of ids.
const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// As many characters as Stripe's ids have.
const LENGTH: usize = 24;

/// Characters of an id.
pub(crate) fn characters(chance: &mut fastrand::Rng) -> String {
    let mut one = || {
        chance
            .choice(ALPHABET)
            .map_or('0', |byte| char::from(*byte))
    };
    (0..LENGTH).map(|_| one()).collect()
}

/// Chance that follows from the seed and a text, in no order of requests.
pub(crate) fn of(seed: u64, text: &str) -> fastrand::Rng {
    // FNV-1a: the hasher of the standard library may change with a release.
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    fastrand::Rng::with_seed(hash)
}
