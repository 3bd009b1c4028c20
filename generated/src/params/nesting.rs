//! Values in values, however deep: a caller may build a tree from input of its own, and no tree may overflow the stack.
//!
//! Trees are dropped, cloned and compared without recursion. What prints or encodes a tree stops at [`MAX_DEPTH`], and
//! a deeper one is refused before it is sent.

use std::borrow::Cow;
use std::mem;
use std::slice::Iter;

use super::{Params, Value};

/// How deep lists and objects may be nested. Stripe's own parameters stay below ten levels.
pub(super) const MAX_DEPTH: usize = 64;

type Name = Cow<'static, str>;

/// The values in a list or an object, each with its name in an object.
enum Children<'a> {
    Items(Iter<'a, Value>),
    Entries(Iter<'a, (Name, Value)>),
}

impl<'a> Iterator for Children<'a> {
    type Item = (Option<&'a Name>, &'a Value);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Items(items) => items.next().map(|item| (None, item)),
            Self::Entries(entries) => entries.next().map(|(name, value)| (Some(name), value)),
        }
    }
}

impl Value {
    /// The values in it; `None` if it is neither a list nor an object.
    fn children(&self) -> Option<Children<'_>> {
        match self {
            Self::List(items) => Some(Children::Items(items.iter())),
            Self::Object(params) => Some(Children::Entries(params.entries.iter())),
            _ => None,
        }
    }

    fn is_nested(&self) -> bool {
        matches!(self, Self::List(_) | Self::Object(_))
    }

    /// Whether there are more than `levels` lists and objects in each other.
    pub(super) fn is_deeper_than(&self, levels: usize) -> bool {
        self.children().is_some_and(|mut children| {
            levels
                .checked_sub(1)
                .is_none_or(|levels| children.any(|(_, child)| child.is_deeper_than(levels)))
        })
    }

    /// Moves the nested values to `out`, if any of them holds others.
    fn unnest(&mut self, out: &mut Vec<Self>) {
        match self {
            Self::List(items) if items.iter().any(Self::is_nested) => out.append(items),
            Self::Object(params) if params.entries.iter().any(|(_, value)| value.is_nested()) => {
                out.extend(
                    mem::take(&mut params.entries)
                        .into_iter()
                        .map(|(_, value)| value),
                );
            }
            _ => {}
        }
    }

    /// The same list or object without its values; any other value whole.
    fn shell(&self) -> Self {
        match self {
            Self::Integer(number) => Self::Integer(*number),
            Self::Number(number) => Self::Number(number.clone()),
            Self::Bool(value) => Self::Bool(*value),
            Self::Text(text) => Self::Text(text.clone()),
            Self::Keyword(keyword) => Self::Keyword(keyword.clone()),
            Self::List(items) => Self::List(Vec::with_capacity(items.len())),
            Self::Object(params) => Self::Object(Params {
                entries: Vec::with_capacity(params.entries.len()),
                cleared: params.cleared,
            }),
            Self::File(upload) => Self::File(upload.clone()),
            Self::Unset => Self::Unset,
            Self::Missing => Self::Missing,
        }
    }

    fn push(&mut self, name: Option<&Name>, value: Self) {
        match (self, name) {
            (Self::List(items), _) => items.push(value),
            (Self::Object(params), Some(name)) => params.entries.push((name.clone(), value)),
            _ => {}
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Keyword(keyword) => Some(keyword),
            _ => None,
        }
    }

    /// Whether both are equal, apart from the values in them.
    fn has_shell_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Integer(one), Self::Integer(two)) => one == two,
            (Self::Number(one), Self::Number(two)) => one == two,
            (Self::Bool(one), Self::Bool(two)) => one == two,
            (Self::List(one), Self::List(two)) => one.len() == two.len(),
            (Self::Object(one), Self::Object(two)) => {
                one.entries.len() == two.entries.len() && one.cleared == two.cleared
            }
            (Self::File(one), Self::File(two)) => one == two,
            (Self::Unset, Self::Unset) | (Self::Missing, Self::Missing) => true,
            _ => self.text().is_some() && self.text() == other.text(),
        }
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        let mut nested = Vec::new();
        self.unnest(&mut nested);
        while let Some(mut value) = nested.pop() {
            value.unnest(&mut nested);
        }
    }
}

impl Clone for Value {
    fn clone(&self) -> Self {
        let mut done = self.shell();
        let Some(children) = self.children() else {
            return done;
        };
        // The containers around the one that is being copied, each with the name of the copy in it.
        let mut outer: Vec<(Self, Children<'_>, Option<&Name>)> = Vec::new();
        let mut inner = children;
        loop {
            if let Some((name, child)) = inner.next() {
                let copy = child.shell();
                match child.children() {
                    Some(children) => {
                        let around = (mem::replace(&mut done, copy), inner, name);
                        outer.push(around);
                        inner = children;
                    }
                    None => done.push(name, copy),
                }
            } else if let Some((mut around, children, name)) = outer.pop() {
                around.push(name, done);
                (done, inner) = (around, children);
            } else {
                return done;
            }
        }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        let mut pairs = vec![(self, other)];
        while let Some((one, other)) = pairs.pop() {
            if !one.has_shell_of(other) {
                return false;
            }
            let children = one.children().into_iter().flatten();
            for ((one, value), (two, other)) in children.zip(other.children().into_iter().flatten())
            {
                if one != two {
                    return false;
                }
                pairs.push((value, other));
            }
        }
        true
    }
}

impl Eq for Value {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::{form, json};

    fn deep(levels: usize, wrap: impl Fn(Value) -> Value) -> Value {
        (0..levels).fold(Value::from(1), |value, _| wrap(value))
    }

    #[test]
    fn a_deep_value_overflows_no_stack() {
        let list = |value| Value::List(vec![value]);
        let object = |value| Params::new().set("a", value).into();
        for one in [deep(200_000, list), deep(200_000, object)] {
            let two = one.clone();
            assert!(one == two);
            assert!(two != deep(199_999, list) && two != deep(199_999, object));
            let params = Params::new().set("deep", two);
            assert!(format!("{params:?}").len() < 10_000);
            assert!(form(&params).is_empty() && json(&params).len() < 1_000);
            assert_eq!(params.too_deep(), Some("deep"));
            assert!(params.file().is_none() && params.empty_text().is_none());
            assert!(params.clone() == params);
        }
    }

    #[test]
    fn the_limit_is_exact() {
        let list = |value| Value::List(vec![value]);
        for (levels, is_sent) in [(MAX_DEPTH, true), (MAX_DEPTH + 1, false)] {
            let params = Params::new().set("a", deep(levels, list));
            assert_eq!(params.too_deep().is_none(), is_sent);
            let name = format!("a{}=1", "[0]".repeat(levels));
            assert_eq!(form(&params) == name, is_sent);
            let array = format!("{{\"a\":{}1{}}}", "[".repeat(levels), "]".repeat(levels));
            assert_eq!(json(&params) == array, is_sent);
        }
    }

    #[test]
    fn copies_and_originals_are_equal_and_others_are_not() {
        let value = |last: i64| {
            let inner = Params::new().set("x", Value::list([1, 2])).set("y", last);
            Value::list([inner.clone().into(), Value::from("t"), inner.into()])
        };
        assert_eq!(value(1).clone(), value(1));
        assert_ne!(value(1), value(2));
        assert_ne!(value(1), Value::list([1]));
        let named = |name: &'static str| Value::Object(Params::new().set(name, 1));
        assert_ne!(named("a"), named("b"));
    }
}
