//! Files to upload.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

/// A file to upload: its name, its media type if known, and the source of its bytes.
///
/// Nothing is opened or read before the request is sent, and at most 64 KiB are in memory at a time, unless the file
/// is. `Debug` hides the name and the bytes.
///
/// ```
/// use stripe_client::params::Upload;
///
/// let from_disk = Upload::path("evidence/receipt.pdf").content_type("application/pdf");
/// let from_memory = Upload::bytes("receipt.txt", "paid in full");
/// ```
///
/// Two files are equal if their names and types are, and they are the same bytes in memory, the same path, or clones
/// of the same reader or source.
#[derive(Clone)]
pub struct Upload {
    name: String,
    content_type: Option<String>,
    source: Source,
    progress: Option<Arc<dyn Fn(Progress) + Send + Sync>>,
}

type Reader = Box<dyn Read + Send>;

#[derive(Clone)]
enum Source {
    Memory(Bytes),
    /// And whether it was opened, if it is a pipe or a device: its bytes are gone once they were read.
    Path(PathBuf, Arc<AtomicBool>),
    Open(
        Option<u64>,
        Arc<dyn Fn() -> io::Result<Reader> + Send + Sync>,
    ),
    /// Empty once it was read.
    Once(Option<u64>, Arc<Mutex<Option<Reader>>>),
}

/// The progress of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The number of bytes that were passed to the connection. It starts again with each attempt.
    pub sent: u64,
    /// The length of the file in bytes, if known.
    pub total: Option<u64>,
}

impl Upload {
    /// A file on disk. It is opened when the request is sent. Its name is the last part of the path. A pipe or a device is
    /// read once, as a [reader](Self::reader) is.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = match path.file_name() {
            Some(name) => name.to_string_lossy().into_owned(),
            None => "file".to_owned(),
        };
        Self::new(name, Source::Path(path, Arc::default()))
    }

    /// Bytes in memory. They are shared, not copied, when the request is cloned.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self::new(name, Source::Memory(bytes.into()))
    }

    /// The bytes of a reader. It is read once: a request with it is not retried, and neither it nor its clones can be
    /// sent again.
    ///
    /// If a length is given, the reader must yield exactly that many bytes, or sending fails. Without one the body is
    /// sent in chunks. The async client reads on a thread for blocking work, so an `AsyncRead` works too, in
    /// tokio-util's `SyncIoBridge`. The blocking client reads on the caller's thread, and enforces timeouts between reads.
    pub fn reader(
        name: impl Into<String>,
        length: Option<u64>,
        reader: impl Read + Send + 'static,
    ) -> Self {
        let reader: Reader = Box::new(reader);
        Self::new(
            name,
            Source::Once(length, Arc::new(Mutex::new(Some(reader)))),
        )
    }

    /// The bytes of the readers that `open` returns, a new one for each attempt. All must yield the same bytes. For
    /// the length see [`reader`](Self::reader).
    pub fn source<R: Read + Send + 'static>(
        name: impl Into<String>,
        length: Option<u64>,
        open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self {
        let open = move || Ok(Box::new(open()?) as Reader);
        Self::new(name, Source::Open(length, Arc::new(open)))
    }

    fn new(name: impl Into<String>, source: Source) -> Self {
        Self {
            name: name.into(),
            content_type: None,
            source,
            progress: None,
        }
    }

    /// Sets the name of the file.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The media type, such as `image/png`. Default: `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Calls `report` for each piece of the file that is passed to the connection. It should return fast, because the
    /// next piece waits for it.
    #[must_use]
    pub fn on_progress(mut self, report: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(report));
        self
    }

    /// Whether the file can be read more than once, so that a request with it can be retried.
    pub fn is_repeatable(&self) -> bool {
        match &self.source {
            // A file that cannot be looked at cannot be opened either, which says why.
            Source::Path(path, _) => fs::metadata(path).is_ok_and(|about| about.is_file()),
            Source::Once(..) => false,
            Source::Memory(_) | Source::Open(..) => true,
        }
    }

    pub(crate) fn file_name(&self) -> &str {
        &self.name
    }

    pub(crate) fn media_type(&self) -> &str {
        let given = self.content_type.as_deref();
        given.unwrap_or("application/octet-stream")
    }

    /// Opens the file for one attempt.
    pub(crate) fn open(&self) -> io::Result<Opened> {
        let (content, length) = match &self.source {
            Source::Memory(bytes) => {
                let length = u64::try_from(bytes.len()).ok();
                (Content::Memory(bytes.clone()), length)
            }
            Source::Path(path, was_opened) => {
                let is_file = fs::metadata(path)?.is_file();
                // Before it is opened: a named pipe waits for another writer.
                if !is_file && was_opened.swap(true, Ordering::Relaxed) {
                    return Err(read_already());
                }
                let file = File::open(path)?;
                let length = match is_file {
                    true => Some(file.metadata()?.len()),
                    false => None,
                };
                (Content::Reader(Box::new(file)), length)
            }
            Source::Open(length, open) => (Content::Reader(open()?), *length),
            Source::Once(length, reader) => {
                let mut reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
                let reader = reader.take().ok_or_else(read_already)?;
                (Content::Reader(reader), *length)
            }
        };
        Ok(Opened {
            content,
            sent: 0,
            length,
            progress: self.progress.clone(),
        })
    }
}

