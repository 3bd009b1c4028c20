//! What the parser accepts, against a list and against `serde_json` on texts made at random.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::Value;

use crate::json::node::{Kind, Node};
use crate::json::{Fault, parse_with};

fn read(bytes: &[u8]) -> Result<Value, Fault> {
    parse_with(bytes, |node| Ok(value(node)))
}

fn value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => node.as_bool().unwrap().into(),
        // A number that no float holds is no fault of the text.
        Kind::Number => serde_json::from_str(node.raw()).unwrap_or_default(),
        Kind::String => node.as_str().unwrap().into(),
        Kind::Array => node.items().map(value).collect(),
        Kind::Object => node
            .entries()
            .map(|(name, node)| (name, value(node)))
            .collect(),
    }
}

#[test]
fn valid_texts_are_read() {
    for text in [
        "null",
        " true\t",
        "\r\nfalse\n",
        "0",
        "-0",
        "-0.0e-0",
        "10",
        "1E+2",
        "1.25e10",
        "123456789012345678901234567890",
        r#""""#,
        r#""\"\\\/\b\f\n\r\t\u0000\u00e9\uD83D\uDE00""#,
        "\"\u{7f}é€😀\u{2028}\"",
        "\"1234567\"",
        "\"12345678\"",
        "\"123456789 \\n 123456789\"",
        "[]",
        "[ ]",
        "[[],[[]],{}]",
        "{}",
        "{ \"a\" : 1 , \"b\" : [ 1 , 2 ] }",
        r#"{"":{"":{}}}"#,
        r#"{"b":1,"a":2,"c":3,"ab":4,"abc":5}"#,
        r#"{"payment_method":1,"payment_method_details":2,"payment_methods":3,"payment_method_":4}"#,
        "[                                1,\n\n                    2]",
    ] {
        assert_eq!(
            read(text.as_bytes()).unwrap(),
            serde_json::from_str::<Value>(text).unwrap(),
            "{text}"
        );
    }
    let large = parse_with(b"1e999", |node| Ok(node.as_number() == Some("1e999")));
    assert_eq!(large, Ok(true));
}

#[test]
fn invalid_texts_are_refused() {
    for text in [
        &b""[..],
        b" ",
        b"nul",
        b"nulll",
        b"True",
        b"NaN",
        b"Infinity",
        b"+1",
        b"-",
        b"-a",
        b"01",
        b"-01",
        b"1.",
        b".5",
        b"1.e1",
        b"1e",
        b"1e+",
        b"0x10",
        b"1 2",
        b"1,",
        b"\"",
        b"\"abc",
        b"\"\\\"",
        b"\"\\x\"",
        b"\"\\u12\"",
        b"\"\\u12g4\"",
        b"\"\\u+123\"",
        b"\"a\nb\"",
        b"\"a\tb\"",
        b"\"a\0b\"",
        b"'a'",
        b"[",
        b"]",
        b"[1",
        b"[1,",
        b"[1,]",
        b"[,1]",
        b"[1 2]",
        b"[1}",
        b"{",
        b"}",
        b"{\"a\"",
        b"{\"a\":",
        b"{\"a\":1",
        b"{\"a\":1,",
        b"{\"a\":1,}",
        b"{,}",
        b"{\"a\" 1}",
        b"{\"a\",1}",
        b"{a:1}",
        b"{1:1}",
        b"{\"a\":1]",
        b"[1]]",
        b"// x\n1",
        b"1 /* x */",
        b"\x0b1",
        b"\x0c1",
        b"\xc2\xa01",
        b"\xef\xbb\xbf1",
        b"\"\xff\"",
        b"\"\xc0\xaf\"",
        b"\"\xed\xa0\x80\"",
        b"\"\xe2\x82\"",
        b"\"abcdefg\xe2\x82",
    ] {
        assert!(read(text).is_err(), "{}", text.escape_ascii());
        assert!(
            serde_json::from_slice::<Value>(text).is_err(),
            "{}",
            text.escape_ascii()
        );
    }
}

