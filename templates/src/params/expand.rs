//! Paths of the fields that a request expands.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::Value;

/// A path from an `R` to a `T` that Stripe can include in the response in place of its id.
///
/// Each type of a response has a constant for each expandable field, for each list, and for each object that contains
/// such fields: `Refund::CHARGE`, `Invoice::LINES`. [`then`](Self::then) continues from there, and
/// [`data`](Self::data) goes from a list to its items. A path that the document does not have does not compile.
///
/// ```
/// use stripe_client::params::ExpandPath;
///
/// struct Refund;
/// struct Charge;
/// struct Customer;
///
/// fn both(one: ExpandPath<Refund, Charge>, two: ExpandPath<Charge, Customer>) -> ExpandPath<Refund, Customer, 2> {
///     one.then(two)
/// }
/// ```
///
/// ```compile_fail
/// # use stripe_client::params::ExpandPath;
/// # struct Refund;
/// # struct Charge;
/// # struct Customer;
/// // A customer is no field of a refund.
/// fn both(one: ExpandPath<Refund, Charge>, two: ExpandPath<Refund, Customer>) -> ExpandPath<Refund, Customer, 2> {
///     one.then(two)
/// }
/// ```
///
/// Stripe expands up to four levels, one for each name between dots. `LEVELS` counts them; a path of four cannot
/// continue:
///
/// ```compile_fail
/// # use stripe_client::params::ExpandPath;
/// # struct Refund;
/// # struct Charge;
/// # struct Customer;
/// fn both(one: ExpandPath<Refund, Charge, 4>, two: ExpandPath<Charge, Customer>) {
///     one.then(two);
/// }
/// ```
pub struct ExpandPath<R, T, const LEVELS: usize = 1> {
    /// The first `LEVELS` are in use.
    steps: [&'static str; 4],
    ends: PhantomData<fn(R) -> T>,
}

impl<R, T> ExpandPath<R, T> {
    #[allow(dead_code, reason = "a document may have nothing to expand")]
    pub(crate) const fn new(field: &'static str) -> Self {
        Self {
            steps: [field, "", "", ""],
            ends: PhantomData,
        }
    }
}

/// Defines the paths of a type of a response.
#[allow(unused_macros, reason = "a document may have nothing to expand")]
macro_rules! expand_paths {
    ($name:ty { $($constant:ident: $end:ty = $field:literal,)* }) => {
        /// The fields that a request can expand, by name.
        #[allow(missing_docs, reason = "the field says it")]
        impl $name {
            $(pub const $constant: $crate::params::ExpandPath<Self, $end> =
                $crate::params::ExpandPath::new($field);)*
        }
    };
}
#[allow(unused_imports, reason = "a document may have nothing to expand")]
pub(crate) use expand_paths;

/// Longer paths, from each number of levels to the next.
macro_rules! longer {
    ($($from:literal ($($step:ident)*) => $to:literal ($($blank:literal)*),)*) => {$(
        impl<R, T> ExpandPath<R, T, $from> {
            /// Continues with a field of the object at the end of the path.
            #[must_use]
            pub const fn then<U, V>(self, next: ExpandPath<U, V>) -> ExpandPath<R, V, $to>
            where
                T: Holds<U>,
            {
                let [$($step,)* ..] = self.steps;
                let [next, ..] = next.steps;
                ExpandPath {
                    steps: [$($step,)* next $(, $blank)*],
                    ends: PhantomData,
                }
            }
        }

        impl<R, T> ExpandPath<R, crate::values::List<T>, $from> {
            /// Continues with the items of the list at the end of the path, whose fields can then be expanded: one
            /// more level.
            #[must_use]
            pub const fn data(self) -> ExpandPath<R, T, $to> {
                let [$($step,)* ..] = self.steps;
                ExpandPath {
                    steps: [$($step,)* "data" $(, $blank)*],
                    ends: PhantomData,
                }
            }
        }
    )*};
}

longer! {
    1 (a) => 2 ("" ""),
    2 (a b) => 3 (""),
    3 (a b c) => 4 (),
}

// Derived, these would ask the same of the ends, which are not here.

impl<R, T, const LEVELS: usize> Clone for ExpandPath<R, T, LEVELS> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R, T, const LEVELS: usize> Copy for ExpandPath<R, T, LEVELS> {}

impl<R, T, const LEVELS: usize> fmt::Display for ExpandPath<R, T, LEVELS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps = self.steps.iter().take_while(|step| !step.is_empty());
        for (index, step) in steps.enumerate() {
            if index > 0 {
                f.write_str(".")?;
            }
            f.write_str(step)?;
        }
        Ok(())
    }
}

impl<R, T, const LEVELS: usize> fmt::Debug for ExpandPath<R, T, LEVELS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExpandPath({self})")
    }
}

/// A type of a response that is a `T`, or a union that may be one.
#[diagnostic::on_unimplemented(
    message = "a path that begins at `{T}` does not go on from `{Self}`",
    label = "`{Self}` is no `{T}`, nor a union that may be one",
    note = "the constants of a type of a reply are the paths that begin there; any path can be given as a string"
)]
pub trait Holds<T> {}

impl<T> Holds<T> for T {}

