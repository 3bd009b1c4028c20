//! Responses: the value of a successful one, the error of any other, and the bytes of a file.

mod api_error;
mod class;
mod download;
mod error;
mod reply;

pub use api_error::ApiError;
pub use class::ErrorClass;
pub use download::Download;
pub use error::{DecodeError, Error};
pub use reply::Reply;

pub(crate) use reply::RawReply;
