//! Macros for what all types have in common.

/// Decoding and encoding of a struct from the list of its fields, with the impls of [`value!`].
///
/// Each line has the field, how it is decoded, and its name in JSON. The names are in alphabetical order, in which
/// Stripe sends them, because decoding is fastest then.
#[allow(unused_macros, reason = "a document may have no objects")]
macro_rules! object {
    ($name:ty { $($field:ident: $how:ident $wire:literal $($value:literal)?,)* }) => {
        impl $crate::json::Decode for $name {
            #[inline]
            #[allow(unused_mut, reason = "an object may have no fields")]
            fn decode(json: $crate::json::Node<'_>) -> Result<Self, $crate::json::Fault> {
                let mut object = match json.object() {
                    Ok(object) => object,
                    Err(fault) => return Err(fault),
                };
                Ok(Self {
                    $($field: $crate::json::read!(object $how $wire $($value)?),)*
                    undocumented: match object.rest() {
                        Ok(rest) => rest,
                        Err(fault) => return Err(fault),
                    },
                })
            }
        }

        impl $crate::json::Encode for $name {
            #[inline]
            #[allow(unused_mut, reason = "an object may have no fields")]
            fn encode(&self, out: &mut $crate::json::Writer) {
                let mut object = out.object();
                $(object.field($wire, &self.$field);)*
                object.rest(&self.undocumented);
            }
        }

        $crate::json::value!($name);
    };
}

/// Decodes one field. An optional field does not fail here: `rest` returns its fault. Two out of three fields are
/// optional, and each early return costs time to compile. The others return by `match`: `?` would be two calls of traits,
/// each with a path on which all fields before it are dropped.
#[allow(unused_macros, reason = "a document may have no objects")]
macro_rules! read {
    ($object:ident required $wire:literal) => {
        match $object.field($wire) {
            Ok(value) => value,
            Err(fault) => return Err(fault),
        }
    };
    ($object:ident always_present $wire:literal $expected:literal) => {
        match $object.always_present($wire, $expected) {
            Ok(value) => value,
            Err(fault) => return Err(fault),
        }
    };
    ($object:ident optional $wire:literal) => {
        $object.optional($wire)
    };
    ($object:ident constant $wire:literal $value:literal) => {
        match $object.constant($wire, $value) {
            Ok(value) => value,
            Err(fault) => return Err(fault),
        }
    };
    ($object:ident optional_constant $wire:literal $value:literal) => {
        $object.optional_constant($wire, $value)
    };
}

/// `Debug`, `PartialEq` and the serde bridge of a type that can be decoded and encoded.
///
/// `Debug` prints the JSON without secrets. Two objects are equal if their JSON is.
#[allow(unused_macros, reason = "a document may have no objects")]
macro_rules! value {
    ($name:ty) => {
        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::json::debug(stringify!($name), self, f)
            }
        }

        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::json::equal(self, other)
            }
        }

        $crate::json::serde_bridge!($name);
    };
}

/// `Serialize` and `Deserialize` through JSON text, with the feature `serde`.
#[cfg(feature = "serde")]
macro_rules! serde_bridge {
    ($name:ident<$parameter:ident $(: $bound:path)?>) => {
        $crate::json::serde_bridge!($name<$parameter>, [$parameter: $crate::json::Encode $(+ $bound)?],
            [$parameter: $crate::json::Decode $(+ $bound)?]);
    };
    ($name:ty) => {
        $crate::json::serde_bridge!($name, [], []);
    };
    ($name:ty, [$($encode:tt)*], [$($decode:tt)*]) => {
        impl<$($encode)*> ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::json::serialize(self, serializer)
            }
        }

        impl<'de, $($decode)*> ::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::json::deserialize(deserializer)
            }
        }
    };
}

/// Nothing, without the feature `serde`.
#[cfg(not(feature = "serde"))]
macro_rules! serde_bridge {
    ($($tokens:tt)*) => {};
}

/// The impls of a type that is one text: `Debug` and `Display` print it, JSON has it as a string.
macro_rules! text {
    ($name:ident) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl $crate::json::Encode for $name {
            fn encode(&self, out: &mut $crate::json::Writer) {
                out.string(self.as_str());
            }
        }
    };
}

