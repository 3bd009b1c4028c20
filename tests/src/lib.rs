//! Shared by all tests: the project's files, and the generator run on them.

pub mod browser;
pub mod cases;
pub mod corpus;
pub mod emitted;
pub mod faults;
pub mod hostile;
pub mod runtime_names;
pub mod server;
pub mod site;
pub mod webhook_server;

// The Rust of the README and of the pages that it leads to: each block is a test of `cargo test --doc`. The guide's are
// tests of the client.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../docs/generator.md")]
pub struct Generator;

#[cfg(doctest)]
#[doc = include_str!("../../docs/impact.md")]
pub struct Impact;

#[cfg(doctest)]
#[doc = include_str!("../../docs/reference.md")]
pub struct Reference;

/// Expansion paths that the document does not allow do not compile. The first example compiles, so that the others
/// fail for the stated reason and no other.
///
/// ```
/// use stripe_client::objects::{Charge, Refund};
/// use stripe_client::services::refunds::{CreateRefund, ListRefunds};
///
/// let path = Refund::CHARGE.then(Charge::REFUNDS).data();
/// CreateRefund::new().expand(path.then(Refund::CHARGE));
/// ListRefunds::new().expand(Refund::CHARGE.then(Charge::REFUNDS).data());
/// ```
///
/// A field that does not exist:
///
/// ```compile_fail
/// use stripe_client::objects::Refund;
/// Refund::AMOUNT;
/// ```
///
/// A field of another object:
///
/// ```compile_fail
/// use stripe_client::objects::{Charge, Refund};
/// Refund::CHARGE.then(Refund::PAYMENT_INTENT);
/// ```
///
/// A list, without its `data`:
///
/// ```compile_fail
/// use stripe_client::objects::{Charge, Refund};
/// Charge::REFUNDS.then(Refund::CHARGE);
/// ```
///
/// A path that does not begin at the object of the response:
///
/// ```compile_fail
/// use stripe_client::objects::{Charge, Refund};
/// use stripe_client::services::refunds::CreateRefund;
/// CreateRefund::new().expand(Charge::REFUNDS);
/// ```
///
/// Five levels, of which the `data` of the response is one:
///
/// ```compile_fail
/// use stripe_client::objects::{Charge, Refund};
/// use stripe_client::services::refunds::ListRefunds;
/// let path = Refund::CHARGE.then(Charge::REFUNDS).data();
/// ListRefunds::new().expand(path.then(Refund::CHARGE));
/// ```
///
/// Five levels:
///
/// ```compile_fail
/// use stripe_client::objects::{Charge, Refund};
/// let path = Refund::CHARGE.then(Charge::REFUNDS).data();
/// path.then(Refund::CHARGE).then(Charge::REFUNDS);
/// ```
#[cfg(doctest)]
pub struct WrongPaths;

/// What is no value of an enumeration does not compile. The first example does.
///
/// ```
/// use stripe_client::services::refunds::CreateRefund;
/// CreateRefund::new().reason("duplicate");
/// ```
///
/// ```compile_fail
/// use stripe_client::services::refunds::CreateRefund;
/// CreateRefund::new().reason(true);
/// ```
///
/// ```compile_fail
/// use stripe_client::services::refunds::CreateRefund;
/// CreateRefund::new().reason(Some("duplicate"));
/// ```
///
/// An enumeration of another parameter:
///
/// ```compile_fail
/// use stripe_client::services::refunds::{CreateRefund, create};
/// CreateRefund::new().reason(create::Origin::CustomerBalance);
/// ```
#[cfg(doctest)]
pub struct WrongValues;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use generator::diagnostic::{Report, Source};
use generator::{Input, Output, PackageName};

/// The root of the project.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Text of a file of the project.
#[must_use]
pub fn read(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A file of the folder with Stripe's own documents; `None`, with a note on stderr, if there is no such folder.
#[must_use]
pub fn shared(path: &str) -> Option<String> {
    let path = shared_path(path)?;
    Some(fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Where a file or folder of it is, likewise.
#[must_use]
pub fn shared_path(path: &str) -> Option<PathBuf> {
    let folder =
        std::env::var_os("STRIPE_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder.join(path));
    }
    let current = std::thread::current();
    let name = current.name().unwrap_or("a test");
    let skipped = format!(
        "skipped: {name} needs {path} of {}, which is not there (set STRIPE_SHARED)",
        folder.display()
    );
    say(&skipped);
    None
}

/// Writes a line past the test harness, which captures what macros print: that a test was skipped must be seen.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Cargo, as if run by hand in the project: without the variables that the cargo which runs this test sets for this
/// package. They would make ring's build script run again, and everything that depends on ring would be rebuilt.
#[must_use]
pub fn cargo() -> Command {
    cargo_without(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
}

/// Cargo without any variable that changes what it builds. The settings for registries and the network are kept.
#[must_use]
pub fn cargo_for_builds() -> Command {
    let kept = ["CARGO_HOME", "CARGO_HTTP_", "CARGO_NET_", "CARGO_REGISTR"];
    let prefixes = ["CARGO", "RUSTC", "RUSTFLAGS"];
    cargo_without(|name| {
        prefixes.iter().any(|prefix| name.starts_with(prefix))
            && !kept.iter().any(|prefix| name.starts_with(prefix))
    })
}

fn cargo_without(removed: impl Fn(&str) -> bool) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(program);
    cargo.current_dir(root());
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(&removed) {
            cargo.env_remove(name);
        }
    }
    cargo
}

/// The folder of this workspace's binaries; examples are in a sub folder. They are built once per process, with the
/// features of `cargo test --workspace --all-features`, after which nothing is left to build.
///
/// # Panics
///
/// If cargo fails, with its messages.
#[must_use]
pub fn binaries() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let build = || {
        let test = std::env::current_exe().unwrap_or_else(|error| panic!("{error}"));
        // `target/debug/deps/TEST`
        let folder = test.ancestors().nth(2).map(Path::to_path_buf);
        let folder = folder.unwrap_or_else(|| panic!("{} is in no folder", test.display()));
        let profile = match folder.file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => "dev",
            Some(other) => other,
        };
        let output = cargo()
            .args(["build", "--quiet", "--workspace", "--all-features"])
            .args(["--bins", "--examples", "--profile", profile])
            .env("CARGO_TARGET_DIR", folder.with_file_name(""))
            .output()
            .unwrap_or_else(|error| panic!("cargo: {error}"));
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{messages}");
        folder
    };
    BUILT.get_or_init(build).clone()
}

