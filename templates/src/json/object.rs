//! Reading the fields of an object, each once.

use crate::json::constant::Constant;
use crate::json::decode::Decode;
use crate::json::fault::Fault;
use crate::json::fields::Fields;
#[cfg(feature = "testing")]
use crate::json::fixture;
use crate::json::node::Node;
use crate::json::tape::{Tag, Tape};

/// Reads the fields of one object. Each field is taken once; [`rest`](Self::rest) returns those that were not taken,
/// or the first fault.
///
/// Fields may be taken in any order, but document order is fastest: the field after the last one found is tried first,
/// and only if its name differs is the object searched. Stripe sends names mostly in alphabetical order, and the
/// generated decoders take them in that order.
#[derive(Debug)]
pub struct Object<'a> {
    tape: &'a Tape<'a>,
    /// The field after the last one found.
    next: Position,
    /// All fields before it are taken.
    low: Position,
    close: usize,
    taken: Taken,
    /// The first fault of an optional field.
    fault: Option<Fault>,
}

/// A field: the index of its name, and the number of fields before it.
#[derive(Clone, Copy, Debug)]
struct Position {
    index: usize,
    ordinal: usize,
}

impl<'a> Object<'a> {
    #[inline]
    pub(super) fn new(tape: &'a Tape<'a>, open: usize, close: usize) -> Self {
        let first = Position {
            index: open + 1,
            ordinal: 0,
        };
        Self {
            tape,
            next: first,
            low: first,
            close,
            taken: Taken::default(),
            fault: None,
        }
    }

    /// Takes the field `name` as a `T`. A missing field is an error, unless the type has a value for it, as `Option`
    /// has.
    ///
    /// # Errors
    ///
    /// A [`Fault`] whose path contains the name.
    pub fn field<T: Decode>(&mut self, name: &'static str) -> Result<T, Fault> {
        match self.take(name) {
            Some(node) => T::decode(node).map_err(|fault| fault.within(name)),
            #[cfg(feature = "testing")]
            None => fixture::missing(self.tape, name),
            #[cfg(not(feature = "testing"))]
            None => T::missing(name),
        }
    }

    /// Takes the field `name` as a `T`, which is always present although the document does not say so. `expected` says
    /// in a fault which fixup claims it.
    ///
    /// # Errors
    ///
    /// A [`Fault`] whose path contains the name.
    pub fn always_present<T: Decode>(
        &mut self,
        name: &'static str,
        expected: &'static str,
    ) -> Result<T, Fault> {
        match self.take(name) {
            Some(node) if !node.is_null() => T::decode(node).map_err(|fault| fault.within(name)),
            Some(_) => Err(Fault::new(expected, "null").within(name)),
            #[cfg(feature = "testing")]
            None if self.tape.fixture().is_some() => fixture::missing(self.tape, name),
            None => Err(Fault::new(expected, "no such field").within(name)),
        }
    }

    /// Takes the field `name`, whose documented value is `expected`. Any other string is kept.
    ///
    /// # Errors
    ///
    /// A [`Fault`] if the field is missing or not a string.
    pub fn constant(
        &mut self,
        name: &'static str,
        expected: &'static str,
    ) -> Result<Constant, Fault> {
        match self.take(name) {
            Some(node) => constant(node, expected).map_err(|fault| fault.within(name)),
            #[cfg(feature = "testing")]
            None if self.tape.fixture().is_some() => Ok(Constant::new(expected)),
            None => Constant::missing(name),
        }
    }

