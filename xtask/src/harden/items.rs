//! What `harden` runs: tests by name, and how much each does.

/// Some tests of one program.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    package: &'static str,
    /// The program: a target of `cargo test`.
    test: &'static str,
    /// The tests of it whose names contain this.
    filter: &'static str,
    /// Whether they are marked as slow.
    slow: bool,
    /// A variable that says how much to do, in the short form and in the long one.
    amounts: &'static [(&'static str, &'static str, &'static str)],
    /// The file that has the tests, from the root of the project.
    pub(super) needs: &'static str,
}

pub(super) const ITEMS: [Item; 5] = [
    Item {
        name: "disk",
        what: "what a run leaves on disk",
        package: "xtask",
        test: "commands",
        filter: "disk::",
        slow: false,
        amounts: &[("KILLS", "200", "1000"), ("DISKS", "20", "200")],
        needs: "xtask/tests/commands/disk/mod.rs",
    },
    Item {
        name: "crowd",
        what: "many calls at once",
        package: "tests",
        test: "crowd",
        filter: "",
        slow: false,
        amounts: &[("CALLS", "10000", "100000")],
        needs: "tests/tests/crowd/main.rs",
    },
    Item {
        name: "faults",
        what: "sequences of faults",
        package: "tests",
        test: "client",
        filter: "faults::sequences",
        slow: false,
        amounts: &[],
        needs: "tests/tests/client/faults/sequences.rs",
    },
    Item {
        name: "dependencies",
        what: "what the client brings along",
        package: "tests",
        test: "projects",
        filter: "dependencies::",
        slow: false,
        amounts: &[],
        needs: "tests/tests/projects/dependencies.rs",
    },
    Item {
        name: "foreign",
        what: "other people's documents",
        package: "tests",
        test: "projects",
        filter: "foreign::",
        slow: true,
        amounts: &[],
        needs: "tests/tests/projects/foreign.rs",
    },
];

/// The names of all items.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ITEMS.iter().map(|item| item.name)
}

/// The items of these names, in the order of the list; all if there are none.
pub(super) fn chosen(names: &[String]) -> impl Iterator<Item = &'static Item> {
    ITEMS
        .iter()
        .filter(move |item| names.is_empty() || names.iter().any(|name| name == item.name))
}

impl Item {
    /// The arguments of cargo. One test at a time: each measures something.
    pub(super) fn arguments(&self) -> Vec<&'static str> {
        let mut arguments = vec!["test", "--package", self.package, "--test", self.test];
        if !self.filter.is_empty() {
            arguments.push(self.filter);
        }
        arguments.extend(["--", "--nocapture", "--test-threads", "1"]);
        if self.slow {
            arguments.push("--ignored");
        }
        arguments
    }

    /// The environment variables that say how much to do.
    pub(super) fn variables(
        &self,
        long: bool,
    ) -> impl Iterator<Item = (&'static str, &'static str)> {
        let amounts = self.amounts.iter();
        amounts.map(move |(name, short, more)| (*name, if long { *more } else { *short }))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn an_item_is_chosen_by_its_name() {
        let all: Vec<&str> = chosen(&[]).map(|item| item.name).collect();
        assert_eq!(all, names().collect::<Vec<_>>());
        let some = ["crowd".to_owned(), "disk".to_owned()];
        let some: Vec<&str> = chosen(&some).map(|item| item.name).collect();
        assert_eq!(some, ["disk", "crowd"]);
    }

    #[test]
    fn the_commands_name_tests_that_there_are() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for item in ITEMS.iter().filter(|item| !item.slow) {
            assert!(root.join(item.needs).is_file(), "{}", item.needs);
            let program = format!("{}/tests/{}/", item.package, item.test);
            assert!(item.needs.starts_with(&program), "{}", item.name);
            let module = item.filter.trim_end_matches("::").replace("::", "/");
            assert!(item.needs.contains(&module), "{}", item.name);
        }
    }

    #[test]
    fn the_long_form_does_more() {
        for item in &ITEMS {
            for ((name, short), (other, long)) in item.variables(false).zip(item.variables(true)) {
                let number = |text: &str| text.parse::<u32>().expect("a number");
                assert_eq!(name, other);
                assert!(number(short) < number(long), "{name}");
            }
        }
        let arguments = ITEMS[4].arguments().join(" ");
        assert!(
            arguments.ends_with("--test-threads 1 --ignored"),
            "{arguments}"
        );
    }
}