pub(crate) use {object, read, serde_bridge, text, value};

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::json::{
        Decode, Encode, Fault, Fields, Json, Node, Writer, from_json, parse_with, to_json,
    };

    #[derive(Clone)]
    struct Intent {
        amount: i64,
        client_secret: Option<String>,
        next: Option<Box<Intent>>,
        payment: Option<Json>,
        undocumented: Fields,
    }

    object!(Intent {
        amount: required "amount",
        client_secret: optional "client_secret",
        next: optional "next",
        payment: optional "payment",
    });

    /// A union whose members are identified by `object` and `deleted`.
    #[derive(Clone)]
    enum Owner {
        Intent(Box<Intent>),
        Deleted(Fields),
        Undocumented(Json),
    }

    impl Decode for Owner {
        fn decode(json: Node<'_>) -> Result<Self, Fault> {
            Ok(
                match (json.tag("object").as_deref(), json.is_true("deleted")) {
                    (Some("intent"), true) => Self::Deleted(Fields::decode(json)?),
                    (Some("intent"), false) => Self::Intent(Box::decode(json)?),
                    _ => Self::Undocumented(json.undocumented()),
                },
            )
        }
    }

    impl Encode for Owner {
        fn encode(&self, out: &mut Writer) {
            match self {
                Self::Intent(intent) => intent.encode(out),
                Self::Deleted(fields) => fields.encode(out),
                Self::Undocumented(json) => json.encode(out),
            }
        }
    }

    value!(Owner);

    const INTENT: &str = r#"{"amount":1,"client_secret":"s1","next":{"amount":2,"client_secret":"s2"},"payment":{"id":"pm_1","card":{"number":"4242424242424242"}},"new":[{"secret":"s3"},"x"]}"#;

    #[test]
    fn debug_shows_the_object_without_its_secrets() {
        let intent: Intent = from_json(INTENT).unwrap();
        assert_eq!(
            format!("{intent:?}"),
            r#"Intent {"amount":1,"client_secret":"[redacted]","next":{"amount":2,"client_secret":"[redacted]"},"payment":{"id":"pm_1","card":{"number":"[redacted]"}},"new":[{"secret":"[redacted]"},"x"]}"#
        );
        assert_eq!(to_json(&intent), INTENT);
    }

    #[test]
    fn objects_are_equal_when_they_are_written_alike() {
        let intent: Intent = from_json(INTENT).unwrap();
        let spaced: Intent = from_json(&INTENT.replace(",\"", " ,\n \"")).unwrap();
        assert_eq!(spaced, intent);
        // The secrets count, though they are not shown.
        for (old, new) in [("s1", "s4"), ("s3", "s4"), ("\"x\"", "\"y\"")] {
            assert_ne!(
                from_json::<Intent>(&INTENT.replace(old, new)).unwrap(),
                intent
            );
        }
    }

    #[test]
    fn null_and_missing_are_alike() {
        let null: Intent = from_json(r#"{"amount":1,"client_secret":null}"#).unwrap();
        assert_eq!(null, from_json(r#"{"amount":1}"#).unwrap());
        assert_eq!(to_json(&null), r#"{"amount":1}"#);
    }

    #[test]
    fn unions_are_open() {
        let read = |json: &str| from_json::<Owner>(json).unwrap();
        assert!(matches!(
            read(r#"{"object":"intent","amount":1}"#),
            Owner::Intent(_)
        ));
        assert!(matches!(
            read(r#"{"deleted":true,"object":"intent"}"#),
            Owner::Deleted(_)
        ));
        for other in [
            r#"{"object":"other","secret":"x"}"#,
            r#"{"object":1}"#,
            "{}",
            "\"id\"",
            "[]",
            "null",
        ] {
            let owner = read(other);
            let count = |json: Node<'_>| Owner::decode(json).map(|_| json.undocumented_count());
            assert_eq!(parse_with(other.as_bytes(), count), Ok(1), "{other}");
            assert!(matches!(owner, Owner::Undocumented(_)), "{other}");
            assert_eq!(to_json(&owner), other);
        }
        assert!(!format!("{:?}", read(r#"{"object":"other","secret":"x"}"#)).contains('x'));
        assert_eq!(
            from_json::<Owner>(r#"{"object":"intent"}"#)
                .unwrap_err()
                .path(),
            "amount"
        );
    }

    #[test]
    fn what_a_fixup_requires_is_named_by_it_when_it_is_missing() {
        #[derive(Clone)]
        struct Fixed {
            amount: i64,
            undocumented: Fields,
        }
        object!(Fixed {
            amount: always_present "amount" "a value, by a fixup",
        });
        assert_eq!(from_json::<Fixed>(r#"{"amount":1}"#).unwrap().amount, 1);
        for (json, fault) in [
            (
                "{}",
                "amount: expected a value, by a fixup, found no such field",
            ),
            (
                r#"{"amount":null}"#,
                "amount: expected a value, by a fixup, found null",
            ),
            (
                r#"{"amount":"1"}"#,
                "amount: expected an integer of 64 bits, found a string",
            ),
        ] {
            assert_eq!(from_json::<Fixed>(json).unwrap_err().to_string(), fault);
        }
    }

    #[cfg(feature = "serde")]
    #[test]
    fn serde_reads_and_writes_the_same() {
        let intent: Intent = from_json(INTENT).unwrap();
        let text = serde_json::to_string(&intent).unwrap();
        assert_eq!(text, INTENT);
        assert_eq!(serde_json::from_str::<Intent>(&text).unwrap(), intent);
        let value = serde_json::to_value(&intent).unwrap();
        assert_eq!(
            value,
            serde_json::from_str::<serde_json::Value>(INTENT).unwrap()
        );
        let back: Intent = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(serde_json::to_value(&back).unwrap(), value);
    }
}