#[test]
fn lone_surrogates_are_refused() {
    for text in [
        r#""\ud800""#,
        r#""\udc00""#,
        r#""\udbff x""#,
        r#""\ud800\n""#,
        r#""\ud800\ud800""#,
        r#""\ud800\u0041""#,
        r#""\ud800xxdc00""#,
        r#""\udc00\ud800""#,
        r#"{"\ud800":1}"#,
    ] {
        let fault = read(text.as_bytes()).unwrap_err();
        assert_eq!(
            fault.expected(),
            "an escape that names a character",
            "{text}"
        );
    }
}

#[test]
fn repeated_names_are_refused() {
    for text in [
        r#"{"a":1,"a":2}"#,
        r#"{"a":1,"a":1}"#,
        r#"{"":1,"":1}"#,
        r#"{"b":1,"a":{},"b":2}"#,
        r#"{"id":1,"object":2,"amount":3,"id":4}"#,
        r#"{"a":1,"\u0061":2}"#,
        r#"{"\u0061":1,"a":2}"#,
        r#"{"\n":1,"\u000a":2}"#,
        r#"{"abcdefgh":1,"abcdefgh":2}"#,
        r#"{"abcdefghijklmnopqrs":1,"b":1,"abcdefghijklmnopqrs":2}"#,
        r#"[[{"x":{"b":[],"a":[1],"b":{"c":1}}}]]"#,
    ] {
        let fault = read(text.as_bytes()).unwrap_err();
        assert_eq!(fault.expected(), "each name once in an object", "{text}");
    }
    // The same ends and the same length, but not the same name.
    let names = r#"{"z":0,"abcdefgh1ijklmnop":1,"abcdefgh2ijklmnop":2,"a":{"z":1}}"#;
    assert_eq!(
        read(names.as_bytes()).unwrap(),
        serde_json::from_str::<Value>(names).unwrap()
    );
}

#[test]
fn faults_show_the_path_and_not_the_content() {
    let fault = |text: &str| read(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(
        fault("{\"key\":\n  \"sk_live_1"),
        "expected the rest of a string, without control characters, found the end of the text at line 2, column 13"
    );
    assert_eq!(
        fault("{\"a\" 1}"),
        "expected `:`, found something else at line 1, column 6"
    );
    assert_eq!(
        fault("{\"b\":1,\n\"a\":2, \"b\":3}"),
        "expected each name once in an object, found something else at line 2, column 8"
    );
    let utf8 = read(b"[\"\xff\"]").unwrap_err();
    assert_eq!(
        utf8.to_string(),
        "expected UTF-8, found a malformed sequence at byte 2"
    );
}

#[test]
fn nesting_is_limited() {
    let arrays = |depth| "[".repeat(depth) + &"]".repeat(depth);
    let objects = |depth| r#"{"a":"#.repeat(depth) + "1" + &"}".repeat(depth);
    read(arrays(128).as_bytes()).unwrap();
    read(objects(128).as_bytes()).unwrap();
    for text in [
        arrays(129),
        objects(129),
        "[".repeat(1 << 20),
        r#"{"a":"#.repeat(1 << 20),
    ] {
        let fault = read(text.as_bytes()).unwrap_err();
        assert_eq!(fault.expected(), "at most 128 nested arrays and objects");
    }
}

/// Numbers that look random and are the same in every run (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((bits ^ (bits >> 31)) >> 33).unwrap() % limit
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    fn space(&mut self, out: &mut String) {
        if self.below(3) == 0 {
            out.push_str(self.pick(&[
                " ",
                "\n",
                "\t",
                "\r\n",
                "          ",
                "\n                 ",
            ]));
        }
    }

    fn string(&mut self, out: &mut String) {
        out.push('"');
        for _ in 0..self.below(6) {
            out.push_str(self.pick(&[
                "a",
                "id",
                "client_",
                "é",
                "€",
                "😀",
                "\\n",
                "\\\"",
                "\\\\",
                "\\/",
                "\\u0041",
                "\\ud83d\\ude00",
                " ",
                "0123456789",
                "\u{7f}",
            ]));
        }
        out.push('"');
    }

    fn text(&mut self, depth: usize, out: &mut String) {
        self.space(out);
        match self.below(if depth == 0 { 4 } else { 8 }) {
            0 => out.push_str(self.pick(&["null", "true", "false"])),
            1 => out.push_str(self.pick(&[
                "0",
                "-0",
                "-1.5",
                "1e3",
                "9223372036854775808",
                "-12",
                "0.25E-2",
            ])),
            2 | 3 => self.string(out),
            4 | 5 => self.list(depth, ['[', ']'], out),
            _ => self.list(depth, ['{', '}'], out),
        }
        self.space(out);
    }

    fn list(&mut self, depth: usize, [open, close]: [char; 2], out: &mut String) {
        out.push(open);
        for index in 0..self.below(7) {
            if index > 0 {
                out.push(',');
            }
            if open == '{' {
                self.space(out);
                self.string(out);
                self.space(out);
                out.push(':');
            }
            self.text(depth - 1, out);
        }
        self.space(out);
        out.push(close);
    }
}

