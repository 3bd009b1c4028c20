//! References that Stripe can expand.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use crate::json::{Decode, Encode, Fault, Json, Kind, Node, Writer, debug};

/// The id of a `T`, or the `T` itself if the request expanded it.
///
/// An expanded object is kept undecoded; each call of [`object`](Self::object) or [`decode`](Self::decode) decodes it
/// again, so keep the result. A program therefore contains only the decoders that it uses, and decoding a refund does
/// not cost the decoding of its charge's customer. The id is decoded in advance.
///
/// Two references are equal if both the ids and the expanded objects are. To ask only whether they mention one object,
/// compare [`id`](Self::id).
pub struct Expandable<T> {
    id: Box<str>,
    json: Option<Json>,
    target: PhantomData<fn() -> T>,
}

impl<T> Expandable<T> {
    /// A reference that is not expanded.
    pub fn from_id(id: impl Into<String>) -> Self {
        Self {
            id: id.into().into(),
            json: None,
            target: PhantomData,
        }
    }

    /// The id, whether the reference is expanded or not.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether the reference is expanded.
    #[must_use]
    pub fn is_expanded(&self) -> bool {
        self.json.is_some()
    }

    /// The undecoded object, if the reference is expanded.
    #[must_use]
    pub fn json(&self) -> Option<&Json> {
        self.json.as_ref()
    }

    /// Decodes the object that a request expanded.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if the reference is not expanded, or if the object is not a `T`. Its path starts at the object.
    pub fn object(&self) -> Result<T, Fault>
    where
        T: Decode,
    {
        match &self.json {
            Some(json) => json.decode(),
            None => Err(Fault::new(
                "an object: let the request `expand` it",
                "an id",
            )),
        }
    }

    /// Decodes the object; `None` if the reference is not expanded.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if the object is not a `T`. Its path starts at the object.
    pub fn decode(&self) -> Result<Option<T>, Fault>
    where
        T: Decode,
    {
        self.json.as_ref().map(Json::decode).transpose()
    }
}

/// Decodes the two forms for all targets.
fn read(json: Node<'_>) -> Result<(Box<str>, Option<Json>), Fault> {
    const EXPECTED: &str = "an id or an object";
    if let Some(id) = json.as_str() {
        return Ok((id.into(), None));
    }
    if json.kind() != Kind::Object {
        return Err(json.mismatch(EXPECTED));
    }
    let id = json.field("id").ok_or_else(|| Fault::missing("id"))?;
    match id.as_str() {
        Some(id) => Ok((id.into(), Some(json.into()))),
        None => Err(id.mismatch("a string").within("id")),
    }
}

impl<T> Decode for Expandable<T> {
    #[inline]
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        read(json).map(|(id, json)| Self {
            id,
            json,
            target: PhantomData,
        })
    }
}

impl<T> Encode for Expandable<T> {
    fn encode(&self, out: &mut Writer) {
        match &self.json {
            Some(json) => out.json(json),
            None => out.string(&self.id),
        }
    }
}

// Derived impls would require the same of the target, which is not stored here.

impl<T> Clone for Expandable<T> {
    fn clone(&self) -> Self {
        Self {
            id: self.id.clone(),
            json: self.json.clone(),
            target: PhantomData,
        }
    }
}

impl<T> PartialEq for Expandable<T> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.json == other.json
    }
}

impl<T> Eq for Expandable<T> {}

// Of two fields that mention one object, one may be optional: `invoice.customer == intent.customer`.

impl<T> PartialEq<Option<Self>> for Expandable<T> {
    fn eq(&self, other: &Option<Self>) -> bool {
        other.as_ref() == Some(self)
    }
}

impl<T> PartialEq<Expandable<T>> for Option<Expandable<T>> {
    fn eq(&self, other: &Expandable<T>) -> bool {
        other == self
    }
}

impl<T> Hash for Expandable<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl<T> fmt::Debug for Expandable<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug("Expandable", self, f)
    }
}

crate::json::serde_bridge!(Expandable<T>);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;

    use super::*;
    use crate::json::{from_json, to_json};

    type Charge = Expandable<BTreeMap<String, String>>;

    #[test]
    fn an_id_is_all_there_is() {
        let charge: Charge = from_json("\"ch_1\"").unwrap();
        assert_eq!(charge.id(), "ch_1");
        assert!(!charge.is_expanded());
        assert_eq!(charge.json(), None);
        assert_eq!(charge.decode(), Ok(None));
        let fault = charge.object().unwrap_err();
        assert_eq!(
            fault.to_string(),
            "expected an object: let the request `expand` it, found an id"
        );
        assert_eq!(charge, Charge::from_id("ch_1"));
        assert_eq!(charge, Some(Charge::from_id("ch_1")));
        assert_ne!(Some(Charge::from_id("ch_2")), charge);
        assert_ne!(charge, None);
        assert_eq!(to_json(&charge), "\"ch_1\"");
        assert_eq!(format!("{charge:?}"), "Expandable \"ch_1\"");
    }

    #[test]
    fn an_object_is_decoded_when_asked() {
        let charge: Charge = from_json(r#"{ "id": "ch_1", "client_secret": "x" }"#).unwrap();
        assert_eq!(charge.id(), "ch_1");
        assert!(charge.is_expanded());
        let decoded = charge.decode().unwrap().unwrap();
        assert_eq!(charge.object().unwrap(), decoded);
        assert_eq!(decoded.get("client_secret").unwrap(), "x");
        assert_eq!(to_json(&charge), r#"{"id":"ch_1","client_secret":"x"}"#);
        assert_eq!(
            format!("{charge:?}"),
            r#"Expandable {"id":"ch_1","client_secret":"[redacted]"}"#
        );
        assert_ne!(charge, Charge::from_id("ch_1"));

        // What is wrong inside is found out when it is decoded, and not before.
        let odd: Charge = from_json(r#"{"id":"ch_1","amount":1}"#).unwrap();
        assert_eq!(odd.decode().unwrap_err().path(), "amount");
    }

    #[test]
    fn other_values_are_refused() {
        assert_eq!(from_json::<Charge>("1").unwrap_err().found(), "an integer");
        assert_eq!(from_json::<Charge>("{}").unwrap_err().path(), "id");
        assert_eq!(
            from_json::<Charge>(r#"{"id":null}"#).unwrap_err().found(),
            "null"
        );
        assert_eq!(from_json::<Option<Charge>>("null").unwrap(), None);
    }
}
