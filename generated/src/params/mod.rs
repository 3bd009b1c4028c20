//! The parameters of a request: a tree that is built without a client or a network.
//!
//! Every setter of a request writes to this tree. A parameter has three states: absent, set, and
//! [unset](Value::Unset), which asks Stripe to clear the field. A required one that has a setter is
//! [missing](Value::Missing) until that is called.

mod choice;
mod escape;
mod expand;
mod flat;
mod form;
mod is;
mod json;
mod macros;
mod nesting;
mod range;
mod tree;
mod upload;
mod value;

#[allow(unused_imports, reason = "a document may have no unions of parameters")]
pub(crate) use choice::choice;
pub(crate) use escape::escape;
#[allow(unused_imports, reason = "a document may have nothing to expand")]
pub(crate) use expand::expand_paths;
pub use expand::{Expand, ExpandPath, Holds};
pub(crate) use flat::{Leaf, Pairs, flatten};
pub(crate) use form::encode as form;
pub use is::Is;
pub(crate) use json::encode as json;
#[allow(unused_imports, reason = "a document may have no object parameters")]
pub(crate) use macros::{maybe, params};
pub use tree::Params;
pub(crate) use upload::Opened;
pub use upload::{Progress, Upload};
pub use value::Value;
