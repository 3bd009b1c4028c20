//! JSON pointers (RFC 6901), owned and borrowed.

use std::fmt;

use serde_json::Value;

/// A JSON pointer into a document, shown as `#/paths/~1v1~1refunds/post`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(Vec<String>);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Goes one step down: to a key of an object, or to an item of a list by its number.
    pub fn push(&mut self, segment: impl Into<String>) {
        self.0.push(segment.into());
    }

    /// The place one step down from here.
    #[must_use]
    pub fn child(&self, segment: impl Into<String>) -> Self {
        self.clone().and(segment.into())
    }

    fn and(mut self, segment: String) -> Self {
        self.0.push(segment);
        self
    }

    /// The steps from the root, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The value that it points to.
    pub fn find<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        document.pointer(self.to_string().strip_prefix('#')?)
    }

    /// The value that it points to, to be changed.
    pub fn find_mut<'a>(&self, document: &'a mut Value) -> Option<&'a mut Value> {
        document.pointer_mut(self.to_string().strip_prefix('#')?)
    }

    /// The place one step up, and the last step; `None` at the root.
    pub fn split_last(mut self) -> Option<(Self, String)> {
        let last = self.0.pop()?;
        Some((self, last))
    }

    /// Parses the output of `Display`. `None` for text that is not a pointer into the same document.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('#')?;
        if rest.is_empty() {
            return Some(Self::root());
        }
        let segments = rest.strip_prefix('/')?.split('/');
        segments.map(unescape).collect::<Option<_>>().map(Self)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#")?;
        for segment in &self.0 {
            write!(f, "/{}", escaped(segment))?;
        }
        Ok(())
    }
}

/// A step of a pointer as text.
#[must_use]
pub fn escaped(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

/// Undoes the escapes `~0` and `~1`. Any other `~` is malformed.
fn unescape(segment: &str) -> Option<String> {
    let mut parts = segment.split('~');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (character, rest) = match part.strip_prefix('0') {
            Some(rest) => ('~', rest),
            None => ('/', part.strip_prefix('1')?),
        };
        text.push(character);
        text.push_str(rest);
    }
    Some(text)
}

/// A pointer on the stack, for walks through a document: only problems need an owned one.
#[derive(Clone, Copy, Debug)]
pub enum Path<'a> {
    /// The whole document.
    Root,
    /// A key of an object.
    Key(&'a Path<'a>, &'a str),
    /// An item of a list.
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    /// The place of a key of the object here.
    pub fn key(&'a self, key: &'a str) -> Self {
        Self::Key(self, key)
    }

    /// The place of an item of the list here.
    pub fn index(&'a self, index: usize) -> Self {
        Self::Index(self, index)
    }

    /// The last step, unless it is the root or a number.
    pub fn last_key(&self) -> Option<&'a str> {
        match self {
            Self::Key(_, key) => Some(key),
            _ => None,
        }
    }

    /// The owned pointer.
    pub fn pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::root(),
            Self::Key(parent, key) => parent.pointer().and((*key).to_owned()),
            Self::Index(parent, index) => parent.pointer().and(index.to_string()),
        }
    }
}

impl From<Path<'_>> for Pointer {
    fn from(path: Path<'_>) -> Self {
        path.pointer()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_reads_back() {
        let mut pointer = Pointer::root();
        assert_eq!(pointer.to_string(), "#");
        for segment in ["paths", "/v1/a~b", "", "~1"] {
            pointer.push(segment);
        }
        assert_eq!(pointer.to_string(), "#/paths/~1v1~1a~0b//~01");
        assert_eq!(Pointer::parse(&pointer.to_string()), Some(pointer));
    }

    #[test]
    fn refuses_what_is_not_a_pointer() {
        for text in ["", "/a", "a.yaml#/a", "#a", "#/~2", "#/~"] {
            assert_eq!(Pointer::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_path_becomes_the_same_pointer() {
        let (root, list) = (Path::Root, Path::Key(&Path::Root, "servers"));
        assert_eq!(
            list.index(3).key("url").pointer().to_string(),
            "#/servers/3/url"
        );
        assert_eq!(root.pointer(), Pointer::root());
    }
}
