//! A slice agrees with the whole document: the same operations, types and names, except for what is cut off.
//!
//! The reference is `generator::lower` of the whole document, which does not know about slices.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

mod parts;
mod whole;

use generator::ir::Api;
use generator::slice::{Patterns, Plan};
use generator::{Data, Input, Lowered};
use serde_json::Value;
use tests::{exceptions, read, shared};

const WHOLE: &str = "specs/stripe-2026-05-27.dahlia.json";

/// A document with the project's data files.
struct Project {
    document: String,
    exceptions: String,
}

impl Project {
    fn whole() -> Option<Self> {
        shared(WHOLE).map(Self::new)
    }

    fn new(document: String) -> Self {
        Self {
            document,
            exceptions: exceptions(),
        }
    }

    fn data(&self, ledger: &str) -> Data {
        tests::data(&tests::Data {
            ledger,
            exceptions: &self.exceptions,
            ..tests::Data::default()
        })
    }

    fn input<'a>(&'a self, data: &'a Data) -> Input<'a> {
        Input {
            name: "document",
            document: self.document.as_bytes(),
            data,
        }
    }

    fn lower(&self) -> Lowered {
        generator::lower(&self.input(&self.data(""))).unwrap_or_else(|report| panic!("{report}"))
    }

    /// The types before equal structures are shared.
    fn types(&self) -> Api {
        let document = generator::spec::load("document", self.document.as_bytes());
        let document = document.unwrap_or_else(|report| panic!("{report}"));
        generator::lower::lower(&document).expect("it is lowered")
    }

    fn lower_slice(&self, plan: &Plan) -> Lowered {
        generator::lower_slice(&self.input(&self.data("")), plan)
            .unwrap_or_else(|report| panic!("{report}"))
    }

    fn slice(&self, plan: &Plan) -> Value {
        let slice = generator::slice(&self.input(&self.data("")), plan);
        slice.unwrap_or_else(|report| panic!("{report}")).document
    }
}

fn only(names: &str) -> Plan {
    Plan::from(Patterns::parse(names))
}

fn fragment() -> Project {
    Project::new(read("spec/refunds.yaml"))
}

// ---------------------------------------------------------------------------------------------------------------------
// Refusals

#[track_caller]
fn refused(plan: &Plan) -> String {
    let project = fragment();
    match generator::slice(&project.input(&project.data("")), plan) {
        Ok(slice) => panic!("{slice:?}"),
        Err(report) => report.render(false),
    }
}

#[test]
fn names_that_mean_nothing() {
    insta::assert_snapshot!(refused(&only(
        "refund,charges.*,checkout,refunds.**.x,test_helpers.*,"
    )));
}

#[test]
fn plans_that_cannot_be_carried_out() {
    let plan = "only: [refunds]\ncuts:\n  - at: '#/components/schemas/refunds'\n    reason: none\n  - at: '#/paths'\n    reason: none\n";
    let plan = Plan::parse("plan.yaml", plan).unwrap_or_else(|report| panic!("{report}"));
    insta::assert_snapshot!(refused(&plan));
    let empty = Plan::parse("plan.yaml", "cuts: []\n").unwrap_or_else(|report| panic!("{report}"));
    assert!(refused(&empty).contains("no operation is named"));
    let unknown = Plan::parse("plan.yaml", "only:\n  - refunds\n  - refund\n")
        .unwrap_or_else(|report| panic!("{report}"));
    insta::assert_snapshot!(refused(&unknown));
}

#[test]
fn plans_that_are_none() {
    for text in [
        "only: [refunds]\ncut: []\n",
        "only: refunds\n",
        "cuts:\n  - at: components\n    reason: x\n  - at: '#/components'\n    reason: ''\n",
    ] {
        let report = Plan::parse("plan.yaml", text).expect_err("it is no plan");
        insta::assert_snapshot!(report.render(false));
    }
}
