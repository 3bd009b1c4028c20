//! The index of search: it has what was put in, leads somewhere, and stays small.

use reference::search::{Entry, Kind, index};
use tests::site::index::{Found, read};

use super::{files, fragment, whole};

/// Of the whole API, both files.
const MOST: usize = 1_500_000;

/// An entry whose page, path and anchor follow from its anchor and name.
fn entry(kind: Kind, owner: &str, wire: &str, rust: &str) -> Entry {
    let name = if wire == "a/b" { "a~2fb" } else { wire };
    Entry {
        kind,
        rust: rust.to_owned(),
        wire: wire.to_owned(),
        path: owner.to_owned(),
        method: None,
        page: format!("{}.html", owner.split('.').next().expect("an owner")),
        anchor: format!("{owner}.{name}"),
        summary: String::new(),
    }
}

/// The format leaves out what follows from the rest; what does not follow is written.
#[test]
fn the_index_has_what_was_put_in() {
    let operation = Entry {
        path: "/v1/coins/{coin}".to_owned(),
        method: Some("POST"),
        summary: "Melts a \"coin\" \u{2014} for good.".to_owned(),
        ..entry(Kind::Operation, "coins", "melt", "coins.melt")
    };
    let deep = format!("coins.melt{}", ".deep".repeat(40));
    let entries = [
        operation,
        entry(Kind::Parameter, "coins.melt", "type", "coins.melt.type_"),
        entry(Kind::Value, "coins.melt.type", "", "melt::Type::Empty"),
        entry(
            Kind::Value,
            "coins.melt.type",
            "slow_melt",
            "melt::Type::SlowMelt",
        ),
        entry(Kind::Value, "coins.melt.type", "a/b", "melt::Type::AB"),
        entry(
            Kind::Value,
            "coins.melt.kind",
            "slow_melt",
            "melt::Kind::Slow",
        ),
        entry(Kind::Value, "coins.melt.kind", "2", "melt::Kind::Other"),
        entry(Kind::Parameter, &deep, "a", &format!("{deep}.a")),
        entry(Kind::Parameter, &deep, "b", "melt::Deep.b"),
        entry(Kind::Field, "Coin", "na\u{ef}ve", "Coin.naive"),
        entry(Kind::Field, "Coin", "na\u{ee}f", "Coin.naif"),
        Entry {
            path: "objects::Coin".to_owned(),
            anchor: "Coin".to_owned(),
            page: "coin.html".to_owned(),
            ..entry(Kind::Type, "Coin", "coin", "objects::Coin")
        },
        Entry {
            path: "Old keys \u{b7} New keys".to_owned(),
            anchor: "main".to_owned(),
            page: "guide/keys.html".to_owned(),
            ..entry(Kind::Chapter, "main", "Keys", "Keys")
        },
    ];
    let files = index(&entries).expect("an index");
    let mut read = read(&files).expect("it can be read");
    let mut wanted: Vec<_> = entries
        .iter()
        .map(|entry| Found {
            kind: match entry.kind {
                Kind::Operation => 'o',
                Kind::Parameter => 'p',
                Kind::Field => 'f',
                Kind::Value => 'v',
                Kind::Type => 't',
                Kind::Chapter => 'g',
            },
            rust: entry.rust.clone(),
            wire: entry.wire.clone(),
            path: entry.path.clone(),
            method: entry.method.unwrap_or_default().to_owned(),
            page: entry.page.clone(),
            anchor: entry.anchor.clone(),
            summary: entry.summary.clone(),
        })
        .collect();
    read.sort_by(|a, b| (&a.anchor, &a.rust).cmp(&(&b.anchor, &b.rust)));
    wanted.sort_by(|a, b| (&a.anchor, &a.rust).cmp(&(&b.anchor, &b.rust)));
    assert_eq!(read, wanted);
}

/// What the issue asks for, and each kind.
#[test]
fn the_fragment_is_found() {
    let found = read(&files(&fragment(), None)).expect("an index");
    for (kind, anchor) in [
        ('o', "refunds.create"),
        ('p', "refunds.create.reason"),
        ('v', "refunds.create.reason.duplicate"),
        ('t', "Refund"),
        ('t', "refunds.create.reason"),
        ('f', "Refund.reason"),
        ('g', "main"),
    ] {
        let mut entries = found.iter().filter(|entry| entry.kind == kind);
        assert!(
            entries.any(|entry| entry.anchor == anchor),
            "{anchor} is not found"
        );
    }
}

#[test]
fn the_whole_is_small() {
    let Some(files) = whole() else { return };
    let found = read(files).expect("an index");
    let operations = found.iter().filter(|entry| entry.kind == 'o').count();
    assert_eq!(operations, 619);
    let tiers = ["search/1.js", "search/2.js"].map(|name| files[name].len());
    println!("{} entries in {tiers:?} bytes", found.len());
    assert!(tiers.iter().sum::<usize>() <= MOST, "{tiers:?} bytes");
}