fn read_already() -> io::Error {
    io::Error::other("its bytes were read already, and cannot be read again")
}

impl From<&Path> for Upload {
    fn from(path: &Path) -> Self {
        Self::path(path)
    }
}

impl From<PathBuf> for Upload {
    fn from(path: PathBuf) -> Self {
        Self::path(path)
    }
}

impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        let same_source = match (&self.source, &other.source) {
            (Source::Memory(one), Source::Memory(two)) => one == two,
            (Source::Path(one, _), Source::Path(two, _)) => one == two,
            (Source::Open(_, one), Source::Open(_, two)) => Arc::ptr_eq(one, two),
            (Source::Once(_, one), Source::Once(_, two)) => Arc::ptr_eq(one, two),
            _ => false,
        };
        same_source && self.name == other.name && self.media_type() == other.media_type()
    }
}

impl Eq for Upload {}

/// Hides the name and the path, which may be personal data.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = match &self.source {
            Source::Memory(_) => "memory",
            Source::Path(..) => "path",
            Source::Open(..) => "source",
            Source::Once(..) => "reader",
        };
        f.debug_struct("Upload")
            .field("content_type", &self.media_type())
            .field("from", &format_args!("{source}"))
            .finish_non_exhaustive()
    }
}

/// A file that is being sent.
pub(crate) struct Opened {
    content: Content,
    sent: u64,
    pub(crate) length: Option<u64>,
    progress: Option<Arc<dyn Fn(Progress) + Send + Sync>>,
}

enum Content {
    Memory(Bytes),
    Reader(Reader),
}

impl Opened {
    /// The next piece, at most this long, where it can be had without copying it.
    pub(crate) fn share(&mut self, at_most: usize) -> Option<Bytes> {
        match &mut self.content {
            Content::Memory(bytes) if !bytes.is_empty() => {
                let piece = bytes.split_to(at_most.min(bytes.len()));
                self.count(piece.len());
                Some(piece)
            }
            _ => None,
        }
    }

    /// Counts the bytes that were read, and reports them.
    fn count(&mut self, read: usize) {
        self.sent = self
            .sent
            .saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        if let Some(report) = &self.progress
            && read > 0
        {
            report(Progress {
                sent: self.sent,
                total: self.length,
            });
        }
    }
}

