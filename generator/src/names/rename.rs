//! Renames: the only way in which a name changes.

use super::{Case, Holder, LONGEST, Ledger, Use, identifier, is_reserved};
use crate::suggest::closest;

/// A rename that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The place that has the name.
    pub place: String,
    /// Its path before.
    pub old: String,
    /// Its path now.
    pub new: String,
    /// Paths of the nested types, which keep their names.
    pub inside: Vec<String>,
}

/// Why a name cannot be changed as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenameFault {
    /// There is no such name.
    #[error("the ledger has no name `{name}`{}", suggestion(.likely))]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// Names that were likely meant.
        likely: Vec<String>,
    },
    /// The place has another name now.
    #[error("`{name}` was renamed before: its place `{place}` is now `{now}`")]
    Former {
        /// The name that was asked for.
        name: String,
        /// Its place.
        place: String,
        /// The name of the place.
        now: String,
    },
    /// The document no longer has the place.
    #[error("`{name}` is not in use: the document has no `{place}` since {version}")]
    Absent {
        /// The name that was asked for.
        name: String,
        /// Its place.
        place: String,
        /// The first version without it.
        version: String,
    },
    /// The new name is the old one.
    #[error("its name is `{0}` already")]
    Same(String),
    /// The new name is elsewhere.
    #[error("`{new}` is not in `{module}`: only the last part of a name can change")]
    Moved {
        /// The name that was asked for.
        new: String,
        /// Where it has to be.
        module: String,
    },
    /// The new name is not what Rust's conventions make of it.
    #[error("`{0}` is no name for {1}")]
    Illegal(String, &'static str),
    /// The new name is longer than those that the rule gives.
    #[error("`{0}` has more than {LONGEST} characters")]
    Long(String),
    /// Generated modules use the name for something else.
    #[error("`{0}` is what generated code uses for something else")]
    Reserved(String),
    /// Another place has the name, or had it.
    #[error("`{new}` is the name of {holder}: names are never given to another place")]
    Taken {
        /// The name that was asked for.
        new: String,
        /// Who has it.
        holder: String,
    },
}

fn suggestion(likely: &[String]) -> String {
    match likely {
        [] => "; names are whole paths, such as `objects::Refund` or `refunds.create`".to_owned(),
        _ => format!("; did you mean `{}`?", likely.join("` or `")),
    }
}

/// The separator of a path, and the parts before and after its last one.
fn parts(path: &str) -> (&'static str, &str, &str) {
    let separator = if path.contains("::") { "::" } else { "." };
    let (module, name) = path.rsplit_once(separator).unwrap_or(("", path));
    (separator, module, name)
}

impl Ledger {
    /// Gives the place of `old` the name `new`, and keeps `old` from all others. `new` may be the last part alone.
    ///
    /// Only this place is renamed. Types that are nested in it or share its definition have names of their own.
    ///
    /// # Errors
    ///
    /// All problems of the two names.
    pub fn rename(&mut self, old: &str, new: &str) -> Result<Renamed, Vec<RenameFault>> {
        let Some((place, _)) = self.iter().find(|(_, path)| *path == old) else {
            return Err(vec![self.unknown(old)]);
        };
        let place = place.to_owned();
        let (separator, module, _) = parts(old);
        let new = if new.contains(separator) {
            new.to_owned()
        } else {
            format!("{module}{separator}{new}")
        };
        let faults = self.faults(&place, old, &new);
        if !faults.is_empty() {
            return Err(faults);
        }
        self.replace(&place, &new);
        let below = format!("{place} ");
        let is_type = separator == "::";
        let inside = self.iter().filter(|(other, path)| {
            is_type
                && other.starts_with(&below)
                && path.contains("::")
                && self.absent_since(other).is_none()
        });
        let inside = inside.map(|(_, path)| path.to_owned()).collect();
        Ok(Renamed {
            place,
            old: old.to_owned(),
            new,
            inside,
        })
    }