    /// Takes the field `name`; `None` if it is missing or `null`. If it cannot be decoded this returns `None`, and
    /// [`rest`] returns the fault.
    ///
    /// [`rest`]: Self::rest
    pub fn optional<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        self.optional_with(name, T::decode)
    }

    /// Takes the field `name`, whose documented value is `expected`; `None` if it is missing or `null`. If it cannot
    /// be decoded this returns `None`, and [`rest`](Self::rest) returns the fault.
    pub fn optional_constant(
        &mut self,
        name: &'static str,
        expected: &'static str,
    ) -> Option<Constant> {
        self.optional_with(name, |node| constant(node, expected))
    }

    #[inline]
    fn optional_with<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Node<'a>) -> Result<T, Fault>,
    ) -> Option<T> {
        let node = self.take(name).filter(|node| !node.is_null())?;
        match read(node) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.note(fault.within(name));
                None
            }
        }
    }

    /// Keeps the first fault.
    #[cold]
    fn note(&mut self, fault: Fault) {
        self.fault.get_or_insert(fault);
    }

    /// The fields that were not taken.
    ///
    /// # Errors
    ///
    /// The [`Fault`] of the first optional field that could not be decoded.
    pub fn rest(self) -> Result<Fields, Fault> {
        let low = self.low();
        if low.index != self.close {
            let others = self.others(low);
            return self.fault.map_or(Ok(others), Err);
        }
        self.fault.map_or_else(|| Ok(Fields::default()), Err)
    }

    #[cold]
    fn others(&self, mut position: Position) -> Fields {
        let mut fields = Vec::new();
        while position.index != self.close {
            if !self.taken.contains(position.ordinal) {
                let name = Node::new(self.tape, position.index);
                let name = name.as_str().unwrap_or_default();
                fields.push((name.into(), Node::new(self.tape, position.index + 1).into()));
            }
            position = self.after(position);
        }
        self.tape.count_undocumented(fields.len());
        fields.into_iter().collect()
    }

    /// Takes the value under `name`; `None` if there is none or it was taken before.
    #[inline]
    pub fn take(&mut self, name: &str) -> Option<Node<'a>> {
        if self.tape.is_name(self.next.index, name) && !self.taken.contains(self.next.ordinal) {
            Some(self.take_at(self.next))
        } else {
            self.search(name)
        }
    }

    fn search(&mut self, name: &str) -> Option<Node<'a>> {
        let mut position = self.low();
        self.low = position;
        while position.index < self.close {
            if self.tape.is_name(position.index, name) || self.is_escaped_name(position.index, name)
            {
                if self.taken.contains(position.ordinal) {
                    return None;
                }
                return Some(self.take_at(position));
            }
            position = self.after(position);
        }
        None
    }

    #[inline]
    fn is_escaped_name(&self, index: usize, name: &str) -> bool {
        self.tape.entry(index).tag() == Tag::Escaped
            && Node::new(self.tape, index).as_str().as_deref() == Some(name)
    }

    #[inline]
    fn take_at(&mut self, position: Position) -> Node<'a> {
        self.taken.insert(position.ordinal);
        self.next = self.after(position);
        Node::new(self.tape, position.index + 1)
    }

    #[inline]
    fn after(&self, position: Position) -> Position {
        Position {
            index: self.tape.after(position.index + 1),
            ordinal: position.ordinal + 1,
        }
    }

    /// The first field that is not taken, or the end.
    fn low(&self) -> Position {
        let mut low = self.low;
        while self.taken.contains(low.ordinal) {
            low = self.after(low);
        }
        low
    }
}

fn constant(node: Node<'_>, expected: &'static str) -> Result<Constant, Fault> {
    if node.as_plain_str() == Some(expected) {
        Ok(Constant::new(expected))
    } else {
        let other = Constant::decode(node)?;
        // The documented value may contain an escape.
        if other.as_str() != expected {
            node.count_undocumented();
        }
        Ok(other)
    }
}

/// A set of ordinals. No object of Stripe's has more than 128 fields; a longer one costs an allocation.
#[derive(Debug, Default)]
struct Taken {
    first: u128,
    others: Vec<usize>,
}

impl Taken {
    #[inline]
    fn insert(&mut self, ordinal: usize) {
        if ordinal < 128 {
            self.first |= 1 << ordinal;
        } else {
            self.others.push(ordinal);
        }
    }