/// The exceptions of the project.
#[must_use]
pub fn exceptions() -> String {
    read("spec/exceptions.tsv")
}

/// The known faults of the document.
#[must_use]
pub fn fixups() -> String {
    read("spec/fixups.tsv")
}

/// The project's data about types of events.
#[must_use]
pub fn events() -> String {
    read("spec/events.tsv")
}

/// The project's values and calls for examples.
#[must_use]
pub fn examples() -> String {
    read("spec/examples.tsv")
}

/// All files of `templates/`, by their paths in it.
#[must_use]
pub fn templates() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let root = root().join("templates");
    collect(&root, &root, &mut files);
    files
}

/// All files of a folder, by their paths in it.
pub fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(root, &path, files);
        } else if let (Ok(name), Ok(text)) = (path.strip_prefix(root), fs::read_to_string(&path)) {
            files.insert(name.to_string_lossy().replace('\\', "/"), text);
        }
    }
}

/// Contents of data files, named as in the project.
#[derive(Debug, Clone, Copy, Default)]
pub struct Data<'a> {
    /// `spec/names.tsv`.
    pub ledger: &'a str,
    /// `spec/exceptions.tsv`.
    pub exceptions: &'a str,
    /// `spec/fixups.tsv`.
    pub fixups: &'a str,
    /// `spec/events.tsv`.
    pub events: &'a str,
    /// `spec/examples.tsv`.
    pub examples: &'a str,
}

/// Reads data files.
///
/// # Errors
///
/// If one cannot be read.
pub fn try_data(data: &Data<'_>) -> Result<generator::Data, Report> {
    let file = |name: &str, text: &str| Source::new(format!("spec/{name}.tsv"), text);
    generator::Data::read(generator::DataFiles {
        ledger: file("names", data.ledger),
        exceptions: file("exceptions", data.exceptions),
        fixups: file("fixups", data.fixups),
        events: file("events", data.events),
        examples: file("examples", data.examples),
    })
}

/// Reads data files that must be valid.
///
/// # Panics
///
/// If one cannot be read, with the report.
#[must_use]
pub fn data(data: &Data<'_>) -> generator::Data {
    try_data(data).unwrap_or_else(|report| panic!("{report}"))
}

/// Runs the generator on a document, with the given ledger.
///
/// # Panics
///
/// If the document is refused, with the report.
#[must_use]
pub fn generate(name: &str, document: &str, ledger: &str) -> Output {
    let exceptions = exceptions();
    let fixups = fixups();
    let events = events();
    let examples = examples();
    let input = Input {
        name,
        document: document.as_bytes(),
        data: &data(&Data {
            ledger,
            exceptions: &exceptions,
            fixups: &fixups,
            events: &events,
            examples: &examples,
        }),
    };
    generator::generate(&input, &templates(), &PackageName::default())
        .unwrap_or_else(|report| panic!("{report}"))
}

/// Lowers a document with the data files of the project, but without a ledger, as [`generate`] does with an empty one.
///
/// # Panics
///
/// If the document is refused, with the report.
#[must_use]
pub fn lower(name: &str, document: &str) -> generator::Lowered {
    let data = data(&Data {
        ledger: "",
        exceptions: &exceptions(),
        fixups: &fixups(),
        events: &events(),
        examples: &examples(),
    });
    let input = Input {
        name,
        document: document.as_bytes(),
        data: &data,
    };
    generator::lower_with(&input, generator::UnusedFixups::Report)
        .unwrap_or_else(|report| panic!("{report}"))
}

/// The same document with the keys of every map in reverse order.
#[must_use]
pub fn reversed(document: &str) -> String {
    let value: serde_yaml::Value =
        serde_yaml::from_str(document).unwrap_or_else(|error| panic!("{error}"));
    serde_yaml::to_string(&reverse(value)).unwrap_or_else(|error| panic!("{error}"))
}

fn reverse(value: serde_yaml::Value) -> serde_yaml::Value {
    use serde_yaml::Value;
    match value {
        Value::Mapping(map) => {
            let mut entries: Vec<_> = map
                .into_iter()
                .map(|(key, value)| (key, reverse(value)))
                .collect();
            entries.reverse();
            Value::Mapping(entries.into_iter().collect())
        }
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(reverse).collect()),
        other => other,
    }
}
