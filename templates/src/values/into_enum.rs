//! What goes into an enumeration of a request.

use std::borrow::Cow;

use crate::json::Constant;
use crate::values::Undocumented;

/// What a parameter of the enumeration `E` takes: one of its variants, a string, or a value of an enumeration of a
/// response, owned or borrowed. A string that the enumeration does not document is sent as it stands.
///
/// ```
/// use stripe_client::values::{Enumeration, IntoEnum};
///
/// /// Copies a setting of one object to another.
/// fn copied<E: Enumeration>(value: &impl IntoEnum<E>) -> E {
///     E::from_value(value.as_ref())
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of the enumeration `{E}`",
    label = "`{E}` takes one of its variants, a string, or what an enumeration of a response holds",
    note = "an `Option` goes through `maybe`: `.maybe(option, setter)`",
    note = "a variant of another request's enumeration can be given by its text: `value.as_str()`"
)]
pub trait IntoEnum<E>: AsRef<str> {}

impl<E, T: IntoEnum<E> + ?Sized> IntoEnum<E> for &T {}

impl<E> IntoEnum<E> for str {}

impl<E> IntoEnum<E> for String {}

impl<E> IntoEnum<E> for Box<str> {}

impl<E> IntoEnum<E> for Cow<'_, str> {}

impl<E> IntoEnum<E> for Constant {}

impl<E> IntoEnum<E> for Undocumented {}

#[cfg(test)]
mod tests {
    #![allow(unreachable_pub)]
    use super::*;
    use crate::params::Value;
    use crate::values::{documented, enumeration};

    #[derive(Clone)]
    enum Sent {
        Card,
        Undocumented(Undocumented),
    }

    documented!(Sent { Card = "card", });

    #[derive(Clone)]
    enum Received {
        Card,
        Cash,
        Undocumented(Undocumented),
    }

    enumeration!(Received {
        Card = "card",
        Cash = "cash",
    });

    fn shown(value: impl IntoEnum<Sent>) -> String {
        format!("{:?}", Value::of_enum(value))
    }

    #[test]
    fn every_form_is_the_same_value() {
        let card = Received::Card;
        let text = "card".to_owned();
        let all = [
            shown(Sent::Card),
            shown(&Sent::Card),
            shown(&card),
            shown(card),
            shown("card"),
            shown(&text),
            shown(text.into_boxed_str()),
            shown(Cow::Borrowed("card")),
            shown(Constant::new("card")),
        ];
        for text in all {
            // Shown: it is documented, whichever form it had.
            assert_eq!(text, "card");
        }
    }

    #[test]
    fn what_is_not_documented_is_sent_and_hidden() {
        for value in [
            Value::of_enum::<Sent>(Received::Cash),
            Value::of_enum::<Sent>("cash"),
            Value::of_enum::<Sent>(Sent::from("cash")),
        ] {
            assert_eq!(value, Value::from("cash"));
            assert_eq!(format!("{value:?}"), "\"…\"");
        }
    }

    #[test]
    fn lists_take_the_same() {
        let list = Value::list([Sent::Card]);
        assert_eq!(Value::enums::<Sent>(["card"]), list);
        assert_eq!(Value::enums::<Sent>([Received::Card]), list);
        assert_eq!(Value::enums::<Sent>(&[Received::Card]), list);
        assert_eq!(Value::enums::<Sent>(vec!["card".to_owned()]), list);
    }

    #[test]
    fn texts_compare() {
        assert!(Received::Card == "card");
        assert!(Received::Card == *"card");
        let new = Received::from("new");
        assert!(new == "new");
        assert!(Received::Card != "cash");
        assert!(Sent::Card == "card");
    }
}