/// A file of another length than announced would break the request, so it is an error.
impl Read for Opened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let read = match &mut self.content {
            Content::Memory(bytes) => {
                let read = bytes.as_ref().read(buffer)?;
                drop(bytes.split_to(read));
                read
            }
            Content::Reader(reader) => loop {
                match reader.read(buffer) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    result => break result?,
                }
            },
        };
        let sent = self
            .sent
            .saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        match self.length {
            Some(length) if sent > length => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("it is longer than the {length} bytes that it was to have"),
            )),
            Some(length) if read == 0 && sent < length => Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                format!("it ends after {sent} of {length} bytes"),
            )),
            _ => {
                self.count(read);
                Ok(read)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    fn read(upload: &Upload) -> Result<String, String> {
        let mut text = String::new();
        let mut opened = upload.open().map_err(|error| error.to_string())?;
        match opened.read_to_string(&mut text) {
            Ok(_) => Ok(text),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn every_source_gives_its_bytes() {
        let path = std::env::temp_dir().join(format!("upload-{}.txt", std::process::id()));
        let upload = Upload::path(&path);
        assert!(read(&upload).is_err(), "nothing is there yet");
        std::fs::write(&path, "abc").unwrap();
        for again in 0..2 {
            assert!(upload.is_repeatable());
            assert_eq!(read(&upload).unwrap(), "abc", "{again}");
        }
        assert_eq!(upload.open().unwrap().length, Some(3));
        assert!(upload.file_name().starts_with("upload-"));
        std::fs::remove_file(&path).unwrap();

        assert_eq!(read(&Upload::bytes("a", vec![b'x'; 3])).unwrap(), "xxx");
        let source = Upload::source("a", None, || Ok(&b"abc"[..]));
        assert_eq!(read(&source), read(&source.clone()));
        assert!(source.is_repeatable());
    }

    #[test]
    fn a_reader_is_read_once() {
        let upload = Upload::reader("a", None, &b"abc"[..]);
        let clone = upload.clone();
        assert!(!clone.is_repeatable());
        assert_eq!(read(&upload).unwrap(), "abc");
        assert!(read(&clone).unwrap_err().contains("read already"));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_read_once() {
        let upload = Upload::path("/dev/null");
        let clone = upload.clone();
        assert!(!clone.is_repeatable());
        assert_eq!(read(&upload).unwrap(), "");
        assert!(read(&clone).unwrap_err().contains("read already"));
        assert!(read(&Upload::path("/dev/null")).is_ok());
    }

    #[test]
    fn another_length_than_was_said_is_an_error() {
        let of = |length| read(&Upload::reader("a", Some(length), &b"abc"[..]));
        assert_eq!(of(3).unwrap(), "abc");
        assert_eq!(of(4).unwrap_err(), "it ends after 3 of 4 bytes");
        assert!(of(2).unwrap_err().contains("longer than the 2 bytes"));
        assert_eq!(read(&Upload::reader("a", Some(0), &b""[..])).unwrap(), "");
    }

    #[test]
    fn equality() {
        let bytes = || Upload::bytes("a", "abc");
        assert_eq!(bytes(), bytes().on_progress(drop));
        assert_eq!(bytes(), bytes().content_type("application/octet-stream"));
        assert_ne!(bytes(), bytes().name("b"));
        assert_ne!(bytes(), bytes().content_type("text/plain"));
        assert_eq!(Upload::path("x/a"), Upload::from(Path::new("x/a")));
        assert_ne!(Upload::path("x/a"), Upload::path("y/a"));
        let reader = || Upload::reader("a", None, &b"abc"[..]);
        let one = reader();
        assert_eq!(one, one.clone());
        assert_ne!(one, reader());
    }

    #[test]
    fn neither_names_nor_bytes_are_shown() {
        for upload in [
            Upload::bytes("hush", "hush"),
            Upload::path("hush/hush").content_type("image/png"),
        ] {
            let shown = format!("{upload:?}");
            assert!(!shown.contains("hush"), "{shown}");
        }
    }

    #[test]
    fn progress_is_reported() {
        let sum = Arc::new(AtomicU64::new(0));
        let told = Arc::clone(&sum);
        let upload = Upload::source("a", Some(6), || Ok((&b"abc"[..]).chain(&b"def"[..])))
            .on_progress(move |progress| {
                assert_eq!(progress.total, Some(6));
                told.fetch_add(progress.sent, Ordering::Relaxed);
            });
        assert_eq!(read(&upload).unwrap(), "abcdef");
        assert_eq!(sum.load(Ordering::Relaxed), 3 + 6);
    }
}