/// The fields to expand in an `R`: an [`ExpandPath`], a string, or an array of either.
///
/// A string is sent unchanged and unchecked. `LEVELS` is the maximum depth of a path: Stripe's four levels, or three
/// for the items of a list, where a path gets the prefix `data.`. A string does not get it.
///
/// ```compile_fail
/// # use stripe_client::params::{Expand, ExpandPath};
/// # struct Refund;
/// # struct Customer;
/// // Four levels, and `data`.
/// fn of_items(path: ExpandPath<Refund, Customer, 4>) -> Expand<Refund, 3> {
///     path.into()
/// }
/// ```
pub struct Expand<R, const LEVELS: usize = 4> {
    paths: Vec<Value>,
    root: PhantomData<fn(R)>,
}

impl<R, const LEVELS: usize> Expand<R, LEVELS> {
    fn new(paths: Vec<Value>) -> Self {
        Self {
            paths,
            root: PhantomData,
        }
    }

    pub(crate) fn into_values(self) -> Vec<Value> {
        self.paths
    }
}

/// From a path of so many levels, with what is put before it, to what takes as many or more.
macro_rules! from_path {
    ($($levels:literal => $room:literal $before:literal,)*) => {$(
        impl<R: Holds<U>, U, T> From<ExpandPath<U, T, $levels>> for Expand<R, $room> {
            fn from(path: ExpandPath<U, T, $levels>) -> Self {
                // No secret: a constant of this crate.
                Self::new(vec![Value::Keyword(Cow::Owned(format!(concat!($before, "{}"), path)))])
            }
        }
    )*};
}

from_path! {
    1 => 4 "",
    2 => 4 "",
    3 => 4 "",
    4 => 4 "",
    1 => 3 "data.",
    2 => 3 "data.",
    3 => 3 "data.",
}

impl<R, const LEVELS: usize> From<&str> for Expand<R, LEVELS> {
    fn from(path: &str) -> Self {
        Self::new(vec![path.into()])
    }
}

impl<R, const LEVELS: usize> From<String> for Expand<R, LEVELS> {
    fn from(path: String) -> Self {
        Self::new(vec![path.into()])
    }
}

impl<R, const LEVELS: usize, P: Into<Self>, const N: usize> From<[P; N]> for Expand<R, LEVELS> {
    fn from(paths: [P; N]) -> Self {
        paths.into_iter().collect()
    }
}

impl<R, const LEVELS: usize, P: Into<Self>> From<Vec<P>> for Expand<R, LEVELS> {
    fn from(paths: Vec<P>) -> Self {
        paths.into_iter().collect()
    }
}

impl<R, const LEVELS: usize, P: Into<Self>> FromIterator<P> for Expand<R, LEVELS> {
    fn from_iter<I: IntoIterator<Item = P>>(paths: I) -> Self {
        Self::new(
            paths
                .into_iter()
                .flat_map(|path| path.into().paths)
                .collect(),
        )
    }
}

impl<R, const LEVELS: usize> fmt::Debug for Expand<R, LEVELS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expand").field(&self.paths).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::List;

    struct Invoice;
    struct Line;
    struct Price;
    struct Card;
    enum Source {}

    impl Holds<Card> for Source {}

    const LINES: ExpandPath<Invoice, List<Line>> = ExpandPath::new("lines");
    const PRICE: ExpandPath<Line, Price> = ExpandPath::new("price");
    const SOURCE: ExpandPath<Price, Source> = ExpandPath::new("source");
    const INVOICE: ExpandPath<Card, Invoice> = ExpandPath::new("invoice");

    fn sent<R, const LEVELS: usize>(expand: impl Into<Expand<R, LEVELS>>) -> Vec<Value> {
        expand.into().into_values()
    }

    #[test]
    fn paths_are_joined() {
        // In a constant too.
        const DEEP: ExpandPath<Invoice, Source, 4> = LINES.data().then(PRICE).then(SOURCE);
        assert_eq!(LINES.to_string(), "lines");
        assert_eq!(DEEP.to_string(), "lines.data.price.source");
        assert_eq!(format!("{DEEP:?}"), "ExpandPath(lines.data.price.source)");
        // Through a union, to what one of its members has.
        assert_eq!(
            SOURCE.then(INVOICE).then(LINES).to_string(),
            "source.invoice.lines"
        );
    }

    #[test]
    fn items_of_lists_lie_in_data() {
        assert_eq!(sent::<Invoice, 4>(LINES), ["lines".into()]);
        assert_eq!(
            sent::<Invoice, 3>(LINES.data().then(PRICE)),
            ["data.lines.data.price".into()]
        );
        // A string is the caller's.
        assert_eq!(sent::<Invoice, 3>("lines"), ["lines".into()]);
    }

    #[test]
    fn several_at_once() {
        assert_eq!(sent::<Invoice, 4>(["a", "b"]), ["a".into(), "b".into()]);
        assert_eq!(sent::<Invoice, 4>(vec!["a".to_owned()]), ["a".into()]);
        assert_eq!(
            sent::<Source, 4>([INVOICE, INVOICE]),
            ["invoice".into(), "invoice".into()]
        );
    }

    #[test]
    fn paths_are_shown_and_strings_are_not() {
        let path: Expand<Invoice> = LINES.into();
        let text: Expand<Invoice> = "lines".into();
        assert_eq!(
            format!("{path:?} {text:?}"),
            "Expand([lines]) Expand([\"…\"])"
        );
    }
}