    fn unknown(&self, name: &str) -> RenameFault {
        let name = name.to_owned();
        if let Some((_, holder)) = self.holders().find(|(path, _)| *path == name) {
            return RenameFault::Former {
                name,
                place: holder.place.to_owned(),
                now: self.path(holder.place).unwrap_or_default().to_owned(),
            };
        }
        let (_, _, last) = parts(&name);
        let paths = || self.iter().map(|(_, path)| path);
        let alike = paths().filter(|path| parts(path).2 == last).take(3);
        let mut likely: Vec<String> = alike.map(str::to_owned).collect();
        if likely.is_empty() {
            likely.extend(closest(&name, paths()).map(str::to_owned));
        }
        RenameFault::Unknown { likely, name }
    }

    fn faults(&self, place: &str, old: &str, new: &str) -> Vec<RenameFault> {
        if new == old {
            return vec![RenameFault::Same(old.to_owned())];
        }
        let mut faults = Vec::new();
        let text = new.to_owned();
        if let Some(version) = self.absent_since(place) {
            faults.push(RenameFault::Absent {
                name: old.to_owned(),
                place: place.to_owned(),
                version: version.to_owned(),
            });
        }
        let (separator, module, _) = parts(old);
        let (_, given, name) = parts(new);
        if given != module {
            faults.push(RenameFault::Moved {
                new: text.clone(),
                module: module.to_owned(),
            });
        }
        if separator == "::" {
            if !is_type_name(name) {
                faults.push(RenameFault::Illegal(name.to_owned(), "a type"));
            } else if is_reserved(name, Use::Item) || is_service(module, name) {
                faults.push(RenameFault::Reserved(name.to_owned()));
            }
        } else if name != identifier(name, Case::Snake) {
            faults.push(RenameFault::Illegal(name.to_owned(), "a method"));
        } else if is_reserved(name, Use::Operation) {
            faults.push(RenameFault::Reserved(name.to_owned()));
        }
        if name.len() > LONGEST {
            faults.push(RenameFault::Long(name.to_owned()));
        }
        let service = format!("{new}.");
        let takes = |path: &str, holder: &Holder<'_>| {
            let (_, module, name) = parts(path);
            let is_method = separator == "."
                && module == given
                && identifier(name, Case::Snake) == parts(new).2;
            (path == new || is_method || path.starts_with(&service)) && holder.place != place
        };
        if let Some((_, holder)) = self.holders().find(|(path, holder)| takes(path, holder)) {
            let holder = holder.to_string();
            faults.push(RenameFault::Taken { new: text, holder });
        }
        faults
    }
}

/// As Rust writes types, with nothing that would need an exception from its lints.
fn is_type_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
        && syn::parse_str::<syn::Ident>(name).is_ok()
}

