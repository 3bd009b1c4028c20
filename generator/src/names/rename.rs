//! Renames: the only way in which a name changes.

use super::types::module_name;
use super::{Case, LONGEST, Ledger, Names, Since, Use, identifier, is_reserved};
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
    /// Paths that change with it, before and after: those of what is inside, and of the request of an operation.
    pub moved: Vec<(String, String)>,
}

/// Why a name cannot be changed as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenameFault {
    /// There is no such name.
    #[error("the client has no name `{name}`{}", suggestion(.likely))]
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

/// All names that can be changed: the path of each place, as the ledger writes both.
fn paths(names: &Names) -> impl Iterator<Item = (String, String)> {
    let types = names.types();
    let types = types.map(|(place, path)| (place.to_string(), path.to_string()));
    types.chain(names.of_operations())
}

impl Ledger {
    /// Gives the place of `old` the name `new`, and keeps `old` from all others. `new` may be the last part alone.
    ///
    /// # Errors
    ///
    /// All problems of the two names.
    pub(crate) fn rename(
        &mut self,
        names: &Names,
        version: &str,
        old: &str,
        new: &str,
    ) -> Result<Renamed, Vec<RenameFault>> {
        let mut all = paths(names);
        let Some((place, _)) = all.find(|(_, path)| path == old) else {
            return Err(vec![self.unknown(names, old)]);
        };
        let (separator, module, _) = parts(old);
        let new = if new.contains(separator) {
            new.to_owned()
        } else {
            format!("{module}{separator}{new}")
        };
        let faults = self.faults(names, &place, old, &new);
        if !faults.is_empty() {
            return Err(faults);
        }
        self.give(&place, old, &Since::first(version));
        self.replace(&place, &new);
        Ok(Renamed {
            place,
            old: old.to_owned(),
            new,
            moved: Vec::new(),
        })
    }

    fn unknown(&self, names: &Names, name: &str) -> RenameFault {
        let name = name.to_owned();
        if let Some((_, holder)) = self.holders().find(|(path, _)| *path == name) {
            let place = holder.place.to_owned();
            return match self.absent_since(&place) {
                Some(version) if !holder.renamed => RenameFault::Absent {
                    version: version.to_owned(),
                    name,
                    place,
                },
                _ => RenameFault::Former {
                    now: self.path(&place).unwrap_or_default().to_owned(),
                    name,
                    place,
                },
            };
        }
        let (_, _, last) = parts(&name);
        let all: Vec<String> = paths(names).map(|(_, path)| path).collect();
        let alike = all.iter().filter(|path| parts(path).2 == last).take(3);
        let mut likely: Vec<String> = alike.cloned().collect();
        if likely.is_empty() {
            likely.extend(closest(&name, all.iter().map(String::as_str)).map(str::to_owned));
        }
        RenameFault::Unknown { likely, name }
    }

    fn faults(&self, names: &Names, place: &str, old: &str, new: &str) -> Vec<RenameFault> {
        if new == old {
            return vec![RenameFault::Same(old.to_owned())];
        }
        let mut faults = Vec::new();
        let text = new.to_owned();
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
        let takes = |path: &str, holder: &str| {
            let (_, module, name) = parts(path);
            let is_alike = module == given
                && match separator {
                    "." => identifier(name, Case::Snake) == parts(new).2,
                    _ => module_name(name) == module_name(parts(new).2),
                };
            (path == new || is_alike || path.starts_with(&service)) && holder != place
        };
        let now = paths(names).find(|(holder, path)| takes(path, holder));
        let now = now.map(|(holder, _)| format!("`{holder}`"));
        let mut holders = self.holders();
        let before = || {
            let found = holders.find(|(path, holder)| takes(path, holder.place));
            found.map(|(_, holder)| holder.to_string())
        };
        if let Some(holder) = now.or_else(before) {
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
mod tests;
