//! The parameters of the request with serde's derives, generated from the document, and the request of both sides.

use std::collections::BTreeMap;

use serde::Serialize;
