//! The body of a request: bytes, with files between them that are read while they are sent.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};

use bytes::Bytes;
use thiserror::Error as ThisError;

use crate::params::{Opened, Upload};

/// The longest piece of a file that is kept in memory, in bytes.
const PIECE: usize = 64 << 10;

/// The body of a request.
///
/// Most bodies are [bytes in memory](Self::as_bytes). The body of an upload is [read](Self::open) from its files,
/// again for each attempt.
#[derive(Clone, Default)]
pub struct Body {
    parts: Vec<Part>,
}

#[derive(Clone)]
enum Part {
    Memory(Bytes),
    /// The value of a parameter.
    File(String, Upload),
}

impl Body {
    pub(crate) fn push_bytes(&mut self, bytes: impl Into<Bytes>) {
        let bytes = bytes.into();
        if !bytes.is_empty() {
            self.parts.push(Part::Memory(bytes));
        }
    }

    pub(crate) fn push_file(&mut self, parameter: &str, upload: Upload) {
        self.parts.push(Part::File(parameter.to_owned(), upload));
    }

    /// The whole body, if it is in memory.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self.parts.as_slice() {
            [] => Some(&[]),
            [Part::Memory(bytes)] => Some(bytes),
            _ => None,
        }
    }

    /// [`as_bytes`](Self::as_bytes) by value; the body itself if it is not in memory.
    #[cfg(feature = "async")]
    pub(crate) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.parts.as_slice() {
            [] => Ok(Bytes::new()),
            [Part::Memory(bytes)] => Ok(bytes.clone()),
            _ => Err(self),
        }
    }

    /// Whether the body is empty.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether the body can be opened more than once. A request whose body cannot is not retried.
    pub fn is_repeatable(&self) -> bool {
        self.parts.iter().all(|part| match part {
            Part::Memory(_) => true,
            Part::File(_, upload) => upload.is_repeatable(),
        })
    }

    /// Opens the files of the body. This may block, and so may reading.
    ///
    /// # Errors
    ///
    /// When a file cannot be opened.
    pub fn open(&self) -> io::Result<BodyReader> {
        let mut length = Some(0_u64);
        let mut parts = VecDeque::with_capacity(self.parts.len());
        for part in &self.parts {
            let (more, part) = match part {
                Part::Memory(bytes) => (
                    u64::try_from(bytes.len()).ok(),
                    OpenPart::Memory(bytes.clone()),
                ),
                Part::File(parameter, upload) => {
                    let file = upload
                        .open()
                        .map_err(|error| unreadable(parameter, error))?;
                    (file.length, OpenPart::File(parameter.clone(), file))
                }
            };
            length = length
                .zip(more)
                .and_then(|(length, more)| length.checked_add(more));
            parts.push_back(part);
        }
        Ok(BodyReader { parts, length })
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        let mut body = Self::default();
        body.push_bytes(bytes);
        body
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

/// The bytes are not shown.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_list();
        for part in &self.parts {
            match part {
                Part::Memory(bytes) => out.entry(&format_args!("{} bytes", bytes.len())),
                Part::File(_, upload) => out.entry(upload),
            };
        }
        out.finish()
    }
}

/// A body that is being sent.
pub struct BodyReader {
    parts: VecDeque<OpenPart>,
    length: Option<u64>,
}

enum OpenPart {
    Memory(Bytes),
    File(String, Opened),
}

impl BodyReader {
    /// The total number of bytes, if known, for the header `Content-Length`. The reader yields exactly that many
    /// bytes, or an error.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Whether all bytes were read. False for a file whose end was not read yet.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn is_drained(&self) -> bool {
        let is_empty =
            |part: &OpenPart| matches!(part, OpenPart::Memory(bytes) if bytes.is_empty());
        self.parts.iter().all(is_empty)
    }

    /// The next piece if it is in memory, without any reading.
    pub fn next_in_memory(&mut self) -> Option<Bytes> {
        while let Some(part) = self.parts.front_mut() {
            match part {
                OpenPart::Memory(bytes) if bytes.is_empty() => {}
                OpenPart::Memory(bytes) => return Some(bytes.split_to(PIECE.min(bytes.len()))),
                OpenPart::File(_, file) => return file.share(PIECE),
            }
            self.parts.pop_front();
        }
        None
    }

    /// The next piece; `None` at the end. This may block.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, or is not of the length that it was to have.
    pub fn next_piece(&mut self) -> io::Result<Option<Bytes>> {
        if let Some(bytes) = self.next_in_memory() {
            return Ok(Some(bytes));
        }
        if self.parts.is_empty() {
            return Ok(None);
        }
        let mut piece = vec![0; PIECE];
        let read = self.read(&mut piece)?;
        piece.truncate(read);
        Ok(Some(Bytes::from(piece)).filter(|piece| !piece.is_empty()))
    }
}

