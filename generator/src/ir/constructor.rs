//! Which required parameters are arguments of a constructor, and which have setters.
//!
//! Arguments of one type in the order of the alphabet could be swapped, and the compiler would not notice. So only those
//! whose type no other has are arguments. A start and an end are one, a range. All others have setters, and a request
//! without one of them is refused before it is sent.

use super::{Api, Field, Presence, Shape, Type};

/// An argument of a constructor.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Argument<'a> {
    /// A parameter.
    Field(&'a Field),
    /// `start..end`.
    Period(Period<'a>),
}

impl Argument<'_> {
    /// Whether the argument gives the parameter of a name its value.
    pub(crate) fn holds(&self, name: &str) -> bool {
        match self {
            Self::Field(field) => field.name == name,
            Self::Period(period) => period.start.name == name || period.end.name == name,
        }
    }
}

/// The times of a start and an end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Period<'a> {
    pub(crate) start: &'a Field,
    pub(crate) end: &'a Field,
}

/// The required parameters of a request or an object.
#[derive(Debug, Default)]
pub(crate) struct Constructor<'a> {
    /// In the order of the fields; a period where the first of its two is.
    pub(crate) arguments: Vec<Argument<'a>>,
    /// Those that have setters.
    pub(crate) set_later: Vec<&'a Field>,
}

impl Constructor<'_> {
    /// Whether a required parameter has a setter.
    pub(crate) fn sets_later(&self, name: &str) -> bool {
        self.set_later.iter().any(|field| field.name == name)
    }
}

impl Api {
    /// The constructor of a request or an object with these fields.
    pub(crate) fn constructor<'a>(&self, fields: &'a [Field]) -> Constructor<'a> {
        let required = || {
            fields
                .iter()
                .filter(|field| field.presence == Presence::Required)
        };
        let mut constructor = Constructor::default();
        for field in required() {
            if let Some(period) = period_with(field, fields) {
                if field.name == *(&period.start.name).min(&period.end.name) {
                    constructor.arguments.push(Argument::Period(period));
                }
                continue;
            }
            let mut others = required().filter(|other| other.name != field.name);
            let is_like_another = others.any(|other| {
                period_with(other, fields).is_none() && self.is_swappable(&field.ty, &other.ty)
            });
            if is_like_another {
                constructor.set_later.push(field);
            } else {
                constructor.arguments.push(Argument::Field(field));
            }
        }
        constructor
    }

    /// The start and the end, if an object requires nothing else.
    pub(crate) fn period(&self, ty: &Type) -> Option<Period<'_>> {
        let Type::Named(place) = ty else {
            return None;
        };
        match self.shape(place)? {
            Shape::Object { fields, .. } => match self.constructor(fields) {
                Constructor {
                    arguments,
                    set_later,
                } if set_later.is_empty() => match arguments.as_slice() {
                    [Argument::Period(period)] => Some(*period),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a caller may write a value of one type in place of one of the other, and Stripe may take it.
    fn is_swappable(&self, one: &Type, other: &Type) -> bool {
        match (one, other) {
            // A literal is all of these.
            (
                Type::Integer | Type::Int64 | Type::Timestamp,
                Type::Integer | Type::Int64 | Type::Timestamp,
            )
            | (Type::Boolean | Type::True, Type::Boolean | Type::True) => true,
            (Type::Array(one), Type::Array(other))
            | (
                Type::Map(one) | Type::ClearableMap(one, _),
                Type::Map(other) | Type::ClearableMap(other, _),
            ) => self.is_swappable(one, other),
            (Type::Named(one), Type::Named(other)) => match (self.shape(one), self.shape(other)) {
                // Whatever their values are: both take any text, and a value that is added later must not make a setter of an
                // argument.
                (Some(Shape::Enum { .. }), Some(Shape::Enum { .. })) => true,
                _ => {
                    let definition = |place| self.definition(place).map(|(place, _)| place);
                    definition(one) == definition(other)
                }
            },
            (one, other) => one == other,
        }
    }
}

/// The period that a field is the start or the end of: `start` and `end`, or `start_time` and `end_time`.
fn period_with<'a>(field: &'a Field, fields: &'a [Field]) -> Option<Period<'a>> {
    let find = |name: String| {
        let mut fields = fields.iter();
        fields
            .find(|field| field.name == name)
            .filter(|field| is_time(field))
    };
    if !is_time(field) {
        return None;
    }
    if let Some(rest) = suffix(&field.name, "start") {
        let end = find(format!("end{rest}"))?;
        return Some(Period { start: field, end });
    }
    let rest = suffix(&field.name, "end")?;
    let start = find(format!("start{rest}"))?;
    Some(Period { start, end: field })
}

/// What follows a word: nothing, or more words.
fn suffix<'a>(name: &'a str, word: &str) -> Option<&'a str> {
    let rest = name.strip_prefix(word)?;
    (rest.is_empty() || rest.starts_with('_')).then_some(rest)
}

fn is_time(field: &Field) -> bool {
    field.presence == Presence::Required && field.ty == Type::Timestamp
}
