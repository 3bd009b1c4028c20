//! `spec/examples.tsv`: its calls fit the document, and examples have its values.

use std::collections::BTreeSet;

use generator::calls::Calls;
use generator::diagnostic::Report;
use generator::ir::{Method, Presence};
use generator::{Input, Lowered, Output, PackageName};
use tests::{read, shared, templates};

fn data(examples: &str) -> generator::Data {
    tests::data(&tests::Data {
        exceptions: &tests::exceptions(),
        examples,
        ..tests::Data::default()
    })
}

fn generate(document: &str, examples: &str) -> Result<Output, Report> {
    let input = Input {
        name: "spec/refunds.yaml",
        document: document.as_bytes(),
        data: &data(examples),
    };
    generator::generate(&input, &templates(), &PackageName::default())
}

fn lowered(document: &str) -> Lowered {
    let input = Input {
        name: "the document",
        document: document.as_bytes(),
        data: &data(&tests::examples()),
    };
    generator::lower(&input).unwrap_or_else(|report| panic!("{report}"))
}

/// All in one report, each with its line and its pointer in the parameters.
#[test]
fn calls_that_the_document_refuses() {
    let examples = "\
        call\tPOST /v1/refunds\t{\"chrage\": \"ch_1\", \"amount\": \"x\", \"reason\": \"because\", \"charge\": null}\ta test\n\
        call\tPOST /v1/charges/{charge}/refund\t{\"metadata\": {\"a\": 1}}\ta test\n\
        call\tGET /v1/refunds\t{\"created\": \"soon\", \"expand\": [1]}\ta test\n\
        call\tGET /v1/elsewhere\t{\"no\": \"matter\"}\ta test\n";
    let report = generate(&read("spec/refunds.yaml"), examples).expect_err("it is refused");
    insta::assert_snapshot!(report.render(false));
}

/// A writer of calls takes an empty list for a required one, and values of enums that are new. Examples do not.
#[test]
fn what_is_required_is_given() {
    let document = read("tests/specs/calls.yaml");
    let examples = "call\tPOST /v1/kites\t{}\ta test\n";
    let report = generate(&document, examples).expect_err("it is refused");
    let messages = report.diagnostics().iter().map(|problem| &problem.message);
    let messages: Vec<&String> = messages.collect();
    assert!(!messages.is_empty());
    for message in messages {
        assert!(
            message.ends_with("it is required, and not given"),
            "{message}"
        );
    }
}

/// Both pages have one: that of the service begins with a client, that of the request with `new`.
#[test]
fn both_pages_have_an_example() {
    let examples = "value\trefund\tre_7\ta test\ncall\tPOST /v1/refunds/{refund}\t{\"metadata\": {\"a\": \"b\"}}\ta test\n";
    let output = generate(&read("spec/refunds.yaml"), examples);
    let output = output.unwrap_or_else(|report| panic!("{report}"));
    let text = &output.files["src/services/refunds.rs"];
    let words: String = text.replace("///", "").split_whitespace().collect();
    for example in [
        "letrefund=stripe.refunds().update(\"re_7\").metadata([(\"a\",\"b\")]).send().await?;",
        "letrefund=UpdateRefund::new(\"re_7\").metadata([(\"a\",\"b\")]).on(&stripe).send().await?;",
        "letrefund=CreateRefund::new().on(&stripe).send().await?;",
        "letpage=ListRefunds::new().on(&stripe).send().await?;",
    ] {
        assert!(words.contains(example), "{example}");
    }
    assert!(!text.contains("\"key\""), "metadata that nobody asked for");
}

#[test]
fn each_operation_of_the_fragment_has_a_call() {
    let lowered = lowered(&read("spec/refunds.yaml"));
    for operation in &lowered.api.operations {
        assert!(
            lowered.examples.call(operation).is_some(),
            "{}",
            operation.route()
        );
    }
}

/// Of the whole document: each row is used, each path argument has a value, and the rows fit April's document too.
#[test]
fn the_whole_documents() {
    let mut routes = BTreeSet::new();
    for version in ["2026-04-22", "2026-05-27"] {
        let Some(document) = shared(&format!("specs/stripe-{version}.dahlia.json")) else {
            return;
        };
        let lowered = lowered(&document);
        let calls = Calls::new(&lowered.api, &lowered.names, "api").strict();
        let examples = &lowered.examples;
        let mut used = BTreeSet::new();
        let mut problems = Vec::new();
        let mut unnamed = BTreeSet::new();
        for operation in &lowered.api.operations {
            let route = operation.route();
            let Some(sample) = calls.sample(operation, examples) else {
                problems.push(format!("{route} takes a file"));
                continue;
            };
            for name in operation.arguments() {
                match examples.argument(&operation.path, name) {
                    Some((name, _)) => drop(used.insert(name.to_owned())),
                    None => drop(unnamed.insert(route.clone())),
                }
            }
            let mut values = Vec::new();
            strings(
                &serde_json::Value::Object(sample.parameters.clone()),
                &mut values,
            );
            used.extend(values);
            if examples.call(operation).is_none() && sample.parameters.contains_key("metadata") {
                problems.push(format!("{route} sets metadata"));
            }
            let call = calls.call(operation, &sample.arguments, &sample.parameters);
            problems.extend(
                call.err()
                    .into_iter()
                    .flatten()
                    .map(|p| format!("{route} {p}")),
            );
            routes.insert(route);
        }
        assert_eq!(problems, ["POST /v1/files takes a file"], "{version}");
        // The documents have no id of these.
        assert_eq!(
            unnamed.into_iter().collect::<Vec<_>>(),
            ["GET /v2/commerce/product_catalog/imports/{id}"],
            "{version}: add values for their arguments"
        );
        let names = examples.values().map(|(name, _)| name);
        let unused: Vec<&str> = names.filter(|name| !used.contains(*name)).collect();
        if version == "2026-05-27" {
            assert_eq!(unused, Vec::<&str>::new(), "no example has these values");
        }
    }
    let data = data(&tests::examples());
    let unknown: Vec<&str> = data
        .examples
        .calls()
        .map(|(route, _)| route)
        .filter(|route| !routes.contains(*route))
        .collect();
    assert_eq!(unknown, Vec::<&str>::new(), "no document has these routes");
}

/// The names that have a string inside of parameters.
fn strings(value: &serde_json::Value, names: &mut Vec<String>) {
    use serde_json::Value;
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                if value.is_string() {
                    names.push(name.clone());
                }
                strings(value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| strings(item, names)),
        _ => {}
    }
}

/// How many examples have no parameter, by method: reads and deletions mostly, and actions such as `cancel`.
#[test]
fn how_many_set_nothing() {
    let Some(document) = shared("specs/stripe-2026-05-27.dahlia.json") else {
        return;
    };
    let lowered = lowered(&document);
    let calls = Calls::new(&lowered.api, &lowered.names, "api");
    let operations = lowered.api.operations.iter();
    let empty = operations.filter(|operation| {
        let sample = calls.sample(operation, &lowered.examples);
        let could = operation.parameters.iter().any(|field| {
            field.presence != Presence::Required && field.name != "expand" && !field.docs.deprecated
        });
        could && operation.method == Method::Post && sample.is_some_and(|s| s.parameters.is_empty())
    });
    let empty: Vec<String> = empty.map(|operation| operation.route()).collect();
    insta::assert_snapshot!(empty.join("\n"));
}
