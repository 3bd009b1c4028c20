use std::collections::BTreeMap;

use generator::impact::Move;

use super::super::compiler::Location;
use super::*;

/// A use of an item at the first place of `name`.
fn used(text: &str, name: &str, item: &str) -> Use {
    let at = text.find(name).expect("it is there");
    let before = text.get(..at).expect("a boundary");
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    Use {
        at: Location {
            file: "a.rs".into(),
            line,
            column,
            last_line: line,
            last_column: column + name.chars().count(),
            in_macro: false,
        },
        item: item.to_owned(),
        changes: vec![1],
        depends: false,
        target: "a.rs".into(),
    }
}

fn certain(names: &[(&str, &str)], moves: Vec<Move>) -> Certain {
    let names = names.iter();
    let names = names.map(|(old, new)| ((*old).to_owned(), (*new).to_owned()));
    Certain {
        names: names.collect::<BTreeMap<_, _>>(),
        moves,
    }
}

#[test]
fn a_path_is_renamed_as_far_as_it_is_written() {
    let text = "use a::services::tree::Kind; // é Kind\nfn f(_: Kind) {}\n";
    let names = [("services::tree", "services::plant")];
    let of = used(text, "Kind", "services::tree::Kind");
    let new = edited(text, &[&of], &certain(&names, Vec::new()));
    assert_eq!(new.text, text.replace("tree::", "plant::"));
    assert_eq!((new.edits, new.lines), (1, BTreeSet::from([1])));
}

#[test]
fn uses_in_macros_and_other_texts_stay() {
    let text = "fn f() { g!(); cancel_all(); }";
    let names = [("s::S::cancel", "s::S::void")];
    let mut of = used(text, "cancel_all", "s::S::cancel");
    let certain = certain(&names, Vec::new());
    assert_eq!(edited(text, &[&of], &certain).text, text);
    of = used("fn f() { cancel(); }", "cancel", "s::S::cancel");
    of.at.in_macro = true;
    assert_eq!(edited("fn f() { cancel(); }", &[&of], &certain).edits, 0);
}

#[test]
fn of_two_values_for_one_argument_neither_is_certain() {
    let one = Move {
        makers: vec!["s::S::create".to_owned()],
        setter: "s::Create::name".to_owned(),
        position: 0,
        to_setter: false,
    };
    let text = "fn f() { s.create().name(\"a\").name(\"b\") }";
    let first = used(text, "name", "s::Create::name");
    let mut second = first.clone();
    let apart = text.rfind("name").expect("it is there") - text.find("name").expect("it is");
    second.at.column += apart;
    second.at.last_column += apart;
    let maker = used(text, "create", "s::S::create");
    let certain = certain(&[], vec![one]);
    let new = edited(text, &[&maker, &first, &second], &certain);
    assert_eq!((new.text.as_str(), new.edits), (text, 0));
}

/// The compiler and syn count columns from behind it.
#[test]
fn a_byte_order_mark_is_no_column() {
    let one = Move {
        makers: vec!["s::S::create".to_owned()],
        setter: "s::Create::name".to_owned(),
        position: 0,
        to_setter: false,
    };
    let text = "fn f() { s.create().name(\"a\") }";
    let uses = [
        used(text, "create", "s::S::create"),
        used(text, "name", "s::Create::name"),
    ];
    let uses: Vec<&Use> = uses.iter().collect();
    let marked = format!("\u{feff}{text}");
    let new = edited(&marked, &uses, &certain(&[], vec![one]));
    assert_eq!(new.text, "\u{feff}fn f() { s.create(\"a\") }");
}

#[test]
fn an_argument_with_a_comment_is_left_to_a_person() {
    let one = Move {
        makers: vec!["s::S::create".to_owned()],
        setter: "s::Create::name".to_owned(),
        position: 0,
        to_setter: false,
    };
    let certain = certain(&[], vec![one]);
    for (text, expected) in [
        (
            "fn f() { s.create().name(\"a\").send() }",
            "fn f() { s.create(\"a\").send() }",
        ),
        (
            "fn f() { s.create().name(/* A */ \"a\") }",
            "fn f() { s.create().name(/* A */ \"a\") }",
        ),
        (
            "fn f() { s.make().name(\"a\") }",
            "fn f() { s.make().name(\"a\") }",
        ),
    ] {
        let maker = if text.contains("create") {
            "create"
        } else {
            "make"
        };
        let uses = [
            used(
                text,
                maker,
                if maker == "create" {
                    "s::S::create"
                } else {
                    "s::S::make"
                },
            ),
            used(text, "name", "s::Create::name"),
        ];
        let uses: Vec<&Use> = uses.iter().collect();
        assert_eq!(edited(text, &uses, &certain).text, expected);
    }
}

/// As rustfmt writes an argument that is long.
#[test]
fn a_comma_behind_the_only_argument_goes_with_it() {
    let one = Move {
        makers: vec!["s::S::create".to_owned()],
        setter: "s::Create::name".to_owned(),
        position: 0,
        to_setter: true,
    };
    let certain = certain(&[], vec![one]);
    for (text, expected) in [
        (
            "fn f() { s.create(\n  \"a\",\n) }",
            "fn f() { s.create(\n  \n).name(\"a\") }",
        ),
        (
            "fn f() { S::create(\"a\" /* b, c */ ,) }",
            "fn f() { S::create( /* b, c */ ).name(\"a\") }",
        ),
        (
            "fn f() { s.create(\"a\", \"b\",) }",
            "fn f() { s.create(\"b\",).name(\"a\") }",
        ),
        // A comment would be lost.
        (
            "fn f() { s.create(\"a\", /* of b */ \"b\") }",
            "fn f() { s.create(\"a\", /* of b */ \"b\") }",
        ),
    ] {
        let of = used(text, "create", "s::S::create");
        assert_eq!(edited(text, &[&of], &certain).text, expected);
    }
}
