//! Multipart encoding, `multipart/form-data`: parameters under their flattened names, and files.

use super::body::Body;
use super::{RequestError, idempotency};
use crate::params::{Leaf, Pairs, Params, Upload, flatten};

/// A separator that no part contains: 128 random bits.
pub(crate) fn boundary() -> Result<String, RequestError> {
    let bits = u128::from_be_bytes(idempotency::random()?);
    Ok(format!("{bits:032x}"))
}

/// Encodes parameters. As in a form, a list or an object without entries sends nothing.
pub(crate) fn encode(params: &Params, boundary: &str) -> Result<Body, RequestError> {
    let mut out = Multipart {
        boundary,
        text: String::new(),
        body: Body::default(),
    };
    flatten(params, &mut out)?;
    out.text.extend(["--", boundary, "--\r\n"]);
    out.body.push_bytes(out.text);
    Ok(out.body)
}

struct Multipart<'a> {
    boundary: &'a str,
    /// The text after the last file.
    text: String,
    body: Body,
}

impl Pairs for Multipart<'_> {
    type Error = RequestError;

    fn name(out: &mut String, part: &str) {
        out.push_str(part);
    }

    fn pair(&mut self, name: &str, value: Leaf<'_>) -> Result<(), RequestError> {
        match value {
            Leaf::Text(text) => self.field(name, text),
            Leaf::Integer(number) => self.field(name, &number.to_string()),
            Leaf::File(upload) => self.file(name, upload)?,
        }
        Ok(())
    }
}

impl Multipart<'_> {
    fn field(&mut self, name: &str, value: &str) {
        self.head(name);
        self.text.extend(["\"\r\n\r\n", value, "\r\n"]);
    }

    fn file(&mut self, name: &str, upload: &Upload) -> Result<(), RequestError> {
        let media_type = upload.media_type();
        let printable = media_type.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if !printable || media_type.trim().is_empty() {
            return Err(RequestError::Header("content-type".to_owned()));
        }
        self.head(name);
        self.text.push_str("\"; filename=\"");
        quote(&mut self.text, upload.file_name());
        self.text
            .extend(["\"\r\nContent-Type: ", media_type, "\r\n\r\n"]);
        self.body.push_bytes(std::mem::take(&mut self.text));
        self.body.push_file(name, upload.clone());
        self.text.push_str("\r\n");
        Ok(())
    }

    fn head(&mut self, name: &str) {
        self.text.extend(["--", self.boundary, "\r\n"]);
        self.text
            .push_str("Content-Disposition: form-data; name=\"");
        quote(&mut self.text, name);
    }
}

/// A name within quotation marks, as browsers and Stripe's own libraries write it.
fn quote(out: &mut String, name: &str) {
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' => out.push_str("%22"),
            '\r' => {
                characters.next_if_eq(&'\n');
                out.push(' ');
            }
            '\n' => out.push(' '),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;
    use crate::params::Value;

    fn sent(params: &Params) -> String {
        let mut text = String::new();
        let body = encode(params, "b0").unwrap();
        let mut reader = body.open().unwrap();
        reader.read_to_string(&mut text).unwrap();
        assert_eq!(reader.length(), Some(text.len() as u64));
        text
    }

    #[test]
    fn exact_bytes() {
        let file = Upload::bytes("receipt.pdf", &b"%PDF-1.7\r\n--b0"[..]);
        let link = Params::new()
            .set("create", true)
            .set("expires_at", 1_700_000_000)
            .set("metadata", Value::text_map([("order id", "6 & 7=ü")]));
        let params = Params::new()
            .set("purpose", Value::Keyword("dispute_evidence".into()))
            .set("file", file.content_type("application/pdf"))
            .set("file_link_data", link)
            .set("expand", Value::texts(["links", "links.data.file"]));
        assert_eq!(
            sent(&params),
            "--b0\r\n\
             Content-Disposition: form-data; name=\"expand[0]\"\r\n\r\n\
             links\r\n\
             --b0\r\n\
             Content-Disposition: form-data; name=\"expand[1]\"\r\n\r\n\
             links.data.file\r\n\
             --b0\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"receipt.pdf\"\r\n\
             Content-Type: application/pdf\r\n\r\n\
             %PDF-1.7\r\n--b0\r\n\
             --b0\r\n\
             Content-Disposition: form-data; name=\"file_link_data[create]\"\r\n\r\n\
             true\r\n\
             --b0\r\n\
             Content-Disposition: form-data; name=\"file_link_data[expires_at]\"\r\n\r\n\
             1700000000\r\n\
             --b0\r\n\
             Content-Disposition: form-data; name=\"file_link_data[metadata][order id]\"\r\n\r\n\
             6 & 7=ü\r\n\
             --b0\r\n\
             Content-Disposition: form-data; name=\"purpose\"\r\n\r\n\
             dispute_evidence\r\n\
             --b0--\r\n"
        );
    }

    #[test]
    fn nothing_to_send() {
        assert_eq!(sent(&Params::new()), "--b0--\r\n");
        let empty = Params::new()
            .set("list", Value::texts(Vec::<String>::new()))
            .set("map", Params::new());
        assert_eq!(sent(&empty), "--b0--\r\n");
    }

    #[test]
    fn unset_is_empty() {
        let params = Params::new().unset("a").set("n", Value::list([1, 2]));
        assert_eq!(
            sent(&params),
            "--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n\
             --b0\r\nContent-Disposition: form-data; name=\"n[0]\"\r\n\r\n1\r\n\
             --b0\r\nContent-Disposition: form-data; name=\"n[1]\"\r\n\r\n2\r\n\
             --b0--\r\n"
        );
    }

    #[test]
    fn names_cannot_break_out() {
        let upload = Upload::bytes("a\"b\r\nc\rd\n\u{fc}%22.txt", "x");
        let params = Params::new()
            .set("file", upload)
            .set("metadata", Value::text_map([("k\"\r\nX: y", "v\r\nw\"")]));
        assert_eq!(
            sent(&params),
            "--b0\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"a%22b c d ü%22.txt\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n\
             x\r\n\
             --b0\r\n\
             Content-Disposition: form-data; name=\"metadata[k%22 X: y]\"\r\n\r\n\
             v\r\nw\"\r\n\
             --b0--\r\n"
        );
        for bad in ["", " ", "a\r\nX: y", "é"] {
            let params = Params::new().set("file", Upload::bytes("a", "x").content_type(bad));
            let error = encode(&params, "b0").unwrap_err();
            assert_eq!(error, RequestError::Header("content-type".to_owned()));
        }
    }

    #[test]
    fn boundaries_are_random() {
        let one = boundary().unwrap();
        assert_eq!(one.len(), 32);
        assert!(one.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert_ne!(one, boundary().unwrap());
    }
}
