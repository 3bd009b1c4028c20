//! Reads the index of search, as `templates/reference/search/rank.js` does.

use serde_json::Value;

use super::Files;

/// An entry of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The letter of its kind.
    pub kind: char,
    /// Its name in Rust.
    pub rust: String,
    /// Its name on the wire.
    pub wire: String,
    /// The HTTP path, the path of a type, or the anchor of what it belongs to.
    pub path: String,
    /// The method; empty unless it is an operation.
    pub method: String,
    /// The page.
    pub page: String,
    /// The anchor.
    pub anchor: String,
    /// The summary, of operations and types.
    pub summary: String,
}

/// All entries of both files.
///
/// # Errors
///
/// What is not in the format.
pub fn read(files: &Files) -> Result<Vec<Found>, String> {
    let mut found = Vec::new();
    for number in [1, 2] {
        let name = format!("search/{number}.js");
        let text = files.get(&name).ok_or_else(|| format!("no {name}"))?;
        let json = text.strip_prefix(&format!("stripeReference.tiers[{number}] = "));
        let json = json.and_then(|json| json.strip_suffix(";\n"));
        let json = json.ok_or_else(|| format!("{name} is no assignment"))?;
        let tier: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        tier_of(&tier, &mut found).ok_or_else(|| format!("{name} is malformed"))?;
    }
    Ok(found)
}

fn tier_of(tier: &Value, found: &mut Vec<Found>) -> Option<()> {
    let lines = tier.get("lines")?.as_str()?;
    let (mut anchor, mut rust) = (String::new(), String::new());
    let (mut path, mut page) = (String::new(), String::new());
    for line in lines.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |number: usize| cells.get(number).copied().unwrap_or_default();
        let kind = cell(0).chars().next()?;
        anchor = after(&anchor, cell(0).get(1..)?)?;
        rust = match cell(1) {
            "" => anchor.clone(),
            code => after(&rust, code)?,
        };
        let (parent, name) = anchor.rsplit_once('.').unwrap_or(("", &anchor));
        path = match cell(3) {
            "" if kind == 'v' => anchor.clone(),
            "" => parent.to_owned(),
            code => after(&path, code)?,
        };
        if !cell(5).is_empty() {
            page = cell(5).to_owned();
        }
        let entry = |rust: &str, wire: &str, anchor: &str| Found {
            kind,
            rust: rust.to_owned(),
            wire: wire.to_owned(),
            path: path.clone(),
            method: cell(4).to_owned(),
            page: page.clone(),
            anchor: anchor.to_owned(),
            summary: cell(6).to_owned(),
        };
        if kind == 'v' {
            let list = tier.get("lists")?.get(cell(2).parse::<usize>().ok()?)?;
            for item in list.as_array()? {
                let mut cells = item.as_str()?.split('\t');
                let wire = cells.next()?;
                let variant = cells.next().filter(|variant| !variant.is_empty());
                let variant = variant.map_or_else(|| pascal(wire), str::to_owned);
                let end = cells.next().map_or_else(|| fragment(wire), str::to_owned);
                let rust = format!("{rust}::{variant}");
                found.push(entry(&rust, wire, &format!("{anchor}.{end}")));
            }
        } else {
            let wire = match cell(2) {
                "" => name,
                wire => wire,
            };
            found.push(entry(&rust, wire, &anchor));
        }
    }
    Some(())
}

/// A text after the previous one: how much of it is kept, and what follows.
fn after(previous: &str, coded: &str) -> Option<String> {
    let shared = usize::from(*coded.as_bytes().first()?).checked_sub(32)?;
    Some(previous.get(..shared)?.to_owned() + coded.get(1..)?)
}

fn pascal(wire: &str) -> String {
    let words = wire.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter_map(|word| word.split_at_checked(1));
    words
        .map(|(first, rest)| first.to_ascii_uppercase() + rest)
        .collect()
}

fn fragment(wire: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let coded = |c| {
        if plain(c) {
            String::from(c)
        } else {
            format!("~{:x}", u32::from(c))
        }
    };
    wire.chars().map(coded).collect()
}
