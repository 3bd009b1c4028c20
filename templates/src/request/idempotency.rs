//! Idempotency keys: a POST is never sent without one.

use super::RequestError;

/// The key to send: the caller's, or a new random one.
pub(crate) fn key(given: Option<&str>) -> Result<String, RequestError> {
    match given {
        Some(key) => checked(key),
        None => random().map(uuid_v4),
    }
}

/// 128 random bits of the system.
pub(crate) fn random() -> Result<[u8; 16], RequestError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| RequestError::Randomness(error.to_string()))?;
    Ok(bytes)
}

fn checked(key: &str) -> Result<String, RequestError> {
    let key = key.trim();
    let fault = if key.is_empty() {
        "is empty"
    } else if key.chars().count() > 255 {
        "has more than 255 characters"
    } else if !key.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        "has characters that are not printable ASCII"
    } else {
        return Ok(key.to_owned());
    };
    Err(RequestError::IdempotencyKey(fault))
}

/// RFC 9562: version 4, variant 10, in lower-case hexadecimal.
fn uuid_v4(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        let digits = [byte >> 4, byte & 0xf].map(u32::from);
        text.extend(
            digits
                .into_iter()
                .filter_map(|digit| char::from_digit(digit, 16)),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_keys_are_trimmed_and_checked() {
        assert_eq!(key(Some("  order 1\n")).unwrap(), "order 1");
        assert_eq!(key(Some(&"k".repeat(255))).unwrap().len(), 255);
        for bad in ["", " \t", "a\nb", "é", &"k".repeat(256)] {
            assert!(
                matches!(key(Some(bad)), Err(RequestError::IdempotencyKey(_))),
                "{bad}"
            );
        }
    }

    #[test]
    fn made_keys_are_uuids_of_version_4() {
        assert_eq!(uuid_v4([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid_v4([0; 16]), "00000000-0000-4000-8000-000000000000");
        let bytes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
        assert_eq!(uuid_v4(bytes), "00010203-0405-4607-8809-0a0b0c0d0e0f");
        assert_ne!(key(None).unwrap(), key(None).unwrap());
    }
}
