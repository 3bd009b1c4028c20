//! What `--help` says behind the options: what is read and written, examples, exit codes.

pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  --check, coverage or parity found differences, replay a name that changed, or diff what --fail-on names
  2  bad input or usage, or the output could not be written";

pub(super) const CODEGEN: &str = "\
Reads:
  the OpenAPI document (YAML or JSON), templates/, the name ledger, spec/exceptions.tsv
Writes:
  the crate to --out, a manifest of it to .codegen-manifest in there, and the name ledger:
  spec/names.tsv for generated/, and OUT.names.tsv beside any other --out

All files are staged beside the output and swapped in together; after a crash the next run completes \
the change or discards it. Files that are already right are not touched; files that no run wrote are \
never replaced or removed.

Examples:
  cargo xtask codegen                 regenerate generated/ from spec/refunds.yaml
  cargo xtask codegen --check         fail, with a diff, if generated/ is out of date
  cargo xtask codegen --dry-run       list what would change
  cargo xtask codegen --spec api.json --out target/whole-api
  cargo xtask codegen --spec api.json --only 'refunds,charges.*,checkout.sessions.create' --out target/some

Names that stand in the ledger are kept. What the document lacks is marked as gone in there and keeps its name; the mark \
goes when a later document has it again. `cargo xtask names rename` changes a name.

With --only, names are those that the whole document gives, so that a crate can grow without a change of names. \
An expandable field whose targets are outside keeps the id and the raw JSON. `cargo xtask spec slice --help` \
tells what names and patterns mean.

Exit codes:
  0  fine
  1  --check found differences
  2  bad input or usage, or the output could not be written";

pub(super) const IR: &str = "\
Examples:
  cargo xtask ir                      the whole of spec/refunds.yaml
  cargo xtask ir Refund               one type, by its name in Rust or in the document
  cargo xtask ir refunds.create       one operation, by service and method
  cargo xtask ir 'POST /v1/refunds'   the same, by its route
  cargo xtask ir CreateRefund         the same, by the type of its request";

pub(super) const COVERAGE: &str = "\
Lowers the document to the IR, prints the IR as an OpenAPI document again, and compares that with what was read. \
What is not compared is listed: each normalisation with its reason, and how often it applied. What differs \
otherwise is shown by JSON pointer: it is something that the document says and the generator has lost.

The table before it counts each construct: how often it occurs, what it became in the IR, how often it was refused.

Examples:
  cargo xtask coverage                spec/refunds.yaml
  cargo xtask coverage --spec api.json
  cargo xtask coverage --format json  everything, all differences included, for a program
  cargo xtask coverage --format md    the tables in Markdown

Exit codes:
  0  nothing is lost
  1  parts of the document were refused, or the round trip differs
  2  bad input or usage";

pub(super) const DIFF: &str = "\
Compares what the generator makes of two documents, and tells what that means for the callers of the client: whether \
the next release is major, minor or patch and why, what breaks and what to write instead, what acts differently, and \
what is new. Texts are only counted, and order does not count. One change is listed once, with all its places:

  Refund#create.metadata   the parameter `metadata` of the operation that creates refunds
  Charge.refunds           the field `refunds` of the object, wherever it is in a reply
  []  {}                   the items of a list, the values of a map
  Refund#create (reply)    what the operation replies with, where that is no object of its own

BASE and HEAD are OpenAPI documents, YAML or JSON, or else git revisions, of which spec/refunds.yaml is taken. Names are \
those of spec/names.tsv, of the revision where there is one; a HEAD that is a file goes on from the names of BASE. The \
other data of spec/ are those of the revision too, and for a file those of the working tree.

Where BASE is a revision, its generated/ is compared with what this generator writes for its document. What differs there \
comes from the generator or the runtime; it stands at the end and is no part of the verdict.

--html writes a page beside the answer: the same report, with the generated code of each change before and after. The page \
is one file, which needs neither a network nor a script. It is replaced whole or not at all.

Examples:
  cargo xtask diff                        the working tree since the last commit
  cargo xtask diff v0.1.0                 the working tree since a tag
  cargo xtask diff main HEAD --format md  a branch, for a pull request
  cargo xtask diff old.json new.json --fail-on major
  cargo xtask diff old.json new.json --html target/diff.html

Exit codes:
  0  compared
  1  the verdict is what --fail-on names, or graver
  2  bad input or usage";

pub(super) const PARITY: &str = "\
Reads:
  the OpenAPI document, and vectors: JSON lines, each a call (method, template, path_params, params) and the request that \
it is to become (api_base, path, query, body, is_json). A parameter that is to be cleared is \"\" or null in params.
Writes:
  below target/parity, a folder for each document: the client, a program that makes the calls with its typed API, and \
logs. It may be removed at any time; while it is there, a second run builds only what has changed.