#[test]
fn random_texts_are_read_as_serde_json_reads_them() {
    let mut random = Random(1);
    let (mut read_both, mut refused_both, mut repeated) = (0, 0, 0);
    for round in 0..40_000 {
        let mut text = String::new();
        random.text(4, &mut text);
        let mut bytes = text.into_bytes();
        // Two of three are broken at one place.
        if round % 3 != 0 {
            let at = random.below(bytes.len());
            match random.below(3) {
                0 => drop(bytes.remove(at)),
                1 => bytes[at] = b"\"\\{}[]:,0-.eu \n\x01\xff"[random.below(17)],
                _ => bytes.truncate(at),
            }
        }
        match (read(&bytes), serde_json::from_slice::<Value>(&bytes)) {
            (Ok(ours), Ok(theirs)) => {
                assert_eq!(ours, theirs);
                read_both += 1;
            }
            (Err(_), Err(_)) => refused_both += 1,
            (Ok(_), Err(error)) if error.to_string().starts_with("number out of range") => {}
            (Err(fault), Ok(_)) if fault.expected() == "each name once in an object" => {
                repeated += 1;
            }
            (ours, theirs) => panic!("{}: {ours:?} {theirs:?}", bytes.escape_ascii()),
        }
    }
    assert!(
        read_both > 10_000 && refused_both > 10_000 && repeated > 100,
        "{read_both} {refused_both} {repeated}"
    );
}

/// Names of objects made at random, few enough to repeat.
#[test]
fn repeated_names_are_found_in_every_order() {
    let mut random = Random(2);
    let mut repeated = 0;
    for _ in 0..20_000 {
        let names: Vec<_> = (0..random.below(12))
            .map(|_| {
                random.pick(&[
                    "",
                    "a",
                    "b",
                    "aa",
                    "id",
                    "object",
                    "amount",
                    "amount_captured",
                    "amount_refunded",
                    "payment_method",
                    "payment_method_details",
                    "payment_method_options",
                    "payment_intent",
                    "é",
                    "zzzzzzzz",
                    "zzzzzzzzz",
                ])
            })
            .collect();
        let members: Vec<_> = names.iter().map(|name| format!("\"{name}\":[1]")).collect();
        let text = format!("{{{}}}", members.join(","));
        let once: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(
            read(text.as_bytes()).is_ok(),
            once.len() == names.len(),
            "{text}"
        );
        repeated += usize::from(once.len() < names.len());
    }
    assert!((5_000..18_000).contains(&repeated), "{repeated}");
}
