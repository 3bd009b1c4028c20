//! The types of values that Stripe sends as strings or numbers, and of its lists.
//!
//! All types are open: they keep what was sent, and an unknown value is not an error.

mod currency;
mod date_time;
mod decimal;
mod enumeration;
mod expandable;
mod int64;
mod into_enum;
mod list;
mod macros;
mod maybe_deleted;
mod number;
mod page;
mod range;
mod search_result;
#[cfg(all(test, feature = "serde"))]
mod serde_tests;
mod timestamp;

pub use crate::json::{Constant, Fields};
pub use currency::Currency;
pub use date_time::{DateTime, InvalidDateTime};
pub use decimal::{Decimal, InvalidDecimal};
pub use enumeration::{Enumeration, Undocumented};
#[allow(unused_imports, reason = "a document may have no enumerations")]
pub(crate) use enumeration::{debug, equal, hash, pad};
pub use expandable::Expandable;
pub use int64::Int64;
pub use into_enum::IntoEnum;
pub use list::List;
#[allow(unused_imports, reason = "a document may have no enumerations")]
pub(crate) use macros::{deletable, documented, enumeration, items};
pub use maybe_deleted::{Deletable, MaybeDeleted};
pub use number::{InvalidNumber, Number};
pub use page::Page;
pub use range::Range;
pub use search_result::SearchResult;
pub use timestamp::{OutOfRange, Timestamp};
