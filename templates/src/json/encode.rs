//! Types that can be encoded as JSON.

use std::collections::BTreeMap;

use crate::json::node::Node;
use crate::json::writer::Writer;

/// A type that can be encoded as JSON.
pub trait Encode {
    /// Writes exactly one JSON value.
    fn encode(&self, out: &mut Writer);

    /// Whether an object omits a field with this value.
    #[inline]
    fn is_absent(&self) -> bool {
        false
    }
}

impl Encode for bool {
    fn encode(&self, out: &mut Writer) {
        out.bool(*self);
    }
}

impl Encode for i64 {
    fn encode(&self, out: &mut Writer) {
        out.integer(*self);
    }
}

impl Encode for str {
    fn encode(&self, out: &mut Writer) {
        out.string(self);
    }
}

impl Encode for String {
    fn encode(&self, out: &mut Writer) {
        out.string(self);
    }
}

/// `None` is omitted from an object, and `null` elsewhere.
impl<T: Encode> Encode for Option<T> {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        match self {
            Some(value) => value.encode(out),
            None => out.null(),
        }
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    #[inline]
    fn encode(&self, out: &mut Writer) {
        T::encode(self, out);
    }

    #[inline]
    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, out: &mut Writer) {
        let mut array = out.array();
        for item in self {
            array.item(item);
        }
        array.close();
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, out: &mut Writer) {
        let mut object = out.object();
        for (name, value) in self {
            object.entry(name, value);
        }
        object.close();
    }
}

impl Encode for Node<'_> {
    fn encode(&self, out: &mut Writer) {
        out.node(*self);
    }
}
