//! JSON values that several targets make and compare.

use serde_json::{Map, Number, Value};
use stripe_client::json::{Fault, Kind, Node, parse_with};

use crate::source::Dice;

/// The value as our parser reads it.
pub fn ours(text: &[u8]) -> Result<Value, Fault> {
    parse_with(text, |node| Ok(value(node)))
}

/// A node as a value of serde_json.
pub fn value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => Value::Bool(node.as_bool().expect("a boolean")),
        // A number out of range stays visible as its text.
        Kind::Number => serde_json::from_str::<Number>(node.raw())
            .map_or_else(|_| Value::String(node.raw().to_owned()), Value::Number),
        Kind::String => Value::String(node.as_str().expect("a string").into_owned()),
        Kind::Array => node.items().map(value).collect(),
        Kind::Object => {
            let entries = node
                .entries()
                .map(|(name, member)| (name.into_owned(), value(member)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

/// Whether two values are the same to somebody who reads numbers as integers of 128 bits or else as the nearest `f64`.
pub fn same(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::Number(one), Value::Number(two)) => same_number(&one.to_string(), &two.to_string()),
        (Value::Array(one), Value::Array(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| same(one, two))
        }
        (Value::Object(one), Value::Object(two)) => {
            one.len() == two.len()
                && one
                    .iter()
                    .all(|(name, value)| two.get(name).is_some_and(|other| same(value, other)))
        }
        _ => one == two,
    }
}

fn same_number(one: &str, two: &str) -> bool {
    match (one.parse::<i128>(), two.parse::<i128>()) {
        (Ok(one), Ok(two)) => one == two,
        _ => one.parse::<f64>().ok() == two.parse::<f64>().ok(),
    }
}

/// The names in a valid text, once for each member, by a scan that shares nothing with either parser.
pub fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        at += 1;
        if bytes[start] != b'"' {
            continue;
        }
        while bytes[at] != b'"' {
            at += if bytes[at] == b'\\' { 2 } else { 1 };
        }
        at += 1;
        if text[at..].trim_start().starts_with(':') {
            names.push(serde_json::from_str(&text[start..at]).expect("a string of a valid text"));
        }
    }
    names
}

/// How deep a valid text is nested.
pub fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth -= 1,
            _ => {}
        }
        deepest = depth.max(deepest);
    }
    deepest
}

/// The number of members of all objects in a value.
pub fn members(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(members).sum(),
        Value::Object(map) => map.len() + map.values().map(members).sum::<usize>(),
        _ => 0,
    }
}

/// A text that is JSON, except for the places where the decisions break it.
pub fn text(dice: &mut Dice<'_>) -> String {
    let mut out = String::new();
    write(dice, &mut out, 6);
    if dice.one_in(12) {
        let at = (0..=dice.below(out.len() + 1))
            .rev()
            .find(|at| out.is_char_boundary(*at));
        let broken = dice.pick(&[
            "", ",", "}", "]", "\"", "\\", ":", "0", " ", "\u{1}", "tru", "\u{feff}",
        ]);
        out.insert_str(at.unwrap_or(0), broken);
    }
    if dice.one_in(20) {
        let at = (0..=dice.below(out.len() + 1))
            .rev()
            .find(|at| out.is_char_boundary(*at));
        out.truncate(at.unwrap_or(0));
    }
    if dice.one_in(40) {
        let depth = 120 + dice.below(12);
        let (open, close) = if dice.byte() < 128 {
            ("[", "]")
        } else {
            ("{\"a\":", "}")
        };
        out = open.repeat(depth) + &out + &close.repeat(depth);
    }
    out
}

fn space(dice: &mut Dice<'_>, out: &mut String) {
    if dice.one_in(6) {
        out.push_str(dice.pick(&[" ", "\n", "\t", "\r", "        ", "\u{c}", "\u{a0}"]));
    }
}

