//! Reading values of a parsed text.

#![allow(clippy::panic)]

use super::*;
use crate::json::Fields;
use crate::json::parse_with;

const TEXT: &str = r#"{"a":[1,"2",true,null,1.5,{"b":"x\ny"}],"n":null,"tag":"t","esc":"\u0074"}"#;

/// Looks at a value of the text, which is valid.
fn look<T>(read: impl FnOnce(Node<'_>) -> T) -> Option<T> {
    parse_with(TEXT.as_bytes(), |root| Ok(read(root))).ok()
}

#[test]
fn each_kind_answers_to_its_own_name_only() {
    let kinds = look(|root| {
        let items = root.field("a").into_iter().flat_map(Node::items);
        items
            .map(|node| {
                (
                    node.kind(),
                    node.as_i64(),
                    node.as_bool(),
                    node.as_number().map(str::to_owned),
                    node.as_str().is_some(),
                )
            })
            .collect::<Vec<_>>()
    });
    let number = |text: &str| Some(text.to_owned());
    assert_eq!(
        kinds.unwrap_or_default(),
        [
            (Kind::Number, Some(1), None, number("1"), false),
            (Kind::String, None, None, None, true),
            (Kind::Bool, None, Some(true), None, false),
            (Kind::Null, None, None, None, false),
            (Kind::Number, None, None, number("1.5"), false),
            (Kind::Object, None, None, None, false),
        ]
    );
}

#[test]
fn fields_are_looked_up_by_name() {
    assert_eq!(
        look(|root| root.has("a") && !root.has("n") && !root.has("x")),
        Some(true)
    );
    assert_eq!(
        look(|root| root.field("n").is_some_and(Node::is_null)),
        Some(true)
    );
    assert_eq!(
        look(|root| root.tag("tag").map(Cow::into_owned)),
        Some(Some("t".to_owned()))
    );
    assert_eq!(
        look(|root| root.tag("esc").is_some() && root.tag("a").is_none()),
        Some(true)
    );
    assert_eq!(
        look(|root| root.is_true("a") || root.is_true("x")),
        Some(false)
    );
    let names = look(|root| {
        root.entries()
            .map(|(name, _)| name.into_owned())
            .collect::<Vec<_>>()
    });
    assert_eq!(names.unwrap_or_default(), ["a", "n", "tag", "esc"]);
}

#[test]
fn the_source_is_kept() {
    assert_eq!(look(|root| root.raw() == TEXT), Some(true));
    let item = look(|root| Some(root.field("a")?.items().last()?.raw().to_owned()));
    assert_eq!(item.flatten().as_deref(), Some(r#"{"b":"x\ny"}"#));
    assert_eq!(
        look(|root| root.items().len() + root.field("a").map_or(9, |a| a.entries().len())),
        Some(0)
    );
}

type Pair = (&'static str, Fields);

/// Reads `a` and `b`, or `b` and `c`.
fn either(json: Node<'_>) -> Option<Pair> {
    fn read(json: Node<'_>, names: [&'static str; 2]) -> Result<Fields, Fault> {
        let mut object = json.object()?;
        for name in names {
            object.field::<Option<i64>>(name)?;
        }
        object.rest()
    }
    json.best_of(&[
        |json| Ok(("ab", read(json, ["a", "b"])?)),
        |json| Ok(("bc", read(json, ["b", "c"])?)),
    ])
}

#[test]
fn the_member_is_taken_that_leaves_the_least_undocumented() {
    for (text, member, undocumented) in [
        ("{}", "ab", ""),
        (r#"{"a":1,"b":2}"#, "ab", ""),
        (r#"{"b":2}"#, "ab", ""),
        (r#"{"b":2,"new":1}"#, "ab", "new"),
        (r#"{"c":2}"#, "bc", ""),
        (r#"{"c":2,"new":1,"b":1}"#, "bc", "new"),
        (r#"{"c":2,"a":1}"#, "ab", "c"),
        // `a` is not what the first member says, so only the second one can be read.
        (r#"{"a":"","b":2}"#, "bc", "a"),
    ] {
        let read = parse_with(text.as_bytes(), |json| {
            let before = json.undocumented_count();
            let pair = either(json);
            Ok((pair, json.undocumented_count() - before))
        });
        let Ok((Some((name, rest)), count)) = read else {
            panic!("{text}")
        };
        let names: String = rest.iter().map(|(name, _)| name).collect();
        assert_eq!((name, &*names), (member, undocumented), "{text}");
        assert_eq!(count, rest.len(), "{text}");
    }
    let neither = parse_with(br#"{"b":"","x":1}"#, |json| {
        Ok((either(json), json.undocumented_count()))
    });
    assert_eq!(neither, Ok((None, 0)));
}

#[test]
fn debug_hides_secrets() {
    let shown = parse_with(br#"{"secret": "x"}"#, |root| Ok(format!("{root:?}")));
    assert_eq!(shown.as_deref(), Ok(r#"Node {"secret":"[redacted]"}"#));
}
