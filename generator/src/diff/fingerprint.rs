//! Fingerprints of changes: the same for the same change in any later report, whatever is reported beside it.

use super::change::{Change, ChangeKind};

/// FNV-1a, 64 bits: a hash that no release of the standard library changes.
struct Hash(u64);

impl Hash {
    fn add(&mut self, text: &str) {
        // No part contains this, so that two lists of parts never look alike.
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl Change {
    /// The fingerprint: of the kind, what it says of the two documents, the names and the places. Sentences, Rust and
    /// JSON pointers are not in it: they differ between versions of the generator and layouts of the document.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = Hash(0xcbf2_9ce4_8422_2325);
        hash.add(self.kind.as_str());
        let (old, new) = sides(&self.kind);
        for side in [old, new] {
            hash.add("side");
            side.into_iter().for_each(|part| hash.add(part));
        }
        hash.add("names");
        self.names.iter().for_each(|name| hash.add(name));
        hash.add("places");
        for site in &self.sites {
            hash.add(&site.path);
            hash.add(site.name.as_deref().unwrap_or_default());
        }
        format!("{:016x}", hash.0)
    }
}

/// What a kind says of each document.
fn sides(kind: &ChangeKind) -> (Vec<&str>, Vec<&str>) {
    match kind {
        ChangeKind::Version { old, new }
        | ChangeKind::Host { old, new }
        | ChangeKind::Renamed { old, new }
        | ChangeKind::Argument { old, new }
        | ChangeKind::OperationId { old, new }
        | ChangeKind::Reply { old, new }
        | ChangeKind::EventRetyped { old, new }
        | ChangeKind::Retyped { old, new }
        | ChangeKind::TypeAtPlace { old, new, .. } => (vec![old], vec![new]),
        ChangeKind::Moved { old, new, renamed } => {
            let (was, is) = renamed.as_ref().map(|(old, new)| (old, new)).unzip();
            let side = |one, other: Option<_>| std::iter::once(one).chain(other).collect();
            (
                side(old.as_str(), was.map(String::as_str)),
                side(new.as_str(), is.map(String::as_str)),
            )
        }
        ChangeKind::Transport { what, old, new } => (vec![what, old], vec![new]),
        ChangeKind::Resource { old, new } => (
            old.iter().map(String::as_str).collect(),
            new.iter().map(String::as_str).collect(),
        ),
        ChangeKind::Split { stay, leave } => (
            stay.iter().map(String::as_str).collect(),
            leave.iter().map(String::as_str).collect(),
        ),
        ChangeKind::OperationAdded
        | ChangeKind::OperationRemoved
        | ChangeKind::ObjectAdded
        | ChangeKind::ObjectRemoved
        | ChangeKind::EventAdded
        | ChangeKind::EventRemoved
        | ChangeKind::FieldAdded { .. }
        | ChangeKind::FieldRemoved
        | ChangeKind::Required(_)
        | ChangeKind::Optional(_)
        | ChangeKind::Null { .. }
        | ChangeKind::Clearable
        | ChangeKind::NotClearable
        | ChangeKind::ClearedBy
        | ChangeKind::ValueAdded(_)
        | ChangeKind::ValueRemoved(_)
        | ChangeKind::MemberAdded(_)
        | ChangeKind::MemberRemoved(_)
        | ChangeKind::Tag
        | ChangeKind::Deprecated
        | ChangeKind::Undeprecated => (Vec::new(), Vec::new()),
    }
}
