//! Uploads: each part is a parameter, and a file is known by what it is called and how long it is.

use futures_util::{FutureExt as _, stream};
use serde_json::{Map, Value, json};

use super::form::insert;
use crate::refusal::Refusal;
use crate::request::Request;

/// The name under which a file's facts are kept.
const FILE: &str = "$file";

pub(super) fn parse(request: &Request) -> Result<Map<String, Value>, Refusal> {
    let boundary = request
        .header("content-type")
        .and_then(|value| multer::parse_boundary(value).ok())
        .ok_or_else(|| {
            let message = "This operation takes `multipart/form-data` with a boundary.";
            Refusal::invalid(message.to_owned())
        })?;
    let body = bytes::Bytes::copy_from_slice(&request.body);
    let whole = stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
    let mut parts = multer::Multipart::new(whole, boundary);
    let read = async {
        let mut map = Map::new();
        while let Some(part) = parts.next_field().await? {
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await?;
            let value = match file_name {
                Some(file_name) => json!({ FILE: { "filename": file_name, "size": bytes.len() } }),
                None => Value::String(String::from_utf8_lossy(&bytes).into_owned()),
            };
            map.insert(name, value);
        }
        Ok::<_, multer::Error>(map)
    };
    // The body is here, so nothing has to be waited for.
    let flat = read
        .now_or_never()
        .and_then(Result::ok)
        .ok_or_else(|| Refusal::invalid("The multipart body cannot be read.".to_owned()))?;
    let mut map = Map::new();
    for (name, value) in flat {
        insert(&mut map, &name, value)?;
    }
    Ok(map)
}

/// The facts of a file, if the value is one.
pub(crate) fn is_file(value: &Value) -> Option<&Map<String, Value>> {
    value.get(FILE)?.as_object()
}
