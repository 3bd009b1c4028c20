//! The passes over the IR, in the order in which they run.

use crate::data::Data;
use crate::diagnostic::Diagnostic;
use crate::fixups::{FixupOutcome, UnusedFixups};
use crate::ir::Api;
use crate::lower;
use crate::names::{self, Ledger, Names};

/// A pass over the IR.
pub(crate) struct Pass {
    /// Its name, for people.
    pub(crate) name: &'static str,
    /// What it does, and why it stands where it does.
    pub(crate) about: &'static str,
    run: fn(&mut State<'_>) -> Result<(), Vec<Diagnostic>>,
}

/// After these the IR represents exactly the document: `cargo xtask coverage` compares the two.
pub(crate) const DOCUMENT: [Pass; 2] = [
    Pass {
        name: "finite",
        about: "Refuses objects that require themselves; first, since nothing can be done with them.",
        run: |state| none_or(lower::endless(&state.api)),
    },
    Pass {
        name: "share",
        about: "Lets equal request types share a definition; before the fixups, which are about replies, and before \
                names, since every place gets a name whether or not it shares.",
        run: |state| {
            let State {
                api, ledger, data, ..
            } = state;
            lower::share(api, ledger, &data.exceptions.singulars);
            Ok(())
        },
    },
];

/// After these the IR represents the client.
pub(crate) const CLIENT: [Pass; 3] = [
    Pass {
        name: "fixups",
        about: "Corrects known faults of the document; after the IR was compared with the document, which has them.",
        run: |state| {
            let fixups = &state.data.fixups;
            state.fixups = fixups.apply(&mut state.api, state.unused)?;
            Ok(())
        },
    },
    Pass {
        name: "name",
        about: "Names every operation and type; before pruning, since a slice, or a structure that is no longer \
                shared, mentions types that this IR does not.",
        run: |state| {
            let rules = names::Rules {
                exceptions: &state.data.exceptions,
                ledger_file: &state.data.ledger_file,
            };
            state.names = names::name(&state.api, &mut state.ledger, rules)?;
            Ok(())
        },
    },
    Pass {
        name: "prune",
        about: "Drops request types that nothing mentions, those below an alias; last, since they have names.",
        run: |state| {
            lower::prune(&mut state.api);
            Ok(())
        },
    },
];

/// What the passes work on.
pub(crate) struct State<'a> {
    pub(crate) api: Api,
    pub(crate) data: &'a Data,
    pub(crate) unused: UnusedFixups,
    /// The names that were given so far.
    pub(crate) ledger: Ledger,
    pub(crate) names: Names,
    pub(crate) fixups: FixupOutcome,
}

impl<'a> State<'a> {
    pub(crate) fn new(api: Api, data: &'a Data, ledger: Ledger) -> Self {
        Self {
            api,
            data,
            unused: UnusedFixups::Refuse,
            ledger,
            names: Names::default(),
            fixups: FixupOutcome::default(),
        }
    }
}

/// Runs passes. The first that has problems is the last.
pub(crate) fn run(passes: &[Pass], state: &mut State<'_>) -> Result<(), Vec<Diagnostic>> {
    passes.iter().try_for_each(|pass| (pass.run)(state))
}

fn none_or(problems: Vec<Diagnostic>) -> Result<(), Vec<Diagnostic>> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}