impl Read for BodyReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while let Some(part) = self.parts.front_mut() {
            let read = match part {
                OpenPart::Memory(bytes) => {
                    let read = bytes.as_ref().read(buffer)?;
                    drop(bytes.split_to(read));
                    read
                }
                OpenPart::File(parameter, file) => file
                    .read(buffer)
                    .map_err(|error| unreadable(parameter, error))?,
            };
            if read > 0 {
                return Ok(read);
            }
            self.parts.pop_front();
        }
        Ok(0)
    }
}

impl fmt::Debug for BodyReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyReader")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

/// A file that could not be sent. The transports look for it in the errors of HTTP libraries.
#[derive(Debug, ThisError)]
#[error("the file for `{parameter}` cannot be sent: {source}")]
struct Unreadable {
    parameter: String,
    source: io::Error,
}

fn unreadable(parameter: &str, source: io::Error) -> io::Error {
    let kind = source.kind();
    let parameter = parameter.to_owned();
    io::Error::new(kind, Unreadable { parameter, source })
}

/// Whether the body of the request caused an error, rather than the network.
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) fn is_unreadable(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let wrapped = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        if error.is::<Unreadable>() || wrapped.is_some_and(|error| error.is::<Unreadable>()) {
            return true;
        }
        next = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_file(upload: Upload) -> Body {
        let mut body = Body::from(b"<".to_vec());
        body.push_file("file", upload);
        body.push_bytes(&b">"[..]);
        body
    }

    #[test]
    fn bytes_in_memory_are_there_without_reading() {
        assert_eq!(Body::default().as_bytes(), Some(&b""[..]));
        assert!(Body::from(Vec::new()).is_empty());
        assert_eq!(Body::from(b"abc".to_vec()).as_bytes(), Some(&b"abc"[..]));
        assert_eq!(with_file(Upload::bytes("a", "b")).as_bytes(), None);
    }

    #[test]
    fn files_are_read_between_the_bytes() {
        let long = "x".repeat(3 * PIECE + 1);
        let copy = long.clone();
        let source = move || Ok(io::Cursor::new(copy.clone()));
        for upload in [
            Upload::bytes("a", long.clone()),
            Upload::source("a", Some(long.len() as u64), source),
        ] {
            let body = with_file(upload);
            let expected = format!("<{long}>");
            let mut text = String::new();
            let mut reader = body.open().unwrap();
            assert_eq!(reader.length(), Some(expected.len() as u64));
            reader.read_to_string(&mut text).unwrap();
            assert!(text == expected);

            let mut pieces = Vec::new();
            let mut reader = body.open().unwrap();
            while let Some(piece) = reader.next_piece().unwrap() {
                assert!(piece.len() <= PIECE);
                pieces.extend_from_slice(&piece);
            }
            assert!(pieces == expected.as_bytes());
        }
    }

    #[test]
    fn an_unknown_length_is_not_guessed() {
        let body = with_file(Upload::reader("a", None, &b"abc"[..]));
        assert!(!body.is_repeatable());
        assert_eq!(body.open().unwrap().length(), None);
        let error = body.open().unwrap_err().to_string();
        assert!(
            error.starts_with("the file for `file` cannot be sent: "),
            "{error}"
        );
    }

    #[test]
    fn an_empty_file_ends_nothing() {
        let mut text = String::new();
        let body = with_file(Upload::reader("a", None, &b""[..]));
        body.open().unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "<>");
        let body = with_file(Upload::bytes("a", ""));
        let mut reader = body.open().unwrap();
        let mut text = Vec::new();
        while let Some(piece) = reader.next_piece().unwrap() {
            text.extend_from_slice(&piece);
        }
        assert_eq!(text, b"<>");
    }

    #[test]
    fn debug_shows_no_bytes() {
        let shown = format!("{:?}", with_file(Upload::bytes("hush", "hush")));
        assert!(
            shown.contains("1 bytes") && !shown.contains("hush"),
            "{shown}"
        );
    }
}