    #[inline]
    fn contains(&self, ordinal: usize) -> bool {
        if ordinal < 128 {
            self.first >> ordinal & 1 == 1
        } else {
            self.others.contains(&ordinal)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use crate::json::{parse_with, to_json};

    #[test]
    fn fields_are_found_in_any_order() {
        let names = ["amount", "created", "currency", "id", "object"];
        let orders = [
            [0, 1, 2, 3, 4],
            [3, 4, 0, 1, 2],
            [4, 3, 2, 1, 0],
            [2, 0, 4, 1, 3],
        ];
        for written in orders {
            let members: Vec<_> = written
                .map(|at: usize| format!("\"{}\":{at}", names[at]))
                .into();
            let text = format!("{{{},\"zz\":[1, 2],\"a\":{{}}}}", members.join(","));
            for asked in orders {
                parse_with(text.as_bytes(), |node| {
                    let mut object = node.object()?;
                    for at in asked {
                        assert_eq!(object.field::<i64>(names[at])?, i64::try_from(at).unwrap());
                        assert_eq!(object.field::<Option<i64>>("absent")?, None);
                    }
                    assert_eq!(to_json(&object.rest().unwrap()), r#"{"a":{},"zz":[1,2]}"#);
                    Ok(())
                })
                .unwrap();
            }
        }
    }

    #[test]
    fn a_field_is_taken_once() {
        parse_with(br#"{"a":1,"b":2}"#, |node| {
            let mut object = node.object()?;
            assert_eq!(object.field::<i64>("b")?, 2);
            assert!(object.take("b").is_none());
            assert_eq!(object.field::<i64>("a")?, 1);
            assert!(object.take("a").is_none());
            assert!(object.rest().unwrap().is_empty());
            Ok(())
        })
        .unwrap();
    }

    #[test]
    fn a_field_is_taken_once_in_any_order() {
        parse_with(br#"{"a":1,"b":2,"c":3}"#, |node| {
            let mut object = node.object()?;
            // After `a`, `b` is the next field again.
            for (name, found) in [("b", true), ("a", true), ("b", false), ("c", true)] {
                assert_eq!(object.take(name).is_some(), found, "{name}");
            }
            assert_eq!(object.field::<Option<i64>>("b")?, None);
            Ok(())
        })
        .unwrap();
    }

    #[test]
    fn names_with_escapes_are_found() {
        parse_with(br#"{"\u0061mount":1,"x\ty":2}"#, |node| {
            let mut object = node.object()?;
            assert_eq!(object.field::<i64>("amount")?, 1);
            assert_eq!(to_json(&object.rest().unwrap()), r#"{"x\ty":2}"#);
            Ok(())
        })
        .unwrap();
    }

    #[test]
    fn objects_may_have_many_fields() {
        let members: Vec<_> = (0..300).map(|at| format!("\"f{at}\":{at}")).collect();
        parse_with(format!("{{{}}}", members.join(",")).as_bytes(), |node| {
            let mut object = node.object()?;
            for at in (0..300).rev().filter(|at| at % 2 == 0) {
                assert_eq!(object.take(&format!("f{at}")).unwrap().as_i64(), Some(at));
            }
            let rest = object.rest().unwrap();
            assert_eq!(rest.len(), 150);
            assert!(rest.get("f299").is_some() && rest.get("f298").is_none());
            Ok(())
        })
        .unwrap();
    }

    #[test]
    fn faults_name_the_field() {
        let read = |text: &str| {
            parse_with(text.as_bytes(), |node| {
                node.object()?.field::<Vec<Vec<i64>>>("rows")
            })
        };
        assert_eq!(
            read(r#"{"rows":[[],[1,null]]}"#).unwrap_err().path(),
            "rows[1][1]"
        );
        let missing = read("{}").unwrap_err();
        assert_eq!(
            missing.to_string(),
            "rows: expected a value, found no such field"
        );
        let root = read("[]").unwrap_err();
        assert_eq!(root.to_string(), "expected an object, found an array");
    }
}