The program is built and sends each call to a server on loopback, by the built-in transports. Method, path, query, \
body, host and content type are compared: query and forms as decoded pairs in any order, JSON as values. A call that \
the typed API cannot make is told with the JSON pointer of the parameter.

Requests are made by way of the services of the async client, and given to the blocking one as they are; with \
--blocking by way of the services of that.

Examples:
  cargo xtask parity --spec api.json --vectors wire.jsonl
  cargo xtask parity --spec api.json --vectors wire.jsonl wire-synthetic.jsonl --async

Exit codes:
  0  N of N equal
  1  not all are equal
  2  bad input or usage, or the program could not be built";

pub(super) const SLICE: &str = "\
Names are those that `cargo xtask ir` prints, between commas:
  checkout.sessions.create   the operation
  charges                    the service: all operations in it and in the services below it
  charges.*                  what the service itself does: * is any text between two dots
  **.list                    whatever is called `list`: ** is any number of steps

The slice is these operations and what they reach by parameters, bodies and replies, errors included. Expandable \
fields are followed nowhere: their targets stay where the operations reach them otherwise, and are cut off where \
not. Where only some are cut off, a free-form object stands for these. What keeps every slice large is that an error \
holds the whole PaymentIntent that it is about; the cuts of a plan end that (spec/slice.yaml is one).

A slice is a document for `cargo xtask codegen`. The names of a crate that is generated from it are given by rules \
that look at neighbours, which a slice may lack; `codegen --only` on the whole document keeps the names of the whole.

Examples:
  cargo xtask spec slice --spec api.json --only 'refunds,charges.*' --out target/some.yaml
  cargo xtask spec slice --spec api.json --only checkout.sessions.create --no-prose --format json
  cargo xtask spec slice --spec api.json --plan spec/slice.yaml --no-prose";

pub(super) const BENCH: &str = "\
Reads:
  Stripe's own documents and fixtures in ../shared/specs, or in specs of the folder that STRIPE_SHARED names
Writes:
  docs/benchmarks.md (the table), docs/benchmarks.svg (the chart) and docs/benchmarks.json (the figures that both \
are written from). A run replaces what it measured; figures of other benchmarks stay as they are. What is built \
is below target/bench, and may be removed at any time.

Needs, beside the Rust toolchain and the crates that cargo downloads:
  codegen  a Java runtime, and Python 3 with venv and pip, which installs openapi-generator from PyPI

Times are user seconds of all processes, with the wall beside them, so leave the machine to it: other work on the \
same cores makes both sides slower, but not alike. A target that is missed is said in the table and is no failure.

Examples:
  cargo xtask bench                   everything, about 15 minutes on two cores
  cargo xtask bench runtime           one of them
  cargo xtask bench build size --runs 3 --thorough

Exit codes:
  0  measured
  2  something is missing, or a step failed";

pub(super) const RENAME: &str = "\
OLD and NEW are paths in the crate, as the ledger has them: a type or a request (objects::Refund, \
services::refunds::CreateRefund), or an operation by service and method (refunds.create). Only the last part can \
change, so NEW may be that part alone. It must be a name that no place has and no other place ever had.

Only this name changes. Types that lie inside of OLD, and its aliases at other places, have names of their own and \
keep them. The old name stays in the ledger, marked as renamed, so that it is never given to anything else; renaming \
back is possible.

This is the only way in which a name changes, and it breaks every caller of OLD. The crate is not written: run \
`cargo xtask codegen` afterwards, and mend what mentions the old name in templates/examples/, tests/ and README.md.

Examples:
  cargo xtask names rename objects::Refund Reimbursement
  cargo xtask names rename refunds.create refunds.make
  cargo xtask names rename objects::Refund Reimbursement --ledger target/whole-api.names.tsv

Exit codes:
  0  renamed
  2  it cannot be renamed, or the ledger could not be written";

pub(super) const REPLAY: &str = "\
Generates the crate of each document, oldest first, as if the project had lived through them: with one ledger, which \
begins empty and is kept in memory. For each step it prints
  verdict  what kind of release the step is, and how many changes say so; `cargo xtask diff` lists them
  seconds  what reading, lowering, naming and printing took
  names    added, retired (their places are not in the document), back (they are again), and renamed: names that \
callers write, of types, operations, fields, setters and variants, that are others than a step before for the same place
  lines    added and removed in the crate: in definitions, which reviewers read, in plumbing, which review tools fold, \
and in the rest (the runtime, and the document's version)
  files    that are new, changed and gone
The first step is compared with nothing.

Nothing is written, unless --out is given: then the crate and the ledger of each step go to DIR, the first to DIR/1-VERSION \
and DIR/1-VERSION.names.tsv, so that `diff -r` shows what came between two steps.

Examples:
  cargo xtask replay 2026-04-22.json 2026-05-27.json
  cargo xtask replay specs/*.json --out target/replay

Exit codes:
  0  no name changed
  1  a name changed
  2  bad input or usage";
