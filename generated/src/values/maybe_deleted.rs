//! Objects that may be deleted.

use std::fmt;

use crate::json::{Decode, Encode, Fault, Json, Node, Writer, debug, equal};

/// An object that Stripe replaces by a tombstone once it is deleted, such as a customer. The generated objects implement
/// it.
pub trait Deletable: Clone + Decode + Encode {
    /// The tombstone.
    type Deleted: Clone + Decode + Encode;

    /// The value of the field `object`, which both have.
    const OBJECT: &'static str;

    /// The id of the object.
    fn id(&self) -> &str;

    /// The id that a tombstone has kept.
    fn deleted_id(deleted: &Self::Deleted) -> &str;
}

/// An object, or what is left of it once it is deleted.
///
/// ```
/// use stripe_client::values::{Deletable, MaybeDeleted};
///
/// fn describe<T: Deletable>(object: MaybeDeleted<T>) -> String {
///     if object.is_deleted() {
///         return format!("{} is deleted", object.id().unwrap_or_default());
///     }
///     match object.live() {
///         Some(live) => format!("{} is there", live.id()),
///         None => "another kind of object".to_owned(),
///     }
/// }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub enum MaybeDeleted<T: Deletable> {
    /// The object.
    Live(Box<T>),
    /// Its tombstone, with the id and whatever else Stripe keeps.
    Deleted(Box<T::Deleted>),
    /// A kind of object that this version of the crate does not know.
    Undocumented(Json),
}

impl<T: Deletable> MaybeDeleted<T> {
    /// The object; `None` if it is deleted, or of a kind that this version of the crate does not know.
    #[must_use]
    pub fn live(self) -> Option<T> {
        match self {
            Self::Live(object) => Some(*object),
            Self::Deleted(_) | Self::Undocumented(_) => None,
        }
    }

    /// Like [`live`](Self::live), borrowed.
    #[must_use]
    pub fn as_live(&self) -> Option<&T> {
        match self {
            Self::Live(object) => Some(object),
            Self::Deleted(_) | Self::Undocumented(_) => None,
        }
    }

    /// The tombstone; `None` if the object is not deleted.
    #[must_use]
    pub fn as_deleted(&self) -> Option<&T::Deleted> {
        match self {
            Self::Deleted(tombstone) => Some(tombstone),
            Self::Live(_) | Self::Undocumented(_) => None,
        }
    }

    /// Whether the object is deleted.
    #[must_use]
    pub fn is_deleted(&self) -> bool {
        matches!(self, Self::Deleted(_))
    }

    /// The id, whether the object is deleted or not; `None` for a kind of object that this version of the crate does not
    /// know.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Live(object) => Some(object.id()),
            Self::Deleted(tombstone) => Some(T::deleted_id(tombstone)),
            Self::Undocumented(_) => None,
        }
    }
}

impl<T: Deletable> Decode for MaybeDeleted<T> {
    fn decode(json: Node<'_>) -> Result<Self, Fault> {
        if json.tag("object").as_deref() != Some(T::OBJECT) {
            return Ok(Self::Undocumented(json.undocumented()));
        }
        if json.is_true("deleted") {
            Box::decode(json).map(Self::Deleted)
        } else {
            Box::decode(json).map(Self::Live)
        }
    }
}

impl<T: Deletable> Encode for MaybeDeleted<T> {
    fn encode(&self, out: &mut Writer) {
        match self {
            Self::Live(object) => object.encode(out),
            Self::Deleted(tombstone) => tombstone.encode(out),
            Self::Undocumented(json) => json.encode(out),
        }
    }
}

impl<T: Deletable> PartialEq for MaybeDeleted<T> {
    fn eq(&self, other: &Self) -> bool {
        equal(self, other)
    }
}

impl<T: Deletable> fmt::Debug for MaybeDeleted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug("MaybeDeleted", self, f)
    }
}