/// Whether the service of a module has this name.
fn is_service(module: &str, name: &str) -> bool {
    let step = module.strip_prefix("services::").unwrap_or_default();
    let step = step.rsplit("::").next().unwrap_or_default();
    !step.is_empty() && name == identifier(step, Case::Pascal)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        for (place, path) in [
            ("POST /v1/refunds", "services::refunds::CreateRefund"),
            ("POST /v1/refunds ()", "refunds.create"),
            (
                "POST /v1/refunds reason",
                "services::refunds::CreateRefundReason",
            ),
            ("GET /v1/refunds ()", "refunds.list"),
            ("GET /v1/refunds/items ()", "refunds.items.list"),
            ("charge", "objects::Charge"),
            ("refund", "objects::Refund"),
            ("refund reason", "objects::RefundReason"),
            ("refund status", "objects::RefundStatus"),
            ("refund_old", "objects::RefundOld"),
        ] {
            let since = Ledger::default().release("2026-05-27.dahlia");
            ledger.give(place, path, &since);
        }
        ledger
    }

    #[track_caller]
    fn refused(old: &str, new: &str) -> String {
        let mut ledger = ledger();
        let before = ledger.clone();
        let faults = ledger.rename(old, new).unwrap_err();
        assert_eq!(ledger, before);
        let texts: Vec<_> = faults.iter().map(ToString::to_string).collect();
        texts.join("\n")
    }

    #[test]
    fn one_place_gets_another_name() {
        let mut ledger = ledger();
        let renamed = ledger.rename("objects::Refund", "Reimbursement").unwrap();
        assert_eq!(renamed.new, "objects::Reimbursement");
        let inside = ["objects::RefundReason", "objects::RefundStatus"];
        assert_eq!(renamed.inside, inside);
        assert_eq!(ledger.path("refund"), Some("objects::Reimbursement"));
        assert_eq!(ledger.path("refund reason"), Some("objects::RefundReason"));
        // What was its name is not free for another, but is for itself.
        let faults = ledger.rename("objects::Charge", "Refund").unwrap_err();
        assert!(
            faults[0]
                .to_string()
                .contains("`refund`, before it was renamed")
        );
        let faults = ledger.rename("objects::Refund", "Other").unwrap_err();
        assert!(
            faults[0]
                .to_string()
                .contains("is now `objects::Reimbursement`")
        );
        ledger
            .rename("objects::Reimbursement", "objects::Refund")
            .unwrap();
        assert_eq!(ledger.path("refund"), Some("objects::Refund"));
    }

    #[test]
    fn operations_are_renamed_alike() {
        let mut ledger = ledger();
        let renamed = ledger.rename("refunds.create", "refunds.make").unwrap();
        assert_eq!(
            (renamed.new.as_str(), renamed.inside.len()),
            ("refunds.make", 0)
        );
        let renamed = ledger
            .rename("services::refunds::CreateRefund", "MakeRefund")
            .unwrap();
        assert_eq!(renamed.inside, ["services::refunds::CreateRefundReason"]);
    }

    #[test]
    fn what_cannot_be_a_name_is_refused() {
        for (old, new, expected) in [
            ("Refund", "Other", "did you mean `objects::Refund`?"),
            (
                "objects::Refnud",
                "Other",
                "did you mean `objects::Refund`?",
            ),
            ("nothing", "Other", "names are whole paths"),
            ("objects::Refund", "Refund", "already"),
            ("objects::Refund", "values::Refund2", "not in `objects`"),
            ("objects::Refund", "refund2", "no name for a type"),
            ("objects::Refund", "Re_fund", "no name for a type"),
            ("objects::Refund", "Self", "no name for a type"),
            ("objects::Refund", "Vec", "something else"),
            ("objects::Refund", "Charge", "the name of `charge`"),
            (
                "services::refunds::CreateRefund",
                "Refunds",
                "something else",
            ),
            ("refunds.create", "charges.create", "not in `refunds`"),
            ("refunds.create", "Make", "no name for a method"),
            ("refunds.create", "type", "no name for a method"),
            ("refunds.create", "into", "something else"),
            ("refunds.create", "list", "the name of `GET /v1/refunds ()`"),
            (
                "refunds.create",
                "items",
                "the name of `GET /v1/refunds/items ()`",
            ),
        ] {
            let text = refused(old, new);
            assert!(text.contains(expected), "{old} {new}: {text}");
        }
        let long = format!("L{}", "o".repeat(LONGEST));
        assert!(refused("objects::Refund", &long).contains("more than 80"));
        // All at once.
        assert_eq!(
            refused("objects::Refund", &format!("other::x{long}"))
                .lines()
                .count(),
            3
        );
    }

    #[test]
    fn absent_places_keep_their_names() {
        let mut ledger = ledger();
        let has = ["charge".to_owned()].into_iter().collect();
        ledger.mark(&has, "2026-08-01.elm");
        let faults = ledger.rename("objects::Refund", "Other").unwrap_err();
        assert!(faults[0].to_string().contains("since 2026-08-01.elm"));
        let faults = ledger.rename("objects::Charge", "Refund").unwrap_err();
        assert!(faults[0].to_string().contains("the name of `refund`"));
    }
}