fn write(dice: &mut Dice<'_>, out: &mut String, depth: usize) {
    space(dice, out);
    match dice.below(if depth == 0 { 5 } else { 8 }) {
        0 => out.push_str(dice.pick(&["null", "true", "false", "nul", "True", "NaN", "Infinity"])),
        1 | 2 => number(dice, out),
        3 | 4 => string(dice, out),
        5 => {
            out.push('[');
            for index in 0..dice.below(5) {
                if index > 0 {
                    out.push(',');
                }
                write(dice, out, depth - 1);
            }
            out.push(']');
        }
        _ => {
            out.push('{');
            for index in 0..dice.below(5) {
                if index > 0 {
                    out.push(',');
                }
                name(dice, out);
                space(dice, out);
                out.push(':');
                write(dice, out, depth - 1);
            }
            out.push('}');
        }
    }
    space(dice, out);
}

fn name(dice: &mut Dice<'_>, out: &mut String) {
    match dice.below(4) {
        0 => string(dice, out),
        1 => out.push_str(dice.pick(&[
            "\"$serde_json::private::Number\"",
            "\"$serde_json::private::RawValue\"",
            "\"\\u0024serde_json::private::Number\"",
            "\"\"",
            "\"\\u0061\"",
        ])),
        _ => out.push_str(dice.pick(&[
            "\"a\"",
            "\"b\"",
            "\"id\"",
            "\"object\"",
            "\"amount\"",
            "\"metadata\"",
            "\"data\"",
        ])),
    }
}

/// A number, or nearly one.
fn number(dice: &mut Dice<'_>, out: &mut String) {
    const ODD: &[&str] = &[
        "0",
        "-0",
        "-0.0",
        "0e0",
        "1.0",
        "1.50",
        "1e2",
        "1E+2",
        "1e-400",
        "1e400",
        "-1e999999999999",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "340282366920938463463374607431768211456",
        "01",
        "+1",
        ".5",
        "5.",
        "1e",
        "1e+",
        "-",
        "--1",
        "0x1",
        "1_0",
        "2.2250738585072011e-308",
        "4.9e-324",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
    ];
    match dice.below(3) {
        0 => out.push_str(dice.pick(ODD)),
        1 => out.push_str(&dice.number().to_string()),
        _ => {
            for _ in 0..=dice.below(24) {
                out.push(char::from(b'0' + dice.below(10) as u8));
            }
            if dice.byte() < 128 {
                out.push('.');
                out.push_str(&dice.below(100_000).to_string());
            }
            if dice.byte() < 64 {
                out.push_str(&format!("e{}", dice.below(700) as i64 - 350));
            }
        }
    }
}

/// A string in quotes: plain, escaped, or with escapes that name no character.
fn string(dice: &mut Dice<'_>, out: &mut String) {
    out.push('"');
    for _ in 0..dice.below(6) {
        match dice.below(5) {
            0 => out.push_str(dice.pick(&[
                "\\n",
                "\\\"",
                "\\\\",
                "\\/",
                "\\b",
                "\\u0000",
                "\\u00E9",
                "\\ud83d\\ude00",
                "\\ud83d",
                "\\ude00",
                "\\ud83d\\u0061",
                "\\ud83d\\ud83d",
                "\\u12",
                "\\x",
                "\\u{1}",
                "\t",
                "\n",
                "\u{7f}",
                "\u{2028}",
            ])),
            1 => out.push_str(
                &serde_json::to_string(&dice.text(8)).expect("a text")[1..]
                    .trim_end_matches('"')
                    .replace('"', "\\\""),
            ),
            2 => out.push_str(dice.pick(&[
                "succeeded",
                "1",
                "null",
                "{},\\\"status\\\":\\\"succeeded\\\"",
                "é",
                "😀",
            ])),
            _ => out.push(char::from(b'a' + dice.below(26) as u8)),
        }
    }
    out.push('"');
}