crate::json::serde_bridge!(MaybeDeleted<T: Deletable>);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, unreachable_pub)]
    use super::*;
    use crate::json::{from_json, object, parse_with, to_json};
    use crate::values::{Constant, Expandable, Fields, deletable};

    #[derive(Clone)]
    struct Customer {
        email: Option<String>,
        id: String,
        object: Constant,
        undocumented: Fields,
    }

    object!(Customer {
        email: optional "email",
        id: required "id",
        object: constant "object" "customer",
    });
    deletable!(Customer => DeletedCustomer, "customer");

    #[derive(Clone)]
    struct DeletedCustomer {
        deleted: bool,
        id: String,
        object: Constant,
        undocumented: Fields,
    }

    object!(DeletedCustomer {
        deleted: required "deleted",
        id: required "id",
        object: constant "object" "customer",
    });

    const LIVE: &str = r#"{"email":"a@example.com","id":"cus_1","object":"customer"}"#;
    const DELETED: &str = r#"{"deleted":true,"id":"cus_1","object":"customer","reason":"x"}"#;

    fn read(json: &str) -> MaybeDeleted<Customer> {
        from_json(json).unwrap()
    }

    #[test]
    fn a_live_object_is_there() {
        let customer = read(LIVE);
        assert!(!customer.is_deleted());
        assert_eq!(customer.id(), Some("cus_1"));
        assert!(customer.as_deleted().is_none());
        let email = customer.as_live().unwrap().email.as_deref();
        assert_eq!(email, Some("a@example.com"));
        assert_eq!(to_json(&customer), LIVE);
        assert_eq!(customer.live().unwrap().id, "cus_1");
        // Some objects say that they are not deleted.
        let said = LIVE.replacen('{', r#"{"deleted":false,"#, 1);
        assert!(read(&said).live().is_some());
    }

    #[test]
    fn a_tombstone_keeps_what_it_came_with() {
        let customer = read(DELETED);
        assert!(customer.is_deleted());
        assert_eq!(customer.id(), Some("cus_1"));
        let tombstone = customer.as_deleted().unwrap();
        assert!(tombstone.deleted && tombstone.object == "customer");
        assert!(tombstone.undocumented.get("reason").is_some());
        assert_eq!(to_json(&customer), DELETED);
        assert_eq!(customer, read(DELETED));
        assert_ne!(customer, read(LIVE));
        assert!(customer.as_live().is_none() && customer.live().is_none());
    }

    #[test]
    fn another_kind_is_kept_and_counted() {
        for json in [r#"{"id":"x_1","object":"other"}"#, "{}", "\"cus_1\""] {
            let other = read(json);
            assert!(matches!(other, MaybeDeleted::Undocumented(_)), "{json}");
            assert!(!other.is_deleted());
            assert_eq!(other.id(), None);
            assert_eq!(to_json(&other), json);
            let count = |node: Node<'_>| {
                MaybeDeleted::<Customer>::decode(node).map(|_| node.undocumented_count())
            };
            assert_eq!(parse_with(json.as_bytes(), count), Ok(1), "{json}");
            assert_eq!(other.live().map(|customer| customer.id), None);
        }
        let fault = from_json::<MaybeDeleted<Customer>>(r#"{"object":"customer"}"#).unwrap_err();
        assert_eq!(fault.path(), "id");
    }

    #[test]
    fn a_reference_may_lead_to_a_tombstone() {
        let customer: Expandable<MaybeDeleted<Customer>> = from_json(DELETED).unwrap();
        assert_eq!(customer.id(), "cus_1");
        assert!(customer.object().unwrap().is_deleted());
        let customer: Expandable<MaybeDeleted<Customer>> = from_json(LIVE).unwrap();
        assert!(customer.object().unwrap().live().is_some());
    }

    #[test]
    fn secrets_are_hidden() {
        let with_secret = LIVE.replacen('{', r#"{"client_secret":"s1","#, 1);
        assert!(!format!("{:?}", read(&with_secret)).contains("s1"));
    }

    #[cfg(feature = "serde")]
    #[test]
    fn serde_reads_and_writes_the_same() {
        for json in [LIVE, DELETED] {
            let text = serde_json::to_string(&read(json)).unwrap();
            assert_eq!(text, json);
            let back: MaybeDeleted<Customer> = serde_json::from_str(&text).unwrap();
            assert_eq!(back, read(json));
        }
    }
}
